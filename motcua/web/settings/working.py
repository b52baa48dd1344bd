"""The worker: readers of the ledger in one thread, background jobs in the other."""

import asyncio
import logging
import signal
import threading
import time
from typing import cast

from django.db import Error, connections
from procrastinate import App
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from motcua.foundation.ledger.following import run_once
from motcua.foundation.ledger.readers import registered

log = logging.getLogger(__name__)

# Readers poll: a notification inside the transaction halved the ledger's throughput (measured November 2026).
PAUSE = 0.1
PAUSE_IN_TROUBLE = 1.0
LAST_PATIENCE = 5.0
PARTITIONS_EVERY = 6 * 3600.0
MONTHS_AHEAD = 6
CALLING_OUT, MOST_CALLS = "webhooks", 8


def work() -> None:
    """Follow and do jobs until SIGTERM or SIGINT; a database that is gone is waited for."""
    stop = threading.Event()
    follower = threading.Thread(target=follow, args=(stop,), name="readers", daemon=True)
    follower.start()
    try:
        asyncio.run(_jobs_until_signal())
    finally:
        stop.set()
        follower.join(LAST_PATIENCE)


def follow(stop: threading.Event) -> None:
    """Let every reader take its turns until `stop`."""
    partitions_at = 0.0
    while not stop.is_set():
        try:
            if time.monotonic() >= partitions_at:
                make_partitions()
                partitions_at = time.monotonic() + PARTITIONS_EVERY
            turns = [run_once(reader) for reader in registered() if not stop.is_set()]
        except Error as trouble:
            log.warning("the readers wait for the database: %s", str(trouble).strip())
            connections.close_all()
            stop.wait(PAUSE_IN_TROUBLE)
            continue
        if not any(turn and turn.more for turn in turns):
            stop.wait(PAUSE)
    connections.close_all()


def make_partitions() -> None:
    """Make the ledger's partitions of the coming months."""
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT ledger_make_partitions(%s)", [MONTHS_AHEAD])


async def _jobs_until_signal() -> None:
    signalled = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, signalled.set)
    jobs = asyncio.create_task(_jobs())
    await signalled.wait()
    # A job that runs is finished; where the database is gone too, nothing can be, and it is taken up again later.
    jobs.cancel()
    await asyncio.wait({jobs}, timeout=LAST_PATIENCE)


def _queues() -> tuple[tuple[list[str], int], ...]:
    """
    Return the queues, and how many of their jobs are done at once.

    Requests to other people's systems have a queue of their own: a receiver that does not answer keeps others waiting
    who wait for such requests too, and no job of the city.
    """
    own = sorted({task.queue for task in app.tasks.values()} - {CALLING_OUT})
    return (own, 1), ([CALLING_OUT], MOST_CALLS)


async def _worker(worker: App, queues: list[str], many: int) -> None:
    await worker.run_worker_async(
        queues=queues, concurrency=many, name=queues[0], install_signal_handlers=False, delete_jobs="successful"
    )


async def _jobs() -> None:
    while True:
        try:
            with app.replace_connector(cast("DjangoConnector", app.connector).get_worker_connector()) as worker:
                async with worker.open_async(), asyncio.TaskGroup() as together:
                    for queues, many in _queues():
                        together.create_task(_worker(worker, queues, many))
        except Exception as trouble:  # noqa: BLE001 -- whatever the connector raises when the database goes
            log.warning("the jobs wait for the database: %s", str(trouble).strip())
        await asyncio.sleep(PAUSE_IN_TROUBLE)

"""Clients that press as hard as they can: a process of its own, with some connections that stay open."""

import http.client
import multiprocessing
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import msgspec


class Call(msgspec.Struct, frozen=True):
    """One request; `keep` is a member of the answer's JSON to bring back."""

    method: str
    path: str
    headers: dict[str, str] = {}
    body: bytes = b""
    keep: str = ""


class Pressed(msgspec.Struct, frozen=True):
    """How long it took, and what was kept of the answers, in the order of the calls."""

    seconds: float
    kept: tuple[str, ...]


def press(port: int, calls: Sequence[Call], connections: int) -> Pressed:
    """Send all calls over `connections` connections at once; any answer but a good one stops the bench."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_press, (port, list(calls), connections))


def _press(port: int, calls: list[Call], connections: int) -> Pressed:
    kept: list[str] = [""] * len(calls)

    def work(own: Iterator[int]) -> None:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        line.connect()
        for index in own:
            call = calls[index]
            line.request(call.method, call.path, call.body or None, call.headers)
            answer = line.getresponse()
            content = answer.read()
            if answer.status >= 300:
                raise RuntimeError(f"{call.method} {call.path}: {answer.status} {content[:2000].decode()}")
            if call.keep:
                kept[index] = str(msgspec.json.decode(content)[call.keep])
        line.close()

    return Pressed(seconds=in_threads(work, len(calls), connections), kept=tuple(kept))


def in_threads(work: Callable[[Iterator[int]], None], count: int, threads: int) -> float:
    """Let threads share the numbers below `count`; return how long it took. What one raises is raised."""
    troubles: list[BaseException] = []

    def guarded(first: int) -> None:
        try:
            work(iter(range(first, count, threads)))
        except BaseException as trouble:  # noqa: BLE001 -- told to whoever waits
            troubles.append(trouble)

    workers = [threading.Thread(target=guarded, args=(first,)) for first in range(threads)]
    began = time.perf_counter()
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    seconds = time.perf_counter() - began
    if troubles:
        raise troubles[0]
    return seconds


def json_call(path: str, body: Any, headers: dict[str, str], keep: str = "") -> Call:
    """Return a POST of JSON."""
    return Call("POST", path, {"Content-Type": "application/json", **headers}, msgspec.json.encode(body), keep)

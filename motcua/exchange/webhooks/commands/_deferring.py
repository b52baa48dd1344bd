"""A delivery's job, in the same transaction as what it follows from: also inside a worker, whose own connector is another."""

from collections.abc import Iterable
from datetime import datetime

from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.manager import JobManager
from procrastinate.tasks import configure_task
from procrastinate.types import JSONDict

DELIVER, QUEUE = "webhooks.deliver", "webhooks"
_JOBS = JobManager(DjangoConnector())


def defer(deliveries: Iterable[str], at: datetime | None = None) -> None:
    """Let the worker make these deliveries, at once or at a moment."""
    asked: list[JSONDict] = [{"delivery": each} for each in deliveries]
    if asked:
        configure_task(name=DELIVER, job_manager=_JOBS, queue=QUEUE, schedule_at=at).batch_defer(*asked)

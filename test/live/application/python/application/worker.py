"""The Celery workers: extraction, and search with everything else."""

import os
import time
from enum import Enum
from itertools import count

from celery import Celery
from celery.signals import worker_process_init
from sqlalchemy import insert, select

from application import VERSION, cache, clock
from application.database import create_tables, drawings, engine, hold_when_told
from application.switches import switches

celery = Celery("pybase", broker=os.environ["REDIS_URL"])
celery.conf.update(
    task_ignore_result=True,
    worker_prefetch_multiplier=1,
    # How long Celery waits for the result of a process that is gone.
    worker_lost_wait=1,
    broker_transport_options={"socket_timeout": 5, "socket_connect_timeout": 5},
)
_runs = count()


class TaskType(str, Enum):
    """What can be extracted."""

    pdf = "pdf"
    dxf = "dxf"
    ifc = "ifc"
    step = "step"


class ExtractionError(Exception):
    """The file cannot be read."""


@celery.task(name="extract", bind=True, max_retries=1)
def extract(self, task_type: str) -> None:
    """Reads a file, or fails to; one in ten attempts is retried."""
    while task_type in switches().hanging_tasks:
        time.sleep(0.1)
    if task_type in switches().failing_tasks:
        raise ExtractionError(task_type)
    if task_type in switches().slow_tasks:
        clock.advance(11 * 60)
    if next(_runs) % 10 == 9 and self.request.retries == 0:
        raise self.retry(countdown=0)
    with engine.begin() as connection:
        connection.execute(insert(drawings).values(name=task_type))
    cache.remember(f"extracted:{task_type}", task_type)


@celery.task(name="search")
def search() -> None:
    """Looks a drawing up."""
    while switches().hanging_searches:
        time.sleep(0.1)
    if cache.remembered("found") is None:
        with engine.begin() as connection:
            connection.execute(select(drawings.c.id).limit(1))
        cache.remember("found", "drawing")


if "PYBASE_JOB" in os.environ:
    from pybase.monitoring import instrument_worker

    instrument_worker(
        celery,
        job=os.environ["PYBASE_JOB"],
        version=VERSION,
        address="127.0.0.1",
        clock=clock.now,
    )

    @worker_process_init.connect
    def start(**_: object) -> None:
        create_tables()
        hold_when_told(os.environ["PYBASE_JOB"])

"""Monitoring of a Celery worker: its metrics server, and what is known of its tasks."""

import logging
import time
from threading import Thread
from typing import Any, Callable, Literal, Optional
from weakref import WeakSet

from celery import Celery, signals
from celery.concurrency.prefork import TaskPool as PreforkPool
from prometheus_client import start_http_server

from pybase.monitoring.exposition import job_registry
from pybase.monitoring.multiprocess import VARIABLE, shared_folder
from pybase.monitoring.process import start_process
from pybase.monitoring.settings import settings
from pybase.monitoring.task_type import TaskType, usual_task_type
from pybase.monitoring.tasks import record_tasks

logger = logging.getLogger(__name__)

WorkerJob = Literal["extraction-worker", "search-worker"]

_instrumented: "WeakSet[Celery]" = WeakSet()


def instrument_worker(
    app: Celery,
    *,
    job: WorkerJob,
    version: str,
    task_type: TaskType = usual_task_type,
    address: str = "0.0.0.0",
    port: Optional[int] = None,
    clock: Callable[[], float] = time.perf_counter,
) -> None:
    """Exposes the metrics of workers that run ``app``, and records extraction tasks.

    Call it where the app is created: processes that only send tasks are not affected,
    and a second call changes nothing. Without a ``port`` the metrics are served at
    METRICS_PORT, else where Prometheus looks for the job.

    ``task_type`` tells what a task extracts; tasks for which it answers None are not
    recorded, and those of a search worker never are. ``clock`` measures durations, in
    seconds.

    A prefork worker needs PROMETHEUS_MULTIPROC_DIR in its environment, a folder that no
    other worker uses. Where something prevents the metrics from being served, the log
    says so and the worker goes on: that its target is down tells the rest.
    """
    if not settings().enabled or app in _instrumented:
        return
    _instrumented.add(app)

    def worker_starts(sender: Any, **_: Any) -> None:
        if sender.app is app:
            start_process(job, version)

    def worker_is_ready(sender: Any, **_: Any) -> None:
        if sender.app is app:
            at = settings().port_of(job) if port is None else port
            _serve(job, sender.pool, address, at)

    signals.worker_init.connect(worker_starts, weak=False)
    signals.worker_ready.connect(worker_is_ready, weak=False)
    if job == "extraction-worker":
        record_tasks(app, task_type, clock)


def _serve(job: WorkerJob, pool: Any, address: str, port: int) -> None:
    if isinstance(pool, PreforkPool) and shared_folder() is None:
        # The tasks run in other processes, whose numbers would all be missing.
        logger.error(
            "The metrics of %s are not served: set %s to a folder of this worker's own"
            " in its environment, or start it with --pool threads.",
            job,
            VARIABLE,
        )
        return
    try:
        start_http_server(port, address, job_registry(job))
    except OSError as error:
        logger.error(
            "The metrics of %s are not served at %s:%d: %s. This is tried again until it"
            " works; METRICS_PORT sets another port, which Prometheus has to know.",
            job,
            address,
            port,
            error.strerror,
        )
        Thread(target=_serve_later, args=(job, address, port), daemon=True).start()


def _serve_later(job: WorkerJob, address: str, port: int) -> None:
    """Waits for the port, which a worker that is being replaced may still hold."""
    while True:
        time.sleep(5)
        try:
            start_http_server(port, address, job_registry(job))
        except OSError:
            continue
        logger.info("The metrics of %s are served at %s:%d.", job, address, port)
        return

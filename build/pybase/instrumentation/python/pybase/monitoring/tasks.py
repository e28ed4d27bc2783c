"""Extraction metrics of a Celery worker: outcome, duration and retries of its tasks.

Celery's signals arrive in two processes of a prefork worker. The child that runs a task
reports how it ended. Where the child was killed with the task, only its parent can.
"""

import os
import threading
import time
from typing import Any, Callable, Dict, NamedTuple, Optional
from weakref import WeakValueDictionary

from celery import Celery, signals, states
from celery.exceptions import TimeLimitExceeded, WorkerLostError

from pybase.metrics import (
    extraction_duration_histogram,
    extraction_oldest_task_start_time_gauge,
    extraction_task_counter,
    extraction_task_retry_counter,
    extraction_tasks_in_progress_gauge,
)
from pybase.monitoring.task_type import TaskType, checked


def record_tasks(app: Celery, task_type: TaskType, clock: Callable[[], float]) -> None:
    """Records the tasks of ``app`` that have a type; ``clock`` answers seconds.

    How long a killed task ran is known from Celery, in real time and up to
    ``worker_lost_wait`` too long: that is how long Celery still waits for its result.
    """
    recorder = _Recorder(app, checked(task_type), clock)
    signals.worker_init.connect(recorder.worker_starts, weak=False)
    signals.task_received.connect(recorder.received, weak=False)
    signals.task_prerun.connect(recorder.started, weak=False)
    signals.task_retry.connect(recorder.retried, weak=False)
    signals.task_postrun.connect(recorder.ended, weak=False)
    signals.task_failure.connect(recorder.failed, weak=False)
    signals.task_revoked.connect(recorder.revoked, weak=False)


class _Attempt(NamedTuple):
    """A run of a task; kept on its request, since a retry has the same id."""

    task_type: str
    began: float
    #: Which of those that run in this process.
    number: int


class _Recorder:
    def __init__(
        self, app: Celery, task_type: TaskType, clock: Callable[[], float]
    ) -> None:
        self.app = app
        self.task_type = task_type
        self.clock = clock
        self.worker: Optional[int] = None
        self.requests: "WeakValueDictionary[str, Any]" = WeakValueDictionary()

    def worker_starts(self, **_: Any) -> None:
        self.worker = os.getpid()

    def received(self, request: Any, **_: Any) -> None:
        """The worker took a message from its queue."""
        self.requests[request.id] = request

    def started(self, task: Any, args: Any, kwargs: Any, **_: Any) -> None:
        """An attempt begins, in the process that runs it."""
        task_type = self._type_of(task, args, kwargs)
        if task_type is not None:
            number = _running.begins(task_type)
            task.request.pybase_attempt = _Attempt(task_type, self.clock(), number)
            extraction_tasks_in_progress_gauge.labels(task_type=task_type).inc()

    def retried(self, sender: Any, request: Any, **_: Any) -> None:
        """An attempt will be made again: it is neither success nor failure."""
        task_type = self._type_of(sender, request.args, request.kwargs)
        if task_type is not None:
            extraction_task_retry_counter.labels(task_type=task_type).inc()

    def ended(self, task_id: str, task: Any, state: Optional[str], **_: Any) -> None:
        """An attempt ended, in the process that ran it."""
        self.requests.pop(task_id, None)
        attempt = _attempt_at(task)
        if attempt is None:
            return
        task_type, began, number = attempt
        _running.ends(task_type, number)
        extraction_tasks_in_progress_gauge.labels(task_type=task_type).dec()
        # Without a state its process ends too, and the parent reports it, if any.
        ends_worker = state is None and os.getpid() == self.worker
        if state == states.SUCCESS:
            _finish(task_type, "success", self.clock() - began)
        elif state == states.FAILURE or ends_worker:
            _finish(task_type, "failure", self.clock() - began)

    def failed(
        self, sender: Any, task_id: str, exception: BaseException, **_: Any
    ) -> None:
        """A task failed: here, and ``ended`` follows, or with the child that ran it."""
        killed = isinstance(exception, (WorkerLostError, TimeLimitExceeded))
        if killed and _attempt_at(sender) is None:
            self._killed(task_id)

    def revoked(self, request: Any, terminated: bool, **_: Any) -> None:
        """A task was revoked: if it was running already, its process was killed."""
        if terminated:
            self._killed(request.id)

    def _killed(self, task_id: str) -> None:
        if os.getpid() != self.worker:
            return
        request = self.requests.pop(task_id, None)
        if request is None or request.time_start is None:
            return
        task_type = self._type_of(request.task, request.args, request.kwargs)
        if task_type is not None:
            _finish(task_type, "failure", max(time.time() - request.time_start, 0))

    def _type_of(self, task: Any, args: Any, kwargs: Any) -> Optional[str]:
        return self.task_type(task, args, kwargs) if task.app is self.app else None


class _Running:
    """When the tasks started that this process runs, as the clock on the wall says."""

    def __init__(self) -> None:
        self.forget()
        os.register_at_fork(after_in_child=self.forget)

    def forget(self) -> None:
        """Begins again, as a forked process does: its parent's tasks are not its own."""
        self._lock = threading.Lock()
        self._next = 0
        self._began: Dict[str, Dict[int, float]] = {}

    def begins(self, task_type: str) -> int:
        with self._lock:
            self._next += 1
            self._began.setdefault(task_type, {})[self._next] = time.time()
            self._publish(task_type)
            return self._next

    def ends(self, task_type: str, number: int) -> None:
        with self._lock:
            self._began.get(task_type, {}).pop(number, None)
            self._publish(task_type)

    def _publish(self, task_type: str) -> None:
        began = self._began.get(task_type, {}).values()
        gauge = extraction_oldest_task_start_time_gauge.labels(task_type=task_type)
        gauge.set(min(began, default=0))


_running = _Running()


def _attempt_at(task: Any) -> Optional[_Attempt]:
    """The attempt that is running in this thread, if any."""
    attempt: Optional[_Attempt] = getattr(task.request, "pybase_attempt", None)
    return attempt


def _finish(task_type: str, status: str, seconds: float) -> None:
    extraction_task_counter.labels(task_type=task_type, status=status).inc()
    extraction_duration_histogram.labels(task_type=task_type).observe(seconds)

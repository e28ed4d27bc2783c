# Generated from build/pybase/instrumentation/python/pybase/monitoring/shared.py by PyBase Monitoring. Do not edit: run `npm run build`.
"""Work that is done once for all that ask for it meanwhile."""

import os
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Callable, Optional, Tuple


class Shared:
    """Runs a function in a thread of its own, one run at a time.

    Those that ask during a run get what that answers.
    """

    def __init__(self, run: Callable[[], bytes]) -> None:
        self._run = run
        self._current: "Optional[Future[bytes]]" = None
        self._begin()

    def join(self) -> "Tuple[Future[bytes], bool]":
        """The run that goes on, and False; or one that begins, and True."""
        if self._process != os.getpid():
            # A fork has neither its parent's thread nor what may hold its lock.
            self._begin()
        with self._lock:
            if self._current is not None and not self._current.done():
                return self._current, False
            self._current = self._executor.submit(self._run)
            return self._current, True

    def _begin(self) -> None:
        self._process = os.getpid()
        self._lock = threading.Lock()
        self._executor = ThreadPoolExecutor(1, thread_name_prefix="pybase-metrics")
        self._current = None

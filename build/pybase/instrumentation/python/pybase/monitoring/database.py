"""Query metrics of an SQLAlchemy engine: how long queries take, and which fail."""

import time
from typing import TYPE_CHECKING, Any, Callable, Optional, Union

from sqlalchemy import event

from pybase.metrics import db_query_duration_histogram, db_query_error_counter
from pybase.monitoring.pool import instrument_pool
from pybase.monitoring.settings import settings
from pybase.monitoring.statement import operation_of

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine
    from sqlalchemy.ext.asyncio import AsyncEngine


def instrument_engine(
    engine: "Union[Engine, AsyncEngine]",
    *,
    clock: Callable[[], float] = time.perf_counter,
) -> None:
    """Records the queries of ``engine``, and the connections of its pool.

    ``engine`` is what ``create_engine`` or ``create_async_engine`` returned; a second
    call changes nothing. ``clock`` measures durations, in seconds.
    """
    if not settings().enabled:
        return
    either: Any = engine
    sync_engine: "Engine" = getattr(either, "sync_engine", either)
    if event.contains(sync_engine, "handle_error", _failed):
        return

    def started(
        connection: Any,
        cursor: Any,
        statement: str,
        parameters: Any,
        context: Any,
        executemany: bool,
    ) -> None:
        context._pybase_query = _Query(operation_of(statement), clock)

    event.listen(sync_engine, "before_cursor_execute", started)
    event.listen(sync_engine, "after_cursor_execute", _succeeded)
    event.listen(sync_engine, "handle_error", _failed)
    instrument_pool(sync_engine.pool)


class _Query:
    """A statement on its way to the database, kept on its execution context."""

    def __init__(self, operation: Optional[str], clock: Callable[[], float]) -> None:
        self.operation = operation
        self.clock = clock
        self.started = clock()
        self.finished = False
        self.failed = False

    def finish(self) -> None:
        """Observes the duration, once."""
        if self.operation is not None and not self.finished:
            db_query_duration_histogram.labels(operation=self.operation).observe(
                self.clock() - self.started
            )
        self.finished = True

    def fail(self) -> None:
        """Counts the error, once. Fetching may raise after the statement did not."""
        if self.operation is not None and not self.failed:
            db_query_error_counter.labels(operation=self.operation).inc()
        self.failed = True


def _succeeded(
    connection: Any,
    cursor: Any,
    statement: str,
    parameters: Any,
    context: Any,
    executemany: bool,
) -> None:
    query = _query_of(context)
    if query is not None:
        query.finish()


def _failed(error: Any) -> None:
    query = _query_of(error.execution_context)
    if query is None:
        return
    query.finish()
    # A query that is cancelled, such as when its client went away, did not fail.
    if isinstance(error.original_exception, Exception):
        query.fail()


def _query_of(context: Any) -> Optional[_Query]:
    """None where no statement reached the database: no connection, wrong parameters."""
    query: Optional[_Query] = getattr(context, "_pybase_query", None)
    return query

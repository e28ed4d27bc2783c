"""Pool metrics of SQLAlchemy engines: connections by state, and how many may be opened.

The gauges of several processes are added up at a scrape, where only the process itself
could ask its pool. Each one therefore follows its pool's events.
"""

import os
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Iterator, Optional
from weakref import WeakSet

from sqlalchemy import event
from sqlalchemy.pool import QueuePool

from pybase.metrics import (
    db_pool_connections_gauge,
    db_pool_connections_max_gauge,
    db_pool_usage_gauge,
)

if TYPE_CHECKING:
    from sqlalchemy.pool import Pool


def instrument_pool(pool: "Pool") -> None:
    """Keeps the process's pool gauges up to date with the connections of this pool too.

    A pool without a limit is left out: it cannot be exhausted, and its connections must
    not be weighed against the limit of another. A pool counts from its first connection
    on: a process that only forks others never uses the one that it created.
    """
    maximum = _maximum_of(pool)
    if maximum is None:
        return
    follower = _Follower(maximum)
    _followers.add(follower)
    event.listen(pool, "connect", follower.opened)
    event.listen(pool, "checkout", follower.taken)
    event.listen(pool, "checkin", follower.returned)
    event.listen(pool, "close", follower.closed)
    event.listen(pool, "detach", follower.closed)


def _maximum_of(pool: "Pool") -> Optional[int]:
    """How many connections a pool may open; None without a limit."""
    if not isinstance(pool, QueuePool) or pool.size() == 0:
        return None
    # SQLAlchemy has no public name for it.
    overflow: int = pool._max_overflow
    return None if overflow < 0 else pool.size() + overflow


class _Follower:
    """The connections of one pool, as its events tell.

    The sets are weak: a pool that was replaced drops its connections without an event.
    """

    def __init__(self, maximum: int) -> None:
        self.maximum = maximum
        self.forget()

    def forget(self) -> None:
        """Begins again, as a forked process does: its connections are its parent's."""
        self.open: "WeakSet[Any]" = WeakSet()
        self.in_use: "WeakSet[Any]" = WeakSet()
        self.used = False

    def opened(self, connection: Any, record: Any) -> None:
        with _changing(self):
            self.open.add(record)

    def taken(self, connection: Any, record: Any, proxy: Any) -> None:
        with _changing(self):
            self.open.add(record)
            self.in_use.add(record)

    def returned(self, connection: Any, record: Any) -> None:
        with _changing(self):
            self.in_use.discard(record)

    def closed(self, connection: Any, record: Any) -> None:
        with _changing(self):
            self.open.discard(record)
            self.in_use.discard(record)


#: Reentrant: garbage collection, which can happen anywhere, returns lost connections.
_lock = threading.RLock()
#: Each lives as long as the pool that calls it.
_followers: "WeakSet[_Follower]" = WeakSet()


@contextmanager
def _changing(follower: _Follower) -> Iterator[None]:
    """Lets one thread change what it knows, and publishes it."""
    with _lock:
        yield
        follower.used = True
        _publish()


def _publish() -> None:
    """Sets the gauges to the sums over the pools of this process."""
    used = [follower for follower in _followers if follower.used]
    in_use = sum(len(follower.in_use) for follower in used)
    idle = sum(len(follower.open - follower.in_use) for follower in used)
    db_pool_connections_gauge.labels(state="in_use").set(in_use)
    db_pool_connections_gauge.labels(state="idle").set(idle)
    maximum = sum(follower.maximum for follower in used)
    db_pool_connections_max_gauge.set(maximum)
    # Of several processes the fullest is told: in the sum one that waits is not seen.
    db_pool_usage_gauge.set(in_use / maximum if maximum > 0 else 0)


def _begin_again() -> None:
    """Drops what a forked process inherited, and a lock that nobody will release."""
    global _lock
    _lock = threading.RLock()
    for follower in _followers:
        follower.forget()


os.register_at_fork(after_in_child=_begin_again)

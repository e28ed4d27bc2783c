import gc
import os
import tempfile
import unittest
from typing import Any, List

from pybase.monitoring import instrument_engine
from recorded import recorded
from sqlalchemy import create_engine, text
from sqlalchemy.engine import Engine
from sqlalchemy.exc import TimeoutError
from sqlalchemy.pool import NullPool, QueuePool, StaticPool


#: Kept, so that none is collected while another is tested.
engines: List[Engine] = []


def pool() -> tuple:
    """Connections in use, idle, and at most."""
    return (
        recorded("db_pool_connections", state="in_use"),
        recorded("db_pool_connections", state="idle"),
        recorded("db_pool_connections_max"),
    )


class Pool(unittest.TestCase):
    def setUp(self) -> None:
        self.before = pool()

    def engine(self, **options: Any) -> Engine:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        engine = create_engine(f"sqlite:///{folder.name}/parts.db", **options)
        instrument_engine(engine)
        engines.append(engine)
        self.addCleanup(engine.dispose)
        return engine

    def limited(self) -> Engine:
        return self.engine(
            poolclass=QueuePool, pool_size=2, max_overflow=1, pool_timeout=0.1
        )

    def assert_pool(self, in_use: int, idle: int, maximum: int) -> None:
        change = tuple(now - before for now, before in zip(pool(), self.before))
        self.assertEqual(change, (in_use, idle, maximum))

    def test_connections_are_in_use_then_idle_then_closed(self) -> None:
        engine = self.limited()
        self.assert_pool(0, 0, 0)
        taken = [engine.connect() for _ in range(3)]
        self.assert_pool(3, 0, 3)
        with self.assertRaises(TimeoutError):
            engine.connect()
        self.assert_pool(3, 0, 3)
        for connection in taken:
            connection.close()
        self.assert_pool(0, 2, 3)  # The third was overflow.
        engine.dispose()
        self.assert_pool(0, 0, 3)

    def test_several_engines_add_up(self) -> None:
        first, second = self.limited(), self.limited()
        with first.connect(), second.connect(), second.connect():
            self.assert_pool(3, 0, 6)
        self.assert_pool(0, 3, 6)

    def test_broken_and_detached_connections_are_forgotten(self) -> None:
        engine = self.limited()
        connection = engine.connect()
        connection.invalidate()
        self.assert_pool(0, 0, 3)
        connection.close()
        detached = engine.connect()
        detached.detach()
        self.assert_pool(0, 0, 3)
        detached.close()
        self.assert_pool(0, 0, 3)

    def test_connections_of_a_replaced_pool_are_forgotten(self) -> None:
        engine = self.limited()
        connection = engine.connect()
        engine.dispose()
        connection.close()
        del connection
        gc.collect()
        with engine.connect():
            self.assert_pool(1, 0, 3)

    def test_a_connection_that_was_lost_is_returned(self) -> None:
        engine = self.limited()
        engine.connect().execute(text("SELECT 1"))
        gc.collect()
        self.assert_pool(0, 1, 3)

    def test_pools_without_a_limit_are_left_out(self) -> None:
        for options in (
            {"poolclass": NullPool},
            {"poolclass": StaticPool},
            {"poolclass": QueuePool, "max_overflow": -1},
            {"poolclass": QueuePool, "pool_size": 0},
        ):
            with self.subTest(options), self.engine(**options).connect():
                self.assert_pool(0, 0, 0)

    def test_a_forked_child_begins_with_no_connections(self) -> None:
        engine = self.limited()
        with engine.connect():
            read, write = os.pipe()
            child = os.fork()
            if child == 0:
                engine.dispose(close=False)
                with engine.connect(), engine.connect():
                    os.write(write, repr(pool()).encode())
                os._exit(0)
            os.waitpid(child, 0)
            counted = os.read(read, 100).decode()
            # A scrape adds them to its parent's, where there is a shared folder.
            shared = "PROMETHEUS_MULTIPROC_DIR" in os.environ
            in_use, _, maximum = pool() if shared else (0.0, 0.0, 0.0)
            self.assertEqual(counted, repr((in_use + 2, 0.0, maximum + 3)))
            self.assert_pool(1, 0, 3)

    def test_an_engine_that_is_collected_leaves_the_sums(self) -> None:
        stays = self.limited()
        gone = create_engine("sqlite://", poolclass=QueuePool)
        instrument_engine(gone)
        with gone.connect():
            self.assert_pool(1, 0, 15)
        gone.dispose()
        del gone
        gc.collect()
        with stays.connect():
            self.assert_pool(1, 0, 3)


if __name__ == "__main__":
    unittest.main()

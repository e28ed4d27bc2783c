import asyncio
import unittest
from importlib.util import find_spec

from pybase.monitoring import instrument_engine
from sqlalchemy import create_engine, event, text
from sqlalchemy.exc import DatabaseError, OperationalError, StatementError
from sqlalchemy.ext.asyncio import create_async_engine

from recorded import Changes

OPERATIONS = [{"operation": each} for each in ("select", "insert", "update", "delete")]


def queries() -> Changes:
    return Changes("db_query_duration_seconds_count", *OPERATIONS)


def errors() -> Changes:
    return Changes("db_query_errors_total", *OPERATIONS)


class Database(unittest.TestCase):
    def setUp(self) -> None:
        self.engine = create_engine("sqlite://")
        with self.engine.begin() as connection:
            connection.execute(text("CREATE TABLE part (id INTEGER PRIMARY KEY)"))
        instrument_engine(self.engine)
        self.addCleanup(self.engine.dispose)

    def test_each_query_is_observed_with_its_operation(self) -> None:
        begin = self.engine.begin
        with queries() as observed, errors() as failed, begin() as connection:
            connection.execute(text("INSERT INTO part VALUES (1)"))
            connection.execute(text("SELECT * FROM part")).all()
            connection.execute(text("SELECT 1")).all()
            connection.execute(text("UPDATE part SET id = 2"))
            connection.execute(text("DELETE FROM part"))
            connection.execute(text("PRAGMA user_version")).all()
        self.assertEqual(observed.by, (2, 1, 1, 1))
        self.assertEqual(failed.by, (0, 0, 0, 0))

    def test_many_rows_at_once_are_one_query(self) -> None:
        with queries() as observed, self.engine.begin() as connection:
            rows = [{"id": each} for each in range(10, 20)]
            connection.execute(text("INSERT INTO part VALUES (:id)"), rows)
        self.assertEqual(observed.by, (0, 1, 0, 0))

    def test_a_failed_query_is_an_error_and_is_observed(self) -> None:
        with queries() as observed, errors() as failed:
            with self.assertRaises(OperationalError), self.engine.begin() as connection:
                connection.execute(text("SELECT * FROM nowhere"))
        self.assertEqual((observed.by, failed.by), ((1, 0, 0, 0), (1, 0, 0, 0)))

    def test_an_error_while_fetching_is_an_error_of_the_query(self) -> None:
        with queries() as observed, errors() as failed:
            with self.assertRaises(DatabaseError), self.engine.begin() as connection:
                # The second row only fails when it is fetched.
                sql = "SELECT 1 UNION ALL SELECT abs(-9223372036854775808)"
                connection.execute(text(sql)).all()
        self.assertEqual((observed.by, failed.by), ((1, 0, 0, 0), (1, 0, 0, 0)))

    def test_what_the_database_never_saw_is_not_recorded(self) -> None:
        with queries() as observed, errors() as failed:
            with self.assertRaises(StatementError), self.engine.begin() as connection:
                connection.execute(text("SELECT :missing"))
            nowhere = create_engine("sqlite:////nowhere/at/all.db")
            instrument_engine(nowhere)
            with self.assertRaises(OperationalError):
                nowhere.connect()
        self.assertEqual((observed.by, failed.by), ((0, 0, 0, 0), (0, 0, 0, 0)))

    def test_a_cancelled_query_is_observed_and_no_error(self) -> None:
        def interrupt(*_: object) -> None:
            raise KeyboardInterrupt

        event.listen(self.engine, "do_execute", interrupt)
        with queries() as observed, errors() as failed:
            with self.assertRaises(
                KeyboardInterrupt
            ), self.engine.begin() as connection:
                connection.execute(text("SELECT 1"))
        self.assertEqual((observed.by, failed.by), ((1, 0, 0, 0), (0, 0, 0, 0)))

    def test_instrumenting_an_engine_twice_changes_nothing(self) -> None:
        instrument_engine(self.engine)
        with queries() as observed, self.engine.begin() as connection:
            connection.execute(text("SELECT 1"))
        self.assertEqual(observed.by, (1, 0, 0, 0))

    def test_the_duration_is_that_of_the_clock(self) -> None:
        engine = create_engine("sqlite://")
        ticks = iter([10.0, 13.0])
        instrument_engine(engine, clock=lambda: next(ticks))
        seconds = Changes("db_query_duration_seconds_sum", {"operation": "select"})
        with seconds, engine.begin() as connection:
            connection.execute(text("SELECT 1"))
        self.assertAlmostEqual(seconds.by[0], 3.0)

    @unittest.skipUnless(find_spec("aiosqlite"), "needs python3-aiosqlite")
    def test_an_asynchronous_engine_is_recorded_too(self) -> None:
        async def fail() -> None:
            engine = create_async_engine("sqlite+aiosqlite://")
            instrument_engine(engine)
            async with engine.begin() as connection:
                await connection.execute(text("SELECT 1"))
                with self.assertRaises(OperationalError):
                    await connection.execute(text("DELETE FROM nowhere"))
            await engine.dispose()

        with queries() as observed, errors() as failed:
            asyncio.run(fail())
        self.assertEqual((observed.by, failed.by), ((1, 0, 0, 1), (0, 0, 0, 1)))


if __name__ == "__main__":
    unittest.main()

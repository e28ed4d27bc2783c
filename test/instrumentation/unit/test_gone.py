"""Merging the files of dead processes: whatever is killed when, the sums are right."""

import json
import os
import random
import signal
import sys
import unittest
from pathlib import Path

from prometheus_client.parser import text_string_to_metric_families
from pybase.metrics import (
    extraction_duration_histogram,
    extraction_task_counter,
    extraction_tasks_in_progress_gauge,
    pybase_start_time_gauge,
)
from pybase.monitoring import gone
from pybase.monitoring.exposition import exposition

FOLDER = Path(os.environ["PROMETHEUS_MULTIPROC_DIR"])
KILLS = 200


def fork(run) -> int:
    """Starts a child that does this and ends; answers its id."""
    child = os.fork()
    if child == 0:
        try:
            run()
        finally:
            os._exit(0)
    return child


def ended(child: int) -> int:
    """Waits for a child, and answers the signal that killed it, 0 for none."""
    return os.waitpid(child, 0)[1] & 0x7F


def count(times: int, seconds: int, status: str = "success") -> None:
    for _ in range(times):
        extraction_task_counter.labels(task_type="pdf", status=status).inc()
        extraction_duration_histogram.labels(task_type="pdf").observe(seconds)


def scraped() -> dict:
    """What a process of its own exposes, by series."""
    reader, writer = os.pipe()
    child = fork(lambda: os.write(writer, exposition("extraction-worker")))
    os.close(writer)
    with open(reader, "rb") as text:
        families = text_string_to_metric_families(text.read().decode())
    ended(child)
    return {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in families
        for sample in family.samples
    }


#: What changes the folder, as Python announces it before it happens.
CHANGES = ("os.rename", "os.remove", "open")


def scrape_counting(killed: "dict[str, int]", seen: "dict[str, int]") -> None:
    """Scrapes, and is killed at its so-many-th line, or before its so-many-th change."""

    def count_one(what: str) -> None:
        seen[what] = seen.get(what, 0) + 1
        if seen[what] == killed.get(what):
            os.kill(os.getpid(), signal.SIGKILL)

    def trace(frame, event, argument):
        if event == "line":
            count_one("line")
        return trace

    sys.addaudithook(lambda event, _: event in CHANGES and count_one("change"))
    sys.settrace(trace)
    exposition("extraction-worker")
    sys.settrace(None)


def moments_of_a_scrape() -> "dict[str, int]":
    """How many lines of Python and changes a scrape has that merges something."""
    reader, writer = os.pipe()

    def run():
        seen: "dict[str, int]" = {}
        scrape_counting({}, seen)
        os.write(writer, json.dumps(seen).encode())

    ended(fork(run))
    return json.loads(os.read(reader, 1000))


def write_until_told() -> "tuple[int, int]":
    """A process that counts all the time; answers its id and where it says how often."""
    reader, writer = os.pipe()
    parent = os.getpid()

    def run():
        told = []
        signal.signal(signal.SIGTERM, lambda *_: told.append(True))
        times = 0
        # Nor longer than the tests, however they end.
        while not told and os.getppid() == parent:
            count(1, 1, status="failure")
            times += 1
        os.write(writer, str(times).encode())

    return fork(run), reader


class Gone(unittest.TestCase):
    def setUp(self) -> None:
        for file in FOLDER.iterdir():
            if not file.stem.endswith(f"_{os.getpid()}"):
                file.unlink()
        extraction_task_counter.labels(task_type="pdf", status="success")
        extraction_duration_histogram.labels(task_type="pdf")

    def test_nothing_is_lost_or_counted_twice_by_200_kills(self) -> None:
        chance = random.Random(20260101)
        tasks, seconds, kills = 0, 0, 0

        def die() -> None:
            nonlocal tasks, seconds
            times, each = chance.randrange(1, 5), chance.choice([1, 7, 40])
            is_killed = chance.random() < 0.3
            tasks, seconds = tasks + times, seconds + times * each

            def run():
                count(times, each)
                if is_killed:
                    os.kill(os.getpid(), signal.SIGKILL)

            ended(fork(run))

        for _ in range(3):
            die()
        moments = moments_of_a_scrape()
        self.assertGreater(moments["line"], 1000)
        self.assertGreater(moments["change"], 10)
        writer, reader = write_until_told()
        while kills < KILLS:
            die()
            # Sometimes two at once: one waits for the other, or takes over from where it died.
            pair = []
            for what in chance.choices(
                ["line", "change", "change"], k=chance.choice([1, 1, 1, 2])
            ):
                killed = {what: chance.randrange(1, moments[what] + 1)}
                pair.append(fork(lambda killed=killed: scrape_counting(killed, {})))
            kills += sum(ended(child) == signal.SIGKILL for child in pair)
            if chance.random() < 0.2:
                found = scraped()
                self.assertEqual(
                    found["extraction_tasks_total", "pdf", "success"], tasks
                )
        os.kill(writer, signal.SIGTERM)
        written = int(os.read(reader, 100))
        ended(writer)
        found = scraped()
        self.assertEqual(found["extraction_tasks_total", "pdf", "success"], tasks)
        self.assertEqual(found["extraction_tasks_total", "failure", "pdf"], written)
        self.assertEqual(
            found["extraction_duration_seconds_count", "pdf"], tasks + written
        )
        self.assertEqual(
            found["extraction_duration_seconds_sum", "pdf"], seconds + written
        )
        self.assertEqual(
            found["extraction_duration_seconds_bucket", "+Inf", "pdf"], tasks + written
        )

    def test_a_kill_at_each_change_and_at_each_of_the_recovery_loses_nothing(
        self,
    ) -> None:
        ended(fork(lambda: count(1, 1)))
        changes = moments_of_a_scrape()["change"]
        recoveries = 0
        for at in range(1, changes + 1):
            ended(fork(lambda: count(1, 1)))
            ended(fork(lambda at=at: scrape_counting({"change": at}, {})))
            if list(FOLDER.glob("*.journal")):
                recoveries += 1
                # The first kills leave everything as it was, the later ones some of it.
                for later in range(1, 9):
                    ended(fork(lambda at=later: scrape_counting({"change": at}, {})))
            found = scraped()
            self.assertEqual(found["extraction_tasks_total", "pdf", "success"], at + 1)
            self.assertEqual(found["extraction_duration_seconds_count", "pdf"], at + 1)
        self.assertGreater(recoveries, 4)

    def test_processes_leave_no_files(self) -> None:
        for _ in range(60):
            ended(fork(lambda: count(1, 1)))
        self.assertGreater(len(list(FOLDER.glob("*.db"))), 120)
        for _ in range(2):
            found = scraped()
            self.assertEqual(found["extraction_tasks_total", "pdf", "success"], 60)
        left = {file.name for file in FOLDER.iterdir()}
        own = {f"{kind}_{os.getpid()}.db" for kind in ("counter", "histogram")}
        mine = {name for name in left if name.endswith(f"_{os.getpid()}.db")}
        merged = {"counter_merged.db", "histogram_merged.db", "merge.lock"}
        self.assertEqual(left - mine, merged)
        self.assertLessEqual(own, mine)

    def test_a_file_that_a_new_process_of_the_id_takes_up_is_left_to_it(self) -> None:
        ended(fork(lambda: count(3, 1)))
        held = gone._is_held
        begun, go_on = os.pipe(), os.pipe()

        def run():
            # As a new process does that has the id of the dead one.
            (old,) = set(FOLDER.glob("counter_*.db")) - {own}
            old.rename(FOLDER / f"counter_{os.getpid()}.db")
            count(2, 1)
            os.write(begun[1], b"x")
            os.read(go_on[0], 1)
            count(4, 1)

        own = FOLDER / f"counter_{os.getpid()}.db"
        child = fork(run)
        os.read(begun[0], 1)
        asked = []

        def late(file, pid):
            # The first question comes before the process has opened its file.
            if pid == child and file.name.startswith("counter") and not asked:
                asked.append(file)
                return False
            return held(file, pid)

        gone._is_held = late
        try:
            with gone.alone(FOLDER):
                gone.merge_the_gone(FOLDER)
        finally:
            gone._is_held = held
        is_left = (FOLDER / f"counter_{child}.db").exists()
        os.write(go_on[1], b"x")
        ended(child)
        self.assertTrue(asked)
        self.assertTrue(is_left)
        self.assertEqual(scraped()["extraction_tasks_total", "pdf", "success"], 9)

    def test_gauges_that_add_up_go_and_those_that_do_not_stay(self) -> None:
        def run():
            extraction_tasks_in_progress_gauge.labels(task_type="pdf").inc(5)
            pybase_start_time_gauge.set(7)

        stays = FOLDER / "gauge_all_999999.db"
        stays.write_bytes((FOLDER / f"gauge_livesum_{os.getpid()}.db").read_bytes())
        ended(fork(run))
        self.assertNotIn(("extraction_tasks_in_progress", "pdf"), scraped())
        self.assertTrue(stays.exists())

    def test_a_process_that_forks_while_it_merges_keeps_nobody_waiting(self) -> None:
        with gone.alone(FOLDER):
            child = fork(lambda: os.read(waits[0], 1)) if (waits := os.pipe()) else 0
        scraped()
        with gone.alone(FOLDER):
            pass
        os.write(waits[1], b"x")
        self.assertEqual(ended(child), 0)


if __name__ == "__main__":
    unittest.main()

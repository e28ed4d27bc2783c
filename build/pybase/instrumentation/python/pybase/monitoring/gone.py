"""What processes that are gone have counted, in one file for each kind of metric.

prometheus_client keeps a file for every process that ever ran. A scrape therefore adds
up those of the dead. It may be killed at any moment: what it has read is gone only when
the sums are in their place, and a journal says which files that are.

    counter_12.db        a process's; under another name once it is found dead, so that a
                         new process of that id cannot take it up
    counter.draft        the new sums
    counter.journal      the files that are in the draft: while both are there, nothing
                         has happened; with the journal alone, those files have to go
    counter_merged.db    the sums
"""

import fcntl
import inspect
import os
import re
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Dict, Iterator, List, Optional, Sequence, Tuple

from prometheus_client import mmap_dict

_FILE = re.compile(
    r"(?P<kind>counter|histogram|summary|gauge_live[a-z]+)_(?P<pid>\d+)"
    r"(?P<gone>_gone\d+)?\.db"
)
_SUMMED = ("counter", "histogram", "summary")
#: How many files are merged at once: what a killed merge has to do again.
_BATCH = 500

# prometheus_client has no types for it. Newer versions write a moment with each value.
_Values: Any = mmap_dict.MmapedDict
_moment = [0.0] * (len(inspect.signature(_Values.write_value).parameters) - 3)

_lock = threading.Lock()


def _begin_again() -> None:
    """Drops a lock that a forked process inherited and nobody will release."""
    global _lock
    _lock = threading.Lock()


os.register_at_fork(after_in_child=_begin_again)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Keeps all other threads and processes that ask for it waiting.

    A fork does not inherit this lock, and who is killed loses it.
    """
    with _lock, open(folder / "merge.lock", "ab") as file:
        fcntl.lockf(file, fcntl.LOCK_EX)
        yield


def merge_the_gone(folder: Path) -> None:
    """Adds the files of dead processes to the sums. Their gauges say what is no more.

    Only for who is alone.
    """
    for kind in _SUMMED:
        _recover(folder, kind)
    gone = _gone(folder)
    for file in gone:
        if file.name.startswith("gauge_"):
            file.unlink()
    for kind in _SUMMED:
        files = [file for file in gone if file.name.startswith(f"{kind}_")]
        for at in range(0, len(files), _BATCH):
            _merge(folder, kind, files[at : at + _BATCH])


def _gone(folder: Path) -> List[Path]:
    """The files of dead processes, each renamed so that nobody takes it up again."""
    taken = []
    for name in sorted(os.listdir(folder)):
        match = _FILE.fullmatch(name)
        if match is None:
            continue
        file = _taken(folder / name, int(match["pid"]), match["gone"] is not None)
        if file is not None:
            taken.append(file)
    return taken


def _taken(file: Path, pid: int, is_renamed: bool) -> Optional[Path]:
    if _is_held(file, pid):
        return None
    if is_renamed:
        return file
    taken = _unused(file)
    file.rename(taken)
    # A new process of this id may have opened it before it had another name.
    if _is_held(taken, pid):
        taken.rename(file)
        return None
    return taken


def _unused(file: Path) -> Path:
    at = 0
    while (name := file.with_name(f"{file.stem}_gone{at}.db")).exists():
        at += 1
    return name


def _is_held(file: Path, pid: int) -> bool:
    """Whether the process of an id has a file open, as its own is as long as it lives.

    That the id exists is not enough: it may be a zombie's, or another program's by now.
    """
    try:
        if not Path("/proc/self/fd").exists():
            os.kill(pid, 0)
            return True
        opened = os.listdir(f"/proc/{pid}/fd")
    except PermissionError:
        return True  # A process of another user, such as a server that gave up root.
    except (FileNotFoundError, ProcessLookupError):
        return False
    own = file.stat()
    return any(_is_same(own, f"/proc/{pid}/fd/{each}") for each in opened)


def _is_same(own: os.stat_result, other: str) -> bool:
    try:
        return os.path.samestat(own, os.stat(other))
    except OSError:
        return False  # It has been closed meanwhile.


def _merge(folder: Path, kind: str, files: Sequence[Path]) -> None:
    merged, draft, journal = _places(folder, kind)
    sums: Dict[str, float] = {}
    for file in (merged, *files):
        for key, value in _values(file):
            sums[key] = sums.get(key, 0.0) + value
    written = _Values(str(draft))
    for key, value in sums.items():
        written.write_value(key, value, *_moment)
    written.close()
    # It says nothing before it is whole.
    note = folder / f"{kind}.note"
    note.write_text("\n".join(file.name for file in files))
    note.rename(journal)
    draft.rename(merged)
    _recover(folder, kind)


def _recover(folder: Path, kind: str) -> None:
    """Ends a merge whose sums are in their place, and undoes one whose are not."""
    _, draft, journal = _places(folder, kind)
    if journal.exists() and not draft.exists():
        for name in journal.read_text().splitlines():
            (folder / name).unlink(missing_ok=True)
    # In this order: a journal alone says that the draft was moved.
    journal.unlink(missing_ok=True)
    draft.unlink(missing_ok=True)


def _places(folder: Path, kind: str) -> List[Path]:
    names = (f"{kind}_merged.db", f"{kind}.draft", f"{kind}.journal")
    return [folder / name for name in names]


def _values(file: Path) -> Iterator[Tuple[str, float]]:
    # prometheus_client cannot read a file that its process had no time to fill.
    if file.exists() and file.stat().st_size > 0:
        for key, value, *_ in _Values.read_all_values_from_file(str(file)):
            yield key, value

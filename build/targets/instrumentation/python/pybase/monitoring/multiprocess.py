"""The folder in which the processes of one job share their numbers.

With ``PROMETHEUS_MULTIPROC_DIR`` in the environment, prometheus_client keeps the numbers
of each process in files that are named after its id. Those of counters and histograms
stay when the process ends. Those of gauges say what is now, so they must not.
"""

import os
from pathlib import Path
from typing import List, Optional

from prometheus_client.values import MutexValue, ValueClass

VARIABLE = "PROMETHEUS_MULTIPROC_DIR"


def shared_folder() -> Optional[Path]:
    """The folder, or None where the job has one process only."""
    folder = os.environ.get(VARIABLE)
    return Path(folder) if folder else None


def shared_files(folder: Path) -> List[str]:
    """The files that hold numbers.

    A file is empty while its process creates it, and stays so if that is killed just then.
    prometheus_client cannot read it, and would answer no number at all.
    """
    return [str(file) for file in folder.glob("*.db") if _size(file) > 0]


def join_job() -> None:
    """Makes the folder ready for this process, before its first metric is created.

    Raises ValueError when the variable is of no use.
    """
    if os.environ.get(VARIABLE) == "":
        raise ValueError(f"{VARIABLE} is empty: name a folder, or unset it.")
    folder = shared_folder()
    if folder is None:
        return
    if ValueClass is MutexValue:
        raise ValueError(
            f"{VARIABLE} was set after prometheus_client was imported, which reads it"
            " then: set it in the environment in which the process is started."
        )
    folder.mkdir(parents=True, exist_ok=True)
    _forget_predecessor()
    os.register_at_fork(after_in_child=_forget_predecessor)


def forget_dead_processes() -> None:
    """Removes the gauges of processes that are gone, however they ended."""
    folder = shared_folder()
    if folder is None:
        return
    for file in folder.glob("gauge_live*_*.db"):
        if not _is_in_use(file):
            file.unlink(missing_ok=True)


def _forget_predecessor() -> None:
    """Removes the gauges of an earlier process that had the id of this one."""
    folder = shared_folder()
    if folder is not None:
        for file in folder.glob(f"gauge_live*_{os.getpid()}.db"):
            file.unlink(missing_ok=True)


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except FileNotFoundError:
        return 0


def _is_in_use(file: Path) -> bool:
    """Whether the process that a file is named after holds it.

    That its id exists is not enough: it may be a zombie's, or another program's by now.
    """
    pid = file.stem.rpartition("_")[2]
    try:
        with file.open("rb") as opened:
            # The process writes this just after it has mapped its new file.
            length = opened.read(4)
        if not any(length) or not Path("/proc/self/maps").exists():
            os.kill(int(pid), 0)
            return True
        return os.fsencode(file.resolve()) in Path(f"/proc/{pid}/maps").read_bytes()
    except PermissionError:
        return True  # A process of another user, such as a server that gave up root.
    except (FileNotFoundError, ProcessLookupError):
        return False

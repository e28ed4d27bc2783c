# Generated from build/pybase/instrumentation/python/pybase/monitoring/multiprocess.py by PyBase Monitoring. Do not edit: run `npm run build`.
"""The folder in which the processes of one job share their numbers.

With ``PROMETHEUS_MULTIPROC_DIR`` in the environment, prometheus_client keeps the numbers
of each process in files that are named after its id. What becomes of them when it ends
is in pybase.monitoring.gone.
"""

import os
import stat
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
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    fault = _fault_of(folder)
    if fault is not None:
        raise ValueError(
            f"{VARIABLE} is {str(folder)!r}, {fault}: whoever can write there could"
            " make up numbers, or have other files removed. Name a folder of this"
            " user's own, with mode 0700; one that does not exist is made."
        )
    _forget_predecessor()
    os.register_at_fork(after_in_child=_forget_predecessor)


def _fault_of(folder: Path) -> Optional[str]:
    """Why a folder is not safe for files that are trusted and removed; None if it is."""
    status = folder.lstat()
    if stat.S_ISLNK(status.st_mode):
        return "which is a symbolic link"
    if status.st_uid != os.geteuid():
        return f"which belongs to the user {status.st_uid} and not to {os.geteuid()}"
    if status.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        return f"which others may write to (mode {stat.S_IMODE(status.st_mode):04o})"
    return None


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

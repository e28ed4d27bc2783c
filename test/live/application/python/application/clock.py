"""A clock that can be set forward, for the task that takes longer than the proof."""

import time

_ahead = 0.0


def now() -> float:
    """Seconds, of no particular day."""
    return time.perf_counter() + _ahead


def advance(seconds: float) -> None:
    """Lets time pass in this process."""
    global _ahead
    _ahead += seconds

"""The faults that are on now. The file is replaced as a whole, and every process reads it."""

import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import List, Optional

_FILE = Path(os.environ["SWITCHES"])


@dataclass(frozen=True)
class Switches:
    """Every fault, off by default. test/live/application/switches.ts writes the same names."""

    #: How many of ten requests are answered with 503.
    unavailable: int = 0
    #: Seconds that every handler sleeps.
    sleep: float = 0
    #: What /metrics does instead of answering.
    metrics: Optional[str] = None
    #: Seconds that the API's housekeeping makes PostgreSQL sleep in each query.
    slow_query: float = 0
    #: Whether the API's housekeeping divides by zero.
    failing_query: bool = False
    #: The jobs whose processes take all connections of their pools.
    held_pools: List[str] = field(default_factory=list)
    #: Types of extraction tasks that fail.
    failing_tasks: List[str] = field(default_factory=list)
    #: Types of extraction tasks that take eleven minutes, by their clock.
    slow_tasks: List[str] = field(default_factory=list)
    #: Types of extraction tasks that never end.
    hanging_tasks: List[str] = field(default_factory=list)
    #: Whether search tasks never end.
    hanging_searches: bool = False
    #: WebSocket connections that the load holds open.
    websockets: int = 3
    #: Sessions of PostgreSQL, everybody's, to which the load adds idle ones.
    sessions: int = 0


def switches() -> Switches:
    """What the file says now."""
    return Switches(**json.loads(_FILE.read_text()))

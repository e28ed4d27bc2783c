"""The database: one table, one pool in each process, and what goes wrong with both."""

import os
import threading
import time
from itertools import count
from typing import List

from sqlalchemy import (
    Column,
    Integer,
    MetaData,
    String,
    Table,
    create_engine,
    delete,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError

from application.switches import switches
from pybase.monitoring import instrument_engine

_POOL = 3

# SQLAlchemy 2.1 would take psycopg 3 for a plain postgresql://.
_URL = os.environ["DATABASE_URL"].replace("postgresql://", "postgresql+psycopg2://", 1)

engine = create_engine(_URL, pool_size=_POOL, max_overflow=0, pool_timeout=1)
instrument_engine(engine)

_metadata = MetaData()
drawings = Table(
    "drawings",
    _metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String, nullable=False),
)


def create_tables() -> None:
    """Creates the table unless another process did."""
    with engine.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(1)"))
        _metadata.create_all(connection)


def keep_house() -> None:
    """Starts a thread that uses every kind of statement, the slow and the failing ones too."""
    threading.Thread(target=_keep_house, daemon=True).start()


def hold_when_told(job: str) -> None:
    """Starts a thread that takes the whole pool for as long as the switch says so."""
    threading.Thread(target=_hold, args=[job], daemon=True).start()


def _keep_house() -> None:
    for turn in count():
        now = switches()
        row = -1 - os.getpid() * 1000 - turn % 1000
        try:
            with engine.begin() as connection:
                connection.execute(insert(drawings).values(id=row, name="temporary"))
                connection.execute(
                    update(drawings).where(drawings.c.id == row).values(name="old")
                )
                connection.execute(delete(drawings).where(drawings.c.id == row))
                if now.slow_query > 0:
                    connection.execute(
                        select(text("pg_sleep(:s)").params(s=now.slow_query))
                    )
                if now.failing_query:
                    connection.execute(select(text("1 / 0")))
        except SQLAlchemyError:
            pass
        time.sleep(0.25)


def _hold(job: str) -> None:
    held: List[Connection] = []
    while True:
        wanted = job in switches().held_pools
        try:
            while wanted and len(held) < _POOL:
                held.append(engine.connect())
        except SQLAlchemyError:
            pass
        while not wanted and held:
            held.pop().close()
        time.sleep(0.2)

"""A steady, bounded load: requests, tasks, sockets, and sessions of PostgreSQL."""

import asyncio
import os
import sys
from itertools import cycle
from pathlib import Path
from typing import List, Optional

import httpx
import psycopg2
from celery import Celery
from kombu.exceptions import OperationalError
from websockets.client import WebSocketClientProtocol, connect

from application.switches import switches

_ADDRESS = os.environ["API_ADDRESS"]
_CLIENTS = 4
_PAUSE = 0.3
_LONGEST = 20 * 60

_TASKS = ["pdf", None, "dxf", None, "ifc", None, "step", None]


async def main() -> None:
    """Runs for twenty minutes at most, in case nobody ends it."""
    loops = [_read_and_write(client) for client in range(_CLIENTS)]
    loops += [_request_tasks(), _hold_sockets(), _hold_sessions()]
    running = asyncio.gather(*loops)
    Path(sys.argv[1]).touch()
    await asyncio.wait_for(running, _LONGEST)


async def _read_and_write(client: int) -> None:
    async with httpx.AsyncClient(
        base_url=f"http://{_ADDRESS}/api/v1", timeout=10
    ) as api:
        for number in cycle(range(10)):
            drawing = f"/drawings/{1_000_000 + client}"
            if number == 7 and client == 0:
                await _send(api, "GET", "/drawings/0")  # There is none.
            elif number == 9:
                await _send(
                    api, "POST", "/extractions/pdf" if client % 2 else "/searches"
                )
            else:
                await _send(api, {0: "POST", 5: "PUT"}.get(number, "GET"), drawing)
            await asyncio.sleep(_PAUSE)


async def _request_tasks() -> None:
    # Past the API, whose faults are none of the workers'.
    celery = Celery(broker=os.environ["REDIS_URL"])
    for task_type in cycle(_TASKS):
        try:
            await asyncio.to_thread(_request_task, celery, task_type)
        except OperationalError:
            pass
        await asyncio.sleep(_PAUSE)


def _request_task(celery: Celery, task_type: Optional[str]) -> None:
    if task_type is None:
        celery.send_task("search", queue="search", retry=False)
    else:
        celery.send_task(
            "extract", kwargs={"task_type": task_type}, queue="extraction", retry=False
        )


async def _send(api: httpx.AsyncClient, method: str, path: str) -> None:
    try:
        await api.request(method, path)
    except httpx.HTTPError:
        pass  # The API is down, which is what some faults are about.


async def _hold_sockets() -> None:
    sockets: List[WebSocketClientProtocol] = []
    while True:
        wanted = switches().websockets
        sockets = [socket for socket in sockets if socket.open]
        while len(sockets) > wanted:
            await sockets.pop().close()
        try:
            while len(sockets) < wanted:
                sockets.append(
                    await connect(f"ws://{_ADDRESS}/api/v1/updates", ping_interval=None)
                )
        except (OSError, asyncio.TimeoutError):
            pass
        await asyncio.sleep(0.5)


async def _hold_sessions() -> None:
    sessions: List[psycopg2.extensions.connection] = []
    while True:
        wanted = switches().sessions
        try:
            while wanted > 0 and _sessions() < wanted:
                sessions.append(psycopg2.connect(os.environ["DATABASE_URL"]))
        except psycopg2.Error:
            pass
        while wanted == 0 and sessions:
            sessions.pop().close()
        await asyncio.sleep(0.5)


def _sessions() -> int:
    connection = psycopg2.connect(os.environ["DATABASE_URL"])
    try:
        cursor = connection.cursor()
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname IS NOT NULL"
        )
        return int(cursor.fetchone()[0])
    finally:
        connection.close()


asyncio.run(main())

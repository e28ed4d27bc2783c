"""The API: drawings, extractions, searches, and a socket."""

import asyncio
from itertools import count

from celery import Task
from fastapi import Depends, FastAPI, HTTPException, WebSocket
from kombu.exceptions import OperationalError
from sqlalchemy import delete, insert, select, update
from starlette.websockets import WebSocketDisconnect

from application import VERSION, cache
from application.broken import BrokenMetrics
from application.database import (
    create_tables,
    drawings,
    engine,
    hold_when_told,
    keep_house,
)
from application.switches import switches
from application.worker import TaskType, extract, search
from pybase.middleware.prometheus_middleware import PrometheusMiddleware
from pybase.monitoring import add_metrics_endpoint

_requests = count()


async def disturbed() -> None:
    """Sleeps or refuses, when a switch says so."""
    now = switches()
    await asyncio.sleep(now.sleep)
    if next(_requests) % 10 < now.unavailable:
        raise HTTPException(503)


app = FastAPI(title="PyBase", dependencies=[Depends(disturbed)])
app.add_middleware(PrometheusMiddleware)
add_metrics_endpoint(app, version=VERSION)
# Outermost, so that the instrumentation never sees the request.
app.add_middleware(BrokenMetrics)


@app.on_event("startup")
def start() -> None:
    create_tables()
    keep_house()
    hold_when_told("pybase-api")


@app.get("/api/v1/drawings/{drawing}")
def read(drawing: int) -> dict:
    key = f"drawing:{drawing}"
    name = cache.remembered(key)
    if name is None:
        with engine.begin() as connection:
            found = connection.execute(
                select(drawings.c.name).where(drawings.c.id == drawing)
            ).scalar()
        if found is None:
            raise HTTPException(404)
        cache.remember(key, found)
        name = found
    return {"name": name}


@app.post("/api/v1/drawings/{drawing}", status_code=201)
def create(drawing: int) -> None:
    with engine.begin() as connection:
        connection.execute(delete(drawings).where(drawings.c.id == drawing))
        connection.execute(insert(drawings).values(id=drawing, name="new"))


@app.put("/api/v1/drawings/{drawing}")
def rename(drawing: int) -> None:
    with engine.begin() as connection:
        connection.execute(
            update(drawings).where(drawings.c.id == drawing).values(name="renamed")
        )
    cache.forget(f"drawing:{drawing}")


@app.post("/api/v1/extractions/{task_type}", status_code=202)
def request_extraction(task_type: TaskType) -> None:
    _send(extract, "extraction", task_type=task_type.value)


@app.post("/api/v1/searches", status_code=202)
def request_search() -> None:
    _send(search, "search")


@app.websocket("/api/v1/updates")
async def updates(socket: WebSocket) -> None:
    await socket.accept()
    try:
        while True:
            await socket.receive_text()
    except WebSocketDisconnect:
        pass


def _send(task: Task, queue: str, **arguments: str) -> None:
    try:
        task.apply_async(kwargs=arguments, queue=queue, retry=False)
    except OperationalError as error:
        raise HTTPException(503) from error

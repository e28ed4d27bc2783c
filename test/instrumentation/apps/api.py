"""An application with every kind of answer that the middleware has to tell apart."""

import asyncio
import os

from fastapi import APIRouter, BackgroundTasks, FastAPI, WebSocket
from fastapi.responses import PlainTextResponse, StreamingResponse
from pybase.middleware.prometheus_middleware import PrometheusMiddleware
from pybase.monitoring import add_metrics_endpoint
from starlette.requests import Request

app = FastAPI()
app.add_middleware(PrometheusMiddleware)

holding = asyncio.Event()


@app.get("/parts/{part_id}")
async def part(part_id: str):
    return {"part": part_id}


@app.post("/parts", status_code=201)
def create():
    return {"created": True}


@app.get("/broken")
async def broken():
    raise RuntimeError("on purpose")


@app.get("/broken-midway")
async def broken_midway():
    async def chunks():
        yield b"first"
        raise RuntimeError("on purpose")

    return StreamingResponse(chunks())


@app.get("/stream")
async def stream():
    async def chunks():
        for _ in range(3):
            yield b"chunk"
            await asyncio.sleep(0.01)

    return StreamingResponse(chunks())


@app.get("/endless")
async def endless():
    async def chunks():
        while True:
            yield b"chunk"
            await asyncio.sleep(0.01)

    return StreamingResponse(chunks())


@app.get("/background")
async def background(tasks: BackgroundTasks):
    tasks.add_task(holding.wait)
    return {"answered": True}


@app.get("/cancelled")
async def cancelled():
    raise asyncio.CancelledError


@app.get("/pid")
async def pid():
    return os.getpid()


async def upload(request: Request):
    return PlainTextResponse(str(len(await request.body())))


app.add_route("/upload", upload, methods=["POST"])

router = APIRouter(prefix="/v2")


@router.get("/files/{name:path}")
async def file(name: str):
    return {"name": name}


app.include_router(router)

admin = FastAPI()


@admin.get("/users/{user_id}")
async def user(user_id: str):
    return {"user": user_id}


app.mount("/admin/{tenant}", admin)


async def assets(scope, receive, send):
    await PlainTextResponse("asset")(scope, receive, send)


app.mount("/assets", assets)


async def silent(scope, receive, send):
    """Breaks the protocol: the server has to answer in its place."""


app.mount("/silent", silent)


@app.websocket("/socket")
async def socket(websocket: WebSocket):
    await websocket.accept()
    await websocket.send_json(os.getpid())
    async for text in websocket.iter_text():
        if text == "close":
            await websocket.close()
            break
        if text == "raise":
            raise RuntimeError("on purpose")
    # The connection has ended; what is done now is no part of it.
    await holding.wait()


@app.websocket("/rejected")
async def rejected(websocket: WebSocket):
    await websocket.close()


@app.get("/api/{path:path}")
async def everything_else(path: str):
    return {"path": path}


add_metrics_endpoint(app, version="1.2.3")


@app.get("/added/{when}")
async def added(when: str):
    return {"added": when}

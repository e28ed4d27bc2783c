"""What PrometheusMiddleware costs a request in CPU time, in microseconds, as JSON.

An application of included routers answers its last route, which is the longest way to a
template, a path that it does not know, and a route of an application that is mounted
behind all routers. It is called without a server: what is left is the application and
the middleware.
"""

import asyncio
import json
import sys
from statistics import median
from time import process_time

from fastapi import APIRouter, FastAPI
from pybase.middleware.prometheus_middleware import PrometheusMiddleware
from starlette.responses import PlainTextResponse

ROUNDS = 15
REQUESTS = 100
PER_ROUTER = 10


async def answer(part: str):
    return PlainTextResponse("answered")


def application(routers, monitored):
    app = FastAPI(openapi_url=None)
    for at in range(routers):
        router = APIRouter()
        for each in range(PER_ROUTER if routers > 1 else 1):
            router.add_api_route(f"/parts{each}/{{part}}", answer)
        app.include_router(router, prefix=f"/group{at}")
    mounted = FastAPI(openapi_url=None)
    mounted.add_api_route("/parts/{part}", answer)
    app.mount("/mounted", mounted)
    if monitored:
        app.add_middleware(PrometheusMiddleware)
    return app


async def microseconds(app, path):
    """The mean CPU time of a request to an application."""
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "GET",
        "path": path,
        "root_path": "",
        "query_string": b"",
        "headers": [],
    }

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        pass

    start = process_time()
    for _ in range(REQUESTS):
        await app(dict(scope), receive, send)
    return (process_time() - start) / REQUESTS * 1e6


async def added(routers, path):
    """What the middleware adds to a request."""
    plain, monitored = application(routers, False), application(routers, True)
    costs = []
    for _ in range(ROUNDS):
        # Side by side, so that a busy moment meets both.
        without = await microseconds(plain, path)
        costs.append(await microseconds(monitored, path) - without)
    return median(costs)


async def main():
    print(
        json.dumps(
            {
                "1 route": await added(1, "/group0/parts0/7"),
                "20 routers of 10": await added(20, "/group19/parts9/7"),
                "40 routers of 10": await added(40, "/group39/parts9/7"),
                "40, unknown path": await added(40, "/nothing"),
                "40, mounted": await added(40, "/mounted/parts/7"),
            }
        )
    )


asyncio.run(main())

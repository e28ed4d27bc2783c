"""What PrometheusMiddleware costs a request, in microseconds, printed as JSON.

An application of 200 routes answers its last one, which is the longest way to a template.
It is called without a server: what is left is the application and the middleware.
"""

import asyncio
import json
from statistics import median
from time import perf_counter

from pybase.middleware.prometheus_middleware import PrometheusMiddleware
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

ROUNDS = 15
REQUESTS = 300
LAST = 199


async def answer(request):
    return PlainTextResponse("answered")


def application(monitored):
    routes = [Route(f"/group{at}/parts/{{part}}", answer) for at in range(LAST + 1)]
    app = Starlette(routes=routes)
    if monitored:
        app.add_middleware(PrometheusMiddleware)
    return app


async def microseconds(app):
    """The mean time of a request to an application."""
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "GET",
        "path": f"/group{LAST}/parts/7",
        "query_string": b"",
        "headers": [],
    }

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        pass

    start = perf_counter()
    for _ in range(REQUESTS):
        await app(dict(scope), receive, send)
    return (perf_counter() - start) / REQUESTS * 1e6


async def main():
    plain, monitored = application(False), application(True)
    costs = []
    for _ in range(ROUNDS):
        # Side by side, so that a busy moment meets both.
        without = await microseconds(plain)
        costs.append(await microseconds(monitored) - without)
    print(json.dumps(median(costs)))


asyncio.run(main())

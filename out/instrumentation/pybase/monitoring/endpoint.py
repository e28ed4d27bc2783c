# Generated from build/targets/instrumentation/python/pybase/monitoring/endpoint.py by PyBase Monitoring. Do not edit: run `npm run build`.
"""The path at which the API exposes its metrics."""

import asyncio

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pybase.metrics import LABEL_VALUES, http_request_counter
from pybase.monitoring.exposition import CONTENT_TYPE, exposition
from pybase.monitoring.process import start_process
from pybase.monitoring.routes import templates
from pybase.monitoring.settings import settings


def add_metrics_endpoint(app: Starlette, *, version: str) -> None:
    """Exposes the metrics of the API at METRICS_ENDPOINT, outside the API's schema.

    ``app`` is FastAPI's or Starlette's application, ``version`` that of PyBase. Without
    PROMETHEUS_ENABLED there is no such path.
    """
    if not settings().enabled:
        return
    start_process("pybase-api", version)

    async def metrics(_: Request) -> Response:
        _start_series(app)
        # In a thread, and in none of those that run PyBase's own endpoints.
        text = await asyncio.to_thread(exposition, "pybase-api")
        return Response(text, headers={"Content-Type": CONTENT_TYPE})

    path = settings().endpoint
    # Ahead of all others, one of which may match every path.
    app.router.routes.insert(0, Route(path, metrics, include_in_schema=False))


def _start_series(app: Starlette) -> None:
    """Starts the counters of all routes, so that the first failure is an increase.

    This is done when they are read: a route may be added at any time before.
    """
    known = LABEL_VALUES[http_request_counter]
    for template, methods in templates(app):
        if template == settings().endpoint:
            continue
        for method in methods.intersection(known["method"]):
            for status in known["status"]:
                http_request_counter.labels(
                    method=method, endpoint=template, status=status
                )

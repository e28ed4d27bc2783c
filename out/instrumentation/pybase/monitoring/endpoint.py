# Generated from build/pybase/instrumentation/python/pybase/monitoring/endpoint.py by PyBase Monitoring. Do not edit: run `npm run build`.
"""The path at which the API exposes its metrics."""

import asyncio
import hmac
from functools import partial
from typing import Optional

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from pybase.metrics import LABEL_VALUES, http_request_counter, http_scrape_counter
from pybase.monitoring.exposition import CONTENT_TYPE, exposition
from pybase.monitoring.process import start_process
from pybase.monitoring.routes import templates
from pybase.monitoring.settings import settings
from pybase.monitoring.shared import Shared


def add_metrics_endpoint(app: Starlette, *, version: str) -> None:
    """Exposes the metrics of the API at METRICS_ENDPOINT, outside the API's schema.

    ``app`` is FastAPI's or Starlette's application, ``version`` that of PyBase. With a
    METRICS_TOKEN only those who send it are answered. Without PROMETHEUS_ENABLED there
    is no such path.
    """
    if not settings().enabled:
        return
    start_process("pybase-api", version)
    # However many ask at once, the numbers are put together once, and in none of the
    # threads that run PyBase's own endpoints or look up names for it.
    shared = Shared(partial(_expose, app))
    token = settings().token

    async def metrics(request: Request) -> Response:
        if not _is_allowed(request.headers.get("authorization"), token):
            _count("refused")
            return PlainTextResponse(
                "The metrics need the token that METRICS_TOKEN or METRICS_TOKEN_FILE"
                " sets: Authorization: Bearer <token>.\n",
                status_code=401,
                headers={"WWW-Authenticate": "Bearer"},
            )
        answer, is_first = shared.join()
        try:
            # Shielded: one who goes away must not take it from the others.
            text = await asyncio.shield(asyncio.wrap_future(answer))
        except Exception:
            _count("failed")
            raise
        _count("merged" if is_first else "shared")
        return Response(text, headers={"Content-Type": CONTENT_TYPE})

    path = settings().endpoint
    # Ahead of all others, one of which may match every path.
    app.router.routes.insert(0, Route(path, metrics, include_in_schema=False))


def _is_allowed(authorization: Optional[str], token: Optional[str]) -> bool:
    if token is None:
        return True
    scheme, _, given = (authorization or "").partition(" ")
    # How long it takes says nothing about where the two differ.
    is_right = hmac.compare_digest(given.strip().encode(), token.encode())
    return is_right and scheme.lower() == "bearer"


def _count(result: str) -> None:
    http_scrape_counter.labels(result=result).inc()


def _expose(app: Starlette) -> bytes:
    _start_series(app)
    return exposition("pybase-api")


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

# Generated from build/pybase/instrumentation/python/pybase/middleware/prometheus_middleware.py by PyBase Monitoring. Do not edit: run `npm run build`.
"""Counts and times requests, and counts open WebSocket connections."""

import asyncio
from time import perf_counter

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pybase.metrics import (
    LABEL_VALUES,
    http_request_counter,
    http_request_duration_histogram,
    websocket_connections_active_gauge,
)
from pybase.monitoring.routes import template_of
from pybase.monitoring.settings import settings

_METHODS = frozenset(LABEL_VALUES[http_request_counter]["method"])
#: What servers log when the client went away before there was an answer.
_CLIENT_CLOSED_REQUEST = 499


class PrometheusMiddleware:
    """Records every request by its method, the template of its route and its status.

    An exception that nobody handled is status 500. Neither the scrape itself nor a
    method that HTTP does not define is recorded.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not settings().enabled:
            await self.app(scope, receive, send)
        elif scope["type"] == "http" and scope["method"] in _METHODS:
            await self._request(scope, receive, send)
        elif scope["type"] == "websocket":
            await _connection(self.app, scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _request(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = _Request(self.app, scope)
        status = 0

        async def observed(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)
            if _is_last(message):
                # Background tasks run after this, and are no part of the answer.
                request.ended(status)

        try:
            await self.app(scope, receive, observed)
        except (asyncio.CancelledError, ClientDisconnect):
            request.ended(status or _CLIENT_CLOSED_REQUEST)
            raise
        except BaseException:
            request.ended(500)
            raise
        # The server answers 500 in place of an application that did not.
        request.ended(status or 500)


class _Request:
    """One request, which is recorded when it ends for the first time."""

    def __init__(self, app: ASGIApp, scope: Scope) -> None:
        self._scope = scope
        # The application leaves its route in the scope, and may rewrite the path.
        self._before = dict(scope)
        self._app = scope.get("app", app)
        self._start = perf_counter()
        self._recorded = False

    def ended(self, status: int) -> None:
        if self._recorded:
            return
        self._recorded = True
        duration = perf_counter() - self._start
        method = self._before["method"]
        endpoint = template_of(self._app, self._before, self._scope, status)
        if endpoint == settings().endpoint:
            return
        http_request_duration_histogram.labels(
            method=method, endpoint=endpoint
        ).observe(duration)
        http_request_counter.labels(
            method=method, endpoint=endpoint, status=str(status)
        ).inc()


def _is_last(message: Message) -> bool:
    if message["type"] == "http.response.body":
        return not message.get("more_body")
    # How a server is told to send a file by itself.
    return bool(message["type"] == "http.response.pathsend")


async def _connection(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    """Counts a connection from its acceptance until either side closes it."""
    is_open = False

    def closed() -> None:
        nonlocal is_open
        if is_open:
            is_open = False
            websocket_connections_active_gauge.dec()

    async def received() -> Message:
        message = await receive()
        if message["type"] == "websocket.disconnect":
            closed()
        return message

    async def sent(message: Message) -> None:
        nonlocal is_open
        await send(message)
        if message["type"] == "websocket.accept":
            is_open = True
            websocket_connections_active_gauge.inc()
        elif message["type"] == "websocket.close":
            closed()

    try:
        await app(scope, received, sent)
    finally:
        closed()

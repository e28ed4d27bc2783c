"""An exposition that is none, or that never comes."""

import asyncio

from starlette.types import ASGIApp, Receive, Scope, Send

from application.switches import switches
from pybase.monitoring.settings import settings


class BrokenMetrics:
    """Answers the scrape itself when a switch says so."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if (
            scope["type"] != "http"
            or scope["path"] != settings().endpoint
            or switches().metrics is None
        ):
            await self._app(scope, receive, send)
            return
        while switches().metrics == "silence":
            await asyncio.sleep(0.5)
        await send(
            {
                "type": "http.response.start",
                "status": 200,
                "headers": [(b"content-type", b"text/plain")],
            }
        )
        await send({"type": "http.response.body", "body": b"<h1>It works!</h1>"})

"""What the middleware calls the route of a request, on applications of every shape."""

import asyncio
import os
import sys
import tempfile
import unittest

from fastapi import APIRouter, FastAPI
from pybase.metrics import http_request_counter
from pybase.middleware.prometheus_middleware import PrometheusMiddleware
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Host, Mount, Route, Router


async def answer(request):
    return PlainTextResponse("answered")


async def plain(scope, receive, send):
    await PlainTextResponse("plain")(scope, receive, send)


def call(app, path, method="GET", host="x"):
    """Asks an application, without a server."""
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": b"",
        "headers": [(b"host", host.encode())],
    }

    messages = [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive():
        return messages.pop() if messages else {"type": "http.disconnect"}

    async def send(message):
        pass

    asyncio.run(app(scope, receive, send))


def endpoints(app, *asked, **options):
    """The endpoint and status of each request, as they were counted."""
    http_request_counter.clear()
    found = []
    for path in asked:
        call(app, path, **options)
        (sample,) = [
            each
            for family in http_request_counter.collect()
            for each in family.samples
            if each.name == "http_requests_total"
        ]
        found.append((sample.labels["endpoint"], int(sample.labels["status"])))
        http_request_counter.clear()
    return found


def monitored(app):
    app.add_middleware(PrometheusMiddleware)
    return app


def items():
    """A router with a route of FastAPI's and one of Starlette's."""
    router = APIRouter()

    @router.get("/items/{item}")
    async def item(item: str):
        return item

    router.add_route("/raw/{name}", answer)
    return router


def an_app():
    """FastAPI in FastAPI, Starlette and plain ASGI inside that."""
    inner = FastAPI()
    inner.include_router(items(), prefix="/inner")
    inner.mount("/plain", plain)
    inner.mount("/routed", Router(routes=[Route("/x/{y}", answer)]))

    @inner.get("/direct/{at}")
    async def direct(at: str):
        return at

    outer = FastAPI()
    outer.include_router(items(), prefix="/one")
    outer.include_router(items(), prefix="/two/{tenant}")
    nested = APIRouter(prefix="/a")
    nested.include_router(items(), prefix="/b")
    outer.include_router(nested, prefix="/c")
    outer.add_route("/apps/exact/{any}", answer)
    outer.mount("/apps/{tenant}", inner)
    outer.mount("/apps", plain)

    # The parameter's value is the text that stands before it.
    @outer.get("/same/{same}")
    async def same(same: str):
        return same

    return outer


class Shapes(unittest.TestCase):
    def check(self, app, expected, **options) -> None:
        for path, endpoint, status in expected:
            with self.subTest(path):
                self.assertEqual(endpoints(app, path, **options), [(endpoint, status)])


class Fastapi(Shapes):
    def test_included_routers(self) -> None:
        self.check(
            monitored(an_app()),
            [
                ("/one/items/1", "/one/items/{item}", 200),
                ("/one/raw/1", "/one/raw/{name}", 200),
                ("/two/acme/items/1", "/two/{tenant}/items/{item}", 200),
                ("/two/acme/raw/1", "/two/{tenant}/raw/{name}", 200),
                ("/c/a/b/items/1", "/c/a/b/items/{item}", 200),
                ("/same/same", "/same/{same}", 200),
            ],
        )

    def test_one_router_included_twice(self) -> None:
        app = monitored(FastAPI())
        shared = items()
        app.include_router(shared, prefix="/v1")
        app.include_router(shared, prefix="/v2")
        self.check(
            app,
            [
                ("/v1/items/1", "/v1/items/{item}", 200),
                ("/v2/items/1", "/v2/items/{item}", 200),
            ],
        )

    def test_mounted_applications(self) -> None:
        self.check(
            monitored(an_app()),
            [
                ("/apps/acme/direct/1", "/apps/{tenant}/direct/{at}", 200),
                ("/apps/apps/direct/apps", "/apps/{tenant}/direct/{at}", 200),
                ("/apps/acme/inner/items/1", "/apps/{tenant}/inner/items/{item}", 200),
                ("/apps/acme/inner/raw/1", "/apps/{tenant}/inner/raw/{name}", 200),
                ("/apps/acme/plain/a/b", "/apps/{tenant}/plain", 200),
                ("/apps/acme/routed/x/1", "/apps/{tenant}/routed/x/{y}", 200),
                ("/apps/acme/routed/z", "unmatched", 404),
                ("/apps/acme/nothing", "unmatched", 404),
                ("/apps/exact/1", "/apps/exact/{any}", 200),
                ("/apps/acme/docs", "/apps/{tenant}/docs", 200),
                ("/apps/", "/apps", 200),
                ("/nothing", "unmatched", 404),
            ],
        )

    def test_other_methods(self) -> None:
        self.check(
            monitored(an_app()),
            [
                ("/one/items/1", "/one/items/{item}", 405),
                ("/apps/acme/direct/1", "/apps/{tenant}/direct/{at}", 405),
                ("/apps/acme/inner/raw/1", "/apps/{tenant}/inner/raw/{name}", 405),
            ],
            method="PUT",
        )

    def test_redirects_have_the_template_of_their_goal(self) -> None:
        self.check(
            monitored(an_app()),
            [
                ("/one/items/1/", "/one/items/{item}", 307),
                ("/one/raw/1/", "/one/raw/{name}", 307),
                ("/same/1/", "/same/{same}", 307),
                ("/apps/acme/direct/1/", "/apps/{tenant}/direct/{at}", 307),
                ("/apps/acme/inner/items/1/", "/apps/{tenant}/inner/items/{item}", 307),
                ("/apps/acme/routed/x/1/", "/apps/{tenant}/routed/x/{y}", 307),
            ],
        )

    def test_what_answers_before_routing(self) -> None:
        app = FastAPI()
        app.include_router(items(), prefix="/one")

        @app.middleware("http")
        async def closed(request, call_next):
            return PlainTextResponse("closed", status_code=401)

        expected = [
            ("/one/items/1", "/one/items/{item}", 401),
            ("/nothing", "unmatched", 401),
        ]
        self.check(monitored(app), expected)

    def test_a_middleware_that_copies_the_scope(self) -> None:
        app = an_app()

        class Copying:
            def __init__(self, app):
                self.app = app

            async def __call__(self, scope, receive, send):
                await self.app(dict(scope), receive, send)

        app.add_middleware(Copying)
        self.check(
            monitored(app),
            [
                ("/two/acme/items/1", "/two/{tenant}/items/{item}", 200),
                ("/apps/acme/direct/1", "/apps/{tenant}/direct/{at}", 200),
                ("/nothing", "unmatched", 404),
            ],
        )

    def test_a_middleware_around_the_application_or_in_a_mounted_one(self) -> None:
        around = PrometheusMiddleware(FastAPI(root_path="/served"))
        around.app.include_router(items(), prefix="/one")
        self.check(around, [("/one/items/1", "/one/items/{item}", 200)])
        inner = monitored(an_app())
        outer = FastAPI()
        outer.mount("/at/{place}", inner)
        self.check(
            outer,
            [
                ("/at/home/one/items/1", "/one/items/{item}", 200),
                ("/at/home/apps/a/direct/1", "/apps/{tenant}/direct/{at}", 200),
                ("/at/home/nothing", "unmatched", 404),
            ],
        )


# Older ones have no frontends, and drop a mount of a router that is included.
if hasattr(FastAPI, "frontend"):

    class NewerFastapi(Shapes):
        def test_a_mount_in_an_included_router(self) -> None:
            router = APIRouter()
            router.mount("/files", plain)
            router.mount("/inner", an_app())
            app = monitored(FastAPI())
            app.include_router(items(), prefix="/first")
            app.include_router(router)
            self.check(
                app,
                [
                    ("/files/a", "/files", 200),
                    ("/inner/same/1", "/inner/same/{same}", 200),
                    ("/inner/one/items/1", "/inner/one/items/{item}", 200),
                    ("/inner/apps/a/direct/1", "/inner/apps/{tenant}/direct/{at}", 200),
                    ("/inner/nothing", "unmatched", 404),
                ],
            )

        def test_frontends(self) -> None:
            app = monitored(an_app())
            router = APIRouter()
            inner = FastAPI()
            with tempfile.TemporaryDirectory() as folder:
                for name in ("index.html", "app.js"):
                    with open(os.path.join(folder, name), "w") as file:
                        file.write(name)
                app.frontend("/", directory=folder)
                app.frontend("/site", directory=folder)
                router.frontend("/more", directory=folder)
                app.include_router(router, prefix="/even")
                inner.frontend("/web", directory=folder)
                app.mount("/mounted/{tenant}", inner)
                self.check(
                    app,
                    [
                        ("/one/items/1", "/one/items/{item}", 200),
                        ("/", "/", 200),
                        ("/app.js", "/", 200),
                        ("/anything/at/all", "/", 404),
                        ("/site/app.js", "/site", 200),
                        ("/site", "/site", 307),
                        ("/even/more/app.js", "/even/more", 200),
                        ("/mounted/a/web/app.js", "/mounted/{tenant}/web", 200),
                        ("/mounted/a/nothing", "unmatched", 404),
                    ],
                )
                served = PrometheusMiddleware(FastAPI(root_path="/served"))
                served.app.frontend("/site", directory=folder)
                self.check(served, [("/site/app.js", "/site", 200)])


class OnlyStarlette(unittest.TestCase):
    def test_routes_mounts_and_hosts(self) -> None:
        inner = [Route("/users/{user}", answer), Mount("/static", plain)]
        app = Starlette(
            routes=[
                Host("api.{domain}", Router(routes=[Route("/hosted/{it}", answer)])),
                Route("/parts/{part}", answer),
                Mount("/admin/{tenant}", routes=inner),
                Mount("", routes=[Route("/last", answer), Mount("/deep", plain)]),
            ]
        )
        monitored(app)
        expected = {
            "/parts/1": ("/parts/{part}", 200),
            "/parts/1/": ("unmatched", 404),
            "/admin/a/users/1": ("/admin/{tenant}/users/{user}", 200),
            "/admin/a/static/x": ("/admin/{tenant}/static", 200),
            "/admin/a/x": ("unmatched", 404),
            "/last": ("/last", 200),
            "/deep/er": ("/deep", 200),
        }
        self.assertEqual(endpoints(app, *expected), list(expected.values()))
        hosted = endpoints(app, "/hosted/1", "/other", host="api.example.org")
        self.assertEqual(hosted, [("/hosted/{it}", 200), ("unmatched", 404)])


class Cost(unittest.TestCase):
    def calls(self, app, path) -> int:
        """The number of calls that an answer takes, inside this thread."""
        call(app, path)
        number = 0

        def count(frame, event, argument):
            nonlocal number
            number += event in ("call", "c_call")

        sys.setprofile(count)
        try:
            call(app, path)
        finally:
            sys.setprofile(None)
        return number

    def added(self, routers: int, path: str) -> int:
        """How many calls the middleware adds among this many routers of 10 routes."""

        def application():
            app = FastAPI()
            for at in range(routers):
                router = APIRouter(prefix=f"/group{at}")
                for each in range(10):
                    router.add_api_route(f"/route{each}/{{part}}", answered)
                app.include_router(router)
            return app

        return self.calls(monitored(application()), path) - self.calls(
            application(), path
        )

    def test_the_number_of_routes_costs_nothing(self) -> None:
        for path in ("/group0/route9/x", "/nothing"):
            with self.subTest(path):
                few, many = self.added(1, path), self.added(20, path)
                self.assertLess(abs(many - few), 10)
                self.assertLess(many, 150)


async def answered(part: str):
    return part


if __name__ == "__main__":
    unittest.main()

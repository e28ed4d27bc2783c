# Generated from build/targets/instrumentation/python/pybase/monitoring/routes.py by PyBase Monitoring. Do not edit: run `npm run build`.
"""Which route of an application answers a request, by its template."""

from typing import Any, FrozenSet, Iterable, Iterator, Optional, Sequence, Tuple

import fastapi.routing
from starlette.routing import BaseRoute, Match
from starlette.types import Scope

#: The endpoint of requests that no route matches.
UNMATCHED = "unmatched"

# Newer versions of FastAPI keep an included router as one route and list its routes here.
_routes_within: Any = getattr(fastapi.routing, "iter_route_contexts", None)


def template_of(app: object, scope: Scope) -> str:
    """The template of the route that answers, such as ``/parts/{part_id}``.

    A route that knows the path but not the method answers too, with 405. An application
    that is mounted and has no routes of its own, such as static files, is one endpoint.
    """
    return _match(_routes_of(app), scope) or UNMATCHED


def templates(app: object) -> Iterator[Tuple[str, FrozenSet[str]]]:
    """Every template of an application, with the methods that its route answers."""
    return _walk(_routes_of(app), "")


def _match(routes: Iterable[BaseRoute], scope: Scope) -> Optional[str]:
    other_method = None
    for route in routes:
        match, found = route.matches(scope)
        if match is Match.FULL:
            return _within(route, {**scope, **found})
        if match is Match.PARTIAL and other_method is None:
            other_method = _within(route, {**scope, **found})
    return other_method


def _within(route: BaseRoute, scope: Scope) -> Optional[str]:
    routes = _routes_of(route)
    if not routes:
        return _path_of(route) or "/"
    inner = _match(routes, scope)
    return None if inner is None else _path_of(route) + inner


def _walk(
    routes: Iterable[BaseRoute], prefix: str
) -> Iterator[Tuple[str, FrozenSet[str]]]:
    for route in routes:
        methods: Any = getattr(route, "methods", None)
        yield from _walk(_routes_of(route), prefix + _path_of(route))
        if methods:
            yield prefix + _path_of(route), frozenset(methods)


def _routes_of(app: object) -> Sequence[BaseRoute]:
    """The routes of an application, a router, or a route that leads to one."""
    routes: Any = getattr(app, "routes", None)
    if routes is None and _routes_within is not None and not hasattr(app, "path"):
        routes = [each for each in _routes_within([app]) if each.route is not app]
    return routes or ()


def _path_of(route: BaseRoute) -> str:
    """The template of one route; one that goes by the host has none."""
    path: Any = getattr(route, "path", "")
    return str(path)

"""Which route of an application answers a request, by its template."""

from typing import Any, FrozenSet, Iterable, Iterator, List, Optional, Sequence, Tuple

import fastapi.routing
from starlette.routing import BaseRoute, Host, Match, Mount, Route, WebSocketRoute
from starlette.types import Scope

#: The endpoint of requests that no route matches.
UNMATCHED = "unmatched"

# Newer versions of FastAPI keep an included router as one route and list its routes here.
_routes_within: Any = getattr(fastapi.routing, "iter_route_contexts", None)
# They tell a route of such a router, and a folder of static files, by what they leave
# in the scope. Without these two nothing there is trusted.
_included_route: Any = getattr(
    fastapi.routing, "_get_scope_effective_route_context", None
)
_length_of_frontend: Any = getattr(fastapi.routing, "_frontend_scope_specificity", None)
_path_inside: Any = getattr(fastapi.routing, "get_route_path", None)
_is_told = _routes_within is None or _included_route is not None

#: What Starlette answers where a path lacks its last slash, or has one too many.
_REDIRECT = 307


def template_of(app: object, before: Scope, scope: Scope, status: int) -> str:
    """The template of the route that answered, such as ``/parts/{part_id}``.

    ``before`` is a copy of the scope from before ``app`` was called, and ``scope`` what
    routing left: what it says is taken, and only where it says nothing are the routes
    matched again. ``status`` tells a redirect to a path with or without a last slash,
    which has the template of its goal.

    A route that knows the path but not the method answers too, with 405. An application
    that is mounted and has no routes of its own, such as static files, is one endpoint.
    """
    routes = _routes_of(app)
    leaf = _path_of_leaf(before, scope) if _is_told else None
    if leaf is not None and not _is_mounted(before, scope):
        return leaf
    mounts = _mounts_taken(routes, before, scope, leaf)
    prefix = "".join(map(_path_of, mounts))
    if mounts and leaf is not None:
        return prefix + leaf
    if mounts and not _routes_of(mounts[-1]):
        return prefix or "/"
    if not mounts and not _ran_in_vain(before, scope):
        return _match(routes, before) or UNMATCHED
    if status == _REDIRECT:
        return _match(routes, _with_other_slash(before)) or UNMATCHED
    return UNMATCHED


def _path_of_leaf(before: Scope, scope: Scope) -> Optional[str]:
    """The template of the innermost route, without that of what it is mounted in."""
    route = _left("route", before, scope)
    included = None if _included_route is None else _included_route(scope)
    if included is not None and isinstance(included.original_route, Route):
        if route is None or route is included.original_route:
            return _path_of(included.starlette_route or included)
    if isinstance(route, Route):
        return _path_of(route)
    length = None if _length_of_frontend is None else _length_of_frontend(scope)
    if length is None:
        return None
    # The path of such a folder has no parameters.
    path: str = _path_inside(scope)
    return path[:length] or "/"


def _mounts_taken(
    routes: Iterable[BaseRoute], before: Scope, scope: Scope, leaf: Optional[str]
) -> Sequence[BaseRoute]:
    """The mounts that led to the answer, the outermost first; none if that is unclear.

    One of them was taken, so it is the first that matches. Where no route inside it
    answered, it is the endpoint itself.
    """
    endpoint = _left("endpoint", before, scope)
    if leaf is None and endpoint is None:
        return ()
    taken: List[BaseRoute] = []
    now = before
    app = None
    while _root(now) != _root(scope) or (leaf is None and app is not endpoint):
        for route in _mounts(routes):
            match, found = route.matches(now)
            if match is Match.FULL:
                break
        else:
            return ()
        taken.append(route)
        now = {**now, **found}
        app = found["endpoint"]
        routes = _routes_of(route)
    return taken


_MOUNTS = (Mount, Host)
_LEAVES = (Route, WebSocketRoute)


def _mounts(routes: Iterable[BaseRoute]) -> Iterator[BaseRoute]:
    """The routes that lead to applications, those of included routers among them."""
    for route in routes:
        if isinstance(route, _MOUNTS):
            yield route
        elif not isinstance(route, _LEAVES) and _leads_to_mounts(route):
            for each in _routes_of(route):
                if isinstance(getattr(each, "original_route", each), _MOUNTS):
                    yield each


def _leads_to_mounts(included: BaseRoute) -> bool:
    """Whether an included router has mounts: to list what it has takes far longer."""
    router: Any = getattr(included, "original_router", None)
    return router is None or any(
        isinstance(each, _MOUNTS)
        or (not isinstance(each, _LEAVES) and _leads_to_mounts(each))
        for each in router.routes
    )


def _with_other_slash(scope: Scope) -> Scope:
    path: str = scope["path"]
    goal = path.rstrip("/") if path.endswith("/") else path + "/"
    return {**scope, "path": goal}


def _is_mounted(before: Scope, scope: Scope) -> bool:
    """Whether a mount led to the answer, if not one whose path is empty."""
    return _root(scope) != _root(before) and "app_root_path" in scope


def _ran_in_vain(before: Scope, scope: Scope) -> bool:
    """Whether a router looked for a route and found none."""
    return (
        _left("router", before, scope) is not None
        and _left("endpoint", before, scope) is None
    )


def _left(key: str, before: Scope, scope: Scope) -> Any:
    """What the application left under a key; None if it is as it was before."""
    value = scope.get(key)
    return None if value is before.get(key) else value


def _root(scope: Scope) -> str:
    """The path at which the application that has the scope is mounted."""
    root: str = scope.get("root_path", "")
    return root


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

# Generated from build/pybase/instrumentation/python/pybase/monitoring/cache.py by PyBase Monitoring. Do not edit: run `npm run build`.
"""Cache metrics of a Redis client: which reads hit, which writes succeed."""

import inspect
from typing import Any, Awaitable, Callable, Dict, Tuple, TypeVar, cast

from pybase.metrics import cache_operation_counter
from pybase.monitoring.settings import settings

Client = TypeVar("Client")


def instrument_cache(client: Client) -> Client:
    """A Redis client that counts what is read from and written to the cache.

    ``client`` is a ``redis.Redis`` or a ``redis.asyncio.Redis``, and what is returned
    can do whatever it can. ``get`` and its relatives count a hit where there was a
    value; ``set``, ``delete`` and theirs count one where they succeeded. An error
    counts as a miss and is raised. All else passes through uncounted, pipelines included.
    """
    return cast(Client, _CountedCache(client)) if settings().enabled else client


class _CountedCache:
    """Stands in front of a client. Special methods are looked up on the class."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def __getattr__(self, name: str) -> Any:
        attribute = getattr(self._client, name)
        return _counted(name, attribute) if name in _COMMANDS else attribute

    def __getitem__(self, key: Any) -> Any:
        value = self.get(key)
        if value is None:
            raise KeyError(key)
        return value

    def __setitem__(self, key: Any, value: Any) -> None:
        self.set(key, value)

    def __delitem__(self, key: Any) -> None:
        self.delete(key)

    def __contains__(self, key: Any) -> bool:
        return key in self._client

    def __enter__(self) -> "_CountedCache":
        self._client.__enter__()
        return self

    def __exit__(self, *error: Any) -> None:
        self._client.__exit__(*error)

    async def __aenter__(self) -> "_CountedCache":
        await self._client.__aenter__()
        return self

    async def __aexit__(self, *error: Any) -> None:
        await self._client.__aexit__(*error)


def _counted(name: str, command: Callable[..., Any]) -> Callable[..., Any]:
    """The command, which counts what it answers, at once or when it is awaited."""
    operation, hits = _COMMANDS[name]

    def run(*arguments: Any, **options: Any) -> Any:
        try:
            answer = command(*arguments, **options)
        except Exception:
            _count(operation, False)
            raise
        if inspect.isawaitable(answer):
            return awaited(answer, options)
        return counted(answer, options)

    async def awaited(pending: Awaitable[Any], options: Dict[str, Any]) -> Any:
        try:
            answer = await pending
        except Exception:
            _count(operation, False)
            raise
        return counted(answer, options)

    def counted(answer: Any, options: Dict[str, Any]) -> Any:
        for hit in hits(answer, options):
            _count(operation, hit)
        return answer

    return run


def _count(operation: str, hit: bool) -> None:
    status = "hit" if hit else "miss"
    cache_operation_counter.labels(operation=operation, status=status).inc()


Hits = Callable[[Any, Dict[str, Any]], Tuple[bool, ...]]


def _found(answer: Any, options: Dict[str, Any]) -> Tuple[bool, ...]:
    return (answer is not None,)


def _each_found(answer: Any, options: Dict[str, Any]) -> Tuple[bool, ...]:
    return tuple(value is not None for value in answer)


def _stored(answer: Any, options: Dict[str, Any]) -> Tuple[bool, ...]:
    # With ``get`` the answer is the value before, which tells nothing.
    return (bool(answer) or bool(options.get("get")),)


def _gone(answer: Any, options: Dict[str, Any]) -> Tuple[bool, ...]:
    # Whether or not there was a key: there is none now, which is what was asked for.
    return (True,)


_COMMANDS: Dict[str, Tuple[str, Hits]] = {
    "get": ("get", _found),
    "getex": ("get", _found),
    "getdel": ("get", _found),
    "mget": ("get", _each_found),
    "set": ("set", _stored),
    "setex": ("set", _stored),
    "psetex": ("set", _stored),
    "setnx": ("set", _stored),
    "delete": ("delete", _gone),
    "unlink": ("delete", _gone),
}

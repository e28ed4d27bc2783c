# Generated from build/pybase/instrumentation/python/pybase/monitoring/__init__.py by PyBase Monitoring. Do not edit: run `npm run build`.
"""PyBase's own numbers: what an application calls to be monitored.

Each function is imported when it is first asked for, so that the API needs no Celery and
a worker no FastAPI.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pybase.monitoring.cache import instrument_cache
    from pybase.monitoring.celery import instrument_worker
    from pybase.monitoring.database import instrument_engine
    from pybase.monitoring.endpoint import add_metrics_endpoint

__all__ = [
    "add_metrics_endpoint",
    "instrument_cache",
    "instrument_engine",
    "instrument_worker",
]

_MODULES = {
    "add_metrics_endpoint": "pybase.monitoring.endpoint",
    "instrument_cache": "pybase.monitoring.cache",
    "instrument_engine": "pybase.monitoring.database",
    "instrument_worker": "pybase.monitoring.celery",
}


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_MODULES[name]), name)

"""What the environment says about monitoring."""

import os
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Optional

from pybase.metrics import TARGETS, Job


@dataclass(frozen=True)
class Settings:
    """The settings of this process, checked."""

    #: ``PROMETHEUS_ENABLED``: without it nothing is recorded and nothing exposed.
    enabled: bool
    #: ``METRICS_ENDPOINT``: the path at which the API exposes its metrics.
    endpoint: str
    #: ``METRICS_PORT``: the port of a worker's metrics, unless the job's own.
    port: Optional[int]
    #: ``METRICS_TOKEN`` or ``METRICS_TOKEN_FILE``: what a scrape of the API has to send.
    token: Optional[str] = field(repr=False)

    def port_of(self, job: Job) -> int:
        """Where a worker exposes its metrics: as set, or where Prometheus looks."""
        return TARGETS[job].port if self.port is None else self.port


@lru_cache(maxsize=None)
def settings() -> Settings:
    """The settings of this process, read once. Raises ValueError with what to do."""
    return Settings(
        enabled=_switch("PROMETHEUS_ENABLED"),
        endpoint=_path("METRICS_ENDPOINT", TARGETS["pybase-api"].path),
        port=_port("METRICS_PORT"),
        token=_secret("METRICS_TOKEN"),
    )


def _switch(name: str) -> bool:
    value = os.environ.get(name, "").strip().lower()
    if value in ("", "true", "1", "yes", "on"):
        return True
    if value in ("false", "0", "no", "off"):
        return False
    raise ValueError(f"{name} is {value!r}: set it to true or false.")


def _path(name: str, default: str) -> str:
    value = os.environ.get(name, "").strip() or default
    if value.startswith("/") and not set("?#{} ") & set(value):
        return value
    raise ValueError(f"{name} is {value!r}: set it to a path such as {default}.")


def _port(name: str) -> Optional[int]:
    value = os.environ.get(name, "").strip()
    if value == "":
        return None
    if value.isdecimal() and 0 < int(value) < 65536:
        return int(value)
    raise ValueError(f"{name} is {value!r}: set it to a port from 1 to 65535.")


def _secret(name: str) -> Optional[str]:
    """A secret, or what is in the file that ``<name>_FILE`` names."""
    value = os.environ.get(name, "").strip()
    file = os.environ.get(f"{name}_FILE", "")
    if file == "":
        return _printable(value, name) if value else None
    if value:
        raise ValueError(f"{name} and {name}_FILE are both set: keep one of them.")
    try:
        with open(file, encoding="utf-8") as opened:
            content = opened.read().strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no text"
        raise ValueError(
            f"{name}_FILE is {file!r}, which cannot be read: {reason}. Name a file that"
            " this process may read."
        ) from None
    if content == "":
        raise ValueError(f"{name}_FILE is {file!r}, which is empty: write it a token.")
    return _printable(content, f"{name}_FILE")


def _printable(secret: str, name: str) -> str:
    """What a header can hold. It is not repeated: this goes into a log."""
    if secret.isascii() and secret.isprintable() and " " not in secret:
        return secret
    raise ValueError(f"{name} holds no token: use letters and digits, on one line.")

"""The cache: an answer without it takes longer, and nothing more."""

import os
from typing import Optional

from redis import Redis
from redis.exceptions import RedisError

from pybase.monitoring import instrument_cache

_redis = instrument_cache(Redis.from_url(os.environ["REDIS_URL"], socket_timeout=2))


def remembered(key: str) -> Optional[bytes]:
    """What was remembered, or None: also where Redis does not answer."""
    try:
        value: Optional[bytes] = _redis.get(key)
        return value
    except RedisError:
        return None


def remember(key: str, value: str) -> None:
    """Remembers for a few seconds, where Redis can."""
    try:
        _redis.set(key, value, ex=5)
    except RedisError:
        pass


def forget(key: str) -> None:
    """Forgets, where Redis can."""
    try:
        _redis.delete(key)
    except RedisError:
        pass

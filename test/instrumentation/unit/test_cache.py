import asyncio
import os
import unittest

import redis
import redis.asyncio
from pybase.monitoring import instrument_cache
from recorded import Changes
from redis.exceptions import ConnectionError

NOBODY = "redis://127.0.0.1:1/0"


def operations() -> Changes:
    """Hits and misses of get, then of set, then of delete."""
    return Changes(
        "cache_operations_total",
        *(
            {"operation": operation, "status": status}
            for operation in ("get", "set", "delete")
            for status in ("hit", "miss")
        ),
    )


class Cache(unittest.TestCase):
    def setUp(self) -> None:
        self.plain = redis.Redis.from_url(os.environ["REDIS_URL"])
        self.plain.flushdb()
        self.addCleanup(self.plain.close)
        self.cache = instrument_cache(self.plain)

    def test_a_read_hits_where_there_is_a_value(self) -> None:
        self.plain.mset({"part": "bolt", "empty": ""})
        with operations() as counted:
            self.assertEqual(self.cache.get("part"), b"bolt")
            self.assertEqual(self.cache.get("empty"), b"")
            self.assertIsNone(self.cache.get("nothing"))
            self.assertEqual(self.cache["part"], b"bolt")
            with self.assertRaises(KeyError):
                self.cache["nothing"]
            self.assertEqual(self.cache.mget("part", "nothing"), [b"bolt", None])
            self.assertEqual(self.cache.getdel("part"), b"bolt")
        self.assertEqual(counted.by, (5, 3, 0, 0, 0, 0))

    def test_a_write_hits_where_it_succeeds(self) -> None:
        with operations() as counted:
            self.assertTrue(self.cache.set("part", "bolt"))
            self.assertIsNone(self.cache.set("part", "nut", nx=True))
            self.assertEqual(self.cache.set("part", "nut", get=True), b"bolt")
            self.assertIsNone(self.cache.set("other", "nut", get=True))
            self.assertTrue(self.cache.setex("part", 60, "bolt"))
            self.cache["part"] = "nut"
            self.assertFalse(self.cache.setnx("part", "bolt"))
        self.assertEqual(counted.by, (0, 0, 5, 2, 0, 0))

    def test_a_deletion_hits_also_where_nothing_was_left(self) -> None:
        self.plain.set("part", "bolt")
        with operations() as counted:
            self.assertEqual(self.cache.delete("part"), 1)
            self.assertEqual(self.cache.delete("part"), 0)
            del self.cache["part"]
        self.assertEqual(counted.by, (0, 0, 0, 0, 3, 0))

    def test_an_error_is_a_miss_and_is_raised(self) -> None:
        cache = instrument_cache(redis.Redis.from_url(NOBODY))
        with operations() as counted:
            for command in (cache.get, cache.delete, lambda key: cache.set(key, 1)):
                with self.assertRaises(ConnectionError):
                    command("part")
        self.assertEqual(counted.by, (0, 1, 0, 1, 0, 1))

    def test_everything_else_passes_through_uncounted(self) -> None:
        with operations() as counted, self.cache as cache:
            self.assertEqual(cache.incr("hits"), 1)
            self.assertIn("hits", cache)
            self.assertEqual(cache.pipeline().get("hits").execute(), [b"1"])
            with cache.lock("lock", timeout=5):
                pass
        self.assertEqual(counted.by, (0, 0, 0, 0, 0, 0))
        with self.assertRaises(AttributeError):
            self.cache.no_command

    def test_an_asynchronous_client_is_counted_when_it_answers(self) -> None:
        async def use() -> None:
            client = redis.asyncio.Redis.from_url(os.environ["REDIS_URL"])
            async with instrument_cache(client) as cache:
                await cache.set("part", "bolt")
                self.assertEqual(await cache.get("part"), b"bolt")
                self.assertIsNone(await cache.get("nothing"))
                await cache.delete("part")
            nobody = instrument_cache(redis.asyncio.Redis.from_url(NOBODY))
            with self.assertRaises(ConnectionError):
                await nobody.get("part")

        with operations() as counted:
            asyncio.run(use())
        self.assertEqual(counted.by, (1, 2, 1, 0, 1, 0))


if __name__ == "__main__":
    unittest.main()

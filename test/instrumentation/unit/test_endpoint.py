"""The path of the metrics: many who ask at once, and those who may not."""

import asyncio
import os
import socket
import threading
import unittest
from concurrent.futures import ThreadPoolExecutor
from unittest.mock import patch

import httpx
from fastapi import FastAPI
from prometheus_client.parser import text_string_to_metric_families
from pybase.monitoring import add_metrics_endpoint, endpoint
from pybase.monitoring.settings import settings
from pybase.monitoring.shared import Shared
from recorded import Changes

PATH = "/api/v1/metrics"


def application(**environment):
    """An application with these settings, and a client of it."""
    app = FastAPI()
    settings.cache_clear()
    with patch.dict(os.environ, environment):
        add_metrics_endpoint(app, version="1.2.3")
    settings.cache_clear()
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="http://x")


class Gate:
    """Holds the merge of the numbers until it is opened, and counts it."""

    def __init__(self):
        self.opened = threading.Event()
        self.begun = threading.Event()
        self.merges = 0
        self.merge = endpoint.exposition

    def __call__(self, job):
        self.merges += 1
        self.begun.set()
        self.opened.wait()
        return self.merge(job)


def scrapes(**changes):
    return Changes(
        "http_scrapes_total",
        *({"result": each} for each in ("merged", "shared", "refused", "failed")),
    )


class ManyScrapes(unittest.TestCase):
    def test_40_at_once_are_one_merge_and_keep_nothing_else_waiting(self):
        gate = Gate()
        with patch.object(endpoint, "exposition", gate), scrapes() as grown:
            try:
                answers, found = asyncio.run(self.scraped(gate))
            finally:
                gate.opened.set()
        self.assertTrue(found)
        self.assertEqual(gate.merges, 1)
        self.assertEqual({answer.status_code for answer in answers}, {200})
        self.assertEqual(len({answer.text for answer in answers}), 1)
        self.assertEqual(grown.by, (1, 39, 0, 0))

    async def scraped(self, gate):
        loop = asyncio.get_running_loop()
        # As on a machine of few processors.
        loop.set_default_executor(ThreadPoolExecutor(4))
        async with application() as client:
            asked = [asyncio.ensure_future(client.get(PATH)) for _ in range(40)]
            while not gate.begun.is_set():
                await asyncio.sleep(0)
            for _ in range(100):
                await asyncio.sleep(0)
            lookup = loop.getaddrinfo("127.0.0.1", 80, type=socket.SOCK_STREAM)
            # Without a free thread it would wait for the gate for ever.
            found = await asyncio.wait_for(lookup, 30)
            gate.opened.set()
            return await asyncio.gather(*asked), found

    def test_who_goes_away_takes_nothing_from_the_others(self):
        gate = Gate()

        async def scenario():
            async with application() as client:
                first = asyncio.ensure_future(client.get(PATH))
                while not gate.begun.is_set():
                    await asyncio.sleep(0)
                second = asyncio.ensure_future(client.get(PATH))
                await asyncio.sleep(0)
                first.cancel()
                await asyncio.sleep(0)
                gate.opened.set()
                return (await second).status_code, (await client.get(PATH)).status_code

        with patch.object(endpoint, "exposition", gate):
            self.assertEqual(asyncio.run(scenario()), (200, 200))
        self.assertEqual(gate.merges, 2)

    def test_a_failure_is_counted_and_the_next_scrape_begins_anew(self):
        async def scenario():
            async with application() as client:
                with patch.object(endpoint, "exposition", side_effect=OSError("full")):
                    failed = await client.get(PATH)
                return failed.status_code, (await client.get(PATH)).status_code

        with scrapes() as grown:
            self.assertEqual(asyncio.run(scenario()), (500, 200))
        self.assertEqual(grown.by, (1, 0, 0, 1))

    def test_a_fork_begins_with_a_thread_of_its_own(self):
        shared = Shared(lambda: str(os.getpid()).encode())
        self.assertEqual(shared.join()[0].result(), str(os.getpid()).encode())
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            os.write(writer, shared.join()[0].result())
            os._exit(0)
        os.waitpid(child, 0)
        self.assertEqual(os.read(reader, 100), str(child).encode())


class Token(unittest.TestCase):
    def statuses(self, *headers, **environment):
        async def ask():
            async with application(**environment) as client:
                asked = []
                for each in headers:
                    sent = {"Authorization": each.encode("latin-1")} if each else {}
                    asked.append(await client.get(PATH, headers=sent))
                return [each.status_code for each in asked], asked[-1]

        return asyncio.run(ask())

    def test_only_who_sends_it_is_answered(self):
        sent = ["", "Bearer", "Bearer wrong", "Basic right-1", "right-1"]
        with scrapes() as grown:
            codes, answer = self.statuses(*sent, METRICS_TOKEN="right-1")
        self.assertEqual(codes, [401] * len(sent))
        self.assertEqual(answer.headers["www-authenticate"], "Bearer")
        self.assertNotIn("pybase_", answer.text)
        self.assertEqual(grown.by, (0, 0, len(sent), 0))
        codes, answer = self.statuses(
            "Bearer right-1", "bearer right-1", METRICS_TOKEN="right-1"
        )
        self.assertEqual(codes, [200, 200])
        self.assertTrue(list(text_string_to_metric_families(answer.text)))

    def test_it_is_compared_in_constant_time(self):
        with patch.object(
            endpoint.hmac, "compare_digest", wraps=endpoint.hmac.compare_digest
        ) as compared:
            self.statuses("Bearer guess", "Bearer gü", METRICS_TOKEN="right-1")
        self.assertEqual(compared.call_count, 2)

    def test_without_one_everybody_is_answered(self):
        self.assertEqual(self.statuses("", "Bearer anything")[0], [200, 200])


if __name__ == "__main__":
    unittest.main()

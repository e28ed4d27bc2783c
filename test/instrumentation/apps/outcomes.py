"""Sends one task after another to a worker, and prints how each changed its metrics."""

import json
import sys
import time
import urllib.request

import redis
from extraction import (
    app,
    dies,
    dies_once,
    exceeds_hard_limit,
    exceeds_soft_limit,
    exits,
    extract_pdf,
    fails,
    ignores,
    rejects,
    retries,
    retries_by_itself,
    succeeds,
    url,
    waits,
)
from prometheus_client.parser import text_string_to_metric_families

metrics = sys.argv[1]
client = redis.Redis.from_url(url)


def scrape():
    with urllib.request.urlopen(metrics) as answer:
        text = answer.read().decode()
    return {
        " ".join([sample.name, *sorted(sample.labels.values())]): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
        if sample.name.startswith("extraction_")
        and not sample.name.endswith(("_bucket", "_sum"))
    }


def changes(send, finished):
    """What differs once so many tasks have finished, and one behind them has too."""
    before = scrape()

    def finishes():
        now = scrape()
        names = [name for name in now if name.startswith("extraction_tasks_total")]
        return sum(now[name] - before[name] for name in names)

    send()
    wait_for(lambda: finishes() >= finished)
    succeeds.delay("step").get(timeout=20)
    wait_for(lambda: finishes() >= finished + 1)
    after = scrape()
    return {
        name: after[name] - before[name]
        for name in after
        if after[name] != before[name] and "step" not in name
    }


def wait_for(condition):
    deadline = time.monotonic() + 20
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.05)


def terminates(signal):
    task = waits.delay(signal)
    client.blpop(f"{signal}-began")
    task.revoke(terminate=True, signal=signal)


def revokes():
    task = succeeds.apply_async(("pdf",), countdown=1)
    task.revoke()
    task.get(propagate=False, timeout=20)


OUTCOMES = {
    "succeeds": (lambda: succeeds.delay("pdf"), 1),
    "has its type in its name": (extract_pdf.delay, 1),
    "has no type": (succeeds.delay, 0),
    "has a type that nobody knows": (lambda: succeeds.delay("dwg"), 0),
    "fails": (fails.delay, 1),
    "is retried and succeeds": (lambda: retries.delay(2), 1),
    "is retried too often": (lambda: retries.delay(9), 1),
    "is retried by Celery and fails": (retries_by_itself.delay, 1),
    "is ignored": (ignores.delay, 0),
    "is rejected": (rejects.delay, 0),
    "exceeds its soft limit": (exceeds_soft_limit.delay, 1),
    "exceeds its hard limit": (exceeds_hard_limit.delay, 1),
    "is killed": (dies.delay, 1),
    "ends its process": (exits.delay, 1),
    "is terminated": (lambda: terminates("SIGTERM"), 1),
    "is terminated hard": (lambda: terminates("SIGKILL"), 1),
    "is revoked before it begins": (revokes, 0),
    "is killed and delivered again": (dies_once.delay, 1),
}

chosen = sys.argv[2:] or list(OUTCOMES)
print(json.dumps({name: changes(*OUTCOMES[name]) for name in chosen}))

"""A Celery worker whose tasks end in every way that the metrics have to tell apart."""

import os
import signal
import sys
import time

import redis
from celery import Celery
from celery.exceptions import Ignore, Reject
from pybase.monitoring import instrument_worker

url = os.environ["REDIS_URL"]
app = Celery("extraction", broker=url, backend=url)
app.conf.worker_lost_wait = 0.2
app.conf.worker_prefetch_multiplier = 1

speed = float(os.environ.get("CLOCK_SPEED", "1"))
for _ in range(2):  # Twice: the second call changes nothing.
    instrument_worker(
        app,
        job=os.environ.get("JOB", "extraction-worker"),
        version="1.2.3",
        address="127.0.0.1",
        clock=lambda: speed * time.perf_counter(),
    )


@app.task(name="pybase.extract_pdf")
def extract_pdf():
    return os.getpid()


@app.task
def succeeds(task_type=None):
    return os.getpid()


@app.task
def sleeps(seconds, task_type="pdf"):
    time.sleep(seconds)


@app.task
def fails(task_type="pdf"):
    raise ValueError("on purpose")


@app.task(bind=True, default_retry_delay=0, max_retries=2)
def retries(self, attempts, task_type="pdf"):
    if self.request.retries + 1 < attempts:
        raise self.retry()


@app.task(autoretry_for=(ValueError,), default_retry_delay=0, max_retries=1)
def retries_by_itself(task_type="pdf"):
    raise ValueError("on purpose")


@app.task
def ignores(task_type="pdf"):
    raise Ignore()


@app.task(acks_late=True)
def rejects(task_type="pdf"):
    raise Reject("on purpose", requeue=False)


@app.task(soft_time_limit=1)
def exceeds_soft_limit(task_type="pdf"):
    time.sleep(60)


@app.task(time_limit=1)
def exceeds_hard_limit(task_type="pdf"):
    time.sleep(60)


@app.task
def dies(task_type="pdf"):
    os.kill(os.getpid(), signal.SIGKILL)


@app.task
def exits(task_type="pdf"):
    sys.exit(1)


@app.task(bind=True, acks_late=True, reject_on_worker_lost=True)
def dies_once(self, task_type="pdf"):
    if not self.request.delivery_info["redelivered"]:
        os.kill(os.getpid(), signal.SIGKILL)


@app.task
def waits(key, task_type="pdf"):
    """Says that it began, and ends when it is told to."""
    with redis.Redis.from_url(url) as client:
        client.lpush(f"{key}-began", "yes")
        client.blpop(f"{key}-end")

# Generated from queries/*.ts and stack.ts by PyBase Monitoring. Do not edit: run `npm run build`.
"""The metrics of PyBase, as prometheus_client objects.

They are in no registry: several processes share this module, and each exposes those of
its own job, see pybase.monitoring.exposition.
"""

from typing import Dict, Literal, NamedTuple, Tuple, Union

from prometheus_client import Counter, Gauge, Histogram

from pybase.monitoring.multiprocess import join_job

join_job()

cache_operation_counter = Counter(
    "cache_operations_total",
    "Cache operations; set and delete count a success as hit.",
    labelnames=["operation", "status"],
    registry=None,
)
db_pool_connections_gauge = Gauge(
    "db_pool_connections",
    "Connections of the process's database pool, by state.",
    labelnames=["state"],
    multiprocess_mode="livesum",
    registry=None,
)
db_pool_connections_max_gauge = Gauge(
    "db_pool_connections_max",
    "Connections that the process's database pool may open, overflow included.",
    multiprocess_mode="livesum",
    registry=None,
)
db_pool_usage_gauge = Gauge(
    "db_pool_usage_ratio",
    "Share in use of the database pool of the process that has the fullest.",
    multiprocess_mode="livemax",
    registry=None,
)
db_query_duration_histogram = Histogram(
    "db_query_duration_seconds",
    "Time a database query took, failed ones included.",
    labelnames=["operation"],
    buckets=[0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0],
    registry=None,
)
db_query_error_counter = Counter(
    "db_query_errors_total",
    "Database queries that raised an error.",
    labelnames=["operation"],
    registry=None,
)
extraction_duration_histogram = Histogram(
    "extraction_duration_seconds",
    "Time an extraction task took, failed ones included.",
    labelnames=["task_type"],
    buckets=[1.0, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0, 600.0],
    registry=None,
)
extraction_oldest_task_start_time_gauge = Gauge(
    "extraction_oldest_task_start_time_seconds",
    "When the oldest of the running extraction tasks started, in seconds since the epoch.",
    labelnames=["task_type"],
    multiprocess_mode="liveall",
    registry=None,
)
extraction_task_retry_counter = Counter(
    "extraction_task_retries_total",
    "Attempts of an extraction task that ended in a retry.",
    labelnames=["task_type"],
    registry=None,
)
extraction_tasks_in_progress_gauge = Gauge(
    "extraction_tasks_in_progress",
    "Extraction tasks that are running now.",
    labelnames=["task_type"],
    multiprocess_mode="livesum",
    registry=None,
)
extraction_task_counter = Counter(
    "extraction_tasks_total",
    "Extraction tasks that finished; a retried attempt is neither success nor failure.",
    labelnames=["task_type", "status"],
    registry=None,
)
http_request_duration_histogram = Histogram(
    "http_request_duration_seconds",
    "Time from the first byte of a request to the last byte of its answer.",
    labelnames=["method", "endpoint"],
    buckets=[0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 7.5, 10.0],
    registry=None,
)
http_request_counter = Counter(
    "http_requests_total",
    "Total HTTP requests, by method, route template and status.",
    labelnames=["method", "endpoint", "status"],
    registry=None,
)
http_scrape_counter = Counter(
    "http_scrapes_total",
    "Requests for the metrics themselves, by what became of them.",
    labelnames=["result"],
    registry=None,
)
pybase_build_info_gauge = Gauge(
    "pybase_build_info",
    "The running version of PyBase; always 1.",
    labelnames=["version"],
    multiprocess_mode="livemax",
    registry=None,
)
pybase_start_time_gauge = Gauge(
    "pybase_start_time_seconds",
    "When the process started, in seconds since the epoch.",
    multiprocess_mode="livemax",
    registry=None,
)
websocket_connections_active_gauge = Gauge(
    "websocket_connections_active",
    "WebSocket connections that are open now.",
    multiprocess_mode="livesum",
    registry=None,
)

Metric = Union[Counter, Gauge, Histogram]
Job = Literal["pybase-api", "extraction-worker", "search-worker"]

#: The metrics that each job exposes.
JOBS: Dict[Job, Tuple[Metric, ...]] = {
    "pybase-api": (
        cache_operation_counter,
        db_pool_connections_gauge,
        db_pool_connections_max_gauge,
        db_pool_usage_gauge,
        db_query_duration_histogram,
        db_query_error_counter,
        http_request_duration_histogram,
        http_request_counter,
        http_scrape_counter,
        pybase_build_info_gauge,
        pybase_start_time_gauge,
        websocket_connections_active_gauge,
    ),
    "extraction-worker": (
        cache_operation_counter,
        db_pool_connections_gauge,
        db_pool_connections_max_gauge,
        db_pool_usage_gauge,
        db_query_duration_histogram,
        db_query_error_counter,
        extraction_duration_histogram,
        extraction_oldest_task_start_time_gauge,
        extraction_task_retry_counter,
        extraction_tasks_in_progress_gauge,
        extraction_task_counter,
        pybase_build_info_gauge,
        pybase_start_time_gauge,
    ),
    "search-worker": (
        cache_operation_counter,
        db_pool_connections_gauge,
        db_pool_connections_max_gauge,
        db_pool_usage_gauge,
        db_query_duration_histogram,
        db_query_error_counter,
        pybase_build_info_gauge,
        pybase_start_time_gauge,
    ),
}

#: The values of each label that are known beforehand; an open label has none.
LABEL_VALUES: Dict[Metric, Dict[str, Tuple[str, ...]]] = {
    cache_operation_counter: {
        "operation": ("get", "set", "delete"),
        "status": ("hit", "miss"),
    },
    db_pool_connections_gauge: {
        "state": ("in_use", "idle"),
    },
    db_query_duration_histogram: {
        "operation": ("select", "insert", "update", "delete"),
    },
    db_query_error_counter: {
        "operation": ("select", "insert", "update", "delete"),
    },
    extraction_duration_histogram: {
        "task_type": ("pdf", "dxf", "ifc", "step"),
    },
    extraction_oldest_task_start_time_gauge: {
        "task_type": ("pdf", "dxf", "ifc", "step"),
    },
    extraction_task_retry_counter: {
        "task_type": ("pdf", "dxf", "ifc", "step"),
    },
    extraction_tasks_in_progress_gauge: {
        "task_type": ("pdf", "dxf", "ifc", "step"),
    },
    extraction_task_counter: {
        "task_type": ("pdf", "dxf", "ifc", "step"),
        "status": ("success", "failure"),
    },
    http_request_duration_histogram: {
        "method": ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"),
        "endpoint": (),
    },
    http_request_counter: {
        "method": ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"),
        "endpoint": (),
        "status": ("200", "500"),
    },
    http_scrape_counter: {
        "result": ("merged", "shared", "refused", "failed"),
    },
    pybase_build_info_gauge: {
        "version": (),
    },
}

#: Moments of which the earliest of all processes is told, and none while they are all at 0.
EARLIEST: Tuple[Gauge, ...] = (extraction_oldest_task_start_time_gauge,)


class Target(NamedTuple):
    """Where Prometheus scrapes a process."""

    port: int
    path: str


TARGETS: Dict[Job, Target] = {
    "pybase-api": Target(port=8000, path="/api/v1/metrics"),
    "extraction-worker": Target(port=9090, path="/metrics"),
    "search-worker": Target(port=9091, path="/metrics"),
}

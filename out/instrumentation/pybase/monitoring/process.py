# Generated from build/pybase/instrumentation/python/pybase/monitoring/process.py by PyBase Monitoring. Do not edit: run `npm run build`.
"""What a process says of itself when it starts."""

import time
from itertools import product

from pybase.metrics import (
    JOBS,
    LABEL_VALUES,
    Job,
    pybase_build_info_gauge,
    pybase_start_time_gauge,
)


def start_process(job: Job, version: str) -> None:
    """Says that this process runs a version from now on, and starts its series.

    Every combination of labels that is known beforehand starts at 0, so that the first
    failure is an increase and not a series that appears.
    """
    pybase_build_info_gauge.labels(version=version).set(1)
    pybase_start_time_gauge.set(time.time())
    for metric in JOBS[job]:
        labels = LABEL_VALUES.get(metric)
        if labels is not None:
            for values in product(*labels.values()):
                metric.labels(**dict(zip(labels, values)))

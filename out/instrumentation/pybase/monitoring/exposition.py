# Generated from build/pybase/instrumentation/python/pybase/monitoring/exposition.py by PyBase Monitoring. Do not edit: run `npm run build`.
"""The text that Prometheus reads: exactly the metrics of one job."""

from typing import Callable, Dict, Iterable, List, Tuple

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.metrics_core import Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector
from prometheus_client.samples import Sample

from pybase.metrics import EARLIEST, JOBS, Job
from pybase.monitoring.gone import alone, merge_the_gone
from pybase.monitoring.multiprocess import shared_files, shared_folder

CONTENT_TYPE: str = CONTENT_TYPE_LATEST

# prometheus_client has no types for it.
_merged: Callable[[List[str]], Iterable[Metric]] = MultiProcessCollector.merge


def exposition(job: Job) -> bytes:
    """The metrics of a job in Prometheus' text format, whose type is CONTENT_TYPE."""
    return generate_latest(job_registry(job))


def job_registry(job: Job) -> CollectorRegistry:
    """A registry of exactly a job's metrics, of all its processes."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_JobCollector(job))
    return registry


class _JobCollector(Collector):
    """Collects the metrics of one job, and no others that the process knows."""

    def __init__(self, job: Job) -> None:
        self._metrics = JOBS[job]

    def collect(self) -> Iterable[Metric]:
        folder = shared_folder()
        if folder is None:
            for metric in self._metrics:
                for family in metric.collect():
                    yield self._told(_without_created(family))
            return
        with alone(folder):
            merge_the_gone(folder)
            shared = {family.name: family for family in _merged(shared_files(folder))}
        for metric in self._metrics:
            for family in metric.describe():
                # A family without samples still says that it exists.
                yield self._told(shared.get(family.name, family))

    def _told(self, family: Metric) -> Metric:
        return _earliest(family) if family.name in _EARLIEST else family


#: Families of moments of which the earliest is told.
_EARLIEST = frozenset(
    family.name for metric in EARLIEST for family in metric.describe()
)


def _earliest(family: Metric) -> Metric:
    """A family with the earliest moment of all processes, and none of those at 0."""
    earliest: Dict[Tuple[Tuple[str, str], ...], Sample] = {}
    for sample in family.samples:
        labels = {name: text for name, text in sample.labels.items() if name != "pid"}
        key = tuple(sorted(labels.items()))
        known = earliest.get(key)
        if sample.value > 0 and (known is None or sample.value < known.value):
            earliest[key] = Sample(sample.name, labels, sample.value)
    family.samples = list(earliest.values())
    return family


def _without_created(family: Metric) -> Metric:
    """A family without the moments at which its series began, which nobody reads."""
    family.samples = [
        sample for sample in family.samples if not sample.name.endswith("_created")
    ]
    return family

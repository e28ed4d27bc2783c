"""What has been recorded in this process."""

from pybase.monitoring.exposition import job_registry


def recorded(name: str, **labels: str) -> float:
    """The value of a series, 0 where there is none yet."""
    return job_registry("pybase-api").get_sample_value(name, labels) or 0.0


class Changes:
    """The growth of series since the block began."""

    def __init__(self, name: str, *series: dict) -> None:
        self.name = name
        self.series = series

    def __enter__(self) -> "Changes":
        self.before = self.now()
        return self

    def __exit__(self, *_: object) -> None:
        self.by = tuple(now - before for now, before in zip(self.now(), self.before))

    def now(self) -> list:
        return [recorded(self.name, **labels) for labels in self.series]

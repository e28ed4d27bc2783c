"""Which type of extraction a Celery task is."""

import inspect
import logging
from typing import Any, Callable, Optional, Set

from pybase.metrics import LABEL_VALUES, extraction_task_counter

logger = logging.getLogger(__name__)

#: Tells the type of a task from it, its args and its kwargs; None: it extracts nothing.
TaskType = Callable[[Any, Any, Any], Optional[str]]

TASK_TYPES = LABEL_VALUES[extraction_task_counter]["task_type"]


def usual_task_type(task: Any, args: Any, kwargs: Any) -> Optional[str]:
    """The argument ``task_type``, else what the task's name ends in.

    Tasks named ``….pdf`` and ``….extract_pdf`` extract PDFs.
    """
    given = _argument("task_type", task, args, kwargs)
    if isinstance(given, str):
        return given
    last = str(task.name).rpartition(".")[2]
    named = last[len("extract_") :] if last.startswith("extract_") else last
    return named if named in TASK_TYPES else None


def _argument(name: str, task: Any, args: Any, kwargs: Any) -> Any:
    """An argument of a task, given by name or position or by default."""
    if name in kwargs:
        return kwargs[name]
    try:
        given = inspect.signature(task.run).bind(*args, **kwargs)
    except TypeError:
        return None  # The task will fail with the same error.
    given.apply_defaults()
    return given.arguments.get(name)


def checked(task_type: TaskType) -> TaskType:
    """The same, but None for a type that no metric knows; the log names it once."""
    unknown: Set[str] = set()

    def known(task: Any, args: Any, kwargs: Any) -> Optional[str]:
        answer = task_type(task, args, kwargs)
        if answer is None or answer in TASK_TYPES:
            return answer
        if answer not in unknown:
            unknown.add(answer)
            logger.error(
                "Tasks of the type %r are not recorded: it is none of %s. Add it to"
                " task_type in queries/extraction.ts of PyBase Monitoring.",
                answer,
                ", ".join(TASK_TYPES),
            )
        return None

    return known

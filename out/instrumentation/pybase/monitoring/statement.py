# Generated from build/targets/instrumentation/python/pybase/monitoring/statement.py by PyBase Monitoring. Do not edit: run `npm run build`.
"""The verb of an SQL statement: the label ``operation`` of the query metrics."""

import re
from typing import Optional

_RECORDED = frozenset({"select", "insert", "update", "delete"})
_OTHER = frozenset({"merge", "values", "table"})

_LEADING = re.compile(
    r"(?: \s | \( | --[^\n]* | /\*.*?\*/ )* (?P<word>\w+)", re.VERBOSE | re.DOTALL
)

_TOKEN = re.compile(
    r"""
      --[^\n]* | /\*.*?\*/
    | [eE]'(?:[^'\\]|\\.|'')*' | '(?:[^']|'')*'
    | (?P<name> "(?:[^"]|"")*" | `[^`]*` )
    | \$(?P<tag>\w*)\$ .*? \$(?P=tag)\$
    | (?P<word> \w+ ) | (?P<mark> [(),] )
    """,
    re.VERBOSE | re.DOTALL,
)


def operation_of(statement: str) -> Optional[str]:
    """``select``, ``insert``, ``update`` or ``delete``; None for other statements.

    Comments and opening parentheses are skipped. ``WITH`` takes the verb of its main
    statement: ``WITH old AS (SELECT …) DELETE FROM …`` is a ``delete``.
    """
    leading = _LEADING.match(statement)
    if leading is None:
        return None
    verb = leading["word"].lower()
    if verb == "with":
        return _main_operation(statement, leading.end())
    return verb if verb in _RECORDED else None


def _main_operation(statement: str, start: int) -> Optional[str]:
    """The verb behind the common table expressions, which begin at ``start``."""
    depth = 0
    previous = "with"
    for token in _TOKEN.finditer(statement, start):
        if token["mark"] == "(":
            # A parenthesis right behind another one opens the main statement itself.
            depth += depth > 0 or previous != ")"
        elif token["mark"] == ")":
            depth = max(depth - 1, 0)
        word = (token["word"] or token["name"] or token["mark"] or "").lower()
        if not word:
            continue
        # Only a table's name follows these, and it may be spelled like a verb.
        names_a_table = previous in ("with", "recursive", ",")
        if depth == 0 and not names_a_table and word in _RECORDED:
            return word
        if depth == 0 and not names_a_table and word in _OTHER:
            return None
        previous = word
    return None

"""The verb of an SQL statement: the label ``operation`` of the query metrics.

A statement is read once from left to right, however long it is and whatever is left
open in it: this runs in the event loop.
"""

import re
from typing import Iterator, Optional

_RECORDED = frozenset({"select", "insert", "update", "delete"})
_OTHER = frozenset({"merge", "values", "table"})

_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"[\w$]+")
_DOLLAR = re.compile(r"\$(?:[^\W\d]\w*)?\$")


def operation_of(statement: str) -> Optional[str]:
    """``select``, ``insert``, ``update`` or ``delete``; None for other statements.

    Comments, opening parentheses and empty statements are skipped. ``WITH`` takes the
    verb of its main statement: ``WITH old AS (SELECT …) DELETE FROM …`` is a ``delete``.
    """
    tokens = _tokens(statement)
    verb = next((token for token in tokens if token not in ("(", ";")), None)
    if verb == "with":
        return _main_operation(tokens)
    return verb if verb in _RECORDED else None


def _main_operation(tokens: Iterator[str]) -> Optional[str]:
    """The verb behind the common table expressions."""
    depth = 0
    previous = "with"
    for token in tokens:
        if token == "(":
            # A parenthesis right behind another one opens the main statement itself.
            depth += depth > 0 or previous != ")"
        elif token == ")":
            depth = max(depth - 1, 0)
        # Only a table's name follows these, and it may be spelled like a verb.
        elif depth == 0 and previous not in ("with", "recursive", ","):
            if token in _RECORDED:
                return token
            if token in _OTHER:
                return None
        previous = token
    return None


def _tokens(statement: str) -> Iterator[str]:
    """The words in lower case, and all other characters that are no space or comment.

    Of a quoted name and of a string only the first quote is left. What is never closed
    ends the statement.
    """
    at = 0
    while at < len(statement):
        character = statement[at]
        if character.isspace():
            at = _end(_SPACE, statement, at)
        elif statement.startswith("--", at):
            at = _after("\n", statement, at)
        elif statement.startswith("/*", at):
            at = _after_comment(statement, at)
        elif character in "'\"`":
            # Where a quote is doubled, a second string follows at once.
            yield character
            at = _after(character, statement, at + 1)
        elif statement.startswith(("e'", "E'"), at):
            yield "'"
            at = _after_escaped(statement, at + 2)
        elif character == "$" and _DOLLAR.match(statement, at):
            yield "'"
            opened = _end(_DOLLAR, statement, at)
            at = _after(statement[at:opened], statement, opened)
        elif character.isalnum() or character in "_$":
            start, at = at, _end(_WORD, statement, at)
            yield statement[start:at].lower()
        else:
            yield character
            at += 1


def _end(pattern: "re.Pattern[str]", statement: str, at: int) -> int:
    """Where a pattern ends that matches here; at least one character is taken."""
    match = pattern.match(statement, at)
    return at + 1 if match is None else match.end()


def _after(text: str, statement: str, at: int) -> int:
    """The place behind the next occurrence of a text, else the statement's end."""
    found = statement.find(text, at)
    return len(statement) if found < 0 else found + len(text)


_MARK = re.compile(r"/\*|\*/")
_QUOTE = re.compile(r"\\.?|'", re.DOTALL)


def _after_comment(statement: str, at: int) -> int:
    """The place behind a comment, which may have others inside."""
    depth = 0
    for mark in _MARK.finditer(statement, at):
        depth += 1 if mark[0] == "/*" else -1
        if depth == 0:
            return mark.end()
    return len(statement)


def _after_escaped(statement: str, at: int) -> int:
    """The place behind a string in which a backslash escapes what follows."""
    for mark in _QUOTE.finditer(statement, at):
        if mark[0] == "'":
            return mark.end()
    return len(statement)

import random
import unittest

from pybase.monitoring.statement import operation_of

STATEMENTS = {
    "SELECT 1": "select",
    "insert into t values (1)": "insert",
    "\n\tUPDATE t SET x = 1": "update",
    "DELETE FROM t": "delete",
    "/* from parts.py */ -- select\n SELECT 1": "select",
    "(SELECT 1) UNION (SELECT 2)": "select",
    "WITH old AS (SELECT 1) DELETE FROM t": "delete",
    "WITH a AS (INSERT INTO t VALUES (1) RETURNING x) SELECT x FROM a": "select",
    "WITH RECURSIVE a(x) AS MATERIALIZED (SELECT 1), b AS () UPDATE t": "update",
    "WITH update AS (SELECT 1), delete AS (SELECT 2) SELECT * FROM update": "select",
    "WITH a AS (SELECT 1) (SELECT * FROM a)": "select",
    "WITH a AS (SELECT ')', $x$ ) $x$, E'\\') DELETE') UPDATE t": "update",
    'WITH "delete from (" AS (SELECT 1) INSERT INTO t SELECT * FROM a': "insert",
    "WITH a AS (SELECT 1 /* ) */ -- )\n) SELECT 1": "select",
    "WITH a AS (SELECT 1) MERGE INTO t USING a ON x WHEN MATCHED THEN UPDATE": None,
    "WITH a AS (SELECT 1)": None,
    "WITH a AS (SELECT 1": None,
    "-- " + "-" * 60 + "\n": None,
    "-- " + "-" * 60 + "\nSELECT 1": "select",
    "; ;\nSELECT 1": "select",
    "/* a /* nested */ comment */ DELETE FROM t": "delete",
    "/* a /* nested */ SELECT 1": None,
    "/**/UPDATE t": "update",
    "/*/ SELECT 1": None,
    "WITH a AS (SELECT 1 /* /* ) */ ) */) UPDATE t": "update",
    "WITH a AS (SELECT $1, ')' FROM b$c$ ) UPDATE t": "update",
    "WITH a AS (SELECT E'\\\\') INSERT INTO t": "insert",
    'WITH "a""delete" AS (SELECT 1) INSERT INTO t': "insert",
    "WITH a AS (SELECT 1) -- delete\n INSERT INTO t": "insert",
    "WITH a AS (VALUES (1)) TABLE a": None,
    "WITH a AS (SELECT 'never closed) DELETE FROM t": None,
    "?SELECT 1": None,
    "'SELECT' 1": None,
    "EXPLAIN SELECT 1": None,
    "EXPLAIN (ANALYZE) DELETE FROM t": None,
    "CREATE TABLE selected (x int)": None,
    "selecting": None,
    "BEGIN": None,
    "-- nothing": None,
    "": None,
}


class Statement(unittest.TestCase):
    def test_operation_is_the_verb_of_the_main_statement(self) -> None:
        for statement, operation in STATEMENTS.items():
            with self.subTest(statement):
                self.assertEqual(operation_of(statement), operation)


class Counted(str):
    """A text that counts the characters that are looked at."""

    def __new__(cls, text: str) -> "Counted":
        counted = super().__new__(cls, text)
        counted.steps = 0
        return counted

    def __getitem__(self, at):
        found = super().__getitem__(at)
        self.steps += len(found)
        return found

    def startswith(self, *arguments):
        self.steps += 1
        return super().startswith(*arguments)

    def find(self, text, start):
        found = super().find(text, start)
        self.steps += (len(self) if found < 0 else found + len(text)) - start
        return found


NOISE = [
    *(" ", "\n\t", "(", ";", "--\n", "-- select --\n", "---- /* \n", "/**/"),
    *("/* from (a) */", "/* a /* b */ ; -- */", "/*'*/", "-- it's\n"),
]
INSIDE = [
    *("SELECT", "delete", "UPDATE t SET x = ", "1", ", ", ".", "=", "a", "$1", "*"),
    *("')'", "'it''s ('", "E'\\\\'", "E'\\'('", '"("', '"a""("', "`)`", "$$ ) $$"),
    *("$x$ ' ( $$ $x$", "/* ) */", "-- )\n", "(SELECT 1)", "((", "))", "\n"),
]
PARTS = [
    *NOISE,
    *INSIDE,
    "'",
    '"',
    "`",
    "$$",
    "$x$",
    "/*",
    "*/",
    "E'",
    "\\",
    ")",
    "WITH",
]
VERBS = {
    **{verb: verb for verb in ("select", "insert", "update", "delete")},
    **{verb: None for verb in ("merge", "values", "table", "explain", "begin", "x")},
}


class Fuzz(unittest.TestCase):
    def setUp(self) -> None:
        self.random = random.Random(20260101)

    def some(self, parts, most) -> str:
        return "".join(self.random.choices(parts, k=self.random.randrange(most)))

    def spelled(self, word: str) -> str:
        return "".join(self.random.choice([each, each.upper()]) for each in word)

    def table(self) -> str:
        """A common table expression, with as many parentheses closed as opened."""
        name = self.random.choice(["a", '"select"', "delete", "update", "values(x, y)"])
        # Apart: "1" in front of "E'" would be one word.
        inside = [f"{part} " for part in INSIDE if part not in ("((", "))")]
        gap = self.random.choice([" ", "\n", "/* ( */", "-- )\n "])
        return f"{name}{gap}AS{gap}({self.some(inside, 6)}) "

    def statement(self):
        """A statement, and its operation."""
        verb = self.random.choice(list(VERBS))
        start = self.some(NOISE, 6)
        tables = ""
        if self.random.random() < 0.5:
            recursive = self.random.choice(["", "RECURSIVE "])
            tables = ", ".join(self.table() for _ in range(self.random.randrange(1, 4)))
            tables = f"{self.spelled('with')} {recursive}{tables}"
        operation = VERBS[verb]
        if tables and verb in ("explain", "begin", "x"):
            return f"{start}{tables}{verb}", None
        return f"{start}{tables}{self.spelled(verb)} {self.some(PARTS, 6)}", operation

    def check(self, statement: str) -> object:
        counted = Counted(statement)
        operation = operation_of(counted)
        self.assertLessEqual(counted.steps, 6 * len(statement) + 1, statement)
        return operation

    def test_50000_statements(self) -> None:
        for _ in range(50_000):
            statement, operation = self.statement()
            self.assertEqual(self.check(statement), operation, statement)

    def test_50000_texts(self) -> None:
        for _ in range(50_000):
            text = self.some(PARTS, 20)
            self.assertIn(self.check(text), (*VERBS.values(), None), text)

    def test_what_repeats_10000_times(self) -> None:
        for part in PARTS:
            for start in ("", "WITH a AS (", "/*", "E'"):
                self.check(start + part * 10_000)


if __name__ == "__main__":
    unittest.main()

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
    "EXPLAIN SELECT 1": None,
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


if __name__ == "__main__":
    unittest.main()

"""Version 1 of the tables, made from nothing; a row that is written is never changed."""

from __future__ import annotations


def nothing_changes(*tables: str) -> tuple[str, ...]:
    """Return the statements that keep the rows of these tables as they are."""
    return tuple(
        f"CREATE TRIGGER {table}_never_{verb.lower()} BEFORE {verb} ON {table} "
        "BEGIN SELECT RAISE(ABORT, 'a record of the ledger is never changed'); END"
        for table in tables
        for verb in ("UPDATE", "DELETE")
    )


STATEMENTS = (
    """
    CREATE TABLE records (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        entry INTEGER NOT NULL REFERENCES records (id) CHECK (entry <= id),
        kind TEXT NOT NULL CHECK (kind IN ('attempt', 'outcome', 'mark')),
        recorded TEXT NOT NULL,
        undone INTEGER NOT NULL CHECK (undone IN (0, 1)),
        seal TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE attempts (
        record INTEGER PRIMARY KEY REFERENCES records (id),
        person TEXT NOT NULL CHECK (person <> ''),
        name TEXT NOT NULL,
        purpose TEXT NOT NULL,
        step TEXT NOT NULL CHECK (step = 'sent'),
        "on" TEXT NOT NULL,
        via TEXT NOT NULL,
        to_person TEXT NOT NULL,
        class TEXT NOT NULL,
        strength REAL,
        note TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE outcomes (
        record INTEGER PRIMARY KEY REFERENCES records (id),
        attempt INTEGER NOT NULL REFERENCES attempts (record),
        step TEXT NOT NULL,
        "on" TEXT NOT NULL,
        to_person TEXT NOT NULL,
        engagement INTEGER CHECK (engagement BETWEEN 0 AND 3),
        support INTEGER CHECK (support BETWEEN 0 AND 3),
        guidance INTEGER CHECK (guidance BETWEEN 0 AND 3),
        note TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE marks (
        record INTEGER PRIMARY KEY REFERENCES records (id),
        person TEXT NOT NULL CHECK (person <> ''),
        name TEXT NOT NULL,
        purpose TEXT NOT NULL,
        step TEXT NOT NULL,
        "on" TEXT NOT NULL,
        until TEXT,
        note TEXT NOT NULL
    ) STRICT
    """,
    *nothing_changes("records", "attempts", "outcomes", "marks"),
)

"""The tables of the ledger, one version after the other; a row that is written is never changed.

Whatever happens is a new record: `entry` is the id that the owner sees, and the newest record of an entry
is what holds; an undone entry has a newest record that says so. So the ledger can be read as it stood on
any day, and a late entry rewrites no old page.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

APPLICATION = 0x7765616B  # "weak", by which the file is known to be ours

KINDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "attempt": (
            "person",
            "name",
            "purpose",
            "step",
            "on",
            "via",
            "to_person",
            "class",
            "strength",
            "note",
        ),
        "outcome": (
            "attempt",
            "step",
            "on",
            "to_person",
            "engagement",
            "support",
            "guidance",
            "note",
        ),
        "mark": ("person", "name", "purpose", "step", "on", "until", "note"),
    }
)
"""What a record of each kind says; each is a table of that name with an s."""

INTEGERS = frozenset({"attempt", "engagement", "support", "guidance"})
DETAILS = tuple(dict.fromkeys(column for columns in KINDS.values() for column in columns))
"""Every column that any of the tables has, once."""

_NOTHING_CHANGES = tuple(
    f"CREATE TRIGGER {table}_never_{verb.lower()} BEFORE {verb} ON {table} "
    "BEGIN SELECT RAISE(ABORT, 'a record of the ledger is never changed'); END"
    for table in ("records", "attempts", "outcomes", "marks")
    for verb in ("UPDATE", "DELETE")
)

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
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
        *_NOTHING_CHANGES,
    ),
)
"""The statements that lead from each version to the next; the first makes version 1 from nothing."""

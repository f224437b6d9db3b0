"""From version 1 to 2: gifts and refusals; how somebody was chosen, and what an outcome confirms."""

from __future__ import annotations

from weaklib.action.ledger.version_1 import nothing_changes

# SQLite cannot widen a check or add one, so that every table is made anew and the records are copied as
# they are, seals included; the old tables go in the order in which nothing refers to them any more
STATEMENTS = (
    *(f"ALTER TABLE {table} RENAME TO {table}_1" for table in ("records", "attempts", "outcomes", "marks")),
    """
    CREATE TABLE records (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        entry INTEGER NOT NULL REFERENCES records (id) CHECK (entry <= id),
        kind TEXT NOT NULL CHECK (kind IN ('attempt', 'outcome', 'mark', 'gift', 'refusal')),
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
        chosen TEXT CHECK (chosen IN ('chance', 'own')),
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
        proposal TEXT CHECK (proposal <> ''),
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
    """
    CREATE TABLE gifts (
        record INTEGER PRIMARY KEY REFERENCES records (id),
        person TEXT NOT NULL CHECK (person <> ''),
        name TEXT NOT NULL,
        step TEXT NOT NULL,
        "on" TEXT NOT NULL,
        to_person TEXT NOT NULL,
        class TEXT NOT NULL,
        strength REAL,
        engagement INTEGER CHECK (engagement BETWEEN 0 AND 3),
        support INTEGER CHECK (support BETWEEN 0 AND 3),
        guidance INTEGER CHECK (guidance BETWEEN 0 AND 3),
        proposal TEXT CHECK (proposal <> ''),
        note TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE refusals (
        record INTEGER PRIMARY KEY REFERENCES records (id),
        proposal TEXT NOT NULL CHECK (proposal <> ''),
        person TEXT NOT NULL CHECK (person <> ''),
        name TEXT NOT NULL,
        step TEXT NOT NULL,
        "on" TEXT NOT NULL,
        note TEXT NOT NULL
    ) STRICT
    """,
    "INSERT INTO records SELECT id, entry, kind, recorded, undone, seal FROM records_1 ORDER BY id",
    """
    INSERT INTO attempts
    SELECT record, person, name, purpose, step, "on", via, to_person, class, strength, NULL, note
    FROM attempts_1
    """,
    """
    INSERT INTO outcomes
    SELECT record, attempt, step, "on", to_person, engagement, support, guidance, NULL, note FROM outcomes_1
    """,
    'INSERT INTO marks SELECT record, person, name, purpose, step, "on", until, note FROM marks_1',
    # the highest number that was ever given, by which records that are lost are missed
    "DELETE FROM sqlite_sequence WHERE name = 'records'",
    "INSERT INTO sqlite_sequence SELECT 'records', seq FROM sqlite_sequence WHERE name = 'records_1'",
    *(f"DROP TABLE {table}_1" for table in ("outcomes", "attempts", "marks", "records")),
    *nothing_changes("records", "attempts", "outcomes", "marks", "gifts", "refusals"),
)

"""Records of the ledger: written with a seal, and read only where the seal holds."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from weaklib.action.ledger.damage import damage
from weaklib.action.ledger.entries import Values
from weaklib.action.ledger.schema import KINDS

_AS_TEXT = json.JSONEncoder(sort_keys=True, default=repr).encode  # a damaged row may hold anything


class Record(NamedTuple):
    """One thing that was said to the ledger; it never changes.

    Attributes
    ----------
    id
        1, 2, 3 …, without a gap.
    entry
        The id of the first record that says something about the same thing.
    kind
        attempt, outcome, mark, gift or refusal.
    recorded
        When it was said.
    undone
        Whether it takes back what the entry said last.
    says
        What it says, in the words of its table; of one that takes back: what the entry said before, and
        says again from then on. Nothing, where it said nothing before: then the entry is gone.
    """

    id: int
    entry: int
    kind: str
    recorded: str
    undone: bool
    says: Mapping[str, object]


def seal(record: Record) -> str:
    """Return the checksum of a record: SQLite's own check does not see a value that was changed.

    >>> never = Record(1, 1, "mark", "2026-10-31", False, {"person": "ann", "step": "never"})
    >>> seal(never) == seal(never._replace(says={**never.says, "until": None}))
    True
    >>> seal(never) == seal(never._replace(id=2))
    False
    """
    # what is empty is left out, so that a column that a later version adds breaks no seal
    said = {key: value for key, value in record.says.items() if value is not None}
    parts = [record.id, record.entry, record.kind, record.recorded, record.undone, said]
    return blake2b(_AS_TEXT(parts).encode(), digest_size=16).hexdigest()


def read_records(connection: sqlite3.Connection, path: Path) -> list[Record]:
    """Return all records of a ledger, the oldest first.

    Raises
    ------
    DamageError
        If one is missing or was changed.
    """
    values = _values(connection)
    rows = connection.execute("SELECT id, entry, kind, recorded, undone, seal FROM records ORDER BY id")
    records, seals = [], []
    for number, entry, kind, recorded, undone, sealed in rows:
        records.append(Record(number, entry, kind, recorded, bool(undone), values.pop(number, {})))
        seals.append(sealed)
    newest = connection.execute("SELECT max(seq) FROM sqlite_sequence WHERE name = 'records'").fetchone()[0]
    if [record.id for record in records] != list(range(1, (newest or 0) + 1)) or values:
        raise damage(path, "has lost records")
    changed = [each.id for each, sealed in zip(records, seals, strict=True) if seal(each) != sealed]
    if changed:
        raise damage(path, f"is damaged: record {changed[0]} is not as it was written")
    return records


def _values(connection: sqlite3.Connection) -> dict[int, Values]:
    found: dict[int, Values] = {}
    for kind, columns in KINDS.items():
        there = connection.execute("SELECT name FROM pragma_table_info(?)", (f"{kind}s",))
        held = [name for (name,) in there if name in columns]  # a ledger of before lacks some
        if not held:
            continue
        lacking = dict.fromkeys(set(columns) - {*held})
        named = ", ".join(f'"{column}"' for column in held)
        rows = connection.execute(f"SELECT record, {named} FROM {kind}s")  # noqa: S608 - our own names
        for number, *values in rows:
            # a number that two tables hold breaks its seal
            found[number] = found.get(number, lacking) | dict(zip(held, values, strict=True))
    return found


def write_record(connection: sqlite3.Connection, record: Record) -> None:
    """Write a record at the end of the ledger, in the transaction that is open."""
    connection.execute(
        "INSERT INTO records (id, entry, kind, recorded, undone, seal) VALUES (?, ?, ?, ?, ?, ?)",
        (record.id, record.entry, record.kind, record.recorded, int(record.undone), seal(record)),
    )
    if not record.says:
        return
    columns = KINDS[record.kind]
    named = ", ".join(f'"{column}"' for column in ("record", *columns))
    marks = ", ".join("?" * (1 + len(columns)))
    connection.execute(
        f"INSERT INTO {record.kind}s ({named}) VALUES ({marks})",  # noqa: S608 - our own names
        (record.id, *(record.says[column] for column in columns)),
    )


def check_file(connection: sqlite3.Connection, path: Path) -> int:
    """Return how many records there are, when the whole file was found to be as it was written.

    Raises
    ------
    DamageError
        If it was not.
    """
    faults = [str(fault) for (fault,) in connection.execute("PRAGMA integrity_check") if fault != "ok"]
    if faults or connection.execute("PRAGMA foreign_key_check").fetchone():
        why = (faults or ["a row refers to none"])[0].splitlines()[-1][:120]
        raise damage(path, f"is damaged ({why})")
    return len(read_records(connection, path))

"""How the index lies in files, and DuckDB over it: a part for some of the sheets each, and a head for all.

A part is worked out of its own sheets alone, so that one that is added or taken out touches no other part;
the head is worked out of all parts. Words are numbers that mean the same in all of them; members and hashes
are the numbers that their letters write, which have their order.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import duckdb

from weaklib.pool.engine.tables import WORDS
from weaklib.pool.sheet import ASK

HEAD = "pool.duckdb"
SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "memory_limit": "1200MB",
    # nothing is fetched, whatever a question would be answered faster by
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}
WORD, MEMBER = "UINTEGER", "UBIGINT"
KINDS = {
    "member": MEMBER,
    "other": MEMBER,
    "ask": f"ENUM({', '.join(map(repr, ASK))})",
    "target": "UUID",
    "contact": "UUID",
} | dict.fromkeys(WORDS, WORD)
ROW = ("member", "contact", *WORDS, "ask", "tenths")
TIE = f"SELECT member, contact AS target, {', '.join(ROW[1:])} FROM"
"""A row of a contact who is known by profile is a tie to that profile."""


class Made(NamedTuple):
    """From what a file of the index was made, and the days on which the same sheets count."""

    form: int
    pool: str
    fingerprint: str
    sheets: str
    since: dt.date
    until: dt.date


def connected(path: Path | None = None, *, read_only: bool = False) -> duckdb.DuckDBPyConnection:
    """Return DuckDB, silent and by itself, over one file, or none."""
    connection = duckdb.connect(str(path or ":memory:"), read_only=read_only, config=SETTINGS)
    return connection.execute("SET enable_progress_bar = false")


def attach(connection: duckdb.DuckDBPyConnection, paths: Iterable[Path]) -> list[str]:
    """Attach parts to read them, and return under which names."""
    names = []
    for number, path in enumerate(paths):
        names.append(f"part_{number}")
        connection.execute(f"ATTACH '{quoted(path)}' AS {names[-1]} (READ_ONLY)")
    return names


def answering(folder: Path, names: Iterable[str]) -> duckdb.DuckDBPyConnection:
    """Return DuckDB over a whole index, under the names that questions have; it reads nothing else."""
    connection = connected()
    connection.execute(f"ATTACH '{quoted(folder / HEAD)}' AS head (READ_ONLY)")
    parts = attach(connection, (folder / name for name in names))
    connection.execute(f"SET temp_directory = '{quoted(folder / HEAD)}.tmp'")
    connection.execute("USE head")
    moved = bool(connection.sql("SELECT 1 FROM moved LIMIT 1").fetchall())
    connection.execute(f"CREATE TEMP VIEW ties AS {plain(parts, moved=moved)} UNION ALL FROM loose")
    connection.execute(f"CREATE TEMP VIEW reach AS {reached(parts, moved=moved)} UNION ALL FROM more_reach")
    made = [f"SELECT {number} AS part, sheets FROM {part}.made" for number, part in enumerate(parts)]
    connection.execute(f"CREATE TEMP VIEW parts_made AS {' UNION ALL '.join(made)}")
    return connection.execute("SET enable_external_access = false")


def plain(parts: list[str], *, moved: bool) -> str:
    """Return the ties that parts hold, but for the rows of which other sheets say something else."""
    but = " ANTI JOIN moved USING (member, contact)" if moved else ""
    return " UNION ALL ".join(f"{TIE} {part}.ties{but}" for part in parts)


def reached(parts: list[str], *, moved: bool) -> str:
    """Return whom parts say to reach what, but for members of whose rows other sheets say something else."""
    but = " ANTI JOIN moved USING (member)" if moved else ""
    return " UNION ALL ".join(f"SELECT member, organisation FROM {part}.reach{but}" for part in parts)


def every(table: str, parts: list[str]) -> str:
    """Return the rows of one table in all parts."""
    return " UNION ALL ".join(f"SELECT * FROM {part}.{table}" for part in parts)


def note(connection: duckdb.DuckDBPyConnection, made: Made) -> None:
    """Write into a file of the index from what it was made."""
    connection.execute(
        "CREATE TABLE made AS SELECT ?::INTEGER AS form, ? AS pool, ? AS fingerprint, "
        "? AS sheets, ?::DATE AS since, ?::DATE AS until",
        list(made),
    )


def words_of(paths: Iterable[Path]) -> dict[str, int]:
    """Return the number that each word has in some parts."""
    with connected() as connection:
        parts = attach(connection, paths)
        if not parts:
            return {}
        return dict(connection.sql(f"SELECT DISTINCT word, code FROM ({every('words', parts)})").fetchall())


def quoted(path: Path) -> str:
    """Return a path as it stands between quotes."""
    return str(path).replace("'", "''")

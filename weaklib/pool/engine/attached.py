"""How the index lies in files, and DuckDB over it: a part for some of the sheets each, and a head for all.

A part is worked out of its own sheets alone, so that one that is added or taken out touches no other part;
the head is worked out of all parts, and says of which very files. Words are numbers that mean the same in all
of them; members and hashes are the numbers that their letters write, which have their order.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from contextlib import suppress
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
    """From what a file of the index was made, and the days on which the same sheets count.

    Attributes
    ----------
    form, pool, fingerprint
        The form of what is kept, and of which pool it is.
    sheets
        A digest of the files, by what a change of one is seen.
    steady
        Whether each change of a file would be seen.
    since, until
        The first day and the last.
    this
        A number that no other file of an index has.
    """

    form: int
    pool: str
    fingerprint: str
    sheets: str
    steady: bool
    since: dt.date
    until: dt.date
    this: str

    @property
    def about(self) -> tuple[int, str, str]:
        """Of which form and pool it is."""
        return self[:3]


class Part(NamedTuple):
    """A part of the index: its file, and what it says of itself."""

    path: Path
    made: Made


def connected(path: Path | None = None, *, read_only: bool = False) -> duckdb.DuckDBPyConnection:
    """Return DuckDB, silent and by itself, over one file, or none."""
    connection = duckdb.connect(str(path or ":memory:"), read_only=read_only, config=SETTINGS)
    return connection.execute("SET enable_progress_bar = false")


def attach(connection: duckdb.DuckDBPyConnection, paths: Iterable[Path]) -> list[str]:
    """Attach parts to read them, and return under which names."""
    names = []
    for number, path in enumerate(paths):
        names.append(f"part_{number}")
        attach_as(connection, path, names[-1])
    return names


def attach_as(connection: duckdb.DuckDBPyConnection, path: Path, name: str) -> None:
    """Attach a file to read it."""
    connection.execute(f"ATTACH '{quoted(path)}' AS {name} (READ_ONLY)")


def answering(folder: Path, names: Iterable[str]) -> duckdb.DuckDBPyConnection:
    """Return DuckDB over a whole index, under the names that questions have; it reads nothing else."""
    connection = connected()
    attach_as(connection, folder / HEAD, "head")
    parts = attach(connection, (folder / name for name in names))
    connection.execute(f"SET temp_directory = '{quoted(folder / HEAD)}.tmp'")
    connection.execute("USE head")
    moved = bool(connection.sql("SELECT 1 FROM moved LIMIT 1").fetchall())
    connection.execute(f"CREATE TEMP VIEW ties AS {plain(parts, moved=moved)} UNION ALL FROM loose")
    connection.execute(f"CREATE TEMP VIEW reach AS {reached(parts, moved=moved)} UNION ALL FROM more_reach")
    these = [f"SELECT {number} AS number, this FROM {part}.made" for number, part in enumerate(parts)]
    connection.execute(f"CREATE TEMP VIEW parts_there AS {' UNION ALL '.join(these)}")
    connection.execute(
        f"CREATE TEMP VIEW left_out AS SELECT name, why FROM ({every('files', parts)}) WHERE why IS NOT NULL"
    )
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
        "CREATE TABLE made AS SELECT ?::INTEGER AS form, ? AS pool, ? AS fingerprint, ? AS sheets, "
        "?::BOOLEAN AS steady, ?::DATE AS since, ?::DATE AS until, ? AS this",
        list(made),
    )


def made_of(connection: duckdb.DuckDBPyConnection, name: str) -> Made:
    """Return what a file of the index says of itself."""
    return Made(*connection.sql(f"SELECT * FROM {name}.made").fetchall()[0])


def head_made(path: Path) -> tuple[Made, tuple[str, ...]] | None:
    """Return what the head says of itself and from which parts it was made; None where there is none."""
    if not path.is_file():
        return None
    with suppress(duckdb.Error, TypeError, IndexError), connected() as connection:
        attach_as(connection, path, "head")
        parts = connection.sql("SELECT this FROM head.made_of ORDER BY number").fetchall()
        return made_of(connection, "head"), tuple(this for (this,) in parts)
    return None


def parts_made(paths: Iterable[Path], about: tuple[int, str, str]) -> tuple[dict[str, Made], dict[str, int]]:
    """Return what parts say of themselves under their names, and the number that each word has in them.

    What is there and is no part of an index, or of one in another form or of another pool, is not among them.
    """
    made: dict[str, Made] = {}
    with connected() as connection:
        names = []
        for number, path in enumerate(path for path in paths if path.is_file()):
            with suppress(duckdb.Error, TypeError, IndexError):
                attach_as(connection, path, f"part_{number}")
                found = made_of(connection, f"part_{number}")
                if found.about == about:
                    made[path.name] = found
                    names.append(f"part_{number}")
        if not names:
            return {}, {}
        words = connection.sql(f"SELECT DISTINCT word, code FROM ({every('words', names)})").fetchall()
        return made, dict(words)


def quoted(path: Path) -> str:
    """Return a path as it stands between quotes."""
    return str(path).replace("'", "''")

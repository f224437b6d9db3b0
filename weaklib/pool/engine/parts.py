"""A part of the index: what some of the sheets say, checked, and worked out of them alone.

Each of its rows is of one member, so that a part in which few sheets changed is the old one without their
rows and with the new ones; of the others nothing is read again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from weaklib.pool.engine.attached import KINDS, MEMBER, WORD, Made, attach_as, connected, note
from weaklib.pool.engine.tables import WORDS
from weaklib.pool.sheet import Sheet
from weaklib.pool.sound import sound_rows

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

AT_ONCE = 500
"""How many sheets are in memory."""
SAID = {
    "member": MEMBER,
    "keys": "VARCHAR[]",
    "alias": "VARCHAR",
    "ask": "VARCHAR",
    "named_as_broker": "BOOLEAN",
}
CALLED = "SELECT member, unnest(keys)::UUID AS mail, keys[1]::UUID AS contact FROM told"
CALLED_OTHERWISE = f"SELECT member, contact, mail FROM ({CALLED}) WHERE contact <> mail"
HELD = (
    f"SELECT member, contact, mails, {', '.join(WORDS)}, ask::{KINDS['ask']} AS ask, "
    "CASE WHEN isnan(strength) THEN NULL ELSE round(strength * 10::TINYINT)::TINYINT END AS tenths FROM read"
)
# a member's own hashes are no contact of theirs, whatever others say
ROWS = """
    SELECT * EXCLUDE (mails) FROM held WHERE {}coalesce(list_contains(mails, contact), false)
    AND (member, contact) NOT IN (FROM (SELECT (member, unnest(keys)::UUID) FROM told))"""
TABLES = {
    "said": ("FROM told", "member"),
    "ties": (ROWS.format("NOT "), "organisation, member"),
    "loose": (ROWS.format(""), "organisation, member"),
    "pairs": (
        f"SELECT DISTINCT member, contact, unnest(mails) AS mail FROM held UNION {CALLED_OTHERWISE}",
        "contact, mail, member",
    ),
}
"""The rows of new sheets, and their order. `said`: of the members. `ties`: who is known by profile. `loose`:
who is by an address, so that other sheets say who it is. `pairs`: as `PAIRS`, and whose sheet says so."""
REACH = "SELECT DISTINCT member, organisation FROM ties WHERE organisation IS NOT NULL ORDER BY ALL"
IDS = """
    SELECT contact FROM held UNION SELECT unnest(keys)::UUID FROM told
    UNION SELECT contact FROM (FROM old.ties UNION ALL FROM old.loose) ANTI JOIN kept USING (member)
    UNION SELECT unnest(keys)::UUID FROM (FROM old.said ANTI JOIN kept USING (member))"""
PAIRS = "SELECT DISTINCT contact, mail FROM old.pairs ANTI JOIN kept USING (member)"


class File(NamedTuple):
    """A file as it was when a part was made of it.

    Attributes
    ----------
    name, stamp
        What it is called, and by what a change is seen; "" where one might not be.
    expires
        The last day of the sheet; None where it is none.
    why
        Why it is left out; None where it is not.
    """

    name: str
    stamp: str
    expires: dt.date | None = None
    why: str | None = None

    def counts(self, day: dt.date) -> bool:
        """Tell whether it is a sheet that holds on a day."""
        return self.why is None and self.expires is not None and self.expires >= day


class Kept(NamedTuple):
    """What stays of a part as it was: its file, and the members whose rows do."""

    path: Path
    members: Sequence[int]


class Touched(NamedTuple):
    """Whom sheets that changed know, before or after, and by which addresses they did before, as tables."""

    ids: pa.Table
    pairs: pa.Table


def write_part(
    path: Path,
    sheets: Sequence[Sheet],
    files: Sequence[File],
    words: dict[str, int],
    *,
    made: Made,
    kept: Kept | None = None,
) -> Touched | None:
    """Write what some sheets say; return whom those touch that changed, or None where all of them are new.

    Parameters
    ----------
    path
        A file that is not there yet.
    sheets
        Those that count and are to be read.
    files
        All files of the part.
    words
        The number of each word; those that are new here get one.
    made
        From what it is made.
    kept
        What stays of the part as it was.
    """
    with connected(path) as connection:
        why = _hold(connection, sheets, words)
        _keep(connection, kept)
        for name, (rows_of, order) in TABLES.items():
            old = f" UNION ALL FROM old.{name} SEMI JOIN kept USING (member)" if kept else ""
            connection.execute(f"CREATE TABLE {name} AS FROM ({rows_of}{old}) ORDER BY {order}")
        connection.execute(f"CREATE TABLE reach AS {REACH}")
        _write_words(connection, words)
        _write_files(connection, [each._replace(why=why.get(each.name, each.why)) for each in files])
        note(connection, made)
        return Touched(_arrow(connection, IDS), _arrow(connection, PAIRS)) if kept else None


def files_of(path: Path) -> tuple[dict[str, File], frozenset[int]]:
    """Return the files from which a part was made, under their names, and the members whose rows it has."""
    with connected(path, read_only=True) as connection:
        files = connection.sql("SELECT name, stamp, expires, why FROM files").fetchall()
        members = connection.sql("SELECT member FROM said").fetchall()
    return {name: File(name, *rest) for name, *rest in files}, frozenset(member for (member,) in members)


def _hold(
    connection: duckdb.DuckDBPyConnection, sheets: Sequence[Sheet], words: dict[str, int]
) -> dict[str, str]:
    """Read sheets, and return what is wrong with those that are left out."""
    import pyarrow as pa

    why: dict[str, str] = {}
    sound: list[Sheet] = []
    rows = []
    for start in range(0, max(len(sheets), 1), AT_ONCE):
        some = sound_rows(sheets[start : start + AT_ONCE])
        rows.append(_numbered(some.rows, words))
        sound += some.sheets
        why |= some.left_out
    connection.register("read", pa.concat_tables(rows))
    connection.execute(f"CREATE TEMP VIEW held AS {HELD}")
    _tell(connection, sound)
    return why


def _keep(connection: duckdb.DuckDBPyConnection, kept: Kept | None) -> None:
    import pyarrow as pa

    if kept:
        attach_as(connection, kept.path, "old")
        connection.register("listed_kept", pa.table({"member": pa.array(kept.members, pa.uint64())}))
        connection.execute("CREATE TEMP TABLE kept AS FROM listed_kept")


def _tell(connection: duckdb.DuckDBPyConnection, sheets: Sequence[Sheet]) -> None:
    import pyarrow as pa

    kinds = (pa.uint64(), pa.list_(pa.string()), pa.string(), pa.string(), pa.bool_())
    rows = [
        (int(sheet.member, 16), list(sheet.keys), sheet.alias, sheet.ask, sheet.named_as_broker)
        for sheet in sheets
    ]
    columns = zip(*rows, strict=True) if rows else [()] * len(SAID)
    arrays = [pa.array(values, kind) for values, kind in zip(columns, kinds, strict=True)]
    kinds_of = ", ".join(f"{name} {kind}" for name, kind in SAID.items())
    connection.execute(f"CREATE TEMP TABLE told ({kinds_of})")
    connection.register("listed_told", pa.table(dict(zip(SAID, arrays, strict=True))))
    connection.execute("INSERT INTO told FROM listed_told")


def _write_files(connection: duckdb.DuckDBPyConnection, files: Sequence[File]) -> None:
    import pyarrow as pa

    kinds = (pa.string(), pa.string(), pa.date32(), pa.string())
    columns = zip(*files, strict=True) if files else [()] * len(File._fields)
    arrays = [pa.array(values, kind) for values, kind in zip(columns, kinds, strict=True)]
    connection.register("listed_files", pa.table(dict(zip(File._fields, arrays, strict=True))))
    connection.execute("CREATE TABLE files AS FROM listed_files")


def _arrow(connection: duckdb.DuckDBPyConnection, query: str) -> pa.Table:
    return connection.sql(f"SELECT COLUMNS(*)::VARCHAR FROM ({query})").to_arrow_table()


def _write_words(connection: duckdb.DuckDBPyConnection, words: dict[str, int]) -> None:
    import pyarrow as pa

    listed = pa.table({"code": pa.array(words.values(), pa.uint32()), "word": pa.array(words, pa.string())})
    connection.register("listed", listed)
    used = " UNION ".join(f"SELECT {word} FROM {table}" for word in WORDS for table in ("ties", "loose"))
    connection.execute(
        f"CREATE TABLE words AS SELECT code::{WORD} AS code, word FROM listed "
        f"WHERE code IN ({used}) ORDER BY code"
    )


def _numbered(rows: pa.Table, words: dict[str, int]) -> pa.Table:
    for name in WORDS:
        place = rows.schema.get_field_index(name)
        rows = rows.set_column(place, name, _codes(rows[name], words))
    return rows


def _codes(column: pa.ChunkedArray, words: dict[str, int]) -> pa.ChunkedArray:
    import pyarrow as pa

    whole = column.unify_dictionaries()
    if not whole.num_chunks:
        return pa.chunked_array([], pa.uint32())
    found = whole.chunk(0).dictionary.to_pylist()
    after = max(words.values(), default=-1) + 1
    for word in found:
        if word not in words:
            words[word], after = after, after + 1
    codes = pa.array([words[word] for word in found], pa.uint32())
    return pa.chunked_array([codes.take(chunk.indices) for chunk in whole.chunks], pa.uint32())

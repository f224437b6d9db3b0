"""A part of the index: what some of the sheets say, checked, and worked out of them alone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from weaklib.pool.engine.attached import KINDS, MEMBER, WORD, Made, connected, note
from weaklib.pool.engine.tables import WORDS
from weaklib.pool.sheet import Sheet
from weaklib.pool.sheet_checks import checked_rows

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

AT_ONCE = 500
"""How many sheets are in memory."""
SAID = ("member", "keys", "alias", "ask", "named_as_broker")
CALLED = "SELECT unnest(keys)::UUID AS mail, keys[1]::UUID AS contact FROM said"
HELD = (
    f"SELECT member, contact::UUID AS contact, mails::UUID[] AS mails, {', '.join(WORDS)}, "
    f"ask::{KINDS['ask']} AS ask, "
    "CASE WHEN isnan(strength) THEN NULL ELSE round(strength * 10::TINYINT)::TINYINT END AS tenths FROM read"
)
# a member's own hashes are no contact of theirs, whatever others say
ROWS = """
    SELECT * EXCLUDE (mails) FROM held WHERE {}coalesce(list_contains(mails, contact), false)
    AND (member, contact) NOT IN (FROM (SELECT (member, unnest(keys)::UUID) FROM said))
    ORDER BY organisation, member"""
TABLES = {
    "ties": ROWS.format("NOT "),
    "loose": ROWS.format(""),
    "reach": "SELECT DISTINCT member, organisation FROM ties WHERE organisation IS NOT NULL ORDER BY ALL",
    "pairs": f"SELECT DISTINCT contact, unnest(mails) AS mail FROM held UNION "
    f"SELECT contact, mail FROM ({CALLED}) WHERE contact <> mail ORDER BY ALL",
}
"""`ties`: who is known by profile. `loose`: who is by an address, so that other sheets say who it is. `reach`
and `pairs`: as `REACH` and `PAIRS`, of these sheets."""


def write_part(path: Path, sheets: Sequence[Sheet], words: dict[str, int], made: Made) -> None:
    """Write what some sheets say.

    Parameters
    ----------
    path
        A file that is not there yet.
    sheets
        Those that count.
    words
        The number of each word; those that are new here get one.
    made
        From what it is made.

    Raises
    ------
    InputError
        If a row holds what a sheet never does.
    """
    with connected(path) as connection:
        _write_said(connection, sheets)
        for start in range(0, max(len(sheets), 1), AT_ONCE):
            some = sheets[start : start + AT_ONCE]
            connection.register("read", _numbered(checked_rows(some), words))
            into = "INSERT INTO held" if start else "CREATE TEMP TABLE held AS"
            connection.execute(f"{into} {HELD}")
        for name, rows_of in TABLES.items():
            connection.execute(f"CREATE TABLE {name} AS {rows_of}")
        _write_words(connection, words)
        note(connection, made)


def _write_said(connection: duckdb.DuckDBPyConnection, sheets: Sequence[Sheet]) -> None:
    connection.execute(
        f"CREATE TABLE said (member {MEMBER}, keys VARCHAR[], alias VARCHAR, ask VARCHAR, "
        "named_as_broker BOOLEAN)"
    )
    import pyarrow as pa

    kinds = (pa.uint64(), pa.list_(pa.string()), pa.string(), pa.string(), pa.bool_())
    told = [
        (int(sheet.member, 16), list(sheet.keys), sheet.alias, sheet.ask, sheet.named_as_broker)
        for sheet in sheets
    ]
    columns = zip(*told, strict=True) if told else [()] * len(SAID)
    arrays = [pa.array(values, kind) for values, kind in zip(columns, kinds, strict=True)]
    connection.register("told", pa.table(dict(zip(SAID, arrays, strict=True))))
    connection.execute("INSERT INTO said SELECT * FROM told ORDER BY member")


def _write_words(connection: duckdb.DuckDBPyConnection, words: dict[str, int]) -> None:
    import pyarrow as pa

    listed = pa.table({"code": pa.array(words.values(), pa.uint32()), "word": pa.array(words, pa.string())})
    connection.register("listed", listed)
    used = " UNION ".join(f"SELECT {word} FROM held" for word in WORDS)
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

"""DuckDB answers: in this process, from the index beside the sheets, with nothing to start."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from weaklib.pool.engine.asking import Engine
from weaklib.pool.engine.attached import KINDS, MEMBER, WORD
from weaklib.pool.engine.index import index_of
from weaklib.pool.engine.tables import ASKED, ASKER, Table
from weaklib.pool.manifest import Manifest

if TYPE_CHECKING:
    import duckdb


def open_duckdb(folder: Path, manifest: Manifest, *, as_of: dt.date) -> tuple[pd.DataFrame, Engine]:
    """Return the members of a pool whose sheets count, and DuckDB over it.

    Parameters
    ----------
    folder, manifest
        The pool, and what it says of itself.
    as_of
        The day.

    Raises
    ------
    InputError, OutputError, BusyError
        As `index_of` does.
    """
    with ExitStack() as opening:
        connection = opening.enter_context(index_of(folder, manifest, as_of=as_of))
        opened = opening.pop_all()
    for table in (ASKER, *ASKED.values()):
        (column,) = table.columns
        connection.execute(f"CREATE TEMP TABLE {table.get_name()} ({column} {KINDS[column]})")
    words = dict(connection.sql("SELECT code, word FROM words").fetchall())
    codes = {word: code for code, word in words.items()}
    texts: dict[str, Callable[[Any], str | None]] = {
        MEMBER: lambda number: None if number is None else f"{number:016x}",
        WORD: words.get,
    }

    def put(table: Table, values: Sequence[str]) -> None:
        name, (column,) = table.get_name(), table.columns
        # a word that no sheet has finds nothing
        numbers = [codes.get(value) if KINDS[column] == WORD else int(value, 16) for value in values]
        connection.execute(f"DELETE FROM {name}")
        connection.execute(f"INSERT INTO {name} SELECT unnest(?::{KINDS[column]}[])", [numbers])

    def run(sql: str) -> Sequence[Sequence[Any]]:
        answer = connection.execute(sql)
        rows: list[tuple[Any, ...]] = answer.fetchall()
        told = [texts.get(str(kind)) for _, kind, *_ in answer.description or ()]
        if not rows or not any(told):
            return rows
        columns = zip(*rows, strict=True)
        plain = [map(text, column) if text else column for text, column in zip(told, columns, strict=True)]
        return list(zip(*plain, strict=True))

    return _members(connection, texts[MEMBER]), Engine("duckdb", run, put, opened.close)


def _members(connection: duckdb.DuckDBPyConnection, called: Callable[[Any], str | None]) -> pd.DataFrame:
    members: pd.DataFrame = connection.sql("SELECT * FROM members_said ORDER BY member").df()
    members["member"] = [called(number) for number in members["member"]]
    return members.astype({"member": "str", "alias": "str", "ask": "str"}).set_index("member")

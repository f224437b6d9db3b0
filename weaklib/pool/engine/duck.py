"""DuckDB answers: in this process, from the index beside the sheets, with nothing to start."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from weaklib.book import BusyError
from weaklib.pool.engine.asking import Engine
from weaklib.pool.engine.attached import KINDS, MEMBER, WORD
from weaklib.pool.engine.index import index_of
from weaklib.pool.engine.making import throw_away
from weaklib.pool.engine.tables import ASKED, ASKER, Table
from weaklib.pool.footers import INDEX, Tell
from weaklib.pool.manifest import Manifest


def open_duckdb(
    folder: Path, manifest: Manifest, *, as_of: dt.date, tell: Tell | None = None
) -> tuple[pd.DataFrame, Engine, tuple[str, ...]]:
    """Return the members of a pool whose sheets count, DuckDB over it, and what is wrong with other files.

    Parameters
    ----------
    folder, manifest
        The pool, and what it says of itself.
    as_of
        The day.
    tell
        Is told how far it is, where it takes long.

    Raises
    ------
    InputError, OutputError, BusyError
        As `index_of` does.
    """
    with ExitStack() as opening:
        connection = opening.enter_context(index_of(folder, manifest, as_of=as_of, tell=tell))
        opened = opening.pop_all()
    for table in (ASKER, *ASKED.values()):
        (column,) = table.columns
        connection.execute(f"CREATE TEMP TABLE {table.get_name()} ({column} {KINDS[column]})")
    with _whole(folder):
        words = dict(connection.sql("SELECT code, word FROM words").fetchall())
        left_out = connection.sql("SELECT why FROM left_out ORDER BY name").fetchall()
        members = _members(connection)
    codes = {word: code for code, word in words.items()}
    texts: dict[str, Callable[[Any], str | None]] = {
        MEMBER: _called,
        WORD: words.get,
    }

    def put(table: Table, values: Sequence[str]) -> None:
        name, (column,) = table.get_name(), table.columns
        # a word that no sheet has finds nothing
        numbers = [codes.get(value) if KINDS[column] == WORD else int(value, 16) for value in values]
        connection.execute(f"DELETE FROM {name}")
        connection.execute(f"INSERT INTO {name} SELECT unnest(?::{KINDS[column]}[])", [numbers])

    def run(sql: str) -> Sequence[Sequence[Any]]:
        with _whole(folder):
            answer = connection.execute(sql)
            rows: list[tuple[Any, ...]] = answer.fetchall()
        told = [texts.get(str(kind)) for _, kind, *_ in answer.description or ()]
        if not rows or not any(told):
            return rows
        columns = zip(*rows, strict=True)
        plain = [map(text, column) if text else column for text, column in zip(told, columns, strict=True)]
        return list(zip(*plain, strict=True))

    engine = Engine("duckdb", run, put, opened.close)
    return members, engine, tuple(why for (why,) in left_out)


@contextmanager
def _whole(folder: Path) -> Iterator[None]:
    """Throw away what is kept of a pool where some of it is damaged, as its sums tell."""
    try:
        yield
    except duckdb.IOException as error:
        throw_away(folder / INDEX)
        msg = f"What was kept of the pool in {folder} is damaged, and will be made anew; ask again."
        raise BusyError(msg) from error


def _members(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    members: pd.DataFrame = connection.sql("SELECT * FROM members_said ORDER BY member").df()
    members["member"] = [_called(number) for number in members["member"]]
    return members.astype({"member": "str", "alias": "str", "ask": "str"}).set_index("member")


def _called(number: int | None) -> str | None:
    return None if number is None else f"{number:016x}"

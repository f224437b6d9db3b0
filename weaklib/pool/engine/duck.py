"""DuckDB answers: in this process, from the index beside the sheets, with nothing to start."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import pandas as pd

from weaklib.pool.engine.asking import Engine
from weaklib.pool.engine.index import KINDS, connected, index_of
from weaklib.pool.engine.tables import ASKED, ASKER, Table
from weaklib.pool.manifest import Manifest


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
        connection = connected(opening.enter_context(index_of(folder, manifest, as_of=as_of)))
        opening.callback(connection.close)
        opened = opening.pop_all()
    for table in (ASKER, *ASKED.values()):
        (column,) = table.columns
        connection.execute(f"CREATE TEMP TABLE {table.get_name()} ({column} {KINDS[column]})")
    members = connection.sql("SELECT * FROM members_said ORDER BY member").df()

    def put(table: Table, values: Sequence[str]) -> None:
        name, (column,) = table.get_name(), table.columns
        connection.execute(f"DELETE FROM {name}")  # noqa: S608 - our own names
        # a value that nobody's sheet has is no value of the column, and finds nothing
        cast = f"TRY_CAST(v AS {KINDS[column]})"
        values_of = "(SELECT unnest(?::VARCHAR[]) AS v)"
        connection.execute(f"INSERT INTO {name} SELECT {cast} FROM {values_of}", [list(values)])  # noqa: S608

    return members.astype({"member": "str", "alias": "str", "ask": "str"}).set_index("member"), Engine(
        "duckdb", lambda sql: connection.execute(sql).fetchall(), put, opened.close
    )

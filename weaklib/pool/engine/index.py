"""What DuckDB answers from: files beside the sheets, worked out of them, and never older than they are.

Ten thousand small files take half a minute to look through; so what questions need is read and worked out
once, and kept in `<pool>/.index/`. A part of it holds for the very files that it was made from, by their
names, sizes and times, and on the days on which the same of them count; so does its head for all. What is of
a sheet that was withdrawn, was replaced or has expired is made anew, so that no row and no conclusion of it
stays.
"""

from __future__ import annotations

import datetime as dt
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb

from weaklib.book import BusyError, InputError, OutputError
from weaklib.pool.engine.attached import HEAD, answering, head_made, made_of
from weaklib.pool.engine.changes import Asked
from weaklib.pool.engine.making import alone, changed, make, throw_away
from weaklib.pool.folder import forget, part_name
from weaklib.pool.footers import INDEX, Listed, Tell, listed
from weaklib.pool.manifest import Manifest, read_manifest
from weaklib.pool.private import writing_to
from weaklib.pool.sheet import Sheet
from weaklib.sources.cache.private_files import is_private


@contextmanager
def index_of(
    folder: Path, manifest: Manifest, *, as_of: dt.date, tell: Tell | None = None
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield DuckDB over the index of a pool for a day; what is there of other sheets is made anew.

    Where none can be kept beside the sheets in privacy, on a share that is read-only or another's, it is made
    for this once.

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
    InputError
        If two sheets are of one member.
    OutputError, BusyError
        If it cannot be written, or the pool changed while it was.
    """
    asked = Asked(folder, manifest, as_of, tell)
    if _is_own(folder / INDEX):
        with _opened(folder / INDEX, asked) as connection:
            yield connection
        return
    with (
        tempfile.TemporaryDirectory(prefix="weaklib-pool-", ignore_cleanup_errors=True) as place,
        _opened(Path(place), asked) as connection,
    ):
        yield connection


def forget_at_once(
    folder: Path, sheets: Sequence[Sheet], *, as_of: dt.date, tell: Tell | None = None
) -> None:
    """Take sheets out of what is kept: by what follows from them, else with all that they had a part in.

    Parameters
    ----------
    folder
        The pool, where their files are gone, or others.
    sheets
        Those that were there.
    as_of
        The day for which it is kept.
    tell
        Is told how far it is.
    """
    index, asked = folder / INDEX, Asked(folder, read_manifest(folder), as_of, tell)
    if index.is_dir() and _is_own(index):
        # held, since who is making it just now may have read what is gone by now
        with suppress(InputError, OutputError, BusyError), _working_in(index), alone(index):
            if not (index / HEAD).is_file() or make(index, asked, few_alone=True) is None:
                forget(folder, sheets)
            return
    forget(folder, sheets)


def _is_own(folder: Path) -> bool:
    """Tell whether an index is safe in a folder: whoever can write it can answer in the pool's name."""
    with suppress(OSError):
        folder.mkdir(mode=0o700, exist_ok=True)
    return is_private(folder) and os.access(folder, os.W_OK)


@contextmanager
def _opened(index: Path, asked: Asked) -> Iterator[duckdb.DuckDBPyConnection]:
    with _working_in(index):
        files: Sequence[Listed] = listed(asked.folder)
        head = head_made(index / HEAD)
        if not (head and head[0].steady and asked.is_made(head[0], files)):
            with alone(index):
                files = _made_whole(index, asked)
    with _attached(index, files, asked) as connection:
        yield connection


def _made_whole(index: Path, asked: Asked) -> Sequence[Listed]:
    """Make an index; where what is there of it is damaged, all of it anew."""
    try:
        return make(index, asked) or ()
    except duckdb.Error:
        throw_away(index)
        return make(index, asked) or ()


def _attached(index: Path, files: Sequence[Listed], asked: Asked) -> duckdb.DuckDBPyConnection:
    """Return DuckDB over an index, once it is sure that nobody made a part of it anew meanwhile."""
    head = head_made(index / HEAD)
    names = [part_name(number, len(head[1])) for number in range(len(head[1]))] if head else []
    try:
        connection = answering(index, names)
        there = connection.sql("SELECT number, this FROM parts_there ORDER BY number").fetchall()
        wanted = connection.sql("SELECT number, this FROM made_of ORDER BY number").fetchall()
        made = made_of(connection, "head")
    except duckdb.Error as error:
        if all((index / name).is_file() for name in (HEAD, *names)):  # so it is damaged
            throw_away(index)
        raise changed(asked) from error
    if there != wanted or not asked.is_made(made, files):
        connection.close()
        raise changed(asked)
    return connection


@contextmanager
def _working_in(folder: Path) -> Iterator[None]:
    try:
        with writing_to(folder):
            yield
    except duckdb.Error as error:
        why = str(error).splitlines()[0][:160]
        msg = (
            f"What questions need could not be kept in {folder} ({why}); free some room there, and ask again."
        )
        raise OutputError(msg) from error

"""What DuckDB answers from: files beside the sheets, worked out of them, and never older than they are.

Ten thousand small files take half a minute to look through; so what questions need is read and worked out
once, and kept in `<pool>/.index/`. A part of it holds for the very files that it was made from, by their
names, sizes and times, and on the days on which the same of them count; so does its head for all. What is of
a sheet that was withdrawn, was replaced or has expired is made anew, so that no row and no conclusion of it
stays.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

import duckdb
from filelock import FileLock

from weaklib.book import BusyError, OutputError
from weaklib.pool.engine.attached import HEAD, Made, answering, connected, words_of
from weaklib.pool.engine.head import write_head
from weaklib.pool.engine.parts import write_part
from weaklib.pool.folder import INDEX, every_sheet, part_name, part_of
from weaklib.pool.folder import SHEETS as FOLDER
from weaklib.pool.manifest import Manifest
from weaklib.pool.private import writing_to
from weaklib.sources.cache.private_files import is_private

FORM = 4
"""Counts up whenever what is kept changes its form."""
BUILDING = "building-"
SHEETS_A_PART, MOST_PARTS = 500, 32
"""Few sheets a part are soon made anew when one of them changed; each part costs a question a millisecond."""
Listed = tuple[Path, int, int, int]


class Asked(NamedTuple):
    """Of which pool an index is wanted, and for which day."""

    folder: Path
    manifest: Manifest
    as_of: dt.date

    def about(self, listed: Sequence[Listed]) -> tuple[int, str, str, str]:
        """Return what a file that was made of such sheets says of itself, but for the days."""
        seen = [(path.name, *rest) for path, *rest in listed]
        digest = hashlib.sha256(repr(seen).encode()).hexdigest()
        return FORM, self.manifest.pool, self.manifest.fingerprint, digest


@contextmanager
def index_of(folder: Path, manifest: Manifest, *, as_of: dt.date) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield DuckDB over the index of a pool for a day; what is there of other sheets is made anew.

    Where none can be kept beside the sheets in privacy, on a share that is read-only or another's, it is made
    for this once.

    Raises
    ------
    InputError
        If a file among the sheets is none of this pool.
    OutputError, BusyError
        If it cannot be written, or the pool changed while it was.
    """
    asked = Asked(folder, manifest, as_of)
    if _is_own(folder / INDEX):
        with _opened(folder / INDEX, asked) as connection:
            yield connection
        return
    with (
        tempfile.TemporaryDirectory(prefix="weaklib-pool-", ignore_cleanup_errors=True) as place,
        _opened(Path(place), asked) as connection,
    ):
        yield connection


def _is_own(folder: Path) -> bool:
    """Tell whether an index is safe in a folder: whoever can write it can answer in the pool's name."""
    with suppress(OSError):
        folder.mkdir(mode=0o700, exist_ok=True)
    return is_private(folder) and os.access(folder, os.W_OK)


@contextmanager
def _opened(index: Path, asked: Asked) -> Iterator[duckdb.DuckDBPyConnection]:
    with _working_in(index):
        listed = _listed(asked.folder)
        if not _holds(index / HEAD, listed, asked):
            with _alone(index):
                listed = _listed(asked.folder)
                if not _holds(index / HEAD, listed, asked):
                    _make(index, listed, asked)
    with _attached(index, _by_part(listed), asked) as connection:
        yield connection


def _attached(index: Path, parts: dict[str, list[Listed]], asked: Asked) -> duckdb.DuckDBPyConnection:
    """Return DuckDB over an index, once it is sure that nobody made a part of it anew meanwhile."""
    try:
        connection = answering(index, parts)
        made = connection.sql("SELECT sheets FROM parts_made ORDER BY part").fetchall()
    except duckdb.Error as error:
        raise _changed(asked) from error
    if made != [(asked.about(listed)[-1],) for listed in parts.values()]:
        connection.close()
        raise _changed(asked)
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


def _listed(folder: Path) -> list[Listed]:
    """Return the sheets, and by what a change of one is seen, without opening it."""
    paths = sorted((folder / FOLDER).glob("*.parquet"))
    return [(path, at.st_size, at.st_mtime_ns, at.st_ctime_ns) for path in paths for at in [path.stat()]]


def _by_part(listed: Sequence[Listed]) -> dict[str, list[Listed]]:
    """Return the sheets of each part under its name; neighbours by name lie in one."""
    count = min(-(-len(listed) // SHEETS_A_PART) or 1, MOST_PARTS)
    parts: dict[str, list[Listed]] = {part_name(number, count): [] for number in range(count)}
    for each in listed:
        parts[part_name(part_of(each[0].stem, count), count)].append(each)
    return parts


def _holds(path: Path, listed: Sequence[Listed], asked: Asked) -> bool:
    """Tell whether a file of the index is of these sheets as they are, and of those that count on the day."""
    made = _made(path)
    return made is not None and made[:4] == asked.about(listed) and made.since <= asked.as_of <= made.until


def _made(path: Path) -> Made | None:
    if not path.is_file():
        return None
    with suppress(duckdb.Error, TypeError, IndexError), connected(path, read_only=True) as connection:
        return Made(*connection.sql("SELECT * FROM made").fetchall()[0])
    return None


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the folder, and clear away what a killed run left in it."""
    with FileLock(folder / ".lock", mode=0o600):
        for torn in folder.glob(f"{BUILDING}*"):
            shutil.rmtree(torn, ignore_errors=True)
        yield


def _make(index: Path, listed: Sequence[Listed], asked: Asked) -> None:
    parts = _by_part(listed)
    for path in index.glob("*.duckdb"):
        if path.name not in parts:
            path.unlink()
    stale = [name for name, of in parts.items() if not _holds(index / name, of, asked)]
    words = words_of(index / name for name in parts if name not in stale)
    days = [_make_part(index / name, parts[name], words, asked) for name in stale]
    days += [made for name in parts if name not in stale and (made := _made(index / name))]
    made = Made(*asked.about(listed), max(day.since for day in days), min(day.until for day in days))
    with _building(index / HEAD, asked) as path:
        if not write_head(path, [index / name for name in parts], made):
            every_sheet(asked.folder)  # which says of whom there are two
            path.unlink()


def _make_part(path: Path, listed: Sequence[Listed], words: dict[str, int], asked: Asked) -> Made:
    day = asked.as_of
    sheets = every_sheet(asked.folder, [each[0] for each in listed])
    current = [sheet for sheet in sheets if sheet.expires >= day]
    gone = [sheet.expires for sheet in sheets if sheet.expires < day]
    since = max(gone) + dt.timedelta(days=1) if gone else dt.date.min
    until = min((sheet.expires for sheet in current), default=dt.date.max)
    made = Made(*asked.about(listed), since, until)
    with _building(path, asked) as whole:
        write_part(whole, current, words, made)
    return made


@contextmanager
def _building(path: Path, asked: Asked) -> Iterator[Path]:
    """Yield where to write a file of the index, which takes its place when it is whole."""
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=BUILDING, ignore_cleanup_errors=True) as place:
        whole = Path(place, path.name)
        yield whole
        if not whole.is_file():
            raise _changed(asked)
        whole.chmod(0o600)
        whole.replace(path)


def _changed(asked: Asked) -> BusyError:
    return BusyError(f"The pool in {asked.folder} changed while it was read; ask again.")

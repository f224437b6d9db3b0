"""The folder of a pool: made once, a sheet a member, and no trace of one that is taken out."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, NamedTuple

from weaklib.book import InputError
from weaklib.pool.footers import INDEX, REMEMBERED, SHEETS, Tell, check_once, forget_footers, look_through
from weaklib.pool.key import OWN_LETTERS, Key, fingerprint, new_key, write_key
from weaklib.pool.manifest import LEAST, NAME, SCHEMA, Manifest, new_id, read_manifest, write_manifest
from weaklib.pool.private import private_folder, write_private, writing_to
from weaklib.pool.sheet import Sheet
from weaklib.pool.sheet_checks import check_days, check_rows, open_sheet

Forgetting = Callable[[Path, Sequence[Sheet]], None]
PART = re.compile(r"part-\d{1,3}-of-(?P<of>\d{1,3})\.duckdb")


class Added(NamedTuple):
    """A sheet that is now in a pool, and those of the same member whose place it took."""

    sheet: Sheet
    replaced: tuple[Sheet, ...]


def new_pool(
    folder: Path, data: Path, *, name: str, created: dt.date, k: int = LEAST, key: Key | None = None
) -> tuple[Manifest, Key]:
    """Make an empty pool, and its key, which stays on this machine until it is handed over.

    Parameters
    ----------
    folder
        The pool's, made with mode 700.
    data
        The exports of whoever runs it, where the key is kept.
    name
        What people call it.
    created
        The day.
    k
        The least group of which a number is told.
    key
        For an example that is the same everywhere; by default one that nobody can guess.

    Raises
    ------
    InputError
        If there is a pool already, or the name is none.
    """
    if (folder / NAME).exists():
        msg = f"{folder} is a pool already ({read_manifest(folder).name!r}); name another folder."
        raise InputError(msg)
    called = " ".join(name.split())
    if not (0 < len(called) <= 80 and called.isprintable()):
        msg = f"The pool's name is {name[:40]!r}; give it one of 1 to 80 letters."
        raise InputError(msg)
    own = key or new_key(new_id(called))
    says = {"name": called, "pool": own.pool, "schema": SCHEMA, "k": k, "created": created}
    manifest = Manifest.model_validate({**says, "fingerprint": fingerprint(own)})
    private_folder(private_folder(folder) / SHEETS)
    write_key(data, own)
    write_manifest(folder, manifest)
    return manifest, own


def every_sheet(folder: Path, *, tell: Tell | None = None) -> tuple[Sheet, ...]:
    """Return all sheets of a pool by what they say, expired ones too, in the order of their members.

    A file that is no sheet of the pool is left out; `look_through` says what is wrong with it.

    Parameters
    ----------
    folder
        The pool.
    tell
        Is told how far it is, where there are many.

    Raises
    ------
    InputError
        If the folder is no pool.
    """
    return look_through(folder, read_manifest(folder), tell=tell).sheets


def current_sheets(folder: Path, *, as_of: dt.date) -> tuple[Sheet, ...]:
    """Return the sheets of a pool that count on a day, in the order of their members.

    Parameters
    ----------
    folder
        The pool.
    as_of
        The day; a sheet counts to its last day, inclusive.

    Raises
    ------
    InputError
        If the folder is no pool, or two sheets in it are of one member.
    """
    sheets = every_sheet(folder)
    check_once(sheets)
    return tuple(sheet for sheet in sheets if sheet.expires >= as_of)


def own_sheet(folder: Path, hashes: tuple[str, ...], *, as_of: dt.date) -> Sheet | None:
    """Return a member's own sheet, where it counts on a day; no other is looked at.

    Parameters
    ----------
    folder
        The pool.
    hashes
        By which the member is known: newer exports may know a profile where the sheet was called otherwise.
    as_of
        The day.

    Raises
    ------
    InputError
        If the folder is no pool, or the file no sheet of it.
    """
    manifest = read_manifest(folder)
    paths = (folder / SHEETS / f"{each[:OWN_LETTERS]}.parquet" for each in hashes)
    sheets = (open_sheet(path, manifest) for path in paths if path.exists())
    return next((sheet for sheet in sheets if sheet.expires >= as_of), None)


def add(
    path: Path,
    folder: Path,
    *,
    as_of: dt.date,
    forgetting: Forgetting | None = None,
    tell: Tell | None = None,
) -> Added:
    """Put a member's sheet into a pool, in the place of an older one of theirs.

    Parameters
    ----------
    path
        The sheet, as it was handed over; it stays where it is.
    folder
        The pool.
    as_of
        Today.
    forgetting
        Takes what was computed from sheets out of what is kept; by default `forget`.
    tell
        Is told how far it is, where there are many sheets.

    Raises
    ------
    InputError
        If it is no sheet of this pool, has expired, holds what a sheet never does, or is older than the one
        that is there.
    OutputError
        If it cannot be written.
    """
    sheet = open_sheet(path, read_manifest(folder))
    check_days(sheet, as_of)
    check_rows(sheet)
    held = [other for other in every_sheet(folder, tell=tell) if not set(other.keys).isdisjoint(sheet.keys)]
    newer = next((other for other in held if other.written > sheet.written), None)
    if newer is not None:
        msg = (
            f"{path} is older (written on {sheet.written}) than the sheet of the same member that is there "
            f"({newer.written}); nothing was changed."
        )
        raise InputError(msg)
    place = folder / SHEETS / f"{sheet.member}.parquet"
    was_there = place.exists()
    write_private(place, _copied(path))
    for other in held:
        if other.path != place:
            _remove(other.path)
    if held or was_there:  # what is not known yet needs not be forgotten
        (forgetting or forget)(folder, (sheet, *held))
    return Added(replace(sheet, path=place), tuple(held))


def withdraw(
    folder: Path,
    is_meant: Callable[[Sheet], bool],
    *,
    forgetting: Forgetting | None = None,
    tell: Tell | None = None,
) -> tuple[Sheet, ...]:
    """Take sheets out of a pool, with all that was computed from them, and return which they were.

    Parameters
    ----------
    folder
        The pool.
    is_meant
        Tells which sheets go.
    forgetting
        Takes what was computed from them out of what is kept; by default `forget`.
    tell
        Is told how far it is, where there are many.

    Raises
    ------
    InputError
        If the folder is no pool.
    OutputError
        If a file cannot be removed.
    """
    gone = tuple(sheet for sheet in every_sheet(folder, tell=tell) if is_meant(sheet))
    for sheet in gone:
        _remove(sheet.path)
    # though there be none: of one that was removed when a run was killed something may be left
    (forgetting or forget)(folder, gone)
    return gone


def forget(folder: Path, sheets: Sequence[Sheet]) -> None:
    """Remove what was computed from sheets of a pool; what is of other sheets alone stays."""
    index = folder / INDEX
    with writing_to(index):
        for path in index.iterdir() if index.is_dir() else ():
            if path.is_dir():
                shutil.rmtree(path)
            elif path.name == REMEMBERED:
                forget_footers(path, [sheet.path.name for sheet in sheets])
            elif not (named := PART.fullmatch(path.name)) or any(
                path.name == part_name(part_of(sheet.member, int(named["of"])), int(named["of"]))
                for sheet in sheets
            ):
                path.unlink(missing_ok=True)
        if index.is_dir() and not any(index.iterdir()):
            index.rmdir()


def part_name(number: int, of: int) -> str:
    """Return what a part of the index is called, which holds what some of the sheets alone say."""
    return f"part-{number}-of-{of}.duckdb"


def part_of(member: str, of: int) -> int:
    """Return the number of the part in which a member's sheet is, of so many."""
    try:
        return int(member[:4], 16) * of >> 16
    except ValueError:  # no sheet is called so, as its part will tell
        return 0


def _copied(path: Path) -> Callable[[BinaryIO], object]:
    def copy(stream: BinaryIO) -> None:
        with path.open("rb") as source:
            shutil.copyfileobj(source, stream)

    return copy


def _remove(path: Path) -> None:
    with writing_to(path):
        path.unlink(missing_ok=True)

"""What changed in a pool since its index was made: which parts are to be made anew, and of which sheets."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from weaklib.book import InputError
from weaklib.pool.engine.attached import Made
from weaklib.pool.engine.parts import File, files_of
from weaklib.pool.folder import PART, part_name, part_of
from weaklib.pool.footers import Held, Listed, Tell, look
from weaklib.pool.manifest import Manifest
from weaklib.pool.sheet import Sheet

FORM = 5
"""Counts up whenever what is kept changes its form."""
SHEETS_A_PART, MOST_PARTS = 500, 32
"""Few sheets a part are soon made anew when one of them changed; each part costs a question a millisecond."""


class Asked(NamedTuple):
    """Of which pool an index is wanted, for which day, and whom to tell how far it is."""

    folder: Path
    manifest: Manifest
    as_of: dt.date
    tell: Tell | None = None

    @property
    def about(self) -> tuple[int, str, str]:
        """Of which form and pool the index is."""
        return FORM, self.manifest.pool, self.manifest.fingerprint

    def tell_looked(self, done: int, total: int) -> None:
        """Tell how far it is with what sheets say of themselves: a tenth of the work."""
        if self.tell:
            self.tell("", done, 10 * total)

    def tell_read(self, done: int, total: int) -> None:
        """Tell how far it is with their rows: all but a tenth for what follows from them."""
        if self.tell:
            self.tell("", total + 8 * done, 10 * total)

    def is_made(self, made: Made | None, files: Sequence[Listed]) -> bool:
        """Tell whether something was made of these files as they are, and of those that count on the day."""
        return (
            made is not None
            and made.about == self.about
            and made.sheets == digest(files)
            and made.since <= self.as_of <= made.until
        )


class Change(NamedTuple):
    """What becomes of a part.

    Attributes
    ----------
    name
        What its file is called.
    made
        What it will say of itself.
    files
        From which files it is made, and what is wrong with some of them.
    new
        The sheets that count and are to be read.
    kept, gone
        The members whose rows stay, and how many others the part has as it is.
    """

    name: str
    made: Made
    files: list[File]
    new: list[Sheet]
    kept: list[int]
    gone: int


def token() -> str:
    """Return what no other file of an index has."""
    return secrets.token_hex(8)


def digest(files: Sequence[Listed]) -> str:
    """Return what tells some files, as they are, from any others."""
    return hashlib.sha256(repr([(each.path.name, each.stamp) for each in files]).encode()).hexdigest()


def by_part(index: Path, files: Sequence[Listed]) -> dict[str, list[Listed]]:
    """Return the files of each part under its name; neighbours by name lie in one.

    How many parts there are changes only when sheets have become many more or fewer, since then each part is
    another.
    """
    wanted = min(-(-len(files) // SHEETS_A_PART) or 1, MOST_PARTS)
    there = {int(named["of"]) for path in index.glob("part-*") if (named := PART.fullmatch(path.name))}
    count = there.pop() if len(there) == 1 else wanted
    if not wanted <= 2 * count <= 4 * wanted:
        count = wanted
    parts: dict[str, list[Listed]] = {part_name(number, count): [] for number in range(count)}
    for each in files:
        parts[part_name(part_of(each.path.stem, count), count)].append(each)
    return parts


def change_of(
    path: Path, files: Sequence[Listed], asked: Asked, *, is_there: bool, held: Held, now: int
) -> Change:
    """Return what becomes of a part; only files that it does not know as they are, are opened.

    Parameters
    ----------
    path, files
        The part, and the files that belong to it.
    asked
        Of which pool, and for which day.
    is_there
        Whether the part is there as it was once made.
    held
        What is remembered of sheets.
    now
        When files were listed, by the disk's own clock.
    """
    before, members = files_of(path) if is_there else ({}, frozenset())
    seen, new, kept = [], [], []
    for each in files:
        file = before.get(each.path.name)
        if file is None or file.stamp != str(each.stamp) or _counts_again(file, each, members, asked.as_of):
            file, sheet = _looked(each, asked, held, steady=each.steady(now))
            new += [sheet] if sheet and sheet.expires >= asked.as_of else []
        elif file.counts(asked.as_of):
            kept.append(int(each.path.stem, 16))
        seen += [file] if file else []
    made = _made(seen, files, asked, steady=all(each.steady(now) for each in files))
    return Change(path.name, made, seen, new, kept, len(members) - len(kept))


def _counts_again(file: File, each: Listed, members: frozenset[int], day: dt.date) -> bool:
    """Tell whether a sheet counts that did not on the day for which the part was made."""
    return file.counts(day) and int(each.path.stem, 16) not in members


def _looked(each: Listed, asked: Asked, held: Held, *, steady: bool) -> tuple[File | None, Sheet | None]:
    stamp = str(each.stamp) if steady else ""
    try:
        sheet = look(each, asked.manifest, held)
    except InputError as error:
        # what is gone meanwhile is not wrong
        told = File(each.path.name, stamp, why=str(error)) if os.path.lexists(each.path) else None
        return told, None
    return File(each.path.name, stamp, sheet.expires), sheet


def _made(seen: Sequence[File], files: Sequence[Listed], asked: Asked, *, steady: bool) -> Made:
    gone = [each.expires for each in seen if each.expires and each.expires < asked.as_of]
    since = max(gone) + dt.timedelta(days=1) if gone else dt.date.min
    current = [each.expires for each in seen if each.expires and each.counts(asked.as_of)]
    until = min(current, default=dt.date.max)
    return Made(*asked.about, digest(files), steady, since, until, token())

"""What sheets say of themselves, looked up once: remembered as long as their files stay as they are.

Ten thousand files take a second to open, and a twentieth of that to list. What was read of a file holds while
its size, its times and its number on the disk are the same; one that changed in the last moments before it
was listed is not remembered, as it could change once more within the same tick of the clock.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from weaklib.book import InputError
from weaklib.pool.manifest import Manifest
from weaklib.pool.sheet import Sheet
from weaklib.pool.sheet_checks import open_sheet
from weaklib.sources.cache.private_files import is_private, opened_privately, write_whole

SHEETS, INDEX = "sheets", ".index"
"""Where in a pool the sheets lie, and what was computed from them."""
REMEMBERED = "footers.json"
FORM = 1
WORTH_IT = 200
"""Fewer sheets than these are opened in no time."""
TICK, COARSE_TICK = 20_000_000, 2_000_000_000
"""Nanoseconds between two times that a disk tells apart, with room; and on disks that keep whole seconds."""
Stamp = tuple[int, ...]


class Listed(NamedTuple):
    """A file among the sheets, and by what a change of it is seen without opening it."""

    path: Path
    size: int
    written: int
    changed: int
    number: int

    @property
    def stamp(self) -> Stamp:
        """By what it is known again."""
        return self[1:]

    def steady(self, now: int) -> bool:
        """Tell whether it cannot change any more within the tick of its last change."""
        last = self.changed if os.name == "posix" else self.written
        return last + (TICK if self.written % 1_000_000_000 else COARSE_TICK) < now


class Looked(NamedTuple):
    """What is in a pool: the sheets, and what is wrong with other files, one sentence each."""

    sheets: tuple[Sheet, ...]
    left_out: tuple[str, ...]


Tell = Callable[[str, int, int], None]
Held = dict[str, tuple[Stamp, Sheet]]
"""What is remembered, under the names of files."""


def listed(folder: Path) -> list[Listed]:
    """Return the files among the sheets of a pool, in the order of their names."""
    with suppress(FileNotFoundError), os.scandir(folder / SHEETS) as entries:
        names = {entry.name: entry for entry in entries if entry.name.endswith(".parquet")}
        return [_listed(names[name]) for name in sorted(names)]
    return []


def disk_time(folder: Path) -> int:
    """Return what time it is for the disk, from a file that is gone at once."""
    with tempfile.TemporaryFile(dir=folder) as new:
        return os.fstat(new.fileno()).st_mtime_ns


def look(each: Listed, manifest: Manifest, held: Held) -> Sheet:
    """Return a sheet by what it says, from memory where it holds.

    Raises
    ------
    InputError
        If it is no sheet of the pool, or not called as its member is.
    """
    stamp, sheet = held.get(each.path.name, ((), None))
    if sheet is not None and stamp == each.stamp:
        return sheet
    sheet = open_sheet(each.path, manifest)
    if each.path.stem != sheet.member:
        msg = (
            f"{each.path} is not called as its member is ({sheet.member}.parquet); take it out, and put "
            "it in with `weaklib pool add`."
        )
        raise InputError(msg)
    held[each.path.name] = each.stamp, sheet
    return sheet


def look_through(folder: Path, manifest: Manifest, *, tell: Tell | None = None) -> Looked:
    """Return what is in a pool; what cannot be read stops nobody.

    Parameters
    ----------
    folder, manifest
        The pool, and what it says of itself.
    tell
        Is told how far it is, where there are many.
    """
    now, files = _now(folder), listed(folder)
    held = remembered(folder, manifest) if len(files) >= WORTH_IT else {}
    before = dict(held)
    sheets, left_out = [], []
    for number, each in enumerate(files, start=1):
        if tell and not number % WORTH_IT:
            tell("", number, len(files))
        try:
            sheets.append(look(each, manifest, held))
        except InputError as error:
            left_out.append(str(error))
    if len(files) >= WORTH_IT:
        remember(folder, manifest, held, before=before, files=files, now=now)
    return Looked(tuple(sheets), tuple(left_out))


def remembered(folder: Path, manifest: Manifest) -> Held:
    """Return what is remembered of a pool; nothing where others could have written it, or it is damaged."""
    path = folder / INDEX / REMEMBERED
    if not is_private(path.parent):
        return {}
    # whatever it is that json or a date says of a file that is not ours
    with suppress(OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        with opened_privately(path) as stream:
            told = json.load(stream)
        if told["about"] == _about(manifest):
            return {
                name: (tuple(stamp), _sheet(folder / SHEETS / name, manifest, said))
                for name, (stamp, said) in told["sheets"].items()
            }
    return {}


def remember(
    folder: Path, manifest: Manifest, held: Held, *, before: Held, files: Sequence[Listed], now: int
) -> None:
    """Keep what sheets say of themselves, if that can be done in privacy, and only of those that are there.

    Parameters
    ----------
    folder, manifest
        The pool.
    held, before
        What is known, and what was remembered already.
    files, now
        As they were listed, and when, by the disk's own clock; 0 where it has none.
    """
    kept = {
        each.path.name: held[each.path.name]
        for each in files
        if each.path.name in held and held[each.path.name][0] == each.stamp and each.steady(now)
    }
    index = folder / INDEX
    if kept == before or not now:
        return
    said = {name: (stamp, _said(sheet)) for name, (stamp, sheet) in kept.items()}
    told = {"about": _about(manifest), "sheets": said}
    with suppress(OSError):  # it is looked up again, and nothing is lost
        index.mkdir(mode=0o700, exist_ok=True)
        if is_private(index):
            octets = json.dumps(told, separators=(",", ":")).encode()
            write_whole(index / REMEMBERED, lambda stream: stream.write(octets))


def forget_footers(path: Path, names: Sequence[str]) -> None:
    """Take what some files said of themselves out of the file that remembers it."""
    try:
        told = json.loads(path.read_bytes())
        for name in names:
            told["sheets"].pop(name, None)
        octets = json.dumps(told, separators=(",", ":")).encode()
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        path.unlink(missing_ok=True)
        return
    write_whole(path, lambda stream: stream.write(octets))


def check_once(sheets: Sequence[Sheet]) -> None:
    """Refuse two sheets of one member, as nobody can tell which of them counts.

    Raises
    ------
    InputError
        With the names of both.
    """
    whose: dict[str, Path] = {}
    for sheet in sheets:
        for key in sheet.keys:
            if whose.setdefault(key, sheet.path) != sheet.path:
                msg = (
                    f"{sheet.path} and {whose[key].name} are sheets of the same member; take the older one "
                    "out, and put the newer in with `weaklib pool add`."
                )
                raise InputError(msg)


def _listed(entry: os.DirEntry[str]) -> Listed:
    try:
        at = entry.stat()
    except OSError:  # a link that leads nowhere: opening it tells
        return Listed(Path(entry.path), -1, 0, 0, 0)
    return Listed(Path(entry.path), at.st_size, at.st_mtime_ns, at.st_ctime_ns, at.st_ino)


def _now(folder: Path) -> int:
    with suppress(OSError):
        return disk_time(folder)
    return 0


def _about(manifest: Manifest) -> list[Any]:
    return [FORM, manifest.pool, manifest.fingerprint]


def _said(sheet: Sheet) -> list[Any]:
    days = sheet.written.isoformat(), sheet.expires.isoformat()
    return [sheet.rows, sheet.keys, sheet.alias, sheet.named_as_broker, sheet.ask, *days]


def _sheet(path: Path, manifest: Manifest, said: Sequence[Any]) -> Sheet:
    rows, keys, alias, named, ask, written, expires = said
    days = dt.date.fromisoformat(written), dt.date.fromisoformat(expires)
    return Sheet(
        path, rows, manifest.pool, manifest.fingerprint, path.stem, tuple(keys), alias, named, ask, *days
    )

"""How the index is made: only of what changed, where it is known what it was before.

A part takes its place before the head that was made from it. Where that is never written, as a run was killed
or the disk is full, the head says that it is of another file, and is made from all parts.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock

from weaklib.book import BusyError
from weaklib.pool.engine.attached import HEAD, Made, Part, head_made, parts_made
from weaklib.pool.engine.changes import Asked, Change, by_part, change_of, digest, token
from weaklib.pool.engine.head import write_head
from weaklib.pool.engine.near import Earlier
from weaklib.pool.engine.parts import Kept, Touched, write_part
from weaklib.pool.footers import (
    TICK,
    WORTH_IT,
    Listed,
    check_once,
    disk_time,
    listed,
    look_through,
    remember,
    remembered,
)

BUILDING = "building-"
FEW = 100
"""Of so many sheets that changed it is looked up what changes with them."""


@contextmanager
def alone(index: Path) -> Iterator[None]:
    """Hold the folder, and clear away what a killed run left in it."""
    with FileLock(index / ".lock", mode=0o600):
        for torn in index.glob(f"{BUILDING}*"):
            shutil.rmtree(torn, ignore_errors=True)
        yield


def make(index: Path, asked: Asked, *, few_alone: bool = False) -> list[Listed] | None:
    """Make what is not there, or not of the sheets as they are, and return these.

    Parameters
    ----------
    index
        The folder, which is held.
    asked
        Of which pool, and for which day.
    few_alone
        Leave all as it is, and return None, where more would be made than what follows from few sheets.

    Raises
    ------
    InputError
        If two sheets are of one member.
    BusyError
        If the pool changed meanwhile.
    """
    now, files = _at_rest(index, asked)
    asked = asked if len(files) >= WORTH_IT else asked._replace(tell=None)
    head, parts = head_made(index / HEAD), by_part(index, files)
    if head and _holds(head[0], files, asked):
        return files
    there, words = parts_made((index / name for name in parts), asked.about)
    changes = _changes(index, parts, there, asked, now=now)
    made = there | {change.name: change.made for change in changes}
    few = _follows(head, [there.get(name) for name in parts], asked) and sum(map(_size, changes)) <= FEW
    if few_alone and not few:
        return None
    _clear(index, parts, keep_head=few)
    touched = _make_parts(index, changes, there, words, asked)
    earlier = Earlier(index / HEAD, touched) if few else None
    _make_head(index, [Part(index / name, made[name]) for name in parts], files, asked, earlier=earlier)
    return files


def throw_away(index: Path) -> None:
    """Remove all that is kept, as some of it is damaged."""
    for path in index.glob("*.duckdb"):
        path.unlink(missing_ok=True)


def _at_rest(index: Path, asked: Asked) -> tuple[int, list[Listed]]:
    """Return the files, and when they were listed; just after one was written that waits for a moment."""
    now, files = disk_time(index), listed(asked.folder)
    if not all(each.steady(now) for each in files):
        time.sleep(2 * TICK / 1e9)
        now, files = disk_time(index), listed(asked.folder)
    return now, files


def _holds(made: Made | None, files: Sequence[Listed], asked: Asked) -> bool:
    return made is not None and made.steady and asked.is_made(made, files)


def _follows(head: tuple[Made, tuple[str, ...]] | None, parts: Sequence[Made | None], asked: Asked) -> bool:
    """Tell whether the head was made from the very parts that are there."""
    return (
        head is not None
        and head[0].about == asked.about
        and head[1] == tuple(part.this if part else "" for part in parts)
    )


def _size(change: Change) -> int:
    return len(change.new) + change.gone


def _changes(
    index: Path, parts: Mapping[str, list[Listed]], there: Mapping[str, Made], asked: Asked, *, now: int
) -> list[Change]:
    """Return what becomes of each part that does not hold, and keep what its sheets say of themselves."""
    files = [each for of in parts.values() for each in of]
    large = len(files) >= WORTH_IT
    held = remembered(asked.folder, asked.manifest) if large else {}
    before, changes = dict(held), []
    for name, of in parts.items():
        if not _holds(there.get(name), of, asked):
            changes.append(change_of(index / name, of, asked, is_there=name in there, held=held, now=now))
            asked.tell_looked(len(changes), len(parts))
    if large:
        remember(asked.folder, asked.manifest, held, before=before, files=files, now=now)
    return changes


def _make_parts(
    index: Path, changes: Sequence[Change], there: Mapping[str, Made], words: dict[str, int], asked: Asked
) -> list[Touched]:
    touched = []
    for number, change in enumerate(changes):
        path = index / change.name
        kept = Kept(path, change.kept) if change.name in there else None
        with _building(path, asked) as whole:
            found = write_part(whole, change.new, change.files, words, made=change.made, kept=kept)
        touched += [found] if found else []
        asked.tell_read(number + 1, len(changes))
    return touched


def _make_head(
    index: Path, parts: Sequence[Part], files: Sequence[Listed], asked: Asked, *, earlier: Earlier | None
) -> None:
    each = [part.made for part in parts]
    days = max(made.since for made in each), min(made.until for made in each)
    made = Made(*asked.about, digest(files), all(part.steady for part in each), *days, token())
    with _building(index / HEAD, asked) as path:
        if not write_head(path, parts, made, earlier=earlier):
            # nothing stays of what it was made from
            (index / HEAD).unlink(missing_ok=True)
            check_once(look_through(asked.folder, asked.manifest).sheets)
            path.unlink()


def _clear(index: Path, parts: Mapping[str, list[Listed]], *, keep_head: bool) -> None:
    for path in index.glob("*.duckdb"):
        if path.name not in parts and not (keep_head and path.name == HEAD):
            path.unlink()


@contextmanager
def _building(path: Path, asked: Asked) -> Iterator[Path]:
    """Yield where to write a file of the index, which takes its place when it is whole."""
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=BUILDING, ignore_cleanup_errors=True) as place:
        whole = Path(place, path.name)
        yield whole
        if not whole.is_file():
            raise changed(asked)
        whole.chmod(0o600)
        whole.replace(path)


def changed(asked: Asked) -> BusyError:
    """Return what is said where somebody else was at work."""
    return BusyError(f"The pool in {asked.folder} changed while it was read; ask again.")

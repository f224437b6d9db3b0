"""What was read once, kept beside the exports: quick to read again, private, and safe to delete.

A file of the cache is found by a digest of everything that it was made from: the bytes of the
exports, what else was told to the reader, and the readers themselves. So it may be missing at any
time, but what it says is never old.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache, partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TypeVar

from weaklib.sources.cache.digests import Digests, Stamp, stamp_of
from weaklib.sources.cache.packing import ForeignError, pack, unpack
from weaklib.sources.cache.plain_values import told
from weaklib.sources.cache.private_files import UNFINISHED, is_private, opened_privately, write_whole

T = TypeVar("T")

FOLDER = ".cache"
SUFFIX = ".kept"
LEAST_BYTES = 1024**2  # reading less anew is as quick
MOST_FILES = 200
MOST_BYTES = 1024**3
HOUR = 3600 * 10**9  # nanoseconds
LIBRARIES = (
    "icalendar",
    "nameparser",
    "numpy",
    "pandas",
    "pyarrow",
    "rapidfuzz",
    "recurring-ical-events",
    "tzdata",
)


@dataclass(frozen=True)
class Key:
    """What something was made from.

    Attributes
    ----------
    digest
        Of the bytes of the files, of what else was told, and of the readers.
    stamps
        The files as they were when they were digested.
    """

    digest: str
    stamps: tuple[Stamp | None, ...] = ()


@dataclass(frozen=True)
class Cache:
    """The cache of one folder of exports.

    Attributes
    ----------
    folder
        Where its files are; None where nothing is to be kept.
    digests
        The digests of the files of exports.
    """

    folder: Path | None = None
    digests: Digests = field(default_factory=Digests, repr=False, compare=False)

    def key(self, parts: Sequence[object], files: Iterable[Path]) -> Key:
        """Return the key of what these readers make of plain values and the bytes of files.

        Parameters
        ----------
        parts
            Which reader it is and what it is told: texts, numbers, None, days, and containers of them.
        files
            The files, in a fixed order; one that cannot be read is told from one that is empty.
        """
        if self.folder is None:
            return Key("")
        digested = [self.digests.of(path) for path in files]
        made_from = json.dumps([_readers(), told(tuple(parts)), [digest for digest, _ in digested]])
        digest = hashlib.sha256(made_from.encode()).hexdigest()
        return Key(digest[:40], tuple(stamp for _, stamp in digested))

    def get(self, key: Key, kind: type[T]) -> T | None:
        """Return the value of a kind that was kept under `key`; None where there is none that is whole."""
        if self.folder is None or not is_private(self.folder):
            return None
        path = self.folder / (key.digest + SUFFIX)
        try:
            with opened_privately(path) as stream:
                value = unpack(stream, kind)
        except (OSError, ForeignError):
            return None
        with suppress(OSError):
            os.utime(path)  # what was used last is swept last
        return value

    def put(self, key: Key, value: object) -> None:
        """Keep a dataclass of tables and plain values, whole or not at all.

        Nothing is kept where that cannot be: on a disk that is full or read-only, of a value that
        holds something else, and of files that have changed since they were digested.
        """
        if self.folder is None or any(stamp and stamp_of(Path(stamp[0])) != stamp for stamp in key.stamps):
            return
        with suppress(OSError, TypeError, ValueError):
            self.folder.mkdir(mode=0o700, exist_ok=True)
            if is_private(self.folder):
                path = self.folder / (key.digest + SUFFIX)
                write_whole(path, partial(pack, value))
                _sweep(self.folder, path.stat().st_mtime_ns)


def open_cache(root: Path, size: int) -> Cache:
    """Return the cache of a folder of exports; one that keeps nothing for a single file or little to read.

    Parameters
    ----------
    root
        The folder; the cache is its subfolder `.cache`, made when the first value is kept.
    size
        How many bytes there are to read.
    """
    if not root.is_dir() or size < LEAST_BYTES:
        return Cache()
    return Cache(root / FOLDER, Digests(root / FOLDER))


@cache
def _readers() -> str:
    """Return what tells these readers from any others: their own text, and the libraries under them."""
    package = Path(__file__).parents[1]  # all of `sources`
    sources = [package.parent / "book.py", *sorted(package.rglob("*.py")), *sorted(package.rglob("*.csv"))]
    made_from = [(str(path.relative_to(package.parent)), Digests().of(path)[0]) for path in sources]
    return json.dumps([made_from, [(name, _version(name)) for name in LIBRARIES]])


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _sweep(folder: Path, now: int) -> None:
    """Leave the files that were used last, as many as are bounded, and what others are writing just now."""
    held = 0
    for place, (used, size, path) in enumerate(sorted(_entries(folder), reverse=True)):
        held += size
        abandoned = path.suffix == UNFINISHED and used < now - HOUR
        too_many = place >= MOST_FILES or (place > 0 and held > MOST_BYTES)
        if abandoned or (path.suffix == SUFFIX and too_many):
            path.unlink(missing_ok=True)


def _entries(folder: Path) -> Iterator[tuple[int, int, Path]]:
    for path in folder.iterdir():
        with suppress(OSError):  # another run may sweep too
            if path.suffix in (SUFFIX, UNFINISHED):
                found = path.lstat()
                yield found.st_mtime_ns, found.st_size, path

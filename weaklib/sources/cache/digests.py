"""A digest of each file's bytes; those of large files are remembered for as long as nothing changes."""

from __future__ import annotations

import hashlib
import json
import stat
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from weaklib.sources.cache.private_files import is_private, opened_privately, write_whole

Stamp = tuple[str, int, int, int, int]
"""A file's path, size, times of its last change in nanoseconds, and its number on the disk."""

NAME = "digests.json"
LARGE = 256 * 1024**2  # bytes: what takes less than a fifth of a second is digested anew
SETTLED = 2 * 10**9  # nanoseconds: a file may change twice within one tick of its disk's clock


class Digests:
    """The digests of files, each computed once.

    Attributes
    ----------
    folder
        Where those of large files are remembered; None where they are not.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder
        self._known: dict[Stamp, str] = {}

    def of(self, path: Path) -> tuple[str, Stamp | None]:
        """Return a file's digest and what it looked like then; "" and None where it cannot be read."""
        stamp = stamp_of(path)
        if stamp is None:
            return "", None
        if stamp not in self._known:
            try:
                self._known[stamp] = self._remembered(stamp) or self._computed(path, stamp)
            except OSError:
                return "", None
        return self._known[stamp], stamp

    def _computed(self, path: Path, stamp: Stamp) -> str:
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        if self.folder and stamp[1] >= LARGE and stamp_of(path) == stamp:
            self._remember(stamp, digest)
        return digest

    def _remembered(self, stamp: Stamp) -> str:
        if self.folder is None or stamp[1] < LARGE:
            return ""
        written, digests = _read(self.folder / NAME)
        digest, *found = digests.get(stamp[0], [""])
        return str(digest) if found == list(stamp[1:]) and max(stamp[2:4]) + SETTLED < written else ""

    def _remember(self, stamp: Stamp, digest: str) -> None:
        if self.folder is None:
            return
        with suppress(OSError):  # it will have to be computed again
            self.folder.mkdir(mode=0o700, exist_ok=True)
            if is_private(self.folder):
                path, *looks = stamp
                digests = {**_read(self.folder / NAME)[1], path: [digest, *looks]}
                content = json.dumps(digests).encode()
                write_whole(self.folder / NAME, lambda stream: stream.write(content))


def stamp_of(path: Path) -> Stamp | None:
    """Return what tells that a file has not changed; None where there is no such file."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    same = (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)
    return (str(path), *same) if stat.S_ISREG(found.st_mode) else None


def _read(path: Path) -> tuple[int, Mapping[str, list[object]]]:
    """Return when the digests were written and what they are: those of missing or damaged files are none."""
    try:
        with opened_privately(path) as stream:
            digests = json.loads(stream.read())
            written = path.stat().st_mtime_ns
    except (OSError, ValueError, RecursionError):
        return 0, {}
    whole = isinstance(digests, dict) and all(
        isinstance(each, list) and each and isinstance(each[0], str) for each in digests.values()
    )
    return (written, digests) if whole else (0, {})

"""One input file, on disk or inside a zip, not yet opened; or why it cannot be."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

HEAD = 64 * 1024  # bytes
LONGEST = 300  # characters of a path
DAMAGE = (OSError, EOFError, ValueError, RuntimeError, zipfile.BadZipFile, zlib.error)
"""What opening or reading a file can come to where it is damaged, locked or gone."""

# control characters, halves of characters, line breaks, and what turns the direction of writing
_UNSPEAKABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class ExportFile:
    """One input file, on disk or inside a zip, not yet opened.

    Attributes
    ----------
    source
        Its path relative to the data folder; a member of a zip is "x.zip/Connections.csv".
    name
        Its base name.
    group
        The zip or folder that it came in: the files of one export share it.
    size
        Its size in bytes, as the folder or the zip says.
    opener
        What opens it.
    container
        The file on disk that holds it: itself, or the zip.
    peeker
        What opens it for a look at its beginning, if that is another way.
    """

    source: str
    name: str
    group: str
    size: int
    opener: Callable[[], BinaryIO]
    container: Path | None = None
    peeker: Callable[[], BinaryIO] | None = None

    def open(self) -> BinaryIO:
        """Return the file, opened for reading bytes."""
        return self.opener()

    def head(self, size: int = HEAD) -> bytes:
        """Return its first bytes: fewer where it is shorter or damaged, none where it cannot be opened."""
        found = b""
        try:
            with (self.peeker or self.opener)() as stream:
                while len(found) < size and (more := stream.read(size - len(found))):
                    found += more
        except DAMAGE:  # whoever reads it whole says what is wrong with it
            pass
        return found


@dataclass(frozen=True)
class Refused:
    """An input file that cannot be read, and what to do about it."""

    source: str
    note: str


def speakable(text: str) -> str:
    r"""Return a name or path without what a terminal, a table or a log would stumble over.

    >>> speakable("Connections\x1b[2J.csv")
    'Connections�[2J.csv'
    """
    plain = _UNSPEAKABLE.sub("\N{REPLACEMENT CHARACTER}", text)
    half = LONGEST // 2
    return plain if len(plain) <= LONGEST else f"{plain[:half]}…{plain[-half:]}"

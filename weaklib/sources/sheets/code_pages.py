"""Files in a code page of Windows, read as UTF-8 by whoever opens them."""

from __future__ import annotations

import codecs
import io
from dataclasses import replace
from typing import Any, BinaryIO, cast

from weaklib.sources.files import ExportFile

CHUNK = 64 * 1024


def recoded(file: ExportFile, code_page: str) -> ExportFile:
    """Return the same file, which when opened gives its text in UTF-8.

    Parameters
    ----------
    file
        The file as it is.
    code_page
        The encoding of its text, as Python calls it; bytes that it does not know become "�".
    """
    return replace(file, opener=lambda: cast("BinaryIO", io.BufferedReader(_Recoded(file.open(), code_page))))


class _Recoded(io.RawIOBase):
    """A stream in UTF-8 over one in another encoding, a chunk at a time."""

    def __init__(self, stream: BinaryIO, code_page: str) -> None:
        super().__init__()
        self.stream = stream
        self.decoder = codecs.getincrementaldecoder(code_page)("replace")
        self.ready = memoryview(b"")

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill `buffer`, and return how many bytes are in it."""
        octets = b"more"
        while not self.ready and octets:
            octets = self.stream.read(CHUNK)
            self.ready = memoryview(self.decoder.decode(octets, final=not octets).encode("utf-8", "replace"))
        wanted = memoryview(buffer)
        count = min(len(wanted), len(self.ready))
        wanted[:count] = self.ready[:count]
        self.ready = self.ready[count:]
        return count

    def close(self) -> None:
        """Close the stream below too."""
        self.stream.close()
        super().close()

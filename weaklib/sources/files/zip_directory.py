"""The directory of a zip, read within bounds, and one member of it, opened on its own."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from copy import copy
from typing import Any, BinaryIO, cast

MAX_MEMBERS = 100_000
TAIL = 2**16 + 22 + 20 + 56  # bytes: the longest comment, and what may stand before it
END, LOCATOR, END_64, ENTRY = b"PK\x05\x06", b"PK\x06\x07", b"PK\x06\x06", b"PK\x01\x02"
SMALLEST_ENTRY = 47  # bytes: of a name of one letter
OVERLAP = "its files lie upon one another, as in no export; not opened"

Opener = Callable[[], BinaryIO]


class RefusedZipError(zipfile.BadZipFile):
    """A zip that is not looked into, and what to do about it."""


def infos_of(stream: BinaryIO, most: int = MAX_MEMBERS) -> list[zipfile.ZipInfo]:
    """Return what the directory of a zip says of each member.

    Parameters
    ----------
    stream
        The zip.
    most
        How many members there may be.

    Raises
    ------
    RefusedZipError
        If there are more, or members that share their bytes.
    BadZipFile
        If it is no whole zip; or any other of `DAMAGE`.
    """
    length = stream.seek(0, io.SEEK_END)
    if _entries(stream, length) > most:
        msg = f"holds more than {most:,} files; unpack it and put only the exports here"
        raise RefusedZipError(msg)
    try:
        with zipfile.ZipFile(stream) as archive:
            infos = archive.infolist()
    except (struct.error, LookupError, MemoryError) as error:
        raise zipfile.BadZipFile(str(error)) from error
    if sum(info.compress_size for info in infos) > length:
        raise RefusedZipError(OVERLAP)
    return infos


def opened_member(opener: Opener, info: zipfile.ZipInfo, *, checked: bool = True) -> BinaryIO:
    """Return a member, opened for reading bytes, without another look at the whole directory.

    Parameters
    ----------
    opener
        What opens the zip.
    info
        What the directory says of the member: no more than its size is read.
    checked
        Whether the checksum must be right at the end.

    Raises
    ------
    zipfile.BadZipFile
        If there is no member at its place.
    """
    stream = opener()
    try:
        stream.seek(_start(stream, info))
        told = copy(info)
        if not checked:
            del told.CRC
        member: Any = zipfile.ZipExtFile(stream, "r", told, close_fileobj=True)
    except BaseException:
        stream.close()
        raise
    return cast("BinaryIO", member)


class Window(io.RawIOBase):
    """A member that is not packed, as a file of its own: a zip in a zip."""

    def __init__(self, opener: Opener, info: zipfile.ZipInfo) -> None:
        self._stream = opener()
        self._start = _start(self._stream, info)
        self._size = info.file_size
        self._at = 0

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def seekable(self) -> bool:
        """Tell that any place in it can be gone to."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place and return it.

        Raises
        ------
        ValueError
            If there is no such place.
        """
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        if base + offset < 0:
            msg = "a place before the start"
            raise ValueError(msg)
        self._at = base + offset
        return self._at

    def readinto(self, buffer: Any) -> int:
        """Read as many bytes as there is room for."""
        self._stream.seek(self._start + self._at)
        found = self._stream.read(max(0, min(len(buffer), self._size - self._at)))
        buffer[: len(found)] = found
        self._at += len(found)
        return len(found)

    def close(self) -> None:
        """Close the zip around it too."""
        self._stream.close()
        super().close()


def _start(stream: BinaryIO, info: zipfile.ZipInfo) -> int:
    """Return where the bytes of a member begin."""
    stream.seek(info.header_offset)
    header = stream.read(30)
    if len(header) < 30 or not header.startswith(b"PK\x03\x04"):
        msg = f"no member begins at {info.header_offset}"
        raise zipfile.BadZipFile(msg)
    name, extra = struct.unpack("<26x2H", header)
    return info.header_offset + 30 + int(name) + int(extra)


def _entries(stream: BinaryIO, length: int) -> int:
    """Return how many members the directory may name at most, before it is taken into memory."""
    start = stream.seek(max(0, length - TAIL))
    tail = stream.read(TAIL)
    place = tail.rfind(END)
    if place < 0 or len(tail) < place + 22:
        return 0  # no zip: whoever opens it says so
    size = struct.unpack_from("<12xL", tail, place)[0]
    if tail[place - 20 : place - 16] == LOCATOR and tail[place - 76 : place - 72] == END_64:
        size = max(size if size < 2**32 - 1 else 0, struct.unpack_from("<40xQ", tail, place - 76)[0])
    end = start + place
    stream.seek(max(0, end - size - 76))
    found, left, before = 0, min(size + 76, end), b""
    while left > 0 and (block := stream.read(min(left, 2**20))):
        found += (before + block).count(ENTRY)
        left -= len(block)
        before = block[-3:]  # an entry may begin where two blocks meet
    return found

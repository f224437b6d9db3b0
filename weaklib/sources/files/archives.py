"""The files in a zip, and in the zips in it: nothing is extracted, and what they unpack to is bounded."""

from __future__ import annotations

import io
import re
import stat
import zipfile
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import BinaryIO, cast

from weaklib.sources.files.export_file import DAMAGE, ExportFile, Refused, speakable
from weaklib.sources.files.strangers import NOT_AN_EXPORT, is_litter, note_on, sort_of
from weaklib.sources.files.zip_directory import MAX_MEMBERS, RefusedZipError, Window, infos_of, opened_member

Opener = Callable[[], BinaryIO]

MAX_MEMBER_BYTES = 2 * 1024**3
MAX_INFLATION = 200  # text shrinks 5 to 30 times; a bomb a thousand times
MAX_INFLATION_OF_ALL = 100
SMALL_ENOUGH = 8 * 1024**2  # bytes: below this size no inflation can hurt
MAX_EXPORTS = 10_000  # files that may be exports: LinkedIn has 60, a Takeout some hundreds
MAX_INNER_BYTES = 64 * 1024**2  # a zip that is packed in a zip is held in memory

BOMB = "unpacks to hundreds of times its size, as no export does; not opened"
CUT = "not a whole zip file (a download cut short?); download it again"
LINK = "a link to another file; put that file itself here"
TOO_DEEP = "a zip in a zip in a zip; unpack it and put the files here"
DOCUMENTS = frozenset({"[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF", "AndroidManifest.xml"})
"""What the first files of a document, a program or a book are called, which are zips too."""


@dataclass
class Contents:
    """What was found in a zip.

    Attributes
    ----------
    container, held
        The zip on disk, and its size in bytes.
    files, refused
        What may be exports; what is none or cannot be read, and why.
    members, inflated, inner
        How many members there are, in zips inside too; the bytes that the files unpack to; and
        those of the zips inside that are held in memory.
    """

    container: Path
    held: int
    files: list[ExportFile] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    members: int = 0
    inflated: int = 0
    inner: int = 0
    _named: Counter[str] = field(default_factory=Counter)

    def path_of(self, archive: str, path: str) -> str:
        """Return what a member is called; a second one of the same name gets a number."""
        member = speakable(f"{archive}/{path}")
        self._named[member] += 1
        return member if self._named[member] == 1 else f"{member} ({self._named[member]})"

    def fault(self) -> str:
        """Return why the files together cannot be read, or ""."""
        if self.inflated > max(2 * SMALL_ENOUGH, MAX_INFLATION_OF_ALL * self.held):
            return BOMB
        if len(self.files) > MAX_EXPORTS:
            return f"holds more than {MAX_EXPORTS:,} files; unpack it and put only the exports here"
        return ""


def contents_of(path: Path, source: str) -> Contents:
    """Return what is in a zip on disk, and in the zips in it; not what is in theirs.

    Parameters
    ----------
    path
        The zip.
    source
        What it is called in the data folder.
    """
    found = Contents(path, path.stat().st_size)
    _look_into(lambda: path.open("rb"), source, found, outermost=True)
    fault = found.fault()
    return Contents(path, found.held, refused=[Refused(source, fault)]) if fault else found


def _look_into(opener: Opener, source: str, found: Contents, *, outermost: bool) -> None:
    try:
        with opener() as stream:
            infos = infos_of(stream, MAX_MEMBERS - found.members)
    except RefusedZipError as error:
        found.refused.append(Refused(source, str(error)))
    except DAMAGE:
        found.refused.append(Refused(source, CUT))
    else:
        found.members += len(infos)
        if any(info.filename in DOCUMENTS for info in infos[:20]):
            found.refused.append(Refused(source, note_on("document", NOT_AN_EXPORT)))
            return
        for info in infos:
            _take(opener, source, info, found, outermost=outermost)


def _take(opener: Opener, archive: str, info: zipfile.ZipInfo, found: Contents, *, outermost: bool) -> None:
    path = _path_inside(info)
    name = path.rpartition("/")[2]
    if info.filename.endswith("/") or is_litter(name) or "__MACOSX" in path.split("/"):
        return
    source = found.path_of(archive, path)
    sort, remedy = sort_of(name)
    fault = _fault(info)
    if sort:
        found.refused.append(Refused(source, note_on(sort, remedy)))
    elif fault:
        found.refused.append(Refused(source, fault))
    elif name.lower().endswith(".zip"):
        _take_zip(opener, source, info, found, outermost=outermost)
    else:
        open_it = partial(opened_member, opener, info)
        peek = partial(open_it, checked=False)
        found.inflated += info.file_size
        found.files.append(ExportFile(source, name, archive, info.file_size, open_it, found.container, peek))


def _take_zip(
    opener: Opener, source: str, info: zipfile.ZipInfo, found: Contents, *, outermost: bool
) -> None:
    if not outermost:
        found.refused.append(Refused(source, TOO_DEEP))
    elif info.compress_type == zipfile.ZIP_STORED:
        inside = partial(Window, opener, info)
        _look_into(cast("Opener", inside), source, found, outermost=False)
    elif found.inner + info.file_size > MAX_INNER_BYTES:
        found.refused.append(Refused(source, "a large zip in a zip; unpack it and put the files here"))
    else:
        found.inner += info.file_size
        try:
            with opened_member(opener, info) as stream:
                content = stream.read()
        except DAMAGE:
            found.refused.append(Refused(source, CUT))
        else:
            _look_into(partial(io.BytesIO, content), source, found, outermost=False)


def _path_inside(info: zipfile.ZipInfo) -> str:
    """Return a member's path without what leads out of the zip: roots, drives and steps upwards."""
    path = info.filename
    if not info.flag_bits & 0x800:  # it does not say that it is UTF-8, but on a Mac it is
        with suppress(ValueError):
            path = path.encode("cp437").decode("utf-8")
    parts = re.split(r"[/\\]|^[A-Za-z]:", path)
    return "/".join(speakable(part) for part in parts if part not in ("", ".", "..")) or "nameless"


def _fault(info: zipfile.ZipInfo) -> str:
    if stat.S_ISLNK(info.external_attr >> 16):
        return LINK
    if info.flag_bits & 0x1:
        return "locked with a password; unpack it and put the files here"
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "packed by a method that weaklib does not open; unpack it and put the files here"
    if info.file_size > MAX_MEMBER_BYTES and not info.filename.lower().endswith((".mbox", ".zip")):
        return "larger than 2 GiB unpacked; not opened"
    if info.file_size > SMALL_ENOUGH and info.file_size > MAX_INFLATION * max(info.compress_size, 1):
        return BOMB
    return ""

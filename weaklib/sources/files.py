"""The input files of a folder, opened safely: bounded reads, named members, nothing extracted."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from weaklib.book import InputError

MAX_MEMBER_BYTES = 2 * 1024**3
MAX_INFLATION = 200  # text shrinks 5 to 30 times; a bomb a thousand times
SMALL_ENOUGH = 8 * 1024**2  # below this size no inflation can hurt
OWN_FOLDERS = frozenset({"example", "__MACOSX", "node_modules"})
OWN_FILES = frozenset({"goals.yaml", "settings.yaml", "people.csv"})
READABLE = frozenset({".zip", ".csv", ".ics"})


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
    """

    source: str
    name: str
    group: str
    size: int
    opener: Callable[[], BinaryIO]

    def open(self) -> BinaryIO:
        """Return the file, opened for reading bytes."""
        return self.opener()


@dataclass(frozen=True)
class Refused:
    """An input file that cannot be read, and what to do about it."""

    source: str
    note: str


def open_exports(data: str | os.PathLike[str]) -> tuple[list[ExportFile], list[Refused]]:
    """Find every input file under `data`, a folder or one file, in a fixed order.

    Zip files are looked into; hidden files, links that lead out of the folder, and weaklib's own
    files are left alone.

    Returns
    -------
    files, refused
        The files, by `source`; and those that cannot be read, with the remedy.

    Raises
    ------
    InputError
        If `data` does not exist.
    """
    root = Path(data)
    if not root.exists():
        msg = f"{root} does not exist; name the folder that holds your exports."
        raise InputError(msg)
    paths = [root] if root.is_file() else sorted(_walk(root))
    base = root.parent if root.is_file() else root
    files: list[ExportFile] = []
    refused: list[Refused] = []
    for path in paths:
        source = path.relative_to(base).as_posix()
        if path.suffix.lower() == ".zip":
            members, faults = _members(path, source)
            files += members
            refused += faults
        elif path.stat().st_size > MAX_MEMBER_BYTES:
            refused.append(Refused(source, "larger than 2 GiB; split it"))
        else:
            group = str(PurePosixPath(source).parent)
            files.append(ExportFile(source, path.name, group, path.stat().st_size, _opener(path)))
    return sorted(files, key=lambda file: file.source), refused


def _opener(path: Path) -> Callable[[], BinaryIO]:
    return lambda: path.open("rb")


def _walk(root: Path) -> Iterator[Path]:
    for folder, folders, names in os.walk(root, followlinks=False):
        here = Path(folder)
        folders[:] = sorted(f for f in folders if not f.startswith(".") and f not in OWN_FOLDERS)
        for name in names:
            path = here / name
            own = here == root and name.lower() in OWN_FILES
            if not own and not name.startswith((".", "~$")) and _stays_inside(path, root) and path.is_file():
                yield path


def _stays_inside(path: Path, root: Path) -> bool:
    try:
        return not path.is_symlink() or path.resolve(strict=True).is_relative_to(root.resolve())
    except (OSError, RuntimeError):  # a link to itself, or to nothing
        return False


def _members(path: Path, source: str) -> tuple[list[ExportFile], list[Refused]]:
    try:
        with zipfile.ZipFile(path) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
        return [], [Refused(source, "not a whole zip file (a download cut short?); download it again")]
    files: list[ExportFile] = []
    refused: list[Refused] = []
    seen: dict[str, int] = {}
    for info in infos:
        name = PurePosixPath(info.filename.replace("\\", "/")).name
        if name.startswith(".") or "__MACOSX" in info.filename:
            continue
        member = f"{source}/{info.filename}"
        seen[member] = seen.get(member, 0) + 1
        if seen[member] > 1:  # zipfile would show only the last of them
            member += f" ({seen[member]})"
        fault = _fault(info)
        if fault:
            refused.append(Refused(member, fault))
        else:
            files.append(ExportFile(member, name, source, info.file_size, _member_opener(path, info)))
    return files, refused


def _fault(info: zipfile.ZipInfo) -> str:
    if info.flag_bits & 0x1:
        return "locked with a password; unpack it and put the files here"
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "packed by a method that weaklib does not open; unpack it and put the files here"
    if info.file_size > MAX_MEMBER_BYTES:
        return "larger than 2 GiB unpacked; not opened"
    if info.file_size > SMALL_ENOUGH and info.file_size > MAX_INFLATION * max(info.compress_size, 1):
        return "unpacks to hundreds of times its size, as no export does; not opened"
    return ""


def _member_opener(path: Path, info: zipfile.ZipInfo) -> Callable[[], BinaryIO]:
    def open_member() -> BinaryIO:
        # the stream keeps the archive's file open for as long as it lives itself
        return cast("BinaryIO", zipfile.ZipFile(path).open(info))

    return open_member

"""The input files of a folder, opened safely: bounded reads, named members, nothing extracted."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from weaklib.book import InputError
from weaklib.sources.files.archives import LINK, MAX_MEMBER_BYTES, contents_of
from weaklib.sources.files.export_file import ExportFile, Refused, speakable
from weaklib.sources.files.strangers import gathered, is_litter, note_on, sort_of

OWN_FOLDERS = frozenset({"example", "reports", "pools"})
OWN_FILES = frozenset(
    {"goals.yaml", "settings.yaml", "shared.yaml", "pools.yaml", "people.csv", "ledger.csv"}
)
LEDGER = "ledger.sqlite"
SKIPPED_FOLDERS = frozenset({"__MACOSX", "node_modules", "__pycache__"})
FIRST = 16  # bytes that tell a zip, mail, a picture and the like apart
ZIP = b"PK\x03\x04"
ODD = "no ordinary file, but a pipe, a socket or a device; left alone"
LINKED_FOLDER = "a link to a folder; put the files themselves here"


def open_exports(data: str | os.PathLike[str]) -> tuple[list[ExportFile], list[Refused]]:
    """Find every input file under `data`, a folder or one file, in a fixed order.

    Zip files are looked into, and zips in them; hidden files and weaklib's own are left alone.

    Returns
    -------
    files, refused
        The files that may be exports, by `source`; and those that are none or cannot be read, with
        the remedy. Many pictures or the like in one folder are named together.

    Raises
    ------
    InputError
        If `data` does not exist.
    """
    root = Path(data)
    if not root.exists():
        msg = f"{root} does not exist; name the folder that holds your exports."
        raise InputError(msg)
    found = _Found(root.parent if root.is_file() else root)
    for path in [root] if root.is_file() else _walk(root, found):
        found.take(path)
    return found.all_named()


class _Found:
    """What stands in a data folder, as far as it was gone through."""

    def __init__(self, base: Path) -> None:
        self.base = base
        self.real = base.resolve()
        self.files: list[ExportFile] = []
        self.refused: list[Refused] = []

    def source(self, path: Path) -> str:
        return speakable(path.relative_to(self.base).as_posix())

    def refuse(self, path: Path, note: str) -> None:
        self.refused.append(Refused(self.source(path), note))

    def take(self, path: Path) -> None:
        """Look at one path: at its name first, then at what it is, and only then at its first bytes."""
        sort, remedy = sort_of(path.name)
        if sort:
            self.refuse(path, note_on(sort, remedy))
            return
        try:
            looks = path.stat()
            if path.is_symlink() and not path.resolve(strict=True).is_relative_to(self.real):
                self.refuse(path, LINK)
            elif stat.S_ISREG(looks.st_mode):
                self._take_file(path, looks.st_size)
            else:
                self.refuse(path, LINKED_FOLDER if stat.S_ISDIR(looks.st_mode) else ODD)
        except FileNotFoundError:  # gone since the folder was listed
            if path.is_symlink():
                self.refuse(path, "a link to a file that is not there")
        except (OSError, RuntimeError) as error:
            self.refuse(path, f"cannot be opened ({getattr(error, 'strerror', '') or error})")

    def _take_file(self, path: Path, size: int) -> None:
        with path.open("rb") as stream:
            first = stream.read(FIRST)
        source = self.source(path)
        sort, remedy = sort_of(path.name, first)
        if path.suffix.lower() == ".zip" or first.startswith(ZIP):
            inside = contents_of(path, source)
            self.files += inside.files
            self.refused += inside.refused
        elif sort:
            self.refuse(path, note_on(sort, remedy))
        elif size > MAX_MEMBER_BYTES and not first.startswith(b"From "):
            self.refuse(path, "larger than 2 GiB; split it")
        else:
            group = str(PurePosixPath(source).parent)
            name = speakable(path.name)
            self.files.append(ExportFile(source, name, group, size, _opener(path), path))

    def all_named(self) -> tuple[list[ExportFile], list[Refused]]:
        """Return all, by source; two whose names differ in what cannot be shown are numbered."""
        taken: dict[str, int] = {}

        def once(source: str) -> str:
            taken[source] = taken.get(source, 0) + 1
            return source if taken[source] == 1 else f"{source} ({taken[source]})"

        files = sorted(self.files, key=lambda file: file.source)
        return (
            [replace(file, source=once(file.source)) for file in files],
            [replace(each, source=once(each.source)) for each in gathered(self.refused)],
        )


def _walk(root: Path, found: _Found) -> Iterator[Path]:
    """Yield what stands in a folder and its subfolders, in a fixed order; no link is followed."""
    waiting = [root]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(folder) as entries:
                inside = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            found.refuse(folder, f"cannot be opened ({error.strerror or error})")
            continue
        for entry in inside:
            if is_litter(entry.name) or (folder == root and _is_own(entry.name)):
                continue
            if not entry.is_dir(follow_symlinks=False):
                yield Path(entry.path)
            elif entry.name not in SKIPPED_FOLDERS:
                waiting.append(Path(entry.path))


def _opener(path: Path) -> Callable[[], BinaryIO]:
    return lambda: path.open("rb")


def _is_own(name: str) -> bool:
    """Tell whether a file or folder of the data folder itself is weaklib's or the owner's words to it."""
    return name.lower() in OWN_FILES | OWN_FOLDERS or name.lower().startswith(LEDGER)


__all__ = ["ExportFile", "Refused", "open_exports"]

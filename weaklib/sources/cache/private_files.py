"""Files that only their owner may read: opened only where that is so, and written whole or not at all."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

UNFINISHED = ".part"


def is_private(folder: Path) -> bool:
    """Tell whether a folder is the owner's own and open to nobody else: it may have come in a zip."""
    try:
        found = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and _is_mine(found)


@contextmanager
def opened_privately(path: Path) -> Iterator[BinaryIO]:
    """Open a file for reading bytes.

    Raises
    ------
    OSError
        If there is no such file, or it is a link.
    PermissionError
        If it is not the owner's alone.
    """
    flags = os.O_RDONLY
    for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"):  # each where the system knows it
        flags |= getattr(os, name, 0)
    with os.fdopen(os.open(path, flags), "rb") as stream:
        found = os.fstat(stream.fileno())
        if not stat.S_ISREG(found.st_mode) or not _is_mine(found):
            msg = f"{path} is not the owner's own file"
            raise PermissionError(msg)
        yield stream


def write_whole(path: Path, write: Callable[[BinaryIO], object]) -> None:
    """Write a file, mode 600, that is there whole or not at all, whenever the power fails.

    Parameters
    ----------
    path
        The file; one that is there is replaced.
    write
        What writes its bytes into a stream.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.stem, suffix=UNFINISHED)
    try:
        with os.fdopen(handle, "w+b") as stream:
            write(stream)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _is_mine(found: os.stat_result) -> bool:
    if not hasattr(os, "geteuid"):  # Windows keeps no such modes
        return True
    return found.st_uid == os.geteuid() and not stat.S_IMODE(found.st_mode) & 0o077

"""Files that a run leaves behind: private, whole or not at all, and never two runs at once."""

from __future__ import annotations

import os
import re
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from weaklib.book import BusyError, OutputError

WORK, FAILED = ".run", ".failed.ipynb"
"""Where the kernel of a run works, while it does; and the notebook of the last run that failed."""

OF_A_RUN = "weaklib-"
"""What the name of the folder begins with in which the kernel of a run works."""

_MADE = re.compile(re.escape(OF_A_RUN) + r"\w{8}", re.ASCII)  # as tempfile ends a name
_OURS = re.compile(r"\.lock|\.git\w*|\.page-\w+|\.run|\.failed\.ipynb|index\.html|\d{4}[\w-]*\.html")


@contextmanager
def locked(folder: Path) -> Iterator[Path]:
    """Hold `folder` for one run: made if it is missing, closed to others where the system can.

    A folder that is new, or holds nothing but reports, gets mode 700; what a killed run left in
    it is removed. On Windows modes are the system's own.

    Raises
    ------
    BusyError
        If another run holds it.
    OutputError
        If it cannot be made or written in.
    """
    lock = FileLock(folder / ".lock", mode=0o600)
    with _writing_to(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if all(_OURS.fullmatch(path.name) for path in folder.iterdir()):
            with suppress(PermissionError):  # it is somebody else's, who let us write there
                folder.chmod(0o700)
        try:
            lock.acquire(timeout=0)
        except Timeout as error:
            msg = f"Another run is writing into {folder} just now; start this one again when it has ended."
            raise BusyError(msg) from error
    try:
        with _writing_to(folder):
            for torn in folder.glob(".page-*"):
                if torn.is_symlink() or torn.is_file():
                    torn.unlink()
            clear_away(folder / WORK)
        yield folder
    finally:
        lock.release()


def write_whole(path: Path, text: str) -> Path:
    """Write `text` to `path` with mode 600, so that at any moment the old file or the new one is whole.

    Raises
    ------
    OutputError
        If it cannot be written; the old file is as it was.
    """
    with _writing_to(path):
        handle, name = tempfile.mkstemp(prefix=".page-", dir=path.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    return path


@contextmanager
def _writing_to(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        why = error.strerror or type(error).__name__
        msg = f"{path} could not be written ({why}); free it, or name another folder with -o."
        raise OutputError(msg) from error


def clear_away(mark: Path) -> None:
    """Remove the working folder of a run that was killed, if `mark` names one.

    Parameters
    ----------
    mark
        The file that names it, as `kernel.private_jupyter` writes it.
    """
    if mark.is_file() and not mark.is_symlink():
        folder = Path(mark.read_text(encoding="utf-8", errors="replace"))
        # whatever the file says, nothing goes but a folder that a run of this person made
        if _MADE.fullmatch(folder.name) and _mine_alone(folder):
            shutil.rmtree(folder, ignore_errors=True)
    mark.unlink(missing_ok=True)


def _mine_alone(folder: Path) -> bool:
    """Whether it is a folder, no link to one, that this person made and nobody else can open."""
    try:
        told = folder.lstat()
    except (OSError, ValueError):
        return False
    mine = not hasattr(os, "getuid") or (told.st_uid == os.getuid() and not told.st_mode & 0o077)
    return stat.S_ISDIR(told.st_mode) and mine

"""What can be wrong with the file of a ledger, each said in one sentence with its remedy."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from weaklib.book import BusyError, OutputError, WeaklibError

DAMAGED = frozenset(
    {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT, sqlite3.SQLITE_ERROR}
)
UNWRITTEN = frozenset(
    {
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_AUTH,
    }
)
HELD = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})


class DamageError(WeaklibError):
    """The file is no whole ledger; it is left as it is."""

    exit_code = 4


def damage(path: Path, why: str) -> DamageError:
    """Return the error that says what is wrong with a ledger, and how to get back a whole one.

    Parameters
    ----------
    path
        Where the ledger should be.
    why
        The end of a sentence that begins with its name.
    """
    backup = backup_of(path)
    remedy = (
        f"move it away and rename {backup.name}, its last whole copy, to {path.name}"
        if backup.is_file()
        else "move it away, and put back a copy of your own, or `weaklib log import` what you exported"
    )
    return DamageError(f"{path} {why}; nothing was written to it: {remedy}.")


def lost(path: Path) -> DamageError:
    """Return the error that says that a ledger is gone, though its backup is there."""
    backup = backup_of(path)
    return DamageError(
        f"{path} is not there, but {backup.name}, its last whole copy, is: "
        f"rename that to {path.name}, or move it away to begin anew."
    )


def backup_of(path: Path) -> Path:
    """Return where the last whole copy of a ledger is kept."""
    return path.with_name(f"{path.name}.backup")


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Let what SQLite says of a ledger be said as one of the errors of this package.

    Raises
    ------
    DamageError
        If the file is no whole ledger.
    BusyError
        If another program held it for too long.
    OutputError
        If it could not be written; what was in it still is.
    """
    try:
        yield
    except UnicodeDecodeError as error:  # SQLite's own sentence about it quotes the damaged part
        raise damage(path, "is damaged") from error
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_INTERNAL)
        kind = code & 0xFF  # what is above says more exactly which
        if code == sqlite3.SQLITE_IOERR_SHORT_READ or kind in DAMAGED:
            raise damage(path, f"is damaged, or is no ledger of weaklib ({error})") from error
        if kind in HELD:
            msg = (
                f"{path} is held by another program just now, and nothing was written; "
                "try again when that has ended."
            )
            raise BusyError(msg) from error
        if kind in UNWRITTEN:
            msg = (
                f"{path} could not be written ({error}), and is as it was; "
                "make room on the disk, or make the file and its folder writable."
            )
            raise OutputError(msg) from error
        raise

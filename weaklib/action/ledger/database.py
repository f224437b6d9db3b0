"""The file of the ledger, opened for one short transaction: whole, private and safely on disk."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from weaklib.action.ledger import schema
from weaklib.action.ledger.damage import HELD, backup_of, damage, lost, told
from weaklib.action.ledger.records import check_file
from weaklib.book import BusyError, InputError, OutputError

PAUSE = 0.005  # seconds between two tries to be the one who writes


def look(path: Path) -> bool:
    """Tell whether there is a ledger, as far as that can be seen without opening it.

    Raises
    ------
    DamageError
        If something else stands in its place, it is empty, or only its backup is left.
    """
    if not path.exists():
        if backup_of(path).is_file():
            raise lost(path)
        return False
    if not path.is_file():
        raise damage(path, f"is a {'folder' if path.is_dir() else 'device'} and no ledger")
    if path.stat().st_size == 0:
        raise damage(path, "is empty, so whatever was in it is lost")
    return True


@contextmanager
def reading(path: Path, patience: float) -> Iterator[sqlite3.Connection]:
    """Open a ledger that is there for reading it as it stands at one moment.

    Raises
    ------
    DamageError, BusyError, OutputError, InputError
        As `told`, and where the ledger was written by a newer weaklib.
    """
    with told(path), closing(_connected(path, patience)) as connection:
        if _version(connection, path) < len(schema.MIGRATIONS):
            # one that can only be read is read as it is
            with suppress(BusyError, OutputError), writing(path, patience):
                pass  # which brings it up to this version
        connection.execute("BEGIN")
        try:
            _check_length(connection, path)
            yield connection
        finally:
            _rolled_back(connection)


@contextmanager
def writing(path: Path, patience: float) -> Iterator[sqlite3.Connection]:
    """Open a ledger for writing, made if it is not there; what is written stands on disk at the end.

    Raises
    ------
    DamageError, BusyError, OutputError, InputError
        As `told`; where there is no such folder; where the ledger was written by a newer weaklib.
    """
    if not look(path):
        _make(path, patience)
    with told(path), closing(_connected(path, patience)) as connection:
        _begin(connection, patience)
        try:
            _check_length(connection, path)
            _bring_up_to_date(connection, path)
            yield connection
            connection.execute("COMMIT")
        finally:
            _rolled_back(connection)


def copy(path: Path, target: Path) -> None:
    """Write a whole copy of a ledger to `target`, private, and safely on disk before it is there.

    Raises
    ------
    OutputError
        If it could not be written; a copy that was there still is.
    """
    unfinished = _fresh(target)
    with told(path), closing(_connected(path, 1)) as source, closing(_connected(unfinished, 1)) as made:
        made.execute("PRAGMA journal_mode=MEMORY")  # if it is not finished, it is thrown away
        source.backup(made)
    _put(unfinished, target)


def _connected(path: Path, patience: float) -> sqlite3.Connection:
    # nothing else may open the file in this process: closing it would let go of SQLite's locks
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=patience
    )
    # a byte that is no text any more must reach the checksum, not stop the reading
    connection.text_factory = lambda octets: octets.decode("utf-8", "surrogateescape")
    # beyond FULL, the end of the journal is synced too: else a power cut could undo what was acknowledged
    try:
        for setting in ("synchronous=EXTRA", "fullfsync=ON", "foreign_keys=ON", "trusted_schema=OFF"):
            connection.execute(f"PRAGMA {setting}")
    except BaseException:
        connection.close()
        raise
    return connection


def _begin(connection: sqlite3.Connection, patience: float) -> None:
    # SQLite's own waiting backs off to 100 ms and may be passed by for ever where many write
    connection.execute("PRAGMA busy_timeout=0")
    last = time.monotonic() + patience
    while True:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF not in HELD or time.monotonic() > last:
                raise
            time.sleep(PAUSE)
        else:
            break
    connection.execute(f"PRAGMA busy_timeout={int(patience * 1000)}")


def _rolled_back(connection: sqlite3.Connection) -> None:
    if connection.in_transaction:
        connection.execute("ROLLBACK")


def _version(connection: sqlite3.Connection, path: Path) -> int:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    newest = len(schema.MIGRATIONS)
    if application != schema.APPLICATION or version < 1:
        raise damage(path, "is a database of another program, or damaged")
    if version > newest:
        msg = (
            f"{path} has version {version}, written by a newer weaklib, and this one knows those "
            f"up to {newest}: update weaklib, and the ledger opens again."
        )
        raise InputError(msg)
    return int(version)


def _check_length(connection: sqlite3.Connection, path: Path) -> None:
    # SQLite takes half a page for a whole one, and misses it only when it is read
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    (size,) = connection.execute("PRAGMA page_size").fetchone()
    if path.stat().st_size < pages * size:
        raise damage(path, "is damaged: its end is cut off")


def _bring_up_to_date(connection: sqlite3.Connection, path: Path) -> None:
    version = _version(connection, path)
    if version < len(schema.MIGRATIONS):
        check_file(connection, path)  # else damage would be copied over the copy, and carried on
        copy(path, path.with_name(f"{path.name}.version-{version}"))
        _run(connection, version)
        check_file(connection, path)


def _run(connection: sqlite3.Connection, version: int) -> None:
    for statements in schema.MIGRATIONS[version:]:
        for statement in statements:
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version={len(schema.MIGRATIONS)}")


def _make(path: Path, patience: float) -> None:
    """Make an empty ledger that is there whole or not at all, once, however many want it."""
    if not path.parent.is_dir():
        msg = f"There is no folder {path.parent} for the ledger; make it, or name the folder of your exports."
        raise InputError(msg)
    lock = FileLock(path.with_name(f"{path.name}.lock"), mode=0o600)
    try:
        with lock.acquire(timeout=patience):
            if not look(path):
                _make_alone(path)
    except Timeout as error:
        msg = f"{path} is being made by another program just now; try again when it has ended."
        raise BusyError(msg) from error
    except OSError as error:
        raise _unwritten(path, error) from error


def _make_alone(path: Path) -> None:
    unfinished = _fresh(path)
    with told(path), closing(_connected(unfinished, 1)) as connection:
        connection.execute("PRAGMA journal_mode=MEMORY")  # if it is not finished, it is thrown away
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(f"PRAGMA application_id={schema.APPLICATION}")
        _run(connection, 0)
        connection.execute("COMMIT")
    _put(unfinished, path)


def _fresh(target: Path) -> Path:
    """Return an empty private file beside `target`, to be finished and put in its place."""
    unfinished = target.with_name(f"{target.name}.new")
    try:
        # the journal of a killed run would be played back into the new file
        for left in (unfinished, unfinished.with_name(f"{unfinished.name}-journal")):
            left.unlink(missing_ok=True)
        os.close(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except OSError as error:
        raise _unwritten(target, error) from error
    return unfinished


def _put(unfinished: Path, target: Path) -> None:
    try:
        unfinished.replace(target)
        if os.name == "posix":  # the new name too must outlive a power cut
            folder = os.open(target.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)
    except OSError as error:
        raise _unwritten(target, error) from error


def _unwritten(path: Path, error: OSError) -> OutputError:
    why = error.strerror or type(error).__name__
    return OutputError(
        f"{path} could not be written ({why}); make room on the disk, or make its folder writable."
    )

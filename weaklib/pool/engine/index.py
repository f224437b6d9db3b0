"""What DuckDB answers from: one file beside the sheets, worked out of them, and never older than they are.

Ten thousand small files take half a minute to read; so what questions need is read and worked out once, and
kept in `<pool>/.index/pool.duckdb`. It holds for the very files that it was made from, by their names, sizes
and times, and on the days on which the same of them count: a sheet that was withdrawn, was replaced or has
expired makes it anew, whole, so that no row and no conclusion of it stays.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

import duckdb
import pandas as pd
from filelock import FileLock

from weaklib.book import BusyError, OutputError
from weaklib.pool.engine.asking import members_of, translated
from weaklib.pool.engine.prepared import KEPT, STEPS
from weaklib.pool.engine.tables import KEYS, SHEETS, TIES, WORDS
from weaklib.pool.folder import INDEX, every_sheet
from weaklib.pool.folder import SHEETS as FOLDER
from weaklib.pool.manifest import Manifest
from weaklib.pool.private import writing_to
from weaklib.pool.sheet import Sheet
from weaklib.pool.sheet_checks import check_rows
from weaklib.sources.cache.private_files import is_private

NAME = "pool.duckdb"
FORM = 2
"""Counts up whenever what is kept changes its form."""
SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "memory_limit": "1200MB",
    # nothing is fetched, whatever a question would be answered faster by
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}
BUILDING = "building-"
SQL_OF = {"string": "VARCHAR", "array<string>": "VARCHAR[]", "float32": "FLOAT", "boolean": "BOOLEAN"}
KINDS = {
    "member": "member_name",
    "other": "member_name",
    "ask": "ask_name",
    "target": "UUID",
    "contact": "UUID",
} | {word: f"{word}_name" for word in WORDS}
"""How columns lie on disk: few different values as numbers, hashes as 128 bits, which have their order."""
SORTED = {"ties": "organisation, member", "reach": "organisation, member"}
"""What is asked of one organisation then lies together."""


class Made(NamedTuple):
    """From what an index was made, and the days on which the same sheets count."""

    form: int
    pool: str
    fingerprint: str
    sheets: str
    since: dt.date
    until: dt.date


@contextmanager
def index_of(folder: Path, manifest: Manifest, *, as_of: dt.date) -> Iterator[Path]:
    """Yield the index of a pool for a day, made anew where the one that is there is of other sheets.

    Where none can be kept beside the sheets in privacy, on a share that is read-only or another's, it is made
    for this once.

    Raises
    ------
    InputError
        If a file among the sheets is none of this pool.
    OutputError, BusyError
        If it cannot be written, or the pool changed while it was.
    """
    if _is_own(folder / INDEX):
        path = folder / INDEX / NAME
        if not _holds(path, manifest, folder, as_of):
            with _working_in(path.parent), _alone(path.parent):
                if not _holds(path, manifest, folder, as_of):
                    _make(path, manifest, folder, as_of)
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="weaklib-pool-", ignore_cleanup_errors=True) as place:
        with _working_in(Path(place)):
            _make(Path(place, NAME), manifest, folder, as_of)
        yield Path(place, NAME)


def _is_own(folder: Path) -> bool:
    """Tell whether an index is safe in a folder: whoever can write it can answer in the pool's name."""
    with suppress(OSError):
        folder.mkdir(mode=0o700, exist_ok=True)
    return is_private(folder) and os.access(folder, os.W_OK)


@contextmanager
def _working_in(folder: Path) -> Iterator[None]:
    try:
        with writing_to(folder):
            yield
    except duckdb.Error as error:
        why = str(error).splitlines()[0][:160]
        msg = (
            f"What questions need could not be kept in {folder} ({why}); free some room there, and ask again."
        )
        raise OutputError(msg) from error


def connected(path: Path, *, read_only: bool = True) -> duckdb.DuckDBPyConnection:
    """Return DuckDB over one file, silent and by itself; what only reads reads nothing else."""
    settings = SETTINGS | {"enable_external_access": not read_only}
    connection = duckdb.connect(str(path), read_only=read_only, config=settings)
    return connection.execute("SET enable_progress_bar = false")


def _listing(folder: Path) -> str:
    """Return by what a change of a file is seen, without opening one."""
    paths = sorted((folder / FOLDER).glob("*.parquet"))
    seen = [(path.name, at.st_size, at.st_mtime_ns, at.st_ctime_ns) for path in paths for at in [path.stat()]]
    return hashlib.sha256(repr(seen).encode()).hexdigest()


def _holds(path: Path, manifest: Manifest, folder: Path, as_of: dt.date) -> bool:
    if not path.is_file():
        return False
    try:
        with connected(path) as connection:
            made = Made(*connection.sql("SELECT * FROM made").fetchall()[0])
    except (duckdb.Error, TypeError, IndexError):
        return False
    same = made[:4] == (FORM, manifest.pool, manifest.fingerprint, _listing(folder))
    return same and made.since <= as_of <= made.until


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the folder, and clear away what a killed run left in it."""
    with FileLock(folder / ".lock", mode=0o600):
        for torn in folder.glob(f"{BUILDING}*"):
            shutil.rmtree(torn, ignore_errors=True)
        yield


def _make(path: Path, manifest: Manifest, folder: Path, day: dt.date) -> None:
    listing, sheets = _listing(folder), every_sheet(folder)
    current = [sheet for sheet in sheets if sheet.expires >= day]
    gone = [sheet.expires for sheet in sheets if sheet.expires < day]
    since = max(gone) + dt.timedelta(days=1) if gone else dt.date.min
    until = min((sheet.expires for sheet in current), default=dt.date.max)
    made = Made(FORM, manifest.pool, manifest.fingerprint, listing, since, until)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=BUILDING, ignore_cleanup_errors=True) as place:
        whole = Path(place, path.name)
        with connected(Path(place, "work.duckdb"), read_only=False) as connection:
            connection.execute("SET preserve_insertion_order = false")
            _read(connection, current)
            _work_out(connection)
            connection.execute(f"ATTACH '{_quoted(whole)}' AS kept")
            _keep(connection, current)
            _note(connection, made)
            connection.execute("DETACH kept")
        whole.chmod(0o600)
        if not path.parent.is_dir():
            msg = f"The pool in {path.parents[1]} changed while it was read; ask again."
            raise BusyError(msg)
        whole.replace(path)


def _read(connection: duckdb.DuckDBPyConnection, sheets: list[Sheet]) -> None:
    for table in (SHEETS, KEYS):
        columns = ", ".join(f'"{name}" {SQL_OF[str(kind)]}' for name, kind in table.schema().items())
        connection.execute(f"CREATE TABLE {table.get_name()} ({columns})")
    if not sheets:
        return
    keys = [(sheet.member, key, key == sheet.keys[0]) for sheet in sheets for key in sheet.keys]
    said = pd.DataFrame(keys, columns=list(KEYS.columns))
    connection.register("said", said).execute("INSERT INTO member_keys SELECT * FROM said")
    columns = ", ".join(f'"{name}"' for name in SHEETS.columns if name != "member")
    for sheet in sheets:  # one may have come here by another way than `add`
        check_rows(sheet)
    connection.execute(
        f"INSERT INTO sheets BY NAME SELECT parse_filename(filename, true) AS member, {columns} "  # noqa: S608 - our own names
        "FROM read_parquet(?, filename = true)",
        [[str(sheet.path) for sheet in sheets]],
    )


def _work_out(connection: duckdb.DuckDBPyConnection) -> None:
    for name, step in STEPS.items():
        connection.execute(f"CREATE TABLE {name} AS {translated(step, 'duckdb')[0]}")


def _keep(connection: duckdb.DuckDBPyConnection, sheets: list[Sheet]) -> None:
    connection.register("members_held", members_of(sheets).reset_index())
    connection.execute("CREATE TABLE members AS SELECT member FROM members_held")
    _name_values(connection)
    for name in (*KEPT, "members"):
        columns = [row[0] for row in connection.execute(f"DESCRIBE {name}").fetchall()]
        cast = ", ".join(f"{column}::{_kind(column)} AS {column}" for column in columns if column in KINDS)
        rest = ", ".join(column for column in columns if column not in KINDS)
        whole = f"SELECT {cast}{', ' * bool(rest)}{rest} FROM {name}"  # noqa: S608 - our own names
        order = SORTED.get(name, "ALL")
        connection.execute(f"CREATE TABLE kept.{name} AS {whole} ORDER BY {order}")
    connection.execute("CREATE TABLE kept.members_said AS SELECT * FROM members_held ORDER BY member")


def _name_values(connection: duckdb.DuckDBPyConnection) -> None:
    """List the values of each column that has few of them, in the order of their letters."""
    words = {"member": "members", **dict.fromkeys((*WORDS, "ask"), TIES.get_name())}
    for word, table in words.items():
        # one value more, since there is no list of none
        values = f"SELECT DISTINCT {word} AS v FROM {table} WHERE {word} IS NOT NULL UNION SELECT ''"  # noqa: S608
        connection.execute(f"CREATE TYPE kept.{word}_name AS ENUM (SELECT v FROM ({values}) ORDER BY v)")  # noqa: S608


def _kind(column: str) -> str:
    return KINDS[column] if KINDS[column] == "UUID" else f"kept.{KINDS[column]}"


def _note(connection: duckdb.DuckDBPyConnection, made: Made) -> None:
    connection.execute(
        "CREATE TABLE kept.made AS SELECT ?::INTEGER AS form, ? AS pool, ? AS fingerprint, "
        "? AS sheets, ?::DATE AS since, ?::DATE AS until",
        list(made),
    )


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")

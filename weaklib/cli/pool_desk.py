"""What every command of a pool needs: the pool, the member's own data folder and key, and today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import click

from weaklib.book import Book, InputError
from weaklib.cli.options import folder_of, read_book
from weaklib.console import progress, warn
from weaklib.pool import folder
from weaklib.pool.footers import Tell
from weaklib.pool.key import Key, own_hashes, read_key
from weaklib.pool.manifest import Manifest, read_manifest
from weaklib.pool.sheet import Sheet

Command = TypeVar("Command", bound=Callable[..., Any])
MOST_FILES = 5


class Desk(NamedTuple):
    """A member at their own machine: their exports, the folder they are in, the pool, and its key.

    Attributes
    ----------
    data, folder
        Where the exports are, and the pool.
    manifest, key
        What the pool says of itself, and its key as it was handed to the member.
    """

    data: Path
    folder: Path
    manifest: Manifest
    key: Key

    def book(self) -> Book:
        """Return what the member's exports say."""
        return read_book(self.data)


def pool_option(command: Command) -> Command:
    """Take the folder of the pool."""
    return click.option(
        "--pool",
        "folder",
        required=True,
        metavar="FOLDER",
        type=click.Path(path_type=Path),
        help="The folder of the pool.",
    )(command)


def key_option(command: Command) -> Command:
    """Take the file with the pool's key, the first time."""
    return click.option(
        "--key",
        "given",
        metavar="FILE",
        type=click.Path(path_type=Path),
        help="The pool's key, as it was handed to you; needed once.",
    )(command)


def engine_option(command: Command) -> Command:
    """Take where the questions are computed."""
    return click.option(
        "--engine",
        default="",
        metavar="ENGINE",
        help='Where it is computed: "duckdb" (the default), "spark", or a master as spark://host:7077.',
    )(command)


@contextmanager
def looking() -> Iterator[Tell]:
    """Yield what tells how far the looking through a pool is; nothing is shown where that takes no time."""
    with ExitStack() as shown:
        bar: list[Tell | None] = []

        def tell(source: str, done: int, total: int) -> None:
            if not bar:
                bar.append(shown.enter_context(progress("Looking through the pool")))
            if bar[0]:
                bar[0](source, done, total)

        yield tell


def say_left_out(left_out: Sequence[str]) -> None:
    """Say what is wrong with files that do not count, one sentence each; of many only the first."""
    for sentence in left_out[:MOST_FILES]:
        warn(f"Left out: {sentence}")
    if len(left_out) > MOST_FILES:
        warn(f"Left out for the like: {len(left_out) - MOST_FILES} more files.")


def desk_of(data: Path | None, folder: Path, given: Path | None = None) -> Desk:
    """Return the desk of a member.

    Raises
    ------
    InputError
        If the folder is no pool, or there is no key of it here.
    """
    manifest = read_manifest(folder)
    own = own_folder(data)
    return Desk(own, folder, manifest, read_key(own, manifest, given=given))


def own_folder(data: Path | None) -> Path:
    """Return the data folder; that of the file, where one export is named."""
    named = folder_of(data)
    return named if named.is_dir() or not named.exists() else named.parent


def own_sheet(desk: Desk, book: Book, as_of: dt.date) -> Sheet:
    """Return the member's own sheet in the pool.

    Raises
    ------
    InputError
        If there is none: who asks shares too.
    """
    sheet = folder.own_sheet(desk.folder, own_hashes(desk.key, book.owner), as_of=as_of)
    if sheet is not None:
        return sheet
    msg = (
        f"You have no sheet in the pool {desk.manifest.name!r} that holds today, and who asks shares too; "
        "write one with `weaklib pool contribute`, and have it added."
    )
    raise InputError(msg)

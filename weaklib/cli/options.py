"""What every command takes, and the folder and the book that it is about."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from weaklib.book import Book
from weaklib.console import FORMATS, progress, warn
from weaklib.measures.period import day_of

Command = TypeVar("Command", bound=Callable[..., Any])


def data_argument(command: Command) -> Command:
    """Take the folder of exports, or one export."""
    return click.argument("data", required=False, type=click.Path(path_type=Path))(command)


def style_option(command: Command) -> Command:
    """Take how to print the table."""
    return click.option(
        "--format", "style", type=click.Choice(FORMATS), default="table", help="How to print it."
    )(command)


def as_of_option(what: str) -> Callable[[Command], Command]:
    """Take the day as of which the command tells, which is here `what`; "" is the last that is covered."""

    def taking(command: Command) -> Command:
        return click.option("--as-of", default="", metavar="DAY", callback=_checked_day, help=what)(command)

    return taking


def _checked_day(_context: click.Context, _option: click.Parameter, day: str) -> str:
    if day:  # before anything is read, which can take a while
        day_of(day, "--as-of")
    return day


def debug_option(command: Command) -> Command:
    """Take `--debug` after the subcommand too; `main` looks for it."""
    return click.option("--debug", is_flag=True, expose_value=False, help="Show the traceback of an error.")(
        command
    )


def read_book(data: Path | None) -> Book:
    """Read the exports, and show how far it is where somebody watches."""
    from weaklib.sources import read

    folder = folder_of(data)
    with progress("Reading") as told:
        return read(folder, progress=told)


def folder_of(data: Path | None) -> Path:
    """Return the folder of exports; where nobody named one and `data` holds none, the example's."""
    from weaklib.sources.files import open_exports

    if data is not None:
        return data
    default = Path("data")
    if default.is_dir() and any(open_exports(default)):
        return default
    folder = default / "example"
    if not folder.is_dir():
        from weaklib.example import write

        write(folder)
    warn(f"There are no exports in {default}: this is the example in {folder}.")
    return folder

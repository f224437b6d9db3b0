"""What the subcommands of `weaklib log` take, and how they ask for what is missing."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from weaklib.cli.options import Command

RATED = {
    "engagement": "How much they took part, from 0 (not) to 3 (much).",
    "support": "How much they supported you, from 0 to 3.",
    "guidance": "How much they guided you, from 0 to 3.",
}


def person_option(command: Command) -> Command:
    """Take whom the entry is about."""
    return click.option("--person", metavar="P", help="Who: their id, address or name.")(command)


def purpose_option(what: str) -> Callable[[Command], Command]:
    """Take the purpose, which is here `what`."""

    def taking(command: Command) -> Command:
        return click.option("--purpose", default="", metavar="PURPOSE", help=what)(command)

    return taking


def on_option(command: Command) -> Command:
    """Take the day when it happened."""
    return click.option("--on", metavar="DAY", help="When it happened, as 2026-10-31; else today.")(command)


def note_option(command: Command) -> Command:
    """Take free words."""
    return click.option("--note", default="", metavar="TEXT", help="Free words, for you alone.")(command)


def rating_options(command: Command) -> Command:
    """Take the three ratings."""
    for name, what in reversed(RATED.items()):
        command = click.option(f"--{name}", type=int, metavar="N", help=what)(command)
    return command


def ids_argument(command: Command) -> Command:
    """Take the id of an entry and the folder, in any order."""
    return click.argument("given", nargs=-1, metavar="[DATA] [ID]")(command)


def id_and_data(given: Sequence[str]) -> tuple[int | None, Path | None]:
    """Tell the id of an entry from the folder.

    >>> id_and_data(["7"])
    (7, None)

    Raises
    ------
    UsageError
        If there is more than one of either.
    """
    ids = [text for text in given if re.fullmatch(r"[0-9]{1,15}", text)]
    folders = [text for text in given if text not in ids]
    if len(ids) > 1 or len(folders) > 1:
        msg = f"Name one entry and one folder; these are {len(given)}: {' '.join(given)[:80]}."
        raise click.UsageError(msg)
    return (int(ids[0]) if ids else None), (Path(folders[0]) if folders else None)


def asked(option: str, value: str | None, choices: Sequence[str] = ()) -> str:
    """Return what an option says; where it is missing and somebody is there to ask, ask them.

    Raises
    ------
    UsageError
        If it is missing and nobody can be asked, or it is none of the choices.
    """
    if value is None and sys.stdin.isatty() and sys.stderr.isatty():
        hint = f" ({', '.join(choices)})" if choices else ""
        value = str(click.prompt(option.removeprefix("--").capitalize() + hint, err=True))
    if value is None:
        msg = f"Missing option '{option}'."
        raise click.UsageError(msg)
    if choices and value not in choices:
        msg = f"{option} is {value[:40]!r}; name one of {', '.join(choices)}."
        raise click.UsageError(msg)
    return value

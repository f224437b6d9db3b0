"""What the subcommands of `weaklib log` take, and how they ask for what is missing."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from weaklib.cli import log_completion as completion
from weaklib.cli.options import Command

PROPOSAL = re.compile(r"p[0-9a-f]{3,12}")
RATED = {
    "engagement": "How much they took part, from 0 (not) to 3 (much).",
    "support": "How much they supported you, from 0 to 3.",
    "guidance": "How much they guided you, from 0 to 3.",
}
NO_RATING = "none"


def person_option(command: Command) -> Command:
    """Take whom the entry is about."""
    return click.option(
        "--person", metavar="P", help="Who: their id, address or name.", shell_complete=completion.people
    )(command)


def step_option(command: Command) -> Command:
    """Take what happened."""
    return click.option(
        "--step",
        metavar="STEP",
        help="sent, or what came of it: replied, help and so on.",
        shell_complete=completion.steps,
    )(command)


def to_option(command: Command) -> Command:
    """Take whom something leads to."""
    return click.option(
        "--to",
        "to_person",
        default="",
        metavar="P",
        help="Whom an introduction leads to.",
        shell_complete=completion.people,
    )(command)


def purpose_option(what: str) -> Callable[[Command], Command]:
    """Take the purpose, which is here `what`."""

    def taking(command: Command) -> Command:
        return click.option(
            "--purpose", default="", metavar="PURPOSE", help=what, shell_complete=completion.purposes
        )(command)

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


def rating_options_or_none(command: Command) -> Command:
    """Take the three ratings, each of which the word none takes away."""
    for name, what in reversed(RATED.items()):
        told = f"{what.removesuffix('.')}; none takes it away."
        command = click.option(f"--{name}", type=_RatingOrNone(), metavar="N", help=told)(command)
    return command


class _RatingOrNone(click.ParamType):  # type: ignore[type-arg]
    name = "rating"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int | str:
        if str(value).strip().lower() == NO_RATING:
            return NO_RATING
        return click.INT.convert(value, param, ctx)


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
        If there is more than one of either, or a word is neither.
    """
    ids = [text for text in given if re.fullmatch(r"[0-9]{1,15}", text)]
    folders = [text for text in given if text not in ids]
    _check_words(folders, "`weaklib log list` shows the ids of entries")
    if len(ids) > 1 or len(folders) > 1:
        msg = f"Name one entry and one folder; these are {len(given)}: {' '.join(given)[:80]}."
        raise click.UsageError(msg)
    return (int(ids[0]) if ids else None), (Path(folders[0]) if folders else None)


def proposals_argument(command: Command) -> Command:
    """Take the ids of proposals and the folder, in any order."""
    return click.argument("given", nargs=-1, metavar="[DATA] [PROPOSAL]...")(command)


def proposals_and_data(given: Sequence[str]) -> tuple[list[str], Path | None]:
    """Tell the ids of proposals, or their beginnings, from the folder.

    >>> proposals_and_data(["p3fa2c81b09e1", "p77c", "."])[0]
    ['p3fa2c81b09e1', 'p77c']

    Raises
    ------
    UsageError
        If there is more than one folder, or a word is neither.
    """
    ids = [text for text in given if PROPOSAL.fullmatch(text) and not Path(text).exists()]
    folders = [text for text in given if text not in ids]
    _check_words(folders, "`weaklib log list --proposed` shows the ids of proposals")
    if len(folders) > 1:
        msg = f"Name one folder; these are {len(folders)}: {' '.join(folders)[:80]}."
        raise click.UsageError(msg)
    return ids, (Path(folders[0]) if folders else None)


def _check_words(words: Sequence[str], remedy: str) -> None:
    for word in words:
        if not Path(word).exists():
            msg = f"{word[:80]!r} is no id, and no folder either; {remedy}."
            raise click.UsageError(msg)


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

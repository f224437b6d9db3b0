"""Which options of `weaklib log` say something of which step, told in the words of the command."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType

import click

from weaklib.measures.sentences import listed

RATED = ("engagement", "support", "guidance")
OPTIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "attempt": ("on", "purpose", "to_person", "via", "chosen", "note"),
        "outcome": ("on", "purpose", "to_person", *RATED, "unasked", "note"),
        "gift": ("on", "to_person", *RATED, "unasked", "note"),
        "mark": ("on", "purpose", "until", "note"),
        "refusal": ("on", "note"),
    }
)
"""What an entry of each kind may say beside whom it is about."""


def check_said(kind: str, step: str, said: Collection[str], *, entry: int | None = None) -> None:
    """Check that an entry may say what the options say.

    Parameters
    ----------
    kind, step
        What the entry is.
    said
        The options that say something, by the names of their parameters.
    entry
        Its id, where it is there already.

    Raises
    ------
    UsageError
        If it may not: with what it may say.
    """
    may = [name for name in OPTIONS[kind] if entry is None or name not in _fixed(kind)]
    others = [name for name in said if name not in may]
    if not others:
        return
    told = "a step that came unasked" if kind == "gift" else f"{step!r}"
    what = told if entry is None else f"entry {entry}, {told}"
    names = listed([_option(name) for name in may])
    msg = f"{_option(others[0])} says nothing of {what}; leave it out. Of that you may say {names}."
    if kind == "outcome" and others[0] == "via":
        msg += " The way stands with what was sent: edit that entry."
    raise click.UsageError(msg)


def _fixed(kind: str) -> tuple[str, ...]:
    # an outcome finds its attempt by the purpose, and has it from there
    return ("unasked", "chosen", *(("purpose",) if kind == "outcome" else ()))


def _option(name: str) -> str:
    return f"--{name.removesuffix('_person')}"

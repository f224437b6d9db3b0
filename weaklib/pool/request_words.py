"""What an introducer may write: first to the person who is meant, and only after their yes to both."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import pandas as pd
import yaml

from weaklib.book import Book
from weaklib.measures.sentences import on_day
from weaklib.pool.request import Request
from weaklib.sources.names import name_parts


class Drafts(NamedTuple):
    """Two messages: the one that asks, and the one for after a yes."""

    ask_first: str
    after_yes: str


@cache
def words() -> dict[str, dict[str, str]]:
    """Return the messages of each language, as request_words.yaml beside this module holds them."""
    text = files("weaklib.pool").joinpath("request_words.yaml").read_text(encoding="utf-8")
    held: dict[str, dict[str, str]] = yaml.safe_load(text)
    return held


def drafts(request: Request, book: Book, person: str, *, language: str = "en") -> Drafts:
    """Return what the introducer may write, to be changed at will; nothing is sent.

    Parameters
    ----------
    request
        What was handed over.
    book
        The introducer's own exports.
    person
        Who is meant, as `who_is_meant` returns it.
    language
        One of those of the openers; English where there are no words of it.
    """
    said = words().get(language, words()["en"])
    full = _name(book.people["name"], person)
    blanks = {
        "name": name_parts(full)[0] or full,
        "full": full,
        "by": request.by,
        "pool": request.pool_name,
        "owner": name_parts(book.owner.name)[0] or request.to,
        "why": said["about"].format(why=request.why) if request.why else "",
    }
    return Drafts(said["ask_first"].format(**blanks), said["after_yes"].format(**blanks))


def _name(names: pd.Series[Any], person: str) -> str:
    name = names.get(person)
    return name if isinstance(name, str) and name.strip() else person


def meant_in_words(request: Request, tie: pd.Series[Any]) -> list[str]:
    """Return who is meant, for the introducer's eyes alone, and who asks.

    Parameters
    ----------
    request
        What was handed over.
    tie
        The row of the tie table of who is meant.
    """
    where = f" ({tie['organisation']})" if isinstance(tie["organisation"], str) else ""
    last = tie["last_contact"]
    touch = "you were never in touch by these exports" if pd.isna(last) else f"last in touch {on_day(last)}"
    through = f", who comes through {request.through}," if request.through else ""
    about = f" about this: “{request.why}”" if request.why else ""
    return [
        f"{request.by}{through} asks you for an introduction to {tie['name']}{where}{about}.",
        f"Your tie to them is {tie['class']}; {touch}.",
        f"You decide. If you would rather not, tell {request.by} no, without saying who was meant."
        + (f" They can be reached so: {request.by_reach}." if request.by_reach else ""),
    ]

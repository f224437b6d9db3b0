"""What the exports say of what people know: positions, functions, what they did once, skills and notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

import pandas as pd

from weaklib.action.reasons import Row
from weaklib.book import Book

Text: TypeAlias = tuple[str, Row, str]
"""A text on a person, the row where it stands, and its kind."""
Told: TypeAlias = tuple[str, str, Row, str]
"""A person, and a text on them."""

SKILL_OF = {"out": "skill_out", "in": "skill_in"}


def texts_on(book: Book, day: pd.Timestamp) -> dict[str, list[Text]]:
    """Return everything that says what people know, as of a day, for `expertise.index_of`.

    Parameters
    ----------
    book
        What was read, not cut at a day: the rows named are its rows.
    day
        Endorsements after it, and what exports after it say, are not known yet; where no export by then tells
        of a person, the first one that does counts.

    Returns
    -------
    dict
        For each person (text, row, kind): "position", what they do by the newest export, and its "function";
        "earlier_position", what they did by older ones, or until a day that is past; "skill_out" and
        "skill_in", what the owner endorsed them for and they endorsed the owner for, each skill once, by its
        newest row; "note", the owner's own. A position that was theirs earlier too is no earlier one.

    Examples
    --------
    >>> import weaklib as wl
    >>> book = wl.read("data/example")
    >>> texts_on(book, book.last_day())["soren-achterberg"][0][0]
    'Staff Engineer'
    """
    positions = list(_positions(book.affiliations, day))
    placed = {person for person, *_ in positions}
    elsewhere = book.people["position"][~book.people.index.isin(placed)]
    found: dict[str, list[Text]] = {}
    for person, text, row, kind in (
        *positions,
        *_of_people(elsewhere, "position"),
        *_of_people(book.people["note"], "note"),
        *_skills(book, day),
    ):
        found.setdefault(person, []).append((text, row, kind))
    return found


def _of_people(texts: pd.Series, kind: str) -> Iterator[Told]:
    for person, text in texts.dropna().items():
        yield str(person), str(text), ("people", str(person)), kind


def _positions(affiliations: pd.DataFrame, day: pd.Timestamp) -> Iterator[Told]:
    """Give what people do and did; the newest first, so that an earlier position of the same name is none."""
    recorded = affiliations["as_recorded_on"]
    by_then = recorded.le(day).groupby(affiliations["person"]).transform("any")
    known = affiliations[(recorded.isna() | recorded.le(day) | ~by_then) & affiliations["role"].notna()]
    newest = known["as_recorded_on"].groupby(known["person"]).transform("max")
    older = known["as_recorded_on"].lt(newest) | known["until"].le(day)
    told: set[tuple[str, str]] = set()
    for table, kind in ((known[~older], "position"), (known[older], "earlier_position")):
        columns = (table[name].tolist() for name in ("person", "role", "function"))
        for label, person, role, function in zip(table.index, *columns, strict=True):
            row = ("affiliations", label)
            if (person, role.casefold()) not in told:
                told.add((person, role.casefold()))
                yield person, role, row, kind
                if kind == "position" and isinstance(function, str):
                    yield person, function, row, "function"


def _skills(book: Book, day: pd.Timestamp) -> Iterator[Told]:
    end = book.night_after(day)
    rows = book.interactions[
        book.interactions["skill"].notna() & book.interactions["direction"].isin(SKILL_OF)
    ]
    rows = rows[rows["skill"].ne("") & rows["at"].lt(end)].sort_values("at", ascending=False, kind="stable")
    rows = rows.drop_duplicates(["person", "direction", "skill"])
    columns: Iterable[pd.Series] = (rows["person"], rows["skill"], rows["direction"])
    for label, person, skill, direction in zip(rows.index, *columns, strict=True):
        yield person, skill, ("interactions", label), SKILL_OF[direction]

"""Why a person may help with a challenge, in plain words: what their texts say, each with its row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from types import MappingProxyType
from typing import Any, TypeAlias

import pandas as pd

from weaklib.action.expertise import Match
from weaklib.action.expertise_forms import readable
from weaklib.action.expertise_index import Document
from weaklib.action.reasons import Reason, Row
from weaklib.book import Book
from weaklib.measures.sentences import listed, on_day

MOST_TEXTS = 3  # on one person that are told of
LONGEST_TEXT = 120
SURE_FIT = 0.9

Facts: TypeAlias = dict[str, object]


def expertise_reasons(
    book: Book, matches: Sequence[Match], adds: float, *, asked_in: tuple[Row, ...] = ()
) -> list[Reason]:
    """Return why a person may help, a reason for each text that answers something, the most telling first.

    Parameters
    ----------
    book
        Whose rows the texts are.
    matches
        What `expertise.rank` found of the person.
    adds
        What the match as a whole adds to the value; each reason has its share of it.
    asked_in
        The row of the goals where the challenge stands, if it stands there.
    """
    by_text: dict[Document, list[Match]] = {}
    for match in matches:
        by_text.setdefault(match.document, []).append(match)
    told = sorted(by_text.items(), key=lambda each: -_share(each[1]))
    told = _without_functions(told)[:MOST_TEXTS]
    whole = sum(_share(found) for _, found in told)
    return [
        _reason(book, text, found, adds * _share(found) / whole, asked_in=asked_in) for text, found in told
    ]


def _share(matches: Iterable[Match]) -> float:
    return sum(match.share for match in matches)


def _without_functions(told: list[tuple[Document, list[Match]]]) -> list[tuple[Document, list[Match]]]:
    """Leave out functions where the position that they are told by answers too."""
    positions = {document.row for document, _ in told if document.kind == "position"}
    return [each for each in told if each[0].kind != "function" or each[0].row not in positions]


def _reason(
    book: Book, document: Document, matches: Sequence[Match], adds: float, *, asked_in: tuple[Row, ...]
) -> Reason:
    asked = tuple(dict.fromkeys(chain.from_iterable(match.asked for match in matches)))
    said, kind, facts = _SAID[document.kind](book, document)
    facts["asked"] = asked
    facts["found"] = tuple(dict.fromkeys(match.found for match in matches))
    return Reason(
        kind=kind,
        text=f"You ask about {listed([quoted(word) for word in asked])}, and {said}.",
        facts=MappingProxyType(facts),
        rows=(document.row, *asked_in),
        confidence=_confidence(document.kind, max(match.fit for match in matches)),
        adds=adds,
    )


def _confidence(kind: str, fit: float) -> str:
    if kind in ("skill_in", "function"):
        return "low"
    return "high" if fit >= SURE_FIT and kind != "earlier_position" else "medium"


def quoted(text: str) -> str:
    """Return a text of an export in quotation marks, on one line and no longer than is read at a glance.

    >>> quoted("Data  Engineer")
    '“Data Engineer”'
    """
    plain = readable(text[: 4 * LONGEST_TEXT])
    return f"“{plain if len(plain) <= LONGEST_TEXT else plain[: LONGEST_TEXT - 1].rstrip() + '…'}”"


Said: TypeAlias = tuple[str, str, Facts]
"""The second half of a sentence, the kind of reason, and the values in it."""


def _position(book: Book, document: Document) -> Said:
    where = _organisation(book, document)
    return (
        f"they work as {quoted(document.text)}{_at(where)}",
        "position",
        {"position": document.text} | where,
    )


def _function(book: Book, document: Document) -> Said:
    role = str(_cell(book, document.row, "role"))
    return (
        f"by their title, {quoted(role)}, their work is probably {document.text}",
        "position",
        {"position": role, "function": document.text},
    )


def _earlier(book: Book, document: Document) -> Said:
    until, recorded = (_cell(book, document.row, column) for column in ("until", "as_recorded_on"))
    where = _organisation(book, document)
    facts: Facts = {"position": document.text} | where
    told = f"they worked as {quoted(document.text)}{_at(where)}"
    if pd.notna(until):
        return f"{told} until {on_day(until)}", "earlier_position", facts | {"until": until}
    if pd.notna(recorded):
        told = f"{told}, as an export of {on_day(recorded)} has it"
        return told, "earlier_position", facts | {"as_recorded_on": recorded}
    return f"{told} once", "earlier_position", facts


def _endorsed_by_owner(book: Book, document: Document) -> Said:
    day = _day_of(book, document)
    facts: Facts = {"skill": document.text, "direction": "out", "on": day}
    return f"you endorsed them for {quoted(document.text)} on {on_day(day)}", "skill", facts


def _endorsed_the_owner(book: Book, document: Document) -> Said:
    day = _day_of(book, document)
    facts: Facts = {"skill": document.text, "direction": "in", "on": day}
    told = (
        f"they endorsed you for {quoted(document.text)} on {on_day(day)}: they probably know a little of it"
    )
    return told, "skill", facts


def _note(_: Book, document: Document) -> Said:
    return f"your own note on them says {quoted(document.text)}", "note", {"note": document.text}


def _organisation(book: Book, document: Document) -> Facts:
    name = _cell(book, document.row, "organisation")
    return {"organisation": str(name)} if pd.notna(name) else {}


def _cell(book: Book, row: Row, column: str) -> Any:
    table: pd.DataFrame = getattr(book, row[0])
    return table.at[row[1], column]


def _at(where: Facts) -> str:
    return f" at {readable(str(where['organisation']))}" if where else ""


def _day_of(book: Book, document: Document) -> pd.Timestamp:
    at = pd.Timestamp(_cell(book, document.row, "at"))
    return at.tz_convert(book.owner.zone).tz_localize(None).normalize()


_SAID: Mapping[str, Callable[[Book, Document], Said]] = MappingProxyType(
    {
        "position": _position,
        "function": _function,
        "earlier_position": _earlier,
        "skill_out": _endorsed_by_owner,
        "skill_in": _endorsed_the_owner,
        "note": _note,
    }
)

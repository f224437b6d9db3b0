"""The cards of everybody as columns: what a page needs to lay out any card by itself, in few bytes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd

from weaklib.book import Book
from weaklib.measures.roll import NEVER, Ints, day_number, whole_days
from weaklib.measures.strength import WEIGHTS
from weaklib.views.card import actions_of
from weaklib.views.card_months import MONTHS, Contacts, contacts_of, days_by_month, last_month
from weaklib.views.card_ties import ties_data
from weaklib.views.card_words import visible
from weaklib.views.packing import Packed, coded, packed, percent
from weaklib.views.theme import CLASS_COLOURS, CLASS_MEANINGS, UNNAMED, class_numbers

FAMILIES = ("message", "mail", "meeting")
OWN = ("organisation", "field")


def cards_data(
    book: Book,
    ties: pd.DataFrame,
    bridges: pd.DataFrame,
    graph: nx.Graph[Any],
    circles: pd.Series[Any],
    *,
    people: Sequence[str] | None = None,
    plan: pd.DataFrame | None = None,
    as_of: str | pd.Timestamp | None = None,
) -> dict[str, Any]:
    """Return all that the cards of these people hold, as columns ready for JSON; nothing is escaped.

    Parameters
    ----------
    book, ties, bridges, graph, circles, plan, as_of
        As for `card_of`.
    people
        Everybody, in the order of their numbers; by default that of the tie table.

    Returns
    -------
    dict
        Texts as lists, or as the different ones and numbers among them (`of`, `at`; 0 is none); numbers
        packed as plotly does (`dtype`, `bdata`); shares as hundredths, 255 where not known; days counted
        from 1970, 0 for none. `ties` is what `ties_data` returns.
    """
    index = pd.Index(list(ties.index if people is None else people), name="person", tupleize_cols=False)
    day = book.day(as_of)
    told = ties.reindex(index)
    found = bridges.reindex(index)
    fields = dict(graph.nodes(data="field"))
    field = [fields.get(person) for person in index]
    contacts = contacts_of(book, index, day)
    return {
        "day": day_number(day),
        "name": [text(name) or UNNAMED for name in told["name"]],
        "organisation": coded(told["organisation"].tolist()),
        "position": coded(book.people["position"].reindex(index).tolist()),
        "field": coded(field),
        "circle": coded(circles.reindex(index).tolist()),
        "class": _classes(told["class"]),
        "strength": percent(told["strength"]),
        "outlook": percent(told["outlook"]),
        "confidence": coded(told["confidence"].tolist()),
        "closeness": percent(book.people["closeness"].reindex(index)),
        "parts": {part: percent(told[part]) for part in WEIGHTS},
        "weights": dict(WEIGHTS),
        "bridging": percent(found["bridging"]),
        "bridge": packed(found["bridge"].eq(True).to_numpy()),
        "opens": _opens(found["opens"], told["organisation"].tolist(), field),
        "first": _days(told["first_contact"]),
        "last": _days(told["last_contact"]),
        "days": packed(told["contact_days"].fillna(0).to_numpy(np.int64)),
        "contacts": _counts(contacts, len(index)),
        "months": _months(contacts, last_month(told["last_contact"], day), len(index)),
        "ties": ties_data(graph, index),
        "actions": _actions(plan, index),
    }


def text(value: object) -> str:
    """Return a text on one line; "" for what is none, or would not be seen."""
    return " ".join(visible(value).split())


def _classes(classes: pd.Series[Any]) -> dict[str, Any]:
    """The classes in their order, what they mean, and the number of each person's, from 0."""
    names, codes = list(CLASS_COLOURS), class_numbers(classes)
    return {"of": names, "meanings": [CLASS_MEANINGS[name] for name in names], "at": packed(codes)}


def _opens(opens: pd.Series[Any], *own: Sequence[object]) -> dict[str, list[Any]]:
    """What each person alone opens, by number; their own organisation and field are 0 and 1, to be short."""
    found: dict[str, list[Any]] = {}
    for number, ways in enumerate(opens):
        if isinstance(ways, tuple) and ways:
            short = {
                f"{kind} {of[number]}": place for place, (kind, of) in enumerate(zip(OWN, own, strict=True))
            }
            found[str(number)] = [short.get(way, text(way)) for way in ways]
    return found


def _days(days: pd.Series[Any]) -> Packed:
    numbers = whole_days(days)
    return packed(np.where(numbers == NEVER, 0, np.maximum(numbers, 0)))


def _counts(contacts: Contacts, size: int) -> dict[str, Packed]:
    """How many messages, mails and meetings there were with each, and how many meetings of two."""
    alone = contacts.alone.to_numpy(bool)
    which = {name: (contacts.family == name).to_numpy(bool) for name in FAMILIES}
    which["alone"] = which["meeting"] & alone
    return {name: packed(np.bincount(contacts.person[rows], minlength=size)) for name, rows in which.items()}


def _months(contacts: Contacts, ends: Ints, size: int) -> dict[str, Any]:
    """How many months of each chart have contact; of these, in turn, which they are and on how many days."""
    table = days_by_month(contacts, ends)
    return {
        "span": MONTHS,
        "many": packed(np.bincount(table["person"].to_numpy(np.int64), minlength=size)),
        "month": packed(table["month"].to_numpy(np.int64)),
        "days": packed(table["days"].to_numpy(np.int64)),
    }


def _actions(plan: pd.DataFrame | None, index: pd.Index[Any]) -> dict[str, list[list[str]]]:
    """What the plan suggests, by number of the person."""
    if plan is None or plan.empty:
        return {}
    asked = [person for person in dict.fromkeys(plan["person"]) if person in index]
    places = index.get_indexer(pd.Index(asked, dtype="object"))
    return {
        str(place): [list(action) for action in actions_of(plan, person)]
        for place, person in zip(places.tolist(), asked, strict=True)
    }

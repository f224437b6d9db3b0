"""The card of one person: how close they are, what they open, whom they know, and what to do about them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from weaklib.action.whom import followed
from weaklib.book import Book, InputError
from weaklib.measures.explanation import explained
from weaklib.views.card_html import card_html
from weaklib.views.card_months import MONTHS, contacts_of, days_by_month, last_month, month_name
from weaklib.views.card_parts import Action, Card, Evidence, Meetings, Neighbour, Part
from weaklib.views.card_words import attempts_in_words, joined, purpose_of, resting, visible, way
from weaklib.views.theme import UNNAMED

if TYPE_CHECKING:
    import networkx as nx

    from weaklib.action.ledger import Ledger

__all__ = ["Card", "actions_of", "card_html", "card_of", "neighbours"]

MOST_NEIGHBOURS = 12
"""So many of a person's ties are listed, the strongest first; the others are counted."""


def card_of(  # noqa: PLR0913 - the contract of the map names them
    book: Book,
    ties: pd.DataFrame,
    bridges: pd.DataFrame,
    graph: nx.Graph[Any],
    circles: pd.Series[Any],
    person: str,
    *,
    plan: pd.DataFrame | None = None,
    ledger: Ledger | None = None,
    as_of: str | pd.Timestamp | None = None,
) -> Card:
    """Return the card of one person.

    Parameters
    ----------
    book
        What was read, not cut at a day.
    ties, bridges
        What `tie_table` and `bridge_table` return for that day.
    graph, circles
        The ties among the contacts, and their circles.
    person
        Whom, as in the index of `ties`.
    plan
        What `outreach.plan` returns: the source of what to do.
    ledger
        What was asked before.
    as_of
        The day of the tables; by default the last that the exports cover.

    Returns
    -------
    Card
        What is not known is nan or "", never 0.

    Raises
    ------
    InputError
        If `as_of` is no date, or nobody of the tie table is called so.

    Examples
    --------
    >>> import weaklib as wl
    >>> book = wl.read("data/example")
    >>> ties, graph = wl.ties.tie_table(book), wl.network.contact_network(book)
    >>> circles = wl.circles.find_circles(graph)
    >>> bridges = wl.bridging.bridge_table(graph, circles=circles)
    >>> card = card_of(book, ties, bridges, graph, circles, "soren-achterberg")
    >>> card.name, card.tie, round(sum(part.share for part in card.parts), 2) == round(card.strength, 2)
    ('Søren Achterberg', 'strong', True)
    """
    if person not in ties.index:
        msg = f"Nobody is called {person!r} on this map; the tie table's index has all."
        raise InputError(msg)
    day = book.day(as_of)
    tie = ties.loc[[person]].iloc[0]
    told = explained(book, tie, day)
    months, meetings = _contact(book, tie, day)
    ways = bridges["opens"].get(person, ()) if "opens" in bridges else ()
    return Card(
        person=person,
        name=visible(tie["name"]) or UNNAMED,
        organisation=visible(tie["organisation"]),
        position=visible(book.people.at[person, "position"]),
        circle=visible(circles.get(person)),
        tie=str(tie["class"]),
        strength=float(tie["strength"]),
        parts=tuple(_parts(told)),
        opens=tuple(way(each) for each in ways),
        bridging=float(bridges["bridging"].get(person, float("nan"))),
        bridge=bool(bridges["bridge"].get(person, False)),
        months=months,
        meetings=meetings,
        neighbours=tuple(neighbours(graph, person)[:MOST_NEIGHBOURS]),
        known=len(graph[person]) if person in graph else 0,
        evidence=tuple(_evidence(told)),
        actions=tuple(actions_of(plan, person)),
        asked=tuple(_asked(book, ledger, person, f"{day:%Y-%m-%d}")),
    )


def neighbours(graph: nx.Graph[Any], person: str) -> list[Neighbour]:
    """Return whom of the contacts a person knows or probably knows, the strongest first.

    Parameters
    ----------
    graph
        The ties among the contacts.
    person
        Whom; nobody is known of somebody who is not in the graph.
    """
    found = []
    for other, tie in graph[person].items() if person in graph else ():
        observed = tie.get("observed", 1.0) > 0
        name = visible(graph.nodes[other].get("name")) or UNNAMED
        words = resting(tie.get("evidence", ()), observed=observed)
        found.append(Neighbour(str(other), name, float(tie.get("weight", 1.0)), observed, words))
    return sorted(found, key=lambda each: (-each.weight, each.person))


def actions_of(plan: pd.DataFrame | None, person: str) -> list[Action]:
    """Return what a plan suggests about a person, in the order of the plan; nothing without one."""
    if plan is None or plan.empty:
        return []
    rows = plan[plan["person"] == person].to_dict("records")
    return [Action(purpose_of(_named(row)), joined(row["reasons"]), visible(row["draft"])) for row in rows]


def _named(row: dict[Any, Any]) -> dict[str, Any]:
    return {str(name): value for name, value in row.items()}


def _contact(
    book: Book, tie: pd.Series[Any], day: pd.Timestamp
) -> tuple[tuple[tuple[str, int], ...], Meetings]:
    """Return the days of contact by month, and the meetings, of one person."""
    contacts = contacts_of(book, pd.Index([tie.name]), day)
    ends = last_month(pd.Series([tie["last_contact"]], dtype="datetime64[us]"), day)
    days, end = days_by_month(contacts, ends).set_index("month")["days"], int(ends[0])
    shown = days.reindex(range(MONTHS), fill_value=0)
    months = tuple((month_name(end - MONTHS + 1 + i), int(count)) for i, count in enumerate(shown))
    met = (contacts.family == "meeting").to_numpy()
    last = contacts.day[met].max() if met.any() else pd.NaT
    return months, Meetings(int(met.sum()), int((contacts.alone.to_numpy() & met).sum()), last)


def _parts(told: pd.DataFrame) -> list[Part]:
    """Return the parts of the strength: those that have a weight, closeness included."""
    rows = told[told["weight"].notna()]
    return [Part(str(name), float(row["adds"]), str(row["sentence"])) for name, row in rows.iterrows()]


def _evidence(told: pd.DataFrame) -> list[Evidence]:
    rows = told[told["weight"].isna()]
    return [
        Evidence(str(row["sentence"]), len(row["rows"]), str(row["confidence"])) for _, row in rows.iterrows()
    ]


def _asked(book: Book, ledger: Ledger | None, person: str, day: str) -> Sequence[str]:
    if ledger is None:
        return []
    tables = (followed(table, book) for table in (ledger.attempts(day), ledger.marks(day)))
    return attempts_in_words(*(table[table["person"] == person] for table in tables))

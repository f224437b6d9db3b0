"""Whom to write to, for what, and why: the lists put together, guarded, spread, and with a draft each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import networkx as nx
import pandas as pd

from weaklib.action import advice, building, introductions, maintaining, reconnecting
from weaklib.action import goals as goals_room
from weaklib.action.drafts import Templates, draft
from weaklib.action.goals import Goals
from weaklib.action.guards import left_out
from weaklib.action.ledger import Ledger
from weaklib.action.outreach_order import Scored, first_of, in_order, once_each, people_of
from weaklib.action.outreach_rows import row_of
from weaklib.action.owing import owed
from weaklib.action.reasons import PURPOSES, WEEK, Candidate
from weaklib.action.replies import replies
from weaklib.action.situation import Situation, no_marks
from weaklib.action.weights import Weights
from weaklib.action.whom import followed
from weaklib.book import Book, InputError

COLUMNS = (
    "purpose",
    "person",
    "name",
    "score",
    "relevance",
    "p_reply",
    "reasons",
    "evidence",
    "opens",
    "last_contact",
    "draft",
    "value",
    "confidence",
    "target",
    "guard",
    "last_channel",
    "organisation",
)
"""The columns of a plan."""


def plan(  # noqa: PLR0913 - DESIGN names them
    book: Book,
    ties: pd.DataFrame,
    bridges: pd.DataFrame,
    goals: Goals | None = None,
    *,
    graph: nx.Graph[Any] | None = None,
    circles: pd.Series[Any] | None = None,
    ledger: Ledger | None = None,
    as_of: str | pd.Timestamp | None = None,
    purposes: Sequence[str] = WEEK,
    at: str | None = None,
    topic: str | None = None,
    weights: Weights | None = None,
    templates: Templates | None = None,
    limit: int = 10,
    seed: int = 0,
    today: str | pd.Timestamp | None = None,
) -> pd.DataFrame:
    """List whom to write to for each purpose, the best first, with reasons, guards and an opener.

    score = relevance x value x p_reply. Left out are whom the owner leaves out and who was asked within 90
    days. Among the first ten of a purpose are at most two of an organisation, three of a circle, and seven of
    the strong or of the weak ties, as long as there are others. Equal scores are ordered by a hash of `seed`
    and the person's id: by chance, but the same each time.

    Parameters
    ----------
    book
        What was read, not cut at a day.
    ties, bridges
        What `tie_table` and `bridge_table` return for that day.
    goals
        What the owner wants; by default nothing, and the lists rest on bridging and dormancy alone.
    graph, circles
        The ties among contacts and the circles, where they were measured.
    ledger
        What was asked before, and whom the owner skipped or never wants to ask.
    as_of
        The day of the tables; by default the last that the exports cover.
    purposes
        Which lists: of `PURPOSES`.
    at
        Introductions to this organisation, field, role or person, instead of those that the goals name.
    topic
        Advice on this challenge, instead of those of the goals.
    weights
        What counts how much.
    templates
        Sentences of the openers; by default those that ship, in the language of the goals.
    limit
        How many suggestions a purpose has at most.
    seed
        Decides between equal scores.
    today
        The day on which "skipped until" is judged; by default `as_of`, or without it the day of the newest
        entry of the ledger, if that is later than the exports.

    Returns
    -------
    DataFrame
        One row a suggestion: `COLUMNS`. `reasons` is a list of two to four sentences; `evidence` and
        `confidence` tell of each the rows behind it and how far it can be trusted. `p_reply` is the chance of
        a reply, nan where nobody is to be written to. `guard` is "answer first" where the owner owes a reply.
        `attrs["notes"]` are sentences on what is missing; `attrs["left_out"]` has (purpose, person, why).

    Raises
    ------
    InputError
        If there is no such purpose, `as_of` is no date, or `limit` is below 0.

    References
    ----------
    METRICS, section 9.

    Examples
    --------
    >>> import weaklib as wl
    >>> book = wl.read("data/example")
    >>> ties, graph = wl.ties.tie_table(book), wl.network.contact_network(book)
    >>> found = plan(book, ties, wl.bridging.bridge_table(graph), graph=graph, purposes=["reconnect"])
    >>> found.at[0, "name"]
    'Tomasz Wierzbicki'
    """
    if wrong := [each for each in purposes if each not in PURPOSES]:
        msg = f"{wrong[0]!r} is no purpose; write one of {', '.join(PURPOSES)}."
        raise InputError(msg)
    if limit < 0:
        msg = f"limit is {limit}; write a number of 0 or more."
        raise InputError(msg)
    day = book.day(as_of)
    marks = _marks(ledger, book, as_of)
    now = _now(marks, day) if today is None else book.day(today)
    # goals that only leave somebody out, or name a language, are false
    wanted = Goals() if goals is None else goals
    situation = Situation(book, day, ties, bridges, graph, circles, wanted, weights or Weights(), marks, now)
    chance = replies(situation)
    waiting = owed(situation)
    rows: list[dict[str, Any]] = []
    out: list[tuple[str, str, str]] = []
    for purpose in dict.fromkeys(purposes):
        gone = left_out(situation, purpose)
        found = in_order(_candidates(situation, purpose, at=at, topic=topic), chance, seed)
        why = gone.to_dict()
        out += [(purpose, who, why[who]) for who in dict.fromkeys(people_of(found)) if who in why]
        kept = once_each([each for each in found if each[0].person not in why])
        for place, (candidate, score) in enumerate(_explained(situation, first_of(situation, kept, limit))):
            row = row_of(situation, candidate, score, chance, waiting)
            block = place // max(situation.weights.top, 1)
            rows.append(row | {"draft": draft(candidate, situation, templates), "block": block})
    table = pd.DataFrame(rows, columns=[*COLUMNS, "block"])
    table = table.sort_values(["block", "score"], ascending=[True, False], kind="stable", ignore_index=True)
    table = table[list(COLUMNS)]
    table.attrs = {"notes": _notes(situation, purposes, at=at, topic=topic), "left_out": out}
    return table


def _marks(ledger: Ledger | None, book: Book, as_of: str | pd.Timestamp | None) -> pd.DataFrame:
    """Return what the ledger says: as of a day that was named, else all, since exports end before today."""
    if ledger is None:
        return no_marks()
    until = None if as_of is None or as_of == "" else f"{book.day(as_of):%Y-%m-%d}"
    return followed(ledger.marks(until), book)


def _now(marks: pd.DataFrame, day: pd.Timestamp) -> pd.Timestamp:
    return pd.Timestamp(max([day, *pd.to_datetime(marks["on"])]))


def _candidates(situation: Situation, purpose: str, *, at: str | None, topic: str | None) -> list[Candidate]:
    """Return the candidates of a list; of reconnecting, where thousands may be, still without reasons."""
    if purpose == "reconnect":
        return reconnecting.unexplained(situation)
    if purpose == "advice":
        return advice.candidates(situation, topic)
    if purpose == "introduction":
        return introductions.candidates(situation, at)
    return maintaining.candidates(situation) if purpose == "maintain" else building.candidates(situation)


def _explained(situation: Situation, chosen: Sequence[Scored]) -> list[Scored]:
    """Return the same with reasons, where they have none yet."""
    bare = [each.person for each, _ in chosen if each.purpose == reconnecting.PURPOSE and each.person]
    told = {each.person: each for each in reconnecting.candidates(situation, among=bare)} if bare else {}
    return [
        (told[each.person] if each.purpose == reconnecting.PURPOSE else each, score) for each, score in chosen
    ]


def _notes(situation: Situation, purposes: Sequence[str], *, at: str | None, topic: str | None) -> list[str]:
    notes = goals_room.notes(situation.goals)
    if "advice" in purposes:
        notes += [reason.text for reason in advice.unanswered(situation, topic)]
    if "introduction" in purposes:
        notes += introductions.notes(situation, at)
    if "maintain" in purposes:
        notes += maintaining.notes(situation)
    if "build" in purposes:
        notes += building.notes(situation)
    return notes

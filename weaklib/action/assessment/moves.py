"""What became of each tie in a period: which are new, grew, shrank, revived or fell silent, and by what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from weaklib.action.assessment.reach import Reach
from weaklib.action.assessment.review import Review
from weaklib.action.cells import names_of
from weaklib.action.reasons import Row
from weaklib.action.situation import Situation
from weaklib.book import CONTACT_CHANNELS
from weaklib.measures.roll import as_dates
from weaklib.measures.sentences import counted, listed, on_day
from weaklib.measures.turnover import tie_changes

WHAT: Mapping[str, str] = MappingProxyType(
    {
        "arrived": "new",
        "strengthened": "grew",
        "revived": "revived",
        "weakened": "shrank",
        "fell silent": "fell silent",
        "died": "went dormant",
    }
)
"""What `tie_changes` tells, and what it is called here, in this order."""

MOVED = ("person", "what", "before", "now")
"""The columns of `moved`."""

COLUMNS = ("person", "what", "sentence", "rows", "name", "before", "now")
"""The columns of `moves`."""


class Contacts(NamedTuple):
    """The contacts with one person that show how their tie moved, by time: the owner's days, and the rows."""

    days: list[pd.Timestamp]
    rows: tuple[Row, ...]


NONE = Contacts([], ())


def moves(review: Review, reach: Reach) -> pd.DataFrame:
    """Tell whose tie changed its class in a period, and by which contact.

    Who was in touch in a channel that does not show both periods alike is left out: that an export begins or
    ends makes no tie grow or shrink. `attrs["left_out"]` is how many are.

    Parameters
    ----------
    review
        The period.
    reach
        What `reach_of` tells of it.

    Returns
    -------
    DataFrame
        In the order of `WHAT`, each by how far the strength moved: `person`, `what`, `sentence`, `rows` (the
        contacts of the period; where there were none the last before it), `name`, and the classes `before`
        and `now` (nan for who was not in the book).
    """
    return review.setting.once("moves", lambda _: _told(review, moved(review, reach)))


def moved(review: Review, reach: Reach) -> pd.DataFrame:
    """Tell the same in short: `MOVED` of each tie, without the words and the rows, which take the time.

    Parameters
    ----------
    review, reach
        As for `moves`.
    """
    return review.setting.once("moved", lambda _: _moved(review, reach))


def _moved(review: Review, reach: Reach) -> pd.DataFrame:
    if not (review.recorded and review.begun) or review.earlier is None:
        return _with_left_out(pd.DataFrame(columns=list(MOVED)), 0)
    changed = tie_changes(review.eve.standing, review.month.ties)
    apart = _in_touch_by(review.situation, frozenset(reach.channels))
    if reach.contact and not reach.channels:  # nothing is on record before
        apart = frozenset(map(str, changed.index))
    kept = changed[~changed.index.isin(apart)] if apart else changed
    far = (kept["strength_after"] - kept["strength_before"].fillna(0)).abs().to_numpy()
    rank = pd.Index(WHAT).get_indexer(pd.Index(kept["change"]))
    order = np.lexsort((-far, rank))
    kept = kept.iloc[order]
    what = np.array([*WHAT.values()], dtype="object")[rank[order]].tolist()
    columns = (kept.index, what, kept["before"].to_numpy(), kept["after"].to_numpy())
    table = pd.DataFrame(dict(zip(MOVED, columns, strict=True)))
    return _with_left_out(table, len(changed) - len(kept))


def _told(review: Review, ties: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of `moved` as sentences, each with the rows behind it."""
    told = _contacts(review, pd.Index(ties["person"]))
    names = names_of(review.situation, pd.Index(ties["person"]))
    rows = [
        _row(review, (who, name), told.get(who, NONE), *how)
        for (who, *how), name in zip(ties.itertuples(index=False, name=None), names, strict=True)
    ]
    return _with_left_out(pd.DataFrame(rows, columns=list(COLUMNS)), ties.attrs["left_out"])


def rows_behind(review: Review, people: Sequence[str]) -> list[tuple[Row, ...]]:
    """Return for each of these people who moved the `rows` that `moves` has for them."""
    told = _contacts(review, pd.Index(people))
    return [told.get(who, NONE).rows or (("people", who),) for who in people]


def _with_left_out(table: pd.DataFrame, left_out: int) -> pd.DataFrame:
    table.attrs["left_out"] = left_out
    return table


def _in_touch_by(situation: Situation, channels: frozenset[str]) -> frozenset[str]:
    if not channels:
        return frozenset()
    told = situation.told
    used = told.by(*(channel for channel, family in CONTACT_CHANNELS.items() if family in channels))
    return frozenset(map(str, told.people.take(np.unique(told.number[used]))))


def _contacts(review: Review, people: pd.Index[Any]) -> dict[str, Contacts]:
    """Return the contacts with each of these people that show how their tie moved."""
    told = review.situation.told
    mine = told.where(told.of(people))
    table = pd.DataFrame(
        {"person": mine.people.take(mine.number), "day": as_dates(mine.day, pd.Index(mine.label))},
        index=mine.label,
    )
    last = table.groupby("person")["day"].transform("max")
    # those of the period, or else those of the last day before it
    shown = table[table["day"].ge(review.start) | (last.lt(review.start) & table["day"].eq(last))]
    labels, days = shown.index.to_numpy(), shown["day"].tolist()
    return {
        str(person): Contacts(
            [days[place] for place in places],
            tuple(("interactions", labels[place].item()) for place in places),
        )
        for person, places in shown.groupby("person").indices.items()
    }


def _row(
    review: Review, whose: tuple[str, str], contacts: Contacts, what: str, before: object, now: str
) -> tuple[Any, ...]:
    person, name = whose
    then = before if isinstance(before, str) and before != "nominal" else "without contact"
    told = f"{name} {_VERBS[what].format(then=then, now=now)}: {_evidence(review, contacts.days)}"
    return person, what, told, contacts.rows or (("people", person),), name, before, now


_VERBS: Mapping[str, str] = MappingProxyType(
    {
        "new": "is a new tie, {now} now",
        "grew": "grew from {then} to {now}",
        "revived": "revived, from {then} to {now}",
        "shrank": "shrank from {then} to {now}",
        "fell silent": "fell silent, from {then} to {now}",
        "went dormant": "went dormant, from {then}",
    }
)


def _evidence(review: Review, days: list[pd.Timestamp]) -> str:
    if not days:
        return "by what you said of them, since no contact is on record."
    if days[-1] < review.start:
        return f"the last contact on record was on {on_day(days[-1])}."
    count = counted(len(set(days)), "day")
    return f"in touch on {count} in {review.period.words()}, last on {on_day(days[-1])}."


def in_words(table: pd.DataFrame) -> str:
    """Return how many ties of each kind there are, as one clause: "2 are new, 1 grew and 3 fell silent".

    Parameters
    ----------
    table
        What `moves` returns.
    """
    counts = table["what"].value_counts()
    told = [
        f"{counts[what]:,} {'is ' if counts[what] == 1 else 'are '}new"
        if what == "new"
        else f"{counts[what]:,} {what}"
        for what in WHAT.values()
        if what in counts.index
    ]
    return listed(told)

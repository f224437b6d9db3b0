"""Longer exchanges and meetings after an attempt."""

from __future__ import annotations

from typing import Any

import pandas as pd

from weaklib.action.proposals.found import Found, what_of
from weaklib.action.proposals.known import DIRECT, MEETINGS, OCCASION, Known
from weaklib.action.proposals.sentences import of_exchange, of_meeting
from weaklib.action.proposals.tried import after_attempts
from weaklib.action.reasons import interactions_of

SURE_DAYS = 30
TALK_DAYS = 60
"""Within which an exchange or a meeting comes of an attempt."""

EACH_WAY = 2
SMALL = 4
"""People at a meeting, the owner included, at which one speaks with everybody."""

JUST_MET_DAYS = 30
USUAL_DAYS = 90
USUAL_TIMES = 3


def conversations(known: Known) -> list[Found]:
    """Return for each attempt the first sign of a longer exchange within 60 days, if there is one.

    Two messages or mails each way after the asking, or a meeting on a later day: of the two alone, or of at
    most four where they had not met for 90 days. A meeting of a series that was there before, or of people
    who had met three times in 90 days, would have been anyway. Within 30 days it is sure, save of a round or
    of two who had just met.

    Parameters
    ----------
    known
        What is on record.
    """
    every = [*_met(known), *_wrote(known)]
    first: dict[int | None, Found] = {}
    for each in sorted(every, key=lambda found: found.on):
        first.setdefault(each.attempt, each)
    return [each for each in first.values() if (each.attempt, "conversation") not in known.told.closed]


def _wrote(known: Known) -> list[Found]:
    rows = known.direct
    rows = rows[rows["channel"].isin(DIRECT) & rows["direction"].isin(["in", "out"])]
    told = after_attempts(known, rows)
    told = told[told["after"] <= TALK_DAYS]
    came = told["direction"].eq("in")
    theirs, mine = (side.groupby(told["id"]).cumsum() for side in (came, ~came))
    told = told.assign(theirs=theirs, mine=mine)
    enough = told[(theirs >= EACH_WAY) & (mine >= EACH_WAY)].drop_duplicates("id")
    return [_exchange(known, row, told) for row in enough.itertuples()]


def _exchange(known: Known, row: Any, told: pd.DataFrame) -> Found:
    labels = told.loc[told["id"].eq(row.id) & (told["at"] <= row.at), "label"]
    return Found(
        step="conversation",
        person=row.person,
        to_person="",
        on=row.on,
        attempt=row.id,
        confidence="high" if row.after <= SURE_DAYS else "medium",
        what=what_of(row.channel, row.at),
        sentence=of_exchange(known.called(row.person), row.mine, row.theirs, row.on, row.after),
        rows=(*interactions_of(labels.tolist()), ("ledger", row.id)),
    )


def _met(known: Known) -> list[Found]:
    rows = known.theirs
    rows = rows[rows["channel"].isin(MEETINGS)]
    rows = rows.assign(series=series_of(rows["event"]), small=rows["group_size"] <= SMALL)
    told = after_attempts(known, rows[rows["small"]], by="on")
    told = told[told["after"] <= TALK_DAYS]
    told = told.assign(confidence=_confidence(told, _before(known, rows)))
    first = told[told["confidence"] != ""].drop_duplicates("id")
    return [_meeting(known, row) for row in first.itertuples()]


def series_of(event: pd.Series[Any]) -> pd.Series[Any]:
    """Return the series of each meeting, by the part of its id that its occasions share.

    >>> series_of(pd.Series(["a@b@2026-03-05T09:00:00Z", "", None])).tolist()
    ['a@b', '', '']
    """
    series: pd.Series[Any] = event.astype("object").fillna("").str.replace(OCCASION, "", regex=True)
    return series


def _before(known: Known, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the meetings with each person before each attempt, with how many days `ago` they were."""
    asked = known.tried[["id", "person", "sent_on"]]
    every = asked.merge(rows[["person", "on", "series", "small"]], on="person")
    every["ago"] = (every["sent_on"] - every["on"]).dt.days
    return every[every["ago"] >= 0]


def _confidence(told: pd.DataFrame, before: pd.DataFrame) -> list[str]:
    """Return how sure it is that each meeting came of its attempt; "" where it would have been anyway."""
    lately = before[before["ago"] <= USUAL_DAYS]
    often = lately[lately["small"]].groupby("id").size()
    usual = set(often.index[often >= USUAL_TIMES])
    met, just_met = set(lately["id"]), set(lately.loc[lately["ago"] <= JUST_MET_DAYS, "id"])
    held = set(zip(before["id"], before["series"], strict=True))

    def sure(attempt: int, series: str, size: int, after: int) -> str:
        if attempt in usual or (series and (attempt, series) in held) or (size > 2 and attempt in met):
            return ""
        return "medium" if size > 2 or after > SURE_DAYS or attempt in just_met else "high"

    columns = told[["id", "series", "group_size", "after"]]
    return [sure(*row) for row in columns.itertuples(index=False, name=None)]


def _meeting(known: Known, row: Any) -> Found:
    return Found(
        step="conversation",
        person=row.person,
        to_person="",
        on=row.on,
        attempt=row.id,
        confidence=row.confidence,
        what=what_of(row.channel, row.at),
        sentence=of_meeting(known.called(row.person), row.group_size, row.on, row.after),
        rows=(("interactions", row.label), ("ledger", row.id)),
    )

"""Causes in the network: targets behind, ties that fell silent, thin goals, and events that paid back."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from weaklib.action.assessment.cause import Cause, named
from weaklib.action.assessment.moves import moved, rows_behind
from weaklib.action.assessment.reach import Reach
from weaklib.action.assessment.review import Review
from weaklib.action.assessment.targets import targets
from weaklib.action.expertise_forms import readable
from weaklib.action.gaps import wanted_gaps
from weaklib.action.guards import left_out
from weaklib.action.yields import yields
from weaklib.measures.sentences import counted, on_day

LATELY = pd.Timedelta(days=365)
LEAST_LASTING = 2
"""How many connections must have lasted for a gathering to have paid back."""

_INTO = {"field": "in the field {}", "organisation": "at {}", "seniority": "of the seniority {}"}

Found = Iterator[Cause]


def behind(review: Review, _: Reach) -> Found:
    """Give the targets that are behind and not over, the one that lacks the largest part of itself first."""
    every = targets(review)
    late = every[every["on_track"].eq(False).fillna(False) & (every["by"] > review.end)]
    missing = (late["expected"] - late["count"]) / late["wanted"]
    for place in missing.sort_values(ascending=False, kind="stable").index:
        row = late.loc[place]
        told = str(row["sentence"])
        yield Cause(
            "target",
            f"Put this target first, or give it another day: {row['title']}.",
            told,
            {
                "goal": row["goal"],
                "count": int(row["count"]),
                "wanted": int(row["wanted"]),
                "expected": float(row["expected"]),
                "by": row["by"],
                "people": row["people"],
            },
            row["rows"],
        )


def silent(review: Review, reach: Reach) -> Found:
    """Give the ties that fell silent in the period, the strongest they ever were first.

    Whom the owner leaves out, snoozed or has asked already is not among them.
    """
    every = moved(review, reach)
    out = left_out(review.situation, "maintain").index
    gone = every[every["what"].eq("fell silent") & ~every["person"].isin(out)]
    if gone.empty:
        return
    peak = review.month.ties["peak_strength"].reindex(gone["person"]).set_axis(gone.index)
    gone = gone.loc[peak.sort_values(ascending=False, kind="stable").index]
    people = tuple(gone["person"])
    yield Cause(
        "silent",
        f"Write to whom you are losing touch with: {named(review, people)}.",
        f"{counted(len(people), 'tie')} fell silent in {review.period.words()}: for longer than half a year "
        f"and than eight of their usual gaps.",
        {"people": people, "ties": len(people)},
        tuple(dict.fromkeys(row for rows in rows_behind(review, people) for row in rows)),
    )


def thin(review: Review, _: Reach) -> Found:
    """Give the gaps against the goals, what lacks most first; no circles, which nobody set out for."""
    every = wanted_gaps(review.situation)
    every = every[every["active"].notna()]
    missing = (every["enough"] - every["active"]).sort_values(ascending=False, kind="stable")
    for place in missing.index:
        row = every.loc[place]
        where = _INTO[row["kind"]].format(readable(row["target"]))
        yield Cause(
            "gap",
            f"Get to know somebody {where}: ask for an introduction.",
            str(row["sentence"]),
            {
                "gap": row["kind"],
                "target": row["target"],
                "active": int(row["active"]),
                "enough": int(row["enough"]),
            },
            row["rows"],
        )


def paid_back(review: Review, _: Reach) -> Found:
    """Give the meeting or thread of the last year that brought most connections that lasted, two or more."""
    every = yields(review.in_circles if review.told else review.situation)
    paid = every[
        every["lasting"].map(len).ge(LEAST_LASTING) & every["day"].gt(review.end - LATELY).astype("bool")
    ]
    for row in (paid.loc[place] for place in paid.index):
        yield Cause(
            "event",
            "Go to one more gathering where you meet new people, "
            f"like the {row['what']} of {on_day(row['day'])}.",
            str(row["sentence"]),
            {
                "event": row["event"],
                "day": row["day"],
                "size": int(row["size"]),
                "brought": row["brought"],
                "lasting": row["lasting"],
            },
            row["rows"],
        )

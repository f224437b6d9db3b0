"""Causes in how the owner asks: what is answered more often, who is asked too much, and too few asks."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from weaklib.action.assessment.cause import Cause
from weaklib.action.assessment.reach import Reach
from weaklib.action.assessment.review import Review
from weaklib.action.impact.intervals import newcombe
from weaklib.action.impact.steps import FEWEST, REPLY_DAYS, judged
from weaklib.action.impact.words import percent, points
from weaklib.action.weights import Weights
from weaklib.measures.period import Period
from weaklib.measures.sentences import counted, on_day

GROUPS = {"strength_group": "ties", "purpose": "purpose", "via": "channel"}
"""By what answers are compared, and what it is called."""
LEFT_OUT = ("", "unknown")
OTHER = {"weak": "strong", "strong": "weak"}
PACE = 0.5
"""Of what part of the pace that the owner set fewer is too few."""

Found = Iterator[Cause]


def rates(review: Review, _: Reach) -> Found:
    """Give the group of asks that was answered more often than all others, where the interval says so.

    Every attempt on record whose 14 days are over counts, answered or not. A group of the same class of ties,
    purpose or channel stands against the rest, five or more on either side; of those whose Newcombe interval
    of the difference lies above 0 the one with the highest lower end.
    """
    if review.setting.attempts.empty:
        return
    asked = judged(review.within(Period("", None, None)))
    asked = asked[~asked["pending"] & (asked["sent_on"] <= review.end)]
    found, compared = [], 0
    for column in GROUPS:
        known = asked[~asked[column].isin(LEFT_OUT)]
        for group, mine in known.groupby(column, sort=True):
            rest = known.drop(mine.index)
            if min(len(mine), len(rest)) >= FEWEST:
                compared += 1
                of = [int(part["replied_in_time"].sum()) for part in (mine, rest)]
                difference = newcombe(of[0], len(mine), of[1], len(rest))
                if difference.low > 0:
                    found.append((-difference.low, column, str(group), difference, mine, rest))
    for _low, column, group, difference, mine, rest in sorted(found, key=lambda each: each[:3]):
        yield _rate(review, column, group, (difference.low, difference.high), mine, rest, compared)


def _rate(
    review: Review,
    column: str,
    group: str,
    interval: tuple[float, float],
    mine: pd.DataFrame,
    rest: pd.DataFrame,
    compared: int,
) -> Cause:
    there, others = int(mine["replied_in_time"].sum()), int(rest["replied_in_time"].sum())
    chance = "" if compared == 1 else f" Of {compared} comparisons one in twenty would say so by chance."
    return Cause(
        "rate",
        f"Ask more {_by(column, group)}.",
        f"{there} of {len(mine)} such asks ({percent(there / len(mine))}) were answered within {REPLY_DAYS} "
        f"days, of all others {others} of {len(rest)} ({percent(others / len(rest))}), as of "
        f"{on_day(review.end)}: "
        f"a difference of {points(*interval)}. Whom you chose to ask may be the reason.{chance}",
        {
            "by": GROUPS[column],
            "group": group,
            "answered": there,
            "asked": len(mine),
            "others_answered": others,
            "others_asked": len(rest),
            "compared": compared,
            "low": interval[0],
            "high": interval[1],
        },
        tuple(("ledger", entry) for entry in [*mine.index.tolist(), *rest.index.tolist()]),
    )


def _by(column: str, group: str) -> str:
    return {"via": f"through {group}", "purpose": f"for the purpose {group}"}.get(
        column, f"of your {group} ties"
    )


def lopsided(review: Review, _: Reach) -> Found:
    """Give the class of ties, or the circle, that more of the period's asks went to than a plan would let.

    Of five or more asks: more than 7 of 10 to the strong or to the weak ties, or more than half to one circle
    where there are three or more. The larger share comes first.
    """
    if review.setting.attempts.empty:
        return
    sent = judged(review.setting)
    sent = sent[sent["sent_on"] <= review.end]
    limits = {"strength_group": Weights().most_alike / Weights().top}
    if review.setting.circles is not None and review.setting.circles.nunique() >= 3:
        limits["circle"] = 0.5
    found = []
    for column, limit in limits.items():
        known = sent[~sent[column].isin(LEFT_OUT)]
        for group, mine in known.groupby(column, sort=True):
            share = len(mine) / len(known)
            if len(known) >= FEWEST and share > limit:
                found.append((-share, column, str(group), mine, known))
    for _share, column, group, mine, known in sorted(found, key=lambda each: each[:3]):
        of = f"your {group} ties" if column == "strength_group" else f"the circle {group}"
        others = f"your {OTHER[group]} ties" if column == "strength_group" else f"people outside {of}"
        yield Cause(
            "spread",
            f"Ask {others}, too: {FEWEST - int(limits[column] * FEWEST)} of your next {FEWEST} asks.",
            f"{len(mine)} of the {counted(len(known), 'ask')} of {review.period.words()} went to {of}.",
            {
                "by": "ties" if column == "strength_group" else "circle",
                "group": group,
                "asked": len(mine),
                "of": len(known),
                "limit": limits[column],
            },
            tuple(("ledger", entry) for entry in known.index.tolist()),
        )


def slow(review: Review, _: Reach) -> Found:
    """Give how little was asked, where goals.yaml says how many a week and the ledger is in use."""
    sent = review.setting.sent
    sent = sent[sent["sent_on"] <= review.end]
    if review.setting.attempts.empty or "weekly" not in review.goals.lines or review.period.start is None:
        return
    days = (review.end - review.start).days + 1
    wanted = review.goals.weekly * days / 7
    if len(sent) >= PACE * wanted:
        return
    yield Cause(
        "pace",
        f"Write to {review.goals.weekly} a week, as you set out to, or set a number that you keep.",
        f"{counted(len(sent), 'ask')} in {review.period.words()}, where {review.goals.weekly} a week make "
        f"{wanted:.0f} in its {counted(days, 'day')}.",
        {"sent": len(sent), "weekly": review.goals.weekly, "days": days, "wanted": wanted},
        (("goals", "weekly"), *(("ledger", entry) for entry in sent.index.tolist())),
    )

"""What became of adjustments that are of no people: rates, targets, gaps, gatherings and the pace."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from weaklib.action.assessment.review import Review
from weaklib.action.assessment.targets import targets
from weaklib.action.assessment.verdict import (
    CANNOT_TELL,
    KEPT,
    NOT_KEPT,
    PARTLY,
    Verdict,
    entries,
    sent_in,
)
from weaklib.action.gaps import wanted_gaps
from weaklib.action.impact.steps import FEWEST, strength_of
from weaklib.book import CONTACT_CHANNELS
from weaklib.measures.sentences import counted

Facts = Mapping[str, Any]
COLUMN_OF = {"ties": "group", "purpose": "purpose", "channel": "via", "circle": "circle"}
LEAST_GATHERING = 3


def on_rate(review: Review, facts: Facts) -> Verdict:
    """Judge by whether a larger share of what was asked went that way than in the period before."""
    return _share(review, facts, more=True)


def on_spread(review: Review, facts: Facts) -> Verdict:
    """Judge by whether the share that went there is within the limit, or at least smaller than before."""
    return _share(review, facts, more=False)


def _share(review: Review, facts: Facts, *, more: bool) -> Verdict:
    sent, then = (_grouped(each, facts["by"]) for each in (review, review.earlier))
    mine, before = sent[sent == facts["group"]], then[then == facts["group"]]
    what = f"{len(mine)} of the {counted(len(sent), 'ask')} of {review.period.words()} went there"
    told = f"{what}, {len(before)} of {len(then)} in the period before."
    counts = {"asked": len(mine), "of": len(sent), "asked_before": len(before), "of_before": len(then)}
    rows = entries(sent.index.append(then.index)) or (("goals", "weekly"),)
    if sent.empty or (not more and len(sent) < FEWEST):
        return Verdict(CANNOT_TELL, f"{told} That is too few to judge.", counts, rows)
    # shares are compared without dividing: nothing asked before is a share of nothing
    larger = len(mine) * max(len(then), 1) > len(before) * len(sent)
    smaller = len(mine) * max(len(then), 1) < len(before) * len(sent)
    if more:
        verdict = KEPT if larger else PARTLY if len(mine) else NOT_KEPT
    else:
        verdict = KEPT if len(mine) <= facts["limit"] * len(sent) else PARTLY if smaller else NOT_KEPT
    return Verdict(verdict, told, counts, rows)


def _grouped(review: Review | None, by: str) -> pd.Series[Any]:
    """Return the group of each ask of a period that is of a known one."""
    if review is None:
        return pd.Series(dtype="object")
    sent = sent_in(review).assign(group=lambda asked: strength_of(asked["class"]))
    groups: pd.Series[Any] = sent[COLUMN_OF[by]]
    return groups[~groups.isin(["", "unknown"])]


def on_target(review: Review, facts: Facts) -> Verdict:
    """Judge by whether the target is on schedule now, or at least nearer than when it was proposed."""
    every = targets(review)
    row = every[every["goal"] == facts["goal"]].iloc[0]
    told = f"{facts['count']} before, and now: {row['sentence']}"
    if pd.isna(row["count"]) or pd.isna(row["on_track"]):
        return Verdict(CANNOT_TELL, told, {"count": row["count"]}, row["rows"])
    grew = row["count"] > facts["count"]
    verdict = KEPT if row["on_track"] else PARTLY if grew else NOT_KEPT
    return Verdict(verdict, told, {"count": int(row["count"]), "before": facts["count"]}, row["rows"])


def on_gap(review: Review, facts: Facts) -> Verdict:
    """Judge by whether the gap is closed, or at least smaller."""
    every = wanted_gaps(review.situation)
    left = every[every["kind"].eq(facts["gap"]) & every["target"].eq(facts["target"])]
    goals = tuple(
        ("goals", f"{key}[{at}]")
        for key in ("fields", "organisations", "roles")
        for at, said in enumerate(getattr(review.goals, key))
        if said == facts["target"]
    )
    if left.empty:
        return Verdict(
            KEPT, "It is no gap any more.", {"before": facts["active"]}, goals or (("goals", "roles"),)
        )
    row = left.iloc[0]
    if pd.isna(row["active"]):
        return Verdict(CANNOT_TELL, str(row["sentence"]), {"before": facts["active"]}, row["rows"])
    verdict = PARTLY if row["active"] > facts["active"] else NOT_KEPT
    told = f"{facts['active']} before, and now: {row['sentence']}"
    return Verdict(verdict, told, {"active": int(row["active"]), "before": facts["active"]}, row["rows"])


def on_event(review: Review, facts: Facts) -> Verdict:
    """Judge by whether somebody was met for the first time at a gathering of three or more."""
    situation = review.situation
    rows = situation.interactions
    rows = rows[rows["channel"].map(CONTACT_CHANNELS).notna()].sort_values("at", kind="stable")
    first = rows.drop_duplicates("person")
    met = first["channel"].map(CONTACT_CHANNELS).eq("meeting") & first["group_size"].ge(LEAST_GATHERING)
    new = first[met & situation.days(first["at"]).ge(review.start)]
    count = new["event"].nunique()
    words = review.period.words()
    told = f"{counted(count, 'gathering')} in {words} brought {counted(len(new), 'new face')}."
    verdict = KEPT if count else NOT_KEPT if _calendar_reaches(review) else CANNOT_TELL
    labels = tuple(("interactions", label) for label in new.index)
    behind = labels or tuple(("people", who) for who in facts["brought"])
    return Verdict(verdict, told, {"gatherings": count, "met": len(new)}, behind)


def _calendar_reaches(review: Review) -> bool:
    files = review.book.coverage
    last = files.loc[files["kind"] == "calendar", "last"].max()
    return bool(pd.notna(last) and last >= review.end)


def on_pace(review: Review, facts: Facts) -> Verdict:
    """Judge by how many were asked, against so many a week, and against the period before."""
    sent = sent_in(review)
    wanted = review.goals.weekly * ((review.end - review.start).days + 1) / 7
    told = f"{counted(len(sent), 'ask')} in {review.period.words()}, {facts['sent']} in the period before."
    verdict = KEPT if len(sent) >= wanted else PARTLY if len(sent) > facts["sent"] else NOT_KEPT
    rows = (("goals", "weekly"), *entries(sent.index))
    return Verdict(verdict, told, {"sent": len(sent), "wanted": wanted, "before": facts["sent"]}, rows)

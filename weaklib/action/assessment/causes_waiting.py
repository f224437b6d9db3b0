"""Causes that wait for the owner: replies owed, asks without an answer, introductions offered, not made."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from weaklib.action.assessment.cause import Cause, named, people_counted
from weaklib.action.assessment.reach import Reach
from weaklib.action.assessment.review import Review
from weaklib.action.guards import left_out
from weaklib.action.ledger.entries import OUTCOMES
from weaklib.action.replies import DIRECT, owed
from weaklib.measures.sentences import counted, on_day

OWED_DAYS, REPLY_DAYS, STALE_DAYS, OFFERED_DAYS = 60, 14, 90, 365
"""Within how many days somebody is owed a reply; after how many an ask is unanswered and until when it is
followed up; and for how long an offer of an introduction is remembered."""

Found = Iterator[Cause]


def owed_replies(review: Review, _: Reach) -> Found:
    """Give whom the owner owes a reply: they wrote last, within 60 days, and nothing has followed.

    Whom the owner never wants to hear of is left out.
    """
    waiting = owed(review.situation)
    unwanted = left_out(review.situation, "")
    waiting = waiting[~waiting.index.isin(unwanted.index[~unwanted.str.startswith("asked")])]
    if waiting.empty:
        return
    rows = review.book.interactions.loc[waiting]
    on = review.situation.days(rows["at"]).set_axis(waiting.index).sort_values(kind="stable")
    people = tuple(map(str, on.index))
    yield Cause(
        "answer",
        f"Answer whom you owe a reply, the longest wait first: {named(review, people, on)}.",
        f"{people_counted(len(people))} wrote to you last, within the {OWED_DAYS} days to "
        f"{on_day(review.end)}, and no message, mail or one-to-one meeting has followed.",
        {"people": people, "oldest": on.iloc[0]},
        tuple(("interactions", label) for label in waiting[on.index]),
    )


def unanswered(review: Review, _: Reach) -> Found:
    """Give what was asked more than 14 and at most 90 days ago, and nobody answered or followed up."""
    attempts = review.setting.attempts
    age = (review.end - attempts["sent_on"]).dt.days
    open_ones = attempts[list(OUTCOMES)].isna().all(axis=1) & age.gt(REPLY_DAYS) & age.le(STALE_DAYS)
    newest = attempts[attempts["sent_on"] <= review.end].drop_duplicates("person", keep="last")
    left = newest[open_ones.reindex(newest.index)]
    left = left[~left["person"].isin(_closed(review, left))].sort_values("sent_on", kind="stable")
    if left.empty:
        return
    people = tuple(left["person"])
    yield Cause(
        "follow up",
        f"Follow up once, or mark it done: {named(review, people, left['sent_on'])}.",
        f"{counted(len(left), 'ask')} sent more than {REPLY_DAYS} and at most {STALE_DAYS} days before "
        f"{on_day(review.end)} {'has' if len(left) == 1 else 'have'} no answer, in the ledger or in the "
        f"exports, and nothing was sent after.",
        {"people": people, "asks": len(left), "oldest": left["sent_on"].iloc[0]},
        tuple(("ledger", entry) for entry in left.index.tolist()),
    )


def _closed(review: Review, left: pd.DataFrame) -> set[str]:
    """Return who wrote after they were asked, by the exports, and whom the owner is done with."""
    rows = review.situation.contacts
    rows = rows[rows["person"].isin(left["person"])]
    asked = left.set_index("person")["sent_on"].reindex(rows["person"]).to_numpy()
    later = (review.situation.days(rows["at"]) >= asked) & rows["channel"].isin(DIRECT)
    wrote = rows.loc[later & rows["direction"].eq("in"), "person"]
    marks = review.setting.marks
    done = marks.loc[marks["step"].isin(["done", "never"]) & (marks["on"] <= review.end), "person"]
    return {*map(str, wrote), *map(str, done)}


def not_made(review: Review, _: Reach) -> Found:
    """Give introductions that were offered more than 14 days ago, within a year, and were not made."""
    attempts = review.setting.attempts
    age = (review.end - attempts["intro_offered"]).dt.days
    offered = age.gt(REPLY_DAYS) & age.le(OFFERED_DAYS) & attempts["intro_made"].isna()
    left = attempts[offered].sort_values("intro_offered", kind="stable")
    if left.empty:
        return
    people = tuple(left["person"])
    came = review.setting.outcomes
    shown = came[came["attempt"].isin(left.index) & came["step"].eq("intro_offered")]
    yield Cause(
        "introduction",
        f"Ask once more for what was offered: {named(review, people, left['intro_offered'])}.",
        f"{counted(len(left), 'introduction')} offered more than {REPLY_DAYS} days before "
        f"{on_day(review.end)} {'is' if len(left) == 1 else 'are'} not made, as far as the ledger tells.",
        {"people": people, "offers": len(left), "oldest": left["intro_offered"].iloc[0]},
        tuple(("ledger", entry) for entry in [*left.index.tolist(), *shown.index.tolist()]),
    )

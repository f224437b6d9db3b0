"""Causes that wait for the owner: replies owed, asks without an answer, introductions offered, not made."""

from __future__ import annotations

from collections.abc import Iterator

from weaklib.action.assessment.cause import Cause, named, people_counted
from weaklib.action.assessment.reach import Reach
from weaklib.action.assessment.review import Review
from weaklib.action.assessment.settled import answered, asks, followed_up, introduced, left, messages
from weaklib.action.owing import owed
from weaklib.measures.sentences import counted, on_day

OWED_DAYS, REPLY_DAYS, STALE_DAYS, OFFERED_DAYS = 60, 14, 90, 365
"""Within how many days somebody is owed a reply; after how many an ask is unanswered and until when it is
followed up; and for how long an offer of an introduction is remembered."""

Found = Iterator[Cause]


def owed_replies(review: Review, _: Reach) -> Found:
    """Give whom the owner owes a reply: they wrote last, within 60 days, and nothing has followed.

    Whom the owner marked done, snoozed or never, or wants to see in no list, is left out.
    """
    waiting = messages(review, owed(review.situation))
    waiting = left(review, waiting, answered(review, waiting)).sort_values("since", kind="stable")
    if waiting.empty:
        return
    on = review.situation.days(waiting["since"])
    people = tuple(map(str, waiting["person"]))
    yield Cause(
        "answer",
        f"Answer whom you owe a reply, the longest wait first: {named(review, people, on)}.",
        f"{people_counted(len(people))} wrote to you last, within the {OWED_DAYS} days to "
        f"{on_day(review.end)}: since then none of them had a message or mail of yours, alone or in a "
        f"thread of at most 8, or a one-to-one meeting with you, and the ledger knows of nothing sent.",
        {"people": people, "oldest": on.iloc[0], "waits": tuple(waiting.index)},
        tuple(("interactions", label) for label in waiting.index),
    )


def unanswered(review: Review, _: Reach) -> Found:
    """Give what was asked more than 14 and at most 90 days ago, and nobody answered or followed up.

    Whom the owner marked done, snoozed or never is left out.
    """
    attempts = review.setting.attempts
    if attempts.empty:
        return
    age = (review.end - attempts["sent_on"]).dt.days
    open_ones = age.gt(REPLY_DAYS) & age.le(STALE_DAYS)
    newest = attempts[attempts["sent_on"] <= review.end].drop_duplicates("person", keep="last")
    waiting = asks(review, newest.index[open_ones.reindex(newest.index)])
    waiting = left(review, waiting, followed_up(review, waiting)).sort_values("since", kind="stable")
    if waiting.empty:
        return
    people, has = tuple(waiting["person"]), "has" if len(waiting) == 1 else "have"
    yield Cause(
        "follow up",
        f"Follow up once, or mark it done: {named(review, people, waiting['since'])}.",
        f"{counted(len(people), 'ask')} sent more than {REPLY_DAYS} and at most {STALE_DAYS} days before "
        f"{on_day(review.end)} {has} no answer: no outcome in the ledger and no message or mail of theirs; "
        f"and after that day you wrote nothing to them alone, met nobody of them one-to-one and asked "
        f"them nothing more.",
        {
            "people": people,
            "asks": len(people),
            "oldest": waiting["since"].iloc[0],
            "waits": tuple(waiting.index),
        },
        tuple(("ledger", entry) for entry in waiting.index.tolist()),
    )


def not_made(review: Review, _: Reach) -> Found:
    """Give introductions that were offered more than 14 days ago, within a year, and were not made.

    Whom the owner marked done, snoozed or never is left out.
    """
    attempts = review.setting.attempts
    if attempts.empty:
        return
    age = (review.end - attempts["intro_offered"]).dt.days
    waiting = asks(review, attempts.index[age.gt(REPLY_DAYS) & age.le(OFFERED_DAYS)], "intro_offered")
    waiting = left(review, waiting, introduced(review, waiting)).sort_values("since", kind="stable")
    if waiting.empty:
        return
    people = tuple(waiting["person"])
    came = review.setting.outcomes
    shown = came[came["attempt"].isin(waiting.index) & came["step"].eq("intro_offered")]
    yield Cause(
        "introduction",
        f"Ask once more for what was offered: {named(review, people, waiting['since'])}.",
        f"{counted(len(people), 'introduction')} offered more than {REPLY_DAYS} days before "
        f"{on_day(review.end)} {'is' if len(people) == 1 else 'are'} not made, as far as the ledger tells: "
        f"since the offer it has none through the same person.",
        {
            "people": people,
            "offers": len(people),
            "oldest": waiting["since"].iloc[0],
            "waits": tuple(waiting.index),
        },
        tuple(("ledger", entry) for entry in [*waiting.index.tolist(), *shown.index.tolist()]),
    )

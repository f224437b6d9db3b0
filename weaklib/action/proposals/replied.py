"""Replies: what somebody wrote to the owner alone after an attempt."""

from __future__ import annotations

from typing import Any

from weaklib.action.proposals.found import Found, what_of
from weaklib.action.proposals.known import DIRECT, Known
from weaklib.action.proposals.sentences import of_reply
from weaklib.action.proposals.tried import after_attempts

SURE_DAYS = 14
"""Within which a reply counts."""

REPLY_DAYS = 90
"""After which a message is about something else."""


def replies(known: Known) -> list[Found]:
    """Return the first message or mail to the owner alone after each attempt, within 90 days.

    It belongs to the newest attempt with this person. Within 14 days it is sure; on the very day only where
    the exports show the asking before it. An attempt of which anything came by then has been replied to.

    Parameters
    ----------
    known
        What is on record.
    """
    rows = known.direct
    came = rows[rows["channel"].isin(DIRECT) & rows["direction"].eq("in")]
    told = after_attempts(known, came)
    told = told[told["after"] <= REPLY_DAYS].drop_duplicates("id")
    return [_found(known, row) for row in told.itertuples() if not _has_come(known, row)]


def _has_come(known: Known, row: Any) -> bool:
    first = known.told.first_of.get(row.id)
    return (row.id, "replied") in known.told.closed or (first is not None and first <= row.on)


def _found(known: Known, row: Any) -> Found:
    sure = row.after <= SURE_DAYS and (row.after > 0 or row.shown)
    return Found(
        step="replied",
        person=row.person,
        to_person="",
        on=row.on,
        attempt=row.id,
        confidence="high" if sure else "medium",
        what=what_of(row.channel, row.at),
        sentence=of_reply(known.called(row.person), row.channel, row.on, row.after),
        rows=(("interactions", row.label), ("ledger", row.id)),
    )

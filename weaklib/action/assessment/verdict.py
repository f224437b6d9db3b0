"""A verdict on one adjustment, and what verdicts are made from: what was sent, and what exports show."""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd

from weaklib.action.assessment.review import Review
from weaklib.action.reasons import Row
from weaklib.book import CHANNEL_OF_KIND

KEPT, PARTLY, NOT_KEPT, CANNOT_TELL = "kept", "partly", "not kept", "cannot tell"


class Verdict(NamedTuple):
    """What became of an adjustment.

    Attributes
    ----------
    verdict
        "kept", "partly", "not kept" or "cannot tell".
    what_happened
        In words.
    facts
        What they count.
    rows
        What they are counted from.
    """

    verdict: str
    what_happened: str
    facts: dict[str, Any]
    rows: tuple[Row, ...]


def of_share(done: int, wanted: int, *, known: bool = True) -> str:
    """Return the verdict on so many done of those wanted; where more could be done unseen it is not known.

    >>> of_share(3, 3), of_share(1, 3), of_share(0, 3), of_share(0, 3, known=False)
    ('kept', 'partly', 'not kept', 'cannot tell')
    """
    if done >= wanted:
        return KEPT
    return PARTLY if done else NOT_KEPT if known else CANNOT_TELL


def shows_contact(review: Review) -> bool:
    """Tell whether every channel of contact that was exported reaches to the end of the period."""
    files = review.book.coverage
    ends = files.groupby(files["kind"].map(CHANNEL_OF_KIND))["last"].max().dropna()
    return len(ends) > 0 and bool((ends >= review.end).all())


def sent_in(review: Review) -> pd.DataFrame:
    """Return the attempts that were sent in the period, by its end."""
    sent = review.setting.sent
    return sent[sent["sent_on"] <= review.end]


def entries(labels: pd.Index[Any]) -> tuple[Row, ...]:
    """Return entries of the ledger as rows."""
    return tuple(("ledger", label) for label in labels.tolist())

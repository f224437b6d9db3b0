"""From when to when the exports speak of each kind of contact: outside, nothing is known."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import pandas as pd

from weaklib.book import CHANNEL_OF_KIND

CALLED: Mapping[str, str] = MappingProxyType(
    {"message": "your messages", "meeting": "your calendar", "mail": "your mail"}
)
"""What the export of each channel of contact is called in a sentence."""


def exported(coverage: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    """Return from when to when each channel of contact is exported, up to a day.

    Parameters
    ----------
    coverage
        From a book.
    day
        The last day that counts.

    Returns
    -------
    DataFrame
        Indexed by channel (message, meeting, mail), those without an export left out: `first` and `last`, a
        day each; a channel whose files hold no date by the day is left out as well.
    """
    days = coverage[["first", "last"]].groupby(coverage["kind"].map(CHANNEL_OF_KIND))
    spans = days.agg({"first": "min", "last": "max"}).reindex(list(CALLED)).dropna()
    spans = spans[spans["first"] <= day]
    return spans.assign(last=spans["last"].where(spans["last"] <= day, day))


def first_day(coverage: pd.DataFrame, day: pd.Timestamp) -> pd.Timestamp | None:
    """Return the first day on which an export could show contact; None where none does by the day."""
    spans = exported(coverage, day)
    return None if spans.empty else pd.Timestamp(spans["first"].min())

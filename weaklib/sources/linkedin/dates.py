"""LinkedIn's many ways to write a date."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd

FORMATS = (
    "%Y-%m-%d %H:%M:%S",
    "%Y/%m/%d %H:%M:%S",
    "%m/%d/%y, %I:%M %p",
    "%m/%d/%Y, %I:%M %p",
    "%m/%d/%y %I:%M %p",
    "%m/%d/%Y %I:%M %p",
    "%d %b %Y",
    "%d-%b-%y",
    "%d-%b-%Y",
    "%d %B %Y",
    "%Y-%m-%d",
    "%m/%d/%y",
    "%m/%d/%Y",
    "%m/%d/%Y %H:%M",
    "%b %Y",
    "%B %Y",
    "%Y",
)
EARLIEST, LATEST = pd.Timestamp("1950-01-01"), pd.Timestamp("2100-01-01")


def moments(texts: Sequence[str]) -> pd.Series:
    """Return each text as a moment in UTC, by position; NaT where it is no date.

    A text without a time zone is taken as UTC: LinkedIn writes " UTC" in some files, nothing in others.
    """
    unique = pd.unique(pd.Series(texts, dtype="str"))
    plain = pd.Series([re.sub(r"\s*(UTC|Z)$", "", _spaced(text)) for text in unique], dtype="str")
    found = pd.Series(pd.NaT, index=plain.index, dtype="datetime64[us]")
    for form in FORMATS:
        missing = found.isna()
        if not missing.any():
            break
        parsed = pd.to_datetime(plain[missing], format=form, errors="coerce")
        found = found.fillna(parsed.astype("datetime64[us]"))
    found[(found < EARLIEST) | (found >= LATEST)] = pd.NaT
    by_text = dict(zip(unique, found, strict=True))
    return pd.Series([by_text[text] for text in texts], dtype="datetime64[us]").dt.tz_localize("UTC")


def days(texts: Sequence[str]) -> pd.Series:
    """Return each text as a day, by position; NaT where it is no date."""
    return pd.Series(moments(texts).dt.tz_localize(None).dt.normalize())


def _spaced(text: str) -> str:
    # newer exports put a narrow no-break space before AM and PM
    return text.replace("\u202f", " ").replace("\xa0", " ").strip()

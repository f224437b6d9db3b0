"""LinkedIn's many ways to write a date."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

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
MARKS = frozenset("-/:,")
EARLIEST, LATEST = pd.Timestamp("1950-01-01"), pd.Timestamp("2100-01-01")
MOST = r"^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2} UTC$"
"""How all messages have been dated since 2020."""


def moments(texts: Sequence[str]) -> pd.Series:
    """Return each text as a moment in UTC, by position; NaT where it is no date.

    A text without a time zone is taken as UTC: LinkedIn writes " UTC" in some files, nothing in others.
    """
    place, unique = pd.factorize(np.array([*texts, ""], dtype="object")[:-1])
    plain = pd.Series([re.sub(r"\s*(UTC|Z)$", "", _spaced(text)) for text in unique], dtype="str")
    found = pd.Series(pd.NaT, index=plain.index, dtype="datetime64[us]")
    has = {mark: plain.str.contains(mark, regex=False).to_numpy(dtype=np.bool_) for mark in MARKS}
    for form in FORMATS:
        missing = found.isna().to_numpy()
        if not missing.any():
            break
        for mark in MARKS.intersection(form):  # what lacks one is not of this form, and need not be tried
            missing = missing & has[mark]
        parsed = pd.to_datetime(plain[missing], format=form, errors="coerce")
        found = found.fillna(parsed.astype("datetime64[us]"))
    found[(found < EARLIEST) | (found >= LATEST)] = pd.NaT
    return pd.Series(found.to_numpy()[place], dtype="datetime64[us]").dt.tz_localize("UTC")


def moments_in(texts: pa.StringArray) -> NDArray[np.datetime64]:
    """Return what `moments` does, without the time zone, fast where most texts are as in messages.

    >>> moments_in(pa.array(["2026-10-31 18:00:00 UTC", "soon"])).astype("str").tolist()
    ['2026-10-31T18:00:00.000000', 'NaT']
    """
    found = np.full(len(texts), "NaT", dtype="datetime64[us]")
    fits = pc.match_substring_regex(texts, MOST).to_numpy(zero_copy_only=False)
    try:
        cut = pc.binary_slice(texts.filter(pa.array(fits)).cast(pa.binary()), 0, 19).cast(pa.string())
        found[fits] = cut.cast(pa.timestamp("us")).to_numpy()
    except pa.ArrowInvalid:  # the 30th of February
        fits[:] = False
    if not fits.all():
        rest = moments(texts.filter(pa.array(~fits)).to_pylist())
        found[~fits] = rest.dt.tz_localize(None).to_numpy(dtype="datetime64[us]")
    found[(found < EARLIEST.to_datetime64()) | (found >= LATEST.to_datetime64())] = np.datetime64("NaT", "us")
    return found


def days(texts: Sequence[str]) -> pd.Series:
    """Return each text as a day, by position; NaT where it is no date."""
    return pd.Series(moments(texts).dt.tz_localize(None).dt.normalize())


def _spaced(text: str) -> str:
    # newer exports put a narrow no-break space before AM and PM
    return text.replace("\u202f", " ").replace("\xa0", " ").strip()

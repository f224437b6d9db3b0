"""Meetings as a table: one row for one person at one meeting."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from weaklib.sources.calendars.meetings import Meeting
from weaklib.sources.reading import MEETINGS


def meeting_table(meetings: Iterable[Meeting], *, by_name: bool = False) -> pd.DataFrame:
    """Return one row for each guest at each meeting, in the columns of `MEETINGS`.

    Parameters
    ----------
    meetings
        The meetings.
    by_name
        Whether guests without an address have a row too.
    """
    rows = []
    for event, others, (row, moment, minutes) in meetings:
        at, company = int(moment.timestamp()), len(others)
        rows += [
            (at, event, guest.email, guest.name, company, row, minutes)
            for guest in others
            if guest.email or by_name
        ]
    rows.sort()
    return _table(*zip(*rows, strict=True)) if rows else _table(*[()] * 7)


def _table(
    at: Sequence[int],
    event: Sequence[str],
    email: Sequence[str],
    name: Sequence[str],
    others: Sequence[int],
    row: Sequence[int],
    minutes: Sequence[float],
) -> pd.DataFrame:
    crowd = np.array(others, dtype="int64")

    def text(values: Sequence[str]) -> pd.Series:
        return pd.Series(values, dtype="object")

    both, nothing = text(["both"] * len(row)), text([""] * len(row))
    return pd.DataFrame(
        {
            "row": np.array(row, dtype="int64"),
            "profile": nothing,
            "email": text(email),
            "name": text(name),
            "at": pd.to_datetime(np.array(at, dtype="int64"), unit="s", utc=True).as_unit("us"),
            "channel": text(["meeting" if other == 1 else "group_meeting" for other in others]),
            "direction": both,
            "group_size": crowd + 1,
            "minutes": np.array(minutes, dtype="float64"),
            "words": np.full(len(row), np.nan),
            "skill": nothing,
            "hint": nothing,
            "event": text(event),
            "raw": nothing,
        },
        columns=list(MEETINGS),
    )

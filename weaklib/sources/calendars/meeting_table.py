"""Meetings as a table: one row for one person at one meeting."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

import numpy as np
import pandas as pd

from weaklib.sources.calendars.meetings import Meeting
from weaklib.sources.reading import MEETINGS


def meeting_table(meetings: Iterable[Meeting]) -> pd.DataFrame:
    """Return one row for each guest with an address at each meeting, in the columns of `MEETINGS`."""
    columns: tuple[list[Any], ...] = ([], [], [], [], [], [], [])
    keyed = sorted(((int(m.time.at.timestamp()), m.event), m) for m in meetings)
    for (at, event), several in groupby(keyed, key=itemgetter(0)):
        people = sorted(
            (guest.email, guest.name, len(meeting.others), meeting.time.row, meeting.time.minutes)
            for _, meeting in several
            for guest in meeting.others
            if guest.email
        )
        for column, value in zip(columns, (at, event), strict=False):
            column.extend([value] * len(people))
        for column, values in zip(columns[2:], zip(*people, strict=True), strict=False):
            column.extend(values)
    return _table(*columns)


def _table(
    at: list[int],
    event: list[str],
    email: list[str],
    name: list[str],
    others: list[int],
    row: list[int],
    minutes: list[float],
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

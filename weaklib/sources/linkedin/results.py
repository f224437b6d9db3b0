"""What the reader of a LinkedIn file hands back: the row's other person, and the account of the rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pandas as pd

from weaklib.sources.files import ExportFile
from weaklib.sources.linkedin.columns import full_name, is_hidden_member
from weaklib.sources.linkedin.dates import moments
from weaklib.sources.linkedin.rows import Cells, Tally
from weaklib.sources.reading import MEETINGS, Reading, frame
from weaklib.sources.sheets.delimited import Record, raw_text

Rows = list[dict[str, object]]
BODIES = ("message", "text", "description", "notes", "note", "question and answers", "registration ip")
HIDDEN = "hidden: LinkedIn gives no name for this person"


def interaction(
    record: Record,
    channel: str,
    direction: str,
    at: str,
    *,
    other: tuple[str, str],
    words: float = float("nan"),
    skill: str = "",
) -> dict[str, object]:
    """Return a row as one interaction with its `other` person, given as profile and name."""
    return {
        "row": record.number,
        "profile": other[0],
        "email": "",
        "name": other[1],
        "at": at,
        "channel": channel,
        "direction": direction,
        "group_size": 2,
        "minutes": float("nan"),
        "words": words,
        "skill": skill,
        "hint": "",
        "event": "",
        "raw": raw_text(record.cells, bodies=BODIES),
    }


def interactions_reading(file: ExportFile, kind: str, tally: Tally, rows: Rows) -> Reading:
    """Return interactions as a reading; those whose date is not understood are set aside."""
    table = frame(rows, MEETINGS)
    table["at"] = moments(table["at"].tolist())
    for row, undated in zip(rows, table["at"].isna(), strict=True):
        if undated:
            tally.put_aside(
                int(str(row["row"])), f"the date {str(row['at'])[:40]!r} was not understood", str(row["raw"])
            )
    table = table[table["at"].notna()].reset_index(drop=True)
    return replace(counted(file, kind, tally, table["at"]), interactions=table)


def counted(file: ExportFile, kind: str, tally: Tally, at: pd.Series | None = None) -> Reading:
    """Return the account of a file's rows as a reading; `at` holds the moments that date it."""
    days = pd.Series(dtype="datetime64[us]") if at is None else at.dropna()
    if isinstance(days.dtype, pd.DatetimeTZDtype):
        days = days.dt.tz_localize(None)
    return Reading(
        source=file.source,
        kind=kind,
        rows=tally.rows,
        merged=tally.merged,
        set_aside=frame(tally.set_aside, ("row", "reason", "raw")),
        first=days.min().normalize() if len(days) else None,
        last=days.max().normalize() if len(days) else None,
    )


def nameless(prefix: str = "") -> Callable[[Cells], str]:
    """Return what tells why a row is set aside that has no name in the columns of that prefix."""

    def reason(cells: Cells) -> str:
        name = full_name(cells.get(f"{prefix}first name", ""), cells.get(f"{prefix}last name", ""))
        return HIDDEN if not name or is_hidden_member(name) else ""

    return reason

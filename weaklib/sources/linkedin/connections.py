"""Connections.csv: who the owner is connected with, since when, and where they worked then."""

from __future__ import annotations

from typing import Any

import pandas as pd

from weaklib.sources.files import ExportFile
from weaklib.sources.linkedin.columns import NEEDS, full_name, slug_of
from weaklib.sources.linkedin.dates import days
from weaklib.sources.linkedin.rows import Cells, Tally, usable_rows
from weaklib.sources.reading import CONTACTS, Reading, frame, frame_of

KIND = "linkedin connections"


def read_connections(file: ExportFile) -> Reading:
    """Return the connections that `file` lists; rows without a name or profile are set aside.

    Raises
    ------
    InputError
        If the file has no columns for the name and the date.
    """
    tally = Tally()
    rows = list(usable_rows(file, tally, needs=NEEDS[KIND], reason=_reason))
    cells = [record.cells for record in rows]
    written = pd.Series([row["connected on"] for row in cells], dtype="str")
    given: dict[str, list[Any]] = {
        "row": [record.number for record in rows],
        "profile": [slug_of(row.get("url", "")) for row in cells],
        "email": [row.get("email address", "").strip().lower() for row in cells],
        "name": [full_name(row["first name"], row["last name"]) for row in cells],
        "organisation": [row.get("company", "").strip() for row in cells],
        "position": [row.get("position", "").strip() for row in cells],
    }
    contacts = frame_of(given, CONTACTS, len(rows))
    contacts["connected_on"] = days(written.tolist())
    unread = contacts["connected_on"].isna() & (written.str.strip() != "")
    return Reading(
        source=file.source,
        kind=KIND,
        rows=tally.rows,
        merged=tally.merged,
        contacts=contacts,
        set_aside=frame(tally.set_aside, ("row", "reason", "raw")),
        first=contacts["connected_on"].min(),
        last=contacts["connected_on"].max(),
        note=_note(contacts.loc[unread, "row"].tolist(), written[unread].tolist()),
    )


def _reason(cells: Cells) -> str:
    if cells["first name"].strip() or cells["last name"].strip() or slug_of(cells.get("url", "")):
        return ""
    return "hidden: LinkedIn gives no name for this connection"


def _note(rows: list[int], values: list[str]) -> str:
    if not rows:
        return ""
    return (
        f"{len(rows)} dates in 'Connected On' were not understood (row {rows[0]}: {values[0][:40]!r}); "
        "these people are kept without the date"
    )

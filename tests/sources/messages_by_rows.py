"""What messages.csv says, worked out row by row in plain Python: slow, and easy to believe."""

from __future__ import annotations

from typing import Any

import pandas as pd

from weaklib.sources.files import ExportFile
from weaklib.sources.linkedin.columns import ALIASES, slug_of
from weaklib.sources.linkedin.dates import moments
from weaklib.sources.sheets.delimited import open_sheet, raw_text
from weaklib.sources.wordings import hint_in

BODIES = ("content", "subject")
EQUAL = ("conversation id", "from", "sender profile url", "to", "date", "subject", "content", "attachments")
PARTIES = {
    "conversation": "conversation id",
    "from": "from",
    "from_url": "sender profile url",
    "to": "to",
    "to_urls": "recipient profile urls",
}


def read_by_rows(file: ExportFile) -> dict[str, Any]:
    """Return rows, merged, set_aside, the table without marks, the contents by row, and the first and last day."""
    used: list[dict[str, Any]] = []
    aside: list[tuple[int, str, str]] = []
    late: list[tuple[int, str, str]] = []
    seen: set[tuple[str, ...]] = set()
    dates: list[str] = []
    rows = merged = 0
    with open_sheet(file, needs=("from", "to", "date"), aliases=ALIASES) as sheet:
        for record in sheet.records:
            rows += 1
            cells = record.cells
            if record.fault:
                aside.append((record.number, record.fault, raw_text(cells, bodies=tuple(cells))))
                continue
            dates.append(cells["date"])
            if reason := why_not(cells):
                aside.append((record.number, reason, raw_text(cells, bodies=BODIES)))
                continue
            key = tuple(cells.get(name, "") for name in EQUAL)
            if key in seen:
                merged += 1
                continue
            seen.add(key)
            at = moments([cells["date"]])[0]
            raw = raw_text(cells, bodies=BODIES)
            if pd.isna(at):
                late.append((record.number, f"the date {cells['date'][:40]!r} was not understood", raw))
                continue
            row: dict[str, Any] = {"row": record.number, "at": at}
            row |= {name: cells.get(column, "").strip() for name, column in PARTIES.items()}
            row["outgoing"] = cells.get("direction", "").strip().upper()
            row["content"] = cells.get("content", "")
            row["words"] = len(row["content"].split())
            row["hint"] = hint_in(row["content"])
            row["raw"] = "" if row["from_url"] and row["to_urls"] else raw
            used.append(row)
    days = moments(dates).dropna().dt.tz_localize(None).dt.normalize()
    return {
        "rows": rows,
        "merged": merged,
        "set_aside": sorted(aside + late),
        "table": used,
        "first": days.min() if len(days) else None,
        "last": days.max() if len(days) else None,
    }


def why_not(cells: Any) -> str:
    """Return why a row is set aside, or ""."""

    def cell(name: str) -> str:
        return cells.get(name, "").strip()

    slug = slug_of(cell("sender profile url"))
    content = cells.get("content", "").lstrip()
    reasons = {
        "draft, never sent": {cell("is message draft").lower(), cell("is conversation draft").lower()}
        & {"yes", "true"},
        "sponsored: an advertisement, not a person": not slug
        and (content.startswith('<p class="spinmail') or "%FIRSTNAME%" in content),
        "spam": cell("folder").upper() == "SPAM",
        "LinkedIn Member: the account is closed or hides its name": cell("from").lower() == "linkedin member"
        and not slug,
        "no sender is named": not cell("from") and not cell("sender profile url"),
    }
    return next((reason for reason, holds in reasons.items() if holds), "")

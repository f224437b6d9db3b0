"""What a shared report will show, before it is written: every number and every label."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pandas as pd

from weaklib.measures.period import period_of
from weaklib.pages.prose import day, listed
from weaklib.pages.share import aggregates
from weaklib.pages.share.labels import TABLES
from weaklib.pages.share.shared import Shared


class Preview(NamedTuple):
    """What will be shown.

    Attributes
    ----------
    table
        One row a number: what it counts (`what`), its labels (`of`, `and`), and what is `shown`.
    sentences
        What else the page says.
    """

    table: pd.DataFrame
    sentences: tuple[str, ...]


def preview(data_dir: str, *, period: str = "", k: int = 0, reports: str | Path = "") -> Preview:
    """List what the shared report would show; nothing is written.

    Parameters
    ----------
    data_dir, period, k, reports
        As for `weaklib.pages.share.aggregates`.
    """
    shared = aggregates(data_dir, period=period, k=k, reports=reports)
    return Preview(as_table(shared), tuple(_sentences(shared)))


def as_table(shared: Shared) -> pd.DataFrame:
    """Return every number and label that the page is made from.

    Parameters
    ----------
    shared
        All that the page knows.
    """
    rows = [
        {
            "what": TABLES[cell.table],
            "of": cell.row,
            "and": cell.column,
            "shown": "not shown" if cell.value is None else str(cell.value),
        }
        for cell in shared.cells
    ]
    return pd.DataFrame(rows, columns=["what", "of", "and", "shown"])


def _sentences(shared: Shared) -> list[str]:
    chosen = sorted(shared.chosen & {cell.row for cell in shared.cells if cell.table == "circle"})
    unused = sorted(shared.chosen - set(chosen))
    least = f"Every number stands for itself or up to {shared.k - 1} more."
    told = [f"The page is of {period_of(shared.period).words()}, as of {day(shared.day)}. {least}"]
    told += [f"It calls you {shared.owner}, as you chose."] if shared.owner else []
    told += [f"You chose these names yourself: {listed(chosen)}."] if chosen else []
    told += [] if chosen or shared.owner else ["No name is on it."]
    told += [f"No circle that may be shown is called {listed(unused)} now."] if unused else []
    told += [_replaced(shared)] if shared.replaced else []
    if shared.before:
        told += [f"It tells the change since the shared report of {period_of(shared.before).words()}."]
    return [*told, "Nothing was written."]


def _replaced(shared: Shared) -> str:
    rows = [f"{row.whole:,} on {day(row.day)}" for row in shared.replaced]
    return (
        "It replaces a report that told other numbers; so that the next ones can be compared with them, it "
        f"carries what the people shown there added up to: {listed(rows, most=len(rows))}."
    )

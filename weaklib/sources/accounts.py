"""The account of every input row: used, merged or set aside, exactly once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from weaklib.book import typed
from weaklib.sources.reading import Reading


def counted(
    readings: Iterable[Reading], nobody: pd.DataFrame, repeated: Mapping[str, int]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the tables `coverage` and `set_aside`.

    Parameters
    ----------
    readings
        What each file said.
    nobody
        Rows that name nobody for certain, with `source`, `row`, `reason` and `raw`.
    repeated
        By source: how many further rows only repeat what another file says.
    """
    lost = nobody.groupby("source").size()
    rows, asides = [], [nobody]
    for reading in readings:
        aside = len(reading.set_aside) + int(lost.get(reading.source, 0))
        merged = reading.merged + repeated.get(reading.source, 0)
        rows.append(
            {
                "source": reading.source,
                "kind": reading.kind,
                "rows": reading.rows,
                "used": reading.rows - merged - aside,
                "merged": merged,
                "set_aside": aside,
                "first": reading.first,
                "last": reading.last,
                "note": reading.note,
            }
        )
        asides.append(reading.set_aside.assign(source=reading.source))
    coverage = pd.DataFrame(rows).set_index("source").sort_index()
    coverage[["first", "last"]] = coverage[["first", "last"]].apply(pd.to_datetime)
    set_aside = pd.concat([a for a in asides if len(a)] or [nobody], ignore_index=True)
    return typed("coverage", coverage), typed(
        "set_aside", set_aside.sort_values(["source", "row"], kind="stable").reset_index(drop=True)
    )

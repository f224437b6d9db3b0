"""The cells of a shared report: every count rounded and protected, under words of ours."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from weaklib.measures.classes import CLASSES
from weaklib.pages.share.counts import Counts
from weaklib.pages.share.labels import GROUPS, MEASURES, STEPS, lettered
from weaklib.pages.share.rounding import rounded
from weaklib.pages.share.shared import Cell, Row


def protected(
    counts: Counts, *, k: int, names: Mapping[str, str], told: tuple[Row, ...] = ()
) -> tuple[Cell, ...]:
    """Return the numbers that may be told.

    Parameters
    ----------
    counts
        The exact ones.
    k
        The group that is not told apart.
    names
        What the person chose to call a circle, by its name in the private report.
    told
        The classes of the days that other shared reports have told.
    """
    shown = rounded(counts, k, told=told)
    circles = called(shown.circles, names)
    days = [*shown.trend.iterrows(), (shown.day, shown.classes)]
    return (
        *(Cell("class", name, "", _shown(shown.classes[name])) for name in CLASSES),
        *(
            Cell("trend", f"{pd.Timestamp(str(day)):%Y-%m-%d}", name, _shown(row[name]))
            for day, row in days
            for name in CLASSES
        ),
        *(Cell("field", str(name), "", _shown(value)) for name, value in shown.fields.items()),
        *(Cell("rank", str(name), "", _shown(value)) for name, value in shown.ranks.items()),
        *(Cell("circle", label, "", value) for label, value in circles.values()),
        *_between(shown.ties, circles),
        *_asked(shown.asked),
        *(Cell("measure", name, "", _measure(shown.measures[name])) for name in MEASURES),
    )


def called(circles: pd.Series[int], names: Mapping[str, str]) -> dict[str, tuple[str, int]]:
    """Return for each circle what it is called and how many it has; a letter where no name was chosen."""
    letters = iter(lettered(len(circles)))
    return {str(name): (names.get(str(name)) or next(letters), int(value)) for name, value in circles.items()}


def _between(ties: pd.DataFrame, circles: Mapping[str, tuple[str, int]]) -> list[Cell]:
    cells = []
    for tie in ties.to_dict("records"):
        one, other = sorted((circles[tie["one"]][0], circles[tie["other"]][0]))
        cells.append(Cell("tie", one, other, int(tie["ties"])))
    return sorted(cells, key=lambda cell: cell.place)


def _asked(asked: pd.DataFrame) -> Iterator[Cell]:
    of: dict[tuple[str, str], Any] = {
        (row["group"], row["step"]): row["count"] for row in asked.to_dict("records")
    }
    return (
        Cell("asked", group, step, _shown(of.get((group, step), 0))) for group in GROUPS for step in STEPS
    )


def _shown(count: float) -> int | None:
    return int(count) or None


def _measure(value: float) -> int | None:
    return None if math.isnan(value) else int(value)

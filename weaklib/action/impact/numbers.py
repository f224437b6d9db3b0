"""One number of the summary, and the groups that numbers are told of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from weaklib.action.reasons import PURPOSES, Row
from weaklib.measures.classes import CLASSES

Places = npt.NDArray[np.intp]

ALL = "all"


@dataclass(frozen=True)
class Number:
    """One row of `summary`; the fields are its columns.

    Attributes
    ----------
    measure, by, group
        What is told, and of whom: `by` is "all" (then `group` is "all" too), "purpose", "class" (at the time
        of asking), "circle", "channel" or "unasked".
    kind
        "count", "rate" or "rating".
    n
        Of a rate the attempts that are judged; of a rating how many were given; of a count the count.
    count
        How many; <NA> where that is not known.
    pending
        How many attempts are too young to be judged.
    value, low, high
        The count; the share and its interval, nan of fewer than five; the mean rating.
    spread
        The standard deviation of ratings; nan of fewer than two.
    shown
        What to show.
    rows
        What it is counted from.
    """

    measure: str
    by: str
    group: str
    kind: str
    n: int
    count: int | None
    pending: int
    value: float
    low: float
    high: float
    spread: float
    shown: str
    rows: tuple[Row, ...]


COLUMN_OF: Mapping[str, str] = MappingProxyType(
    {"purpose": "purpose", "class": "class", "circle": "circle", "channel": "via"}
)
"""The column of attempts and outcomes by which each grouping goes."""
BLANK: Mapping[str, str] = MappingProxyType(
    {"purpose": "unasked", "class": "unknown", "circle": "no known circle", "channel": "not said"}
)
"""What a group is called that the ledger has no word for."""
_ORDER: Mapping[str, Sequence[str]] = MappingProxyType(
    {"purpose": PURPOSES, "class": CLASSES, "unasked": ("asked", "unasked")}
)


def groups(table: pd.DataFrame, *, unasked: bool = False) -> Iterator[tuple[str, str, Places]]:
    """Go through the groups of attempts or outcomes, everything first: every row is in one of each grouping.

    Parameters
    ----------
    table
        Attempts, or outcomes.
    unasked
        Whether what came unasked is told apart, by the column `attempt`.

    Yields
    ------
    tuple
        `by`, `group`, and the places of its rows. Purposes and classes come in their own order, circles and
        channels the largest first.
    """
    yield ALL, ALL, np.arange(len(table))
    for by, column in COLUMN_OF.items():
        yield from _of(by, table[column].replace("", BLANK[by]))
    if unasked:
        yield from _of("unasked", table["attempt"].isna().map({True: "unasked", False: "asked"}))


def _of(by: str, names: pd.Series[Any]) -> Iterator[tuple[str, str, Places]]:
    places = names.reset_index(drop=True).groupby(names.to_numpy()).indices
    order = {name: rank for rank, name in enumerate(_ORDER.get(by, ()))}
    ranked = sorted(
        places, key=lambda name: (order.get(str(name), len(order)), -len(places[name]), str(name))
    )
    yield from ((by, str(name), np.asarray(places[name])) for name in ranked)


def ledger_rows(entries: pd.Index[Any]) -> list[Row]:
    """Return entries of the ledger as rows behind a number."""
    return [("ledger", entry) for entry in entries.tolist()]

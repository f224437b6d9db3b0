"""One row, one cell or one name out of a table, as sentences need them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from weaklib.action.expertise_forms import readable
from weaklib.action.situation import Situation

PLACE = ("organisation", "role", "field", "as_recorded_on")


def name_of(situation: Situation, person: str) -> str:
    """Return a contact's name as one readable line; the id where there is none."""
    name = situation.book.people["name"].get(person)
    return readable(name) if isinstance(name, str) and name.strip() else person


def names_of(situation: Situation, people: Iterable[object]) -> list[str]:
    """Return the names of contacts, each as `name_of` does: all at once, which is sooner for many."""
    wanted = [*map(str, people)]
    names = situation.book.people["name"].reindex(wanted).tolist()
    told = zip(wanted, names, strict=True)
    return [readable(name) if isinstance(name, str) and name.strip() else who for who, name in told]


def cell(table: pd.DataFrame, label: object, column: str) -> Any:
    """Return one cell of a table: a row of many columns takes long to take out."""
    return table.at[label, column]


def place_of(situation: Situation, label: int) -> dict[str, Any]:
    """Return what is told of a row of `book.affiliations`: where, as what, in which field, by which day."""
    return {column: cell(situation.book.affiliations, label, column) for column in PLACE}


def row_of(table: pd.DataFrame, label: object) -> pd.Series[Any]:
    """Return one row of a table."""
    return table.loc[[label]].iloc[0]

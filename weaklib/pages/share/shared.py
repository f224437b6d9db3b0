"""What a shared report is made of: numbers in steps, and words of ours. Nothing else fits in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, NoReturn

import pandas as pd

from weaklib.book import InputError
from weaklib.pages.share.labels import CONSTRAINT, TABLES, is_day, is_ours, is_period, is_showable

LEAST_GROUPS = (5, 10)
"""The groups that a person may choose not to be told apart; such a k is the step of all numbers too.

Each divides the next: so a report in steps of 10 tells nothing that one in steps of 5 did not tell.
"""
LONGEST_LABEL, LONGEST_OWNER = 40, 80
"""How many characters the names of a circle and of the owner may have."""


class Row(NamedTuple):
    """What the classes of a day add up to, as shown in a report, and the k of that report."""

    day: str
    whole: int
    k: int


class Cell(NamedTuple):
    """One number that is told.

    Attributes
    ----------
    table, row, column
        Where it stands; a column of "" is the only one.
    value
        The number: that many or up to k - 1 more. None where it is not shown.
    """

    table: str
    row: str
    column: str
    value: int | None

    @property
    def place(self) -> tuple[str, str, str]:
        """Table, row and column."""
        return self.table, self.row, self.column


@dataclass(frozen=True)
class Shared:
    """All that a shared report knows. It cannot hold a name, a text of an export or a row of one person.

    Attributes
    ----------
    period, day
        The month, quarter or year, and the day that it is told as of.
    k
        The group that is not told apart: 5 or 10.
    cells
        The numbers.
    chosen
        The names that the person chose for circles.
    owner
        What the person wants to be called; "" for not at all.
    before, before_cells
        The period of the shared report before this one in the same folder, and its numbers; "" for none.
    replaced
        What the classes added up to in reports of this period that this one replaces: they were told too.

    Raises
    ------
    InputError
        If anything is not a number in steps, a period, a word of ours, or a name that was chosen.
    """

    period: str
    day: str
    k: int
    cells: tuple[Cell, ...]
    chosen: frozenset[str] = frozenset()
    owner: str = ""
    before: str = ""
    before_cells: tuple[Cell, ...] = ()
    replaced: tuple[Row, ...] = ()

    def __post_init__(self) -> None:
        """Let nothing in that is not allowed."""
        if self.k not in LEAST_GROUPS or type(self.k) is not int:
            self._refuse("the least group")
        if not all(is_showable(name, LONGEST_LABEL) for name in self.chosen):
            self._refuse("a name that was chosen")
        if self.owner and not is_showable(self.owner, LONGEST_OWNER):
            self._refuse("the owner's name")
        if not is_period(self.period) or not is_day(self.day) or (self.before and not is_period(self.before)):
            self._refuse("the period or the day")
        for cell in (*self.cells, *self.before_cells):
            if not is_ours(cell.table, cell.row, cell.column, chosen=self.chosen):
                self._refuse(f"a label of the table {cell.table!r}" if cell.table in TABLES else "a table")
            if not is_safe(cell, self.k):
                self._refuse(f"a number of the table {cell.table!r}")
        if not all(is_row(row) for row in self.replaced):
            self._refuse("a number that was told before")

    def _refuse(self, what: str) -> NoReturn:
        # the message must not repeat what was refused: it may be a name
        msg = f"The shared report was not written: {what} is none that it may hold; this is weaklib's fault."
        raise InputError(msg)

    @cached_property
    def told(self) -> dict[tuple[str, str, str], int]:
        """The numbers that are shown, by table, row and column."""
        return {cell.place: cell.value for cell in self.cells if cell.value is not None}

    def column(self, table: str) -> pd.Series[int]:
        """Return the shown numbers of a table with one column, in its order."""
        found = {row: value for (of, row, _), value in self.told.items() if of == table}
        return pd.Series(found, dtype="int64")

    def grid(self, table: str) -> pd.DataFrame:
        """Return the shown numbers of a table with several columns; nan where one is not shown."""
        cells = [cell for cell in self.cells if cell.table == table]
        found = pd.DataFrame(cells, columns=["table", "row", "column", "value"])
        shown = found.astype({"value": "float64"}).set_index(["row", "column"])["value"].unstack()  # noqa: PD010 - nothing is to be added up
        return shown.reindex(index=_order(found["row"]), columns=_order(found["column"]))

    def measure(self, name: str) -> int | None:
        """Return one measure of the whole network; None where it is not shown."""
        return self.told.get(("measure", name, ""))


def is_safe(cell: Cell, k: int) -> bool:
    """Tell whether a number may be told: in steps of `k`, and not of fewer; or is not shown.

    Parameters
    ----------
    cell
        The number; constraint, which counts nobody, is in hundredths and may be 0.
    k
        The group that is not told apart.
    """
    if cell.value is None:
        return True
    least = 0 if cell.row == CONSTRAINT else k
    return type(cell.value) is int and k > 0 and cell.value >= least and cell.value % k == 0


def is_row(row: Row) -> bool:
    """Tell whether a sum of a day may be told again: a day, and a sum of numbers in steps."""
    numbers = type(row.whole) is int and type(row.k) is int and row.k in LEAST_GROUPS
    return numbers and row.whole >= 0 and row.whole % row.k == 0 and is_day(row.day)


def _order(names: pd.Series[str]) -> list[str]:
    return list(dict.fromkeys(names))

"""How a table is told on a terminal, as CSV or as JSON, and how far a run is."""

from __future__ import annotations

import json
import math
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click
import pandas as pd
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from weaklib.sources.sheets.exact import FORMULA

if TYPE_CHECKING:
    from weaklib.sources import Progress as Tell

Item = TypeVar("Item")
FORMATS = ("table", "csv", "json")
MOST_ROWS = 40  # on a terminal a person looks at the best ones; csv and json have them all
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def tell(
    table: pd.DataFrame,
    style: str,
    *,
    shown: Sequence[str],
    more: Mapping[str, Any] | None = None,
    most: int | None = MOST_ROWS,
) -> None:
    """Print a table: the columns `shown` for a person, all of them as CSV or JSON.

    Parameters
    ----------
    table
        The table; its index becomes the first column.
    style
        One of `FORMATS`.
    shown
        The columns that a person sees.
    more
        What a JSON answer says beside its `rows`.
    most
        How many rows a person sees; None for all.
    """
    rows = table.reset_index()
    if style == "json":
        answer = {**(more or {}), "rows": [_plain_row(row) for row in rows.to_dict("records")]}
        click.echo(json.dumps(answer, ensure_ascii=True, allow_nan=False, indent=1))
    elif style == "csv":
        click.echo(rows.map(_csv_cell).to_csv(index=False), nl=False)
    else:
        _print_table(rows[list(shown)], len(rows) if most is None else most)


def say(*sentences: str) -> None:
    """Print sentences for a person, as plain text."""
    for sentence in sentences:
        click.echo(_clean(sentence))


def warn(sentence: str) -> None:
    """Print a sentence on the error stream."""
    click.echo(_clean(sentence), err=True)


@contextmanager
def progress(what: str) -> Iterator[Tell | None]:
    """Yield what tells how far the reading is; None where nobody watches."""
    if not sys.stderr.isatty():
        yield None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f}%"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what)

        def told(source: str, done: int, total: int) -> None:
            bar.update(
                task, completed=done, total=max(total, 1), description=f"{what} {_clean(source)[-40:]}"
            )

        yield told


def one_by_one(made: Iterable[Item], what: str, names: Sequence[str]) -> Iterator[Item]:
    """Yield what is made, and show where somebody watches how far it is and what is being made.

    Parameters
    ----------
    made
        Makes one for each name, as it is asked for the next.
    what
        What is done, as the bar says it.
    names
        What each is called.
    """
    if not sys.stderr.isatty():
        yield from made
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(f"{what} {names[0]}", total=len(names))
        for number, item in enumerate(made, start=1):
            following = names[min(number, len(names) - 1)]
            bar.update(task, completed=number, description=f"{what} {following}")
            yield item


def _print_table(rows: pd.DataFrame, most: int) -> None:
    console = Console(width=None if sys.stdout.isatty() else 200, highlight=False)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in rows.columns:
        numeric = pd.api.types.is_numeric_dtype(rows[column])
        table.add_column(column.replace("_", " "), justify="right" if numeric else "left", overflow="fold")
    for row in rows.head(most).itertuples(index=False):
        table.add_row(*(Text(_cell(value)) for value in row))
    console.print(table)
    if len(rows) > most:
        say(f"… and {len(rows) - most} more; --format csv shows all.")


def _plain(value: object) -> object:
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    if value is None or value is pd.NaT or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, pd.Timestamp):
        return value.isoformat() if value != value.normalize() else f"{value:%Y-%m-%d}"
    if isinstance(value, float):
        return round(float(value), 6)
    return value.item() if hasattr(value, "item") else value


def _plain_row(row: Mapping[Any, object]) -> dict[str, object]:
    return {str(column): _plain(value) for column, value in row.items()}


def _csv_cell(value: object) -> object:
    plain = _plain(value)
    text = "; ".join(map(str, plain)) if isinstance(plain, list) else plain
    if not isinstance(text, str):
        return text
    # a spreadsheet must compute nothing from a name
    return "'" + _clean(text) if FORMULA.match(text) else _clean(text)


def _cell(value: object) -> str:
    plain = _plain(value)
    if isinstance(plain, list):
        return "; ".join(_clean(str(item)) for item in plain)
    if isinstance(plain, float):
        return f"{plain:.2f}"
    return "–" if plain is None else _clean(str(plain))


def _clean(text: str) -> str:
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)

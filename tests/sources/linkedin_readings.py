"""Reading LinkedIn files without asking who is who: what the tests of the single files and exports share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd

from weaklib.book import InputError
from weaklib.sources.files import ExportFile, open_exports
from weaklib.sources.linkedin import Identity, read_linkedin
from weaklib.sources.reading import Reading


def read(folder: Path) -> dict[str, Reading]:
    """Return the readings of a folder by source."""
    return read_with_owner(folder)[0]


def read_with_owner(folder: Path) -> tuple[dict[str, Reading], Identity]:
    """Return the readings of a folder by source, and whose they are; what is refused has no reading."""

    def attempt(_: ExportFile, reader: Callable[[], object]) -> object:
        try:
            return reader()
        except InputError:
            return None

    readings, owner = read_linkedin(open_exports(folder)[0], attempt)
    return {reading.source: reading for reading in readings}, owner


def figures(reading: Reading) -> tuple[int, int, int, int]:
    """Return rows, used, merged and set aside."""
    aside = len(reading.set_aside)
    return reading.rows, reading.rows - reading.merged - aside, reading.merged, aside


def listed(table: pd.DataFrame, *columns: str) -> list[tuple[str, ...]]:
    """Return some columns of a table as text, in alphabetical order; what is unknown is "-"."""
    return sorted(tuple(map(text, row)) for row in table[list(columns)].itertuples(index=False, name=None))


def text(value: object) -> str:
    """Return a value as the expected tables write it."""
    if isinstance(value, tuple):
        return " ".join(value) or "-"
    if value is None or value == "" or pd.isna(value):
        return "-"
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}" if value == value.normalize() else f"{value:%Y-%m-%d %H:%M:%S}"
    return str(value)

"""Sheets as they are read for all: one that holds what none does is left out, and stops nobody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from weaklib.book import InputError
from weaklib.pool.sheet import Sheet
from weaklib.pool.sheet_checks import check_rows, checked_rows

if TYPE_CHECKING:
    import pyarrow as pa


class Sound(NamedTuple):
    """Sheets whose rows hold what a sheet does, these rows, and why others are left out, by their names."""

    sheets: Sequence[Sheet]
    rows: pa.Table
    left_out: Mapping[str, str]


def sound_rows(sheets: Sequence[Sheet]) -> Sound:
    """Return the rows of those sheets that hold what a sheet does, and why the others are left out."""
    try:
        return Sound(sheets, checked_rows(sheets), {})
    except InputError:
        left_out = {sheet.path.name: why for sheet in sheets if (why := what_is_wrong(sheet))}
        sound = [sheet for sheet in sheets if sheet.path.name not in left_out]
        return Sound(sound, checked_rows(sound), left_out)


def what_is_wrong(sheet: Sheet) -> str:
    """Return why the rows of a sheet hold what none does; "" where they do not."""
    try:
        check_rows(sheet)
    except InputError as error:
        return str(error)
    return ""

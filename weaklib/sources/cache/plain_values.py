"""Values as JSON can say them, told apart by their kind, and back exactly as they were."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any, NoReturn

import numpy as np
import pandas as pd

Told = Any
"""None, a text, a number, or a pair: what it is, and what it holds."""

PLAIN = (str, bool, int, float)
CONTAINERS: Mapping[str, Callable[[Iterable[Any]], object]] = {
    kind.__name__: kind for kind in (tuple, list, set, frozenset, dict)
}
MISSING = {"NaT": pd.NaT, "NA": pd.NA}


def _refuse(value: object) -> NoReturn:
    msg = f"{value!r:.60} is no plain value"
    raise TypeError(msg)


def told(value: object, beyond: Callable[[Any], Told] = _refuse) -> Told:
    """Return a value as JSON can say it.

    Parameters
    ----------
    value
        A text, a number, None, a day or moment, or a container of such values.
    beyond
        What tells any other value; without it, a TypeError is raised.

    Examples
    --------
    >>> told(("a", None, 1.5))
    ['tuple', ['a', None, 1.5]]
    """
    kind = type(value)
    if value is None or kind in PLAIN:
        return value
    if kind in CONTAINERS.values():
        return [kind.__name__, _told_items(value, beyond)]
    if any(value is each for each in MISSING.values()):
        return ["missing", str(value).strip("<>")]
    if isinstance(value, np.generic) and value.dtype.kind in "biuf":
        return ["numpy", [value.dtype.str, value.item()]]
    return _told_date(value) if isinstance(value, date) else beyond(value)


def untold(said: Told, beyond: Callable[[str, Any], object] = lambda what, _: _refuse(what)) -> Any:
    """Return the value that `told` has told.

    Parameters
    ----------
    said
        What JSON gave.
    beyond
        What knows the values that `told` left to its own `beyond`.
    """
    if not isinstance(said, list):
        return said
    what, held = said
    if what in CONTAINERS:
        items = (untold(["tuple", item] if what == "dict" else item, beyond) for item in held)
        return CONTAINERS[what](items)
    if what == "missing":
        return MISSING[held]
    if what == "numpy":
        return np.dtype(held[0]).type(held[1])
    return DATES[what](held) if what in DATES else beyond(what, held)


def _told_items(value: Any, beyond: Callable[[Any], Told]) -> list[Told]:
    if isinstance(value, dict):
        return [[told(key, beyond), told(item, beyond)] for key, item in value.items()]
    items = [told(item, beyond) for item in value]
    return items if isinstance(value, tuple | list) else sorted(items, key=json.dumps)


def _told_date(value: date) -> Told:
    if isinstance(value, pd.Timestamp):
        zone = None if value.tz is None else str(value.tz)
        said: Told = ["Timestamp", [int(value.asm8.view("i8")), value.unit, zone]]
    elif isinstance(value, datetime):
        # a zone of Python's would come back as a mere distance from UTC
        said = ["moment", value.isoformat()] if value.tzinfo in (None, UTC) else _refuse(value)
    else:
        said = ["day", value.isoformat()]
    return said


def _timestamp(held: Any) -> pd.Timestamp:
    number, unit, zone = held
    moment = pd.Timestamp(np.datetime64(number, unit))
    return moment if zone is None else moment.tz_localize("UTC").tz_convert(zone)


DATES: Mapping[str, Callable[[Any], date]] = {
    "day": date.fromisoformat,
    "moment": datetime.fromisoformat,
    "Timestamp": _timestamp,
}

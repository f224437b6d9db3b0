"""Everybody whom the readings name: each way in which a file names somebody once, however often it does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import nsmallest
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from weaklib.sources.coded_texts import coded
from weaklib.sources.names.shown import display_names
from weaklib.sources.reading import Reading

CONNECTIONS = "linkedin connections"
IMPORTED = "linkedin imported contacts"
ADDRESS_BOOK = "address book"
SERVICES = ("linkedin", "address book", "calendar", "mail")
NAMING = ("profile", "email", "name")


@dataclass(frozen=True)
class Mentions:
    """Who is named where.

    Attributes
    ----------
    table
        One row for each way in which a file names somebody, the most trusted file first: `order` (of the
        file), `source`, `kind`, `listed` (a row of its own says it), `row` (the first one; 0 where the
        file has counted it already), `profile`, `emails`, `name`, `organisation`, `position`,
        `connected_on`, `labels`, `note`, `recorded_on`, and how many `times` it occurs.
    interactions
        For each reading that has any: the reading, and by interaction the position in `table`.
    """

    table: pd.DataFrame
    interactions: Sequence[tuple[Reading, NDArray[np.int64]]]


def gather(readings: Sequence[Reading]) -> Mentions:
    """List everybody whom the readings name.

    Parameters
    ----------
    readings
        What each file said; at least one names somebody.
    """
    tables: list[pd.DataFrame] = []
    interactions: list[tuple[Reading, NDArray[np.int64]]] = []
    size = 0
    for order, reading in enumerate(_most_trusted_first(readings)):
        parts = [_listed(reading)] if len(reading.contacts) else []
        if len(reading.interactions):
            named, codes = _named(reading)
            interactions.append((reading, codes + size + sum(map(len, parts))))
            parts.append(named)
        for part in parts:
            tables.append(part.assign(order=order, source=reading.source, kind=reading.kind))
            size += len(part)
    table = pd.concat(tables, ignore_index=True)
    table["name"] = _shown(table["name"])
    table["connected_on"] = pd.to_datetime(table["connected_on"])
    table["recorded_on"] = pd.to_datetime(table["recorded_on"])
    return Mentions(table, interactions)


def _shown(names: pd.Series) -> NDArray[np.object_]:
    codes, texts = coded(names)
    return np.array(display_names(texts), dtype="object")[codes]


def _most_trusted_first(readings: Sequence[Reading]) -> list[Reading]:
    """Sort the readings; what they say is looked at only where all else is the same."""
    times = Counter(map(_trust, readings))
    return sorted(readings, key=lambda each: (_trust(each), _said(each) if times[_trust(each)] > 1 else ()))


def _trust(reading: Reading) -> tuple[object, ...]:
    """Connections before the rest, LinkedIn before others, the newest first: who speaks first is believed."""
    last = pd.NaT if reading.last is None else reading.last
    age = 0.0 if pd.isna(last) else -pd.Timestamp(last).timestamp()
    service = next((rank for rank, name in enumerate(SERVICES) if reading.kind.startswith(name)), 9)
    return (reading.kind != CONNECTIONS, service, age, reading.kind, -reading.rows)


def _said(reading: Reading) -> tuple[object, ...]:
    """What a file is called decides nothing, unless two say the same."""
    tables = (reading.contacts, reading.interactions)
    said = [tuple(nsmallest(3, map(str, table[name].unique()))) for table in tables for name in NAMING]
    return (*said, reading.source)


def _listed(reading: Reading) -> pd.DataFrame:
    contacts = reading.contacts
    emails = [
        tuple(dict.fromkeys(filter(None, (email, *more)))) if email or more else ()
        for email, more in zip(contacts["email"], contacts["emails"], strict=True)
    ]
    recorded = reading.last if reading.kind == CONNECTIONS and reading.last is not None else pd.NaT
    rest = contacts.drop(columns=["email", "emails"]).astype({"row": "int64"})
    rest["emails"] = pd.Series(emails, index=rest.index, dtype="object")
    rest["recorded_on"] = pd.Series(recorded, index=rest.index)
    return rest.assign(listed=True, times=1)


def _named(reading: Reading) -> tuple[pd.DataFrame, NDArray[np.int64]]:
    """Return the different ways in which interactions name somebody, and which of them each one is."""
    rows = reading.interactions
    employers = dict(zip(reading.contacts["row"], reading.contacts["organisation"], strict=True))
    nowhere = pd.Series(
        pd.Categorical.from_codes(np.zeros(len(rows), dtype=np.int8), pd.Index([""])), index=rows.index
    )
    organisation = rows["row"].map(employers) if employers else nowhere
    columns = [*(rows[name] for name in NAMING), organisation]
    combined = np.zeros(len(rows), dtype=np.int64)
    for column in columns:
        codes, values = _factor(column)
        if len(values) == 1 and not codes.any():
            continue
        combined = pd.factorize(combined * (len(values) + 1) + codes + 1)[0].astype(np.int64)
    times = np.bincount(combined)
    first = np.empty(len(times), dtype=np.int64)
    first[combined[::-1]] = np.arange(len(rows))[::-1]
    shown = [column.iloc[first].astype("object").fillna("").to_numpy() for column in columns]
    profile, email, name, employer = shown
    table = pd.DataFrame(
        {
            "row": rows["row"].iloc[first].to_numpy(dtype="int64"),
            "profile": profile,
            "emails": [(address,) if address else () for address in email],
            "name": name,
            "organisation": employer,
            "position": "",
            "connected_on": pd.Series(pd.NaT, index=range(len(first)), dtype="datetime64[us]"),
            "labels": [()] * len(first),
            "note": "",
            "listed": False,
            "times": times,
            "recorded_on": pd.NaT,
        }
    )
    return table, combined


def _factor(column: pd.Series) -> tuple[NDArray[np.int64], pd.Index[Any]]:
    if isinstance(column.dtype, pd.CategoricalDtype):
        return np.asarray(column.cat.codes, dtype=np.int64), column.cat.categories
    codes, values = pd.factorize(column)
    return np.asarray(codes, dtype=np.int64), pd.Index(values)


@lru_cache(maxsize=100_000)
def slug(name: str) -> str:
    """Return a name as part of an id.

    >>> slug("Zoë  Brandt")
    'zoë-brandt'
    """
    return "-".join(name.casefold().split())

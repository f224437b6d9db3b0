"""Who was in touch when: the interactions of all readings, now that it is known who is who."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from weaklib.book import typed
from weaklib.sources.identity.mentions import Mentions
from weaklib.sources.reading import MEETINGS, Reading
from weaklib.sources.sheets.delimited import raw_text

TEXTS = ["person", "channel", "direction", "skill", "hint", "event", "source"]
SHOWN = ["name", "profile", "emails", "organisation", "position", "connected_on", "labels"]
PLAIN = [name for name in MEETINGS if name not in ("profile", "email", "name", "raw")]


@dataclass(frozen=True)
class Encounters:
    """What the readings say of who was in touch.

    Attributes
    ----------
    interactions
        As in `Book`.
    repeated
        By source: how many of its rows only repeat what another calendar says.
    nobody
        Rows that name nobody for certain: `source`, `row`, `reason`, `raw`.
    """

    interactions: pd.DataFrame
    repeated: dict[str, int]
    nobody: pd.DataFrame


def encounters(mentions: Mentions) -> Encounters:
    """Return every interaction with its person, each once, and what became of the rows that have none.

    Parameters
    ----------
    mentions
        With the columns `person` and `reason`.
    """
    persons = mentions.table["person"].astype("str").array
    known = mentions.table["reason"].eq("").to_numpy()
    parts, lost = [], [_lost_contacts(mentions.table)]
    for reading, codes in mentions.interactions:
        kept = known[codes]
        rows = reading.interactions
        part = rows.loc[kept, PLAIN].assign(
            person=persons.take(codes[kept]), source=reading.source, kind=reading.kind
        )
        parts.append(_plain(part))
        if not kept.all():
            lost.append(_lost(reading, codes, mentions.table, kept))
    table = (
        _in_order(pd.concat(parts, ignore_index=True))
        if parts
        else pd.DataFrame(columns=[*PLAIN, "person", "source", "kind"])
    )
    again = (
        table["event"].notna() & table["kind"].eq("calendar") & table.duplicated(["event", "person", "kind"])
    )
    once = table[~again].reset_index(drop=True)
    return Encounters(
        typed("interactions", once), _only_repeats(table[again], once), _nobody(lost, once, mentions.table)
    )


def _plain(part: pd.DataFrame) -> pd.DataFrame:
    """Return a part in the types of the book, so that parts of any origin can be put together."""
    texts = {name: part[name].astype("str") for name in TEXTS}
    for name in ("skill", "hint", "event"):
        texts[name] = texts[name].mask(texts[name].eq(""))
    at = part["at"]
    if not isinstance(at.dtype, pd.DatetimeTZDtype):
        at = pd.to_datetime(at, utc=True)
    numbers = {"row": "int64", "group_size": "int64", "minutes": "float64", "words": "float64"}
    return part.assign(at=at.astype("datetime64[us, UTC]"), **texts).astype(numbers)


def _in_order(table: pd.DataFrame) -> pd.DataFrame:
    """Sort by moment, person, channel, source and row: by codes, which is far quicker than by texts."""
    ranks = [pd.factorize(table[name], sort=True)[0] for name in ("source", "channel", "person")]
    order = np.lexsort(
        (table["row"].to_numpy(), *ranks, table["at"].dt.tz_localize(None).to_numpy().astype("int64"))
    )
    return table.take(order).reset_index(drop=True)


def _only_repeats(again: pd.DataFrame, once: pd.DataFrame) -> dict[str, int]:
    """Count the rows that are left with nothing of their own."""
    if again.empty:
        return {}
    rows = again[["source", "row"]].drop_duplicates()
    left = once.loc[once["source"].isin(rows["source"].unique()), ["source", "row"]].drop_duplicates()
    only = rows.merge(left, how="left", indicator=True)
    counts = only.loc[only["_merge"] == "left_only", "source"].value_counts()
    return {str(source): int(count) for source, count in counts.items()}


def _lost_contacts(table: pd.DataFrame) -> pd.DataFrame:
    lost = table[table["listed"] & table["reason"].ne("") & table["row"].gt(0)]
    raw = [
        raw_text(dict(zip(SHOWN, map(_shown, row), strict=True)))
        for row in lost[SHOWN].itertuples(index=False)
    ]
    return lost[["source", "row", "reason"]].assign(raw=raw)


def _shown(value: object) -> str:
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}"
    return ", ".join(value) if isinstance(value, tuple) else "" if value is pd.NaT else str(value)


def _lost(reading: Reading, codes: np.ndarray, table: pd.DataFrame, kept: np.ndarray) -> pd.DataFrame:
    rows = reading.interactions.loc[~kept, ["row", "raw"]] if "raw" in reading.interactions else None
    lost = rows if rows is not None else reading.interactions.loc[~kept, ["row"]].assign(raw="")
    return lost.assign(source=reading.source, reason=table["reason"].to_numpy()[codes[~kept]])


def _nobody(lost: list[pd.DataFrame], once: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    """Return the input rows of which nothing is left."""
    every = pd.concat(lost, ignore_index=True)[["source", "row", "reason", "raw"]]
    every["raw"] = every["raw"].astype("object").fillna("")
    every = every.astype({"row": "int64"})
    listed = table.loc[table["listed"] & table["reason"].eq(""), ["source", "row"]]
    met = once.loc[once["source"].isin(every["source"].unique()), ["source", "row"]]
    left = pd.concat([listed, met]).drop_duplicates()
    every["length"] = every["raw"].str.len()
    told = every.sort_values(["source", "row", "length"], ascending=[True, True, False], kind="stable")
    gone = told.drop_duplicates(["source", "row"]).merge(left, how="left", indicator=True)
    return gone.loc[gone["_merge"] == "left_only", ["source", "row", "reason", "raw"]].reset_index(drop=True)

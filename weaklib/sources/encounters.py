"""Who was in touch when: the interactions of all readings, now that it is known who is who."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from weaklib.book import typed
from weaklib.sources.coded_texts import categorical, coded
from weaklib.sources.identity.mentions import Mentions
from weaklib.sources.reading import MEETINGS, Reading
from weaklib.sources.sheets.delimited import raw_text

TEXTS = ["person", "channel", "direction", "skill", "hint", "event", "source"]
SHOWN = ["name", "profile", "emails", "organisation", "position", "connected_on", "labels"]
NUMBERS = {"row": "int64", "group_size": "int64", "minutes": "float64", "words": "float64"}
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
    rows, lost = _with_persons(mentions)
    once, again = _in_order(rows)
    return Encounters(
        typed("interactions", once), _only_repeats(again, once), _nobody(lost, once, mentions.table)
    )


def _with_persons(mentions: Mentions) -> tuple[pd.DataFrame, list[pd.DataFrame]]:
    """Return the interactions of all readings with their persons, and the rows that name nobody."""
    persons = categorical(*coded(mentions.table["person"]))
    known = mentions.table["reason"].eq("").to_numpy()
    parts, lost = [], [_lost_contacts(mentions.table)]
    for reading, codes in mentions.interactions:
        kept = known[codes]
        rows = reading.interactions[PLAIN]
        used = rows if kept.all() else rows[kept]
        parts.append(
            used.assign(
                person=persons.take(codes[kept]),
                source=_repeated(reading.source, len(used)),
                kind=_repeated(reading.kind, len(used)),
            )
        )
        if not kept.all():
            lost.append(_lost(reading, codes, mentions.table, kept))
    return _together(parts), lost


def _together(parts: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Put parts of any origin together; their texts stay numbers, in the order of the texts, to the end."""
    columns: dict[str, Any] = {name: _texts([part[name] for part in parts]) for name in (*TEXTS, "kind")}
    columns["at"] = pd.concat([_moments(part["at"]) for part in parts], ignore_index=True) if parts else []
    for name, kind in NUMBERS.items():
        columns[name] = np.concatenate([np.empty(0, kind), *(part[name].to_numpy(kind) for part in parts)])
    table = pd.DataFrame(columns).astype({"at": "datetime64[us, UTC]"})
    for name in ("skill", "hint", "event"):
        table[name] = table[name].cat.remove_categories([""])  # unknown, not empty
    return table


def _repeated(text: str, times: int) -> pd.Categorical:
    return pd.Categorical.from_codes(np.zeros(times, dtype=np.int8), pd.Index([text], dtype="object"))


def _texts(parts: Sequence[pd.Series]) -> pd.Categorical:
    """Return texts of any origin as numbers, in the order of the texts; "" is always among these."""
    told = [coded(part) for part in parts]
    every = pa.chunked_array([pa.array([""], pa.large_string()), *(texts for _, texts in told)])
    places = every.dictionary_encode().combine_chunks()
    order = pc.array_sort_indices(places.dictionary)
    rank = np.empty(len(order) + 1, dtype=np.int32)
    rank[order.to_numpy()], rank[-1] = np.arange(len(order)), -1
    found = rank[places.indices.to_numpy()]
    starts = np.cumsum([1, *(len(texts) for _, texts in told)])
    codes = [
        np.append(found[start : start + len(texts)], np.int32(-1))[numbers]  # -1 stays what it is
        for start, (numbers, texts) in zip(starts, told, strict=False)
    ]
    return categorical(np.concatenate([np.empty(0, dtype=np.int32), *codes]), places.dictionary.take(order))


def _moments(at: pd.Series) -> pd.Series:
    return (at if isinstance(at.dtype, pd.DatetimeTZDtype) else pd.to_datetime(at, utc=True)).astype(
        "datetime64[us, UTC]"
    )


def _in_order(table: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Sort by moment, person, channel, source and row; what a second calendar repeats comes apart."""
    source, channel, person = (table[name].cat.codes.to_numpy() for name in ("source", "channel", "person"))
    moment = table["at"].dt.tz_localize(None).to_numpy().astype("int64")
    sources, channels = (len(table[name].cat.categories) + 1 for name in ("source", "channel"))
    whose = (person.astype(np.int64) * channels + channel + 1) * sources + source + 1  # -1 is no text
    order = np.lexsort((table["row"].to_numpy(), whose, moment))
    met = table["kind"].eq("calendar").to_numpy() & table["event"].notna().to_numpy()
    in_calendars = order[met[order]]
    again = np.zeros(len(table), dtype=np.bool_)
    again[in_calendars] = table[["event", "person"]].take(in_calendars).duplicated().to_numpy()
    return (
        table.take(order[~again[order]]).reset_index(drop=True),
        table[["source", "row"]].take(order[again[order]]).reset_index(drop=True),
    )


def _only_repeats(again: pd.DataFrame, once: pd.DataFrame) -> dict[str, int]:
    """Count the rows that are left with nothing of their own."""
    if again.empty:
        return {}
    rows = again.drop_duplicates()
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

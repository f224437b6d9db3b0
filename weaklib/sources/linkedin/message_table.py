"""The table of messages.csv, gathered block by block: each text becomes a few numbers and is let go."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from weaklib.sources.linkedin.columns import is_hidden_member, slug_of
from weaklib.sources.linkedin.dates import moments_in
from weaklib.sources.linkedin.rows import Tally
from weaklib.sources.sheets.blocks import Block
from weaklib.sources.sheets.delimited import raw_text
from weaklib.sources.sheets.texts import Numbers, fingerprints, listed, mixed, word_counts
from weaklib.sources.wordings import hints_in

PARTIES = {
    "conversation": "conversation id",
    "from": "from",
    "from_url": "sender profile url",
    "to": "to",
    "to_urls": "recipient profile urls",
    "outgoing": "direction",
}
"""What the columns that say who wrote to whom are called in the file."""

SAME = ("conversation id", "from", "sender profile url", "to", "subject", "attachments")
"""What two rows have in common that are one, besides the date and the content."""

CODED = {*PARTIES.values(), *SAME, "folder", "is message draft", "is conversation draft"}
PROFILE = r"^https://www\.linkedin\.com/in/[A-Za-z0-9_-]+/?$"
BODIES = ("content", "subject")
HIDDEN = "LinkedIn Member: the account is closed or hides its name"
COLUMNS = ["row", *PARTIES, "at", "words", "hint", "raw", "mark"]

Flags = NDArray[np.bool_]
Moments = NDArray[np.datetime64]


@dataclass(frozen=True)
class Part:
    """What is kept of the usable rows of one block; `parties` as they stand in the file."""

    rows: NDArray[np.int64]
    parties: Mapping[str, pa.DictionaryArray]
    at: Moments
    words: NDArray[np.int64]
    hint: NDArray[np.object_]
    raw: NDArray[np.object_]
    content: Numbers
    same: Numbers
    undated: Mapping[int, tuple[str, str]]


@dataclass(frozen=True)
class Gathered:
    """All messages of a file: what was counted, what is used, and its first and last day."""

    tally: Tally
    table: pd.DataFrame
    first: pd.Timestamp | None
    last: pd.Timestamp | None


def gather(blocks: Iterable[Block]) -> Gathered:
    """Return the messages of a file; drafts, advertisements and nameless senders are set aside.

    Parameters
    ----------
    blocks
        The rows of the file; one block is held at a time.
    """
    tally = Tally()
    parts: list[Part] = []
    days: set[pd.Timestamp] = set()
    for block in blocks:
        at = moments_in(block.column("date"))
        parts.append(_part(block, at, tally))
        dated = at[~np.isnat(at)]
        if len(dated):
            days |= {pd.Timestamp(dated.min()).normalize(), pd.Timestamp(dated.max()).normalize()}
    return Gathered(tally, _table(parts, tally), min(days, default=None), max(days, default=None))


def _part(block: Block, at: Moments, tally: Tally) -> Part:
    tally.rows += len(block.numbers) + len(block.faults)
    for record in block.faults:
        tally.put_aside(record.number, record.fault, raw_text(record.cells, bodies=tuple(record.cells)))
    coded = {name: block.column(name).dictionary_encode() for name in CODED}
    usable = _usable(block, coded, tally)
    lacking = _blank(coded["sender profile url"]) | _blank(coded["recipient profile urls"])
    raw = _raw(block, usable & (lacking | np.isnat(at)))
    content = fingerprints(block.column("content"))
    prints = [fingerprints(coded[name].dictionary)[coded[name].indices.to_numpy()] for name in SAME]
    undated = np.flatnonzero(usable & np.isnat(at))
    dates = block.column("date").take(pa.array(undated)).to_pylist()
    return Part(
        rows=block.numbers[usable],
        parties={name: _filtered(coded[column], usable) for name, column in PARTIES.items()},
        at=at[usable],
        words=word_counts(block.column("content"))[usable],
        hint=hints_in(block.column("content"))[usable],
        raw=raw[usable],
        content=content[usable],
        same=mixed(content, fingerprints(block.column("date")), *prints)[usable],
        undated=dict(
            zip(block.numbers[undated].tolist(), zip(dates, raw[undated], strict=True), strict=True)
        ),
    )


def _usable(block: Block, coded: Mapping[str, pa.DictionaryArray], tally: Tally) -> Flags:
    """Tell which rows are messages, and put the others aside."""
    sender, url = coded["from"], coded["sender profile url"]
    unknown = _holds(url, lambda text: not slug_of(text), unless=PROFILE)
    reasons = {
        "draft, never sent": _says_yes(coded["is message draft"]) | _says_yes(coded["is conversation draft"]),
        "sponsored: an advertisement, not a person": _sponsored(block.column("content"), unknown),
        "spam": _holds(coded["folder"], lambda text: text.strip().upper() == "SPAM"),
        HIDDEN: _holds(sender, is_hidden_member, where="linkedin") & unknown,
        "no sender is named": _blank(sender) & _blank(url),
    }
    reason = np.select(list(reasons.values()), np.arange(len(reasons)), default=-1)
    aside, names = np.flatnonzero(reason >= 0), list(reasons)
    for record, why in zip(block.records(aside), reason[aside].tolist(), strict=True):
        tally.put_aside(record.number, names[why], raw_text(record.cells, bodies=BODIES))
    return reason < 0


def _holds(
    coded: pa.DictionaryArray, holds: Callable[[str], bool], *, where: str = "", unless: str = ""
) -> Flags:
    """Tell of each row whether something holds of its text, asking as seldom as possible.

    It is asked once for each different text, and only of those that match `where`, or do not match `unless`.
    """
    texts = coded.dictionary
    if unless:
        asked = pc.invert(pc.match_substring_regex(texts, unless))
    else:
        asked = pc.match_substring_regex(texts, where, ignore_case=True)
    places = pc.indices_nonzero(asked)
    flags = np.zeros(len(texts), dtype=np.bool_)
    flags[places.to_numpy()] = [holds(text) for text in listed(texts.take(places))]
    by_row: Flags = flags[coded.indices.to_numpy()]
    return by_row


def _says_yes(coded: pa.DictionaryArray) -> Flags:
    return _holds(coded, lambda text: text.strip().lower() in {"yes", "true"})


def _blank(coded: pa.DictionaryArray) -> Flags:
    return _holds(coded, lambda text: not text.strip(), unless="^[!-~]")


def _filtered(coded: pa.DictionaryArray, rows: Flags) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(pa.array(coded.indices.to_numpy()[rows]), coded.dictionary)


def _sponsored(contents: pa.StringArray, unknown: Flags) -> Flags:
    begins, holds = '<p class="spinmail', "%FIRSTNAME%"
    sponsored = np.zeros(len(contents), dtype=np.bool_)
    places = np.flatnonzero(unknown)
    theirs = contents.take(pa.array(places))
    likely = pc.indices_nonzero(pc.or_(pc.match_substring(theirs, begins), pc.match_substring(theirs, holds)))
    for place, content in zip(places[likely.to_numpy()], listed(theirs.take(likely)), strict=True):
        sponsored[place] = content.lstrip().startswith(begins) or holds in content
    return sponsored


def _raw(block: Block, wanted: Flags) -> NDArray[np.object_]:
    """Return the rows themselves where they are wanted, the lengths of their texts in place of the texts."""
    raw = np.full(len(wanted), "", dtype="object")
    places = np.flatnonzero(wanted)
    raw[places] = [raw_text(record.cells, bodies=BODIES) for record in block.records(places)]
    return raw


def _table(parts: list[Part], tally: Tally) -> pd.DataFrame:
    """Put the parts together; a row that repeats another one is merged, one without a date set aside."""
    again = pd.Series(np.concatenate([part.same for part in parts])).duplicated().to_numpy()
    tally.merged += int(again.sum())
    rows = np.concatenate([part.rows for part in parts])
    at = np.concatenate([part.at for part in parts])
    undated = {row: told for part in parts for row, told in part.undated.items()}
    for row in rows[np.isnat(at) & ~again].tolist():
        date, raw = undated[row]
        tally.put_aside(row, f"the date {date[:40]!r} was not understood", raw)
    kept = np.flatnonzero(~(again | np.isnat(at)))
    table = pd.DataFrame({"row": rows[kept]})
    for name in PARTIES:
        table[name] = _categories([part.parties[name] for part in parts], kept, upper=name == "outgoing")
    table["at"] = pd.Series(at[kept]).dt.tz_localize("UTC")
    table["words"] = np.concatenate([part.words for part in parts])[kept]
    table["hint"] = pd.Categorical(np.concatenate([part.hint for part in parts])[kept])
    table["raw"] = pd.Series(np.concatenate([part.raw for part in parts])[kept], dtype="object")
    table["mark"] = _marks(table, np.concatenate([part.content for part in parts])[kept])
    return table[COLUMNS]


def _categories(parts: list[pa.DictionaryArray], kept: NDArray[np.int64], *, upper: bool) -> pd.Categorical:
    """Return one column of all parts without surplus spaces; its categories are sorted, and all are used."""
    coded = pa.chunked_array(parts).combine_chunks()
    texts = [text.strip() for text in listed(coded.dictionary)]
    if upper:
        texts = [text.upper() for text in texts]
    codes = coded.indices.to_numpy()[kept]
    used = np.bincount(codes, minlength=len(texts)) > 0
    values = sorted({text for text, is_used in zip(texts, used, strict=True) if is_used})
    place = {text: code for code, text in enumerate(values)}
    recoded = np.array([place.get(text, -1) for text in texts], dtype=np.int32)
    return pd.Categorical.from_codes(recoded[codes], categories=pd.Index(values, dtype="object"))


def _marks(table: pd.DataFrame, content: Numbers) -> Numbers:
    """Return what tells a message from others in every export: a conversation has an id since 2020 only."""
    at = table["at"].dt.tz_localize(None).to_numpy(dtype="datetime64[us]").astype(np.int64).astype(np.uint64)
    prints = {
        name: fingerprints(pa.array(table[name].cat.categories, pa.string()))[table[name].cat.codes]
        for name in ("conversation", "from", "to")
    }
    alone = mixed(at // np.uint64(60_000_000), prints["from"], prints["to"], content)
    has_id = (table["conversation"] != "").to_numpy()
    return np.where(has_id, mixed(prints["conversation"], at, content), alone)

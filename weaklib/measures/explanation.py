"""One tie explained: each part in plain words, with the rows behind it and how far it can be trusted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd

from weaklib.book import Book
from weaklib.measures.record import Record, behind, confidence_in, record_of, sources_of
from weaklib.measures.sentences import counted, hundredths, listed, on_day, sentence, would_show
from weaklib.measures.strength import YEAR, Defaults

COLUMNS = ("value", "weight", "adds", "sentence", "rows", "sources", "confidence")
"""The columns of an explanation."""

MOST_ROWS = 3
"""How many rows are named in words."""

_OF_THE_TIE = {
    "class": "strength",
    "confidence": "coverage",
    "peak": "peak_strength",
    "silence": "silence_days",
    "outlook": "outlook",
}


def explained(
    book: Book,
    tie: pd.Series[Any],
    as_of: str | pd.Timestamp | None = None,
    *,
    defaults: Defaults | None = None,
) -> pd.DataFrame:
    """Explain one row of a tie table: what each part is, what it adds, and on which rows it rests.

    adds = value x weight, and what the parts add makes the strength. The weight of a part is its share after
    those that no export shows are left out, and 0 where there never was contact; a closeness that the owner
    gave takes half, or all of it where no part is known.

    Parameters
    ----------
    book
        What was read, not cut at a day: `rows` are labels of its interactions.
    tie
        A row of what `tie_table` returns for that book, day and these defaults.
    as_of
        The day of that table; by default the last that the exports cover.
    defaults
        Half-life, weights and thresholds of that table.

    Returns
    -------
    DataFrame
        Indexed by `part`: the parts of strength in the order of their weights, `closeness` and `family` where
        the owner said so, then `class`, `confidence`, `peak` and `silence`, and `outlook` where the table has
        it:

        - `value`: of a part, 0 to 1, nan where no export shows it; of `class` the strength, of `confidence`
          the weight of what could be seen, of `peak` the strength on the day of the last contact, of
          `silence` its days, of `family` nan, of `outlook` the chance of contact within 30 days.
        - `weight`, `adds`: for the parts and `closeness`; nan for the others.
        - `sentence`: what it says, in words; it holds no text from an export.
        - `rows`: the labels in `book.interactions` behind it, a tuple; `sources`: their files, or the files
          that could have shown some.
        - `confidence`: "unknown" where no export shows the part; else "high", or "medium" or "low" where one
          or all kinds of export that show it end more than 31 days before the day. For `class`, `confidence`
          and `peak` it is that of the tie.

    Raises
    ------
    InputError
        If `as_of` is not a date.

    References
    ----------
    METRICS, section 9. Granovetter 1973, AJS 78:1360.

    Examples
    --------
    >>> import weaklib as wl
    >>> book = wl.read("data/example")
    >>> ties = wl.ties.tie_table(book)
    >>> told = explained(book, ties.loc["soren-achterberg"])
    >>> bool(abs(told["adds"].sum() - ties.at["soren-achterberg", "strength"]) < 1e-9)
    True
    """
    rules = defaults or Defaults()
    record = record_of(book, tie, book.day(as_of), rules=rules)
    values = {part: float(tie[part]) for part in rules.weights} | _said(record)
    values |= {part: float(tie[column]) for part, column in _OF_THE_TIE.items() if column in tie}
    table = pd.DataFrame({"value": values}).rename_axis("part")
    table["weight"] = _weights(record).reindex(table.index)
    table["adds"] = table["value"] * table["weight"]
    table["sentence"] = [
        _WORDS[part](record) if part in _WORDS else sentence(part, record) for part in values
    ]
    rows = [tuple(behind(record, part).tolist()) for part in values]
    table["rows"] = pd.Series(rows, index=table.index, dtype="object")
    files = [sources_of(record, part) for part in values]
    table["sources"] = pd.Series(files, index=table.index, dtype="object")
    table["confidence"] = [_confidence(part, record) for part in values]
    return table[list(COLUMNS)]


def in_words(table: pd.DataFrame) -> str:
    """Return an explanation as a list in Markdown, a line a part: value, sentence, rows and confidence.

    Parameters
    ----------
    table
        What `explained` or `ties.explain` returns.

    Returns
    -------
    str
        Fixed words, numbers and dates: no text from an export is in it, so nothing in it can act.

    Examples
    --------
    >>> import weaklib as wl
    >>> told = wl.ties.explain(wl.read("data/example"), "soren-achterberg")
    >>> print(in_words(told.loc[["duration"]]))
    - **Duration**, 1.00 of 1, adds 0.05 to the strength. From the first contact on 3 December 2018 to ...
    """
    return "\n".join(_line(str(part), row) for part, row in table.iterrows())


def _line(part: str, row: pd.Series[Any]) -> str:
    heading = f"**{part.capitalize()}**"
    if pd.notna(row["adds"]):
        heading += f", {row['value']:.2f} of 1, adds {row['adds']:.2f} to the strength"
    sure = "not known" if row["confidence"] == "unknown" else f"{row['confidence']} confidence"
    return f"- {heading}. {row['sentence']} *({_named(row['rows'])}; {sure})*"


def _named(rows: tuple[Any, ...]) -> str:
    """Return the numbers of the first rows, and how many more there are; of other labels how many alone."""
    if not rows or not all(isinstance(row, int) for row in rows):
        return counted(len(rows), "row") if rows else "no row"
    more = len(rows) - MOST_ROWS
    first = [f"{row}" for row in rows[:MOST_ROWS]] + ([f"{more:,} more"] if more > 0 else [])
    return f"row{'' if len(rows) == 1 else 's'} {listed(first)}"


def _said(record: Record) -> dict[str, float]:
    """Return what the owner said of the person, as parts."""
    said = {} if np.isnan(record.closeness) else {"closeness": record.closeness}
    return said | ({"family": np.nan} if record.family else {})


def _weights(record: Record) -> pd.Series[Any]:
    """Return the share of each part in the strength; 0 for what is not seen, and without any contact."""
    weights = pd.Series(record.rules.weights, dtype="float64")
    seen = weights.where(record.tie[weights.index].notna(), 0.0)
    known, stated = bool(seen.sum()), not np.isnan(record.closeness)
    share: pd.Series[Any] = seen / seen.sum() if known and _met(record) else seen * 0.0
    if stated:
        share = share / 2
        share["closeness"] = 0.5 if known else 1.0
    return share


def _confidence(part: str, record: Record) -> str:
    if part in ("class", "confidence", "peak"):
        return str(record.tie["confidence"])
    if part in record.rules.weights:
        unseen = bool(pd.isna(record.tie[part]))
    else:
        unseen = part in ("silence", "outlook") and record.tie["class"] == "unknown"
    return "unknown" if unseen else confidence_in(record, part)


def _met(record: Record) -> bool:
    return int(record.tie["contact_days"]) > 0


def _class(record: Record) -> str:
    tie, rules, kind = record.tie, record.rules, str(record.tie["class"])
    score = f"{tie['strength']:.2f}"
    quiet = f"once established, and silent for {counted(tie['silence_days'], 'day')}"
    lines = f"{rules.weak:.2f}", f"{rules.strong:.2f}"
    one_sided = kind == "moderately weak" and tie["strength"] >= rules.strong
    both = ", and both of you take part" if np.isnan(record.closeness) else ""
    why = {
        "unknown": f"no export could show contact; {would_show(record) or 'none that weaklib reads'} would",
        "nominal": "contact could be shown and none is on record",
        "dormant": f"{quiet}: {rules.dormant_days / YEAR:.0f} years or more",
        "fading": f"{quiet}: more than {_patience(record)}",
        "strong": f"{score} is {lines[1]} or more{both}",
        "moderately weak": f"{score} lies between {lines[0]} and {lines[1]}",
        "weak": f"{score} is below {lines[0]}",
    }[kind]
    why = f"{score} is {lines[1]} or more, but only one of you ever wrote" if one_sided else why
    return f"{'An' if kind == 'unknown' else 'A'} {kind} tie: {why}."


def _patience(record: Record) -> str:
    usual, rules = record.tie["median_gap_days"], record.rules
    if rules.fading_gaps * usual <= rules.fading_days:
        return counted(rules.fading_days, "day")
    return f"{rules.fading_gaps:.0f} times the usual {counted(usual, 'day')} between you"


def _seen(record: Record) -> str:
    tie = record.tie
    if pd.isna(tie["strength"]):
        return "No part could be seen, so nothing is said of how close you are."
    low, high = tie["strength_low"], tie["strength_high"]
    if high - low < 0.005:
        return "Every part could be seen. Calls, lunches and affection are in no file."
    seen = f"What could be seen has {tie['coverage']:.2f} of all weight"
    return f"{seen}; whatever the rest is, the strength lies between {low:.2f} and {high:.2f}."


def _peak(record: Record) -> str:
    tie = record.tie
    if tie["class"] == "unknown":
        return "Not known: no export shows a day on which you were in touch."
    if not _met(record):
        return "Without any contact there is no day to tell of."
    then = f"On {on_day(tie['last_contact'])}, the day of your last contact, the strength was"
    return f"{then} {tie['peak_strength']:.2f}; it is {tie['strength']:.2f} now."


def _outlook(record: Record) -> str:
    tie = record.tie
    if pd.notna(tie["outlook"]):
        chance = f"{hundredths(tie['outlook'])}%"
        return f"As your earlier months went, the chance of contact within the next 30 days is {chance}."
    if tie["class"] == "unknown":
        return "Not known: how likely contact is can be learnt only from contact that an export shows."
    return "Without any contact on record there is nothing to learn from for the next 30 days."


_WORDS: Mapping[str, Callable[[Record], str]] = MappingProxyType(
    {"class": _class, "confidence": _seen, "peak": _peak, "outlook": _outlook}
)

"""How much hangs on the conventions: who changes class when the half-life or the thresholds are others."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from weaklib.book import Book
from weaklib.measures.strength import Defaults
from weaklib.measures.ties import tie_diary, ties_on

FEWEST_FOR_A_SHARE = 5
"""Of fewer people no share is told: it would look like knowledge."""


def what_changes(
    book: Book, as_of: str | pd.Timestamp | None = None, *, defaults: Defaults | None = None
) -> pd.DataFrame:
    """Tell who changes class under another half-life or other thresholds, one rule at a time.

    No half-life is published for ties between people, and the thresholds are conventions. A class that holds
    under half and twice the half-life, and with thresholds a fifth lower and higher, does not hang on them.

    Parameters
    ----------
    book
        What the exports say.
    as_of
        The day; by default the last that the exports cover.
    defaults
        The rules to start from.

    Returns
    -------
    DataFrame
        Indexed by `rule`: `changed` (people whose class is another one), `of` (people whose class could
        change: neither nominal nor unknown), `share` (changed / of; nan where `of` is below 5), `moves` (a
        tuple such as ("weak to moderately weak: 12",), the most frequent first), `persons` (a tuple of the
        changed, the strongest first).

    Raises
    ------
    InputError
        If `as_of` is not a date.

    References
    ----------
    METRICS, section 9. Roberts & Dunbar 2015, Hum Nat 26:426, on friends and kin who cool at different pace.

    Examples
    --------
    >>> import weaklib as wl
    >>> changes = wl.sensitivity.what_changes(wl.read("data/example"))
    >>> list(changes.index)[:2]
    ['half-life of 90 days', 'half-life of 360 days']
    """
    usual = defaults or Defaults()
    day = book.day(as_of)
    diary = tie_diary(book, usual)  # what counts as contact is the same under all of these rules
    now = ties_on(diary, day, usual)["class"]
    could = ~now.isin(["nominal", "unknown"])
    rows = {
        rule: _row(now, ties_on(diary, day, other)["class"].reindex(now.index), int(could.sum()))
        for rule, other in other_rules(usual).items()
    }
    return pd.DataFrame.from_dict(rows, orient="index", columns=list(_COLUMNS)).rename_axis("rule")


_COLUMNS = ("changed", "of", "share", "moves", "persons")


def other_rules(usual: Defaults) -> dict[str, Defaults]:
    """Return the rules to compare with, each by its name: one convention changed, all else equal."""
    others = {
        f"half-life of {days:,.0f} days": replace(usual, half_life_days=days)
        for days in (usual.half_life_days / 2, usual.half_life_days * 2)
    }
    for factor in (0.8, 1.2):
        strong, weak = min(usual.strong * factor, 1.0), min(usual.weak * factor, 1.0)
        others[f"strong from {strong:.2f}, weak below {weak:.2f}"] = replace(usual, strong=strong, weak=weak)
    for factor in (0.8, 1.2):
        fading, dormant = usual.fading_days * factor, usual.dormant_days * factor
        name = f"fading after {fading:,.0f} days, dormant after {dormant:,.0f}"
        gaps = usual.fading_gaps * factor
        others[name] = replace(usual, fading_days=fading, dormant_days=dormant, fading_gaps=gaps)
    return others


def _row(now: pd.Series, then: pd.Series, could: int) -> tuple[object, ...]:
    changed = now.index[now != then]
    steps = (now[changed] + " to " + then[changed]).value_counts(sort=False)
    often = steps.sort_index().sort_values(ascending=False, kind="stable")
    share = len(changed) / could if could >= FEWEST_FOR_A_SHARE else np.nan
    return len(changed), could, share, tuple(f"{step}: {n:,}" for step, n in often.items()), tuple(changed)

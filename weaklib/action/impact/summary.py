"""Did it help: every number on what was asked and what came of it in a period, each with its rows."""

from __future__ import annotations

from dataclasses import fields
from itertools import chain
from operator import attrgetter
from typing import Any

import networkx as nx
import pandas as pd

from weaklib.action.impact.contrasts import contrasts
from weaklib.action.impact.counts import counts
from weaklib.action.impact.notes import notes
from weaklib.action.impact.numbers import Number
from weaklib.action.impact.rates import rates
from weaklib.action.impact.ratings import ratings
from weaklib.action.impact.setting import Setting, setting_of
from weaklib.action.ledger import Ledger
from weaklib.book import Book

COLUMNS = tuple(field.name for field in fields(Number))
"""The columns of a summary."""
SEVERAL = "Each interval fails once in twenty times: of several comparisons one may mislead by chance alone."


def summary(
    book: Book,
    ledger: Ledger | None,
    *,
    period: str = "",
    as_of: str | pd.Timestamp | None = None,
    ties: pd.DataFrame | None = None,
    graph: nx.Graph[Any] | None = None,
    circles: pd.Series[Any] | None = None,
) -> pd.DataFrame:
    """Tell what was asked in a period and what came of it: counts, rates and ratings, one row a number.

    - Counts of what came in the period, by its day: "new_connections", "introductions", "referrals",
      "interviews", "offers"; confirmed ones alone, asked for or not.
    - "sent", and the rates of "replied" (within 14 days) and of every later step: of the attempts that were
      sent in the period at least 14 days before the day, whatever came of them. Younger ones are `pending`.
    - "engagement", "support", "guidance": mean and spread of the ratings (0 to 3) of outcomes in the period.

    Parameters
    ----------
    book
        What was read, not cut at a day.
    ledger
        What was asked and what came of it; None where there is no ledger yet.
    period
        A month ("2026-10"), a quarter ("2026-Q3"), a year ("2026"), or "" for the whole record.
    as_of
        The day; by default the last that the exports cover, or the newest on which an entry that holds was
        recorded in the ledger, whichever is later.
    ties, graph, circles
        The measures for that day where they were made already.

    Returns
    -------
    DataFrame
        The columns of `Number`: `measure`; `by` ("all", "purpose", "class" at the time of asking, "circle",
        "channel", "unasked") and `group`; `kind` ("count", "rate", "rating"); `n`, `count`, `pending`;
        `value` with `low` and `high` (Wilson's 95 % interval) and `spread`; `shown`, the words to show; and
        `rows`, what it is counted from. Of fewer than five attempts `value`, `low` and `high` are nan.
        `attrs` has `as_of`, `period` (its text), `notes` (sentences on what is missing) and `contrasts`
        (sentences on weak ties against strong ones).

    Raises
    ------
    InputError
        If `period` or `as_of` is not written as it should be.

    References
    ----------
    METRICS, section 7. Wilson 1927, JASA 22, 209.

    Examples
    --------
    >>> import weaklib as wl
    >>> told = summary(wl.read("data/example"), None, period="2022-03")
    >>> told.set_index("measure").at["sent", "shown"]
    '0'
    """
    setting = setting_of(book, ledger, period=period, as_of=as_of, ties=ties, graph=graph, circles=circles)
    return summary_of(setting)


def summary_of(setting: Setting) -> pd.DataFrame:
    """Return the same of a setting that was gathered already; nobody may change it."""
    return setting.once("summary", _summary)


def _summary(setting: Setting) -> pd.DataFrame:
    found = chain(counts(setting), rates(setting), ratings(setting))
    table = pd.DataFrame(map(attrgetter(*COLUMNS), found), columns=list(COLUMNS)).astype({"count": "Int64"})
    compared = [each for each in contrasts(setting) if not each.within or each.weak_n + each.strong_n]
    judged = sum(each.verdict != "too few" for each in compared)
    table.attrs.update(
        as_of=f"{setting.day:%Y-%m-%d}",
        period=setting.period.text,
        notes=[*notes(setting), *([SEVERAL] if judged > 2 else [])],
        contrasts=[each.sentence for each in compared],
    )
    return table

"""The three numbers of the mission, for a period and beside them for the one before."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from weaklib.action.assessment.reach import Reach
from weaklib.action.assessment.review import Review
from weaklib.action.impact.summary import summary_of
from weaklib.action.ledger.entries import RATINGS

MEASURES = ("new_connections", "introductions", "referrals", *RATINGS)
"""New connections; introductions and referrals received; and how good it was."""
BY = ("all", "class")
KEYS = ["measure", "by", "group"]
COLUMNS = ("kind", "shown", "value", "spread", "n", "count", "rows")


def numbers(review: Review, reach: Reach) -> pd.DataFrame:
    """Return what the mission asks for: what came of it, by class of the tie it came through, and how good.

    Parameters
    ----------
    review
        The period.
    reach
        What `reach_of` tells of it.

    Returns
    -------
    DataFrame
        One row a number, as in `impact.summary`: `measure`, `by` ("all" or "class") and `group`; `kind`,
        `shown`, `value`, `spread`, `n`, `count` and `rows` of the period, and the same of the period before
        with `_before` behind. What is in one of the two alone is "0" in the other, or "no rating"; nothing
        is compared with a period that is not over (`like_for_like`).
    """
    now, then = _told(review), _told(review.earlier)
    keys = dict.fromkeys([*now.index, *then.index])
    ordered = sorted(keys, key=lambda key: MEASURES.index(key[0]))
    index = pd.MultiIndex.from_tuples(ordered, names=KEYS) if ordered else now.index
    table = _filled(now, index, known=_known(review))
    before = _filled(then, index, known=_known(review.earlier)).drop(columns="kind").add_suffix("_before")
    alike = pd.Series(not reach.flows, index=index)
    alike[index.get_level_values("measure") == "new_connections"] &= not reach.connections
    return pd.concat([table, before], axis=1).assign(like_for_like=alike).reset_index()


def _known(review: Review | None) -> bool:
    return review is not None and review.begun and (review.recorded or review.ledger is not None)


def _told(review: Review | None) -> pd.DataFrame:
    if review is None or not _known(review):
        return pd.DataFrame(columns=[*KEYS, *COLUMNS]).set_index(KEYS)
    table = summary_of(review.setting)
    kept = table[table["measure"].isin(MEASURES) & table["by"].isin(BY)]
    return kept.set_index(KEYS)[list(COLUMNS)]


def _filled(told: pd.DataFrame, index: pd.Index[Any], *, known: bool) -> pd.DataFrame:
    """Fill in what no row tells: of a period that is known a count of nothing is 0, and a rating none."""
    table = told.reindex(index)
    missing = pd.Series(~index.isin(told.index), index=index)
    rating = pd.Series(index.get_level_values("measure").isin(RATINGS), index=index)
    words = pd.Series("0" if known else "not known", index=index).mask(rating & known, "no rating")
    zero = pd.Series(0.0 if known else math.nan, index=index).mask(rating)
    count = pd.Series(0 if known else pd.NA, index=index, dtype="Int64")
    rows = [row if isinstance(row, tuple) else () for row in table["rows"]]
    return pd.DataFrame(
        {
            "kind": pd.Series("count", index=index).mask(rating, "rating"),
            "shown": table["shown"].mask(missing, words).astype("str"),
            "value": table["value"].astype("float64").mask(missing, zero),
            "spread": table["spread"].astype("float64"),
            "n": table["n"].astype("Int64").mask(missing, 0),
            "count": table["count"].astype("Int64").mask(missing, count),
            "rows": pd.Series(rows, index=index, dtype="object"),
        }
    )

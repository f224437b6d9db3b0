"""The classes of ties, and the rules that put a tie in one: the first that fits."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas.api.extensions import ExtensionArray

from weaklib.book import Book
from weaklib.measures.diary import Diary
from weaklib.measures.once import once
from weaklib.measures.strength import Defaults

CLASSES = ("strong", "moderately weak", "weak", "fading", "dormant", "nominal", "unknown")
"""The classes of ties, from the closest to those of whom nothing is known."""


def class_counts(ties: pd.DataFrame) -> pd.Series:
    """Return how many people are in each class, in the order of `CLASSES`.

    Parameters
    ----------
    ties
        What `tie_table` returns.

    Returns
    -------
    Series
        Indexed by class; 0 for a class without people.
    """
    return ties["class"].value_counts().reindex(CLASSES, fill_value=0).rename("people")


def silent(table: pd.DataFrame, diary: Diary) -> pd.Series:
    """Tell with whom there never was contact: "nominal" if it could be shown, "unknown" if not; "" else.

    Parameters
    ----------
    table
        `contact_days` of each person of the diary, in their order.
    diary
        What happened.
    """
    never = table["contact_days"] == 0
    shown = once(diary, "could be shown", lambda: _could_be_shown(diary.book, diary.people).to_numpy())
    names = first_of([never & ~shown, never], ["unknown", "nominal"], "")
    return pd.Series(names, index=table.index)


def classes_of(
    table: pd.DataFrame,
    silent: pd.Series,
    stated: pd.Series,
    recommended: NDArray[np.bool_],
    rules: Defaults,
) -> ExtensionArray:
    """Return the first class of section 9 that fits each tie.

    Parameters
    ----------
    table
        `strength`, `contact_days`, `silence_days`, `median_gap_days` and `two_way` of each tie.
    silent
        What `silent` returns.
    stated
        Whether the owner said how close each person is.
    recommended
        Whether either recommended the other.
    rules
        The thresholds.
    """
    often = (table["contact_days"] >= rules.established_days) & table["two_way"]
    established = often | recommended
    silence = table["silence_days"]
    patience = (rules.fading_gaps * table["median_gap_days"]).clip(lower=rules.fading_days)
    conditions = [
        (silent == "unknown") & ~stated,
        (silent == "nominal") & ~stated,
        established & (silence >= rules.dormant_days),
        established & (silence > patience),
        # however much one side writes, what is never answered is no strong tie, unless the person says so
        (table["strength"] >= rules.strong) & (table["two_way"] | stated),
        table["strength"] >= rules.weak,
    ]
    names = ["unknown", "nominal", "dormant", "fading", "strong", "moderately weak"]
    return first_of(conditions, names, "weak")


def first_of(conditions: Sequence[pd.Series], names: Sequence[str], other: str) -> ExtensionArray:
    """Return the name of the first condition that holds in each row; a text is made once, not by row."""
    place = np.select(list(conditions), [*range(len(names))], len(names))
    return pd.array([*names, other], dtype="str").take(place)


def _could_be_shown(book: Book, people: pd.DataFrame) -> pd.Series:
    """Tell for whom an export could show contact: messages know profiles, calendars know addresses."""
    kinds = set(book.coverage["kind"])
    has_address = people["emails"].map(bool)
    # whoever has no address can only have come from LinkedIn, where older files give names alone
    on_linkedin = people["profile"].notna() | people["connected_on"].notna() | ~has_address
    by_address = bool(kinds & {"calendar", "mail"})
    return (on_linkedin & ("linkedin messages" in kinds)) | (has_address & by_address)

"""The classes of ties, and the rules that put a tie in one: the first that fits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas.api.extensions import ExtensionArray

from weaklib.book import Book
from weaklib.measures.diary import Diary
from weaklib.measures.once import once
from weaklib.measures.roll import Ints
from weaklib.measures.strength import Defaults

Flags = NDArray[np.bool_]

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


def could_be_shown(diary: Diary) -> Flags:
    """Tell for everybody in a diary whether an export could show contact with them.

    Parameters
    ----------
    diary
        What happened.
    """
    return once(diary, "could be shown", lambda: _could_be_shown(diary.book, diary.people).to_numpy(bool))


def places_of_class(
    told: Mapping[str, NDArray[Any]], shown: Flags, stated: Flags, recommended: Flags, rules: Defaults
) -> Ints:
    """Return the first class of section 9 that fits each tie, as its place in `CLASS_NAMES`.

    Parameters
    ----------
    told
        `strength`, `contact_days`, `silence_days`, `median_gap_days` and `two_way` of each tie.
    shown
        What `could_be_shown` returns.
    stated
        Whether the owner said how close each person is.
    recommended
        Whether either recommended the other.
    rules
        The thresholds.
    """
    never = told["contact_days"] == 0
    established = ((told["contact_days"] >= rules.established_days) & told["two_way"]) | recommended
    silence = told["silence_days"]
    # without a gap there is no patience, and the comparison is false
    patience = np.maximum(rules.fading_gaps * told["median_gap_days"], rules.fading_days)
    conditions = [
        never & ~shown & ~stated,
        never & shown & ~stated,
        established & (silence >= rules.dormant_days),
        established & (silence > patience),
        # however much one side writes, what is never answered is no strong tie, unless the person says so
        (told["strength"] >= rules.strong) & (told["two_way"] | stated),
        told["strength"] >= rules.weak,
    ]
    return np.select(conditions, [*range(len(conditions))], len(conditions))


CLASS_NAMES = ("unknown", "nominal", "dormant", "fading", "strong", "moderately weak", "weak")
"""The classes in the order in which they are tried: of those whose rule fits, the first counts."""


def first_of(conditions: Sequence[Flags], names: Sequence[str], other: str) -> ExtensionArray:
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

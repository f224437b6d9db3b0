"""Tie strength: how close each tie is as of a day, from which parts, and in which class.

Strength and bridging are two separate scores: what a contact opens is no part of how close they are
(Neal 2024). Every definition and default is section 9 of the metrics that weaklib keeps.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from weaklib.book import Book
from weaklib.measures.contact import contact_days, contact_rows, silence_ends
from weaklib.measures.strength import WEIGHTS, Defaults, parts, peak_parts, strength

__all__ = ["CLASSES", "WEIGHTS", "Defaults", "class_counts", "tie_table"]

CLASSES = ("strong", "moderately weak", "weak", "fading", "dormant", "nominal", "unknown")
"""The classes of ties, from the closest to those of whom nothing is known."""


def tie_table(
    book: Book, as_of: str | pd.Timestamp | None = None, *, defaults: Defaults | None = None
) -> pd.DataFrame:
    """Return the strength of each tie as of a day, its parts and its class: one row a person.

    Strength is the weighted mean of those parts that the exports can show::

        S = sum(w_c x_c) / sum(w_c)

    Parameters
    ----------
    book
        What the exports say.
    as_of
        The day; by default the last that the exports cover.
    defaults
        Half-life, weights and thresholds.

    Returns
    -------
    DataFrame
        Indexed by `person`, strongest first: `name`, `organisation`; `strength` (0 to 1; 0 where
        contact could be shown and never was, nan where no export could show it), `class`; `coverage`
        (the weight of the parts that could be observed), `confidence`, `strength_low` and
        `strength_high` (with the unobserved parts at 0 and at 1); `peak_strength` (the strength at
        the last contact); `first_contact`, `last_contact`, `silence_days`, `contact_days`,
        `median_gap_days`, `channels` (how many); and one column a part, nan where not exported.

    Raises
    ------
    InputError
        If `as_of` is not a date.

    References
    ----------
    Granovetter 1973, AJS 78:1360. Urena-Carrion, Saramaki & Kivela 2020, EPJ Data Sci 9:37. Navarro,
    Miritello, Canales & Moro 2017, EPJ Data Sci 6:31. Levin, Walter & Murnighan 2011, Org Sci 22:923.

    Examples
    --------
    >>> import weaklib as wl
    >>> ties = wl.ties.tie_table(wl.read("data/example"))
    >>> bool(ties["strength"].dropna().between(0, 1).all())
    True
    """
    rules = defaults or Defaults()
    day = book.day(as_of)
    then = book.as_of(day)
    ends = silence_ends(then, day)
    contacts = contact_rows(then, max_meeting=rules.max_meeting, max_thread=rules.max_thread)
    days = contact_days(contacts)
    table = _history(then, days, contacts, ends, rules)
    table = table.join(parts(then, days, contacts, ends, table, rules))
    table["peak_strength"] = strength(peak_parts(then, days, table, rules), rules)
    observed_parts = table[list(rules.weights)]
    observed = observed_parts.notna().mul(pd.Series(rules.weights)).sum(axis=1)
    table["strength"] = strength(observed_parts, rules)
    table["coverage"] = observed
    table["confidence"] = np.select([observed >= 0.8, observed >= 0.5], ["high", "medium"], "low")
    table["strength_low"] = table["strength"] * observed
    table["strength_high"] = table["strength_low"] + 1 - observed
    table["class"] = _classes(table, then, rules)
    silent = table["class"].isin(["nominal", "unknown"])
    nothing = table["class"].map({"nominal": 0.0})
    for column in ("strength", "peak_strength"):
        table[column] = table[column].where(~silent, nothing)
    blank = ["strength_low", "strength_high", *rules.weights]
    unknown = table["class"] == "unknown"
    table[blank] = table[blank].mask(unknown)
    table["coverage"] = table["coverage"].mask(unknown, 0.0)
    table["confidence"] = table["confidence"].mask(unknown, "low")
    ordered = (
        table.reset_index().sort_values(["strength", "person"], ascending=[False, True]).set_index("person")
    )
    return ordered[[*_COLUMNS, *rules.weights]]


_COLUMNS = [
    *("name", "organisation", "strength", "class", "coverage", "confidence", "strength_low", "strength_high"),
    *("peak_strength", "first_contact", "last_contact", "silence_days", "contact_days", "median_gap_days"),
    "channels",
]


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


def _history(
    book: Book, days: pd.DataFrame, contacts: pd.DataFrame, ends: pd.Series, rules: Defaults
) -> pd.DataFrame:
    """Gather when and how often there was contact: the facts that parts and classes rest on."""
    people = book.people
    distinct = days[["person", "day"]].drop_duplicates().sort_values(["person", "day"])
    grouped = distinct.groupby("person")["day"]
    gaps = grouped.diff().dt.days
    latest = days.groupby(["person", "channel"])["day"].max().reset_index()
    latest["silence"] = (latest["channel"].map(ends) - latest["day"]).dt.days.clip(lower=0)
    counts = grouped.size().reindex(people.index, fill_value=0)
    median = gaps.groupby(distinct["person"]).median()
    return pd.DataFrame(
        {
            "name": people["name"],
            "organisation": people["organisation"],
            "first_contact": grouped.min().reindex(people.index),
            "last_contact": grouped.max().reindex(people.index),
            "contact_days": counts,
            # a stale export beside a fresh one makes nobody fall silent: the shortest silence counts
            "silence_days": latest.groupby("person")["silence"].min().reindex(people.index),
            "median_gap_days": median.reindex(people.index).where(counts >= rules.established_days),
            "channels": days.groupby("person")["channel"].nunique().reindex(people.index, fill_value=0),
            "two_way": _two_way(contacts, rules).reindex(people.index, fill_value=False),
        }
    )


def _two_way(contacts: pd.DataFrame, rules: Defaults) -> pd.Series:
    written = contacts["family"] != "meeting"
    out = contacts[written & (contacts["direction"] == "out")]["person"]
    inward = contacts[written & (contacts["direction"] == "in")]["person"]
    met = contacts[~written & (contacts["group_size"] <= rules.two_way_meeting)]["person"]
    both = (set(out) & set(inward)) | set(met)
    return pd.Series(True, index=pd.Index(sorted(both), name="person"))


def _classes(table: pd.DataFrame, book: Book, rules: Defaults) -> np.ndarray:
    """Return the first class of section 9 that fits each tie."""
    recommended = book.interactions.loc[book.interactions["channel"] == "recommendation", "person"]
    often = (table["contact_days"] >= rules.established_days) & table["two_way"]
    established = often | table.index.isin(recommended)
    silence = table["silence_days"]
    patience = (rules.fading_gaps * table["median_gap_days"]).clip(lower=rules.fading_days)
    never = table["contact_days"] == 0
    conditions = [
        never & ~_could_be_shown(book),
        never,
        established & (silence >= rules.dormant_days),
        established & (silence > patience),
        # however much one side writes, what is never answered is no strong tie
        (table["strength"] >= rules.strong) & table["two_way"],
        table["strength"] >= rules.weak,
    ]
    names = ["unknown", "nominal", "dormant", "fading", "strong", "moderately weak"]
    return np.select(conditions, names, "weak")


def _could_be_shown(book: Book) -> pd.Series:
    """Tell for whom an export could show contact: messages know profiles, calendars know addresses."""
    kinds = set(book.coverage["kind"])
    has_address = book.people["emails"].map(len) > 0
    # whoever has no address can only have come from LinkedIn, where older files give names alone
    on_linkedin = book.people["profile"].notna() | book.people["connected_on"].notna() | ~has_address
    by_address = bool(kinds & {"calendar", "mail"})
    return (on_linkedin & ("linkedin messages" in kinds)) | (has_address & by_address)

"""Tie strength: how close each tie is as of a day, from which parts, and in which class.

Strength and bridging are two separate scores: what a contact opens is no part of how close they are
(Neal 2024). Every definition and default is section 9 of the metrics that weaklib keeps.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from weaklib.book import Book
from weaklib.measures.contact import contact_days, contact_rows, silence_ends
from weaklib.measures.strength import (
    WEIGHTS,
    Defaults,
    parts,
    peak_parts,
    stated_closeness,
    strength,
    with_closeness,
)

__all__ = ["CLASSES", "WEIGHTS", "Defaults", "class_counts", "tie_table"]

CLASSES = ("strong", "moderately weak", "weak", "fading", "dormant", "nominal", "unknown")
"""The classes of ties, from the closest to those of whom nothing is known."""


def tie_table(
    book: Book, as_of: str | pd.Timestamp | None = None, *, defaults: Defaults | None = None
) -> pd.DataFrame:
    """Return the strength of each tie as of a day, its parts and its class: one row a person.

    Strength is the weighted mean of those parts that the exports can show::

        S = sum(w_c x_c) / sum(w_c)

    Where the person gave a closeness (0 to 1), it makes half of it: S = .5 closeness + .5 S, or closeness
    alone where nothing could be observed. Whom the person calls close is neither nominal nor unknown.

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
        (the weight of the parts that could be observed; a stated closeness is half of all weight),
        `confidence`, `strength_low` and `strength_high` (with the unobserved parts at 0 and at 1);
        `peak_strength` (the strength at the last contact); `first_contact`, `last_contact`,
        `silence_days`, `contact_days`, `median_gap_days`, `channels` (how many); and one column a part,
        nan where not exported.

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
    table["strength"] = strength(table[list(rules.weights)], rules)
    table["coverage"] = table[list(rules.weights)].notna().mul(pd.Series(rules.weights)).sum(axis=1)
    silent = _silent(table, then)
    table = _without_contact(table, silent, rules)
    table["strength_low"] = table["strength"] * table["coverage"]
    table["strength_high"] = table["strength_low"] + 1 - table["coverage"]
    closeness = stated_closeness(then)
    table = with_closeness(table, closeness)
    table["confidence"] = np.select(
        [table["coverage"] >= 0.8, table["coverage"] >= 0.5], ["high", "medium"], "low"
    )
    table["class"] = _classes(table, silent, closeness.notna(), then, rules)
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


def _silent(table: pd.DataFrame, book: Book) -> pd.Series:
    """Tell with whom there never was contact: "nominal" where it could be shown, "unknown" where not."""
    never = table["contact_days"] == 0
    names = np.select([never & ~_could_be_shown(book), never], ["unknown", "nominal"], "")
    return pd.Series(names, index=table.index)


def _without_contact(table: pd.DataFrame, silent: pd.Series, rules: Defaults) -> pd.DataFrame:
    """Return the strength of who was never in touch as 0, and of whom nothing is known as nan."""
    nothing = silent.map({"nominal": 0.0})
    scores = {name: table[name].where(silent == "", nothing) for name in ("strength", "peak_strength")}
    unknown = silent == "unknown"
    unseen = {part: table[part].mask(unknown) for part in rules.weights}
    return table.assign(**scores, **unseen, coverage=table["coverage"].mask(unknown, 0.0))


def _classes(
    table: pd.DataFrame, silent: pd.Series, stated: pd.Series, book: Book, rules: Defaults
) -> np.ndarray:
    """Return the first class of section 9 that fits each tie."""
    recommended = book.interactions.loc[book.interactions["channel"] == "recommendation", "person"]
    often = (table["contact_days"] >= rules.established_days) & table["two_way"]
    established = often | table.index.isin(recommended)
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
    return np.select(conditions, names, "weak")


def _could_be_shown(book: Book) -> pd.Series:
    """Tell for whom an export could show contact: messages know profiles, calendars know addresses."""
    kinds = set(book.coverage["kind"])
    has_address = book.people["emails"].map(len) > 0
    # whoever has no address can only have come from LinkedIn, where older files give names alone
    on_linkedin = book.people["profile"].notna() | book.people["connected_on"].notna() | ~has_address
    by_address = bool(kinds & {"calendar", "mail"})
    return (on_linkedin & ("linkedin messages" in kinds)) | (has_address & by_address)

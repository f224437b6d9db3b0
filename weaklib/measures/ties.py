"""Tie strength: how close each tie is as of a day, from which parts, and in which class.

Strength and bridging are two separate scores: what a contact opens is no part of how close they are
(Neal 2024). Every definition and default is section 9 of the metrics that weaklib keeps.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
import pandas as pd

from weaklib.book import CHANNEL_OF_KIND, Book
from weaklib.measures.contact import contact_days, contact_rows, silence_ends

CLASSES = ("strong", "moderately weak", "weak", "fading", "dormant", "nominal", "unknown")
"""The classes of ties, from the closest to those of whom nothing is known."""

WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "intensity": 0.45,
        "recency": 0.25,
        "reciprocity": 0.10,
        "services": 0.10,
        "duration": 0.05,
        "multiplexity": 0.05,
    }
)
"""What each part weighs in the strength of a tie."""

COUNTED_SERVICES = ("linkedin endorsements", "linkedin recommendations")
YEAR = 365.25


@dataclass(frozen=True)
class Defaults:
    """The conventions of tie strength, all of them to be changed at will.

    Attributes
    ----------
    half_life_days
        After how many days a contact counts half. No universal value is published.
    weights
        What each part weighs.
    strong, weak
        The strength from which a two-way tie is strong, and below which a tie is weak.
    dormant_days, fading_days, fading_gaps
        The silence from which an established tie is dormant; and fading: the longer of these days
        and so many of the tie's own median gaps (Navarro et al. 2017).
    established_days
        How many contact days make a tie established.
    two_way_meeting
        The largest meeting that counts as two-way.
    max_meeting, max_thread
        Larger meetings and threads are context, not contact.
    """

    half_life_days: float = 180
    weights: Mapping[str, float] = field(default_factory=lambda: WEIGHTS)
    strong: float = 0.60
    weak: float = 0.25
    dormant_days: float = 3 * YEAR
    fading_days: float = 180
    fading_gaps: float = 8
    established_days: int = 3
    two_way_meeting: int = 8
    max_meeting: int = 25
    max_thread: int = 10


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
    table = table.join(_parts(then, days, contacts, ends, table, rules))
    table["peak_strength"] = _strength(_peak_parts(then, days, table, rules), rules)
    parts = table[list(rules.weights)]
    observed = parts.notna().mul(pd.Series(rules.weights)).sum(axis=1)
    table["strength"] = _strength(parts, rules)
    table["coverage"] = observed
    table["confidence"] = np.select([observed >= 0.8, observed >= 0.5], ["high", "medium"], "low")
    table["strength_low"] = table["strength"] * observed
    table["strength_high"] = table["strength_low"] + 1 - observed
    table["class"] = _classes(table, then, rules)
    silent = table["class"].isin(["nominal", "unknown"])
    nothing = table["class"].map({"nominal": 0.0})
    for column in ("strength", "peak_strength"):
        table[column] = table[column].where(~silent, nothing)
    table.loc[table["class"] == "unknown", ["coverage", *rules.weights]] = [0.0, *[np.nan] * len(rules.weights)]
    table.loc[table["class"] == "unknown", ["confidence", "strength_low", "strength_high"]] = ["low", np.nan, np.nan]
    ordered = table.reset_index().sort_values(["strength", "person"], ascending=[False, True]).set_index("person")
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


def _parts(
    book: Book,
    days: pd.DataFrame,
    contacts: pd.DataFrame,
    ends: pd.Series,
    history: pd.DataFrame,
    rules: Defaults,
) -> pd.DataFrame:
    age = (days["channel"].map(ends) - days["day"]).dt.days.clip(lower=0)
    recency = _half(history["silence_days"], rules) * _enough_days(history, rules)
    return pd.DataFrame(
        {
            "intensity": _intensity(days, age, rules),
            "recency": recency,
            "reciprocity": _reciprocity(contacts),
            "duration": (history["last_contact"] - history["first_contact"]).dt.days.div(5 * YEAR).clip(upper=1),
            "multiplexity": (history["channels"] - 1).div(2).clip(0, 1),
            "services": _services(book),
        }
    ).reindex(history.index).fillna(0.0).pipe(_not_exported, book)


def _peak_parts(book: Book, days: pd.DataFrame, table: pd.DataFrame, rules: Defaults) -> pd.DataFrame:
    """Return the parts as they stood at each person's last contact: no silence yet, services so far."""
    age = (table["last_contact"].reindex(days["person"]).set_axis(days.index) - days["day"]).dt.days
    peak = table[list(rules.weights)].copy()
    seen = peak.notna()
    peak["intensity"] = _intensity(days, age, rules).reindex(peak.index).fillna(0.0)
    peak["recency"] = _enough_days(table, rules)
    peak["services"] = _services(book, until=table["last_contact"]).reindex(peak.index).fillna(0.0)
    return peak.where(seen)


def _half(age_days: pd.Series, rules: Defaults) -> pd.Series:
    return 2 ** (-age_days / rules.half_life_days)


def _enough_days(history: pd.DataFrame, rules: Defaults) -> pd.Series:
    return (history["contact_days"] / rules.established_days).clip(upper=1)


def _intensity(days: pd.DataFrame, age: pd.Series, rules: Defaults) -> pd.Series:
    y = (days["weight"] * _half(age, rules)).groupby(days["person"]).sum()
    return y / (y + 3)


def _reciprocity(contacts: pd.DataFrame) -> pd.Series:
    """Return (2 min(out, in) + 1) / (out + in + 2); a one-to-one meeting counts one each way."""
    met = (contacts["family"] == "meeting") & (contacts["group_size"] == 2)
    written = contacts["family"] != "meeting"
    out = (met | (written & (contacts["direction"] == "out"))).groupby(contacts["person"]).sum()
    inward = (met | (written & (contacts["direction"] == "in"))).groupby(contacts["person"]).sum()
    return (2 * np.minimum(out, inward) + 1) / (out + inward + 2)


def _services(book: Book, until: pd.Series | None = None) -> pd.Series:
    """Return 1 - .4^recommendations * .9^endorsements (five at the most), in either direction."""
    rows = book.interactions[book.interactions["channel"].isin(["recommendation", "endorsement"])]
    if until is not None:
        on = rows["at"].dt.tz_convert(book.owner.zone).dt.tz_localize(None).dt.normalize()
        rows = rows[on <= until.reindex(rows["person"]).set_axis(rows.index)]
    counts = pd.crosstab(rows["person"], rows["channel"]).reindex(
        columns=["recommendation", "endorsement"], fill_value=0
    )
    return 1 - 0.4 ** counts["recommendation"] * 0.9 ** counts["endorsement"].clip(upper=5)


def _not_exported(parts: pd.DataFrame, book: Book) -> pd.DataFrame:
    """Return the parts with nan where no export could show them: unknown is not zero."""
    kinds = set(book.coverage["kind"])
    channels = {CHANNEL_OF_KIND[kind] for kind in kinds if kind in CHANNEL_OF_KIND}
    missing = {
        "intensity": not channels,
        "recency": not channels,
        "reciprocity": not channels,
        "duration": not channels,
        "multiplexity": len(channels) < 2,
        "services": not kinds.intersection(COUNTED_SERVICES),
    }
    return parts.assign(**{part: np.nan for part, unseen in missing.items() if unseen})


def _strength(parts: pd.DataFrame, rules: Defaults) -> pd.Series:
    weights = pd.Series(rules.weights)
    observed = parts[list(weights.index)].notna().mul(weights).sum(axis=1)
    return parts.mul(weights).sum(axis=1) / observed.where(observed > 0)


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

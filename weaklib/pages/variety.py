"""How varied the network is, and how it grows: over employers, fields, kinds of work and ranks."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pandas as pd

from weaklib.book import Book
from weaklib.measures.among import among
from weaklib.measures.network import current_work
from weaklib.measures.sentences import hundredths
from weaklib.pages.prose import count, day, known, markdown, names, safe, share, table

if TYPE_CHECKING:
    from IPython.display import HTML, Markdown

DIMENSIONS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "organisation": ("Employers", "employer"),
        "field": ("Fields", "field"),
        "function": ("Kinds of work", "kind of work"),
        "seniority": ("Ranks", "rank"),
    }
)
"""What each dimension of `diversity_table` is called: many of them, and one."""
THIN = 2


def in_words(diversity: pd.DataFrame) -> Markdown:
    """Return in words how the contacts spread over employers and fields."""
    employers, fields = diversity.loc["organisation"].to_dict(), diversity.loc["field"].to_dict()
    if not employers["known"]:
        return markdown(
            "The exports name no employers, so how varied your network is **cannot be measured**."
        )
    return markdown(
        f"The people you know work for **{count(employers['categories'], 'employer')}**. The largest,",
        f"{safe(employers['largest'])}, has {_percent(employers['largest_share'])} of those whose employer",
        "is known.",
        f"They are in **{count(fields['categories'], 'field')}**, as varied as {fields['q1']:.0f} of equal"
        f" size; {_percent(fields['largest_share'])} of those whose field is known are in"
        f" {safe(fields['largest'])}."
        if fields["known"]
        else "Their employers and positions do not tell their fields.",
    )


def spread(diversity: pd.DataFrame) -> HTML:
    """Return how varied the network is in each dimension; what nobody is known in says so."""
    rows = [
        {
            "Variety of": title,
            "Known for": share(row["known"], row["contacts"]),
            "Different ones": int(row["categories"]),
            "As varied as": f"{row['q1']:.1f} equal ones" if known(row["q1"]) else "not measurable",
            "Largest": row["largest"],
            "Its share": _percent(row["largest_share"]),
        }
        for dimension, (title, _) in DIMENSIONS.items()
        for row in [diversity.loc[dimension].to_dict()]
    ]
    return table(
        pd.DataFrame(rows), caption="Effective numbers (Hill 1973): so many equal groups would be as varied."
    )


def thin(book: Book, ties: pd.DataFrame) -> Markdown:
    """Return the fields in which only one or two people are known: one more there widens the most."""
    fields = current_work(book).reindex(ties.index)["field"].value_counts().sort_index()
    few = fields[fields <= THIN].sort_values(kind="stable")
    if fields.empty:
        return markdown("**Next:** the larger archive has positions, which tell the fields.")
    if few.empty:
        return markdown(
            "**Next:** you know three people or more in each field here. Look for one that is new to you."
        )
    known_there = count(few.max(), "person", "people") if len(few) == 1 else "one or two people each"
    return markdown(
        f"**Next:** in {names(few.index, most=5)} you know {known_there}. If such a field matters to you,",
        "one introduction there widens your view more than ten where you know many.",
    )


def growth(book: Book, as_of: pd.Timestamp) -> Markdown:
    """Return in words how many connections were added lately, and whether they led to new places."""
    added = book.people["connected_on"].dropna()
    if added.empty:
        return markdown("These exports do not say when a connection was made, so growth **cannot be shown**.")
    year = pd.DateOffset(years=1)
    latest = added[added > as_of - year]
    before = added[(added > as_of - 2 * year) & (added <= as_of - year)]
    return markdown(
        f"In the twelve months to {day(as_of)} you added **{count(len(latest), 'connection')}**, after",
        f"{len(before):,} in the twelve months before.",
        _new_places(book, latest, added),
        "**Next:** a bigger number helps little; somebody at a new place, in a circle that is not yours yet,",
        "helps more.",
    )


def _new_places(book: Book, latest: pd.Series[Any], added: pd.Series[Any]) -> str:
    """Say how many of the latest connections work where nobody was known before."""
    work = current_work(book)["organisation"]
    older = work.reindex(added.index.difference(latest.index)).dropna()
    places = work.reindex(latest.index).dropna()
    new = int((~among(places, older)).sum())
    return (
        f"Of those whose employer is known, {share(new, len(places))} work where you knew nobody."
        if len(places)
        else ""
    )


def _percent(rate: object) -> str:
    return f"{hundredths(float(str(rate)))}%" if known(rate) else "not known"

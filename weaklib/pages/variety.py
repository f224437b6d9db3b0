"""How varied the network is, and how it grows: over employers, fields, kinds of work and ranks."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

import pandas as pd

from weaklib.book import Book
from weaklib.measures.network import current_work
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
    """Return in words how the contacts spread over fields and employers."""
    field, organisation = diversity.loc["field"], diversity.loc["organisation"]
    if not organisation["known"] and not field["known"]:
        return markdown(
            "The exports name no employers, so how varied your network is **cannot be measured**."
        )
    told = (
        f"They work for **{count(organisation['categories'], 'employer')}**; the largest, {safe(organisation['largest'])}, "
        f"has {_percent(organisation['largest_share'])} of those whose employer is known."
        if organisation["known"]
        else ""
    )
    fields = (
        f"Where the employer or position tells the field, there are **{count(field['categories'], 'field')}**, as varied "
        f"as {field['q1']:.0f} of equal size; {_percent(field['largest_share'])} are in {safe(field['largest'])}."
        if field["known"]
        else "Their fields are not told by their employers and positions."
    )
    return markdown(told, fields)


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
        for row in [diversity.loc[dimension]]
    ]
    return table(
        pd.DataFrame(rows), caption="Effective numbers (Hill 1973): so many equal groups would be as varied."
    )


def thin(book: Book, ties: pd.DataFrame) -> Markdown:
    """Return the fields in which only one or two people are known: where one more would widen the most."""
    fields = current_work(book).reindex(ties.index)["field"].value_counts().sort_index()
    few = fields[fields <= THIN].sort_values(kind="stable")
    if fields.empty:
        return markdown("**Next:** positions in the export would tell fields; ask for the larger archive.")
    if few.empty:
        return markdown(
            "**Next:** in every field that you reach, you know at least three people. Look for a field that is new to you."
        )
    return markdown(
        f"**Next:** in {names(few.index, most=5)} you know {'one person' if few.max() == 1 else 'one or two people'} each. "
        "If one of these fields matters to you, an introduction there widens your view more than another contact "
        "where you know many."
    )


def growth(book: Book, as_of: pd.Timestamp) -> Markdown:
    """Return in words how many connections were added lately, and where they work."""
    added = book.people["connected_on"].dropna()
    if added.empty:
        return markdown(
            "None of these exports says when a connection was made, so growth **cannot be shown**."
        )
    year = as_of - pd.DateOffset(years=1)
    latest = added[added > year]
    before = added[(added > year - pd.DateOffset(years=1)) & (added <= year)]
    told = (
        f"In the twelve months to {day(as_of)} you added **{count(len(latest), 'connection')}**, after "
        f"{count(len(before))} in the twelve months before."
    )
    return markdown(told, _where(book, latest, added))


def _where(book: Book, latest: pd.Series, added: pd.Series) -> str:
    """Say how many of the latest connections opened an employer that was new."""
    work = current_work(book)["organisation"]
    older = set(work.reindex(added.index.difference(latest.index)).dropna())
    places = work.reindex(latest.index).dropna()
    if places.empty:
        return "**Next:** one new contact a month outside your own employer is plenty."
    new = int((~places.isin(list(older))).sum())
    return (
        f"{share(new, len(places)).capitalize()} of those whose employer is known work where you knew nobody before. "
        "**Next:** growth in number helps little; a contact at a new place, in a circle that is not yours yet, helps more."
    )


def _percent(rate: object) -> str:
    return f"{100 * float(str(rate)):.0f}%" if known(rate) else "not known"

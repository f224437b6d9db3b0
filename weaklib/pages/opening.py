"""The head of a page: whose network and when, the figures, and what is most worth doing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from weaklib.book import Book
from weaklib.pages.closeness import IN_TOUCH, QUIET, gone_quiet, shown, who
from weaklib.pages.headline import Earlier, changes, compared_in_words, figures_of
from weaklib.pages.prose import (
    ago,
    cards,
    count,
    cover,
    day,
    known,
    listed,
    markdown,
    names,
    safe,
    share,
    steps,
)
from weaklib.pages.reach import doors, phrase
from weaklib.pages.spans import Span
from weaklib.pages.trust import KINDS

if TYPE_CHECKING:
    from IPython.display import HTML, Markdown


def heading(book: Book, span: Span) -> HTML:
    """Return the head of the page: whose network, when, and from what."""
    kinds = set(book.coverage["kind"])
    read = [title.lower() for kind, title in KINDS.items() if kind in kinds and title != "About you"]
    owner = f"{book.owner.name} · " if book.owner.name else ""
    end = "" if span.whole else ", where your exports end"
    return cover(
        f"Your network, {span.period.words()}",
        f"{owner}as of {day(span.day)}{end} · from {listed(read)}",
        as_of=span.day,
        period=span.period.text,
    )


def headline(
    book: Book,
    ties: pd.DataFrame,
    circles: pd.Series[Any],
    bridges: pd.DataFrame,
    diversity: pd.DataFrame,
    *,
    then: Earlier | None = None,
) -> HTML:
    """Return the headline figures: people, who is in touch, who went quiet, circles, ways in, employers.

    Parameters
    ----------
    book, ties, circles, bridges, diversity
        What was measured for the day of the report.
    then
        The figures one period before, from `headline.earlier`; without them no change is told.
    """
    connected = int(book.people["connected_on"].notna().sum())
    met = f"{connected:,} on LinkedIn, {len(ties) - connected:,} met elsewhere"
    alone = int(circles.isna().sum())
    employers = diversity.loc["organisation"].to_dict()
    told = figures_of(ties, circles, bridges, float(employers["categories"]))
    varied = (
        f"as varied as {employers['q1']:.0f} of equal size" if known(employers["q1"]) else "none is named"
    )
    return cards(
        {"people": (len(ties), met if connected < len(ties) else "all on LinkedIn")}
        | (_closeness_figures(ties) if shown(ties) else {})
        | {
            "circles": (
                circles.nunique(),
                f"who know each other{f'; {alone:,} people are in none' if alone else ''}",
            ),
            "sole ways in": (int(bridges["opens"].map(len).sum()), "doors that one person alone opens"),
            "employers": (int(employers["categories"]), varied),
        },
        changes=changes(told, then) if then else None,
        note=compared_in_words(then) if then else "",
        told=told,
    )


def _closeness_figures(ties: pd.DataFrame) -> dict[str, tuple[object, str]]:
    of_class = ties["class"].value_counts().reindex([*IN_TOUCH, *QUIET], fill_value=0)
    touch = "{:,} strong, {:,} moderately weak, {:,} weak".format(*of_class[list(IN_TOUCH)])
    quiet = "{:,} fading, {:,} dormant".format(*of_class[list(QUIET)])
    return {
        "in touch": (int(of_class[list(IN_TOUCH)].sum()), touch),
        "gone quiet": (int(of_class[list(QUIET)].sum()), quiet),
    }


def standing_out(
    ties: pd.DataFrame, circles: pd.Series[Any], bridges: pd.DataFrame, as_of: pd.Timestamp, *, most: int = 3
) -> Markdown:
    """Return the few things that are most worth doing after reading the page."""
    points = [
        _archive(ties),
        _one_key(ties, bridges, as_of),
        _first_quiet(ties, as_of),
        _untried(ties),
        _largest(circles),
    ]
    found = [point for point in points if point][:most]
    return markdown(steps(*found) if found else "Nothing stands out in exports as small as these.")


def _archive(ties: pd.DataFrame) -> str:
    if shown(ties):
        return ""
    return (
        "**Ask LinkedIn for the archive that has your messages.** It turns this list of names into a picture "
        "of who is close and who went quiet; the steps are below."
    )


def _one_key(ties: pd.DataFrame, bridges: pd.DataFrame, as_of: pd.Timestamp) -> str:
    found = doors(ties, bridges)
    if found.empty:
        return ""
    if not shown(ties):
        places = names(found["way"].map(phrase), most=3)
        return (
            f"**Look through the doors that one person alone opens**: {places}. Which of them matters to you?"
        )
    tagged = bridges.index[bridges["bridge"] & (bridges["opens"].map(len) > 0)]
    person = tagged[0] if len(tagged) else found["person"].iloc[0]
    ways = names(found.loc[found["person"] == person, "way"].map(phrase), most=2)
    last = ties.at[person, "last_contact"]
    touch = (
        f"You were last in touch {ago(last, as_of)}." if known(last) else "No contact with them is on record."
    )
    return (
        f"**Look after {who(ties.loc[person])}**, your only known way into {ways}. {touch} "
        "A door with one key deserves a message now and then."
    )


def _first_quiet(ties: pd.DataFrame, as_of: pd.Timestamp) -> str:
    quiet = gone_quiet(ties)
    if quiet.empty:
        return ""
    tie = quiet.iloc[0]
    return (
        f"**Write to {who(tie)}**, once among your closest ties; you were last in touch "
        f"{ago(tie['last_contact'], as_of)}. Managers who revived such ties for advice found it at least as "
        "useful as that of people they saw every week, and newer (Levin, Walter & Murnighan 2011)."
    )


def _untried(ties: pd.DataFrame) -> str:
    never = int((ties["class"] == "nominal").sum())
    if not never:
        return ""
    return (
        f"**Pick a few of the {count(never, 'connection')} you have never written to**; they are "
        f"{share(never, len(ties))} of your list. Start with those who open a door that nobody else does: "
        "they are named further down."
    )


def _largest(circles: pd.Series[Any]) -> str:
    sizes = circles.value_counts().sort_index()
    if sizes.empty:
        return ""
    largest, members = safe(sizes.idxmax()), count(sizes.max(), "person", "people")
    return (
        f"**Look beyond {largest}.** With {members} it is your largest circle; its news reaches you anyway."
    )

"""How far a page can be trusted: what was read, how fresh it is, what is missing and how to get it."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pandas as pd

from weaklib import sources
from weaklib.book import CHANNEL_OF_KIND, Book
from weaklib.pages.prose import count, day, markdown, share, steps, table

if TYPE_CHECKING:
    import networkx as nx
    from IPython.display import HTML, Markdown

LINKEDIN_STEPS = (
    "On LinkedIn open **Settings & Privacy**, then **Data privacy**, then **Get a copy of your data**.",
    "Choose the **larger data archive**, which holds your messages, and ask for it. LinkedIn sends a mail "
    "with a link, within a day.",
    "Put the zip file into your data folder as it is, and run the report again.",
)
CALENDAR_STEPS = (
    "In Google Calendar open **Settings**, then **Import & export**, and choose **Export**. In Outlook and "
    "Apple Calendar it is **File**, then **Save Calendar** or **Export**.",
    "Put the zip or the .ics file into your data folder, and run the report again.",
)
STALE_DAYS = 31

KINDS: Mapping[str, str] = MappingProxyType(
    {
        "linkedin connections": "Connections",
        "linkedin messages": "Messages",
        "linkedin invitations": "Invitations",
        "linkedin endorsements": "Endorsements",
        "linkedin recommendations": "Recommendations",
        "linkedin positions": "Your positions",
        "linkedin education": "Your education",
        "linkedin profile": "Your profile",
        "linkedin email addresses": "Your addresses",
        "calendar": "Calendar",
        "mail": "Mail",
    }
)
"""What each kind of input file is called on a page."""


def open_book(data_dir: str) -> Book:
    """Return the book of a data folder; "" stands for the example, whose person does not exist."""
    if data_dir:
        return sources.read(Path(data_dir))
    shipped = Path(__file__).parents[2] / "data" / "example"
    if shipped.is_dir():
        return sources.read(shipped)
    from weaklib import example

    with tempfile.TemporaryDirectory(prefix="weaklib-") as folder:
        example.write(folder)
        return sources.read(folder)


def freshness(book: Book, as_of: pd.Timestamp) -> Markdown:
    """Return up to which day the exports speak, and what a stale one means."""
    reach = _reach(book, as_of)
    stale = reach[reach < as_of - pd.Timedelta(days=STALE_DAYS)]
    if reach.empty:
        return markdown(f"This page looks at your network as it stood on **{day(as_of)}**.")
    if stale.empty:
        told = " and ".join(f"your {_named(kind)}" for kind in reach.index)
        return markdown(
            f"This page looks at your network as it stood on **{day(as_of)}**. {told[:1].upper()}{told[1:]} "
            "reach up to that day, or nearly, so silence on this page is real silence."
        )
    old = "; ".join(f"your {_named(kind)} end on **{day(last)}**" for kind, last in stale.items())
    return markdown(
        f"This page looks at your network as it stood on **{day(as_of)}**, but {old}. What happened later was "
        "not exported, so it counts against nobody. **Ask for a fresh export** before you read much into a silence."
    )


def _reach(book: Book, as_of: pd.Timestamp) -> pd.Series[Any]:
    """The last day of each kind of export that can show contact, not after `as_of`."""
    shows = book.coverage[book.coverage["kind"].isin(list(CHANNEL_OF_KIND))]
    return shows.groupby("kind", sort=True)["last"].max().dropna().clip(upper=as_of)


def _named(kind: object) -> str:
    return {"linkedin messages": "messages", "calendar": "meetings", "mail": "mails"}[str(kind)]


def files(book: Book) -> HTML:
    """Return one row a kind of export: its rows, how many were used, and up to which day it speaks."""
    read = book.coverage[book.coverage["kind"].isin(list(KINDS))]
    columns = {"rows": "sum", "used": "sum", "merged": "sum", "set_aside": "sum", "last": "max"}
    counted = read.groupby("kind").agg(columns).reindex([kind for kind in KINDS if kind in set(read["kind"])])
    titles = {
        "rows": "Rows",
        "used": "Used",
        "merged": "Repeated",
        "set_aside": "Set aside",
        "last": "Reaches to",
    }
    return table(counted.rename(index=dict(KINDS), columns=titles).rename_axis("Export"))


def reading(book: Book) -> Markdown:
    """Return in words what was read, and that nothing was dropped silently."""
    total = book.coverage[["rows", "used", "merged", "set_aside"]].sum()
    unread = book.coverage.index[book.coverage["kind"] == "not read"]
    others = (
        f" {count(len(unread), 'further file')} of the export say nothing about contacts."
        if len(unread)
        else ""
    )
    aside = (
        f"{count(total['set_aside'])} set aside for a reason given below"
        if total["set_aside"]
        else "none set aside"
    )
    merged = f"{count(total['merged'])} merged with an identical row, " if total["merged"] else ""
    return markdown(
        f"Of {count(total['rows'], 'row')} read, {count(total['used'])} were used, {merged}and {aside}.{others}"
    )


def reasons(book: Book) -> HTML | None:
    """Return why rows were set aside, most frequent first; None where none was."""
    if book.set_aside.empty:
        return None
    where = book.set_aside["source"].map(lambda source: PurePosixPath(source).name)
    counted = book.set_aside.groupby(["reason", where]).size().sort_values(ascending=False, kind="stable")
    rows = [
        {"Why rows were set aside": reason, "In": file, "Rows": n} for (reason, file), n in counted.items()
    ]
    return table(pd.DataFrame(rows))


def missing(book: Book) -> Markdown:
    """Return which export would add the most, and how to get it."""
    kinds = set(book.coverage["kind"])
    parts = []
    if "linkedin messages" not in kinds:
        gain = "Your **messages** would add the most: they show who you are in touch with, and how closely."
        parts.append(gain + steps(*LINKEDIN_STEPS))
    if "calendar" not in kinds:
        gain = (
            "A **calendar** would add who meets whom: it turns guesses about your circles into observations."
        )
        parts.append(gain + steps(*CALENDAR_STEPS))
    if not parts:
        return markdown(
            "Messages and a calendar are both here. **Nothing is missing** that weaklib can read."
        )
    return markdown("\n\n".join(parts))


def observed_share(graph: nx.Graph[Any]) -> str:
    """Return in words how much of what is known among contacts was seen, and how much is inferred."""
    shares = [tie["observed"] > 0 for _, _, tie in graph.edges(data=True)]
    if not shares:
        return "No tie between two of your contacts is known."
    if not any(shares):
        return (
            f"All {count(len(shares), 'tie')} between your contacts are **inferred**: the two probably know each "
            "other, because they work for the same employer or met you at the same place. Nobody was seen together."
        )
    seen = sum(shares)
    return (
        f"Of {count(len(shares), 'known tie')} between your contacts, {share(seen, len(shares))} were seen in a shared "
        "meeting or thread; the others are inferred from a shared employer or time, which makes them probable, no more."
    )


def limits(book: Book, graph: nx.Graph[Any]) -> Markdown:
    """Return what the page cannot know."""
    hidden = int(book.set_aside["reason"].str.startswith("hidden").sum())
    points = [
        "It sees only what was exported. Calls, lunches and other services leave no trace here, so a tie can be "
        "closer than it looks; **a gap on the map is something unknown, not a proof that two people are strangers**.",
        observed_share(graph),
        f"{count(hidden, 'connection')} gave LinkedIn no leave to name them, and are not on this page."
        if hidden
        else "",
        "Employers and positions are those of the day of the export; people may have moved since.",
        "Classes of ties rest on conventions, such as three years for *dormant*. They order your attention; they do "
        "not judge a friendship.",
        "What research found holds on average, for many people. It is no forecast for one of them.",
    ]
    return markdown("\n".join(f"- {point}" for point in points if point))

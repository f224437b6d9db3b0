"""How far a page can be trusted: what was read, how fresh it is, what is missing and how to get it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pandas as pd

from weaklib import __version__, sources
from weaklib.book import CHANNEL_OF_KIND, Book
from weaklib.measures.acquaintance import EVIDENCE
from weaklib.measures.tie_evidence import evidence_bits
from weaklib.measures.triangles import tie_arrays
from weaklib.pages.example_folder import example_folder
from weaklib.pages.prose import count, day, listed, markdown, share, steps, table
from weaklib.sources.advice import (
    ADDRESS_BOOK_STEPS,
    CALENDAR_STEPS,
    LINKEDIN_STEPS,
    MAIL_STEPS,
    STALE_DAYS,
)

if TYPE_CHECKING:
    import networkx as nx
    from IPython.display import HTML, Markdown

GROUP = 1 << EVIDENCE.index("group")
UNSEEN = (
    "It sees what was exported and nothing else. Calls and lunches leave no trace, so a tie can be closer "
    "than it looks, and **a gap on the map is something unknown**, no proof that two people are strangers."
)
MOST: Mapping[str, tuple[str, Sequence[str]]] = MappingProxyType(
    {
        "linkedin messages": (
            "Your **messages** would add the most: they show whom you are in touch with, and how closely.",
            LINKEDIN_STEPS,
        ),
        "calendar": (
            "A **calendar** would show who meets whom: what is a guess about your circles now would be seen.",
            CALENDAR_STEPS,
        ),
    }
)
MORE: Mapping[str, tuple[str, Sequence[str]]] = MappingProxyType(
    {
        "mail": ("**Mail** would show whom you write to outside of LinkedIn.", MAIL_STEPS),
        "address book": (
            "An **address book** would tell which address in your calendar is whose name on LinkedIn.",
            ADDRESS_BOOK_STEPS,
        ),
    }
)
"""The exports that tell the most, and those that tell more: what each would add, and the steps to it."""

DATED = "Employers and positions are those of the day of the export. People may have moved since."
CONVENTIONS = (
    "The classes rest on conventions, such as three years of silence for *dormant*. They order your "
    "attention; they are no verdict on a friendship."
)
AVERAGES = "What research found holds for many people on average. It forecasts nothing for one of them."

KINDS: Mapping[str, str] = MappingProxyType(
    {
        "linkedin connections": "Connections",
        "linkedin messages": "Messages",
        "linkedin invitations": "Invitations",
        "linkedin endorsements": "Endorsements",
        "linkedin recommendations": "Recommendations",
        "linkedin positions": "About you",
        "linkedin education": "About you",
        "linkedin profile": "About you",
        "linkedin email addresses": "About you",
        "linkedin skills": "About you",
        "linkedin registration": "About you",
        "linkedin company follows": "About you",
        "linkedin events": "About you",
        "linkedin job applications": "About you",
        "linkedin saved jobs": "About you",
        "linkedin notes": "Your notes",
        "linkedin follows": "About you",
        "linkedin imported contacts": "Address book",
        "address book": "Address book",
        "calendar": "Calendar",
        "mail": "Mail",
    }
)
"""What each kind of input file is called on a page."""


def open_book(data_dir: str) -> Book:
    """Return the book of a data folder; "" stands for the example, whose person does not exist."""
    return sources.read_again(data_dir) if data_dir else sources.read(example_folder())


def freshness(book: Book, as_of: pd.Timestamp) -> Markdown:
    """Return up to which day the exports speak, and what a stale one means."""
    told = f"This page shows your network as it stood on **{day(as_of)}**."
    reach = _reach(book, as_of)
    stale = reach[reach < as_of - pd.Timedelta(days=STALE_DAYS)]
    if reach.empty:
        return markdown(told, "These exports say whom you know, and nothing of how you have been in touch.")
    if stale.empty:
        fresh = listed([_named(kind) for kind in reach.index])
        return markdown(
            told, f"Your {fresh} reach up to it, or nearly: a silence on this page is a real one."
        )
    return markdown(
        told,
        *(f"But your **{_named(kind)} end on {day(last)}**." for kind, last in stale.items()),
        "What came later was not exported, so it counts against nobody. **Next:** ask for a fresh export",
        "before you read much into a silence.",
    )


def _reach(book: Book, as_of: pd.Timestamp) -> pd.Series[Any]:
    """The last day of each kind of export that can show contact, not after `as_of`."""
    shows = book.coverage[book.coverage["kind"].isin(list(CHANNEL_OF_KIND))]
    last: pd.Series[Any] = shows.groupby("kind", sort=True)["last"].max().dropna()
    return last.where(last <= as_of, as_of)


def _named(kind: object) -> str:
    return {"linkedin messages": "messages", "calendar": "meetings", "mail": "mails"}[str(kind)]


def files(book: Book) -> HTML:
    """Return one row a kind of export: its rows, how many were used, and up to which day it speaks."""
    read = book.coverage[book.coverage["kind"].isin(list(KINDS))]
    columns = {"rows": "sum", "used": "sum", "merged": "sum", "set_aside": "sum", "last": "max"}
    counted = read.groupby(read["kind"].map(dict(KINDS)).rename("Export")).agg(columns)
    order = [title for title in dict.fromkeys(KINDS.values()) if title in counted.index]
    titles = {
        "rows": "Rows",
        "used": "Used",
        "merged": "Repeated",
        "set_aside": "Set aside",
        "last": "Reaches to",
    }
    return table(counted.loc[order].rename(columns=titles))


def opened(book: Book, on: pd.Timestamp) -> Markdown:
    """Return what was opened, and by which version: how many people and contacts, and up to which day."""
    people, contacts = len(book.people), len(book.interactions)
    return markdown(
        f"weaklib {__version__} has read {count(people, 'person', 'people')} and "
        f"{count(contacts, 'row')} of contact, up to **{day(on)}**."
    )


def reading(book: Book) -> Markdown:
    """Return in words what was read, and that every row is accounted for."""
    total = book.coverage[["rows", "used", "merged", "set_aside"]].sum()
    unread = int((book.coverage["kind"] == "not read").sum())
    return markdown(
        f"Of {count(total['rows'], 'row')}, {total['used']:,} were used, {total['merged']:,} repeated",
        f"another one, and {total['set_aside']:,} were set aside.",
        f"{count(unread, 'further file')} in the folder say nothing about contacts." if unread else "",
    )


def reasons(book: Book) -> HTML | None:
    """Return why rows were set aside, most frequent first; None where none was."""
    if book.set_aside.empty:
        return None
    files = book.set_aside["source"].map(lambda source: PurePosixPath(source).name)
    rows = pd.DataFrame({"Set aside because": book.set_aside["reason"], "In": files})
    counted = rows.value_counts(sort=False).sort_index().rename("Rows").reset_index()
    return table(counted.sort_values("Rows", ascending=False, kind="stable"))


def missing(book: Book) -> Markdown:
    """Return which export would add the most, and how to get it; those that add less where these are here."""
    kinds = set(book.coverage["kind"])
    most, more = (
        [gain + steps(*how) for kind, (gain, how) in each.items() if kind not in kinds]
        for each in (MOST, MORE)
    )
    if most or not more:
        return markdown("\n\n".join(most) or "Every kind of export that weaklib reads is here.")
    return markdown("\n\n".join(["Messages and a calendar, which tell the most, are both here.", *more]))


def among_contacts(graph: nx.Graph[Any]) -> str:
    """Return in words how much of what is known among contacts was seen, and how much is inferred."""
    ties = tie_arrays(graph)
    seen = int((ties.observed > 0).sum())
    if not len(ties.left):
        return "No tie between two of your contacts is known."
    known = f"{count(len(ties.left), 'tie')} between your contacts"
    grouped = bool((evidence_bits(graph, ties) & GROUP).any())
    if not seen:
        return (
            f"All {known} are **inferred**: two people probably know each other when they work for the same "
            f"employer{', met you' if grouped else ' or met you'} at the same place"
            f"{' or belong to a group that you named' if grouped else ''}. Nobody was seen together."
        )
    return (
        f"Of {known}, {share(seen, len(ties.left))} were seen in a shared meeting or thread. The others are "
        f"inferred from the same employer, {'' if grouped else 'or '}the same place in your past"
        f"{', or a group that you named' if grouped else ''}: they *probably* know each other."
    )


def evidence(graph: nx.Graph[Any]) -> Markdown:
    """Return as a paragraph how much of what is known among contacts was seen."""
    return markdown(among_contacts(graph))


def limits(book: Book, graph: nx.Graph[Any]) -> Markdown:
    """Return what the page cannot know."""
    hidden = int(book.set_aside["reason"].str.startswith("hidden").sum())
    unnamed = f"{count(hidden, 'connection')} let LinkedIn name them to nobody; they are not on this page."
    points = [UNSEEN, among_contacts(graph), unnamed if hidden else "", DATED, CONVENTIONS, AVERAGES]
    return markdown("\n".join(f"- {point}" for point in points if point))

"""The evidence notebook: which record is looked at, and what it shows, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from weaklib.book import Book
from weaklib.example.planted import planted_ties
from weaklib.measures.nextmonth import months_after, own_months_after
from weaklib.measures.percolation import fall
from weaklib.measures.ranking import ends_of, rank_correlation
from weaklib.measures.sentences import hundredths
from weaklib.measures.temporal import contact_record, seen_together
from weaklib.pages.prose import count, day, listed, markdown, safe, share, table
from weaklib.sources.edge_list import read_edge_list
from weaklib.views.evidence import NAMES

if TYPE_CHECKING:
    from IPython.display import HTML, Markdown

CLOSE = 0.01
"""Areas that differ by less than this are called alike."""
UNSEEN = (
    "In your exports no two of your contacts were seen together: what needs ties between them **cannot be "
    "measured** below. A calendar would show who meets whom."
)


@dataclass(frozen=True)
class Record:
    """The contact that the questions are put to.

    Attributes
    ----------
    kind
        "list" for a temporal edge list, "exports" for one's own, "planted" for the synthetic network.
    name
        What it is called in a sentence.
    contacts
        Who was in touch, or seen together, on which day: as `contact_record` returns it.
    until
        The last day that it speaks for.
    book
        The exports; None for the others.
    loops
        Rows of a list that join somebody with themselves, and were left out.
    """

    kind: str
    name: str
    contacts: pd.DataFrame
    until: pd.Timestamp
    book: Book | None = None
    loops: int = 0


def open_record(book: Book, *, data_dir: str = "", edge_list: str = "", as_of: str = "") -> Record:
    """Return the contact to look at: of the list if one is named, else of one's own exports, else planted.

    Parameters
    ----------
    book
        What was read from `data_dir`.
    data_dir
        The folder with the exports; "" if there are none of one's own.
    edge_list
        A file of `source target timestamp`; "" if there is none.
    as_of
        The day, inclusive; "" for the last of the record.
    """
    if edge_list:
        edges = read_edge_list(edge_list)
        loops = int(edges["source"].eq(edges["target"]).sum())
        record = _listed("list", edges, book, as_of)
        return replace(record, name=f"the list {Path(edge_list).name}", loops=loops)
    if data_dir:
        until = book.day(as_of)
        return Record("exports", "your exports", seen_together(book, until), until, book)
    return _listed("planted", planted_ties(), book, as_of)


def _listed(kind: str, edges: pd.DataFrame, book: Book, as_of: str) -> Record:
    contacts = contact_record(edges)
    until = book.day(as_of) if as_of else contacts["day"].max()
    name = "a synthetic network with planted circles"
    return Record(kind, name, contacts[contacts["day"] <= until], until)


def months_of(record: Record, *, months: int = 12) -> pd.DataFrame:
    """Return what was known month by month and what came after: of one's own ties where they are exported.

    Parameters
    ----------
    record
        What `open_record` returns.
    months
        How many months to look back on.
    """
    if record.book is not None:
        return own_months_after(record.book, until=record.until, months=months)
    return months_after(record.contacts, until=record.until, months=months)


def record_in_words(record: Record) -> Markdown:
    """Return what is looked at, and what it cannot show."""
    contacts = record.contacts
    if contacts.empty:
        nobody = f"In {safe(record.name)} nobody was in touch: **nothing below can be measured**."
        return markdown(UNSEEN if record.kind == "exports" else nobody)
    people = len(set(contacts["person"]) | set(contacts["other"]))
    pairs = len(contacts[["person", "other"]].drop_duplicates())
    words = "were seen together in" if record.kind == "exports" else "were in touch in"
    return markdown(
        f"In {safe(record.name)}, **{count(people, 'person', 'people')}** {words} "
        f"**{count(pairs, 'pair')}**, on {day(contacts['day'].min())} for the first time and on "
        f"{day(contacts['day'].max())} for the last.",
        f"Left out: {count(record.loops, 'row that joins', 'rows that join')} somebody with themselves."
        if record.loops
        else "",
        _cannot_show(record.kind),
    )


def _cannot_show(kind: str) -> str:
    if kind == "exports":
        return (
            "**These are ties among your contacts as you saw them.** Who meets without you is not in your "
            "files, and no tie between two people means that none is known. A meeting ties everybody in it "
            "to everybody else, so that overlap is partly made by the way the network is drawn up. Read the "
            "first two answers as a picture of what you see, not of how these people live; the third is "
            "about your own ties, which your files do show."
        )
    if kind == "planted":
        return (
            "**Nobody in it exists.** Its circles, and the closer ties inside them, were put there; so the "
            "answers show that the measures find what is there, and say nothing about real people. Name an "
            "`edge_list` or a `data_dir` to look at real contact."
        )
    return "What the list left out, such as other channels or other people, is not in the answers."


def overlap_in_words(ties: pd.DataFrame) -> Markdown:
    """Return whether overlap rises with strength, on both readings of strength.

    Parameters
    ----------
    ties
        What `strength_and_overlap` returns.
    """
    ends = ends_of(ties.index.get_level_values(0), ties.index.get_level_values(1))
    days, strength, shared = ties[["weighted_days", "strength", "overlap"]].to_numpy(np.float64).T
    whole, last = rank_correlation(days, shared, ends), rank_correlation(strength, shared, ends)
    if np.isnan(whole["estimate"]):
        return markdown(
            "Whether overlap rises with strength **cannot be measured**: there are too few ties, or all are "
            "alike."
        )
    return markdown(
        f"By days of contact over the whole record, the rank correlation with overlap is {_told(whole)}: "
        f"{_meaning(whole)}",
        f"By strength as of the last day, where long ago counts little, it is {_told(last)}.",
    )


def _told(rho: pd.Series[float]) -> str:
    if np.isnan(rho["estimate"]):
        return "not measurable"
    within = (
        "too few people for an interval"
        if np.isnan(rho["low"])
        else f"95% interval {rho['low']:.2f} to {rho['high']:.2f}"
    )
    return f"**{rho['estimate']:.2f}** ({within})"


def _meaning(rho: pd.Series[float]) -> str:
    if rho["low"] > 0:
        return "stronger ties share more contacts, as Granovetter expected and Onnela et al. found."
    if rho["high"] < 0:
        return "stronger ties share *fewer* contacts, against what Granovetter expected."
    return "this record does not tell; **no conclusion**."


def removal_in_words(curves: pd.DataFrame) -> Markdown:
    """Return what falls apart first: the orders by how much stays together, and how they differ.

    Parameters
    ----------
    curves
        What `removal_curves` returns.
    """
    if curves.empty:
        return markdown("Nothing is tied, so nothing can fall apart: **not measurable**.")
    area = fall(curves)["area"].sort_values(kind="stable")
    order = [f"{_ties(str(name))} ({hundredths(value)}%)" for name, value in area.items()]
    return markdown(
        "Averaged over all shares removed, so many people still hang together when ties are taken out: "
        f"{listed(order)}. The lower, the earlier it falls apart.",
        *([_against_random(curves, "weak first", "weak")] if "weak first" in area else []),
        *([_against_random(curves, "strong first", "strong")] if "strong first" in area else []),
    )


def _ties(order: str) -> str:
    return "at random" if order == "random" else order


def _against_random(curves: pd.DataFrame, order: str, kind: str) -> str:
    areas = fall(curves)
    own: float = areas["area"].to_dict()[order]
    chance: dict[Any, Any] = areas.loc["random"].to_dict()
    away = own - chance["area"]
    if chance["area_low"] <= own <= chance["area_high"] or abs(away) < CLOSE:
        return f"Taking the {kind} ties first does about what chance does."
    how = "more" if away < 0 else "less"
    by = f"{hundredths(abs(away))}% of all people"
    return f"Taking the {kind} ties first does **{how}** harm than chance, by {by}."


def foretold_table(areas: pd.DataFrame) -> HTML:
    """Return how well each predictor ranks who was in touch in the month after.

    Parameters
    ----------
    areas
        What `foretold` returns.
    """
    rows = [
        {
            "Ranked by": NAMES[str(name)],
            "AUC": float(row["auc"]),
            "95% interval": _range(row["low"], row["high"]),
        }
        for name, row in areas.iterrows()
    ]
    caption = "AUC: how often a tie in touch the month after ranked above one that was not; 0.5 is a coin."
    return table(pd.DataFrame(rows), caption=caption)


def _range(low: float, high: float, places: str = ".2f") -> str:
    return "not measurable" if np.isnan(low) else f"{low:{places}} to {high:{places}}"


def foretold_in_words(cases: pd.DataFrame, differences: pd.DataFrame) -> Markdown:
    """Return whether strength foretells next month's contact better than plain signals do.

    Parameters
    ----------
    cases
        What `months_after` returns.
    differences
        What `compared` returns.
    """
    if differences["difference"].isna().all():
        return markdown(
            "The record is too short, or nobody was in touch in the months after: **not measurable**."
        )
    touched, months = int(cases["in_touch"].sum()), cases["on"].nunique()
    gains: Iterator[Any] = differences.xs("strength").itertuples()
    told = [
        f"against {NAMES[gain.Index]} strength is {_verdict(gain.verdict)} (AUC {gain.difference:+.3f}, "
        f"95% interval {_range(gain.low, gain.high, '+.3f')})"
        for gain in gains
    ]
    return markdown(
        f"Over {count(months, 'month')}, {share(touched, len(cases))} of the ties judged were in touch in "
        f"the month after. Ranked for that, {listed(told)}.",
        "Strength is not made to foretell: it says how close a tie is, over years. Who will be in touch "
        "next is another question, with a number of its own (`outlook`).",
    )


def _verdict(verdict: str) -> str:
    return "**no conclusion**: neither better nor worse" if verdict == "no conclusion" else f"**{verdict}**"

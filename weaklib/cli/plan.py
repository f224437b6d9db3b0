"""`weaklib plan`: whom to write to, for what, and why."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import pandas as pd

from weaklib.action.reasons import PURPOSES, WEEK
from weaklib.book import Book
from weaklib.cli.clock import moment
from weaklib.cli.options import as_of_option, data_argument, debug_option, folder_of, read_book, style_option
from weaklib.console import say, tell, warn

if TYPE_CHECKING:
    from weaklib.pages.outreach_inputs import Inputs

SHOWN = ("purpose", "name", "organisation", "target", "score", "guard", "last_contact", "why")
BLANK = ("target", "guard")  # columns that a person need not see where they say nothing


@click.command()
@data_argument
@style_option
@debug_option
@click.option(
    "--purpose", type=click.Choice(PURPOSES), help="One list; else the week's, over the first three."
)
@click.option(
    "--at", default="", metavar="ORG", help="Who leads to this organisation, field, role or person."
)
@click.option("--topic", default="", metavar="TEXT", help="Who may advise on this, in your own words.")
@as_of_option("The day to plan for, as 2026-10-31.")
@click.option(
    "--by-chance",
    is_flag=True,
    help="Let a lot decide between weak and strong ties that rank alike, to compare them fairly.",
)
@click.option("--seed", default=0, help="Of the lots.")
def plan(
    data: Path | None,
    *,
    style: str,
    purpose: str | None,
    at: str,
    topic: str,
    as_of: str,
    by_chance: bool,
    seed: int,
) -> None:
    """List whom to write to, for what, and why; the week's list where you name no purpose.

    Goals are read from goals.yaml in DATA, sentences for openers from templates.yaml, and what you skipped
    or did from ledger.sqlite, where they are there. Nothing is sent.
    """
    from weaklib.measures.ties import tie_table
    from weaklib.pages.outreach import by_lot, first
    from weaklib.pages.outreach_inputs import read_inputs

    purposes = _purposes(purpose, at, topic)
    folder = folder_of(data)
    book, inputs = read_book(folder), read_inputs(str(folder))
    table = _planned(book, inputs, as_of, purposes=purposes, at=at or None, topic=topic or None)
    if by_chance:
        notes, ties = table.attrs, tie_table(book, as_of=book.day(as_of))
        table = by_lot(table, ties, most=inputs.goals.weekly, seed=seed)
        chance = table.attrs["chance"]
        table.attrs = notes | {"notes": [*notes["notes"], chance]}
    elif purposes == WEEK:
        table = first(table, inputs.goals.weekly)
    _tell(table, style, day=book.day(as_of))


def _purposes(purpose: str | None, at: str, topic: str) -> tuple[str, ...]:
    """Return the lists that were asked for: `--at` asks for introductions, `--topic` for advice."""
    asked = [name for name, given in (("introduction", at), ("advice", topic)) if given]
    if purpose is None:
        return tuple(asked) or WEEK
    for name in asked:
        if name != purpose:
            option = "--at" if name == "introduction" else "--topic"
            msg = f"{option} asks for {name}; leave --purpose out, or make it {name}."
            raise click.UsageError(msg)
    return (purpose,)


def _planned(book: Book, inputs: Inputs, as_of: str, **asked: Any) -> pd.DataFrame:
    from weaklib.action.outreach import plan as planned
    from weaklib.measures.bridging import bridge_table
    from weaklib.measures.circles import find_circles
    from weaklib.measures.network import contact_network
    from weaklib.measures.ties import tie_table

    day = book.day(as_of)
    graph = contact_network(book, as_of=day)
    circles = find_circles(graph, seed=0)
    return planned(
        book,
        tie_table(book, as_of=day),
        bridge_table(graph, circles=circles),
        inputs.goals,
        graph=graph,
        circles=circles,
        ledger=inputs.ledger,
        templates=inputs.templates,
        as_of=as_of or None,
        today=_today(book, as_of),
        **asked,
    )


def _today(book: Book, as_of: str) -> pd.Timestamp:
    """Return the day on which "skipped until" is judged: the clock's, where no other day was asked for."""
    day = book.day(as_of)
    return day if as_of else max(day, pd.Timestamp(f"{moment(book.owner.zone):%Y-%m-%d}"))


def _tell(table: pd.DataFrame, style: str, *, day: pd.Timestamp) -> None:
    notes = [str(note) for note in table.attrs.get("notes", ())]
    named = {"name": table["name"].where(table["name"] != "", table["target"])}  # a gap goes by its target
    shown = table.assign(why=table["reasons"].map(" ".join), **named) if style == "table" else table
    if len(table) or style != "table":
        more = {"as_of": f"{day:%Y-%m-%d}", "notes": notes, "left_out": _left_out(table)}
        seen = [column for column in SHOWN if column not in BLANK or shown[column].astype(bool).any()]
        tell(shown.set_index("purpose"), style, shown=seen, more=more)
    if not len(table) and not notes:
        notes = ["Nobody is suggested for this."]
    if style == "table":
        say(*(f"→ {note}" for note in notes))
    elif style == "csv":
        for note in notes:
            warn(note)


def _left_out(table: pd.DataFrame) -> list[dict[str, str]]:
    return [
        dict(zip(("purpose", "person", "why"), row, strict=True)) for row in table.attrs.get("left_out", ())
    ]

"""`weaklib pool contribute`: what you would share, seen and edited by you before it is written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
import pandas as pd

from weaklib.cli.clock import today
from weaklib.cli.log_ask import somebody_is_there
from weaklib.cli.options import data_argument, debug_option
from weaklib.cli.pool_desk import Desk, desk_of, key_option, pool_option
from weaklib.console import say, tell
from weaklib.measures.classes import CLASSES
from weaklib.measures.sentences import counted
from weaklib.pool.sheet import ASK

SEEN = ("name", "contact", "organisation", "function", "seniority", "class", "strength", "ask")
EXAMPLES = 5
LISTS = {"person": "people", "organisation": "organisations", "class_": "classes"}


@click.command()
@data_argument
@debug_option
@pool_option
@key_option
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The sheet; else in DATA/pools.")
@click.option("--as", "as_", default="", metavar="ALIAS", help="What the pool may call you; else initials.")
@click.option("--ask", type=click.Choice([*ASK]), help="Who may ask you for introductions; else anyone.")
@click.option("--reach", default="", metavar="TEXT", help="How to ask you, in a few words.")
@click.option("--named/--not-named", default=None, help="Whether reports may name you as a connector.")
@click.option("--days", type=click.IntRange(1, 730), help="For how long the sheet counts; else a year.")
@click.option("--without-person", "person", multiple=True, metavar="P", help="Leave somebody out.")
@click.option("--without-organisation", "organisation", multiple=True, metavar="ORG", help="Leave it out.")
@click.option("--without-class", "class_", multiple=True, type=click.Choice(CLASSES), help="Leave it out.")
@click.option("--yes", is_flag=True, help="Write the sheet without asking.")
def contribute(
    data: Path | None, folder: Path, given: Path | None, *, output: Path | None, yes: bool, **said: Any
) -> None:
    """Write your sheet: what you share of your contacts, without a name, an address or a date in it.

    You see it first, in DATA/pools, as a table with everybody's name: strike rows out there, or say how you
    may be asked. Family stays out. Choices that last may stand in pools.yaml in DATA. Nothing is sent.
    """
    from weaklib.pool.contribute import contribute as written
    from weaklib.pool.contribute import said_of
    from weaklib.pool.listing import decided, listing_path, write_listing

    desk = desk_of(data, folder, given)
    book, choices = desk.book(), _choices(desk, said)
    candidates = _candidates(desk, book, choices)
    listing = listing_path(desk.data, desk.manifest.pool)
    seen = decided(candidates, listing)
    write_listing(listing, seen)
    _show(seen, listing)
    if not (yes or _agreed()):
        say("Nothing is written yet. Edit the table as you like, and run this again.")
        return
    seen = decided(candidates, listing)  # as it was edited in the meantime
    path = output or listing.with_name(f"{desk.manifest.pool}-sheet.parquet")
    sheet = written(seen, said_of(book.owner, desk.key, choices, written=today()), path)
    say(
        f"Your sheet with {counted(sheet.rows, 'contact')} is in {path}: hand it to whoever runs the pool, "
        f"who does `weaklib pool add`. It calls you {sheet.alias}, and counts until {sheet.expires}.",
        f"To take it back, do `weaklib pool withdraw`, or tell them your number: {sheet.member}.",
    )


def _choices(desk: Desk, said: dict[str, Any]) -> Any:
    from weaklib.pool.choosing import read_choices

    asked = {LISTS.get(name, name): value for name, value in said.items()}
    asked["as"] = asked.pop("as_")
    return read_choices(desk.data, **asked)


def _candidates(desk: Desk, book: Any, choices: Any) -> pd.DataFrame:
    from weaklib.measures.ties import tie_table
    from weaklib.pages.outreach_inputs import read_inputs
    from weaklib.pool.choosing import why_left_out
    from weaklib.pool.contribute import candidates

    ties, inputs = tie_table(book), read_inputs(str(desk.data))
    marks = inputs.ledger.marks() if inputs.ledger else pd.DataFrame({"step": [], "person": []})
    never = marks.loc[marks["step"] == "never", "person"]
    why = why_left_out(book, ties, choices, goals=inputs.goals, never=tuple(never))
    return candidates(book, ties, desk.key, why=why, ask=choices.ask)


def _show(seen: pd.DataFrame, listing: Path) -> None:
    """Show what would be written: how many, why not the others, and the first rows beside their names."""
    from weaklib.pool.listing import SHARED, summary

    for reason, count in summary(seen).items():
        say(f"{count:6,} {reason}" if reason == SHARED else f"{count:6,} stay out: {reason}")
    shared = seen[seen["why"].eq("")].head(EXAMPLES)
    if len(shared):
        say("", "The first rows; the names are for your eyes, the sheet has all but them:")
        tell(shared.assign(contact=shared["contact"].str[:8] + "…"), "table", shown=SEEN)
    say("", f"All of them, to be edited: {listing}")


def _agreed() -> bool:
    if not somebody_is_there():
        say("Add --yes to write the sheet as it stands.")
        return False
    question = "Write the sheet? (You may edit the table first, and then say yes.)"
    return click.confirm(question, default=False, err=True)

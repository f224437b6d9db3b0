"""`weaklib log confirm` and `refuse`: what the exports propose as outcomes, which count once you say so."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import pandas as pd

from weaklib.book import InputError
from weaklib.cli.log_desk import Desk, acknowledge, desk_of, ledger_to_read
from weaklib.cli.log_options import note_option, proposals_and_data, proposals_argument, rating_options
from weaklib.cli.options import debug_option, read_book
from weaklib.console import say, tell, warn
from weaklib.measures.sentences import counted

if TYPE_CHECKING:
    from weaklib.action.ledger import Ledger
    from weaklib.book import Book

COLUMNS = ("proposal", "on", "name", "step", "to_name", "confidence", "sentence")
HOW = "`weaklib log confirm` goes through them at a terminal; with the id of one, it confirms that one."


@click.command()
@proposals_argument
@debug_option
@rating_options
@note_option
def confirm(given: tuple[str, ...], **said: Any) -> None:
    """Confirm what the exports propose: replies, meetings, connections and introductions, as outcomes.

    Name the proposals, which `weaklib log list --proposed` shows; with none named, it goes through them
    one by one at a terminal: y confirms, n refuses, Enter leaves one for later, q ends. None of them is
    counted before you confirm it.
    """
    from weaklib.action.proposals import confirm as confirmed

    named, data = proposals_and_data(given)
    answers = {key: value for key, value in said.items() if value not in (None, "")}
    _answer(
        data, named, lambda desk, one: confirmed(desk.book, desk.ledger, one, recorded=desk.now, **answers)
    )


@click.command()
@proposals_argument
@debug_option
@note_option
def refuse(given: tuple[str, ...], note: str) -> None:
    """Refuse what the exports propose as an outcome; it is not proposed again.

    Name the proposals, or go through them at a terminal, as with `weaklib log confirm`.
    """
    from weaklib.action.proposals import refuse as refused

    named, data = proposals_and_data(given)
    said = {"note": note} if note else {}
    _answer(data, named, lambda desk, one: refused(desk.book, desk.ledger, one, recorded=desk.now, **said))


def list_proposed(data: Path | None, style: str, as_of: str) -> None:
    """List what the exports propose, and say that it does not count yet."""
    ledger, _ = ledger_to_read(data)
    _list(_proposed(read_book(data), ledger, as_of), style)


def _answer(data: Path | None, named: Sequence[str], answer: Callable[[Desk, str], int]) -> None:
    from weaklib.cli.log_ask import somebody_is_there

    desk = desk_of(data)
    found = _proposed(desk.book, desk.ledger)
    if named:
        for proposal in [_meant(found, each) for each in named]:  # all are known before one is answered
            acknowledge(desk.ledger, answer(desk, proposal))
    elif somebody_is_there() and len(found):
        _one_by_one(desk, found)
    else:
        _list(found, "table")


def _proposed(book: Book, ledger: Ledger, as_of: str = "") -> pd.DataFrame:
    from weaklib.action.proposals import proposals

    return proposals(book, ledger, as_of=as_of or None)


def _meant(found: pd.DataFrame, said: str) -> str:
    """Return the proposal that is meant by its id, or by the beginning of it."""
    fitting = [str(each) for each in found.index if str(each).startswith(said)]
    if said in fitting or len(fitting) == 1:
        return said if said in fitting else fitting[0]
    why = f"is the beginning of {len(fitting)} proposals" if fitting else "is no proposal that waits"
    msg = f"{said[:40]!r} {why}; `weaklib log list --proposed` shows those that do."
    raise InputError(msg)


def _list(found: pd.DataFrame, style: str) -> None:
    if style != "table":
        tell(found, style, shown=COLUMNS)
        return
    if found.empty:
        say("The exports propose nothing that you have not answered.")
        return
    tell(found, style, shown=COLUMNS)
    say(f"{counted(len(found), 'proposal')} to answer; none is counted before. {HOW}")


def _one_by_one(desk: Desk, found: pd.DataFrame) -> None:
    from weaklib.action.proposals import confirm as confirmed
    from weaklib.action.proposals import refuse as refused

    done = 0
    for place, (proposal, row) in enumerate(found.iterrows(), 1):
        _show(desk.book, row.to_dict(), f"{place} of {len(found)}")
        said = _yes_or_no()
        if said == "q":
            break
        if said:
            answer = confirmed if said == "y" else refused
            acknowledge(desk.ledger, answer(desk.book, desk.ledger, str(proposal), recorded=desk.now))
            done += 1
    warn(f"{done} of {len(found)} answered; those that are left wait.")


def _show(book: Book, row: Mapping[Any, Any], where: str) -> None:
    from weaklib.pages.outreach_evidence import SURENESS, rows_in_words

    warn(f"\n{where}: {row['sentence']}")
    for line in rows_in_words(book, row["rows"]):
        warn(f"    {unescape(line)}")  # it was made safe for a page; `warn` makes it so for a terminal
    warn(f"    {SURENESS.get(row['confidence'], row['confidence'])}")


def _yes_or_no() -> str:
    """Return "y", "n", "q", or "" for later: asked until it is one of them."""
    while True:
        said = str(
            click.prompt("Did it? y yes, n no, Enter later, q quit", default="", show_default=False, err=True)
        )
        letter = said.strip().lower()[:1]
        if letter in ("", "y", "n", "q"):
            return letter

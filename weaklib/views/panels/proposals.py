"""What the exports suggest came of it, to confirm or to refuse: nothing counts before the owner says so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pandas as pd
from ipywidgets import HTML, Button, Dropdown, HBox, Label, Layout, VBox

from weaklib.action.ledger.entries import RATINGS
from weaklib.book import Book, WeaklibError
from weaklib.views.panels.log_form import MARKS, RATED
from weaklib.views.panels.parts import Panel, tell, words

if TYPE_CHECKING:
    from weaklib.action.ledger import Ledger

SHOWN = 10
"""How many proposals stand there at once."""


def proposals_list(
    found: pd.DataFrame,
    book: Book,
    ledger: Ledger,
    *,
    now: Callable[[], datetime],
    card: Callable[[pd.Series[Any]], str],
) -> Panel:
    """Return what is proposed, each with a button that confirms it and one that refuses it.

    Parameters
    ----------
    found
        What `proposals` returns, the surest first.
    book, ledger
        What the exports say, and where the answer is kept.
    now
        Tells the moment of an answer.
    card
        What to show of a proposal: HTML in which everything from an export is escaped already.

    Returns
    -------
    Panel
        The first of them; `more` says how many others there are.
    """
    cards = [
        _one(row, str(label), book, ledger, now, card(row)) for label, row in found.head(SHOWN).iterrows()
    ]
    left = len(found) - len(cards)
    more = words(
        "There is nothing to confirm."
        if found.empty
        else f"{left} more wait; run this cell again when these are answered."
        if left
        else ""
    )
    panel = Panel([*cards, more], said="What the exports propose, to confirm or refuse")
    panel.cards, panel.more = cards, more
    return panel


def _one(
    row: pd.Series[Any],
    proposal: str,
    book: Book,
    ledger: Ledger,
    now: Callable[[], datetime],
    shown: str,
) -> VBox:
    from weaklib.action.proposals import confirm, refuse

    said, kept = words(), []
    yes = Button(description="Yes, it did", button_style="primary", layout=Layout(width="8rem"))
    no = Button(description="No", layout=Layout(width="6rem"))
    undo = Button(description="Undo", layout=Layout(width="6rem", display="none"))
    rated = {name: Dropdown(options=MARKS, value=None) for name in RATINGS}

    def answer(ask: Callable[..., int], told: str, **ratings: Any) -> None:
        try:
            kept.append(ask(book, ledger, proposal, recorded=now(), **ratings))
        except WeaklibError as error:
            tell(said, str(error))
            return
        tell(said, f"Number {kept[-1]} in your ledger: {told}.")
        _answered(answered=True)

    def take_back(_: object) -> None:
        try:
            ledger.undo(kept[-1], recorded=now())
        except WeaklibError as error:
            tell(said, str(error))
            return
        tell(said, f"Number {kept.pop()} is taken back.")
        _answered(answered=False)

    def _answered(*, answered: bool) -> None:
        yes.disabled = no.disabled = answered
        undo.layout.display = "" if answered else "none"

    yes.on_click(
        lambda _: answer(
            confirm, "confirmed", **{name: box.value for name, box in rated.items() if box.value is not None}
        )
    )
    no.on_click(lambda _: answer(refuse, "refused; it is not proposed again"))
    undo.on_click(take_back)
    rating = HBox([VBox([Label(RATED[name]), box]) for name, box in rated.items()])
    asked = [rating] if row["step"] != "replied" else []
    return VBox([HTML(shown), *asked, HBox([yes, no, undo]), said])

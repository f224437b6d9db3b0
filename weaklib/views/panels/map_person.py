"""The person who was clicked: the card, what to do, and the way from them to an organisation."""

from __future__ import annotations

import html
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

import pandas as pd
from ipywidgets import HTML, VBox

from weaklib.views import way
from weaklib.views.card import card_html, card_of
from weaklib.views.panels.map_people import Tables
from weaklib.views.panels.marks import week_list
from weaklib.views.panels.parts import tell, words
from weaklib.views.theme import counted, on_day

if TYPE_CHECKING:
    from weaklib.action.ledger import Ledger

NOBODY = "Click somebody on the map, or search: here stands their card."
FIRST = "Click somebody first: the way begins with them."


class PersonBox:
    """The widgets that tell of one person.

    Attributes
    ----------
    box
        The card, and buttons where there is something to mark.
    way
        The way to an organisation, in words.
    person
        Whose card it is; "" before the first.
    """

    def __init__(
        self,
        tables: Tables,
        *,
        plan: pd.DataFrame | None,
        ledger: Ledger | None,
        now: Callable[[], datetime] | None,
    ) -> None:
        self.tables, self.plan, self.ledger, self.now, self.person = tables, plan, ledger, now, ""
        self.card, self.drawn, self.marks, self.way = HTML(), words(NOBODY), VBox(), words()
        self.box = VBox([self.drawn, self.card, self.marks])
        # else a long card is squeezed into its column, and covers what follows
        for part in (self.card, self.drawn, self.marks, self.box):
            part.layout.flex = "0 0 auto"

    def tell(self, person: str) -> None:
        """Show the card of somebody."""
        self.person = person
        book, ties, graph, circles, bridges, day = self.tables
        card = partial(card_of, book, ties, bridges, graph, circles, as_of=day)
        self.card.value = card_html(card(person, plan=self.plan, ledger=self.ledger))
        self.marks.children = self._marks(person)
        tell(self.way, "")

    def own(self, drawn: int, known: int, *, shown: bool, past: bool) -> None:
        """Say how many of the person's ties are drawn, and of which day the card is.

        Parameters
        ----------
        drawn, known
            How many ties are on the map now, and how many there are.
        shown
            Whether the person is on the map as it is filtered now.
        past
            Whether the map shows an earlier day.
        """
        if not self.person:
            return
        of = f"{drawn:,} of {known:,} ties" if drawn < known else f"All {counted(known, 'tie')}"
        told = f"{of} to your other contacts drawn; the dotted ones are inferred."
        if not known:
            told = "No tie of theirs to another contact is known."
        told = told if shown else "They are not among those who are shown on the map now."
        tell(self.drawn, f"{told} The card is of {on_day(self.tables.day)}." if past else told)

    def way_to(self, organisation: str) -> list[str]:
        """Say the way from the person to an organisation, and return over whom it leads."""
        if not self.person:
            tell(self.way, FIRST)
            return []
        book, ties, graph, *_, day = self.tables
        path = way.way_to(book, graph, ties, self.person, organisation, as_of=day)
        tell(self.way, way.in_words(path, organisation))
        return [str(person) for person in path.index]

    def _marks(self, person: str) -> list[Any]:
        """Buttons under each suggestion of the plan that is about this person."""
        if self.plan is None or self.ledger is None or self.now is None:
            return []
        rows = self.plan[self.plan["person"] == person]
        if rows.empty:
            return []
        return [week_list(rows, self.ledger, now=self.now, card=_suggestion, book=self.tables.book)]


def _suggestion(row: pd.Series[Any]) -> str:
    """What a mark is about: the purpose, and what it is to or on."""
    target = row["target"]
    about = f": {target}" if isinstance(target, str) and target else ""
    return f"<p><b>{html.escape(str(row['purpose']))}</b>{html.escape(about)}</p>"

"""A form for the ledger: who, what came of it, and when; the entry is on disk before the form says so."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pandas as pd
from ipywidgets import Button, Checkbox, DatePicker, Dropdown, HBox, Label, Layout, Select, Text, VBox

from weaklib.action.asking import PURPOSE, add_step
from weaklib.action.completing import choices
from weaklib.action.ledger.entries import OUTCOMES, RATINGS, SENT
from weaklib.action.reasons import PURPOSES
from weaklib.action.whom import followed
from weaklib.book import Book, WeaklibError
from weaklib.views.panels.parts import Panel, tell, words
from weaklib.views.theme import on_day

if TYPE_CHECKING:
    from weaklib.action.ledger import Ledger

HAPPENED: Mapping[str, str] = MappingProxyType(
    {
        SENT: "I wrote to them",
        "replied": "They replied",
        "conversation": "We talked",
        "help": "They helped or advised me",
        "intro_offered": "They offered an introduction",
        "intro_made": "They introduced me to somebody",
        "connection": "A new connection came of it",
        "referral": "They referred me",
        "interview": "It led to an interview",
        "offer": "It led to an offer",
    }
)
"""What each step is called."""
RATED: Mapping[str, str] = MappingProxyType(
    {"engagement": "took part", "support": "supported me", "guidance": "guided me"}
)
"""What each rating asks."""
NAMES_SOMEBODY = ("intro_offered", "intro_made", "connection", "referral")
"""The outcomes that lead to somebody else."""
MARKS = [("", None), *((str(mark), mark) for mark in range(4))]
"""What a rating may be; unrated is no rating of 0."""
WIDE = Layout(width="34rem", max_width="100%")


def log_form(book: Book, ledger: Ledger, *, now: Callable[[], datetime]) -> Panel:
    """Return a form that records what was sent to somebody, or what came of it.

    Whom one wrote to last stands in the list from the start; typing narrows it. What a step cannot say
    is not asked.

    Parameters
    ----------
    book
        Who there is; an attempt keeps the class and the strength of the tie on the eve of its day.
    ledger
        Where it is entered.
    now
        Tells the moment of an entry; its day is the one that the form begins with.

    Returns
    -------
    Panel
        Its `typed`, `who`, `step`, `purpose`, `day`, `to`, `unasked`, `rated`, `note`, `save`, `undo` and
        `told` are the widgets.
    """
    return _Form(book, ledger, now).panel


class _Form:
    """The widgets, and what they do to one another."""

    def __init__(self, book: Book, ledger: Ledger, now: Callable[[], datetime]) -> None:
        self.book, self.ledger, self.now = book, ledger, now
        self.kept: list[int] = []
        self.picked = self.proposing = False
        self.typed = Text(placeholder="the beginning of a name", layout=WIDE)
        self.who = Select(options=[], rows=5, layout=WIDE)
        self.step = Dropdown(options=[(told, step) for step, told in HAPPENED.items()], layout=WIDE)
        self.purpose = Dropdown(options=PURPOSES, value=PURPOSE)
        self.day = DatePicker(value=now().date())
        self.to = Text(placeholder="their name", layout=WIDE)
        self.unasked = Checkbox(description="It came without my asking", indent=False)
        self.rated = {name: Dropdown(options=MARKS, value=None) for name in RATINGS}
        self.note = Text(placeholder="for you alone", layout=WIDE)
        self.save = Button(description="Record", button_style="primary")
        self.undo = Button(description="Undo", layout=Layout(display="none"))
        self.told = words()
        self.panel = self._laid_out()
        self.typed.observe(lambda _: self._look_up(), "value")
        self.who.observe(lambda _: self._begin(), "value")
        self.step.observe(lambda _: self._stepped(), "value")
        self.purpose.observe(lambda _: self._ask(), "value")
        self.save.on_click(lambda _: self._record())
        self.undo.on_click(lambda _: self._take_back())
        self._look_up()

    def _laid_out(self) -> Panel:
        self.asked = {
            "purpose": _line("What for?", self.purpose),
            "to": _line("Whom does it lead to?", self.to),
            "rated": _line(
                "How much, from 0 (not) to 3 (much)? Leave open what you cannot say.",
                HBox([VBox([Label(RATED[name]), box]) for name, box in self.rated.items()]),
            ),
            "unasked": self.unasked,
        }
        lines = [
            _line("Who?", self.typed, self.who),
            _line("What happened?", self.step),
            *self.asked.values(),
            _line("When?", self.day),
            _line("A note", self.note),
            HBox([self.save, self.undo]),
            self.told,
        ]
        panel = Panel(lines, said="A form to record what you asked and what came of it")
        for name in ("typed", "who", "step", "purpose", "day", "to", "unasked", "rated", "note"):
            setattr(panel, name, getattr(self, name))
        panel.save, panel.undo, panel.told = self.save, self.undo, self.told
        return panel

    def _look_up(self) -> None:
        self.attempts = self._attempts()
        found = choices(self.book, self.typed.value, self.attempts)
        self.who.options = [(told, person) for person, told in found]
        self.who.value = found[0].person if found else None
        if self.typed.value.strip() and not found:
            tell(self.told, f"Nobody in the exports is called {self.typed.value.strip()!r}.")
        self._ask()

    def _attempts(self) -> pd.DataFrame:
        try:
            return followed(self.ledger.attempts(), self.book)
        except WeaklibError as error:
            tell(self.told, str(error))
            return pd.DataFrame(columns=["person", "sent_on", *OUTCOMES])

    def _begin(self) -> None:
        """Start with an answer where one is waited for, else with what was sent.

        A step that the owner picked stays: what was typed is looked up a moment later than they click.
        """
        if not self.picked:
            theirs = self.attempts[self.attempts["person"] == self.who.value]
            waited_for = theirs[list(OUTCOMES)].isna().all(axis=1).any()
            self.proposing = True
            self.step.value = "replied" if waited_for else SENT
            self.proposing = False
        self._ask()

    def _stepped(self) -> None:
        self.picked = self.picked or not self.proposing
        self._ask()

    def _ask(self) -> None:
        """Show the questions that the step has an answer to."""
        step, rated = self.step.value, self.step.value in OUTCOMES and self.step.value != "replied"
        _show(self.asked["purpose"], shown=step == SENT)
        wants = step in NAMES_SOMEBODY or (step == SENT and self.purpose.value == "introduction")
        _show(self.asked["to"], shown=wants)
        _show(self.asked["rated"], shown=rated)
        _show(self.asked["unasked"], shown=step != SENT)
        # with nobody asked, it can only have come unasked
        self.unasked.value = step != SENT and not (self.attempts["person"] == self.who.value).any()

    def _record(self) -> None:
        if self.who.value is None:
            tell(self.told, "Choose who it is about; type the beginning of their name.")
            return
        try:
            self.kept.append(self._entered())
        except WeaklibError as error:
            tell(self.told, str(error))
            return
        name = next(told for told, person in self.who.options if person == self.who.value)
        tell(self.told, f"Number {self.kept[-1]} in your ledger: {name.partition(',')[0]}, {self._what()}.")
        self.undo.layout.display = ""
        self.attempts = self._attempts()
        self._clear()

    def _what(self) -> str:
        return f"“{HAPPENED[self.step.value]}”, {on_day(pd.Timestamp(self.day.value))}"

    def _entered(self) -> int:
        step, day = str(self.step.value), self.day.value
        on = day if isinstance(day, date) else self.now().date()
        texts = {"to_person": self.to.value.strip(), "note": self.note.value.strip()}
        said: dict[str, Any] = {name: text for name, text in texts.items() if text}
        if step == SENT:
            said["purpose"] = self.purpose.value
        else:
            said |= {name: box.value for name, box in self.rated.items()} | {"unasked": self.unasked.value}
        # a rating of 0 says something, and is equal to False
        given = {name: value for name, value in said.items() if value is not None and value is not False}
        return add_step(
            self.ledger,
            self.book,
            str(self.who.value),
            step=step,
            on=f"{on:%Y-%m-%d}",
            recorded=self.now(),
            **given,
        )

    def _clear(self) -> None:
        """Forget what belonged to this entry alone, so that the next does not say it again."""
        self.picked = False
        self.note.value = self.to.value = ""
        for box in self.rated.values():
            box.value = None

    def _take_back(self) -> None:
        try:
            self.ledger.undo(self.kept[-1], recorded=self.now())
        except WeaklibError as error:
            tell(self.told, str(error))
            return
        tell(self.told, f"Number {self.kept.pop()} is taken back.")
        self.undo.layout.display = "" if self.kept else "none"


def _line(question: str, *widgets: Any) -> VBox:
    return VBox([Label(question), *widgets])


def _show(widget: Any, *, shown: bool) -> None:
    widget.layout.display = "" if shown else "none"

"""The week's list to act on: copy the opener, then say done, later, skip or never; the ledger keeps it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pandas as pd
from ipywidgets import HTML, Button, DatePicker, HBox, Layout, VBox

from weaklib.action.asking import add_step
from weaklib.book import Book, WeaklibError
from weaklib.views.panels.copying import Copy
from weaklib.views.panels.parts import Panel, tell, words
from weaklib.views.theme import on_day

if TYPE_CHECKING:
    from weaklib.action.ledger import Ledger

STEPS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "sent": ("I wrote", "you wrote to them, so the answer counts from here"),
        "done": ("Done", "taken care of in another way"),
        "snooze": ("Later", "not for now"),
        "skip": ("Skip", "not this week"),
        "never": ("Never", "they are not suggested again"),
    }
)
"""What each button says, and what it means."""
DAYS: Mapping[str, int] = MappingProxyType({"snooze": 28, "done": 90})
"""For how many days a mark holds, where the ledger does not know it itself."""


def week_list(
    week: pd.DataFrame,
    ledger: Ledger,
    *,
    now: Callable[[], datetime],
    card: Callable[[pd.Series[Any]], str],
    book: Book,
) -> Panel:
    """Return the week's list with buttons: each mark is in the ledger before the panel says so.

    Parameters
    ----------
    week
        The suggestions.
    ledger
        Where marks are kept.
    now
        Tells the moment of a mark; its day can be changed in the panel.
    card
        What to show of a suggestion: HTML in which everything from an export is escaped already.
    book
        What the exports say: an attempt keeps the class and the strength of the tie as they were then.

    Returns
    -------
    Panel
        One card a suggestion, each with its buttons; nothing is sent.
    """
    day = DatePicker(value=now().date(), description="Day of a mark", style={"description_width": "8rem"})
    people = week[week["person"].notna()]
    cards = [_one(row, ledger, day, card(row), book, now) for _, row in people.iterrows()]
    note = words("" if cards else "There is nobody to mark.")
    return Panel([day, note, *cards], said="The list with buttons")


def _one(
    row: pd.Series[Any], ledger: Ledger, day: Any, shown: str, book: Book, now: Callable[[], datetime]
) -> VBox:
    said, undo = words(), Button(description="Undo", layout=Layout(width="6rem", display="none"))
    buttons = {
        step: Button(description=name, tooltip=why, layout=Layout(width="6rem"))
        for step, (name, why) in STEPS.items()
    }
    kept: list[int] = []

    def mark(step: str) -> None:
        on = pd.Timestamp(day.value)
        try:
            kept.append(_enter(ledger, book, row, step, on, now()))
        except WeaklibError as error:
            tell(said, str(error))
            return
        tell(said, _told(step, kept[-1], on))
        _show(buttons, undo, marked=True)

    def take_back(_: object) -> None:
        try:
            ledger.undo(kept[-1], recorded=now())
        except WeaklibError as error:
            tell(said, str(error))
            return
        tell(said, f"Number {kept.pop()} is taken back.")
        _show(buttons, undo, marked=False)

    for step, button in buttons.items():
        button.on_click(lambda _, step=step: mark(step))
    undo.on_click(take_back)
    copy = [Copy(text=row["draft"], label="Copy the opener")] if row["draft"] else []
    return VBox([HTML(shown), HBox([*copy, *buttons.values(), undo], layout=Layout(flex_flow="wrap")), said])


def _enter(
    ledger: Ledger, book: Book, row: pd.Series[Any], step: str, on: pd.Timestamp, recorded: datetime
) -> int:
    """Enter one step, and return its number; of what was sent, also the tie as it was on the eve."""
    person, purpose = str(row["person"]), str(row["purpose"])
    if step != "sent":
        name = str(row["name"]) if pd.notna(row["name"]) else ""
        until = {"until": on + pd.Timedelta(days=DAYS[step])} if step in DAYS else {}
        said = {"purpose": purpose, "name": name, "recorded": recorded, **until}
        return ledger.add(person, step, on=on, **said)  # type: ignore[arg-type]
    asked: dict[str, Any] = {"to_person": str(row["target"])} if purpose == "introduction" else {}
    # whether chance chose among equals stands in the plan where the owner let it
    asked |= {"chosen": str(row["chosen"])} if row.get("chosen") else {}
    day = f"{on:%Y-%m-%d}"
    return add_step(ledger, book, person, step=step, on=day, recorded=recorded, purpose=purpose, **asked)


def _told(step: str, number: int, on: pd.Timestamp) -> str:
    back = (
        f", and they may come back after {on_day(on + pd.Timedelta(days=DAYS[step]))}" if step in DAYS else ""
    )
    return f"Number {number} in your ledger: {STEPS[step][1]}{back}."


def _show(buttons: Mapping[str, Any], undo: Any, *, marked: bool) -> None:
    for button in buttons.values():
        button.disabled = marked
    undo.layout.display = "" if marked else "none"

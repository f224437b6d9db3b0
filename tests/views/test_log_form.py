"""The form of the ledger: it asks what a step can say, and says nothing is recorded that is not."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from ipywidgets import VBox

from tests.pages.suggested import HOSTILE, book
from weaklib.action import ledger as ledger_room
from weaklib.action.ledger import Ledger
from weaklib.views import panels

MOMENT = datetime(2026, 11, 2, 8, 15, tzinfo=ZoneInfo("Europe/Berlin"))


def now() -> datetime:
    return MOMENT


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return ledger_room.open(tmp_path / "ledger.sqlite")


def said(form) -> str:
    return re.sub(r"<[^>]*>", "", form.told.value)


def asks(form) -> set[str]:
    """The questions that somebody sees."""
    boxes = [box for box in form.children if isinstance(box, VBox) and box.layout.display != "none"]
    return {box.children[0].value.partition("?")[0] for box in boxes}


def test_an_attempt_in_three_moves(ledger: Ledger) -> None:
    form = panels.log_form(book(), ledger, now=now)
    form.typed.value = "run"
    form.purpose.value = "advice"
    form.save.click()
    (attempt,) = ledger.attempts().to_dict("records")
    assert (attempt["person"], attempt["name"], attempt["purpose"]) == ("runa", "Runa Solheim", "advice")
    assert (attempt["sent_on"], attempt["recorded"]) == (pd.Timestamp("2026-11-02"), pd.Timestamp(MOMENT))
    assert attempt["class"] == "weak"
    assert said(form).startswith("Number 1 in your ledger: Runa Solheim, “I wrote to them”, 2 November 2026")


def test_whom_one_wrote_to_stands_there_and_an_answer_is_asked_for(ledger: Ledger) -> None:
    for person, day in (("ada", "2026-10-01"), ("tomasz", "2026-10-20")):
        ledger.add(person, "sent", on=day, purpose="reconnect")
    ledger.add("tomasz", "replied", on="2026-10-21")
    form = panels.log_form(book(), ledger, now=now)
    assert [person for _, person in form.who.options] == ["ada", "tomasz"]
    assert (form.who.value, form.step.value) == ("ada", "replied")
    form.save.click()
    assert list(ledger.outcomes()["person"]) == ["tomasz", "ada"]


def test_a_step_that_was_picked_outlasts_what_is_looked_up_later(ledger: Ledger) -> None:
    """A browser sends each letter by itself, and the last may be looked up after the click."""
    form = panels.log_form(book(), ledger, now=now)
    form.typed.value = "r"
    form.step.value = "intro_made"
    for later in ("ru", "a", "run"):
        form.typed.value = later
        assert form.step.value == "intro_made"
    assert "Whom does it lead to" in asks(form)
    form.save.click()
    assert list(ledger.outcomes()["step"]) == ["intro_made"]
    form.typed.value = "ada"  # the next entry begins anew
    assert form.step.value == "sent"


def test_only_what_a_step_can_say_is_asked(ledger: Ledger) -> None:
    ledger.add("ada", "sent", on="2026-10-01", purpose="reconnect")
    form = panels.log_form(book(), ledger, now=now)
    asked = {}
    for step in ("sent", "replied", "help", "intro_made"):
        form.step.value = step
        asked[step] = asks(form)
    assert "What for" in asked["sent"]
    assert not {"What for", "Whom does it lead to"} & asked["replied"]
    assert not any(question.startswith("How much") for question in asked["replied"])
    assert any(question.startswith("How much") for question in asked["help"])
    assert "Whom does it lead to" in asked["intro_made"] - asked["help"]
    form.step.value, form.purpose.value = "sent", "introduction"
    assert "Whom does it lead to" in asks(form)


def test_ratings_and_notes_belong_to_one_entry(ledger: Ledger) -> None:
    ledger.add("ada", "sent", on="2026-10-01", purpose="advice")
    form = panels.log_form(book(), ledger, now=now)
    form.step.value, form.day.value = "help", date(2026, 10, 9)
    form.rated["support"].value, form.rated["guidance"].value = 3, 0
    form.note.value = HOSTILE
    form.save.click()
    (help_,) = ledger.outcomes().to_dict("records")
    assert (help_["on"], help_["support"], help_["guidance"]) == (pd.Timestamp("2026-10-09"), 3, 0)
    assert pd.isna(help_["engagement"])
    assert help_["note"] == HOSTILE
    assert (form.note.value, form.rated["support"].value) == ("", None)


def test_what_came_without_asking_is_said_to_have(ledger: Ledger) -> None:
    form = panels.log_form(book(), ledger, now=now)
    form.typed.value = "ada lind"
    form.step.value = "intro_made"
    assert form.unasked.value is True
    form.to.value = "Ilse Lund"
    form.save.click()
    (came,) = ledger.outcomes().to_dict("records")
    assert pd.isna(came["attempt"])
    assert (came["person"], came["to_person"]) == ("ada", "Ilse Lund")
    assert ledger.attempts().empty


def test_nothing_is_done_with_nobody_or_in_the_future(ledger: Ledger) -> None:
    form = panels.log_form(book(), ledger, now=now)
    form.save.click()
    assert said(form).startswith("Choose who it is about")
    form.typed.value = "zebulon"
    assert said(form) == "Nobody in the exports is called &#x27;zebulon&#x27;."
    form.typed.value, form.day.value = "runa", date(2026, 11, 3)
    form.save.click()
    assert "before that" in said(form)
    assert ledger.entries().empty


def test_an_entry_can_be_taken_back(ledger: Ledger) -> None:
    form = panels.log_form(book(), ledger, now=now)
    form.typed.value = "runa"
    form.save.click()
    form.undo.click()
    assert said(form) == "Number 1 is taken back."
    assert ledger.entries().empty
    assert form.undo.layout.display == "none"


def test_a_damaged_ledger_is_quoted(tmp_path: Path) -> None:
    broken = tmp_path / "ledger.sqlite"
    ledger = ledger_room.open(broken)
    broken.write_bytes(b"no ledger")
    form = panels.log_form(book(), ledger, now=now)
    form.typed.value = "runa"
    form.save.click()
    assert "damaged" in said(form) or "no ledger" in said(form)
    assert broken.read_bytes() == b"no ledger"


def test_hostile_names_stay_text(ledger: Ledger) -> None:
    form = panels.log_form(book(mark=HOSTILE), ledger, now=now)
    form.typed.value = "runa"
    form.save.click()
    assert "<img" not in form.told.value


def test_where_no_widget_can_be_shown_a_sentence_stands(ledger: Ledger) -> None:
    told = panels.log_form(book(), ledger, now=now)._repr_mimebundle_()["text/plain"]
    assert told.endswith("open this notebook in JupyterLab and run it to use it.")

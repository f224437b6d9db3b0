"""The panels: what they are asked, they do and say; what an export holds stays text in them."""

from __future__ import annotations

import json
import os
import re
import stat
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pandas as pd
import pytest

from tests.browser.watching import watched
from tests.pages.suggested import DAY, HOSTILE, book, plan
from weaklib.action import ledger as ledger_room
from weaklib.action.goals import Goals
from weaklib.action.ledger import Ledger
from weaklib.book import InputError
from weaklib.measures.ties import tie_table
from weaklib.views import panels
from weaklib.views.panels.changes import changed, in_words
from weaklib.views.panels.copying import PUT as COPY
from weaklib.views.panels.parts import as_text

if TYPE_CHECKING:
    from playwright.sync_api import Browser


LEDGER = Ledger(Path("nowhere") / "ledger.sqlite")
REFUSED = InputError("The ledger is damaged.")


def now() -> datetime:
    """A moment on the day of the plan, in the owner's zone."""
    return datetime(2026, 10, 31, 9, 30, tzinfo=ZoneInfo("Europe/Berlin"))


@dataclass(frozen=True)
class Weights:
    """Three weights, one of which is no share."""

    reconnect_novelty: float = 0.5
    reconnect_peak: float = 0.25
    pseudo_attempts: float = 10.0


def again(*, weights: Weights) -> pd.DataFrame:
    """Advice comes last when novelty counts for little."""
    table = pd.concat([plan(), plan().assign(purpose="reconnect")], ignore_index=True)
    return table if weights.reconnect_novelty >= 0.5 else table.iloc[::-1].reset_index(drop=True)


def said(widget) -> str:
    return re.sub(r"<[^>]*>", "", widget.value.replace("<br>", "\n"))


def buttons(box) -> dict[str, object]:
    return {child.description: child for child in box.children if getattr(child, "description", "")}


def test_a_slider_makes_the_list_again_and_says_what_changes() -> None:
    panel = panels.weight_sliders(again, Weights(), top=1)
    assert set(panel.sliders) == {"reconnect_novelty", "reconnect_peak"}
    assert list(panel.plan["person"])[:1] == ["tomasz"]
    panel.sliders["reconnect_novelty"].value = 0.1
    assert panel.weights == replace(Weights(), reconnect_novelty=0.1)
    assert "reconnect: Runa Solheim comes in at 1; Tomasz Wierzbicki goes out (was 1)." in said(panel.told)
    panel.sliders["reconnect_novelty"].value = 0.5
    assert said(panel.told) == "Nobody enters or leaves the first 1, and nobody moves."


def test_back_puts_every_slider_where_it_was() -> None:
    panel = panels.weight_sliders(again, Weights())
    panel.sliders["reconnect_novelty"].value, panel.sliders["reconnect_peak"].value = 0.0, 1.0
    next(iter(buttons(panel.children[1]).values())).click()
    assert {name: slider.value for name, slider in panel.sliders.items()} == {
        "reconnect_novelty": 0.5,
        "reconnect_peak": 0.25,
    }
    assert panel.weights == Weights()


def test_what_changes_counts_places_within_a_purpose() -> None:
    before = pd.concat([plan(), plan().assign(purpose="advice")], ignore_index=True)
    after = before.iloc[::-1]
    table = changed(before, after, top=2)
    advice = table[table["purpose"] == "advice"].fillna(0)
    assert advice[["name", "was", "now"]].to_numpy().tolist() == [
        ["Runa Solheim", 0, 1],
        ["Ada Lindqvist", 1, 2],
        ["Tomasz Wierzbicki", 2, 0],
    ]
    told = "advice: Runa Solheim comes in at 1; Tomasz Wierzbicki goes out (was 2); 1 other person moves"
    assert told in in_words(table)
    assert changed(before, before)["was"].equals(changed(before, before)["now"].rename("was"))


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return ledger_room.open(tmp_path / "ledger.sqlite")


def press(ledger: Ledger, button: str, *, row: int = 0, on: str = "", mark: str = ""):
    """Press a button under a suggestion, and return the suggestion's widgets."""
    panel = panels.week_list(
        plan(mark=mark), ledger, now=now, card=lambda row: f"<p>{len(row)}</p>", book=book()
    )
    if on:
        panel.children[0].value = pd.Timestamp(on).date()
    box = panel.children[2 + row]
    buttons(box.children[1])[button].click()
    return box


@pytest.mark.parametrize(
    ("button", "step", "until"),
    [
        ("I wrote", "sent", None),
        ("Done", "done", "2027-01-29"),
        ("Later", "snooze", "2026-11-28"),
        ("Skip", "skip", "2026-11-07"),
        ("Never", "never", None),
    ],
)
def test_a_button_writes_to_the_ledger_and_says_so(ledger: Ledger, button: str, step: str, until) -> None:
    box = press(ledger, button)
    (row,) = ledger.marks().itertuples()
    assert (row.person, row.step, row.purpose, row.on) == ("tomasz", step, "reconnect", DAY)
    assert row.until == pd.Timestamp(until) if until else pd.isna(row.until)
    assert said(box.children[2]).startswith("Number 1 in your ledger: ")
    assert all(b.disabled for name, b in buttons(box.children[1]).items() if name != "Undo")
    if os.name == "posix":
        assert stat.S_IMODE(ledger.path.stat().st_mode) == 0o600


def test_an_attempt_keeps_the_tie_as_it_is(ledger: Ledger) -> None:
    press(ledger, "I wrote", row=2)
    (attempt,) = ledger.attempts().to_dict("records")
    assert (attempt["name"], attempt["to_person"]) == ("Runa Solheim", "Nordlicht Energie")
    tie = tie_table(book(), as_of="2026-10-30").loc["runa"]
    assert attempt["class"] == tie["class"]
    assert attempt["strength"] == pytest.approx(tie["strength"], nan_ok=True)


def test_a_mark_can_be_taken_back(ledger: Ledger) -> None:
    box = press(ledger, "Never")
    buttons(box.children[1])["Undo"].click()
    assert ledger.marks().empty
    assert said(box.children[2]) == "Number 1 is taken back."
    assert not any(b.disabled for b in buttons(box.children[1]).values())
    buttons(box.children[1])["Skip"].click()
    assert list(ledger.marks()["step"]) == ["skip"]


def test_a_mark_carries_the_day_in_the_panel(ledger: Ledger) -> None:
    press(ledger, "Skip", row=1, on="2026-10-28")
    (row,) = ledger.marks().itertuples()
    assert (row.person, row.purpose, row.on) == ("ada", "advice", pd.Timestamp("2026-10-28"))


def test_a_ledger_that_refuses_is_quoted_and_nothing_looks_done(tmp_path: Path) -> None:
    box = press(ledger_room.open(tmp_path / "nowhere" / "ledger.sqlite"), "Skip")
    assert "nowhere" in said(box.children[2])
    assert not any(b.disabled for b in buttons(box.children[1]).values())


def test_the_opener_is_copied_as_it_is() -> None:
    panel = panels.week_list(plan(mark=HOSTILE), LEDGER, now=now, card=lambda _: "", book=book())
    copies = [panel.children[row].children[1].children[0] for row in (2, 3, 4)]
    assert [copy.text for copy in copies] == list(plan(mark=HOSTILE)["draft"])
    assert not re.search(r"https?://|import\s", copies[0]._esm), "the button needs nothing from outside"


def test_the_form_saves_what_is_written_in_it() -> None:
    kept: list[Goals] = []
    form = panels.goals_form(Goals(roles=("Head of Data",), weekly=3), lambda g: kept.append(g) or Path("g"))
    assert form.boxes["roles"].value == "Head of Data"
    form.boxes["fields"].value = " energy \n\n research\nenergy"
    form.weekly.value, form.language.value = 4, "de"
    form.save.click()
    (goals,) = kept
    assert (goals.roles, goals.fields) == (("Head of Data",), ("energy", "research"))
    assert (goals.weekly, goals.language) == (4, "de")
    assert form.goals == goals
    assert said(form.told).startswith("Saved in g.")


def test_a_form_that_cannot_save_says_why() -> None:
    def refuse(_: Goals) -> Path:
        raise REFUSED

    form = panels.goals_form(Goals(), refuse)
    form.save.click()
    assert said(form.told) == "The ledger is damaged."


def test_where_no_widget_can_be_shown_a_sentence_stands() -> None:
    for panel in (
        panels.weight_sliders(again, Weights()),
        panels.goals_form(Goals(), lambda _: Path()),
        panels.week_list(plan(), LEDGER, now=now, card=lambda _: "", book=book()),
    ):
        told = panel._repr_mimebundle_()["text/plain"]
        assert told.endswith("open this notebook in JupyterLab and run it to use it.")


def test_words_of_an_export_are_text(ledger: Ledger) -> None:
    assert "<img" not in as_text(HOSTILE)
    hostile = changed(plan(mark=HOSTILE).head(0), plan(mark=HOSTILE))
    assert "<img" not in as_text(in_words(hostile))
    assert "<img" not in press(ledger, "Later", mark=HOSTILE).children[2].value


PAGE = """<!DOCTYPE html><title>x</title><div id="el"></div><script type="module">
const made = (await import(URL.createObjectURL(new Blob([%s], {type: "text/javascript"})))).default;
const model = {get: name => ({text: %s, label: "Copy the opener"})[name]};
made.render({model, el: document.getElementById("el")});
</script>"""


def test_the_button_copies_in_a_browser(browser: Browser, tmp_path: Path) -> None:
    text = f"Dear Zoë,\n\n{HOSTILE} \u2713"
    page = PAGE % tuple(json.dumps(part).replace("</", "<\\/") for part in (COPY, text))
    (tmp_path / "button.html").write_text(page, encoding="utf-8")
    with watched(browser) as opened:
        opened.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        opened.page.goto((tmp_path / "button.html").as_uri())
        opened.page.get_by_role("button", name="Copy the opener").click()
        opened.page.get_by_role("button", name="Copied").wait_for()
        assert opened.page.evaluate("navigator.clipboard.readText()") == text
        assert opened.requests == []
        assert opened.dialogs == []

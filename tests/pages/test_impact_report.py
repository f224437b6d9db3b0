"""Did it help, in the report: without a day as of what the ledger knows, with one as of that day for good."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest

import weaklib as wl
from tests.pages.suggested import DAY, book
from weaklib.action import ledger as ledger_room
from weaklib.action.goals import Goals
from weaklib.action.ledger import Ledger
from weaklib.book import typed
from weaklib.pages import impact_report
from weaklib.pages.impact_report import Helped
from weaklib.pages.outreach_inputs import LEDGER, Inputs

LATER = pd.Timestamp("2026-11-28")


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """Runa was asked and replied in July; both were entered in November, after the exports of October."""
    made = ledger_room.open(tmp_path / LEDGER)
    said = {"recorded": datetime(2026, 11, 28, 9, tzinfo=UTC), "name": "Runa Solheim"}
    made.add("runa", "sent", on="2026-07-01", purpose="advice", tie_class="weak", strength=0.2, **said)
    made.add("runa", "replied", on="2026-07-03", recorded=said["recorded"])
    return made


def coverage() -> pd.DataFrame:
    """Messages and a calendar to the end of October."""
    kinds = {"messages.csv": "linkedin messages", "calendar.ics": "calendar"}
    rows = [{"kind": kind, "rows": 0, "used": 0, "last": DAY} for kind in kinds.values()]
    return typed("coverage", pd.DataFrame(rows, index=pd.Index(kinds, name="source")))


def helped(ledger: Ledger | None, folder: Path, as_of: str = "") -> Helped:
    """What the section is made from, as the report's notebook makes it."""
    made = replace(book(), coverage=coverage())
    day = made.day(as_of)
    ties = wl.ties.tie_table(made, day)
    graph = wl.network.contact_network(made, day)
    inputs = Inputs(Goals(), ledger, None, (), folder)
    measures = {"ties": ties, "graph": graph, "circles": wl.circles.find_circles(graph)}
    return impact_report.measured(made.as_of(day), inputs, day, as_of=as_of, **measures)


def test_who_records_after_the_last_export_finds_it_in_the_report(ledger: Ledger, tmp_path: Path) -> None:
    found = helped(ledger, tmp_path)
    assert found.setting.day == LATER
    assert found.setting.sent["person"].tolist() == ["runa"]
    told = impact_report.began(found).data
    assert told == (
        "Told for 2026, as of 28 November 2026, to which your ledger reaches; the exports end on 31 October 2026."
    )


def test_as_of_a_day_nothing_later_is_known(ledger: Ledger, tmp_path: Path) -> None:
    found = helped(ledger, tmp_path, as_of="2026-10-31")
    assert found.setting.day == DAY
    assert found.setting.sent.empty
    told = impact_report.began(found).data
    assert told.startswith("Told for 2026, as of 31 October 2026.")
    assert "**2 entries were recorded after 31 October 2026; this page does not know them.**" in told
    assert "Nothing" not in told


def test_what_is_recorded_later_changes_no_page_of_a_day(ledger: Ledger, tmp_path: Path) -> None:
    before = helped(ledger, tmp_path, as_of="2026-11-28")
    ledger.add("runa", "help", on="2026-07-09", recorded=datetime(2026, 12, 1, tzinfo=UTC))
    after = helped(ledger, tmp_path, as_of="2026-11-28")
    for tell in ("began", "three_numbers", "weak_against_strong", "waiting", "in_short", "adjustments"):
        shown = [str(getattr(impact_report, tell)(each).data) for each in (before, after)]
        assert shown[0] == shown[1], tell
    assert helped(ledger, tmp_path).setting.day == pd.Timestamp("2026-12-01")


def test_without_a_ledger_it_is_as_of_the_exports(tmp_path: Path) -> None:
    found = helped(None, tmp_path)
    told = impact_report.began(found).data
    assert told.startswith("Told for 2026, as of 31 October 2026. \n\n**Nothing is in your ledger yet**")
    assert "There is no ledger" in impact_report.in_short(found).data

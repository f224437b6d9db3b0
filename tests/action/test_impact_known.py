"""Up to which day exports and ledger are known: an entry that was undone sets none, and is in no number."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pandas as pd
import pytest

from tests.action.guarded_books import DAY, guarded_book
from tests.action.typed_settings import came, typed_setting
from weaklib.action import ledger as ledger_room
from weaklib.action.impact import arrivals, introductions, setting_of
from weaklib.action.impact.known import last_known, recorded_later
from weaklib.action.impact.notes import notes
from weaklib.action.ledger import Ledger
from weaklib.book import Book

EXPORTED = pd.Timestamp("2026-10-31")


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return ledger_room.open(tmp_path / "ledger.sqlite")


@pytest.fixture(scope="module")
def book() -> Book:
    """Bo and Cy, whom the exports show to 31 October 2026."""
    folk = {"bo": {"connected_on": pd.NaT}, "cy": {"connected_on": pd.Timestamp("2026-10-10")}}
    made = guarded_book(folk, [("bo", "message", "out", "2026-09-01 10:00")])
    assert made.last_day() == EXPORTED == DAY
    return made


def at(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T10:00:00+00:00")


def sent(ledger: Ledger, person: str, on: str, recorded: str) -> int:
    return ledger.add(
        person, "sent", on=on, purpose="advice", tie_class="weak", strength=0.2, recorded=at(recorded)
    )


def test_the_newest_entry_that_holds_sets_the_day(book: Book, ledger: Ledger) -> None:
    assert last_known(book, ledger.records()) == EXPORTED
    sent(ledger, "bo", "2026-07-01", "2026-11-28")
    slip = sent(ledger, "cy", "2026-07-02", "2062-11-28")
    assert last_known(book, ledger.records()) == pd.Timestamp("2062-11-28")
    ledger.undo(slip, recorded=at("2062-11-28"))
    setting = setting_of(book, ledger)
    assert setting.day == pd.Timestamp("2026-11-28")
    assert setting.attempts["person"].tolist() == ["bo"]


def test_what_was_undone_later_does_not_come_back(book: Book, ledger: Ledger) -> None:
    """As of the exports' last day the entry held: the day has to be that of the undoing."""
    entry = sent(ledger, "bo", "2026-07-01", "2026-10-01")
    ledger.undo(entry, recorded=at("2026-11-28"))
    setting = setting_of(book, ledger)
    assert setting.day == pd.Timestamp("2026-11-28")
    assert setting.attempts.empty
    assert len(setting_of(book, ledger, as_of=EXPORTED).attempts) == 1


def test_an_edit_counts_from_its_day_and_one_that_was_taken_back_from_none(
    book: Book, ledger: Ledger
) -> None:
    entry = sent(ledger, "bo", "2026-07-01", "2026-11-05")
    ledger.edit(entry, via="mail", recorded=at("2026-11-20"))
    setting = setting_of(book, ledger)
    assert setting.day == pd.Timestamp("2026-11-20")
    assert setting.attempts["via"].tolist() == ["mail"]
    ledger.edit(entry, via="letter", recorded=at("2062-01-01"))
    ledger.undo(entry, recorded=at("2062-01-01"))
    now = ledger.attempts()["via"].tolist()
    setting = setting_of(book, ledger)
    assert setting.attempts["via"].tolist() == now
    assert (setting.day == pd.Timestamp("2026-11-20")) == (now == ["mail"])


def test_without_a_date_or_an_entry_no_day_is_known(book: Book, ledger: Ledger) -> None:
    bare = replace(book, coverage=book.coverage.assign(last=pd.NaT))
    assert last_known(bare, ()) is None
    sent(ledger, "bo", "2026-07-01", "2026-09-02")
    assert last_known(bare, ledger.records()) == pd.Timestamp("2026-09-02")


def test_entries_recorded_after_the_day_are_counted_and_said(book: Book, ledger: Ledger) -> None:
    first = sent(ledger, "bo", "2026-07-01", "2026-11-28")
    second = ledger.add("bo", "replied", on="2026-07-03", recorded=at("2026-11-28"))
    ledger.add("bo", "never", on="2026-11-28", recorded=at("2026-11-28"))  # no number counts it
    setting = setting_of(book, ledger, as_of=EXPORTED)
    assert setting.later == 2
    assert any("2 entries were recorded after 31 October 2026" in note for note in notes(setting))
    assert not any("The ledger holds nothing" in note for note in notes(setting))
    assert setting_of(book, ledger).later == 0
    for entry in (second, first):
        ledger.undo(entry, recorded=at("2026-11-29"))
    assert recorded_later(ledger.records(), EXPORTED) == 0


def test_no_contact_is_on_record_as_far_as_the_exports_reach(book: Book) -> None:
    """Exports of October show nothing of November."""
    entries = [came(1, "bo", "intro_made", "2026-10-09", to_person="cy")]
    late = typed_setting(book, entries, day=pd.Timestamp("2026-11-28"))
    told = "No two-way contact {}is on record by 31 October 2026, where the exports end."
    assert told.format("") in arrivals(late)["sentence"].iloc[0]
    assert told.format("with them ") in introductions(late)["sentence"].iloc[0]
    early = typed_setting(book, entries, day=pd.Timestamp("2026-10-20"))
    assert "on record by 20 October 2026." in arrivals(early)["sentence"].iloc[0]
    assert "on record by 20 October 2026." in introductions(early)["sentence"].iloc[0]


def test_whether_it_lasts_is_open_until_the_exports_reach_so_far(book: Book) -> None:
    """Connected on 10 October: 30 days are over on 9 November, of which the exports know nothing."""
    for day in ("2026-11-08", "2026-11-28"):
        assert arrivals(typed_setting(book, day=pd.Timestamp(day)))["lasting"].isna().all()
    longer = replace(book, coverage=book.coverage.assign(last=pd.Timestamp("2026-11-28")))
    assert arrivals(typed_setting(longer, day=pd.Timestamp("2026-11-28")))["lasting"].tolist() == [False]

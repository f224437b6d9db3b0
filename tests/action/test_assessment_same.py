"""An assessment made again is the same, byte for byte: nothing recorded or exported later is in it."""

from __future__ import annotations

import pickle
from dataclasses import fields, replace
from pathlib import Path

import pandas as pd
import pytest

import weaklib as wl
from tests.action.impact_ledgers import came, gift, sent
from weaklib.action.assessment import Assessment, assess
from weaklib.action.goals import Goals, target_of
from weaklib.action.ledger import Ledger
from weaklib.book import Book
from weaklib.example.planted import planted_book

PERIOD, LATER = "2026-Q2", "2026-08-15T09:00:00+00:00"
GOALS = Goals(
    fields=("energy",),
    organisations=("Nowhere At All",),
    targets=tuple(
        map(
            target_of,
            [
                "30 new connections since January 2026 by December 2026",
                "40 two-way contacts since January 2026 by December 2026",
                "4 introductions since January 2026 by December 2026",
                "3 replies by December 2026",
                "500 active ties by December 2026",
            ],
        )
    ),
)


def as_bytes(told: Assessment) -> dict[str, tuple[str, bytes]]:
    """Every table as CSV and as a pickle."""
    tables = {each.name: getattr(told, each.name) for each in fields(told)}
    kept = {name: table for name, table in tables.items() if isinstance(table, pd.DataFrame)}
    assert len(kept) == 8
    return {name: (table.to_csv(), pickle.dumps(table)) for name, table in kept.items()}


@pytest.fixture(scope="module")
def book() -> Book:
    """A book to 31 October 2026, of which the second quarter is long over."""
    return planted_book(people=90, circles=4, months=16, seed=11)


def people_of(book: Book) -> list[str]:
    return [str(person) for person in book.people.index]


def entries(book: Book) -> list[dict]:
    who = people_of(book)
    asked = [
        sent(
            person, f"2026-{1 + number % 6:02d}-{3 + number:02d}", ("strong", "weak")[number % 2], via="mail"
        )
        for number, person in enumerate(who[:20])
    ]
    answers = [came(person, "2026-06-20", "replied", engagement=2) for person in who[:20:3]]
    more = [
        came(who[3], "2026-06-21", "intro_offered"),
        came(who[6], "2026-06-22", "intro_made", to_person=who[40], support=3),
        gift(who[30], "2026-05-05", "referral", engagement=1),
        {"person": who[50], "step": "never", "on": "2026-06-01"},
    ]
    return [*asked, *answers, *more]


def ledger_in(folder: Path, book: Book) -> Ledger:
    ledger = wl.ledger.open(folder / "ledger.sqlite")
    ledger.add_all(entries(book))
    return ledger


def later_entries(ledger: Ledger, book: Book) -> None:
    """New and backdated entries, edits and undoing, marks and a refusal, all recorded in August."""
    who = people_of(book)
    ledger.add(who[41], "sent", on="2026-08-01", purpose="advice", recorded=LATER)
    ledger.add(who[0], "intro_made", on="2026-06-25", to_person=who[42], recorded=LATER)
    ledger.add(who[43], "sent", on="2026-05-02", purpose="reconnect", tie_class="weak", recorded=LATER)
    ledger.add(who[1], "connection", on="2026-06-26", to_person="Somebody New", recorded=LATER)
    ledger.edit(1, on="2026-01-01", via="pigeon", recorded=LATER)
    ledger.add(who[44], "never", on="2026-04-04", recorded=LATER)
    newest = ledger.add(who[45], "sent", on="2026-06-01", purpose="advice", recorded=LATER)
    ledger.undo(newest, recorded="2026-08-16T09:00:00+00:00")
    undone = ledger.outcomes("2026-06-30").index[-1]
    ledger.undo(int(undone), recorded=LATER)


def cut(book: Book, day: str) -> Book:
    """The book as it was when its exports were made on a day."""
    end = pd.Timestamp(day)
    then = book.as_of(end)
    files = then.coverage.assign(last=then.coverage["last"].clip(upper=end))
    return replace(then, coverage=files)


def test_made_again_after_later_and_backdated_entries(book: Book, tmp_path: Path) -> None:
    ledger = ledger_in(tmp_path, book)
    before = as_bytes(assess(book, ledger, GOALS, period=PERIOD))
    later_entries(ledger, book)
    again = as_bytes(assess(book, ledger, GOALS, period=PERIOD))
    for name, made in before.items():
        assert made == again[name], name
    now = assess(book, ledger, GOALS, period=PERIOD, as_of="2026-10-31")
    assert as_bytes(now)["numbers"] != before["numbers"], "the entries would have changed it"


@pytest.mark.parametrize("day", ["2026-06-30", "2026-07-10"])
def test_made_again_from_fresher_exports(dated_book: Book, tmp_path: Path, day: str) -> None:
    """What is exported later has more rows, more people, and later records of where they work."""
    book = dated_book
    ledger = ledger_in(tmp_path, book)
    old = cut(book, day)
    assert len(old.interactions) < len(book.interactions)
    before = as_bytes(assess(old, ledger, GOALS, period=PERIOD))
    later_entries(ledger, book)
    again = as_bytes(assess(with_later_records(book), ledger, GOALS, period=PERIOD))
    for name, made in before.items():
        assert made == again[name], name


def with_later_records(book: Book) -> Book:
    """The same book, in which everybody has moved since, as an export of September says."""
    work = book.affiliations
    dated = work.assign(as_recorded_on=pd.Timestamp("2026-03-01"))
    moved = work.assign(organisation="Elsewhere", field="law", as_recorded_on=pd.Timestamp("2026-09-01"))
    return replace(book, affiliations=pd.concat([dated, moved], ignore_index=True))


@pytest.fixture(scope="module")
def dated_book(book: Book) -> Book:
    return replace(book, affiliations=book.affiliations.assign(as_recorded_on=pd.Timestamp("2026-03-01")))


def test_a_job_that_is_recorded_later_changes_nothing(dated_book: Book, tmp_path: Path) -> None:
    ledger = ledger_in(tmp_path, dated_book)
    before = as_bytes(assess(dated_book, ledger, GOALS, period=PERIOD))
    again = as_bytes(assess(with_later_records(dated_book), ledger, GOALS, period=PERIOD))
    for name, made in before.items():
        assert made == again[name], name


@pytest.mark.parametrize("period", ["2026-Q2", "2026-10", "2026", "2025-08", "2027-01", ""])
def test_made_twice(book: Book, tmp_path: Path, period: str) -> None:
    ledger = ledger_in(tmp_path, book)
    one, two = (as_bytes(assess(book, ledger, GOALS, period=period)) for _ in range(2))
    assert one == two


def test_the_example_made_again(tmp_path: Path) -> None:
    """Last quarter's, after everything of October was entered and one entry more that is dated in July."""
    book, goals = wl.read("data/example"), wl.goals.read_goals("data/example/goals.yaml")
    ledger = wl.ledger.open(tmp_path / "ledger.sqlite")
    ledger.add("runa-solheim", "sent", on="2026-07-02", purpose="advice", tie_class="strong")
    ledger.add("runa-solheim", "replied", on="2026-07-04", engagement=3)
    before = as_bytes(assess(book, ledger, goals, period="2026-Q3"))
    ledger.add("runa-solheim", "intro_made", on="2026-07-20", to_person="Ilse Lund", recorded="2026-10-05")
    ledger.add("tomasz-wierzbicki", "sent", on="2026-10-05", purpose="reconnect")
    assert as_bytes(assess(book, ledger, goals, period="2026-Q3")) == before


def test_an_entry_that_was_taken_back_makes_no_day_known(book: Book, tmp_path: Path) -> None:
    """Exports end with 20 October; what was entered on the 28th by mistake and undone tells of no later day."""
    ledger, early = wl.ledger.open(tmp_path / "ledger.sqlite"), cut(book, "2026-10-20")
    slip = ledger.add(people_of(book)[0], "never", on="2026-10-28", recorded="2026-10-28T09:00:00+00:00")
    assert assess(early, ledger, GOALS, period="2026-10").as_of == pd.Timestamp("2026-10-28")
    ledger.undo(slip, recorded="2026-10-29T09:00:00+00:00")
    assert assess(early, ledger, GOALS, period="2026-10").as_of == pd.Timestamp("2026-10-20")

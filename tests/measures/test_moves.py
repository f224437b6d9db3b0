"""Who moved where, from the records of several exports typed by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from weaklib.book import InputError
from weaklib.measures.moves import COLUMNS, job_moves


def record(person, day, organisation, role=None, **more):
    when = pd.NaT if day is None else pd.Timestamp(day)
    return {"person": person, "as_recorded_on": when, "organisation": organisation, "role": role, **more}


def moves(typed_book, *records, as_of=None, people="abc"):
    found = job_moves(typed_book(people, affiliations=list(records)), as_of)
    columns = ["organisation_before", "position_before", "organisation", "position", "moved_employer"]
    rows = found[columns].astype("object").where(found[columns].notna(), None)
    return [(person, *row) for person, row in zip(found.index, rows.itertuples(index=False), strict=True)]


def test_who_has_a_new_employer_and_who_a_new_position(typed_book):
    found = job_moves(
        typed_book(
            "abc",
            affiliations=[
                record("a", "2025-03-01", "Posthorn", "Engineer"),
                record("a", "2026-03-01", "Nordlicht", "Head of Engineering"),
                record("b", "2025-03-01", "Posthorn", "Engineer"),
                record("b", "2026-04-01", "Posthorn", "Head of Engineering"),
                record("c", "2026-04-01", "Posthorn", "Engineer"),
            ],
        )
    )
    assert tuple(found.columns) == COLUMNS
    assert found.index.name == "person"
    assert found.reset_index().to_numpy().tolist() == [
        [
            *("b", "B", "Posthorn", "Engineer", "Posthorn", "Head of Engineering"),
            *((pd.Timestamp("2025-03-01"), pd.Timestamp("2026-04-01")), False),
        ],
        [
            *("a", "A", "Posthorn", "Engineer", "Nordlicht", "Head of Engineering"),
            *((pd.Timestamp("2025-03-01"), pd.Timestamp("2026-03-01")), True),
        ],
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (("Posthorn", "Engineer"), ("Posthorn", "ENGINEER ")),
        (("Posthorn", "Berater"), ("Posthorn", "Berater:in")),
        (("Posthorn", None), ("Posthorn", "Engineer")),
        (("Posthorn", "Engineer"), ("Posthorn", None)),
        (("Posthorn", None), ("Posthorn", None)),
        (("Posthorn", "Engineer"), ("Posthorn Deutschland", "Engineer")),
        (("Nordlicht", "Engineer"), ("Nord Licht", "Engineer")),
        ((None, "Wizard"), ("Posthorn", "Engineer")),
        (("Posthorn", "Engineer"), (None, "Wizard")),
        (("", "Wizard"), (None, "Engineer")),
    ],
)
def test_what_is_no_news(typed_book, before, after):
    records = [record("a", "2025-03-01", *before), record("a", "2026-03-01", *after)]
    assert moves(typed_book, *records) == []


def test_a_new_position_at_what_is_probably_one_employer(typed_book):
    records = [
        record("a", "2025-03-01", "Posthorn", "Engineer"),
        record("a", "2026-03-01", "Posthorn Deutschland", "Head of Engineering"),
    ]
    assert moves(typed_book, *records) == [
        ("a", "Posthorn", "Engineer", "Posthorn Deutschland", "Head of Engineering", False)
    ]


def test_a_pause_between_two_employers_is_passed_over(typed_book):
    records = [
        record("a", "2024-03-01", "Posthorn", "Engineer"),
        record("a", "2025-03-01", None, "Freelance engineer"),
        record("a", "2026-03-01", "Nordlicht", None),
    ]
    assert moves(typed_book, *records) == [("a", "Posthorn", "Engineer", "Nordlicht", None, True)]


def test_several_moves_of_one_person_are_told_one_by_one(typed_book):
    records = [record("a", f"{year}-01-01", firm) for year, firm in [(2022, "A"), (2024, "B"), (2026, "C")]]
    expected = [("a", "B", None, "C", None, True), ("a", "A", None, "B", None, True)]
    assert moves(typed_book, *records) == expected
    assert moves(typed_book, *records[::-1]) == expected
    assert moves(typed_book, *records, as_of="2025-12-31") == expected[1:]
    assert moves(typed_book, *records, as_of="2023-12-31") == []


def test_address_books_and_other_kinds_tell_no_moves(typed_book):
    records = [
        record("a", None, "Old Firm"),
        record("a", "2026-01-01", "Posthorn"),
        record("a", "2025-01-01", "choir", kind="group"),
        record("a", "2024-01-01", "Some School", kind="school"),
    ]
    assert moves(typed_book, *records) == []


def test_two_people_are_two_histories(typed_book):
    assert moves(typed_book, record("a", "2025-01-01", "A"), record("b", "2026-01-01", "B")) == []


@pytest.mark.parametrize("people", ["", "a"])
def test_nobody_moved(typed_book, people):
    found = job_moves(typed_book(people))
    assert found.empty
    assert tuple(found.columns) == COLUMNS


def test_a_day_that_is_none_is_refused(typed_book):
    with pytest.raises(InputError, match="not a date"):
        job_moves(typed_book("a"), "soon")


def test_hostile_names_stay_as_they_are(typed_book):
    hostile = "<script>alert(1)</script>=cmd|' /C'!A0"
    records = [record("a", "2025-01-01", "Posthorn", hostile), record("a", "2026-01-01", hostile, hostile)]
    assert moves(typed_book, *records) == [("a", "Posthorn", hostile, hostile, hostile, True)]

"""The assessment of a period: two periods compared like with like, who moved, and what cannot be told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import weaklib as wl
from tests.action import by_hand
from tests.action.assessed import covered, every
from tests.action.guarded_books import guarded_book
from tests.action.impact_ledgers import came, gift, ledger_of, sent
from weaklib.action.assessment import MEASURES, Assessment, assess
from weaklib.action.goals import Goals
from weaklib.book import Book, InputError
from weaklib.example.planted import planted_book
from weaklib.measures.history import replay

TABLES = ("numbers", "compared", "moves", "gaps", "targets", "adjustments", "judged", "notes")


def by_measure(told: Assessment) -> pd.DataFrame:
    return told.compared.set_index("measure")


def notes(told: Assessment) -> str:
    return " ".join(told.notes["note"])


def by_hand_class(book: Book, person: str, day: str) -> str:
    """The class of a tie, counted from single rows."""
    on = pd.Timestamp(day)
    rows = [row for row in by_hand.happened(book).values() if row.person == person and row.on <= on]
    return by_hand.class_of(rows, by_hand.exported(book, on), on, float("nan"), could_be_shown=True)


@pytest.fixture(scope="module")
def planted() -> Book:
    return planted_book(people=120, circles=4, months=20, seed=5)


@pytest.fixture(scope="module")
def story() -> Book:
    """Ann stays; Bob falls silent in October, Cid revives, Eve is new, Fay fades to weak; Dan is only known."""
    people = {
        "ann": {"connected_on": pd.Timestamp("2024-12-01")},
        "bob": {"connected_on": pd.Timestamp("2024-12-01")},
        "cid": {"connected_on": pd.Timestamp("2024-12-01")},
        "dan": {"connected_on": pd.Timestamp("2026-10-09")},
        "eve": {"connected_on": pd.Timestamp("2026-10-03")},
    }
    said = [
        *every(7, "2024-12-02", "2026-10-31", "ann"),
        # the last is of 16 April: on 13 October the silence is longer than 180 days and 8 gaps of 10
        *every(10, "2025-01-01", "2026-04-16", "bob"),
        *every(10, "2025-01-01", "2025-09-28", "cid"),
        ("cid", "meeting", "both", "2026-10-12 12:00"),
        ("eve", "message", "out", "2026-10-03 12:00"),
        ("eve", "message", "in", "2026-10-05 12:00"),
    ]
    return covered(people, said)


@pytest.mark.parametrize(("period", "before", "now", "each"), [
    ("2026-03", "2026-02-28", "2026-03-31", "month"),
    ("2026-Q2", "2026-03-31", "2026-06-30", "quarter"),
])  # fmt: skip
def test_every_measure_is_what_the_history_says(planted, period, before, now, each):
    """The two rows of the replay, made by the function that has its own tests, and not by its parts."""
    trend = replay(planted, each, until=now)
    told = by_measure(assess(planted, period=period))
    assert [*told.index] == [*MEASURES]
    for measure in MEASURES:
        was, here = trend.at[pd.Timestamp(before), measure], trend.at[pd.Timestamp(now), measure]
        row = told.loc[measure]
        # names of circles are followed from the first month there, and from the period before here
        if measure not in ("circles_new", "circles_gone"):
            np.testing.assert_equal([row["before"], row["now"]], [was, here], measure)
        if row["like_for_like"]:
            np.testing.assert_equal(row["change"], row["now"] - row["before"])
        else:
            assert np.isnan(row["change"])
            assert "Not compared, since" in row["sentence"]


def test_the_sentences_tell_the_values_and_the_difference(story: Book) -> None:
    told = by_measure(assess(story, period="2026-10"))
    assert told.at["new_connections", "sentence"] == (
        "New connections: 0 in September 2026, 2 in October 2026, 2 more."
    )
    assert told.at["new_connections", "rows"] == (("people", "dan"), ("people", "eve"))
    assert (
        told.at["fading", "sentence"]
        == "Ties that are fading: 1 in September 2026 and in October 2026 alike."
    )
    assert told.at["fading", "rows"] == (("people", "bob"), ("people", "cid"))
    assert (
        told.at["nominal", "sentence"]
        == "Ties that are nominal: 0 in September 2026, 1 in October 2026, 1 more."
    )


def test_who_moved_is_told_with_the_contacts_that_show_it(story: Book) -> None:
    told = assess(story, period="2026-10").moves.set_index("person")
    assert told["what"].to_dict() == {"eve": "new", "cid": "revived", "bob": "fell silent"}
    was, now = (
        {who: by_hand_class(story, who, day) for who in told.index} for day in ("2026-09-30", "2026-10-31")
    )
    assert told.at["cid", "sentence"] == (
        f"Cid revived, from fading to {now['cid']}: in touch on 1 day in October 2026, last on 12 October 2026."
    )
    assert told.at["bob", "sentence"] == (
        f"Bob fell silent, from {was['bob']} to fading: the last contact on record was on 16 April 2026."
    )
    assert (told.at["eve", "now"], told.at["bob", "now"], told.at["cid", "before"]) == (
        now["eve"],
        "fading",
        "fading",
    )
    rows = story.interactions
    for who, days in {
        "cid": ["2026-10-12"],
        "bob": ["2026-04-16"],
        "eve": ["2026-10-03", "2026-10-05"],
    }.items():
        labels = [label for _, label in told.at[who, "rows"]]
        assert {table for table, _ in told.at[who, "rows"]} == {"interactions"}
        assert rows.loc[labels, "person"].eq(who).all()
        assert rows.loc[labels, "at"].dt.strftime("%Y-%m-%d").tolist() == days


# --- like with like


@pytest.mark.parametrize(
    ("first", "last", "why"),
    [
        (
            {"calendar": "2026-09-02"},
            {},
            "your calendar begins on 2 September 2026, when September 2026 had begun",
        ),
        (
            {"calendar": "2026-10-01"},
            {},
            "your calendar begins on 1 October 2026, when September 2026 had begun",
        ),
        (
            {},
            {"calendar": "2026-10-30"},
            "your calendar ends on 30 October 2026, before October 2026 was over",
        ),
        (
            {},
            {"linkedin messages": "2026-09-30"},
            "your messages end on 30 September 2026, before October 2026 was",
        ),
        ({"mail": "2026-10-31"}, {}, "your mail begins on 31 October 2026, when September 2026 had begun"),
    ],
)
def test_a_channel_that_covers_one_of_two_periods_is_said_and_not_compared(first, last, why):
    book = covered({"ann": {"connected_on": pd.Timestamp("2024-12-01")}}, every(9, "2025-01-01", "2026-10-30", "ann"), first=first, last=last)  # fmt: skip
    told = assess(book, period="2026-10")
    rows = by_measure(told)
    for measure in ("strong", "weak", "active", "turnover", "signature_shift", "circles", "constraint"):
        assert not rows.at[measure, "like_for_like"]
        assert np.isnan(rows.at[measure, "change"])
        assert why in rows.at[measure, "sentence"]
    for measure in ("new_connections", "employers_q1"):
        assert why not in rows.at[measure, "sentence"]
    assert rows.at["new_connections", "like_for_like"]
    assert why[1:] in notes(told)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ({"calendar": "2026-09-01"}, {}),
        ({}, {"mail": "2026-08-31"}),  # shows nothing of either, so silence counts alike
        ({"mail": "2026-11-01"}, {"mail": "2026-11-30"}),
    ],
)
def test_a_channel_that_covers_both_or_neither_is_compared(first, last):
    book = covered(["ann"], every(9, "2025-01-01", "2026-10-30", "ann"), first=first, last=last)
    assert by_measure(assess(book, period="2026-10")).at["active", "like_for_like"]


def test_an_archive_of_linkedin_holds_its_messages_from_its_first_row_on() -> None:
    """Somebody who wrote their first message this month had none before: the archive is whole."""
    book = covered({"ann": {"connected_on": pd.Timestamp("2019-01-01")}}, [("ann", "message", "out", "2026-10-03 12:00")], kinds=("linkedin messages", "linkedin connections"))  # fmt: skip
    one = book.coverage.assign(first=[pd.Timestamp("2026-10-03"), pd.Timestamp("2019-01-01")])
    together = replace(book, coverage=one.set_axis(["a.zip/messages.csv", "a.zip/Connections.csv"]).rename_axis("source"))  # fmt: skip
    apart = replace(book, coverage=one.set_axis(["a.zip/messages.csv", "b.zip/Connections.csv"]).rename_axis("source"))  # fmt: skip
    assert by_measure(assess(together, period="2026-10")).at["weak", "like_for_like"]
    assert not by_measure(assess(apart, period="2026-10")).at["weak", "like_for_like"]


def test_who_was_in_touch_where_exports_differ_has_not_moved() -> None:
    """Cid met in a calendar that begins this month; Eve wrote messages, which cover both."""
    said = [
        *every(5, "2026-10-01", "2026-10-31", "cid"),
        ("eve", "message", "out", "2026-10-03 12:00"),
        ("eve", "message", "in", "2026-10-05 12:00"),
    ]
    people = {"cid": {"connected_on": pd.Timestamp("2024-12-01")}, "eve": {}}
    told = assess(covered(people, said, first={"calendar": "2026-10-01"}), period="2026-10")
    assert told.moves["person"].tolist() == ["eve"]
    assert told.moves.attrs["left_out"] == 1
    assert "1 tie is left out of what moved" in notes(told)


@pytest.mark.parametrize(
    ("made", "alike"),
    [
        (["2024-06-30", "2026-10-31"], False),  # one tells of September, another of October
        (["2026-10-31"], True),  # both are told by it
        (["2026-11-30"], True),
        (["2026-09-30", "2026-10-31"], True),  # each has its own
        (["2026-09-01", "2026-10-31"], True),
        (["2026-08-31", "2026-10-31"], False),
        (["2026-10-10", "2026-10-31"], False),
    ],
)
def test_employers_are_compared_where_exports_tell_of_them_alike(made: list[str], alike: bool) -> None:
    book = covered(["ann"], every(9, "2025-01-01", "2026-10-30", "ann"), kinds=("calendar",))
    files = book.coverage.reindex([*book.coverage.index, *made])
    files.loc[made, "kind"] = "linkedin connections"
    files.loc[made, "last"] = [pd.Timestamp(day) for day in made]
    files.loc[made, "first"] = pd.Timestamp("2020-01-01")
    told = by_measure(assess(replace(book, coverage=files), period="2026-10", as_of="2026-10-31"))
    words = told.at["employers_q1", "sentence"]
    assert ("where people worked" not in words) == alike


# --- what there is nothing of


def everything_is_a_table(told: Assessment) -> None:
    for name in TABLES:
        assert isinstance(getattr(told, name), pd.DataFrame), name
        for rows in getattr(told, name).get("rows", ()):
            assert isinstance(rows, tuple), name


def test_an_empty_book_is_assessed(tmp_path: Path) -> None:
    nobody = guarded_book([], kinds=())
    for ledger in (None, ledger_of([], tmp_path)):
        told = assess(nobody, ledger, period="2026-10")
        everything_is_a_table(told)
        assert told.moves.empty
        assert told.adjustments.empty
        assert told.compared[["before", "now"]].isna().all(axis=None)
        assert "Nothing is on record by the end of October 2026" in notes(told)
    with pytest.raises(InputError, match="no day to measure at"):
        assess(nobody, period="")


def test_a_period_after_the_data_says_how_to_refresh(story: Book) -> None:
    told = assess(story, period="2027-Q1")
    everything_is_a_table(told)
    assert told.as_of == pd.Timestamp("2026-10-31")
    assert told.compared["now"].isna().all()
    assert told.adjustments.empty
    assert told.judged.empty
    assert "reach to 31 October 2026" in notes(told)
    assert "Put fresher exports into the data folder" in notes(told)
    assert told.numbers["shown"].eq("not known").all()


def test_a_period_before_the_data_has_nothing_to_tell(story: Book) -> None:
    told = assess(story, period="2019")
    everything_is_a_table(told)
    assert told.compared[["before", "now"]].isna().all(axis=None)
    assert told.moves.empty
    assert "Nothing is on record by the end of 2019" in notes(told)


def test_one_month_of_data_is_compared_with_nothing() -> None:
    book = covered(["ann"], every(3, "2026-10-02", "2026-10-31", "ann"), first=dict.fromkeys(("calendar", "mail", "linkedin messages", "linkedin connections"), "2026-10-02"))  # fmt: skip
    told = assess(book, period="2026-10")
    everything_is_a_table(told)
    assert by_measure(told).at["active", "now"] == 1
    assert not told.compared["like_for_like"].any()
    assert told.moves.empty
    assert "Nothing is on record of September 2026 or before" in notes(told)


def test_a_period_that_is_not_over_is_told_to_the_last_day(story: Book) -> None:
    told = assess(story, period="2026-Q4")
    assert told.as_of == pd.Timestamp("2026-10-31")
    rows = by_measure(told)
    assert not rows.at["new_connections", "like_for_like"]
    assert not rows.at["turnover", "like_for_like"]
    assert rows.at["strong", "like_for_like"], "what is so on a day can be compared"
    assert "is told as far as 31 October 2026, and is not over" in notes(told)
    assert not told.numbers["like_for_like"].any()


def test_the_whole_record_is_compared_with_nothing(story: Book) -> None:
    told = assess(story, period="")
    everything_is_a_table(told)
    assert not told.compared["like_for_like"].any()
    assert by_measure(told).at["people", "now"] == 5
    assert "Nothing comes before the whole record" in notes(told)


def test_a_leap_day_is_of_its_month() -> None:
    people = {
        "ann": {"connected_on": pd.Timestamp("2024-02-29")},
        "bob": {"connected_on": pd.Timestamp("2023-12-01")},
    }
    book = covered(people, [("ann", "message", "in", "2024-02-29 23:30")], first=dict.fromkeys(("calendar", "mail", "linkedin messages", "linkedin connections"), "2023-01-01"))  # fmt: skip
    told = assess(book, period="2024-02")
    assert told.as_of == pd.Timestamp("2024-02-29")
    assert by_measure(told).at["new_connections", "now"] == 1
    assert told.moves["what"].tolist() == ["new"]
    assert by_measure(assess(book, period="2024-03")).at["new_connections", "now"] == 0


@pytest.mark.parametrize("period", ["2026-13", "October", "2026-Q5", "26-10"])
def test_what_is_no_period_is_refused(story: Book, period: str) -> None:
    with pytest.raises(InputError, match="write a month"):
        assess(story, period=period)


def test_a_book_whose_exports_know_no_contact_is_assessed() -> None:
    told = assess(covered(["ann", "bob"], kinds=("linkedin connections",)), period="2026-10")
    everything_is_a_table(told)
    assert told.moves.empty


# --- the three numbers


def test_the_three_numbers_stand_beside_those_of_the_period_before(story: Book, tmp_path: Path) -> None:
    ledger = ledger_of(
        [
            sent("ann", "2026-08-20", tie_class="strong"),
            came("ann", "2026-09-10", "intro_made", to_person="x", engagement=3),
            sent("bob", "2026-09-20", tie_class="moderately weak"),
            came("bob", "2026-10-02", "intro_made", to_person="dan", engagement=1),
            came("bob", "2026-10-20", "intro_made", to_person="eve", engagement=2),
            gift("cid", "2026-10-12", "referral", tie_class="fading"),
        ],
        tmp_path,
    )
    table = assess(story, ledger, period="2026-10").numbers.set_index(["measure", "by", "group"])
    shown = table[["shown", "shown_before"]].T.to_dict("list")
    assert shown["new_connections", "all", "all"] == ["2", "0"]
    assert shown["introductions", "all", "all"] == ["2", "1"]
    assert shown["introductions", "class", "strong"] == ["0", "1"]
    assert shown["introductions", "class", "moderately weak"] == ["2", "0"]
    assert shown["referrals", "class", "fading"] == ["1", "0"]
    assert shown["engagement", "all", "all"] == ["1.5 of 3 (spread 0.7, n = 2)", "3.0 of 3 (n = 1)"]
    assert shown["engagement", "class", "strong"] == ["no rating", "3.0 of 3 (n = 1)"]
    assert table.at[("introductions", "class", "moderately weak"), "rows"] == (("ledger", 4), ("ledger", 5))
    assert table.at[("introductions", "class", "strong"), "rows_before"] == (("ledger", 2),)
    assert table.at[("introductions", "all", "all"), "count_before"] == 1
    assert table["like_for_like"].all()


def test_the_face_knows_the_room() -> None:
    assert wl.assessment.assess is assess
    told = wl.assessment.assess(wl.read("data/example"), goals=Goals(fields=("energy",)), period="2026-Q3")
    assert by_measure(told).at["strong", "like_for_like"]

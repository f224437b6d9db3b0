"""Targets: what goals.yaml may say of them, and how many of what they count there are on a day."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.action.guarded_books import DAY, guarded_book
from tests.action.impact_ledgers import came, gift, ledger_of, sent
from weaklib.action.assessment import assess
from weaklib.action.goals import Goals, goals_text, read_goals, sentence_of, target_of
from weaklib.action.goals_dates import day_of
from weaklib.action.goals_targets import WHAT, Target, TargetError
from weaklib.book import Book, InputError
from weaklib.views.panels import goals_form

MARCH, OCTOBER = pd.Timestamp("2027-03-31"), pd.Timestamp("2026-10-01")


def goals_of(folder: Path, text: str) -> Goals:
    path = folder / "goals.yaml"
    path.write_text(text, encoding="utf-8")
    return read_goals(path)


# --- what may be said


def test_a_target_is_read_from_its_keys(tmp_path: Path) -> None:
    goals = goals_of(
        tmp_path,
        "targets:\n  - count: 3\n    what: two-way contacts\n    in: climate tech\n    by: 2027-03-31\n"
        "    since: 2026-10-01\n",
    )
    assert goals.targets == (Target(3, "two-way contacts", "climate tech", MARCH, OCTOBER),)
    assert goals.lines["targets[0]"] == 2
    assert goals.lines["targets[0].by"] == 5
    assert not goals, "targets alone suggest nobody"


@pytest.mark.parametrize(
    ("said", "count", "what", "within", "by", "since"),
    [
        ("three new two-way contacts in climate tech by March 2027", 3, WHAT[0], "climate tech", MARCH, None),
        ("Three new two way contacts in energy by 31 March 2027.", 3, WHAT[0], "energy", MARCH, None),
        ("3 two-way contacts at Nordlicht by 2027-03-31 since 2026-10-01", 3, WHAT[0], "Nordlicht", MARCH, OCTOBER),
        ("3 two-way contacts from October 2026 by the end of March 2027", 3, WHAT[0], "", MARCH, OCTOBER),
        ("10 new connections by Q1 2027", 10, WHAT[1], "", MARCH, None),
        ("an introduction in the Hamburg Choir by March 31st, 2027", 1, WHAT[2], "Hamburg Choir", MARCH, None),
        ("two intros by 2027-Q1", 2, WHAT[2], "", MARCH, None),
        ("1 referral in Step by Step by March 2027", 1, WHAT[3], "Step by Step", MARCH, None),
        ("TWELVE REPLIES BY MAR. 2027", 12, WHAT[4], "", MARCH, None),
        ("five active ties in energy by 2027-03", 5, WHAT[5], "energy", MARCH, None),
    ],
)  # fmt: skip
def test_a_sentence_that_is_sure_is_read(
    tmp_path: Path, said: str, count: int, what: str, within: str, by: pd.Timestamp, since: object
) -> None:
    (target,) = goals_of(tmp_path, f"targets:\n  - {said}\n").targets
    assert target == Target(count, what, within, by, since)
    assert target.said == said.strip()


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (
            "three new two-way contacts in climate tech by March",
            "not one day for sure; write it with its year",
        ),
        ("3 referrals by 3/4/2027", "not one day for sure"),
        ("3 referrals by next month", "not one day for sure"),
        ("3 referrals by 31 February 2027", "not one day for sure"),
        ("3 referrals by 2027-02-29", "not one day for sure"),
        ("3 referrals", "names no day"),
        ("many referrals by March 2027", "'many' is no count"),
        ("0 referrals by March 2027", "'0' is no count"),
        ("-3 referrals by March 2027", "'-3' is no count"),
        ("3 friends by March 2027", "'friends' cannot be counted; what is one of two-way contacts"),
        ("3 new active ties by March 2027", "'new active ties' cannot be counted"),
        ("3 active ties by March 2027 since May 2026", "leave out `since`"),
        ("3 referrals since May 2027 by March 2027", "which is after 31 March 2027"),
        ("drei neue Kontakte bis März 2027", "names no day"),
        ("referrals", "has no count"),
    ],
)
def test_what_could_mean_two_things_is_refused_with_the_remedy(tmp_path: Path, said: str, why: str) -> None:
    with pytest.raises(InputError) as caught:
        goals_of(tmp_path, f"weekly: 3\ntargets:\n  - {said}\n")
    told = str(caught.value)
    assert told.startswith("goals.yaml, line 3: target ")
    assert why in told
    assert told.endswith(".")
    assert "\n" not in told


@pytest.mark.parametrize(
    ("entry", "line", "why"),
    [
        ("{count: 3, what: referrals}", 1, "a target without `by:`; write it as {count: 3"),
        ("{count: 3, by: 2027-03-31}", 1, "a target without `what:`"),
        ("{what: referrals, by: 2027-03-31}", 1, "a target without `count:`"),
        ("{count: 3, what: referrals, by: 2027-03-31, untill: 2028}", 1, "'untill' is no key of a target"),
        ("{count: 3, what: referrals, by: 2027-03-31, in: [a, b]}", 1, "`in` is no text"),
        ("[3, referrals]", 1, "is no target; write it as"),
    ],
)
def test_a_mapping_with_a_fault_is_refused_with_the_remedy(
    tmp_path: Path, entry: str, line: int, why: str
) -> None:
    with pytest.raises(InputError) as caught:
        goals_of(tmp_path, f"targets: [{entry}]\n")
    assert str(caught.value).startswith(f"goals.yaml, line {line}: target ")
    assert why in str(caught.value)


def test_the_line_of_the_key_at_fault_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"goals.yaml, line 4: target by 'March' is not one day"):
        goals_of(tmp_path, "targets:\n  - count: 3\n    what: referrals\n    by: March\n")


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("2028-02", "2028-02-01", "2028-02-29"),
        ("February 2027", "2027-02-01", "2027-02-28"),
        ("2027", "2027-01-01", "2027-12-31"),
        ("4 July 2027", "2027-07-04", "2027-07-04"),
        ("Sept 2027", "2027-09-01", "2027-09-30"),
        ("end of 2027", "2027-12-31", "2027-12-31"),
        ("the start of May 2027", "2027-05-01", "2027-05-01"),
    ],
)
def test_a_month_or_a_year_stands_for_its_first_or_last_day(said: str, first: str, last: str) -> None:
    assert day_of(said, last=False) == pd.Timestamp(first)
    assert day_of(said, last=True) == pd.Timestamp(last)


@pytest.mark.parametrize("said", ["", "March", "10", "27-03-31", "tomorrow", "31.3.2027", "2027-13", "May 1"])
def test_other_words_name_no_day(said: str) -> None:
    assert day_of(said, last=True) is None


days = st.dates(min_value=pd.Timestamp("1950-01-01").date(), max_value=pd.Timestamp("2150-12-31").date())


@given(
    count=st.integers(1, 10_000),
    what=st.sampled_from(WHAT),
    within=st.sampled_from(["", "energy", "Step by Step", "3M", "Ünïcode: # & Sons", "null", "2027"]),
    by=days,
    before=st.one_of(st.none(), st.integers(0, 4_000)),
)
def test_what_is_written_reads_as_the_same(count, what, within, by, before, tmp_path_factory):
    by = pd.Timestamp(by)
    since = None if before is None or what == "active ties" else by - pd.Timedelta(days=before)
    goals = Goals(targets=(Target(count, what, within, by, since),))
    assert goals_of(tmp_path_factory.mktemp("goals"), goals_text(goals)) == goals


def test_a_sentence_stays_a_sentence(tmp_path: Path) -> None:
    said = "three new two-way contacts in climate tech by March 2027"
    goals = Goals(targets=(target_of(said),), weekly=4)
    assert said in goals_text(goals)
    (read,) = goals_of(tmp_path, goals_text(goals)).targets
    assert read.said == said
    assert target_of(sentence_of(replace(read, said=""))) == read


def test_the_form_keeps_the_targets_and_takes_new_ones(tmp_path: Path) -> None:
    old = Target(3, "two-way contacts", "energy", MARCH, OCTOBER)
    kept: list[Goals] = []
    form = goals_form(Goals(roles=("Head of Data",), targets=(old,)), lambda g: kept.append(g) or tmp_path)
    form.boxes["fields"].value = "research"
    form.save.click()
    assert kept[-1].targets == (old,)
    assert kept[-1].targets[0].said == "", "what was written as keys stays so"
    form.boxes["targets"].value += "\n2 introductions by March 2027"
    form.save.click()
    assert [each.what for each in kept[-1].targets] == ["two-way contacts", "introductions"]
    form.boxes["targets"].value = "2 introductions by March"
    form.save.click()
    assert len(kept) == 2
    assert "is not one day for sure" in form.told.value


def test_a_target_made_in_code_is_checked_too() -> None:
    with pytest.raises(TargetError, match="cannot be counted"):
        Target(3, "friends", "", MARCH)
    with pytest.raises(InputError, match="names no day"):
        Goals(targets=("3 referrals",))  # type: ignore[arg-type]


# --- what is counted

WORK = [
    {"person": "ann", "organisation": "Nordlicht", "field": "energy", "as_recorded_on": DAY},
    {"person": "bea", "organisation": "Nordlicht", "field": "energy", "as_recorded_on": DAY},
    {"person": "cem", "organisation": "Uni", "field": "research", "as_recorded_on": DAY},
]


def book_of(**more: object) -> Book:
    """Ann: two-way since 2 October; Bea since 30 September; Cem since 5 October; Dot was never written to."""
    people = {
        "ann": {"connected_on": pd.Timestamp("2026-10-01")},
        "bea": {"connected_on": pd.Timestamp("2026-09-30")},
        "cem": {"connected_on": pd.Timestamp("2026-10-31")},
        "dot": {},
    }
    said = [
        ("ann", "message", "out", "2026-09-20 12:00"),
        ("ann", "message", "in", "2026-10-02 23:59"),
        ("bea", "meeting", "both", "2026-09-30 12:00"),
        ("cem", "mail", "in", "2026-10-04 12:00"),
        ("cem", "mail", "out", "2026-10-05 12:00"),
    ]
    return guarded_book(people, said, affiliations=WORK, **more)


def progress(folder: Path, said: str, *entries: dict, period: str = "2026-10", **more: object) -> pd.Series:
    ledger = ledger_of(entries, folder) if entries else None
    told = assess(
        more.pop("book", None) or book_of(), ledger, Goals(targets=(target_of(said),)), period=period
    )
    return told.targets.iloc[0]


@pytest.mark.parametrize(
    ("said", "people"),
    [
        ("3 two-way contacts since 1 October 2026 by 31 December 2026", ["ann", "cem"]),
        ("3 two-way contacts since 30 September 2026 by 31 December 2026", ["bea", "ann", "cem"]),
        ("3 two-way contacts since 2026-10-02 by 2026-10-02", ["ann"]),
        ("3 two-way contacts since 2026-10-03 by 2026-10-04", []),
        ("3 two-way contacts in energy since 1 September 2026 by 31 December 2026", ["bea", "ann"]),
        ("3 two-way contacts at Nordlicht since 1 October 2026 by 31 December 2026", ["ann"]),
        ("3 two-way contacts in Forschung since 1 October 2026 by 31 December 2026", ["cem"]),
        ("3 new connections since 1 October 2026 by 31 December 2026", ["ann", "cem"]),
        ("3 new connections in energy since 1 September 2026 by 30 September 2026", ["bea"]),
        ("9 active ties by 31 December 2026", ["ann", "bea", "cem"]),
        ("9 active ties in energy by 31 December 2026", ["ann", "bea"]),
    ],
)  # fmt: skip
def test_people_are_counted_from_the_first_day_to_the_last(tmp_path: Path, said: str, people: list) -> None:
    row = progress(tmp_path, said)
    assert row["count"] == len(people)
    assert sorted(row["people"]) == sorted(people)
    assert row["rows"][0] == ("goals", "targets[0]")
    assert f"{len(people)} of " in row["sentence"]


LEDGER = (
    sent("ann", "2026-09-01"),
    came("ann", "2026-10-03", "replied"),
    came("ann", "2026-10-10", "intro_made", to_person="cem"),
    sent("bea", "2026-10-05"),
    came("bea", "2026-10-06", "conversation"),
    came("bea", "2026-10-07", "referral"),
    gift("dot", "2026-10-08", "intro_made", to_person="Somebody New"),
    gift("dot", "2026-09-30", "referral"),
)


@pytest.mark.parametrize(
    ("said", "rows"),
    [
        ("3 introductions since October 2026 by December 2026", [3, 7]),
        ("3 introductions in research since October 2026 by December 2026", [3]),
        ("3 referrals since October 2026 by December 2026", [6]),
        ("3 referrals since September 2026 by December 2026", [6, 8]),
        ("3 replies since October 2026 by December 2026", [1, 4]),
    ],
)
def test_what_the_ledger_tells_is_counted_by_its_day(tmp_path: Path, said: str, rows: list[int]) -> None:
    row = progress(tmp_path, said, *LEDGER)
    assert row["count"] == len(rows)
    assert sorted(label for table, label in row["rows"] if table == "ledger") == rows


def test_of_whom_nothing_tells_where_they_are_it_is_said(tmp_path: Path) -> None:
    row = progress(tmp_path, "3 introductions in research since October 2026 by December 2026", *LEDGER)
    assert row["sentence"].endswith("Of 1 more no export tells whether they are there.")


@pytest.mark.parametrize(
    ("said", "expected", "on_track"),
    [
        # 31 of 62 days are gone: half of 4
        ("4 two-way contacts since 1 October 2026 by 1 December 2026", 2, True),
        ("5 two-way contacts since 1 October 2026 by 1 December 2026", 2.5, False),
        ("6 two-way contacts since 1 October 2026 by 1 December 2026", 3, False),
        ("2 two-way contacts since 1 October 2026 by 1 December 2026", 1, True),
        # over, and not reached
        ("3 two-way contacts since 1 October 2026 by 31 October 2026", 3, False),
        # not begun
        ("3 two-way contacts since 1 November 2026 by 31 December 2026", 0, None),
        # without `since` the year up to the day counts: all three are in it
        ("3 two-way contacts by 31 December 2026", 2.5, True),
    ],
)
def test_it_is_behind_when_half_of_one_is_missing_at_an_even_pace(
    tmp_path: Path, said: str, expected: float, on_track: object
) -> None:
    row = progress(tmp_path, said)
    assert row["expected"] == expected
    assert (None if pd.isna(row["on_track"]) else bool(row["on_track"])) is on_track


def test_the_pace_is_judged_as_far_as_exports_reach(tmp_path: Path) -> None:
    """Of 92 days 31 are gone, but the exports show only the first 15: of 12 not 4.0 but 2.0 would be due."""
    ends = dict.fromkeys(("linkedin messages", "calendar", "mail"), pd.Timestamp("2026-10-15"))
    said = "12 two-way contacts since 1 October 2026 by 31 December 2026"
    row = progress(tmp_path, said)
    assert (row["expected"], bool(row["on_track"])) == (4, False)
    assert "at an even pace about 4 of 12 would be due by 31 October 2026" in row["sentence"]
    row = progress(tmp_path, said, book=book_of(ends=ends))
    assert row["expected"] == 2
    assert row["on_track"]
    assert "15 October 2026" in row["sentence"]


@pytest.mark.parametrize(
    ("said", "pace", "on_track"),
    [
        # 61 of 245 days: .996
        ("4 introductions since 1 May 2026 by 31 December 2026", "about 1 of 4", False),
        # 61 of 122 days, and 61 of 123: .5 and .496, which is told as .5
        ("1 introductions since 1 May 2026 by 30 August 2026", "about 0.5 of 1", False),
        ("1 introductions since 1 May 2026 by 31 August 2026", "about 0.5 of 1", False),
        # 61 of 153: .399
        ("1 introductions since 1 May 2026 by 30 September 2026", "about 0.4 of 1", True),
        ("2 introductions since 1 May 2026 by 30 August 2026", "1 of 2", False),
    ],
)
def test_with_nothing_done_it_is_behind_from_a_pace_of_half_a_one(tmp_path, said, pace, on_track) -> None:
    row = progress(tmp_path, said, sent("ann", "2026-05-02"), period="2026-06")
    assert row["count"] == 0
    assert f"at an even pace {pace} would be due by 30 June 2026" in row["sentence"]
    assert bool(row["on_track"]) is on_track
    assert ("on schedule" if on_track else "behind") in row["sentence"]


def test_an_active_tie_has_no_pace(tmp_path: Path) -> None:
    row = progress(tmp_path, "9 active ties by 31 December 2026")
    assert pd.isna(row["on_track"])
    assert row["sentence"].endswith("6 to go in 61 days.")
    assert progress(tmp_path, "3 active ties by 31 December 2026")["on_track"]
    assert not progress(tmp_path, "9 active ties by 31 October 2026")["on_track"]


def test_what_nothing_could_show_is_not_known(tmp_path: Path) -> None:
    row = progress(tmp_path, "3 referrals by December 2026")
    assert pd.isna(row["count"])
    assert pd.isna(row["on_track"])
    assert "there is no ledger yet" in row["sentence"]
    row = progress(tmp_path, "3 two-way contacts by December 2026", book=guarded_book(["ann"], kinds=("linkedin connections",)))  # fmt: skip
    assert pd.isna(row["count"])
    assert "no export that was read shows contact" in row["sentence"]


def test_where_nobody_is_known_to_be_it_is_said(tmp_path: Path) -> None:
    row = progress(tmp_path, "3 two-way contacts in Narnia by December 2026")
    assert row["count"] == 0
    assert "nobody on record is known to be in Narnia" in row["sentence"]


def test_a_later_day_does_not_count(tmp_path: Path) -> None:
    said = "3 two-way contacts since 1 September 2026 by 31 December 2026"
    assert progress(tmp_path, said, period="2026-09")["people"] == ("bea",)

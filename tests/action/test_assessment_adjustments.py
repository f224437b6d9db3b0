"""Three adjustments, each from a measured cause that is derived anew from its rows, in a fixed order."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

import weaklib as wl
from tests.action.adjusted_again import Anew
from tests.action.assessed import covered, every
from tests.action.guarded_books import DAY
from tests.action.impact_ledgers import came, gift, ledger_of, sent
from weaklib.action.assessment import CAUSES, Assessment, assess
from weaklib.action.assessment.reach import reach_of
from weaklib.action.assessment.review import Review, review_of
from weaklib.action.goals import Goals, read_goals, target_of
from weaklib.action.ledger import Ledger
from weaklib.book import Book
from weaklib.example.planted import planted_book
from weaklib.measures.period import period_of
from weaklib.pages.outreach_inputs import goals_of
from weaklib.pages.outreach_inputs import ledger_of as ledger_beside

EXAMPLE = Path("data/example")


@cache
def example() -> tuple[Book, Ledger | None, Goals]:
    return wl.read(EXAMPLE), ledger_beside(EXAMPLE), goals_of(EXAMPLE)


def review(book: Book, ledger: Ledger | None, goals: Goals | None = None, period: str = "2026-10") -> Review:
    return review_of(book, ledger, goals, period_of(period), None)


def all_causes(of: Review) -> list:
    reach = reach_of(of)
    return [cause for causes in CAUSES.values() for cause in causes(of, reach)]


def anew(of: Review) -> Anew:
    return Anew(of.book, of.ledger, of.goals, f"{of.start:%Y-%m-%d}", f"{of.end:%Y-%m-%d}")


@pytest.mark.parametrize(
    "period", ["2026-10", "2026-09", "2026-Q3", "2026-Q2", "2026-Q1", "2025-Q4", "2025", "2024-Q1"]
)
def test_every_cause_in_the_example_is_derived_anew(period: str) -> None:
    """Not only the three that are proposed: every cause that is found."""
    of = review(*example(), period)
    again = anew(of)
    found = all_causes(of)
    assert found
    for cause in found:
        again.check(cause)


def test_causes_of_a_planted_book_are_derived_anew(tmp_path: Path) -> None:
    book = planted_book(people=150, circles=5, months=20, seed=2)
    who = [str(person) for person in book.people.index]
    asked = [
        sent(person, f"2026-{7 + number % 4:02d}-{1 + number % 25:02d}", ("strong", "weak", "dormant")[number % 3],
             purpose=("advice", "reconnect")[number % 2], via=("mail", "message")[number % 2])
        for number, person in enumerate(who[:60])
    ]  # fmt: skip
    answers = [came(person, "2026-10-31", "replied") for person in who[:60:5]]
    goals = Goals(
        fields=("energy", "law"),
        targets=(
            target_of("900 two-way contacts by December 2026"),
            target_of("9 introductions by December 2026"),
        ),
    )
    kinds: Counter[str] = Counter()
    for period in ("2026-10", "2026-Q3", "2026-08"):
        of = review(
            book,
            ledger_of([*asked, *answers], tmp_path / period) if (tmp_path / period).mkdir() is None else None,
            goals,
            period,
        )
        for cause in all_causes(of):
            anew(of).check(cause)
            kinds[cause.kind] += 1
    assert {"target", "answer", "follow up", "spread", "gap"} <= set(kinds), kinds


# --- each kind, and where it begins


def kinds(of: Review) -> list[str]:
    return [cause.kind for cause in all_causes(of)]


def one(of: Review, kind: str):
    (cause,) = [cause for cause in all_causes(of) if cause.kind == kind]
    anew(of).check(cause)
    return cause


@pytest.mark.parametrize(("day", "owed"), [("2026-09-02", True), ("2026-09-01", False)])
def test_who_wrote_within_60_days_is_owed_a_reply(day: str, owed: bool) -> None:
    """From 2 September to 31 October are 60 days."""
    book = covered(["ann"], [("ann", "message", "in", f"{day} 12:00")])
    assert ("answer" in kinds(review(book, None))) == owed


def test_the_longest_wait_is_named_first_and_who_is_unwanted_not_at_all() -> None:
    said = [
        (who, "message", "in", f"2026-10-{day:02d} 12:00")
        for who, day in [("ann", 9), ("bob", 3), ("cid", 5)]
    ]
    cause = one(
        review(covered(["ann", "bob", "cid"], said), None, Goals(leave_out_people=("Cid",))), "answer"
    )
    assert cause.sentence == (
        "Answer whom you owe a reply, the longest wait first: Bob (3 October 2026) and Ann (9 October 2026)."
    )
    assert cause.facts["people"] == ("bob", "ann")


@pytest.mark.parametrize(
    ("on", "open_"), [("2026-10-17", False), ("2026-10-16", True), ("2026-08-02", True), ("2026-08-01", False)]
)  # fmt: skip
def test_what_was_asked_15_to_90_days_ago_is_followed_up(tmp_path: Path, on: str, open_: bool) -> None:
    of = review(covered(["ann"]), ledger_of([sent("ann", on)], tmp_path))
    assert ("follow up" in kinds(of)) == open_


@pytest.mark.parametrize(
    "after",
    [
        [came("ann", "2026-10-20")],
        [sent("ann", "2026-10-25")],
        [{"person": "ann", "step": "done", "on": "2026-10-20"}],
        [{"person": "ann", "step": "never", "on": "2026-10-20"}],
    ],
)
def test_what_was_answered_asked_again_or_done_is_not(tmp_path: Path, after: list[dict]) -> None:
    of = review(covered(["ann"]), ledger_of([sent("ann", "2026-09-20"), *after], tmp_path))
    assert "follow up" not in kinds(of)


def test_what_the_exports_show_as_answered_is_not_followed_up(tmp_path: Path) -> None:
    book = covered(
        ["ann"], [("ann", "mail", "in", "2026-10-01 09:00"), ("ann", "mail", "out", "2026-10-02 09:00")]
    )
    assert "follow up" not in kinds(review(book, ledger_of([sent("ann", "2026-09-20")], tmp_path)))


def test_an_introduction_offered_and_not_made_is_asked_for_once_more(tmp_path: Path) -> None:
    entries = [
        sent("ann", "2026-09-01"),
        came("ann", "2026-09-03", "intro_offered"),
        sent("bob", "2026-09-01"),
        came("bob", "2026-09-04", "intro_offered"),
        came("bob", "2026-09-20", "intro_made", to_person="x"),
        sent("cid", "2026-09-01"),
        came("cid", "2026-10-17", "intro_offered"),
    ]
    cause = one(review(covered(["ann", "bob", "cid"]), ledger_of(entries, tmp_path)), "introduction")
    assert cause.facts["people"] == ("ann",)
    assert cause.rows == (("ledger", 1), ("ledger", 2))


def mark(step: str, until: str | None = None, on: str = "2026-09-10", purpose: str = "") -> dict:
    more = {} if until is None else {"until": until}
    return {"person": "ann", "step": step, "on": on, "purpose": purpose, **more}


MARKS = [
    (mark("never"), False),
    (mark("done"), False),
    (mark("done", purpose="advice"), False),
    (mark("done", purpose="reconnect"), True),
    (mark("snooze", until="2026-10-31"), False),
    (mark("snooze", until="2026-10-30"), True),
    (mark("skip", on="2026-10-25"), False),
    (mark("skip", on="2026-10-24"), True),
]


@pytest.mark.parametrize(("said", "named"), MARKS)
def test_whom_the_owner_put_aside_is_named_by_no_cause_that_waits(tmp_path, said, named):
    """The ask was for advice; a message that is owed an answer has no purpose."""
    offered = [sent("ann", "2026-09-01"), came("ann", "2026-09-03", "intro_offered"), said]
    of = review(covered(["ann"]), ledger_of(offered, tmp_path))
    assert ("introduction" in kinds(of)) == named
    (tmp_path / "asked").mkdir()
    of = review(covered(["ann"]), ledger_of([sent("ann", "2026-09-01"), said], tmp_path / "asked"))
    assert ("follow up" in kinds(of)) == named
    (tmp_path / "wrote").mkdir()
    book = covered(["ann"], [("ann", "message", "in", "2026-09-05 12:00")])
    of = review(book, ledger_of([said], tmp_path / "wrote"))
    assert ("answer" in kinds(of)) == (named or said["purpose"] != "")


@pytest.mark.parametrize(
    ("after", "waits"),
    [
        ([sent("ann", "2026-09-20"), came("ann", "2026-09-22", "intro_made", to_person="x")], False),
        ([gift("ann", "2026-09-22", "intro_made", to_person="x")], False),
        ([came("ann", "2026-09-03", "intro_made", to_person="x")], False),
        # before the offer, so that it is another
        ([gift("ann", "2026-09-02", "intro_made", to_person="x")], True),
        ([sent("ann", "2026-09-20")], True),
    ],
)  # fmt: skip
def test_an_introduction_is_made_whichever_ask_it_came_of(tmp_path, after, waits):
    """As told of September, and by what is judged of October: both ask the same."""
    entries = [sent("ann", "2026-08-30"), came("ann", "2026-09-03", "intro_offered"), *after]
    of = review(covered(["ann"]), ledger_of(entries, tmp_path))
    assert ("introduction" in kinds(of)) == waits


@pytest.mark.parametrize(
    ("then", "named"),
    [
        (("group_meeting", "both", 5), True),
        (("group_message", "out", 3), True),
        (("message", "out", 2), False),
        (("meeting", "both", 2), False),
        (("message", "in", 2), False),
    ],
)
def test_an_ask_is_followed_up_by_a_word_to_them_alone_for_cause_and_verdict(tmp_path, then, named):
    channel, direction, size = then
    old = every(30, "2025-01-01", "2026-08-01", "ann")
    for month in ("09", "10"):
        book = covered(["ann"], [*old, ("ann", channel, direction, f"2026-{month}-20 12:00", size)])
        (tmp_path / month).mkdir()
        ledger = ledger_of([sent("ann", "2026-09-01")], tmp_path / month)
        if month == "09":
            assert ("follow up" in kinds(review(book, ledger))) == named
        else:
            told = verdict(assess(book, ledger, period="2026-10"), "follow up")
            assert told["verdict"] == ("not kept" if named else "kept")


def test_who_is_put_aside_since_is_told_apart(tmp_path: Path) -> None:
    book = covered(["ann", "bob"], [*OWED, ("bob", "mail", "out", "2026-10-05 12:00")])
    ledger = ledger_of([mark("done", on="2026-10-06")], tmp_path)
    row = verdict(assess(book, ledger, period="2026-10"), "answer")
    assert row["verdict"] == "kept"
    assert row["what_happened"] == (
        "By 31 October 2026 you wrote to 1 of 2 people, alone or in a thread of at most 8, or met them "
        "one-to-one: Bob. 1 more you marked done, never, snoozed or skipped: Ann."
    )
    assert ("ledger", 1) in row["rows"]


@pytest.mark.parametrize(
    ("then", "expected"),
    [
        ([("ann", "group_meeting", "both", 12)], "partly"),
        ([("ann", "message", "in", 2), ("bob", "message", "out", 2)], "kept"),
        ([], "not kept"),
    ],
)
def test_a_tie_that_fell_silent_is_kept_by_what_ends_the_silence(then: list, expected: str) -> None:
    people = {who: {"connected_on": pd.Timestamp("2024-12-01")} for who in ("ann", "bob")}
    said = [each for who in people for each in every(10, "2025-01-01", "2026-03-17", who)]
    said += [(who, channel, way, "2026-10-05 12:00", size) for who, channel, way, size in then]
    row = verdict(assess(covered(people, said), period="2026-10"), "silent")
    assert row["verdict"] == expected


def asks(answered: dict[str, tuple[int, int]], on: str = "2026-09-01") -> tuple[list[str], list[dict]]:
    """So many of so many attempts through each channel were answered the next day."""
    people, entries = [], []
    for via, (count, of) in answered.items():
        for number in range(of):
            people.append(f"{via}{number}")
            entries.append(sent(people[-1], on, via=via))
            if number < count:
                entries.append(came(people[-1], "2026-09-02"))
    return people, entries


@pytest.mark.parametrize(
    ("answered", "more"),
    [
        ({"mail": (9, 10), "message": (1, 10)}, "mail"),
        ({"mail": (5, 10), "message": (5, 10)}, ""),
        # 3 of 12 and 5 of 20 differ by 0, METRICS section 7
        ({"mail": (3, 12), "message": (5, 20)}, ""),
        # the difference of 56/70 and 48/80 is .2000 [.0524, .3339]
        ({"mail": (56, 70), "message": (48, 80)}, "mail"),
        # four are too few
        ({"mail": (4, 4), "message": (0, 20)}, ""),
    ],
)
def test_a_channel_is_preferred_only_where_the_interval_says_so(
    tmp_path: Path, answered: dict[str, tuple[int, int]], more: str
) -> None:
    people, entries = asks(answered)
    of = review(covered(people), ledger_of(entries, tmp_path))
    found = [cause for cause in all_causes(of) if cause.kind == "rate"]
    assert [cause.sentence for cause in found] == ([f"Ask more through {more}."] if more else [])
    for cause in found:
        anew(of).check(cause)
        if answered["mail"] == (56, 70):
            assert [round(cause.facts[end], 4) for end in ("low", "high")] == [0.0524, 0.3339]


@pytest.mark.parametrize(
    ("strong", "weak", "said"), [(4, 1, "strong"), (7, 3, ""), (8, 3, "strong"), (0, 4, ""), (0, 5, "weak")]
)
def test_more_than_7_of_10_to_the_same_sort_of_ties_is_too_much(tmp_path, strong, weak, said):
    people = [f"p{number}" for number in range(strong + weak)]
    entries = [
        sent(who, "2026-10-20", "strong" if place < strong else "weak") for place, who in enumerate(people)
    ]
    found = [
        each
        for each in all_causes(review(covered(people), ledger_of(entries, tmp_path)))
        if each.kind == "spread"
    ]
    assert [each.facts["group"] for each in found] == ([said] if said else [])


def test_what_fell_silent_is_written_to_unless_it_is_asked_already(tmp_path: Path) -> None:
    people = {who: {"connected_on": pd.Timestamp("2024-12-01")} for who in ("ann", "bob")}
    said = [*every(10, "2025-01-01", "2026-04-16", "ann"), *every(10, "2025-01-01", "2026-04-16", "bob")]
    book = covered(people, said)
    assert one(review(book, None), "silent").facts["people"] == ("ann", "bob")
    of = review(book, ledger_of([sent("bob", "2026-10-20")], tmp_path))
    assert one(of, "silent").facts["people"] == ("ann",)


def test_an_event_of_the_last_year_that_paid_back_is_named() -> None:
    people = {who: {"connected_on": pd.Timestamp("2026-07-03")} for who in ("ann", "bob", "cid")}
    said = [(who, "group_meeting", "both", "2026-07-01 12:00", 4) for who in people]
    said += [(who, "meeting", "both", "2026-09-01 12:00") for who in ("ann", "bob")]
    book = covered(people, said)
    book.interactions.loc[book.interactions["channel"] == "group_meeting", "event"] = "fair"
    cause = one(review(book, None), "event")
    assert cause.facts["lasting"] == ("ann", "bob")
    assert cause.sentence.endswith("like the meeting of 1 July 2026.")
    later = replace(book, coverage=book.coverage.assign(last=pd.Timestamp("2028-12-31")))
    assert "event" not in kinds(review(later, None, period="2028-10")), "long past"


@pytest.mark.parametrize(("number", "slow"), [(11, True), (12, False)])
def test_fewer_than_half_of_what_was_set_out_is_slow(tmp_path: Path, number: int, slow: bool) -> None:
    """5 a week make 22 in the 31 days of October; the half of 22.14 is 11.07."""
    (tmp_path / "goals.yaml").write_text("weekly: 5\n", encoding="utf-8")
    people = [f"p{place}" for place in range(number)]
    entries = [sent(who, "2026-10-20", ("strong", "weak")[place % 2]) for place, who in enumerate(people)]
    ledger = ledger_of(entries, tmp_path)
    assert ("pace" in kinds(review(covered(people), ledger, read_goals(tmp_path / "goals.yaml")))) == slow
    assert "pace" not in kinds(review(covered(people), ledger, Goals(weekly=5))), (
        "who never said 5 is held to none"
    )


# --- the three


def test_the_first_three_kinds_are_proposed_each_by_its_largest_cause() -> None:
    of = review(*example(), "2026-10")
    told = assess(*example(), period="2026-10").adjustments
    first = {}
    for cause in all_causes(of):
        first.setdefault(cause.kind, cause)
    order = [
        "rate",
        "target",
        "answer",
        "follow up",
        "introduction",
        "spread",
        "silent",
        "gap",
        "event",
        "pace",
    ]
    assert [*CAUSES] == order
    wanted = [first[kind] for kind in order if kind in first][:3]
    assert [*told.itertuples(index=False, name=None)] == [tuple(cause) for cause in wanted]
    assert len(told) == 3


def test_fewer_causes_give_fewer_adjustments_and_it_is_said() -> None:
    book = covered(["ann"], [("ann", "message", "in", "2026-10-20 12:00")])
    told = assess(book, period="2026-10")
    assert told.adjustments["kind"].tolist() == ["answer"]
    assert "1 kind of cause for an adjustment was measured" in " ".join(told.notes["note"])
    none = assess(covered(["ann"]), period="2026-10")
    assert none.adjustments.empty
    assert "No cause for an adjustment was measured, so none is proposed" in " ".join(none.notes["note"])


def test_of_fewer_than_five_no_percentage_is_told(tmp_path: Path) -> None:
    people, entries = asks({"mail": (2, 4), "message": (0, 4)})
    told = assess(covered(people), ledger_of(entries, tmp_path), period="2026-Q3")
    for name in ("numbers", "compared", "moves", "targets", "adjustments", "judged", "notes"):
        assert "%" not in getattr(told, name).to_csv()


# --- what became of them


def verdict(told: Assessment, kind: str) -> pd.Series:
    return told.judged.set_index("kind").loc[kind]


OWED = [(who, "message", "in", "2026-09-20 12:00") for who in ("ann", "bob")]


@pytest.mark.parametrize(
    ("then", "expected", "rows"),
    [
        ([("ann", "message", "out"), ("bob", "meeting", "both")], "kept", 2),
        ([("ann", "mail", "out")], "partly", 1),
        # a team that meets answers nobody, a thread of few does
        ([("ann", "group_meeting", "both", 5), ("bob", "group_meeting", "both", 8)], "not kept", 0),
        ([("ann", "group_message", "out", 3), ("bob", "group_message", "out", 9)], "partly", 1),
        ([("ann", "message", "in")], "not kept", 0),
        ([], "not kept", 0),
    ],
)
def test_a_reply_owed_is_kept_by_a_word_of_the_owners(then: list, expected: str, rows: int) -> None:
    book = covered(["ann", "bob"], [*OWED, *((*each[:3], "2026-10-05 12:00", *each[3:]) for each in then)])
    row = verdict(assess(book, period="2026-10"), "answer")
    assert row["verdict"] == expected
    assert row["facts"] == {"done": rows, "of": 2}
    assert row["what_happened"].startswith(f"By 31 October 2026 you wrote to {rows} of 2 people, alone or in")
    labels = [label for table, label in row["rows"] if table == "interactions"]
    assert len(labels) == rows
    for label in labels:
        assert book.interactions.at[label, "at"] == pd.Timestamp("2026-10-05 12:00", tz="UTC")


def test_where_the_exports_end_before_it_cannot_be_told() -> None:
    book = covered(["ann", "bob"], OWED, last=dict.fromkeys(("linkedin messages", "mail"), "2026-10-20"))
    row = verdict(assess(book, period="2026-10"), "answer")
    assert row["verdict"] == "cannot tell"
    assert "there may be more" in row["what_happened"]


@pytest.mark.parametrize(
    ("then", "expected"),
    [
        ([came("ann", "2026-10-04")], "kept"),
        ([sent("ann", "2026-10-04")], "kept"),
        ([{"person": "ann", "step": "done", "on": "2026-10-04"}], "kept"),
        ([{"person": "ann", "step": "snooze", "on": "2026-10-04", "until": "2026-12-01"}], "kept"),
        ([{"person": "ann", "step": "snooze", "on": "2026-10-04", "until": "2026-10-20"}], "not kept"),
        ([{"person": "ann", "step": "done", "on": "2026-10-04", "purpose": "reconnect"}], "not kept"),
        ([], "not kept"),
    ],
)
def test_a_follow_up_is_kept_by_writing_again_an_answer_or_an_end(tmp_path, then, expected):
    ledger = ledger_of([sent("ann", "2026-09-01"), *then], tmp_path)
    told = assess(covered(["ann"], every(30, "2025-01-01", "2026-08-01", "ann")), ledger, period="2026-10")
    assert verdict(told, "follow up")["verdict"] == expected


@pytest.mark.parametrize(
    ("made", "expected"), [(["ann", "bob"], "kept"), (["ann"], "partly"), ([], "not kept")]
)
def test_introductions_offered_are_kept_when_they_are_made(tmp_path, made, expected):
    entries = []
    for who in ("ann", "bob"):
        entries += [sent(who, "2026-08-01"), came(who, "2026-08-05", "intro_offered")]
    entries += [came(who, "2026-10-09", "intro_made", to_person="x") for who in made]
    row = verdict(
        assess(covered(["ann", "bob"]), ledger_of(entries, tmp_path), period="2026-10"), "introduction"
    )
    assert row["verdict"] == expected
    assert (
        row["what_happened"]
        == f"By 31 October 2026 the ledger has {len(made)} of 2 introductions offered as made"
        + {0: ".", 1: ": Ann.", 2: ": Ann and Bob."}[len(made)]
    )


@pytest.mark.parametrize(
    ("mail", "message", "expected"),
    [(6, 2, "kept"), (2, 6, "partly"), (0, 6, "not kept"), (0, 0, "cannot tell")],
)
def test_a_channel_is_kept_by_a_larger_share(tmp_path, mail, message, expected):
    """Of the asks of September half went by mail, and those were answered."""
    people, entries = asks({"mail": (9, 10), "message": (1, 10)})
    for via, number in (("mail", mail), ("message", message)):
        entries += [sent(f"{via}{place}", "2026-10-03", via=via) for place in range(number)]
    row = verdict(assess(covered(people), ledger_of(entries, tmp_path), period="2026-10"), "rate")
    assert row["verdict"] == expected
    assert f"{mail} of the {mail + message} ask" in row["what_happened"]
    assert "10 of 20 in the period before" in row["what_happened"]


@pytest.mark.parametrize(
    ("strong", "weak", "expected"),
    [(3, 3, "kept"), (8, 2, "partly"), (6, 0, "not kept"), (1, 1, "cannot tell")],
)
def test_asking_others_too_is_kept_within_the_limit(tmp_path, strong, weak, expected):
    """In September 9 of 10 were strong: 8 of 10 is nearer, 7 of 10 would be enough."""
    groups = [("2026-09-02", 9, 1), ("2026-10-02", strong, weak)]
    entries = [
        sent(f"p{place}", on, "strong" if place < many else "weak")
        for on, many, few in groups
        for place in range(many + few)
    ]
    row = verdict(assess(covered([f"p{place}" for place in range(10)]), ledger_of(entries, tmp_path), period="2026-10"), "spread")  # fmt: skip
    assert row["verdict"] == expected


@pytest.mark.parametrize(("made", "expected"), [(3, "kept"), (1, "partly"), (0, "not kept")])
def test_a_target_is_kept_when_it_is_on_schedule(tmp_path, made, expected):
    """4 from August to December: 2 days of 5 months are due by September, 92 of 153 days by October."""
    goals = Goals(targets=(target_of("4 introductions since August 2026 by December 2026"),))
    entries = [sent("ann", "2026-07-01"), *(came("ann", f"2026-10-{day:02d}", "intro_made", to_person=f"x{day}") for day in range(1, made + 1))]  # fmt: skip
    row = verdict(assess(covered(["ann"], every(30, "2025-01-01", "2026-06-01", "ann")), ledger_of(entries, tmp_path), goals, period="2026-10"), "target")  # fmt: skip
    assert row["verdict"] == expected
    assert row["facts"] == {"count": made, "before": 0}


@pytest.mark.parametrize(("active", "expected"), [(3, "kept"), (1, "partly"), (0, "not kept")])
def test_a_gap_is_kept_when_it_is_closed(active: int, expected: str) -> None:
    people = {f"p{place}": {"connected_on": pd.Timestamp("2024-12-01")} for place in range(3)}
    work = [
        {"person": who, "organisation": "Nordlicht", "field": "energy", "as_recorded_on": DAY}
        for who in people
    ]
    said = [(f"p{place}", "meeting", "both", "2026-10-05 12:00") for place in range(active)]
    told = assess(covered(people, said, affiliations=work), goals=Goals(fields=("energy",)), period="2026-10")
    row = verdict(told, "gap")
    assert row["verdict"] == expected
    assert row["facts"]["before"] == 0


@pytest.mark.parametrize(("size", "expected"), [(5, "kept"), (2, "not kept")])
def test_a_gathering_is_kept_by_a_new_face_there(size: int, expected: str) -> None:
    people = {who: {"connected_on": pd.Timestamp("2026-07-03")} for who in ("ann", "bob", "cid")} | {
        "new": {}
    }
    said = [(who, "group_meeting", "both", "2026-07-01 12:00", 4) for who in ("ann", "bob", "cid")]
    said += [(who, "meeting", "both", "2026-09-01 12:00") for who in ("ann", "bob")]
    said.append(("new", "group_meeting" if size > 2 else "meeting", "both", "2026-10-05 12:00", size))
    book = covered(people, said)
    book.interactions.loc[book.interactions["group_size"] == 4, "event"] = "fair"
    book.interactions.loc[book.interactions["person"] == "new", "event"] = "party"
    assert verdict(assess(book, period="2026-10"), "event")["verdict"] == expected


def test_what_is_judged_is_what_was_proposed_as_of_then(tmp_path: Path) -> None:
    """Entries that were made later are not in it, and neither is what happened later."""
    book, goals = covered(["ann", "bob", "cid"], OWED), Goals(fields=("energy",))
    ledger = ledger_of([sent("cid", "2026-08-20")], tmp_path)
    then = assess(book, ledger, goals, period="2026-09").adjustments
    ledger.add("cid", "replied", on="2026-08-21", recorded="2026-10-12T09:00:00+00:00")
    ledger.add("bob", "never", on="2026-09-12", recorded="2026-10-12T09:00:00+00:00")
    judged = assess(book, ledger, goals, period="2026-10").judged
    assert judged["sentence"].tolist() == then["sentence"].tolist()
    assert judged["kind"].tolist() == then["kind"].tolist()
    assert len(judged) == 3


@pytest.mark.parametrize("period", ["2026-10", "2026-Q3", "2026-Q2", "2026"])
def test_every_verdict_in_the_example_stands_on_rows_that_are_there(period: str) -> None:
    book, ledger, goals = example()
    told = assess(book, ledger, goals, period=period)
    assert set(told.judged["verdict"]) <= {"kept", "partly", "not kept", "cannot tell"}
    known = set(ledger.entries(f"{told.as_of:%Y-%m-%d}").index) if ledger else set()
    for name in ("adjustments", "judged", "targets", "moves"):
        for rows in getattr(told, name)["rows"]:
            assert rows
            for table, label in rows:
                where = {
                    "interactions": book.interactions.index,
                    "people": book.people.index,
                    "affiliations": book.affiliations.index,
                    "coverage": book.coverage.index,
                    "ledger": known,
                    "owner": book.owner.affiliations.index,
                }
                assert table == "goals" or label in where[table], (name, table, label)
                if table == "goals":
                    key, number = re.fullmatch(r"(\w+)(?:\[(\d+)\])?", label).groups()
                    assert hasattr(goals, key)
                    assert number is None or int(number) < len(getattr(goals, key))

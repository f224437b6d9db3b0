"""The chance of a reply, by numbers reckoned by hand, and who is owed one."""

from __future__ import annotations

import math
from pathlib import Path

import pandas as pd
import pytest

import weaklib as wl
from tests.action.guarded_books import DAY, KINDS, Said, guarded_book, marked, situated
from weaklib.action.owing import owed
from weaklib.action.replies import attempts, rate, replies
from weaklib.action.situation import Situation
from weaklib.action.weights import Weights


def of(*said: Said, marks: pd.DataFrame | None = None, **more: object) -> Situation:
    """What is known of ann, bea and whoever else was in touch."""
    people = list(dict.fromkeys(["ann", "bea", *(row[0] for row in said)]))
    return situated(guarded_book(people, said, **more), marks=marks)


def chance(situation: Situation, person: str = "ann") -> float:
    return float(replies(situation).at[person, "p_reply"])


def test_without_any_attempt_the_chance_is_the_borrowed_rate() -> None:
    table = replies(of(("ann", "meeting", "both", "2026-05-04 10:00")))
    assert table.loc["ann", ["attempts", "answered", "two_way", "p_reply"]].tolist() == [0, 0, True, 0.45]
    assert table.loc["bea", ["attempts", "answered", "two_way", "p_reply"]].tolist() == [0, 0, False, 0.20]
    assert not table["own_rate"].any()
    assert math.isnan(rate(of()))


def test_one_opener_that_was_answered() -> None:
    found = of(
        ("ann", "message", "out", "2026-05-04 10:00"),
        ("ann", "message", "in", "2026-05-06 10:00"),
    )
    assert chance(found) == pytest.approx((1 + 10 * 0.45) / (1 + 10))
    assert rate(found) == 1


def test_one_opener_that_nobody_answered() -> None:
    found = of(("ann", "mail", "out", "2026-05-04 10:00"))
    assert chance(found) == pytest.approx((0 + 10 * 0.20) / (1 + 10))


@pytest.mark.parametrize(
    ("reply", "answered"), [("2026-05-18 10:00", 1), ("2026-05-18 10:01", 0), ("2026-05-04 10:00", 1)]
)
def test_a_reply_counts_within_fourteen_days(reply: str, answered: int) -> None:
    found = of(("ann", "message", "out", "2026-05-04 10:00"), ("ann", "message", "in", reply))
    assert replies(found).loc["ann", ["attempts", "answered"]].tolist() == [1, answered]


@pytest.mark.parametrize(("second", "openers"), [("2026-06-03 10:00", 1), ("2026-06-03 10:01", 2)])
def test_only_after_thirty_days_of_silence_a_message_opens_anew(second: str, openers: int) -> None:
    found = of(("ann", "message", "out", "2026-05-04 10:00"), ("ann", "mail", "out", second))
    assert replies(found).at["ann", "attempts"] == openers


def test_their_message_breaks_the_silence_too_and_an_answer_to_it_opens_nothing() -> None:
    found = of(
        ("ann", "message", "in", "2026-05-04 10:00"),
        ("ann", "message", "out", "2026-05-10 10:00"),
        ("ann", "message", "out", "2026-06-05 10:00"),
    )
    assert replies(found).at["ann", "attempts"] == 0


def test_groups_meetings_and_invitations_are_no_attempts_and_no_answers() -> None:
    found = of(
        ("ann", "group_message", "out", "2026-02-04 10:00", 4),
        ("ann", "invitation", "out", "2026-03-04 10:00"),
        ("ann", "message", "out", "2026-05-04 10:00"),
        ("ann", "group_mail", "in", "2026-05-05 10:00", 4),
        ("ann", "meeting", "both", "2026-05-06 10:00"),
    )
    assert replies(found).loc["ann", ["attempts", "answered"]].tolist() == [1, 0]


@pytest.mark.parametrize(("sent", "attempted"), [("2026-10-17 10:00", 1), ("2026-10-18 10:00", 0)])
def test_an_attempt_whose_fourteen_days_are_not_over_waits(sent: str, attempted: int) -> None:
    """The day ends on 1 November, 00:00: fourteen days after 18 October, 00:00."""
    assert replies(of(("ann", "message", "out", sent))).at["ann", "attempts"] == attempted


def test_a_waiting_attempt_counts_as_soon_as_it_is_answered() -> None:
    found = of(("ann", "message", "out", "2026-10-28 10:00"), ("ann", "message", "in", "2026-10-29 10:00"))
    assert replies(found).loc["ann", ["attempts", "answered"]].tolist() == [1, 1]


def test_nothing_is_unanswered_beyond_the_end_of_the_export_that_could_tell() -> None:
    stale = dict.fromkeys(KINDS, DAY) | {"linkedin messages": pd.Timestamp("2026-05-10")}
    sent = ("ann", "message", "out", "2026-05-04 10:00")
    assert replies(of(sent, ends=stale)).at["ann", "attempts"] == 0
    assert replies(of(sent)).at["ann", "attempts"] == 1


def test_nothing_after_the_day_counts() -> None:
    said = [("ann", "message", "out", "2026-05-04 10:00"), ("ann", "message", "in", "2026-05-06 00:30")]
    book = guarded_book(["ann"], said)
    early = situated(book, day=pd.Timestamp("2026-05-05"))
    assert replies(early).loc["ann", ["attempts", "answered", "two_way"]].tolist() == [0, 0, False]
    late = situated(book, day=pd.Timestamp("2026-05-06"))
    assert replies(late).loc["ann", ["attempts", "answered", "two_way"]].tolist() == [1, 1, True]


def test_the_day_is_the_owners() -> None:
    said = [("ann", "message", "out", "2026-05-04 10:00"), ("ann", "message", "in", "2026-05-06 00:30")]
    book = guarded_book(["ann"], said, zone="Pacific/Auckland")  # in UTC that is 5 May, 12:30
    early = situated(book, day=pd.Timestamp("2026-05-05"))
    assert replies(early).at["ann", "answered"] == 0


def strangers(attempted: int, answered: int) -> list[Said]:
    """As many people who were written to once, of whom so many wrote back."""
    sent = [(f"p{n:02}", "message", "out", "2026-05-04 10:00") for n in range(attempted)]
    back = [(f"p{n:02}", "message", "in", "2026-05-05 10:00") for n in range(answered)]
    return [*sent, *back]


@pytest.mark.parametrize(("count", "own"), [(19, False), (20, True)])
def test_from_twenty_attempts_on_the_owners_own_rate_is_the_prior(count: int, own: bool) -> None:
    """All were strangers when they were written to, so theirs is the rate of strangers."""
    table = replies(of(*strangers(count, 5)))
    m = 5 / count if own else 0.20
    assert table.loc["ann", ["own_rate", "prior"]].tolist() == [own, m]
    assert table.at["ann", "p_reply"] == pytest.approx(m)
    assert table.at["p18", "p_reply"] == pytest.approx((0 + 10 * m) / (1 + 10))
    assert table.loc["p00", ["two_way", "own_rate", "prior"]].tolist() == [True, False, 0.45]
    assert table.at["p00", "p_reply"] == pytest.approx((1 + 10 * 0.45) / (1 + 10))


def test_the_rate_of_two_way_ties_is_theirs_alone() -> None:
    """Twenty were met before they were written to, of whom fifteen answered; one stranger did not."""
    met = [(f"p{n:02}", "meeting", "both", "2026-01-05 10:00") for n in range(20)]
    table = replies(of(*met, *strangers(20, 15), ("ann", "mail", "out", "2026-05-04 10:00")))
    assert table.at["p00", "p_reply"] == pytest.approx((1 + 10 * 0.75) / (1 + 10))
    assert table.at["p19", "p_reply"] == pytest.approx((0 + 10 * 0.75) / (1 + 10))
    assert table.loc["ann", ["own_rate", "prior"]].tolist() == [False, 0.20]


def test_large_meetings_and_one_sided_messages_are_not_two_way() -> None:
    table = replies(
        of(
            ("ann", "group_meeting", "both", "2026-05-04 10:00", 8),
            ("bea", "group_meeting", "both", "2026-05-04 10:00", 9),
            ("cem", "message", "in", "2026-05-04 10:00"),
            ("dot", "mail", "in", "2026-05-04 10:00"),
            ("dot", "message", "out", "2026-05-24 10:00"),
        )
    )
    assert table["two_way"].to_dict() == {"ann": True, "bea": False, "cem": False, "dot": True}


def test_an_attempt_of_the_ledger_counts_once_its_fourteen_days_are_over() -> None:
    marks = marked(("ann", "sent", "2026-05-04"), ("bea", "sent", "2026-10-30"))
    table = replies(of(marks=marks))
    assert table["attempts"].to_dict() == {"ann": 1, "bea": 0}
    assert table.at["ann", "p_reply"] == pytest.approx(10 * 0.20 / 11)


@pytest.mark.parametrize(("day", "answered"), [("2026-05-04", 1), ("2026-05-18", 1), ("2026-05-19", 0)])
def test_the_ledger_says_of_an_attempt_that_it_was_answered(day: str, answered: int) -> None:
    marks = marked(("ann", "sent", "2026-05-04"), ("ann", "replied", day), ("bea", "replied", day))
    assert replies(of(marks=marks)).loc["ann", ["attempts", "answered"]].tolist() == [1, answered]


@pytest.mark.parametrize("step", ["skip", "snooze", "done", "never"])
def test_a_mark_is_no_answer(step: str) -> None:
    marks = marked(("ann", "sent", "2026-05-04"), ("ann", step, "2026-05-05"))
    assert replies(of(marks=marks)).loc["ann", ["attempts", "answered"]].tolist() == [1, 0]


def test_an_opener_and_the_entry_of_the_same_day_are_one_attempt() -> None:
    sent = ("ann", "message", "out", "2026-05-04 10:00")
    found = of(sent, marks=marked(("ann", "sent", "2026-05-04"), ("ann", "replied", "2026-05-05")))
    assert attempts(found)[["person", "answered"]].to_numpy().tolist() == [["ann", True]]


def test_the_exports_may_show_the_answer_to_an_attempt_of_the_ledger() -> None:
    sent, reply = ("ann", "message", "out", "2026-05-04 10:00"), ("ann", "message", "in", "2026-05-06 10:00")
    found = of(sent, reply, marks=marked(("ann", "sent", "2026-05-04")))
    assert attempts(found)[["person", "answered"]].to_numpy().tolist() == [["ann", True]]
    spoken = of(reply, marks=marked(("ann", "sent", "2026-05-04")))  # what was sent is in no export
    assert attempts(spoken)[["person", "answered"]].to_numpy().tolist() == [["ann", True]]
    before = of(
        ("ann", "message", "in", "2026-05-04 08:00"), sent, marks=marked(("ann", "sent", "2026-05-04"))
    )
    assert attempts(before)[["person", "answered"]].to_numpy().tolist() == [["ann", False]]


def test_an_outcome_answers_the_attempt_that_it_belongs_to_and_no_other() -> None:
    """Two were sent within 14 days; one reply came, to the second."""
    marks = marked(
        ("ann", "sent", "2026-05-04"), ("ann", "sent", "2026-05-08"), ("ann", "replied", "2026-05-10")
    )
    assert attempts(of(marks=marks))["answered"].tolist() == [False, True]
    assert chance(of(marks=marks)) == pytest.approx((1 + 10 * 0.20) / (2 + 10))
    to_the_first = marks.assign(attempt=pd.array([None, None, 1], dtype="Int64"))
    assert attempts(of(marks=to_the_first))["answered"].tolist() == [True, False]


def test_a_message_of_theirs_answers_the_newest_attempt_before_it() -> None:
    sent = (("ann", "sent", "2026-05-04"), ("ann", "sent", "2026-05-08"))
    one = of(("ann", "message", "in", "2026-05-10 10:00"), marks=marked(*sent))
    assert attempts(one)["answered"].tolist() == [False, True]
    each = of(
        ("ann", "message", "in", "2026-05-05 10:00"),
        ("ann", "mail", "in", "2026-05-10 10:00"),
        marks=marked(*sent),
    )
    assert attempts(each)["answered"].tolist() == [True, True]


def test_two_attempts_of_one_day_are_one_that_either_answer_answers() -> None:
    marks = marked(
        ("ann", "sent", "2026-05-04"), ("ann", "sent", "2026-05-04"), ("ann", "replied", "2026-05-05")
    )
    for attempt in (1, 2):
        told = marks.assign(attempt=pd.array([None, None, attempt], dtype="Int64"))
        assert attempts(of(marks=told))[["person", "answered"]].to_numpy().tolist() == [["ann", True]]


def test_the_ledger_may_be_kept_on_after_the_exports_end() -> None:
    """The exports end on 31 October; nothing came of what was sent on 5 November, as the ledger is kept."""
    book = guarded_book(["ann", "bea"])
    marks = marked(("ann", "sent", "2026-11-05"))
    for today, counted in (("2026-11-18", 0), ("2026-11-19", 1)):
        found = situated(book, marks=marks, today=pd.Timestamp(today))
        assert replies(found).loc["ann", ["attempts", "answered"]].tolist() == [counted, 0]


def test_the_chance_moves_from_the_borrowed_rate_to_the_owners_own_as_the_ledger_grows(
    tmp_path: Path,
) -> None:
    """Ann answers three of four; nobody else was ever asked until the last, when the owner's own rate is known."""
    ledger, book = (
        wl.ledger.open(tmp_path / "ledger.sqlite"),
        guarded_book(["ann", *(f"p{n:02}" for n in range(16))]),
    )

    def now() -> float:
        return chance(situated(book, marks=ledger.marks()))

    seen = [now()]
    for month, answered in ((1, True), (3, True), (5, False), (7, True)):
        attempt = ledger.add("ann", "sent", on=f"2026-{month:02}-05", purpose="advice")
        if answered:
            ledger.add("ann", "replied", on=f"2026-{month:02}-09", attempt=attempt)
        seen.append(now())
    by_hand = [0.2, (1 + 2) / 11, (2 + 2) / 12, (2 + 2) / 13, (3 + 2) / 14]
    assert seen == pytest.approx(by_hand)
    for number in range(16):  # now there are twenty attempts with strangers, of which three were answered
        ledger.add(f"p{number:02}", "sent", on="2026-08-05", purpose="advice")
    assert now() == pytest.approx((3 + 10 * (3 / 20)) / (4 + 10))


def test_who_is_only_in_the_ledger_changes_nothing() -> None:
    marks = marked(("gone", "sent", "2026-05-04"))
    assert replies(of(marks=marks)).index.tolist() == ["ann", "bea"]


def test_every_number_of_it_is_a_parameter() -> None:
    book = guarded_book(["ann"], [("ann", "message", "out", "2026-05-04 10:00")])
    own = Weights(prior_attempts=4, replied_one_way=0.5)
    assert chance(situated(book, weights=own)) == pytest.approx(4 * 0.5 / 5)
    none = Weights(prior_attempts=0)
    assert chance(situated(book, weights=none)) == 0
    nobody = situated(guarded_book(["ann"]), weights=none)
    assert chance(nobody) == 0.20  # nothing was tried: the rate of the like


def last_word(*said: Said, day: pd.Timestamp = DAY) -> list[str]:
    book = guarded_book(list(dict.fromkeys(row[0] for row in said)), said)
    return sorted(owed(situated(book, day=day)).index)


@pytest.mark.parametrize(
    ("at", "waits"), [("2026-10-31 23:00", True), ("2026-09-02 00:00", True), ("2026-09-01 23:59", False)]
)
def test_a_message_without_an_answer_is_owed_one_for_sixty_days(at: str, waits: bool) -> None:
    assert last_word(("ann", "message", "in", at)) == (["ann"] if waits else [])


def test_it_names_the_row_of_the_message() -> None:
    said = [
        ("ann", "message", "out", "2026-10-01 10:00"),
        ("ann", "mail", "in", "2026-10-03 10:00"),
        ("bea", "message", "in", "2026-10-02 10:00"),
        ("bea", "message", "out", "2026-10-04 10:00"),
    ]
    found = owed(situated(guarded_book(["ann", "bea"], said)))
    assert found.to_dict() == {"ann": 1}


@pytest.mark.parametrize(
    ("channel", "direction", "size", "waits"),
    [
        ("message", "out", 2, False),
        ("mail", "out", 2, False),
        ("meeting", "both", 2, False),
        ("group_message", "out", 3, False),
        ("group_mail", "out", 8, False),
        ("group_message", "out", 9, True),
        ("group_message", "in", 3, True),
        ("group_meeting", "both", 4, True),
        ("endorsement", "out", 2, True),
    ],
)
def test_what_follows_may_have_answered_it(channel: str, direction: str, size: int, waits: bool) -> None:
    asked = ("ann", "message", "in", "2026-10-03 10:00")
    assert last_word(asked, ("ann", channel, direction, "2026-10-04 10:00", size)) == (
        ["ann"] if waits else []
    )


@pytest.mark.parametrize(("on", "waits"), [("2026-10-02", True), ("2026-10-03", True), ("2026-10-04", False)])
def test_what_the_ledger_says_was_sent_on_a_later_day_has_answered_it(on: str, waits: bool) -> None:
    book = guarded_book(["ann"], [("ann", "message", "in", "2026-10-03 10:00")])
    found = owed(situated(book, marks=marked(("ann", "sent", on))))
    assert list(found.index) == (["ann"] if waits else [])


def test_a_meeting_is_no_message_that_waits() -> None:
    assert last_word(("ann", "meeting", "in", "2026-10-03 10:00")) == []
    assert last_word(("ann", "group_message", "in", "2026-10-03 10:00", 3)) == []


def test_what_was_answered_later_was_owed_then() -> None:
    said = [("ann", "message", "in", "2026-10-03 10:00"), ("ann", "message", "out", "2026-10-09 10:00")]
    assert last_word(*said, day=pd.Timestamp("2026-10-08")) == ["ann"]
    assert last_word(*said) == []

"""What pays back, by books and ledgers typed by hand: every count, its words and the rows behind it."""

from __future__ import annotations

import re
from dataclasses import replace

import pandas as pd
import pytest

import weaklib as wl
from tests.action.guarded_books import guarded_book
from tests.action.typed_settings import came, sent, typed_setting
from weaklib.action.impact.arrivals import arrivals
from weaklib.action.impact.chains import introductions
from weaklib.action.impact.payback import COLUMNS, COUNTS, payback
from weaklib.action.impact.payback_words import Yield, sentence
from weaklib.action.impact.setting import Setting
from weaklib.book import Book

CIRCLES = {"ann": "Energy", "bob": "Energy", "cy": "Health", "dot": "Health"}


def book() -> Book:
    """Cy and Dot became connections in March; Cy wrote back in May; Eve was met at a meeting in June."""
    said = [
        ("cy", "message", "out", "2026-05-03"),
        ("cy", "message", "in", "2026-05-04"),
        ("eve", "group_meeting", "both", "2026-06-01 10:00", 6),
    ]
    day = {"cy": "2026-03-10", "dot": "2026-03-20", "eve": "2026-06-03", "fay": "2026-10-20"}
    people = {who: {"connected_on": pd.Timestamp(day.get(who))} for who in ("ann", "bob", *day)}
    made = guarded_book(people, said)
    event = pd.Series([None, None, "m1"], dtype="str")
    return replace(made, interactions=made.interactions.assign(event=event))


ENTRIES = (
    sent(1, "ann", "2026-03-01", purpose="introduction", via="mail", to_person="cy"),
    came(2, "ann", "intro_made", "2026-03-08", attempt=1),
    sent(3, "bob", "2026-03-05", purpose="advice", via="mail"),
    sent(4, "cy", "2026-06-01", purpose="advice", via="linkedin"),
    came(5, "cy", "replied", "2026-06-20", attempt=4),
    sent(6, "ann", "2026-10-25", purpose="advice", via="mail"),
    came(7, "ann", "replied", "2026-10-26", attempt=6),
    came(8, "eve", "intro_made", "2026-07-01", to_person="Gus Free"),
    sent(9, "eve", "2026-08-01", purpose="build", via=""),
    came(10, "eve", "conversation", "2026-08-15", attempt=9),
)


def made(period: str = "") -> Setting:
    return typed_setting(book(), ENTRIES, circles=CIRCLES, period=period)


def counts(setting: Setting, kind: str) -> dict[str, list[int]]:
    """Of each group: asked, pending, replied, introductions, connections, lasting, too new."""
    table = payback(setting)
    assert tuple(table.columns) == COLUMNS
    mine = table[table["kind"] == kind].set_index("what")
    return {str(what): [*map(int, row)] for what, row in mine[[*COUNTS]].iterrows()}


def test_by_purpose_what_came_belongs_to_the_attempt_it_came_of() -> None:
    assert counts(made(), "purpose") == {
        # Cy was led to by the first attempt and lasted
        "introduction": [1, 0, 1, 1, 1, 1, 0],
        # Bob never answered, Cy after 19 days; Ann's 14 days are not over, though she answered
        "advice": [3, 1, 0, 0, 0, 0, 0],
        "build": [1, 0, 1, 0, 0, 0, 0],
        "unasked": [0, 0, 0, 1, 0, 0, 0],
    }


def test_by_channel_likewise() -> None:
    assert counts(made(), "channel") == {
        "mail": [3, 1, 1, 1, 1, 1, 0],
        "not said": [1, 0, 1, 1, 0, 0, 0],
        "linkedin": [1, 0, 0, 0, 0, 0, 0],
    }


def test_by_circle_what_came_through_somebody_belongs_to_theirs() -> None:
    assert counts(made(), "circle") == {
        # Cy is of Health, but came through Ann
        "Energy": [3, 1, 1, 1, 1, 1, 0],
        "Health": [1, 0, 0, 0, 1, 0, 0],
        # Eve, who talked with the owner in August, and Fay, of whom it is too early to tell
        "no known circle": [1, 0, 1, 1, 2, 1, 1],
    }


def test_by_event_what_was_asked_of_those_whom_it_brought() -> None:
    assert counts(made(), "event") == {"the meeting of 6 people on 1 June 2026": [1, 0, 1, 1, 1, 1, 0]}


def test_who_was_introduced_is_no_events() -> None:
    led = (*ENTRIES, came(11, "ann", "intro_made", "2026-05-30", to_person="eve"))
    assert counts(typed_setting(book(), led, circles=CIRCLES), "event") == {}


def test_a_period_counts_what_was_sent_in_it_and_what_came_in_it() -> None:
    assert counts(made("2026-06"), "purpose") == {"advice": [1, 0, 0, 0, 0, 0, 0]}
    assert counts(made("2026-08"), "event") == {
        "the meeting of 6 people on 1 June 2026": [1, 0, 1, 0, 0, 0, 0]
    }
    assert counts(made("2026-06"), "circle") == {
        "no known circle": [0, 0, 0, 0, 1, 1, 0],
        "Health": [1, 0, 0, 0, 0, 0, 0],
    }
    assert payback(made("2025")).empty


def test_the_best_come_first() -> None:
    table = payback(made())
    assert table["kind"].drop_duplicates().tolist() == ["circle", "event", "channel", "purpose"]
    assert table.loc[table["kind"] == "circle", "what"].tolist() == ["no known circle", "Energy", "Health"]


def test_by_circle_purpose_and_channel_nothing_is_lost_or_counted_twice() -> None:
    setting = made()
    whole = payback(setting).groupby("kind")[["asked", "introductions", "connections"]].sum()
    for kind in ("circle", "channel", "purpose"):
        assert whole.at[kind, "asked"] == len(setting.sent) == 5
        assert whole.at[kind, "introductions"] == len(introductions(setting)) == 2
    assert whole.at["circle", "connections"] == len(arrivals(setting)) == 4


def test_the_rows_are_all_that_was_counted() -> None:
    table = payback(made()).set_index(["kind", "what"])
    assert set(table.at[("purpose", "advice"), "rows"]) == {("ledger", entry) for entry in (3, 4, 5, 6, 7)}
    assert set(table.at[("purpose", "introduction"), "rows"]) == {
        ("ledger", 1),
        ("ledger", 2),
        ("people", "cy"),
        ("interactions", 0),
        ("interactions", 1),
    }
    assert ("people", "eve") in table.at[("event", "the meeting of 6 people on 1 June 2026"), "rows"]


def test_the_sentences_say_the_counts() -> None:
    told = payback(made()).set_index(["kind", "what"])["sentence"]
    assert told["purpose", "introduction"] == (
        "For introductions: asked once, 1 of 1 answered within 14 days; "
        "1 introduction and 1 new connection, 1 of them lasting."
    )
    assert told["purpose", "advice"] == (
        "For advice: asked 3 times, 0 of 2 answered within 14 days, 1 pending; "
        "no introduction and no new connection."
    )
    assert told["purpose", "unasked"] == "Unasked: not asked; 1 introduction."
    assert told["circle", "no known circle"].endswith(
        "2 new connections, 1 of them lasting (1 not known yet)."
    )
    assert told["event", "the meeting of 6 people on 1 June 2026"].startswith(
        "Those whom the meeting of 6 people on 1 June 2026 brought: asked once, "
    )


@pytest.mark.parametrize(
    ("asked", "pending", "replied", "told"),
    [
        (5, 0, 1, "1 of 5 (20 %, 4 to 62 %) answered"),
        (12, 0, 3, "3 of 12 (25 %, 9 to 53 %) answered"),
        (5, 1, 4, "4 of 4 answered"),
        (4, 0, 1, "1 of 4 answered"),
        (7, 7, 0, "asked 7 times, 7 pending"),
    ],
)
def test_of_fewer_than_five_no_percentage_is_told(asked: int, pending: int, replied: int, told: str) -> None:
    said = sentence("circle", "Energy", Yield(asked, pending, replied, 0, 3, 2, 0))
    assert told in said
    assert ("%" in said) == (asked - pending >= 5)


def test_nothing_in_the_example_is_told_as_a_percentage_of_fewer_than_five() -> None:
    setting = typed_setting(wl.read("data/example"), circles={})
    table = payback(setting)
    assert len(table)
    for number in (
        int(found[1]) for told in table["sentence"] for found in re.finditer(r"of (\d+) \(\d+ %", told)
    ):
        assert number >= 5

"""Every fact of every reason, derived anew from the rows behind it: on the example, and on books drawn by chance."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache
from itertools import pairwise

import pandas as pd
import pytest

import weaklib as wl
from tests.action.ground import Ground
from tests.action.random_books import random_book, random_goals
from tests.action.told_again import wrong_with
from weaklib.action import advice, building, introductions, maintaining, reconnecting
from weaklib.action.goals import Goals, read_goals
from weaklib.action.outreach import PURPOSES, plan
from weaklib.action.reasons import Candidate, Reason
from weaklib.action.situation import Situation
from weaklib.book import Book

ROOMS = {
    "reconnect": reconnecting,
    "advice": advice,
    "introduction": introductions,
    "maintain": maintaining,
    "build": building,
}
GOALS = read_goals("data/example/goals.yaml")
BOOKS = 24
DAYS = ("2026-10-31", "2024-03-31")


def situation_of(book: Book, goals: Goals, day: str | None = None) -> Situation:
    """Everything measured on a day of a book."""
    graph = wl.network.contact_network(book, day)
    circles = wl.circles.find_circles(graph, seed=0)
    bridges = wl.bridging.bridge_table(graph, circles=circles)
    return Situation(book, book.day(day), wl.ties.tie_table(book, day), bridges, graph, circles, goals)


@cache
def example(day: str) -> Situation:
    return situation_of(wl.read("data/example"), GOALS, day)


@cache
def drawn(seed: int) -> Situation:
    return situation_of(random_book(seed), random_goals(seed))


def everything(situation: Situation) -> list[tuple[Candidate, Reason]]:
    every = [each for room in ROOMS.values() for each in room.candidates(situation)]
    return [(each, reason) for each in every for reason in each.reasons]


@pytest.mark.parametrize("day", DAYS)
def test_every_reason_of_the_example_is_true(day: str, record_property: pytest.FixtureRequest) -> None:
    ground, told = Ground(example(day)), everything(example(day))
    wrong = [why for each, reason in told if (why := wrong_with(ground, each, reason))]
    assert not wrong, (len(wrong), wrong[:10])
    kinds = Counter(reason.kind for _, reason in told)
    assert len(kinds) >= 20, kinds
    record_property("counted", f"{len(told):,} reasons of {len(kinds)} kinds derived anew on {day}")


@pytest.mark.parametrize("seed", range(BOOKS))
def test_every_reason_of_a_book_drawn_by_chance_is_true(seed: int) -> None:
    situation = drawn(seed)
    ground = Ground(situation)
    wrong = [why for each, reason in everything(situation) if (why := wrong_with(ground, each, reason))]
    assert not wrong, (len(wrong), wrong[:10])


def test_the_books_have_every_kind_of_reason() -> None:
    """A kind that no book has would go unchecked."""
    kinds = {reason.kind for seed in range(BOOKS) for _, reason in everything(drawn(seed))}
    assert {reason.kind for _, reason in everything(example(DAYS[0]))} <= kinds | {"moved"}


@pytest.mark.parametrize("seed", [None, 3, 11])
def test_a_plan_tells_reasons_of_its_candidates_and_no_others(seed: int | None) -> None:
    situation = example(DAYS[0]) if seed is None else drawn(seed)
    reasons = {(each.person, reason.text, reason.rows) for each, reason in everything(situation)}
    found = plan(
        situation.book,
        situation.ties,
        situation.bridges,
        situation.goals,
        graph=situation.graph,
        circles=situation.circles,
        purposes=PURPOSES,
        limit=30,
    )
    assert len(found)
    for _, row in found.iterrows():
        assert 1 <= len(row["reasons"]) == len(row["evidence"]) == len(row["confidence"]) <= 4
        person = row["person"] if isinstance(row["person"], str) else None
        for text, rows in zip(row["reasons"], row["evidence"], strict=True):
            assert (person, text, rows) in reasons or _is_owed(situation, person, text, rows)


def _is_owed(situation: Situation, person: str | None, text: str, rows: tuple[object, ...]) -> bool:
    """Whether it is said that they wait for an answer, and their last message says so."""
    ((table, label),) = rows
    message = situation.book.interactions.loc[label]
    on = message["at"].tz_convert(situation.book.owner.zone)
    return (
        table == "interactions"
        and (message["person"], message["direction"]) == (person, "in")
        and f"{on.day} {on:%B %Y}" in text
        and "answer first" in text
    )


def test_a_reason_with_the_rows_of_another_is_found_out() -> None:
    """Of each kind: whoever gets the rows of somebody of whom something else is told."""
    ground, alike = Ground(example(DAYS[0])), {}
    for each, reason in everything(example(DAYS[0])):
        alike.setdefault(reason.kind, []).append((each, reason))
    tried = Counter()
    for kind, told in alike.items():
        for (each, reason), (other, another) in pairwise(told):
            if other.person != each.person and set(another.rows) != set(reason.rows):
                swapped = replace(reason, rows=another.rows)
                assert wrong_with(ground, each, swapped) or kind == "gap", (kind, reason, another.rows)
                tried[kind] += 1
    assert len(tried) >= 18, tried


@pytest.mark.parametrize("leave_out", [0, -1])
def test_a_reason_that_leaves_a_row_of_contact_out_is_found_out(leave_out: int) -> None:
    ground = Ground(example(DAYS[0]))
    kinds = ("peak", "silence", "novelty", "fading")
    for each, reason in everything(example(DAYS[0])):
        if reason.kind in kinds and len(reason.rows) > 1:
            fewer = [row for row in reason.rows if row != reason.rows[leave_out]]
            assert wrong_with(ground, each, replace(reason, rows=tuple(fewer))), reason


def test_a_fact_or_a_sentence_that_was_changed_is_found_out() -> None:
    ground = Ground(example(DAYS[0]))
    for each, reason in everything(example(DAYS[0])):
        invented = replace(reason, text=f"{reason.text[:-1]}, and so says Ebba Holm.")
        assert wrong_with(ground, each, invented), reason
        for name, fact in reason.facts.items():
            if name in ("how", "kind") or isinstance(fact, tuple):
                continue
            other = {**reason.facts, name: _other(fact)}
            assert wrong_with(ground, each, replace(reason, facts=other)), (name, reason)


def _other(fact: object) -> object:
    if isinstance(fact, pd.Timestamp):
        return fact + pd.Timedelta(days=1)
    if isinstance(fact, int | float):
        return fact + 1
    return f"{fact} Holm"

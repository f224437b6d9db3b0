"""What is laid out of a book once, and when it is laid out anew."""

from __future__ import annotations

import gc
import weakref
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import networkx as nx
import pandas as pd
import pytest

from weaklib import history, network, read, ties
from weaklib.book import Book
from weaklib.measures import diary as diary_room
from weaklib.measures.chronicle import MOST_KEPT, chronicle
from weaklib.measures.diary import Diary
from weaklib.measures.once import once
from weaklib.measures.roll import NEVER
from weaklib.measures.strength import Defaults

DATA = Path(__file__).parents[2] / "data" / "example"


@pytest.fixture(scope="module")
def example() -> Book:
    return read(DATA)


def test_a_book_is_laid_out_once_for_all_who_measure_it(
    example: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh, counted, really = replace(example), Counter[str](), diary_room._laid_out

    def counting(*given: Any) -> Diary:
        counted["laid out"] += 1
        return really(*given)

    monkeypatch.setattr(diary_room, "_laid_out", counting)
    ties.tie_table(fresh)
    ties.tie_table(fresh, as_of="2025-12-31")
    chronicle(fresh)
    assert counted["laid out"] == 1


def test_another_book_is_laid_out_anew(example: Book) -> None:
    assert len(history.on(example).ties) == 320
    before = example.as_of("2018-12-31")
    assert len(history.on(before).ties) == len(before.people) < 320


def test_other_sizes_are_laid_out_anew(example: Book) -> None:
    usual = chronicle(example).diary
    few = chronicle(example, defaults=Defaults(max_meeting=2)).diary
    assert len(few.contacts.day) < len(usual.contacts.day)


def test_what_is_kept_goes_with_the_book(example: Book) -> None:
    class Heavy:
        pass

    book = replace(example)
    heavy = weakref.ref(once(book, "heavy", Heavy))
    chronicle(book)
    gc.collect()
    assert heavy() is not None
    del book
    gc.collect()
    assert heavy() is None


def test_a_day_is_what_is_measured_for_it_alone(example: Book) -> None:
    then = history.on(example, "2026-09-30")
    drawn = network.contact_network(example, as_of="2026-09-30")
    assert dict(then.graph.nodes(data=True)) == dict(drawn.nodes(data=True))
    assert {frozenset(ends): told for *ends, told in then.graph.edges(data=True)} == {
        frozenset(ends): told for *ends, told in drawn.edges(data=True)
    }
    alone = ties.tie_table(replace(example), as_of="2026-09-30")
    pd.testing.assert_frame_equal(then.ties, alone.drop(columns="outlook"))


def test_a_few_days_are_kept_and_the_longest_unasked_goes_first(example: Book) -> None:
    laid_out = chronicle(replace(example))
    days = [*pd.date_range("2024-01-31", periods=MOST_KEPT + 1, freq="ME")]
    first, second = laid_out.at(days[0]), laid_out.at(days[1])
    assert laid_out.at(days[0]) is first
    for day in days[2:]:
        laid_out.at(day)
    assert laid_out.at(days[0]) is first
    assert laid_out.at(days[1]) is not second


def test_the_graph_of_a_day_is_not_to_be_changed(example: Book) -> None:
    graph = history.on(replace(example)).graph
    with pytest.raises(Exception, match="Frozen graph"):
        graph.add_node("somebody new")
    assert nx.is_frozen(graph)
    copied = graph.copy()
    copied.add_node("somebody new")
    assert "somebody new" not in graph


def test_what_is_measured_of_a_book_serves_all_that_are_cut_from_it(example: Book) -> None:
    august, october = pd.Timestamp("2026-08-31"), pd.Timestamp("2026-10-31")
    whole, cut = chronicle(example), example.as_of("2026-09-30")
    assert chronicle(cut).at(august) is whole.at(august)
    assert chronicle(cut.as_of("2026-09-15")).at(august) is whole.at(august)
    later = chronicle(cut).at(october)
    assert later is not whole.at(october)
    assert set(later.ties.index) == set(cut.people.index) < set(whole.at(october).ties.index)


def test_a_cut_book_in_which_something_is_replaced_is_measured_by_itself(example: Book) -> None:
    cut = example.as_of("2026-09-30")
    few = replace(cut, interactions=cut.interactions.iloc[:0])
    assert history.on(few, "2026-09-30").ties["contact_days"].sum() == 0
    assert ties.tie_table(few, as_of="2026-09-30")["contact_days"].sum() == 0
    assert ties.tie_table(cut, as_of="2026-09-30")["contact_days"].sum() > 0


def test_a_cut_book_without_a_dated_row_has_no_first_day(example: Book) -> None:
    nothing = example.as_of("1999-12-31")
    assert chronicle(nothing).first_day() == chronicle(nothing).first_contact() == NEVER
    assert chronicle(example.as_of("2020-12-31")).first_day() == chronicle(example).first_day() < NEVER


@pytest.mark.parametrize("day", ["2026-09-30", "2024-02-29", "2018-12-31", "1999-12-31"])
def test_a_cut_book_tells_of_a_day_what_the_uncut_one_tells(example: Book, day: str) -> None:
    cut = example.as_of(day)
    alone = replace(cut)  # of its own, since it is another object
    pd.testing.assert_frame_equal(
        ties.tie_table(cut, as_of=day), ties.tie_table(alone, as_of=day), check_exact=True
    )
    shared, own = history.on(cut, day), history.on(alone, day)
    pd.testing.assert_frame_equal(shared.contacts.nodes, own.contacts.nodes, check_exact=True)
    pd.testing.assert_frame_equal(shared.bridges, own.bridges, check_exact=True)

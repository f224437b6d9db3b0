"""The shared edition: what it may hold, and how its numbers are told."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from tests.pages.made import EXAMPLE
from tests.pages.share_made import DAYS, months, written
from weaklib.book import InputError
from weaklib.measures.classes import CLASSES
from weaklib.pages import share
from weaklib.pages.share.choices import read_choices
from weaklib.pages.share.counts import Counts
from weaklib.pages.share.earlier import last_before, told_before
from weaklib.pages.share.labels import MEASURES, lettered
from weaklib.pages.share.protection import protected
from weaklib.pages.share.rounding import within
from weaklib.pages.share.shared import Cell, Row, Shared

GOOD = Cell("class", "weak", "", 15)


def shared(*cells: Cell, **more: object) -> Shared:
    """A shared report of some numbers."""
    return Shared(**{"period": "2026-10", "day": "2026-10-31", "k": 5, "cells": cells, **more})


@pytest.mark.parametrize(
    "cell",
    [
        Cell("class", "Ada Lund", "", 15),
        Cell("circle", "Posthorn", "", 15),
        Cell("circle", "Circle of Ada", "", 15),
        Cell("tie", "Circle A", "around Ada", 15),
        Cell("tie", "Circle A", "Circle A", 15),
        Cell("field", "Ada Lund", "", 15),
        Cell("rank", "health", "", 15),
        Cell("trend", "Ada", "weak", 15),
        Cell("trend", "2026-10-31", "Ada", 15),
        Cell("asked", "weak", "Ada", 15),
        Cell("measure", "Ada", "", 15),
        Cell("person", "Ada", "", 15),
        Cell("class", "weak", "Ada", 15),
        Cell("class", "weak", "", 4),
        Cell("class", "weak", "", 6),
        Cell("class", "weak", "", 12),
        Cell("class", "weak", "", 0),
        Cell("class", "weak", "", -5),
        Cell("class", "weak", "", True),
        Cell("class", "weak", "", 15.0),
        Cell("class", "weak", "", "Ada"),
        Cell("measure", "constraint", "", 3),
    ],
)
def test_nothing_but_numbers_in_steps_and_words_of_ours_fits(cell: Cell) -> None:
    assert shared(GOOD).told == {("class", "weak", ""): 15}
    with pytest.raises(InputError) as refused:
        shared(GOOD, cell)
    assert "Ada" not in str(refused.value)
    with pytest.raises(InputError):
        shared(GOOD, before="2026-09", before_cells=(cell,))


@pytest.mark.parametrize(
    "more",
    [
        {"period": "Ada"},
        {"day": "Ada"},
        {"k": 4},
        {"k": 6},
        {"k": 5.0},
        {"before": "Ada"},
        {"owner": "Ada\nLund"},
        {"owner": "A" * 81},
        {"owner": "\u202eadA"},
        {"chosen": frozenset({"A" * 41})},
        {"chosen": frozenset({"Ada\u2028Lund"})},
        {"replaced": (Row("Ada", 15, 5),)},
        {"replaced": (Row("2026-10-31", 13, 5),)},
        {"replaced": (Row("2026-10-31", 12, 6),)},
    ],
)
def test_periods_and_the_least_group_are_checked_too(more: dict[str, object]) -> None:
    with pytest.raises(InputError):
        shared(GOOD, **more)


def test_a_name_that_was_chosen_fits() -> None:
    cell = Cell("circle", "Old friends", "", 15)
    assert shared(cell, chosen=frozenset({"Old friends"})).column("circle").to_dict() == {"Old friends": 15}


@pytest.mark.parametrize(
    ("count", "k", "told"),
    [
        (0, 5, None),
        (4, 5, None),
        (5, 5, 5),
        (9, 5, 5),
        (10, 5, 10),
        (9, 10, None),
        (10, 10, 10),
        (19, 10, 10),
        (20, 10, 20),
    ],
)
def test_a_count_is_told_in_steps(count: int, k: int, told: int | None) -> None:
    """What is not shown can be 0 and up to k - 1; what is shown is of k people or more, exactly k too."""
    counts = [*months(3)][-1].counts
    classes = pd.Series({"weak": count}).reindex(list(CLASSES), fill_value=0)
    cells = protected(counts._replace(classes=classes, trend=counts.trend.iloc[:0]), k=k, names={})
    assert {cell.row: cell.value for cell in cells if cell.table == "class"}["weak"] == told


def test_a_list_says_no_more_than_the_classes() -> None:
    """30 + 15 + 10 are 55: the smallest are left out until it is no more than the classes have."""
    counts = pd.Series({"health": 33, "energy": 17, "law": 12, "media": 4})
    assert within(counts, 55, 5).to_dict() == {"health": 30, "energy": 15, "law": 10}
    assert within(counts, 54, 5).to_dict() == {"health": 30, "energy": 15}
    assert within(counts, 44, 5).to_dict() == {"health": 30}
    assert within(counts, 0, 5).empty


def test_the_order_of_equals_does_not_show_which_is_larger() -> None:
    one, other = pd.Series({"a": 19, "b": 15}), pd.Series({"a": 15, "b": 19})
    assert list(within(one, 100, 5).index) == list(within(other, 100, 5).index)


def in_classes(counts: Counts, **people: int) -> Counts:
    """Counts with so many people in the classes, and no earlier day."""
    classes = pd.Series({"nominal": 20} | people).reindex(list(CLASSES), fill_value=4)
    return counts._replace(classes=classes, trend=counts.trend.iloc[:0])


def test_a_day_that_would_say_how_much_another_hid_is_not_shown() -> None:
    """20 in October and 45 in September would say that 25 are hidden, and six classes hide 24 at the most."""
    counts = in_classes([*months(3)][-1].counts)
    shown = {cell.row: cell.value for cell in protected(counts, k=5, names={}) if cell.table == "class"}
    assert shown["nominal"] == 20
    for told_so, value in ((Row("2026-09-30", 40, 5), 20), (Row("2026-09-30", 45, 5), None)):
        cells = protected(counts, k=5, names={}, told=(told_so,))
        assert {cell.row: cell.value for cell in cells if cell.table == "class"}["nominal"] == value
        assert value or not [
            cell for cell in cells if cell.table in ("field", "rank", "circle") and cell.value
        ]


@pytest.mark.parametrize(("one", "other", "told"), [(5, 5, 25), (4, 9, None), (9, 4, None), (1, 99, None)])
def test_ties_rest_on_enough_people_at_each_end(one: int, other: int, told: int | None) -> None:
    """27 ties, however many they are."""
    counts = in_classes([*months(3)][-1].counts, weak=99)._replace(circles=pd.Series({"P": 21, "K": 12}))
    rows = [("K", "P", 27, one, other)]
    ties = pd.DataFrame(rows, columns=["one", "other", "ties", "people_one", "people_other"])
    cells = protected(counts._replace(ties=ties), k=5, names={})
    assert [cell.value for cell in cells if cell.table == "tie"] == ([told] if told else [])


@pytest.mark.parametrize(("people", "told"), [(5, 20), (4, None)])
def test_answers_rest_on_enough_people(people: int, told: int | None) -> None:
    """22 messages, to so many."""
    asked = pd.DataFrame([("weak", "asked", 22, people)], columns=["group", "step", "count", "people"])
    cells = protected([*months(3)][-1].counts._replace(asked=asked), k=5, names={})
    assert {cell.place[1:]: cell.value for cell in cells if cell.table == "asked"}["weak", "asked"] == told


def test_effective_size_asks_for_no_more_people_than_are_shown() -> None:
    """100 in touch are shown, with 14 ties at least in a circle of 15: 100 - 2 * 14 / 100 is less than 100."""
    counts = in_classes([*months(3)][-1].counts, weak=101)._replace(
        circles=pd.Series({"P": 18}),
        measures=dict.fromkeys([*MEASURES], 100.0),
    )
    shown = {cell.row: cell.value for cell in protected(counts, k=5, names={}) if cell.table == "measure"}
    assert shown["separate ways"] == 95
    assert shown["employers"] == 100


@pytest.mark.parametrize(("people", "told"), [(24, None), (25, 0)])
def test_constraint_asks_for_no_more_people_than_are_shown(people: int, told: int | None) -> None:
    """Below 0.05 it is only of 21 or more: that 20 are shown is not enough."""
    counts = in_classes([*months(3)][-1].counts, weak=people)
    counts = counts._replace(measures=dict.fromkeys([*MEASURES], 4.0))
    shown = {cell.row: cell.value for cell in protected(counts, k=5, names={}) if cell.table == "measure"}
    assert shown["constraint"] == told


def test_a_circle_has_a_letter_or_the_name_that_was_chosen() -> None:
    assert lettered(3) == ["Circle A", "Circle B", "Circle C"]
    counts = [*months(5)][-1].counts._replace(circles=pd.Series({"Posthorn": 21, "Kestrel": 12}))
    counts = counts._replace(classes=pd.Series({"weak": 99}).reindex(list(CLASSES), fill_value=0))
    counts = counts._replace(ties=counts.ties.iloc[:0])
    cells = protected(counts, k=5, names={"Kestrel": "Old friends"})
    assert [cell[1::2] for cell in cells if cell.table == "circle"] == [("Circle A", 20), ("Old friends", 10)]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("circles: {Posthorn: ''}", "1 to 40"),
        ("circles: {Posthorn: '%s'}" % ("a" * 41), "1 to 40"),
        ('circles: {Posthorn: "\\u202Esdneirf"}', "1 to 40"),
        ("circles: [Friends]", "shared.yaml: circles"),
        ("circles: {Posthorn: 7}", "shared.yaml: circles.Posthorn"),
        ('owner: "Ada\\nLund"', "one line of 1 to 80"),
        ('owner: "\\u200BAda"', "one line of 1 to 80"),
        ("owner: '%s'" % ("a" * 81), "one line of 1 to 80"),
        ("owner: ' '", "one line of 1 to 80"),
        ("owner: [Ada]", "shared.yaml: owner"),
        ("- a list", "the file"),
        ("[" * 5000, "cannot be read"),
        ("circles: {Posthorn: Circle B}", "Circle A"),
        ("circles: {Posthorn: Friends, Kestrel: Friends}", "same new name"),
        ("k: 3", "neither 5 nor 10"),
        ("names: {}", "shared.yaml: names"),
        ("circles: [", "cannot be read"),
    ],
)
def test_a_choice_that_cannot_be_is_told(text: str, says: str, tmp_path: Path) -> None:
    (tmp_path / "shared.yaml").write_text(text)
    with pytest.raises(InputError, match=says) as refused:
        read_choices(tmp_path)
    assert "\n" not in str(refused.value)


def test_the_report_before_is_the_one_of_its_kind(tmp_path: Path) -> None:
    for month in months(2):
        written(month, tmp_path)
    known = told_before(tmp_path)
    assert [report.period for report in known] == ["2026-07", "2026-08", "2026-09", "2026-10"]
    assert last_before(known, "2026-10").period == "2026-09"
    assert last_before(known, "2026") is None
    assert last_before(known, "2026-07") is None
    last = share.sealed([*months(2)][-1].counts, "2026-10", k=5, reports=tmp_path)
    assert last.before == "2026-09"
    assert len(DAYS) == 4


def test_a_number_that_differs_by_less_than_a_group_is_not_told(tmp_path: Path) -> None:
    """Reports by these rules never differ so; one that somebody else made may."""
    month = [*months(6)][-1]
    mine = share.sealed(month.counts, "2026-10", k=5)
    place, value = next((place, value) for place, value in mine.told.items() if place[0] == "class")
    other = {"period": "2026-09", "day": "2026-09-30", "k": 3, "cells": [[*place, value + 2]]}
    (tmp_path / "2026-09-shared.html").write_text(
        f'<script type="application/json" id="shared">{json.dumps(other)}</script>'
    )
    assert place not in share.sealed(month.counts, "2026-10", k=5, reports=tmp_path).told


@pytest.mark.parametrize(("whole", "shown"), [(40, True), (45, False)])
def test_what_a_replaced_page_told_counts_still(whole: int, shown: bool, tmp_path: Path) -> None:
    """The page that is there says nothing of September; the one before it did."""
    told = {"period": "2026-09", "day": "2026-09-30", "k": 5, "cells": []}
    told["replaced"] = [["2026-09-30", whole, 5]]
    (tmp_path / "2026-09-shared.html").write_text(
        f'<script type="application/json" id="shared">{json.dumps(told)}</script>'
    )
    made = share.sealed(in_classes([*months(3)][-1].counts), "2026-10", k=5, reports=tmp_path)
    assert (("class", "nominal", "") in made.told) == shown


UNREAD = (
    '{"period": "2026-09", "day": "2026-09-30", "k": 5, "cells": [], "replaced": [["2026-09-30", 53, 5]]}'
)


@pytest.mark.parametrize("text", ["nothing", "{}", UNREAD, "[" * 9000, '{"k": 5}'])
def test_a_report_that_does_not_say_what_it_told_stops_the_next(text: str, tmp_path: Path) -> None:
    (tmp_path / "2026-09-shared.html").write_text(f'<script id="shared">{text}</script>')
    with pytest.raises(InputError, match=r"2026-09-shared\.html does not say"):
        share.aggregates(str(EXAMPLE), reports=tmp_path)

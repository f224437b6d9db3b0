"""The names on the map: whose they are, who comes first, and that none covers another."""

from __future__ import annotations

import html
import itertools

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

import weaklib as wl
from weaklib.pages.map_page import measured
from weaklib.views import connectors, netmap, theme
from weaklib.views.anchor import anchor
from weaklib.views.labels import Label, Place, Sea, place_labels
from weaklib.views.layout import place

from .conftest import Planted, planted
from .test_netmap import drawn, people_of


@pytest.fixture(scope="module")
def figure(network: Planted) -> go.Figure:
    """The map of some 300 people."""
    return drawn(network)


def test_each_name_on_the_map_says_whose_it_is(network: Planted, figure: go.Figure) -> None:
    people, written = netmap.people_on(figure), 0
    for note in figure.layout.annotations:
        kind, _, whose = (note.name or "").partition(":")
        shown = note.text.replace("<br>", " ")
        if kind == "person":
            assert shown == network.ties.loc[people[int(whose)], "name"]
        elif kind == "circle":
            assert shown.removeprefix("<b>").removesuffix("</b>") == whose
        else:
            assert note.xref == "paper" or shown.startswith("Firm ")
        written += kind in {"person", "circle"}
    assert written > 10


def rooms_of(figure: go.Figure) -> tuple[dict[str, np.ndarray], float]:
    """What each name takes on a page of 700 pixels: left, bottom, right, top; and the pixels of a step."""
    spans = [np.ptp(figure.layout[axis].range) for axis in ("xaxis", "yaxis")]
    scale = float(min((700 - 24) / spans[0], netmap.HEIGHT / spans[1]))
    rooms = {}
    for note in figure.layout.annotations:
        if note.xref != "paper":
            lines = html.unescape(note.text).replace("<b>", "").replace("</b>", "").split("<br>")
            size = np.array([max(map(len, lines)) * 0.6 * note.font.size, 1.25 * len(lines) * note.font.size])
            begin = [{"left": 0, "center": 0.5, "right": 1}[note.xanchor]]
            begin += [{"bottom": 0, "middle": 0.5, "top": 1}[note.yanchor]]
            corner = np.array([note.x, note.y]) * scale - np.array(begin) * size
            rooms[note.name or note.text] = np.concatenate([corner, corner + size])
    return rooms, scale


def overlap(one: np.ndarray, other: np.ndarray) -> bool:
    """Whether two rectangles share any room."""
    return bool((one[:2] < other[2:]).all() and (other[:2] < one[2:]).all())


@pytest.fixture(scope="module", params=["network", "crowd", "pairs", "circle", "few"])
def named(request: pytest.FixtureRequest) -> go.Figure:
    """Maps of few and of many circles."""
    made = {"pairs": [2] * 300, "circle": [400], "few": [3, 2, 2]}
    network = (
        planted(made[request.param], loners=3)
        if request.param in made
        else request.getfixturevalue(request.param)
    )
    return drawn(network)


def test_no_name_covers_another(named: go.Figure) -> None:
    rooms, _ = rooms_of(named)
    assert rooms
    assert [pair for pair in itertools.combinations(rooms, 2) if overlap(*map(rooms.get, pair))] == []


def test_no_name_covers_somebody_who_is_named(named: go.Figure) -> None:
    rooms, scale = rooms_of(named)
    for trace in people_of(named):
        for x, y, told in zip(trace.x, trace.y, trace.customdata, strict=True):
            if f"person:{told[0]}" in rooms:
                point = np.array([x, y, x, y]) * scale + [-2, -2, 2, 2]
                assert [name for name, room in rooms.items() if overlap(room, point)] == []


def test_who_connects_the_circles_is_named_before_any_circle(named: go.Figure) -> None:
    names = [note.name for note in named.layout.annotations if note.name]
    persons = [name for name in names if name.startswith("person:")]
    assert names[: len(persons)] == persons
    people = [row for trace in people_of(named) for row in trace.customdata]
    said = named.layout.title.text.replace("<br>", " ")
    sole = next((row for row in people if f" {row[1]} alone " in said), None)
    if sole is not None:
        assert f"person:{sole[0]}" == persons[0]


def test_all_five_who_bridge_furthest_are_named_on_a_tag(network: Planted, figure: go.Figure) -> None:
    tagged = [note for note in figure.layout.annotations if note.bgcolor]
    assert len(tagged) == connectors.MOST
    assert {note.name.partition(":")[0] for note in tagged} == {"person"}
    shown = {note.text for note in tagged}
    assert shown <= set(network.ties.loc[network.bridges["bridge"].eq(True), "name"])


def test_many_circles_of_a_crowd_are_named_the_smaller_in_smaller_letters(crowd: Planted) -> None:
    circles = [note for note in drawn(crowd).layout.annotations if (note.name or "").startswith("circle:")]
    assert len(circles) >= 24  # of 60
    members = crowd.circles.value_counts()
    sizes = pd.Series({int(members[note.name.removeprefix("circle:")]): note.font.size for note in circles})
    assert sizes.sort_index().is_monotonic_increasing
    assert sizes.min() >= 9


def test_on_the_example_the_one_of_the_title_is_named_and_nearly_every_circle() -> None:
    of = measured(wl.read("data/example"))
    spots = place(of.graph, of.circles, before=anchor(of.book, of.as_of))
    figure = netmap.draw(of.graph, of.ties, circles=of.circles, bridges=of.bridges, spots=spots)
    notes = [note for note in figure.layout.annotations if note.name]
    assert notes[0].text.replace("<br>", " ") == "Runa Solheim"
    assert netmap.people_on(figure)[int(notes[0].name.removeprefix("person:"))] == "runa-solheim"
    circles = {note.name.removeprefix("circle:") for note in notes if note.name.startswith("circle:")}
    assert "Hafenmuseum Norderhaven" in circles  # to which the title says that she links
    assert len(circles) >= 20  # of 26


def test_the_circle_of_the_title_is_named(figure: go.Figure) -> None:
    opened = next(iter(figure.layout.title.text.replace("<br>", " ").split(" you to ")[1:]))
    assert f"circle:{opened}" in [note.name for note in figure.layout.annotations]


def test_a_hostile_circle_is_named_by_what_theme_made_of_it() -> None:
    network = planted([12, 9, 7, 5], hostile=True)
    found = {note.name for note in drawn(network).layout.annotations if note.name}
    circles = {f"circle:{theme.safe(circle)}" for circle in network.circles.dropna().unique()}
    assert circles <= found
    assert not any("<" in name for name in found)


SIZE = (20.0, 10.0)
"""Of a typed label, in pixels; a step is ten of them."""


def placed(
    *labels: Label,
    covered: tuple[tuple[float, float], ...] = ((50, 50),),
    marks: tuple[tuple[float, ...], ...] = (),
    land: tuple[tuple[float, float, float], ...] = (),
) -> list[Place | None]:
    """Where labels stand among points and islands in steps, and marks in pixels."""
    sea = Sea.of(
        np.array(covered, float), pd.DataFrame([*land], columns=["x", "y", "radius"], dtype=float), 10
    )
    return place_labels(labels, np.array(marks, float).reshape(-1, 4), sea)


def label(
    x: float = 0, y: float = 0, sides: tuple[str, ...] = ("above", "below"), *, must: bool = False
) -> Label:
    """A label of one step away from its point, or of three."""
    return Label(x, y, (1.0, 3.0), (SIZE,), sides, must=must)


def where(places: list[Place | None]) -> list[tuple[str, float] | None]:
    """On which side each label is, and at which height it begins."""
    return [(place.side, place.y) if place else None for place in places]


def test_a_label_takes_its_first_side_where_all_are_free() -> None:
    (place,) = placed(label())
    assert where([place]) == [("above", 1.0)]
    assert place is not None
    assert place.room.tolist() == [-10, 10, 10, 20]  # 20 wide about x, from one step above the point


def test_a_label_covers_as_few_points_as_it_can() -> None:
    assert where(placed(label(), covered=((0, 1.5),))) == [("below", -1.0)]


def test_a_label_covers_no_mark_but_stands_off_a_little() -> None:
    above, below = (-5.0, 12.0, 5.0, 18.0), (-5.0, -18.0, 5.0, -12.0)
    assert where(placed(label(), marks=(above,))) == [("below", -1.0)]
    assert where(placed(label(), marks=(above, below))) == [("above", 3.0)]
    everywhere = (-50.0, -50.0, 50.0, 50.0)
    assert where(placed(label(), marks=(everywhere,))) == [None]


def test_no_label_lies_on_an_island_of_others_unless_it_must() -> None:
    islands = ((0, 0, 1), (0, 3.5, 3))  # people of the other stand within .59 of 3, from 1.73 to 5.27
    assert where(placed(label(sides=("above",)), land=islands)) == [None]
    assert where(placed(label(sides=("above",), must=True), land=islands)) == [("above", 1.0)]
    assert where(placed(label(), land=islands)) == [("below", -1.0)]


def test_a_label_gives_way_to_another_that_has_no_other_place() -> None:
    wide, narrow = label(0, 0), Label(0, 2.5, (0.5,), (SIZE,), ("below",), weight=2)
    # the first would stand from 10 to 20 above 0, the second from 10 to 20 below 25, which is 10 to 20, too
    assert where(placed(wide, narrow)) == [("below", -1.0), ("below", 2.0)]


def test_the_name_of_two_words_may_stand_in_one_line_or_two() -> None:
    tall = Label(0, 0, (1.0,), ((40.0, 10.0), (20.0, 20.0)), ("right",))
    (place,) = placed(tall, marks=((35.0, -2.0, 45.0, 2.0),))
    assert place is not None
    assert place.broken == 1

"""The map to explore, in the kernel: who is shown, what is said, and that names stay text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
import pytest

import weaklib as wl
from tests.browser import hostile
from tests.pages.made import EXAMPLE
from tests.pages.map_books import connections
from tests.views.conftest import foreign_markup
from weaklib.action import ledger as ledger_room
from weaklib.book import Book
from weaklib.sources.sheets.exact import exact_rows
from weaklib.views import panels
from weaklib.views.looks import DAY as DAY_LOOK
from weaklib.views.looks import NIGHT
from weaklib.views.panels import map_names, map_past, map_people, map_search
from weaklib.views.panels.map_finder import NOTHING
from weaklib.views.panels.map_group import csv_of
from weaklib.views.panels.map_ink import RINGS
from weaklib.views.panels.map_people import ALL, NEVER, NOT_KNOWN, NOWHERE, Filters, Tables
from weaklib.views.theme import CLASS_COLOURS, DARK_INK

DAY = pd.Timestamp("2026-10-31")


def tables(book: Book) -> Tables:
    """Everything that is measured of a book on its last day."""
    graph = wl.network.contact_network(book)
    circles = wl.circles.find_circles(graph, seed=0)
    bridges = wl.bridging.bridge_table(graph, circles=circles)
    return Tables(book, wl.ties.tie_table(book), graph, circles, bridges, book.last_day())


def explored(known: Tables, **more: Any) -> Any:
    return panels.explorer(*known[:5], **more)


@pytest.fixture(scope="module")
def example() -> Tables:
    return tables(wl.read(EXAMPLE))


@pytest.fixture(scope="module")
def laid_out(example: Tables) -> Any:
    return explored(example)


@pytest.fixture
def panel(laid_out: Any) -> Any:
    """The example's map as it is at first."""
    laid_out.slider.value = laid_out.slider.options[-1][1]
    laid_out.filters.reset()
    return laid_out


def said(widget: Any) -> str:
    return re.sub(r"<[^>]*>", "", widget.value.replace("<br>", "\n"))


def layers(panel: Any, name: str) -> list[Any]:
    return [trace for trace in panel.picture.figure.data if (trace.meta or {}).get("layer") == name]


def on_map(panel: Any) -> dict[str, str]:
    """Each person in the traces, with the class whose trace it is."""
    return {
        panel.picture.people[row[0]]: trace.name.rpartition(" (")[0]
        for trace in layers(panel, "people")
        for row in trace.customdata
    }


def number(panel: Any, person: str) -> int:
    return panel.picture.people.index(person)


def click(panel: Any, person: str) -> None:
    panel.hand.clicked = [number(panel, person), -1 - len(panel.hand.clicked) - sum(panel.hand.clicked)]


def test_everybody_is_shown_once_in_the_class_of_their_tie(panel: Any, example: Tables) -> None:
    assert on_map(panel) == example.ties["class"].to_dict()
    assert said(panel.told) == f"All {len(example.ties)} people are shown."
    counts = example.ties["class"].value_counts()
    listed = {trace.name for trace in layers(panel, "people") if trace.showlegend}
    assert listed == {f"{name} ({count:,})" for name, count in counts.items()}


def written(panel: Any) -> dict[str, str]:
    """What is written on the map: what each name is called by the map, and its text."""
    return {
        name.name: map_names.plain(name.text.replace("<br>", " "))
        for name in panel.picture.figure.layout.annotations
        if name.name
    }


def test_a_filter_takes_people_out_of_the_picture_and_says_how_many(panel: Any, example: Tables) -> None:
    called = next(name for name in written(panel) if name.startswith("person:"))
    person = panel.picture.people[int(called.removeprefix("person:"))]
    name, kind = str(example.ties.at[person, "name"]), str(example.ties.at[person, "class"])
    assert written(panel)[called] == name
    panel.filters.classes[kind].value = False
    left = example.ties[example.ties["class"] != kind]
    assert set(on_map(panel)) == set(left.index)
    assert (
        said(panel.told)
        == f"Shown: {len(left)} of {len(example.ties)} people. Asked for: ties that are not {kind}."
    )
    traces = [trace.to_plotly_json() for trace in layers(panel, "people")]
    assert name not in json.dumps(traces, default=str)
    assert called not in written(panel)
    assert name not in written(panel).values()


def test_only_names_of_people_leave_with_people(panel: Any) -> None:
    for box in panel.filters.classes.values():
        box.value = False
    assert {name.partition(":")[0] for name in written(panel)} == {"circle"}


def ends(panel: Any, layer: str) -> set[tuple[float, float]]:
    """Where the lines of a layer begin and end."""
    found: set[tuple[float, float]] = set()
    for trace in layers(panel, layer):
        path = np.column_stack([trace.x, trace.y])
        gaps = np.flatnonzero(np.isnan(path[:, 0]))
        found |= (
            {(float(x), float(y)) for x, y in path[np.r_[0, gaps[:-1] + 1, gaps - 1]]} if len(path) else set()
        )
    return found


def test_the_ties_of_hidden_people_leave_with_them(panel: Any, example: Tables) -> None:
    dots = panel.picture.dots
    home = panel.picture.people
    assert ends(panel, "tie")
    assert ends(panel, "bridge")
    panel.filters.classes["moderately weak"].value = False
    spots = {
        (float(dots.x[i]), float(dots.y[i])): example.ties.at[person, "class"]
        for i, person in enumerate(home)
    }
    drawn = {spots[end] for layer in ("tie", "bridge") for end in ends(panel, layer)}
    assert drawn
    assert "moderately weak" not in drawn


def test_every_class_off_is_an_empty_map_that_says_so(panel: Any) -> None:
    for box in panel.filters.classes.values():
        box.value = False
    assert on_map(panel) == {}
    assert said(panel.told).startswith("Shown: 0 of 320 people. Asked for: no class of tie at all")
    panel.filters.back.click()
    assert len(on_map(panel)) == 320


def test_the_circle_and_the_channel_are_those_of_the_tables(panel: Any, example: Tables) -> None:
    largest = example.circles.value_counts().index[0]
    panel.filters.circle.value = 0
    members = set(example.circles.index[example.circles == largest])
    assert set(on_map(panel)) == members
    assert f"circle {largest}" in said(panel.told)
    panel.filters.circle.value = NOWHERE
    assert set(on_map(panel)) == set(example.circles.index[example.circles.isna()])
    panel.filters.circle.value, panel.filters.channel.value = ALL, "meeting"
    rows = example.book.interactions
    met = rows[rows["channel"].isin(["meeting", "group_meeting"]) & (rows["group_size"] <= 25)]
    assert set(on_map(panel)) == set(met["person"])


def people_by_hand() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Five people: when each was last in touch, of which class they are, and how relevant."""
    index = pd.Index(["a", "b", "c", "d", "e"], name="person")
    last = [DAY - pd.Timedelta(days=days) for days in (30, 365, 366, 1096)]
    people = pd.DataFrame(
        {"home": [0, 0, 1, -1, 1], "relevance": [0.2, 0.5, np.nan, 0.9, np.nan]}, index=index
    )
    for channel in map_people.CHANNELS:
        people[channel] = pd.NaT
    people.loc["a", "mail"] = DAY - pd.Timedelta(days=40)
    told = pd.DataFrame(
        {
            "class": ["strong", "weak", "weak", "dormant", "unknown"],
            "last_contact": [*last, pd.NaT],
            "known": True,
        },
        index=index,
    )
    return people, told


@pytest.mark.parametrize(
    ("asked", "left"),
    [
        ({}, "abcde"),
        ({"period": "within the last 30 days"}, "a"),
        ({"period": "within the last year"}, "ab"),
        ({"period": "one to three years ago"}, "c"),
        ({"period": "more than three years ago"}, "d"),
        ({"period": NOT_KNOWN}, "e"),
        ({"period": NEVER}, ""),
        ({"relevance": 0.5}, "bd"),
        ({"circle": NOWHERE}, "d"),
        ({"circle": 1, "classes": frozenset({"weak"})}, "c"),
        ({"channel": "mail"}, "a"),
        ({"channel": "meeting"}, ""),
    ],
)
def test_what_each_filter_leaves(asked: dict[str, Any], left: str) -> None:
    people, told = people_by_hand()
    shown = map_people.chosen(people, told, Filters(**asked), day=DAY)
    assert "".join(shown.index[shown]) == left


def test_a_channel_counts_from_its_first_contact_on() -> None:
    people, told = people_by_hand()
    before = DAY - pd.Timedelta(days=41)
    assert not map_people.chosen(people, told, Filters(channel="mail"), day=before).any()


def test_never_and_not_known_are_two_things() -> None:
    people, told = people_by_hand()
    told.loc["e", "class"] = "nominal"
    shown = map_people.chosen(people, told, Filters(period=NEVER), day=DAY)
    assert list(shown.index[shown]) == ["e"]
    assert not map_people.chosen(people, told, Filters(period=NOT_KNOWN), day=DAY).any()


def test_relevance_can_be_asked_for_where_it_is_known(example: Tables) -> None:
    fit = pd.Series(0.0, index=example.ties.index)
    fit["runa-solheim"] = 0.8
    panel = explored(example, relevance=fit)
    assert panel.filters.relevance.layout.display == ""
    panel.filters.relevance.value = 0.5
    assert list(on_map(panel)) == ["runa-solheim"]
    assert "relevance to your goals of 0.50 or more" in said(panel.told)


def test_without_goals_relevance_is_not_asked(panel: Any) -> None:
    assert panel.filters.relevance.layout.display == "none"


INDEX = map_search.index_of(
    pd.DataFrame(
        {
            "name": ["Søren Ahlgren", "Ann Sorensen", "Energia Rossi", "Bo Berg"],
            "organisation": ["Nordlicht", "Nordlicht", None, "Energie AG"],
            "field": ["energy", "energy", None, "energy"],
            "circle": ["Choir", None, None, "Choir"],
        },
        index=list("abcd"),
    )
)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("soren", "Søren Ahlgren"),
        ("AHLGREN SØ", "Søren Ahlgren"),
        ("nordlicht", "Nordlicht"),
        ("choir", "Choir"),
        ("energia", "Energia Rossi"),
        ("energy", "energy"),
        ("bo energ", "Bo Berg"),
    ],
)
def test_the_search_finds(query: str, first: str) -> None:
    assert map_search.found(INDEX, query)[0].label == first


def test_the_search_says_what_a_group_is_and_gives_its_members() -> None:
    (entry,) = [each for each in map_search.found(INDEX, "energy") if each.label == "energy"]
    assert entry.note == "everybody in this field: 3 people"
    assert map_search.members_of(INDEX, entry.key) == [0, 1, 3]
    assert map_search.found(INDEX, "  ") == []
    assert map_search.found(INDEX, "xyz") == []
    assert [entry.key for entry in map_search.organisations(INDEX, "nord")] == ["Nordlicht"]


def test_a_click_opens_the_card_and_draws_the_ties(panel: Any, example: Tables) -> None:
    person = "soren-achterberg"
    click(panel, person)
    card = panel.one.card.value
    tie = example.ties.loc[person]
    assert "Søren Achterberg" in card
    assert f"{tie['strength']:.2f}" in card
    assert str(tie["class"]) in card
    degree = example.graph.degree[person]
    own = layers(panel, "own")
    assert sum(int(np.isnan(trace.x).sum()) for trace in own) == degree
    assert f"All {degree} ties" in said(panel.one.drawn)
    observed = [tie["observed"] > 0 for tie in example.graph[person].values()]
    assert int(np.isnan(own[1].x).sum()) == observed.count(False)
    (ring,) = layers(panel, "ring")
    assert (ring.x[0], ring.y[0]) == tuple(
        axis[number(panel, person)] for axis in (panel.picture.dots.x, panel.picture.dots.y)
    )


def test_own_ties_to_hidden_people_are_not_drawn(panel: Any, example: Tables) -> None:
    person = "soren-achterberg"
    click(panel, person)
    panel.filters.classes["nominal"].value = False
    near = example.ties.loc[list(example.graph[person]), "class"]
    left = int((near != "nominal").sum())
    assert 0 < left < len(near)
    assert said(panel.one.drawn).startswith(f"{left} of {len(near)} ties")
    assert sum(int(np.isnan(trace.x).sum()) for trace in layers(panel, "own")) == left


def test_somebody_hidden_is_neither_ringed_nor_tied(panel: Any, example: Tables) -> None:
    click(panel, "soren-achterberg")
    panel.filters.classes[str(example.ties.at["soren-achterberg", "class"])].value = False
    assert not sum(len(trace.x) for name in ("ring", "own") for trace in layers(panel, name))
    assert said(panel.one.drawn) == "They are not among those who are shown on the map now."


def test_the_past_is_what_was_known_then(panel: Any, example: Tables) -> None:
    called, day = panel.slider.options[2]
    assert called == f"end of {day.year}"
    panel.slider.value = day
    was = wl.ties.tie_table(example.book, as_of=day)
    assert on_map(panel) == was["class"].to_dict()
    told = f"On 31 December {day.year} you knew {len(was)} of the 320 people of today."
    assert said(panel.told) == f"{told} All {len(was)} are shown."
    assert {trace.visible for trace in layers(panel, "route")} == {False}
    trace = next(trace for trace in layers(panel, "people") if len(trace.x))
    assert f"Your tie on 31 December {day.year}" in trace.customdata[0][3]
    place = panel.picture.people.index(panel.picture.people[trace.customdata[0][0]])
    assert trace.x[0] == panel.picture.dots.x[place]


def test_in_the_past_only_ties_of_that_day_are_drawn(panel: Any, example: Tables) -> None:
    day = panel.slider.options[2][1]
    graph = wl.network.contact_network(example.book, as_of=day)
    before = len(ends(panel, "tie"))
    panel.slider.value = day
    dots, people = panel.picture.dots, panel.picture.people
    at = {(float(x), float(y)): people[i] for i, (x, y) in enumerate(zip(dots.x, dots.y, strict=True))}
    drawn = {at[end] for end in ends(panel, "tie")}
    assert 0 < len(drawn) < before
    assert all(graph.degree[person] for person in drawn)


def test_the_day_of_the_map_brings_everybody_back(panel: Any, example: Tables) -> None:
    panel.slider.value = panel.slider.options[0][1]
    panel.slider.value = panel.slider.options[-1][1]
    assert on_map(panel) == example.ties["class"].to_dict()
    assert {trace.visible for trace in layers(panel, "route")} == {True}


def test_a_filter_holds_in_the_past_for_the_class_of_that_time(panel: Any, example: Tables) -> None:
    day = panel.slider.options[4][1]
    panel.slider.value = day
    for name, box in panel.filters.classes.items():
        box.value = name == "strong"
    was = wl.ties.tie_table(example.book, as_of=day)
    assert set(on_map(panel)) == set(was.index[was["class"] == "strong"])
    assert "strong" in said(panel.told)


def test_months_are_finer_than_years(panel: Any) -> None:
    years = len(panel.slider.options)
    panel.steps.value = "months"
    try:
        assert len(panel.slider.options) > 10 * (years - 1)
        assert re.fullmatch(r"[A-Z][a-z]+ \d{4}", panel.slider.options[5][0])
        assert said(panel.told) == "All 320 people are shown."
    finally:
        panel.steps.value = "years"
    assert len(panel.slider.options) == years


def test_a_bar_is_shown_while_the_past_takes_long(example: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    past = map_past.Past(example.book)
    past.bar.layout.observe(lambda change: seen.append(change["new"]), "display")
    day = pd.Timestamp("2021-12-31")
    past.on(day)
    assert seen == []
    monkeypatch.setattr(map_past, "PATIENCE", -1.0)
    past.on(pd.Timestamp("2022-12-31"), others=[day])
    assert seen == ["", "none"]


def test_a_lasso_lists_the_people_and_fills_the_file(panel: Any, example: Tables) -> None:
    inside = ["runa-solheim", "soren-achterberg", "tomasz-wierzbicki"]
    panel.hand.circled = [*(number(panel, person) for person in inside), -1]
    assert said(panel.group.told) == "Inside the line that you drew: 3 people."
    assert "Runa Solheim" in panel.group.table.value
    header, *rows = exact_rows(panel.group.save.text, "people.csv")
    assert header[:3] == ["person", "name", "organisation"]
    assert [row[0] for row in rows] == [person for person in example.ties.index if person in inside]
    (ring,) = layers(panel, "group")
    assert len(ring.x) == 3
    panel.hand.circled = [-2]
    assert panel.group.save.text == ""
    assert "Draw a lasso" in said(panel.group.told)


def test_who_are_shown_can_be_listed_without_a_mouse(panel: Any, example: Tables) -> None:
    panel.filters.classes["nominal"].value = False
    panel.group.everyone.click()
    count = int((example.ties["class"] != "nominal").sum())
    assert said(panel.group.told) == f"Shown on the map: {count} people."


def test_a_group_that_was_searched_is_listed(panel: Any, example: Tables) -> None:
    panel.search.query = "elbmark energie"
    (entry,) = [each for each in panel.search.found if each["note"].startswith("everybody there")]
    panel.search.picked = [entry["key"], 1]
    there = int((example.ties["organisation"] == "Elbmark Energie").sum())
    assert said(panel.group.told) == f"At Elbmark Energie: {there} people."


def test_strong_ties_are_drawn_over_the_others(panel: Any, example: Tables) -> None:
    """Where people stand close together the last trace covers the others."""
    drawn = [trace.name.rpartition(" (")[0] for trace in layers(panel, "people") if len(trace.x)]
    kinds = [kind for kind in CLASS_COLOURS if (example.ties["class"] == kind).any()]
    assert drawn == kinds[::-1]
    ranks = {trace.name.rpartition(" (")[0]: trace.legendrank for trace in layers(panel, "people")}
    assert sorted(kinds, key=lambda kind: ranks[kind]) == kinds, "the legend begins with the strong"


def test_a_lasso_is_not_kept_trace_by_trace(panel: Any) -> None:
    """Plotly would send who is inside back to the browser, and draw the map anew for each trace."""
    with recorded(panel.picture.figure, "_send_restyle_msg") as sent:
        points = {"xs": [], "ys": [], "point_indexes": [], "trace_indexes": []}
        lasso = {"type": "lasso", "selector_state": {"xs": [0, 1, 1], "ys": [0, 0, 1]}}
        told = {"event_type": "plotly_selected", "points": points, "selector": lasso, "device_state": None}
        panel.picture.figure._js2py_pointsCallback = told
    assert sent == []


@contextmanager
def recorded(widget: Any, name: str) -> Iterator[list[Any]]:
    """The calls of a method."""
    calls: list[Any] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(widget), name, lambda _, *given, **__: calls.append(given))
        yield calls


def test_a_ring_is_around_its_person_however_close(panel: Any) -> None:
    """Whoever is drawn three times as large has a ring that is larger still."""
    for person in range(0, len(panel.picture.people), 5):
        panel.picture.near([person])
        panel.picture.ring([person])
        ring = layers(panel, "group")[0].marker.size[0]
        largest = panel.picture.dots.size[person] * panel.picture.grown * 1.25  # a triangle
        assert ring > largest, (person, panel.picture.grown)
    panel.picture.near([])
    panel.picture.ring([])


def test_a_search_without_an_answer_says_so(panel: Any) -> None:
    panel.search.query = "qqqq"
    assert [(entry["key"], entry["label"]) for entry in panel.search.found] == [("", NOTHING)]
    panel.search.query = " "
    assert panel.search.found == []


def test_only_channels_that_were_exported_can_be_asked_for(panel: Any, example: Tables) -> None:
    """The example has no mail: nobody in touch by mail would look like knowledge."""
    assert "mail" not in set(example.book.coverage["kind"])
    assert [key for _, key in panel.filters.channel.options] == ["", "message", "meeting"]


def test_the_file_computes_nothing_and_leaves_empty_what_is_not_known() -> None:
    rows = pd.DataFrame({"name": ["=1+1", "@a"], "strength": [np.nan, 0.5], "last_contact": [pd.NaT, DAY]})
    assert csv_of(rows) == "name,strength,last_contact\r\n'=1+1,,\r\n'@a,0.500,2026-10-31\r\n"


def test_a_way_is_lit_from_the_person_of_the_card(panel: Any) -> None:
    click(panel, "soren-achterberg")
    panel.way.picked = ["Nordlicht Energie", 1]
    told = said(panel.one.way)
    assert told.startswith("7 steps to Nordlicht Energie: Søren Achterberg → ")
    assert "Runa Solheim" in told
    assert [int(np.isnan(trace.x).sum()) for trace in layers(panel, "way")] == [7, 7]
    click(panel, "runa-solheim")
    assert [len(trace.x) for trace in layers(panel, "way")] == [0, 0]


def test_a_way_needs_somebody_to_begin_with(example: Tables) -> None:
    panel = explored(example)
    panel.way.picked = ["Nordlicht Energie", 1]
    assert said(panel.one.way).startswith("Click somebody first")


def test_closer_and_back(panel: Any) -> None:
    click(panel, "soren-achterberg")
    *_, closer, whole = panel.tools.children
    closer.click()
    low, high = panel.picture.figure.layout.xaxis.range
    assert low < panel.picture.dots.x[number(panel, "soren-achterberg")] < high
    close = layers(panel, "ring")[0].marker.size[0]
    whole.click()
    low, high = panel.picture.figure.layout.xaxis.range
    assert low < panel.picture.dots.x.min()
    assert high > panel.picture.dots.x.max()
    at = number(panel, "soren-achterberg")
    assert layers(panel, "ring")[0].marker.size[0] == panel.picture.dots.size[at] + RINGS["ring"][0] < close


def test_a_mark_is_kept_where_there_is_a_plan_and_a_ledger(example: Tables, tmp_path: Path) -> None:
    ledger = ledger_room.open(tmp_path / "ledger.sqlite")
    plan = wl.outreach.plan(*example[:2], example.bridges, graph=example.graph, circles=example.circles)
    person = str(plan["person"].dropna().iloc[0])
    panel = explored(example, plan=plan, ledger=ledger, now=lambda: datetime(2026, 11, 3, 9, tzinfo=UTC))
    click(panel, person)
    (marks,) = panel.one.marks.children
    buttons = {
        button.description: button
        for button in marks.children[2].children[1].children
        if hasattr(button, "description")
    }
    buttons["Skip"].click()
    (row,) = ledger.marks().itertuples()
    assert (row.person, row.step, row.on) == (person, "skip", pd.Timestamp("2026-11-03"))


def test_nothing_can_be_marked_without_a_ledger(panel: Any) -> None:
    click(panel, "runa-solheim")
    assert panel.one.marks.children == ()


def test_a_dark_jupyterlab_has_the_map_of_the_night(panel: Any, example: Tables) -> None:
    _, ties, graph, circles, bridges, _ = example
    figure = panel.picture.figure
    by_day = {name: trace_colours(panel, name) for name in LAYERS}
    panel.hand.dark = True
    night = wl.netmap.draw(graph, ties, circles=circles, bridges=bridges, dark=True)
    assert figure.layout.plot_bgcolor == night.layout.plot_bgcolor == NIGHT.sea
    assert figure.layout.template.layout.font.color == DARK_INK
    drawn = {trace.name.rpartition(" (")[0]: trace.marker.color for trace in layers(panel, "people")}
    assert drawn == dict(NIGHT.classes)
    inks = [{text.font.color for text in each.layout.annotations} for each in (figure, night)]
    assert inks[0] <= inks[1]
    for name in LAYERS:
        assert not by_day[name] & trace_colours(panel, name), name
    panel.hand.dark = False
    assert {name: trace_colours(panel, name) for name in LAYERS} == by_day
    assert figure.layout.plot_bgcolor == DAY_LOOK.sea


LAYERS = ("land", "route", "tie", "ring", "own")


def trace_colours(panel: Any, name: str) -> set[str]:
    """The colours of the lines, planes and rings of a layer."""
    found: set[str] = set()
    for trace in layers(panel, name):
        told = trace.to_plotly_json()
        found |= {
            told.get("line", {}).get("color"),
            told.get("fillcolor"),
            told.get("marker", {}).get("color"),
        }
    return {colour for colour in found if isinstance(colour, str) and not colour.startswith("rgba(0,0,0,0")}


def test_what_is_kept_as_a_picture_says_what_it_shows(panel: Any) -> None:
    hand = panel.hand
    assert map_names.plain(hand.heading.replace("<br>", " ")) == panel.picture.title
    assert map_names.plain(hand.small.replace("<br>", " ")) == f"{said(panel.told)} {panel.picture.note}"
    panel.filters.classes["nominal"].value = False
    assert "Asked for: ties that are not nominal." in map_names.plain(hand.small.replace("<br>", " "))


def test_no_chart_can_be_shared(panel: Any) -> None:
    figure = panel.picture.figure
    assert figure._config["showSendToCloud"] is False
    assert "sendChartToCloud" in figure.layout.template.layout.modebar.remove


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> Any:
    known = tables(wl.read(hostile.write(tmp_path_factory.mktemp("hostile") / "export")))
    return explored(known)


def html_of(widget: Any) -> str:
    """All HTML in a panel."""
    own = str(getattr(widget, "value", "")) if type(widget).__name__ == "HTML" else ""
    return own + "".join(map(html_of, getattr(widget, "children", ())))


def test_hostile_names_stay_text_everywhere(bad: Any) -> None:
    people = bad.picture.people
    bad.hand.circled = [*range(len(people)), -1]
    for at in range(0, len(people), 4):
        bad.hand.clicked = [at, -at - 1]
        bad.way.picked = [str(bad.one.tables.ties["organisation"].dropna().iloc[at % 15]), at]
        assert not re.search(r"<(img|script|iframe|link|base|i|span style|svg onload)\b", html_of(bad))
        assert not re.search(r"<(?!br>)|\$", bad.hand.heading + bad.hand.small)
        assert "data-canary>" not in html_of(bad)
    bad.slider.value = bad.slider.options[0][1]
    assert foreign_markup(bad.picture.figure) == []


def test_what_is_searched_is_data_that_the_browser_writes_as_text(bad: Any) -> None:
    bad.search.query = "n7"
    assert any("evil.example" in each["label"] for each in bad.search.found)
    for widget in (bad.search, bad.hand, bad.group.save):
        assert "innerHTML" not in widget._esm
        assert not re.search(r"https?://|import\s", widget._esm)


def test_without_ties_the_map_says_so(tmp_path: Path) -> None:
    panel = explored(tables(connections(tmp_path / "few", [f"Works {i}" for i in range(3)])))
    assert said(panel.told) == "All 3 people are shown."
    panel.hand.clicked = [0, -1]
    assert said(panel.one.drawn) == "No tie of theirs to another contact is known."
    assert len(panel.slider.options) == 1 or panel.slider.options[-1][1] == panel.past.book.last_day()


def test_without_contacts_there_is_a_sentence(example: Tables) -> None:
    nobody = example.ties.head(0)
    graph: nx.Graph[str] = nx.Graph()
    circles, bridges = example.circles.head(0), example.bridges.head(0)
    panel = panels.explorer(example.book, nobody, graph, circles, bridges)
    assert said(panel.told) == "All 0 people are shown."
    assert on_map(panel) == {}


def test_where_no_widget_can_be_shown_a_sentence_stands(panel: Any) -> None:
    assert repr(panel) == "The map to explore: open this notebook in JupyterLab and run it to use it."
    assert list(panel.filters.classes) == list(CLASS_COLOURS)


def name(text: str, x: float, **more: Any) -> dict[str, Any]:
    """A name as plotly writes it: ten pixels high, and six a letter wide."""
    return {"text": text, "x": x, "y": 0.0, "font": {"size": 10}, **more}


def cleared(*names: dict[str, Any], pixels_per_step: float) -> list[dict[str, Any]]:
    return map_names.clear([[each] for each in names], pixels_per_step=pixels_per_step)


def test_names_that_would_cover_each_other_give_way() -> None:
    """Ten letters are 64 pixels wide with their margin: 7 steps of 10 pixels apart they are clear, 6 are not."""
    first, other = name("a" * 10, 0.0), name("b" * 10, 6.0)
    assert cleared(first, other, pixels_per_step=10) == [first]
    assert cleared(first, other, pixels_per_step=11) == [first, other]
    for anchors in (("xanchor", "left", "right"), ("yanchor", "top", "bottom")):
        side, one, two = anchors
        both = [name("<b>a<br>a</b>", 0.0, **{side: one}), name("b", 0.0, **{side: two})]
        assert cleared(*both, pixels_per_step=1) == both
        assert len(cleared(both[0], both[0], pixels_per_step=1)) == 1


def test_a_name_moves_to_another_side_of_its_person_before_it_goes() -> None:
    """Right of the person at 0, one step away, stands another name already; on the left there is room."""
    taken = name("b" * 10, 3.0)
    own = name("a" * 10, 1.0, xanchor="left")
    (_, moved) = map_names.clear([[taken], map_names.sides(own, (0.0, 0.0, 1.0, 1.0))], pixels_per_step=10)
    assert (moved["x"], moved["y"], moved["xanchor"], moved["text"]) == (-1.0, 0.0, "right", own["text"])
    assert map_names.clear([[taken], map_names.sides(own, None)], pixels_per_step=10) == [taken]


def test_the_name_of_a_circle_is_not_written_on_another() -> None:
    own, other = name("a" * 10, 3.0, name="circle:a"), (0.0, 0.0, 1.0, 1.0)
    islands = {"circle:a": (6.0, 0.0, 1.0, 1.0), "circle:b": other}
    assert map_names.clear([[own]], pixels_per_step=10, islands=islands) == []
    assert map_names.clear([[own]], pixels_per_step=20, islands=islands) == [own]  # the letters stay as large
    person = {**own, "name": "person:1"}
    assert map_names.clear([[person]], pixels_per_step=10, islands=islands) == [person]


def test_a_name_that_would_be_cut_off_goes_or_moves() -> None:
    """64 pixels wide and 17 high, at 10 pixels a step: it reaches from -3.2 to 3.2, and from -0.85 to 0.85."""
    text = name("a" * 10, 0.0)
    for frame in ((-3.1, -9, 9, 9), (-9, -0.8, 9, 9), (-9, -9, 3.1, 9), (-9, -9, 9, 0.8)):
        assert map_names.clear([[text]], pixels_per_step=10, frame=frame) == [], frame
    for frame in ((-3.3, -0.9, 3.3, 0.9), (50, 50, 60, 60)):  # all of it is seen, or nothing
        assert map_names.clear([[text]], pixels_per_step=10, frame=frame) == [text], frame
    moved = map_names.clear([[text, {**text, "x": 4.0}]], pixels_per_step=10, frame=(0, -9, 9, 9))
    assert [each["x"] for each in moved] == [4.0]


def test_a_title_is_plain_text_again() -> None:
    assert map_names.plain("<b>Mara &amp; S&#36;hne</b> &lt;b&gt;") == "Mara & S$hne <b>"


def test_the_names_of_hidden_people_are_found_where_everybody_is_named(tmp_path: Path) -> None:
    panel = explored(tables(connections(tmp_path / "few", ["Works"] * 3)))
    named = [each for each in panel.picture.figure.layout.annotations if "Ann" in each.text]
    for box in panel.filters.classes.values():
        box.value = False
    assert named
    assert not [each for each in panel.picture.figure.layout.annotations if "Ann No" in each.text]

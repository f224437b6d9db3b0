"""The charts of impact: findings that are counted, no percentage of fewer than five, names that stay text."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from tests.pages import impact_made as made
from weaklib.action.impact.comparison import Contrast
from weaklib.views import (
    chains,
    impact_moves,
    impact_payback,
    impact_rates,
    impact_ratings,
    impact_waiting,
    new_connections,
    theme,
)

from .conftest import HOSTILE, foreign_markup, strings

DRAWN: dict[str, Callable[[], go.Figure]] = {
    "rates": lambda: impact_rates.rate_intervals(
        made.rates(), title="Who answers", axis="answered, in percent"
    ),
    "weak and strong": lambda: impact_rates.weak_and_strong(made.contrast(), made.summary()),
    "waiting": lambda: impact_waiting.waiting(made.curve()),
    "arrivals": lambda: new_connections.arrivals_by_month(made.arrived(), made.months()),
    "ratings": lambda: impact_ratings.rating_dots(made.ratings()),
    "payback": lambda: impact_payback.payback_bars(made.payback(), kinds=("circle", "event")),
    "chains": lambda: chains.chain_tree(made.chain()),
    "moves": lambda: impact_moves.moves_bars(made.moves()),
}
EMPTY: dict[str, Callable[[], go.Figure]] = {
    "rates": lambda: impact_rates.rate_intervals(made.rates().head(0), title="Nobody"),
    "rates, all few": lambda: impact_rates.rate_intervals(made.rates().tail(1), title="2 of 2 answered"),
    "waiting": lambda: impact_waiting.waiting(few(0, 0)),
    "waiting, four": lambda: impact_waiting.waiting(few(4, 3)),
    "arrivals": lambda: new_connections.arrivals_by_month(made.arrived().head(0), made.months()),
    "ratings": lambda: impact_ratings.rating_dots(made.ratings().assign(n=0)),
    "payback": lambda: impact_payback.payback_bars(made.payback().head(0), kinds=("circle", "event")),
    "chains": lambda: chains.chain_tree(made.chain().head(0)),
}
every_chart = pytest.mark.parametrize("draw", DRAWN.values(), ids=DRAWN)


def few(n: int, answered: int) -> pd.DataFrame:
    """What `time_to_reply` returns of fewer than five: no curve, and the counts beside it."""
    table = made.curve().head(0)
    nothing = dict.fromkeys(("median", "answered_by_14", "rmst_14"), np.nan)
    table.attrs = {"n": n, "answered": answered, "pending": 0, **nothing}
    return table


def said(figure: go.Figure) -> str:
    """The title on one line."""
    return str(figure.layout.title.text).replace("<br>", " ")


def note(figure: go.Figure) -> str:
    """The line under the title."""
    return str(figure.layout.title.subtitle.text).replace("<br>", " ")


def test_the_titles_are_findings() -> None:
    assert {name: said(draw()) for name, draw in DRAWN.items() if name != "rates"} == {
        "weak and strong": "3 of 12 messages to weak ties and 1 of 5 to strong ties were answered within 14 days; no conclusion",
        "waiting": "About 42 % of your 10 messages are answered within 14 days",
        "arrivals": "5 new connections, 2 of them through an introduction; contact with 3 is two-way",
        "ratings": "On average, of 3: engagement 1.7 (n = 11), support 1.9 (n = 8), guidance 1.0 (n = 1)",
        "payback": "The circle Kantorei brought the most lasting contacts: 2 of 3 new connections, and 1 introduction",
        "moves": "3 ties began, grew or came back; 2 shrank or fell silent",
        "chains": "5 introductions led to 4 people, in a chain of 3 from Runa; contact with 2 is two-way",
    }


def test_what_is_left_out_or_not_known_is_noted() -> None:
    assert (
        note(DRAWN["weak and strong"]())
        == "Lines: 95 % intervals. Left out: 1 attempt with a class not known. 2 attempts not due yet."
    )
    assert (
        note(DRAWN["waiting"]())
        == "4 of 10 answered so far; 1 still may be, which is not a no. Shaded: 95 % interval."
    )
    assert "How 1 connection came is not known." in note(DRAWN["arrivals"]())
    assert "Grey: without a record, which is not zero (1 month)." in note(DRAWN["arrivals"]())
    assert note(DRAWN["chains"]()).startswith("You are in none of the chains.")


@every_chart
def test_titles_are_not_cut_and_axes_have_units(draw: Callable[[], go.Figure]) -> None:
    figure = draw()
    assert max(map(len, figure.layout.title.text.split("<br>"))) <= theme.TITLE_WIDTH
    assert max(map(len, figure.layout.title.subtitle.text.split("<br>"))) <= theme.NOTE_WIDTH
    axes = [*figure.select_xaxes(), *figure.select_yaxes()]
    assert any(axis.title.text or axis.ticktext for axis in axes)


@every_chart
def test_no_chart_has_an_upload_button_or_a_nan(draw: Callable[[], go.Figure]) -> None:
    figure = draw()
    assert "sendChartToCloud" in figure.layout.template.layout.modebar.remove
    assert not [text for text in strings(figure) if re.search(r"\b(nan|NaN|NaT|None|<NA>)\b", text)]
    assert figure.to_json() == draw().to_json()


@every_chart
def test_every_colour_of_data_is_one_that_anybody_can_tell_apart(draw: Callable[[], go.Figure]) -> None:
    fine = {*theme.CLASS_COLOURS.values(), "#FFFFFF", "#C3CBD1", chains.LINE, theme.INK}
    for trace in draw().data:
        for paint in (trace.marker.color, trace.line.color if trace.type == "scatter" else None):
            colours = [paint] if isinstance(paint, str) else list(paint or [])
            assert set(colours) <= fine


@pytest.mark.parametrize("draw", EMPTY.values(), ids=EMPTY)
def test_without_data_a_sentence_stands_instead(draw: Callable[[], go.Figure]) -> None:
    figure = draw()
    assert len(figure.data) == 0
    assert figure.layout.annotations[0].text.endswith(".")
    assert "%" not in "".join(strings(figure))


def test_fewer_than_five_have_no_dot_no_interval_and_no_percentage() -> None:
    figure = DRAWN["rates"]()
    dots = [trace for trace in figure.data if trace.mode == "markers"]
    assert [trace.x[0] for trace in dots] == [25.0, 20.0]
    words = next(trace for trace in figure.data if trace.mode == "text")
    assert words.text[2] == "2 of 2; too few for a rate"
    about = [text for text in strings(figure) if "2 of 2" in text]
    assert [text for text in about if "%" in text] == []
    # a rate that slipped in is not drawn either
    slipped = made.rates().assign(value=0.5, low=0.1, high=0.9)
    drawn = impact_rates.rate_intervals(slipped, title="x")
    assert len([trace for trace in drawn.data if trace.mode == "markers"]) == 2


def test_the_interval_reaches_from_low_to_high() -> None:
    dot = DRAWN["rates"]().data[0]
    assert dot.x[0] + dot.error_x.array[0] == pytest.approx(53.2, abs=0.05)
    assert dot.x[0] - dot.error_x.arrayminus[0] == pytest.approx(8.9, abs=0.05)
    assert dot.customdata[0][2] == "; 1 answer not due yet"


@pytest.mark.parametrize(
    ("verdict", "title"),
    [
        (
            "weak more",
            "More often with weak ties: 3 of 12 messages to weak ties and 1 of 5 to strong ties were answered within 14 days",
        ),
        (
            "weak less",
            "Less often with weak ties: 3 of 12 messages to weak ties and 1 of 5 to strong ties were answered within 14 days",
        ),
        (
            "too few",
            "3 of 12 messages to weak ties and 1 of 5 to strong ties were answered within 14 days; too few to compare",
        ),
    ],
)
def test_the_title_follows_the_verdict(verdict: str, title: str) -> None:
    assert impact_rates.finding(made.contrast(verdict=verdict)) == title
    nobody: Contrast = made.contrast()._replace(weak_n=0, strong_n=0)
    assert impact_rates.finding(nobody) == "No message is due for an answer yet"
    one = made.contrast(verdict="too few")._replace(weak_n=0, strong_count=1, strong_n=1)
    assert (
        impact_rates.finding(one)
        == "1 of 1 messages to strong ties was answered within 14 days; too few to compare"
    )


def test_weak_ties_stand_above_their_classes_and_strong_ones_beside() -> None:
    labels = list(DRAWN["weak and strong"]().layout.yaxis.ticktext)
    assert labels == ["weak ties (all but strong)", "· moderately weak", "· weak", "strong ties", "unknown"]


def test_the_curve_rises_with_each_reply_and_marks_who_is_still_waited_for() -> None:
    figure = DRAWN["waiting"]()
    line = next(trace for trace in figure.data if trace.name == "answered")
    assert dict(zip(line.x, line.y, strict=True)) == {
        0.0: 0.0,
        1.0: 10.0,
        2.0: 30.0,
        5.0: 30.0,
        9.0: 41.7,
        28.0: 41.7,
    }
    assert line.line.shape == "hv"
    ends = next(trace for trace in figure.data if "record ends" in str(trace.name))
    assert list(ends.x) == [5.0]
    assert figure.layout.yaxis.title.text == "answered, in percent"


def test_half_is_told_where_half_have_answered() -> None:
    curve = made.curve()
    curve.attrs["median"] = 6.0
    assert impact_waiting.finding(curve) == "Half of your 10 messages are answered within 6 days"


def test_a_bar_is_whole_where_contact_is_two_way_and_hatched_else() -> None:
    figure = DRAWN["arrivals"]()
    bars = {(trace.name, bool(trace.marker.pattern.shape)): trace for trace in figure.data}
    assert list(bars["introduced", False].y) == [None, None, 1, None]
    assert list(bars["introduced", True].y) == [None, None, 1, None]
    assert sum(n or 0 for trace in figure.data for n in trace.y) == 5
    assert figure.layout.barmode == "stack"
    # each way has one line in the legend, though it may have two traces
    named = [trace.name for trace in figure.data if trace.showlegend]
    assert sorted(named) == ["event", "introduced", "not known", "their invitation"]


def test_few_bars_are_not_as_wide_as_the_page() -> None:
    one = new_connections.arrivals_by_month(made.arrived().head(2), made.months().iloc[[2]])
    assert {trace.width for trace in one.data} == {new_connections.FEW_WIDTH}
    assert said(one) == "2 new connections, all through an introduction; contact with 1 is two-way"
    lone = new_connections.arrivals_by_month(made.arrived().tail(1), made.months().head(1))
    assert said(lone) == "1 new connection; contact with none is known to be two-way"


def test_a_rating_that_nobody_gave_has_its_axis() -> None:
    axes = impact_ratings.rating_dots(made.ratings().iloc[[0]]).to_dict()["layout"]
    assert axes["xaxis3"]["title"]["text"] == "guidance, 0 to 3"
    assert len({trace.xaxis for trace in impact_ratings.rating_dots(made.ratings().iloc[[0]]).data}) == 3


def test_moves_are_counted_gains_first() -> None:
    figure = impact_moves.moves_bars(made.moves())
    assert said(figure) == "3 ties began, grew or came back; 2 shrank or fell silent"
    assert list(figure.layout.yaxis.ticktext) == [
        "new tie",
        "grew",
        "came back",
        "shrank",
        "fell silent",
        "went dormant",
    ]
    assert list(figure.data[0].text) == ["1: Ada", "2: Bo, Cy", "0", "1: Di", "0", "1: Ed"]
    assert said(impact_moves.moves_bars(made.moves().head(0))) == "No tie moved in this time"


def test_a_month_without_a_record_is_grey_and_not_zero() -> None:
    (shape,) = DRAWN["arrivals"]().layout.shapes
    assert (shape.x0, shape.x1) == (2.5, 3.5)
    recorded = new_connections.arrivals_by_month(made.arrived(), made.months(silent=False))
    assert recorded.layout.shapes == ()


def test_many_months_are_drawn_by_year() -> None:
    long = made.months().reindex(pd.date_range("2019-01-31", "2026-10-31", freq="ME"), fill_value=0.0)
    figure = new_connections.arrivals_by_month(made.arrived(), long)
    assert list(figure.data[0].x) == [str(year) for year in range(2019, 2027)]
    assert figure.layout.yaxis.title.text == "new connections a year"


def test_a_mean_of_fewer_than_five_is_hollow() -> None:
    dots = {
        trace.customdata[0][2]: trace.marker.color for trace in DRAWN["ratings"]().data if trace.customdata
    }
    assert dots["2 ratings"] == dots["1 rating"] == "#FFFFFF"
    assert dots["6 ratings"] == theme.CLASS_COLOURS["weak"]


def test_what_pays_back_adds_up_and_leaves_out_what_has_no_name() -> None:
    figure = DRAWN["payback"]()
    assert list(figure.layout.yaxis.ticktext) == ["Kantorei (circle)", "meeting of 6 on 3 March 2026"]
    whole = {trace.name: list(trace.x) for trace in figure.data}
    assert whole == {
        "introductions": [1, 0],
        "new connections that lasted": [2, 1],
        "other new connections": [1, 0],
    }


@pytest.mark.parametrize(
    ("kinds", "named"), [(("event",), "an event"), (("circle", "channel"), "a circle or a channel")]
)
def test_of_what_nothing_came_through_it_is_said_plainly(kinds: tuple[str, ...], named: str) -> None:
    told = " ".join(strings(impact_payback.payback_bars(made.payback().head(0), kinds=kinds)))
    assert f"Nothing came through {named} in this time" in told.replace("<br>", " ")


def test_a_half_is_rounded_up() -> None:
    curve = made.curve()
    curve.attrs["answered_by_14"] = 0.125
    assert impact_waiting.finding(curve).startswith("About 13 %")


def test_what_brought_nothing_lasting_is_not_said_to_pay_back() -> None:
    passing = impact_payback.came_through(made.payback().assign(lasting=0), ("circle",))
    told = impact_payback.finding(passing)
    assert (
        told == "The circle Kantorei comes first: 1 introduction and 3 new connections, none seen to last yet"
    )


def test_a_chain_of_three_is_three_steps_to_the_right() -> None:
    places = chains.placed(chains.named(made.chain()))
    assert {who: places[who].column for who in ("runa", "eva", "finn", "gil", "tomasz")} == {
        "runa": 0,
        "eva": 1,
        "finn": 2,
        "gil": 3,
        "tomasz": 0,
    }
    assert len({(place.column, place.row) for place in places.values()}) == len(places)
    figure = DRAWN["chains"]()
    names = [text.strip() for trace in figure.data if trace.text for text in trace.text]
    assert sorted(names) == ["Eva", "Finn", "Gil", "Runa", "Tomasz", chains.UNNAMED]


def test_whoever_introduces_stands_left_of_whom_they_led_to() -> None:
    drawn = chains.named(made.chain())
    places = chains.placed(drawn)
    first = drawn[~drawn["again"]]
    assert all(
        places[by].column + 1 == places[to].column for by, to in zip(first["by"], first["to"], strict=True)
    )


def test_people_who_introduce_one_another_are_drawn_once() -> None:
    back = made.chain().assign(
        to=["eva", "finn", "runa", "runa", "eva"], again=[False, False, True, True, True]
    )
    figure = chains.chain_tree(back)
    names = [text.strip() for trace in figure.data if trace.text for text in trace.text]
    assert sorted(names) == ["Eva", "Finn", "Runa", "Tomasz"]


def test_a_long_chain_and_many_introductions_are_drawn() -> None:
    many = pd.concat([made.chain().head(1)] * 300, ignore_index=True)
    many["by"], many["to"] = [f"p{i}" for i in range(300)], [f"p{i + 1}" for i in range(300)]
    many["depth"], many["entry"] = range(1, 301), range(300)
    figure = chains.chain_tree(many, most=400)
    assert max(max(trace.x) for trace in figure.data if trace.text) == 300
    assert note(chains.chain_tree(many)).endswith("260 more introductions are not drawn.")


def test_the_colour_of_a_start_is_the_class_when_asked() -> None:
    starts = {trace.name: trace.marker for trace in DRAWN["chains"]().data if trace.marker.symbol == "square"}
    assert {name: marker.color for name, marker in starts.items()} == {
        "weak when asked": theme.CLASS_COLOURS["weak"],
        "dormant when asked": theme.CLASS_COLOURS["dormant"],
    }


def test_hostile_names_are_only_text() -> None:
    for figure in (
        impact_rates.rate_intervals(made.rates(mark=HOSTILE), title=f"x {HOSTILE}"),
        new_connections.arrivals_by_month(made.arrived(mark=HOSTILE), made.months()),
        impact_ratings.rating_dots(made.ratings(mark=HOSTILE)),
        impact_moves.moves_bars(made.moves(mark=HOSTILE)),
        impact_payback.payback_bars(made.payback(mark=HOSTILE), kinds=("circle", "event")),
        chains.chain_tree(made.chain(mark=HOSTILE)),
        chains.chain_tree(made.chain(mark=HOSTILE).head(1)),
    ):
        assert foreign_markup(figure) == []

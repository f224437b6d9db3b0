"""The charts: titles that are computed findings, colours anybody can tell apart, names that stay text."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable

import numpy as np
import pandas as pd
import plotly.express as px
import plotly.graph_objects as go
import plotly.io as pio
import pytest

from weaklib.book import InputError
from weaklib.views import bars, charts, theme

from .conftest import CLASSES, HOSTILE, foreign_markup, planted, strings

SEA, LAND = "#EAF2F7", "#FFFEFA"


def ties_of(counts: dict[str, int]) -> pd.DataFrame:
    """A tie table with so many contacts in each class; strengths rise within a class."""
    rows = [(f"{name} {i}", name, i / 50) for name, count in counts.items() for i in range(count)]
    table = pd.DataFrame(rows, columns=["name", "class", "strength"]).rename_axis("person")
    table.loc[table["class"] == "unknown", "strength"] = np.nan
    return table.astype({"strength": float})


TIES = ties_of({"strong": 3, "moderately weak": 12, "weak": 20, "fading": 4, "dormant": 6, "nominal": 15})
PEOPLE = pd.DataFrame(
    {
        "connected_on": pd.to_datetime(
            ["2025-11-03", "2025-11-20", "2026-01-09", "2026-02-01", "2026-04-05", None]
        )
    }
)
CONTACTS = pd.DataFrame(
    {
        "organisation": ["Kantorei"] * 6 + ["Hafen"] * 3 + list("abcdefg") + [None] * 4,
        "field": ["music"] * 9 + ["health"] * 2 + [None] * 9,
        "function": [None] * 20,
        "seniority": ["manager"] * 20,
    }
)
BRIDGES = pd.DataFrame(
    {
        "bridging": [0.8, 0.65, 0.4, np.nan],
        "bridge": [True, True, False, False],
        "opens": [("organisation Nordlicht", "circle Kantorei"), (), ("field law",), ("organisation Solo",)],
    },
    index=pd.Index(["mara", "ben", "cy", "di"], name="person"),
)
BRIDGE_TIES = pd.DataFrame(
    {"name": ["Mara Lind", "Same Name", "Same Name", "Di"], "class": ["weak", "strong", "weak", "nominal"]},
    index=BRIDGES.index,
)
COVERAGE = pd.DataFrame(
    {
        "kind": ["linkedin messages", "calendar", "linkedin profile"],
        "rows": [10, 20, 1],
        "used": [9, 20, 1],
        "first": pd.to_datetime(["2020-01-02", "2019-05-01", None]),
        "last": pd.to_datetime(["2026-05-02", "2026-10-31", None]),
    },
    index=pd.Index(["x.zip/messages.csv", "diary.ics", "x.zip/Profile.csv"], name="source"),
)
DRAWN: dict[str, Callable[[], go.Figure]] = {
    "class_bars": lambda: charts.class_bars(TIES),
    "growth": lambda: charts.growth(PEOPLE, "2026-04-30"),
    "diversity_bars": lambda: charts.diversity_bars(CONTACTS),
    "bridge_bars": lambda: charts.bridge_bars(BRIDGES, BRIDGE_TIES),
    "strength_histogram": lambda: charts.strength_histogram(TIES),
    "freshness": lambda: charts.freshness(COVERAGE),
}
EMPTY: dict[str, Callable[[], go.Figure]] = {
    "class_bars": lambda: charts.class_bars(TIES.head(0)),
    "class_bars, all unknown": lambda: charts.class_bars(ties_of({"unknown": 7})),
    "growth": lambda: charts.growth(PEOPLE.head(0), "2026-04-30"),
    "growth, no dates": lambda: charts.growth(PEOPLE.tail(1), "2026-04-30"),
    "diversity_bars": lambda: charts.diversity_bars(CONTACTS.head(0)),
    "bridge_bars": lambda: charts.bridge_bars(BRIDGES.head(0), BRIDGE_TIES),
    "bridge_bars, not measurable": lambda: charts.bridge_bars(BRIDGES.tail(1), BRIDGE_TIES),
    "strength_histogram": lambda: charts.strength_histogram(TIES.head(0)),
    "strength_histogram, all unknown": lambda: charts.strength_histogram(ties_of({"unknown": 7})),
    "freshness": lambda: charts.freshness(COVERAGE.tail(1)),
}
every_chart = pytest.mark.parametrize("draw", DRAWN.values(), ids=DRAWN)


def said(figure: go.Figure) -> str:
    """The title on one line."""
    return str(figure.layout.title.text).replace("<br>", " ")


def note(figure: go.Figure) -> str:
    """The line under the title."""
    return str(figure.layout.title.subtitle.text).replace("<br>", " ")


def test_the_titles_are_findings_with_numbers_that_add_up() -> None:
    assert {name: said(draw()) for name, draw in DRAWN.items()} == {
        "class_bars": "35 of 60 contacts are weak ties or were never in touch; 10 have gone quiet",
        "growth": "5 connections since November 2025; the most in November 2025: 2",
        "diversity_bars": "16 of 20 contacts work at 9 known organisations in 2 fields; the most, 6, at Kantorei",
        "bridge_bars": "2 of 3 contacts with known ties are bridges; Mara Lind comes first",
        "strength_histogram": "Half of 45 ties with contact are weaker than 0.10",
        "freshness": "messages.csv ends 182 days before the newest file, 31 October 2026",
    }


def test_the_notes_say_what_is_left_out() -> None:
    assert note(DRAWN["growth"]()) == "To 30 April 2026. 1 contact without a connection date."
    assert note(DRAWN["diversity_bars"]()) == "Where 4 of them work is not known. Hatched: not known."
    assert note(DRAWN["strength_histogram"]()) == "Left out: 15 contacts never in touch or unknown."
    assert note(DRAWN["freshness"]()) == "1 further file without dates."


@every_chart
def test_titles_are_not_cut_and_axes_have_units(draw: Callable[[], go.Figure]) -> None:
    figure = draw()
    assert max(map(len, figure.layout.title.text.split("<br>"))) <= theme.TITLE_WIDTH
    assert max(map(len, figure.layout.title.subtitle.text.split("<br>"))) <= theme.NOTE_WIDTH
    assert figure.layout.margin.t >= 25 * len(figure.layout.title.text.split("<br>")) + 32
    axes = [*figure.select_xaxes(), *figure.select_yaxes()]
    assert any(axis.title.text for axis in axes) or figure.layout.xaxis.type == "date"


@every_chart
def test_no_chart_has_an_upload_button_or_a_nan(draw: Callable[[], go.Figure]) -> None:
    figure = draw()
    assert "sendChartToCloud" in figure.layout.template.layout.modebar.remove
    assert "showSendToCloud" not in figure.to_json()
    assert not [text for text in strings(figure) if text.lower() in {"nan", "nat", "none", "<na>"}]
    assert figure.to_json() == draw().to_json()


@pytest.mark.parametrize("draw", EMPTY.values(), ids=EMPTY)
def test_without_data_a_sentence_stands_instead(draw: Callable[[], go.Figure]) -> None:
    figure = draw()
    assert len(figure.data) == 0
    assert len(figure.layout.annotations) == 1
    assert figure.layout.annotations[0].text.endswith(".")
    assert not figure.layout.xaxis.visible
    assert "nan" not in "".join(strings(figure)).lower().split()


def test_empty_titles_still_count() -> None:
    assert said(EMPTY["class_bars, all unknown"]()) == "How close you are to your 7 contacts is unknown"
    title = "Bridging is not measurable; 1 contact alone open an organisation or a field"
    assert said(EMPTY["bridge_bars, not measurable"]()) == title.replace("alone open", "alone opens")


def test_class_bars_count_every_class_and_shares_only_of_five_or_more() -> None:
    bar = charts.class_bars(TIES).data[0]
    assert list(bar.x) == [3, 12, 20, 4, 6, 15]
    assert list(bar.text) == ["3", "12 (20 %)", "20 (33 %)", "4", "6 (10 %)", "15 (25 %)"]
    assert list(bar.marker.color) == [theme.CLASS_COLOURS[name] for name in CLASSES[:-1]]
    assert list(charts.class_bars(TIES).layout.yaxis.ticktext) == list(CLASSES[:-1])


def test_one_contact_is_told_and_counted_as_one() -> None:
    assert said(charts.growth(PEOPLE.head(1), "2026-04-30")).startswith("1 connection, on ")
    assert charts.diversity_bars(CONTACTS.head(1)).layout.xaxis.dtick == 1, "no fifth of a contact"


def test_growth_is_by_month_with_empty_months_and_by_year_over_a_long_time() -> None:
    monthly = charts.growth(PEOPLE, "2026-03-31").data[0]
    assert list(monthly.x) == ["Nov 2025", "Dec 2025", "Jan 2026", "Feb 2026", "Mar 2026"]
    assert list(monthly.y) == [2, None, 1, 1, None]
    long_ago = pd.concat([PEOPLE, pd.DataFrame({"connected_on": pd.to_datetime(["2011-05-05"])})])
    yearly = charts.growth(long_ago, "2026-04-30").data[0]
    assert list(yearly.x) == [str(year) for year in range(2011, 2027)]
    assert sum(filter(None, yearly.y)) == 6


def test_diversity_shows_the_largest_the_others_and_the_unknown() -> None:
    figure = charts.diversity_bars(CONTACTS)
    organisations, fields, functions, _ = figure.data
    assert list(organisations.x) == [6, 3, 1, 1, 1, 4, 4]
    told = ["Kantorei", "Hafen", "a", "b", "c", "4 others", "not known"]
    told += ["music", "health", "not known", "not known", "manager"]
    assert list(figure.layout.yaxis.ticktext) == told
    assert list(organisations.marker.pattern.shape) == [""] * 6 + ["/"]
    assert list(functions.marker.pattern.shape) == ["/"]
    places = [place for bar in figure.data for place in bar.y]
    assert places == list(figure.layout.yaxis.tickvals)
    assert len(set(places)) == 12
    assert list(organisations.text) == ["6 (30 %)", "3", "1", "1", "1", "4", "4"]
    assert list(fields.x) == [9, 2, 9]
    assert list(functions.x) == [20]
    for bar in figure.data:
        assert sum(bar.x) == 20


def test_diversity_names_the_column_that_is_missing() -> None:
    with pytest.raises(InputError, match="no column 'field'"):
        charts.diversity_bars(CONTACTS.drop(columns="field"))


def test_bridge_bars_keep_namesakes_apart_and_say_what_each_opens() -> None:
    figure = charts.bridge_bars(BRIDGES, BRIDGE_TIES)
    assert list(figure.layout.yaxis.ticktext) == ["Mara Lind", "Same Name", "Same Name"]
    by_class = {bar.name: bar for bar in figure.data}
    assert list(by_class["weak"].y) == [0, 2]
    assert list(by_class["strong"].y) == [1]
    assert list(by_class["weak"].text) == ["circle Kantorei +1", "field law"]
    assert by_class["weak"].customdata[0][1] == "circle Kantorei, organisation Nordlicht"
    assert len(charts.bridge_bars(BRIDGES, BRIDGE_TIES, top=1).data) == 1


@pytest.mark.parametrize(
    ("tagged", "title"),
    [
        ([], "None of 3 contacts with known ties is a bridge"),
        (["mara"], "Mara Lind is the one bridge among 3 contacts with known ties"),
    ],
)
def test_the_title_of_bridge_bars_follows_the_tags(tagged: list[str], title: str) -> None:
    assert said(charts.bridge_bars(BRIDGES.assign(bridge=BRIDGES.index.isin(tagged)), BRIDGE_TIES)) == title


def test_the_histogram_counts_every_tie_with_contact_once() -> None:
    figure = charts.strength_histogram(TIES)
    counted = {bar.name: sum(bar.y) for bar in figure.data}
    assert counted == {"strong": 3, "moderately weak": 12, "weak": 20, "fading": 4, "dormant": 6}
    assert figure.layout.barmode == "stack"
    assert list(figure.layout.xaxis.range) == [0, 1]


def test_freshness_draws_each_dated_file_from_its_first_to_its_last_day() -> None:
    late, current = reversed(charts.freshness(COVERAGE).data)
    assert (late.name, list(late.base)) == ("ends more than 30 days before the newest", ["2020-01-02"])
    assert (current.name, list(current.base)) == ("current", ["2019-05-01"])
    days = (pd.Timestamp("2026-10-31") - pd.Timestamp("2019-05-01")).days
    assert list(current.x) == [days * 86_400_000]
    together = COVERAGE.assign(last=pd.Timestamp("2026-10-31"), first=pd.Timestamp("2020-01-01"))
    assert said(charts.freshness(together)) == "All 3 dated files reach 31 October 2026"


def hostile_charts() -> dict[str, go.Figure]:
    """Every chart with a payload in every string that comes from an export."""
    network = planted([8, 6], hostile=True)
    contacts = CONTACTS.astype(object).where(CONTACTS.isna(), CONTACTS.astype(str) + HOSTILE)
    coverage = COVERAGE.rename(index=lambda source: source + HOSTILE).assign(kind=HOSTILE)
    return {
        "diversity_bars": charts.diversity_bars(contacts),
        "bridge_bars": charts.bridge_bars(network.bridges, network.ties),
        "freshness": charts.freshness(coverage),
    }


def test_hostile_names_are_only_text(monkeypatch: pytest.MonkeyPatch) -> None:
    for figure in hostile_charts().values():
        assert foreign_markup(figure) == []
        assert any("&lt;" in text for text in strings(figure))
    monkeypatch.setattr(theme, "safe", str)
    monkeypatch.setattr(bars, "safe", str)
    assert all(foreign_markup(figure) for figure in hostile_charts().values())


def test_safe_escapes_markup_and_tex_and_leaves_quotes() -> None:
    assert charts.safe('<a> & "O\'Brien" $x$') == '&lt;a&gt; &amp; "O\'Brien" &#36;x&#36;'


@every_chart
def test_hover_templates_hold_no_data(draw: Callable[[], go.Figure]) -> None:
    for trace in draw().data:
        assert "%{customdata[0]}" in trace.hovertemplate
        assert trace.hovertemplate.endswith("<extra></extra>")
        for word in ("Mara", "Kantorei", "messages", "strong"):
            assert word not in trace.hovertemplate


def test_one_call_makes_the_template_the_default() -> None:
    before = pio.templates.default
    try:
        assert "weaklib" not in str(before)
        charts.use_template()
        own = px.scatter(x=[1], y=[2])
        assert "sendChartToCloud" in own.layout.template.layout.modebar.remove
    finally:
        pio.templates.default = before


def test_the_configuration_has_no_upload_and_is_plain_json() -> None:
    assert json.loads(json.dumps(dict(charts.CONFIG))) == {
        "showSendToCloud": False,
        "displaylogo": False,
        "responsive": True,
    }


def linear(colour: str) -> np.ndarray:
    """A hex colour as linear RGB."""
    part = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2, 1 to 21."""
    dark, light = sorted(float(linear(colour) @ [0.2126, 0.7152, 0.0722]) for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


SIGHT = {
    "usual": np.eye(3),
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
"""How a colour is seen: Machado, Oliveira & Fernandes 2009, severity 1."""


def lab(colour: str, sight: str) -> np.ndarray:
    """A colour as it is seen, in CIELAB (D65)."""
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    seen = np.clip(np.asarray(SIGHT[sight]) @ linear(colour), 0, 1)
    part = to_xyz @ seen / [0.95047, 1, 1.08883]
    f = np.where(part > 0.008856, np.cbrt(part), 7.787 * part + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def test_every_class_has_a_colour_and_a_meaning() -> None:
    assert tuple(theme.CLASS_COLOURS) == tuple(theme.CLASS_MEANINGS) == CLASSES
    assert len(set(theme.CLASS_COLOURS.values())) == len(CLASSES)


@pytest.mark.parametrize("ground", [theme.PAPER, LAND, SEA])
def test_every_class_stands_out_from_what_it_is_drawn_on(ground: str) -> None:
    low = {name: contrast(colour, ground) for name, colour in theme.CLASS_COLOURS.items()}
    assert {name: ratio for name, ratio in low.items() if ratio < 3} == {}


@pytest.mark.parametrize("ground", [theme.PAPER, SEA])
def test_text_is_readable(ground: str) -> None:
    assert contrast(theme.INK, ground) >= 7
    assert contrast(theme.SOFT_INK, ground) >= 4.5


@pytest.mark.parametrize("sight", SIGHT)
def test_any_two_classes_can_be_told_apart_by_everybody(sight: str) -> None:
    for one, other in itertools.combinations(theme.CLASS_COLOURS.values(), 2):
        assert np.linalg.norm(lab(one, sight) - lab(other, sight)) >= 12

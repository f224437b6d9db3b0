"""What colour, shape and size may mean: values in words, colours that everybody can tell apart."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from weaklib.book import InputError
from weaklib.views import netmap
from weaklib.views.encodings import ENCODINGS, chosen, fresh, in_groups, on_scale
from weaklib.views.looks import DAY, NIGHT, SYMBOLS

from .conftest import CLASSES, HOSTILE, Planted, foreign_markup, planted
from .test_charts import SIGHT, contrast, lab

LOOKS = pytest.mark.parametrize("look", [DAY, NIGHT], ids=["day", "night"])


def drawn(network: Planted, **given: Any) -> go.Figure:
    """The map of a planted network."""
    return netmap.draw(network.graph, network.ties, circles=network.circles, bridges=network.bridges, **given)


def traces(figure: go.Figure, layer: str = "people") -> list[Any]:
    """The traces of a layer, in the order of the legend."""
    found = [trace for trace in figure.data if trace.meta["layer"] == layer]
    return sorted(found, key=lambda trace: trace.legendrank)


@LOOKS
@pytest.mark.parametrize("sight", SIGHT)
def test_any_two_colours_can_be_told_apart_by_everybody(look: Any, sight: str) -> None:
    for colours in (look.classes.values(), (*look.groups, look.others)):
        for one, other in itertools.combinations(colours, 2):
            assert np.linalg.norm(lab(one, sight) - lab(other, sight)) >= 12


@LOOKS
def test_every_colour_stands_out_from_land_and_sea(look: Any) -> None:
    colours = {*look.classes.values(), *look.groups, look.others, look.unknown, *look.scale, look.bridge}
    low = {(colour, ground) for colour in colours for ground in (look.land, look.sea)}
    assert {pair for pair in low if contrast(*pair) < 2.9} == set()
    assert contrast(look.ink, look.sea) >= 7
    assert contrast(look.soft_ink, look.sea) >= 4.5


@LOOKS
def test_a_scale_goes_one_way_in_a_black_and_white_print(look: Any) -> None:
    light = [lab(colour, "usual")[0] for colour in look.scale]
    assert light == sorted(light, reverse=look is DAY)
    assert abs(light[0] - light[-1]) > 40


def test_classes_of_like_shape_differ_in_lightness_in_a_black_and_white_print() -> None:
    alike = [("strong", "moderately weak"), ("fading", "dormant"), ("nominal", "unknown")]
    for one, other in alike:  # two with four corners, two with three, two rings
        light = [lab(DAY.classes[name], "usual")[0] for name in (one, other)]
        assert abs(light[0] - light[1]) >= 10
    assert SYMBOLS["weak"] == "circle"  # filled, unlike the rings


def test_recency_halves_about_where_its_formula_says() -> None:
    # 1 - ln(1 + 300/30) / ln(1 + 3650/30) = 1 - ln 11 / ln 122.67
    assert fresh(np.array([300.0]))[0] == pytest.approx(1 - 2.39790 / 4.80946, abs=1e-4)
    assert fresh(np.array([9_999.0]))[0] == 0
    assert np.isnan(fresh(np.array([np.nan]))[0])


@pytest.mark.parametrize(
    ("role", "name", "said"),
    [
        (
            "colour",
            "age",
            "colour is 'age'; write one of 'class', 'bridging', 'strength', 'recency', 'circle'",
        ),
        ("size", "class", "size is 'class'; write one of 'bridging', 'strength', 'recency', 'relevance'."),
        ("shape", "strength", "shape is 'strength'; write one of 'class', 'circle', 'function'."),
        ("colour", "relevance", "colour is 'relevance', but nothing says so of anybody; give relevance="),
    ],
)
def test_what_cannot_be_encoded_is_refused_with_what_can(
    network: Planted, role: str, name: str, said: str
) -> None:
    with pytest.raises(InputError) as refused:
        drawn(network, **{role: name})
    assert str(refused.value).startswith(said)


def test_every_encoding_says_what_it_means() -> None:
    assert [*ENCODINGS] == ["class", "bridging", "strength", "recency", "circle", "function", "relevance"]
    for encoding in ENCODINGS.values():
        assert encoding.says
        assert encoding.is_scale == bool(encoding.words and encoding.small and encoding.large)
        values = [at for at, _ in encoding.words]
        assert values == sorted(values)
        assert all(0 <= at <= 1 for at in values)


def test_the_largest_groups_have_a_colour_and_the_rest_is_others_or_unknown() -> None:
    counts = {f"c{number:02}": 20 - number for number in range(12)}
    home = [name for name, many in counts.items() for _ in range(many)] + [None, None]
    people = pd.DataFrame({"circle": pd.Series(home, dtype="str")})
    groups = in_groups(ENCODINGS["circle"], people, DAY)
    assert groups.names == ("c00", "c01", "c02", "c03", "c04", "c05", "c06", "others", "in no circle")
    assert np.bincount(groups.codes).tolist() == [20, 19, 18, 17, 16, 15, 14, 13 + 12 + 11 + 10 + 9, 2]
    assert len(set(groups.symbols)) == len(groups.symbols)
    assert len(set(groups.colours[:8])) == 8


def test_colour_by_strength_is_a_scale_in_words_and_unknown_is_drawn_hollow(network: Planted) -> None:
    figure = drawn(network, colour="strength")
    known, unknown = traces(figure)[:-1], traces(figure)[-1]
    missing = int(network.ties["strength"].isna().sum())
    assert unknown.name == f"strength not known ({missing})"
    assert unknown.marker.color == DAY.unknown
    symbols = unknown.marker.symbol
    assert symbols == "circle-open-dot" or min(symbols) >= 100  # plotly numbers open shapes from 100 on
    assert sum(len(trace.x) for trace in known) == len(network.ties) - missing
    for trace in known:
        assert trace.marker.coloraxis == "coloraxis"
        assert np.isfinite(trace.marker.color).all()
    assert figure.layout.coloraxis.colorbar.ticktext == ("none", "weak", "moderate", "strong")
    assert "Colour: the strength of your tie. Shape: the class of your tie." in note_of(figure)


def test_a_strength_of_nought_is_not_unknown(network: Planted) -> None:
    people = network.ties.assign(fresh=0.0)
    values = on_scale(chosen("colour", "strength", people), people)
    assert (values[(network.ties["class"] == "nominal").to_numpy()] == 0).all()
    assert np.isnan(values[(network.ties["class"] == "unknown").to_numpy()]).all()


def test_colour_by_circle_keeps_the_shape_of_the_class_and_explains_both(network: Planted) -> None:
    figure = drawn(network, colour="circle")
    assert [trace.name for trace in traces(figure)][:2] == ["Circle 0 (40)", "Circle 1 (34)"]
    assert traces(figure)[-1].name == "in no circle (80)"
    assert not any(trace.showlegend for trace in traces(figure))
    explained = [trace.name for trace in traces(figure, "key")]
    assert explained == [*(trace.name for trace in traces(figure)), *CLASSES]
    shapes = {trace.name: trace.marker.symbol for trace in traces(figure, "key")[-len(CLASSES) :]}
    assert shapes == dict(SYMBOLS)
    toggled = {trace.legendgroup for trace in traces(figure)}
    assert {trace.legendgroup for trace in traces(figure, "key")} == {*toggled, None}


def test_size_by_recency_follows_the_silence(network: Planted) -> None:
    days = np.linspace(0, 4_000, len(network.ties)).round()
    ties = network.ties.assign(silence_days=days)
    figure = netmap.draw(
        network.graph, ties, circles=network.circles, bridges=network.bridges, size="recency"
    )
    silence = dict(zip(ties.index, days, strict=True))
    people, settled = netmap.people_on(figure), network.circles.notna()
    for trace in traces(figure):
        who = [people[told[0]] for told in trace.customdata]
        sizes = pd.Series(trace.marker.size, index=[silence[person] for person in who])[settled[who].tolist()]
        assert sizes.sort_index().is_monotonic_decreasing
        assert sizes.nunique() > 1
    assert "Large: in touch lately. Small: in touch long ago." in note_of(figure)


def test_relevance_is_drawn_where_it_is_given(network: Planted) -> None:
    fits = pd.Series(0.5, index=network.ties.index[:100])
    figure = drawn(network, colour="relevance", relevance=fits)
    assert traces(figure)[-1].name == f"relevance not known ({len(network.ties) - 100})"


def test_function_is_read_from_the_contacts() -> None:
    network = planted([6, 5])
    for number, person in enumerate(network.graph):
        network.graph.nodes[person]["function"] = ("law", "design", None)[number % 3]
    figure = drawn(network, colour="function", shape="function")
    assert [trace.name for trace in traces(figure)] == ["design (4)", "law (4)", "function not known (3)"]


@pytest.mark.parametrize("colour", ["circle", "function", "strength"])
def test_hostile_groups_are_only_text(colour: str) -> None:
    network = planted([12, 9, 7, 5], loners=40, hostile=True)
    for person in network.graph:
        network.graph.nodes[person]["function"] = HOSTILE
    assert foreign_markup(drawn(network, colour=colour, shape="function")) == []


def note_of(figure: go.Figure) -> str:
    """The note under the map, as one line."""
    return str(figure.layout.annotations[-1].text).replace("<br>", " ")

"""The plane: everybody who can be placed is on it once, the title is the finding, and names stay text."""

from __future__ import annotations

import json
from itertools import combinations

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from weaklib.measures.profile import weak_tie_profile
from weaklib.views import plane, theme

from .conftest import HOSTILE, Planted, foreign_markup, planted, strings
from .test_charts import contrast

PEOPLE = {
    "mara": ("Mara Lind", "weak", 0.20, 0.80, 1.0),
    "ben": ("Ben Osei", "moderately weak", 0.55, 0.65, 0.2),
    "cy": ("Cy Amann", "strong", 0.80, 0.70, 1.0),
    "di": ("Di Roth", "strong", 0.90, 0.20, 0.0),
    "ed": ("Ed Voss", "nominal", 0.00, 0.30, 0.0),
    "flo": ("Flo Beck", "dormant", 0.10, np.nan, np.nan),
    "gus": ("Gus Krol", "unknown", np.nan, 0.40, 0.5),
}


def profile_of(people: dict[str, tuple[object, ...]] = PEOPLE, **lines: float) -> pd.DataFrame:
    columns = ["name", "class", "strength", "bridging", "observed_share"]
    table = pd.DataFrame.from_dict(people, orient="index", columns=columns).rename_axis("person")
    table = table.astype({"strength": float, "bridging": float, "observed_share": float})
    ties = table[["name", "class", "strength"]].assign(
        organisation="Kantorei", last_contact=pd.Timestamp("2026-03-07")
    )
    return weak_tie_profile(ties, table[["bridging", "observed_share"]], **lines)


def spots(figure: go.Figure) -> dict[str, tuple[float, float]]:
    """Where each name of a hover stands."""
    return {
        told[0]: (x, y)
        for trace in figure.data
        for told, x, y in zip(trace.customdata, trace.x, trace.y, strict=True)
    }


def title(figure: go.Figure) -> str:
    return str(figure.layout.title.text).replace("<br>", " ")


def notes(figure: go.Figure) -> str:
    return str(figure.layout.title.subtitle.text).replace("<br>", " ")


def test_everybody_who_can_be_placed_stands_at_their_two_scores() -> None:
    assert spots(plane.draw(profile_of())) == {
        "Mara Lind": (0.20, 0.80),
        "Ben Osei": (0.55, 0.65),
        "Cy Amann": (0.80, 0.70),
        "Di Roth": (0.90, 0.20),
        "Ed Voss": (0.00, 0.30),
    }


def test_the_title_is_the_finding_and_the_note_says_who_is_left_out() -> None:
    figure = plane.draw(profile_of())
    assert title(figure) == "2 of 5 contacts are weak bridges; Mara Lind bridges the most"
    assert "Left out: 2 contacts whose strength or bridging is not measurable." in notes(figure)
    assert "The bridging of 3 contacts rests mostly on inferred ties." in notes(figure)


@pytest.mark.parametrize(
    ("without", "told"),
    [
        (["ben"], "1 of 4 contacts is a weak bridge: Mara Lind"),
        (["mara", "ben"], "None of 3 contacts is a weak bridge; Ed Voss comes nearest"),
        (["mara", "ben", "ed", "di"], "None of 1 contact is a weak bridge"),
    ],
)
def test_findings(without: list[str], told: str) -> None:
    figure = plane.draw(profile_of({who: row for who, row in PEOPLE.items() if who not in without}))
    assert title(figure) == told


def test_each_part_is_named_with_its_count_and_cut_at_its_line() -> None:
    figure = plane.draw(profile_of(strong_at=0.85, bridge_at=0.5), strong_at=0.85, bridge_at=0.5)
    labels = {note.text for note in figure.layout.annotations}
    assert {"weak bridges: 3", "strong bridges: 0", "strong core: 1", "redundant acquaintances: 1"} <= labels
    lines = [shape for shape in figure.layout.shapes if shape.type == "line"]
    assert {(line.x0, line.x1) for line in lines if line.x0 == line.x1} == {(0.85, 0.85)}
    assert {(line.y0, line.y1) for line in lines if line.y0 == line.y1} == {(0.5, 0.5)}
    treasure = next(shape for shape in figure.layout.shapes if shape.type == "rect")
    assert (treasure.x1, treasure.y0) == (0.85, 0.5)


def test_the_labels_of_the_parts_stand_in_their_own_corner() -> None:
    figure = plane.draw(profile_of())
    for note in figure.layout.annotations:
        if ": " in note.text:
            assert (note.x < 0.6) == note.text.startswith(("weak", "redundant"))
            assert (note.y >= 0.6) == ("bridges" in note.text)


def test_axes_say_what_they_measure_and_hold_everybody() -> None:
    figure = plane.draw(profile_of())
    assert figure.layout.xaxis.title.text == "strength of the tie, from 0 to 1"
    assert figure.layout.yaxis.title.text == "bridging to other circles, from 0 to 1"
    (left, right), (low, high) = figure.layout.xaxis.range, figure.layout.yaxis.range
    assert all(left <= x <= right and low <= y <= high for x, y in spots(figure).values())


def test_colour_and_shape_are_those_of_the_map() -> None:
    figure = plane.draw(profile_of())
    assert [trace.name for trace in figure.data] == [
        "strong (2)",
        "moderately weak (1)",
        "weak (1)",
        "nominal (1)",
    ]
    for trace in figure.data:
        assert trace.marker.color == theme.CLASS_COLOURS[trace.name.rsplit(" (", 1)[0]]
        assert contrast(trace.marker.color, plane.TREASURE) >= 3
    assert len({trace.marker.symbol for trace in figure.data}) == len(figure.data)
    assert contrast(theme.SOFT_INK, theme.PAPER) >= 4.5
    assert contrast(theme.INK, plane.TREASURE) >= 4.5


def test_the_hover_tells_both_scores_and_what_they_rest_on() -> None:
    told = {told[0]: told for trace in plane.draw(profile_of()).data for told in trace.customdata}
    mara = [line.replace("<br>", " ") for line in told["Mara Lind"]]
    assert mara == [
        "Mara Lind",
        "Kantorei",
        "Strength 0.20: weak, in touch rarely; last contact 7 March 2026",
        "Bridging 0.80: weak bridge; all ties were seen",
    ]
    assert "20% of the tie weight was seen" in told["Ben Osei"][3].replace("<br>", " ")
    assert "no tie was seen, all are inferred" in told["Di Roth"][3].replace("<br>", " ")


def test_a_hostile_name_is_only_text() -> None:
    network = planted([20, 12, 9, 7, 5], hostile=True)
    assert len({line for line in strings(drawn(network)) if HOSTILE[1:4] in line}) > 3
    assert foreign_markup(drawn(network)) == []


def drawn(network: Planted) -> go.Figure:
    return plane.draw(weak_tie_profile(network.ties, network.bridges))


@pytest.mark.parametrize("seed", range(4))
def test_names_cover_neither_each_other_nor_somebody_else(seed: int) -> None:
    """Letters 6 pixels wide on a plane of 640 by 360, as the figure is on a page 760 wide."""
    random = np.random.default_rng(seed)
    scores = random.beta(2, 3, size=(150, 2)).round(3).tolist()
    figure = plane.draw(
        profile_of({f"p{i}": (f"Person Number {i}", "weak", *s, 1.0) for i, s in enumerate(scores)})
    )
    top = figure.layout.yaxis.range[1]
    people = np.array(list(spots(figure).values())) * [640, 360 / top]
    boxes = []
    for note in figure.layout.annotations:
        if not note.xshift:
            continue
        start = note.x * 640 + note.xshift
        ends = sorted([start, start + np.sign(note.xshift) * 6 * len(note.text)])
        boxes.append((*ends, note.y * 360 / top))
    assert boxes
    for left, right, height in boxes:
        assert 0 <= left < right <= 660
        inside = (people[:, 0] > left) & (people[:, 0] < right) & (np.abs(people[:, 1] - height) < 8)
        assert not inside.any()
    for (left, right, one), (start, end, other) in combinations(boxes, 2):
        assert right < start or end < left or abs(one - other) > 10


def test_webgl_only_for_a_crowd(network: Planted, crowd: Planted) -> None:
    assert {type(trace) for trace in drawn(network).data} == {go.Scatter}
    measured = crowd.bridges["bridging"].notna() & crowd.ties["strength"].notna()
    assert measured.sum() > 3_000
    assert {type(trace) for trace in drawn(crowd).data} == {go.Scattergl}


def test_nobody_to_place_is_said_and_not_drawn() -> None:
    everybody = profile_of()
    unseen = everybody.assign(strength=np.nan, quadrant=np.nan)
    alone = everybody.assign(bridging=np.nan, quadrant=np.nan)
    for table, why in (
        (everybody.iloc[:0], "no contact yet"),
        (unseen, "Messages or a calendar would"),
        (alone, "two known ties"),
    ):
        figure = plane.draw(table)
        assert not figure.data
        assert why in figure.layout.annotations[0].text.replace("<br>", " ")


def test_who_has_no_name_or_class_is_drawn_all_the_same() -> None:
    bare = profile_of().drop(columns=["name", "class", "organisation", "last_contact", "observed_share"])
    figure = plane.draw(bare)
    assert title(figure).startswith("2 of 5 contacts are weak bridges; a contact without a name")
    assert {trace.name for trace in figure.data} == {"unknown (5)"}
    nameless = profile_of({**PEOPLE, "mara": (None, *PEOPLE["mara"][1:])})
    assert "nan" not in " ".join(strings(plane.draw(nameless))).lower().replace("finance", "")


def test_the_same_input_gives_the_same_figure() -> None:
    assert plane.draw(profile_of()).to_json() == plane.draw(profile_of()).to_json()
    assert json.loads(plane.draw(profile_of()).to_json())["layout"]["title"]["text"]

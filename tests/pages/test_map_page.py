"""The map's file: what is in it, how large it is, and what is not in it."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import weaklib as wl
from tests.pages.made import EXAMPLE
from tests.views.conftest import HOSTILE, planted, strings
from weaklib.book import InputError
from weaklib.example.planted import planted_book
from weaklib.pages.figures import EXPLORER, FIGURE
from weaklib.pages.map_page import Explored, map_html, measured, write_map
from weaklib.pages.map_page_figure import at_night, changes, lean, plain
from weaklib.pages.outreach_inputs import read_inputs
from weaklib.pages.scripts import MAP_PARTS, plotly, script
from weaklib.views.netmap import draw, people_on


@pytest.fixture(scope="module")
def book() -> wl.book.Book:
    return wl.read(EXAMPLE)


@pytest.fixture(scope="module")
def page(book: wl.book.Book) -> str:
    return map_html(measured(book, inputs=read_inputs(str(EXAMPLE))))


def data_of(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert found
    return dict(json.loads(found[1]))


def unpacked(packed: dict[str, str]) -> list[float]:
    return np.frombuffer(base64.b64decode(packed["bdata"]), np.dtype(packed["dtype"])).tolist()


def test_everybody_is_in_the_file_once_and_the_owner_never(page: str, book: wl.book.Book) -> None:
    data = data_of(page)
    assert sorted(data["cards"]["name"]) == sorted(book.people["name"])
    traces = [trace for trace in data["figure"]["data"] if "people" in trace]
    assert sorted(number for trace in traces for number in unpacked(trace["people"])) == [*range(320)]
    assert book.owner.name
    assert book.owner.name not in data["cards"]["name"]


def test_the_figure_has_numbers_and_no_words_of_people(page: str, book: wl.book.Book) -> None:
    """Names stand once in the file; but for those that the map writes and the plan speaks of."""
    figure = data_of(page)["figure"]
    assert "meta" not in figure["layout"]
    people = [trace for trace in figure["data"] if "people" in trace]
    assert {trace["hoverinfo"] for trace in people} == {"none"}
    assert not {"hovertemplate", "customdata", "text"} & {key for trace in people for key in trace}
    written = json.dumps(figure, ensure_ascii=False)
    assert sum(name in written for name in book.people["name"]) < 30


def test_the_policy_names_the_two_scripts_and_nothing_else(page: str) -> None:
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    scripts = re.findall(r"<script>(.*?)</script>\n", page, re.DOTALL)
    hashes = [
        "'sha256-" + base64.b64encode(hashlib.sha256(each.encode()).digest()).decode() + "'"
        for each in scripts
    ]
    assert len(hashes) == 2
    assert re.findall(r"'sha256-[^']+'", policy) == hashes
    assert "default-src 'none'" in policy
    assert "connect-src 'none'" in policy
    assert "'unsafe-eval'" not in policy, "only WebGL needs it"
    assert page.index("Content-Security-Policy") < page.index("<style>")
    assert not re.search(r"""<(?:script|link|img)[^>]*\s(?:src|href)=""", page.replace(plotly(), ""))


def test_no_html_is_ever_written_by_the_script() -> None:
    ours = script("map.js")
    for way in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "fetch(",
        "XMLHttp",
    ):
        assert way not in ours


def test_the_script_of_the_map_is_its_parts_and_no_other_file() -> None:
    folder = Path(wl.__file__).parent / "pages" / "template"
    assert sorted(path.name for path in folder.glob("map-*.js")) == sorted(
        f"map-{part}.js" for part in MAP_PARTS
    )
    for part in MAP_PARTS:
        lines = (folder / f"map-{part}.js").read_text(encoding="utf-8").splitlines()
        assert lines[0].startswith("// ")
        assert len(lines) <= 220
        assert script("map.js").count(lines[0]) == 1


def test_the_past_is_in_the_file_a_byte_a_person_and_day(page: str) -> None:
    past = data_of(page)["past"]
    assert len(past["days"]) == len(past["class"]) == 8
    assert {told["dtype"] for told in past["class"]} == {"u1"}
    assert {len(unpacked(told)) for told in past["class"]} == {320}


@pytest.mark.parametrize("colour", ["class", "bridging", "circle", "function"])
def test_the_night_of_the_page_is_the_map_as_it_is_drawn_dark(colour: str, book: wl.book.Book) -> None:
    of = measured(book)
    given: dict[str, Any] = {"circles": of.circles, "bridges": of.bridges, "colour": colour, "hover": "none"}
    day, night = (lean(draw(of.graph, of.ties, dark=dark, **given), []) for dark in (False, True))
    assert at_night(day.figure) == night.figure
    assert at_night(day.figure) != day.figure


def test_the_colours_of_the_night_are_told_as_what_changes(page: str) -> None:
    data = data_of(page)
    assert data["dark"]
    assert len(json.dumps(data["dark"])) < 20_000
    assert {path[0] for path, _ in data["dark"]} == {"data", "layout"}
    assert not [path for path, _ in data["dark"] if path[-1] in ("x", "y", "people")]


def test_what_changes_is_found_and_packed_arrays_are_whole() -> None:
    light = {"a": [{"b": 1}, {"b": 2}], "at": {"dtype": "u1", "bdata": "AA=="}, "same": 0}
    dark = {"a": [{"b": 1}, {"b": 3}], "at": {"dtype": "u1", "bdata": "AQ=="}, "same": 0}
    assert [*changes(light, dark)] == [[["a", 1, "b"], 3], [["at"], {"dtype": "u1", "bdata": "AQ=="}]]
    assert [*changes([1], [1, 2])] == [[[], [1, 2]]]


def test_a_name_that_is_written_on_the_map_is_known() -> None:
    network = planted([12, 9, 5], hostile=True)
    figure = draw(network.graph, network.ties, circles=network.circles, bridges=network.bridges, hover="none")
    names = [network.graph.nodes[person]["name"] for person in people_on(figure)]
    circles = sorted(set(network.circles.dropna()))
    drawn = lean(figure, circles)
    for place, kind, number in drawn.names:
        text = plain(drawn.figure["layout"]["annotations"][place]["text"])
        named = circles[number] if kind == "circle" else names[number]
        assert "".join(named.split()).startswith("".join(text.removesuffix("…").split()))
    assert len(drawn.names) >= 3
    assert not [text for text in strings(drawn.figure) if "<img" in text]


def test_a_script_cannot_be_ended_by_a_name(tmp_path: Path) -> None:
    network = planted([5], hostile=True)
    for person in network.graph:
        network.graph.nodes[person]["name"] = f"</script><script>alert(1)</script>{HOSTILE}"
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "Connections.csv").write_text(
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        "</script><script>alert(1)</script>,\u2028x,https://www.linkedin.com/in/a,,@@DATA@@,@@x,07 Jun 2019\n",
        encoding="utf-8",
    )
    page = map_html(measured(wl.read(folder)))
    assert page.replace(plotly(), "").count("</script>") == 3
    assert "alert(1)" in json.dumps(data_of(page)["cards"]["name"])
    assert data_of(page)["cards"]["organisation"]["of"] == ["@@DATA@@"]


def test_the_file_is_written_for_its_day(book: wl.book.Book, tmp_path: Path) -> None:
    path = write_map(book, tmp_path / "map.html", as_of="2023-05-31")
    data = data_of(path.read_text(encoding="utf-8"))
    assert data["cards"]["day"] == (np.datetime64("2023-05-31") - np.datetime64("1970-01-01")).astype(int)
    assert max(unpacked(data["cards"]["last"])) <= data["cards"]["day"]
    assert 0 < len(data["cards"]["name"]) < 320
    assert "as of 31 May 2023" in path.read_text(encoding="utf-8")
    with pytest.raises(InputError, match="is not a date"):
        write_map(book, tmp_path / "map.html", as_of="soon")


def test_of_5000_people_the_file_is_lean() -> None:
    of = measured(planted_book(people=5_000, months=36))
    assert len(map_html(of).encode()) - len(plotly().encode()) < 2_000_000


def test_a_book_of_nobody_is_a_page_too(book: wl.book.Book) -> None:
    empty = replace(
        book, people=book.people[:0], interactions=book.interactions[:0], affiliations=book.affiliations[:0]
    )
    assert "The exports name no contact yet" in map_html(measured(empty))


def test_the_report_shows_it_with_its_search(book: wl.book.Book) -> None:
    shown = Explored(measured(book))._repr_mimebundle_()
    assert EXPLORER in shown["text/html"]
    assert 'class="explorer" data-among ' in shown["text/html"]
    assert len(shown[FIGURE]["data"]) > 6

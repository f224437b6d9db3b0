"""The map as one file as it looks: never squeezed, light on paper, its names free, at hand on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import weaklib as wl
from tests.browser.maps import STEPS, opened_map, search, slide
from tests.browser.watching import Watched, watched
from tests.pages import map_books
from tests.pages.made import EXAMPLE, place
from weaklib.pages.map_page import write_map

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

EMOJI = "Ab" + "😀" * 40
LONG = "W" * 200
ODD = [EMOJI, EMOJI, LONG, LONG, "Sunkestrel Kestrel", "Overkestrel", "Overkestrel", "Overkestrel"]
WAIT = 1_000
"""Milliseconds after which everything that follows a drawing has happened."""


@pytest.fixture(scope="module", autouse=True)
def maps() -> dict[str, Path]:
    """Both maps that the tests here open, written before the browser starts."""
    folder = place() / "shapes"
    folder.mkdir()
    return {
        "example": write_map(wl.read(EXAMPLE), folder / "example.html"),
        "odd": write_map(map_books.connections(folder / "odd", ODD), folder / "odd.html"),
    }


@pytest.fixture
def low(browser: Browser, maps: dict[str, Path]) -> Iterator[Page]:
    """The example's map on a low screen, freshly opened, in the dark."""
    yield from _opened(browser, maps["example"], 1280, 720)


@pytest.fixture
def phone(browser: Browser, maps: dict[str, Path]) -> Iterator[Page]:
    yield from _opened(browser, maps["example"], 400, 800)


@pytest.fixture
def odd(browser: Browser, maps: dict[str, Path]) -> Iterator[Page]:
    yield from _opened(browser, maps["odd"], 1280, 720)


def _opened(browser: Browser, path: Path, wide: int, high: int) -> Iterator[Page]:
    with watched(browser, width=wide) as opened:
        opened.page.set_viewport_size({"width": wide, "height": high})
        opened.page.emulate_media(color_scheme="dark")
        yield _whole(opened_map(opened, path)).page
        assert opened.complaints == []


def _whole(opened: Watched) -> Watched:
    opened.page.wait_for_timeout(WAIT)
    return opened


def squeezed(page: Page) -> float:
    """How many times longer a step sideways is than one upwards."""
    return float(
        page.evaluate(
            """() => {
              const {xaxis, yaxis, _size} = document.getElementById("map")._fullLayout;
              return _size.w / (xaxis.range[1] - xaxis.range[0]) * (yaxis.range[1] - yaxis.range[0]) / _size.h;
            }"""
        )
    )


def test_the_map_is_never_squeezed(low: Page) -> None:
    assert squeezed(low) == pytest.approx(1, abs=0.005)
    for step in (4, STEPS, 0, STEPS):
        slide(low, step)
        low.wait_for_timeout(WAIT)
        assert squeezed(low) == pytest.approx(1, abs=0.005), step
        map_, room = (low.locator(each).bounding_box() for each in ("#map .main-svg >> nth=0", "#place"))
        assert map_
        assert room
        assert map_["height"] == pytest.approx(room["height"], abs=1)


def test_paper_is_light_and_as_it_was_after(low: Page) -> None:
    look = "(() => { const f = document.getElementById('map')._fullLayout; return [f.plot_bgcolor, f.xaxis.range]; })()"
    low.click("#closer")
    low.wait_for_timeout(WAIT)
    dark, seen = low.evaluate(look)
    low.evaluate("dispatchEvent(new Event('beforeprint'))")
    light, _ = low.evaluate(look)
    assert light != dark
    assert low.evaluate("document.getElementById('map')._fullLayout.width") == 660
    assert squeezed(low) == pytest.approx(1, abs=0.005)
    assert low.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    low.evaluate("dispatchEvent(new Event('afterprint'))")
    low.wait_for_timeout(WAIT)
    assert low.evaluate(look) == [dark, pytest.approx(seen, rel=0.001)]
    assert squeezed(low) == pytest.approx(1, abs=0.005)
    assert low.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(13, 21, 28)"


def test_no_name_lies_under_the_buttons_or_over_the_edge(low: Page) -> None:
    covered = """() => {
      const box = e => e.getBoundingClientRect(), place = box(document.getElementById("place"));
      const buttons = [...document.querySelectorAll(".zoom button")].map(box);
      return [...document.querySelectorAll("#map .annotation")].filter(e => {
        const one = box(e);
        return one.top < place.top - 2 || buttons.some(b =>
          one.left < b.right && b.left < one.right && one.top < b.bottom && b.top < one.bottom);
      }).map(e => e.textContent);
    }"""
    for turn in range(4):
        assert low.evaluate(covered) == [], turn
        low.click("#closer")
        low.wait_for_timeout(WAIT)


def test_the_name_of_the_chosen_stands_inwards_at_an_edge(low: Page) -> None:
    search(low, "Runa Solheim")
    low.keyboard.press("Enter")
    low.evaluate(
        """() => {
          const map = document.getElementById("map"), x = map.layout.shapes.at(-1).xanchor;
          Plotly.relayout(map, {"xaxis.range": [x - 0.2, x + 40]});
        }"""
    )
    low.wait_for_timeout(WAIT)
    name = low.locator("#map .annotation", has_text="Runa Solheim").bounding_box()
    room = low.locator("#place").bounding_box()
    assert name
    assert room
    assert name["x"] >= room["x"]


def test_the_keyboard_stays_where_it_was(low: Page) -> None:
    search(low, "Runa Solheim")
    low.keyboard.press("Enter")
    low.locator("#card .ties button").first.focus()
    low.keyboard.press("Enter")
    assert low.inner_text("#card h3") != "Runa Solheim"
    assert low.evaluate("document.activeElement.id") == "card"
    low.locator("#everybody tbody button").first.focus()
    name = low.evaluate("document.activeElement.textContent")
    low.evaluate("document.getElementById('day').value = 7")
    low.evaluate("document.getElementById('day').dispatchEvent(new Event('input'))")
    assert low.evaluate("document.activeElement.textContent") == name


def test_the_parts_stand_by_their_weight_and_read_as_sentences(low: Page) -> None:
    search(low, "Runa Solheim")
    low.keyboard.press("Enter")
    low.click("#card .parts summary")
    names = low.locator("#card .parts li b").all_inner_texts()
    assert names == ["intensity", "recency", "reciprocity", "services", "duration", "multiplexity"]
    recency = low.locator("#card .parts li", has_text="recency").inner_text()
    assert recency.startswith("recency, how long ago the last contact was: 0.")
    assert "of 1, adds 0." in recency


def test_on_a_phone_one_can_sort_and_move_the_map(phone: Page) -> None:
    phone.click("th[data-column=name] button")
    assert phone.get_attribute("th[data-column=name]", "aria-sort") == "ascending"
    symbol, cell = (
        phone.locator(f"#everybody tbody tr:first-child td:nth-child(4) {inside}").bounding_box()
        for inside in ("svg", "span")
    )
    assert symbol
    assert cell
    assert symbol["x"] == pytest.approx(cell["x"], abs=1)
    mode = "document.getElementById('map')._fullLayout.dragmode"
    assert phone.evaluate(mode) is False, "a finger moves the page"
    phone.click("#closer")
    phone.wait_for_timeout(WAIT)
    assert phone.evaluate(mode) == "pan"
    phone.click("#whole")
    phone.wait_for_timeout(WAIT)
    assert phone.evaluate(mode) is False


def test_the_start_of_a_word_is_found_first_wherever_it_stands(odd: Page) -> None:
    search(odd, "kestrel")
    assert odd.locator("#found li b").first.inner_text() == "Sunkestrel Kestrel"


def test_a_long_name_leaves_room_for_the_others(odd: Page) -> None:
    wide = "Math.max(...[...document.querySelectorAll('#everybody tbody .text')].map(e => e.offsetWidth))"
    assert odd.evaluate(wide) <= 360


def test_an_emoji_that_is_cut_off_is_cut_off_whole(odd: Page) -> None:
    option = odd.locator("#circles option", has_text="Ab😀")
    odd.select_option("#circles", option.get_attribute("value"))
    odd.wait_for_timeout(WAIT)
    names = odd.evaluate("document.getElementById('map').layout.annotations.map(each => each.text)")
    assert any("😀" in name for name in names)
    half = "document.getElementById('map').layout.annotations.some(each => !each.text.isWellFormed())"
    assert not odd.evaluate(half)

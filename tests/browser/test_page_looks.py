"""How the pages look: on a phone and a laptop, by day and by night, on paper, and read aloud."""

from __future__ import annotations

import json
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.paper import PX, words_on_pages
from tests.browser.watching import Watched, watched
from tests.pages.made import EXAMPLE, connections_page, example_page, place
from tests.pages.shelves import many
from weaklib.pages.index import write_index
from weaklib.pages.map_page import write_map
from weaklib.sources import read
from weaklib.views.night import AT_NIGHT
from weaklib.views.theme import DARK_PAPER, PAPER

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
REPORTS = ("report", "connections")
PAGES = (*REPORTS, "index", "map")


@pytest.fixture(scope="module", autouse=True)
def pages() -> dict[str, Path]:
    """Every page that is looked at here, written before the browser starts."""
    return {
        "report": example_page(),
        "connections": connections_page(),
        "index": write_index(many(place() / "shelf", months=40)),
        "map": write_map(read(EXAMPLE), place() / "looks-map.html"),
    }


def opened_page(opened: Watched, path: Path, *, scheme: Any = "light", media: Any = "screen") -> Page:
    opened.page.emulate_media(color_scheme=scheme, media=media)
    return opened.open(path).page


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_wider_than_the_page(name: str, browser: Browser, pages: dict[str, Path]) -> None:
    with watched(browser, width=390) as opened:
        page = opened_page(opened, pages[name])
        for width in (390, 700, 1000, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_timeout(400)
            assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_everybody_can_read_it(
    name: str, scheme: str, width: int, browser: Browser, pages: dict[str, Path]
) -> None:
    """Axe finds nothing critical and nothing serious: contrast in the dark is among that."""
    with watched(browser, width=width) as opened:
        page = opened_page(opened, pages[name], scheme=scheme)
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
        page.evaluate(AXE)
        found = page.evaluate("axe.run({resultTypes: ['violations']})")
        grave = {
            each["id"]: [node["html"][:200] for node in each["nodes"]]
            for each in found["violations"]
            if each["impact"] in ("critical", "serious")
        }
        assert grave == {}
        assert "color-contrast" in {each["id"] for each in found["passes"]}


@pytest.mark.parametrize("name", [*REPORTS, "index"])
def test_a_page_has_its_landmarks_and_headings_in_order(
    name: str, browser: Browser, pages: dict[str, Path]
) -> None:
    with watched(browser) as opened:
        page = opened_page(opened, pages[name])
        found = page.evaluate("""() => ['header', 'main', 'footer'].map(tag =>
            [...document.querySelectorAll(tag)].filter(e => !e.closest(tag === 'main' ? 'aside' : 'main, article') ||
                tag === 'main').length)""")
        assert found == [1, 1, 1]
        levels = page.eval_on_selector_all("h1, h2, h3, h4", "all => all.map(each => +each.tagName[1])")
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_first_key_leads_past_the_head(browser: Browser, pages: dict[str, Path]) -> None:
    with watched(browser) as opened:
        page = opened_page(opened, pages["report"])
        page.keyboard.press("Tab")
        first = page.evaluate("""() => { const e = document.activeElement, at = e.getBoundingClientRect();
            return [e.className, at.top >= 0, getComputedStyle(e).outlineStyle]; }""")
        assert first == ["skip", True, "solid"]
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('main') !== null")


def test_each_figure_says_what_it_shows(browser: Browser, pages: dict[str, Path]) -> None:
    with watched(browser) as opened:
        page = opened_page(opened, pages["report"])
        said = page.eval_on_selector_all(
            "figure",
            """all => all.map(each => [each.querySelector('figcaption').firstChild.textContent.trim(),
                document.getElementById(each.getAttribute('aria-describedby')).textContent])""",
        )
        assert len(said) >= 5
        for title, told in said:
            assert title.rstrip(".") in told
            assert told.endswith(("same question.", "in words."))
        assert any("The table after it" in told for _, told in said)


def test_tables_name_their_rows_and_columns(browser: Browser, pages: dict[str, Path]) -> None:
    with watched(browser) as opened:
        page = opened_page(opened, pages["report"])
        frames = "main > div > .frame > table, main > .frame > table"
        told = page.eval_on_selector_all(
            frames,
            """all => all.map(each => [each.closest('.frame').getAttribute('aria-label').length > 5,
                each.querySelectorAll('thead th:not([scope=col])').length,
                [...each.querySelectorAll('tbody tr')].filter(row => !row.querySelector('th[scope=row]')).length])""",
        )
        assert len(told) >= 7
        assert all(each == [True, 0, 0] for each in told)


CHART = "document.getElementById('chart-0')._fullLayout.paper_bgcolor.toUpperCase()"
MAP = "document.getElementById('map')._fullLayout.font.color.toUpperCase()"


@pytest.mark.parametrize("name", REPORTS)
def test_charts_follow_the_night_and_paper_is_always_light(
    name: str, browser: Browser, pages: dict[str, Path]
) -> None:
    with watched(browser) as opened:
        page = opened_page(opened, pages[name], scheme="dark")
        ground = "getComputedStyle(document.body).backgroundColor"
        assert (page.evaluate(CHART), page.evaluate(ground)) == (DARK_PAPER, "rgb(13, 21, 28)")
        night = page.evaluate(MAP)
        page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        page.wait_for_timeout(200)
        assert page.evaluate(CHART) == PAPER
        day = page.evaluate(MAP)
        page.emulate_media(media="print", color_scheme="dark")
        assert page.evaluate(ground) in {"rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"}
        page.emulate_media(media="screen", color_scheme="dark")
        page.evaluate("window.dispatchEvent(new Event('afterprint'))")
        page.wait_for_timeout(200)
        assert (page.evaluate(CHART), page.evaluate(MAP)) == (DARK_PAPER, night)
        page.emulate_media(color_scheme="light")
        page.wait_for_timeout(200)
        assert (page.evaluate(CHART), page.evaluate(MAP)) == (PAPER, day)
        assert day != night
        assert opened.complaints == []


def test_words_in_charts_stand_out_by_day_and_by_night(browser: Browser, pages: dict[str, Path]) -> None:
    """At least 4.5 to 1 between every text outside the marks of a chart and its ground."""
    for scheme in ("light", "dark"):
        with watched(browser) as opened:
            page = opened_page(opened, pages["report"], scheme=scheme)
            ratios = page.evaluate(RATIOS)
            assert len(ratios) > 60
            assert [each for each in ratios if each[0] < 4.5] == []


RATIOS = """() => {
  const light = text => {
    const [r, g, b] = text.match(/[\\d.]+/g).slice(0, 3).map(v => v / 255)
      .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = light(getComputedStyle(document.body).backgroundColor);
  return [...document.querySelectorAll('figure .chart :is(.xtick, .ytick, .g-xtitle, .g-ytitle, .legend, .annotation) text')]
    .map(text => { const ink = light(getComputedStyle(text).fill);
      return [(Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05), text.textContent]; });
}"""


def test_the_colours_of_the_night_are_those_of_the_charts() -> None:
    """The page has them as a file of its own, so that writing it needs no plotly."""
    from weaklib.pages.scripts import TEMPLATE

    night = json.loads((TEMPLATE / "night.json").read_text(encoding="utf-8"))
    assert dict(AT_NIGHT).items() <= night.items()
    assert len(night) == len(AT_NIGHT) + 1  # the edges of a template, which a chart does not name


@pytest.mark.parametrize("name", PAGES)
def test_paper_shows_nothing_to_press(name: str, browser: Browser, pages: dict[str, Path]) -> None:
    with watched(browser, width=700) as opened:
        page = opened_page(opened, pages[name], media="print")
        seen = page.evaluate("""() => [...document.querySelectorAll(
              'input, select, nav, .modebar, .skip, .zoom, #filters, .search, button:not(.link, thead button)')]
            .filter(each => each.getClientRects().length).map(each => each.outerHTML.slice(0, 90))""")
        assert seen == []


@pytest.mark.parametrize("name", REPORTS)
def test_notes_stand_open_on_paper(name: str, browser: Browser, pages: dict[str, Path]) -> None:
    high = "all => all.map(each => each.getBoundingClientRect().height)"
    with watched(browser) as opened:
        page = opened_page(opened, pages[name])
        closed = page.eval_on_selector_all(".how", high)
        assert len(closed) == 9
        page.emulate_media(media="print")
        assert all(
            after > 1.5 * before
            for before, after in zip(closed, page.eval_on_selector_all(".how", high), strict=True)
        )


@pytest.mark.parametrize("name", REPORTS)
def test_no_chart_is_cut_by_the_end_of_a_page(name: str, browser: Browser, pages: dict[str, Path]) -> None:
    """Each keeps together, and is lower than what a sheet of Letter has room for, and narrower than one of A4."""
    with watched(browser, width=672) as opened:
        page = opened_page(opened, pages[name], media="print")
        page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        page.wait_for_timeout(300)
        sizes = page.eval_on_selector_all(
            "figure, .explorer .first",
            """all => all.map(each => [getComputedStyle(each).breakInside, each.getBoundingClientRect().height,
                Math.max(...[...each.querySelectorAll('.main-svg')].map(svg => svg.getBoundingClientRect().width))])""",
        )
        assert len(sizes) >= 3
        for breaks, high, wide in sizes:
            assert breaks == "avoid"
            assert high < (27.94 - 2 * 1.6) * PX
            assert wide <= (21.0 - 2 * 1.6) * PX


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize(("name", "least"), [("report", 12), ("connections", 6), ("index", 2)])
def test_every_printed_page_has_something_on_it(
    name: str, least: int, paper: str, browser: Browser, pages: dict[str, Path]
) -> None:
    with watched(browser) as opened:
        page = opened_page(opened, pages[name], media="print")
        words = words_on_pages(page.pdf(format=paper, print_background=True))
        assert least <= len(words) <= 3 * least
        assert min(words) > 5, words


@pytest.mark.parametrize("name", ["report", "index"])
def test_nothing_is_asked_for_and_nothing_complains(
    name: str, browser: Browser, pages: dict[str, Path]
) -> None:
    with watched(browser) as opened:
        page = opened_page(opened, pages[name], scheme="dark")
        for summary in page.query_selector_all("summary"):
            if summary.is_visible():
                summary.click()
        assert opened.requests == []
        assert opened.complaints == []
        assert opened.dialogs == []

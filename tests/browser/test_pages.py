"""The pages in a real browser: all drawn, nobody asked, readable by everybody, and no name that acts."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import plotly.graph_objects as go
import pytest

from tests.browser import hostile
from tests.browser.watching import FOUND, NOTHING, Watched, colours, watched
from tests.pages.made import connections_page, example_page, place, without_escaping
from weaklib.pages.page import figure_page
from weaklib.pages.report import run_report

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PAGES = ("example", "connections")


@pytest.fixture(scope="module", autouse=True)
def pages() -> dict[str, Path]:
    """Every page that the tests here open, written before the browser starts."""
    export = hostile.write(place() / "hostile")
    folder = place() / "hostile-pages"
    made = {
        "example": example_page(),
        "connections": connections_page(),
        "hostile": run_report(export, reports=folder),
        "unescaped": run_report(export, reports=folder, notebook=without_escaping(place())),
    }
    marker = {"color": "#cc3311", "size": 60}
    for kind in (go.Scatter, go.Scattergl):
        figure = go.Figure(kind(x=[1, 2], y=[1, 2], mode="markers", marker=marker))
        path = place() / f"{kind.__name__}.html"
        path.write_text(figure_page(figure, title="Two dots"), encoding="utf-8")
        made[kind.__name__] = path
    return made


def test_the_listener_hears_a_page_that_asks(browser: Browser, tmp_path: Path) -> None:
    """Else a count of 0 would mean nothing."""
    (tmp_path / "asking.html").write_text(
        "<img src='http://evil.example/a'><script src='https://evil.example/b'></script>"
    )
    with watched(browser) as opened:
        opened.page.goto((tmp_path / "asking.html").as_uri())
        opened.page.wait_for_timeout(500)
        assert any("evil.example/a" in asked for asked in opened.listener.asked)
        assert any("CONNECT evil.example:443" in asked for asked in opened.listener.asked)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [1280, 400])
def test_a_report_draws_everything_and_asks_nobody(
    name: str, width: int, browser: Browser, pages: dict[str, Path]
) -> None:
    with watched(browser, width=width) as opened:
        page = opened.open(pages[name]).page
        charts = page.query_selector_all(".chart")
        assert len(charts) == page.locator(".js-plotly-plot").count() >= 3
        assert min(colours(page, ".chart")) > 30
        for chart in charts:
            chart.scroll_into_view_if_needed()
            chart.hover()
        page.wait_for_timeout(300)
        assert opened.requests == []
        assert opened.complaints == []
        assert opened.dialogs == []


@pytest.mark.parametrize("name", PAGES)
def test_no_chart_offers_to_upload(name: str, browser: Browser, pages: dict[str, Path]) -> None:
    with watched(browser) as opened:
        page = opened.open(pages[name]).page
        buttons = [
            button.get_attribute("data-title") or "" for button in page.query_selector_all(".modebar-btn")
        ]
        assert len(buttons) >= 4
        assert [title for title in buttons if "share" in title.lower() or "cloud" in title.lower()] == []
        assert "Share chart" not in page.inner_text("body")


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_cut_off_on_a_phone(name: str, browser: Browser, pages: dict[str, Path]) -> None:
    with watched(browser, width=400) as opened:
        page = opened.open(pages[name]).page
        assert page.evaluate("document.documentElement.scrollWidth") <= 400
        cut = """[...document.querySelectorAll('h1, h2, p, li, td, dd, figcaption')]
            .filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.textContent.slice(0, 60))"""
        assert page.evaluate(cut) == []


@pytest.mark.parametrize(("name", "needs_eval"), [("Scatter", False), ("Scattergl", True)])
def test_a_policy_lets_the_dots_be_drawn(
    name: str, needs_eval: bool, browser: Browser, pages: dict[str, Path]
) -> None:
    """WebGL fails in silence under a policy that is too strict, so the pixels are looked at."""
    assert ("'unsafe-eval'" in pages[name].read_text(encoding="utf-8")[:1500]) is needs_eval
    with watched(browser) as opened:
        page = opened.open(pages[name]).page
        dots = page.evaluate(COUNT_RED, list(page.query_selector(".chart").screenshot()))
        assert dots > 2000
        assert opened.complaints == []


COUNT_RED = """async bytes => {
  const picture = await createImageBitmap(new Blob([new Uint8Array(bytes)], {type: "image/png"}));
  const canvas = new OffscreenCanvas(picture.width, picture.height);
  const pen = canvas.getContext("2d");
  pen.drawImage(picture, 0, 0);
  const data = pen.getImageData(0, 0, picture.width, picture.height).data;
  let red = 0;
  for (let i = 0; i < data.length; i += 4) red += data[i] > 150 && data[i + 1] < 100 && data[i + 2] < 80;
  return red;
}"""


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [1280, 400])
def test_everybody_can_read_the_page(name: str, width: int, browser: Browser, pages: dict[str, Path]) -> None:
    """No critical and no serious finding of axe."""
    with watched(browser, width=width) as opened:
        page = opened.open(pages[name]).page
        page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8"))
        found = page.evaluate("axe.run()")["violations"]
        grave = {
            f["id"]: [n["html"][:200] for n in f["nodes"]]
            for f in found
            if f["impact"] in ("critical", "serious")
        }
        assert grave == {}


def test_the_page_has_its_landmarks(browser: Browser, pages: dict[str, Path]) -> None:
    with watched(browser) as opened:
        page = opened.open(pages["example"]).page
        assert page.locator("main").count() == page.locator("h1").count() == page.locator("nav").count() == 1
        assert page.get_attribute("html", "lang") == "en"
        links = page.eval_on_selector_all("nav a", "links => links.map(link => link.hash)")
        assert len(links) >= 8
        assert all(page.locator(f"h2{link}").count() == 1 for link in links)
        for figure in page.query_selector_all("figure"):
            assert len(figure.get_attribute("aria-label") or "") > 10


def provoke(opened: Watched) -> dict[str, object]:
    """Hover over and click on points of every chart, and return what of the payloads came alive."""
    page = opened.page
    hovered = 0
    for point in page.query_selector_all(".scatterlayer .point, .barlayer .point")[:80]:
        point.scroll_into_view_if_needed()
        box = point.bounding_box()
        if box:
            page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
            page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
            page.wait_for_timeout(25)
            hovered += page.locator(".hoverlayer .hovertext, #tip:not([hidden])").count() > 0
            alive = page.evaluate(FOUND)
            if alive != NOTHING:
                return alive
    assert hovered > 20, "the hover was hardly ever seen, so nothing was tried"
    return dict(page.evaluate(FOUND))


def test_a_hostile_name_is_only_text(browser: Browser, pages: dict[str, Path]) -> None:
    """In every field that somebody else can write: opened, hovered over and clicked on."""
    with watched(browser) as opened:
        page = opened.open(pages["hostile"]).page
        text = page.inner_text("body")
        assert sum(payload in text for payload in hostile.PAYLOADS) >= len(hostile.PAYLOADS) - 2
        assert provoke(opened) == NOTHING
        assert opened.dialogs == []
        assert opened.requests == []
        assert page.url.startswith("file:")
        assert len(page.context.pages) == 1


def test_the_hostile_name_is_found_when_the_escaping_is_gone(
    browser: Browser, pages: dict[str, Path]
) -> None:
    """The same page without `safe`: the payloads stand in it as elements, so the test above can fail.

    The policy, the second wall, still stands: no dialog, and no request.
    """
    with watched(browser) as opened:
        opened.page.goto(pages["unescaped"].as_uri())
        opened.page.wait_for_timeout(1500)
        alive = opened.page.evaluate(FOUND)
        assert alive["canaries"] > 10
        assert any("evil" in str(link) or "javascript" in str(link) for link in alive["links"])
        assert opened.dialogs == []
        # Chromium may connect ahead of a request that the policy then forbids: nothing is asked
        assert [asked for asked in opened.listener.asked if asked != "a connection"] == []


def test_without_escaping_and_policy_the_name_acts(
    browser: Browser, pages: dict[str, Path], tmp_path: Path
) -> None:
    """With both walls gone the canary sings, so the counters of dialogs and requests do count."""
    page = pages["unescaped"].read_text(encoding="utf-8").replace("Content-Security-Policy", "nothing", 1)
    (tmp_path / "open.html").write_text(page, encoding="utf-8")
    with watched(browser) as opened:
        opened.page.goto((tmp_path / "open.html").as_uri(), wait_until="commit")
        opened.page.wait_for_timeout(4000)
        assert opened.dialogs != []
        assert any("evil.example" in asked for asked in opened.listener.asked)

"""The shared page in a real browser: drawn whole, nobody asked, nothing cut off."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.test_page_looks import AXE
from tests.browser.watching import colours, watched
from tests.pages.made import EXAMPLE, place
from weaklib.pages.report import run_report

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="module", autouse=True)
def shared_page() -> Path:
    """The page, written before the browser starts."""
    return run_report(EXAMPLE, reports=place() / "shared-in-a-browser", notebook="report-shared")


@pytest.mark.parametrize("width", [1200, 400])
def test_the_shared_page_draws_everything_and_asks_nobody(
    width: int, browser: Browser, shared_page: Path
) -> None:
    with watched(browser, width=width) as opened:
        page = opened.open(shared_page).page
        charts = page.query_selector_all(".chart")
        assert len(charts) == page.locator(".js-plotly-plot").count() == 6
        assert min(colours(page, ".chart")) > 30
        for chart in charts:
            chart.scroll_into_view_if_needed()
            chart.hover()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert "No contact is named here" in page.inner_text("footer")
        assert (opened.requests, opened.complaints, opened.dialogs) == ([], [], [])


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_everybody_can_read_the_shared_page(
    scheme: str, width: int, browser: Browser, shared_page: Path
) -> None:
    """Axe finds nothing critical and nothing serious."""
    with watched(browser, width=width) as opened:
        opened.page.emulate_media(color_scheme=scheme)
        page = opened.open(shared_page).page
        page.evaluate(AXE)
        found = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
        grave = {each["id"] for each in found if each["impact"] in ("critical", "serious")}
        assert grave == set()

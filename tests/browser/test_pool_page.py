"""The page of a pool in a real browser: read at any width, and nobody is asked for anything."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.watching import watched
from tests.pages.made import place
from tests.pool.pooled import made
from weaklib.pages.report import run_report

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="module", autouse=True)
def pool_page() -> Path:
    """The page, written before the browser starts."""
    asked = {"data_dir": "", "pool_dir": str(made().folder)}
    return run_report(
        "", reports=place() / "pool-in-a-browser", notebook="06-pool", as_of="2026-11-02", **asked
    )


@pytest.mark.parametrize("width", [1200, 400])
def test_the_page_of_a_pool_is_read_and_asks_nobody(width: int, browser: Browser, pool_page: Path) -> None:
    with watched(browser, width=width) as opened:
        page = opened.open(pool_page).page
        assert page.inner_text("h1") == "The pool Harbour friends"
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert "it holds no contact's name" in page.inner_text("footer")
        assert (opened.requests, opened.complaints, opened.dialogs) == ([], [], [])

"""The map as one file, opened in a browser: how it is waited for, searched and gone back in time."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tests.browser.watching import Watched

if TYPE_CHECKING:
    from playwright.sync_api import Page

STEPS = 8
"""The example's year ends before its day: 2018 to 2025."""


def opened_map(opened: Watched, path: Path) -> Watched:
    """Open a map and wait until it is drawn."""
    opened.page.goto(path.as_uri())
    opened.page.wait_for_function(
        "document.querySelector('#map .main-svg') && document.querySelector('#count').textContent"
    )
    opened.page.wait_for_timeout(300)
    return opened


def slide(page: Page, step: int) -> None:
    """Move the time slider to a step, as its arrow keys do."""
    if int(page.input_value("#day")) != step:
        page.fill("#day", str(step))


def points(page: Page) -> int:
    """How many people are drawn: the points of the SVG that the browser shows."""
    return page.locator("#map .scatterlayer .point").count()


def search(page: Page, text: str) -> None:
    page.fill("#search", text)
    page.wait_for_timeout(50)


def as_it_opened(page: Page) -> Page:
    """Undo what a test asked of the example's map: everybody is shown, on its own day, without a card."""
    page.fill("#search", "")
    slide(page, STEPS)
    for control in ("#all", "#forget", "#card .close"):
        if page.locator(control).is_visible():
            page.click(control)
    return page

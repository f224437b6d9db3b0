"""Make docs/map.png, the picture in the README: the map of the example, as a browser draws it.

Run it with `.venv/bin/python docs/picture.py` after the map or the example has changed.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

import weaklib as wl
from weaklib.pages.page import figure_page

ROOT = Path(__file__).parents[1]


def main() -> None:
    """Draw the example's map and photograph the figure."""
    book = wl.read(ROOT / "data" / "example")
    figure = wl.netmap.draw(wl.network.contact_network(book), wl.ties.tie_table(book))
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page = Path(folder) / "map.html"
        page.write_text(figure_page(figure, title="The example"), encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=chromium)
        tab = browser.new_page(viewport={"width": 1280, "height": 1000}, device_scale_factor=1.5)
        tab.goto(page.as_uri())
        drawn = tab.locator(".js-plotly-plot .main-svg").first
        drawn.wait_for()
        drawn.screenshot(path=ROOT / "docs" / "map.png")
        browser.close()


if __name__ == "__main__":
    main()

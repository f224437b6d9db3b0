"""Make docs/map.png, the picture in the README: the map of the example with a card, as a browser shows it.

Run it with `.venv/bin/python docs/picture.py` after the map or the example has changed.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

import weaklib as wl
from weaklib.pages.map_page import write_map
from weaklib.pages.outreach_inputs import read_inputs

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "data" / "example"
WHO = "Runa Solheim"


def main() -> None:
    """Write the example's map, open a card, and photograph the page."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page = write_map(wl.read(EXAMPLE), Path(folder) / "map.html", inputs=read_inputs(str(EXAMPLE)))
        browser = playwright.chromium.launch(executable_path=chromium)
        tab = browser.new_page(viewport={"width": 1280, "height": 900}, device_scale_factor=1.25)
        tab.goto(page.as_uri())
        tab.fill("#search", WHO)
        tab.keyboard.press("Enter")
        tab.locator("#card h3", has_text=WHO).wait_for()
        tab.evaluate("document.activeElement.blur()")
        tab.wait_for_timeout(1_500)
        tab.screenshot(path=ROOT / "docs" / "map.png")
        browser.close()


if __name__ == "__main__":
    main()

"""The map as one file in Chromium, at 5,000 and 30,000 people: its bytes, the first picture, and each zoom step.

First picture: from opening the file until the frame after the map, its table and its filters are there. Zoom
step: from a click on + or - until the second frame after it; a turn of the wheel alike. Seconds of a clock are
what somebody waits for, and the slowest step counts; CPU-seconds, of Chromium with all its processes, tell
whether something else kept the machine busy. Chromium draws WebGL in software here.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

from weaklib.example.planted import planted_book
from weaklib.pages.map_page import map_html, measured
from weaklib.pages.scripts import plotly

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

MB = 1_000_000
STEPS = 4
DRAWN = "document.querySelector('#map .main-svg') && document.getElementById('card').textContent"
FRAMES = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
LIMITS = {5_000: (2.0, 2.0, 0.150), 30_000: (10.0, 4.0, 0.500)}
"""Of so many people: megabytes, at 5,000 without plotly.js; seconds to the first picture; of a zoom step."""


def print_map_file(folder: Path) -> bool:
    """Write both files, open them in Chromium, print the figures and verdicts; tell whether all hold.

    Parameters
    ----------
    folder
        Where the files are written.
    """
    from playwright.sync_api import Error, sync_playwright

    from tests.conftest import chromium_path

    print("\nthe map as one file, in Chromium")
    paths = {people: _written(folder, people) for people in LIMITS}
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium_path())
            kept = [_print_one(browser, people, path) for people, path in paths.items()]
            return all(kept)
    except Error as error:
        print(f"no Chromium, not measured: {error.message.splitlines()[0]}")
        return True


def _written(folder: Path, people: int) -> Path:
    path = folder / f"map-{people}.html"
    of = measured(planted_book(people=people, months=36))
    began = time.process_time()
    path.write_text(map_html(of), encoding="utf-8")
    print(f"{people:7,} people: written in {time.process_time() - began:.1f} CPU-s")
    return path


def _print_one(browser: Browser, people: int, path: Path) -> bool:
    size, first, step = LIMITS[people]
    whole = path.stat().st_size / MB
    least = whole - len(plotly().encode()) / MB
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    start = _cpu()
    seconds = _first_picture(page, path)
    drawn = _cpu()
    steps = _zoom_steps(page)
    turned = (_cpu() - drawn) / len(steps)
    page.close()
    judged = whole if people > 5_000 else least
    kept = judged < size and seconds < first and max(steps) < step
    print(
        f"{'PASS' if kept else 'FAIL'}: {people:,} people: {whole:.2f} MB, {least:.2f} over plotly.js; first picture "
        f"{seconds:.2f} s (< {first:g}); zoom step {sorted(steps)[len(steps) // 2] * 1000:.0f} ms in the middle, "
        f"{max(steps) * 1000:.0f} at most (< {step * 1000:.0f}); {drawn - start:.2f} and {turned:.2f} CPU-s"
    )
    return kept


def _cpu() -> float:
    """CPU-seconds of every process that was started here and runs."""
    family = psutil.Process().children(recursive=True)
    return sum(sum(process.cpu_times()[:2]) for process in family)


def _first_picture(page: Page, path: Path) -> float:
    began = time.perf_counter()
    page.goto(path.as_uri())
    page.wait_for_selector("#map .main-svg", state="attached")
    while not page.evaluate(DRAWN):
        page.wait_for_timeout(5)
    page.evaluate(FRAMES)
    return time.perf_counter() - began


def _zoom_steps(page: Page) -> list[float]:
    """Seconds of steps with the buttons and the wheel, the map coming to rest between the two."""
    page.wait_for_timeout(1_000)
    found = [
        _timed(page, lambda: page.evaluate("document.getElementById('closer').click()")) for _ in range(STEPS)
    ]
    page.wait_for_timeout(1_000)
    page.mouse.move(500, 450)
    found += [_timed(page, lambda: page.mouse.wheel(0, -150)) for _ in range(STEPS)]
    page.wait_for_timeout(1_000)
    return [*found, _timed(page, lambda: page.evaluate("document.getElementById('whole').click()"))]


def _timed(page: Page, act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    page.evaluate(FRAMES)
    return time.perf_counter() - began


if __name__ == "__main__":
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as place:
        sys.exit(0 if print_map_file(Path(place)) else 1)

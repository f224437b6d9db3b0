"""The list of reports and the shared report in a real browser, where what others named wants to act."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

import weaklib as wl
from tests.browser import hostile
from tests.browser.watching import FOUND, NOTHING, watched
from tests.pages.made import EXAMPLE, place, without_escaping
from tests.pages.shelves import many, report
from weaklib.pages import index, index_trend, scripts, sparkline
from weaklib.pages.index import index_page
from weaklib.pages.map_page import write_map
from weaklib.pages.report import run_report
from weaklib.pages.shelf import reports_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.skipif(os.name != "posix", reason="Windows keeps such names out itself")

SITE = r"http:\\evil.example"
"""An address that may stand in the name of a file: browsers take its backslashes for slashes."""

FILES = (
    f'2026-10"><img src={SITE}\\a onerror=alert(1) data-canary>',
    f"2026-10'><svg onload=alert(2) data-canary><image href={SITE}\\b>",
    f"<script>alert(3)<\\script><b data-canary>{SITE}\\c",
    f"2026-10-<iframe src={SITE}\\d data-canary><\\iframe>",
    "2026-Q3-shared<a href=javascript:alert(4) data-canary>x",
    f"<style data-canary>@import '{SITE}\\e'",
    f"--><link rel=stylesheet href={SITE}\\f data-canary>",
    f"<span style=background:url({SITE}\\g) data-canary>\n\t\u202ex",
)
"""What a stranger calls the pages that they put into the folder."""

LABELS = {
    "Posthorn": "<img src=x onerror=alert(5)>",
    "Kestrel": "<a href=javascript:alert(6)>x</a>",
    "Lantern": "</script><svg onload=alert(7)>",
}
"""What somebody calls circles in shared.yaml, by the organisations after which they are called."""


def shelf(folder: Path) -> Path:
    """Reports whose own words are hostile too, among files of strangers."""
    many(folder, months=3)
    for name in FILES:
        (folder / f"{name}.html").write_text("<html></html>", encoding="utf-8")
    figures = {"people": FILES[0], "in touch": FILES[1], **dict.fromkeys(FILES[:3], 5)}
    report(folder, "2026-Q3.html", "2026-09-30", figures)
    report(folder, "2025.html", "2025-12-31", {"people": 7}, period=FILES[0])
    report(folder, "2024.html", "2024-12-31<img src=x onerror=alert(1) data-canary>")
    return folder


def listed(folder: Path, name: str) -> Path:
    """The list of reports beside them."""
    page = folder / name
    page.write_text(index_page(reports_in(folder)), encoding="utf-8")
    return page


def named(folder: Path) -> Path:
    """The example, whose person chose such names for circles."""
    shutil.copytree(EXAMPLE, folder)
    (folder / "shared.yaml").write_text(
        yaml.safe_dump({"circles": LABELS, "owner": LABELS["Posthorn"]}), encoding="utf-8"
    )
    return folder


def map_unescaped(path: Path) -> Path:
    """A map of hostile names whose script, allowed by the policy, writes them as HTML."""
    book = wl.read(hostile.write(place() / "hostile-map"))
    text, acting = "element.append(part)", "element.insertAdjacentHTML('beforeend', part)"
    whole = scripts.template
    assert text in whole("map-elements.js")

    def written(name: str) -> str:
        return whole(name).replace(text, f"typeof part === 'string' ? {acting} : {text}")

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(scripts, "template", written)
        scripts.script.cache_clear()
        made = write_map(book, path)
    scripts.script.cache_clear()
    return made


@pytest.fixture(scope="module", autouse=True)
def pages() -> dict[str, Path]:
    """Every page that the tests here open, whole and without its escaping, written before the browser starts."""
    folder, data = shelf(place() / "hostile-shelf"), named(place() / "hostile-labels")
    made = {"index": listed(folder, "index.html")}
    with pytest.MonkeyPatch.context() as patched:
        for module in (index, index_trend, sparkline):
            patched.setattr(module, "safe", str)
        unescaped = index_page(reports_in(folder))
    made["index unescaped"] = place() / "index-unescaped.html"
    made["index unescaped"].write_text(unescaped, encoding="utf-8")
    made["map unescaped"] = map_unescaped(place() / "map-unescaped.html")
    mutant = without_escaping(place(), "report-shared")
    made["shared"] = run_report(data, reports=place() / "hostile-shared", notebook="report-shared")
    made["shared unescaped"] = run_report(data, reports=place() / "hostile-mutant", notebook=mutant)
    return made


def test_a_hostile_file_name_is_only_text(browser: Browser, pages: dict[str, Path]) -> None:
    with watched(browser) as opened:
        page = opened.open(pages["index"]).page
        text = page.inner_text("main")
        assert all(f"{name}.html: " in text for name in FILES[:-1])
        links = page.eval_on_selector_all("a", "all => all.map(a => a.getAttribute('href'))")
        links = [link for link in links if not link.startswith("#")]
        months = ["2026-10.html", "2026-10-shared.html", "2026-09.html", "2026-08.html"]
        assert links == [*months, "2026-Q3.html"]
        for hovered in page.query_selector_all("li, td, dd, svg"):
            hovered.hover()
        assert page.evaluate(FOUND) == NOTHING | {"links": links}
        assert (opened.requests, opened.dialogs, opened.complaints) == ([], [], [])


def test_a_hostile_label_is_only_text(browser: Browser, pages: dict[str, Path]) -> None:
    with watched(browser) as opened:
        page = opened.open(pages["shared"]).page
        text = page.inner_text("body")
        assert any(label in text for label in LABELS.values())
        for chart in page.query_selector_all(".chart"):
            chart.scroll_into_view_if_needed()
            chart.hover()
        assert page.evaluate(FOUND) == NOTHING
        assert (opened.requests, opened.dialogs, opened.complaints) == ([], [], [])


@pytest.mark.parametrize("name", ["index", "shared", "map"])
def test_the_policy_stands_where_the_escaping_is_gone(
    name: str, browser: Browser, pages: dict[str, Path]
) -> None:
    """The names stand in the page as elements, so the tests above can fail; still nothing is asked or said."""
    with watched(browser) as opened:
        opened.page.goto(pages[f"{name} unescaped"].as_uri())
        opened.page.wait_for_timeout(1500)
        alive = opened.page.evaluate(FOUND)
        assert alive["handlers"] > 0
        assert alive["images"] or alive["canaries"] > 3
        assert opened.dialogs == []
        # Chromium may connect ahead of a request that the policy then forbids: nothing is asked
        assert [asked for asked in opened.listener.asked if asked != "a connection"] == []


@pytest.mark.parametrize("name", ["index", "shared", "map"])
def test_without_escaping_and_policy_the_names_act(
    name: str, browser: Browser, pages: dict[str, Path], tmp_path: Path
) -> None:
    """With both walls gone, so the counters above do count."""
    whole = pages[f"{name} unescaped"].read_text(encoding="utf-8")
    (tmp_path / "open.html").write_text(
        whole.replace("Content-Security-Policy", "nothing", 1), encoding="utf-8"
    )
    with watched(browser) as opened:
        opened.page.goto((tmp_path / "open.html").as_uri(), wait_until="commit")
        opened.page.wait_for_selector("[onerror], [onload]", state="attached")
        for _ in range(50):
            opened.page.wait_for_timeout(300)
            asked = [each for each in opened.listener.asked if "evil.example" in each]
            if opened.dialogs and (asked or name == "shared"):  # what is in no label cannot ask
                break
        else:
            pytest.fail(f"{name}: dialogs {opened.dialogs}, asked {asked}")

"""The notebooks as an app in a real browser: no code, no request to anybody, and nothing without the token."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

import psutil
import pytest

from tests.browser.lab import away, lab_page
from tests.browser.test_map_lab import GRAPH, SPOT
from tests.pages.made import EXAMPLE
from weaklib.action import ledger as ledger_room

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.browser.watching import Watched

ROOT = Path(__file__).parents[2]
PATIENCE = 120  # seconds: a server, a kernel and a notebook on a busy machine
SHOWN = "document.getElementById('rendered_cells')?.style.display === ''"
CODE = ".jp-CodeCell .jp-InputArea, .jp-InputArea-editor, .jp-OutputPrompt, .cm-editor, .highlight"
KNOWN = "r.setData is not a function"
"""Plotly's renderer asks the page to keep a picture of a chart, which Voilà's pages do not; nothing is lost."""


class App(NamedTuple):
    """A running app: its address, its process, and the folders of exports and of what it keeps."""

    address: str
    process: subprocess.Popen[bytes]
    data: Path
    kept: Path


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """`weaklib lab --app` on a copy of the example's exports, with a ledger that is still to be made."""
    place = tmp_path_factory.mktemp("app")
    data, kept = place / "data", place / "kept"
    shutil.copytree(EXAMPLE, data, ignore=shutil.ignore_patterns(".cache", "ledger*"))
    kept.mkdir()
    environment = {key: text for key, text in os.environ.items() if not key.startswith("JUPYTER")}
    environment |= {"HOME": str(place / "home"), "PYTHONPATH": str(ROOT), "TMPDIR": str(kept)}
    command = [sys.executable, "-m", "weaklib.cli", "lab", str(data), "--app", "--no-browser"]
    with (place / "told").open("wb") as told, (place / "errors").open("wb") as errors:
        process = subprocess.Popen(command, env=environment, stdout=told, stderr=errors, cwd=place)
    try:
        yield App(_address(process, place), process, data, kept)
        assert (place / "errors").read_text(encoding="utf-8") == ""
    finally:
        process.terminate()
        process.wait(timeout=30)
    assert list(kept.iterdir()) == []


def _address(process: subprocess.Popen[bytes], place: Path) -> str:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        found = re.search(r"The app is at (http\S+)", (place / "told").read_text(encoding="utf-8"))
        if found:
            return found[1]
        time.sleep(0.1)
    raise AssertionError((place / "errors").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def opened(app: App, browser: Browser) -> Iterator[Watched]:
    """A page that came in by the address that was printed."""
    with lab_page(browser) as opened:
        opened.page.goto(app.address)
        yield opened
        assert away(opened) == []
        assert opened.dialogs == []
        assert set(opened.complaints) <= {KNOWN}


def go(page: Page, title: str) -> None:
    """Follow the link to a page of the app, and wait until everything on it is there."""
    page.get_by_role("navigation").get_by_role("link", name=title).click()
    page.wait_for_function(SHOWN)
    page.locator("script[type='application/vnd.voila.cell-output+json']").first.wait_for(state="detached")


def assert_no_code(page: Page) -> None:
    """No code and no prompt, no raw Python in a sentence's place, and nothing wider than the window."""
    assert page.locator(CODE).count() == 0
    text = page.inner_text("#rendered_cells")
    assert not re.search(r"Timestamp\(|<function|Error|Traceback|0x[0-9a-f]{6}|VBox\(|\bdata_dir\b|^'", text)
    assert page.evaluate("document.getElementById('rendered_cells').scrollWidth <= innerWidth")


def asked(app: App, path: str, **headers: str) -> tuple[int, bytes]:
    """What the app answers to whoever asks without a browser: the status, and the text."""
    server = urlsplit(app.address)
    with closing(http.client.HTTPConnection(str(server.hostname), server.port or 0, timeout=30)) as line:
        line.request("GET", path, headers=headers)
        answer = line.getresponse()
        return answer.status, answer.read()


@pytest.mark.parametrize(
    "path",
    ["/", "/voila/render/03-map.ipynb", "/voila/api/contents", "/voila/tree", "/voila/files/03-map.ipynb"],
)
@pytest.mark.parametrize("token", ["", "?token=", "?token=guessed"])
def test_without_the_token_nothing_is_shown(app: App, path: str, token: str) -> None:
    status, text = asked(app, path + token)
    assert status == 403
    assert b"circles" not in text


def test_another_name_of_this_machine_is_refused(app: App) -> None:
    """A page elsewhere could let its own name point here; the token would be no help to it, and is not needed."""
    path = f"/?{urlsplit(app.address).query}"
    assert asked(app, path)[0] == 200
    assert asked(app, path, Host="app.example.org")[0] == 403


def test_the_first_page_leads_to_the_three(opened: Watched) -> None:
    assert opened.page.title() == "weaklib"
    links = opened.page.get_by_role("main").get_by_role("listitem").get_by_role("link").all_inner_texts()
    assert [text.split("\n")[0] for text in links] == ["The map", "The plan", "The impact"]


def test_the_map_shows_and_a_click_opens_a_card(opened: Watched) -> None:
    page = opened.page
    go(page, "The map")
    page.locator(f"{GRAPH} .main-svg").first.wait_for()
    shown = page.get_by_text("All 320 people are shown.")
    shown.wait_for()
    assert page.locator(f"{GRAPH} .scatterlayer .point").count() >= 320
    page.locator(GRAPH).scroll_into_view_if_needed()
    page.mouse.click(*page.evaluate(SPOT, [GRAPH, "runa-solheim"]))
    card = page.locator(".wl-card").filter(has_text="Runa Solheim")
    card.wait_for()
    assert "moderately weak" in card.inner_text()
    assert_no_code(page)


def test_a_step_on_the_plan_stands_in_the_ledger(opened: Watched, app: App) -> None:
    page = opened.page
    go(page, "The plan")
    first = page.get_by_role("button", name="I wrote").first
    first.scroll_into_view_if_needed()
    first.click()
    page.get_by_role("button", name="Undo").first.wait_for()
    assert_no_code(page)
    assert len(ledger_room.open(app.data / "ledger.sqlite").attempts()) == 1


def test_the_impact_reads_that_ledger(opened: Watched) -> None:
    go(opened.page, "The impact")
    assert_no_code(opened.page)
    assert "1 entry of your ledger" in opened.page.inner_text("#rendered_cells")


def test_it_listens_to_this_machine_alone(app: App) -> None:
    server = psutil.Process(app.process.pid)
    ports = [
        port for each in [server, *server.children(recursive=True)] for port in each.net_connections("inet")
    ]
    assert {port.laddr.ip for port in ports if port.status == psutil.CONN_LISTEN} == {"127.0.0.1"}

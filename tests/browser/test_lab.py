"""The workbook in a real JupyterLab: what somebody clicks there stands in the ledger on disk."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.lab import away, lab_page, laboratory, run_all
from tests.pages.made import EXAMPLE
from weaklib.action import ledger as ledger_room

if TYPE_CHECKING:
    from playwright.sync_api import Browser

QUICK = 15.0
"""Seconds in which a newcomer records an outcome (issue 6); a hand is slower than this test."""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The exports of the example, with a ledger that is still to be made."""
    folder = tmp_path / "data"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns(".cache", "ledger*"))
    return folder


def test_an_outcome_is_recorded_in_jupyterlab(
    browser: Browser, data: Path, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    with laboratory(tmp_path, "05-impact", data_dir=str(data)) as address, lab_page(browser) as opened:
        page = opened.page
        run_all(page, address, "05-impact")
        name = page.get_by_placeholder("the beginning of a name")
        name.scroll_into_view_if_needed()
        begun = time.monotonic()
        name.press_sequentially("runa so")
        page.get_by_role("option", name="Runa Solheim").wait_for()
        step = page.locator("select").filter(has=page.locator("option", has_text="We talked"))
        step.select_option(label="They introduced me to somebody")
        page.get_by_placeholder("their name").fill("Ilse Lund")
        page.get_by_role("button", name="Record").click()
        page.get_by_text("Number 1 in your ledger: Runa Solheim").wait_for()
        took = time.monotonic() - begun
        assert away(opened) == []
        assert opened.dialogs == []
    (came,) = ledger_room.open(data / "ledger.sqlite").outcomes().to_dict("records")
    assert (came["person"], came["step"], came["to_person"]) == ("runa-solheim", "intro_made", "Ilse Lund")
    assert took < QUICK
    record_property("counted", f"An outcome was recorded in JupyterLab in {took:.1f} s")

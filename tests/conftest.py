"""What every test shares: repeatable examples, a real browser, and no test that is skipped in silence."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

settings.register_profile("weaklib", derandomize=True, deadline=None, print_blob=True)
settings.load_profile("weaklib")


def chromium_path() -> str | None:
    """The Chromium that CHROMIUM names or PATH holds; None leaves it to Playwright's own."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM)), None)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A headless Chromium for one module of tests; they are skipped where there is none.

    Playwright keeps an event loop running in this thread, which papermill cannot share: so it is
    stopped after each module, and pages are written before the browser is asked for. It starts
    Chromium without its sandbox, which root needs; the pages are our own.
    """
    from playwright.sync_api import sync_playwright

    try:
        playwright = sync_playwright().start()
    except Exception as error:
        if "driver" not in str(error):
            raise
        pytest.skip(f"Playwright's driver does not start here ({error}); on Debian: apt install libatomic1")
    try:
        yield launched(playwright)
    finally:
        playwright.stop()


def launched(playwright: Playwright) -> Browser:
    """The Chromium that was found, started; the test is skipped where there is none."""
    from playwright.sync_api import Error

    try:
        return playwright.chromium.launch(executable_path=chromium_path())
    except Error as error:
        if chromium_path() is None and "Executable doesn't exist" in error.message:
            pytest.skip("no Chromium: install one, or name it with CHROMIUM")
        raise


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what opens a page, so that `-m "not browser"` leaves it out."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


def skipped(config: pytest.Config) -> list[pytest.TestReport]:
    """The tests of this run that were skipped."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    return reporter.stats.get("skipped", []) if reporter else []


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a run of CI that skipped anything."""
    if os.environ.get("CI") and skipped(session.config):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say aloud what tests counted, and how many did not run."""
    for report in terminalreporter.stats.get("passed", []):
        for name, value in report.user_properties:
            if name == "counted":  # what a test prints itself is lost where several processes run them
                terminalreporter.write_line(str(value))
    unseen = skipped(config)
    pages = [report for report in unseen if "browser" in report.keywords]
    if pages:
        terminalreporter.write_line(f"NOT RUN: {len(pages)} browser tests, for the reason below.", red=True)
    if unseen and os.environ.get("CI"):
        terminalreporter.write_line(f"FAILED: {len(unseen)} tests were skipped, and CI skips none.", red=True)

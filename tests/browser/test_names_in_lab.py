"""Names that are TeX, in the notebooks in a real JupyterLab: none becomes a formula, a link or a request."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser import hostile
from tests.browser.lab import away, lab_page, laboratory, run_all

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.browser.watching import Watched

NOTEBOOKS = ("00-tour", "01-load", "02-ties", "03-map", "04-outreach", "05-impact")
LINK = f"\\href{{{hostile.SITE}/tex}}{{x}}"
FORMULAS = (
    f"${LINK}$",
    f"\\({LINK}\\)",
    f"$${LINK}$$",
    f"\\[{LINK}\\]",
    f"\\begin{{equation}}{LINK}\\end{{equation}}",
)
TEX = FORMULAS * (len(hostile.PAYLOADS) // len(FORMULAS))
WHOLE = """() => {
  const content = jupyterapp.shell.currentWidget.content;
  content.notebookConfig = {...content.notebookConfig, windowingMode: "none"};
}"""
"""Puts every cell into the page, also those far from what is seen."""
SETTLED = "() => document.querySelectorAll('.jp-RenderedMarkdown, .jp-RenderedHTMLCommon').length > 10"


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A JupyterLab with the notebooks of somebody all of whose contacts are called by formulas."""
    place = tmp_path_factory.mktemp("tex")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hostile, "PAYLOADS", TEX)
        data = hostile.write(place / "data")
    with laboratory(place, *NOTEBOOKS, data_dir=str(data)) as address:
        yield address


def opened_whole(opened: Watched, address: str, notebook: str) -> None:
    """Run a notebook, and bring all of it into the page."""
    run_all(opened.page, address, notebook, workspace=notebook)
    opened.page.evaluate(WHOLE)
    opened.page.wait_for_function(SETTLED)
    opened.page.wait_for_timeout(2500)  # what is typeset is so a moment after it is shown


@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_a_formula_in_a_name_stays_a_name(browser: Browser, lab: str, notebook: str) -> None:
    with lab_page(browser) as opened:
        opened_whole(opened, lab, notebook)
        page = opened.page
        assert LINK in page.locator(".jp-Notebook").inner_text().replace("\u200b", "")
        assert page.locator(".jp-OutputArea mjx-container").count() == 0
        assert page.locator(f'a[href*="{hostile.SITE}"]').count() == 0
        assert away(opened) == []
        assert opened.dialogs == []


def test_formulas_in_the_text_of_a_notebook_are_still_typeset(browser: Browser, lab: str) -> None:
    """Else the tests above would pass in a JupyterLab that typesets nothing."""
    with lab_page(browser) as opened:
        opened_whole(opened, lab, "01-load")
        page = opened.page
        probe = f"""() => {{
          const model = jupyterapp.shell.currentWidget.content.model.sharedModel;
          model.addCell({{cell_type: "markdown", source: {"$" + LINK + "$"!r}}});
        }}"""
        page.evaluate(probe)
        page.locator(f'mjx-container a[href*="{hostile.SITE}"]').wait_for(state="attached")

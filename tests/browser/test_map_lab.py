"""The map in a real JupyterLab: found, clicked, filtered, gone back in time, drawn around; and nothing leaves."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pytest

import weaklib as wl
from tests.browser import hostile
from tests.browser.lab import away, lab_page, laboratory, run_all
from tests.browser.watching import Watched
from tests.pages.made import EXAMPLE
from weaklib.sources.sheets.exact import exact_rows
from weaklib.views.looks import NIGHT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

NOTEBOOK, BAD = "03-map", "hostile"
GRAPH, OFFERED = ".weaklib-map .js-plotly-plot", ".weaklib-finder li:visible"
PATIENCE = 20_000  # milliseconds: once the notebook has run, whatever is asked is answered soon
SPOT = """([graph, person]) => {
  const gd = document.querySelector(graph), {xaxis, yaxis} = gd._fullLayout;
  const number = gd.layout.meta.people.indexOf(person);
  for (const trace of gd._fullData.filter(trace => trace.meta?.layer === "people")) {
    const at = trace.customdata.findIndex(row => row[0] === number);
    if (at < 0) continue;
    const box = gd.getBoundingClientRect();
    return [box.x + xaxis._offset + xaxis.l2p(trace.x[at]), box.y + yaxis._offset + yaxis.l2p(trace.y[at])];
  }
  return null;
}"""
"""Where somebody stands on the screen; null where they are not on the map."""


@pytest.fixture(scope="module")
def ties() -> pd.DataFrame:
    return wl.ties.tie_table(wl.read(EXAMPLE))


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One JupyterLab with the map of the example, and one of people whose names want to act."""
    place = tmp_path_factory.mktemp("lab")
    good, bad = place / "example", hostile.write(place / "bad")
    shutil.copytree(EXAMPLE, good, ignore=shutil.ignore_patterns(".cache", "ledger*"))
    with laboratory(place, NOTEBOOK, data_dir=str(good)) as address:
        notebooks = place / "notebooks"
        text = (notebooks / f"{NOTEBOOK}.ipynb").read_text(encoding="utf-8").replace(str(good), str(bad))
        (notebooks / f"{BAD}.ipynb").write_text(text, encoding="utf-8")
        yield address


def opened_map(opened: Watched, address: str, notebook: str) -> Watched:
    run_all(opened.page, address, notebook, workspace=notebook)
    opened.page.locator(f"{GRAPH} .main-svg").first.wait_for()
    opened.page.set_default_timeout(PATIENCE)
    return opened


@pytest.fixture(scope="module")
def opened(browser: Browser, lab: str, ties: pd.DataFrame) -> Iterator[Watched]:  # noqa: ARG001 - read first
    with lab_page(browser) as page:
        yield opened_map(page, lab, NOTEBOOK)


@pytest.fixture
def page(opened: Watched) -> Page:
    """The map as it is at first."""
    page = opened.page
    page.get_by_role("button", name="Show everybody").click()
    told(page).filter(has_text=re.compile(r"^All [\d,]+ people are shown\.$")).wait_for()
    return page


def told(page: Page) -> Locator:
    """The words that say how many are shown."""
    return page.locator(".weaklib-map [role=status]").filter(has_text=re.compile("(is|are) shown|Shown: "))


def drawn(page: Page) -> int:
    """How many people are in the traces."""
    count = f"""document.querySelector("{GRAPH}")._fullData
      .filter(trace => trace.meta?.layer === "people").reduce((sum, trace) => sum + trace.x.length, 0)"""
    return int(page.evaluate(count))


def test_the_search_finds_somebody_with_the_keyboard_alone(page: Page, ties: pd.DataFrame) -> None:
    search = page.get_by_role("combobox", name="Search")
    search.focus()
    page.keyboard.type("soren")
    page.get_by_role("option", name="Søren Achterberg").wait_for()
    page.keyboard.press("ArrowDown")
    assert search.get_attribute("aria-activedescendant")
    page.keyboard.press("Enter")
    assert_card(page, ties, "soren-achterberg")
    assert search.get_attribute("aria-expanded") == "false"


def assert_card(page: Page, ties: pd.DataFrame, person: str) -> None:
    """The card is that of this person: the name, the class and the strength of the tie table."""
    tie = ties.loc[person]
    card = page.locator(".wl-card").filter(has_text=str(tie["name"]))
    card.wait_for()
    text = card.inner_text()
    assert str(tie["class"]) in text
    assert f"{tie['strength']:.2f}" in text


@pytest.mark.parametrize("person", ["runa-solheim", "tomasz-wierzbicki"])
def test_a_click_opens_the_right_card(page: Page, ties: pd.DataFrame, person: str) -> None:
    page.locator(GRAPH).scroll_into_view_if_needed()
    page.mouse.click(*page.evaluate(SPOT, [GRAPH, person]))
    assert_card(page, ties, person)


def test_a_filter_changes_the_count_and_the_picture(page: Page, ties: pd.DataFrame) -> None:
    assert drawn(page) == len(ties)
    page.get_by_role("checkbox", name="nominal").uncheck()
    left = int((ties["class"] != "nominal").sum())
    told(page).filter(has_text=f"Shown: {left} of {len(ties)} people.").wait_for()
    page.wait_for_function(f"() => {DRAWN} === {left}")
    assert page.evaluate(SPOT, [GRAPH, str(ties.index[ties["class"] == "nominal"][0])]) is None
    page.get_by_label("Last contact").select_option(label="within the last year")
    told(page).filter(has_text="last contact within the last year").wait_for()
    assert drawn(page) < left


DRAWN = f"""document.querySelector("{GRAPH}")._fullData
  .filter(trace => trace.meta?.layer === "people").reduce((sum, trace) => sum + trace.x.length, 0)"""


def test_the_time_slider_goes_back_and_comes_back(page: Page, ties: pd.DataFrame) -> None:
    handle = page.locator(".weaklib-map .noUi-handle").last
    handle.focus()
    page.keyboard.press("ArrowLeft")
    then = told(page).filter(has_text=re.compile(r"you knew \d+ of"))
    then.wait_for()
    known = int(re.search(r"you knew ([\d,]+) of", then.inner_text())[1])
    assert 0 < known < len(ties)
    page.wait_for_function(f"() => {DRAWN} === {known}")
    page.keyboard.press("ArrowRight")
    told(page).filter(has_text=f"All {len(ties)} people are shown.").wait_for()
    page.wait_for_function(f"() => {DRAWN} === {len(ties)}")


def test_the_play_button_replays_the_years(page: Page, ties: pd.DataFrame) -> None:
    """It begins with the first year, and goes on by itself until it is stopped."""
    handle = page.locator(".weaklib-map .noUi-handle").last
    last = float(handle.get_attribute("aria-valuenow"))
    page.get_by_role("button", name="Replay the time, or pause").click()
    then = told(page).filter(has_text=re.compile(r"you knew [\d,]+ of"))
    then.wait_for()
    first = then.inner_text()
    then.filter(has_not_text=first).wait_for()
    known = [int(re.search(r"you knew ([\d,]+) of", text)[1]) for text in (first, then.inner_text())]
    page.get_by_role("button", name="Stop the replay").click()
    assert 0 < known[0] < known[1] < len(ties)
    assert float(handle.get_attribute("aria-valuenow")) < last
    handle.focus()
    page.keyboard.press("End")
    told(page).filter(has_text=f"All {len(ties)} people are shown.").wait_for()


def lasso(page: Page, around: tuple[float, float], far: float = 40) -> None:
    """Draw a square around a point with the mouse."""
    x, y = around
    page.mouse.move(x - far, y - far)
    page.mouse.down()
    for across, down in ((far, -far), (far, far), (-far, far), (-far, -far)):
        page.mouse.move(x + across, y + down, steps=5)
    page.mouse.up()


def test_a_lasso_gives_the_table_and_the_file(page: Page, ties: pd.DataFrame) -> None:
    page.get_by_role("button", name="Lasso", exact=True).click()
    page.locator(GRAPH).scroll_into_view_if_needed()
    page.wait_for_function(f'document.querySelector("{GRAPH}")._fullLayout.dragmode === "lasso"')
    lasso(page, page.evaluate(SPOT, [GRAPH, "runa-solheim"]))
    words = page.get_by_text(re.compile(r"^Inside the line that you drew: \d+ (person|people)\.$"))
    words.wait_for()
    count = int(re.search(r"\d+", words.inner_text())[0])
    page.locator(".weaklib-group").filter(has_text="Runa Solheim").first.wait_for()
    with page.expect_download() as kept:
        page.get_by_role("button", name="Save these people as CSV").click()
    assert kept.value.suggested_filename == "weaklib-people-2026-10-31.csv"
    rows = exact_rows(Path(kept.value.path()).read_text(encoding="utf-8"), "people.csv")
    people = [row[0] for row in rows[1:]]
    assert len(people) == count
    assert "runa-solheim" in people
    assert set(people) <= set(ties.index)
    page.get_by_role("button", name="Move", exact=True).click()


def test_a_way_is_lit_up(page: Page, ties: pd.DataFrame) -> None:
    page.get_by_role("combobox", name="Search").fill("soren")
    page.get_by_role("option", name="Søren Achterberg").click()
    assert_card(page, ties, "soren-achterberg")
    page.get_by_role("combobox", name="Light up the way").fill("nordlicht")
    page.get_by_role("option", name="Nordlicht Energie").click()
    page.get_by_text(re.compile("steps? to Nordlicht Energie: Søren Achterberg → .*Runa Solheim")).wait_for()
    lit = f'document.querySelector("{GRAPH}")._fullData.filter(t => t.meta?.layer === "way")[1].x.length > 2'
    page.wait_for_function(lit)


@pytest.mark.parametrize(("name", "begins"), [("SVG", b"<svg"), ("PNG", b"\x89PNG")])
def test_the_view_is_saved_in_the_browser(page: Page, name: str, begins: bytes) -> None:
    with page.expect_download() as kept:
        page.get_by_role("button", name=f"Save as {name}").click()
    assert kept.value.suggested_filename == f"weaklib-map.{name.lower()}"
    picture = Path(kept.value.path()).read_bytes()
    assert picture.startswith(begins)
    assert len(picture) > 20_000


def test_a_saved_picture_has_the_title_and_says_who_is_shown(page: Page, ties: pd.DataFrame) -> None:
    page.get_by_role("checkbox", name="nominal").uncheck()
    left = int((ties["class"] != "nominal").sum())
    told(page).filter(has_text=f"Shown: {left} of {len(ties)} people.").wait_for()
    title = page.locator(".weaklib-map .weaklib-title").inner_text().strip()
    with page.expect_download() as kept:
        page.get_by_role("button", name="Save as SVG").click()
    shown = page.context.new_page()
    shown.set_content(Path(kept.value.path()).read_text(encoding="utf-8"))
    words = " ".join(" ".join(shown.locator("svg text").all_text_contents()).split())
    boxes = shown.locator("svg text").evaluate_all(
        "all => all.map(text => text.getBoundingClientRect().right)"
    )
    wide = shown.locator("svg").first.bounding_box()
    shown.close()
    assert letters(title) in letters(words)
    assert letters(f"Shown: {left} of {len(ties)} people. Asked for: ties that are not nominal.") in letters(
        words
    )
    assert letters("Dotted: inferred") in letters(words)
    assert wide
    assert max(boxes) <= wide["x"] + wide["width"]


def letters(text: str) -> str:
    """A text without its spaces: where a line ends there is none."""
    return "".join(text.split())


THEME = "theme => jupyterapp.commands.execute('apputils:change-theme', {theme})"
CONTRAST = """graph => {
  const light = colour => {
    const parts = colour.match(/[\\d.]+/g).slice(0, 3).map(part => part / 255);
    const linear = parts.map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  };
  const behind = element => {
    for (let at = element; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (colour && !/, 0\\)$|transparent/.test(colour)) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  const against = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const texts = [...document.querySelectorAll(".weaklib-map [role=status], .weaklib-map label, .wl-card h3, .wl-card p")]
    .filter(text => text.offsetParent && text.innerText.trim());
  const sea = getComputedStyle(document.querySelector(`${graph} .bg`) ?? document.body).fill;
  const legend = [...document.querySelectorAll(`${graph} .legendtext`)].map(text => getComputedStyle(text).fill);
  const paper = getComputedStyle(document.querySelector(`${graph} .main-svg`)).backgroundColor;
  return {
    texts: Math.min(...texts.map(text => against(getComputedStyle(text).color, behind(text)))),
    legend: Math.min(...legend.map(colour => against(colour, paper))),
    sea: light(sea),
  };
}"""
"""The least contrast of the words of the panel, and of the legend; and how light the sea is."""


def test_in_a_dark_jupyterlab_words_and_picture_are_dark_and_readable(page: Page, ties: pd.DataFrame) -> None:
    page.get_by_role("combobox", name="Search").fill("soren")
    page.get_by_role("option", name="Søren Achterberg").click()
    assert_card(page, ties, "soren-achterberg")
    for theme, dark in (("JupyterLab Dark", True), ("JupyterLab Light", False)):
        page.evaluate(THEME, theme)
        at_night = f'document.querySelector("{GRAPH}")._fullLayout.plot_bgcolor === "{NIGHT.sea}"'
        page.wait_for_function(at_night if dark else f"!({at_night})")
        page.wait_for_function(f"() => document.body.dataset.jpThemeLight === '{str(not dark).lower()}'")
        seen = page.evaluate(CONTRAST, GRAPH)
        assert seen["texts"] >= 4.5, (theme, seen)
        assert seen["legend"] >= 4.5, (theme, seen)
        assert (seen["sea"] < 0.05) == dark, (theme, seen)


def test_with_the_keyboard_alone_somebody_is_found_and_their_card_opened(
    page: Page, ties: pd.DataFrame
) -> None:
    """From the button that takes filters off, back with Shift and Tab to the search, and on from there."""
    page.get_by_role("button", name="Show everybody").focus()
    search = page.get_by_role("combobox", name="Search")
    for _ in range(60):
        page.keyboard.press("Shift+Tab")
        if search.evaluate("box => box === document.activeElement"):
            break
    else:
        pytest.fail("the search is not reached with the keyboard")
    page.keyboard.press("Control+A")
    page.keyboard.type("wierz")
    page.get_by_role("option", name="Tomasz Wierzbicki").wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert_card(page, ties, "tomasz-wierzbicki")
    page.keyboard.press("Tab")
    assert not search.evaluate("box => box === document.activeElement")


def test_a_mark_is_on_disk_before_the_map_says_so(page: Page, ties: pd.DataFrame) -> None:
    page.get_by_role("combobox", name="Search").fill("runa so")
    page.get_by_role("option", name="Runa Solheim").click()
    assert_card(page, ties, "runa-solheim")
    page.get_by_role("button", name="Later", exact=True).first.click()
    page.get_by_text("Number 1 in your ledger").wait_for()


def test_the_map_is_as_wide_as_its_place(page: Page) -> None:
    graph, whole = page.locator(GRAPH).bounding_box(), page.locator(".weaklib-map").bounding_box()
    assert graph
    assert whole
    assert graph["width"] >= 500
    assert graph["x"] + graph["width"] <= whole["x"] + whole["width"] + 1


ROOM = f"""() => {{
  const {{xaxis, yaxis, height}} = document.querySelector("{GRAPH}")._fullLayout;
  return {{height, wide: xaxis.range[1] - xaxis.range[0], tall: yaxis.range[1] - yaxis.range[0]}};
}}"""
"""How high the map is, and how much of the sea it shows."""


def test_on_a_wide_screen_the_map_is_higher_and_beside_it_the_card_too(page: Page) -> None:
    low = page.evaluate(ROOM)["height"]
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.wait_for_function(f"({ROOM})().height > {low} + 150")
    page.wait_for_function(f'document.querySelector("{GRAPH}").getBoundingClientRect().width > 1000')
    high = page.evaluate(ROOM)["height"]
    assert high < 1080
    page.set_viewport_size({"width": 1280, "height": 1000})
    page.wait_for_function(f"({ROOM})().height === {low}")


def test_a_lasso_is_answered_without_drawing_the_map_over_and_over(page: Page) -> None:
    page.get_by_role("button", name="Lasso", exact=True).click()
    page.locator(GRAPH).scroll_into_view_if_needed()
    page.wait_for_function(f'document.querySelector("{GRAPH}")._fullLayout.dragmode === "lasso"')
    page.evaluate(f"""() => {{
      window.restyled = 0;
      document.querySelector("{GRAPH}").on("plotly_restyle", () => {{ window.restyled += 1; }});
    }}""")
    lasso(page, page.evaluate(SPOT, [GRAPH, "runa-solheim"]))
    page.get_by_text(re.compile(r"^Inside the line that you drew")).wait_for()
    page.wait_for_timeout(2000)
    assert page.evaluate("window.restyled") < 6
    page.get_by_role("button", name="Move", exact=True).click()


def test_a_search_without_an_answer_says_so(page: Page) -> None:
    search = page.get_by_role("combobox", name="Search")
    search.fill("qqqq")
    page.get_by_role("option", name="Nothing that is known begins like this").wait_for()
    page.keyboard.press("Enter")
    assert search.input_value() == "qqqq"


def test_nothing_left_the_machine_and_no_chart_can_be_shared(opened: Watched) -> None:
    assert away(opened) == []
    assert opened.dialogs == []
    assert opened.page.get_by_text("Share chart").count() == 0
    titles = opened.page.locator(".modebar-btn").evaluate_all("all => all.map(each => each.dataset.title)")
    assert titles
    assert not [title for title in titles if re.search("share|cloud", title or "", re.IGNORECASE)]


def test_hostile_names_do_nothing(browser: Browser, lab: str) -> None:
    with lab_page(browser) as opened:
        page = opened_map(opened, lab, BAD).page
        search = page.get_by_role("combobox", name="Search")
        for word in ("n0", "n7", "evil", "canary", "link"):
            search.fill(word)
            page.locator(OFFERED).first.wait_for()
            search.press("Enter")
            page.wait_for_timeout(200)
        page.locator(".wl-card").wait_for()
        page.get_by_role("combobox", name="Light up the way").fill("evil")
        page.locator(OFFERED).first.click()
        page.get_by_role("button", name="List all who are shown").click()
        page.locator(".weaklib-group").first.wait_for()
        page.locator(GRAPH).scroll_into_view_if_needed()
        for person in ("h-0", "h-2", "h-6", "h-13"):
            page.mouse.move(*page.evaluate(SPOT, [GRAPH, person]))
            page.locator(".hoverlayer .hovertext").wait_for()
        page.mouse.click(*page.evaluate(SPOT, [GRAPH, "h-2"]))
        page.wait_for_timeout(500)
        assert page.locator("[data-canary]").count() == 0
        assert page.locator(f'a[href*="{hostile.SITE}"]').count() == 0
        assert opened.dialogs == []
        assert away(opened) == []
        assert page.get_by_text("Share chart").count() == 0

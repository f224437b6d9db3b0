"""The map as one file, gone back in time and drawn around: the slider, the lasso, and what they tell."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

import weaklib as wl
from tests.browser import hostile
from tests.browser.maps import STEPS, as_it_opened, opened_map, points, search, slide
from tests.browser.watching import FOUND, NOTHING, Watched, watched
from tests.pages import map_books
from tests.pages.made import EXAMPLE, place
from weaklib.pages.map_page import map_html, measured, write_map
from weaklib.sources.sheets.exact import exact_rows
from weaklib.views.selection import summary

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FORMULA = "=HYPERLINK(1)"


@pytest.fixture(scope="module")
def book() -> wl.book.Book:
    return wl.read(EXAMPLE)


@pytest.fixture(scope="module")
def of(book: wl.book.Book) -> Any:
    return measured(book)


@pytest.fixture(scope="module", autouse=True)
def maps(of: Any) -> dict[str, Path]:
    """Every map that the tests here open, written before the browser starts."""
    folder = place() / "times"
    folder.mkdir()
    example = folder / "example.html"
    example.write_text(map_html(of), encoding="utf-8")
    bad = wl.read(hostile.write(folder / "hostile"))
    sums = map_books.connections(folder / "formula", [FORMULA, FORMULA, '"Plain, Ltd"'])
    return {
        "example": example,
        "hostile": write_map(bad, folder / "hostile.html"),
        "formula": write_map(sums, folder / "formula.html"),
    }


@pytest.fixture(scope="module")
def one_page(browser: Browser, maps: dict[str, Path]) -> Iterator[Watched]:
    """The example's map, opened once."""
    with watched(browser) as opened:
        yield opened_map(opened, maps["example"])


@pytest.fixture
def page(one_page: Watched) -> Page:
    """The example's map as it is when it opens."""
    page = as_it_opened(one_page.page)
    page.click("#whole")
    page.mouse.move(5, 5)
    page.wait_for_timeout(400)
    assert one_page.complaints == []
    return page


def draw_around(page: Page, tool: str, *corners: tuple[float, float]) -> None:
    """Draw with a tool through these places on the screen."""
    page.click(f"#{tool}")
    page.mouse.move(*corners[0])
    page.mouse.down()
    for corner in corners[1:]:
        page.mouse.move(*corner, steps=4)
    page.mouse.up()
    page.wait_for_timeout(150)


def inside(page: Page, left: float, top: float, right: float, bottom: float) -> list[int]:
    """Who stands in a rectangle of the screen, by number, measured on the drawn map."""
    found: list[int] = page.evaluate(
        """box => {
          const map = document.getElementById("map"), full = map._fullLayout, at = map.getBoundingClientRect();
          const found = [];
          for (const trace of map.data.filter(t => t.people)) {
            [...trace.customdata].forEach((number, i) => {
              const x = at.left + full._size.l + full.xaxis.l2p(trace.x[i]);
              const y = at.top + full._size.t + full.yaxis.l2p(trace.y[i]);
              if (x > box[0] && x < box[2] && y > box[1] && y < box[3]) { found.push(number); }
            });
          }
          return found;
        }""",
        [left, top, right, bottom],
    )
    return found


def middle_of_the_map(page: Page) -> tuple[float, float, float, float]:
    """A rectangle in the middle of the map."""
    box = page.locator("#place").bounding_box()
    assert box
    x, y, wide, high = box["x"], box["y"], box["width"], box["height"]
    return x + 0.3 * wide, y + 0.2 * high, x + 0.6 * wide, y + 0.5 * high


def told(page: Page) -> dict[str, list[str]]:
    """The rows of the small table of a group."""
    rows = page.locator("#summary tr").all()
    return {row.locator("th").inner_text(): row.locator("td").all_inner_texts() for row in rows}


@pytest.mark.parametrize("step", [0, 3, 7])
def test_the_slider_shows_who_was_known_and_in_which_class(step: int, page: Page, book: wl.book.Book) -> None:
    slide(page, step)
    then = wl.ties.tie_table(book, as_of=f"{2018 + step}-12-31")
    counts = then["class"].value_counts()
    assert page.inner_text("#when") == f"31 December {2018 + step}"
    assert page.get_attribute("#day", "aria-valuetext") == f"31 December {2018 + step}"
    assert page.inner_text("#count") == f"All {len(then)} people known then are shown"
    assert points(page) == len(then)
    legend = page.locator("#map .legend .traces").all_text_contents()
    boxes = page.locator("#classes label").all_inner_texts()
    for name, number in counts.items():
        assert f"{name} ({number})" in legend
        assert f"{name} {number}" in [" ".join(text.split()) for text in boxes]
    assert f"{len(then)} people of 320, ties as of 31 December" in page.inner_text("#caption")
    assert f"You knew {len(then)} of the 320 people of today" in page.inner_text("#then")


def test_who_was_not_known_yet_is_nowhere(page: Page, book: wl.book.Book) -> None:
    slide(page, 0)
    then = set(wl.ties.tie_table(book, as_of="2018-12-31")["name"])
    shown = page.locator("#everybody tbody tr th").all_inner_texts()
    assert set(shown) == then
    heads = [head.inner_text() for head in page.locator("#everybody thead th").all() if head.is_visible()]
    assert "Last contact" not in " ".join(heads), "it is of today"
    numbers = page.evaluate(
        "document.getElementById('map').data.filter(t => t.people).flatMap(t => [...t.customdata])"
    )
    names = page.evaluate("JSON.parse(document.getElementById('data').textContent).cards.name")
    assert {names[number] for number in numbers} == then


def test_no_line_is_drawn_of_a_tie_that_was_not_known(page: Page, book: wl.book.Book) -> None:
    count = """() => document.getElementById("map").data
      .filter(t => ["tie", "bridge"].includes((t.meta || {}).layer) && t.name)
      .reduce((sum, t) => sum + [...t.x].filter(x => x === null || isNaN(x)).length, 0)"""
    now = page.evaluate(count)
    slide(page, 4)
    assert 0 < page.evaluate(count) < now
    name = page.locator("#everybody tbody button").first.inner_text()
    page.locator("#everybody tbody button").first.click()
    page.wait_for_timeout(200)
    graph = wl.network.contact_network(book.as_of("2022-12-31"), as_of="2022-12-31")
    (person,) = [who for who, told_ in graph.nodes(data=True) if told_["name"] == name]
    drawn = page.evaluate(
        "document.getElementById('map').layout.shapes.filter(s => s.type === 'path')"
        ".reduce((sum, s) => sum + s.path.split('M').length - 1, 0)"
    )
    assert 0 < drawn <= len(graph[person])


def test_a_card_says_how_it_was_then(page: Page, book: wl.book.Book) -> None:
    page.locator("#everybody tbody button").first.click()
    name = page.inner_text("#card h3")
    slide(page, 7)
    then = wl.ties.tie_table(book, as_of="2025-12-31").set_index("name").loc[name]
    words = page.inner_text("#card .then")
    assert words.startswith(f"On 31 December 2025: {then['class']}, strength {then['strength']:.2f}.")
    slide(page, STEPS)
    assert page.locator("#card .then").count() == 0


def test_somebody_of_later_is_found_and_brings_the_present_back(page: Page, book: wl.book.Book) -> None:
    ties = wl.ties.tie_table(book)
    later = ties.loc[~ties.index.isin(wl.ties.tie_table(book, as_of="2018-12-31").index), "name"].iloc[0]
    slide(page, 0)
    search(page, later)
    page.keyboard.press("Enter")
    assert page.inner_text("#when") == "31 October 2026"
    assert page.inner_text("#card h3") == later


def test_the_arrow_keys_move_the_slider(page: Page) -> None:
    page.focus("#day")
    page.keyboard.press("ArrowLeft")
    assert page.inner_text("#when") == "31 December 2025"
    page.keyboard.press("Home")
    assert page.inner_text("#when") == "31 December 2018"


def test_the_years_are_replayed_and_stop_at_the_end(page: Page) -> None:
    page.click("#play")
    assert page.inner_text("#when") == "31 December 2018"
    assert page.inner_text("#play") == "Pause"
    expect(page.locator("#when")).to_have_text("31 December 2019")
    page.click("#play")
    assert page.inner_text("#play") == "Replay"
    page.wait_for_timeout(1_700)
    assert page.inner_text("#when") == "31 December 2019"


def test_nothing_moves_by_itself_for_who_asked_for_that(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    expect(page.locator("#play")).to_be_hidden()
    assert page.locator("#day").is_visible()
    page.emulate_media(reduced_motion="no-preference")
    expect(page.locator("#play")).to_be_visible()


@pytest.mark.parametrize("tool", ["lasso", "box"])
def test_a_line_around_people_gives_their_table(tool: str, page: Page, of: Any) -> None:
    left, top, right, bottom = middle_of_the_map(page)
    within = inside(page, left, top, right, bottom)
    assert 20 < len(within) < 300
    corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
    draw_around(page, tool, *(corners if tool == "lasso" else corners[::2]))
    assert page.inner_text("#called") == f"{len(within)} people are inside the line that you drew"
    assert page.inner_text("#picked span") == page.inner_text("#called")
    people = [sorted(of.ties.index)[number] for number in within]
    expected = summary(people, of.ties, of.bridges, of.circles, of.book)
    rows = told(page)
    assert list(rows) == list(expected.index)
    for about, (count, unknown, found) in expected.iterrows():
        assert rows[str(about)][:2] == [str(count), str(unknown)]
        if about in ("classes", "organisations", "fields", "circles"):
            assert rows[str(about)][2] == (found or "–")
    names = page.locator("#everybody tbody tr th").all_inner_texts()
    assert set(names) <= set(of.ties.loc[people, "name"])
    assert len(names) == min(len(within), 50)
    assert "those inside the line that you drew" in page.inner_text("#caption")
    page.click("#forget")
    assert page.locator("#group").is_hidden()
    assert "320 people. A click" in page.inner_text("#caption")


def test_a_group_follows_the_filters_and_the_years(page: Page, of: Any, book: wl.book.Book) -> None:
    left, top, right, bottom = middle_of_the_map(page)
    within = inside(page, left, top, right, bottom)
    draw_around(page, "box", (left, top), (right, bottom))
    people = of.ties.loc[[sorted(of.ties.index)[number] for number in within]]
    page.locator("#classes label", has_text="nominal").click()
    number = int((people["class"] != "nominal").sum())
    assert told(page)["people"][0] == str(number)
    page.locator("#classes label", has_text="nominal").click()
    slide(page, 4)
    then = wl.ties.tie_table(book, as_of="2022-12-31")
    assert told(page)["people"][0] == str(int(then.index.isin(people.index).sum()))
    assert "bridges" not in told(page), "who bridged then was not measured"


def test_a_line_around_nobody_says_so(page: Page) -> None:
    box = page.locator("#place").bounding_box()
    assert box
    x, y = box["x"] + 8, box["y"] + box["height"] / 2
    draw_around(page, "box", (x, y), (x + 20, y + 20))
    assert page.inner_text("#picked").startswith("Nobody is inside the line")
    assert page.locator("#group").is_hidden()


def test_a_group_without_a_mouse(page: Page) -> None:
    page.select_option("#circles", index=1)
    name, number = page.locator("#circles option").nth(1).inner_text().removesuffix(")").rsplit(" (", 1)
    page.focus("#gather")
    page.keyboard.press("Enter")
    assert page.inner_text("#called") == f"{number} people are shown on the map"
    assert told(page)["circles"][2] == f"{name} ({number})"


def test_escape_lays_down_the_lasso_and_closes_the_card(page: Page) -> None:
    page.locator("#everybody tbody button").first.click()
    page.click("#lasso")
    assert page.get_attribute("#lasso", "aria-pressed") == "true"
    page.keyboard.press("Escape")
    assert page.get_attribute("#lasso", "aria-pressed") == "false"
    assert page.locator("#hand").is_hidden()
    assert page.locator("#card h3").count() == 1
    page.keyboard.press("Escape")
    assert page.locator("#card h3").count() == 0


def test_the_file_of_a_group_has_everybody_and_no_formula(browser: Browser, maps: dict[str, Path]) -> None:
    with watched(browser) as opened:
        page = opened_map(opened, maps["formula"]).page
        page.click("#gather")
        with page.expect_download() as saved:
            page.click("#save")
        text = Path(saved.value.path()).read_bytes().decode("utf-8-sig")
        assert saved.value.suggested_filename.startswith("weaklib-people-")
        assert opened.requests == []
    assert f"'{FORMULA}" in text
    assert f",{FORMULA}" not in text
    assert '"Plain, Ltd"' in text
    header, *rows = exact_rows(text, "people.csv")
    assert header == [
        "name",
        "organisation",
        "position",
        "circle",
        "class",
        "strength",
        "bridging",
        "last_contact",
    ]
    assert sorted(row[1] for row in rows) == [FORMULA, FORMULA, "Plain, Ltd"]
    assert {row[5] for row in rows} == {""}, "not known is empty, not 0"


def test_a_circle_is_flown_to_and_named(page: Page) -> None:
    span = "(a => a[1] - a[0])(document.getElementById('map')._fullLayout.xaxis.range)"
    all_of_it = page.evaluate(span)
    page.select_option("#circles", index=1)
    page.wait_for_timeout(500)
    name = page.locator("#circles option").nth(1).inner_text().rsplit(" (", 1)[0]
    assert page.evaluate(span) < all_of_it / 2.5
    assert name in page.locator("#map .annotation").all_text_contents()
    box = page.locator("#map .nsewdrag").first.bounding_box()
    assert box
    number = int(page.inner_text("#count").split()[0])
    whole = inside(page, box["x"], box["y"], box["x"] + box["width"], box["y"] + box["height"])
    assert len(whole) == number
    page.click("#all")
    assert page.evaluate(span) == pytest.approx(all_of_it, rel=0.02)


@pytest.mark.parametrize("asked", ["Kestrel Health", "around Imani"])
def test_what_is_searched_for_is_flown_to(asked: str, page: Page) -> None:
    span = "(a => a[1] - a[0])(document.getElementById('map')._fullLayout.xaxis.range)"
    all_of_it = page.evaluate(span)
    search(page, asked)
    kind = page.locator("#found [role=option]", has_text=", ").first
    kind.dispatch_event("mousedown")
    page.wait_for_timeout(300)
    assert page.evaluate(span) < all_of_it
    page.click("#whole")
    assert page.evaluate(span) == pytest.approx(all_of_it, rel=0.02)


def test_a_step_is_as_long_upwards_as_sideways(page: Page) -> None:
    shape = """() => { const full = document.getElementById('map')._fullLayout;
      return Math.abs(full.xaxis._length / (full.xaxis.range[1] - full.xaxis.range[0])
        / (full.yaxis._length / (full.yaxis.range[1] - full.yaxis.range[0])) - 1); }"""
    assert page.evaluate(shape) < 0.01
    page.click("#closer")
    page.mouse.move(400, 400)
    page.mouse.wheel(0, -300)
    page.wait_for_timeout(400)
    assert page.evaluate(shape) < 0.01
    page.set_viewport_size({"width": 900, "height": 900})
    page.wait_for_timeout(700)
    assert page.evaluate(shape) < 0.01
    page.set_viewport_size({"width": 1280, "height": 900})
    page.wait_for_timeout(700)
    assert page.evaluate(shape) < 0.01


def test_everything_is_reached_by_tab(page: Page) -> None:
    page.evaluate("document.activeElement.blur(); document.querySelector('.skip').focus()")
    reached = []
    for _ in range(45):
        reached.append(page.evaluate("document.activeElement.id || document.activeElement.type"))
        ring = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert ring != "none" or reached[-1] in ("", None), reached
        page.keyboard.press("Tab")
    wanted = (
        "search",
        "closer",
        "farther",
        "whole",
        "lasso",
        "box",
        "checkbox",
        "circles",
        "gather",
        "play",
        "day",
    )
    assert [one for one in wanted if one not in reached] == []


def test_hostile_names_in_a_lasso_and_in_other_years(browser: Browser, maps: dict[str, Path]) -> None:
    with watched(browser) as opened:
        page = opened_map(opened, maps["hostile"]).page
        box = page.locator("#place").bounding_box()
        assert box
        right, bottom = box["x"] + box["width"] - 4, box["y"] + box["height"] - 4
        draw_around(page, "box", (box["x"] + 4, box["y"] + 4), (right, bottom))
        assert any(payload in page.inner_text("#group") for payload in hostile.PAYLOADS)
        for step in range(int(page.get_attribute("#day", "max") or 0) + 1):
            slide(page, step)
            assert page.evaluate(FOUND) == NOTHING | {"links": []}
        for index in range(1, page.locator("#circles option").count()):
            page.select_option("#circles", index=index)
            assert page.evaluate(FOUND) == NOTHING
        assert opened.dialogs == []
        assert opened.requests == []


def test_a_print_has_the_map_and_the_table(page: Page) -> None:
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    page.wait_for_timeout(300)
    try:
        width = page.evaluate("document.querySelector('#map .main-svg').getBoundingClientRect().width")
        assert width == pytest.approx(660, abs=1)
        for control in ("#closer", "#day", "#filters", "#search"):
            assert page.locator(control).is_hidden()
        assert page.locator("#everybody tbody tr").count() == 50
        assert page.locator("#map .scatterlayer .point").count() == 320
    finally:
        page.emulate_media(media="screen")
        page.evaluate("window.dispatchEvent(new Event('afterprint'))")
        page.wait_for_timeout(300)

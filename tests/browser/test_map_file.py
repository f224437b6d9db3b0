"""The map as one file in a real browser: found, clicked, filtered and sorted; and no name that acts."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

import weaklib as wl
from tests.browser import hostile
from tests.browser.maps import as_it_opened, opened_map, points, search
from tests.browser.watching import FOUND, NOTHING, Watched, colours, watched
from tests.pages import map_books
from tests.pages.made import EXAMPLE, place
from weaklib.example.planted import planted_book
from weaklib.pages.map_page import map_html, measured, write_map
from weaklib.pages.outreach_inputs import read_inputs

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

EDGES = ("untied", "alone", "pairs")
CROWD = 3_200
"""Above 3,000 people WebGL draws."""


@pytest.fixture(scope="module")
def book() -> wl.book.Book:
    return wl.read(EXAMPLE)


@pytest.fixture(scope="module")
def ties(book: wl.book.Book) -> pd.DataFrame:
    return wl.ties.tie_table(book)


@pytest.fixture(scope="module", autouse=True)
def maps(book: wl.book.Book) -> dict[str, Path]:
    """Every map that the tests here open, written before the browser starts."""
    folder = place() / "maps"
    folder.mkdir()
    bad = wl.read(hostile.write(folder / "hostile"))
    made = {
        "example": write_map(book, folder / "example.html", inputs=read_inputs(str(EXAMPLE))),
        "hostile": write_map(bad, folder / "hostile.html"),
        "crowd": write_map(planted_book(people=CROWD, months=12), folder / "crowd.html"),
    }
    made["one_circle"] = folder / "one_circle.html"
    made["one_circle"].write_text(map_html(map_books.one_circle(folder / "one_circle")), encoding="utf-8")
    for name in EDGES:
        made[name] = write_map(getattr(map_books, name)(folder / name), folder / f"{name}.html")
    return made


@pytest.fixture(scope="module")
def one_page(browser: Browser, maps: dict[str, Path]) -> Iterator[Watched]:
    """The example's map, opened once."""
    with watched(browser) as opened:
        yield opened_map(opened, maps["example"])


@pytest.fixture
def example(one_page: Watched) -> Watched:
    """The example's map as it is when it opens: everybody shown, no card, the strongest tie first."""
    page = as_it_opened(one_page.page)
    while page.get_attribute("th[data-column=strength]", "aria-sort") != "descending":
        page.click("th[data-column=strength] button")
    page.mouse.move(5, 5)
    assert one_page.complaints == []
    return one_page


def drawn(page: Page) -> int:
    """How many people are in the traces, drawn by WebGL or not."""
    return int(
        page.evaluate(
            "document.getElementById('map').data.filter(t => t.people && t.visible === true)"
            ".reduce((sum, t) => sum + [...t.x].filter(x => x !== null).length, 0)"
        )
    )


def card(page: Page) -> str:
    return page.inner_text("#card")


def spot(page: Page, name: str) -> tuple[float, float]:
    """Where somebody stands on the screen."""
    found = page.evaluate(
        """name => {
          const map = document.getElementById("map"), full = map._fullLayout, box = map.getBoundingClientRect();
          const number = JSON.parse(document.getElementById("data").textContent).cards.name.indexOf(name);
          for (const trace of map.data.filter(t => t.people)) {
            const at = [...trace.customdata].indexOf(number);
            if (at >= 0) {
              return [box.left + full._size.l + full.xaxis.l2p(trace.x[at]),
                      box.top + full._size.t + full.yaxis.l2p(trace.y[at])];
            }
          }
        }""",
        name,
    )
    return found[0], found[1]


def test_search_finds_and_enter_opens_the_card(example: Watched, ties: pd.DataFrame) -> None:
    page = example.page
    search(page, "runa sol")
    assert page.get_attribute("#search", "aria-expanded") == "true"
    assert page.locator("#found [role=option]").first.inner_text() == "Runa Solheim Nordlicht Energie"
    page.keyboard.press("ArrowDown")
    active = page.get_attribute("#search", "aria-activedescendant")
    assert page.get_attribute(f"#{active}", "aria-selected") == "true"
    page.keyboard.press("Enter")
    assert page.get_attribute("#search", "aria-expanded") == "false"
    tie = ties.loc["runa-solheim"]
    assert page.inner_text("#card h3") == "Runa Solheim"
    assert f"Strength {tie['strength']:.2f} of 1, {tie['confidence']} confidence" in card(page)
    assert tie["class"] in page.inner_text("#card .tie")
    assert f"In touch on {tie['contact_days']} days" in card(page)
    assert "Head of Partnerships · Nordlicht Energie" in card(page)


def test_escape_closes_the_list_and_nothing_found_is_said(example: Watched) -> None:
    page = example.page
    search(page, "qqqqq")
    assert "Nobody and nothing is called so" in page.inner_text("#found")
    page.keyboard.press("Enter")
    assert "Click somebody on the map" in card(page)
    page.keyboard.press("Escape")
    assert page.locator("#found").is_hidden()


def test_the_arrows_go_round_and_accents_do_not_matter(example: Watched) -> None:
    page = example.page
    search(page, "soren achter")
    assert "Søren Achterberg" in page.inner_text("#found")
    search(page, "kurtoglu")
    assert "Imani Kurtoğlu" in page.inner_text("#found")
    page.keyboard.press("ArrowUp")
    last = page.locator("#found [role=option]").count() - 1
    assert page.get_attribute("#search", "aria-activedescendant") == f"option-{last}"
    page.keyboard.press("ArrowDown")
    assert page.get_attribute("#search", "aria-activedescendant") == "option-0"


@pytest.mark.parametrize(
    ("asked", "kind"),
    [("Kestrel Health", "organisation"), ("public sector", "field"), ("around Imani", "circle")],
)
def test_search_for_a_place_shows_its_people_alone(asked: str, kind: str, example: Watched) -> None:
    page = example.page
    search(page, asked)
    option = page.locator("#found [role=option]", has_text=f"{kind}, ").first
    number = int(option.inner_text().rsplit(f"{kind}, ", 1)[1].split()[0].replace(",", ""))
    option.dispatch_event("mousedown")
    page.wait_for_timeout(200)
    assert page.inner_text("#count") == f"{number} of 320 people"
    assert points(page) == number
    page.click("#all")
    assert page.inner_text("#count") == "All 320 people are shown"


def test_a_click_opens_the_right_card_and_draws_their_ties(
    example: Watched, book: wl.book.Book, ties: pd.DataFrame
) -> None:
    page, graph = example.page, wl.network.contact_network(book)
    for person in ("tomasz-wierzbicki", "soren-achterberg"):
        name = ties.at[person, "name"]
        page.mouse.click(*spot(page, name))
        page.wait_for_timeout(300)
        assert page.inner_text("#card h3") == name
        assert f"Strength {ties.at[person, 'strength']:.2f} of 1" in card(page)
        own = page.evaluate("document.getElementById('map').layout.shapes.filter(s => s.type === 'path')")
        lines = {shape["name"]: shape["path"].count("M") for shape in own}
        seen = [tie["observed"] > 0 for tie in graph[person].values()]
        assert lines.get("observed", 0) == sum(seen)
        assert lines.get("inferred", 0) == len(seen) - sum(seen)
        assert all((shape["line"]["dash"] == "dot") == (shape["name"] == "inferred") for shape in own)
        assert page.locator("#map .shapelayer path").count() == len(own) + 1


def test_the_hover_names_who_is_pointed_at(example: Watched) -> None:
    page = example.page
    page.mouse.move(*spot(page, "Runa Solheim"))
    page.wait_for_timeout(300)
    assert page.locator("#tip").is_visible()
    assert page.inner_text("#tip b") == "Runa Solheim"
    assert page.locator("#map .hovertext").count() == 0


def test_inferred_ties_read_as_inferred(example: Watched, book: wl.book.Book) -> None:
    page = example.page
    search(page, "Fabian Achterberg")
    page.keyboard.press("Enter")
    graph = wl.network.contact_network(book)
    person = next(who for who, told in graph.nodes(data=True) if told["name"] == "Fabian Achterberg")
    rows = page.locator("#card .ties li")
    assert rows.count() == min(12, len(graph[person]))
    of_name = {graph.nodes[other]["name"]: tie for other, tie in graph[person].items()}
    for row in rows.all():
        tie = of_name[row.locator("button").inner_text()]
        assert ("probably know each other" in row.inner_text()) == (tie["observed"] == 0)
        assert row.get_attribute("class") == ("seen" if tie["observed"] > 0 else "inferred")


def test_the_plan_is_on_the_card_with_an_opener(example: Watched, book: wl.book.Book) -> None:
    page = example.page
    found = measured(book, inputs=read_inputs(str(EXAMPLE))).plan
    assert found is not None
    row = found[found["name"] == "Tomasz Wierzbicki"].iloc[0]
    search(page, "Tomasz Wierz")
    page.keyboard.press("Enter")
    assert "What to do" in card(page)
    assert row["reasons"][0] in card(page)
    page.click("#card .do summary")
    assert page.inner_text("#card .opener") == row["draft"]


def test_filters_remove_people_and_count_who_is_left(example: Watched, ties: pd.DataFrame) -> None:
    page = example.page
    assert page.inner_text("#count") == "All 320 people are shown"
    assert points(page) == drawn(page) == 320
    nominal = int((ties["class"] == "nominal").sum())
    page.locator("#classes label", has_text="nominal").click()
    assert page.inner_text("#count") == f"{320 - nominal} of 320 people"
    assert points(page) == drawn(page) == 320 - nominal
    assert f"{320 - nominal} people of 320" in page.inner_text("#caption")
    page.locator("#classes label", has_text="nominal").click()
    option = page.locator("#circles option").nth(1).inner_text()
    page.select_option("#circles", index=1)
    number = int(option.rsplit("(", 1)[1].rstrip(")"))
    assert page.inner_text("#count") == f"{number} of 320 people"
    assert points(page) == number
    assert page.locator("#everybody tbody tr").count() == min(number, 50)


def test_the_legend_does_what_the_boxes_do(example: Watched, ties: pd.DataFrame) -> None:
    page = example.page
    strong = int((ties["class"] == "strong").sum())
    toggle = page.locator("#map .legend .traces", has_text="strong").locator(".legendtoggle")
    toggle.click()
    page.wait_for_timeout(700)
    assert page.inner_text("#count") == f"{320 - strong} of 320 people"
    assert not page.locator("#classes label", has_text="strong").locator("input").is_checked()
    toggle.dblclick()
    page.wait_for_timeout(700)
    assert page.inner_text("#count") == f"{strong} of 320 people"
    assert points(page) == strong


def test_lines_of_hidden_people_are_gone(example: Watched) -> None:
    page = example.page
    count = """() => document.getElementById("map").data
      .filter(t => ["tie", "bridge"].includes((t.meta || {}).layer) && t.visible !== "legendonly")
      .reduce((sum, t) => sum + [...t.x].filter(x => x === null || isNaN(x)).length, 0)"""
    before = page.evaluate(count)
    page.locator("#classes label", has_text="nominal").click()
    page.locator("#classes label", has_text="moderately weak").click()
    page.wait_for_timeout(200)
    assert 0 < page.evaluate(count) < before / 2


def test_somebody_hidden_is_shown_when_asked_for(example: Watched) -> None:
    page = example.page
    page.select_option("#circles", index=1)
    search(page, "Runa Solheim")
    page.keyboard.press("Enter")
    assert page.inner_text("#count") == "All 320 people are shown"
    assert page.inner_text("#card h3") == "Runa Solheim"


def test_the_table_sorts_by_click_and_by_keyboard(example: Watched, ties: pd.DataFrame) -> None:
    page = example.page

    def column(place: int) -> list[str]:
        return page.locator(f"#everybody tbody tr > :nth-child({place})").all_inner_texts()

    assert page.get_attribute("th[data-column=strength]", "aria-sort") == "descending"
    strongest = ties["strength"].sort_values(ascending=False).head(50)
    assert column(5) == [f"{value:.2f}" for value in strongest]
    page.click("th[data-column=name] button")
    names = column(1)
    assert names == sorted(names, key=str.lower)
    assert page.get_attribute("th[data-column=name]", "aria-sort") == "ascending"
    page.focus("th[data-column=name] button")
    page.keyboard.press("Enter")
    assert page.get_attribute("th[data-column=name]", "aria-sort") == "descending"
    page.click("#next")
    assert page.inner_text("#page") == "51 to 100 of 320"
    first = page.locator("#everybody tbody button").first
    name = first.inner_text()
    first.click()
    assert page.inner_text("#card h3") == name
    assert page.locator("#everybody tr.chosen").count() == 1


def test_the_months_are_those_of_the_contacts(example: Watched, book: wl.book.Book) -> None:
    """The bars of somebody, told as words for who cannot see them, against the rows of the book."""
    from weaklib.measures.contact import contact_rows

    page = example.page
    search(page, "Søren Achterberg")
    page.keyboard.press("Enter")
    rows = contact_rows(book)
    days = rows[rows["person"] == "soren-achterberg"]["day"].drop_duplicates()
    by_month = days[days > "2024-10-31"].dt.to_period("M").value_counts().sort_index()
    told = [f"{month:%b %Y}: {n} day{'' if n == 1 else 's'}" for month, n in by_month.items()]
    bars = page.locator("#card .months rect title").all_text_contents()
    assert bars == told
    assert "Nov 2024 to Oct 2026" in page.inner_text("#card .months")


def test_webgl_draws_under_the_policy(browser: Browser, maps: dict[str, Path]) -> None:
    """WebGL fails in silence where a policy is too strict, so the pixels are looked at."""
    with watched(browser) as opened:
        page = opened_map(opened, maps["crowd"]).page
        assert page.inner_text("#count") == f"All {CROWD:,} people are shown"
        assert page.evaluate(
            "document.getElementById('map').data.some(t => t.type === 'scattergl' && t.people)"
        )
        with_people = colours(page, "#place")[0]
        for box in page.locator("#classes input").all():
            box.click()
        page.wait_for_timeout(500)
        assert drawn(page) == 0
        assert page.inner_text("#count") == f"0 of {CROWD:,} people"
        assert with_people > colours(page, "#place")[0] + 100
        assert opened.complaints == []


def test_from_near_circles_are_named_and_no_name_covers_another(
    browser: Browser, maps: dict[str, Path]
) -> None:
    with watched(browser) as opened:
        page = opened_map(opened, maps["crowd"]).page
        for _ in range(3):
            page.click("#closer")
        page.wait_for_timeout(1200)
        span = page.evaluate("document.getElementById('map')._fullLayout.xaxis.range")
        page.locator("#classes input").first.click()
        page.locator("#classes input").first.click()
        after = page.evaluate("document.getElementById('map')._fullLayout.xaxis.range")
        assert after == pytest.approx(span, rel=0.02), "a filter does not move the map"
        named = page.locator("#map .annotation").all()
        texts = [each.text_content() for each in named]
        circles = {text.rsplit(" (", 1)[0] for text in page.locator("#circles option").all_inner_texts()}
        assert len(circles & set(texts)) >= 3
        boxes = [box for each in named if (box := each.bounding_box())]
        for place, one in enumerate(boxes):
            for other in boxes[place + 1 :]:
                across = one["x"] < other["x"] + other["width"] and other["x"] < one["x"] + one["width"]
                along = one["y"] < other["y"] + other["height"] and other["y"] < one["y"] + one["height"]
                assert not (across and along)


def test_a_click_and_a_filter_work_with_webgl(browser: Browser, maps: dict[str, Path]) -> None:
    with watched(browser) as opened:
        page = opened_map(opened, maps["crowd"]).page
        search(page, "P00012")
        page.keyboard.press("Enter")
        assert page.inner_text("#card h3") == "P00012"
        page.select_option("#circles", index=1)
        page.wait_for_timeout(500)
        number = int(page.inner_text("#count").split()[0])
        assert drawn(page) == number < CROWD
        page.click("#whole")
        name = page.locator("#everybody tbody button").first.inner_text()
        for _ in range(6):
            page.locator("#everybody tbody button").first.click()
        assert page.inner_text("#card h3") == name


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 400])
def test_everybody_can_read_the_map(scheme: Any, width: int, browser: Browser, maps: dict[str, Path]) -> None:
    """No critical and no serious finding of axe, with a card open; nothing is wider than the screen."""
    with watched(browser, width=width) as opened:
        opened.page.emulate_media(color_scheme=scheme)
        page = opened_map(opened, maps["example"]).page
        search(page, "Runa Solheim")
        page.keyboard.press("Enter")
        page.click("#card .parts summary")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8"))
        found = page.evaluate("axe.run()")["violations"]
        grave = {
            f["id"]: [n["html"][:200] for n in f["nodes"]]
            for f in found
            if f["impact"] in ("critical", "serious")
        }
        assert grave == {}
        cut = """[...document.querySelectorAll('h1, h3, p, li, label, button, summary')]
            .filter(e => e.offsetParent && !e.matches('.unseen') && e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== 'inline')
            .map(e => e.textContent.slice(0, 60))"""
        assert page.evaluate(cut) == []


def test_dark_is_dark(browser: Browser, maps: dict[str, Path]) -> None:
    with watched(browser) as opened:
        page = opened_map(opened, maps["example"]).page
        sea = "document.getElementById('map')._fullLayout.plot_bgcolor"
        by_day = page.evaluate(sea)
        page.emulate_media(color_scheme="dark")
        page.wait_for_timeout(500)
        assert page.evaluate(sea) != by_day
        assert points(page) == 320
        assert page.locator("#classes label").count() == 6


@pytest.mark.parametrize(
    ("name", "people", "heading"),
    [
        ("untied", 60, "No ties between your 60 contacts are known"),
        ("alone", 1, "One contact, Ann No 0"),
        ("pairs", 4_000, "2,000 circles"),
        ("one_circle", 3_000, "One circle, Works, holds all 3,000 contacts"),
    ],
)
def test_edges_are_readable(
    name: str, people: int, heading: str, browser: Browser, maps: dict[str, Path]
) -> None:
    with watched(browser) as opened:
        page = opened_map(opened, maps[name]).page
        assert heading in page.inner_text("h1")
        assert drawn(page) == people
        search(page, "ann no 0")
        page.keyboard.press("Enter")
        assert page.inner_text("#card h3") == "Ann No 0"
        assert "not known: no export could show contact" in card(page)
        assert ("they probably know each other: same employer" in card(page)) == (name == "pairs")
        assert opened.complaints == []


def test_a_hostile_name_is_only_text(browser: Browser, maps: dict[str, Path]) -> None:
    """In every field that somebody else can write: searched for, hovered over, clicked on, filtered by."""
    with watched(browser) as opened:
        page = opened_map(opened, maps["hostile"]).page
        shown = ""
        for payload in hostile.PAYLOADS:
            search(page, payload)
            shown += page.inner_text("#found")
            page.keyboard.press("Enter")
            page.wait_for_timeout(40)
            shown += card(page)
            assert page.evaluate(FOUND) == NOTHING
            if page.locator("#all").is_visible():
                page.click("#all")
        assert sum(payload in shown for payload in hostile.PAYLOADS) == len(hostile.PAYLOADS)
        pointed = 0
        for point in page.query_selector_all("#map .scatterlayer .point")[:40]:
            box = point.bounding_box()
            if box:
                middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
                page.mouse.move(*middle)
                page.mouse.click(*middle)
                page.wait_for_timeout(20)
                pointed += page.locator("#tip").is_visible()
                assert page.evaluate(FOUND) == NOTHING
        assert pointed > 20, "hardly anybody was pointed at, so nothing was tried"
        for index in range(1, page.locator("#circles option").count()):
            page.select_option("#circles", index=index)
        assert page.evaluate(FOUND) == NOTHING
        assert opened.dialogs == []
        assert opened.requests == []
        assert page.url.startswith("file:")


def test_no_map_asks_anybody_or_offers_to_upload(browser: Browser, maps: dict[str, Path]) -> None:
    for path in maps.values():
        with watched(browser) as opened:
            page = opened_map(opened, path).page
            buttons = page.eval_on_selector_all(".modebar-btn", "all => all.map(b => b.dataset.title || '')")
            assert buttons == ["Download plot as a PNG"]
            assert [text for text in buttons if "share" in text.lower() or "cloud" in text.lower()] == []
            assert "Share chart" not in page.inner_text("body")
            assert opened.requests == []
            assert opened.dialogs == []


def test_names_that_are_not_text_would_be_seen(
    browser: Browser, maps: dict[str, Path], tmp_path: Path
) -> None:
    """The same page, its script writing HTML: the payloads stand in it as elements, so the test can fail."""
    whole = maps["hostile"].read_text(encoding="utf-8")
    assert "element.append(part)" in whole
    acting = whole.replace(
        "element.append(part)",
        "typeof part === 'string' ? element.insertAdjacentHTML('beforeend', part) : element.append(part)",
    ).replace("Content-Security-Policy", "nothing", 1)
    (tmp_path / "acting.html").write_text(acting, encoding="utf-8")
    with watched(browser) as opened:
        opened.page.goto((tmp_path / "acting.html").as_uri(), wait_until="commit")
        opened.page.wait_for_selector("[data-canary]", state="attached")
        opened.page.wait_for_timeout(1500)
        assert opened.page.evaluate(FOUND)["canaries"] > 10
        assert any("evil" in asked for asked in opened.requests)


def test_the_same_book_gives_the_same_bytes(book: wl.book.Book) -> None:
    shuffled = wl.read(EXAMPLE)
    assert map_html(measured(book)) == map_html(measured(shuffled))

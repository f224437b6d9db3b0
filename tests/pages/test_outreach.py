"""The week's list on a page: every part of a suggestion is there, whole, and a hostile name is only text."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
import networkx as nx
import pandas as pd
import pytest

from tests.browser.watching import watched
from tests.pages.suggested import DAY, HOSTILE, book, plan
from weaklib.pages import outreach, outreach_lists, page
from weaklib.pages.outreach_evidence import resting_on, rows_in_words

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def cards(table: pd.DataFrame, **more) -> str:
    shown = outreach.week_cards(table, DAY, **({"book": book()} | more))
    return str(shown.data).partition("</style>")[2]


def text(shown: object) -> str:
    """What a reader sees: without tags, entities resolved."""
    raw = shown if isinstance(shown, str) else str(shown.data)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", raw)).split())


def test_a_card_has_every_part() -> None:
    silent, waiting, way_in = (text(cards(plan().iloc[[row]])) for row in range(3))
    assert silent.startswith(
        "Tomasz Wierzbicki Elbmark Energie · last in touch 6 years ago, by message (1 June 2020) "
        "Get back in touch You were close until 2020."
    )
    assert "Ask for advice on “ moving a warehouse to the cloud ”" in waiting
    assert "Answer first : they wrote last" in waiting
    assert "Ask for an introduction to Nordlicht Energie" in way_in
    assert "Your only known way into Nordlicht Energie." in way_in
    assert "by meeting of several" in way_in


def test_each_reason_has_its_rows_and_how_sure_it_is() -> None:
    graph = nx.Graph()
    graph.add_edge("runa", "tomasz", weight=0.1, observed=0.0)
    silent, waiting, way_in = (text(cards(plan().iloc[[row]], graph=graph)) for row in range(3))
    assert (
        "2 rows of contact; high confidence 1 June 2020: a message, from them (messages.csv) "
        "6 May 2020: a message, from you (messages.csv)"
    ) in silent
    assert "your note: knows heat pumps" in silent
    assert "1 row of contact and 1 line of your goals; high confidence" in waiting
    assert "an endorsement, from them for SQL" in waiting
    assert "Grid Planner, Nordlicht Energie, as recorded on 31 October 2026" in way_in
    assert (
        "low confidence: it is inferred, so ask first Runa Solheim and Tomasz Wierzbicki probably know each other"
        in way_in
    )


def test_a_tie_that_was_seen_is_worded_as_seen() -> None:
    graph = nx.Graph()
    graph.add_edge("runa", "tomasz", weight=1.1, observed=1.0)
    (told,) = rows_in_words(book(), [("tie", ("runa", "tomasz"))], graph=graph)
    assert text(told) == "Runa Solheim and Tomasz Wierzbicki were seen in a shared meeting or thread"


def test_many_rows_are_counted_and_the_newest_told() -> None:
    told = rows_in_words(book(), [("interactions", row) for row in range(5)], most=2)
    assert [text(row)[:15] for row in told] == ["21 October 2026", "20 October 2026", "and 3 more"]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (("ledger", 7), "note of yours 7"),
        (("goals", "challenges[0]"), "line of your goals challenges[0]"),
        (("interactions", 999), "row 999"),
        (("unheard", "x"), "unheard x"),
    ],
)
def test_rows_of_other_tables_are_named(row, words: str) -> None:
    assert text(rows_in_words(book(), [row])[0]) == words


def test_confidence_is_in_words() -> None:
    assert (
        resting_on([("people", "x")], "low")
        == "1 row of your contacts; low confidence: it is inferred, so ask first"
    )


def test_the_opener_is_whole_and_says_its_language() -> None:
    shown = cards(plan().iloc[[0]], language="de")
    (draft,) = re.findall(r'<p class="draft" lang="de">(.*?)</p>', shown)
    assert html.unescape(draft).split("<br>") == [
        "Hi Tomasz,",
        "",
        "it has been a while.",
        "",
        "All the best",
        "Marit",
    ]


def test_nobody_is_called_warm_without_contact() -> None:
    never = plan().iloc[[0]].assign(last_contact=pd.NaT, last_channel="")
    assert "no contact on record" in text(cards(never))
    assert "last in touch" not in text(cards(never))


def test_the_week_takes_the_purposes_in_turn_and_nobody_twice() -> None:
    twice = pd.concat([plan(), plan().assign(purpose="advice", score=0.9)], ignore_index=True)
    week = outreach.first(twice, 5)
    assert list(week["person"]) == ["tomasz", "ada", "runa"]
    assert list(outreach.first(plan(), 2)["purpose"]) == ["reconnect", "advice"]


def test_the_heading_counts() -> None:
    table = plan()
    assert outreach.heading(table).data == "## Three people to write to"
    assert outreach.heading(table.head(0)).data == "## Whom to write to"
    assert outreach.heading(pd.concat([table] * 3)).data == "## 9 people to write to"


def test_the_list_is_told_in_words() -> None:
    table = plan()
    told = text(outreach.in_words(table, table))
    assert "Of 3 suggestions" in told
    assert "1 to get back in touch, 1 to ask for advice and 1 to ask for an introduction" in told
    assert "1 person is waiting for an answer from you first." in told
    assert "No goals are given." in told
    nobody = table.head(0)
    assert "nobody to suggest" in text(outreach.in_words(nobody, nobody))
    assert outreach.week_cards(nobody, DAY, book=book()) is None


def test_the_card_beside_the_buttons_is_short() -> None:
    shown = outreach.short_card(plan().iloc[1], language="fr").partition("</style>")[2]
    assert text(shown) == (
        "Ada Lindqvist Ask for advice on “ moving a warehouse to the cloud ” Answer first : they wrote last, "
        "and you have not replied yet. Dear Ada, thank you for your mail."
    )
    assert 'lang="fr"' in shown


def test_a_gap_without_a_person_has_a_card() -> None:
    gap = (
        plan()
        .iloc[[0]]
        .assign(
            purpose="build",
            person=None,
            name="",
            target="agriculture",
            organisation="",
            draft="",
            last_contact=pd.NaT,
        )
    )
    assert text(cards(gap)).startswith("agriculture A gap to fill You were close")
    assert "opener" not in cards(gap)
    assert "contact on record" not in text(cards(gap))


def test_a_list_is_told_with_its_notes() -> None:
    table = plan()
    assert text(outreach_lists.list_in_words(table, "reconnect")) == (
        "**1 suggestion** to get back in touch: Tomasz Wierzbicki. - No goals are given."
    )
    assert "Nobody is fading" in text(outreach_lists.list_in_words(table, "maintain"))
    assert "No gap" in text(outreach_lists.list_in_words(table, "build"))


def test_who_was_left_out_is_named_once_with_the_reason() -> None:
    table = plan()
    assert text(outreach_lists.left_out(table, book())) == "Nobody was left out."
    table.attrs["left_out"] = [
        ("reconnect", "tomasz", "you said never"),
        ("advice", "tomasz", "you said never"),
        ("advice", "gone", "asked on 1 October 2026"),
    ]
    told = text(outreach_lists.left_out(table, book()))
    assert told.count("Tomasz Wierzbicki") == 1
    assert "you said never get back in touch · ask for advice" in told
    assert "gone asked on 1 October 2026" in told


def test_the_numbers_of_a_score_are_a_table() -> None:
    told = text(outreach_lists.numbers(plan()))
    assert "Tomasz Wierzbicki Get back in touch 0.73 0.90 0.50 0.33" in told
    assert outreach_lists.numbers(plan().assign(p_reply=float("nan"))) is None


def test_a_hostile_name_is_only_text() -> None:
    """In each field of a plan and of the rows behind it."""
    shown = cards(plan(mark=HOSTILE), book=book(mark=HOSTILE))
    tags = set(re.findall(r"<(\w+)", shown))
    assert tags <= {
        "div",
        "article",
        "h3",
        "p",
        "em",
        "strong",
        "ul",
        "li",
        "details",
        "summary",
        "br",
        "span",
    }
    assert shown.count(HOSTILE) == 0
    assert text(shown).count(HOSTILE) >= 8
    told = page.to_html(outreach.in_words(plan(mark=HOSTILE), plan()).data)
    assert set(re.findall(r"<(\w+)", told)) <= {"p", "strong", "ul", "li"}
    hrefs = re.findall(r"(?:href|src|style|on\w+)=", re.sub(r"&[^;]+;", "", shown))
    assert [found for found in hrefs if found != "style="] == []


@pytest.fixture(scope="module")
def week_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page of nothing but a week's list with hostile names, as a report would write it."""
    table = plan(mark=HOSTILE)
    shown = outreach.week_cards(table, DAY, book=book(mark=HOSTILE))
    output = nbformat.v4.new_output("execute_result", data={"text/html": shown.data})
    heading = nbformat.v4.new_output("execute_result", data={"text/markdown": outreach.heading(table).data})
    cells = [nbformat.v4.new_code_cell(outputs=[made]) for made in (heading, output)]
    path = tmp_path_factory.mktemp("week") / "week.html"
    path.write_text(page.notebook_page(nbformat.v4.new_notebook(cells=cells)), encoding="utf-8")
    return path


def test_one_click_copies_the_whole_opener(week_page: Path, browser: Browser) -> None:
    with watched(browser) as opened:
        opened.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        opened.open(week_page)
        first = opened.page.locator(".opener").first
        first.get_by_role("button", name="Copy").click()
        first.get_by_role("status").filter(has_text="Copied").wait_for()
        copied = opened.page.evaluate("navigator.clipboard.readText()")
        assert copied.split() == plan(mark=HOSTILE)["draft"][0].split()
        assert copied.splitlines()[:2] == ["Hi Tomasz,", ""]
        assert opened.requests == []
        assert opened.dialogs == []


def test_without_the_clipboard_the_opener_is_copied_by_selection(week_page: Path, browser: Browser) -> None:
    with watched(browser) as opened:
        opened.page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
        opened.open(week_page)
        opened.page.locator(".opener").nth(1).get_by_role("button", name="Copy").click()
        chosen = opened.page.evaluate("window.getSelection().toString()")
        assert chosen.strip() == plan()["draft"][1]
        assert opened.page.locator(".opener").nth(1).get_by_role("status").inner_text() != ""


@pytest.mark.parametrize("width", [1280, 420])
def test_no_opener_is_cut_off(week_page: Path, browser: Browser, width: int) -> None:
    with watched(browser, width=width) as opened:
        opened.open(week_page)
        opened.page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
        cut = """[...document.querySelectorAll('.outreach *')].filter(e => e.clientWidth
            && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 4)).map(e => e.outerHTML)"""
        assert opened.page.evaluate(cut) == []
        assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
        assert opened.page.locator(".suggestion").count() == 3
        assert opened.page.locator("[data-canary], .outreach img, .outreach a").count() == 0


def test_the_heading_that_is_computed_stands_in_the_page(week_page: Path) -> None:
    assert '<h2 id="three-people-to-write-to">Three people to write to</h2>' in week_page.read_text("utf-8")


def test_a_lot_decides_between_those_who_rank_alike_and_it_is_said() -> None:
    table = pd.concat([plan(), plan().assign(purpose="advice")], ignore_index=True)
    table = table.assign(score=0.4, purpose="advice", person=[f"p{number}" for number in range(len(table))])
    ties = pd.DataFrame({"class": ["strong", "weak"] * 3}, index=table["person"])
    weeks = [outreach.by_lot(table, ties, most=2, seed=seed) for seed in range(40)]
    groups = [ties.loc[week["person"].iloc[0], "class"] for week in weeks]
    assert 8 < groups.count("strong") < 32
    assert set(weeks[0]["chosen"]) == {"chance"}
    assert "Chance chose 2 of them" in outreach.in_words(table, weeks[0]).data
    alone = outreach.by_lot(table, ties.assign(**{"class": "weak"}), most=2)
    assert set(alone["chosen"]) == {""}
    assert "chance chose nobody" in outreach.in_words(table, alone).data
    assert outreach.by_lot(table.head(0), ties).empty

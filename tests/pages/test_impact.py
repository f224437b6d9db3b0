"""What was asked and what came of it, on a page: every number with its rows, nothing proposed among them."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from tests.pages import impact_made as made
from tests.pages.made import example_page
from tests.pages.suggested import DAY, HOSTILE, book
from weaklib.action import ledger as ledger_room
from weaklib.action.goals import Goals
from weaklib.action.impact.setting import Setting, setting_of
from weaklib.pages import impact, impact_assessment, impact_rows, impact_told, page
from weaklib.pages.outreach_inputs import LEDGER, Inputs


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("impact")


@pytest.fixture(scope="module")
def setting(folder: Path) -> Setting:
    """Five entries: Runa was asked, replied and introduced; Tomasz was asked; Ada led to somebody unasked."""
    ledger = ledger_room.open(folder / "ledger.sqlite")
    asked = {"purpose": "introduction", "tie_class": "weak", "strength": 0.2, "to_person": "Ilse Lund"}
    ledger.add("runa", "sent", on="2026-09-01", name="Runa Solheim", **asked)
    ledger.add("runa", "replied", on="2026-09-03", note="a private word")
    ledger.add("runa", "intro_made", on="2026-09-05", to_person="Ilse Lund", engagement=2)
    ledger.add("tomasz", "sent", on="2026-10-30", purpose="reconnect", name="Tomasz", tie_class="dormant")
    return setting_of(book(), ledger, as_of=DAY)


@pytest.fixture(scope="module")
def nothing() -> Setting:
    """No ledger."""
    return setting_of(book(), None, as_of=DAY)


def text(shown: object) -> str:
    """What a reader sees: without tags and looks, entities resolved."""
    raw = shown if isinstance(shown, str) else str(shown.data)
    raw = re.sub(r"<style>.*?</style>", "", raw, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", raw)).split())


def test_the_three_numbers_stand_together(setting: Setting) -> None:
    told = text(impact.three_numbers(made.summary(), setting, made.arrived()))
    assert "New connections 5 contact with 3 is two-way" in told
    assert "Introductions and referrals 3 and 1 1 of them came without being asked for" in told
    assert (
        "Engagement, support, guidance 2.0 · – · – engagement (n = 4): means of your ratings, 0 to 3" in told
    )
    by_class = told[told.index("By the class") :]
    assert "strong 0 1 3.0 (n = 1) – –" in by_class
    assert "weak 2 0 1.7 ± 0.6 (n = 3) – –" in by_class
    assert "unknown 1 0 – – –" in by_class
    assert "%" not in told


def test_each_number_has_its_rows(setting: Setting) -> None:
    told = text(impact.three_numbers(made.summary(), setting, made.arrived()))
    assert (
        "introductions, weak, n = 2 number 2 in your ledger: Runa Solheim replied on 3 September 2026" in told
    )
    assert "Ada Lindqvist: a contact of yours" in told


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (
            ("ledger", 1),
            "number 1 in your ledger: you wrote to Runa Solheim on 1 September 2026 (introduction; the tie was weak)",
        ),
        (
            ("ledger", 3),
            "number 3 in your ledger: Runa Solheim introduced you to Ilse Lund on 5 September 2026",
        ),
        (("ledger", 99), "number 99 in your ledger"),
        (
            ("people", "tomasz"),
            "Tomasz Wierzbicki: Analyst, Elbmark Energie; connected on 4 January 2016; your note: knows heat pumps",
        ),
        (("people", "gone"), "gone"),
        (("interactions", 2), "1 June 2020: a message, from them (messages.csv)"),
        (("goals", "targets[0]"), "line of your goals targets[0]"),
        (("owner", 7), "owner 7"),
    ],
)
def test_a_row_is_told_in_words(setting: Setting, row: tuple[str, object], words: str) -> None:
    assert text(impact_rows.in_words(setting, [row])[0]) == words


def test_a_note_of_the_ledger_is_not_told(setting: Setting) -> None:
    every = [("ledger", entry) for entry in range(1, 6)]
    assert "private" not in " ".join(impact_rows.in_words(setting, every))


def test_many_rows_are_counted(setting: Setting) -> None:
    told = impact_rows.in_words(setting, [("ledger", 1)] * 20, most=3)
    assert len(told) == 4
    assert told[-1] == "and 17 more"
    assert impact_rows.behind(setting, ()) == ""
    assert "<summary>2 entries of your ledger</summary>" in impact_rows.behind(setting, [("ledger", 1)] * 2)


def test_an_empty_ledger_says_how_to_begin(setting: Setting, nothing: Setting) -> None:
    told = impact.began(nothing).data
    assert told.startswith("**Nothing is in your ledger yet**")
    assert "weaklib log add" in told
    assert "the form of `05-impact`" in told  # a page has no form
    assert "below" not in told
    assert impact.began(setting) is None
    assert impact.heading(setting).metadata["weaklib"]["as_of"] == "2026-10-31"
    assert "no entries" in text(impact.heading(nothing))


def test_a_ledger_that_was_written_later_is_not_called_empty(nothing: Setting) -> None:
    told = impact.began(replace(nothing, later=7)).data
    assert told.startswith("**7 entries were recorded after 31 October 2026; this page does not know them.**")
    assert "without `as_of` or `--period`, or as of a later day, it tells them" in told
    assert "Nothing" not in told
    assert "1 entry was recorded" in impact.began(replace(nothing, later=1)).data


def test_groups_that_brought_nothing_are_counted_alone(setting: Setting) -> None:
    told = text(impact_told.paid_back(setting, made.payback()))
    assert "Kantorei: asked before." in told
    assert "mail: asked before." in told
    assert "Hafen" not in told
    assert "1 more group was asked and brought neither an introduction nor a new connection." in told
    assert impact_told.paid_back(setting, made.payback().head(0)) is None
    best = text(impact_told.paid_back(setting, made.payback(), most=1))
    assert "no known circle" not in best


def test_rates_are_shown_as_counted() -> None:
    told = text(impact.rates(made.summary(), "channel"))
    assert "mail 14 3 of 12 (25 %, 9 to 53 %) not due yet 2" in told
    assert "not said 6 1 of 4 not due yet 0" in told
    assert impact.rates(made.summary(), "purpose").data == "No message was sent in this time."


def test_what_the_numbers_leave_open_is_said() -> None:
    assert impact.notes(made.summary()).data == "- 2 attempts are less than 14 days old&#46;"
    bare = made.summary()
    bare.attrs = {"notes": ["Type `weaklib log add`."]}
    assert text(page.to_html(impact.notes(bare).data)) == "Type “weaklib log add”."
    bare.attrs = {}
    assert impact.notes(bare) is None


def proposals(*, mark: str = "") -> pd.DataFrame:
    """Two things that may have come of asking."""
    rows = [
        ("intro_made", "runa", f"Runa Solheim{mark}", "ilse", f"Ilse Lund{mark}", "2026-09-05", "high"),
        ("replied", "tomasz", f"Tomasz{mark}", "", "", "2026-10-31", "medium"),
    ]
    columns = ["step", "person", "name", "to_person", "to_name", "on", "confidence"]
    table = pd.DataFrame(rows, columns=columns, index=pd.Index(["p1", "p2"], name="proposal"))
    table["on"] = pd.to_datetime(table["on"])
    table["sentence"] = [f"A thread joins you{mark}.", "They wrote."]
    table["rows"] = [(("interactions", 0),), (("interactions", 1),)]
    return table


def test_a_proposal_says_that_it_is_one(setting: Setting) -> None:
    told = impact_told.proposed_in_words(proposals()).data
    assert told.startswith("**2 outcomes wait for you")
    assert "none of them is in any number on this page" in told
    cards = text(impact_told.proposal_cards(proposals(), setting))
    assert cards.count("proposed, not counted") == 2
    assert "An introduction: Runa Solheim → Ilse Lund proposed, not counted A thread joins you." in cards
    assert "1 row of contact 1 September 2026: a meeting of several" in cards
    assert "Nothing waits for you" in impact_told.proposed_in_words(proposals().head(0)).data
    assert impact_told.proposal_cards(proposals().head(0), setting) is None
    assert "and 1 more" in text(impact_told.proposal_cards(proposals(), setting, most=1))
    assert (
        "1 outcome waits for you to say whether it is so"
        in impact_told.proposed_in_words(proposals().head(1)).data
    )


def test_without_a_ledger_that_can_be_read_nothing_is_proposed(folder: Path) -> None:
    place = folder / "damaged"
    place.mkdir()
    (place / LEDGER).write_bytes(b"another program's file" * 50)
    found = impact_told.waiting(book(), Inputs(Goals(), None, None, ("It is damaged.",), place), DAY)
    assert found.empty
    assert "Nothing waits for you" in impact_told.proposed_in_words(found).data
    assert (place / LEDGER).read_bytes() == b"another program's file" * 50
    none = folder / "none"
    none.mkdir()
    impact_told.waiting(book(), Inputs(Goals(), None, None, (), none), DAY)
    assert list(none.iterdir()) == []


def test_sentences_have_their_rows(setting: Setting) -> None:
    told = text(impact_told.sentences(setting, impact_told.told_of(made.chain()), most=2))
    assert told.startswith("Runa introduced you to Eva. 1 entry of your ledger number 3 in your ledger")
    assert told.endswith("and 3 more")
    assert impact_told.sentences(setting, []) is None
    assert impact_told.sentences(setting, [], otherwise="Nobody.").data == "Nobody."
    alone = text(impact_told.sentences(setting, impact_told.told_of(made.chain().head(1))))
    assert alone.startswith("Runa introduced you to Eva. 1 entry of your ledger")


def test_comparisons_of_nothing_are_left_out(setting: Setting) -> None:
    nothing = made.contrast()._replace(weak_n=0, strong_n=0, sentence="Nothing of this purpose.", rows=())
    told = text(impact_told.compared(setting, [made.contrast(), nothing, nothing]))
    assert told.startswith("Of 12 attempts with weak ties, 3 (25 %)")
    assert "Nothing of this purpose" not in told
    assert "Nothing of this purpose" in text(impact_told.compared(setting, [nothing, nothing]))


@pytest.mark.parametrize(
    ("period", "day", "words"),
    [
        ("", "2026-10-31", "2026-Q3"),
        ("", "2026-09-30", "2026-Q3"),
        ("", "2026-09-29", "2026-Q2"),
        ("", "2026-01-15", "2025-Q4"),
        ("2026-10", "2026-10-31", "2026-10"),
    ],
)
def test_without_a_period_the_last_full_quarter_is_assessed(period: str, day: str, words: str) -> None:
    assert impact_assessment.assessed(period, pd.Timestamp(day)) == words


def test_hostile_names_are_only_text(setting: Setting) -> None:
    people = setting.book.people.assign(name=setting.book.people["name"] + HOSTILE)
    hostile = replace(setting, book=replace(setting.book, people=people))
    shown = "".join(
        str(each.data).partition("</style>")[2] or str(each.data)
        for each in (
            impact.three_numbers(made.summary(mark=HOSTILE), hostile, made.arrived(mark=HOSTILE)),
            impact.rates(made.summary(mark=HOSTILE), "channel"),
            impact_told.proposal_cards(proposals(mark=HOSTILE), hostile),
            impact_told.sentences(hostile, impact_told.told_of(made.chain(mark=HOSTILE))),
        )
    )
    assert HOSTILE not in shown
    assert text(shown).count(HOSTILE) >= 8
    assert set(re.findall(r"<(\w+)", shown)) <= TAGS
    for words in (
        impact.notes(made.summary(mark=HOSTILE)),
        impact_told.proposed_in_words(proposals(mark=HOSTILE)),
    ):
        assert set(re.findall(r"<(\w+)", page.to_html(words.data))) <= {"p", "strong", "ul", "li"}


TAGS = {
    *("div", "section", "article", "h3", "p", "b", "br", "span", "ul", "li", "details", "summary", "style"),
    *("wbr", "table", "caption", "thead", "tbody", "tr", "th", "td"),
}


def test_the_report_tells_it_in_short() -> None:
    page_text = example_page().read_text(encoding="utf-8").partition('id="figures">')[0]
    told = text(page_text[page_text.index('<h2 id="did-it-help">') : page_text.index('<h2 id="limits">')])
    for words in (
        "here for this year",
        "New connections 24",
        "Introductions and referrals",
        "Engagement, support, guidance",
        "with weak ties",
        "none of them is in any number on this page",
        "What to change next? In the third quarter of 2026",
    ):
        assert words in told, words
    assert len(re.findall(r"(?<!\d)[123]\. [A-Z]", told)) == 3

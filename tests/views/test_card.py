"""The card of one person, and the columns of everybody's: every value counted by hand from a small book."""

from __future__ import annotations

import base64
import json
import math
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import weaklib as wl
from tests.views import by_hand
from tests.views.conftest import HOSTILE
from weaklib.book import InputError
from weaklib.measures.bridging import bridge_table
from weaklib.measures.ties import tie_table
from weaklib.views import card_ties
from weaklib.views.card import Card, card_html, card_of, neighbours
from weaklib.views.card_columns import cards_data
from weaklib.views.packing import UNKNOWN

BOOK, GRAPH, CIRCLES = by_hand.book(), by_hand.graph(), by_hand.circles()
TIES, BRIDGES = tie_table(BOOK), bridge_table(GRAPH, circles=CIRCLES)
PLAN = pd.DataFrame(
    {
        "purpose": ["advice", "reconnect"],
        "person": ["ann", "ben"],
        "target": ["How do I weld?", ""],
        "reasons": [["She knows.", "You met lately."], ["It has been long."]],
        "draft": ["Dear Ann,\nhow do I weld?", ""],
    }
)


def of(person: str, **more: Any) -> Card:
    return card_of(BOOK, TIES, BRIDGES, GRAPH, CIRCLES, person, **more)


def test_who_and_where() -> None:
    card = of("ann")
    assert (card.name, card.organisation, card.position, card.circle) == (
        *("Ann Ash", "Dockyard", "Welder"),
        "crafts",
    )
    assert (card.tie, card.strength) == (TIES.at["ann", "class"], TIES.at["ann", "strength"])
    eve = of("eve")
    assert (eve.organisation, eve.position, eve.circle, eve.tie) == ("", "", "", "nominal")


def test_the_shares_of_the_parts_add_up_to_the_strength() -> None:
    card = of("ann")
    assert sum(part.share for part in card.parts if not math.isnan(part.share)) == pytest.approx(
        card.strength
    )
    services = next(part for part in card.parts if part.name == "services")
    assert math.isnan(services.share)
    assert services.words.startswith("Not known")


def test_the_months_are_days_in_touch_of_two_years() -> None:
    """The 3rd of October counts once; the 31st of October 2024 is one day too long ago."""
    months = dict(of("ann").months)
    assert next(iter(months)) == "2024-11"
    assert list(months)[-1] == "2026-10"
    assert {month: n for month, n in months.items() if n} == {"2026-08": 1, "2026-09": 1, "2026-10": 1}


def test_after_a_long_silence_the_months_end_with_the_last_contact() -> None:
    months = dict(of("ben").months)
    assert list(months)[-1] == "2020-03"
    assert {month: n for month, n in months.items() if n} == {"2019-01": 1, "2020-03": 2}


def test_what_comes_after_the_day_is_not_known_yet() -> None:
    assert of("cy").meetings.times == 0
    assert not any(n for _, n in of("cy").months)
    later = card_of(BOOK, tie_table(BOOK, "2026-11-30"), BRIDGES, GRAPH, CIRCLES, "cy", as_of="2026-11-30")
    assert later.meetings == (1, 1, pd.Timestamp("2026-11-02"))


def test_how_far_somebody_bridges_is_a_sentence() -> None:
    bridging = BRIDGES["bridging"].dropna().index
    told = [card_html(of(person)) for person in bridging]
    assert told
    assert all("<p>Bridging to" in card or "<p>A bridge: bridging to" in card for card in told)


def test_the_meetings_are_counted_and_those_of_two() -> None:
    assert of("ann").meetings == (2, 1, pd.Timestamp("2026-10-03"))
    assert "You met twice, 1 of them one to one; last on 3 October 2026." in card_html(of("ann"))
    assert "You met once, one to one, on 2 January 2019." in card_html(of("ben"))
    assert "No shared meeting is on record." in card_html(of("eve"))


def test_neighbours_come_strongest_first_and_inferred_ones_are_only_probable() -> None:
    found = neighbours(GRAPH, "ann")
    assert [(each.name, each.observed) for each in found] == [("Cy Cedar", True), ("Ben Birch", False)]
    assert [each.words for each in found] == [
        "seen: shared meetings",
        "they probably know each other: same employer",
    ]
    assert neighbours(GRAPH, "eve") == []


def test_what_they_open_is_in_words() -> None:
    assert set(BRIDGES.at["cy", "opens"]) == {"organisation Mill"}
    assert of("cy").opens == ("Mill",)
    assert "Your only known way into Mill." in card_html(of("cy"))


def test_the_plan_tells_what_to_do() -> None:
    (action,) = of("ann", plan=PLAN).actions
    assert action.purpose == "Ask for advice on “How do I weld?”"
    assert action.sentence == "She knows. You met lately."
    assert of("ben", plan=PLAN).actions[0].purpose == "Get back in touch"
    assert of("cy", plan=PLAN).actions == of("ann").actions == ()
    assert "Dear Ann,<br>how do I weld?" in card_html(of("ann", plan=PLAN))


def test_the_ledger_tells_what_was_asked(tmp_path: Path) -> None:
    ledger = wl.ledger.open(tmp_path / "ledger.sqlite")
    ledger.add("ann", "sent", on="2026-09-01", purpose="advice")
    ledger.add("ann", "replied", on="2026-09-04")
    ledger.add("ben", "sent", on="2026-09-02", purpose="reconnect")
    ledger.add("ben", "snooze", on="2026-09-03", until="2027-01-01")
    ledger.add("ann", "sent", on="2026-12-01", purpose="advice")
    assert of("ann", ledger=ledger).asked == (
        "On 1 September 2026 you wrote (ask for advice); they replied on 4 September 2026.",
    )
    assert of("ben", ledger=ledger).asked == (
        "On 2 September 2026 you wrote (get back in touch); no reply is noted.",
        "On 3 September 2026 you noted: snooze until 1 January 2027.",
    )


def test_a_stranger_is_refused() -> None:
    with pytest.raises(InputError, match="'zoe'"):
        of("zoe")


def test_unknown_is_not_zero() -> None:
    """Without any export that shows contact nothing is said of closeness."""
    blind = replace(BOOK, interactions=BOOK.interactions[:0], coverage=BOOK.coverage.assign(kind="x"))
    ties = tie_table(blind, by_hand.AS_OF)
    card = card_of(blind, ties, BRIDGES, GRAPH, CIRCLES, "ann", as_of=by_hand.AS_OF)
    assert card.tie == "unknown"
    assert math.isnan(card.strength)
    assert "<b>not known</b>: no export could show contact" in card_html(card)
    data = cards_data(blind, ties, BRIDGES, GRAPH, CIRCLES, as_of=by_hand.AS_OF)
    assert set(unpacked(data["strength"])) == {UNKNOWN}


class Tags(HTMLParser):
    """The names of the elements and attributes of a card."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen |= {tag, *(name for name, _ in attrs)}


def test_a_hostile_card_holds_no_element_of_its_own() -> None:
    names = dict.fromkeys(by_hand.PEOPLE, HOSTILE)
    book = by_hand.book(**names)
    graph = by_hand.graph()
    for who in graph:
        graph.nodes[who].update(name=HOSTILE, organisation=HOSTILE)
    people = book.people.assign(organisation=HOSTILE, position=HOSTILE)
    book = replace(book, people=people)
    plan = PLAN.assign(target=HOSTILE, reasons=[[HOSTILE], [HOSTILE]], draft=HOSTILE)
    circles = CIRCLES.map({"crafts": HOSTILE, "bank": "bank"})
    ties, bridges = tie_table(book), bridge_table(graph, circles=circles)
    tame = Tags(card_html(of("ann", plan=PLAN))).seen
    html = card_html(card_of(book, ties, bridges, graph, circles, "ann", plan=plan))
    assert Tags(html).seen <= tame
    assert html.count("&lt;img src=x onerror=alert(1)&gt;") >= 7


def unpacked(packed: dict[str, str]) -> list[int]:
    """The numbers that a page reads."""
    return np.frombuffer(base64.b64decode(packed["bdata"]), np.dtype(packed["dtype"])).tolist()


def said(column: dict[str, Any]) -> list[str]:
    return [column["of"][code - 1] if code else "" for code in unpacked(column["at"])]


def test_the_columns_say_of_everybody_what_the_cards_say() -> None:
    people = ["eve", "dee", "cy", "ben", "ann"]
    data = json.loads(json.dumps(cards_data(BOOK, TIES, BRIDGES, GRAPH, CIRCLES, people=people, plan=PLAN)))
    assert data["name"] == ["Eve Elm", "Dee Dogwood", "Cy Cedar", "Ben Birch", "Ann Ash"]
    assert said(data["organisation"]) == ["", "Bank", "Mill", "Dockyard", "Dockyard"]
    assert said(data["circle"]) == ["", "bank", "crafts", "crafts", "crafts"]
    assert [data["class"]["of"][code] for code in unpacked(data["class"]["at"])] == [
        TIES.at[person, "class"] for person in people
    ]
    assert unpacked(data["strength"]) == [round(100 * TIES.at[person, "strength"]) for person in people]
    assert unpacked(data["days"]) == [0, 0, 0, 3, 4]
    assert unpacked(data["contacts"]["message"]) == [0, 0, 0, 2, 3]
    assert unpacked(data["contacts"]["meeting"]) == [0, 0, 0, 1, 2]
    assert unpacked(data["contacts"]["alone"]) == [0, 0, 0, 1, 1]
    assert unpacked(data["last"])[:3] == [0, 0, 0]
    assert pd.Timestamp("1970-01-01") + pd.Timedelta(days=unpacked(data["last"])[4]) == pd.Timestamp(
        "2026-10-03"
    )
    assert unpacked(data["months"]["many"]) == [0, 0, 0, 2, 3]
    assert unpacked(data["months"]["month"]) == [9, 23, 21, 22, 23]
    assert unpacked(data["months"]["days"]) == [1, 2, 1, 1, 1]
    assert data["opens"]["2"] == [0], "their own organisation, told short"
    assert data["actions"]["4"] == [
        ["Ask for advice on “How do I weld?”", "She knows. You met lately.", "Dear Ann,\nhow do I weld?"]
    ]


def test_each_tie_is_told_once_with_its_evidence() -> None:
    people = pd.Index(["eve", "dee", "cy", "ben", "ann"], dtype="object")
    data = card_ties.ties_data(GRAPH, people)
    assert unpacked(data["known"]) == [0, 2, 2, 2, 2]
    assert unpacked(data["seen"]) == [0, 1, 2, 0, 1]
    assert unpacked(data["many"]) == [0, 2, 1, 1, 0]
    assert unpacked(data["other"]) == [2, 3, 4, 4]
    kinds = [words for words, _ in data["kinds"]]
    meeting, employer = 1 << kinds.index("shared meetings"), 1 << kinds.index("same employer")
    seen = 1 << len(kinds)
    assert unpacked(data["evidence"]) == [meeting + seen, employer, meeting + seen, employer]
    weights = unpacked(data["weight"])
    assert sorted(range(4), key=lambda tie: weights[tie]) == [1, 0, 3, 2]


def test_of_too_many_ties_the_strongest_of_either_end_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three of four: the weakest of Ben and of Dee is the one that goes."""
    monkeypatch.setattr(card_ties, "MAX_TIES", 3)
    people = pd.Index(["eve", "dee", "cy", "ben", "ann"], dtype="object")
    data = card_ties.ties_data(GRAPH, people)
    assert unpacked(data["known"]) == [0, 2, 2, 2, 2]
    assert unpacked(data["many"]) == [0, 1, 1, 1, 0]
    assert unpacked(data["other"]) == [2, 4, 4]


@pytest.mark.parametrize("name", ["\N{ZERO WIDTH SPACE}", "\N{LEFT-TO-RIGHT MARK} \N{SOFT HYPHEN}", ""])
def test_a_name_that_nobody_would_see_is_none(name: str) -> None:
    ties = TIES.assign(name=TIES["name"].where(TIES.index != "ann", name))
    card = card_of(BOOK, ties, BRIDGES, GRAPH, CIRCLES, "ann")
    told = cards_data(BOOK, ties, BRIDGES, GRAPH, CIRCLES)
    assert card.name == told["name"][list(ties.index).index("ann")] == "a contact without a name"

"""What a page says: each sentence holds for the data it was computed from, also where there is little."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import pandas as pd
import pytest

from weaklib.book import DAY, Book, Owner, empty, typed
from weaklib.pages import closeness, opening, page, reach, trust, variety

DAY_OF_REPORT = pd.Timestamp("2026-10-31")


def book(*kinds: tuple[str, str], connected: tuple[str, ...] = ()) -> Book:
    """A book with files of these kinds, each reaching to its day, and people connected on these days."""
    coverage = pd.DataFrame(
        [{"kind": kind, "rows": 2, "used": 2, "last": pd.Timestamp(last)} for kind, last in kinds],
        index=pd.Index([f"file-{number}" for number in range(len(kinds))], name="source"),
    )
    counts = {"merged": 0, "set_aside": 0, "note": ""}
    people = pd.DataFrame(
        {
            "name": [f"P{n}" for n in range(len(connected))],
            "connected_on": pd.to_datetime(pd.Series(connected, dtype=object)),
        },
    ).rename_axis("person")
    people.index = people.index.astype(str)
    return Book(
        owner=Owner(),
        people=typed("people", people.astype({"connected_on": DAY})),
        interactions=empty("interactions"),
        affiliations=empty("affiliations"),
        set_aside=empty("set_aside"),
        coverage=typed("coverage", coverage.assign(**counts)),
    )


def ties(*classes: str) -> pd.DataFrame:
    """Ties of these classes, the earlier ones stronger."""
    number = range(len(classes))
    return pd.DataFrame(
        {
            "name": [f"P{n}" for n in number],
            "organisation": None,
            "class": classes,
            "strength": [1 - n / 10 for n in number],
            "peak_strength": [n / 10 for n in number],
            "contact_days": 4,
            "last_contact": pd.Timestamp("2022-10-01"),
        },
        index=pd.Index([f"p{n}" for n in number], name="person"),
    )


def text(shown) -> str:
    """What a notebook shows, as it is written."""
    return str(shown.data)


def test_a_stale_export_is_named() -> None:
    told = text(
        trust.freshness(book(("linkedin messages", "2026-03-01"), ("calendar", "2026-10-30")), DAY_OF_REPORT)
    )
    assert "But your **messages end on 1 March 2026**" in told
    assert "fresh export" in told
    assert "meetings end" not in told


def test_fresh_exports_say_so() -> None:
    told = text(
        trust.freshness(book(("linkedin messages", "2026-10-31"), ("calendar", "2026-10-20")), DAY_OF_REPORT)
    )
    assert "Your meetings and messages reach up to it" in told


def test_an_export_without_contact_claims_nothing() -> None:
    told = text(trust.freshness(book(("linkedin connections", "2026-10-31")), DAY_OF_REPORT))
    assert "nothing of how you have been in touch" in told


@pytest.mark.parametrize(
    ("kinds", "asked", "not_asked"),
    [
        ((), ("messages", "calendar"), ("Every kind", "**Mail**", "address book")),
        (("calendar",), ("messages",), ("A **calendar**",)),
        (("linkedin messages",), ("A **calendar**",), ("Your **messages**",)),
        (
            ("linkedin messages", "calendar"),
            ("both here", "**Mail** would", "**address book** would", ".mbox", ".vcf"),
            ("calendar** would", "messages** would", "Every kind"),
        ),
        (
            ("linkedin messages", "calendar", "mail", "address book"),
            ("Every kind of export that weaklib reads is here.",),
            ("would",),
        ),
    ],
)
def test_what_is_missing_is_asked_for(
    kinds: tuple[str, ...], asked: tuple[str, ...], not_asked: tuple[str, ...]
) -> None:
    told = text(trust.missing(book(*((kind, "2026-10-31") for kind in kinds))))
    assert all(words in told for words in asked)
    assert not any(words in told for words in not_asked)


def test_the_example_is_written_where_it_did_not_travel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A wheel has no data folder: the example's exports are written, read and gone again."""
    here = trust.open_book("")
    monkeypatch.setattr(trust, "__file__", str(tmp_path / "weaklib" / "pages" / "trust.py"))
    there = trust.open_book("")
    pd.testing.assert_frame_equal(here.people, there.people)
    pd.testing.assert_frame_equal(here.coverage, there.coverage)


def test_how_much_was_seen() -> None:
    graph = nx.Graph()
    assert trust.among_contacts(graph) == "No tie between two of your contacts is known."
    graph.add_edge("a", "b", observed=0.0)
    assert "All 1 tie between your contacts are **inferred**" in trust.among_contacts(graph)
    graph.add_edge("a", "c", observed=0.5)
    assert "Of 2 ties between your contacts, 50% were seen" in trust.among_contacts(graph)


def test_closeness_that_is_unknown_comes_with_the_steps() -> None:
    told = text(closeness.in_words(ties("unknown", "unknown")))
    assert "unknown: this export has no messages" in told
    assert "Get a copy of your data" in told
    assert closeness.classes(ties("unknown")) is None


def test_closeness_counts() -> None:
    told = text(closeness.in_words(ties("strong", "weak", "nominal", "unknown", "dormant")))
    assert "in touch with **2 people** of 5; 1 is a strong tie" in told
    assert "With 1 connection no contact is on record." in told
    assert "For 1 person no export could show it." in told
    assert "none is a strong tie" in text(closeness.in_words(ties("weak")))


def test_whoever_was_closest_is_written_to_first() -> None:
    made = text(closeness.reunions(ties("dormant", "strong", "fading"), DAY_OF_REPORT))
    assert made.index("P2") < made.index("P0")
    assert "P1" not in made
    assert "4 years ago" in made
    assert closeness.reunions(ties("strong"), DAY_OF_REPORT) is None


def no_bridges(people: pd.DataFrame) -> pd.DataFrame:
    """A table of bridges in which nothing could be measured and nobody opens anything."""
    told = {"bridging": float("nan"), "participation": float("nan"), "observed_share": float("nan")}
    return pd.DataFrame({**told, "bridge": False, "circle": None}, index=people.index).assign(
        opens=[()] * len(people)
    )


def test_bridges_that_cannot_be_measured_are_not_zero() -> None:
    people = ties("weak", "strong")
    assert "**not measurable**" in text(reach.bridges_in_words(people, no_bridges(people)))
    assert reach.bridge_list(nx.Graph(), people, no_bridges(people), DAY_OF_REPORT) is None


def test_whoever_leads_nowhere_is_no_bridge() -> None:
    """Two strangers in one circle of three make no way out of it."""
    people = ties("weak", "strong", "weak")
    table = no_bridges(people).assign(
        bridging=[0.7, 0.5, 0.6], participation=[0.0, 0.4, 0.3], bridge=[True, False, True]
    )
    assert reach.first_bridges(table).index.tolist() == ["p2", "p1"]


def test_doors_on_loose_hinges_are_counted() -> None:
    people = ties("dormant", "strong", "nominal")
    opens = [("organisation Alba",), ("organisation Brot",), ("circle law", "field law")]
    told = text(reach.doors_in_words(people, no_bridges(people).assign(opens=opens)))
    assert "**4 doors**" in told
    assert "3 of them hang" in told


def test_nothing_to_say_is_said() -> None:
    people = ties("strong")
    circles = pd.Series([None], index=people.index, dtype="str")
    assert "No two of your contacts" in text(reach.circles_in_words(circles))
    assert reach.circle_list(nx.Graph(), circles, no_bridges(people)) is None
    assert "open to you through several" in text(reach.doors_in_words(people, no_bridges(people)))
    assert "Nothing stands out" in text(
        opening.standing_out(people, circles, no_bridges(people), DAY_OF_REPORT)
    )
    assert "**cannot be shown**" in text(variety.growth(book(), DAY_OF_REPORT))


def test_growth_compares_a_year_with_the_year_before() -> None:
    told = text(
        variety.growth(
            book(connected=("2026-10-30", "2025-11-01", "2025-10-31", "2024-01-01")), DAY_OF_REPORT
        )
    )
    assert "you added **2 connections**, after 1 in the twelve months before" in told


def test_a_title_of_a_page_is_text() -> None:
    import plotly.graph_objects as go

    made = page.figure_page(go.Figure(), title="<b>[x](http://evil.example)</b>")
    assert "<title>&lt;b&gt;[x](http://evil.example)&lt;/b&gt;</title>" in made
    assert "<b>" not in made.partition("<main>")[2].partition("</main>")[0]
    assert "<a " not in made.partition("<main>")[2].partition("</main>")[0]

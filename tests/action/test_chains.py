"""Introductions as chains, by ledgers typed by hand: who led to whom, how deep, and what came of each start."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

import weaklib as wl
from tests.action.guarded_books import guarded_book
from tests.action.typed_settings import Row, came, sent, typed_setting
from weaklib.action.impact.chains import COLUMNS, ROOT_COLUMNS, introductions, places_in, roots
from weaklib.action.impact.setting import Setting, setting_of
from weaklib.action.sheet import take_in

PEOPLE = ("ann", "bob", "cy", "dot", "eve")


def made(*entries: Row, **more: object) -> Setting:
    """A ledger over five people with whom nothing ever passed."""
    return typed_setting(guarded_book(PEOPLE), entries, **more)


def chain(setting: Setting) -> list[tuple]:
    """Each introduction: by whom, to whom, how deep, and from where."""
    table = introductions(setting)
    assert tuple(table.columns) == COLUMNS
    return [*table[["by", "to", "depth", "root"]].itertuples(index=False, name=None)]


def intro(entry: int, by: str, to: str, on: str, **more: object) -> Row:
    """That somebody introduced the owner to somebody."""
    return came(entry, by, "intro_made", on, to_person=to, **more)


FOUR = (
    intro(1, "ann", "bob", "2026-01-01"),
    intro(2, "bob", "cy", "2026-02-01"),
    intro(3, "cy", "dot", "2026-03-01"),
    intro(4, "eve", "Zoë Núñez", "2026-03-02"),
    intro(5, "ZOE Nunez", "Max Free", "2026-04-02"),
)


def test_a_chain_of_three_and_one_through_a_name() -> None:
    assert chain(made(*FOUR)) == [
        ("ann", "bob", 1, "ann"),
        ("bob", "cy", 2, "ann"),
        ("cy", "dot", 3, "ann"),
        ("eve", "Zoë Núñez", 1, "eve"),
        ("Zoë Núñez", "Max Free", 2, "eve"),
    ]
    table = introductions(made(*FOUR))
    assert (
        table["sentence"]
        .iloc[2]
        .startswith("Cy introduced you to Dot on 1 March 2026, step 3 of a chain that began with Ann. ")
    )
    assert table["root_name"].tolist() == ["Ann", "Ann", "Ann", "Eve", "Eve"]


def test_what_is_entered_later_but_happened_before_stands_in_its_place() -> None:
    late = intro(9, "ann", "bob", "2026-01-01")
    assert chain(made(intro(2, "bob", "cy", "2026-02-01"), late)) == [
        ("ann", "bob", 1, "ann"),
        ("bob", "cy", 2, "ann"),
    ]


def test_who_had_introduced_others_before_is_not_moved_by_being_introduced() -> None:
    assert chain(made(intro(1, "bob", "cy", "2026-01-01"), intro(2, "ann", "bob", "2026-02-01"))) == [
        ("bob", "cy", 1, "bob"),
        ("ann", "bob", 1, "ann"),
    ]


def test_a_circle_of_introductions_ends() -> None:
    setting = made(
        intro(1, "ann", "bob", "2026-01-01"),
        intro(2, "bob", "ann", "2026-02-01"),
        intro(3, "ann", "cy", "2026-03-01"),
    )
    assert chain(setting) == [("ann", "bob", 1, "ann"), ("bob", "ann", 2, "ann"), ("ann", "cy", 1, "ann")]
    assert introductions(setting)["again"].tolist() == [False, True, False]
    assert roots(setting).at["ann", "reached"] == 2


def test_who_is_said_to_have_introduced_themselves_led_to_nobody() -> None:
    setting = made(intro(1, "ann", "ann", "2026-01-01"), intro(2, "ann", "bob", "2026-01-02"))
    assert chain(setting) == [("ann", "ann", 1, "ann"), ("ann", "bob", 1, "ann")]
    assert roots(setting).loc["ann", ["introductions", "reached", "people"]].tolist() == [2, 1, ("bob",)]
    assert "who is the same person" in introductions(setting)["sentence"].iloc[0]


def test_of_two_who_introduced_somebody_the_first_counts_and_both_are_shown() -> None:
    setting = made(
        intro(1, "eve", "cy", "2026-02-02"),
        intro(2, "ann", "bob", "2026-01-01"),
        intro(3, "bob", "cy", "2026-02-01"),
        intro(4, "cy", "dot", "2026-03-01"),
    )
    assert chain(setting) == [
        ("ann", "bob", 1, "ann"),
        ("bob", "cy", 2, "ann"),
        ("eve", "cy", 1, "eve"),
        ("cy", "dot", 3, "ann"),
    ]
    assert introductions(setting)["again"].tolist() == [False, False, True, False]


def test_whom_the_outcome_does_not_name_the_attempt_does() -> None:
    setting = made(
        sent(1, "ann", "2026-01-01", to_person="bob"),
        intro(2, "ann", "", "2026-01-05", attempt=1),
        intro(3, "ann", "cy", "2026-01-06", attempt=1),
        sent(4, "dot", "2026-01-07"),
        intro(5, "dot", "", "2026-01-08", attempt=4),
        intro(6, "dot", "", "2026-01-09", attempt=4),
    )
    assert chain(setting) == [
        ("ann", "bob", 1, "ann"),
        ("ann", "cy", 1, "ann"),
        ("dot", "", 1, "dot"),
        ("dot", "", 1, "dot"),
    ]
    assert introductions(setting)["rows"].iloc[0] == (("ledger", 2), ("ledger", 1))
    table = roots(setting)
    assert table.loc["dot", ["introductions", "reached"]].tolist() == [2, 0]
    assert table.at["dot", "sentence"] == (
        "What began with Dot led you to nobody else by name by 2 introductions; "
        "of 2 introductions it is not entered to whom."
    )


def test_a_name_of_the_book_joins_the_chain() -> None:
    book = guarded_book(PEOPLE)
    named = replace(book, people=book.people.assign(name=["Ann Ek", "Børge Lund", "Cy", "Dot", "Eve"]))
    entries = (intro(1, "ann", "borge LUND", "2026-01-01"), intro(2, "bob", "Cy", "2026-02-01"))
    table = introductions(typed_setting(named, entries))
    # "Cy" alone is no full name, so it is not taken for the one of the book
    assert table[["to", "to_name", "depth"]].to_numpy().tolist() == [
        ["bob", "Børge Lund", 1],
        ["Cy", "Cy", 2],
    ]


def test_a_name_that_two_bear_joins_nobody() -> None:
    book = guarded_book(PEOPLE)
    named = replace(book, people=book.people.assign(name=["Ann Ek", "Bo Lund", "Bo Lund", "Dot", "Eve"]))
    entries = (intro(1, "ann", "Bo Lund", "2026-01-01"), intro(2, "bob", "dot", "2026-02-01"))
    assert chain(typed_setting(named, entries)) == [("ann", "Bo Lund", 1, "ann"), ("bob", "dot", 1, "bob")]


def test_only_introductions_that_were_made_count_and_by_the_day() -> None:
    entries = (
        came(1, "ann", "intro_offered", "2026-01-01", to_person="bob"),
        came(2, "ann", "connection", "2026-01-02", to_person="bob"),
        intro(3, "ann", "cy", "2026-05-01"),
    )
    assert chain(made(*entries)) == [("ann", "cy", 1, "ann")]
    before = made(*entries, day=pd.Timestamp("2026-04-30"))
    assert chain(before) == []
    assert roots(before).empty
    assert tuple(roots(before).columns) == ROOT_COLUMNS


def test_a_period_tells_of_its_own_introductions_at_their_depth() -> None:
    assert chain(made(*FOUR, period="2026-03")) == [("cy", "dot", 3, "ann"), ("eve", "Zoë Núñez", 1, "eve")]
    table = roots(made(*FOUR, period="2026-03"))
    assert table.loc["ann", ["introductions", "depth", "reached"]].tolist() == [1, 3, 1]


def test_a_root_has_the_class_of_when_it_was_asked_first() -> None:
    setting = made(
        intro(1, "ann", "bob", "2026-01-01", **{"class": "dormant"}),
        intro(2, "ann", "cy", "2026-02-01", **{"class": "moderately weak"}),
        intro(3, "bob", "dot", "2026-03-01", **{"class": "unknown"}),
        period="2026-02",
    )
    assert roots(setting)["class"].to_dict() == {"ann": "dormant"}
    assert roots(setting).at["ann", "rows"] == (("ledger", 2), ("ledger", 1))


def test_what_each_start_yielded_is_counted_by_people() -> None:
    said = [
        ("bob", "message", "out", "2026-01-03"),
        ("bob", "message", "in", "2026-01-04"),
        ("cy", "message", "out", "2026-02-03"),
    ]
    setting = typed_setting(guarded_book(PEOPLE, said), (*FOUR, intro(6, "ann", "cy", "2026-05-01")))
    table = introductions(setting).set_index("entry")
    known = {1: True, 2: False, 3: False, 4: None, 5: None, 6: False}
    assert {entry: None if two is pd.NA else two for entry, two in table["two_way"].items()} == known
    assert table.at[1, "rows"] == (("ledger", 1), ("interactions", 0), ("interactions", 1))
    assert table.at[1, "sentence"].endswith("Contact has been two-way since 4 January 2026.")
    assert table.at[2, "sentence"].endswith("No two-way contact with them is on record by 31 October 2026.")
    assert table.at[4, "sentence"].endswith("is not known: no export could show it.")
    start = roots(setting)
    assert start.index.tolist() == ["ann", "eve"]
    counts = ["introductions", "depth", "reached"]
    assert start.loc["ann", counts].tolist() == [4, 3, 3]
    assert start.loc["eve", counts].tolist() == [2, 2, 2]
    assert start.at["ann", "two_way"] == 1
    assert start.at["eve", "two_way"] is pd.NA
    assert start.at["ann", "sentence"] == (
        "What began with Ann led you to 3 people by 4 introductions, up to 3 in a row. "
        "Contact is two-way with 1 of 3."
    )
    assert set(start.at["ann", "rows"]) == {
        *(("ledger", entry) for entry in (1, 2, 3, 6)),
        *(("interactions", label) for label in (0, 1)),
    }


NODES = st.sampled_from([f"n{number}" for number in range(7)] + [""])


@settings(deadline=None)
@given(st.lists(st.tuples(NODES.filter(bool), NODES), max_size=40))
def test_chains_end_whoever_introduces_whom(ends: list[tuple[str, str]]) -> None:
    told = places_in(ends)
    assert len(told) == len(ends)

    def led_by(number: int) -> int | None:
        """The introduction that first led to who made this one, if they had made none before it."""
        by = ends[number][0]
        for earlier in range(number):
            if ends[earlier][0] == by:
                return None
            if ends[earlier][1] == by:
                return earlier
        return None

    for number, (depth, root, _) in enumerate(told):
        way, at = [ends[number][0]], led_by(number)
        while at is not None:
            way.append(ends[at][0])
            at = led_by(at)
        assert depth == len(way)
        assert root == way[-1]
        assert 1 <= depth <= 7


@settings(deadline=None, max_examples=25)
@given(st.lists(st.tuples(NODES.filter(bool), NODES), max_size=12))
def test_the_starts_share_out_every_introduction(ends: list[tuple[str, str]]) -> None:
    entries = [
        intro(number, by, to, f"2026-01-{number:02d}") for number, (by, to) in enumerate(ends, start=1)
    ]
    setting = typed_setting(guarded_book(["n1", "n2"]), entries)
    table, start = introductions(setting), roots(setting)
    assert table["entry"].tolist() == list(range(1, len(ends) + 1))
    assert start["introductions"].sum() == len(ends)
    assert set(start.index) <= set(table["by"])
    for root, row in start.iterrows():
        assert row["depth"] == table.loc[table["root"] == root, "depth"].max()
        assert row["reached"] == len(row["people"]) == len({*row["people"]} - {root, ""})


def test_a_chain_comes_out_of_the_ledger_itself_as_of_the_day_of_its_recording(
    tmp_path: Path,
) -> None:
    book, ledger = guarded_book(PEOPLE), wl.ledger.open(tmp_path / "ledger.sqlite")
    asked = ledger.add("ann", "sent", on="2026-01-01", purpose="introduction", to_person="bob")
    ledger.add("ann", "intro_made", on="2026-01-05", attempt=asked)
    late = "2026-03-01T09:00:00+01:00"
    ledger.add("bob", "sent", on="2026-01-10", purpose="introduction", recorded=late)
    ledger.add("bob", "intro_made", on="2026-01-20", to_person="Zoe Nunez", recorded=late)
    assert chain(setting_of(book, ledger, as_of="2026-02-28")) == [("ann", "bob", 1, "ann")]
    assert chain(setting_of(book, ledger)) == [("ann", "bob", 1, "ann"), ("bob", "Zoe Nunez", 2, "ann")]


def test_the_chain_of_three_of_the_example_is_found(tmp_path: Path) -> None:
    book, ledger = wl.read("data/example"), wl.ledger.open(tmp_path / "ledger.sqlite")
    take_in(book, ledger, Path("data/example/ledger.csv").read_text(encoding="utf-8"), source="ledger.csv")
    table = introductions(setting_of(book, ledger))
    third = table[table["depth"] == 3].iloc[0]
    second = table[table["to"] == third["by"]].iloc[0]
    first = table[table["to"] == second["by"]].iloc[0]
    assert (first["depth"], second["depth"]) == (1, 2)
    assert {first["by"]} == {first["root"], second["root"], third["root"]}
    assert first["on"] < second["on"] < third["on"]

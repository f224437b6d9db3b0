"""How far people have to do with the goals: on the example's truths, on books typed by hand, and at size."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import cache

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import weaklib as wl
from tests.measures.conftest import _typed_book
from weaklib.action.goals import Goals, read_goals
from weaklib.action.reasons import Reason
from weaklib.action.relevance import matches, relevance, relevance_reasons, unmatched
from weaklib.action.situation import Situation
from weaklib.action.weights import Weights
from weaklib.book import Book, Owner, empty, typed
from weaklib.measures.sentences import on_day

DAY = pd.Timestamp("2026-10-31")
HANDS = {
    "ann": ("Nordlicht Energie GmbH", "Head of Data", "data", "director", "energy"),
    "ben": ("Nordlicht Speicher", "Sales Manager", "sales", "manager", None),
    "cem": ("Metabolic Health", "Data Analyst", "data", "professional", "health"),
    "dia": ("Stadtwerke Köln", "Falconer", None, None, "energy"),
    "eli": (None, "Standortleiterin Tromvik", "general management", "director", None),
}
EVERY = Goals(
    people=("Ann", "Zoe"),
    organisations=("Nordlicht Energie", "Nordlicht", "Meta"),
    roles=("Head of Data", "Falconer"),
    fields=("Energie", "falconry"),
    places=("Cologne", "Tromvik", "Hea"),
)


def situation(
    book: Book, goals: Goals, *, weights: Weights | None = None, day: pd.Timestamp = DAY
) -> Situation:
    """What is known of everybody in a book; no measure counts for relevance."""
    known = book.as_of(day).people if len(book.coverage) else book.people
    return Situation(book, day, known[["name"]], pd.DataFrame(), goals=goals, weights=weights or Weights())


@cache
def hands(recorded: str = "2026-10-31") -> Book:
    """Five people typed by hand, Fay of whom nothing is known, and where Ben was once."""
    columns = ("organisation", "role", "function", "seniority", "field")
    rows = [
        {"person": person, "as_recorded_on": pd.Timestamp(recorded), **dict(zip(columns, held, strict=True))}
        for person, held in HANDS.items()
    ]
    rows.append(
        {"person": "ben", "organisation": "Kölner Bank", "as_recorded_on": pd.Timestamp("2024-06-30")}
    )
    return _typed_book([*HANDS, "fay"], affiliations=rows)


@cache
def example() -> Situation:
    """The example with its goals."""
    book = wl.read("data/example")
    ties = wl.ties.tie_table(book, as_of=DAY)
    return Situation(book, DAY, ties, pd.DataFrame(), goals=read_goals("data/example/goals.yaml"))


def test_the_formula_is_as_written() -> None:
    ours = relevance(situation(hands(), Goals(organisations=("Nordlicht Energie",), fields=("energy",))))
    assert ours["ann"] == pytest.approx(0.25 + 0.75 * (1 - (1 - 0.7) * (1 - 0.4)))
    assert ours["dia"] == pytest.approx(0.25 + 0.75 * 0.4)
    assert ours[["ben", "cem", "eli", "fay"]].tolist() == [0.25] * 4
    assert ours.index.tolist() == situation(hands(), Goals()).ties.index.tolist()


@pytest.mark.parametrize(
    "goals", [Goals(), Goals(challenges=("How?",)), Goals(leave_out_people=("Ann",), weekly=3, language="de")]
)
def test_without_goals_that_people_can_match_all_are_relevant(goals: Goals) -> None:
    here = situation(hands(), goals)
    assert relevance(here).eq(1).all()
    assert relevance_reasons(here) == {}
    assert unmatched(here).empty


def test_each_kind_of_goal_is_matched_by_what_says_so() -> None:
    found = matches(situation(hands(), EVERY)).set_index(["person", "goal"])["how"].to_dict()
    assert found == {
        ("ann", "people[0]"): "sure",
        ("ann", "organisations[0]"): "sure",
        ("ann", "organisations[1]"): "perhaps",
        ("ann", "roles[0]"): "sure",
        ("ann", "fields[0]"): "sure",
        ("ben", "organisations[1]"): "perhaps",
        ("cem", "roles[0]"): "perhaps",
        ("dia", "roles[1]"): "sure",
        ("dia", "fields[0]"): "sure",
        ("dia", "places[0]"): "sure",
        ("eli", "places[1]"): "sure",
    }


def test_a_goal_that_nobody_matches_is_named() -> None:
    told = unmatched(situation(hands(), EVERY))
    assert told.index.tolist() == ["people[1]", "organisations[2]", "fields[1]", "places[2]"]
    assert "'Meta'" in told["organisations[2]"]
    lined = replace(EVERY, lines={"fields[1]": 9})
    assert "line 9 of goals.yaml" in unmatched(situation(hands(), lined))["fields[1]"]


def test_what_is_past_counts_less_and_says_when() -> None:
    here = situation(hands(), Goals(organisations=("Kölner Bank",)))
    assert relevance(here)["ben"] == pytest.approx(0.25 + 0.75 * 0.7 * 0.5)
    (reason,) = relevance_reasons(here)["ben"]
    assert reason.text.startswith("They worked at Kölner Bank (says an export of 30 June 2024)")
    assert reason.confidence == "medium"


def test_what_is_only_possible_is_worded_so() -> None:
    (reason,) = relevance_reasons(situation(hands(), Goals(organisations=("Nordlicht",))), ["ben"])["ben"]
    assert "perhaps" in reason.text
    assert reason.confidence == "low"
    (role,) = relevance_reasons(situation(hands(), Goals(roles=("Head of Data",))), ["cem"])["cem"]
    assert "probably the kind of work (data)" in role.text


def test_what_was_recorded_later_does_not_count_before() -> None:
    goals = Goals(organisations=("Parsley Systems",))
    after, before = (
        Situation(book := example().book, day, book.as_of(day).people, pd.DataFrame(), goals=goals)
        for day in (DAY, pd.Timestamp("2025-01-01"))
    )
    assert relevance(after)["tomasz-wierzbicki"] == pytest.approx(0.775)
    rows = matches(before)
    recorded = before.book.affiliations.loc[rows["row"], "as_recorded_on"]
    # his older record stands by then, so the newer one tells nothing yet
    assert not ((rows["person"] == "tomasz-wierzbicki").to_numpy() & (recorded > before.day).to_numpy()).any()


def test_the_example_s_people_come_first_for_its_goals() -> None:
    ours = relevance(example())
    top = ours.sort_values(ascending=False).index[:8]
    truths = wl.example.PLANTED
    assert {truths.bridge, truths.silent_strong, truths.owed_reply, truths.cold} <= set(top)
    assert ours.between(0.25, 1).all()
    told = unmatched(example())
    assert "'agriculture and environment'" in told["fields[2]"]
    assert "line " in told["fields[2]"]
    assert set(told.index) == {"organisations[5]", "fields[2]"}


def rederived(here: Situation, reason: Reason) -> None:
    """Derive every fact of a reason from its rows anew."""
    (table, label), (goals, place) = reason.rows
    assert goals == "goals"
    key, number = place.removesuffix("]").split("[")
    assert reason.facts["asked"] == getattr(here.goals, key)[int(number)]
    row = getattr(here.book, table).loc[label]
    for name in ("organisation", "role", "field", "function", "seniority", "name"):
        if name in reason.facts:
            assert reason.facts[name] == row[name]
    if "recorded" in reason.facts:
        assert reason.facts["recorded"] == on_day(row["as_recorded_on"])
    said = [
        word
        for word in ("organisation", "role", "name", "recorded")
        if str(reason.facts.get(word)) in reason.text
    ]
    assert said
    assert reason.text.endswith(".")
    assert "nan" not in reason.text


@pytest.mark.parametrize("here", [example(), situation(hands(), EVERY)], ids=["example", "hands"])
def test_every_reason_is_derived_from_its_rows_anew(here: Situation) -> None:
    reasons = relevance_reasons(here)
    assert reasons
    for person, theirs in reasons.items():
        for reason in theirs:
            rederived(here, reason)
            table, label = reason.rows[0]
            whose = label if table == "people" else here.book.affiliations.loc[label, "person"]
            assert whose == person


def test_what_the_reasons_add_is_the_relevance() -> None:
    ours, reasons = relevance(example()), relevance_reasons(example())
    for person, value in ours.items():
        added = sum(reason.adds for reason in reasons.get(str(person), ()))
        assert 0.25 + added == pytest.approx(value)
    assert all(
        [*(r.adds for r in theirs)] == sorted((r.adds for r in theirs), reverse=True)
        for theirs in reasons.values()
    )


def test_other_facts_make_other_sentences() -> None:
    book, goals = hands(), Goals(organisations=("Nordlicht Energie",))
    swapped = replace(
        book,
        affiliations=book.affiliations.replace(
            {"organisation": {"Nordlicht Energie GmbH": "Nordlicht-Energie AG"}}
        ),
    )
    one, other = (relevance_reasons(situation(each, goals))["ann"][0] for each in (book, swapped))
    assert one.text.replace("Nordlicht Energie GmbH", "Nordlicht-Energie AG") == other.text != one.text


CHOSEN = st.fixed_dictionaries(
    {
        name: st.lists(
            st.sampled_from([*getattr(EVERY, name), "Nowhere", "🚀", "GmbH", "a" * 400]), max_size=3
        ).map(tuple)
        for name in ("people", "organisations", "roles", "fields", "places")
    }
)


@given(CHOSEN, st.sampled_from(["people", "organisations", "roles", "fields", "places"]))
@settings(max_examples=60, deadline=None)
def test_one_goal_more_never_lowers_anybody_who_had_some(
    chosen: dict[str, tuple[str, ...]], key: str
) -> None:
    fewer = situation(hands(), Goals(**chosen))
    more = situation(hands(), Goals(**{**chosen, key: (*chosen[key], *getattr(EVERY, key))}))
    before, after = relevance(fewer), relevance(more)
    assert after.between(0, 1).all()
    if before.lt(1).any():
        assert (after >= before - 1e-12).all()


@given(
    st.sampled_from(
        [
            f"goal_{kind}"
            for kind in ("floor", "person", "organisation", "role", "field", "place", "perhaps", "past")
        ]
    ),
    st.floats(1, 3),
)
@settings(max_examples=60, deadline=None)
def test_a_greater_weight_never_lowers_anybody(name: str, times: float) -> None:
    usual = Weights()
    more = replace(usual, **{name: getattr(usual, name) * times})
    before, after = (relevance(situation(hands(), EVERY, weights=weights)) for weights in (usual, more))
    assert after.between(0, 1).all()
    assert (after >= before - 1e-12).all()


def test_no_people_and_one_are_no_trouble() -> None:
    nobody = Book(
        Owner(), *(empty(t) for t in ("people", "interactions", "affiliations", "set_aside", "coverage"))
    )
    assert relevance(situation(nobody, EVERY)).empty
    assert len(unmatched(situation(nobody, EVERY))) == 12
    one = _typed_book(["ann"])
    assert relevance(situation(one, EVERY))["ann"] > 0.25
    assert relevance(situation(one, Goals(fields=("energy",)))).tolist() == [0.25]


def test_only_those_who_are_counted_are_matched() -> None:
    here = situation(hands(), EVERY)
    fewer = replace(here, ties=here.ties.drop(index="ann"))
    assert "ann" not in set(matches(fewer)["person"])
    assert "ann" not in relevance(fewer).index


def test_hostile_names_are_one_line_of_text() -> None:
    name = "<script>alert(1)</script>\u202e\nLtd"
    rows = [{"person": "ann", "organisation": name, "role": "=HYPERLINK(1)", "as_recorded_on": DAY}]
    here = situation(_typed_book(["ann"], affiliations=rows), Goals(organisations=(name,)))
    (reason,) = relevance_reasons(here)["ann"]
    assert "\n" not in reason.text
    assert "\u202e" not in reason.text


def test_30_000_people_are_matched_in_a_moment() -> None:
    """CPU-seconds for six organisations, three fields, two roles and two places; asked again it costs nothing."""
    ids = [f"p{n}" for n in range(30_000)]
    table = pd.DataFrame(
        {
            "person": ids,
            "organisation": [f"Firma {n % 9000:04d} {'Energie' if n % 3 else 'Labs'}" for n in range(30_000)],
            "kind": "work",
            "role": [f"Engineer {n % 5000}" for n in range(30_000)],
            "function": "engineering",
            "seniority": "professional",
            "field": "energy",
            "as_recorded_on": DAY,
        }
    )
    people = typed("people", pd.DataFrame({"name": ids})).set_axis(ids).rename_axis("person")
    others = [empty(t) for t in ("interactions", "set_aside", "coverage")]
    book = Book(Owner(), people, others[0], typed("affiliations", table), *others[1:])
    here = situation(book, replace(example().goals, people=()))
    start = time.process_time()
    ours = relevance(here)
    first = time.process_time() - start
    start = time.process_time()
    relevance_reasons(here, ids[:50])
    relevance(here)
    again = time.process_time() - start
    print(f"\n30,000 people: relevance {first:.2f} s; again with 50 people's reasons {again:.2f} s")
    assert len(ours) == 30_000
    assert first < 20
    assert again < 5

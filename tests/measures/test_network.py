"""Who among the contacts know each other: from hand-made books, and from Davis's Southern women."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from weaklib.book import InputError
from weaklib.measures.network import (
    contact_network,
    current_work,
    network_from_frames,
    network_to_frames,
    newman_projection,
)


def test_a_shared_meeting_ties_its_people_by_one_over_the_others(typed_book):
    book = typed_book("abc", interactions=[("2026-01-05 10:00", "group_meeting", "m1", 4, "a b c")])
    graph = contact_network(book)
    assert {frozenset(tie) for tie in graph.edges} == {frozenset("ab"), frozenset("ac"), frozenset("bc")}
    assert graph.edges["a", "b"] == {
        "weight": pytest.approx(1 / 3),
        "observed": pytest.approx(1 / 3),
        "inferred": 0,
        "observed_share": 1,
        "evidence": ("meeting",),
    }


def test_meetings_threads_and_employers_add_up_and_stay_apart(typed_book):
    book = typed_book(
        "abc",
        interactions=[
            ("2026-01-05", "group_meeting", "m1", 3, "a b"),
            ("2026-01-06", "group_meeting", "m2", 3, "a b"),
            ("2026-01-07", "group_message", "t1", 5, "a b"),
            ("2026-01-08", "group_mail", "t2", 3, "a c"),
        ],
        affiliations=[{"person": who, "organisation": "Nordlicht"} for who in "ab"],
    )
    tie = contact_network(book).edges["a", "b"]
    assert tie["observed"] == pytest.approx(1 / 2 + 1 / 2 + 1 / 4)
    assert tie["inferred"] == pytest.approx(0.15)
    assert tie["weight"] == pytest.approx(1.4)
    assert tie["observed_share"] == pytest.approx(1.25 / 1.4)
    assert tie["evidence"] == ("meeting", "thread", "employer")
    assert contact_network(book).edges["a", "c"]["evidence"] == ("thread",)


def test_a_thread_counts_once_a_person_at_its_largest_size(typed_book):
    book = typed_book(
        "abc",
        interactions=[
            ("2026-01-05", "group_message", "t", 3, "a"),
            ("2026-01-06", "group_message", "t", 5, "b"),
            ("2026-01-07", "group_message", "t", 3, "a a b"),
        ],
    )
    assert contact_network(book).edges["a", "b"]["weight"] == pytest.approx(1 / 4)


def test_a_size_smaller_than_the_people_seen_is_not_believed(typed_book):
    book = typed_book("abc", interactions=[("2026-01-05", "group_message", "t", 2, "a b c")])
    assert contact_network(book).edges["a", "b"]["weight"] == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    ("channel", "size", "tied"),
    [
        ("group_meeting", 25, True),
        ("group_meeting", 26, False),
        ("group_message", 10, True),
        ("group_message", 11, False),
        ("group_mail", 11, False),
        ("endorsement", 3, False),
        ("invitation", 3, False),
    ],
)
def test_large_events_and_what_is_not_contact_make_no_tie(typed_book, channel, size, tied):
    book = typed_book("ab", interactions=[("2026-01-05", channel, "e", size, "a b")])
    assert contact_network(book).has_edge("a", "b") is tied


def test_the_same_event_name_in_two_channels_is_two_events(typed_book):
    book = typed_book(
        "ab",
        interactions=[("2026-01-05", "meeting", "1", 2, "a"), ("2026-01-06", "message", "1", 2, "b")],
    )
    assert contact_network(book).number_of_edges() == 0


def test_contact_without_an_event_ties_nobody(typed_book):
    book = typed_book("ab", interactions=[("2026-01-05", "group_message", None, 3, "a b")])
    assert contact_network(book).number_of_edges() == 0


def test_time_is_an_argument(typed_book):
    book = typed_book(
        {"a": "2020-01-01", "b": "2020-01-01", "c": "2026-06-01"},
        interactions=[
            ("2026-01-05 23:30", "group_meeting", "m1", 3, "a b"),
            ("2026-07-01", "group_meeting", "m2", 3, "a b"),
        ],
    )
    then = contact_network(book, as_of="2026-01-05")
    assert sorted(then) == ["a", "b"]
    assert then.edges["a", "b"]["weight"] == pytest.approx(1 / 2)
    assert contact_network(book, "2026-01-04").number_of_edges() == 0
    assert contact_network(book).edges["a", "b"]["weight"] == pytest.approx(1)


@pytest.mark.parametrize(("known", "weight"), [(2, 0.15), (7, 0.15), (8, 1 / 7), (50, 1 / 49), (51, None)])
def test_an_employer_weighs_little_and_a_huge_one_nothing(typed_book, known, weight):
    people = [f"p{i:02d}" for i in range(known)]
    book = typed_book(people, affiliations=[{"person": p, "organisation": "Posthorn"} for p in people])
    graph = contact_network(book)
    assert graph.number_of_nodes() == known
    if weight is None:
        assert graph.number_of_edges() == 0
    else:
        assert graph.number_of_edges() == known * (known - 1) // 2
        assert graph.edges["p00", "p01"]["inferred"] == pytest.approx(weight)
        assert graph.edges["p00", "p01"]["observed_share"] == 0


def test_only_work_of_today_with_a_name_ties(typed_book):
    rows = [
        {"organisation": "Old Firm", "until": "2024-01-01"},
        {"organisation": "Some School", "kind": "school"},
        {"organisation": None},
        {"organisation": ""},
    ]
    book = typed_book("ab", affiliations=[{"person": p, **row} for row in rows for p in "ab"])
    assert contact_network(book).number_of_edges() == 0


def test_several_shared_employers_weigh_no_more_than_one(typed_book):
    rows = [{"person": p, "organisation": f"Firm {i}"} for i in range(3) for p in "ab"]
    assert contact_network(typed_book("ab", affiliations=rows)).edges["a", "b"]["weight"] == pytest.approx(
        0.15
    )


def test_contacts_of_one_of_the_owners_stays_probably_met_there(typed_book):
    book = typed_book(
        {
            "a": "2015-03-01",
            "b": "2016-12-31",
            "c": "2017-01-01",
            "d": "2025-05-05",
            "e": "2026-10-31",
            "f": None,
        },
        owner=[
            {"organisation": "Old Firm", "kind": "work", "since": "2015-03-01", "until": "2016-12-31"},
            {"organisation": "Choir School", "kind": "school", "since": "2025-01-01"},
            {"organisation": None, "kind": "work", "since": "2010-01-01"},
            {"organisation": "Undated", "kind": "work"},
        ],
    )
    graph = contact_network(book)
    assert [*graph.edges(data="evidence")] == [("a", "b", ("met_during",)), ("d", "e", ("met_during",))]
    assert graph.edges["a", "b"]["weight"] == pytest.approx(0.15)


@pytest.mark.parametrize("kind", ["follows", "event", "applied", "saved job"])
def test_what_the_owner_follows_or_applied_to_is_no_stay(typed_book, kind):
    book = typed_book(
        {"a": "2015-03-01", "b": "2016-12-31"},
        owner=[{"organisation": "Old Firm", "kind": kind, "since": "2015-01-01"}],
    )
    assert contact_network(book).number_of_edges() == 0


def test_people_of_a_group_that_the_owner_names_are_tied_a_little(typed_book):
    stated = [{"person": who, "organisation": "choir", "kind": "group"} for who in "abc"]
    both = [{"person": who, "organisation": "Nordlicht"} for who in "ab"]
    graph = contact_network(typed_book("abcd", affiliations=[*stated, *both]))
    assert graph.edges["a", "b"]["evidence"] == ("employer", "group")
    assert graph.edges["a", "b"]["inferred"] == pytest.approx(0.30)
    assert graph.edges["b", "c"] == {
        "weight": pytest.approx(0.15),
        "observed": 0,
        "inferred": pytest.approx(0.15),
        "observed_share": 0,
        "evidence": ("group",),
    }
    assert graph.degree["d"] == 0
    assert graph.nodes["c"]["organisation"] is None
    seen = contact_network(typed_book("abc", affiliations=stated), evidence="observed")
    assert seen.number_of_edges() == 0


@pytest.mark.parametrize(("known", "weight"), [(7, 0.15), (8, 1 / 7), (50, 1 / 49), (51, None)])
def test_a_large_group_weighs_little_and_a_huge_one_nothing(typed_book, known, weight):
    people = [f"p{i:02d}" for i in range(known)]
    rows = [{"person": p, "organisation": "MBA 2014", "kind": "group"} for p in people]
    graph = contact_network(typed_book(people, affiliations=rows))
    assert {round(tie, 9) for *_, tie in graph.edges(data="weight")} == (
        {round(weight, 9)} if weight else set()
    )


def test_several_groups_weigh_no_more_than_one(typed_book):
    rows = [{"person": p, "organisation": f"group {i}", "kind": "group"} for i in range(3) for p in "ab"]
    tie = contact_network(typed_book("ab", affiliations=rows)).edges["a", "b"]
    assert tie["weight"] == pytest.approx(0.15)


def recorded(person, organisation, day, **more):
    when = pd.NaT if day is None else pd.Timestamp(day)
    return {"person": person, "organisation": organisation, "as_recorded_on": when, **more}


HISTORY = [
    recorded("a", "Old Firm", "2024-06-01"),
    recorded("a", "Nordlicht", "2026-06-01"),
    recorded("b", "Old Firm", "2026-06-01"),
    recorded("c", "Nordlicht", "2024-06-01"),
    recorded("c", "A card said so", None),
    recorded("d", "A card said so", None),
]


@pytest.mark.parametrize(
    ("as_of", "works", "ties"),
    [
        (None, ["Nordlicht", "Old Firm", "Nordlicht", "A card said so"], [("a", "c")]),
        ("2026-06-01", ["Nordlicht", "Old Firm", "Nordlicht", "A card said so"], [("a", "c")]),
        ("2026-05-31", ["Old Firm", "Old Firm", "Nordlicht", "A card said so"], [("a", "b")]),
        # before every export, the earliest record is the best guess
        ("2020-01-01", ["Old Firm", "Old Firm", "Nordlicht", "A card said so"], [("a", "b")]),
    ],
)
def test_work_of_a_day_is_what_was_recorded_last_by_then(typed_book, as_of, works, ties):
    book = typed_book("abcd", affiliations=HISTORY)
    assert current_work(book, as_of)["organisation"].tolist() == works
    graph = contact_network(book, as_of)
    assert [organisation for _, organisation in graph.nodes(data="organisation")] == works
    assert [*graph.edges] == ties


def test_an_older_export_tells_who_worked_for_one_of_the_owners_employers(typed_book):
    rows = [*HISTORY, recorded("e", "Old Firm", "2023-01-01"), recorded("e", "Elsewhere", "2026-06-01")]
    once_there = [{"organisation": "Old Firm", "kind": "work"}]
    graph = contact_network(typed_book("abcde", affiliations=rows, owner=once_there))
    assert [*graph.edges(data="evidence")] == [
        ("a", "b", ("employer",)),
        ("a", "c", ("employer",)),
        ("a", "e", ("employer",)),
        ("b", "e", ("employer",)),
    ]
    assert graph.nodes["e"]["organisation"] == "Elsewhere"
    only_followed = [{"organisation": "Old Firm", "kind": "follows"}]
    follower = contact_network(typed_book("abcde", affiliations=rows, owner=only_followed))
    assert [*follower.edges] == [("a", "c")]
    # on a day before the newest record, nobody had been there that is recorded only later
    then = contact_network(typed_book("abcde", affiliations=rows, owner=once_there), "2023-06-01")
    assert ("b", "c") not in then.edges


def test_one_export_counts_on_every_day(typed_book):
    rows = [
        recorded(who, "Nordlicht", "2026-10-31", since=since)
        for who, since in zip("abc", [None] * 3, strict=True)
    ]
    rows += [recorded("a", "Second job", "2026-10-31", since=pd.Timestamp("2020-01-01"))]
    book = typed_book("abc", affiliations=rows)
    for day in (None, "2026-10-31", "2019-01-01"):
        graph = contact_network(book, day)
        assert graph.number_of_edges() == 3
        assert graph.nodes["a"]["organisation"] == "Second job"


def test_two_stays_at_one_place_are_one_group(typed_book):
    stay = {"organisation": "Firm", "kind": "work"}
    book = typed_book(
        {"a": "2015-06-01", "b": "2020-06-01"},
        owner=[
            {**stay, "since": "2015-01-01", "until": "2015-12-31"},
            {**stay, "since": "2020-01-01", "until": "2020-12-31"},
        ],
    )
    assert contact_network(book).edges["a", "b"]["weight"] == pytest.approx(0.15)


def test_observed_evidence_leaves_inferred_ties_out(typed_book):
    book = typed_book(
        "abc",
        interactions=[("2026-01-05", "group_meeting", "m1", 3, "a b")],
        affiliations=[{"person": who, "organisation": "Nordlicht"} for who in "abc"],
    )
    graph = contact_network(book, evidence="observed")
    assert sorted(graph) == ["a", "b", "c"]
    assert [*graph.edges(data="weight")] == [("a", "b", 0.5)]
    with pytest.raises(InputError, match="evidence is 'seen'; write 'all' or 'observed'"):
        contact_network(book, evidence="seen")


def test_everybody_is_a_node_with_what_is_known(typed_book):
    book = typed_book(
        "ab",
        affiliations=[
            {"person": "a", "organisation": "Old & open", "since": "2010-01-01"},
            {"person": "a", "organisation": "Nordlicht", "field": "energy", "since": "2024-01-01"},
        ],
    )
    graph = contact_network(book)
    unknown = dict.fromkeys(["organisation", "field", "function", "seniority"])
    assert graph.nodes["a"] == {**unknown, "name": "A", "organisation": "Nordlicht", "field": "energy"}
    assert graph.nodes["b"] == {**unknown, "name": "B"}


@pytest.mark.parametrize("people", ["", "a"])
def test_nobody_and_one_person(typed_book, people):
    graph = contact_network(typed_book(people))
    assert [*graph] == list(people)
    nodes, edges = network_to_frames(graph)
    assert (len(nodes), len(edges)) == (len(people), 0)
    assert edges.index.names == ["person", "other"]


def test_hostile_names_stay_as_they_are(typed_book):
    hostile = "<script>alert(1)</script>\u202e=cmd|' /C'!A0"
    book = typed_book(
        [hostile, "b"], affiliations=[{"person": p, "organisation": hostile} for p in (hostile, "b")]
    )
    graph = contact_network(book)
    assert graph.has_edge(hostile, "b")
    assert graph.nodes["b"]["organisation"] == hostile


def test_a_shared_event_may_count_less_with_time(typed_book):
    """Two half-lives after the meeting a quarter of 1/2 is left; a thread counts from its last word."""
    book = typed_book(
        "abc",
        interactions=[
            ("2026-10-11", "group_meeting", "m1", 3, "a b"),
            ("2020-01-01", "group_message", "t1", 3, "b c"),
            ("2026-10-21", "group_message", "t1", 3, "b"),
        ],
        affiliations=[{"person": who, "organisation": "Nordlicht"} for who in "ac"],
    )
    faded = contact_network(book, "2026-10-31", half_life_days=10)
    assert faded.edges["a", "b"]["observed"] == pytest.approx(1 / 8)
    assert faded.edges["b", "c"]["observed"] == pytest.approx(1 / 4)
    assert faded.edges["a", "c"]["weight"] == pytest.approx(0.15)  # what is inferred has no day
    assert contact_network(book).edges["a", "b"]["observed"] == pytest.approx(1 / 2)


def test_a_thread_grows_with_time(typed_book):
    """Who joins later makes the thread larger from that day on only."""
    book = typed_book(
        "abc",
        interactions=[
            ("2026-01-05", "group_message", "t1", 3, "a b"),
            ("2026-02-05", "group_message", "t1", 5, "a c"),
        ],
    )
    assert [*contact_network(book, "2026-01-31").edges(data="weight")] == [("a", "b", 0.5)]
    assert [*contact_network(book).edges(data="weight")] == [(*pair, 0.25) for pair in ("ab", "ac", "bc")]


def test_a_tie_to_nobody_is_refused():
    nodes = pd.DataFrame({"name": ["A"]}, index=pd.Index(["a"], name="person"))
    ends = pd.MultiIndex.from_tuples([("a", "b")], names=["person", "other"])
    with pytest.raises(InputError, match="names somebody who is not among the nodes"):
        network_from_frames(nodes, pd.DataFrame({"weight": [1.0]}, index=ends))


def test_frames_and_graph_are_inverse(typed_book):
    book = typed_book(
        "abcd",
        interactions=[("2026-01-05", "group_meeting", "m1", 4, "a b c")],
        affiliations=[{"person": who, "organisation": "Nordlicht"} for who in "ab"],
    )
    graph = contact_network(book)
    nodes, edges = network_to_frames(graph)
    assert nodes.index.tolist() == ["a", "b", "c", "d"]
    assert nodes["organisation"].isna().tolist() == [False, False, True, True]
    assert edges.index.tolist() == [("a", "b"), ("a", "c"), ("b", "c")]
    again = network_from_frames(nodes, edges)
    assert nx.utils.graphs_equal(again, graph)
    pd.testing.assert_frame_equal(network_to_frames(again)[1], edges)


def test_the_order_of_rows_makes_no_difference(typed_book):
    rows = [("2026-01-05", "group_meeting", f"m{i}", 4, who) for i, who in enumerate(["a b", "b c d", "a d"])]
    one = network_to_frames(contact_network(typed_book("abcd", interactions=rows)))
    other = network_to_frames(contact_network(typed_book("dcba", interactions=rows[::-1])))
    for frame, same in zip(one, other, strict=True):
        pd.testing.assert_frame_equal(frame, same)


@pytest.fixture(scope="module")
def davis():
    graph = nx.davis_southern_women_graph()
    women = graph.graph["top"]
    incidence = nx.bipartite.biadjacency_matrix(graph, women, graph.graph["bottom"])
    sizes = incidence.sum(axis=0)
    ties = pd.DataFrame(newman_projection(incidence, sizes).toarray(), index=women, columns=women)
    return ties, pd.Series(incidence.sum(axis=1), index=women)


def test_davis_projection(davis):
    ties, events = davis
    assert events.sum() == 89
    upper = np.triu(ties.to_numpy()) > 0
    assert upper.sum() == 139
    assert upper.sum() / (18 * 17 / 2) == pytest.approx(0.908497, abs=1e-6)
    assert np.diag(ties).sum() == 0


@pytest.mark.parametrize(
    ("one", "other", "weight"),
    [
        ("Evelyn Jefferson", "Laura Mandeville", 1.562637),
        ("Evelyn Jefferson", "Theresa Anderson", 1.486880),
        ("Katherina Rogers", "Sylvia Avondale", 1.617832),
        ("Olivia Carleton", "Flora Price", 0.424242),
        ("Evelyn Jefferson", "Nora Fayette", 0.233766),
    ],
)
def test_davis_weights(davis, one, other, weight):
    ties, _ = davis
    assert ties.loc[one, other] == pytest.approx(weight, abs=1e-6)
    assert ties.loc[other, one] == pytest.approx(weight, abs=1e-6)


def test_newmans_strength_is_the_number_of_events(davis):
    ties, events = davis
    assert events["Evelyn Jefferson"] == 8
    np.testing.assert_allclose(ties.sum(axis=1), events)


def test_an_event_of_one_makes_no_tie():
    assert newman_projection(sparse.csr_array([[1], [0]]), [1]).nnz == 0

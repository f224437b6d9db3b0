"""Keys become humans: everything that is linked, and never what the owner keeps apart."""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from weaklib.sources.identity.joining import join
from weaklib.sources.reading import Link

ROW = "both stand in one row"
KEYS = st.sampled_from("abcdefgh")
PAIRS = st.lists(st.tuples(KEYS, KEYS), max_size=12)


def link(one, other, evidence=ROW):
    return Link(one, other, evidence)


def humans(found):
    """The sets of keys, each with the key that stands for it."""
    sets = {}
    for key, human in found.whose.items():
        sets.setdefault(human, set()).add(key)
    return sets


def test_links_join_through_others():
    found = join(
        [link("jane-doe", "j@a.example"), link("j@b.example", "j@a.example"), link("bob", "b@b.example")]
    )
    assert humans(found) == {
        "j@a.example": {"jane-doe", "j@a.example", "j@b.example"},
        "b@b.example": {"bob", "b@b.example"},
    }
    assert found.skipped == ()


def test_what_the_owner_confirms_joins_keys_of_no_link():
    assert humans(join([], together=[("jane-doe", "jd@x.example")])) == {
        "jane-doe": {"jane-doe", "jd@x.example"}
    }


def test_a_refused_address_is_split_off_with_what_hangs_on_it_alone():
    links = [
        link("jane-doe", "jane@a.example"),
        link("jane@a.example", "john@a.example"),
        link("john@a.example", "john@b.example"),
    ]
    found = join(links, apart=[("jane-doe", "john@a.example")])
    assert humans(found) == {
        "jane-doe": {"jane-doe", "jane@a.example"},
        "john@a.example": {"john@a.example", "john@b.example"},
    }
    assert found.skipped == (link("jane@a.example", "john@a.example"),)


def test_it_is_the_second_key_that_goes():
    links = [link("john@a.example", "jane@a.example"), link("jane@a.example", "jane-doe")]
    one = join(links, apart=[("jane-doe", "john@a.example")])
    other = join(links, apart=[("john@a.example", "jane-doe")])
    assert one.whose["jane@a.example"] == one.whose["jane-doe"] != one.whose["john@a.example"]
    assert other.whose["jane@a.example"] == other.whose["john@a.example"] != other.whose["jane-doe"]


def test_of_two_links_that_cannot_both_be_the_one_with_more_evidence_is_followed():
    links = [
        link("m@x.example", "a-one"),
        link("m@x.example", "b-two"),
        link("b-two", "m@x.example", "another row"),
    ]
    found = join(links, apart=[("a-one", "b-two"), ("b-two", "a-one")])
    assert found.whose["m@x.example"] == found.whose["b-two"]
    assert found.skipped == (link("a-one", "m@x.example"),)


def test_no_wins_over_yes_and_is_reported():
    found = join([], together=[("a", "b"), ("b", "c")], apart=[("a", "c")])
    assert [sorted((skipped.one, skipped.other)) for skipped in found.skipped] == [["b", "c"]]
    assert found.whose["a"] == found.whose["b"] != found.whose["c"]


def test_a_key_is_never_apart_from_itself():
    assert join([link("a", "b")], apart=[("a", "a")]).skipped == ()


@given(PAIRS, PAIRS, PAIRS)
def test_nothing_refused_is_ever_together(linked, together, apart):
    found = join([link(*pair) for pair in linked], together, apart)
    assert all(found.whose[one] != found.whose[other] for one, other in apart if one != other)
    graph = nx.Graph([*linked, *together])
    for keys in humans(found).values():
        assert len(keys) == 1 or nx.is_connected(graph.subgraph(keys))
        assert found.whose[min(keys)] == min(keys)
    for skipped in found.skipped:
        joined = {
            key
            for key in found.whose
            if found.whose[key] in (found.whose[skipped.one], found.whose[skipped.other])
        }
        assert any({one, other} <= joined for one, other in apart)


@given(PAIRS, PAIRS)
def test_without_a_refusal_it_is_the_connected_components(linked, together):
    found = join([link(*pair) for pair in linked], together)
    components = nx.connected_components(nx.Graph([*linked, *together]))
    assert sorted(map(sorted, humans(found).values())) == sorted(map(sorted, components))


@given(PAIRS, PAIRS, PAIRS, st.randoms(use_true_random=False))
def test_the_order_makes_no_difference(linked, together, apart, random):
    links = [link(*pair) for pair in linked]
    found = join(links, together, apart)
    for said in (links, together, apart):
        random.shuffle(said)
    assert join([link(each.other, each.one) for each in links], together, apart) == found


@pytest.mark.parametrize("number", [20_000])
def test_a_chain_of_many_links_does_not_recurse(number):
    links = [link(f"{at:06}", f"{at + 1:06}") for at in range(number)]
    found = join(links, apart=[("000000", f"{number:06}")])
    assert len(humans(found)) == 2
    assert len(found.skipped) == 1

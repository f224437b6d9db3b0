"""Letting pairs go unseen: none may go whose names agree."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from weaklib.sources.identity.bearers import Bearer
from weaklib.sources.identity.namesakes import agreement
from weaklib.sources.identity.sifting import hopeful
from weaklib.sources.names import name_key
from weaklib.sources.names.addresses import normalise_address
from weaklib.sources.names.spelling import canonical

WORDS = st.one_of(
    st.sampled_from("bob robert rob kathi katharina katharine berg bergh bergmann b r j jo johann".split()),
    st.text("abek", min_size=1, max_size=6),
    st.text("яёøß王小", min_size=1, max_size=3),
).map(canonical)


def bearer(name, asides=(), addresses=()):
    """Somebody of whom no more is known than this."""
    return Bearer(name, asides, addresses, (), frozenset(), "", "", "")


def kept(bearers):
    """The pairs of all that are kept."""
    pairs = np.array(list(combinations(range(len(bearers)), 2)), dtype=np.int64).reshape(-1, 2)
    return {(int(one), int(other)) for one, other in hopeful(bearers, pairs)}


PEOPLE = st.lists(
    st.builds(
        bearer,
        st.lists(WORDS.filter(bool), max_size=3).map(tuple),
        st.lists(WORDS.filter(bool), max_size=1).map(tuple),
        st.lists(WORDS.filter(bool), max_size=2).map(lambda words: ((".".join(words), tuple(words)),)),
    )
    | st.builds(bearer, st.lists(WORDS.filter(bool), min_size=2, max_size=2).map(tuple)),
    max_size=8,
)


@given(PEOPLE)
@example([bearer(("bob", "berg")), bearer(("berg", "robert"))])
def test_whoever_may_be_one_is_kept(bearers):
    agreeing = {
        (one, other)
        for one, other in combinations(range(len(bearers)), 2)
        if agreement(bearers[one], bearers[other])
    }
    assert agreeing <= kept(bearers)


@pytest.mark.parametrize(
    ("other", "is_kept"),
    [
        (("quorin", "berg"), True),
        (("berg", "quorin"), True),
        (("q", "berg"), True),
        (("quorinda", "berg"), True),
        (("quorni", "berg"), True),
        (("zelmek", "berg"), False),
        (("quastelo", "berg"), False),
        (("quorin", "bergh"), True),
        (("zelmek", "stone"), True),
    ],
)
def test_the_word_that_is_not_shared_decides(other, is_kept):
    assert kept([bearer(("quorin", "berg")), bearer(other)]) == ({(0, 1)} if is_kept else set())


def test_whoever_is_known_by_more_than_a_name_is_kept():
    berg, jane = bearer(("anna", "berg")), ("jane", "berg")
    assert kept([berg, bearer(jane)]) == set()
    assert kept([berg, bearer(jane, asides=("huber",))]) == {(0, 1)}
    assert kept([berg, bearer(jane, addresses=(("a.berg@example.org", ("a", "berg")),))]) == {(0, 1)}
    assert kept([]) == set()


@given(st.text("aB zé'%@.<>:", max_size=12) | st.sampled_from(["mailto:a@b", "MAILTO:a@b.c", "a%40b", "x@y"]))
def test_an_address_is_told_whatever_stands_round_it(text):
    told = normalise_address(text)
    assert told == normalise_address(f" {text} ")
    assert told == normalise_address(f"mailto:{text}") or "mailto" in text.lower()


@given(st.text("aDr MBAz", max_size=14))
def test_a_plain_name_is_compared_like_one_in_other_letters(text):
    # a letter with an accent leaves the short way, and is the same letter when names are compared
    accented = text.replace("a", "á")
    assert name_key(text) == name_key(accented)

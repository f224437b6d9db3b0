"""The table of words is whole, and a text is looked up in it as its patterns say."""

from __future__ import annotations

import random
import re

import pandas as pd
import pytest

from weaklib.sources.organisations.vocabulary import Words, fold, vocabulary, words_of

KINDS = {"field", "function", "seniority", "profession", "generic", "legal", "past", "branch"}


def test_the_vocabulary_is_whole():
    table = vocabulary()
    assert set(table["kind"]) == KINDS
    assert (table[["kind", "value"]] != "").all(axis=None)
    for kind, value, words in table.itertuples(index=False):
        assert all(word.strip("* ") for word in words), (kind, value)
        assert len(set(words)) == len(words), (kind, value, [w for w in words if words.count(w) > 1])
    professions = set(table.loc[table["kind"] == "profession", "value"])
    assert professions <= set(table.loc[table["kind"] == "field", "value"])


def test_a_star_stands_at_one_end_of_a_word():
    parts = [part for words in vocabulary()["words"] for phrase in words for part in phrase.split()]
    assert [part for part in parts if part.count("*") > 1 or "*" in part[1:-1]] == []


def test_ranks_and_functions_are_few():
    table = vocabulary()
    ranks = {"entry", "professional", "senior", "manager", "director", "executive", "founder"}
    assert set(table.loc[table["kind"] == "seniority", "value"]) == ranks
    assert table.loc[table["kind"] == "function", "value"].nunique() == 19


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Société Générale", "societe generale"),
        ("Straße & Söhne", "strasse and sohne"),
        ("Mærsk Łódź Ørsted", "maersk lodz orsted"),
        ("Autônomo(a)", "autonomo"),
        ("Directeur/trice", "directeur"),
        ("Entwickler/-in", "entwickler"),
        ("sales/e-commerce", "sales e commerce"),
        ("Nord\u00adlicht\u200b", "nordlicht"),
        ("राम", "राम"),
        ("NUL\x00byte", "nul byte"),
        ("—", ""),
        (None, ""),
    ],
)
def test_folding(text, folded):
    assert fold(pd.Series([text], dtype="object")).tolist() == [folded]


def matches(words, text):
    """What the patterns say, written down as they are explained."""
    choices = "|".join(re.escape(word).replace(r"\*", "[^ ]*") for word in words)
    return re.search(f"(?:^| )(?:{choices})(?: |$)", text) is not None


@pytest.mark.parametrize("kind", ["function", "seniority", "field", "profession"])
def test_looking_up_word_by_word_finds_what_the_patterns_say(kind):
    table = vocabulary()
    rows = table[table["kind"] == kind]
    pick = random.Random(kind)
    parts = [part.strip("*") for words in rows["words"] for word in words for part in word.split()]
    endings = ["", "", "s", "in", "x"]
    texts = [
        " ".join(pick.choice(parts) + pick.choice(endings) for _ in range(pick.randint(1, 4)))
        for _ in range(120)
    ]
    expected = [
        next((value for _, value, words in rows.itertuples(index=False) if matches(words, text)), None)
        for text in texts
    ]
    assert words_of(kind).first(texts) == expected
    assert len(set(expected)) > 5


def test_every_word_stands_for_itself():
    for kind in KINDS:
        held = words_of(kind)
        for words in vocabulary().query("kind == @kind")["words"]:
            assert [word for word in words if not held.are_all(word.replace("*", ""))] == []


def test_the_first_row_wins():
    words = Words([("one", ["b* c", "*z"]), ("two", ["b", "a b* c*"]), ("three", ["a"])])
    texts = ["a b", "x bb c y", "a", "fizz b", "a bx cx", "b c", "c b", "", "d"]
    assert words.first(texts) == ["two", "one", "three", "one", "two", "one", "two", None, None]


def test_the_whole_is_no_part():
    words = Words([("none", ["self employed", "freelanc*"])])
    assert [words.are_all(text) for text in ("self employed", "freelancer", "self", "freelance bar", "")] == [
        *(True, True),
        *(False, False, False),
    ]

"""Who knows something of a challenge in somebody's own words: a ranking of texts in five languages."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import NamedTuple, TypeAlias

import numpy as np
import pandas as pd

from weaklib.action.expertise_index import FUNCTION, Document, Floats, Index, index_of, tokens_of
from weaklib.action.expertise_query import Asked, asked_in
from weaklib.action.expertise_words import terms
from weaklib.action.reasons import Row

__all__ = ["Answers", "Index", "Match", "answers_to", "index_of", "matches_of", "rank"]

MOST_PEOPLE = 50


class Match(NamedTuple):
    """One thing that a challenge asks for, and a text on the person that answers it.

    Attributes
    ----------
    asked
        The words of the challenge, as they are written there.
    found
        The words of the text, as they are written there; the function, for a text that is one.
    document
        The text, its row and its kind.
    share
        How much of the person's whole score such an answer makes, 0 to 1; only the best answer to each
        thing asked counts towards the score.
    fit
        How well the words fit, 0 to 1: the same word or subject 1, one slip of the fingers .75, ...
    """

    asked: tuple[str, ...]
    found: str
    document: Document
    share: float
    fit: float


Ranked: TypeAlias = tuple[str, float, tuple[Match, ...]]


def rank(
    challenge: str,
    documents: Mapping[str, Sequence[tuple[str, Row, str]]] | Index,
    *,
    limit: int = MOST_PEOPLE,
) -> pd.DataFrame:
    """Rank people by how well what is known of them answers a challenge.

    The score is 1 - exp(-r / t). r sums over what the challenge asks for, subjects and words, the best
    answer among the person's texts: BM25 score x how well the word fits (the same word or subject 1, one slip
    of the fingers .75, part of a compound .7, a word of the same root .5, the same function .4; the very word
    beside its subject .4 of that) x how far that kind of text is trusted (`expertise_index.TRUST`). t is half
    of what a word scores that only one text has: so whoever alone has the one word asked for scores about
    .86, and words that many have score little, however many people are ranked.

    Parameters
    ----------
    challenge
        In anybody's own words, in English, German, French, Spanish, Portuguese or a mixture. Of a longer text
        the first 4,000 letters are read.
    documents
        For each person the texts on them, (text, row, kind); or `index_of` them, to be used again.
    limit
        How many people at most.

    Returns
    -------
    DataFrame
        Indexed by `person`, best first, equals by their id: `score` (0 to 1), `words` (of the challenge,
        which the person answers), `rows` (where the answers stand) and `matches` (tuples of `Match`, most
        telling first). Whoever answers nothing is not in it; nobody may be.

    References
    ----------
    Robertson & Zaragoza 2009, Foundations and Trends in Information Retrieval 3:333 (BM25).

    Examples
    --------
    >>> known = {
    ...     "ana": [("Datenschutzbeauftragte", ("people", "ana"), "position")],
    ...     "ben": [("Data Engineer", ("people", "ben"), "position")],
    ... }
    >>> rank("we need help with data protection", known)["words"].to_dict()
    {'ana': ('data protection',)}
    """
    index = documents if isinstance(documents, Index) else index_of(documents)
    answers = answers_to(challenge, index)
    best = answers.score.sort_values(ascending=False, kind="stable").head(limit)
    return _table([(str(who), float(score), matches_of(answers, str(who))) for who, score in best.items()])


class Answers(NamedTuple):
    """What is known that answers a challenge.

    Attributes
    ----------
    known
        What is known of everybody.
    asked
        What the challenge asks for.
    texts
        How well each text answers each thing asked.
    score
        The score of whoever answers anything, 0 to 1, indexed by `person`, in order.
    """

    known: Index
    asked: tuple[Asked, ...]
    texts: Floats
    score: pd.Series[float]


def answers_to(challenge: str, index: Index) -> Answers:
    """Return what answers a challenge, as `rank` scores it, of everybody."""
    asked = tuple(asked_in(challenge, index))
    texts = np.array([_answer(each, index) for each in asked]).reshape(len(asked), len(index.documents))
    raw = np.maximum.reduceat(texts, index.first, axis=1).sum(axis=0) if asked else np.zeros(0)
    who = np.flatnonzero(raw > 0)
    people = pd.Index([index.people[place] for place in who.tolist()], name="person", dtype="str")
    score = -np.expm1(-raw[who] / index.telling())
    return Answers(index, asked, texts, pd.Series(score, index=people, dtype="float64", name="score"))


def matches_of(answers: Answers, person: str) -> tuple[Match, ...]:
    """Return what a person's texts answer, the most telling first."""
    index = answers.known
    here = index.of_person(bisect_left(index.people, person))
    mine = answers.texts[:, here]
    share = mine / mine.max(axis=1).sum()
    found = [
        Match(answers.asked[what].words, words, document, float(share[what, place]), fit)
        for place, document in enumerate(index.documents[here])
        for what in np.flatnonzero(share[:, place] > 0).tolist()
        for words, fit in [_found_in(document, answers.asked[what])]
    ]
    return tuple(sorted(found, key=lambda match: -match.share))


def _answer(asked: Asked, index: Index) -> Floats:
    """Return how well each text answers one thing: its best word counts."""
    best = np.zeros(len(index.documents))
    for token, fit in asked.answers.items():
        np.maximum(best, fit * index.scores(token), out=best)
    return best * index.trust


def _found_in(document: Document, asked: Asked) -> tuple[str, float]:
    """Return the words of a text that answer best what is asked, and how well they fit."""
    if document.kind == "function":
        return document.text, asked.answers[FUNCTION + document.text]
    fits = [
        (max(asked.answers.get(token, 0.0) for token in tokens_of(term)), term.written)
        for term in terms(document.text)
    ]
    fit, written = max(fits, key=lambda each: each[0])
    return written, fit


def _table(rows: Sequence[Ranked]) -> pd.DataFrame:
    matches = [found for _, _, found in rows]
    words = [tuple(dict.fromkeys(chain.from_iterable(m.asked for m in found))) for found in matches]
    places = [tuple(dict.fromkeys(m.document.row for m in found)) for found in matches]
    table = pd.DataFrame(
        {
            "score": pd.Series([score for _, score, _ in rows], dtype="float64"),
            "words": pd.Series(words, dtype="object"),
            "rows": pd.Series(places, dtype="object"),
            "matches": pd.Series(matches, dtype="object"),
        }
    )
    return table.set_index(pd.Index([person for person, _, _ in rows], dtype="str", name="person"))

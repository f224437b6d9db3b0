"""What a challenge asks for, and which words of what is known answer it, and how well."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

import numpy as np
import pandas as pd
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from weaklib.action.expertise_forms import cousin
from weaklib.action.expertise_index import COUSIN, FUNCTION, SUBJECT, Index
from weaklib.action.expertise_words import Term, subject_words, terms
from weaklib.sources.organisations import function_of

SAME, SLIP, PART, ALIKE, SAME_FUNCTION = 1.0, 0.75, 0.7, 0.5, 0.4
"""How well an answer fits: the same word or subject, one slip of the fingers away, a part of a compound, a
word of the same root in another language, the same function."""

BESIDE_SUBJECT = 0.4
"""What the very word counts where the subject that it names is asked for already."""

MOST_ASKED = 40  # of a challenge are looked up; the rest of a page of text is not
MOST_FORMS = 30
LEAST_SLIP, LEAST_PART, LEAST_REST = 5, 6, 3


@dataclass(frozen=True)
class Asked:
    """One thing that a challenge asks for.

    Attributes
    ----------
    words
        What the challenge calls it, as it is written there.
    answers
        The tokens that answer it, each with how well it fits, 0 to 1.
    """

    words: tuple[str, ...]
    answers: Mapping[str, float] = field(default_factory=dict)


def asked_in(challenge: str, index: Index) -> list[Asked]:
    """Return what a challenge asks for that somebody could answer: subjects, and its very words.

    Words for one subject ask for it once: "Datenschutz nach DSGVO" is about privacy, not about it twice.
    """
    found: dict[str, Asked] = {}
    told = dict.fromkeys(islice(terms(challenge), 5 * MOST_ASKED))
    functions = _functions_of(told)
    for term in told:
        broad = [(FUNCTION + functions[term], SAME_FUNCTION)] if term in functions else []
        subjects = [*broad, *_subjects(term, index)]
        beside = BESIDE_SUBJECT if len(subjects) > len(broad) else 1.0
        _ask(found, term, subjects, index)
        _ask(found, term, [(token, fit * beside) for token, fit in _words(term, index)], index)
    return list(found.values())[:MOST_ASKED]


def _ask(found: dict[str, Asked], term: Term, answers: Iterable[tuple[str, float]], index: Index) -> None:
    """Add what answers a term, if any text holds it; of several fits of a token the last counts."""
    held = {token: fit for token, fit in answers if index.holds(token)}
    if held:
        key = max(held, key=lambda token: held[token])
        known = found.get(key, Asked(()))
        every = {
            token: max(known.answers.get(token, 0.0), held.get(token, 0.0))
            for token in {**known.answers, **held}
        }
        found[key] = Asked(tuple(dict.fromkeys([*known.words, term.written])), every)


def _functions_of(told: Iterable[Term]) -> dict[Term, str]:
    """Return the function that each term names, by the word itself or by what its forms have in common."""
    forms = [(term, form) for term in told for form in (" ".join(term.words), *sorted(term.stems))]
    named = function_of(pd.Series([form for _, form in forms], dtype="str"))
    found: dict[Term, str] = {}
    for (term, _), function in zip(forms, named, strict=True):
        if pd.notna(function):
            found.setdefault(term, str(function))
    return found


def _subjects(term: Term, index: Index) -> Iterator[tuple[str, float]]:
    if term.word and not (term.subjects or any(map(index.holds, term.stems))):
        meant = chain.from_iterable(map(terms, slips(term.word, subject_words(), known=False)))
        yield from ((SUBJECT + subject, SLIP) for each in meant for subject in each.subjects)
    yield from ((SUBJECT + subject, SAME) for subject in term.subjects)


def _words(term: Term, index: Index) -> Iterator[tuple[str, float]]:
    """Give the words that may answer a word or a phrase, the worst first."""
    known = bool(term.subjects) or any(map(index.holds, term.stems))
    if term.word:
        if not term.subjects:
            yield COUSIN + cousin(term.word), ALIKE
        yield from ((part, PART) for part in islice(_compounds(term.word, index), MOST_FORMS))
        yield from ((slip, SLIP) for slip in slips(term.word, index.words, known=known))
    yield from ((stem, SAME) for stem in term.stems)


def slips(word: str, others: Sequence[str], *, known: bool) -> list[str]:
    """Return the words that a slip of the fingers makes one with a word: a letter more, less or swapped.

    Two slips in long words; one at most, and none in a word of six letters or less, where the word is known
    as it is.

    Examples
    --------
    >>> slips("pyton", ["piton", "python", "pylon", "nylon"], known=False)
    ['piton', 'python', 'pylon']
    """
    most = int(len(word) >= LEAST_SLIP + 2) if known else int(len(word) >= LEAST_SLIP) + int(len(word) >= 9)
    if not most or not others:
        return []
    apart = cdist([word], others, scorer=OSA.distance, score_cutoff=most, dtype=np.uint8)[0]
    near = (others[place] for place in np.flatnonzero(apart <= most).tolist())
    return [other for other in near if other[0] == word[0] and other != word][:MOST_FORMS]


def _compounds(word: str, index: Index) -> Iterator[str]:
    """Give the known words that a word begins or ends, and those that begin or end it: German writes so."""
    if len(word) < LEAST_PART:
        return
    for longer in chain(index.beginning_with(word), index.ending_with(word)):
        if len(longer) >= len(word) + LEAST_REST:
            yield longer
    for length in range(len(word) - LEAST_REST, LEAST_PART - 1, -1):
        yield from (part for part in (word[:length], word[-length:]) if index.holds(part))

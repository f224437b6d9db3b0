"""What a text is about: its telling words, their forms in five languages, and the subjects they name.

The words stand in `expertise_words.csv` beside this module, to be edited. A subject is a bridge between
languages: whoever writes "Datenschutz" and whoever writes "proteção de dados" name the same one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import chain
from typing import NamedTuple, TypeAlias

from weaklib.action.expertise_forms import Word, read, readable
from weaklib.sources.organisations.vocabulary import read_words

MOST_LETTERS = 4_000  # of a text that are read: no title, note or challenge needs more
ELISION = re.compile(r"\b(?:[cdjlmnst]|qu)['’](?=\w)", re.IGNORECASE)

Phrase: TypeAlias = tuple[tuple[str, ...], str]
"""The words of a phrase, each with a star behind it or none, and the subject that it names."""


class Term(NamedTuple):
    """A word or a phrase of a text that says something of its subject.

    Attributes
    ----------
    written
        As the text has it.
    words
        The same, folded.
    stems
        What the word has in common with its other forms, in each language; of a phrase, how the table of
        subjects writes it: one form for all of its own.
    subjects
        What it names, whatever the language.
    """

    written: str
    words: tuple[str, ...]
    stems: frozenset[str]
    subjects: tuple[str, ...]

    @property
    def word(self) -> str:
        """The word; "" of a phrase."""
        return self.words[0] if len(self.words) == 1 else ""


def terms(text: str) -> tuple[Term, ...]:
    """Return what a text says of its subject, in order.

    The words of a phrase are not told alone: a "Data Protection Officer" is about privacy, not about data.
    Words without a subject are left out: articles, ranks, and those of asking ("need", "suche").

    Examples
    --------
    >>> [(term.written, term.subjects) for term in terms("Ich suche Hilfe beim Datenschutz")]
    [('Datenschutz', ('privacy',))]
    >>> [(term.written, term.subjects) for term in terms("Data Protection Officer")]
    [('Data Protection', ('privacy',))]
    """
    chunks = ELISION.sub(" ", readable(text[:MOST_LETTERS])).split()
    return tuple(_told(list(chain.from_iterable(map(read, chunks)))))


def _told(words: list[Word]) -> Iterator[Term]:
    place = 0
    while place < len(words):
        alone, longer = _of_word(words[place])
        subjects = _longest(longer, words, place) if longer else {}
        length = max(map(len, subjects.values()), default=1)
        if subjects:
            here = words[place : place + length]
            written = " ".join(dict.fromkeys(word.written for word in here))
            told = frozenset(map(" ".join, subjects.values()))
            yield Term(written, tuple(word.folded for word in here), told, tuple(subjects))
        elif alone:
            yield alone
        place += length


@lru_cache(maxsize=100_000)
def _of_word(word: Word) -> tuple[Term | None, tuple[Phrase, ...]]:
    """Return what a word says by itself, if anything, and the phrases it may begin, the longest first."""
    begun = _begun_by(word.folded)
    subjects = tuple(dict.fromkeys(subject for phrase, subject in begun if len(phrase) == 1))
    says = subjects or not _says_nothing(word.folded)
    alone = Term(word.written, (word.folded,), word.stems, subjects) if says else None
    return alone, tuple(phrase for phrase in begun if len(phrase[0]) > 1)


def _longest(begun: Iterable[Phrase], words: list[Word], place: int) -> dict[str, tuple[str, ...]]:
    """Return the subjects that the longest phrase from a place on names, each with the phrase."""
    found: dict[str, tuple[str, ...]] = {}
    best = 0
    for phrase, subject in begun:
        if len(phrase) < best:
            break
        here = words[place : place + len(phrase)]
        if len(here) == len(phrase) and all(map(_fits, phrase, here)):
            best = len(phrase)
            found[subject] = phrase
    return found


def _fits(part: str, word: Word) -> bool:
    return word.folded.startswith(part[:-1]) if part.endswith("*") else word.folded == part


def _begun_by(word: str) -> tuple[Phrase, ...]:
    """Return the phrases that begin with a word, those of most words first."""
    held = _phrases()
    found = chain.from_iterable(held.get(start, ()) for start in _ways_to_hold(word))
    return tuple(sorted(found, key=lambda phrase: (-len(phrase[0]), phrase)))


def _ways_to_hold(word: str) -> Iterator[str]:
    yield word
    yield from (f"{word[:length]}*" for length in range(2, len(word) + 1))


def _says_nothing(word: str) -> bool:
    return len(word) < 2 or word.isdigit() or not _stop_words().isdisjoint(_ways_to_hold(word))


@cache
def _phrases() -> dict[str, list[Phrase]]:
    held: dict[str, list[Phrase]] = {}
    for subject, phrases in _rows("subject"):
        for phrase in phrases:
            words = tuple(phrase.split())
            held.setdefault(words[0], []).append((words, subject))
    return held


@cache
def _stop_words() -> frozenset[str]:
    return frozenset(chain.from_iterable(phrases for _, phrases in _rows("stop")))


@cache
def subject_words() -> tuple[str, ...]:
    """Return the single words that name a subject and have no star: what a slip of the fingers may mean."""
    whole = {words[0] for held in _phrases().values() for words, _ in held if len(words) == 1}
    return tuple(sorted(word for word in whole if not word.endswith("*")))


def _rows(kind: str) -> list[tuple[str, tuple[str, ...]]]:
    table = read_words("weaklib.action", "expertise_words.csv")
    chosen = table[table["kind"] == kind]
    return list(zip(chosen["value"], chosen["words"], strict=True))

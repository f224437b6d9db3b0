"""One word in its forms: folded, by its stems in five languages, and as its cousins abroad spell it."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

import Stemmer

from weaklib.sources.organisations.vocabulary import folded

LANGUAGES = {"english": 3, "german": 4, "french": 4, "spanish": 4, "portuguese": 4}
"""The stemmers, each with the letters that a stem of its has at least: shorter ones would be of any word."""
LONGEST_WORD = 40
COUSINS = 6  # letters that a word and its cousin in another language begin with
NO_LETTER = re.compile(r"^[\W_]+|[\W_]+$")
TWICE = re.compile(r"(.)\1")
SPELT = (("ph", "f"), ("ch", "c"), ("qu", "c"), ("th", "t"), ("ct", "t"), ("k", "c"), ("z", "s"), ("y", "i"))


class Word(NamedTuple):
    """A word as it is written, folded (lower case, no accents), and its stems."""

    written: str
    folded: str
    stems: frozenset[str]


def readable(text: str) -> str:
    r"""Return a text without control characters and marks that turn or hide what follows; one line.

    >>> readable("Data\u202e Engineer\x00")
    'Data Engineer'
    """
    if text.isprintable():  # nearly every text is, and one letter after another takes long
        return " ".join(text.split())
    kept = (" " if c.isspace() else c for c in text if c.isspace() or unicodedata.category(c)[0] != "C")
    return " ".join("".join(kept).split())


@lru_cache(maxsize=100_000)
def read(chunk: str) -> tuple[Word, ...]:
    """Return the words of what stands between two spaces; many texts are made of the same few."""
    written = NO_LETTER.sub("", chunk)
    plain = [word[:LONGEST_WORD] for word in folded(chunk).split()]
    if len(plain) != 1:
        return tuple(Word(written, word, stems(word)) for word in plain)
    # its accents tell a stemmer more than the folded word does
    return (Word(written, plain[0], stems(plain[0]) | stems(written.casefold()[:LONGEST_WORD])),)


def stems(word: str) -> frozenset[str]:
    """Return what a word has in common with its other forms, in each of five languages, and itself; folded.

    >>> sorted(stems("mentors") & stems("mentoring"))
    ['mentor']
    """
    found = ((folded(stemmer.stemWord(word)), least) for stemmer, least in _stemmers())
    return frozenset(stem for stem, least in found if len(stem) >= least) | {folded(word)}


@lru_cache(maxsize=100_000)
def cousin(word: str) -> str:
    """Return how words of one root begin in several languages; "" for a short word.

    >>> {cousin(word) for word in ("architekt", "arquitecto", "architecture", "arquiteta")}
    {'arcite'}
    """
    for ours, theirs in SPELT:
        word = word.replace(ours, theirs)
    key = TWICE.sub(r"\1", word)
    return key[:COUSINS] if len(key) >= COUSINS else ""


@cache
def _stemmers() -> tuple[tuple[Stemmer.Stemmer, int], ...]:
    return tuple((Stemmer.Stemmer(language, 0), least) for language, least in LANGUAGES.items())

"""The words by which organisations and titles are told: `vocabulary.csv` beside this module, to be edited.

Within a kind the first row that matches wins. `ingenieur*` stands for every word that begins so, `*lehrer`
for every one that ends so; a phrase stands for its words in that order, and each of them may have a star.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import TypeAlias

import pandas as pd

LETTERS = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ı": "i"})
UNSEEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
NO_LETTER = re.compile(f"[\u0300-\u036f.'’`´{UNSEEN}]")
GENDER = re.compile(
    r"([a-z]{3})[(/:*·_]-?(?:in|innen|e|es|a|as|o|os|r|ra|ne|se|euse|rice|trice|x)(?![\w-])\)?"
)
NO_WORD = re.compile(r"[\W_]+")

Phrase: TypeAlias = tuple[int, int, list[str]]
"""The rank of a phrase's row, which of its words it is found by, and its words."""
Held: TypeAlias = dict[str, list[Phrase]]


def fold(texts: pd.Series) -> pd.Series:
    """Return texts in lower case without accents, punctuation and gender endings; "" for nan.

    Examples
    --------
    >>> fold(pd.Series(["Società  Énergie & Co. S.p.A.", "Retraité(e)", "Berater:in"])).tolist()
    ['societa energie and co spa', 'retraite', 'berater']
    """
    written = texts.astype("object").where(texts.notna(), "")
    return written.map({text: folded(str(text)) for text in written.unique()}).astype("str")


def folded(text: str) -> str:
    """Return one text as `fold` does."""
    plain = text.casefold()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain.translate(LETTERS))
    # most texts have nothing but letters and spaces: the patterns cost more than the rest together
    if not plain.replace(" ", "").isalpha():
        bare = NO_LETTER.sub("", plain.replace("&", " and "))
        plain = GENDER.sub(r"\1", bare)
        plain = NO_WORD.sub(" ", plain) if plain.isascii() else _letters(plain)
    return " ".join(plain.split())


def _letters(text: str) -> str:
    # the vowels of many scripts are marks: without them, different names would become one
    return "".join(c if c.isalnum() or unicodedata.category(c)[0] == "M" else " " for c in text)


@cache
def vocabulary() -> pd.DataFrame:
    """Read the shipped table of words: `kind`, `value`, and `words` as tuples of folded text.

    Kinds are "function" and "seniority" (of titles), "past" (of titles that are no longer held), "field" (of
    organisations), "profession" (the field that a title names), "generic" (entries that name no
    organisation), "legal" (legal forms) and "branch" (what tells a part of an organisation from the whole).
    """
    return read_words("weaklib.sources.organisations", "vocabulary.csv")


def read_words(package: str, name: str) -> pd.DataFrame:
    """Read a shipped table of words: its columns as text, and `words` as tuples of folded text.

    Parameters
    ----------
    package, name
        Where the table stands; its words and phrases are separated by semicolons.
    """
    with files(package).joinpath(name).open(encoding="utf-8") as table:
        rows = pd.read_csv(table, dtype="str", keep_default_na=False)
    words = [tuple(_phrase(phrase) for phrase in row.split(";")) for row in rows["words"]]
    return rows.assign(words=pd.Series(words, index=rows.index, dtype="object"))


def _phrase(written: str) -> str:
    """Fold each word of a phrase and keep its stars."""
    parts = [
        "*" * part.startswith("*") + folded(part.strip("*")) + "*" * part.endswith("*")
        for part in written.replace("&", " and ").split()
    ]
    return " ".join(filter(None, parts))


@cache
def words_of(kind: str) -> Words:
    """Return the words of one kind, ready to be looked up."""
    table = vocabulary()
    chosen = table[table["kind"] == kind]
    return Words(zip(chosen["value"], chosen["words"], strict=True))


class Words:
    """The words of one kind, laid out so that a text is looked up word by word, not pattern by pattern.

    Parameters
    ----------
    rows
        Values and the words that tell each, the first to win first.
    """

    def __init__(self, rows: Iterable[tuple[str, Iterable[str]]]) -> None:
        self.values: list[str] = []
        self.plain: Held = {}
        self.begins: dict[int, Held] = {}
        self.ends: dict[int, Held] = {}
        told = [(value, [phrase.split() for phrase in phrases]) for value, phrases in rows]
        usual = Counter(word for _, phrases in told for phrase in phrases for word in phrase)
        for rank, (value, phrases) in enumerate(told):
            self.values.append(value)
            for phrase in phrases:
                self._hold(phrase, rank, usual)

    def _hold(self, words: list[str], rank: int, usual: Counter[str]) -> None:
        # a phrase is tried only where its most telling word stands: "officer" is in many, "marketing" in few
        anchor = min(words, key=lambda word: ("*" in word, usual[word], -len(word)))
        length = len(anchor) - anchor.count("*")
        held = (
            self.begins.setdefault(length, {})
            if anchor.endswith("*")
            else self.ends.setdefault(length, {})
            if anchor.startswith("*")
            else self.plain
        )
        held.setdefault(anchor.strip("*"), []).append((rank, words.index(anchor), words))

    def first(self, texts: Iterable[str]) -> list[str | None]:
        """Return for each folded text the value of the first row that it matches; None where none does."""
        values = [*self.values, None]
        known: dict[str, tuple[int, list[Phrase]]] = {}
        return [values[self._first(text.split(), known)] for text in texts]

    def _first(self, words: list[str], known: dict[str, tuple[int, list[Phrase]]]) -> int:
        best = len(self.values)
        for position, word in enumerate(words):
            if word not in known:
                known[word] = self._told_by(word)
            alone, phrases = known[word]
            best = min(best, alone)
            for rank, offset, phrase in phrases:
                start = position - offset
                if rank < best and start >= 0 and _fits(phrase, words[start : start + len(phrase)]):
                    best = rank
        return best

    def _told_by(self, word: str) -> tuple[int, list[Phrase]]:
        """Return the first row that a word matches alone, and the phrases that it may be part of."""
        found = self._held_by(word)
        alone = min((rank for rank, _, phrase in found if len(phrase) == 1), default=len(self.values))
        return alone, [held for held in found if len(held[2]) > 1]

    def _held_by(self, word: str) -> list[Phrase]:
        found = [*self.plain.get(word, ())]
        for length, held in self.begins.items():
            found += held.get(word[:length], ())
        for length, held in self.ends.items():
            found += held.get(word[-length:], ())
        return found

    def are_all(self, text: str) -> bool:
        """Tell whether a folded text is one of these words or phrases, no more and no less."""
        words = text.split()
        return any(_fits(phrase, words) for word in words for _, _, phrase in self._held_by(word))


def _fits(phrase: list[str], words: list[str]) -> bool:
    return len(phrase) == len(words) and all(
        word.startswith(part[:-1])
        if part[-1] == "*"
        else word.endswith(part[1:])
        if part[0] == "*"
        else word == part
        for part, word in zip(phrase, words, strict=True)
    )


@cache
def endings(kind: str) -> Mapping[str, frozenset[tuple[str, ...]]]:
    """Return the words and phrases of one kind as tuples of words, by their last word."""
    table = vocabulary()
    phrases = [tuple(p.split()) for words in table.loc[table["kind"] == kind, "words"] for p in words]
    return {last: frozenset(p for p in phrases if p[-1] == last) for last in {p[-1] for p in phrases}}

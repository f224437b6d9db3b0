"""What is known of what people know, laid out once so that many challenges can be put to it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from types import MappingProxyType
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from weaklib.action.expertise_forms import cousin
from weaklib.action.expertise_words import Term, terms
from weaklib.action.reasons import Row

Floats: TypeAlias = npt.NDArray[np.float64]
Ints: TypeAlias = npt.NDArray[np.int64]

SUBJECT, FUNCTION, COUSIN = ":", "@", "~"
"""What stands before a subject, a function, and what cousins begin with, so that none is a word."""

TRUST: Mapping[str, float] = MappingProxyType(
    {
        "position": 1.0,
        "note": 0.9,
        "skill_out": 0.9,
        "earlier_position": 0.8,
        "function": 0.6,
        "skill_in": 0.4,
    }
)
"""How far each kind of text says that the person can help: what they do now, what you noted of them, what
you endorsed them for, what they did once, what their work broadly is, and what they endorsed you for: that
says of them only that they know the subject a little."""

SATURATION, BY_LENGTH = 1.2, 0.25
"""BM25's k1 and b; titles are a few words long, so that their length says little."""


class Document(NamedTuple):
    """A text on a person, the row where it stands, and what kind of text it is: a key of `TRUST`."""

    text: str
    row: Row
    kind: str


@dataclass(frozen=True)
class Index:
    """The texts on everybody, person by person, and what each of their words scores.

    Attributes
    ----------
    people
        Who has a text, in order.
    documents
        Their texts, person by person.
    first
        Where each person's texts begin.
    trust
        How far each text says that the person can help.
    ranked
        BM25 over the texts, of bm25s; None where no text says anything.
    words
        The words and stems in it, in order.
    backwards
        The same, each read backwards, in order.
    """

    people: tuple[str, ...]
    documents: tuple[Document, ...]
    first: Ints
    trust: Floats
    ranked: Any
    words: tuple[str, ...]
    backwards: tuple[str, ...]

    def scores(self, token: str) -> Floats:
        """Return the BM25 score of a token in each text."""
        found: Floats = np.asarray(self.ranked.get_scores([token]), dtype=np.float64)
        return found

    def holds(self, token: str) -> bool:
        """Tell whether a token is in any text."""
        return self.ranked is not None and token in self.ranked.vocab_dict

    def of_person(self, number: int) -> slice:
        """Return where the texts on one person stand."""
        ends = [*self.first[number + 1 : number + 2].tolist(), len(self.documents)]
        return slice(int(self.first[number]), ends[0])

    def telling(self) -> float:
        """Return half of what a word scores that one text alone has: the measure of a good match."""
        return float(np.log1p((len(self.documents) - 0.5) / 1.5) / (1 + SATURATION) / 2)

    def beginning_with(self, part: str) -> Iterator[str]:
        """Give the words that begin with a part."""
        return _from(self.words, part)

    def ending_with(self, part: str) -> Iterator[str]:
        """Give the words that end with a part."""
        return (word[::-1] for word in _from(self.backwards, part[::-1]))


def _from(words: Sequence[str], part: str) -> Iterator[str]:
    for place in range(bisect_left(words, part), len(words)):
        if not words[place].startswith(part):
            return
        yield words[place]


def index_of(documents: Mapping[str, Sequence[tuple[str, Row, str]]]) -> Index:
    """Lay out the texts on people for `expertise.rank`, once for any number of challenges.

    Parameters
    ----------
    documents
        For each person the texts on them: (text, row, kind), the kind being a key of `TRUST`. A text of the
        kind "function" is a function as `affiliations` names it.
    """
    held = {person: [Document(*each) for each in documents[person]] for person in sorted(documents)}
    held = {person: found for person, found in held.items() if found}
    every = tuple(chain.from_iterable(held.values()))
    sizes = np.array([len(found) for found in held.values()], dtype=np.int64)
    ranked = _ranked(every)
    words = sorted(word for word in ranked.vocab_dict if word and word[0] not in MARKS) if ranked else []
    return Index(
        people=tuple(held),
        documents=every,
        first=np.cumsum(sizes) - sizes,
        trust=np.array([TRUST[each.kind] for each in every], dtype=np.float64),
        ranked=ranked,
        words=tuple(words),
        backwards=tuple(sorted(word[::-1] for word in words)),
    )


MARKS = frozenset({SUBJECT, FUNCTION, COUSIN})


def _ranked(documents: Sequence[Document]) -> Any:
    # loading it takes a quarter of a second: only who asks for advice pays that
    import bm25s

    known: dict[tuple[str, bool], list[int]] = {}
    numbers: dict[str, int] = {}
    for each in documents:
        key = each.text, each.kind == "function"
        if key not in known:
            tokens = _of_document(each)
            known[key] = [numbers.setdefault(token, len(numbers)) for token in tokens]
    if not numbers:
        return None
    ranked = bm25s.BM25(k1=SATURATION, b=BY_LENGTH)
    ids = [known[each.text, each.kind == "function"] for each in documents]
    ranked.index((ids, numbers), show_progress=False)
    return ranked


def _of_document(document: Document) -> list[str]:
    if document.kind == "function":
        return [FUNCTION + document.text]
    return list(dict.fromkeys(chain.from_iterable(sorted(tokens_of(term)) for term in terms(document.text))))


@lru_cache(maxsize=100_000)
def tokens_of(term: Term) -> frozenset[str]:
    """Return what a term of a text is found by: its stems, its subjects, and how its cousins begin."""
    alike = {COUSIN + cousin(term.word)} if cousin(term.word) else set()
    return term.stems | {SUBJECT + subject for subject in term.subjects} | alike

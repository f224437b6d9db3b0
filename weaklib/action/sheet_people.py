"""Whom the cells of a sheet name: as `whom` does, with the book looked through once for all rows."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from weaklib.action.whom import keys_of, whom
from weaklib.book import Book
from weaklib.sources.decisions.cells import key_of
from weaklib.sources.names import name_key


@dataclass(frozen=True)
class People:
    """Everybody in a book, by all that they may be called.

    Attributes
    ----------
    book
        Who there is.
    """

    book: Book
    _found: dict[str, str] = field(default_factory=dict, init=False, repr=False, compare=False)

    @cached_property
    def _keys(self) -> dict[str, str]:
        return keys_of(self.book)

    @cached_property
    def _names(self) -> dict[str, list[str]]:
        named: dict[str, list[str]] = {}
        for person, name in self.book.people["name"].fillna("").items():
            named.setdefault(name_key(name), []).append(str(person))
        return named

    @cached_property
    def _words(self) -> dict[str, frozenset[str]]:
        people: defaultdict[str, set[str]] = defaultdict(set)
        for name, called in self._names.items():
            for word in name.split():
                people[word].update(called)
        return {word: frozenset(called) for word, called in people.items()}

    def who(self, said: str) -> str:
        """Return the person whom a cell names.

        Raises
        ------
        InputError
            If that is nobody, or more than one.
        """
        if said not in self._found:
            self._found[said] = self._at_once(said) or whom(self.book, said)
        return self._found[said]

    def _at_once(self, said: str) -> str:
        """Return who it is by an id, a profile, an address or the whole name; "" where that does not say."""
        if said in self.book.people.index:
            return said
        if person := self._keys.get(key_of(said)):
            return person
        namesakes = self._names.get(name_key(said), []) if name_key(said) else []
        return namesakes[0] if len(namesakes) == 1 else ""

    def to(self, said: str) -> str:
        """Return whom a cell names, or the cell itself where the exports know nobody of that name.

        Raises
        ------
        InputError
            If more than one is meant.
        """
        return self.who(said) if said and (self._at_once(said) or self._called(said)) else said

    def _called(self, said: str) -> frozenset[str]:
        """Return everybody in whose name all of the words are."""
        words = name_key(said).split()
        each = [self._words.get(word, frozenset()) for word in words]
        return frozenset.intersection(*each) if each else frozenset()

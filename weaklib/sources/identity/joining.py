"""Keys that stand for one human, made one; and never a pair that the owner keeps apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from weaklib.sources.reading import Link

Pair = tuple[str, str]


@dataclass(frozen=True)
class Joined:
    """Which keys are one human's.

    Attributes
    ----------
    whose
        Each key, with the one that stands for its human: the first of them in the alphabet.
    skipped
        The links that were not followed, as they would join what the owner keeps apart.
    """

    whose: Mapping[str, str]
    skipped: tuple[Link, ...] = ()


def join(links: Iterable[Link], together: Iterable[Pair] = (), apart: Iterable[Pair] = ()) -> Joined:
    """Return which keys are one human's, so that no pair of `apart` is.

    What the owner says comes first; then the links, those with the most kinds of evidence first, and last
    of all those of a key that is said not to be somebody's: so it is that key which is split off, with
    what hangs on it alone. A link that would join a pair of `apart` is skipped. The order in which
    anything is given makes no difference.

    Parameters
    ----------
    links
        Keys that files show to be one human's.
    together
        Pairs of keys that the owner says are one human's.
    apart
        Pairs that the owner says are not: the second key is not the first one's.

    Examples
    --------
    >>> row = "both stand in one row"
    >>> links = [Link("jane-doe", "jane@a.example", row), Link("jane@a.example", "john@a.example", row)]
    >>> found = join(links, apart=[("jane-doe", "john@a.example")])
    >>> found.whose["jane-doe"] == found.whose["jane@a.example"], found.whose["john@a.example"]
    (True, 'john@a.example')
    >>> [link.other for link in found.skipped]
    ['john@a.example']
    """
    refused = {_ordered(pair) for pair in apart if pair[0] != pair[1]}
    split = {pair[1] for pair in apart}
    forest = _Forest(refused)
    said = [Link(*pair, "you said so") for pair in sorted({_ordered(pair) for pair in together})]
    skipped = [
        link for link in [*said, *_strongest_first(links, split)] if not forest.unite(link.one, link.other)
    ]
    return Joined(forest.named(), tuple(skipped))


def _ordered(pair: Pair) -> Pair:
    return min(pair), max(pair)


def _strongest_first(links: Iterable[Link], split: set[str]) -> list[Link]:
    kinds: dict[Pair, set[str]] = {}
    for link in links:
        kinds.setdefault(_ordered((link.one, link.other)), set()).add(link.evidence)
    order = sorted(kinds, key=lambda pair: (pair[0] in split or pair[1] in split, -len(kinds[pair]), pair))
    return [Link(*pair, min(kinds[pair])) for pair in order]


class _Forest:
    """Keys in trees, one tree a human; each tree knows the keys that must not come into it.

    Parameters
    ----------
    refused
        Pairs of keys that must not be in one tree.
    """

    def __init__(self, refused: set[Pair]) -> None:
        self.parent: dict[str, str] = {}
        self.size: dict[str, int] = {}
        self.barred: dict[str, set[str]] = {}
        for one, other in refused:
            self.barred.setdefault(self.root(one), set()).add(other)
            self.barred.setdefault(self.root(other), set()).add(one)

    def root(self, key: str) -> str:
        """Return the root of a key's tree; a new key is its own."""
        if key not in self.parent:
            self.parent[key], self.size[key] = key, 1
        root = key
        while self.parent[root] != root:
            root = self.parent[root]
        while self.parent[key] != root:
            self.parent[key], key = root, self.parent[key]
        return root

    def unite(self, one: str, other: str) -> bool:
        """Make one tree of two, unless that would bring a refused pair together; tell whether it was done."""
        small, large = sorted((self.root(one), self.root(other)), key=lambda root: self.size[root])
        if small == large:
            return True
        fewer, more = sorted((small, large), key=lambda root: len(self.barred.get(root, ())))
        if any(self.root(key) == more for key in self.barred.get(fewer, ())):
            return False
        self.parent[small] = large
        self.size[large] += self.size[small]
        if small in self.barred:
            self.barred.setdefault(large, set()).update(self.barred.pop(small))
        return True

    def named(self) -> dict[str, str]:
        """Return each key with the first in the alphabet of its tree."""
        first: dict[str, str] = {}
        for key in sorted(self.parent):
            first.setdefault(self.root(key), key)
        return {key: first[self.root(key)] for key in self.parent}

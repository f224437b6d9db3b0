"""Who takes part in a message: sender and recipients, found once for each way in which a file names them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2s
from typing import NamedTuple

from weaklib.sources.linkedin.columns import USUAL_URL, is_hidden_member, slug_of

_URL = re.compile(r"(?:https?://|www\.)[^,;\s]+")

Who = tuple[str, str]  # profile, name: either may be ""


class Kind(NamedTuple):
    """One way in which a file names the parties of messages: the cells, and who is meant by them."""

    conversation: str
    sender: Who
    others: tuple[Who, ...]
    outgoing: bool

    @property
    def everyone(self) -> tuple[Who, ...]:
        """All who take part."""
        return (self.sender, *self.others)

    @property
    def people(self) -> frozenset[str]:
        """All who take part: profiles where known, else names."""
        return frozenset([profile or name for profile, name in (self.sender, *self.others)])

    def is_told(self) -> bool:
        """Tell whether the profiles of all are known."""
        return bool(self.sender[0]) and all(profile for profile, _ in self.others)

    def contacts(self, owners: frozenset[str], name: str) -> list[tuple[Who, str]]:
        """Return with whom the owner is in contact by such a message, and in which direction."""

        def is_owner(who: Who) -> bool:
            return who[0] in owners if who[0] else who[1] == name

        if self.outgoing or is_owner(self.sender):
            return [(who, "out") for who in dict.fromkeys(self.others) if not is_owner(who)]
        return [(self.sender, "in")]


def kinds_of(cells: Sequence[tuple[str, str, str, str, str, str]], known: frozenset[str]) -> list[Kind]:
    """Return who is meant by each of different rows.

    Inside a conversation, a name without a profile is whoever has the name beside a profile there, if
    that is one only.

    Parameters
    ----------
    cells
        Conversation, sender, the sender's address, recipients, their addresses, direction.
    known
        Names that are known, to take a list of recipients apart: names hold commas.
    """
    named = dict.fromkeys((to, urls) for _, _, _, to, urls, _ in cells)  # the owner alone stands in many
    others = {pair: tuple(_recipients(*pair, known)) for pair in named}
    kinds = [
        Kind(conversation, (slug_of(url), name), others[to, urls], outgoing == "OUTGOING")
        for conversation, name, url, to, urls, outgoing in cells
    ]
    are_told = [kind.is_told() for kind in kinds]
    if all(are_told):
        return kinds
    bare = {kind.conversation for kind, is_told in zip(kinds, are_told, strict=True) if not is_told} - {""}
    profiles: dict[tuple[str, str], set[str]] = {}
    for kind in kinds:
        for profile, name in kind.everyone if kind.conversation in bare else ():
            if profile and name:
                profiles.setdefault((kind.conversation, name), set()).add(profile)
    only = {key: found.pop() for key, found in profiles.items() if len(found) == 1}

    def told(kind: Kind, who: Who) -> Who:
        return (who[0] or only.get((kind.conversation, who[1]), ""), who[1])

    return [
        kind
        if is_told
        else kind._replace(sender=told(kind, kind.sender), others=tuple([told(kind, o) for o in kind.others]))
        for kind, is_told in zip(kinds, are_told, strict=True)
    ]


def threads_of(kinds: Sequence[Kind], owners: frozenset[str]) -> list[tuple[str, int]]:
    """Return for each kind the id of its conversation, and how many people that has, the owner included.

    Where the file has no ids, the same people are the same conversation.
    """
    others = [kind.people - owners for kind in kinds]
    ids = [kind.conversation or _digest(those) for kind, those in zip(kinds, others, strict=True)]
    people: dict[str, set[str]] = {}
    for thread, those in zip(ids, others, strict=True):
        people.setdefault(thread, set()).update(those)
    return [(thread, len(people[thread]) + 1) for thread in ids]


def split_names(text: str, known: frozenset[str]) -> list[str]:
    """Take a list of names apart at its commas, but not inside a name that is known.

    >>> split_names("Jo Doe, Ph.D., Ann Lee", frozenset({"Jo Doe, Ph.D."}))
    ['Jo Doe, Ph.D.', 'Ann Lee']
    """
    pieces = [piece.strip() for piece in text.split(",")]
    if _beginnings(known).isdisjoint(pieces):
        return [piece for piece in pieces if piece]
    names: list[str] = []
    start = 0
    while start < len(pieces):
        longest = min(len(pieces), start + 4)
        end = next(
            (e for e in range(longest, start, -1) if ", ".join(pieces[start:e]) in known),
            start + 1,
        )
        names.append(", ".join(pieces[start:end]))
        start = end
    return [name for name in names if name]


@lru_cache(maxsize=4)
def _beginnings(known: frozenset[str]) -> frozenset[str]:
    """Return what stands before the first comma of names that have one."""
    return frozenset([name.partition(",")[0] for name in known if "," in name])


def _recipients(to: str, urls: str, known: frozenset[str]) -> list[Who]:
    if usual := USUAL_URL.fullmatch(urls):
        return [(usual[1], to)]
    slugs = [slug for slug in map(slug_of, _URL.findall(urls)) if slug]
    names = [to] if len(slugs) == 1 or to in known else split_names(to, known)
    if not slugs:
        return [("", name) for name in names if not is_hidden_member(name)]
    # only lists of the same length can be paired: one unsplit comma would shift every name
    called = names if len(names) == len(slugs) else [""] * len(slugs)
    return list(zip(slugs, called, strict=True))


def _digest(people: frozenset[str]) -> str:
    return "thread-" + blake2s("\n".join(sorted(people)).encode(), digest_size=8).hexdigest()

"""Who may be the same human, though no profile and no address says so: proposals, for the owner to decide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import product
from math import prod
from typing import NamedTuple

import pandas as pd

from weaklib.book import empty, typed
from weaklib.sources.identity.bearers import bearers_of, counts_of
from weaklib.sources.identity.evidence import Contacts, Reason, reasons
from weaklib.sources.identity.namesakes import agreement
from weaklib.sources.identity.pairing import candidate_pairs
from weaklib.sources.identity.sifting import hopeful

LEAST_SCORE = 0.22
MOST_OTHERS = 1 / LEAST_SCORE - 1
CROWDED = 0.12
"""One human is rarely known under more than four rows: of more bearers of one name, so many are others."""

MOST_RIVALS = 8
HOPELESS = 30.0
"""Of so many bearers of a name no evidence picks out one."""


def propose(
    people: pd.DataFrame, interactions: pd.DataFrame, refused: frozenset[tuple[str, str]] = frozenset()
) -> pd.DataFrame:
    """Return pairs of people who are probably one human, best first.

    Their names agree (whatever the order, accents or script; short forms, initials, slips of the pen, one
    name more), and something supports it: the same employer, a domain that resembles it, the same thread,
    the same title; or else the name is rare. Meeting side by side, two profiles, and another who would do
    as well speak against it.

    The score is 1 / (1 + n), where n is about how many others would pass for one of the two by chance: the
    bearers of such a name, as often as its words occur among these people (and at least half a one), times
    the share of people who agree so well in all the rest. Where several would do and only one can be it,
    each takes from the score of the others.

    Parameters
    ----------
    people, interactions
        As in `Book`.
    refused
        Pairs of which the owner said that they are two humans: by person, profile or address.

    Returns
    -------
    pd.DataFrame
        In the columns of `Book.proposals`; `evidence` is a part of a sentence.

    Examples
    --------
    >>> from weaklib.book import empty
    >>> people = empty("people").reindex(["anna-berg", "anna@nordlicht.example"])
    >>> people["name"], people["profile"] = "Anna Berg", ["anna-berg", ""]
    >>> people["emails"] = [(), ("anna@nordlicht.example",)]
    >>> people["organisation"] = ["Nordlicht Energie", ""]
    >>> propose(people, empty("interactions"))["evidence"].item()
    'the same name, and anna@nordlicht.example fits Nordlicht Energie'
    """
    ordered = people.sort_index()
    crowd = _Crowd(ordered)
    pairs = hopeful(crowd.bearers, candidate_pairs(crowd.bearers)).tolist()
    agreeing = [
        _Match(one, other, others, found.text)
        for one, other in _without(pairs, refused, crowd)
        if (found := agreement(crowd.bearers[one], crowd.bearers[other]))
        and (others := found.others(crowd.counts)) < HOPELESS
    ]
    contacts = Contacts(interactions, {crowd.ids[place] for found in agreeing for place in found.pair})
    judged = (crowd.judge(found, contacts) for found in agreeing)
    matches = [match for match in judged if match.others < MOST_OTHERS]
    return _table(matches, crowd)


class _Match(NamedTuple):
    """Two people who may be one: how many others would do, and what speaks for it and against it."""

    one: int
    other: int
    others: float
    name: str
    reasons: tuple[Reason, ...] = ()

    @property
    def pair(self) -> tuple[int, int]:
        return self.one, self.other

    @property
    def evidence(self) -> str:
        said = [reason.text for reason in self.reasons if reason.text]
        if not any(reason.factor < 1 for reason in self.reasons):
            said.insert(0, "which is rare here")
        return "".join(
            [
                self.name,
                *(f", {'' if text.startswith(('though', 'which')) else 'and '}{text}" for text in said),
            ]
        )


class _Crowd:
    """Everybody who may be somebody else, by place in the table."""

    def __init__(self, people: pd.DataFrame) -> None:
        self.ids = [str(person) for person in people.index]
        self.names, self.organisations = _texts(people["name"]), _texts(people["organisation"])
        self.bearers = bearers_of(people)
        self.counts = counts_of(self.bearers)

    def judge(self, found: _Match, contacts: Contacts) -> _Match:
        """Weigh what speaks for two people whose names agree being one, and what speaks against it."""
        one, other = found.pair
        shown = self.organisations[one], self.organisations[other]
        given = (
            *reasons(self.bearers[one], self.bearers[other], self.counts, shown),
            *contacts.reasons(self.ids[one], self.ids[other]),
        )
        names = self.counts.names
        bearers = max(names[self.bearers[one].name], names[self.bearers[other].name])
        others = max(found.others, CROWDED * bearers) * prod([reason.factor for reason in given])
        return _Match(one, other, others, found.name, given)

    @cache  # noqa: B019 - a crowd lives as long as one call of `propose`
    def exclude(self, one: int, other: int) -> bool:
        """Tell whether two people can hardly be one: two profiles, or names that do not agree."""
        first, second = self.bearers[one], self.bearers[other]
        profiles = first.profile and second.profile and first.profile != second.profile
        return bool(profiles) or agreement(first, second) is None

    def keys(self, place: int) -> frozenset[str]:
        """Return all by which the owner may name somebody."""
        bearer = self.bearers[place]
        return frozenset({self.ids[place], bearer.profile, *bearer.emails} - {""})


def _texts(column: pd.Series) -> list[str]:
    return column.fillna("").astype("str").tolist()


def _without(
    pairs: Iterable[Sequence[int]], refused: frozenset[tuple[str, str]], crowd: _Crowd
) -> Iterator[tuple[int, int]]:
    if not refused:
        yield from ((one, other) for one, other in pairs)
        return
    apart = {frozenset(pair) for pair in refused}
    named = {key for pair in refused for key in pair}
    theirs = [crowd.keys(place) & named for place in range(len(crowd.ids))]
    for one, other in pairs:
        if not any(frozenset(pair) in apart for pair in product(theirs[one], theirs[other])):
            yield one, other


def _scores(matches: Sequence[_Match], crowd: _Crowd) -> list[float]:
    """Return how likely each match is, given the others: of rivals only one can be the right one."""
    partners: dict[int, dict[int, float]] = {}
    for match in matches:
        likelihood = 1 / max(match.others, 1e-9)
        partners.setdefault(match.one, {})[match.other] = likelihood
        partners.setdefault(match.other, {})[match.one] = likelihood

    likeliest = {
        place: sorted(theirs, key=lambda partner: (-theirs[partner], partner))[:MOST_RIVALS]
        for place, theirs in partners.items()
        if len(theirs) > 1
    }

    def rivals(place: int, chosen: int) -> float:
        if place not in likeliest:
            return 0
        others = (partner for partner in likeliest[place] if partner != chosen)
        return sum(partners[place][other] for other in others if crowd.exclude(*sorted((other, chosen))))

    return [
        1 / (1 + match.others * (1 + rivals(match.one, match.other) + rivals(match.other, match.one)))
        for match in matches
    ]


def _table(matches: Sequence[_Match], crowd: _Crowd) -> pd.DataFrame:
    rows = []
    for match, score in zip(matches, _scores(matches, crowd), strict=True):
        if score >= LEAST_SCORE:
            # whoever has a profile comes first: it is the record that is kept
            one, other = match.pair
            if crowd.bearers[other].profile and not crowd.bearers[one].profile:
                one, other = other, one
            rows.append(
                (
                    crowd.ids[one],
                    crowd.ids[other],
                    crowd.names[one],
                    crowd.names[other],
                    round(score, 3),
                    match.evidence,
                )
            )
    if not rows:
        return empty("proposals")
    rows.sort(key=lambda row: (-row[4], row[0], row[1]))
    columns = dict(zip(empty("proposals").columns, map(list, zip(*rows, strict=True)), strict=True))
    return typed("proposals", pd.DataFrame(columns))

"""The people of a book as the matcher sees them: the words of their names, where they write from and work."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

import pandas as pd

from weaklib.sources.identity.agreement import address_forms
from weaklib.sources.names import name_key
from weaklib.sources.names.addresses import normalise_address
from weaklib.sources.names.spelling import (
    Words,
    address_words,
    aside_words,
    canonical,
    key_words,
    plain_words,
    profile_words,
)
from weaklib.sources.organisations.vocabulary import folded
from weaklib.sources.organisations.workplaces import is_provider, organisation_key


class Bearer(NamedTuple):
    """One row of `people`.

    Attributes
    ----------
    name, asides
        The words of the name, and those in brackets behind it.
    addresses
        The addresses, and the name of the profile, that tell more of the name than `name` does: each with
        its words.
    emails, domains
        The addresses, and their domains as far as they say where somebody works.
    profile, organisation, position
        In the one spelling that is compared.
    """

    name: Words
    asides: Words
    addresses: tuple[tuple[str, Words], ...]
    emails: tuple[str, ...]
    domains: frozenset[str]
    profile: str
    organisation: str
    position: str


NO_WORDS: Words = ()
NOWHERE: frozenset[str] = frozenset()

PROFILE_END = re.compile(r"(?:-[a-z]*[0-9][a-z0-9]*)?")
ADDRESS_END = re.compile(r"[0-9._-]*(?:\+[^@]*)?@.*")
"""What may follow a name in a profile and in an address, and is no word."""


def bearers_of(people: pd.DataFrame) -> list[Bearer]:
    """Return one bearer for each row of `people`, in its order."""
    columns = [_texts(people, column) for column in ("name", "profile", "organisation", "position")]
    title = {position: folded(position) if position else "" for position in set(columns[-1])}
    return [
        _bearer(name, tuple(map(str, emails)), profile, organisation, title[position])
        for name, profile, organisation, position, emails in zip(*columns, people["emails"], strict=True)
    ]


def _texts(people: pd.DataFrame, column: str) -> list[str]:
    return people[column].fillna("").astype("str").tolist()


def _bearer(name: str, emails: tuple[str, ...], profile: str, organisation: str, position: str) -> Bearer:
    written = plain_words(name)
    if written:  # as most names are
        known, asides = tuple(map(canonical, written)), NO_WORDS
    else:
        written, known, asides = _closely(name)
    addresses = _telling(written, emails, profile)
    if addresses:
        known = _completed(known, [words for _, words in addresses])
        addresses = [(address, words) for address, words in addresses if not _says(known, words)]
    domains = _domains(emails) if emails else NOWHERE
    workplace = organisation_key(organisation)
    return Bearer(known, asides, tuple(addresses), emails, domains, profile, workplace, position)


def _closely(name: str) -> tuple[Words, Words, Words]:
    """Return the words of a name as they may stand in an address, as compared, and those in brackets."""
    if not name or normalise_address(name):
        return NO_WORDS, NO_WORDS, NO_WORDS
    key = name_key(name)
    return plain_words(key), key_words(key), aside_words(name)


def _telling(written: Words, emails: Sequence[str], profile: str) -> list[tuple[str, Words]]:
    """Return the words of each address, and of the profile, without those that are plainly the name."""
    addresses = []
    if emails:
        dotted = ".".join(written)
        further = [email for email in emails if not _follows(email, dotted, ADDRESS_END)]
        addresses += [(email, address_words(email)) for email in further]
    if profile and not _follows(profile, "-".join(written), PROFILE_END):
        addresses.append((f"the profile {profile}", profile_words(profile)))
    return addresses


def _follows(text: str, name: str, end: re.Pattern[str]) -> bool:
    return bool(name and text.startswith(name) and end.fullmatch(text, len(name)))


def _domains(emails: Sequence[str]) -> frozenset[str]:
    if len(emails) == 1:
        return _domain(emails[0].partition("@")[2])
    return NOWHERE.union(*[_domain(email.partition("@")[2]) for email in emails])


@lru_cache(maxsize=50_000)
def _domain(domain: str) -> frozenset[str]:
    return frozenset({domain}) if domain and not is_provider(domain) else NOWHERE


def _says(name: Words, words: Words) -> bool:
    """Tell whether a name says as much as the words of an address."""
    if words == name:
        return True
    further = set(words).difference(name)
    return not further or further.issubset(address_forms(name))


def _completed(name: Words, addresses: Iterable[Words]) -> Words:
    """Return a single given name with the family name that an address adds: "jane.doe" to Jane."""
    if len(name) != 1:
        return name
    given = name[0]
    for words in addresses:
        rest = tuple(word for word in words if len(word) > 1 and word != given)
        if len(words) > 1 and len(rest) < len(words) and any(given.startswith(word) for word in words):
            return (given, *rest)
        if len(words) == 1 and words[0].startswith(given) and len(words[0]) > len(given) + 2:
            return (given, words[0].removeprefix(given))
    return name


@dataclass(frozen=True)
class Counts:
    """How many people bear each name and word, work at each organisation and write from each domain."""

    people: int
    names: Counter[Words]
    words: Counter[str]
    organisations: Counter[str]
    domains: Counter[str]
    positions: Counter[str]

    def share(self, word: str) -> float:
        """Return how likely somebody else bears a word: two bearers are the pair in question."""
        bearers = self.words[word]
        return (bearers - 1.5 if bearers > 2 else 0.5) / (self.people + 1000)

    def part(self, number: int) -> float:
        """Return what part of all people `number` of them are, never quite none."""
        return (number + 5) / (self.people + 250)


def counts_of(bearers: Iterable[Bearer]) -> Counts:
    """Count the words, organisations, domains and positions of all bearers."""
    everybody = list(bearers)
    return Counts(
        people=len(everybody),
        names=Counter(bearer.name for bearer in everybody if bearer.name),
        words=Counter(chain.from_iterable(map(_named, everybody))),
        organisations=Counter(bearer.organisation for bearer in everybody),
        domains=Counter(domain for bearer in everybody for domain in bearer.domains),
        positions=Counter(bearer.position for bearer in everybody),
    )


def _named(bearer: Bearer) -> set[str]:
    return set(bearer.name or [word for _, words in bearer.addresses for word in words])

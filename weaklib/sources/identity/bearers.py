"""The people of a book as the matcher sees them: the words of their names, where they write from and work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from weaklib.sources.identity.agreement import address_forms
from weaklib.sources.names.addresses import normalise_address
from weaklib.sources.names.spelling import Words, address_words, aside_words, name_words, profile_words
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
    shown = "" if normalise_address(name) else name
    addresses = [(email, address_words(email)) for email in emails]
    if profile:
        addresses.append((f"the profile {profile}", profile_words(profile)))
    known = _completed(name_words(shown), [words for _, words in addresses]) if shown else ()
    return Bearer(
        name=known,
        asides=aside_words(shown),
        addresses=tuple([(address, words) for address, words in addresses if not _says(known, words)]),
        emails=emails,
        domains=_domains(emails) if emails else frozenset(),
        profile=profile,
        organisation=organisation_key(organisation),
        position=position,
    )


def _domains(emails: Iterable[str]) -> frozenset[str]:
    domains = (email.partition("@")[2] for email in emails)
    return frozenset(domain for domain in domains if domain and not is_provider(domain))


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
        return (max(self.words[word] - 2, 0) + 0.5) / (self.people + 1000)

    def part(self, number: int) -> float:
        """Return what part of all people `number` of them are, never quite none."""
        return (number + 5) / (self.people + 250)


def counts_of(bearers: Iterable[Bearer]) -> Counts:
    """Count the words, organisations, domains and positions of all bearers."""
    everybody = list(bearers)
    return Counts(
        people=len(everybody),
        names=Counter(bearer.name for bearer in everybody if bearer.name),
        words=Counter(word for bearer in everybody for word in set(_named(bearer))),
        organisations=Counter(bearer.organisation for bearer in everybody),
        domains=Counter(domain for bearer in everybody for domain in bearer.domains),
        positions=Counter(bearer.position for bearer in everybody),
    )


def _named(bearer: Bearer) -> Iterator[str]:
    if bearer.name:
        yield from bearer.name
    else:
        yield from (word for _, words in bearer.addresses for word in words)

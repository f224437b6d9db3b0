"""Who was new to the owner, and how sure that is: nobody known by another id, no kin, no colleague."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from weaklib.action.proposals.known import Known
from weaklib.sources.names import name_key
from weaklib.sources.organisations.workplaces import fits, is_provider, organisation_key

YOUNG_DAYS = 90
"""In the first days of a record everybody appears for the first time."""

ADDRESS_BOOK = "address book"


@dataclass(frozen=True)
class Strangers:
    """What tells whether somebody was new, and where people work."""

    known: Known

    def is_new(self, person: str, on: pd.Timestamp) -> bool:
        """Tell whether nothing on record says that the owner knew somebody before a day.

        Parameters
        ----------
        person
            Whose first appearance is on that day.
        on
            The day.
        """
        return not (
            self.known.knew(person, on) or self.is_family(person) or self._was_known_otherwise(person, on)
        )

    def is_certain(self, person: str, on: pd.Timestamp) -> bool:
        """Tell whether an earlier contact would be on record, had there been one.

        Parameters
        ----------
        person
            Somebody new.
        on
            The day when they first appeared.
        """
        young = on - self.known.begins < pd.Timedelta(days=YOUNG_DAYS)
        sources: Any = self.known.book.people.at[person, "sources"]
        listed = self._address_books.intersection(sources)
        return not (young or listed)

    def is_family(self, person: str) -> bool:
        """Tell whether the owner said that somebody is family."""
        return person in self._family

    def is_colleague(self, person: str, on: pd.Timestamp) -> bool:
        """Tell whether somebody works where the owner does, on a day."""
        mine = {key for key, since, until in self._stays if not (since > on or until < on)}
        return _share(self.work_of(person), (_domains(self.known.book.owner.emails), mine))

    def share_work(self, one: str, other: str) -> bool:
        """Tell whether two people work at the same place, as far as addresses and organisations tell."""
        return _share(self.work_of(one), self.work_of(other))

    def work_of(self, person: str) -> tuple[set[str], set[str]]:
        """Return the domains and the organisations of somebody's work."""
        places = self._organisations.get(person, ())
        return _domains(self._emails[person]), {key for each in places if (key := organisation_key(each))}

    def _was_known_otherwise(self, person: str, on: pd.Timestamp) -> bool:
        """Tell whether they are the owner, or may be somebody who was known: a namesake or likely double."""
        key = name_key(self.known.called(person))
        if key and key == name_key(self.known.book.owner.name):
            return True
        namesakes = {*self._named.get(key, ())} - {person}
        # likely doubles are much work to find: whoever is settled by a namesake does not ask for them
        return any(self.known.knew(other, on) for other in namesakes) or any(
            self.known.knew(other, on) for other in self._doubles.get(person, set()) - namesakes
        )

    @cached_property
    def _family(self) -> frozenset[str]:
        people = self.known.book.people
        return frozenset(map(str, people.index[people["family"]]))

    @cached_property
    def _emails(self) -> dict[str, tuple[str, ...]]:
        emails = self.known.book.people["emails"]
        return dict(zip(emails.index.tolist(), emails.tolist(), strict=True))

    @cached_property
    def _stays(self) -> list[tuple[str, pd.Timestamp, pd.Timestamp]]:
        """Where the owner worked, since when and until when."""
        own = self.known.book.owner.affiliations
        own = own[own["kind"].eq("work") & own["organisation"].notna()]
        stays = own[["organisation", "since", "until"]].itertuples(index=False, name=None)
        keyed = [(organisation_key(str(organisation)), *days) for organisation, *days in stays]
        return [stay for stay in keyed if stay[0]]

    @cached_property
    def _named(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for person, name in self.known.book.people["name"].dropna().items():
            if key := name_key(str(name)):
                found.setdefault(key, []).append(str(person))
        return found

    @cached_property
    def _doubles(self) -> dict[str, set[str]]:
        pairs = self.known.book.proposals[["person", "other"]].itertuples(index=False, name=None)
        found: dict[str, set[str]] = {}
        for one, other in pairs:
            found.setdefault(one, set()).add(other)
            found.setdefault(other, set()).add(one)
        return found

    @cached_property
    def _organisations(self) -> dict[str, list[str]]:
        """Where each person works or worked, as recorded by the day, or else ever."""
        rows = self.known.book.affiliations
        rows = rows[rows["kind"].eq("work") & rows["organisation"].notna()]
        later = rows["as_recorded_on"] > self.known.day
        if later.any():
            by_then = rows["as_recorded_on"].le(self.known.day).groupby(rows["person"]).transform("any")
            rows = rows[~(later & by_then)]
        found: dict[str, list[str]] = {}
        for person, organisation in zip(rows["person"].tolist(), rows["organisation"].tolist(), strict=True):
            found.setdefault(person, []).append(organisation)
        return found

    @cached_property
    def _address_books(self) -> set[str]:
        """The files that list people without saying since when the owner knows them."""
        kinds = self.known.book.coverage["kind"]
        return {str(source) for source in kinds.index[kinds.eq(ADDRESS_BOOK)]}


def _domains(emails: Collection[str]) -> set[str]:
    domains = {str(email).rpartition("@")[2].lower() for email in emails}
    return {domain for domain in domains if domain and not is_provider(domain)}


def _share(one: tuple[set[str], set[str]], other: tuple[set[str], set[str]]) -> bool:
    if one[0] & other[0] or one[1] & other[1]:
        return True
    pairs = ((one[0], other[1]), (other[0], one[1]))
    return any(fits(domain, named) for domains, names in pairs for domain in domains for named in names)

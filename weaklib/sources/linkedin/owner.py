"""Whose export this is: LinkedIn never says it in one place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from weaklib.sources.linkedin.columns import slug_of
from weaklib.sources.linkedin.messages import Messages, participants
from weaklib.sources.reading import Reading


@dataclass(frozen=True)
class Identity:
    """The owner's name and profiles: more than one where the address of the profile has changed."""

    name: str = ""
    profile: str = ""
    profiles: frozenset[str] = frozenset()


def find_owner(
    readings: Sequence[Reading], messages: Sequence[Messages], *, name: str = "", profile: str = ""
) -> Identity:
    """Return who the owner is, by the first of these that tells.

    What the settings say; Profile.csv; the owner's side of the invitations; the profile under the
    owner's name in the messages; and whoever takes part in most messages without being a contact.

    Parameters
    ----------
    readings, messages
        What the files of all LinkedIn exports say, those of the newest first.
    name, profile
        What the settings say.
    """
    profiles = [r for r in readings if r.kind == "linkedin profile"]
    invitations = [r for r in readings if r.kind == "linkedin invitations"]
    contacts = {slug for r in readings for slug in r.contacts["profile"]} - {""}
    listed = {n for r in readings if r.kind == "linkedin connections" for n in r.contacts["name"]}
    name = name or _first(r.owner_name for r in [*profiles, *invitations]) or _outgoing_name(messages)
    profile = slug_of(profile) or profile or _first(r.owner_profile for r in invitations)
    profile = profile or _profile_under(name, messages, contacts)
    majority = _majority(messages, contacts | listed) if messages and not (name and profile) else ""
    own_name = name or _name_under(profile or majority, messages) or majority
    if majority and not profile:
        profile = majority if majority in {slug for _, slug, _ in _called(messages)} else ""
    former = frozenset(r.owner_profile for r in invitations) - contacts - {""}
    return Identity(own_name, profile, former | _other_profiles(own_name, profile, messages, contacts))


def _first(values: Iterable[str]) -> str:
    return next((value for value in values if value), "")


def _most(counts: Counter[str]) -> str:
    """Return what counts most, and is not empty; the first in order where two do."""
    del counts[""]
    return min(counts, key=lambda value: (-counts[value], value), default="")


def _outgoing_name(messages: Sequence[Messages]) -> str:
    counts: Counter[str] = Counter()
    for each in messages:
        counts.update(each.table.loc[each.table["outgoing"] == "OUTGOING", "from"])
    return _most(counts)


def _called(messages: Sequence[Messages]) -> Iterable[tuple[str, str, int]]:
    """Yield each name beside each profile that messages have under it, and how often.

    As sender, or as the only recipient.
    """
    for each in messages:
        for name, url in (("from", "from_url"), ("to", "to_urls")):
            times = each.table.groupby([name, url], observed=True, as_index=False).size()
            for called, urls, count in times.itertuples(index=False, name=None):
                if "," not in urls:
                    yield called, slug_of(urls), int(count)


def _profile_under(name: str, messages: Sequence[Messages], contacts: set[str]) -> str:
    counts: Counter[str] = Counter()
    for called, slug, times in _called(messages) if name else ():
        if called == name and slug not in contacts:
            counts[slug] += times
    return _most(counts)


def _name_under(profile: str, messages: Sequence[Messages]) -> str:
    counts: Counter[str] = Counter()
    for called, slug, times in _called(messages) if profile else ():
        if slug == profile:
            counts[called] += times
    return _most(counts)


def _majority(messages: Sequence[Messages], others: set[str]) -> str:
    counts: Counter[str] = Counter()
    total = 0
    for each in messages:
        parties = Counter(participants(each, others))
        total += parties.total()
        for party, times in parties.items():
            counts.update(dict.fromkeys(party - others, times))
    ranked = counts.most_common(2)
    clear = ranked and ranked[0][1] > total / 2 and (len(ranked) < 2 or ranked[0][1] > ranked[1][1])
    return ranked[0][0] if clear else ""


def _other_profiles(
    name: str, profile: str, messages: Sequence[Messages], contacts: set[str]
) -> frozenset[str]:
    """The owner takes part in every message: a namesake's profile beside the owner's is another person."""
    mine = {profile} - {""}
    together: set[str] = set()
    under_name: set[str] = set()
    for url, urls in _sent_by(name, messages):
        slug = slug_of(url)
        if slug and slug not in contacts:
            under_name.add(slug)
            if profile in urls:
                together.add(slug)
    return frozenset(mine | (under_name - together if name else set()))


def _sent_by(name: str, messages: Sequence[Messages]) -> Iterable[tuple[str, set[str]]]:
    """Yield under which addresses somebody of that name wrote, each time to whose profiles."""
    for each in messages:
        theirs = each.table.loc[each.table["from"] == name, ["from_url", "to_urls"]].drop_duplicates()
        for url, urls in theirs.itertuples(index=False, name=None):
            yield url, {slug_of(part) for part in re.split("[,;]", urls)}

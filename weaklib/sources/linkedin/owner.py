"""Whose export this is: LinkedIn never says it in one place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from weaklib.sources.linkedin.columns import slug_of
from weaklib.sources.linkedin.messages import Messages, participants
from weaklib.sources.linkedin.records import most_frequent
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
        What the files of all LinkedIn exports say.
    name, profile
        What the settings say.
    """
    by_kind = {
        kind: [r for r in readings if r.kind == f"linkedin {kind}"] for kind in ("profile", "invitations")
    }
    contacts = {slug for r in readings for slug in r.contacts["profile"]} - {""}
    listed = {n for r in readings if r.kind == "linkedin connections" for n in r.contacts["name"]}
    name = name or most_frequent(r.owner_name for r in [*by_kind["profile"], *by_kind["invitations"]])
    name = name or _outgoing_name(messages)
    profile = slug_of(profile) or profile or most_frequent(r.owner_profile for r in by_kind["invitations"])
    profile = profile or _profile_under(name, messages, contacts)
    majority = _majority(messages, contacts | listed) if messages and not (name and profile) else ""
    own_name = name or _name_under(profile or majority, messages) or majority
    profile = profile or (majority if majority in _all_profiles(messages) else "")
    return Identity(own_name, profile, _other_profiles(own_name, profile, messages, contacts))


def _outgoing_name(messages: Sequence[Messages]) -> str:
    return most_frequent(n for m in messages for n in m.table.loc[m.table["outgoing"] == "OUTGOING", "from"])


def _all_profiles(messages: Sequence[Messages]) -> set[str]:
    return {slug for _, slug in _called(messages)}


def _called(messages: Sequence[Messages]) -> Iterable[tuple[str, str]]:
    """Yield each name beside each profile that a message has under it, as sender or only recipient."""
    for each in messages:
        table = each.table
        for name, url in table[["from", "from_url"]].itertuples(index=False, name=None):
            yield name, slug_of(url)
        for name, urls in table[["to", "to_urls"]].itertuples(index=False, name=None):
            if "," not in urls:
                yield name, slug_of(urls)


def _profile_under(name: str, messages: Sequence[Messages], contacts: set[str]) -> str:
    if not name:
        return ""
    return most_frequent(
        slug for called, slug in _called(messages) if called == name and slug not in contacts
    )


def _name_under(profile: str, messages: Sequence[Messages]) -> str:
    return most_frequent(name for name, slug in _called(messages) if slug == profile) if profile else ""


def _majority(messages: Sequence[Messages], others: set[str]) -> str:
    counts: Counter[str] = Counter()
    total = 0
    for each in messages:
        parties = participants(each, others)
        total += len(parties)
        for party in parties:
            counts.update(party - others)
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
    for sender, url, urls in _senders(messages):
        slug = slug_of(url)
        if sender == name and slug and slug not in contacts:
            under_name.add(slug)
            if profile in urls:
                together.add(slug)
    return frozenset(mine | (under_name - together if name else set()))


def _senders(messages: Sequence[Messages]) -> Iterable[tuple[str, str, set[str]]]:
    for each in messages:
        columns = each.table[["from", "from_url", "to_urls"]].drop_duplicates()
        for sender, url, urls in columns.itertuples(index=False, name=None):
            yield sender, url, {slug_of(part) for part in urls.replace(";", ",").split(",")}

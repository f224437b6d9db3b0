"""What besides the name speaks for or against two people being one: work, addresses, threads and meetings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from weaklib.sources.identity.bearers import Bearer, Counts
from weaklib.sources.organisations.workplaces import fits

MEETINGS = frozenset({"meeting", "group_meeting"})
MAILS = frozenset({"mail", "group_mail"})
MESSAGES = frozenset({"message", "group_message"})

LEAST = 0.04
"""However small an employer is, so many of one name are there: relatives are colleagues too."""


Codes = NDArray[np.int64]


class Reason(NamedTuple):
    """One thing that speaks for two people being one, or against it.

    Attributes
    ----------
    factor
        By how many the people who would pass for one of the two become fewer (below 1) or more.
    text
        The end of a sentence that begins with the name.
    """

    factor: float
    text: str


class Contacts:
    """Who was in touch with the owner at the same meeting, in the same thread, in the same mail.

    Parameters
    ----------
    interactions
        As in `Book`.
    people
        Whom it will be asked about; the others are left out.
    """

    def __init__(self, interactions: pd.DataFrame, people: Iterable[str]) -> None:
        codes, persons = pd.factorize(interactions["person"])
        wanted = set(people)
        asked = np.array([person in wanted for person in persons.tolist()], dtype=np.bool_)[codes]
        event, events = pd.factorize(interactions["event"])  # numbers are compared sooner than texts
        asked &= (event >= 0) & np.append(events != "", False)[event]
        met, mailed = (
            asked & interactions["channel"].isin(channels).to_numpy(dtype=np.bool_)
            for channels in (MEETINGS | MESSAGES, MAILS)
        )
        self.meetings = _shared(codes[met], event[met], persons)
        self.threads = _shared(codes[mailed], event[mailed], persons)
        self.mails = _mails(codes[mailed], event[mailed], interactions["at"][mailed], persons)

    def reasons(self, one: str, other: str) -> Iterator[Reason]:
        """Give what their meetings and threads say of two people."""
        if self.meetings.get(one, NOBODY) & self.meetings.get(other, NOBODY):
            yield Reason(20.0, "though both stand side by side at one meeting or in one conversation")
        elif self.threads.get(one, NOBODY) & self.threads.get(other, NOBODY):
            apart = self.mails[one] ^ self.mails[other]
            if apart:
                yield Reason(0.1, "both write in the same thread")


NOBODY: frozenset[object] = frozenset()


def _shared(person: Codes, event: Codes, persons: pd.Index) -> dict[str, frozenset[object]]:
    """Return the events of each person that are another's too: no other can be shared."""
    number = int(person.max(initial=0)) + 1
    each = np.sort(event * number + person)
    each = each[np.diff(each, prepend=-1) > 0]
    event, person = np.divmod(each, number)
    shared = np.zeros(len(event), dtype=np.bool_)
    shared[1:] = event[1:] == event[:-1]
    shared[:-1] |= shared[1:]
    return _sets(person[shared], event[shared].tolist(), persons)


def _mails(person: Codes, event: Codes, at: pd.Series, persons: pd.Index) -> dict[str, frozenset[object]]:
    rows = pd.DataFrame({"person": person, "event": event, "at": at.array}).drop_duplicates()
    keys = list(zip(rows["event"].tolist(), rows["at"].tolist(), strict=True))
    return _sets(rows["person"].to_numpy(), keys, persons)


def _sets(person: Codes, items: Sequence[object], persons: pd.Index) -> dict[str, frozenset[object]]:
    found: dict[str, set[object]] = {}
    for name, item in zip(persons.take(person).tolist(), items, strict=True):
        found.setdefault(name, set()).add(item)
    return {name: frozenset(theirs) for name, theirs in found.items()}


def reasons(one: Bearer, other: Bearer, counts: Counts, organisations: Sequence[str]) -> Iterator[Reason]:
    """Give what two people's employers, addresses, titles and profiles say of them.

    Parameters
    ----------
    one, other
        Two bearers of names that agree.
    counts
        How many people there are under each employer, domain and title.
    organisations
        The organisations of both, as they are to be shown.
    """
    work = _same_work(one, other, counts, organisations)
    if work:
        yield work
    elif _works_elsewhere(one, other):
        yield Reason(2.0, "")
    if one.position and one.position == other.position:
        share = counts.part(counts.positions[one.position])
        yield Reason(max(0.3, min(1.0, 4 * share)), "the same title")
    if one.profile and other.profile and one.profile != other.profile:
        yield Reason(300.0, "though both have a profile of their own")


def _same_work(one: Bearer, other: Bearer, counts: Counts, organisations: Sequence[str]) -> Reason | None:
    if one.organisation and one.organisation == other.organisation:
        share = counts.part(counts.organisations[one.organisation])
        return Reason(max(LEAST, share), f"both at {organisations[0]}")
    if shared := one.domains & other.domains:
        domain = min(shared)
        return Reason(max(LEAST, counts.part(counts.domains[domain])), f"both write from {domain}")
    for place, there, shown in ((one, other, organisations[1]), (other, one, organisations[0])):
        for email in place.emails:
            domain = email.partition("@")[2]
            if domain in place.domains and fits(domain, there.organisation):
                share = counts.part(max(counts.domains[domain], counts.organisations[there.organisation]))
                return Reason(max(1.5 * LEAST, share), f"{email} fits {shown}")
    return _named_beside(one, other, organisations) if one.asides or other.asides else None


def _named_beside(one: Bearer, other: Bearer, organisations: Sequence[str]) -> Reason | None:
    """Tell whether the brackets behind one name hold the employer of the other."""
    for named, there, shown in ((one, other, organisations[1]), (other, one, organisations[0])):
        beside = " ".join(named.asides)
        if not beside:
            continue
        if there.organisation and (
            beside == there.organisation or there.organisation.startswith(f"{beside} ")
        ):
            return Reason(1.5 * LEAST, f"{shown} stands behind the name")
        if any(fits(domain, beside) for domain in there.domains):
            return Reason(1.5 * LEAST, f"{min(there.domains)} stands behind the name")
    return None


def _works_elsewhere(one: Bearer, other: Bearer) -> bool:
    """Tell whether both name a place of work: two different ones, as no resemblance was found."""
    return bool((one.organisation or one.domains) and (other.organisation or other.domains))

"""What outlook goes by: how recent, frequent, mutual and regular contact was, up to a day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from weaklib.measures.diary import ContactDays, Contacts, Diary, Gaps, median_gaps
from weaklib.measures.roll import NEVER, Floats, Ints

HALF_LIVES = (7.0, 30.0, 90.0, 180.0, 365.0)
"""The half-lives, in days, at which contact days fade side by side."""
BENDS = (7.0, 30.0, 90.0, 365.0)
"""The silences, in days, at which the curve of silence may bend: ties of days and ties of years end apart."""
OWN_RHYTHM = 3
"""From how many contact days on a tie has a rhythm of its own."""
FEATURES = (
    "constant",
    "silence",
    *(f"silence beyond {days:.0f} days" for days in BENDS),
    *(f"contact days, half-life {days:.0f} days" for days in HALF_LIVES),
    "contact days",
    "time since the first contact",
    "reciprocity",
    "silence beside the own gap",
    "silence x contact days",
    "silence x silence beside the own gap",
)
"""The columns of `features`. Times are in days and, like counts, log(1 + value); reciprocity is 0 to 1."""


class Past(NamedTuple):
    """The contacts of some people, by day; the lists name them by number, from 0 to `size`."""

    size: int
    days: ContactDays
    contacts: Contacts
    gaps: Gaps


class Known(NamedTuple):
    """What was known, on a day, of each person ever in touch until then.

    Attributes
    ----------
    person
        The number of each in the `Past`.
    silence, age
        The days since the last and since the first contact.
    faded
        The contact days as they fade: a column for each of `HALF_LIVES`.
    contact_days
        How many; a day counts once a channel.
    reciprocity
        (2 min(out, in) + 1) / (out + in + 2).
    gap
        The median gap in days; nan below `OWN_RHYTHM` contact days.
    """

    person: Ints
    silence: Floats
    age: Floats
    faded: Floats
    contact_days: Floats
    reciprocity: Floats
    gap: Floats

    def where(self, chosen: NDArray[np.bool_] | Ints) -> Known:
        """Return what was known of those chosen."""
        return Known._make(column[chosen] for column in self)

    def silent_for(self, days: Floats) -> Known:
        """Return what would be known, had nothing come for so many days since each one's last contact."""
        waited = days - self.silence
        faded = self.faded * np.exp2(-waited[:, None] / np.array(HALF_LIVES))
        return self._replace(silence=days, age=self.age + waited, faded=faded)


def past(diary: Diary, chosen: Ints | None = None) -> Past:
    """Return the contacts of everybody in a diary, or of those chosen, who are numbered in that order.

    Parameters
    ----------
    diary
        What happened.
    chosen
        Their places in `diary.people`.
    """
    size = len(diary.people)
    if chosen is None:
        return Past(size, diary.days, diary.contacts, diary.gaps)
    number = np.full(size, -1)
    number[chosen] = np.arange(len(chosen))
    of_days, of_contacts, of_gaps = (number[rows.person] for rows in (diary.days, diary.contacts, diary.gaps))
    days = ContactDays._make(column[of_days >= 0] for column in diary.days)
    contacts = Contacts._make(column[of_contacts >= 0] for column in diary.contacts)
    gaps = Gaps._make(column[of_gaps >= 0] for column in diary.gaps)
    return Past(
        len(chosen),
        days._replace(person=number[days.person]),
        contacts._replace(person=number[contacts.person]),
        gaps._replace(person=number[gaps.person]),
    )


def known_by(told: Past, day: int, ends: Ints) -> Known:
    """Return what was known at the end of a day; nothing later counts.

    Parameters
    ----------
    told
        The contacts.
    day
        Counted from 1970.
    ends
        The day up to which each family of channels is known, in the order of `diary.FAMILIES`.
    """
    days, size = told.days.until(day), told.size
    age = np.maximum(ends[days.family] - days.day, 0)
    since_last, since_first = np.full(size, NEVER), np.zeros(size, dtype=np.int64)
    np.minimum.at(since_last, days.person, age)
    np.maximum.at(since_first, days.person, age)
    count = np.bincount(days.person, minlength=size)
    own = np.where(count >= OWN_RHYTHM, median_gaps(told.gaps, day, size), np.nan)
    met = Known(
        person=np.arange(size),
        silence=since_last.astype(np.float64),
        age=since_first.astype(np.float64),
        faded=_faded(days, age, size),
        contact_days=count.astype(np.float64),
        reciprocity=_reciprocity(told.contacts.until(day), size),
        gap=own,
    )
    return met.where(count > 0)


def together(known: Sequence[Known]) -> Known:
    """Return what was known on several days as one; of nobody where there is no day."""
    if not known:
        none = np.empty(0)
        return Known(np.empty(0, np.int64), none, none, np.empty((0, len(HALF_LIVES))), none, none, none)
    return Known._make(np.concatenate(columns) for columns in zip(*known, strict=True))


def features(known: Known) -> Floats:
    """Return one row a person and one column for each of `FEATURES`, of like size each."""
    silence, often = np.log1p(known.silence), np.log1p(known.contact_days)
    regular = np.where(np.isnan(known.gap), 0.0, silence - np.log1p(known.gap))
    return np.column_stack(
        [
            np.ones(len(silence)),
            silence,
            *(np.maximum(silence - np.log1p(days), 0) for days in BENDS),
            np.log1p(known.faded),
            often,
            np.log1p(known.age),
            known.reciprocity,
            regular,
            silence * often,
            silence * regular,
        ]
    )


def _faded(days: ContactDays, age: Ints, size: int) -> Floats:
    """Return the sum over contact days of 2^(-age / half-life), a column each half-life."""
    ages = np.arange(age.max(initial=0) + 1)  # a power for each age, not for each contact
    columns = [np.bincount(days.person, np.exp2(-ages / half)[age], size) for half in HALF_LIVES]
    return np.column_stack(columns)


def _reciprocity(contacts: Contacts, size: int) -> Floats:
    given, got = (np.bincount(contacts.person, each, size) for each in (contacts.given, contacts.got))
    mutual: Floats = (2 * np.minimum(given, got) + 1) / (given + got + 2)
    return mutual

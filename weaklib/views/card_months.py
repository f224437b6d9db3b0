"""The contacts of everybody by month, as a card shows them: the last two years, or those before a silence."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from weaklib.book import Book
from weaklib.measures.contact import FAMILIES, weighed
from weaklib.measures.roll import Ints, as_dates, day_number, roll_of
from weaklib.measures.uncut import uncut

MONTHS = 24
"""How many months the chart of a card spans."""
DAYS = 1 << 20
"""More days than any calendar has, half of them before 1970."""


class Contacts(NamedTuple):
    """Every contact up to a day, of the people asked for.

    Attributes
    ----------
    person
        The place of the person among those.
    day, family, alone
        The owner's day; message, mail or meeting; and whether it was of two, the owner included.
    """

    person: Ints
    day: pd.Series[Any]
    family: pd.Series[Any]
    alone: pd.Series[Any]


def contacts_of(book: Book, people: pd.Index[Any], day: pd.Timestamp) -> Contacts:
    """Return the contacts with these people up to the end of a day, as the tie table counts them.

    Parameters
    ----------
    book
        What the exports say.
    people
        Whom; without repetition.
    day
        The last day, inclusive.
    """
    whole = uncut(book, day)
    roll, rows = roll_of(whole), weighed(whole)
    place = rows["place"].to_numpy()
    whom = np.append(people.get_indexer(roll.people.index), -1)[roll.person[place]]  # the last is nobody
    chosen = np.flatnonzero((whom >= 0) & (roll.day[place] <= day_number(day)))
    rows, place = rows.take(chosen), place[chosen]
    family = pd.Series(
        pd.Categorical.from_codes(rows["family"].to_numpy(), pd.Index(FAMILIES)), index=rows.index
    )
    days = as_dates(roll.day[place], rows.index)
    return Contacts(whom[chosen].astype(np.int64), days, family, rows["group_size"] <= 2)


def last_month(last: pd.Series[Any], day: pd.Timestamp) -> Ints:
    """Return for each person the month with which their chart ends, counted from January 1970.

    It is that of the day; where the last contact is more than `MONTHS` months ago, the month of that.

    Parameters
    ----------
    last
        The day of the last contact of each; NaT where there was none.
    day
        The day of the map.
    """
    now = (day.year - 1970) * 12 + day.month - 1
    month = ((last.dt.year - 1970) * 12 + last.dt.month - 1).to_numpy(np.float64, na_value=np.nan)
    ends: Ints = np.where(month > now - MONTHS, now, np.nan_to_num(month, nan=now)).astype(np.int64)
    return ends


def days_by_month(contacts: Contacts, ends: Ints) -> pd.DataFrame:
    """Return on how many days of each month there was contact, in the `MONTHS` months that end with `ends`.

    Parameters
    ----------
    contacts
        From `contacts_of`.
    ends
        From `last_month`, in the order of the people.

    Returns
    -------
    DataFrame
        `person` (a place), `month` (0 is the first of the chart) and `days`, by person and month; months
        without contact have no row.
    """
    moved = contacts.day.to_numpy("datetime64[D]").astype(np.int64) + DAYS // 2
    # person and day as one number, which is sorted in a tenth of the time
    each = np.sort(contacts.person * DAYS + moved)
    each = each[_first(each)]
    person, day = each // DAYS, each % DAYS - DAYS // 2
    month = day.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) - ends[person] + MONTHS - 1
    shown = month >= 0
    person, month = person[shown], month[shown]
    starts = np.flatnonzero(_first(person * MONTHS + month))
    many = np.diff(np.append(starts, len(person)))
    return pd.DataFrame({"person": person[starts], "month": month[starts], "days": many})


def _first(values: Ints) -> NDArray[np.bool_]:
    """Which of some sorted values are not as the one before."""
    return np.append(np.ones(min(len(values), 1), bool), values[1:] != values[:-1])


def month_name(number: int) -> str:
    """Return a month counted from January 1970 as "2026-10".

    >>> month_name(0), month_name(681)
    ('1970-01', '2026-10')
    """
    return f"{1970 + number // 12}-{number % 12 + 1:02d}"

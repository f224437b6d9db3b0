"""Outlook: the chance of contact within the next 30 days, learnt from the person's own earlier months.

Strength tells how close a tie is; outlook whether one will be in touch soon. It is another question with a
number of its own, and never changes a class.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from weaklib.book import Book
from weaklib.measures.diary import Diary, diary
from weaklib.measures.outlook_features import FEATURES, HALF_LIVES, known_by, past, together
from weaklib.measures.outlook_learning import chances_of, ends_on, evidence_of, learnt, months_of
from weaklib.measures.outlook_words import cooling_days, cooling_in_words, evidence_in_words
from weaklib.measures.roll import Floats, day_number, roll_of

__all__ = ["Outlook", "chance", "chances", "fit", "learn", "with_outlook"]


@dataclass(frozen=True)
class Outlook:
    """What was learnt of a person's ties: with it `chance` tells of any day.

    Attributes
    ----------
    coefficients
        The log odds are their sum over the features, which its index names.
    half_lives
        At how many days' half-lives contact days fade side by side.
    until
        The last day that was learnt from.
    months, rows
        From how many months, and months of people, it was learnt; 0 where only the prior speaks.
    pull
        How hard the coefficients were held to the prior.
    cooling_days
        The silence after which the chance of contact is half of that just after a contact, in days; nan
        where three years of silence do not halve it.
    evidence
        How well earlier months foretold the last ones: `auc` and `brier` of outlook, of recency, frequency
        and decayed contact days alone, and of the base rate; nan where the record is too short to tell.
    """

    coefficients: pd.Series[Any]
    half_lives: tuple[float, ...]
    until: pd.Timestamp
    months: int
    rows: int
    pull: float
    cooling_days: float
    evidence: pd.DataFrame

    def in_words(self) -> str:
        """Tell in two or three sentences how ties cool, and how much the chances can be relied on."""
        return f"{cooling_in_words(self.cooling_days)} {evidence_in_words(self.months, self.evidence['auc'])}"


def fit(book: Book, *, until: str | pd.Timestamp | None = None) -> Outlook:
    """Learn from the person's own earlier months when ties are in touch within the next 30 days.

    At the end of each earlier month, what was known of each tie is set beside whether there was contact in
    the 30 days after it::

        log(p / (1 - p)) = b_0 + b_1 log(1 + silence) + ... + sum_h b_h log(1 + contact days of half-life h)

    The coefficients minimise the log loss plus pull/2 |b - prior|^2, so that a thin record keeps to the
    prior: borrowed figures. The pull is chosen, and the level corrected, on the last months; nothing later
    than `until` is seen. What the features are, `outlook_features.FEATURES` names.

    Parameters
    ----------
    book
        What the exports say.
    until
        The last day to learn from; by default the last that the exports cover. Where one export of contact
        ends earlier than another, only what both can show is learnt from.

    Returns
    -------
    Outlook
        For `chance` and for `ties.tie_table`; held through a history, so that its months can be compared.

    Raises
    ------
    InputError
        If `until` is not a date.

    References
    ----------
    Urena-Carrion, Saramaki & Kivela 2020, EPJ Data Sci 9:37 (contact days). Navarro, Miritello, Canales &
    Moro 2017, EPJ Data Sci 6:31 (silence beside a tie's own gaps).

    Examples
    --------
    >>> import weaklib as wl
    >>> model = wl.outlook.fit(wl.read("data/example"))
    >>> bool(model.evidence.at["outlook", "auc"] > model.evidence.at["frequency", "auc"])
    True
    """
    return learn(diary(book, roll_of(book)), book.day(until))


def chance(model: Outlook, book: Book, as_of: str | pd.Timestamp | None = None) -> pd.Series[Any]:
    """Return the chance of contact with each person within the 30 days after a day.

    Parameters
    ----------
    model
        What `fit` returns.
    book
        What the exports say.
    as_of
        The day; by default the last that the exports cover. Nothing later is seen, but what `model` was
        learnt from may be.

    Returns
    -------
    Series
        Indexed by `person`, in the order of `book.people`: 0 to 1; nan where there never was contact, or
        no export could show it: what never was leaves nothing to learn from.

    Raises
    ------
    InputError
        If `as_of` is not a date.

    Examples
    --------
    >>> import weaklib as wl
    >>> book = wl.read("data/example")
    >>> bool(wl.outlook.chance(wl.outlook.fit(book), book).dropna().between(0, 1).all())
    True
    """
    day, told = book.day(as_of), diary(book, roll_of(book))
    place = told.people.index.get_indexer(book.people.index)
    there = told.since[place] <= day_number(day)
    found = chances(model, told, day)[place[there]]
    return pd.Series(found, index=book.people.index[there], name="outlook")


def learn(told: Diary, until: pd.Timestamp) -> Outlook:
    """Return what `fit` returns, from a diary; nothing later than `until` is seen.

    Parameters
    ----------
    told
        What happened.
    until
        The last day to learn from.
    """
    months = months_of(told, until)
    coefficients, pull = learnt(months)
    return Outlook(
        coefficients=pd.Series(coefficients, index=pd.Index(FEATURES, name="feature"), name="coefficient"),
        half_lives=HALF_LIVES,
        until=until,
        months=len(months),
        rows=sum(len(month.came) for month in months),
        pull=pull,
        cooling_days=cooling_days(together([month.known for month in months]), coefficients),
        evidence=evidence_of(months),
    )


def with_outlook(
    ties: pd.DataFrame, told: Diary, day: pd.Timestamp, model: Outlook | None = None
) -> pd.DataFrame:
    """Return a tie table with the column `outlook`, as `chance` returns it, right after the class.

    Parameters
    ----------
    ties
        What `ties.ties_on` returns for that diary and day.
    told, day
        What happened, and the day.
    model
        What `fit` returns; by default it is learnt from what was known by the day.
    """
    learned = model.coefficients.to_numpy() if model else learnt(months_of(told, day))[0]
    found = _chances(learned, told, day)
    column = pd.Series(found, index=told.people.index).reindex(ties.index)
    table = ties.copy()
    table.insert(table.columns.tolist().index("class") + 1, "outlook", column)
    return table


def chances(model: Outlook, told: Diary, day: pd.Timestamp) -> Floats:
    """Return what `chance` returns, from a diary: for each place in its people.

    Parameters
    ----------
    model
        What `fit` returns.
    told
        What happened.
    day
        The day; nothing later counts.
    """
    return _chances(model.coefficients.to_numpy(), told, day)


def _chances(coefficients: Floats, told: Diary, day: pd.Timestamp) -> Floats:
    known = known_by(past(told), day_number(day), ends_on(told, day))
    found = np.full(len(told.people), np.nan)
    found[known.person] = chances_of(known, coefficients)
    return found

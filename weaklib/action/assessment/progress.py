"""What counts towards a target: who, on which day, and by which rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import pandas as pd

from weaklib.action.assessment.review import Review
from weaklib.action.goals import Target
from weaklib.action.impact.arrivals import arrivals
from weaklib.action.impact.arrivals_contact import two_way
from weaklib.action.impact.setting import Setting
from weaklib.action.ledger.entries import OUTCOMES
from weaklib.measures.chronicle import Month
from weaklib.measures.period import Period
from weaklib.measures.strength import Defaults

COLUMNS = ("person", "on", "rows")
LEDGER = ("introductions", "referrals", "replies")
"""What only the ledger tells."""


def counted_for(review: Review, target: Target, there: pd.Index[Any] | None = None) -> pd.DataFrame:
    """Return what counts towards a target by the end, there, or of people of whom no export tells where.

    - two-way contacts: people with whom contact first became two-way, by the exports or the ledger;
    - new connections: as `arrivals` has them;
    - introductions: those made, by the day, each of whom one was introduced to;
    - referrals: those received;
    - replies: attempts by the day of their first outcome;
    - active ties: those silent for at most 180 days at the end, or on the target's day.

    Parameters
    ----------
    review
        The period.
    target
        What is wanted, and by when.
    there
        Who is where only they count; None for everybody.

    Returns
    -------
    DataFrame
        `person` ("" for somebody not named), `on` (NaT for what is so on the day), `rows`; by day, then
        by person.
    """
    until = min(target.by, review.end)
    window = Period("", target.begins(), until)
    found = _COUNTS[target.what](review, review.within(window), there)
    if there is not None:
        found = found[found["person"].isin(there) | ~found["person"].isin(review.month.ties.index)]
    return found[list(COLUMNS)].sort_values(["on", "person"], kind="stable", ignore_index=True)


def _contacts(review: Review, setting: Setting, there: pd.Index[Any] | None) -> pd.DataFrame:
    answered = setting.outcomes.loc[setting.outcomes["attempt"].notna(), "person"]
    known = review.month.ties.index
    people = known if there is None else known[known.isin(there)]
    strangers = answered[~answered.isin(known)]
    since = two_way(setting, pd.Index([*people, *strangers], dtype="object").drop_duplicates())
    within = since[setting.period.holds(since["since"])]
    return pd.DataFrame({"person": within.index, "on": within["since"], "rows": within["rows"]})


def _connections(_: Review, setting: Setting, __: pd.Index[Any] | None) -> pd.DataFrame:
    return arrivals(setting)


def _introductions(_: Review, setting: Setting, __: pd.Index[Any] | None) -> pd.DataFrame:
    made = setting.came[setting.came["step"] == "intro_made"]
    return _entries(made, made["to_person"])


def _referrals(_: Review, setting: Setting, __: pd.Index[Any] | None) -> pd.DataFrame:
    came = setting.came[setting.came["step"] == "referral"]
    return _entries(came, came["person"])


def _replies(_: Review, setting: Setting, __: pd.Index[Any] | None) -> pd.DataFrame:
    every = setting.attempts
    first = every[list(OUTCOMES)].min(axis=1)
    held = setting.period.holds(first)
    return _entries(every.assign(on=first)[held], every.loc[held, "person"])


def _entries(came: pd.DataFrame, person: pd.Series[Any]) -> pd.DataFrame:
    rows = [(("ledger", entry),) for entry in came.index.tolist()]
    told = pd.Series(rows, index=came.index, dtype="object")
    return pd.DataFrame({"person": person, "on": came["on"], "rows": told})


def _active(review: Review, setting: Setting, _: pd.Index[Any] | None) -> pd.DataFrame:
    day = setting.period.end
    then = review.month if day is None or day == review.end else Month(day, review.laid_out)
    people = then.ties.index[then.ties["silence_days"] <= Defaults().fading_days]
    rows = [(("people", str(person)),) for person in people]
    return pd.DataFrame({"person": people, "on": pd.NaT, "rows": pd.Series(rows, dtype="object")})


_COUNTS: Mapping[str, Callable[[Review, Setting, pd.Index[Any] | None], pd.DataFrame]] = MappingProxyType(
    {
        "two-way contacts": _contacts,
        "new connections": _connections,
        "introductions": _introductions,
        "referrals": _referrals,
        "replies": _replies,
        "active ties": _active,
    }
)

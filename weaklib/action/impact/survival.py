"""How long one waits for an answer, when some have not come yet: Kaplan and Meier's curve."""

from __future__ import annotations

import math
import warnings
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from weaklib.action.impact.setting import Setting
from weaklib.action.impact.steps import FEWEST, REPLY_DAYS, judged

COLUMNS = ("days", "survival", "low", "high", "at_risk", "events")
"""The columns of a curve."""


def time_to_reply(setting: Setting, by: str | None = None) -> pd.DataFrame:
    """Tell how long answers to the attempts of the period took, those that may still come among them.

    S(t) is the share without an answer after t days. An attempt that nothing came of by the day has waited
    that long, and leaves the count then: it has not failed. Any outcome of an attempt is an answer.

    Parameters
    ----------
    setting
        What was asked and what came, as of which day.
    by
        A column of the attempts for a curve of each group: "purpose", "class", "circle", "via", or
        "strength_group" (weak, strong, unknown). None is one curve of all.

    Returns
    -------
    DataFrame
        What `kaplan_meier` returns, after a column `group` where `by` is given. Of fewer than 5 attempts no
        curve is told. `attrs` has of all attempts what `waiting` tells, `pending` (those whose 14 days are
        not over) and, where `by` is given, `groups`: the same of each.

    References
    ----------
    METRICS, section 7.
    """
    attempts = judged(setting)
    whole = _told(attempts)
    if by is None:
        table = _curve(attempts)
        table.attrs.update(whole)
        return table
    groups = {str(name): of for name, of in attempts.groupby(by, sort=True)}
    curves = [_curve(of).assign(group=name) for name, of in groups.items() if len(of) >= FEWEST]
    table = pd.concat(curves or [_curve(attempts.iloc[:0]).assign(group="")], ignore_index=True)
    table = table[["group", *COLUMNS]]
    table.attrs.update(whole, groups={name: _told(of) for name, of in groups.items()})
    return table


def kaplan_meier(days: pd.Series[Any], answered: pd.Series[bool]) -> pd.DataFrame:
    """Return the curve of those who still wait, by scipy's `ecdf` on censored data.

    S(t) = product over t_i <= t of (1 - d_i/n_i), with d_i answers on day t_i and n_i who waited until then.
    Who leaves unanswered on a day on which somebody is answered leaves after it.

    Parameters
    ----------
    days
        How long each waited, 0 or more.
    answered
        Whether it ended with an answer.

    Returns
    -------
    DataFrame
        One row a day on which anything happened, after one of day 0: `days`, `survival` (S, 0 to 1), `low`
        and `high` (95 %, Greenwood's variance on the log-log scale; nan where S is 0 or 1), `at_risk` (n_i)
        and `events` (d_i). No row without anybody.

    References
    ----------
    Kaplan & Meier 1958, JASA 53, 457. Greenwood 1926, Reports on Public Health 33. Kalbfleisch & Prentice
    2002, The Statistical Analysis of Failure Time Data.

    Examples
    --------
    >>> curve = kaplan_meier(pd.Series([1, 2, 2, 3]), pd.Series([True, True, False, False]))
    >>> curve["survival"].tolist()
    [1.0, 0.75, 0.5, 0.5]
    """
    if not len(days):
        return pd.DataFrame({name: pd.Series(dtype="float64") for name in COLUMNS})
    times, curve, low, high = _estimated(days.to_numpy("float64"), answered.to_numpy("bool"))
    every = np.unique(np.append(times, 0.0))
    events = pd.Series(answered.to_numpy("bool")).groupby(days.to_numpy("float64")).sum()
    table = pd.DataFrame({"survival": curve, "low": low, "high": high}, index=times).reindex(every)
    table["survival"] = table["survival"].fillna(1.0)  # on day 0, when nothing happened on it
    table["at_risk"] = [int((days >= time).sum()) for time in every]
    table["events"] = events.reindex(every, fill_value=0).astype("int64")
    return table.rename_axis("days").reset_index()[list(COLUMNS)]


def waiting(curve: pd.DataFrame, days: int = REPLY_DAYS) -> Mapping[str, float]:
    """Tell a curve in four numbers; nan is not defined, since nobody was watched for long enough.

    Parameters
    ----------
    curve
        What `kaplan_meier` returns.
    days
        Up to when.

    Returns
    -------
    Mapping
        `answered` (1 - S(days), 0 to 1) with its `low` and `high`; `rmst` (the days that one waits on average
        until an answer or the end of these days); `median` (days, until half are answered).
    """
    undefined = dict.fromkeys(("answered", "low", "high", "rmst", "median"), math.nan)
    if curve.empty:
        return undefined
    half = curve.loc[curve["survival"] <= 0.5 + 1e-9, "days"]
    undefined["median"] = float(half.iloc[0]) if len(half) else math.nan
    last = curve.iloc[-1]
    if last["days"] < days and last["survival"] > 0:
        return undefined
    until = curve[curve["days"] <= days]
    end = until.iloc[-1]
    widths = np.diff(np.append(until["days"].to_numpy("float64"), days))
    return {
        "answered": float(1 - end["survival"]),
        "low": float(1 - end["high"]),
        "high": float(1 - end["low"]),
        "rmst": float((until["survival"] * widths).sum()),
        "median": undefined["median"],
    }


def _curve(attempts: pd.DataFrame) -> pd.DataFrame:
    of = attempts if len(attempts) >= FEWEST else attempts.iloc[:0]
    return kaplan_meier(of["waited"], of["first_answer"].notna())


def _told(attempts: pd.DataFrame) -> dict[str, Any]:
    found = waiting(_curve(attempts))
    return {
        "answered_by_14": found["answered"],
        "answered_by_14_low": found["low"],
        "answered_by_14_high": found["high"],
        "rmst_14": found["rmst"],
        "median": found["median"],
        "n": len(attempts),
        "answered": int(attempts["first_answer"].notna().sum()),
        "pending": int(attempts["pending"].sum()),
    }


def _estimated(days: Any, answered: Any) -> tuple[Any, Any, Any, Any]:
    from scipy.stats import CensoredData, ecdf

    found = ecdf(CensoredData(uncensored=days[answered], right=days[~answered])).sf
    with warnings.catch_warnings():
        # it is undefined where all or none are answered, and is told as nan there
        warnings.simplefilter("ignore", RuntimeWarning)
        band: Any = found.confidence_interval(0.95, method="log-log")
    low, high = np.asarray(band.low.probabilities), np.asarray(band.high.probabilities)
    certain = (found.probabilities <= 0) | (found.probabilities >= 1)
    return (
        found.quantiles,
        found.probabilities,
        np.where(certain, np.nan, low),
        np.where(certain, np.nan, high),
    )

"""Learning a chance from months gone by: a logistic curve, held to a prior, checked on later months only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from weaklib.measures.contact import silence_ends
from weaklib.measures.diary import FAMILIES, Diary
from weaklib.measures.outlook_features import (
    FEATURES,
    HALF_LIVES,
    Known,
    Past,
    features,
    known_by,
    past,
    together,
)
from weaklib.measures.ranking import auc
from weaklib.measures.roll import Floats, Ints, day_number, whole_days

PRIOR: Mapping[str, float] = MappingProxyType(
    {"constant": 0.3, "silence": -0.6, "contact days, half-life 90 days": 0.6}
)
"""The borrowed coefficients where there is little to learn from; all others are 0.

By these, who wrote once today has a chance of two thirds, who is in touch weekly one of three quarters,
monthly four in ten, and who fell silent a year ago one in thirty: between slow and fast rhythms.
"""
PULLS = (1.0, 10.0, 100.0)
"""How hard coefficients are held to the prior: the one that foretells the held-out months best is taken."""
PULL = 10.0
"""How hard where there are too few months to choose by; and how hard the last months' level is held."""
FEWEST_MONTHS = 3
"""From how many months on the last of them are held out to choose by."""
FEWEST_CASES = 10
"""How many people with contact in a month, and without, it takes to say how well anything foretells."""
SIGNALS = ("recency", "frequency", "decayed_days")
"""The plain signals beside which outlook is shown: silence, contact days, and these at a half-life of 180."""
DAYS_AHEAD = 30
"""The length of a month."""
MOST_MONTHS = 36
"""How many months back are learnt from."""
LEAST_RECORD_DAYS = 60
"""How long a record reaches back, at the least, before a month can be learnt from."""
MOST_ROWS = 20_000
"""How many months of how many people are learnt from; of more people, some evenly spaced in their order."""


class Month(NamedTuple):
    """What was known at the end of a day, and with whom there was contact in the 30 days after it."""

    known: Known
    came: NDArray[np.bool_]


def ends_on(told: Diary, day: pd.Timestamp) -> Ints:
    """Return the day up to which each family of channels is known, in the order of `FAMILIES`."""
    return whole_days(silence_ends(told.book, day).reindex(list(FAMILIES)))


def months_of(told: Diary, until: pd.Timestamp) -> list[Month]:
    """Return the months that every export of contact can show, oldest first, for some of the people."""
    families = np.unique(told.days.until(day_number(until)).family)
    if len(families) == 0:
        return []
    last, first = int(ends_on(told, until)[families].min()), int(told.days.day[0])
    count = min((last - DAYS_AHEAD - first - LEAST_RECORD_DAYS) // DAYS_AHEAD + 1, MOST_MONTHS)
    if count < 1:
        return []
    some = past(told, evenly(np.unique(told.days.until(last).person), MOST_ROWS // count))
    return [_month(some, last - DAYS_AHEAD * ago) for ago in range(count, 0, -1)]


def evenly(people: Ints, most: int) -> Ints:
    """Return so many of the people, evenly spaced in their order: the same for the same people."""
    if len(people) <= most:
        return people
    return people[np.linspace(0, len(people) - 1, most).astype(np.int64)]


def _month(told: Past, day: int) -> Month:
    known = known_by(told, day, np.full(len(FAMILIES), day))
    after = told.days.person[(told.days.day > day) & (told.days.day <= day + DAYS_AHEAD)]
    return Month(known, np.bincount(after, minlength=told.size)[known.person] > 0)


def chances_of(known: Known, coefficients: Floats) -> Floats:
    """Return the chance, 0 to 1, of contact with each."""
    return _sigmoid(_odds(features(known), coefficients))


def prior() -> Floats:
    """Return the coefficients of the prior, in the order of `FEATURES`."""
    return np.array([PRIOR.get(name, 0.0) for name in FEATURES])


def learnt(months: Sequence[Month]) -> tuple[Floats, float]:
    """Learn coefficients from months in order of time; return them, and how hard they are held to the prior.

    The pull is chosen by how well earlier months foretell the last ones. The curve is then drawn from all
    months, and raised or lowered until it gives as much contact as the last ones had.

    Parameters
    ----------
    months
        Oldest first; without any the prior is returned.
    """
    rows, came = _rows(months)
    if len(months) < FEWEST_MONTHS:
        return ridge_logistic(rows, came, prior(), PULL), PULL
    before, (late, later) = _rows(months[: -held_out(months)]), _rows(months[-held_out(months) :])
    losses = [_loss(ridge_logistic(*before, prior(), pull), late, later) for pull in PULLS]
    pull = PULLS[int(np.argmin(losses))]
    found = ridge_logistic(rows, came, prior(), pull)
    level = ridge_logistic(np.ones((len(late), 1)), later, np.zeros(1), PULL, offset=_odds(late, found))
    found[0] += level[0]
    return found, pull


def held_out(months: Sequence[Month]) -> int:
    """Return how many of the last months are held out: a sixth, one at the least."""
    return max(1, len(months) // 6)


def ridge_logistic(
    rows: Floats, came: NDArray[np.bool_], centre: Floats, pull: float, *, offset: Floats | None = None
) -> Floats:
    """Return the coefficients b that minimise -log likelihood + pull/2 |b - centre|^2, by Newton's steps.

    Parameters
    ----------
    rows
        One row a case, one column a coefficient.
    came
        What happened in each case.
    centre
        Where the coefficients are without any case.
    pull
        How hard they are held there: in cases, where rows are of size 1.
    offset
        What is added to the log odds of each case as it is.
    """
    found, given = centre.copy(), np.zeros(len(rows)) if offset is None else offset
    hold = pull * np.eye(len(centre))
    for _ in range(50):
        chance = _sigmoid(_odds(rows, found) + given)
        slope = np.einsum("ij,i->j", rows, chance - came) + pull * (found - centre)
        # two factors at a time are the same sums, to the last bit, in half the time of three
        bend = np.einsum("ij,ik->jk", rows * (chance * (1 - chance))[:, None], rows) + hold
        step = np.linalg.solve(bend, slope)
        found = found - np.clip(step, -2, 2)
        if np.abs(step).max() < 1e-7:
            break
    return found


def evidence_of(months: Sequence[Month]) -> pd.DataFrame:
    """Tell how well the months before foretell the last ones, beside each plain signal and the base rate.

    Everything is learnt on the months before alone: outlook just as it is learnt from all, each signal by a
    logistic curve of its own.

    Returns
    -------
    DataFrame
        Indexed by `learnt`: outlook, `SIGNALS`, base_rate. `auc` is the mean over the months held out of the
        area under the curve (0.5 for a coin), `brier` the mean squared error of the chance. All nan where
        there are fewer than twice `FEWEST_MONTHS`, or `FEWEST_CASES` with or without contact.
    """
    index = pd.Index(["outlook", *SIGNALS, "base_rate"], name="learnt")
    before, after = months[: -held_out(months)], months[-held_out(months) :]
    came = [month.came for month in after]
    if len(months) < 2 * FEWEST_MONTHS or not _enough(before) or not _enough(after):
        return pd.DataFrame(np.nan, index=index, columns=["auc", "brier"])
    found, _ = learnt(before)
    told = {"outlook": [chances_of(month.known, found) for month in after]}
    told |= {name: _by_one(before, after, name) for name in SIGNALS}
    rate = np.concatenate([month.came for month in before]).mean()
    told["base_rate"] = [np.full(len(month.came), rate) for month in after]
    areas = [
        pd.Series([auc(*month)[0] for month in zip(each, came, strict=True)]).mean() for each in told.values()
    ]
    errors = [np.concatenate(each) - np.concatenate(came) for each in told.values()]
    return pd.DataFrame({"auc": areas, "brier": [float((error**2).mean()) for error in errors]}, index=index)


def signal_of(known: Known, name: str) -> Floats:
    """Return a plain signal, higher where contact is likelier."""
    half_a_year = HALF_LIVES.index(180.0)
    return {
        "recency": -np.log1p(known.silence),
        "frequency": np.log1p(known.contact_days),
        "decayed_days": np.log1p(known.faded[:, half_a_year]),
    }[name]


def _enough(months: Sequence[Month]) -> bool:
    yes = sum(int(month.came.sum()) for month in months)
    return min(yes, sum(len(month.came) for month in months) - yes) >= FEWEST_CASES


def _by_one(before: Sequence[Month], after: Sequence[Month], name: str) -> list[Floats]:
    """Return the chances in each month after, by one signal alone."""
    known, came = together([month.known for month in before]), np.concatenate([m.came for m in before])
    rows = np.column_stack([np.ones(len(came)), signal_of(known, name)])
    found = ridge_logistic(rows, came, np.zeros(2), 1.0)
    return [_sigmoid(found[0] + found[1] * signal_of(month.known, name)) for month in after]


def _rows(months: Sequence[Month]) -> tuple[Floats, NDArray[np.bool_]]:
    rows = features(together([month.known for month in months]))
    return rows, np.concatenate([np.empty(0, dtype=bool), *(month.came for month in months)])


def _loss(found: Floats, rows: Floats, came: NDArray[np.bool_]) -> float:
    odds = _odds(rows, found)
    return float((np.logaddexp(0, odds) - odds * came).mean()) if len(came) else 0.0


def _odds(rows: Floats, coefficients: Floats) -> Floats:
    # not a matrix product: its threads spin longer than so small a sum takes, and may add up in another order
    odds: Floats = np.einsum("ij,j->i", rows, coefficients)
    return odds


def _sigmoid(odds: Floats) -> Floats:
    chance: Floats = 1 / (1 + np.exp(-np.clip(odds, -30, 30)))
    return chance

"""What was sent, and of how many attempts each step of the ladder came."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from weaklib.action.impact.intervals import wilson
from weaklib.action.impact.numbers import Number, Places, groups, ledger_rows
from weaklib.action.impact.setting import Setting
from weaklib.action.impact.steps import FEWEST, REPLIED, REPLY_DAYS, has_step, judged
from weaklib.action.impact.words import share_in_words
from weaklib.action.ledger.entries import OUTCOMES
from weaklib.action.reasons import Row

SENT = "sent"


class Counted(NamedTuple):
    """The attempts of the period laid out for counting: one place an attempt.

    Attributes
    ----------
    pending
        Which are too young to be judged.
    entries
        The row of each.
    came
        Of each step, which attempts it came of.
    shown_by
        Of each step, the rows of the outcomes that show it of each attempt.
    """

    pending: npt.NDArray[np.bool_]
    entries: list[Row]
    came: Mapping[str, npt.NDArray[np.bool_]]
    shown_by: Mapping[str, list[tuple[Row, ...]]]


def rates(setting: Setting) -> Iterator[Number]:
    """Go through what was sent in the period, and the share of it that each step came of.

    The denominator is what was sent in the period at least 14 days before the day, whatever came of it. A
    reply counts within 14 days; any outcome of an attempt is one. A later step counts whenever it came.

    Parameters
    ----------
    setting
        What was asked and what came, as of which day.
    """
    attempts = judged(setting)
    counted = _laid_out(setting, attempts)
    for by, group, places in groups(attempts):
        yield _sent(counted, by, group, places)
        over = places[~counted.pending[places]]
        pending = len(places) - len(over)
        yield from (_rate(counted, step, (by, group), over, pending=pending) for step in OUTCOMES)


def rate_of(count: int, n: int) -> tuple[float, float, float]:
    """Return a share with the ends of Wilson's interval; nan of fewer than five."""
    return (count / n, *wilson(count, n)) if n >= FEWEST else (math.nan,) * 3


def _sent(counted: Counted, by: str, group: str, places: Places) -> Number:
    n, pending = len(places), int(counted.pending[places].sum())
    rows = tuple(counted.entries[place] for place in places)
    return Number(SENT, by, group, "count", n, n, pending, n, *(math.nan,) * 3, shown=f"{n:,}", rows=rows)


def _rate(counted: Counted, step: str, of: tuple[str, str], over: Places, *, pending: int) -> Number:
    n, count = len(over), int(counted.came[step][over].sum())
    rows = (
        *(counted.entries[place] for place in over),
        *chain.from_iterable(counted.shown_by[step][place] for place in over),
    )
    shown = share_in_words(count, n, wilson(count, n))
    return Number(step, *of, "rate", n, count, pending, *rate_of(count, n), math.nan, shown, rows)


def _laid_out(setting: Setting, attempts: pd.DataFrame) -> Counted:
    return Counted(
        pending=attempts["pending"].to_numpy("bool"),
        entries=ledger_rows(attempts.index),
        came={step: has_step(attempts, step).to_numpy("bool") for step in OUTCOMES},
        shown_by={step: outcomes_of(setting, attempts, step) for step in OUTCOMES},
    )


def outcomes_of(setting: Setting, attempts: pd.DataFrame, step: str) -> list[tuple[Row, ...]]:
    """Return of each attempt the rows of the outcomes that make it count for a step; () for none.

    Parameters
    ----------
    setting
        Of which day.
    attempts
        What `judged` returns, or some of it.
    step
        One of the ladder.
    """
    came = setting.outcomes
    came = came[came["attempt"].isin(attempts.index)]
    if step == REPLIED:
        sent_on = attempts["sent_on"].reindex(came["attempt"].astype("int64")).to_numpy()
        came = came[came["on"] - sent_on <= pd.Timedelta(days=REPLY_DAYS)]
    else:
        came = came[came["step"] == step]
    found: dict[Any, list[Row]] = {}
    for entry, attempt in zip(came.index.tolist(), came["attempt"].tolist(), strict=True):
        found.setdefault(attempt, []).append(("ledger", entry))
    return [tuple(found.get(entry, ())) for entry in attempts.index.tolist()]

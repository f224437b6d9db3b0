"""Weak ties against strong: whether they deliver more, less, or whether that cannot be told."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import chain

import pandas as pd

from weaklib.action.impact.comparison import BY_CHANCE, Contrast
from weaklib.action.impact.contrasts_words import told
from weaklib.action.impact.intervals import newcombe
from weaklib.action.impact.numbers import ledger_rows
from weaklib.action.impact.rates import outcomes_of
from weaklib.action.impact.setting import Setting
from weaklib.action.impact.steps import FEWEST, REPLIED, has_step, judged
from weaklib.action.ledger.entries import OUTCOMES
from weaklib.action.reasons import PURPOSES
from weaklib.book import InputError

__all__ = ["BY_CHANCE", "Contrast", "contrast", "contrasts"]


def contrast(setting: Setting, step: str = REPLIED, *, within: str = "") -> Contrast:
    """Compare what came of attempts with weak ties and with strong ones, as they were at the time of asking.

    Weak are the classes moderately weak, weak, dormant, fading and nominal. Compared are the attempts of the
    period whose 14 days are over.

    Parameters
    ----------
    setting
        What was asked and what came, as of which day.
    step
        Of the ladder: "replied" (within 14 days), "intro_made", ...
    within
        "" for all; a purpose for those of it alone; "chance" for those for which chance chose among equals,
        the fair comparison.

    Raises
    ------
    InputError
        If there is no such step or purpose.

    References
    ----------
    Newcombe 1998, Statistics in Medicine 17, 873. METRICS, section 7.
    """
    if step not in OUTCOMES or within not in ("", BY_CHANCE, *PURPOSES):
        steps, purposes = ", ".join(OUTCOMES), ", ".join(PURPOSES)
        msg = f"{step!r} of {within!r} cannot be compared; name a step ({steps}) and a purpose ({purposes})."
        raise InputError(msg)
    attempts = _within(judged(setting), within)
    over = attempts[~attempts["pending"]]
    compared = over[over["strength_group"] != "unknown"]
    (weak, weak_n), (strong, strong_n) = (_share(compared, group, step) for group in ("weak", "strong"))
    enough = min(weak_n, strong_n) >= FEWEST
    found = newcombe(weak, weak_n, strong, strong_n) if enough else (math.nan,) * 3
    bare = Contrast(
        step,
        within,
        *(weak, weak_n, strong, strong_n),
        *found,
        verdict=_verdict(found[1], found[2]),
        sentence="",
        unknown=len(over) - len(compared),
        pending=len(attempts) - len(over),
        rows=(*ledger_rows(compared.index), *chain.from_iterable(outcomes_of(setting, compared, step))),
    )
    return bare._replace(sentence=told(bare, reversed_by=_reversed(compared, bare)))


def contrasts(setting: Setting, step: str = REPLIED) -> tuple[Contrast, ...]:
    """Compare weak ties with strong ones: in all, within each purpose, and where chance chose.

    Parameters
    ----------
    setting, step
        As for `contrast`.

    Returns
    -------
    tuple
        The first of all attempts; then one a purpose for which any weak or strong tie was asked; last that
        of the attempts for which chance chose, where there are any.
    """
    attempts = judged(setting)
    attempts = attempts[attempts["strength_group"] != "unknown"]
    strata = [each for each in (*PURPOSES, BY_CHANCE) if len(_within(attempts, each))]
    return tuple(contrast(setting, step, within=each) for each in ("", *strata))


def _within(attempts: pd.DataFrame, within: str) -> pd.DataFrame:
    if within == BY_CHANCE:
        return attempts[attempts["chosen"].eq(BY_CHANCE).fillna(False)]
    return attempts[attempts["purpose"] == within] if within else attempts


def _share(compared: pd.DataFrame, group: str, step: str) -> tuple[int, int]:
    of = compared[compared["strength_group"] == group]
    return int(has_step(of, step).sum()), len(of)


def _verdict(low: float, high: float) -> str:
    if math.isnan(low):
        return "too few"
    if low <= 0 <= high:
        return "no conclusion"
    return "weak more" if low > 0 else "weak less"


def _reversed(compared: pd.DataFrame, whole: Contrast) -> Sequence[str]:
    """Return the purposes in which the difference points elsewhere than in all (Simpson's paradox)."""
    if whole.within in PURPOSES or whole.verdict not in ("weak more", "weak less"):
        return ()
    found = []
    for purpose in PURPOSES:
        of = compared[compared["purpose"] == purpose]
        (weak, weak_n), (strong, strong_n) = (_share(of, group, whole.step) for group in ("weak", "strong"))
        # both multiplied by weak_n strong_n, so that nothing is divided by none
        if weak_n and strong_n and (weak * strong_n - strong * weak_n) * whole.difference <= 0:
            found.append(purpose)
    return tuple(found)

"""What came of each attempt, and whether it is time to judge: the ground of rates and of waiting times."""

from __future__ import annotations

import pandas as pd

from weaklib.action.impact.setting import Setting
from weaklib.action.ledger.entries import OUTCOMES

REPLY_DAYS = 14
"""Within how many days an answer counts as a reply."""
REPLIED = OUTCOMES[0]
LATER = OUTCOMES[1:]
"""The steps of the ladder after a reply."""
FEWEST = 5
"""Of fewer cases no percentage is told."""

WEAK = ("moderately weak", "weak", "dormant", "fading", "nominal")
STRONG = ("strong",)
"""The classes at the time of asking that are compared; "unknown" is in neither."""


def strength_of(classes: pd.Series[str]) -> pd.Series[str]:
    """Return of each class at the time of asking whether it is "weak" or "strong"; "unknown" for neither.

    >>> strength_of(pd.Series(["dormant", "strong", "unknown", ""])).tolist()
    ['weak', 'strong', 'unknown', 'unknown']
    """
    groups = dict.fromkeys(WEAK, "weak") | dict.fromkeys(STRONG, "strong")
    return classes.map(lambda each: groups.get(each, "unknown")).astype("str")


def judged(setting: Setting) -> pd.DataFrame:
    """Return the attempts of the period with what is to be counted of each.

    Every attempt whose 14 days are over is judged, whatever came of it: by the intention to ask, and none is
    left out since it was not answered. One that is younger is pending, even if it was answered already: else
    quick answers would count, and those who take longer would not.

    Parameters
    ----------
    setting
        What was asked and what came, as of which day.

    Returns
    -------
    DataFrame
        Those of `setting.sent`, with `strength_group` ("weak", "strong" or "unknown" by the class at asking),
        `first_answer` (the day of the first outcome of any step; NaT without), `waited` (days until then, or
        until the day), `replied_in_time` (within 14 days), and `pending`.
    """
    return setting.once("judged", _judged)


def _judged(setting: Setting) -> pd.DataFrame:
    sent = setting.sent
    first = sent[list(OUTCOMES)].min(axis=1)
    within = first - sent["sent_on"] <= pd.Timedelta(days=REPLY_DAYS)
    return sent.assign(
        strength_group=strength_of(sent["class"]),
        first_answer=first,
        waited=(first.fillna(setting.day) - sent["sent_on"]).dt.days,
        replied_in_time=within,
        pending=sent["sent_on"] > setting.day - pd.Timedelta(days=REPLY_DAYS),
    )


def has_step(attempts: pd.DataFrame, step: str) -> pd.Series[bool]:
    """Tell of which attempts a step came: a reply within 14 days, a later step whenever it came.

    Parameters
    ----------
    attempts
        What `judged` returns.
    step
        One of the ladder.
    """
    return attempts["replied_in_time"] if step == REPLIED else attempts[step].notna()

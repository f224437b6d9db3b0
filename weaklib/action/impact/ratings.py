"""How good it was: engagement, support and guidance, as the owner rated them from 0 to 3."""

from __future__ import annotations

import math
from collections.abc import Iterator

from weaklib.action.impact.numbers import Number, groups, ledger_rows
from weaklib.action.impact.setting import Setting
from weaklib.action.impact.words import rating_in_words
from weaklib.action.ledger.entries import RATINGS


def ratings(setting: Setting) -> Iterator[Number]:
    """Go through the ratings of the outcomes that are dated in the period: mean and spread.

    `spread` is the standard deviation of the ratings (n - 1); nan of fewer than two. Ratings that were not
    given are not 0: they are not counted.

    Parameters
    ----------
    setting
        What came, as of which day.
    """
    for measure in RATINGS:
        given = setting.came[setting.came[measure].notna()]
        rows, values = ledger_rows(given.index), given[measure].to_numpy("float64")
        for by, group, places in groups(given, unasked=True):
            of, n = values[places], len(places)
            mean = float(of.mean()) if n else math.nan
            spread = float(of.std(ddof=1)) if n > 1 else math.nan
            shown = rating_in_words(mean, spread, n)
            behind = tuple(rows[place] for place in places)
            yield Number(
                measure, by, group, "rating", n, n, 0, mean, math.nan, math.nan, spread, shown, behind
            )

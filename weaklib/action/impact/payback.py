"""What pays back: the circles, events, channels and purposes, by what was asked and by what came."""

from __future__ import annotations

from typing import Any

import pandas as pd

from weaklib.action.expertise_forms import readable
from weaklib.action.impact.arrivals import arrivals
from weaklib.action.impact.chains import introductions
from weaklib.action.impact.payback_groups import Groups, groups_of
from weaklib.action.impact.payback_words import Yield, sentence
from weaklib.action.impact.setting import Setting
from weaklib.action.impact.steps import judged
from weaklib.action.reasons import Row

COUNTS = ("asked", "pending", "replied", "introductions", "connections", "lasting", "too_new")

BEST = ("lasting", "connections", "introductions", "replied", "asked")
"""What the order goes by."""

COLUMNS = ("kind", "what", *COUNTS, "sentence", "rows")
"""The columns of `payback`."""


def payback(setting: Setting) -> pd.DataFrame:
    """Tell which circles, events, channels and purposes pay back, by what came in the period.

    Nothing here says that the one caused the other: a connection counts for the attempt that the ledger says
    it came of, for the circle that it came through or is in, and for the meeting that was the first contact.

    Parameters
    ----------
    setting
        The book and the ledger, as of which day, and the period.

    Returns
    -------
    DataFrame
        One row a group, by `kind` ("circle", "event", "channel", "purpose"), those with the most lasting
        connections first, then with the most connections, introductions and replies:

        - `what` it is called: a circle, a channel or a purpose by its name, in the words of `summary` where
          the ledger has none; a meeting or thread by its size and day.
        - `asked`: attempts that were sent in the period; `pending` of them are not 14 days old; `replied`, of
          the others, within 14 days.
        - `introductions` and `connections`, dated in the period, through it or in it.
        - `lasting`: with how many of these connections there was two-way contact more than 30 days after;
          of `too_new` it is too early to tell, or nothing could show it.
        - `sentence`, and `rows`, the evidence for every number.

    Examples
    --------
    >>> import weaklib as wl
    >>> from weaklib.action.impact.setting import setting_of
    >>> back = payback(setting_of(wl.read("data/example"), None, period="2022-03"))
    >>> back.loc[back["kind"] == "event", ["connections", "lasting"]].values.tolist()
    [[5, 5]]
    """
    return setting.once("payback", _payback)


def _payback(setting: Setting) -> pd.DataFrame:
    rows = [row for groups in groups_of(setting) for row in _of_kind(setting, groups)]
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    return table.astype(dict.fromkeys(COUNTS, "int64"))


def _of_kind(setting: Setting, groups: Groups) -> list[tuple[Any, ...]]:
    every = (
        (judged(setting), groups.asked),
        (introductions(setting), groups.introduced),
        (arrivals(setting), groups.connected),
    )
    places = [pd.Series(range(len(of))).groupby(of.to_numpy(dtype="object")).indices for _, of in every]
    told = []
    for key in sorted({str(key) for part in places for key in part} - {""}):
        asked, made, new = (
            table.iloc[part.get(key, [])] for (table, _), part in zip(every, places, strict=True)
        )
        what = readable(groups.names.get(key, key))
        found = _counted(asked, made, new)
        rows = _rows(setting, asked, made, new)
        told.append((groups.kind, what, *found, sentence(groups.kind, what, found), rows))
    return sorted(told, key=lambda row: (*(-row[COLUMNS.index(name)] for name in BEST), row[1]))


def _counted(asked: pd.DataFrame, made: pd.DataFrame, new: pd.DataFrame) -> Yield:
    pending = asked["pending"].astype("bool")
    return Yield(
        asked=len(asked),
        pending=int(pending.sum()),
        replied=int((asked["replied_in_time"].astype("bool") & ~pending).sum()),
        introductions=len(made),
        connections=len(new),
        lasting=int(new["lasting"].sum()),
        too_new=int(new["lasting"].isna().sum()),
    )


def _rows(setting: Setting, asked: pd.DataFrame, made: pd.DataFrame, new: pd.DataFrame) -> tuple[Row, ...]:
    came = setting.outcomes
    answers = came.index[came["attempt"].isin(asked.index)]
    entries = [("ledger", int(label)) for label in (*asked.index, *answers)]
    return tuple(dict.fromkeys([*entries, *(row for of in (*made["rows"], *new["rows"]) for row in of)]))

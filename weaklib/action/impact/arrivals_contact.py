"""Since when contact with somebody is two-way, and whether it lasted: by the exports and the ledger."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from weaklib.action.impact.chains_links import CONNECTED, called
from weaklib.action.impact.known import exports_end
from weaklib.action.impact.setting import Setting
from weaklib.action.reasons import Row
from weaklib.action.replies import MEETINGS, TWO_WAY_MEETING
from weaklib.action.yields import LASTING_DAYS, lasted

UNKNOWN = "unknown"
"""The class of a tie that no export could show."""

NONE = -1

Labels = tuple[Row, ...]


def two_way(setting: Setting, people: pd.Index[Any]) -> pd.DataFrame:
    """Tell since when contact with each of some people is two-way, as known by the day.

    It is so with messages or mail in both directions, a meeting of at most 8, or an attempt of the ledger to
    which they answered: any outcome but a connection, which a click makes.

    Parameters
    ----------
    setting
        The book and the ledger, as of which day.
    people
        Of whom; who is in no export may be among them.

    Returns
    -------
    DataFrame
        Indexed as `people`: `since` (a day; NaT where contact is not two-way), `told` (whether anything
        could show it: without an export that could and without an answer it is not known), and `rows`,
        those that made it so.
    """
    shown, answered = _shown(setting).reindex(people), _answered(setting).groupby("person").first()
    answered = answered.reindex(people)
    by_answer = answered["on"].notna() & ~(shown["since"] <= answered["on"])
    rows = [
        (("ledger", entry), ("ledger", attempt)) if by_ledger else labels
        for by_ledger, entry, attempt, labels in zip(
            by_answer, _ids(answered["entry"]), _ids(answered["attempt"]), _labels(shown), strict=True
        )
    ]
    since = shown["since"].mask(by_answer, answered["on"])
    could_be = ~setting.ties["class"].reindex(people).fillna(UNKNOWN).eq(UNKNOWN)
    return pd.DataFrame(
        {"since": since, "told": could_be | since.notna(), "rows": pd.Series(rows, people, dtype="object")}
    )


def lasting(setting: Setting, new: pd.DataFrame) -> pd.DataFrame:
    """Tell of new connections whether there was two-way contact more than 30 days after.

    Parameters
    ----------
    setting
        The book and the ledger, as of which day.
    new
        With columns `person` and `on`, the day of the connection; one row a person.

    Returns
    -------
    DataFrame
        Indexed as `new`: `lasting` (boolean; <NA> where the 30 days are not over by the day, as far as the
        exports reach, or nothing could show it) and `shown_by`, the rows of those who lasted.
    """
    at = (new["on"] + pd.Timedelta(days=1)).dt.tz_localize(
        setting.book.owner.zone, nonexistent="shift_forward", ambiguous=np.ones(len(new), dtype=bool)
    )
    labels = lasted(setting.situation, new[["person"]].assign(at=at.dt.tz_convert("UTC")))
    newest = _answered(setting).groupby("person").last().reindex(new["person"]).set_axis(new.index)
    over = new["on"] + pd.Timedelta(days=LASTING_DAYS)
    answered = newest["on"] > over
    rows: list[Labels] = [
        tuple(("interactions", label) for label in shown)
        or ((("ledger", entry), ("ledger", attempt)) if later else ())
        for shown, later, entry, attempt in zip(
            labels, answered, _ids(newest["entry"]), _ids(newest["attempt"]), strict=True
        )
    ]
    held = pd.Series([bool(row) for row in rows], new.index, dtype="boolean")
    unknown = setting.ties["class"].reindex(new["person"]).fillna(UNKNOWN).eq(UNKNOWN).to_numpy()
    undecided = ~held & (unknown | (over >= exports_end(setting.book, setting.day)))
    return pd.DataFrame(
        {"lasting": held.mask(undecided), "shown_by": pd.Series(rows, new.index, dtype="object")}
    )


def _shown(setting: Setting) -> pd.DataFrame:
    return setting.once("two_way", _first_shown)


def _first_shown(setting: Setting) -> pd.DataFrame:
    """Return since when the exports show two-way contact, with the one or two labels that do."""
    situation = setting.situation
    rows, numbers = situation.contacts, situation.numbers
    met = rows["channel"].isin(MEETINGS)
    sorts = {
        "out": ~met & (rows["direction"] == "out"),
        "in": ~met & (rows["direction"] == "in"),
        "met": met & (rows["group_size"] <= TWO_WAY_MEETING),
    }
    first = {name: _first(rows["at"], numbers, kind) for name, kind in sorts.items()}
    every = pd.RangeIndex(len(situation.numbered))
    at = pd.DataFrame({name: found["at"].reindex(every) for name, found in first.items()})
    label = pd.DataFrame({name: found["label"].reindex(every) for name, found in first.items()})
    both = at[["out", "in"]].max(axis=1, skipna=False)
    together = at["met"].notna() & ~(both <= at["met"])
    since = both.where(~together, at["met"])
    return pd.DataFrame(
        {
            "since": situation.days(since),
            "first": label["met"].where(together, label["out"].where(both.notna())),
            "second": label["in"].where(both.notna() & ~together),
        }
    ).set_axis(pd.Index([*situation.numbered], dtype="str"))


def _first(at: pd.Series[Any], numbers: pd.Series[int], kind: pd.Series[bool]) -> pd.DataFrame:
    firsts = at[kind & ~numbers.where(kind).duplicated()]
    return pd.DataFrame({"at": firsts, "label": firsts.index}).set_index(numbers[firsts.index])


def _answered(setting: Setting) -> pd.DataFrame:
    """Return who answered an attempt, when, and by which entries; by day."""
    came = setting.outcomes
    came = came[came["attempt"].notna() & came["step"].ne(CONNECTED)]
    whom = came["person"].str.strip().map(called(setting))
    table = pd.DataFrame({"person": whom, "on": came["on"], "entry": came.index, "attempt": came["attempt"]})
    return table.sort_values(["on", "entry"], kind="stable")


def _labels(shown: pd.DataFrame) -> list[Labels]:
    pairs = zip(_ids(shown["first"]), _ids(shown["second"]), strict=True)
    return [tuple(("interactions", label) for label in pair if label != NONE) for pair in pairs]


def _ids(labels: pd.Series[Any]) -> list[int]:
    whole: list[int] = labels.fillna(NONE).astype("int64").tolist()
    return whole

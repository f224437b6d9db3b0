"""Since when contact with somebody is two-way, and whether it lasted: by the exports and the ledger."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from weaklib.action.impact.chains_links import CONNECTED, called
from weaklib.action.impact.known import exports_end
from weaklib.action.impact.setting import Setting
from weaklib.action.reasons import Row
from weaklib.action.replies import two_way as two_way_of
from weaklib.action.yields import LASTING_DAYS, lasted
from weaklib.measures.roll import NEVER, as_dates

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
    shown, answered = _shown(setting).reindex(people), _first_answer(setting).reindex(people)
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


def two_way_since(setting: Setting, people: pd.Index[Any]) -> pd.Series[Any]:
    """Return what `two_way` has under `since`.

    Parameters
    ----------
    setting, people
        As for `two_way`.
    """
    shown, answered = (
        told.reindex(people) for told in (_shown(setting)["since"], _first_answer(setting)["on"])
    )
    return shown.mask(answered.notna() & ~(shown <= answered), answered)


def _first_answer(setting: Setting) -> pd.DataFrame:
    return _answered(setting).groupby("person").first()


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
    told, found = situation.told, two_way_of(situation)
    days, labels = np.append(told.day, NEVER), np.append(told.label, NONE)
    last = np.maximum(found.first, found.second)  # the later of the two made it two-way
    return pd.DataFrame(
        {
            "since": as_dates(days[last], told.people),
            "first": labels[found.first],
            "second": labels[found.second],
        },
        index=told.people,
    )


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

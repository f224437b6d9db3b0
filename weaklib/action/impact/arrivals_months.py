"""New connections a month, by how they came; where no export of connections reaches, nothing is known."""

from __future__ import annotations

import numpy as np
import pandas as pd

from weaklib.action.impact.arrivals_how import HOW
from weaklib.action.impact.setting import Setting

LISTED_BY = "linkedin connections"
"""The kind of export that lists connections."""


def per_month(table: pd.DataFrame, setting: Setting) -> pd.DataFrame:
    """Count new connections by month and by how they came.

    Parameters
    ----------
    table
        What `arrivals` returns.
    setting
        Of which it was made.

    Returns
    -------
    DataFrame
        Indexed by `month`, the last day of each, from the first to the last of the period, or of the record,
        and not beyond the day; one column for each of `HOW`. 0 where an export of connections reaches and
        nobody came so; nan where none reaches, unless the ledger tells of somebody.
    """
    month = table["on"].dt.to_period("M")
    reach = _reach(setting)
    months = _months(setting, [*month, *reach])
    reached = np.zeros(len(months), dtype=bool)
    if reach:
        reached = np.asarray((months >= reach[0]) & (months <= reach[1]))
    counts = pd.crosstab(month, table["how"]).reindex(index=months, columns=list(HOW), fill_value=0)
    known = counts.astype("float64").where(counts.gt(0) | reached[:, None])
    index = pd.DatetimeIndex(months.to_timestamp(how="end").normalize(), name="month")
    return known.set_axis(index).rename_axis(columns="how")


def _months(setting: Setting, known: list[pd.Period]) -> pd.PeriodIndex:
    start, end, today = setting.period.start, setting.period.end, setting.day.to_period("M")
    if start is None or end is None:
        return pd.period_range(min([*known, today]), today, freq="M")
    return pd.period_range(start.to_period("M"), min(end.to_period("M"), today), freq="M")


def _reach(setting: Setting) -> tuple[()] | tuple[pd.Period, pd.Period]:
    """Return the first month of which an export lists connections, and the last by the day; () for none."""
    coverage = setting.book.coverage
    files = coverage[coverage["kind"] == LISTED_BY]
    days = pd.concat([files["first"], setting.book.people["connected_on"], files["last"]]).dropna()
    if files["last"].isna().all():
        return ()
    last = min(files["last"].max(), setting.day)
    return days.min().to_period("M"), last.to_period("M")

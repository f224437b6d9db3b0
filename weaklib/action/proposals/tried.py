"""Which attempt something belongs to: the newest with that person before it."""

from __future__ import annotations

import pandas as pd

from weaklib.action.proposals.known import Known


def after_attempts(known: Known, rows: pd.DataFrame, *, by: str = "at") -> pd.DataFrame:
    """Return rows of people with the newest attempt with each before them; rows before any are left out.

    Parameters
    ----------
    known
        What is on record.
    rows
        With `person`, `on` and `at`.
    by
        What tells before from after: the moment "at", or the day "on", on which nothing comes after.

    Returns
    -------
    DataFrame
        The rows by time, with `id` (of the attempt), `sent_on`, `shown` (whether the asking is on record),
        and `after`, in days.
    """
    column = {"at": "at", "on": "sent_on"}[by]
    tried = known.tried.sort_values([column, "id"], kind="stable")
    sent = tried[["person", "id", "sent_on", "shown"]].assign(**{by: tried[column].astype(rows[by].dtype)})
    found = pd.merge_asof(
        rows.astype({"person": "str"}).sort_values(by, kind="stable"),
        sent.astype({"person": "str"}),
        on=by,
        by="person",
        allow_exact_matches=False,
    )
    found = found[found["id"].notna()].astype({"id": "int64"})
    return found.assign(after=(found["on"] - found["sent_on"]).dt.days)

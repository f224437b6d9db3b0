"""Who was in touch in the month after? What strength foretells, beside recency and frequency alone.

At the end of each of the last months, ties are ranked by what was known until then, and the rankings are
held to what came in the days after.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from weaklib.book import Book
from weaklib.measures.contact import contact_rows
from weaklib.measures.period import day_of
from weaklib.measures.ranking import Floats, auc, ends_of, interval
from weaklib.measures.strength import Defaults
from weaklib.measures.temporal import tie_strengths
from weaklib.measures.ties import tie_table

PREDICTORS = ("strength", "decayed_days", "recency", "frequency")
"""What ranks the ties: strength; contact days that fade; how recent contact was; all contact days."""
AGAINST = ("recency", "frequency")
"""The plain signals that the others are held against."""
FEWEST = 10
"""With fewer ties than this in touch, or not in touch, over all months, there is no conclusion."""


def months_after(
    record: pd.DataFrame,
    *,
    until: str | pd.Timestamp | None = None,
    months: int = 12,
    days: int = 30,
    defaults: Defaults | None = None,
) -> pd.DataFrame:
    """Return for each tie of a record, month by month, what was known of it and whether contact followed.

    Parameters
    ----------
    record
        What `contact_record` returns.
    until
        The last day that the record speaks for; by default that of its last row.
    months
        How many months to look back on; fewer where the record does not reach so far.
    days
        The length of a month.
    defaults
        Half-life and weights of strength.

    Returns
    -------
    pd.DataFrame
        One row a tie and month, for ties in touch at any time before: `person`, `other`, `on` (the day at
        whose end it was judged), `in_touch` (in the `days` after), and the predictors: `strength`,
        `decayed_days`, `recency` (days of silence, negative), `frequency` (contact days).
    """
    rows = []
    first = record["day"].min()
    for day in _cuts(first, record["day"].max() if until is None else day_of(until, "until"), months, days):
        table = tie_strengths(record, day, defaults=defaults)
        after = record[(record["day"] > day) & (record["day"] <= day + pd.Timedelta(days=days))]
        pairs = pd.MultiIndex.from_frame(after[["person", "other"]])
        known = table[["strength", "decayed_days"]].assign(
            on=day,
            in_touch=table.index.isin(pairs),
            recency=-table["silence_days"],
            frequency=table["contact_days"],
        )
        rows.append(known.reset_index())
    return _together(rows)


def own_months_after(
    book: Book,
    *,
    until: str | pd.Timestamp | None = None,
    months: int = 12,
    days: int = 30,
    defaults: Defaults | None = None,
) -> pd.DataFrame:
    """Return for each of the owner's own ties, month by month, what was known and whether contact followed.

    Parameters
    ----------
    book
        What was read.
    until
        The last day that the exports speak for; by default the last that they cover.
    months, days, defaults
        As for `months_after`.

    Returns
    -------
    pd.DataFrame
        As `months_after` returns it; `other` is "" for the owner. `strength` is that of `tie_table`, and
        `decayed_days` are weighted by the size of the group.
    """
    rules = defaults or Defaults()
    end = book.day(until)
    contacts = contact_rows(book, max_meeting=rules.max_meeting, max_thread=rules.max_thread)
    rows = []
    for day in _cuts(contacts["day"].min(), end, months, days):
        table = tie_table(book, day, defaults=rules)
        table = table[table["contact_days"] > 0]
        after = (contacts["day"] > day) & (contacts["day"] <= day + pd.Timedelta(days=days))
        known = pd.DataFrame(
            {
                "other": "",
                "on": day,
                "in_touch": table.index.isin(contacts.loc[after, "person"]),
                "strength": table["strength"],
                "decayed_days": 3 * table["intensity"] / (1 - table["intensity"]),
                "recency": -table["silence_days"],
                "frequency": table["contact_days"],
            }
        )
        rows.append(known.reset_index())
    return _together(rows)


COLUMNS = ("person", "other", "on", "in_touch", *PREDICTORS)
"""The columns of `months_after`."""


def _cuts(first: pd.Timestamp, end: pd.Timestamp, months: int, days: int) -> Iterator[pd.Timestamp]:
    """Yield the days at whose end ties are judged: the first has a month of record before it."""
    if pd.isna(first):
        return
    for back in range(months, 0, -1):
        day = end - pd.Timedelta(days=back * days)
        if day >= first + pd.Timedelta(days=days):
            yield day


def _together(rows: list[pd.DataFrame]) -> pd.DataFrame:
    if not rows:
        return pd.DataFrame(columns=list(COLUMNS))
    found = pd.concat(rows, ignore_index=True)
    return found.astype(dict.fromkeys(PREDICTORS, "float64"))[list(COLUMNS)]


def foretold(cases: pd.DataFrame) -> pd.DataFrame:
    """Tell how well each predictor ranks who was in touch in the month after, with 95% intervals.

    The AUC is the chance that a tie in touch ranks above one that was not: 0.5 for a coin, 1 for certainty.
    It is taken within each month and averaged; months in which all or none were in touch do not count.

    Parameters
    ----------
    cases
        What `months_after` or `own_months_after` returns.

    Returns
    -------
    pd.DataFrame
        Indexed by predictor: `auc`, `low`, `high`, `cases` (ties and months), `in_touch` (of these). nan
        where no month has both.
    """
    areas, pulls, judged = _areas(cases)
    ends = ends_of(judged["person"], judged["other"])
    rows = {}
    for name in PREDICTORS:
        low, high = interval(areas[name], pulls[name], ends) if len(judged) else (np.nan, np.nan)
        rows[name] = {"auc": areas[name], "low": low, "high": high}
    table = pd.DataFrame.from_dict(rows, "index").rename_axis("predictor")
    return table.assign(cases=len(judged), in_touch=int(judged["in_touch"].sum()))


def compared(cases: pd.DataFrame, *, against: Sequence[str] = AGAINST) -> pd.DataFrame:
    """Tell whether strength foretells contact better than plain signals do: paired differences in AUC.

    Both rankings are held to the same ties and months, so what makes a month easy falls out.

    Parameters
    ----------
    cases
        What `months_after` or `own_months_after` returns.
    against
        The plain signals.

    Returns
    -------
    pd.DataFrame
        Indexed by `predictor` and `against`: `difference` in AUC, positive where the predictor is better;
        `low` and `high` (95%); `verdict`, which is "better" or "worse" only where the interval leaves out
        0 and at least `FEWEST` cases were in touch and as many not, else "no conclusion".
    """
    areas, pulls, judged = _areas(cases)
    enough = min(judged["in_touch"].sum(), (~judged["in_touch"].astype("bool")).sum()) >= FEWEST
    ends = ends_of(judged["person"], judged["other"])
    rows = {}
    for name in PREDICTORS[:2]:
        for plain in against:
            gain = areas[name] - areas[plain]
            pull = pulls[name] - pulls[plain]
            low, high = interval(gain, pull, ends) if len(judged) else (np.nan, np.nan)
            verdict = "better" if low > 0 else "worse" if high < 0 else "no conclusion"
            told = verdict if enough else "no conclusion"
            rows[name, plain] = {"difference": gain, "low": low, "high": high, "verdict": told}
    index = pd.MultiIndex.from_tuples(rows, names=["predictor", "against"])
    return pd.DataFrame([*rows.values()], index=index)


def _areas(cases: pd.DataFrame) -> tuple[dict[str, float], dict[str, Floats], pd.DataFrame]:
    """Return for each predictor the mean AUC of the months, the pull of each case, and the cases."""
    outcomes = cases.groupby("on")["in_touch"].nunique()
    judged = cases[cases["on"].isin(outcomes.index[outcomes == 2])].reset_index(drop=True)
    happened = judged["in_touch"].to_numpy(bool)
    months = [*judged.groupby("on").indices.values()]
    areas, pulls = {}, {}
    for name in PREDICTORS:
        pull = np.zeros(len(judged))
        found = []
        for rows in months:
            area, pull[rows] = auc(judged[name].to_numpy(np.float64)[rows], happened[rows])
            found.append(area)
        areas[name] = float(np.mean(found)) if found else np.nan
        pulls[name] = pull / max(len(months), 1)
    return areas, pulls, judged

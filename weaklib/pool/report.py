"""What a pool may tell of itself: numbers in steps of k, and who agreed to be named."""

from __future__ import annotations

import pandas as pd

from weaklib.pool.engine import Pool
from weaklib.pool.engine.tables import REACH, TARGETS, TIES, Table
from weaklib.pool.questions import coverage, only_bridges
from weaklib.pool.questions.telling import told_of_all


def summary(pool: Pool) -> pd.Series:
    """Return how large a pool is, in steps of k.

    Returns
    -------
    Series
        `members`, `ties` (rows of all sheets), `humans` (whom they know), `organisations`, `fields`; nan for
        a few or none, and for all where fewer than k sheets count.
    """
    counts = pool.answer(_sizes).iloc[0]
    every = pd.Series({"members": float(len(pool.members)), **counts}, dtype="float64")
    return told_of_all(every, pool).rename("count")


def gaps(pool: Pool) -> list[str]:
    """Return the fields of the vocabulary that a few members reach, or none."""
    covered = coverage(pool)
    few = covered["members"].isna() & (covered["kind"] == "field")
    return [str(name) for name in covered.loc[few, "name"]]


def brokers(pool: Pool) -> pd.DataFrame:
    """Return the members who agreed to be named, and how much each of them alone opens to the pool.

    Returns
    -------
    DataFrame
        `alias`, `organisations` and `fields` that nobody else leads to (in steps of k; nan for a few or
        none), who opens most first; members without any are not in it. All are nan where
        fewer than k sheets count.
    """
    sole = only_bridges(pool)
    counts = pd.crosstab(sole["member"], sole["kind"]).reindex(
        columns=["organisation", "field"], fill_value=0
    )
    table = pd.DataFrame(
        {
            "alias": pool.members["alias"].reindex(counts.index).astype("str"),
            "organisations": told_of_all(counts["organisation"], pool),
            "fields": told_of_all(counts["field"], pool),
        }
    ).rename_axis("member")
    # by what is told alone: an order by the exact numbers would tell more
    order = table.sort_values(
        ["organisations", "fields", "alias", "member"], ascending=[False, False, True, True]
    )
    return order.reset_index(drop=True)


def _sizes() -> Table:
    ties = TIES.agg(ties=TIES.count(), fields=TIES.field.nunique())
    humans = TARGETS.agg(humans=TARGETS.count())
    whole = ties.cross_join(humans).cross_join(REACH.agg(organisations=REACH.organisation.nunique()))
    return whole.select("ties", "humans", "organisations", "fields")

"""What a shared report is counted from, still exact: it goes no further than to what protects it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import networkx as nx
import numpy as np
import pandas as pd

from weaklib.action.impact.setting import Setting
from weaklib.action.impact.steps import has_step, judged
from weaklib.action.ledger.entries import OUTCOMES
from weaklib.measures.classes import class_counts
from weaklib.pages.share.labels import ASKED, CONSTRAINT, EMPLOYERS, GROUPS, SIZE, VARIED, fields, ranks


class Counts(NamedTuple):
    """Exact numbers, each of which may betray somebody.

    Attributes
    ----------
    day
        The day of all but `trend`.
    classes
        How many people in each class.
    trend
        The same on earlier days: indexed by the day, one column a class.
    fields, ranks
        How many people in each; who is in none is not counted.
    circles
        How many people in each circle, by its name in the private report.
    ties
        One row a pair of circles that are tied: `one`, `other`, `ties`, and of how many people of each
        (`people_one`, `people_other`).
    asked
        One row a group of ties and step: `group`, `step`, `count` of messages, `people` of whom.
    measures
        The measures of the whole network; nan where not measurable.
    """

    day: pd.Timestamp
    classes: pd.Series[int]
    trend: pd.DataFrame
    fields: pd.Series[int]
    ranks: pd.Series[int]
    circles: pd.Series[int]
    ties: pd.DataFrame
    asked: pd.DataFrame
    measures: Mapping[str, float]


def counts_of(  # noqa: PLR0913 - each is one of the measures
    day: pd.Timestamp,
    ties: pd.DataFrame,
    graph: nx.Graph[Any],
    circles: pd.Series[Any],
    *,
    work: pd.DataFrame,
    trend: pd.DataFrame,
    diversity: pd.DataFrame,
    structure: tuple[float, float],
    asked: pd.DataFrame,
) -> Counts:
    """Count what a shared report is about.

    Parameters
    ----------
    day
        The day of the report.
    ties, graph, circles
        From `tie_table`, `contact_network` and `find_circles`.
    work
        From `current_work`.
    trend
        From `class_history`.
    diversity
        From `diversity_table`.
    structure
        Constraint and effective size of the owner's network.
    asked
        From `asked_of`.
    """
    work = work.reindex(ties.index)
    employers = diversity.loc["organisation"].to_dict()
    return Counts(
        day=day,
        classes=class_counts(ties),
        trend=trend[trend.index < day],
        fields=_held(work["field"], fields()),
        ranks=_held(work["seniority"], ranks()),
        circles=circles.value_counts(),
        ties=ties_between(graph, circles),
        asked=asked,
        measures={
            EMPLOYERS: float(employers["categories"]),
            VARIED: float(employers["q1"]),
            CONSTRAINT: 100 * structure[0],
            SIZE: structure[1],
        },
    )


def ties_between(graph: nx.Graph[Any], circles: pd.Series[Any]) -> pd.DataFrame:
    """Return how many ties join each two circles, and how many people of each these ties end at.

    Parameters
    ----------
    graph
        Contacts and their ties.
    circles
        The circle of each; nan without one.
    """
    known = circles.dropna().astype("str").to_dict()
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for left, right in graph.edges():
        ends = sorted((known[person], str(person)) for person in (left, right) if person in known)
        if len(ends) == 2 and ends[0][0] != ends[1][0]:
            found.setdefault((ends[0][0], ends[1][0]), []).append((ends[0][1], ends[1][1]))
    rows = [
        (*pair, len(ties), len({one for one, _ in ties}), len({other for _, other in ties}))
        for pair, ties in sorted(found.items())
    ]
    return pd.DataFrame(rows, columns=["one", "other", "ties", "people_one", "people_other"])


def asked_of(setting: Setting) -> pd.DataFrame:
    """Return of weak and of strong ties how many messages are due for an answer, and what came of them.

    Parameters
    ----------
    setting
        What was asked and what came.
    """
    attempts = judged(setting)
    over = attempts[~attempts["pending"]]
    rows = []
    for group in GROUPS:
        theirs = over[over["strength_group"] == group]
        came = {ASKED: np.ones(len(theirs), dtype=bool)}
        came |= {step: has_step(theirs, step).to_numpy("bool") for step in OUTCOMES}
        rows += [
            (group, step, int(those.sum()), theirs.loc[those, "person"].nunique())
            for step, those in came.items()
        ]
    return pd.DataFrame(rows, columns=["group", "step", "count", "people"])


def _held(values: pd.Series[Any], known: tuple[str, ...]) -> pd.Series[int]:
    """Count the values that are words of ours; anything else counts as not known."""
    return values.value_counts().reindex(list(known), fill_value=0)

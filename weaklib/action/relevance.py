"""How far each person has to do with the goals, and by which goals and rows."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from weaklib.action.goals import NAME, Goals
from weaklib.action.goals_matched import KINDS, ONE, matchable, matches
from weaklib.action.reasons import Reason
from weaklib.action.relevance_sentences import reason_for
from weaklib.action.situation import Situation

__all__ = ["matches", "relevance", "relevance_reasons", "unmatched"]

MOST_SHARE = 0.99
"""No single match makes everything else worthless."""


def relevance(situation: Situation) -> pd.Series[Any]:
    """Return how far each person has to do with the goals, 0 to 1.

    relevance = f + (1 - f) * (1 - product over the goals matched of (1 - share)), where share = weight of the
    kind of goal x certainty of the match, and f = `goal_floor`, what somebody has who matches none: little is
    known of most people, and a list without surprises is none. It never falls by a further match.

    Parameters
    ----------
    situation
        What is known, the goals, and the weights `goal_...`.

    Returns
    -------
    Series
        Indexed by `person` as `situation.ties`; 1 for all without goals that people can match.

    References
    ----------
    METRICS, section 9: "relevance 1 when no goals are given". The combination is that of independent pieces
    of evidence (noisy or; Pearl 1988, Probabilistic Reasoning in Intelligent Systems).
    """
    people = situation.ties.index
    if not matchable(situation.goals):
        return pd.Series(1.0, index=people, name="relevance")
    floor = min(situation.weights.goal_floor, 1.0)
    found = matches(situation)
    left = _left_over(found).groupby(found["person"]).prod().reindex(people).fillna(1.0)
    answer: pd.Series[Any] = 1 - (1 - floor) * left
    return answer.rename("relevance")


def relevance_reasons(
    situation: Situation, people: Iterable[object] | None = None
) -> Mapping[str, tuple[Reason, ...]]:
    """Return by which goals people are relevant: a sentence a goal, with the row that says so.

    Parameters
    ----------
    situation
        What is known, the goals, and the weights.
    people
        Only these; by default everybody.

    Returns
    -------
    Mapping
        The reasons of each person who matches a goal, what adds most first; what they add comes to the
        person's relevance less `goal_floor`.
    """
    found = matches(situation)
    floor = min(situation.weights.goal_floor, 1.0)
    left = _left_over(found)
    evidence = left.map(math.log)
    whole = evidence.groupby(found["person"]).transform("sum")
    together = 1 - left.groupby(found["person"]).transform("prod")
    chosen = found.assign(adds=((1 - floor) * together * evidence / whole).fillna(0.0))
    if people is not None:
        chosen = chosen[chosen["person"].isin([*people])]
    return {
        str(person): tuple(reason_for(situation, match) for match in rows.to_dict("records"))
        for person, rows in chosen.groupby("person", sort=True)
    }


def unmatched(situation: Situation) -> pd.Series[Any]:
    """Return the goals that nobody matches, each with a sentence that says so.

    Parameters
    ----------
    situation
        What is known, and the goals.

    Returns
    -------
    Series
        Indexed by `goal` ("fields[2]"), in the order of the goals; empty where each is matched.
    """
    met = set(matches(situation)["goal"])
    goals = situation.goals
    asked = {f"{key}[{n}]": (key, said) for key in KINDS for n, said in enumerate(getattr(goals, key))}
    told = {goal: _nobody(goals, goal, *of) for goal, of in asked.items() if goal not in met}
    return pd.Series(told, index=pd.Index([*told], name="goal", dtype="str"), dtype="str", name="told")


def _nobody(goals: Goals, goal: str, key: str, said: str) -> str:
    line = f" (line {goals.lines[goal]} of {NAME})" if goal in goals.lines else ""
    return f"None of your contacts matches the {ONE[key]} {said!r} of your goals{line}."


def _left_over(found: pd.DataFrame) -> pd.Series[Any]:
    """Return what each match leaves of the way to 1."""
    share: pd.Series[Any] = found["share"].astype("float64").clip(0, MOST_SHARE)
    return 1 - share

"""The order of a list: by what each suggestion scores, once each, and the first of it spread."""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Mapping, Sequence
from itertools import groupby
from typing import TypeAlias

import pandas as pd

from weaklib.action.reasons import Candidate
from weaklib.action.reconnecting_reasons import STRONG
from weaklib.action.situation import Situation
from weaklib.action.spreading import Workplaces, spread, within

Scored: TypeAlias = tuple[Candidate, float]

ENOUGH = 20
"""So many times as many as are shown are looked at first."""


def in_order(candidates: Sequence[Candidate], chance: pd.DataFrame, seed: int) -> list[Scored]:
    """Return suggestions by relevance x value x chance of a reply, the best first; equals by lot.

    Parameters
    ----------
    candidates
        Whom, or what, to suggest.
    chance
        What `replies` returns.
    seed
        The same seed draws the same lots.
    """
    people = [each.person for each in candidates if each.person is not None]
    place = chance.index.get_indexer(pd.Index(people, dtype="str"))
    p_reply = dict(zip(people, chance["p_reply"].to_numpy()[place].tolist(), strict=True))
    scored = [
        (each, each.relevance * each.value * (p_reply[each.person] if each.person is not None else 1.0))
        for each in candidates
    ]
    scored.sort(key=_score, reverse=True)  # in reverse, too, equals keep their order
    # a lot is drawn only among equals
    return [each for _, equals in groupby(scored, key=_score) for each in _in_turn([*equals], seed)]


def _score(each: Scored) -> float:
    return each[1]


def _in_turn(equals: list[Scored], seed: int) -> list[Scored]:
    return sorted(equals, key=lambda each: _lot(each[0].person, seed)) if len(equals) > 1 else equals


def _lot(person: str | None, seed: int) -> bytes:
    """Draw a lot for a person, which depends on nobody else."""
    return hashlib.sha256(f"{seed}:{person}".encode()).digest()


def people_of(scored: Sequence[Scored]) -> list[str]:
    """Return of whom suggestions are, in their order."""
    return [each.person for each, _ in scored if each.person is not None]


def once_each(scored: Sequence[Scored]) -> list[Scored]:
    """Keep the best suggestion of each person, and each one that is of nobody."""
    seen: set[str] = set()
    kept = []
    for candidate, score in scored:
        if candidate.person is None or candidate.person not in seen:
            kept.append((candidate, score))
        if candidate.person is not None:
            seen.add(candidate.person)
    return kept


def first_of(situation: Situation, scored: Sequence[Scored], limit: int) -> list[Scored]:
    """Return the first of a list that is spread: as a rule its first few hundred settle them.

    Parameters
    ----------
    situation
        Where people work, in which circle they are and how close, and how many of a kind are let in.
    scored
        From `in_order`, each person once.
    limit
        How many to return.
    """
    few = scored[: ENOUGH * max(limit, situation.weights.top)]
    found, settled = _spread_all(situation, few)
    return (found if settled or len(few) == len(scored) else _spread_all(situation, scored)[0])[:limit]


def _spread_all(situation: Situation, scored: Sequence[Scored]) -> tuple[list[Scored], bool]:
    """Spread a list; and tell whether the first of it would be the same if it went on."""
    weights, ties = situation.weights, situation.ties
    people = ties.index.intersection(people_of(scored))
    strong = (ties.loc[people, ["strength", "peak_strength"]].max(axis=1) >= STRONG).map(
        {True: "strong", False: "weak"}
    )
    shared: dict[str, Mapping[Hashable, object]] = {
        "organisation": Workplaces(ties.loc[people, "organisation"].dropna().to_dict()),
        "circle": {} if situation.circles is None else situation.circles.reindex(people).dropna().to_dict(),
        "strength": strong.to_dict(),
    }
    most = {
        "organisation": weights.most_per_organisation,
        "circle": weights.most_per_circle,
        "strength": weights.most_alike,
    }
    by_key: dict[Hashable, Scored] = {
        each.person if each.person is not None else number: (each, score)
        for number, (each, score) in enumerate(scored)
    }
    order = spread([*by_key], shared, most=most, top=weights.top)
    settled = len(order) >= weights.top and within(order[: weights.top], shared, most)
    return [by_key[key] for key in order], settled

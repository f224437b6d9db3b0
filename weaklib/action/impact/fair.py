"""The fair comparison: among people who rank alike, let chance choose between a weak tie and a strong one."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from weaklib.action.impact.comparison import BY_CHANCE
from weaklib.action.impact.steps import strength_of
from weaklib.action.impact.words import percent
from weaklib.book import InputError


def choose(
    plan: pd.DataFrame,
    *,
    slots: int,
    seed: int,
    within: float = 0.1,
    ties: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Choose whom to write to from a plan, by chance between weak and strong ties that rank alike.

    For each place the best that are left are looked at: all of the same purpose whose score is within
    `within` of the best. Where both weak and strong ties are among them, a lot says which of the two, each
    with probability 1/2, and another lot who of them; else the best is taken. Lots hang on `seed` and on who
    is there, and on no order: the same plan gives the same choice.

    Parameters
    ----------
    plan
        What `outreach.plan` returns; rows of nobody are left out.
    slots
        How many to choose.
    seed
        Of the lots.
    within
        How far below the best score, as a part of it, somebody still ranks alike: 0 to 1.
    ties
        What `tie_table` returns, for the class of each; not needed where the plan has a column `class`.

    Returns
    -------
    DataFrame
        Rows of the plan, each person once, in the order of choice, with `chosen`: "chance" where a lot chose
        between weak and strong, else "". Who keeps it when the message is entered in the ledger
        (`Ledger.add(..., chosen=...)`) makes `contrast(..., within="chance")` a fair comparison. `attrs` are
        those of the plan, with `chance`: a sentence that says so.

    Raises
    ------
    InputError
        If `slots` is below 0, `within` is not from 0 to 1, or no class is known.

    References
    ----------
    METRICS, section 7.
    """
    if slots < 0 or not 0 <= within <= 1:
        msg = f"slots is {slots} and within is {within}; write a number of 0 or more, and a part from 0 to 1."
        raise InputError(msg)
    left = _candidates(plan, ties, seed)
    taken: list[int] = []
    chosen: list[str] = []
    while left and len(taken) < slots:
        best, how = _next(left, seed, within)
        taken.append(best.place)
        chosen.append(how)
        left = [each for each in left if each.person != best.person]
    found = plan.iloc[taken].reset_index(drop=True).assign(chosen=pd.Series(chosen, dtype="str"))
    found.attrs = {**plan.attrs, "chance": _told(found, seed, within)}
    return found


class _Candidate(NamedTuple):
    score: float
    lot: bytes
    place: int
    person: str
    purpose: str
    group: str


def _candidates(plan: pd.DataFrame, ties: pd.DataFrame | None, seed: int) -> list[_Candidate]:
    """Return who can be chosen, the best first; equals by lot, whatever their order in the plan."""
    if "class" in plan:
        classes = plan["class"]
    elif ties is not None:
        classes = plan["person"].map(ties["class"].to_dict())
    else:
        msg = "The plan does not tell the class of each tie; hand over ties, what tie_table returns."
        raise InputError(msg)
    rows = zip(plan["score"], plan["person"], plan["purpose"], strength_of(classes), strict=True)
    found = [
        _Candidate(float(score), _lot(seed, purpose, person), place, str(person), str(purpose), group)
        for place, (score, person, purpose, group) in enumerate(rows)
        if pd.notna(person) and pd.notna(score)
    ]
    return sorted(found, key=lambda each: (-each.score, each.lot))


def _next(left: Sequence[_Candidate], seed: int, within: float) -> tuple[_Candidate, str]:
    """Return who is next, and whether chance chose."""
    best = left[0]
    alike = [
        each for each in left if each.purpose == best.purpose and each.score >= best.score * (1 - within)
    ]
    if not {"weak", "strong"} <= {each.group for each in alike}:
        return best, ""
    who = sorted(each.person for each in alike)
    group = "weak" if _lot(seed, "weak or strong", *who)[0] % 2 else "strong"
    side = [each for each in alike if each.group == group]
    return min(side, key=lambda each: _lot(seed, "who", each.person, *who)), BY_CHANCE


def _lot(seed: int, *what: object) -> bytes:
    return hashlib.sha256(repr((seed, *map(str, what))).encode()).digest()


def _told(found: pd.DataFrame, seed: int, within: float) -> str:
    by_chance = int((found["chosen"] == BY_CHANCE).sum())
    if not by_chance:
        return "Nobody was chosen by chance: no weak and strong ties rank alike."
    of = f"Of {len(found):,} people" if len(found) > 1 else "Of 1 person"
    verb = "was" if by_chance == 1 else "were"
    return (
        f"{of}, {by_chance} {verb} chosen by chance (seed {seed}) between weak and strong ties whose scores "
        f"lie within {percent(within)} of the best of them, so that what comes of it can be compared fairly."
    )

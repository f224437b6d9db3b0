"""The rhythms at which planted ties live: periods of bursty contact, rests, and how much ties differ.

The parameters below were written down before any measure was tuned on what they make.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
RhythmName = Literal["slow", "fast", "mixed"]


@dataclass(frozen=True)
class Rhythm:
    """How ties live: periods of contact ("lives") and rests between them, in days.

    Attributes
    ----------
    life, rest
        The medians of a life and of the rest after it.
    gap
        The mean gap between contacts of the closest ties during a life.
    """

    life: float
    rest: float
    gap: float


SLOW = Rhythm(life=540, rest=720, gap=30)
FAST = Rhythm(life=14, rest=90, gap=1.5)
MIXTURES: Mapping[str, tuple[Rhythm, ...]] = MappingProxyType(
    {"slow": (SLOW,), "fast": (FAST,), "mixed": (SLOW, FAST)}
)
"""The rhythms that each name mixes; a tie keeps one of them for good."""

LIFE_SPREAD = 0.8  # of the logarithm of lives and rests
RATE_SPREAD = 0.6  # of the logarithm of the ties' own gaps: few ties make most of the contact
GAP_SPREAD = 1.2  # of the logarithm of the gaps in one tie: burstiness (s - m)/(s + m) of about .3


def contacts(
    times_closest: Floats, rhythm: RhythmName, length: float, rng: np.random.Generator
) -> tuple[Ints, Floats, Ints, Floats, Floats]:
    """Return the tie and the time of each contact; and the tie, the start and the end of each life.

    A life opens with a contact; the rest of it is cut into gaps of very uneven lengths.

    Parameters
    ----------
    times_closest
        For each tie, how many times the gap of the closest ties its own mean gap is.
    rhythm
        The rhythm of all ties, or the mixture from which each takes its own.
    length
        Of the record, in days; times run from 0 to `length`.
    rng
        Decides everything.
    """
    choices = MIXTURES[rhythm]
    ties = len(times_closest)
    kind = rng.integers(0, len(choices), ties)
    own = times_closest * np.exp(rng.normal(-(RATE_SPREAD**2) / 2, RATE_SPREAD, ties))
    life, rest, gap = (
        np.array([getattr(choice, name) for choice in choices])[kind] for name in ("life", "rest", "gap")
    )
    cycles = 4 + int(3 * length / min(choice.life + choice.rest for choice in choices))
    lives, rests = np.exp(rng.normal(0, LIFE_SPREAD, (2, ties, cycles)))
    lives, rests = lives * life[:, None], rests * (rest * np.sqrt(own))[:, None]
    ends = np.cumsum(lives + rests, axis=1) - rests - (rng.random(ties) * 2 * (life + rest))[:, None]
    seen = (ends > 0) & (ends - lives < length)
    tie, end, lasts = np.nonzero(seen)[0], ends[seen], lives[seen]
    count = 1 + rng.poisson(lasts / (gap * own)[tie])
    of_life = np.repeat(np.arange(len(tie)), count)
    pieces = np.exp(rng.normal(0, GAP_SPREAD, len(of_life)))
    passed = np.cumsum(pieces)
    whole = np.bincount(of_life, pieces, minlength=len(tie))
    before = np.repeat(np.cumsum(whole) - whole, count) + pieces
    at = (end - lasts)[of_life] + lasts[of_life] * (passed - before) / whole[of_life]
    inside = (at >= 0) & (at < length)
    return tie[of_life[inside]], at[inside], tie, end - lasts, end


def alive(person: Ints, at: Floats, lives: tuple[Ints, Floats, Floats]) -> npt.NDArray[np.bool_]:
    """Tell whether the person's tie had a life at that time; lives are in order of person and start.

    Parameters
    ----------
    person, at
        Whose tie, and when.
    lives
        The person, the start and the end of each life, as `contacts` returns them.
    """
    of, starts, ends = lives
    if len(of) == 0:
        return np.zeros(len(person), dtype=bool)
    scale = 1 + 2 * (np.abs(at).max(initial=0) + np.abs(starts).max(initial=0))
    last = np.searchsorted(of * scale + starts, person * scale + at, side="right") - 1
    last = last.clip(min=0)
    within: npt.NDArray[np.bool_] = (of[last] == person) & (starts[last] <= at) & (at < ends[last])
    return within

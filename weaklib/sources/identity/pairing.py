"""Which two of many people are worth comparing: they share a word of their names and something besides."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from weaklib.sources.identity.bearers import Bearer
from weaklib.sources.identity.keys import Codes, keys_of

Pairs = NDArray[np.int64]

MOST_ALIKE = 40
"""People under one key who are compared with one another; where more share it, a narrower key decides."""


def candidate_pairs(bearers: Sequence[Bearer]) -> Pairs:
    """Return the pairs of people to compare, each once, as two columns of places in `bearers`.

    Two people are compared when they share a word of their names (of the words before an @ too) and the
    initial of another, or a word and the beginning of an organisation or a domain, or when the address of
    one spells the other's name. Of a key that more than `MOST_ALIKE` people share, none are: so that the
    work grows no faster than the people do. Two profiles are compared only under one name at one employer.
    """
    one, other = _sharing(*keys_of(bearers), len(bearers))
    may = _may_be_one(bearers, one, other)
    every = np.sort(one[may] * len(bearers) + other[may])
    once = every[np.diff(every, prepend=-1) > 0]
    return np.column_stack((once // max(len(bearers), 1), once % max(len(bearers), 1)))


def _sharing(keys: Codes, places: Codes, number: int) -> tuple[Codes, Codes]:
    """Return pairs of places that share a key, the smaller first, but of a key that too many share none."""
    every = np.sort(keys * number + places)
    every = every[np.diff(every, prepend=-1) > 0]
    key, place = np.divmod(every, max(number, 1))
    starts = np.flatnonzero(np.diff(key, prepend=-1) > 0)
    sharing = np.diff(starts, append=len(key))
    some = np.repeat((sharing > 1) & (sharing <= MOST_ALIKE), sharing)
    key, place = key[some], place[some]
    ones, others = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.int64)]
    for step in range(1, min(MOST_ALIKE, len(key))):
        same = np.flatnonzero(key[step:] == key[:-step])
        if not len(same):
            break
        ones.append(place[same])
        others.append(place[same + step])
    return np.concatenate(ones), np.concatenate(others)


def _may_be_one(bearers: Sequence[Bearer], one: Codes, other: Codes) -> NDArray[np.bool_]:
    profiles = np.array([bool(bearer.profile) for bearer in bearers], dtype=np.bool_)
    said = [
        f"{' '.join(sorted(b.name))}@{b.organisation}" if b.organisation and b.profile else str(n)
        for n, b in enumerate(bearers)
    ]
    alike = pd.factorize(np.array(said, dtype="object"))[0]
    same = np.equal(alike[one], alike[other])
    return np.asarray(same | ~(profiles[one] & profiles[other]), dtype=np.bool_)

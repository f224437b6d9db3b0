"""Which of many pairs may have names that agree: most share one word, and the other word tells them apart."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from weaklib.sources.identity.agreement import MOST_SLIPS, first_sound
from weaklib.sources.identity.bearers import Bearer
from weaklib.sources.identity.pairing import Pairs
from weaklib.sources.names.short_names import given_names, has_full_form

Flags = NDArray[np.bool_]
Codes = NDArray[np.int64]


def hopeful(bearers: Sequence[Bearer], pairs: Pairs) -> Pairs:
    """Return the pairs without those whose names cannot agree, in their order.

    Where two people are known by nothing but names of two words, and share one of these, all depends on
    the two other words: each two of them are looked at once. Every other pair stays.

    Parameters
    ----------
    bearers
        Everybody.
    pairs
        Two columns of places in `bearers`.
    """
    plain = np.array([_is_plain(bearer) for bearer in bearers], dtype=np.bool_)
    told = [word for bearer, is_plain in zip(bearers, plain, strict=True) if is_plain for word in bearer.name]
    codes, words = pd.factorize(np.array(told, dtype="object"))
    names = np.full((2, len(bearers)), -1, dtype=np.int64)
    names[:, plain] = codes.reshape(-1, 2).T
    (first, last), (there, behind) = names[:, pairs[:, 0]], names[:, pairs[:, 1]]
    has_first = (first == there) | (first == behind)
    asked = (first >= 0) & (there >= 0) & (has_first != ((last == there) | (last == behind)))
    left = np.where(has_first, last, first)[asked]
    right = np.where((first == there) | (last == there), behind, there)[asked]
    place, each = pd.factorize(left * len(words) + right)
    kept = ~asked
    kept[asked] = may_agree(list(words), each // len(words), each % len(words))[place] if len(each) else True
    left_over: Pairs = pairs[kept]
    return left_over


def may_agree(words: Sequence[str], one: Codes, other: Codes) -> Flags:
    """Tell which two different words may stand for one name: all that do, and a few more.

    Parameters
    ----------
    words
        All words.
    one, other
        Places in `words`, of the first and of the second word of each pair.
    """
    length = np.array([len(word) for word in words], dtype=np.int64)
    is_short = np.array([len(word) == 1 or has_full_form(word) for word in words], dtype=np.bool_)
    given = np.array([word in given_names() for word in words], dtype=np.bool_)
    sound = pd.factorize(np.array([first_sound(word) for word in words], dtype="object"))[0]
    may = is_short[one] | is_short[other]
    open_ = np.flatnonzero(~may & ~(given[one] & given[other]) & (sound[one] == sound[other]))
    spelt = np.array(words, dtype="object")
    first, second = spelt[one[open_]], spelt[other[open_]]
    begins = [a.startswith(b) or b.startswith(a) for a, b in zip(first, second, strict=True)]
    may[open_] = begins
    near = np.flatnonzero(np.abs(length[one[open_]] - length[other[open_]]) <= MOST_SLIPS)
    apart = process.cpdist(
        first[near].tolist(),
        second[near].tolist(),
        scorer=OSA.distance,
        score_cutoff=MOST_SLIPS,
    )
    may[open_[near]] |= np.asarray(apart) <= MOST_SLIPS
    return may


def _is_plain(bearer: Bearer) -> bool:
    """Tell whether nothing but two different words is known of a name."""
    name = bearer.name
    return len(name) == 2 and name[0] != name[1] and not bearer.asides and not bearer.addresses

"""Texts by the thousand: how many words each has, and a number that stands for it; the texts may then go."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from hashlib import blake2b

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

Numbers = NDArray[np.uint64]
Octets = NDArray[np.uint8]

AT_ONCE = 1 << 20  # octets: what is worked on stays in the processor's cache
BASES = (0x9E3779B1, 0x85EBCA77)


def listed(texts: pa.StringArray) -> list[str]:
    """Return the texts as a list: what `to_pylist` does, many times faster.

    >>> listed(pa.array(["to", "be"]))
    ['to', 'be']
    """
    found: list[str] = texts.to_numpy(zero_copy_only=False).tolist()
    return found


def word_counts(texts: pa.StringArray) -> NDArray[np.int64]:
    """Return how many words each text has, as `str.split` counts them.

    >>> word_counts(pa.array(["", "to be", " wide\u3000space "])).tolist()
    [0, 2, 2]
    """
    starts, octets = _octets(texts)
    counts = np.zeros(len(texts), dtype=np.int64)
    for first, last in _runs(starts):
        run = starts[first : last + 1] - starts[first]
        begins = _word_starts(octets[starts[first] : starts[last]], run)
        if last == first + 1:
            counts[first] = np.count_nonzero(begins)
        else:
            counts[first:last] = np.add.reduceat(begins, run[:-1], dtype=np.int64) * (run[1:] > run[:-1])
    return counts


def fingerprints(texts: pa.StringArray) -> Numbers:
    """Return a number for each text that is another one for another text, today and in every process.

    >>> one, other, again = fingerprints(pa.array(["Ana", "Anna", "Ana"]))
    >>> bool(one == again), bool(one == other)
    (True, False)
    """
    starts, octets = _octets(texts)
    found = np.zeros(len(texts), dtype=np.uint64)
    for first, last in _runs(starts):
        if starts[last] - starts[first] > AT_ONCE:
            found[first] = fingerprint(octets[starts[first] : starts[last]].tobytes())
        else:
            run = starts[first : last + 1] - starts[first]
            found[first:last] = _polynomials(octets[starts[first] : starts[last]], run)
    return found


def fingerprint(text: bytes) -> int:
    """Return a number for one text, the same in every process."""
    return int.from_bytes(blake2b(text, digest_size=8).digest(), "little")


def mixed(*columns: Numbers) -> Numbers:
    """Return one number for each row of numbers; their order matters."""
    together = np.zeros(len(columns[0]), dtype=np.uint64)
    for column in columns:  # the last step of SplitMix64, which spreads every bit over all
        together = together * np.uint64(0x9E3779B97F4A7C15) + column
        together = (together ^ (together >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        together = (together ^ (together >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        together ^= together >> np.uint64(31)
    return together


def _octets(texts: pa.StringArray) -> tuple[NDArray[np.int64], Octets]:
    """Return where each text starts (and the last one ends) in the UTF-8 of all of them."""
    _, offsets, data = texts.buffers()
    if not len(texts) or data is None:
        return np.zeros(len(texts) + 1, dtype=np.int64), np.zeros(0, dtype=np.uint8)
    starts = np.frombuffer(offsets, dtype=np.int32)[texts.offset : texts.offset + len(texts) + 1]
    octets = np.frombuffer(data, dtype=np.uint8)[starts[0] : starts[-1]]
    return starts.astype(np.int64) - starts[0], octets


def _word_starts(octets: Octets, starts: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Tell where a word starts; the array is one longer, for empty texts at the end."""
    space = _white_space(octets)
    begins = np.zeros(len(octets) + 1, dtype=np.bool_)
    begins[1:-1] = space[:-1]
    begins[starts[:-1]] = True
    begins[:-1] &= np.logical_not(space, out=space)
    begins[-1] = False
    return begins


def _white_space(octets: Octets) -> NDArray[np.bool_]:
    space = np.empty(len(octets), dtype=np.bool_)
    for start in range(0, len(octets), AT_ONCE):
        part = octets[start : start + AT_ONCE]
        # tab to carriage return, and the four separators: what is below them wraps round to above
        space[start : start + AT_ONCE] = (part == 32) | (part - np.uint8(9) < 5) | (part - np.uint8(28) < 4)
    for start in range(0, len(octets), AT_ONCE):
        lead = np.flatnonzero(octets[start : start + AT_ONCE] >= 0xC2) + start
        one, two, three = (octets.take(lead + step, mode="clip").astype(np.int64) for step in range(3))
        double = (one == 0xC2) & ((two == 0x85) | (two == 0xA0))
        point = (one << 16) | (two << 8) | three
        triple = ((point >= 0xE28080) & (point <= 0xE2808A)) | np.isin(point, _WIDE)
        for step in range(3):
            space[lead[triple | (double & (step < 2))] + step] = True
    return space


# ogham space, line and paragraph separator, narrow no-break, mathematical and ideographic space
_WIDE = np.array([0xE19A80, 0xE280A8, 0xE280A9, 0xE280AF, 0xE2819F, 0xE38080])


def _runs(starts: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Yield texts that together are small enough, and a longer one alone."""
    first = 0
    while first < len(starts) - 1:
        fitting = int(np.searchsorted(starts, starts[first] + AT_ONCE, side="right")) - 1
        last = max(first + 1, fitting)
        yield first, last
        first = last


def _polynomials(octets: Octets, starts: NDArray[np.int64]) -> Numbers:
    """Return each text as a polynomial of its octets, modulo 2**32, at two places."""
    wide = np.zeros(len(octets) + 1, dtype=np.uint32)
    wide[:-1] = octets
    first, second = (_sums(wide, starts, base) for base in BASES)
    return np.where(starts[1:] > starts[:-1], (first << np.uint64(32)) | second, np.uint64(0))


def _sums(octets: NDArray[np.uint32], starts: NDArray[np.int64], base: int) -> Numbers:
    sums = np.add.reduceat(octets * _powers(base)[: len(octets)], starts[:-1], dtype=np.uint32)
    # each place among all texts has one power: it is taken back by the place where the text begins
    return (sums * _powers(pow(base, -1, 2**32))[starts[:-1]]).astype(np.uint64)


@cache
def _powers(base: int) -> NDArray[np.uint32]:
    factors = np.full(AT_ONCE + 2, base, dtype=np.uint32)
    factors[0] = 1
    return np.cumprod(factors, dtype=np.uint32)

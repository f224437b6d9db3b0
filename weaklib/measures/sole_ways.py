"""What one contact alone gives a way into: an organisation, a field, a circle that nobody else reaches."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from weaklib.measures.brokerage import into_circles
from weaklib.measures.closing import Ints
from weaklib.measures.triangles import TieArrays

KINDS_OF_WAY = ("organisation", "field")
"""The traits that are a way in to whoever shares them, beside the circles."""


def sole_holders(told: pd.Series[Any]) -> Ints:
    """Return the places of those whose value nobody else has, in order; nan is no value."""
    codes, values = pd.factorize(told)
    held = np.bincount(codes[codes >= 0], minlength=len(values) + 1)
    found: Ints = np.flatnonzero((codes >= 0) & (held[codes] == 1))
    return found


def sole_keepers(ties: TieArrays, codes: Ints) -> Ints:
    """Return for each circle of two or more the one person outside of it with a tie into it.

    Parameters
    ----------
    ties
        The graph.
    codes
        The circle of each person, a number from 0; -1 for none.

    Returns
    -------
    Ints
        The place of the person, one a circle; -1 where there is none, or more than one.
    """
    circles, size = int(codes.max(initial=-1)) + 1, len(ties.people)
    person, into, _ = into_circles(ties, codes)
    outside = codes[person] != into
    first, last = np.full(circles, size), np.full(circles, -1)
    np.minimum.at(first, into[outside], person[outside])
    np.maximum.at(last, into[outside], person[outside])
    members = np.bincount(codes[codes >= 0], minlength=circles)
    return np.where((first == last) & (members >= 2), last, -1)


def count_sole_ways(nodes: pd.DataFrame, ties: TieArrays, codes: Ints) -> int:
    """Return how many ways in one person alone opens: as many as `bridge_table` lists under `opens`.

    Parameters
    ----------
    nodes
        What is told of everybody, in the order of the people of the ties.
    ties, codes
        As for `sole_keepers`.
    """
    held = sum(len(sole_holders(nodes[trait])) for trait in KINDS_OF_WAY)
    return held + int((sole_keepers(ties, codes) >= 0).sum())

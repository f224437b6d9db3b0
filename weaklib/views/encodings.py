"""What colour, shape and size of a person on the map may mean: a few encodings, chosen by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from weaklib.book import InputError
from weaklib.views.looks import SYMBOLS, Look
from weaklib.views.theme import CLASS_COLOURS, short

MAX_GROUPS = 8
"""The most groups that have a colour and a shape of their own; nobody can tell more apart."""
OTHERS = "others"
GROUP_SYMBOLS = (
    "circle",
    "square",
    "diamond",
    "triangle-up",
    "triangle-down",
    "star",
    "pentagon",
    "hourglass",
)
OLD = 3_650
"""After so many days of silence a contact is as long ago as it can be, on the scale of recency."""


@dataclass(frozen=True)
class Encoding:
    """One thing that the look of a person can say.

    Attributes
    ----------
    name
        What one asks for.
    says
        What it says, as the legend puts it: "the class of your tie".
    column
        Where the value of each person is.
    words
        Of a scale from 0 to 1: what some of its values mean, the least first; groups have none.
    small
        Of a scale: what is said of those who are drawn small.
    large
        And of those who are drawn large.
    unknown
        What those are called of whom it is not known.
    order
        The groups, where their order is fixed; otherwise the largest come first.
    needs
        What a caller has to give, where that is not in the tables anyway.
    """

    name: str
    says: str
    column: str
    words: tuple[tuple[float, str], ...] = ()
    small: str = ""
    large: str = ""
    unknown: str = "not known"
    order: tuple[str, ...] = ()
    needs: str = ""

    @property
    def is_scale(self) -> bool:
        """Whether it goes from little to much; otherwise it names groups."""
        return bool(self.words)


def fresh(days: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how fresh a contact is: 1 - ln(1 + days/30) / ln(1 + 3650/30), from 0 to 1.

    Examples
    --------
    >>> fresh(np.array([0.0, 182.0, 3650.0])).round(2).tolist()
    [1.0, 0.59, 0.0]
    """
    passed: NDArray[np.float64] = 1 - np.log1p(days / 30) / np.log1p(OLD / 30)
    return np.clip(passed, 0, 1)


_HALF_A_YEAR, _THREE_YEARS = fresh(np.array([182.0, 1_095.0])).tolist()

ENCODINGS: Mapping[str, Encoding] = MappingProxyType(
    {
        each.name: each
        for each in (
            Encoding("class", "the class of your tie", "tie", order=tuple(CLASS_COLOURS)),
            Encoding(
                "bridging",
                "how far they bridge to other circles",
                "bridging",
                words=((0.0, "not at all"), (0.6, "a bridge"), (1.0, "far")),
                small="stay within their circle",
                large="bridge to other circles",
                unknown="bridging not measurable",
            ),
            Encoding(
                "strength",
                "the strength of your tie",
                "strength",
                words=((0.0, "none"), (0.125, "weak"), (0.425, "moderate"), (0.8, "strong")),
                small="a weak tie",
                large="a strong tie",
                unknown="strength not known",
            ),
            Encoding(
                "recency",
                "how recently you were in touch",
                "fresh",
                words=(
                    (0.0, "10 years ago"),
                    (_THREE_YEARS, "3 years"),
                    (_HALF_A_YEAR, "half a year"),
                    (1.0, "now"),
                ),
                small="in touch long ago",
                large="in touch lately",
                unknown="no contact on record",
            ),
            Encoding("circle", "their circle", "circle", unknown="in no circle"),
            Encoding("function", "their function", "function", unknown="function not known"),
            Encoding(
                "relevance",
                "how well they fit your goals",
                "relevance",
                words=((0.0, "not at all"), (0.5, "partly"), (1.0, "fully")),
                small="do not fit your goals",
                large="fit your goals",
                unknown="relevance not known",
                needs="relevance=…, for instance from weaklib.action.relevance.relevance",
            ),
        )
    }
)
"""Every encoding by its name; all can be colours, the scales can be sizes, the groups can be shapes."""


class Groups(NamedTuple):
    """Who is in which group, and how groups are drawn.

    Attributes
    ----------
    names
        The groups, in the order of the legend.
    codes
        The group of each person, by position.
    colours, symbols
        Of each group.
    """

    names: tuple[str, ...]
    codes: NDArray[np.intp]
    colours: tuple[str, ...]
    symbols: tuple[str, ...]


def chosen(role: str, name: str, people: pd.DataFrame) -> Encoding:
    """Return the encoding of that name, if it can be used as `role`.

    Parameters
    ----------
    role
        "colour", "size" or "shape".
    name
        Of the encoding.
    people
        One row a person, with the columns of the encodings.

    Raises
    ------
    InputError
        If there is none of that name, it cannot be a size or a shape, or its values were not given.
    """
    allowed = [
        each.name for each in ENCODINGS.values() if role == "colour" or each.is_scale == (role == "size")
    ]
    if name not in allowed:
        msg = f"{role} is {name!r}; write one of {', '.join(map(repr, allowed))}."
        raise InputError(msg)
    encoding = ENCODINGS[name]
    if encoding.needs and encoding.column not in people:
        msg = f"{role} is {name!r}, but nothing says so of anybody; give {encoding.needs}."
        raise InputError(msg)
    return encoding


def in_groups(encoding: Encoding, people: pd.DataFrame, look: Look) -> Groups:
    """Return the groups of an encoding: the largest with a colour each, then the others, then unknown.

    Parameters
    ----------
    encoding
        One of groups.
    people
        One row a person.
    look
        Whose colours are used.
    """
    values = people[encoding.column]
    if encoding.order:
        codes = pd.Index(encoding.order).get_indexer(pd.Index(values))
        colours = tuple(look.classes[name] for name in encoding.order)
        return Groups(encoding.order, codes, colours, tuple(SYMBOLS[name] for name in encoding.order))
    counts = values.value_counts().sort_index().sort_values(ascending=False, kind="stable")
    largest = counts.index[: MAX_GROUPS if len(counts) <= MAX_GROUPS else MAX_GROUPS - 1]
    codes = largest.get_indexer(pd.Index(values))
    codes = np.where(codes >= 0, codes, len(largest) + values.isna().to_numpy(int))
    names = *(short(name, 32) for name in largest), OTHERS, encoding.unknown
    colours = *look.groups[: len(largest)], look.others, look.unknown
    symbols = *GROUP_SYMBOLS[: len(largest)], "circle-open", "circle-open-dot"
    return Groups(names, codes, colours, symbols)


def on_scale(encoding: Encoding, people: pd.DataFrame) -> NDArray[np.float32]:
    """Return the value of each person on a scale from 0 to 1; nan where it is not known."""
    values: NDArray[np.float32] = people[encoding.column].to_numpy(np.float32).clip(0, 1)
    return values

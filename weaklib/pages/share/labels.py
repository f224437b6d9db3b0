"""The words that a shared report may use: ours, all of them, and letters for circles."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from itertools import product
from string import ascii_uppercase
from types import MappingProxyType

from weaklib.action.ledger.entries import OUTCOMES
from weaklib.measures.classes import CLASSES
from weaklib.sources.organisations.vocabulary import vocabulary

ASKED = "asked"
STEPS = (ASKED, *OUTCOMES)
"""What is counted of attempts: all of them, and those of which each step came."""
GROUPS = ("weak", "strong")
"""The ties that were asked, by their class at the time."""

EMPLOYERS, VARIED, SIZE, CONSTRAINT = "employers", "employers of equal size", "separate ways", "constraint"
MEASURES: Mapping[str, str] = MappingProxyType(
    {
        EMPLOYERS: "different employers",
        VARIED: "employers of equal size that would be as varied",
        SIZE: "effective size: contacts who do not lead to the same people",
        CONSTRAINT: "constraint of the whole network, in hundredths",
    }
)
"""The measures that are not counts of people, and what each says."""

TABLES: Mapping[str, str] = MappingProxyType(
    {
        "class": "people in a class of tie",
        "trend": "people in a class of tie, on a day",
        "field": "people in a field of work",
        "rank": "people of a rank",
        "circle": "people in a circle",
        "tie": "ties between two circles",
        "asked": "messages sent, and what came of them",
        "measure": "measures of the whole network",
    }
)
"""The tables of a shared report, and what a cell of each counts."""

_UNSEEN_BUT_FINE = " \u200c\u200d"  # the last two belong to Persian names and to families of emoji
_LETTERED = re.compile(r"Circle [A-Z]{1,2}")
_DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_PERIOD = re.compile(r"\d{4}(-(0[1-9]|1[0-2])|-Q[1-4])?")


@cache
def fields() -> tuple[str, ...]:
    """Return the fields of work that weaklib's own vocabulary has."""
    words = vocabulary()
    return tuple(sorted(set(words.loc[words["kind"].isin(["field", "profession"]), "value"])))


@cache
def ranks() -> tuple[str, ...]:
    """Return the ranks that weaklib's own vocabulary has."""
    words = vocabulary()
    return tuple(dict.fromkeys(words.loc[words["kind"] == "seniority", "value"]))


def lettered(count: int) -> list[str]:
    """Return neutral names for so many circles.

    >>> lettered(2), lettered(28)[-2:]
    (['Circle A', 'Circle B'], ['Circle AA', 'Circle AB'])
    """
    letters = [*ascii_uppercase, *map("".join, product(ascii_uppercase, repeat=2))]
    return [f"Circle {letter}" for letter in letters[:count]]


def is_day(text: str) -> bool:
    """Return whether a text is a day as "2026-10-31"."""
    return bool(_DAY.fullmatch(text))


def is_period(text: str) -> bool:
    """Return whether a text is a month, a quarter or a year."""
    return bool(_PERIOD.fullmatch(text))


def is_showable(text: str, longest: int) -> bool:
    r"""Return whether a text that the person chose is one line of at most `longest` characters, all seen.

    >>> is_showable("Old friends", 40), is_showable("two\nlines", 40), is_showable(" ", 40)
    (True, False, False)
    """
    kinds = {unicodedata.category(letter)[0] for letter in text if letter not in _UNSEEN_BUT_FINE}
    return 0 < len(text) <= longest and not kinds & {"C", "Z"} and bool(kinds & {"L", "N", "P", "S"})


def is_ours(table: str, row: str, column: str, *, chosen: frozenset[str]) -> bool:
    """Return whether the labels of a cell are words of ours, or names of circles that the person chose.

    Parameters
    ----------
    table, row, column
        Where the cell stands.
    chosen
        The names of circles that the person wrote into shared.yaml.
    """
    held = _held()

    def circle(name: str) -> bool:
        return name in chosen or bool(_LETTERED.fullmatch(name))

    if table == "circle":
        return circle(row) and not column
    if table == "tie":
        return circle(row) and circle(column) and row != column
    if table == "trend":
        return is_day(row) and column in CLASSES
    return table in held and row in held[table][0] and column in held[table][1]


@cache
def _held() -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Return the rows and the columns of the tables that have always the same."""
    alone = ("",)
    return {
        "class": (CLASSES, alone),
        "field": (fields(), alone),
        "rank": (ranks(), alone),
        "asked": (GROUPS, STEPS),
        "measure": (tuple(MEASURES), alone),
    }

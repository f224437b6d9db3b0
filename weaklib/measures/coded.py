"""The texts of the interactions as whole numbers: read once, for a book and for all that are cut from it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from weaklib.book import CONTACT_CHANNELS, Book
from weaklib.measures.once import once
from weaklib.measures.roll import Ints, kept_rows

CHANNELS = tuple(CONTACT_CHANNELS)
DIRECTIONS = ("in", "out", "both")
NONE = -1

Codes = NDArray[np.int8]


class Coded(NamedTuple):
    """A column on numbers, row by row: places in `names`, -1 where it says nothing."""

    codes: Ints
    names: pd.Index[str]


def coded(book: Book, column: str) -> Coded:
    """Return a column of the interactions on numbers; of a cut book those of the whole one, in its order.

    Parameters
    ----------
    book
        What was read.
    column
        One of texts: the fewer different ones, the better.
    """
    return once(book, ("coded", column), lambda: _coded(book, column))


def _coded(book: Book, column: str) -> Coded:
    found = kept_rows(book)
    if found is None:
        return Coded(*pd.factorize(book.interactions[column]))
    whole, rows = found
    every = coded(whole, column)
    return Coded(every.codes[rows], every.names)


def places_in(book: Book, column: str, names: tuple[str, ...]) -> Codes:
    """Return the place of each row's text among these names; -1 for another.

    Parameters
    ----------
    book, column
        As for `coded`.
    names
        Which texts count.
    """
    return once(book, ("coded", column, names), lambda: _places_in(coded(book, column), names))


def _places_in(told: Coded, names: tuple[str, ...]) -> Codes:
    places = [names.index(each) if each in names else NONE for each in map(str, told.names)]
    return np.array([*places, NONE], dtype=np.int8)[told.codes]


def sorted_by(number: Ints, most: int) -> Ints:
    """Return the order of whole numbers from 0 and below `most`; equals keep theirs. Short ones sort fast."""
    short = number.astype(np.uint16) if most < 1 << 16 else number
    return np.argsort(short, kind="stable")

"""Positions: into which occupations, from high to low, the contacts reach (Lin's position generator).

Job titles are told into the groups of ISCO-08 by `positions.csv` beside this module, a table to be edited:
within it the first row that matches wins, and words are written as in `vocabulary.csv` of the sources. A row
without a code says what is no position: who is in training or without work. "Founder", "owner" and "partner"
stand in no row: ISCO goes by the work done, which these do not tell. The prestige of a group is that of
Treiman's Standard International Occupational Prestige Scale; that of a single occupation in it may differ.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd

from weaklib.book import Book
from weaklib.measures.network import current_work
from weaklib.sources.organisations.titles import told_by, unmatched
from weaklib.sources.organisations.vocabulary import Words, read_words


def position_generator(
    book: Book, ties: pd.DataFrame, *, as_of: str | pd.Timestamp | None = None
) -> pd.Series:
    """Measure how far the contacts reach over the occupations.

    Parameters
    ----------
    book
        What was read; the job titles of today count.
    ties
        A table indexed by `person`, as `tie_table` returns it: the contacts to count. Given the weak ties
        only, the result is what weak ties reach.
    as_of
        The day of the titles, inclusive; by default that of the newest record.

    Returns
    -------
    pd.Series
        - `contacts`, how many of them are `known` (their title tells a position), and `unknown_share`, 0 to
          1: no title, one that the table does not know, or one that is no position.
        - `extensity`: how many different positions are reached, of the 43 sub-major groups of ISCO-08.
        - `upper_reachability`, `lower_reachability`: the highest and the lowest prestige reached, 0 to 100.
        - `range`: the one less the other.
        - `mean_prestige`, over the positions reached.

        All but the counts are nan where no position is known: not measurable, which is not "none".

    References
    ----------
    Lin & Dumin 1986, Social Networks 8, 365; Lin, Fu & Hsung 2001, in Social Capital, 57 (the generator).
    Treiman 1977, Occupational Prestige in Comparative Perspective; Ganzeboom & Treiman 1996, Social Science
    Research 25, 201 (the scale; its values for ISCO-08 are those of Ganzeboom's isqotrei08).

    Examples
    --------
    >>> import weaklib as wl
    >>> book = wl.read("data/example")
    >>> reach = position_generator(book, book.people)
    >>> reach[["extensity", "upper_reachability"]].tolist()
    [14.0, 69.03]
    """
    table = position_table(book, ties, as_of=as_of)
    known, contacts = int(table["contacts"].sum()), len(ties)
    prestige = table["prestige"]
    return pd.Series(
        {
            "contacts": contacts,
            "known": known,
            "unknown_share": 1 - known / contacts if contacts else np.nan,
            "extensity": len(table) if known else np.nan,
            "upper_reachability": prestige.max(),
            "lower_reachability": prestige.min(),
            "range": prestige.max() - prestige.min(),
            "mean_prestige": prestige.mean(),
        },
        name="positions",
    )


def position_table(
    book: Book, ties: pd.DataFrame, *, as_of: str | pd.Timestamp | None = None
) -> pd.DataFrame:
    """List the positions that the contacts reach, those of the highest prestige first.

    Parameters
    ----------
    book, ties, as_of
        As for `position_generator`.

    Returns
    -------
    pd.DataFrame
        Indexed by `isco`, the code of the group: `position`, its name; `prestige`, 0 to 100; `contacts`, how
        many are in it; `only`, the contact where it is a single one, else nan.

    References
    ----------
    As for `position_generator`.
    """
    codes = isco_of(current_work(book, as_of)["role"].reindex(ties.index)).dropna()
    people = pd.Series(codes.index, index=codes.to_numpy(), dtype="str")
    held = people.groupby(level=0).agg(["size", "first"])
    table = isco_groups().join(held, how="inner").rename(columns={"size": "contacts"})
    table["only"] = table["first"].where(table["contacts"] == 1)
    table = table[["position", "prestige", "contacts", "only"]].astype({"contacts": "int64"})
    return table.sort_values("prestige", ascending=False, kind="stable")


def isco_of(titles: pd.Series) -> pd.Series:
    """Tell the occupation from a job title: the code of a sub-major group of ISCO-08.

    Parameters
    ----------
    titles
        Job titles as people wrote them, in English, German, French, Spanish, Portuguese or Italian.

    Returns
    -------
    pd.Series
        `isco`, two digits as text, under the same index; nan where no word of the table occurs, or the title
        is no position.

    References
    ----------
    International Labour Office 2012, International Standard Classification of Occupations: ISCO-08.

    Examples
    --------
    >>> isco_of(pd.Series(["Head Nurse", "Leiter Vertrieb", "Software engineer", "Wizard"])).tolist()
    ['22', '12', '25', nan]
    """
    return told_by(titles, _words()).rename("isco")


def untold_titles(book: Book, ties: pd.DataFrame) -> pd.DataFrame:
    """List the titles that the table does not know, the most frequent first: words to add to it.

    Parameters
    ----------
    book, ties
        As for `position_generator`.

    Returns
    -------
    pd.DataFrame
        Indexed by `text`: `people`, how many have it.
    """
    titles = current_work(book)["role"].reindex(ties.index)
    return unmatched(titles, isco_of(titles))


@cache
def isco_groups() -> pd.DataFrame:
    """Return the groups of the table, indexed by `isco`: `position`, the name, and `prestige`, 0 to 100."""
    rows = _table()
    groups = rows[rows["isco"].ne("")].drop_duplicates("isco").set_index("isco").sort_index()
    return groups[["position", "prestige"]].astype({"prestige": "float64"})


@cache
def _words() -> Words:
    rows = _table()
    return Words(zip(rows["isco"], rows["words"], strict=True))


@cache
def _table() -> pd.DataFrame:
    return read_words("weaklib.measures", "positions.csv")

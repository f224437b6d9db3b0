"""Who bears a name, and who a similar one, among thousands: only names that may fit are looked at closely."""

from __future__ import annotations

from typing import Any

import pandas as pd

from weaklib.sources.names import name_key

MOST_ALIKE = 50


def namesakes(names: pd.Series[Any], asked: str) -> pd.Series[Any]:
    """Tell which names are the one asked for, as `name_key` compares them; nobody bears a blank.

    Parameters
    ----------
    names
        As the exports have them; nan where there is none.
    asked
        A whole name.

    Examples
    --------
    >>> namesakes(pd.Series(["Dr. Zoë O’Connor", "Zoe Connors", None]), "zoe oconnor").tolist()
    [True, False, False]
    """
    key = name_key(asked)
    told = names.fillna("").astype("str")
    if not key:
        return pd.Series(data=False, index=names.index)
    near = _may_be(told, max(key.split(), key=len))
    same = told[near].map(name_key) == key
    found: pd.Series[Any] = same.reindex(names.index, fill_value=False).astype("bool")
    return found


def _may_be(names: pd.Series[Any], word: str) -> pd.Series[Any]:
    """Tell which names may have a word in their key: that of a name in plain letters has no others."""
    if not (word.isascii() and word.isalnum()):
        return pd.Series(data=True, index=names.index)
    letters = names.str.lower().str.replace(r"[^a-z0-9]", "", regex=True)
    found: pd.Series[Any] = letters.str.contains(word, regex=False) | ~names.str.isascii()
    return found


def nearest_name(names: pd.Series[Any], asked: str, *, at_least: float) -> Any:
    """Return under which label the name stands that is most like the one asked for; None where none is.

    Parameters
    ----------
    names
        As the exports have them.
    asked
        A name.
    at_least
        How alike, 0 to 100: the share of letters that two names, as `name_key` has them, have in common.

    Examples
    --------
    >>> nearest_name(pd.Series({"a": "Ann Berg", "b": "Bo Li"}), "Ann Bergh", at_least=80)
    'a'
    """
    from rapidfuzz import fuzz, process

    key = name_key(asked)
    told = names.dropna()
    rough = process.extract(key, told.str.lower().tolist(), scorer=fuzz.ratio, limit=MOST_ALIKE)
    close = {place: name_key(str(told.iloc[place])) for _, _, place in rough}
    found = process.extractOne(key, close, scorer=fuzz.ratio, score_cutoff=at_least)
    return None if found is None else told.index[found[2]]

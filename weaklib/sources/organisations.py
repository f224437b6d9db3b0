"""One name an organisation, and what a title or a name says of function, seniority and field.

The words stand in `vocabulary.csv` beside this module, a table to edit: within a kind the first row
that matches wins; `ingenieur*` stands for every word that begins so, `*lehrer` for every one that ends so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from importlib.resources import files

import numpy as np
import pandas as pd


def normalise_organisations(names: pd.Series) -> pd.Series:
    """Give every spelling of an organisation one name, and what is no organisation none.

    Case, accents, punctuation, a leading "The" and legal forms at the end (GmbH, Ltd, S.p.A., ...) make
    no difference. Shown is the spelling that occurs most often; among equals one in mixed case, then the
    shortest, then the first in the alphabet.

    Parameters
    ----------
    names
        Organisations as people wrote them.

    Returns
    -------
    pd.Series
        Under the same index; nan for a blank and for entries that name no organisation ("Self-employed",
        "Stealth", "Confidential", "Retired", "Student" and their like in English, German, French, Spanish
        and Italian).

    Examples
    --------
    >>> names = pd.Series(["Nordlicht Energie", "NORDLICHT ENERGIE GmbH", "Nordlicht Energie", "Freelance"])
    >>> normalise_organisations(names).tolist()
    ['Nordlicht Energie', 'Nordlicht Energie', 'Nordlicht Energie', nan]
    """
    written = names.astype("str").str.replace(r"[\s\u00a0]+", " ", regex=True).str.strip()
    spellings = written.value_counts().rename_axis("spelling").reset_index(name="count")
    spellings["key"] = _without_legal_form(fold(spellings["spelling"]))
    spellings["length"] = spellings["spelling"].str.len()
    spellings["shouted"] = spellings["spelling"].str.isupper() | spellings["spelling"].str.islower()
    real = spellings[spellings["key"].ne("") & ~_matches(spellings["key"], _words("generic"), whole=True)]
    best = real.sort_values(["count", "shouted", "length", "spelling"], ascending=[False, True, True, True])
    shown = best.drop_duplicates("key").set_index("key")["spelling"]
    name_of = dict(zip(real["spelling"], real["key"].map(shown), strict=True))
    return written.map(name_of).astype("str")


def function_of(positions: pd.Series) -> pd.Series:
    """Tell the kind of work from a job title: "engineering", "sales", "research", ...

    Parameters
    ----------
    positions
        Job titles as people wrote them.

    Returns
    -------
    pd.Series
        Under the same index; nan where no word of the vocabulary occurs: unknown, not "none".

    Examples
    --------
    >>> function_of(pd.Series(["Leiter Vertrieb", "Data Scientist", "Wizard"])).tolist()
    ['sales', 'data', nan]
    """
    return _by_spelling(positions, lambda titles: _first_match(titles, "function"))


def seniority_of(positions: pd.Series) -> pd.Series:
    """Tell the rank from a job title: "founder", "executive", "director", "manager", ...

    Parameters
    ----------
    positions
        Job titles as people wrote them.

    Returns
    -------
    pd.Series
        Under the same index; nan where the title says nothing of rank.

    Examples
    --------
    >>> seniority_of(pd.Series(["Vice President", "President", "Geschäftsführerin", "Wizard"])).tolist()
    ['director', 'executive', 'executive', nan]
    """
    return _by_spelling(positions, lambda titles: _first_match(titles, "seniority"))


def field_of(organisations: pd.Series, positions: pd.Series) -> pd.Series:
    """Tell the field of work ("health", "energy", ...) from the organisation's name, else from the title.

    A title counts only where it names a profession of one field ("nurse", "Lehrer"); accountants and
    managers work in all of them.

    Parameters
    ----------
    organisations, positions
        As people wrote them, under one index.

    Returns
    -------
    pd.Series
        Under the same index; nan where neither says it.

    Examples
    --------
    >>> titles = pd.Series(["Controller", "Lehrer"])
    >>> field_of(pd.Series(["Charité Universitätsmedizin", None]), titles).tolist()
    ['health', 'education']
    """
    by_name = _by_spelling(organisations, lambda names: _first_match(names, "field"))
    by_title = _by_spelling(positions, lambda titles: _first_match(titles, "profession"))
    return by_name.where(by_name.notna(), by_title).rename("field")


def fold(texts: pd.Series) -> pd.Series:
    """Return texts in lower case without accents, punctuation and gender endings; "" for nan.

    Examples
    --------
    >>> fold(pd.Series(["Società  Énergie & Co. S.p.A.", "Retraité(e)", "Berater:in"])).tolist()
    ['societa energie and co spa', 'retraite', 'berater']
    """
    plain = texts.astype("str").fillna("").str.casefold().str.replace("&", " and ", regex=False)
    bare = plain.str.normalize("NFKD").str.replace(r"[\u0300-\u036f.'’`´]", "", regex=True)
    either = bare.str.replace(r"([a-z]{3})[(/:*·](?:in|innen|e|a|r|ne)\b\)?", r"\1", regex=True)
    return either.str.replace(r"[\W_]+", " ", regex=True).str.strip()


def _without_legal_form(folded: pd.Series) -> pd.Series:
    form = "|".join(_pattern(word) for word in _words("legal"))
    short = folded.str.replace(rf"(?:(?: and)? (?:{form}))+$", "", regex=True)
    return short.str.replace(r"^the ", "", regex=True)


def _by_spelling(texts: pd.Series, describe: Callable[[pd.Series], pd.Series]) -> pd.Series:
    """Describe each spelling once, however many people share it."""
    spellings = pd.Series(texts.dropna().unique(), dtype="str")
    described = describe(fold(spellings))
    return texts.map(dict(zip(spellings, described, strict=True))).astype("str")


def _first_match(folded: pd.Series, kind: str) -> pd.Series:
    found = pd.Series(np.nan, index=folded.index, dtype="str")
    table = vocabulary()
    for value, words in table.loc[table["kind"] == kind, ["value", "words"]].itertuples(index=False):
        found = found.mask(found.isna() & _matches(folded, words, whole=False), value)
    return found


def _matches(folded: pd.Series, words: Iterable[str], *, whole: bool) -> pd.Series:
    choices = "|".join(_pattern(word) for word in words)
    edges = ("^", "$") if whole else ("(?:^| )", "(?: |$)")
    return folded.str.contains(f"{edges[0]}(?:{choices}){edges[1]}", regex=True)


def _pattern(word: str) -> str:
    return re.escape(word).replace(r"\*", "[^ ]*")


def _words(kind: str) -> list[str]:
    table = vocabulary()
    return [word for words in table.loc[table["kind"] == kind, "words"] for word in words]


@cache
def vocabulary() -> pd.DataFrame:
    """Read the shipped table of words: `kind`, `value`, and `words` as tuples of folded text.

    Kinds are "function" and "seniority" (of titles), "field" (of organisations), "profession" (the field
    that a title names), "generic" (entries that name no organisation) and "legal" (legal forms).
    """
    with files("weaklib.sources").joinpath("vocabulary.csv").open(encoding="utf-8") as table:
        rows = pd.read_csv(table, dtype="str", keep_default_na=False)
    words = rows["words"].str.split(";").explode().str.strip()
    star = {True: "*", False: ""}
    before, behind = words.str.startswith("*").map(star), words.str.endswith("*").map(star)
    return rows.assign(words=(before + fold(words.str.strip("*")) + behind).groupby(level=0).agg(tuple))

"""What a goal means in the words of the vocabulary: its field, its function, its seniority; or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

import pandas as pd

from weaklib.sources.organisations.same_names import translated
from weaklib.sources.organisations.titles import function_of, seniority_of
from weaklib.sources.organisations.vocabulary import folded, vocabulary, words_of


@lru_cache(maxsize=2_000)
def field_meant(said: str) -> str | None:
    """Return the field that a goal means, by its name or by a word that tells it; None where none.

    >>> field_meant("Energy"), field_meant("Forschung"), field_meant("falconry")
    ('energy', 'research', None)
    """
    plain = folded(said)
    named = {folded(value): value for value in values("field")}
    return named.get(plain) or words_of("field").first([plain])[0] or words_of("profession").first([plain])[0]


@lru_cache(maxsize=2_000)
def function_meant(said: str) -> str | None:
    """Return the function that a role means, by its name or by a title's words; None where none.

    >>> function_meant("Head of Data"), function_meant("Leiter Vertrieb"), function_meant("Wizard")
    ('data', 'sales', None)
    """
    named = {folded(value): value for value in values("function")}
    told = function_of(pd.Series([said], dtype="str")).iloc[0]
    return named.get(folded(said)) or (None if pd.isna(told) else str(told))


@lru_cache(maxsize=2_000)
def seniority_meant(said: str) -> str | None:
    """Return the seniority that a role means; None where it says none.

    >>> seniority_meant("Head of Data"), seniority_meant("Data")
    ('director', None)
    """
    told = seniority_of(pd.Series([said], dtype="str")).iloc[0]
    return None if pd.isna(told) else str(told)


def says(text: str, asked: str) -> bool:
    """Tell whether the words asked for stand in a text, whole and in order, in any language of the table.

    >>> says("Stadtwerke Köln", "Cologne"), says("Metabolic Health", "Meta")
    (True, False)
    """
    return bool(_words(asked)) and f" {_words(asked)} " in f" {_words(text)} "


@lru_cache(maxsize=100_000)
def _words(text: str) -> str:
    return " ".join(translated(tuple(folded(text).split())))


def values(kind: str) -> tuple[str, ...]:
    """Return what the vocabulary tells apart in a kind: "field", "function" or "seniority"."""
    table = vocabulary()
    return tuple(sorted(table.loc[table["kind"] == kind, "value"].unique()))


def notes_on(fields: Iterable[str], roles: Iterable[str]) -> Iterator[str]:
    """Give a sentence for each field and role of which the vocabulary knows nothing, with the nearest."""
    for said in fields:
        if field_meant(said) is None:
            yield _note(said, "field", "matches nobody but by the same words in a title or a name")
    for said in roles:
        if function_meant(said) is None:
            yield _note(said, "function", "matches titles by its own words alone", "role")


def _note(said: str, kind: str, so: str, called: str = "") -> str:
    from rapidfuzz import fuzz, process

    nearest, _, _ = process.extractOne(folded(said), values(kind), scorer=fuzz.WRatio)
    return (
        f"The vocabulary knows no {called or kind} {said[:60]!r}, so it {so}; "
        f"the nearest {kind} that it knows is {nearest!r}."
    )

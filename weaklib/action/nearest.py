"""Nobody leads to a target: said explicitly, with what comes nearest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import pandas as pd

from weaklib.action.cells import name_of
from weaklib.action.expertise_forms import readable
from weaklib.action.goals_words import field_meant
from weaklib.action.introductions_targets import Target, role_meant
from weaklib.action.situation import Situation
from weaklib.measures.sentences import counted, listed
from weaklib.sources.names.namesakes import nearest_name
from weaklib.sources.organisations import key_of

SHOWN = 3
SHORTEST_WORD = 4
ALIKE = 80.0
"""From which likeness of two names, 0 to 100, one is shown as the nearest."""


def told_nearest(situation: Situation, work: pd.DataFrame, target: Target, cold: Sequence[str]) -> str:
    """Return a sentence for a target to which nobody leads, or only who was never in touch.

    Parameters
    ----------
    situation
        What is known.
    work
        Who is or was where, as `introducers.known` gives it.
    target
        What is asked for.
    cold
        Who is there, and was never in touch.
    """
    if cold:
        names = listed([name_of(situation, person) for person in cold[:SHOWN]])
        more = f" and {counted(len(cold) - SHOWN, 'other')}" if len(cold) > SHOWN else ""
        return f"{target.asked}: you were never in touch with {names}{more}, who may lead there: a cold ask."
    return f"{_nobody(target)} {_nearest(situation, work, target)}"


def _nobody(target: Target) -> str:
    return {
        "organisation": f"{target.asked}: nobody you know is or was there, or meets anybody there.",
        "person": f"{target.asked}: nobody in your exports has this name.",
        "field": f"{target.asked}: nobody whom you know is or was in this field.",
        "role": f"{target.asked}: nobody whom you know has such a title.",
    }[target.kind]


def _nearest(situation: Situation, work: pd.DataFrame, target: Target) -> str:
    if target.kind == "person":
        return _nearest_name(situation, target)
    now = work[work["standing"] == "now"]
    field = field_meant(target.asked) if target.kind == "organisation" else None
    function = role_meant(target.asked)[0] if target.kind == "role" else None
    for column, value in (("field", field), ("function", function)):
        found = now.loc[now[column].fillna("") == value, "person"].unique() if value else ()
        if len(found):
            return _closest(situation, column, value, pd.Index(found))
    near = _nearest_place(work, target) if target.kind == "organisation" else ""
    return near or _nearest_name(situation, target)


def _nearest_place(work: pd.DataFrame, target: Target) -> str:
    """Name the organisation that shares the rarest whole word with the one asked for; not the same one."""
    asked = {word for word in key_of(target.asked).split() if len(word) >= SHORTEST_WORD}
    names = {
        str(name): asked & set(key_of(str(name)).split()) for name in work["organisation"].dropna().unique()
    }
    sharing = Counter(word for words in names.values() for word in words)
    near = [(min(sharing[word] for word in words), name) for name, words in names.items() if words]
    if not near:
        return ""
    name = min(near)[1]
    word = min(names[name], key=lambda word: (sharing[word], word))
    return f'The nearest name is {readable(name)}, with the word "{word}" too; it is not taken for the same.'


def _closest(situation: Situation, what: str, value: object, people: pd.Index[Any]) -> str:
    ties = situation.ties.reindex(people)
    best = ties.sort_values("strength", ascending=False, kind="stable")
    first = str(best.index[0])
    where = best["organisation"].iloc[0]
    at = f" ({readable(str(where))})" if pd.notna(where) else ""
    near = f"The nearest: {counted(len(people), 'contact')} in the {what} {value}"
    if not best["strength"].iloc[0] > 0:
        return f"{near}, none of whom you are known to be in touch with."
    return f"{near}, the closest to you being {name_of(situation, first)}{at}."


def _nearest_name(situation: Situation, target: Target) -> str:
    people = situation.book.people.loc[situation.ties.index, "name"]
    found = nearest_name(people, target.asked, at_least=ALIKE)
    if found is None:
        return "Nothing near it is known either."
    return f"The nearest name of a contact is {name_of(situation, str(found))}."

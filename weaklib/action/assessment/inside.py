"""Who is in the field, organisation, place or circle that a target names."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NamedTuple

import pandas as pd

from weaklib.action.expertise_forms import readable
from weaklib.action.goals import Goals
from weaklib.action.goals_matched import SURE, matches
from weaklib.action.goals_words import field_meant, values
from weaklib.action.situation import Situation
from weaklib.sources.organisations.vocabulary import folded


class Inside(NamedTuple):
    """Who is somewhere.

    Attributes
    ----------
    called
        What was understood: "the field energy", "Nordlicht Energie", "the circle Choir".
    rows
        Indexed by `person`: the row of the book that says so, as (table, label).
    """

    called: str
    rows: pd.Series[Any]


def inside(situation: Situation, said: str) -> Inside:
    """Return who is, on the day, where a target wants somebody.

    It is the first of these that fits: a circle by its name, a field of the vocabulary by its name, an
    organisation that the goals name or at which somebody is, a field by a word that means it, and else a
    place or any other words in a title or the name of an organisation. Who was there once does not count.

    Parameters
    ----------
    situation
        What is known, as of which day.
    said
        In the owner's words.
    """
    circles = situation.circles
    if circles is not None:
        named = [name for name in circles.dropna().unique() if folded(str(name)) == folded(said)]
        if named:
            return Inside(
                f"the circle {readable(str(named[0]))}", _people(circles.index[circles.isin(named)])
            )
    if folded(said) in map(folded, values("field")):
        return Inside(f"the field {field_meant(said)}", _matched(situation, Goals(fields=(said,))))
    at = _matched(situation, Goals(organisations=(said,)))
    wanted = folded(said) in map(folded, situation.goals.organisations)
    if wanted or len(at) or not (meant := field_meant(said)):
        there = at if wanted or len(at) else _matched(situation, Goals(places=(said,)))
        return Inside(readable(said), there)
    return Inside(f"the field {meant}", _matched(situation, Goals(fields=(said,))))


def _people(people: pd.Index[Any]) -> pd.Series[Any]:
    rows = [("people", str(person)) for person in people]
    return pd.Series(rows, index=pd.Index(people, name="person"), dtype="object")


def _matched(situation: Situation, goals: Goals) -> pd.Series[Any]:
    found = matches(replace(situation, goals=goals))
    found = found[found["standing"].ne("was") & found["how"].eq(SURE)]
    rows = list(zip(found["table"], found["row"], strict=True))
    return pd.Series(rows, index=pd.Index(found["person"], name="person"), dtype="object")

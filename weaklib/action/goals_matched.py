"""Who matches which goal: by an organisation's name, a field, a title, a place in either, or their name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from weaklib.action.goals import Goals
from weaklib.action.goals_words import field_meant, function_meant, says, seniority_meant
from weaklib.action.introducers import known
from weaklib.action.situation import Situation
from weaklib.action.weights import Weights
from weaklib.sources.names.namesakes import namesakes
from weaklib.sources.organisations.tiers import Tier, match_organisations

KINDS = ("people", "organisations", "roles", "fields", "places")
"""The keys of the goals that people match; challenges are answered by what people know."""
ONE: Mapping[str, str] = MappingProxyType(
    {
        "people": "person",
        "organisations": "organisation",
        "roles": "role",
        "fields": "field",
        "places": "place",
    }
)
"""What one goal of each key is called."""
COLUMNS = ("person", "goal", "kind", "asked", "table", "row", "standing", "how", "certainty", "share")
SURE, PERHAPS = "sure", "perhaps"
TOLD = ("organisation", "role", "field", "function", "seniority")
"""The columns of affiliations that tell a match."""


def matches(situation: Situation) -> pd.DataFrame:
    """Return which person matches which goal, by the row that says so most surely.

    - An organisation: by the tiers of its name; a possible one is a "perhaps".
    - A role: by the same words in the title, or by the function and the seniority that it means; "perhaps"
      where only the function is the same.
    - A field: by the field that the organisation's name or the title tells; one that the vocabulary does not
      know by its words in either.
    - A place: by its word in the organisation's name or in the title; the exports tell no other place.
    - A person: by id or by the whole name.

    Parameters
    ----------
    situation
        What is known, and the goals.

    Returns
    -------
    DataFrame
        One row for a person and a goal: `person`, `goal` ("fields[0]"), `kind` ("field"), `asked` (the
        owner's words), `table` and `row` (the evidence), `standing` ("now", "was", "listed"), `how` ("sure",
        "perhaps"), `certainty` (0 to 1, by how and standing), `share` (0 to 1, certainty times the weight of
        the kind).
    """
    return _matches(_Itself(situation)).copy()


def matchable(goals: Goals) -> bool:
    """Tell whether there is any goal that a person can match."""
    return any(getattr(goals, key) for key in KINDS)


class _Itself:
    """A situation that is equal to itself alone: its tables cannot be compared at little cost."""

    def __init__(self, situation: Situation) -> None:
        self.situation = situation

    def __hash__(self) -> int:
        return id(self.situation)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Itself) and self.situation is other.situation


@lru_cache(maxsize=1)  # every list of one plan asks for the matches of the same situation
def _matches(of: _Itself) -> pd.DataFrame:
    situation = of.situation
    found = [part for part in _parts(situation) if len(part)] if matchable(situation.goals) else []
    if not found:
        return pd.DataFrame(columns=list(COLUMNS))
    every = _weighed(pd.concat(found, ignore_index=True), situation.weights)
    every = every[every["person"].isin(situation.ties.index)]
    # rows of people are ids, those of affiliations numbers: no goal has both
    surest = every.sort_values("share", ascending=False, kind="stable").drop_duplicates(["person", "goal"])
    order = ["person", "share", "goal"]
    return surest.sort_values(order, ascending=[True, False, True], ignore_index=True)[list(COLUMNS)]


class _Work(NamedTuple):
    """Who works where, each different text once."""

    rows: pd.DataFrame
    codes: Mapping[str, NDArray[np.intp]]
    texts: Mapping[str, tuple[str, ...]]

    def told(self, column: str, how: Mapping[str, str]) -> NDArray[np.object_]:
        """Return for each row what its text in a column tells; "" where nothing."""
        values = [*(how.get(text, "") for text in self.texts[column]), ""]
        return np.array(values, dtype="object")[self.codes[column]]


def _laid_out(rows: pd.DataFrame) -> _Work:
    laid = {column: pd.factorize(rows[column]) for column in TOLD}
    codes = {column: np.asarray(found[0]) for column, found in laid.items()}
    return _Work(rows, codes, {column: tuple(map(str, found[1])) for column, found in laid.items()})


def _parts(situation: Situation) -> Iterator[pd.DataFrame]:
    work = _laid_out(known(situation).work)
    for key in KINDS:
        for number, asked in enumerate(getattr(situation.goals, key)):
            goal = {"goal": f"{key}[{number}]", "kind": ONE[key], "asked": asked}
            if key == "people":
                yield _namesakes(situation, asked).assign(**goal)
                continue
            how = _HOW[key](work, asked)
            hit = work.rows.loc[how != "", ["person", "standing"]]
            yield hit.assign(row=hit.index, table="affiliations", how=how[how != ""], **goal)


def _weighed(every: pd.DataFrame, weights: Weights) -> pd.DataFrame:
    certainty = every["how"].map({SURE: 1.0, PERHAPS: weights.goal_perhaps}).astype("float64")
    certainty = certainty.where(every["standing"] == "now", certainty * weights.goal_past).clip(0, 1)
    weight = every["kind"].map({kind: getattr(weights, f"goal_{kind}") for kind in ONE.values()})
    return every.assign(certainty=certainty, share=(certainty * weight.astype("float64")).clip(0, 1))


def _namesakes(situation: Situation, asked: str) -> pd.DataFrame:
    people = situation.book.people["name"]
    ids = [str(person) for person in people.index[namesakes(people, asked) | (people.index == asked)]]
    return pd.DataFrame({"person": ids, "row": ids, "table": "people", "standing": "now", "how": SURE})


def _by_organisation(work: _Work, asked: str) -> NDArray[np.object_]:
    tiers = match_organisations(asked, work.texts["organisation"])["tier"]
    return work.told(
        "organisation", {str(n): SURE if t >= Tier.STRONG else PERHAPS for n, t in tiers.items()}
    )


def _by_field(work: _Work, asked: str) -> NDArray[np.object_]:
    if meant := field_meant(asked):
        return work.told("field", {meant: SURE})
    return _by_place(work, asked)


def _by_role(work: _Work, asked: str) -> NDArray[np.object_]:
    function, seniority = function_meant(asked), seniority_meant(asked)
    how = work.told("function", {function: SURE} if function else {})
    if seniority:
        rank = work.told("seniority", {seniority: SURE})
        how = np.where((how == SURE) & (rank != SURE), PERHAPS, how)
    return np.where(_said(work, "role", asked) == SURE, SURE, how)


def _by_place(work: _Work, asked: str) -> NDArray[np.object_]:
    return np.where(_said(work, "role", asked) == SURE, SURE, _said(work, "organisation", asked))


def _said(work: _Work, column: str, asked: str) -> NDArray[np.object_]:
    """Tell where the words asked for stand in the texts of a column."""
    return work.told(column, {text: SURE for text in work.texts[column] if says(text, asked)})


_HOW = {"organisations": _by_organisation, "fields": _by_field, "roles": _by_role, "places": _by_place}

"""Whom a bare name means: inside LinkedIn the only bearer of it, elsewhere somebody of that name."""

from __future__ import annotations

from collections import defaultdict

import pandas as pd

from weaklib.sources.identity.mentions import CONNECTIONS, IMPORTED, slug
from weaklib.sources.names import name_key

FOLLOWS = "linkedin follows"
STRANGER = "you follow them, and nothing else here names them: no acquaintance"


def with_profiles_told_elsewhere(table: pd.DataFrame) -> pd.DataFrame:
    """Give a connection without a profile the one that other LinkedIn files have under that name.

    Until mid-2023 Connections.csv had no profiles, but messages did. Only where one connection and one
    profile bear the name: equal names alone never merge.
    """
    blank = table["kind"].eq(CONNECTIONS) & table["profile"].eq("")
    if not blank.any():
        return table.copy()
    linkedin = table[_is_linkedin(table) & table["name"].ne("")]
    keys = linkedin["name"].map(name_key)
    listed = linkedin["kind"].eq(CONNECTIONS)
    bearers = linkedin[listed].groupby([linkedin["source"], keys]).size().groupby(level=1).max().to_dict()
    told = linkedin[~listed & linkedin["profile"].ne("")]
    profiles = _bearers(told.assign(person=told["profile"]))
    taken = set(linkedin.loc[listed, "profile"])
    clear = {
        name: slugs[0]
        for name, slugs in profiles.items()
        if len(slugs) == 1 and bearers.get(name, 0) == 1 and slugs[0] not in taken
    }
    filled = table.copy()
    filled.loc[blank, "profile"] = [clear.get(name_key(name), "") for name in table.loc[blank, "name"]]
    return filled


def persons_called(table: pd.DataFrame, nameless: pd.Series) -> pd.DataFrame:
    """Return `person`, or the `reason` why nobody can tell, for the mentions that give only a name.

    Parameters
    ----------
    table
        All mentions; `person` is filled in where a key says it.
    nameless
        Which mentions give only a name.
    """
    known = table[table["person"].ne("") & table["reason"].eq("") & _is_linkedin(table)]
    asked = table.loc[nameless, ["name", "organisation", "kind"]]
    called = _called(known, set(map(name_key, asked["name"].unique())))
    listed, anybody = _bearers(called[called["kind"].eq(CONNECTIONS)]), _bearers(called)
    employer = _employers(known[known["person"].isin(called["person"].unique())])

    def whom(name: str, organisation: str, kind: str) -> tuple[str, str]:
        key = name_key(name)
        within = kind.startswith("linkedin") and kind != IMPORTED
        found = (listed.get(key) or anybody.get(key) or []) if within else []
        if len(found) > 1 and organisation:
            found = [person for person in found if employer[person] == organisation.casefold()] or found
        if len(found) > 1:
            several = f"two contacts are called {name}, and this file has no profile to tell them apart"
            return "", several
        if not found and kind == FOLLOWS:
            return "", STRANGER
        return (found[0] if found else f"{slug(name)}#{_world(kind)}"), ""

    answers = {row: whom(*row) for row in asked.drop_duplicates().itertuples(index=False, name=None)}
    told = [answers[row] for row in asked.itertuples(index=False, name=None)]
    return pd.DataFrame(told, columns=["person", "reason"], index=asked.index)


def _called(known: pd.DataFrame, keys: set[str]) -> pd.DataFrame:
    """Return the mentions of those who bear one of some names, each compared once however often it stands."""
    theirs = [name for name in known["name"].unique().tolist() if name_key(name) in keys]
    return known[known["name"].isin(theirs)]


def _employers(known: pd.DataFrame) -> dict[str, str]:
    """Return by person the employer whom the most trusted file names."""
    places = zip(known["person"].tolist()[::-1], known["organisation"].tolist()[::-1], strict=True)
    return {person: organisation.casefold() for person, organisation in places}


def _bearers(known: pd.DataFrame) -> dict[str, list[str]]:
    people: defaultdict[str, set[str]] = defaultdict(set)
    for name, person in zip(known["name"].tolist(), known["person"].tolist(), strict=True):
        people[name_key(name)].add(person)
    return {name: sorted(bearers) for name, bearers in people.items()}


def _is_linkedin(table: pd.DataFrame) -> pd.Series:
    return table["kind"].str.startswith("linkedin") & table["kind"].ne(IMPORTED)


def _world(kind: str) -> str:
    if kind == IMPORTED:
        return "address-book"
    return "linkedin" if kind.startswith("linkedin") else kind.replace(" ", "-")

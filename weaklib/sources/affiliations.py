"""Where the contacts work and belong, and where the owner worked and studied, under the same names."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from weaklib.book import typed
from weaklib.sources import organisations
from weaklib.sources.reading import Reading


def affiliations(
    stints: pd.DataFrame, groups: pd.DataFrame, readings: Sequence[Reading]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the contacts' affiliations and the owner's, as in `Book` and `Owner`.

    Parameters
    ----------
    stints
        Where each contact works, by each export that says so.
    groups
        The groups that the owner says a contact belongs to.
    readings
        What each file said: of the owner's own positions, schools and the like.
    """
    own = [reading.affiliations for reading in readings if len(reading.affiliations)]
    parts = [
        stints.assign(kind="work"),
        groups.assign(kind="group"),
        *(part.assign(person="") for part in own),
    ]
    every = pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)
    every = every.reindex(columns=[*every.columns.union(["organisation", "role", "person"])])
    named = every["kind"].ne("group")
    told = every.assign(
        function=organisations.function_of(every["role"]),
        seniority=organisations.seniority_of(every["role"]),
        field=organisations.field_of(every["organisation"].where(named), every["role"]),
        organisation=organisations.normalise_organisations(every["organisation"].where(named)),
    )
    told.loc[~named, "organisation"] = every.loc[~named, "organisation"]
    table = typed("affiliations", told)
    is_owner = table["person"].eq("")
    return table[~is_owner].reset_index(drop=True), table[is_owner].reset_index(drop=True)

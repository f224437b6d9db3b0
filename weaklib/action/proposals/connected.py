"""New connections: invitations accepted after an attempt, and those of people who were introduced."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from weaklib.action.proposals.found import Found
from weaklib.action.proposals.known import Known
from weaklib.action.proposals.sentences import of_connection
from weaklib.action.reasons import Row, interactions_of
from weaklib.sources.names import name_key

SURE_DAYS = 30
CONNECTED_DAYS = 180
"""Within which a connection comes of an attempt or an introduction."""


def connections(known: Known) -> list[Found]:
    """Return who became a connection within 180 days after an attempt, or after they were introduced.

    Within 30 days it is sure. An attempt with the person goes before the introduction, and of several the
    newest. Introductions are those of the ledger: what is only proposed leads to nothing yet.

    Parameters
    ----------
    known
        What is on record.
    """
    since = known.book.people["connected_on"]
    since = since[(since <= known.day) & (since >= _earliest(known))]
    asked = known.tried.assign(to_person="", on=known.tried["sent_on"], direct=True)
    every = pd.concat([frame for frame in (asked, _introduced(known, since)) if len(frame)] or [asked])
    met = every["person"].where(every["to_person"] == "", every["to_person"])
    every = every.assign(met=met, since=pd.to_datetime(since.reindex(met)).to_numpy())
    every["after"] = (every["since"] - every["on"]).dt.days
    told = every[every["after"].between(0, CONNECTED_DAYS)]
    newest = told.sort_values(["direct", "on", "id"], kind="stable").drop_duplicates("met", keep="last")
    entered = _entered(known, set(newest["met"]))
    return [_found(known, row) for row in newest.itertuples() if row.met not in entered]


def _earliest(known: Known) -> pd.Timestamp:
    """Return the first day on which the ledger says that anything happened."""
    days = (known.told.attempts["sent_on"].min(), known.told.outcomes["on"].min())
    return min([day for day in days if pd.notna(day)], default=known.day)


def _introduced(known: Known, since: pd.Series[Any]) -> pd.DataFrame:
    """Return the introductions of the ledger to people who have been connected."""
    named = _by_name(known, since.index)
    rows = [
        {"person": each.person, "to_person": _meant(each.to_person, since.index, named), "on": each.on}
        | {"id": each.attempt or None, "direct": False}
        for each in known.told.introductions
        if each.person in known.book.people.index
    ]
    told = pd.DataFrame(rows, columns=["person", "to_person", "on", "id", "direct"])
    return told[told["to_person"] != ""]


def _by_name(known: Known, people: pd.Index[Any]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for person in people:
        found.setdefault(name_key(known.called(str(person))), []).append(str(person))
    return found


def _meant(text: str, people: pd.Index[Any], named: Mapping[str, list[str]]) -> str:
    """Return who is meant by an id or a name, "" for nobody, or for one of several."""
    fits = [text] if text in people else named.get(name_key(text), [])
    return fits[0] if len(fits) == 1 else ""


def _entered(known: Known, people: set[str]) -> set[str]:
    """Return who has been entered as a new connection, or refused as one."""
    came = known.told.outcomes[known.told.outcomes["step"] == "connection"]
    said = came["to_person"].where(came["to_person"] != "", came["person"]).unique()
    return {person for person in people if any(known.says(str(each), person) for each in said)}


def _found(known: Known, row: Any) -> Found:
    attempt = None if pd.isna(row.id) else int(row.id)
    through = known.called(row.person) if row.to_person else ""
    invited = known.invitations.get(row.met, [])
    by: tuple[Row, ...] = () if attempt is None else (("ledger", attempt),)
    return Found(
        step="connection",
        person=row.person,
        to_person=row.to_person,
        on=row.since,
        attempt=attempt,
        confidence="high" if row.after <= SURE_DAYS else "medium",
        what="connection",
        sentence=of_connection(known.called(row.met), through, row.since, row.after),
        rows=(("people", row.met), *interactions_of(invited), *by),
    )

"""How to build where the network is thin: whom to meet for each gap, and where they are met already."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from weaklib.action.building_reasons import (
    gap_reason,
    hub_reason,
    meetings_reason,
    place_reason,
    stay_reason,
    stays_in_common,
)
from weaklib.action.gaps import Gap, gaps
from weaklib.action.introductions_reasons import closeness_reason
from weaklib.action.reasons import Candidate, Reason
from weaklib.action.situation import Situation
from weaklib.action.yields import yields

__all__ = ["candidates", "notes", "openings"]

PURPOSE = "build"
MOST_PEOPLE = 20
RECENT_DAYS = 365
OPENINGS = ("before", "meetings", "stay")
"""What makes it easy to come to know somebody better: contact before, meetings of both, a stay in common."""

MOST_YIELDS = 3


class Ground(NamedTuple):
    """What is known of everybody who may fill a gap: meetings, stays in common, and who has which opening."""

    meetings: dict[str, pd.DataFrame]
    stays: pd.DataFrame
    openings: pd.DataFrame


def candidates(situation: Situation) -> list[Candidate]:
    """List for each gap whom to come to know, the best first; a gap without anybody says so.

    value = (1 - active / enough) (1 + openings) / 4: how much is missing, and how many of three openings
    there are: contact before, meetings of both in the last year (as far as the calendar shows), and that they
    were connected while the owner was at a school or employer. A convention, not a finding. Equals go by
    strength, then by id.

    Parameters
    ----------
    situation
        What is known, as of which day, and what the owner wants.

    Returns
    -------
    list of Candidate
        At most 20 a gap, in the order of `gaps`; `target` is what is thin. `person` is None only where nobody
        is known who might fill it.
    """
    every = [Gap(*row) for row in gaps(situation).itertuples(index=False, name=None)]
    people = pd.Index(sorted({person for gap in every for person in gap.people}), dtype="object")
    ground = _ground(situation, people)
    return [candidate for gap in every for candidate in _for(situation, gap, ground)]


def openings(situation: Situation, people: pd.Index[Any]) -> pd.DataFrame:
    """Tell which openings there are to each of some people.

    Parameters
    ----------
    situation
        What is known, as of which day.
    people
        Who may fill a gap.

    Returns
    -------
    DataFrame
        Indexed by `person`: `before`, `meetings` and `stay`, each whether it is so.
    """
    return _ground(situation, people).openings


def notes(situation: Situation) -> list[str]:
    """Tell the gaps, and which meetings and threads brought lasting connections so far, in a sentence each.

    Parameters
    ----------
    situation
        What is known, as of which day, and what the owner wants.
    """
    brought = yields(situation)
    worked = brought.loc[brought["lasting"].map(len) > 0, "sentence"].head(MOST_YIELDS)
    return [*gaps(situation)["sentence"], *worked]


def _ground(situation: Situation, people: pd.Index[Any]) -> Ground:
    rows = situation.contacts
    met = rows[rows["channel"].isin(["meeting", "group_meeting"]) & rows["person"].isin(people)]
    day = met["at"].dt.tz_convert(situation.book.owner.zone).dt.tz_localize(None).dt.normalize()
    met = met.assign(day=day)
    recent = met.loc[day > situation.day - pd.Timedelta(days=RECENT_DAYS), "person"]
    stays = stays_in_common(situation, people)
    table = pd.DataFrame(
        {
            "before": people.isin(rows["person"].unique()),
            "meetings": people.isin(recent.unique()),
            "stay": people.isin(stays.index),
        },
        index=people.rename("person"),
    )
    return Ground({str(person): mine for person, mine in met.groupby("person", sort=False)}, stays, table)


def _for(situation: Situation, gap: Gap, ground: Ground) -> Iterator[Candidate]:
    # what no export could show is looked for like what is not there
    need = 1.0 if np.isnan(gap.active) else max(0.0, 1 - gap.active / gap.enough)
    if not gap.people:
        yield Candidate(PURPOSE, None, need / 4, 1.0, gap.target, (gap_reason(gap, need / 4),))
        return
    open_to = ground.openings.loc[[*gap.people]].sum(axis=1)
    value = need * (1 + open_to.to_numpy()) / (1 + len(OPENINGS))
    close = situation.ties["strength"].reindex([*gap.people]).fillna(0.0).to_numpy()
    for place in np.lexsort((np.array(gap.people, dtype=object), -close, -value))[:MOST_PEOPLE].tolist():
        person, worth = gap.people[place], float(value[place])
        reasons = tuple(_reasons(situation, gap, person, ground, need / 4))
        yield Candidate(PURPOSE, person, worth, 1.0, gap.target, reasons)


def _reasons(situation: Situation, gap: Gap, person: str, ground: Ground, step: float) -> Iterator[Reason]:
    """Give the reasons: that there is a gap, and each opening, a step of the value each."""
    yield gap_reason(gap, step)
    if gap.hangs_on and (hub := hub_reason(situation, gap, person)):
        yield hub
    found = place_reason(situation, gap, person)
    if found:
        yield found
    has = ground.openings.loc[person]
    if person in ground.meetings:
        yield meetings_reason(ground.meetings[person], step if has["meetings"] else 0.0)
    if has["stay"]:
        yield stay_reason(situation, person, ground.stays.loc[[person]].iloc[0], step)
    yield closeness_reason(situation, person, step if has["before"] else 0.0)

"""Why to come to know somebody better, in plain words: the gap, where they are, where you both are met."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

import pandas as pd

from weaklib.action.cells import name_of, place_of, row_of
from weaklib.action.expertise_forms import readable
from weaklib.action.gaps import Gap
from weaklib.action.introductions_encounters import together
from weaklib.action.introductions_reasons import BASES, basis_of, told_place
from weaklib.action.reasons import Reason, Row
from weaklib.action.situation import Situation
from weaklib.measures.among import among
from weaklib.measures.sentences import counted, listed, on_day
from weaklib.measures.strength import Defaults

MAX_GROUP = 50
"""The largest group that tells who knows whom, as in the graph of contacts."""


def gap_reason(gap: Gap, adds: float) -> Reason:
    """Return which gap it is; its rows are those of the gap."""
    facts: dict[str, object] = {"kind": gap.kind, "target": gap.target, "enough": gap.enough}
    if pd.notna(gap.active):
        facts["active"] = int(gap.active)
    return Reason("gap", gap.sentence, MappingProxyType(facts), gap.rows, "medium", adds)


def place_reason(situation: Situation, gap: Gap, person: str) -> Reason | None:
    """Return where a person is who may fill a gap, by the row of the gap that says so; None without one."""
    labels = [label for table, label in gap.rows if table == "affiliations"]
    rows = situation.book.affiliations.loc[labels]
    mine = rows.index[rows["person"] == person]
    if mine.empty:
        return None
    place = place_of(situation, int(mine[0]))
    facts, where = told_place(place)
    silence = situation.ties["silence_days"].get(person)
    in_touch = gap.kind == "field" and silence is not None and silence <= Defaults().fading_days
    ask = "; you are in touch: ask whom else they know there" if in_touch else ""
    day, once = place["as_recorded_on"], gap.kind == "organisation"
    recorded = ""
    if pd.notna(day):
        facts["as_recorded_on"] = pd.Timestamp(day)
        recorded = f", recorded on {on_day(pd.Timestamp(day))}"
    return Reason(
        kind="worked_there" if once else "works_there",
        text=f"They {'are or were' if once else 'are'} {where}{recorded}{ask}.",
        facts=MappingProxyType(facts),
        rows=(("affiliations", mine[0]),),
        confidence="low" if once else "high",
        adds=0.0,
    )


def meetings_reason(rows: pd.DataFrame, adds: float) -> Reason:
    """Return at how many meetings the owner and a person both were, as far as the calendar shows.

    Parameters
    ----------
    rows
        Their meetings, with `day`.
    adds
        What this adds to the value.
    """
    number, last = int(rows["event"].nunique() or len(rows)), rows.iloc[-1]
    size, day = int(last["group_size"]), pd.Timestamp(last["day"])
    text = (
        f"You were both at {counted(number, 'meeting')}, as far as your calendar shows; "
        f"the last was one of {size} people on {on_day(day)}."
    )
    facts = MappingProxyType({"meetings": number, "last": day, "size": size})
    labels = tuple(("interactions", label) for label in reversed(rows.index.tolist()))
    return Reason("meets", text, facts, labels, "high", adds)


def stays_in_common(situation: Situation, people: pd.Index[Any]) -> pd.DataFrame:
    """Return who probably knows the owner from an employer or a school.

    Those are whom the owner was connected with while there, if a record puts them there too, or if no more
    than 50 were: who was only connected in the years of a long job is no colleague for that.

    Parameters
    ----------
    situation
        What is known, as of which day.
    people
        Whom it is asked of.

    Returns
    -------
    DataFrame
        Indexed by `person`: `stay`, the label in `book.owner.affiliations`; `row`, that of their own record
        there in `book.affiliations`, -1 for none.
    """
    stay = situation.met_during
    few = stay.map(stay.value_counts()) <= MAX_GROUP
    stay = stay[among(stay.index, people)]
    where = stay.map(situation.book.owner.affiliations["organisation"])
    every = situation.book.affiliations
    there = every.loc[every["organisation"].isin(where.dropna().unique())]
    there = there[there["as_recorded_on"].isna() | (there["as_recorded_on"] <= situation.day)]
    records = there.loc[among(there["person"], stay.index), ["person", "organisation"]]
    same = records[records["person"].map(where) == records["organisation"]].drop_duplicates("person")
    row = pd.Series(same.index, index=same["person"]).reindex(stay.index).fillna(-1).astype("int64")
    table = pd.DataFrame({"stay": stay, "row": row})
    return table[few.reindex(stay.index) | row.ge(0)].rename_axis("person")


def stay_reason(situation: Situation, person: str, found: pd.Series[Any], adds: float) -> Reason:
    """Return that the owner probably knows a person from an employer or a school.

    Parameters
    ----------
    situation, person
        Of whom.
    found
        Their row of what `stays_in_common` returns.
    adds
        What this adds to the value.
    """
    label, record = int(found["stay"]), int(found["row"])
    stay = row_of(situation.book.owner.affiliations, label)
    on = pd.Timestamp(row_of(situation.book.people, person)["connected_on"])
    school = stay["kind"] == "school"
    who, what = ("a classmate", "studied at") if school else ("a former colleague", "worked at")
    facts: dict[str, object] = {"connected_on": on}
    place = "a place without a name"
    if pd.notna(stay["organisation"]):
        facts["organisation"] = stay["organisation"]
        place = readable(str(stay["organisation"]))
    then, too = ("", ", where they are or were too") if record >= 0 else (", or met there", "")
    rows: tuple[Row, ...] = (("people", person), ("owner", label))
    return Reason(
        kind="classmate" if school else "colleague",
        text=f"Probably {who}{then}: you became connected on {on_day(on)}, while you {what} {place}{too}.",
        facts=MappingProxyType(facts),
        rows=(*rows, ("affiliations", record)) if record >= 0 else rows,
        confidence="low",
        adds=adds,
    )


def hub_reason(situation: Situation, gap: Gap, person: str) -> Reason | None:
    """Return how the one contact of a circle may lead to a member of it; None where no tie is known."""
    graph, hub = situation.graph, gap.hangs_on
    if graph is None or not graph.has_edge(hub, person):
        return None
    shown = name_of(situation, hub)
    facts: dict[str, object] = {"other": shown}
    rows: tuple[Row, ...] = (("tie", (hub, person)),)
    met = together(situation, [(hub, person)])[hub, person]
    if met.rows:
        facts |= {"meetings": met.meetings, "threads": met.threads, "last": met.last}
        rows += tuple(("interactions", label) for label in met.rows)
        text = f"{shown} and they were together in your presence, last on {on_day(met.last)}."
        return Reason("meets_there", text, MappingProxyType(facts), rows, "high", 0.0)
    basis = basis_of(graph, hub, person)
    facts["basis"] = basis
    why = listed([BASES[each] for each in basis])
    text = f"{shown} probably knows them ({why}): ask for an introduction, if they know each other."
    return Reason("knows_target", text, MappingProxyType(facts), rows, "low", 0.0)

"""Why to reconnect with somebody, in plain words: how close you were, how long ago, what changed since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

import pandas as pd

from weaklib.action.cells import row_of
from weaklib.action.expertise_forms import readable
from weaklib.action.reasons import Reason, interactions_of
from weaklib.action.relevance import relevance_reasons
from weaklib.action.situation import Situation
from weaklib.action.standing import bridge_reasons
from weaklib.measures.moves import job_moves
from weaklib.measures.sentences import counted, on_day
from weaklib.measures.strength import Defaults

KINDS: Mapping[str, str] = MappingProxyType(
    {
        "message": "a direct message",
        "group_message": "a message to several",
        "mail": "a mail",
        "group_mail": "a mail to several",
        "meeting": "a meeting of you two",
        "group_meeting": "a meeting with others",
    }
)
"""What a contact of each channel is called in a sentence."""

STRONG, WEAK = Defaults().strong, Defaults().weak
LITTLE_KNOWN = 0.5
"""From which novelty on, the percentile of those known better, it is told as a reason."""


def reasons_for(situation: Situation, worth: pd.DataFrame) -> dict[str, tuple[Reason, ...]]:
    """Return every reason to reconnect with each of some people.

    Parameters
    ----------
    situation
        What is known, as of which day.
    worth
        Rows of what `reconnecting.values` returns.
    """
    people = set(worth.index)
    moves = _moves(situation, people)
    goals = relevance_reasons(situation, people)
    return {
        str(person): (*_own(situation, row), *moves.get(str(person), ()), *goals.get(str(person), ()))
        for person, row in worth.iterrows()
    }


def _own(situation: Situation, worth: pd.Series[Any]) -> Iterator[Reason]:
    person = str(worth.name)
    rows = situation.contacts_of.get(person)
    if rows is not None:
        yield _peak(situation, person, rows, worth)
        yield _silence(situation, person, rows)
        if worth["novelty"] >= LITTLE_KNOWN * situation.weights.reconnect_novelty:
            yield _novelty(situation, person, rows, worth)
    yield from bridge_reasons(situation, person, float(worth["bridging"]))
    if person in situation.met_during.index:
        yield _met(situation, person)


def _peak(situation: Situation, person: str, rows: pd.DataFrame, worth: pd.Series[Any]) -> Reason:
    tie, last = row_of(situation.ties, person), rows.iloc[-1]
    peak, day = round(float(tie["peak_strength"]), 2), pd.Timestamp(tie["last_contact"])
    how = "strong" if peak >= STRONG else "moderately weak" if peak >= WEAK else "weak"
    kind = KINDS[str(last["channel"])]
    return Reason(
        kind="peak",
        text=f"Your tie was {how} when you were last in touch: {peak:.2f} of 1 on {on_day(day)}, {kind}.",
        facts=MappingProxyType({"peak_strength": peak, "last_contact": day, "channel": last["channel"]}),
        rows=situation.behind_strength(person),
        confidence=str(tie["confidence"]),
        adds=float(worth["peak"]),
    )


def _silence(situation: Situation, person: str, rows: pd.DataFrame) -> Reason:
    """Tell of the silence what the class of the tie says of it."""
    tie = row_of(situation.ties, person)
    days, usual = int(tie["silence_days"]), tie["median_gap_days"]
    facts: dict[str, object] = {"silence_days": days}
    text = f"{counted(days, 'day')} have passed since"
    if tie["class"] == "dormant":
        text += (
            "; in one study, ties that slept for three years gave advice as useful as current ones, and newer"
        )
    elif tie["class"] == "fading" and pd.notna(usual):
        facts["median_gap_days"] = float(usual)
        text += f", where {counted(usual, 'day')} used to pass between you"
    return Reason(
        kind="silence",
        text=f"{text}.",
        facts=MappingProxyType(facts),
        rows=interactions_of(reversed(rows.index.tolist())),
        confidence=str(tie["confidence"]),
        adds=0.0,
    )


def _novelty(situation: Situation, person: str, rows: pd.DataFrame, worth: pd.Series[Any]) -> Reason:
    days = int(row_of(situation.ties, person)["contact_days"])
    return Reason(
        kind="novelty",
        text=f"You were in touch on {counted(days, 'day')} only: the less familiar tell more that is new.",
        facts=MappingProxyType({"contact_days": days}),
        rows=interactions_of(reversed(rows.index.tolist())),
        confidence="medium",
        adds=float(worth["novelty"]),
    )


def _met(situation: Situation, person: str) -> Reason:
    label = int(situation.met_during[person])
    stay = situation.book.owner.affiliations.loc[label]
    on = pd.Timestamp(situation.book.people.loc[[person], "connected_on"].iloc[0])
    school = stay["kind"] == "school"
    who, there = ("classmate", "studied") if school else ("colleague", "worked")
    over = pd.notna(stay["until"]) and stay["until"] < situation.day
    who = f"former {who}" if over else who
    where = readable(str(stay["organisation"])) if pd.notna(stay["organisation"]) else ""
    then = f"you connected on {on_day(on)}, while you {there} at {where or 'a place without a name'}"
    facts = {"connected_on": on} | ({"organisation": stay["organisation"]} if where else {})
    return Reason(
        kind="classmate" if school else "colleague",
        text=f"Probably a {who}, or somebody whom you met then: {then}.",
        facts=MappingProxyType(facts),
        rows=(("people", person), ("owner", label)),
        confidence="low",
        adds=0.0,
    )


def _moves(situation: Situation, people: set[Any]) -> dict[str, tuple[Reason, ...]]:
    """Return of whom it is known that they changed employer since an older export, with both rows."""
    moves = job_moves(situation.book, situation.day)
    moves = moves[moves["moved_employer"] & moves.index.isin(people)]
    newest = moves[~moves.index.duplicated()]
    records = situation.book.affiliations
    records = records[records["person"].isin(newest.index) & (records["kind"] == "work")]
    return {str(person): (_moved(str(person), move, records),) for person, move in newest.iterrows()}


def _moved(person: str, move: pd.Series[Any], records: pd.DataFrame) -> Reason:
    before, since = move["organisation_before"], move["organisation"]
    mine = records[records["person"] == person]
    rows = [
        label
        for day, name in zip(move["seen_between"], (before, since), strict=True)
        for label in mine.index[(mine["as_recorded_on"] == day) & (mine["organisation"] == name)]
    ]
    then, now = (readable(str(name)) for name in (before, since))
    between = " and ".join(map(on_day, move["seen_between"]))
    return Reason(
        kind="moved",
        text=f"They changed jobs: from {then} to {now}, between {between}.",
        facts=MappingProxyType(
            {"organisation_before": before, "organisation": since, "seen_between": move["seen_between"]}
        ),
        rows=tuple(("affiliations", label) for label in rows),
        confidence="high",
        adds=0.0,
    )

"""Why a tie is worth a note, in plain words: what has faded, what waits, and since when."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

import pandas as pd

from weaklib.action.cells import name_of, row_of
from weaklib.action.reasons import Reason, Row, interactions_of
from weaklib.action.reconnecting_reasons import KINDS
from weaklib.action.situation import Situation
from weaklib.action.standing import bridge_reasons
from weaklib.measures.sentences import counted, listed, on_day

SHOWN = 5  # names in a note


def fading_reasons(situation: Situation, worth: pd.Series[Any]) -> Iterator[Reason]:
    """Give the reasons why a fading tie is worth a note.

    Parameters
    ----------
    situation
        What is known, as of which day.
    worth
        A row of what `maintaining.values` returns.
    """
    person = str(worth.name)
    tie, rows = row_of(situation.ties, person), situation.contacts_of[person]
    labels = interactions_of(reversed(rows.index.tolist()))
    yield _faded(tie, situation.behind_strength(person), float(worth[["peak", "lost"]].sum()))
    yield _silence(tie, labels, str(rows["channel"].iloc[-1]))
    yield from bridge_reasons(situation, person, float(worth["bridging"]))


def _faded(tie: pd.Series[Any], labels: tuple[Row, ...], adds: float) -> Reason:
    then, now = round(float(tie["peak_strength"]), 2), round(float(tie["strength"]), 2)
    return Reason(
        kind="fading",
        text=f"Your tie is fading: {now:.2f} of 1 now, {then:.2f} when you were last in touch.",
        facts=MappingProxyType({"strength": now, "peak_strength": then}),
        rows=labels,
        confidence=str(tie["confidence"]),
        adds=adds,
    )


def _silence(tie: pd.Series[Any], labels: tuple[Row, ...], channel: str) -> Reason:
    days, last, usual = int(tie["silence_days"]), pd.Timestamp(tie["last_contact"]), tie["median_gap_days"]
    facts: dict[str, object] = {"silence_days": days, "last_contact": last, "channel": channel}
    text = f"{counted(days, 'day')} of silence have passed since {KINDS[channel]} on {on_day(last)}"
    if pd.notna(usual):
        facts["median_gap_days"] = float(usual)
        text += f", where half of your gaps were of at most {counted(float(usual), 'day')}"
    return Reason("silence", f"{text}.", MappingProxyType(facts), labels, str(tie["confidence"]), 0.0)


def waiting_reasons(
    situation: Situation, worth: pd.Series[Any], waits: pd.DataFrame, *, asked: bool
) -> Iterator[Reason]:
    """Give a reason for each thing that waits between the owner and a person.

    Parameters
    ----------
    situation
        What is known, as of which day.
    worth
        Their row of what `maintaining.values` returns.
    waits
        Their rows of what `pending` returns.
    asked
        Whether what waits is what the value is for; else it adds nothing.
    """
    person = str(worth.name)
    adds = float(worth[["peak", "lost"]].sum()) if asked else 0.0
    for place, (_, wait) in enumerate(waits.iterrows()):
        yield _WAITING[str(wait["kind"])](situation, wait, 0.0 if place else adds)
    if asked:
        yield from bridge_reasons(situation, person, float(worth["bridging"]))


def _owed(situation: Situation, wait: pd.Series[Any], adds: float) -> Reason:
    tie, days, on = situation.ties.loc[wait["person"]], int(wait["days"]), pd.Timestamp(wait["on"])
    facts: dict[str, object] = {"on": on, "days": days, "class": tie["class"]}
    text = f"What they wrote on {on_day(on)} has waited for {counted(days, 'day')}"
    text += f", and your tie to them is {tie['class']}"
    if pd.notna(tie["strength"]):
        facts["strength"] = round(float(tie["strength"]), 2)
        text += f": {tie['strength']:.2f} of 1"
    return Reason("waiting", f"{text}.", MappingProxyType(facts), _rows(situation, wait), "high", adds)


def _invited(situation: Situation, wait: pd.Series[Any], adds: float) -> Reason:
    """Return that an invitation waits; it may have been answered after the export was made."""
    on, days = pd.Timestamp(wait["on"]), int(wait["days"])
    sent = wait["kind"] == "invitation sent"
    who = "You invited them" if sent else "They invited you"
    remedy = "withdraw it, or write a line beside it" if sent else "accept it, or leave it"
    return Reason(
        kind="invitation",
        text=(
            f"{who} to connect on {on_day(on)}, {counted(days, 'day')} ago, "
            f"and no answer is on record: {remedy}."
        ),
        facts=MappingProxyType({"on": on, "days": days, "direction": "out" if sent else "in"}),
        rows=_rows(situation, wait),
        confidence="medium",
        adds=adds,
    )


_WAITING: Mapping[str, Callable[[Situation, pd.Series[Any], float], Reason]] = MappingProxyType(
    {"reply owed": _owed, "invitation received": _invited, "invitation sent": _invited}
)


def _rows(situation: Situation, wait: pd.Series[Any]) -> tuple[Row, ...]:
    """Return the message or invitation itself, then what else the strength of the tie rests on."""
    first: Row = ("interactions", wait["row"])
    if wait["kind"] != "reply owed":
        return (first, ("people", wait["person"]))
    return (first, *(row for row in situation.behind_strength(str(wait["person"])) if row != first))


def told_not_answered(situation: Situation, waits: pd.DataFrame) -> list[str]:
    """Return one sentence that names to whom the owner wrote last without an answer; none where nobody.

    Parameters
    ----------
    situation
        What is known, as of which day.
    waits
        What `pending` returns.
    """
    rows = waits[waits["kind"] == "not answered"]
    if rows.empty:
        return []
    named = [
        f"{name_of(situation, str(person))} ({on_day(on)})"
        for person, on in rows[["person", "on"]].head(SHOWN).itertuples(index=False)
    ]
    more = [counted(len(rows) - SHOWN, "other")] if len(rows) > SHOWN else []
    told = f"You wrote last to {listed([*named, *more])}, and no answer is on record"
    return [f"{told}: nothing to do, it may have needed none."]

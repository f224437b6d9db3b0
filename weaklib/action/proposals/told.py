"""What the ledger says by a day, its people under the ids by which the exports call them now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import pandas as pd

from weaklib.action.ledger import state
from weaklib.action.ledger.records import Record

ATTEMPTS = ["person", "entered", "purpose", "sent_on", "to_person"]
OUTCOMES = ["attempt", "person", "step", "on", "to_person"]
REFUSED = ["person", "step", "on"]


class Attempt(NamedTuple):
    """An attempt: its id, the day, what for, and whom it asked an introduction to."""

    id: int
    sent_on: pd.Timestamp
    purpose: str
    to_person: str


class Introduction(NamedTuple):
    """An introduction that the ledger has; `attempt` is 0 for one that came unasked."""

    person: str
    to_person: str
    on: pd.Timestamp
    attempt: int


@dataclass(frozen=True)
class Told:
    """What was asked, what is known to have come of it, and what was answered.

    Attributes
    ----------
    attempts
        By id, the oldest first: `person` and `to_person` as the book calls them now (or as they are in the
        ledger, where it knows nobody by that), `entered` (the person as the ledger has them), `purpose`,
        `sent_on`.
    outcomes
        `attempt` (<NA> for what came unasked), `person`, `step`, `on`, `to_person`, likewise.
    refused
        `person`, `step`, `on` of the proposals that were refused.
    answered
        The ids of proposals that were confirmed or refused.
    """

    attempts: pd.DataFrame
    outcomes: pd.DataFrame
    refused: pd.DataFrame
    answered: frozenset[str]

    @cached_property
    def closed(self) -> frozenset[tuple[int, str]]:
        """The steps of attempts that came, as the ledger says, or that were refused.

        A refusal holds for the attempt: the next message is not proposed in place of the one refused.
        """
        came = self.outcomes.loc[self.outcomes["attempt"].notna(), ["attempt", "step"]]
        closed = {(int(attempt), str(step)) for attempt, step in came.itertuples(index=False, name=None)}
        for person, step, on in self.refused.itertuples(index=False, name=None):
            by_then = [each for each in self.by_person.get(person, ()) if each.sent_on <= on]
            if by_then:
                closed.add((max((each.sent_on, each.id) for each in by_then)[1], str(step)))
        return frozenset(closed)

    @cached_property
    def by_person(self) -> Mapping[str, Sequence[Attempt]]:
        """The attempts with each person."""
        found: dict[str, list[Attempt]] = {}
        columns = self.attempts[["person", "sent_on", "purpose", "to_person"]]
        for attempt, person, *rest in columns.itertuples(name=None):
            found.setdefault(person, []).append(Attempt(attempt, *rest))
        return found

    @cached_property
    def first_of(self) -> Mapping[int, pd.Timestamp]:
        """The first day on which anything came of each attempt."""
        return _first(zip(self.outcomes["attempt"], self.outcomes["on"], strict=True))

    @cached_property
    def introductions(self) -> Sequence[Introduction]:
        """The introductions that the ledger has, to whom they were asked for where it says nothing else."""
        made = self.outcomes[self.outcomes["step"] == "intro_made"]
        rows = made[["person", "to_person", "on"]].assign(attempt=made["attempt"].fillna(0).astype("int64"))
        told = [Introduction(*row) for row in rows.itertuples(index=False, name=None)]
        return [
            each._replace(to_person=each.to_person or self.asked_to.get(each.attempt, "")) for each in told
        ]

    @cached_property
    def introduced_on(self) -> Mapping[int, pd.Timestamp]:
        """The first day on which each attempt led to an introduction."""
        return _first((each.attempt, each.on) for each in self.introductions)

    @cached_property
    def asked_to(self) -> Mapping[int, str]:
        """To whom each attempt asked an introduction."""
        return dict(zip(self.attempts.index.tolist(), self.attempts["to_person"].tolist(), strict=True))


def told_by(records: list[Record], day: str, keys: Mapping[str, str]) -> Told:
    """Return what the ledger says by a day.

    Parameters
    ----------
    records
        Its records.
    day
        The day; "" for everything.
    keys
        Whose each id, profile and address is.
    """
    said = [each.says for each in state.standing(records, day).values()]
    refused = [each.says for each in state.standing(records, day).values() if each.kind == "refusal"]
    frame = pd.DataFrame([[each[column] for column in REFUSED] for each in refused], columns=REFUSED)
    return Told(
        attempts=_followed(state.attempts(records, day), keys)[ATTEMPTS],
        outcomes=_followed(state.outcomes(records, day), keys)[OUTCOMES],
        refused=frame.assign(
            person=_now(frame["person"], keys), on=pd.to_datetime(frame["on"]).dt.as_unit("us")
        ),
        answered=frozenset(str(each["proposal"]) for each in said if each.get("proposal")),
    )


def _followed(frame: pd.DataFrame, keys: Mapping[str, str]) -> pd.DataFrame:
    return frame.assign(
        entered=frame["person"],
        person=_now(frame["person"], keys),
        to_person=_now(frame["to_person"], keys),
    )


def _now(ids: pd.Series[Any], keys: Mapping[str, str]) -> pd.Series[Any]:
    return pd.Series([keys.get(each, each) for each in ids], index=ids.index, dtype="str")


def _first(days: Any) -> Mapping[int, pd.Timestamp]:
    first: dict[int, pd.Timestamp] = {}
    for attempt, on in days:
        if pd.notna(attempt):
            first[int(attempt)] = min(on, first.get(int(attempt), on))
    return first

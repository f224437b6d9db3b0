"""What the hover says of each person on the map: in full, in two short lines, or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from weaklib.book import InputError
from weaklib.views.bundles import Strands, circle_codes
from weaklib.views.captions import listed
from weaklib.views.spread import Positions
from weaklib.views.theme import CLASS_MEANINGS, counted, on_day, safe, short, wrapped

MAX_FULL = 3_000
"""Above this many people the hover is lean, so that the file stays small."""
FULL = "<b>%{customdata[1]}</b><br>%{customdata[2]}<br>%{customdata[3]}<br>%{customdata[4]}<extra></extra>"
LEAN = "<b>%{customdata[1]}</b><br>%{customdata[2]}<br>Your tie: %{customdata[3]}<extra></extra>"
NOWHERE = "organisation not known"


class Told(NamedTuple):
    """What is told of each person: `rows` go to `customdata`, their number first."""

    rows: NDArray[Any]
    template: str

    def of(self, who: Positions) -> dict[str, Any]:
        """Return what a trace of these people says when somebody points at it."""
        said = {"hovertemplate": self.template} if self.template else {"hoverinfo": "none"}
        return {"customdata": self.rows[who], **said}


def told(people: pd.DataFrame, ties: Strands, how: str = "") -> Told:
    """Return what is told of each person on the map, every text escaped.

    Parameters
    ----------
    people
        One row a person; their number is that of the row.
    ties
        The ties among them.
    how
        "full": name, organisation, tie, and why they stand there, each wrapped for a small window.
        "lean": name, organisation, and class with the last contact. "none": the number alone, for a page
        that writes the hover itself. Nothing: full or lean, by how many people there are.

    Raises
    ------
    InputError
        If `how` is none of these.
    """
    how = how or ("full" if len(people) <= MAX_FULL else "lean")
    if how == "full":
        return Told(np.array(_in_full(people, ties), object), FULL)
    if how == "lean":
        return Told(np.array(_lean(people), object), LEAN)
    if how == "none":
        return Told(np.arange(len(people), dtype=np.int32).reshape(-1, 1), "")
    msg = f"hover is {how!r}; write 'full', 'lean' or 'none'."
    raise InputError(msg)


def _lean(people: pd.DataFrame) -> list[list[int | str]]:
    known = {name: safe(short(name, 44)) for name in people["organisation"].dropna().unique()}
    days = {day: f", {day.day} {day:%b %Y}" for day in people["last_contact"].dropna().unique()}
    columns = (people[column].tolist() for column in ("name", "organisation", "tie", "last_contact"))
    return [
        [i, safe(short(name, 44)), known.get(organisation, NOWHERE), tie + days.get(last, "")]
        for i, (name, organisation, tie, last) in enumerate(zip(*columns, strict=True))
    ]


def _in_full(people: pd.DataFrame, ties: Strands) -> list[list[int | str]]:
    degree, seen = _counts(ties, len(people))
    into = _leads_into(people, ties)
    persons: Iterator[Any] = people.itertuples()
    return [
        [
            i,
            wrapped(person.name, 44),
            wrapped(person.organisation if pd.notna(person.organisation) else NOWHERE, 54),
            wrapped(_tie(person), 54),
            wrapped(_why(person, number, observed, into[i]), 54),
        ]
        for i, (person, number, observed) in enumerate(zip(persons, degree, seen, strict=True))
    ]


def _counts(ties: Strands, people: int) -> tuple[list[int], list[int]]:
    """How many ties each person has, and how many of them were seen."""
    ends = np.r_[ties.one, ties.other]
    seen = np.bincount(ends[np.r_[ties.observed, ties.observed]], minlength=people)
    return np.bincount(ends, minlength=people).tolist(), seen.tolist()


def _leads_into(people: pd.DataFrame, ties: Strands) -> list[list[str]]:
    """The other circles that each person has ties into, by name."""
    home, names = circle_codes(people), pd.Categorical(people["circle"]).categories
    across = ties.chosen(ties.across)
    ends = np.column_stack([np.r_[across.one, across.other], home[np.r_[across.other, across.one]]])
    found: list[list[str]] = [[] for _ in range(len(people))]
    for person, circle in np.unique(ends[ends[:, 1] >= 0], axis=0).tolist():
        found[person].append(names[circle])
    return found


def _tie(person: Any) -> str:
    last = f"; last contact {on_day(person.last_contact)}" if pd.notna(person.last_contact) else ""
    return f"Your tie: {person.tie}, {CLASS_MEANINGS[person.tie]}{last}"


def _why(person: Any, ties: int, observed: int, into: Sequence[str]) -> str:
    """What somebody alone opens, where they lead, and what that rests on."""
    opens = [way.replace("circle circle", "circle") for way in person.opens]
    parts = [f"Your only known way into {listed(opens)}."] if opens else []
    if pd.isna(person.circle):
        return " ".join([*parts, "No tie to your other contacts is known."])
    parts.append(f"Leads from {person.circle} to {listed(into)}." if into else f"Circle: {person.circle}.")
    known = f"{counted(ties, 'tie')} to your contacts"
    how = (
        "seen in meetings or threads" if observed == ties else f"{observed} seen, {ties - observed} inferred"
    )
    return " ".join([*parts, f"{known}: {how}."])

"""Where the network is thin: goal fields with few active ties, circles on one contact, no such seniority."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from weaklib.action.cells import name_of
from weaklib.action.expertise_forms import readable
from weaklib.action.gaps_circles import hanging
from weaklib.action.goals_words import seniority_meant
from weaklib.action.introducers import Known, known, there
from weaklib.action.introductions_targets import Target, targets
from weaklib.action.reasons import Row
from weaklib.action.situation import Situation
from weaklib.measures.sentences import counted, listed
from weaklib.measures.strength import Defaults
from weaklib.sources.organisations.tiers import Tier

__all__ = ["COLUMNS", "FEWEST_ACTIVE", "active", "gaps", "wanted_gaps"]

FEWEST_ACTIVE = 3
"""A goal field with fewer active ties is a gap (METRICS, section 9)."""

LEADING = ("executive", "director", "manager")
"""The seniorities looked for where no role of the goals names one."""

ASLEEP = ("dormant", "nominal", "unknown")
"""The classes of ties by which nobody is reached at once."""

COLUMNS = ("kind", "target", "active", "enough", "sentence", "people", "hangs_on", "rows")
"""The columns of `gaps`."""


class Gap(NamedTuple):
    """One gap; the fields are the columns of `gaps`."""

    kind: str
    target: str
    active: float
    enough: int
    sentence: str
    people: tuple[str, ...]
    hangs_on: str
    rows: tuple[Row, ...]


def gaps(situation: Situation) -> pd.DataFrame:
    """Tell where the network is thin for what the owner wants.

    An active tie is one silent for at most 180 days, as in `history`.

    Parameters
    ----------
    situation
        What is known, as of which day, and what the owner wants.

    Returns
    -------
    DataFrame
        One row a gap, in this order of `kind`:

        - "field": a goal field with fewer than 3 active ties;
        - "organisation": one of the goals where nobody is known to be;
        - "seniority": one that a role of the goals means (else executive, director and manager), with no
          active tie in the goal fields (in all, where the goals name none);
        - "circle": a circle of three or more with no known tie to the other contacts but by one contact, and
          no tie of the owner's to any other of it that is more than dormant.

        `target` (what is thin), `active` (active ties that there are, nan where no export could show it) and
        `enough` (from how many on it is none), `sentence`, `people` (whom one might come to know there),
        `hangs_on` (the one contact of a circle, else ""), and `rows`, the evidence, never none.

    Examples
    --------
    >>> import weaklib as wl
    >>> from weaklib.action.goals import Goals
    >>> book = wl.read("data/example")
    >>> goals = Goals(organisations=("Fjordkraft Tromvik",))
    >>> situation = Situation(book, book.last_day(), wl.ties.tie_table(book), book.people[[]], goals=goals)
    >>> gaps(situation)["sentence"].iloc[0]
    'Nobody whom you know is known to be at Fjordkraft Tromvik.'
    """
    return situation.once("gaps", _gaps)


def _gaps(situation: Situation) -> pd.DataFrame:
    return pd.DataFrame([*_wanted(situation), *_hanging(situation)], columns=list(COLUMNS))


def wanted_gaps(situation: Situation) -> pd.DataFrame:
    """Return those of `gaps` that the goals ask about, which are all but the circles."""
    return pd.DataFrame(_wanted(situation), columns=list(COLUMNS))


def _wanted(situation: Situation) -> list[Gap]:
    return situation.once("gaps that the goals ask about", _found)


def _found(situation: Situation) -> list[Gap]:
    if not targets(situation):
        return []
    held = known(situation)
    return [*_thin(situation, held), *_no_seniority(situation, held)]


def active(situation: Situation) -> pd.Index[Any]:
    """Return the people with whom the tie is active: silent for at most 180 days."""
    ties = situation.ties
    return ties.index[ties["silence_days"] <= Defaults().fading_days]


def _thin(situation: Situation, held: Known) -> Iterator[Gap]:
    asked = targets(situation)
    for kind, told in (("field", _field), ("organisation", _organisation)):
        for target in asked:
            if target.kind == kind and (gap := told(situation, held, target)):
                yield gap


def _field(situation: Situation, held: Known, target: Target) -> Gap | None:
    now = there(held, target).loc[lambda found: found["standing"] == "now"]
    few = now.index.isin(active(situation))
    count = float(few.sum())
    if count >= FEWEST_ACTIVE:
        return None
    if len(now) and _unknown(situation, now.index):
        sentence = (
            f"In the field {readable(target.asked)} you have {counted(len(now), 'contact')}, and whether you "
            "are in touch with any is not known: no export that was read could show it."
        )
        return _gap("field", target, np.nan, FEWEST_ACTIVE, sentence, now, few)
    of = f"among {counted(len(now), 'contact')}" if len(now) else "and no contact at all"
    sentence = (
        f"In the field {readable(target.asked)} you have {counted(count, 'active tie')} {of}; "
        f"with {FEWEST_ACTIVE} it would be no gap."
    )
    return _gap("field", target, count, FEWEST_ACTIVE, sentence, now, few)


def _unknown(situation: Situation, people: pd.Index[Any]) -> bool:
    """Tell whether of none of these people it is known whether the owner is in touch with them."""
    return bool((situation.ties["class"].reindex(people) == "unknown").all())


def _organisation(_: Situation, held: Known, target: Target) -> Gap | None:
    found = there(held, target)
    if (found["standing"].ne("was") & found["tier"].ge(Tier.STRONG)).any():
        return None
    sentence = f"Nobody whom you know is known to be at {readable(target.asked)}."
    once = found["standing"].eq("was") & found["tier"].ge(Tier.STRONG)
    if once.any():
        sentence = f"{sentence[:-1]}; {counted(int(once.sum()), 'contact')} of yours once was."
    return _gap("organisation", target, 0, 1, sentence, found, np.zeros(len(found), dtype=bool))


def _gap(
    kind: str, target: Target, count: float, enough: int, sentence: str, found: pd.DataFrame, few: Any
) -> Gap:
    rows = (*target.rows, *(("affiliations", int(label)) for label in found["row"]))
    # where all who are there are active, they are whom to ask for others
    people = found.index[~few] if (~few).any() else found.index
    return Gap(kind, target.asked, count, enough, sentence, tuple(map(str, people)), "", rows)


def _no_seniority(situation: Situation, held: Known) -> Iterator[Gap]:
    """Give the seniorities of which no active tie is known, in the goal fields or in all."""
    asked = targets(situation)
    roles = {target: seniority_meant(target.asked) for target in asked if target.kind == "role"}
    fields = [target for target in asked if target.kind == "field"]
    now = held.work[held.work["standing"] == "now"]
    if fields:
        inside = pd.Index([label for target in fields for label in there(held, target)["row"]])
        now = now[now.index.isin(inside)]
    if not asked or not now["seniority"].notna().any() or _unknown(situation, situation.ties.index):
        return
    where = f" in {listed([readable(target.asked) for target in fields], 'or')}" if fields else ""
    for seniority in dict.fromkeys(filter(None, roles.values())) or LEADING:
        holders = now[now["seniority"] == seniority]
        if holders["person"].isin(active(situation)).any():
            continue
        told = (*(row for target, meant in roles.items() if meant == seniority for row in target.rows),)
        told += tuple(row for target in fields for row in target.rows)
        rows = (*told, *(("affiliations", int(label)) for label in holders.index))
        of = f", of {counted(len(holders), 'contact')} of that seniority" if len(holders) else ""
        sentence = f"You have no active tie to anybody of the seniority {seniority}{where}{of}."
        people = tuple(dict.fromkeys(map(str, holders["person"])))
        yield Gap("seniority", seniority, 0, 1, sentence, people, "", rows or asked[0].rows)


def _hanging(situation: Situation) -> Iterator[Gap]:
    if situation.graph is None:
        return
    in_touch = set(map(str, active(situation)))
    ties = situation.ties
    alive = set(map(str, ties.index[~ties["class"].isin(ASLEEP)]))
    for circle in hanging(situation.graph, situation.circles):
        others = tuple(person for person in circle.members if person != circle.on)
        if alive & set(others):
            continue
        size, name = len(circle.members), name_of(situation, circle.on)
        count = float(circle.on in in_touch and circle.on in circle.members)
        told = f"you have an active tie to {counted(count, 'member')}"
        if _unknown(situation, pd.Index(circle.members)):
            told, count = "whether you are in touch with any of them is not known", np.nan
        sentence = (
            f"The circle {readable(circle.name)} ({counted(size, 'contact')}) hangs on {name} alone: without "
            f"them no known tie leads to others; {told}."
        )
        rows: tuple[Row, ...] = (
            *(("tie", (circle.on, other)) for other in circle.tied),
            *(("people", person) for person in circle.members),
        )
        yield Gap("circle", circle.name, count, 2, sentence, others, circle.on, rows)

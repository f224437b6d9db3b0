"""What a match with a goal says in words, and the values in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import pandas as pd

from weaklib.action.expertise_forms import readable
from weaklib.action.goals_matched import PERHAPS
from weaklib.action.goals_words import field_meant, says
from weaklib.action.reasons import Reason
from weaklib.action.situation import Situation
from weaklib.measures.sentences import on_day

WORKS: Mapping[str, str] = MappingProxyType(
    {"now": "They work", "was": "They worked", "listed": "They work or worked"}
)
IS: Mapping[str, str] = MappingProxyType({"now": "is", "was": "was", "listed": "is or was"})
HELD = ("organisation", "role", "field", "function", "seniority")

Facts = Mapping[str, str]


def reason_for(situation: Situation, match: Mapping[Any, Any]) -> Reason:
    """Return the reason that a row of `goals_matched.matches` is, with `adds` in it.

    Parameters
    ----------
    situation
        What is known: the row that the match rests on is looked up.
    match
        The row.
    """
    kind, table = str(match["kind"]), str(match["table"])
    row = getattr(situation.book, table).loc[match["row"]]
    facts = _facts(row, match)
    return Reason(
        kind=f"goal_{kind}",
        text=_SENTENCES[kind](facts),
        facts=facts,
        rows=((table, match["row"]), ("goals", str(match["goal"]))),
        confidence=_confidence(kind, facts),
        adds=float(match["adds"]),
    )


def _facts(row: pd.Series[Any], match: Mapping[Any, Any]) -> dict[str, str]:
    facts = {"asked": readable(str(match["asked"])), "goal": str(match["goal"]), "how": str(match["how"])}
    if match["table"] == "people":
        return facts | {"name": readable(str(row["name"]))}
    facts |= {name: readable(str(row[name])) for name in HELD if pd.notna(row[name])}
    facts["standing"] = str(match["standing"])
    if match["standing"] == "was" and pd.notna(row["as_recorded_on"]):
        facts["recorded"] = on_day(row["as_recorded_on"])
    return facts


def _when(facts: Facts) -> str:
    return f" (says an export of {facts['recorded']})" if "recorded" in facts else ""


def _at(facts: Facts) -> str:
    return (
        f"{WORKS[facts['standing']]} at {facts.get('organisation', 'a place without a name')}{_when(facts)}"
    )


def _title(facts: Facts) -> str:
    return f"Their title {IS[facts['standing']]} “{facts.get('role', '')}”{_when(facts)}"


def _person(facts: Facts) -> str:
    return f"{facts['name']} is one of the people whom you want to meet."


def _organisation(facts: Facts) -> str:
    if facts["how"] == PERHAPS:
        return f"{_at(facts)}, perhaps the {facts['asked']} of your goals or a part of it; ask whether it is."
    same = facts["organisation"].casefold() == facts["asked"].casefold()
    return f"{_at(facts)}, {'an organisation' if same else 'which is the ' + facts['asked']} of your goals."


def _role(facts: Facts) -> str:
    if says(facts["role"], facts["asked"]):
        same = facts["role"].casefold() == facts["asked"].casefold()
        return (
            f"{_title(facts)}, {'a role' if same else 'which has the role ' + facts['asked']} of your goals."
        )
    rank = f" and rank ({facts['seniority']})" if facts["how"] != PERHAPS and "seniority" in facts else ""
    kind = facts.get("function", "")
    work = f"probably the kind of work ({kind}){rank} of {facts['asked']}"
    return f"{_title(facts)}: {work}, a role of your goals."


def _field(facts: Facts) -> str:
    asked, meant = facts["asked"], field_meant(facts["asked"])
    if meant is None:
        return f"{_at(facts)}, where the name or the title has “{asked}”, a field of your goals."
    named = "a field" if meant == asked.casefold() else f"meant by {asked}, a field"
    return f"{_at(facts)}, by its name or the title probably in {meant}, {named} of your goals."


def _place(facts: Facts) -> str:
    if says(facts.get("organisation", ""), facts["asked"]):
        return f"{_at(facts)}, by its name in {facts['asked']}, a place of your goals."
    return f"{_title(facts)}, which names {facts['asked']}, a place of your goals."


_SENTENCES: Mapping[str, Callable[[Facts], str]] = MappingProxyType(
    {"person": _person, "organisation": _organisation, "role": _role, "field": _field, "place": _place}
)


def _confidence(kind: str, facts: Facts) -> str:
    """A name that may be another's is a guess; what words of a name or a title tell is less than seen."""
    if kind == "organisation" and facts["how"] == PERHAPS:
        return "low"
    return "high" if kind == "person" or (kind == "organisation" and facts["standing"] == "now") else "medium"

"""What an introduction is asked to: an organisation, a field, a role or a person, as the owner says it."""

from __future__ import annotations

from typing import NamedTuple

from weaklib.action.goals_words import field_meant, function_meant, seniority_meant, values
from weaklib.action.reasons import Row
from weaklib.action.situation import Situation
from weaklib.sources.names.namesakes import namesakes
from weaklib.sources.organisations.tiers import Tier, match_organisations
from weaklib.sources.organisations.vocabulary import folded, words_of

GOALS_OF = {"organisation": "organisations", "person": "people", "role": "roles", "field": "fields"}
"""The key of the goals that holds each kind of target, in the order in which they are asked about."""


class Target(NamedTuple):
    """What is asked for.

    Attributes
    ----------
    asked
        In the owner's own words.
    kind
        "organisation", "person", "role" or "field".
    rows
        The row of the goals that says so; none where it was asked for at once.
    """

    asked: str
    kind: str
    rows: tuple[Row, ...] = ()


def targets(situation: Situation, at: str | None = None) -> list[Target]:
    """Return what is asked for: every target of the goals, or the one in `at`.

    Parameters
    ----------
    situation
        What is known, and the goals.
    at
        An organisation, a field, a role or a person; None for all that the goals name.
    """
    if at is None:
        return [
            Target(asked, kind, (("goals", f"{key}[{number}]"),))
            for kind, key in GOALS_OF.items()
            for number, asked in enumerate(getattr(situation.goals, key))
        ]
    asked = " ".join(at.split())
    return [_of_the_goals(situation, asked) or Target(asked, _kind(situation, asked))]


def role_meant(asked: str) -> tuple[str | None, str | None]:
    """Return the function and the seniority that a role means; None for what it does not tell.

    A seniority alone is meant only where nothing else is said: a chief of nothing known is no chief of all.

    >>> role_meant("Head of Data"), role_meant("Director"), role_meant("Chief Falconer")
    (('data', 'director'), (None, 'director'), (None, None))
    """
    function, seniority = function_meant(asked), seniority_meant(asked)
    alone = _is_said(folded(asked), "seniority")
    return function, seniority if function or alone else None


def _of_the_goals(situation: Situation, asked: str) -> Target | None:
    told = {folded(target.asked): target for target in reversed(targets(situation))}
    return told.get(folded(asked))


def _kind(situation: Situation, asked: str) -> str:
    """Tell what is asked for, the surest first; what nothing tells is an organisation that nobody names."""
    people, places = situation.book.people, situation.book.affiliations["organisation"].dropna().unique()
    if asked in people.index or namesakes(people["name"], asked).any():
        return "person"
    if match_organisations(asked, places)["tier"].ge(Tier.STRONG).any():
        return "organisation"
    plain = folded(asked)
    if plain in map(folded, values("field")):
        return "field"
    if seniority_meant(asked) or _is_said(plain, "function") or _is_a_title(situation, plain):
        return "role"
    return "field" if _is_said(plain, "field") and field_meant(asked) else "organisation"


def _is_said(plain: str, kind: str) -> bool:
    """Tell whether a text is a value of the vocabulary, or a phrase that tells one: no more and no less."""
    return plain in map(folded, values(kind)) or words_of(kind).are_all(plain)


def _is_a_title(situation: Situation, plain: str) -> bool:
    titles = situation.book.affiliations["role"].dropna().unique()
    return any(folded(str(title)) == plain for title in titles)

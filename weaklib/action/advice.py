"""Whom to ask for advice on a challenge in the owner's own words, and why."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple
from weakref import ref

import pandas as pd

from weaklib.action.expertise import MOST_PEOPLE, Answers, Index, answers_to, index_of, matches_of
from weaklib.action.expertise_reasons import expertise_reasons, quoted
from weaklib.action.expertise_texts import texts_on
from weaklib.action.reasons import Candidate, Reason, Row
from weaklib.action.situation import Situation
from weaklib.action.standing import bridge_reasons, contact_reason, goodwill_reason
from weaklib.action.weights import weighted
from weaklib.book import Book

__all__ = ["candidates", "unanswered"]

PURPOSE = "advice"


class Challenge(NamedTuple):
    """What is asked, in the owner's own words, and the row of the goals that says so, if one does."""

    text: str
    rows: tuple[Row, ...]


def candidates(situation: Situation, topic: str | None = None) -> list[Candidate]:
    """List who may help with a challenge: those of whom something is known that answers it.

    value = .4 bridging + .3 match + .3 goodwill, the mean of the tie's services and reciprocity; what is not
    known of these is left out and the rest renormalised. The match is what `expertise.rank` gives; it is
    their relevance too, since who has nothing to do with the challenge is of no use, however well placed.

    Parameters
    ----------
    situation
        What is known, as of which day, and what the owner wants.
    topic
        A challenge in anybody's own words, in English, German, French, Spanish or Portuguese; by default
        each challenge of the goals.

    Returns
    -------
    list of Candidate
        For each challenge in order at most 50 people, those with the greatest relevance x value first, equals
        by their id; `target` is the challenge. One person may be there for several. Whom nothing known
        connects with a challenge is not there for it; `unanswered` tells the challenges that nobody answers.

    References
    ----------
    METRICS, sections 6 and 9. Levin, Walter & Murnighan 2011, Org Sci 22:923.
    """
    challenges = _asked(situation, topic)
    answers = [_answers(situation, each) for each in challenges]
    best = [_best(situation, each) for each in answers]
    return [
        _candidate(situation, challenge, found, worth)
        for challenge, found, table in zip(challenges, answers, best, strict=True)
        for _, worth in table.iterrows()
    ]


def unanswered(situation: Situation, topic: str | None = None) -> tuple[Reason, ...]:
    """Tell the challenges that nothing known of anybody answers, in a plain sentence each.

    Parameters
    ----------
    situation, topic
        As for `candidates`.
    """
    challenges = _asked(situation, topic)
    return tuple(_nobody(situation, each) for each in challenges if _answers(situation, each).score.empty)


def _asked(situation: Situation, topic: str | None) -> list[Challenge]:
    if topic is not None:
        return [Challenge(topic, ())]
    told = enumerate(situation.goals.challenges)
    return [Challenge(text, (("goals", f"challenges[{number}]"),)) for number, text in told]


def _answers(situation: Situation, challenge: Challenge) -> Answers:
    return answers_to(challenge.text, _known(situation.book, situation.day, situation.ties.index))


_LAST: list[tuple[ref[Book], pd.Timestamp, Index]] = []
"""What was laid out last: moving a weight asks the same again."""


def _known(book: Book, day: pd.Timestamp, people: pd.Index[Any]) -> Index:
    """Lay out what is known of the people in the ties; what was laid out for this book and day is kept."""
    for held, then, index in _LAST:
        if held() is book and then == day:
            return index
    texts = texts_on(book, day)
    index = index_of({str(person): texts[str(person)] for person in people if person in texts})
    _LAST[:] = [(ref(book), day, index)]
    return index


def _best(situation: Situation, answers: Answers) -> pd.DataFrame:
    """Return what those are worth of whom it is most: what each part adds, their match and their value."""
    weights, match = situation.weights, answers.score
    tie = situation.ties.loc[match.index, ["services", "reciprocity"]]
    bridging = situation.bridges.get("bridging", pd.Series(dtype="float64"))
    parts = pd.DataFrame(
        {
            "bridging": bridging.reindex(match.index).astype("float64"),
            "expertise": match,
            "goodwill": tie.astype("float64").mean(axis=1),
        }
    )
    shares = (weights.advice_bridging, weights.advice_expertise, weights.advice_goodwill)
    table = weighted(parts, shares).fillna({"value": 0.0}).assign(match=match)
    order = (-table["match"] * table["value"]).argsort(kind="stable")
    return table.iloc[order.to_numpy()[:MOST_PEOPLE]]


def _candidate(
    situation: Situation, challenge: Challenge, answers: Answers, worth: pd.Series[Any]
) -> Candidate:
    person = str(worth.name)
    matches = matches_of(answers, person)
    expertise = expertise_reasons(situation.book, matches, worth["expertise"], asked_in=challenge.rows)
    return Candidate(
        purpose=PURPOSE,
        person=person,
        value=float(worth["value"]),
        relevance=float(worth["match"]),
        target=challenge.text,
        reasons=(*expertise, *_standing(situation, worth)),
    )


def _standing(situation: Situation, worth: pd.Series[Any]) -> list[Reason]:
    """Return what speaks for a person beside what they know."""
    person = str(worth.name)
    reasons = [*bridge_reasons(situation, person, float(worth["bridging"]))]
    goodwill = goodwill_reason(situation, person, float(worth["goodwill"])) if worth["goodwill"] > 0 else None
    return [*reasons, *([goodwill] if goodwill else []), contact_reason(situation, person)]


def _nobody(situation: Situation, challenge: Challenge) -> Reason:
    people = len(situation.ties)
    facts: Mapping[str, object] = MappingProxyType({"challenge": challenge.text, "people": people})
    return Reason(
        kind="nobody",
        text=f"Nothing that your exports and notes say of anybody answers {quoted(challenge.text)}.",
        facts=facts,
        rows=challenge.rows or (("topic", quoted(challenge.text)),),
        confidence="high",
        adds=0.0,
    )

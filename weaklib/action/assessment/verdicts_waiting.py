"""What became of adjustments that name people: by the same tests by which their causes let people be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from weaklib.action.assessment.cause import named, people_counted
from weaklib.action.assessment.review import Review
from weaklib.action.assessment.settled import (
    Settled,
    answered,
    asks,
    by_person,
    followed_up,
    introduced,
    messages,
    put_aside,
    waiting_table,
)
from weaklib.action.assessment.verdict import Verdict, of_share, sent_in, shows_contact
from weaklib.action.reasons import Row
from weaklib.measures.roll import day_number
from weaklib.measures.sentences import counted, on_day

Facts = Mapping[str, Any]


def on_answers(review: Review, facts: Facts) -> Verdict:
    """Judge by whom of those who waited the owner answered since, or put aside."""
    waiting = messages(review, facts["waits"])
    told = (
        f"By {on_day(review.end)} you wrote to {{}} of {people_counted(len(waiting))}, alone or in a thread "
    )
    told += "of at most 8, or met them one-to-one"
    return _verdict(review, waiting, answered(review, waiting), told, known=shows_contact(review))


def on_follow_up(review: Review, facts: Facts) -> Verdict:
    """Judge by which asks were answered or followed up since, or put aside."""
    waiting = _as_asked(review, facts, "sent_on")
    of = counted(len(waiting), "ask")
    told = f"By {on_day(review.end)} {{}} of {of} had an answer, or you wrote to them alone, met them "
    told += "one-to-one or asked again"
    return _verdict(review, waiting, followed_up(review, waiting), told, known=shows_contact(review))


def on_introductions(review: Review, facts: Facts) -> Verdict:
    """Judge by which introductions that were offered were made since, or put aside."""
    waiting = _as_asked(review, facts, "intro_offered")
    of = counted(len(waiting), "introduction")
    told = f"By {on_day(review.end)} the ledger has {{}} of {of} offered as made"
    return _verdict(review, waiting, introduced(review, waiting), told, known=True)


def on_silent(review: Review, facts: Facts) -> Verdict:
    """Judge by with whom there was any contact in the period, who was asked something, or put aside."""
    people = list(facts["people"])
    waiting = waiting_table(
        range(len(people)), people, [review.start] * len(people), ["maintain"] * len(people)
    )
    every, asked = review.situation.told, sent_in(review)
    met = every.where(every.of(people) & (every.day >= day_number(review.start)))
    who = pd.Series(met.people.take(met.number), index=met.label)
    contacts, entries = by_person("interactions", who), by_person("ledger", asked["person"])
    found = {place: (*contacts.get(who, ()), *entries.get(who, ())) for place, who in enumerate(people)}
    done: Settled = {place: by for place, by in found.items() if by}
    told = (
        f"Of {people_counted(len(people))} there was contact again with {{}}, or you asked them something, "
    )
    told += f"in {review.period.words()}"
    return _verdict(review, waiting, done, told, known=shows_contact(review))


def _as_asked(review: Review, facts: Facts, since: str) -> pd.DataFrame:
    """Return asks as they stood when they were named: one may have been edited or taken back since."""
    return asks(review.earlier or review, facts["waits"], since)


def _verdict(review: Review, waiting: pd.DataFrame, done: Settled, told: str, *, known: bool) -> Verdict:
    """Return the verdict on what waited, by what was done and what was put aside."""
    aside = {label: rows for label, rows in put_aside(review, waiting).items() if label not in done}
    told = told.format(f"{len(done):,}") + _names(review, waiting, done)
    if aside:
        told += f" {len(aside):,} more you marked done, never, snoozed or skipped"
        told += _names(review, waiting, aside)
    count, of = len(done) + len(aside), len(waiting)
    if count < of and not known:
        told += " The exports do not reach to its end, so there may be more."
    rows: tuple[Row, ...] = tuple(row for each in (done, aside) for by in each.values() for row in by)
    behind = tuple(dict.fromkeys(rows)) or tuple(("people", who) for who in waiting["person"])
    return Verdict(of_share(count, of, known=known), told, {"done": count, "of": of}, behind)


def _names(review: Review, waiting: pd.DataFrame, labels: Settled) -> str:
    who = named(review, dict.fromkeys(waiting.loc[[*labels], "person"]))
    return f": {who}." if who else "."

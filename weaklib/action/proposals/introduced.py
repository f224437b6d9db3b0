"""Likely introductions: what first joined the owner, somebody known and somebody new."""

from __future__ import annotations

from weaklib.action.proposals.found import Found, what_of
from weaklib.action.proposals.gathered import Gathering, gatherings
from weaklib.action.proposals.introducer import Introducer, asked_of, introducer
from weaklib.action.proposals.known import Known
from weaklib.action.proposals.sentences import of_introduction
from weaklib.action.proposals.strangers import Strangers
from weaklib.action.proposals.told import Introduction
from weaklib.action.reasons import Row, interactions_of

SHOWN_DAYS = 14
MOST_ROWS = 20
NEAR_DAYS = 14
"""How far apart the days of one introduction may be, as the exports and as the owner date it."""


def introductions(known: Known) -> list[Found]:
    """Return likely introductions, of each new person one at most, and none that is in the ledger.

    The new person's first appearance of any kind is a thread or a meeting of at most four people, with a
    contact who was known before that day.

    - A thread that somebody known began, or in which they wrote the words of an introduction: high with such
      words; medium without, among three people.
    - A meeting of three: low; medium where its known guest was asked for an introduction, high for this very
      person. Of four people, only the one known guest who was asked.

    Without words no colleague counts, nor family, nor who works where the introducer does; nor a further
    meeting of a series.

    Parameters
    ----------
    known
        What is on record.
    """
    strangers = Strangers(known)
    every = ((here, introducer(known, strangers, here)) for here in gatherings(known))
    found = [_found(known, here, by) for here, by in every if by is not None]
    return [each for each in found if not _entered(known, each)]


def _found(known: Known, here: Gathering, by: Introducer) -> Found:
    asked = asked_of(known, by.person, here.new, by.on)
    shown = [row.label for row in here.rows if (row.at - here.first.at).days <= SHOWN_DAYS][:MOST_ROWS]
    attempt: tuple[Row, ...] = (("ledger", asked.attempt),) if asked else ()
    return Found(
        step="intro_made",
        person=by.person,
        to_person=here.new,
        on=by.on,
        attempt=asked.attempt if asked else None,
        confidence=by.confidence,
        what=what_of(here.channel, here.first.at),
        sentence=of_introduction(known.called(by.person), known.called(here.new), by.on, by.how),
        rows=(*interactions_of(shown), *attempt),
    )


def _entered(known: Known, found: Found) -> bool:
    """Tell whether the ledger has it: to this person; or by this one about then, without saying to whom."""
    return any(_is_same(known, each, found) for each in known.told.introductions)


def _is_same(known: Known, entered: Introduction, found: Found) -> bool:
    about_then = abs((entered.on - found.on).days) <= NEAR_DAYS
    unsaid = not entered.to_person and entered.person == found.person and about_then
    return unsaid or known.says(entered.to_person, found.to_person)

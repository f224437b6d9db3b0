"""The regular assessment: two periods compared like with like, gaps, targets, and what to do otherwise."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from weaklib.action.assessment.adjustments import CAUSES, MOST, adjustments
from weaklib.action.assessment.compared import MEASURES, compared
from weaklib.action.assessment.judged import judged
from weaklib.action.assessment.moves import WHAT, moved, moves
from weaklib.action.assessment.notes import notes
from weaklib.action.assessment.numbers import numbers
from weaklib.action.assessment.reach import Reach, reach_of
from weaklib.action.assessment.review import Review, review_of
from weaklib.action.assessment.targets import targets
from weaklib.action.gaps import COLUMNS as GAP_COLUMNS
from weaklib.action.gaps import gaps
from weaklib.action.goals import Goals
from weaklib.action.ledger import Ledger
from weaklib.book import Book
from weaklib.measures.period import period_of

__all__ = ["CAUSES", "MEASURES", "MOST", "WHAT", "Assessment", "InShort", "assess", "assess_in_short"]


@dataclass(frozen=True)
class InShort:
    """What a report tells of an assessment; every table has `rows`, from which its sentences can be counted.

    Attributes
    ----------
    period, as_of
        As it is written ("2026-10"), and the day up to which everything was known.
    moves
        Which ties are new, grew, shrank, revived or fell silent: see `moves.moved`.
    adjustments
        At most three things to do otherwise: see `adjustments.adjustments`.
    judged
        What became of those of the period before: see `judged.judged`.
    notes
        Sentences on what is missing or cannot be compared, and what to do about it; column `note`.
    """

    period: str
    as_of: pd.Timestamp
    moves: pd.DataFrame
    adjustments: pd.DataFrame
    judged: pd.DataFrame
    notes: pd.DataFrame


@dataclass(frozen=True)
class Assessment(InShort):
    """The assessment of one period: the same, and all that was measured at its end.

    Attributes
    ----------
    moves
        The same with sentences and rows: see `moves.moves`.
    numbers
        The three numbers of the mission, for the period and for the one before: see `numbers.numbers`.
    compared
        What was measured at the end of the two: see `compared.compared`.
    gaps
        Where the network is thin for the goals at the end: see `weaklib.action.gaps.gaps`.
    targets
        How far each target has come: see `targets.targets`.
    """

    numbers: pd.DataFrame
    compared: pd.DataFrame
    gaps: pd.DataFrame
    targets: pd.DataFrame


def assess(
    book: Book,
    ledger: Ledger | None = None,
    goals: Goals | None = None,
    *,
    period: str,
    as_of: str | pd.Timestamp | None = None,
) -> Assessment:
    """Assess a period: what changed since the one before, what is missing, and what to do otherwise.

    It is made as of the period's last day, so that it is the same whenever it is made again: nothing that
    was recorded, or happened, later is in it.

    Parameters
    ----------
    book
        What was read, not cut at a day.
    ledger
        What was asked and what came of it; None where there is none.
    goals
        What the owner wants, and the targets they set; None where they said nothing.
    period
        A month ("2026-10"), a quarter ("2026-Q3"), a year ("2026"), or "" for the whole record, which is
        compared with nothing.
    as_of
        The day up to which everything is known; by default the last of the period where that is over, as far
        as exports and ledger know; else the last that they know. A later day lets in what was entered late.

    Returns
    -------
    Assessment
        Tables: see there. Of a period that the exports do not reach they are empty, and `notes` say so.

    Raises
    ------
    InputError
        If `period` or `as_of` is not written as it should be, or nothing at all is known of the whole record.

    References
    ----------
    METRICS, section 9.

    Examples
    --------
    >>> import weaklib as wl
    >>> told = assess(wl.read("data/example"), period="2026-Q3")
    >>> told.compared.set_index("measure").at["new_connections", "sentence"]
    'New connections: 6 in the second quarter of 2026, 4 in the third quarter of 2026, 2 fewer.'
    """
    review = review_of(book, ledger, goals, period_of(period), as_of)
    reach = reach_of(review)
    return Assessment(
        **vars(_in_short(review, reach)) | {"moves": moves(review, reach)},
        numbers=numbers(review, reach),
        compared=compared(review, reach),
        gaps=gaps(review.with_circles) if review.begun else pd.DataFrame(columns=list(GAP_COLUMNS)),
        targets=targets(review),
    )


def assess_in_short(
    book: Book,
    ledger: Ledger | None = None,
    goals: Goals | None = None,
    *,
    period: str,
    as_of: str | pd.Timestamp | None = None,
) -> InShort:
    """Assess a period like `assess`, and measure only what a report tells of it.

    Parameters
    ----------
    book, ledger, goals, period, as_of
        As for `assess`.
    """
    review = review_of(book, ledger, goals, period_of(period), as_of)
    return _in_short(review, reach_of(review))


def _in_short(review: Review, reach: Reach) -> InShort:
    in_short, proposed = moved(review, reach), adjustments(review, reach)
    return InShort(
        period=review.period.text,
        as_of=review.known,
        moves=in_short,
        adjustments=proposed,
        judged=judged(review),
        notes=notes(review, reach, proposed=len(proposed), left_out=int(in_short.attrs["left_out"])),
    )

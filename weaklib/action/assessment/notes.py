"""What the reader of an assessment must know: what is missing, what cannot be compared, and the remedy."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from weaklib.action.assessment.adjustments import MOST
from weaklib.action.assessment.reach import Reach
from weaklib.action.assessment.review import Review
from weaklib.measures.sentences import counted, on_day


def notes(review: Review, reach: Reach, *, proposed: int, left_out: int) -> pd.DataFrame:
    """Return sentences on what an assessment rests on.

    Parameters
    ----------
    review
        The period.
    reach
        How far it can be compared.
    proposed
        How many adjustments were proposed.
    left_out
        How many people's moves cannot be compared.

    Returns
    -------
    DataFrame
        `note`, one a row.
    """
    told = [*_record(review), *_alike(reach, left_out), *_missing(review)]
    if review.begun and proposed < MOST:
        causes = f"{counted(proposed, 'kind')} of cause" if proposed else "No cause"
        was, are = ("were", "are") if proposed > 1 else ("was", "is")
        told.append(
            f"{causes} for an adjustment {was} measured, so {proposed or 'none'} {are} proposed, not {MOST}."
        )
    return pd.DataFrame({"note": pd.Series(told, dtype="str")})


def _record(review: Review) -> Iterator[str]:
    words, day = review.period.words(), on_day(review.known)
    if not review.begun:
        yield (
            f"Nothing is known of {words}: exports and ledger reach to {day}. Put fresher exports into the "
            "data folder and make the assessment again."
        )
    elif not review.recorded:
        yield f"Nothing is on record by the end of {words}: the first dated row of the exports is later."
    elif not review.over:
        yield (
            f"{words[0].upper()}{words[1:]} is told as far as {day}, and is not over then; what adds up from "
            "day to day is not compared with a whole period."
        )


def _alike(reach: Reach, left_out: int) -> Iterator[str]:
    for why in dict.fromkeys([*reach.channels.values(), reach.connections, reach.employers]):
        if why:
            yield f"{why[0].upper()}{why[1:]}: what rests on it is not compared."
    if left_out:
        ties = f"{counted(left_out, 'tie')} {'is' if left_out == 1 else 'are'}"
        yield f"{ties} left out of what moved, since the exports do not show both periods alike."


def _missing(review: Review) -> Iterator[str]:
    if review.ledger is None:
        yield (
            "There is no ledger, so what you asked and what came of it is not told: `weaklib log add` or the "
            "form in `05-impact` begins one."
        )
    if not review.goals:
        yield "No goals are given, so no gap against them is told: goals.yaml in the data folder holds them."
    if not review.goals.targets:
        yield "No target is set: `targets:` in goals.yaml holds them."

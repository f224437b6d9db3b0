"""What to do otherwise: at most three adjustments, each from a cause that was measured, in a fixed order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

import pandas as pd

from weaklib.action.assessment import causes_asking, causes_network, causes_waiting
from weaklib.action.assessment.cause import Cause
from weaklib.action.assessment.reach import Reach
from weaklib.action.assessment.review import Review

MOST = 3
COLUMNS = Cause._fields
"""The columns of `adjustments`."""

CAUSES: Mapping[str, Callable[[Review, Reach], Iterator[Cause]]] = MappingProxyType(
    {
        "rate": causes_asking.rates,
        "target": causes_network.behind,
        "answer": causes_waiting.owed_replies,
        "follow up": causes_waiting.unanswered,
        "introduction": causes_waiting.not_made,
        "spread": causes_asking.lopsided,
        "silent": causes_network.silent,
        "gap": causes_network.thin,
        "event": causes_network.paid_back,
        "pace": causes_asking.slow,
    }
)
"""The order: what the record is sure of and what the owner set out to reach, before what others wait for,
what was begun, how asking is spread, and what the network lacks. Each gives its causes, the largest first."""


def adjustments(review: Review, reach: Reach) -> pd.DataFrame:
    """Propose at most three adjustments for the time after a period.

    Every kind of `CAUSES` whose cause is measured gives one, its largest; the first three in that order are
    proposed. Where fewer causes are found, fewer are.

    Parameters
    ----------
    review
        The period.
    reach
        What `reach_of` tells of it.

    Returns
    -------
    DataFrame
        `kind`, `sentence` (what to do), `cause` (what was measured), `facts` (a dict: every value that the
        two sentences tell, to be derived from `rows` anew) and `rows`.
    """
    found: list[Cause] = []
    for kind, causes in CAUSES.items() if review.recorded or review.ledger else ():
        if len(found) < MOST and review.begun and (largest := next(causes(review, reach), None)):
            assert largest.kind == kind  # noqa: S101 - the table of causes says which is which
            found.append(largest)
    return pd.DataFrame(found, columns=list(COLUMNS))

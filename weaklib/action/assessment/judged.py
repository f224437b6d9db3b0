"""Last period's adjustments, made again as of its end, held against what happened in this one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import pandas as pd

from weaklib.action.assessment import verdicts, verdicts_waiting
from weaklib.action.assessment.adjustments import adjustments
from weaklib.action.assessment.reach import reach_of
from weaklib.action.assessment.review import Review
from weaklib.action.assessment.verdict import Verdict

COLUMNS = ("kind", "sentence", "verdict", "what_happened", "facts", "rows")
"""The columns of `judged`."""

JUDGES: Mapping[str, Callable[[Review, Mapping[str, Any]], Verdict]] = MappingProxyType(
    {
        "rate": verdicts.on_rate,
        "target": verdicts.on_target,
        "answer": verdicts_waiting.on_answers,
        "follow up": verdicts_waiting.on_follow_up,
        "introduction": verdicts_waiting.on_introductions,
        "spread": verdicts.on_spread,
        "silent": verdicts_waiting.on_silent,
        "gap": verdicts.on_gap,
        "event": verdicts.on_event,
        "pace": verdicts.on_pace,
    }
)
"""Who judges each kind of adjustment."""


def judged(review: Review) -> pd.DataFrame:
    """Judge what was proposed at the end of the period before by what happened in this one.

    What was proposed is made again as of that day, of what was known then; what happened is told by the
    exports and by the ledger: what was sent and what came of it, and the count of a target or a gap on both
    days. Whoever was named is done with by what would have kept their name out, and by nothing else
    (`settled`). Nothing of it is asked of the owner.

    Parameters
    ----------
    review
        This period.

    Returns
    -------
    DataFrame
        One row an adjustment of the period before, in its order: `kind`, `sentence`, `verdict` ("kept",
        "partly", "not kept", or "cannot tell" where neither exports nor ledger could show it),
        `what_happened` (in words, with counts), `facts` (a dict: what those count) and `rows`.
    """
    earlier = review.earlier
    if earlier is None or not review.begun:
        return pd.DataFrame(columns=list(COLUMNS))
    rows = []
    for each in adjustments(earlier, reach_of(earlier)).itertuples(index=False):
        facts: Mapping[str, Any] = each.facts  # type: ignore[assignment]
        rows.append((each.kind, each.sentence, *JUDGES[str(each.kind)](review, facts)))
    return pd.DataFrame(rows, columns=list(COLUMNS))

"""Whom to reconnect with: ties that have gone quiet, the strong ones of once and the ones hardly used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
import pandas as pd

from weaklib.action.reasons import Candidate, Reason
from weaklib.action.reconnecting_reasons import reasons_for
from weaklib.action.relevance import relevance
from weaklib.action.situation import Situation
from weaklib.action.weights import weighted
from weaklib.measures.among import among

__all__ = ["candidates", "unexplained", "values"]

PURPOSE = "reconnect"
SILENT_DAYS = 180
"""After how much silence there is something to reconnect; METRICS has it as the shortest fading."""

PARTS = ("peak", "bridging", "novelty")


def values(situation: Situation) -> pd.DataFrame:
    """Tell for everybody whose tie has gone quiet what reconnecting is worth.

    value = .4 peak strength + .35 bridging + .25 novelty; what is not known of these is left out and the rest
    renormalised. Novelty is 1 less the percentile of past contact days, the share of ties with as many or
    fewer: people prefer the familiar, and learn more from whom they know less. Quiet is a tie with contact on
    record and none for more than 180 days, be it dormant, fading or weak. Who was never in touch is no one to
    reconnect with. Where no export could show contact, nobody's silence is known: then those count whom the
    owner met at work or school.

    Parameters
    ----------
    situation
        What is known, as of which day.

    Returns
    -------
    DataFrame
        Indexed by `person`: `peak`, `bridging` and `novelty`, what each adds to `value`, nan where it is not
        known; `value` and `relevance`, 0 to 1. The best `relevance` x `value` first, equals by their id.

    References
    ----------
    METRICS, sections 5 and 9. Levin, Walter & Murnighan 2011, Org Sci 22:923; Walter, Levin & Murnighan 2015,
    Org Sci 26.
    """
    return situation.once("reconnecting", _values)


def _values(situation: Situation) -> pd.DataFrame:
    ties, weights = situation.ties, situation.weights
    met = ties["contact_days"].fillna(0) > 0
    familiar = ties["contact_days"].where(met).rank(pct=True, method="max")
    bridging = situation.bridges.get("bridging", pd.Series(dtype="float64"))
    parts = pd.DataFrame(
        {
            "peak": ties["peak_strength"].where(met),
            "bridging": bridging.reindex(ties.index).astype("float64"),
            "novelty": 1 - familiar,
        }
    )
    quiet = met & (ties["silence_days"] > SILENT_DAYS)
    unseen = (ties["class"] == "unknown") & among(ties.index, situation.met_during.index)
    shares = (weights.reconnect_peak, weights.reconnect_bridging, weights.reconnect_novelty)
    table = weighted(parts[quiet | unseen], shares)
    table["relevance"] = relevance(situation).reindex(table.index)
    table = table[table["value"].notna()]
    order = np.lexsort((table.index.to_numpy(dtype=object), -(table["value"] * table["relevance"])))
    return table.iloc[order]


def candidates(situation: Situation, among: Iterable[str] | None = None) -> list[Candidate]:
    """List whom to reconnect with, the best first, each with every reason.

    Parameters
    ----------
    situation
        What is known, as of which day.
    among
        Only these people; by default everybody whose tie has gone quiet.
    """
    table = values(situation)
    chosen = table if among is None else table[table.index.isin([*among])]
    reasons: dict[str, tuple[Reason, ...]] = reasons_for(situation, chosen)
    return [_candidate(*worth, reasons[worth[0]]) for worth in _worth(chosen)]


def unexplained(situation: Situation) -> list[Candidate]:
    """List everybody with whom to reconnect, the best first, without reasons: of thousands, few are told.

    Parameters
    ----------
    situation
        What is known, as of which day.
    """
    return [_candidate(*worth, ()) for worth in _worth(values(situation))]


def _worth(table: pd.DataFrame) -> Iterator[tuple[str, float, float]]:
    columns = (table[name].tolist() for name in ("value", "relevance"))
    return zip(table.index.tolist(), *columns, strict=True)


def _candidate(person: str, value: float, relevance: float, reasons: tuple[Reason, ...]) -> Candidate:
    return Candidate(PURPOSE, person, value, relevance, "", reasons)

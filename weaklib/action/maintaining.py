"""Which ties to keep: those that fade, the replies that are owed, the invitations that wait."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from weaklib.action.maintaining_reasons import fading_reasons, told_not_answered, waiting_reasons
from weaklib.action.pending import pending
from weaklib.action.reasons import Candidate
from weaklib.action.situation import Situation
from weaklib.action.weights import weighted

__all__ = ["candidates", "notes", "pending", "values"]

PURPOSE = "maintain"
ASKED = ("reply owed", "invitation received", "invitation sent")
"""What waits that the owner can do something about; a message of theirs without an answer is told only."""

PARTS = ("peak", "bridging", "lost")
MOST_PEOPLE = 100
"""So many of each sort are told: no list shows more, and half of all ties may be fading."""


def values(situation: Situation) -> pd.DataFrame:
    """Tell for everybody what keeping the tie is worth.

    value = .4 peak strength + .35 bridging + .25 of what is lost, the share of the strength at the last
    contact that has gone since: 1 - S / peak. The weights are those of reconnecting, with what is lost in the
    place of novelty; without a known bridging the rest is renormalised.

    Parameters
    ----------
    situation
        What is known, as of which day.

    Returns
    -------
    DataFrame
        Indexed by `person`, as the ties: `peak`, `bridging` and `lost`, what each adds to `value`, nan where
        it is not known, and `value`, 0 to 1; nan where nothing is. Who was never in touch has lost nothing.

    References
    ----------
    METRICS, sections 1 and 9. Roberts & Dunbar 2015, Human Nature 26:426 (ties that are not kept decay).
    """
    ties, weights = situation.ties, situation.weights
    peak = ties["peak_strength"].astype("float64")
    bridging = situation.bridges.get("bridging", pd.Series(dtype="float64"))
    parts = pd.DataFrame(
        {
            "peak": peak,
            "bridging": bridging.reindex(ties.index).astype("float64"),
            "lost": (1 - ties["strength"] / peak.where(peak > 0))
            .clip(0, 1)
            .where(peak.notna() & (peak != 0), 0),
        }
    )
    return weighted(parts, (weights.reconnect_peak, weights.reconnect_bridging, weights.reconnect_novelty))


def candidates(situation: Situation) -> list[Candidate]:
    """List whose ties are worth a note: who is fading, who waits for a reply, and invitations that wait.

    Somebody stands in the list once, with every reason. `relevance` is 1: a tie is worth keeping whatever the
    goals of the day are. Messages of the owner's that nobody answered are no reason to write again; `notes`
    tells them.

    Parameters
    ----------
    situation
        What is known, as of which day.

    Returns
    -------
    list of Candidate
        At most 100 who fade and 100 for whom something waits, the greatest value first; of equals what waits
        in the order of `pending`, then by id. An invitation to or from somebody with whom there was no other
        contact has no more value than bridging gives.
    """
    waits = pending(situation)
    waits = waits[waits["kind"].isin(ASKED)]
    waiting = {str(person): mine for person, mine in waits.groupby("person", sort=False)}
    worth = _ordered(values(situation), [*waiting])
    fades = situation.ties["class"].reindex(worth.index) == "fading"
    chosen = [worth[which].index[:MOST_PEOPLE] for which in (fades, worth.index.isin([*waiting]))]
    kept = worth.index.isin(chosen[0].union(chosen[1]))
    nothing = waits.iloc[:0]
    return [
        _candidate(situation, row, waiting.get(str(person), nothing), fades=fading)
        for (person, row), fading in zip(worth[kept].iterrows(), fades[kept].tolist(), strict=True)
    ]


def _ordered(worth: pd.DataFrame, waiting: list[str]) -> pd.DataFrame:
    """Order people by value, equals by what waits, then by id; who waits for nothing comes after who does."""
    place = pd.Series(range(len(waiting)), index=waiting, dtype="int64").reindex(worth.index)
    worth = worth.fillna({"value": 0.0})
    keys = (worth.index.to_numpy(dtype=object), place.fillna(len(waiting)).to_numpy(), -worth["value"])
    return worth.iloc[np.lexsort(keys)]


def _candidate(situation: Situation, worth: pd.Series[Any], waits: pd.DataFrame, *, fades: bool) -> Candidate:
    return Candidate(
        purpose=PURPOSE,
        person=str(worth.name),
        value=float(worth["value"]),
        relevance=1.0,
        target="",
        reasons=(
            *waiting_reasons(situation, worth, waits, asked=not fades),
            *(fading_reasons(situation, worth) if fades else ()),
        ),
    )


def notes(situation: Situation) -> list[str]:
    """Tell what there is to know, and nothing to do about: messages without an answer, and what is not known.

    Parameters
    ----------
    situation
        What is known, as of which day.
    """
    told = told_not_answered(situation, pending(situation))
    if len(situation.ties) and (situation.ties["class"] == "unknown").all():
        told.append(
            "Who is fading is not known: no export that could show contact was read; LinkedIn's larger "
            "archive, a calendar or your mail would show it."
        )
    return told

"""Whom to ask for an introduction to an organisation, a field, a role or a person; each way, link by link."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from weaklib.action.guards import unwanted
from weaklib.action.introducers import acquainted, known, there
from weaklib.action.introductions_encounters import Together, together
from weaklib.action.introductions_reasons import Way, closeness_reason, only_reason, way_reason
from weaklib.action.introductions_targets import Target, targets
from weaklib.action.introductions_words import HOW, weakest_link
from weaklib.action.nearest import told_nearest
from weaklib.action.reasons import Candidate, Reason
from weaklib.action.situation import Situation
from weaklib.measures.places import INFERRED_WEIGHT
from weaklib.sources.organisations.tiers import Tier

__all__ = ["candidates", "notes", "paths", "targets"]

PURPOSE = "introduction"
UNKNOWN_STRENGTH = 0.125
"""What a tie counts of which no export could show anything: the middle of the weak ones."""

PROBABLY = INFERRED_WEIGHT / (1 + INFERRED_WEIGHT)
"""How likely who was once at a place still knows somebody there counts: as the heaviest inferred tie."""

POSSIBLY_THERE = 0.5
"""What a way counts that leads to an organisation which is only possibly the one asked for."""

MOST_PEOPLE = 30
COLUMNS = (
    *("contact", "name", "tier", "how", "through", "value", "strength", "reach", "seen", "cold"),
    *("weakest_link", "confidence", "evidence", "reasons"),
)
"""The columns of `paths`."""


def paths(situation: Situation, target: str) -> pd.DataFrame:
    """List the ways to a target through the owner's contacts, the best first.

    A way is worth sqrt(S_ij S_jk): S_ij is how close the owner is to the contact (.125 where that is not
    known), S_jk how close the contact is to somebody there. Who is there is the way in: S_jk = 1. A tie that
    graph shows counts w / (1 + w), one that was seen before one that is only supposed; who was there once, or
    stands there without a date, counts as the heaviest inferred tie (w = .15): ask whether they still know
    somebody. Where the name is only possibly that of the organisation, half of it counts. Of the ways by one
    contact the best is told. Who is there and was never in touch comes last, with 0: a cold ask.

    Parameters
    ----------
    situation
        What is known, as of which day.
    target
        An organisation (matched by strict name tiers), a field or a role (by the words of the vocabulary) or
        a person (by the whole name), as the owner writes it.

    Returns
    -------
    DataFrame
        At most 30 rows, a contact each: `contact` and `name`; `tier` ("EXACT", "STRONG" or "POSSIBLE"), `how`
        in words, `through` (whom they know there; "" where they are the way in), `value` (0 to 1), `strength`
        (S_ij; nan where it is not known), `reach` (S_jk), `seen`, `cold`, `weakest_link` in words,
        `confidence`, `evidence` (rows) and `reasons`. No row where nobody leads there; `notes` tells it.

    References
    ----------
    METRICS, sections 6 and 9.

    Examples
    --------
    >>> import weaklib as wl
    >>> from weaklib.action.situation import Situation
    >>> book = wl.read("data/example")
    >>> ties, nothing = wl.ties.tie_table(book), wl.bridging.bridge_table(wl.network.contact_network(book))
    >>> found = paths(Situation(book, book.last_day(), ties, nothing), "Nordlicht Energie")
    >>> found[["contact", "how"]].values.tolist()
    [['runa-solheim', 'is there now']]
    """
    ((_, table),) = _paths(situation, targets(situation, target))
    return table


def candidates(situation: Situation, at: str | None = None) -> list[Candidate]:
    """List whom to ask for an introduction, for each target in order, the best first.

    Parameters
    ----------
    situation
        What is known, as of which day, and what the owner wants.
    at
        An organisation, a field, a role or a person; by default every one that the goals name.

    Returns
    -------
    list of Candidate
        The value is that of `paths`; `relevance` is 1, since all of them lead to what is asked for.
    """
    return [
        Candidate(PURPOSE, contact, value, 1.0, target.asked, reasons)
        for target, table in _paths(situation, targets(situation, at))
        for contact, value, reasons in zip(
            *(table[name].tolist() for name in ("contact", "value", "reasons")), strict=True
        )
    ]


def notes(situation: Situation, at: str | None = None) -> list[str]:
    """Tell in a sentence each the targets to which nobody leads, or only a cold ask, and what is nearest.

    Parameters
    ----------
    situation, at
        As for `candidates`.
    """
    told = [_note(situation, target) for target in targets(situation, at)]
    return [note for note in told if note]


def _note(situation: Situation, target: Target) -> str:
    ways = _ways(situation, target)
    if ways["cold"].all():
        return told_nearest(situation, known(situation).work, target, list(map(str, ways.index)))
    return ""


def _paths(situation: Situation, asked: list[Target]) -> list[tuple[Target, pd.DataFrame]]:
    ways = [_ways(situation, target).head(MOST_PEOPLE) for target in asked]
    pairs = {
        (str(who), str(other))
        for table in ways
        for who, other in table.loc[table["seen"].astype(bool) & table["other"].ne(""), "other"].items()
    }
    met = together(situation, sorted(pairs))
    return [
        (target, _table(situation, target, table, met)) for target, table in zip(asked, ways, strict=True)
    ]


def _table(
    situation: Situation, target: Target, ways: pd.DataFrame, met: Mapping[tuple[str, str], Together]
) -> pd.DataFrame:
    rows = []
    for who, way in ways.iterrows():
        leads = Way(
            str(who), way["standing"], int(way["row"]), int(way["tier"]), way["other"], bool(way["seen"])
        )
        half = float(way["value"]) / 2
        first = way_reason(situation, target, leads, met.get((leads.person, leads.other)), half)
        reasons: tuple[Reason, ...] = (first, closeness_reason(situation, leads.person, half))
        if way["alone"] and leads.standing == "now" and not leads.other and target.kind == "organisation":
            reasons += (only_reason(target, leads),)
        rows.append(_told(situation, way, leads, reasons))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _told(
    situation: Situation, way: pd.Series[Any], leads: Way, reasons: tuple[Reason, ...]
) -> tuple[Any, ...]:
    return (
        *(leads.person, situation.book.people.at[leads.person, "name"], Tier(leads.tier).name),
        *(HOW[leads.standing if not leads.other else "seen" if leads.seen else "supposed"], leads.other),
        *(way["value"], way["strength"], way["reach"], leads.seen, bool(way["cold"])),
        *(weakest_link(situation, leads, float(way["strength"]), float(way["reach"])), reasons[0].confidence),
        *(tuple(dict.fromkeys(row for reason in reasons for row in reason.rows)), reasons),
    )


def _ways(situation: Situation, target: Target) -> pd.DataFrame:
    """Return the best way by each contact, weighed, the best first and the cold asks last."""
    return situation.once(f"ways to {target}", lambda given: _weighed(given, _every_way(given, target)))


def _every_way(situation: Situation, target: Target) -> pd.DataFrame:
    """Return who is or was at a target, and who knows somebody there; one contact may be there twice."""
    inside = there(known(situation), target)
    if target.kind == "person":
        inside["standing"] = "self"
    direct = inside.assign(other="", seen=True)
    direct["reach"] = direct["standing"].map({"now": 1.0, "self": 1.0}).fillna(PROBABLY)
    heads = inside[inside["standing"].ne("was") & ~inside.index.isin(unwanted(situation))]
    by = acquainted(situation.graph, map(str, heads.index))
    # whom they know tells where the way leads
    through = heads.reindex(by["other"]).set_axis(by.index).assign(other=by["other"], seen=by["seen"])
    through["reach"] = by["weight"] / (1 + by["weight"])
    through = through[situation.ties.index.get_indexer(through.index) >= 0]
    return (
        pd.concat([direct, through])
        .assign(alone=inside["standing"].ne("was").sum() == 1)
        .rename_axis("person")
    )


def _weighed(situation: Situation, ways: pd.DataFrame) -> pd.DataFrame:
    tie = situation.ties.reindex(ways.index)
    ways["strength"] = tie["strength"].astype("float64")
    close = ways["strength"].fillna(UNKNOWN_STRENGTH)
    sure = np.where(ways["tier"] > Tier.POSSIBLE, 1.0, POSSIBLY_THERE)
    ways["value"] = np.sqrt(close * ways["reach"].astype("float64")) * sure
    at_it = ways["other"].eq("") & ways["standing"].isin(["now", "self"])
    ways["cold"] = at_it & ~(ways["value"] > 0)
    kept = ways[ways["value"].gt(0) | ways["cold"]]
    order = np.lexsort(
        (kept.index.to_numpy(dtype=object), -kept["value"].to_numpy(), kept["cold"].to_numpy())
    )
    ordered = kept.iloc[order]
    return ordered[~ordered.index.duplicated()]

"""The owner's network as a whole: how far the contacts who know each other hold the owner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd

from weaklib.book import InputError
from weaklib.measures.triangles import Floats, TieArrays, heaviest, ratio, tie_arrays


@dataclass(frozen=True)
class OwnerStructure:
    """How open the owner's network is; nan where no tie among the owner's contacts is known.

    Attributes
    ----------
    constraint
        The sum of the contacts' dyadic constraints, from near 0 (open) to a little above 1 (closed).
    effective_size
        The contacts less their redundancy: how many separate ways into the world they are.
    efficiency
        `effective_size` as a share of the contacts, 0 to 1.
    hierarchy
        How far the constraint comes from a few contacts: 0 from all alike, 1 from a single one.
    observed_share
        The part of the weight of the ties among the contacts that was seen, 0 to 1.
    coverage
        The share of the owner's tie strength that goes to contacts of whom such a tie is known, 0 to 1: the
        others count as tied to nobody else, which is unknown rather than true.
    contacts
        Indexed by `person`, the most constraining first: `p`, the share of the owner's tie strength (0 to
        1, they add up to 1); `dyadic_constraint` (they add up to `constraint`); `redundancy` (0 to 1) and
        `observed_share`, nan for a contact without a known tie to another one.
    """

    constraint: float
    effective_size: float
    efficiency: float
    hierarchy: float
    observed_share: float
    coverage: float
    contacts: pd.DataFrame


def owner_structure(
    ties: pd.DataFrame, graph: nx.Graph[Any], *, evidence: str = "all", among: TieArrays | None = None
) -> OwnerStructure:
    """Tell how far the owner's contacts know each other, and how far that holds the owner.

    The owner i, who is no node of the graph, is tied to each contact j with the `strength` of the tie, and
    the contacts to each other as in the graph. With p_ij = strength_j / sum of strengths, p_qj the share
    that the tie to j has in the weight of q's ties (the one to the owner included), and m_jq the weight of
    j-q divided by that of j's heaviest tie (again with the owner's):

    - dyadic constraint c_ij = (p_ij + sum over q of p_iq p_qj)^2, constraint C = sum over j of c_ij;
    - redundancy of j = sum over q of p_iq m_jq, effective size = sum over j of (1 - redundancy),
      efficiency = effective size / contacts n;
    - hierarchy = sum over j of r_j ln r_j / (n ln n), r_j = c_ij / (C / n); 1 for a single contact.

    Parameters
    ----------
    ties
        A table indexed by `person` with `strength`, as `tie_table` returns it; 0 or nan is no tie.
    graph
        Contacts and their ties, as `contact_network` returns it.
    evidence
        "all", or "observed" to count the observed part of each tie among contacts only.
    among
        The ties of the graph where `tie_arrays` has laid them out already; the graph does not count then.

    Returns
    -------
    OwnerStructure
        nan throughout, except `p` and `coverage`, where no tie among the owner's contacts is known: that
        nobody was seen together does not tell that nobody knows another.

    Raises
    ------
    InputError
        If `ties` has no `strength`, a negative one or a person twice, `evidence` is neither, or the graph
        is directed.

    References
    ----------
    Burt 1992, Structural Holes, chapter 2.

    Examples
    --------
    >>> ties = pd.DataFrame({"strength": [1.0, 1.0, 2.0]}, index=["a", "b", "c"])
    >>> whole = owner_structure(ties, nx.Graph(["ab"]))
    >>> round(whole.constraint, 4), round(whole.effective_size, 2)
    (0.5312, 2.5)
    >>> owner_structure(ties, nx.Graph()).constraint
    nan
    """
    strength = _strengths(ties)
    among = tie_arrays(graph, evidence=evidence) if among is None else among
    to_owner = strength.reindex(among.person_index(), fill_value=0.0).to_numpy(dtype=np.float64)
    own = among.chosen((to_owner[among.left] > 0) & (to_owner[among.right] > 0))
    contacts = _contacts(among, own, to_owner, strength)
    n, constraint = (
        len(contacts),
        contacts["dyadic_constraint"].sum(skipna=False) if len(contacts) else np.nan,
    )
    known = contacts["redundancy"].notna()
    size = n - contacts["redundancy"].sum() if known.any() else np.nan
    return OwnerStructure(
        constraint=float(constraint),
        effective_size=float(size),
        efficiency=float(size / n) if n else np.nan,
        hierarchy=_hierarchy(contacts["dyadic_constraint"].to_numpy()),
        observed_share=float(own.observed.sum() / own.weight.sum()) if len(own.weight) else np.nan,
        coverage=float(contacts.loc[known, "p"].sum()) if n else np.nan,
        contacts=contacts.sort_values("dyadic_constraint", ascending=False, kind="stable"),
    )


def _contacts(among: TieArrays, own: TieArrays, to_owner: Floats, strength: pd.Series) -> pd.DataFrame:
    """Return one row a contact: p, dyadic constraint, redundancy and observed share."""
    left, right, weight = own.left, own.right, own.weight
    p = strength / strength.sum()
    share = to_owner / max(float(strength.sum()), np.finfo(np.float64).tiny)
    leaving = among.per_person(among.weight) + to_owner
    largest = np.maximum(heaviest(among), to_owner)
    through, redundant = np.zeros(len(to_owner)), np.zeros(len(to_owner))
    for one, other in ((left, right), (right, left)):
        through += np.bincount(one, share[other] * weight / leaving[other], len(through))
        redundant += np.bincount(one, share[other] * weight / largest[one], len(redundant))
    known = own.per_person(weight)
    found = pd.DataFrame(
        {
            "through": through,
            "redundancy": np.where(known > 0, redundant, np.nan),
            "observed_share": ratio(own.per_person(own.observed), known),
        },
        index=among.person_index(),
    ).reindex(p.index)
    held = (p + found["through"].fillna(0)) ** 2 if len(own.weight) else p * np.nan
    return pd.DataFrame({"p": p, "dyadic_constraint": held, **found[["redundancy", "observed_share"]]})


def _hierarchy(held: Floats) -> float:
    """Return how far the sum comes from a few: 0 from all alike, 1 from one."""
    if not len(held) or np.isnan(held).any():
        return np.nan
    if len(held) == 1:
        return 1.0
    r = held / held.mean()
    return max(float(np.sum(r * np.log(r)) / (len(r) * np.log(len(r)))), 0.0)


def _strengths(ties: pd.DataFrame) -> pd.Series:
    """Return the strength of each contact to whom there is a tie."""
    if "strength" not in ties:
        msg = f"ties has no column 'strength'; found {[*ties.columns]}. Give what tie_table returns."
        raise InputError(msg)
    twice = ties.index[ties.index.duplicated()]
    if len(twice):
        msg = f"ties names {twice[0]!r} twice; give one row a person."
        raise InputError(msg)
    strength = ties["strength"].astype("float64").rename_axis("person")
    if (strength < 0).any():
        msg = f"The strength of {strength.idxmin()!r} is {strength.min()}; no tie is weaker than 0."
        raise InputError(msg)
    return strength[strength > 0]

"""Stability: whether another run of Leiden would find the same circles, and who would stay in theirs.

Leiden draws lots. Where the ties leave no doubt about the circles, every seed finds the same; who stands
between two circles changes sides. Measured on request only: it takes one run a seed. The people stand in
another order in each run but the first: Leiden settles most equal choices by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd

from weaklib.measures.circles import circle_table, communities, modularity
from weaklib.measures.groupings import Floats, Ints, adjusted_rand, crossed, mutual_information
from weaklib.measures.triangles import TieArrays, tie_arrays

UNCERTAIN_BELOW = 0.7


def circle_stability(
    graph: nx.Graph[Any],
    *,
    seeds: int = 20,
    resolutions: Iterable[float] = (1.0,),
    evidence: str = "all",
    least_tied: float = 0.1,
) -> pd.DataFrame:
    """Tell for each person how surely they belong to their circle.

    stability of i = mean over the other members j of i's circle of the share of runs in which i and j are
    together. Nothing of the size people by people is made: of each run only the sizes of what each circle
    falls into count.

    Parameters
    ----------
    graph
        Contacts and their ties, as `contact_network` returns it.
    seeds
        How many runs at each resolution: with the seeds 0, 1, 2, ...
    resolutions
        The resolutions to run at; more than one asks for circles that do not hang on this choice either.
    evidence
        "all", or "observed" for circles of observed ties only.
    least_tied
        As for `circle_table`.

    Returns
    -------
    pd.DataFrame
        Indexed by `person`:

        - `circle` and its `basis`, as `circle_table` returns them with seed 0.
        - `stability`, 0 to 1; nan without a circle, alone in one, and where the circles are employers or
          fields because hardly any ties are known: nothing was drawn by lot there.
        - `uncertain`: stability is below 0.7; False where it is nan.

    Raises
    ------
    InputError
        If `evidence` is neither, or the graph is directed.

    References
    ----------
    Lancichinetti & Fortunato 2012, Scientific Reports 2, 336 (agreement between runs); Traag, Waltman & van
    Eck 2019, Scientific Reports 9, 5233.

    Examples
    --------
    >>> two_triangles = nx.Graph(["ab", "bc", "ac", "cd", "de", "ef", "df"])
    >>> circle_stability(two_triangles, seeds=5)["stability"].tolist()
    [1.0, 1.0, 1.0, 1.0, 1.0, 1.0]
    """
    ties = tie_arrays(graph, evidence=evidence)
    table = circle_table(graph, evidence=evidence, least_tied=least_tied)
    codes = pd.factorize(table["circle"].where(table["basis"] == "ties"))[0].astype(np.int64)
    runs = [_runs(ties, seeds, resolution) for resolution in resolutions]
    stays = [_stays(codes, run) for found in runs for run in found]
    table["stability"] = np.mean(stays, axis=0) if stays else np.nan
    table["uncertain"] = table["stability"] < UNCERTAIN_BELOW
    return table


def by_circle(table: pd.DataFrame) -> pd.DataFrame:
    """Sum up for each circle how sure it is.

    Parameters
    ----------
    table
        What `circle_stability` returns.

    Returns
    -------
    pd.DataFrame
        Indexed by `circle`, the largest first: `members`, `stability` (their mean, 0 to 1; nan where none is
        known), `uncertain` (it is below 0.7; False where it is nan), `uncertain_members`.
    """
    circles = table.groupby("circle").agg(
        members=("circle", "size"), stability=("stability", "mean"), uncertain_members=("uncertain", "sum")
    )
    circles.insert(2, "uncertain", circles["stability"] < UNCERTAIN_BELOW)
    return circles.sort_values("members", ascending=False, kind="stable")


def seed_table(
    graph: nx.Graph[Any], *, seeds: int = 20, resolution: float = 1.0, evidence: str = "all"
) -> pd.DataFrame:
    """Compare the runs of Leiden with one another: one row a seed.

    Parameters
    ----------
    graph
        Contacts and their ties.
    seeds
        How many runs: with the seeds 0, 1, 2, ...
    resolution
        The gamma of modularity.
    evidence
        "all", or "observed".

    Returns
    -------
    pd.DataFrame
        Indexed by `seed`: `circles`, how many; `modularity` at that resolution (nan without ties); `ari` and
        `nmi`, the mean agreement with each of the other runs (nan for a single run, and without ties). The
        mean of either column is the mean over all pairs.

    Raises
    ------
    InputError
        If `evidence` is neither, or the graph is directed.

    References
    ----------
    Hubert & Arabie 1985, Journal of Classification 2, 193; Danon et al. 2005, Journal of Statistical
    Mechanics P09008.
    """
    ties = tie_arrays(graph, evidence=evidence)
    runs = _runs(ties, seeds, resolution)
    agreement = np.zeros((2, seeds, seeds))
    for one, other in combinations(range(seeds), 2):
        pair = runs[one][runs[one] >= 0], runs[other][runs[other] >= 0]
        agreement[:, one, other] = agreement[:, other, one] = adjusted_rand(*pair), mutual_information(*pair)
    ari, nmi = agreement.sum(axis=2) / (seeds - 1 if seeds > 1 else np.nan)
    return pd.DataFrame(
        {
            "circles": [int(run.max(initial=-1)) + 1 for run in runs],
            "modularity": [modularity(ties, run, resolution=resolution) for run in runs],
            "ari": ari,
            "nmi": nmi,
        },
        index=pd.RangeIndex(seeds, name="seed"),
    )


def resolution_sweep(
    graph: nx.Graph[Any],
    *,
    resolutions: Sequence[float] = (0.5, 1.0, 2.0),
    seeds: int = 20,
    evidence: str = "all",
) -> pd.DataFrame:
    """Tell how the circles hang on the resolution, for modularity sees no circle below a certain size.

    Parameters
    ----------
    graph
        Contacts and their ties.
    resolutions
        The gammas to try; a higher one makes more and smaller circles.
    seeds
        How many runs at each.
    evidence
        "all", or "observed".

    Returns
    -------
    pd.DataFrame
        Indexed by `resolution`: the means over the runs of `circles`, `modularity` (at that resolution, so
        not to be compared between rows), `ari` and `nmi` (agreement of the runs); nan without ties.

    Raises
    ------
    InputError
        If `evidence` is neither, or the graph is directed.

    References
    ----------
    Fortunato & Barthelemy 2007, PNAS 104, 36; Reichardt & Bornholdt 2006, Physical Review E 74, 016110.
    """
    tables = [seed_table(graph, seeds=seeds, resolution=gamma, evidence=evidence) for gamma in resolutions]
    rows = pd.DataFrame([table.mean() for table in tables])
    return rows.assign(resolution=np.array(resolutions, dtype=np.float64)).set_index("resolution")


def _runs(ties: TieArrays, seeds: int, resolution: float) -> list[Ints]:
    """Return the communities of each run; in all but the first, the people stand in an order drawn by lot."""
    orders = [np.random.default_rng(seed).permutation(len(ties.people)) for seed in range(seeds)]
    orders[:1] = [np.arange(len(ties.people))] * min(seeds, 1)
    return [
        communities(_in_another_order(ties, place), seed=seed, resolution=resolution)[place]
        for seed, place in enumerate(orders)
    ]


def _in_another_order(ties: TieArrays, place: Ints) -> TieArrays:
    """Return the same ties among people who stand elsewhere; their names are of no account here."""
    left, right = np.sort([place[ties.left], place[ties.right]], axis=0)
    return ties._replace(left=left, right=right)


def _stays(codes: Ints, run: Ints) -> Floats:
    """Return for each person which share of the others of their circle one run puts together with them."""
    shares = np.full(len(codes), np.nan)
    held = np.flatnonzero((codes >= 0) & (run >= 0))
    circle, together = codes[held], crossed(codes[held], run[held])
    others = np.bincount(circle)[circle] - 1
    beside = np.bincount(together)[together] - 1
    shares[held] = np.divide(beside, others, out=np.full(len(held), np.nan), where=others > 0)
    return shares

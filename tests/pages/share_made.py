"""Random networks that grow from month to month, and shared reports of them beside one another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import networkx as nx
import numpy as np
import pandas as pd

from weaklib.measures.bridging import owner_structure
from weaklib.measures.classes import CLASSES, class_counts
from weaklib.measures.indices import hill
from weaklib.pages import share
from weaklib.pages.share.choices import Choices
from weaklib.pages.share.counts import Counts, counts_of
from weaklib.pages.share.earlier import as_data
from weaklib.pages.share.labels import GROUPS, STEPS, fields, ranks

DAYS = pd.DatetimeIndex(["2026-07-31", "2026-08-31", "2026-09-30", "2026-10-31"])


class Month(NamedTuple):
    """A network at the end of a month."""

    counts: Counts
    graph: nx.Graph
    circles: pd.Series


def months(seed: int) -> Iterator[Month]:
    """Yield a network on four days: from a handful to some hundreds of people, few of whom change."""
    rng = np.random.default_rng(seed)
    n, k_circles = int(np.exp(rng.uniform(np.log(6), np.log(400)))), int(rng.integers(1, 12))
    weights = {name: rng.dirichlet(np.full(len(of), 0.4)) for name, of in _kinds(k_circles).items()}
    people = _drawn(rng, n, weights, k_circles, start=0)
    graph = _tied(rng, people, nx.Graph())
    trend: dict[pd.Timestamp, pd.Series] = {}
    for day in DAYS:
        trend[day] = class_counts(people)
        history = pd.DataFrame(trend, index=list(CLASSES)).T.set_axis(pd.DatetimeIndex(list(trend)))
        yield Month(_counted(rng, day, people, graph, history), graph.copy(), people["circle"].copy())
        new = _drawn(rng, int(rng.poisson(2)), weights, k_circles, start=len(people))
        moved = people.sample(
            n=min(int(rng.poisson(2)), len(people)), random_state=int(rng.integers(1 << 30))
        )
        people.loc[moved.index, "class"] = rng.choice(CLASSES, len(moved), p=weights["class"])
        people = pd.concat([people, new])
        graph = _tied(rng, people, graph)


def written(
    month: Month, reports: Path, *, k: int = 5, names: Mapping[str, str] | None = None
) -> share.Shared:
    """Seal a month beside the earlier ones, and leave what its page says of its numbers."""
    period, chosen = f"{month.counts.day:%Y-%m}", Choices(circles=dict(names or {}))
    reports.mkdir(exist_ok=True)
    shared = share.sealed(month.counts, period, k=k, choices=chosen, reports=reports)
    (reports / f"{period}-shared.html").write_text(as_data(shared))
    return shared


def _kinds(circles: int) -> dict[str, tuple[str, ...]]:
    return {
        "class": CLASSES,
        "field": fields(),
        "seniority": ranks(),
        "circle": tuple(f"circle {number}" for number in range(circles)),
        "organisation": tuple(f"employer {number}" for number in range(40)),
    }


def _drawn(rng, n: int, weights, circles: int, *, start: int) -> pd.DataFrame:
    index = pd.Index([f"p{number}" for number in range(start, start + n)], name="person", dtype="str")
    drawn = {name: rng.choice(of, n, p=weights[name]) for name, of in _kinds(circles).items()}
    people = pd.DataFrame(drawn, index=index, dtype="object")
    for name in ("field", "seniority", "circle", "organisation"):
        people[name] = people[name].where(rng.random(n) > 0.2, None)
    people["strength"] = rng.random(n)
    return people


def _tied(rng, people: pd.DataFrame, graph: nx.Graph) -> nx.Graph:
    """Add ties of the people who are new: many inside their circle, few to others."""
    graph, home = graph.copy(), people["circle"].to_numpy()
    for place in range(len(graph), len(people)):
        inside = home[:place] == home[place]
        known = rng.random(place) < np.where(inside, 0.3, 0.02)
        graph.add_node(people.index[place])
        graph.add_edges_from((people.index[place], people.index[other]) for other in np.flatnonzero(known))
    nx.set_edge_attributes(graph, 1.0, "weight")
    nx.set_edge_attributes(graph, 1.0, "observed")
    return graph


def _counted(rng, day, people: pd.DataFrame, graph: nx.Graph, trend: pd.DataFrame) -> Counts:
    ties = people[["class"]].assign(strength=people["strength"].where(people["class"].isin(CLASSES[:5])))
    whole = owner_structure(ties, graph)
    employers = people["organisation"].value_counts()
    asked = [
        (group, step, count, min(count, int(rng.integers(1, 20))))
        for group in GROUPS
        for sent in [int(rng.integers(0, 40))]
        for place, step in enumerate(STEPS)
        for count in [sent if place == 0 else int(rng.integers(0, sent + 1))]
    ]
    return counts_of(
        day,
        ties,
        graph,
        people["circle"],
        work=people[["field", "seniority"]],
        trend=trend,
        diversity=pd.DataFrame(
            {"categories": [len(employers)], "q1": [hill(employers, 1)]}, index=["organisation"]
        ),
        structure=(whole.constraint, whole.effective_size),
        asked=pd.DataFrame(asked, columns=["group", "step", "count", "people"]),
    )

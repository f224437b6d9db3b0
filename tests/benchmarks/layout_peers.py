"""One layout of the planted graph, by weaklib or by a peer: its places, its CPU-seconds and its figures."""

from __future__ import annotations

import json
import random
import resource
import shutil
import subprocess
import sys
import time
from importlib.util import find_spec

import numpy as np

from tests.benchmarks.nearness import preservation, silhouette
from tests.benchmarks.planted import Floats, Ints, plant, planted_circles

Ties = tuple[Ints, Ints, Floats]
Layout = tuple[Floats, float]
ROUNDS = 100


def main() -> None:
    """Lay out one graph by one layout and print its figures as JSON, or null where it is not installed."""
    name, people = sys.argv[1], int(sys.argv[2])
    ties = plant(people)
    found = WAYS[name](people, ties)
    if found is None:
        print("null")
        return
    points, cpu = found
    one, other, _ = ties
    tied = np.isin(np.arange(people), np.r_[one, other])
    near = preservation(points, one, other)
    clear = silhouette(points[tied], planted_circles(people)[tied])
    print(json.dumps({"cpu": cpu, "preservation": near, "silhouette": clear}))


def weaklib(people: int, ties: Ties) -> Layout:
    """Find the circles, and place everybody."""
    import networkx as nx

    from weaklib.measures.circles import find_circles
    from weaklib.views.layout import place

    names = [f"p{number:05}" for number in range(people)]
    graph: nx.Graph[str] = nx.empty_graph(names)
    graph.add_weighted_edges_from(
        (names[a], names[b], w) for a, b, w in zip(*(t.tolist() for t in ties), strict=True)
    )
    started = time.process_time()
    spots = place(graph, find_circles(graph, seed=0))
    return spots.loc[names, ["x", "y"]].to_numpy(float), time.process_time() - started


def fruchterman_reingold(people: int, ties: Ties) -> Layout | None:
    """By igraph, on its grid, which it takes for large graphs."""
    if not find_spec("igraph"):
        return None
    import igraph

    one, other, weight = ties
    graph = igraph.Graph(n=people, edges=[*zip(one.tolist(), other.tolist(), strict=True)])
    random.seed(0)
    started = time.process_time()
    layout = graph.layout_fruchterman_reingold(weights=weight.tolist(), grid=True)
    return np.array(layout.coords), time.process_time() - started


def sfdp(people: int, ties: Ties) -> Layout | None:
    """By Graphviz, in a process of its own, whose time it is."""
    if not shutil.which("sfdp"):
        return None
    one, other, _ = ties
    edges = (f"{a}--{b};" for a, b in zip(one.tolist(), other.tolist(), strict=True))
    text = "\n".join(["graph g {", *(f"{number};" for number in range(people)), *edges, "}"])
    started = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    said = subprocess.run(["sfdp", "-Tplain"], input=text, capture_output=True, text=True, check=True).stdout
    cpu = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - started
    points = np.zeros((people, 2))
    for line in said.splitlines():
        if line.startswith("node "):
            _, number, x, y, *_ = line.split()
            points[int(number)] = float(x), float(y)
    return points, cpu


def force_atlas(people: int, ties: Ties) -> Layout | None:
    """By fa2_modified, with its defaults."""
    if not find_spec("fa2_modified"):
        return None
    from fa2_modified import ForceAtlas2

    matrix, start = _matrix(people, ties).tolil(), np.random.default_rng(0).random((people, 2))
    started = time.process_time()
    points = ForceAtlas2(verbose=False).forceatlas2(matrix, pos=start, iterations=ROUNDS)
    return np.array(points), time.process_time() - started


def umap(people: int, ties: Ties) -> Layout | None:
    """By umap-learn: those who know the same people are near by the cosine of whom they know."""
    if not find_spec("umap"):
        return None
    import warnings

    from umap import UMAP

    warnings.simplefilter("ignore")
    UMAP(metric="cosine", random_state=0).fit_transform(_matrix(300, plant(300)))  # compiles it
    matrix = _matrix(people, ties)
    started = time.process_time()
    points = UMAP(metric="cosine", random_state=0).fit_transform(matrix)
    return np.asarray(points, float), time.process_time() - started


def _matrix(people: int, ties: Ties):
    from scipy.sparse import coo_matrix

    one, other, weight = ties
    ends = np.r_[one, other], np.r_[other, one]
    return coo_matrix((np.r_[weight, weight], ends), shape=(people, people)).tocsr()


WAYS = {
    "weaklib": weaklib,
    "igraph FR": fruchterman_reingold,
    "sfdp": sfdp,
    "ForceAtlas2": force_atlas,
    "UMAP": umap,
}
MEASURED = [*WAYS]
PEERS = MEASURED[1:]

"""Planted networks, typed and drawn by hand, in the columns that the measures return."""

from __future__ import annotations

import base64
import json
import re
from typing import Any, NamedTuple

import networkx as nx
import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

CLASSES = ("strong", "moderately weak", "weak", "fading", "dormant", "nominal", "unknown")
HOSTILE = (
    '<img src=x onerror=alert(1)><a href="https://evil.example/">b</a>'
    '<span style="background:url(https://evil.example/p)">c</span> & $\\href{javascript:alert(2)}{d}$'
)
OWN_MARKUP = re.compile(r"</?b>|<br>|<extra></extra>")


class Planted(NamedTuple):
    """A graph of contacts and the tables that belong to it."""

    graph: nx.Graph[str]
    ties: pd.DataFrame
    circles: pd.Series[str]
    bridges: pd.DataFrame


def planted(sizes: list[int], *, loners: int = 0, seed: int = 0, hostile: bool = False) -> Planted:
    """Circles of these sizes, each a ring with chords, one tie to the next circle, and loners."""
    random = np.random.default_rng(seed)
    graph: nx.Graph[str] = nx.Graph()
    home: dict[str, str | None] = {}
    mark = HOSTILE if hostile else ""

    def add(circle: str | None, organisation: str | None) -> str:
        person = f"p{len(home):05}"
        home[person] = circle
        graph.add_node(person, name=f"Name {len(home)}{mark}", organisation=organisation)
        return person

    def tie(one: str, other: str, *, seen: bool = True) -> None:
        weight = 0.2 + float(random.random())
        evidence = ("meeting",) if seen else ("employer",)
        graph.add_edge(one, other, weight=weight, observed=weight * seen, evidence=evidence)

    circles = [[add(f"Circle {c}{mark}", f"Works {c}{mark}") for _ in range(n)] for c, n in enumerate(sizes)]
    for c, members in enumerate(circles):
        for i, person in enumerate(members[1:], start=1):
            tie(members[i - 1], person)
            tie(person, members[int(random.integers(i))], seen=c % 2 == 0)
        if c:
            tie(circles[c - 1][0], members[-1], seen=c % 3 > 0)
    for loner in range(loners):
        add(None, None if loner % 7 == 0 else f"Firm {loner % 5}{mark}")
    return Planted(graph, *_tables(graph, home, random))


def _tables(
    graph: nx.Graph[str], home: dict[str, str | None], random: np.random.Generator
) -> tuple[pd.DataFrame, pd.Series[str], pd.DataFrame]:
    people = pd.Index(list(graph), name="person", dtype="str")
    kind = random.choice(CLASSES, len(people)) if len(people) else []
    names, organisations = (
        [graph.nodes[person][key] for person in people] for key in ("name", "organisation")
    )
    ties = pd.DataFrame(
        {"name": names, "organisation": organisations, "class": kind, "strength": random.random(len(people))},
        index=people,
    )
    ties.loc[ties["class"] == "nominal", "strength"] = 0.0
    ties.loc[ties["class"] == "unknown", "strength"] = np.nan
    ties["last_contact"] = pd.Timestamp("2026-03-07")
    ties.loc[ties["strength"].fillna(0) == 0, "last_contact"] = pd.NaT
    leads = [sorted({str(home[n]) for n in graph[p] if home[n] != home[p]}) for p in people]
    ties_of = np.array([graph.degree(p) for p in people], int)
    score = np.where(ties_of >= 2, 0.3 + 0.35 * np.array([len(into) for into in leads]), np.nan)
    bridges = pd.DataFrame(
        {
            "bridging": score,
            "bridge": score >= 0.6 if len(people) else np.array([], bool),
            "observed_share": np.where(ties_of > 0, 1.0, np.nan),
            "opens": pd.Series(
                [tuple(f"circle {into}" for into in found[:1]) for found in leads], people, dtype=object
            ),
        },
        index=people,
    )
    return ties, pd.Series(home, dtype="str", name="circle").rename_axis("person"), bridges


def strings(value: Any) -> list[str]:
    """Every string of a figure, as plotly.js gets it after JSON and base64 are undone."""
    if isinstance(value, go.Figure):
        return strings(json.loads(value.to_json()))
    if isinstance(value, dict):
        if set(value) >= {"dtype", "bdata"}:
            return [base64.b64decode(value["bdata"]).decode("latin-1")] if "S" in value["dtype"] else []
        return [text for part in value.values() for text in strings(part)]
    if isinstance(value, list):
        return [text for part in value for text in strings(part)]
    return [value] if isinstance(value, str) else []


def foreign_markup(figure: go.Figure) -> list[str]:
    """The strings in which plotly would see markup, or TeX, that weaklib did not write itself."""
    return [text for text in strings(figure) if re.search(r"[<>$]", OWN_MARKUP.sub("", text))]


@pytest.fixture(scope="session")
def network() -> Planted:
    """Some 300 people in 12 circles, with 80 loners."""
    return planted([40, 34, 30, 26, 22, 20, 16, 13, 11, 9, 7, 5], loners=80)


@pytest.fixture(scope="session")
def crowd() -> Planted:
    """Some 5,000 people: 60 circles of 20 to 140, and 800 loners."""
    return planted([20 + 2 * i for i in range(60)], loners=800, seed=2)

"""Books whose maps are at an edge: nobody tied, one contact, a great many small circles, one large one."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

import weaklib as wl
from weaklib.book import Book
from weaklib.pages.map_page import Measured

HEAD = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"


def connections(folder: Path, employers: Iterable[str]) -> Book:
    """A Connections.csv and nothing else: one contact for each employer that is named."""
    rows = [
        f"Ann,No {i},https://www.linkedin.com/in/ann-{i},,{employer},Engineer,07 Jun 2019"
        for i, employer in enumerate(employers)
    ]
    folder.mkdir(parents=True)
    (folder / "Connections.csv").write_text("\n".join([HEAD, *rows, ""]), encoding="utf-8")
    return wl.read(folder)


def untied(folder: Path) -> Book:
    """Sixty contacts, no two of whom work for one employer."""
    return connections(folder, [f"Works {i}" for i in range(60)])


def alone(folder: Path) -> Book:
    """One contact."""
    return connections(folder, ["Works"])


def pairs(folder: Path) -> Book:
    """Two thousand employers of two."""
    return connections(folder, [f"Works {i // 2}" for i in range(4_000)])


def one_circle(folder: Path) -> Measured:
    """Three thousand contacts in one circle: each met the next, and the one after ten others."""
    book = connections(folder, ["Works"] * 3_000)
    graph = wl.network.contact_network(book)
    people = list(graph)
    for place, person in enumerate(people):
        for step in (1, 11):
            other = people[(place + step) % len(people)]
            graph.add_edge(person, other, weight=1.0, observed=1.0, evidence=("meeting",))
    circles = pd.Series("Works", index=people)
    bridges = wl.bridging.bridge_table(graph, circles=circles)
    return Measured(book, wl.ties.tie_table(book), bridges, graph, circles, None, book.day(""))

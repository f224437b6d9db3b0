"""Nobody is to be found: random networks, several reports of each, and an attacker who knows the rules."""

from __future__ import annotations

import os
from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import networkx as nx
import pandas as pd
import pytest

from tests.pages.share_attacker import Attack
from tests.pages.share_made import DAYS, Month, months, written
from weaklib.measures.classes import CLASSES
from weaklib.pages.share import Shared, islands, protection, rounding

NETWORKS = int(os.environ.get("WEAKLIB_NETWORKS", "6"))
SEEDS = range(NETWORKS)
NAMED = {f"circle {number}": f"Friends {number}" for number in range(12)}
"""Names that the person chose, by which an attacker knows a circle again."""


def group(seed: int) -> int:
    """The group that is not told apart in most reports of a network."""
    return 10 if seed % 4 == 3 else 5


@cache
def three_reports(seed: int) -> tuple[list[Month], list[Shared]]:
    """The last three months of a network, each sealed beside those before."""
    made, names = [*months(seed)][-3:], NAMED if seed % 2 else {}
    with TemporaryDirectory() as folder:
        return made, [written(month, Path(folder), k=group(seed), names=names) for month in made]


def one_month_told_again(seed: int, folder: Path) -> tuple[Month, list[Shared]]:
    """A month, told from older exports, from newer ones, in other steps, and without the chosen names."""
    *_, before, now = months(seed)
    older = before._replace(counts=before.counts._replace(day=DAYS[-1]))
    k, names = group(seed), NAMED if seed % 2 else {}
    told = [written(before, folder, k=k, names=NAMED), written(older, folder, k=k, names=NAMED)]
    told += [written(now, folder, k=each, names=NAMED) for each in (k, 15 - k)]
    return now, [*told, written(now, folder, k=k, names=names)]


def truth(made: list[Month]) -> dict[tuple[str, ...], int]:
    """What the attacker is after."""
    found: dict[tuple[str, ...], int] = {}
    for month in made:
        day = f"{month.counts.day:%Y-%m-%d}#0"
        found |= {("trend", day, name): int(n) for name, n in month.counts.classes.items()}
        for of, counts in (("field", month.counts.fields), ("rank", month.counts.ranks)):
            found |= {(of, day, str(name)): int(n) for name, n in counts.items()}
    return found


def check(attack: Attack, k: int, known: dict[tuple[str, ...], int]) -> None:
    """From nobody, or from k or more, over k whole numbers at least: so wide is all that can be known."""
    for name, found in attack.reckoned():
        assert found.wide >= k - 1, (name, found)
        assert found.low == 0 or found.low >= k or name[0] == "rest", (name, found)
        if name in known:  # else the attacker would merely be mistaken
            assert found.low <= known[name] <= found.high, (name, found, known[name])
    for name, found in attack.changes():
        assert found.wide >= k - 1, (name, found)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_number_is_of_enough_people_and_every_difference_too(seed: int) -> None:
    k = group(seed)
    _, reports = three_reports(seed)
    for report in reports:
        for (table, row, _), value in report.told.items():
            assert value >= k or row == "constraint", (table, row)
        for of in ("field", "rank", "circle"):
            assert report.column(of).sum() <= report.column("class").sum()
    for before, after in pairwise(report.told for report in reports):
        for place in before.keys() & after.keys():
            assert after[place] == before[place] or abs(after[place] - before[place]) >= k


@pytest.mark.parametrize("seed", SEEDS)
def test_three_reports_give_no_smaller_group_away(seed: int) -> None:
    """Of each number, shown or not, of each rest and of each change k whole numbers or more remain possible."""
    made, reports = three_reports(seed)
    check(Attack(*reports), group(seed), truth(made))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_month_that_is_told_again_gives_no_smaller_group_away(seed: int, tmp_path: Path) -> None:
    """After the exports changed, with other steps and with other names; the old pages were sent already."""
    _, reports = one_month_told_again(seed, tmp_path)
    assert len({report.k for report in reports}) == 2
    check(Attack(*reports, exports=[0, 0, 1, 1, 1]), 5, {})


def one_day(
    tmp_path: Path, *, classes: dict[str, int], fields: dict[str, int], k: int = 5, day: int = -1
) -> Shared:
    """The shared report of people of whom no more is known than their class and their field."""
    month = [*months(0)][day]
    exact = month.counts._replace(
        classes=pd.Series(classes).reindex(list(CLASSES), fill_value=0),
        fields=pd.Series(fields),
        trend=month.counts.trend.iloc[:0],
        ranks=month.counts.ranks * 0,
        circles=month.counts.circles.iloc[:0],
        ties=month.counts.ties.iloc[:0],
        measures=dict.fromkeys(month.counts.measures, float("nan")),
    )
    return written(month._replace(counts=exact), tmp_path, k=k)


def test_the_attacker_wins_where_a_total_is_told(tmp_path: Path) -> None:
    """The control: 100 and 2 people in two classes; that they are 102 gives the 2 away, or nearly."""
    shared = one_day(tmp_path, classes={"nominal": 100, "weak": 2}, fields={})
    weak = ("trend", "2026-10-31#0", "weak")
    assert dict(Attack(shared).reckoned())[weak] == (0, 4)
    assert dict(Attack(shared, totals={"2026-10-31": 102}).reckoned())[weak] == (0, 2)


def test_the_attacker_wins_where_a_list_is_not_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """19 people of one class and 9 of each other, all in health: the list alone bounds the classes."""
    people = {"classes": dict(zip(CLASSES, (19, 9, 9, 9, 9, 9, 9), strict=True)), "k": 10}
    cut = one_day(tmp_path / "cut", fields={"health": 73}, **people)
    assert ("field", "health", "") not in cut.told
    check(Attack(cut), 10, {})
    whole = rounding.within
    monkeypatch.setattr(rounding, "within", lambda counts, _, k: whole(counts, 10**9, k))
    told = one_day(tmp_path / "whole", fields={"health": 73}, **people)
    assert told.told["field", "health", ""] == 70
    found = {name: known for name, known in Attack(told).reckoned() if name[0] == "trend"}
    assert found["trend", "2026-10-31#0", "weak"] == (6, 9)  # 70 - 19 - 5 times 9, and not 0


def test_the_attacker_wins_where_other_steps_are_reckoned_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """15 and 10 of 20 in steps of 5: media is left out; 10 and 10 in steps of 10 would tell it all the same."""
    people = {"classes": {"strong": 20, "weak": 4, "fading": 4}, "fields": {"law": 15, "media": 10}}
    safe = [one_day(tmp_path / "safe", **people, k=k) for k in (5, 10)]
    assert [("field", "media", "") in report.told for report in safe] == [False, False]
    once = rounding._rounded_once
    monkeypatch.setattr(protection, "rounded", once)
    anew = [one_day(tmp_path / "anew", **people, k=k) for k in (5, 10)]
    assert [("field", "media", "") in report.told for report in anew] == [False, True]


def test_a_day_that_the_attacker_could_use_is_withheld(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """70 people in September, and 19 and six times 9 in October, in steps of 10: nobody is forgotten."""
    then = {"classes": {"nominal": 70}, "fields": {}, "k": 10, "day": -2}
    now = {"classes": dict(zip(CLASSES, (19, 9, 9, 9, 9, 9, 9), strict=True)), "fields": {}, "k": 10}
    reports = [one_day(tmp_path / "safe", **each) for each in (then, now)]
    assert reports[1].column("class").empty
    check(Attack(*reports), 10, {})
    monkeypatch.setattr(rounding, "_betrays", lambda *_: False)
    reports = [one_day(tmp_path / "told", **each) for each in (then, now)]
    assert reports[1].column("class").to_dict() == {"strong": 10}
    found = dict(Attack(*reports).reckoned())
    assert found["trend", "2026-10-31#0", "weak"] == (6, 9)  # 70 - 19 - 5 times 9


def signature(graph: nx.Graph, node: object) -> tuple[int, tuple[int, ...]]:
    """Own degree and those of the neighbours: what finds most people on an unlabelled map."""
    return graph.degree(node), tuple(sorted(graph.degree(other) for other in graph[node]))


def drawn(shared: Shared) -> nx.Graph:
    """The graph that can be read off the map: its discs, and the lines whose ends lie on two of them."""
    figure, graph = islands.circle_map(shared), nx.Graph()
    discs = [] if figure.layout.shapes is None else figure.layout.shapes
    middles = [((disc.x0 + disc.x1) / 2, (disc.y0 + disc.y1) / 2, (disc.x1 - disc.x0) / 2) for disc in discs]
    graph.add_nodes_from(range(len(middles)))
    for line in (trace for trace in figure.data if trace.mode == "lines"):
        ends = [
            min(
                range(len(middles)),
                key=lambda at, x=x, y=y: abs(
                    ((middles[at][0] - x) ** 2 + (middles[at][1] - y) ** 2) ** 0.5 - middles[at][2]
                ),
            )
            for x, y in zip(line.x, line.y, strict=True)
        ]
        graph.add_edge(*ends)
    return graph


@pytest.mark.parametrize("seed", SEEDS)
def test_degrees_find_nobody_on_the_map(seed: int) -> None:
    """Whoever knows the whole true network finds the disc of a person at the best, and one in k behind it.

    No mark on the map is a person: by its degree, its neighbours' and its size a disc can be matched to a
    circle, and so the best guess of somebody in it is one of all its people.
    """
    made, reports = three_reports(seed)
    month, shared = made[-1], reports[-1]
    marks, sizes = drawn(shared), month.circles.value_counts()
    circles = shared.column("circle")
    assert len(marks) == len(circles) <= len(sizes)
    assert marks.number_of_edges() == sum(of == "tie" for of, *_ in shared.told)
    for told in circles:
        behind = [n for n in sizes if told <= n < told + shared.k]  # the circles that the disc can be
        assert behind
        assert 1 / min(behind) <= 1 / shared.k


def test_degrees_do_find_people_on_a_map_of_people() -> None:
    """The control: the same attack on the map that is not shared."""
    graph = max((month.graph for seed in range(6) for month in months(seed)), key=len)
    seen = Counter(signature(graph, person) for person in graph)
    assert sum(number == 1 for number in seen.values()) / len(graph) > 0.5

"""Introductions to an organisation in made-up pools: load, first and warm questions, beside two plain ways.

The plain ways hold the same ties in this process, as a sparse matrix of SciPy and as a graph of networkx, and
rank the same paths of one tie between asker and introducer; they know neither paths through members, nor
consent, nor what an introducer opens, and their time to load starts from arrays that are there already. Each
question is of another asker; what is told is the least of the rounds, as the machine may have other work.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

import numpy as np

from tests.benchmarks.measuring import run
from tests.pool.made import DAY, make_pool

ROOT = Path(__file__).parents[2]
TIES = 1_000
SIZES = {1_000: 50, 10_000: 150}
"""How many members, and in how many milliseconds a warm question has to be answered."""
MOST_LOAD = 3
MOST_MIB = 2048
ASKERS = 12
LIMIT = 20


def print_pool(folder: Path) -> bool:
    """Make pools of two sizes, ask, print what it took; tell whether it is fast and small enough."""
    print(f"a pool of members with {TIES:,} ties each, milliseconds a warm question")
    print(f"{'members':>8} {'index s':>8} {'CPU':>5} {'MiB':>5} {'changed s':>9} {'CPU':>5} {'load s':>7} {'first s':>8} {'usual':>6} {'CPU':>5} {'largest':>8} {'CPU':>5} "
          f"{'MiB':>5} {'SciPy':>6} {'load s':>7} {'networkx':>9} {'load s':>7}")  # fmt: skip
    kept, costs = True, {}
    for members, most in SIZES.items():
        place = folder / f"pool-{members}"
        if not place.exists():
            make_pool(place, members=members, ties=TIES)
        index, changed = _in_a_process("open_it", place), _in_a_process("open_changed", place)
        cost = costs[members] = _in_a_process("ask", place)
        peers = _in_a_process("peers", place)
        kept &= cost["usual"] < most and max(cost["load"], changed["load"]) < MOST_LOAD
        kept &= max(cost["MiB"], index["MiB"], changed["MiB"]) < MOST_MIB
        graph = f"{peers['networkx']:9.1f} {peers['networkx load']:7.1f}" if "networkx" in peers else ""
        print(f"{members:8,} {index['load']:8.1f} {index['CPU']:5.1f} {index['MiB']:5.0f} {changed['load']:9.1f} {changed['CPU']:5.1f} {cost['load']:7.2f} {cost['first']:8.2f} {cost['usual']:6.0f} "
              f"{cost['usual CPU']:5.0f} {cost['largest']:8.0f} {cost['largest CPU']:5.0f} {cost['MiB']:5.0f} "
              f"{peers['SciPy']:6.1f} {peers['SciPy load']:7.1f} {graph}")  # fmt: skip
    small, large = costs.values()
    grown = np.log(large["usual CPU"] / small["usual CPU"]) / np.log(10)
    print(
        "index: opening the pool for the first time; changed: after one sheet changed; load: after that; first: a question"
    )
    print(
        "with its translation; usual, largest: an organisation of middling size, and the one most ties lead to"
    )
    print(f"{'PASS' if kept else 'FAIL'}: under {'/'.join(map(str, SIZES.values()))} ms warm, load under {MOST_LOAD} s, "
          f"under {MOST_MIB} MiB; CPU grows as members^{grown:.2f}")  # fmt: skip
    return bool(kept)


def _in_a_process(what: str, place: Path) -> dict[str, float]:
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from tests.benchmarks import pool; pool.main()"
    cost = run([sys.executable, "-c", code, what, str(place)], cwd=place)
    return {**json.loads(cost.said.splitlines()[-1]), "MiB": cost.largest}


def main() -> None:
    """Do one thing with one pool, and print the costs as JSON."""
    what, place = sys.argv[1:]
    print(
        json.dumps(
            {"open_it": open_it, "open_changed": open_changed, "ask": ask, "peers": peers}[what](Path(place))
        )
    )


def open_it(place: Path) -> dict[str, float]:
    """Open a pool and close it."""
    from weaklib.pool.engine import open_pool

    wall, cpu = time.perf_counter(), time.process_time()
    with open_pool(place, as_of=DAY):
        return {"load": time.perf_counter() - wall, "CPU": time.process_time() - cpu}


def open_changed(place: Path) -> dict[str, float]:
    """Open a pool one of whose sheets is another than it was, by all that can be seen of it."""
    sheets = sorted((place / "sheets").iterdir())
    sheets[len(sheets) // 2].touch()
    return open_it(place)


def ask(place: Path) -> dict[str, float]:
    """Open a pool, ask for the first time, then warm, each time as another member."""
    started = time.perf_counter()
    from weaklib.pool import questions
    from weaklib.pool.engine import open_pool

    with open_pool(place, as_of=DAY) as pool:
        load = time.perf_counter() - started
        usual, largest = _organisations(pool)
        askers = pool.members.index[:ASKERS]
        started = time.perf_counter()
        questions.introducers(pool, askers[0], organisation=usual, limit=LIMIT)
        costs = {"load": load, "first": time.perf_counter() - started}
        for name, at in (("usual", usual), ("largest", largest)):
            question = partial(questions.introducers, pool, organisation=at, limit=LIMIT)
            wall, cpu = _timed(question, askers)
            costs |= {name: wall, f"{name} CPU": cpu}
    return costs


def _organisations(pool) -> tuple[str, str]:
    """The organisation of middling size among those that five members reach, and the largest."""
    from weaklib.pool.questions.reached import _members_by

    by = pool.answer(_members_by, "organisation").query("members >= 5").sort_values(["members", "name"])
    return by["name"].iloc[len(by) // 2], by["name"].iloc[-1]


def _timed(work: Callable[[object], object], askers) -> tuple[float, float]:
    costs = []
    for asker in askers:
        wall, cpu = time.perf_counter(), time.process_time()
        work(asker)
        costs.append((time.perf_counter() - wall, time.process_time() - cpu))
    return 1000 * min(wall for wall, _ in costs), 1000 * median(cpu for _, cpu in costs)


def peers(place: Path) -> dict[str, float]:
    """Answer the same by plain means, from the ties that the index holds."""
    from weaklib.pool.engine.attached import answering

    index = place / ".index"
    with answering(index, [path.name for path in index.glob("part-*")]) as connection:
        connection.execute(
            "CREATE TEMP VIEW m AS SELECT member, row_number() OVER (ORDER BY member)::INTEGER AS number FROM members"
        )
        ties = connection.execute(
            "SELECT number AS member, dense_rank() OVER (ORDER BY target)::INTEGER - 1 AS target, "
            "coalesce(organisation + 1, 0)::INTEGER AS organisation, tenths + 1 AS strength "
            "FROM ties JOIN m USING (member) WHERE tenths IS NOT NULL"
        ).fetchnumpy()
        links = connection.execute(
            "SELECT m.number AS member, o.number AS other, tenths + 1 AS strength "
            "FROM links JOIN m USING (member) JOIN m AS o ON o.member = other WHERE tenths IS NOT NULL"
        ).fetchnumpy()
    largest = int(np.bincount(ties["organisation"])[1:].argsort()[-100] + 1)
    costs = _scipy(ties, links, largest)
    return costs | (_networkx(ties, links, largest) if ties["member"].max() <= min(SIZES) else {})


def _scipy(ties, links, organisation: int) -> dict[str, float]:
    from scipy.sparse import csc_array, csr_array

    started = time.perf_counter()
    members, people = int(ties["member"].max()) + 1, int(ties["target"].max()) + 1
    known = csr_array((ties["strength"], (ties["member"], ties["target"])), shape=(members, people))
    there = ties["organisation"] == organisation
    at = csc_array(
        (np.ones(there.sum(), bool), (ties["target"][there], np.zeros(there.sum(), int))), shape=(people, 1)
    )
    linked = csr_array((links["strength"], (links["member"], links["other"])), shape=(members, members))
    load = time.perf_counter() - started

    def question(asker: int) -> object:
        friends = linked[[asker]].tocoo()
        theirs = known[friends.coords[1]][:, at.indices].tocoo()
        new = ~np.isin(at.indices[theirs.coords[1]], known[[asker]].indices)
        weakest = np.minimum(friends.data[theirs.coords[0]], theirs.data)[new]
        return np.argsort(-weakest, kind="stable")[:LIMIT]

    return {"SciPy": _timed(question, range(1, ASKERS + 1))[0], "SciPy load": load}


def _networkx(ties, links, organisation: int) -> dict[str, float]:
    import networkx as nx

    started = time.perf_counter()
    graph = nx.Graph()
    of = dict(zip(ties["target"].tolist(), ties["organisation"].tolist(), strict=True))
    pairs = zip(ties["member"].tolist(), ties["target"].tolist(), ties["strength"].tolist(), strict=True)
    graph.add_weighted_edges_from((("m", member), target, strength) for member, target, strength in pairs)
    pairs = zip(links["member"].tolist(), links["other"].tolist(), links["strength"].tolist(), strict=True)
    graph.add_weighted_edges_from((("m", one), ("m", other), strength) for one, other, strength in pairs)
    load = time.perf_counter() - started

    def question(asker: int) -> object:
        mine = graph["m", asker]
        ways = (
            (min(tie["weight"], edge["weight"]), target, friend)
            for friend, tie in mine.items()
            if isinstance(friend, tuple)
            for target, edge in graph[friend].items()
            if of.get(target) == organisation and target not in mine
        )
        return sorted(ways, key=lambda way: (-way[0], str(way[1])))[:LIMIT]

    return {"networkx": _timed(question, range(1, ASKERS + 1))[0], "networkx load": load}

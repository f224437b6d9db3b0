"""What a whole report costs, where it goes, and how the peers do on the same graph."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from tests.benchmarks.calendars import print_calendars
from tests.benchmarks.exports import write_exports
from tests.benchmarks.history import print_history
from tests.benchmarks.identity import print_identity
from tests.benchmarks.layout import print_layout
from tests.benchmarks.mail import print_mail
from tests.benchmarks.map_file import print_map_file
from tests.benchmarks.measuring import MIB, Cost, run, stage
from tests.benchmarks.messages import print_messages
from tests.benchmarks.outlook import print_outlook
from tests.benchmarks.page import Page, question_of
from tests.benchmarks.plan import print_plan
from tests.benchmarks.pool import print_pool
from tests.benchmarks.report import BARE, COMMAND, print_report
from tests.benchmarks.structure import print_structure
from tests.benchmarks.warm import print_warm
from weaklib.cli import clock

PAGE = Path(__file__).parents[2] / "docs" / "benchmarks.md"
KINDS: tuple[Callable[[Path], bool], ...] = (
    print_messages,
    print_calendars,
    print_mail,
    print_warm,
    print_identity,
    print_outlook,
    print_structure,
    print_history,
    print_plan,
    print_map_file,
    print_report,
    print_pool,
)
MOST_CPU_SECONDS = 30
MOST_MIB = 1024


def main(arguments: list[str] | None = None) -> int:
    """Measure everything, print it and write it as one page; 1 where a limit was not kept."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--contacts", type=int, default=5_000)
    parser.add_argument("--messages", type=int, default=100_000)
    parser.add_argument("--events", type=int, default=5_000)
    parser.add_argument("--page", type=Path, default=PAGE, help="where the page of all figures is written")
    parser.add_argument("--only", default="", help="measure the parts alone whose question has this word")
    parser.add_argument(
        "--no-peers", action="store_true", help="leave out networkx, igraph and the layouts of others"
    )
    asked = parser.parse_args(arguments)
    page = Page()
    with tempfile.TemporaryDirectory() as folder:
        parts = {question: work for question, work in _parts(asked, Path(folder)) if asked.only in question}
        kept = [page.part(question, work) for question, work in parts.items()]
    if not asked.only:
        page.write(asked.page, f"{clock.today()}")
    print(f"\n{'PASS' if all(kept) else 'FAIL'}: {sum(kept)} of {len(kept)} parts kept their limits")
    return 0 if all(kept) else 1


def _parts(asked: argparse.Namespace, folder: Path) -> Iterator[tuple[str, Callable[[], bool]]]:
    """Yield what is measured: the question of each part, and what prints its answer."""
    yield str(__doc__).rstrip("."), partial(print_whole, asked, folder)
    for measure in KINDS:
        yield question_of(measure), partial(measure, folder)
    yield question_of(print_layout), partial(print_layout, folder, peers=not asked.no_peers)


def print_whole(asked: argparse.Namespace, folder: Path) -> bool:
    """Measure one whole report, its stages, and the peers; tell whether it keeps its limits."""
    data = folder / "data"
    data.mkdir()
    print(f"{asked.contacts:,} contacts, {asked.messages:,} messages, {asked.events:,} events")
    write_exports(data, contacts=asked.contacts, messages=asked.messages, events=asked.events)
    bare = run([sys.executable, "-c", BARE], cwd=folder)
    report = run([sys.executable, "-c", COMMAND, "report", str(data), "-o", "reports"], cwd=folder)
    page = next((folder / "reports").glob("*-*.html"))
    print(f"\nbare papermill and nbconvert  {bare}")
    print(f"weaklib report, cold          {report}")
    ratio, size = report.cpu / bare.cpu, page.stat().st_size / MIB
    print(f"{ratio:.1f} times the CPU of the bare run, for a page of {size:.1f} MiB\n")
    graph = print_stages(data, report)
    if not asked.no_peers:
        print_peers(graph)
    kept = report.cpu < MOST_CPU_SECONDS and report.together < MOST_MIB
    print(f"\n{'PASS' if kept else 'FAIL'}: under {MOST_CPU_SECONDS} CPU-seconds and {MOST_MIB} MiB")
    return kept


def print_stages(data: Path, report: Cost) -> object:
    """Measure the stages one by one in this process, print their share of the report, return the graph."""
    costs: dict[str, float] = {}
    with stage(costs, "imports"):
        import weaklib as wl

        _ = [
            getattr(wl, room)
            for room in ("read", "ties", "network", "circles", "bridging", "diversity", "netmap")
        ]
    shutil.rmtree(data / ".cache")  # the report read it already, and left what it read there
    with stage(costs, "read"):
        book = wl.read(data)
    with stage(costs, "ties"):
        ties = wl.ties.tie_table(book)
    with stage(costs, "network"):
        graph = wl.network.contact_network(book)
    with stage(costs, "circles"):
        circles = wl.circles.find_circles(graph, seed=0)
    with stage(costs, "bridging"):
        bridges = wl.bridging.bridge_table(graph, circles=circles)
    with stage(costs, "diversity"):
        wl.diversity.diversity_table(book, ties)
    with stage(costs, "map"):
        wl.netmap.draw(graph, ties, circles=circles, bridges=bridges)
    costs["kernel, notebook and page"] = report.cpu - sum(costs.values())
    for name, cost in costs.items():
        print(f"{name:26} {cost:6.2f} CPU-s {cost / report.cpu:5.0%}")
    print(f"\ngraph of {graph.number_of_nodes():,} people and {graph.number_of_edges():,} ties")
    return graph


def print_peers(graph) -> None:
    """Time the structural measures and the circles against networkx and igraph on the same graph."""
    import igraph
    import networkx as nx

    from weaklib.measures import bridging, circles

    place = {person: number for number, person in enumerate(graph)}
    weights = [weight for *_, weight in graph.edges(data="weight")]
    peer = igraph.Graph(n=len(place), edges=[(place[one], place[other]) for one, other in graph.edges])
    found = circles.find_circles(graph, seed=0)

    tried: dict[str, Callable[[], object]] = {
        "bridge_table, every column": lambda: bridging.bridge_table(graph, circles=found),
        "igraph, constraint": lambda: peer.constraint(weights=weights),
        "networkx, constraint": lambda: nx.constraint(graph, weight="weight"),
        "networkx, effective size": lambda: nx.effective_size(graph, weight="weight"),
        "find_circles, with names": lambda: circles.find_circles(graph, seed=0),
        "igraph, Leiden": lambda: peer.community_leiden("modularity", weights=weights, n_iterations=-1),
    }
    costs: dict[str, float] = {}
    for name, work in tried.items():
        with stage(costs, name):
            given = work()
        quality = ""
        if name.startswith("igraph, Leiden"):
            quality = f"  modularity {peer.modularity(given, weights=weights):.4f}"
        elif name.startswith("find_circles"):
            alone = found.index.to_series().where(found.isna(), found)  # nobody's circle is one's own
            numbers = alone.factorize()[0][found.index.get_indexer(list(place))]
            quality = f"  modularity {peer.modularity(list(numbers), weights=weights):.4f}"
        print(f"{name:26} {costs[name]:6.2f} CPU-s{quality}")


if __name__ == "__main__":
    sys.exit(main())

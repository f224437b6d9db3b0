"""The layout of the map against force layouts and UMAP, on planted circles and in the same run.

CPU-seconds: of weaklib's circles and layout together, in a process of its own; of a peer's layout alone, its
graph being built and UMAP's code compiled before.

Preservation: for each person with ties, of as many nearest neighbours on the map as they have ties the part
with whom they are tied; the mean. 1 where everybody stands next to those they know.

Silhouette: (b - a) / max(a, b), with a the mean distance to those of the own planted circle and b that to
the nearest other circle; the mean over at most 3,000 people. Planted are the circles of the graph, not those
that were found. Nothing tells where people without a tie belong, so they are left out of both measures.

A peer that is not installed is named and left out: `pip install -e .[bench]` brings ForceAtlas2 and UMAP,
and Graphviz brings sfdp.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.layout_peers import MEASURED, PEERS
from tests.benchmarks.measuring import run

ROOT = Path(__file__).parents[2]
PEOPLE = (1_000, 5_000, 30_000)
JUDGED = (5_000, 30_000)
FARTHEST_FROM_UMAP = 0.20
"""Half of the distance of silhouettes, at 5,000 people, of the layout that weaklib's came from."""
MOST_CPU_SECONDS = 5.0

Figures = dict[str, float]
Found = dict[int, dict[str, Figures]]


def print_layout(folder: Path, *, peers: bool = True) -> bool:
    """Measure each layout in a process of its own, print the figures and verdicts; tell whether all hold.

    Parameters
    ----------
    folder
        Where the processes work; nothing is written.
    peers
        Whether others are measured, too; ForceAtlas2 and UMAP take minutes for 30,000 people.
    """
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from tests.benchmarks import layout_peers; layout_peers.main()"
    print("\nlayout of planted circles")
    print(f"{'people':>7} {'':16} {'CPU-s':>7} {'preservation':>13} {'silhouette':>11}")
    found: Found = {}
    for people in PEOPLE:
        for name in MEASURED if peers else MEASURED[:1]:
            told = json.loads(
                run([sys.executable, "-c", code, name, str(people)], cwd=folder).said.splitlines()[-1]
            )
            if told is None:
                continue
            found.setdefault(people, {})[name] = told
            print(
                f"{people:7,} {name:16} {told['cpu']:7.2f} {told['preservation']:13.3f} {told['silhouette']:11.3f}"
            )
    missing = [name for name in PEERS if name not in found[PEOPLE[0]]]
    if peers and missing:
        print(f"not installed and left out: {', '.join(missing)}")
    verdicts = [judge(found) for judge in (nearer, cheaper, clearer, near_umap, quick)]
    for kept, line in verdicts:
        print(f"{'PASS' if kept else 'FAIL'}: {line}")
    return all(kept for kept, _ in verdicts)


def nearer(found: Found) -> tuple[bool, str]:
    """Whether neighbours are preserved better than by any peer."""
    kept = _ahead(found, lambda ours, peer: ours["preservation"] > peer["preservation"])
    return kept, f"neighbours preserved better than by {_names(found)} at 5,000 and 30,000"


def cheaper(found: Found) -> tuple[bool, str]:
    """Whether circles and layout take less CPU than any peer's layout, Fruchterman and Reingold's aside."""
    kept = _ahead(found, lambda ours, peer: ours["cpu"] < peer["cpu"], but="igraph FR")
    return kept, f"less CPU than {_names(found, but='igraph FR')} at 5,000 and 30,000"


def clearer(found: Found) -> tuple[bool, str]:
    """Whether the planted circles stand out more than with any peer, UMAP aside."""
    kept = _ahead(found, lambda ours, peer: ours["silhouette"] > peer["silhouette"], but="UMAP")
    return kept, f"planted circles stand out more than with {_names(found, but='UMAP')} at 5,000 and 30,000"


def near_umap(found: Found) -> tuple[bool, str]:
    """Whether they stand out nearly as much as with UMAP."""
    lacking = {
        people: found[people]["UMAP"]["silhouette"] - found[people]["weaklib"]["silhouette"]
        for people in JUDGED
        if "UMAP" in found[people]
    }
    told = ", ".join(f"{lack:.2f} at {people:,}" for people, lack in lacking.items()) or "not measured"
    kept = all(lack <= FARTHEST_FROM_UMAP for lack in lacking.values())
    return kept, f"silhouette at most {FARTHEST_FROM_UMAP:.2f} below UMAP's ({told})"


def quick(found: Found) -> tuple[bool, str]:
    """Whether circles and layout of everybody take little."""
    cpu = found[PEOPLE[-1]]["weaklib"]["cpu"]
    return (
        cpu < MOST_CPU_SECONDS,
        f"{PEOPLE[-1]:,} people under {MOST_CPU_SECONDS:.0f} CPU-seconds ({cpu:.1f})",
    )


def _ahead(found: Found, better: Callable[[Figures, Figures], bool], *, but: str = "") -> bool:
    return all(
        better(found[people]["weaklib"], figures)
        for people in JUDGED
        for name, figures in found[people].items()
        if name not in ("weaklib", but)
    )


def _names(found: Found, *, but: str = "") -> str:
    return ", ".join(name for name in found[JUDGED[0]] if name not in ("weaklib", but)) or "nobody (no peer)"


if __name__ == "__main__":
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as place:
        sys.exit(0 if print_layout(Path(place)) else 1)

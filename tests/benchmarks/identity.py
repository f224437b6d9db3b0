"""Who is who in a population whose truth is known: what was merged, and what is proposed for the rest."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from tests.population import Setting, populate
from tests.population_files import write_population
from tests.population_measure import LEAST, measure_identity, truth_of

SETTINGS = (
    ("as the acceptance asks", Setting(), 1, LEAST),
    ("another such population", Setting(), 2, LEAST),
    (
        "three times the namesakes, twice as many apart, most names varied",
        Setting(namesakes=0.15, apart=0.4, varied=0.7, odd_domains=0.3),
        7,
        LEAST | {"proposal_recall": 0.9},
    ),
)
SAID = {
    "merge_precision": "precision of automatic merges",
    "merge_recall": "recall of certain ones",
    "proposal_recall": "share of the rest among proposals",
    "proposal_precision": "precision of proposals",
}


def print_identity(folder: Path) -> bool:
    """Write populations into `folder`, read them, print the four figures; whether all are kept."""
    kept = True
    for words, setting, seed, least in SETTINGS:
        with tempfile.TemporaryDirectory(dir=folder) as data:
            kept = _print_figures(Path(data), words, setting, seed, least) and kept
    return kept


def _print_figures(data: Path, words: str, setting: Setting, seed: int, least: dict[str, float]) -> bool:
    import weaklib as wl

    people = populate(setting, seed=seed)
    write_population(people, data, seed=seed)
    started = time.process_time()
    book = wl.read(data)
    cost = time.process_time() - started
    figures = measure_identity(book, truth_of(people))
    kept = all(figures[name] >= value for name, value in least.items()) and not figures["keys_lost"]
    print(f"{setting.humans:,} humans in four sources, {words}:")
    print(f"  {len(book.people):,} people, {len(book.proposals):,} proposals, {cost:.1f} CPU-s to read")
    for name, said in SAID.items():
        print(f"  {said:34} {figures[name]:.3f}  (at least {least[name]:.2f})")
    if figures["keys_lost"]:
        print(f"  {figures['keys_lost']:.0f} keys that no person has")
    print(f"  {'PASS' if kept else 'FAIL'}")
    return kept

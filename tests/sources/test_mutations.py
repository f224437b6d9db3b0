"""A thousand changes of valid files: each row is used, merged or set aside; nothing fails, hangs or is lost.

The fixtures under tests/data are changed and read many at a time, each in a folder of its own beside
one good address book. Whatever is found wrong is tried again alone, so that a failure names one file.
"""

from __future__ import annotations

import signal
import threading
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pandas as pd
import pytest

import weaklib
from tests.mutations import COUNTED, DAMAGING, KEEPING, Sample, again, rows_in, samples
from weaklib.book import Book

GOOD = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Grete Gutdatei\r\nEMAIL:grete@gutdatei.example\r\nEND:VCARD\r\n"
TOGETHER = 12
KEEPING_ROUNDS = 2
DAMAGING_ROUNDS = 3
SECONDS = 30  # for a dozen small files, on a machine that is busy with other things

SAMPLES = samples()
BATCHES = [SAMPLES[start :: -(-len(SAMPLES) // TOGETHER)] for start in range(-(-len(SAMPLES) // TOGETHER))]
"""Every batch has files of many kinds."""


@dataclass(frozen=True)
class Mutant:
    """A changed file: what it was, what was done to it, and how many rows that added, if that is known."""

    sample: Sample
    change: str
    content: bytes
    repeated: int = 0


class HangError(Exception):
    """Reading took longer than small files can take."""


@contextmanager
def watched(seconds: int) -> Iterator[None]:
    """End what hangs, where the system has an alarm."""

    def ring(*_: object) -> None:
        raise HangError

    alarm = hasattr(signal, "SIGALRM") and threading.current_thread() is threading.main_thread()
    before = signal.signal(signal.SIGALRM, ring) if alarm else None
    if alarm:
        signal.alarm(seconds)
    try:
        yield
    finally:
        if alarm:
            signal.alarm(0)
            signal.signal(signal.SIGALRM, before)


def source_of(place: int, sample: Sample) -> str:
    # LinkedIn puts some files into a folder of that name, which then belongs to the export around it
    return f"{place:02}/{'Jobs/' if sample.path.parent.name == 'Jobs' else ''}{sample.path.name}"


def read(folder: Path, contents: Mapping[str, bytes]) -> Book:
    """Read files, and the good one, in a new folder."""
    for source, content in contents.items():
        (folder / source).parent.mkdir(parents=True, exist_ok=True)
        (folder / source).write_bytes(content)
    (folder / "good.vcf").write_text(GOOD)
    with watched(SECONDS):
        return weaklib.read(folder)


def told(book: Book) -> dict[str, object]:
    """Return what a book says, whatever the order of the rows and columns of its files was."""
    interactions = book.interactions.astype("str").sort_values(list(book.interactions.columns))
    set_aside = book.set_aside[["source", "reason"]]
    return {
        "people": book.people.sort_index().astype("str").reset_index().to_dict("records"),
        "interactions": interactions.to_dict("records"),
        "affiliations": Counter(map(tuple, book.affiliations.astype("str").to_numpy().tolist())),
        "merges": Counter(map(tuple, book.merges.astype("str").to_numpy().tolist())),
        "set aside": Counter(map(tuple, set_aside.to_numpy().tolist())),
        "coverage": book.coverage.drop(columns="note").astype("str").to_dict("index"),
        "owner": (book.owner.name, book.owner.profile, book.owner.emails, book.owner.zone),
    }


def unaccounted(book: Book) -> list[str]:
    """Return what does not add up."""
    coverage = book.coverage
    parts = coverage[["used", "merged", "set_aside"]]
    wrong = coverage.index[(parts.sum(axis=1) != coverage["rows"]) | (parts < 0).any(axis=1)]
    aside = book.set_aside["source"].value_counts().reindex(coverage.index, fill_value=0)
    reasonless = book.set_aside["reason"].fillna("").eq("").sum()
    return [
        *(f"{source}: rows are not used + merged + set aside" for source in wrong),
        *(
            f"{source}: not every row set aside is shown"
            for source in coverage.index[aside != coverage["set_aside"]]
        ),
        *([f"{reasonless} rows are set aside without a reason"] if reasonless else []),
        *([] if "Grete Gutdatei" in set(book.people["name"]) else ["the good file beside it was not read"]),
    ]


def faults_of(folder: Path, mutants: Sequence[tuple[int, Mutant]], *, keeping: bool) -> list[str]:
    """Return what goes wrong when these files are read together."""
    contents = {source_of(place, mutant.sample): mutant.content for place, mutant in mutants}
    try:
        book = read(folder / "changed", contents)
        faults = unaccounted(book)
        for place, mutant in mutants:
            faults += miscounted(book.coverage, source_of(place, mutant.sample), mutant)
        if keeping:
            originals = {source_of(place, mutant.sample): mutant.sample.content for place, mutant in mutants}
            faults += differences(read(folder / "whole", originals), book, mutants)
    except HangError:
        return ["hangs"]
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what this test looks for
        return [f"{type(error).__name__}: {error}"[:300]]
    return faults


def miscounted(coverage: pd.DataFrame, source: str, mutant: Mutant) -> list[str]:
    """Return whether rows are missing that can be counted without a reader."""
    if source not in coverage.index:
        return [f"{source} is not named"]
    if mutant.change not in COUNTED or coverage.at[source, "kind"] == "not read":
        return []
    rows = rows_in(mutant.sample.kind, mutant.content)
    if rows_in(mutant.sample.kind, mutant.sample.content) is None or rows is None:
        return []
    found = int(coverage.at[source, "rows"])
    return [] if found == rows else [f"{source} has {rows} rows, of which {found} are accounted for"]


def differences(whole: Book, changed: Book, mutants: Sequence[tuple[int, Mutant]]) -> list[str]:
    """Return in which tables a book differs from that of the unchanged files."""
    for place, mutant in mutants:
        source = source_of(place, mutant.sample)
        if whole.coverage.at[source, "kind"] != "not read":
            whole.coverage.loc[source, ["rows", "merged"]] += mutant.repeated
    before, after = told(whole), told(changed)
    return [
        f"{table}: {_first_difference(before[table], after[table])}"
        for table in before
        if before[table] != after[table]
    ]


def _first_difference(before: object, after: object) -> str:
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        keys = [key for key in {**before, **after} if before.get(key) != after.get(key)]
        return f"{keys[0]}: {before.get(keys[0])} became {after.get(keys[0])}"[:700]
    if isinstance(before, list) and isinstance(after, list):
        gone, new = (
            [each for each in before if each not in after],
            [each for each in after if each not in before],
        )
        return f"{len(before)} rows became {len(after)}; gone: {gone[:1]}; new: {new[:1]}"[:900]
    return f"{before} became {after}"[:700]


def assert_faultless(folder: Path, mutants: Sequence[tuple[int, Mutant]], *, keeping: bool) -> None:
    faults = faults_of(folder / "all", mutants, keeping=keeping)
    if not faults:
        return
    alone = [
        f"{mutant.sample.name} with {mutant.change}: {fault}"
        for place, mutant in mutants
        for fault in faults_of(folder / f"{place}", [(place, mutant)], keeping=keeping)
    ]
    names = [f"{mutant.sample.name} with {mutant.change}" for _, mutant in mutants]
    pytest.fail("\n".join(alone or [*faults, "only together:", *names]), pytrace=False)


def keeping_changes(round_: int, batch: int) -> list[tuple[int, Mutant]]:
    """Change each file of a batch in a way that it bears, another one each round."""
    mutants = []
    for place, sample in enumerate(BATCHES[batch]):
        chance = Random(f"{round_} {sample.name}")
        for change in chance.sample(KEEPING, len(KEEPING)):
            content = change(sample, chance)
            if content is not None and content != sample.content:
                mutants.append((place, Mutant(sample, change.__name__, content)))
                break
    return mutants


def damaging_changes(round_: int, batch: int) -> list[tuple[int, Mutant]]:
    """Damage each file of a batch, in another way each round."""
    mutants = []
    for place, sample in enumerate(BATCHES[batch]):
        chance = Random(f"{round_} {sample.name}")
        change = DAMAGING[(batch * TOGETHER + place + round_ * 7) % len(DAMAGING)]
        content = change(sample, chance)
        assert content is not None
        mutants.append((place, Mutant(sample, change.__name__, content)))
    return mutants


def repetitions(batch: int) -> list[tuple[int, Mutant]]:
    """Repeat some rows of each file of a batch."""
    mutants = []
    for place, sample in enumerate(BATCHES[batch]):
        repeated = again(sample, Random(sample.name))
        if repeated:
            mutants.append((place, Mutant(sample, "rows again", *repeated)))
    return mutants


every_batch = pytest.mark.parametrize("batch", range(len(BATCHES)))


@every_batch
@pytest.mark.parametrize("round_", range(KEEPING_ROUNDS))
def test_a_file_that_says_the_same_is_read_the_same(round_: int, batch: int, tmp_path: Path) -> None:
    """Columns in another order, another delimiter, encoding or line end, shuffled rows: equal tables."""
    assert_faultless(tmp_path, keeping_changes(round_, batch), keeping=True)


@every_batch
def test_a_row_that_is_there_again_is_merged(batch: int, tmp_path: Path) -> None:
    """As many rows are merged as were added, and nothing else changes."""
    assert_faultless(tmp_path, repetitions(batch), keeping=True)


@every_batch
@pytest.mark.parametrize("round_", range(DAMAGING_ROUNDS))
def test_a_damaged_file_is_accounted_for(round_: int, batch: int, tmp_path: Path) -> None:
    """It is used as far as it can be, the rest is set aside or named; the good file beside it is read."""
    assert_faultless(tmp_path, damaging_changes(round_, batch), keeping=False)


def test_there_are_a_thousand(capsys: pytest.CaptureFixture[str], record_property: object) -> None:
    batches = range(len(BATCHES))
    kept = sum(len(keeping_changes(round_, batch)) for round_ in range(KEEPING_ROUNDS) for batch in batches)
    repeated = sum(len(repetitions(batch)) for batch in batches)
    damaged = sum(
        len(damaging_changes(round_, batch)) for round_ in range(DAMAGING_ROUNDS) for batch in batches
    )
    assert callable(record_property)
    record_property("mutations", kept + repeated + damaged)
    with capsys.disabled():
        print(
            f"\n{kept + repeated + damaged:,} changes of {len(SAMPLES)} files: "
            f"{kept} keep what is said, {repeated} repeat rows, {damaged} do damage"
        )
    assert kept + repeated + damaged >= 1000


def test_a_loss_would_be_seen(tmp_path: Path) -> None:
    """A row fewer, a name changed, a hang: each is found."""
    sample = next(each for each in SAMPLES if each.name == "linkedin/2026/Connections.csv")
    fewer = Mutant(sample, "lines_lost", sample.content.replace(b"Tom,", b"Tim,"))
    assert differences_of(tmp_path / "name", fewer)
    shorter = Mutant(sample, "x", b"\n".join(sample.content.split(b"\n")[:-2]))
    assert differences_of(tmp_path / "row", shorter)
    with pytest.raises(HangError), watched(1):
        while True:
            pass


def differences_of(folder: Path, mutant: Mutant) -> list[str]:
    return faults_of(folder, [(0, mutant)], keeping=True)

"""A thousand changes of valid files: each row is used, merged or set aside; nothing fails, hangs or is lost.

The fixtures under tests/data are changed and read many at a time, each in a folder of its own beside
one good address book. Whatever is found wrong is tried again alone, so that a failure names one file.
"""

from __future__ import annotations

import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

import pandas as pd
import pytest

import weaklib
from tests.mutations import COUNTED, DAMAGING, KEEPING, Sample, again, rows_in, samples
from weaklib.book import Book

GOOD = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Grete Gutdatei\r\nEMAIL:grete@gutdatei.example\r\nEND:VCARD\r\n"
TOGETHER = 20
UNCHANGED = "nothing changed"
KEEPING_ROUNDS = 2
LEAST = 1000
SECONDS = 60  # for some small files, on a machine that is busy with other things

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


Told = Mapping[str, object]


def told(book: Book) -> Told:
    """Return what a book says, whatever the order of the rows and columns of its files was."""
    interactions = book.interactions.astype("str").sort_values(list(book.interactions.columns))
    coverage = book.coverage.drop(columns="note")
    coverage["not used"] = coverage.pop("merged") + coverage.pop("set_aside")
    return {
        "people": book.people.sort_index().astype("str").reset_index().to_dict("records"),
        "interactions": interactions.to_dict("records"),
        "affiliations": Counter(map(tuple, book.affiliations.astype("str").to_numpy().tolist())),
        "merges": Counter(map(tuple, book.merges.astype("str").to_numpy().tolist())),
        "set aside": {
            (source, reason.casefold())
            for source, reason in book.set_aside[["source", "reason"]].itertuples(index=False)
        },
        "coverage": coverage.astype({"first": "str", "last": "str"}).to_dict("index"),
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


def faults_of(folder: Path, mutants: Sequence[tuple[int, Mutant]], whole: Told | None) -> list[str]:
    """Return what goes wrong when these files are read together; and what is not as it was, if that is told."""
    contents = {source_of(place, mutant.sample): mutant.content for place, mutant in mutants}
    try:
        book = read(folder, contents)
        faults = unaccounted(book)
        for place, mutant in mutants:
            faults += miscounted(book.coverage, source_of(place, mutant.sample), mutant)
        if whole is not None:
            faults += differences(whole, told(book), mutants)
    except HangError:
        return ["hangs"]
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what this test looks for
        return [f"{type(error).__name__}: {error}"[:300]]
    return faults


def originals(folder: Path, placed: Sequence[tuple[int, Sample]]) -> Told:
    return told(read(folder, {source_of(place, sample): sample.content for place, sample in placed}))


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Told]:
    """Return what tells what a batch says before it is changed."""
    return cache(lambda batch: originals(tmp_path_factory.mktemp("whole"), list(enumerate(BATCHES[batch]))))


def miscounted(coverage: pd.DataFrame, source: str, mutant: Mutant) -> list[str]:
    """Return whether rows are missing that can be counted without a reader."""
    if source not in coverage.index:
        inside = coverage.index.str.startswith(f"{source}/").any()
        return [] if inside else [f"{source} is not named"]
    rows = rows_in(mutant.sample, mutant.content) if mutant.change in COUNTED else None
    if rows is None or coverage.at[source, "kind"] == "not read":
        return []
    found = int(coverage.at[source, "rows"])
    return [] if found == rows else [f"{source} has {rows} rows, of which {found} are accounted for"]


def differences(whole: Told, changed: Told, mutants: Sequence[tuple[int, Mutant]]) -> list[str]:
    """Return in which tables a book differs from that of the unchanged files."""
    before, after = dict(whole), dict(changed)
    more = {source_of(place, mutant.sample): mutant.repeated for place, mutant in mutants}
    if any(more.values()):
        before["coverage"], after["coverage"] = with_repeats(whole, more), with_repeats(changed, {})
    return [
        f"{table}: {_first_difference(before[table], after[table])}"
        for table in before
        if before[table] != after[table]
    ]


def with_repeats(told_of: Told, more: Mapping[str, int]) -> Mapping[str, object]:
    """Return the accounts by kind of file after some rows were repeated.

    A row that is there again is merged with the first, or set aside once more for the same reason. Of
    two exports that say the same, the one with more rows is now the one whose rows are used.
    """
    by_kind: dict[str, Counter[str]] = {}
    accounts = told_of["coverage"]
    assert isinstance(accounts, Mapping)
    for source, account in accounts.items():
        added = more.get(source, 0) if account["rows"] else 0
        parts = {
            "rows": account["rows"] + added,
            "used": account["used"],
            "not used": account["not used"] + added,
        }
        by_kind.setdefault(account["kind"], Counter()).update(parts)
    return by_kind


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


def assert_faultless(folder: Path, mutants: Sequence[tuple[int, Mutant]], whole: Told | None = None) -> None:
    faults = faults_of(folder / "all", mutants, whole)
    if not faults:
        return
    alone = [
        f"{mutant.sample.name} with {mutant.change}: {fault}"
        for place, mutant in mutants
        for fault in faults_of(
            folder / f"{place}",
            [(place, mutant)],
            None if whole is None else originals(folder / f"{place} whole", [(place, mutant.sample)]),
        )
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
        else:
            mutants.append((place, Mutant(sample, UNCHANGED, sample.content)))
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
        repeated = again(sample, Random(sample.name)) or (sample.content, 0)
        mutants.append((place, Mutant(sample, "rows again" if repeated[1] else UNCHANGED, *repeated)))
    return mutants


every_batch = pytest.mark.parametrize("batch", range(len(BATCHES)))


@pytest.mark.parametrize("round_", range(KEEPING_ROUNDS))
@every_batch
def test_a_file_that_says_the_same_is_read_the_same(
    round_: int, batch: int, tmp_path: Path, original: Callable[[int], Told]
) -> None:
    """Columns in another order, another delimiter, encoding or line end, shuffled rows: equal tables."""
    assert_faultless(tmp_path, keeping_changes(round_, batch), original(batch))


@every_batch
def test_a_row_that_is_there_again_is_merged(
    batch: int, tmp_path: Path, original: Callable[[int], Told]
) -> None:
    """As many rows more are merged, or set aside as the first was; nothing else changes."""
    assert_faultless(tmp_path, repetitions(batch), original(batch))


def changes_in(made: Iterable[list[tuple[int, Mutant]]]) -> int:
    return sum(mutant.change != UNCHANGED for mutants in made for _, mutant in mutants)


KEPT = [(round_, batch) for round_ in range(KEEPING_ROUNDS) for batch in range(len(BATCHES))]
KEEP = changes_in(keeping_changes(*each) for each in KEPT)
AGAIN = changes_in(map(repetitions, range(len(BATCHES))))
DAMAGED = [
    divmod(number, len(BATCHES))
    for number in range(-(-(LEAST - KEEP - AGAIN) * len(BATCHES) // len(SAMPLES)) + 1)
]
"""As many batches in as many rounds as make a thousand changes in all."""


@pytest.mark.parametrize(("round_", "batch"), DAMAGED)
def test_a_damaged_file_is_accounted_for(round_: int, batch: int, tmp_path: Path) -> None:
    """It is used as far as it can be, the rest is set aside or named; the good file beside it is read."""
    assert_faultless(tmp_path, damaging_changes(round_, batch))


def test_there_are_a_thousand(record_property: Callable[[str, object], None]) -> None:
    damage = changes_in(damaging_changes(*each) for each in DAMAGED)
    record_property(
        "counted",
        f"{KEEP + AGAIN + damage:,} changes of {len(SAMPLES)} files: {KEEP} keep what is said, "
        f"{AGAIN} repeat rows, {damage} do damage",
    )
    assert KEEP + AGAIN + damage >= LEAST
    used = {m.change for each in KEPT for _, m in keeping_changes(*each)}
    used |= {m.change for each in DAMAGED for _, m in damaging_changes(*each)}
    assert used >= {change.__name__ for change in (*KEEPING, *DAMAGING)} - {
        "json_laid_out",  # there may be no such file
        "lines_end_as_in_unix",  # they may all end so
    }


def test_a_loss_would_be_seen(tmp_path: Path) -> None:
    """A name that is another, a row fewer, a row that was not added: each is found."""
    sample = next(each for each in SAMPLES if each.name == "linkedin/2026/Connections.csv")
    whole = originals(tmp_path / "whole", [(0, sample)])
    fewer = b"\n".join(sample.content.split(b"\n")[:-2])
    for place, mutant in enumerate(
        [
            Mutant(sample, "x", sample.content.replace(b"Tom,", b"Tim,")),
            Mutant(sample, "x", fewer),
            Mutant(sample, "x", sample.content, repeated=1),
            Mutant(sample, "lines_lost", fewer, repeated=-1),
        ]
    ):
        assert faults_of(tmp_path / f"{place}", [(0, mutant)], whole), place
    assert faults_of(tmp_path / "same", [(0, Mutant(sample, "x", sample.content))], whole) == []


def test_a_hang_would_be_ended() -> None:
    with pytest.raises(HangError), watched(1):
        time.sleep(20)

"""200 small pools drawn at random, the paths through each found again by plain loops."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from random import Random

import pyarrow as pa
import pytest

from tests.pool.by_hand import HandSheet, Row, introducers
from tests.pool.made import DAY, manifest, said, write_rows
from weaklib.pool import questions
from weaklib.pool.engine import changes, open_pool

POOLS = 200
STEPS = ("your contact", "through a contact", "not your contact")
ORGANISATIONS = ("Aurora", "Borealis", "Cirrus")


def a_hash(number: int) -> str:
    """A hash that is the same each time: letters that depend on a number, in no order of it."""
    return Random(number).randbytes(16).hex()


def drawn(seed: int) -> list[HandSheet]:
    """A pool of three to seven members among a few people, so that all that can happen does."""
    random = Random(seed)
    people = random.randint(6, 16)
    profiles = [a_hash(1000 * seed + n) for n in range(people)]
    mails = [tuple(a_hash(1000 * seed + 100 + 3 * n + m) for m in range(3)) for n in range(people)]
    works = [random.choice((*ORGANISATIONS, None)) for _ in range(people)]
    members = random.sample(range(people), random.randint(3, min(7, people)))
    sheets = []
    for member in members:
        rows: dict[str, Row] = {}
        for person in random.sample(range(people), random.randint(1, people - 1)):
            known = tuple(sorted(random.sample(mails[person], random.choice((0, 0, 1, 2)))))
            has_profile = random.random() < 0.6 or not known
            organisation = works[person] if random.random() < 0.9 else random.choice(ORGANISATIONS)
            strength = random.choice((None, 0.0, 0.1, 0.3, 0.3, 0.6, 1.0))
            row = Row(profiles[person] if has_profile else known[0], known, organisation, strength,
                      random.choice(("anyone", "anyone", "anyone", "contacts", "nobody")))  # fmt: skip
            rows[row.contact] = row
            if has_profile and random.random() < 0.1:  # the same human once more, as their mail alone
                again = random.choice(mails[person])
                rows[again] = Row(again, (again,), organisation, 0.9, "anyone")
        keys = (profiles[member], *random.sample(mails[member], random.randint(0, 2)))
        sheets.append(HandSheet(profiles[member][:16], keys, tuple(rows.values())))
    return sheets


def write(folder: Path, sheets: list[HandSheet]) -> None:
    """Lay the sheets into a pool."""
    manifest(folder)
    for sheet in sheets:
        write_rows(folder, table_of(sheet.rows), said(sheet.member, sheet.keys))


def table_of(rows: tuple[Row, ...]) -> pa.Table:
    """The rows of a sheet as it holds them."""
    empty = [None] * len(rows)
    return pa.table(
        {
            "contact": [row.contact for row in rows],
            "mails": pa.array([list(row.mails) for row in rows], pa.list_(pa.string())),
            "organisation": pa.array([row.organisation for row in rows], pa.string()),
            **{name: pa.array(empty, pa.string()) for name in ("function", "seniority", "field", "place")},
            "class": ["weak"] * len(rows),
            "strength": pa.array([float("nan") if row.strength is None else row.strength for row in rows]),
            "ask": [row.ask for row in rows],
        }
    )


@pytest.mark.parametrize("part", range(8))
def test_paths_are_those_of_plain_loops(tmp_path: Path, part: int, record_property, monkeypatch) -> None:
    monkeypatch.setattr(
        changes, "SHEETS_A_PART", 1 + 2 * (part % 4)
    )  # what one says of another's is told too
    seen: Counter[str] = Counter()
    for seed in range(part, POOLS, 8):
        sheets = drawn(seed)
        write(tmp_path / str(seed), sheets)
        with open_pool(tmp_path / str(seed), as_of=DAY) as pool:
            for sheet, organisation in zip(sheets[:2], ORGANISATIONS, strict=False):
                found = questions.introducers(pool, sheet.member, organisation=organisation, limit=1000)
                expected = introducers(sheets, sheet.member, organisation)
                assert as_rows(found) == [
                    (t, i, STEPS[s], v, w, o, r // 5 * 5) for t, i, s, v, w, o, r in expected
                ]
                seen.update(found["step"])
                seen["without"] += found.empty
    record_property("counted", f"paths by hand: {dict(seen)}")
    assert min(seen[step] for step in (*STEPS, "without")) > 0


def as_rows(found) -> list[tuple[object, ...]]:
    """What was found, as the loops tell it."""
    return [
        (
            row["target"],
            row["introducer"],
            row["step"],
            "" if row["via"] != row["via"] else row["via"],
            None if row["weakest"] != row["weakest"] else row["weakest"],
            row["opens"],
            0 if row["reached_by"] != row["reached_by"] else row["reached_by"],
        )
        for row in found.to_dict("records")
    ]

"""Records of a text with stray quotes: what is skipped over quickly is what reading again would say."""

from __future__ import annotations

import csv
import time
from collections import deque
from random import Random

import pytest

from weaklib.sources.sheets.records import OPEN, Lines, records

HEADER = "a,b,c\n"


def said(text: str, *, width: int = 3) -> list[tuple[list[str], str]]:
    lines = text.splitlines(keepends=True)
    return list(records(Lines(deque(lines[:3]), iter(lines[3:])), delimiter=",", start=1, width=width))


def read_again(text: str, *, width: int) -> list[tuple[list[str], str]]:
    """Read each record from its own line on, again and again: slow, and easy to believe."""
    lines = text.splitlines(keepends=True)
    found: list[tuple[list[str], str]] = []
    at = 0
    while at < len(lines):
        reader = csv.reader(iter(lines[at:]))
        record = next(reader)
        taken = lines[at : at + reader.line_num]
        whole = len(record) >= width and not any(record[width:])
        if found and ((len(taken) > 1 and not whole) or is_open("".join(taken))):
            found.append(([lines[at].rstrip("\r\n")], OPEN))
            at += 1
        else:
            found.append((record, ""))
            at += len(taken)
    return found


def is_open(text: str) -> bool:
    """Tell whether a line more would be part of the same record."""
    return len(list(csv.reader(f"{text}\nx".splitlines(keepends=True)))) == 1


def test_a_quote_inside_two_lines_is_one_record() -> None:
    assert said(HEADER + '1,"x\ny",2\n3,4,5\n') == [
        (["a", "b", "c"], ""),
        (["1", "x\ny", "2"], ""),
        (["3", "4", "5"], ""),
    ]


def test_a_stray_quote_loses_only_its_own_row() -> None:
    assert said(HEADER + '1,"x,2\n3,4,5\n6,"seven\nand more",8\n9,10,"11\n') == [
        (["a", "b", "c"], ""),
        (['1,"x,2'], OPEN),
        (["3", "4", "5"], ""),
        (["6", "seven\nand more", "8"], ""),
        (['9,10,"11'], OPEN),
    ]


def test_what_a_stray_quote_had_swallowed_may_span_lines_itself() -> None:
    """The quote of the first row closes at that of the second, which with the third makes a whole row."""
    assert said(HEADER + '"1,,,\n2,"3\n4",5\n') == [
        (["a", "b", "c"], ""),
        (['"1,,,'], OPEN),
        (["2", "3\n4", "5"], ""),
    ]


@pytest.mark.parametrize("seed", range(20))
def test_generated_texts_are_what_reading_again_says(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = Random(seed)
    monkeypatch.setattr("weaklib.sources.sheets.records.LARGE", rng.choice((0, 3, 1 << 20)))
    pieces = ['"', '"', '""', ",", ",", ",", "x", "", '",', ',"', "x,y,z"]
    faults = spanning = 0
    for _ in range(150):
        lines = ["".join(rng.choices(pieces, k=rng.randrange(7))) for _ in range(rng.randrange(1, 14))]
        text = HEADER + rng.choice(("\n", "\r\n")).join(lines) + rng.choice(("", "\n"))
        width = rng.choice((1, 2, 3, 3, 4))
        expected = read_again(text, width=width)
        assert said(text, width=width) == expected
        faults += sum(fault == OPEN for _, fault in expected)
        spanning += sum(any("\n" in cell for cell in record) for record, _ in expected)
    assert faults > 200
    assert spanning > 50


@pytest.mark.parametrize("row", ['x,"y,z', '"x""",y"",,,,"', '"', 'a""b","', 'x,y,"""', ',,,,"'])
def test_a_quote_in_every_row_costs_as_much_as_in_one(row: str) -> None:
    """Reading all of them again for each would be 200 million lines."""
    began = time.process_time()
    found = said(HEADER + f"{row}\n" * 20_000)
    assert len(found) > 10_000
    assert time.process_time() - began < 10

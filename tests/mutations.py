"""What may happen to a file on its way to the data folder: changes that keep what it says, and damage.

Each change is a function of a sample and a source of chance; it returns the changed bytes, or None
where it cannot be made of that sample. Samples are the fixtures under tests/data, whatever is there.
"""

from __future__ import annotations

import csv
import io
import itertools
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from random import Random

DATA = Path(__file__).parent / "data"
NO_SAMPLES = ("people", "titles")  # what the owner says to weaklib, and tables for its tests
BEGINS = {"calendar": "BEGIN:VEVENT", "cards": "BEGIN:VCARD"}

Change = Callable[["Sample", Random], bytes | None]


@dataclass(frozen=True)
class Sample:
    """A fixture: where it stands, and what is in it."""

    path: Path
    content: bytes

    @property
    def name(self) -> str:
        return self.path.relative_to(DATA).as_posix()

    @cached_property
    def codec(self) -> str:
        """How its text is encoded; bytes that are no Unicode are kept one by one."""
        if self.content[:2] in (b"\xff\xfe", b"\xfe\xff"):
            return "utf-16"
        try:
            self.content.decode("utf-8")
        except UnicodeDecodeError:
            return "latin-1"
        return "utf-8"

    @cached_property
    def text(self) -> str:
        return self.content.decode(self.codec).removeprefix("\ufeff")

    def again(self, text: str) -> bytes:
        """Return a text in the sample's own encoding."""
        bom = b"\xef\xbb\xbf" if self.content.startswith(b"\xef\xbb\xbf") else b""
        return bom + text.encode(self.codec, "replace")

    @cached_property
    def kind(self) -> str:
        suffix = self.path.suffix.lower()
        if suffix in (".csv", ".ics", ".vcf", ".json"):
            return {".csv": "sheet", ".ics": "calendar", ".vcf": "cards", ".json": "json"}[suffix]
        return "mail" if self.content.startswith(b"From ") else "other"

    @cached_property
    def table(self) -> tuple[str, list[list[str]], list[str], list[list[str]]] | None:
        """The delimiter, what stands before the header, the header and the rows, if all are equally wide."""
        if self.kind != "sheet" or "\0" in self.text:
            return None
        csv.field_size_limit(2**31 - 1)
        for delimiter in sorted(",;\t", key=lambda each: -self.text.count(each)):
            stream = io.StringIO(self.text, newline="")
            try:
                rows = [row for row in csv.reader(stream, delimiter=delimiter, strict=True) if any(row)]
            except csv.Error:  # a stray quote: nobody can say what the rows are
                return None
            for place, row in enumerate(rows[:6]):
                header = row[: len(row) - next(i for i, name in enumerate(reversed(row)) if name)]
                width = len(row)
                alike = all(len(other) in (len(header), width) for other in rows[place:])
                if (
                    len(header) > 1
                    and all(row[:2])
                    and alike
                    and all(sum(map(bool, each)) < 2 for each in rows[:place])
                ):
                    padded = [[*other, *[""] * (width - len(other))] for other in rows[place + 1 :]]
                    return delimiter, rows[:place], row, padded
        return None

    @cached_property
    def blocks(self) -> tuple[str, list[str], str] | None:
        """The text before, the events, cards or mails, and the text after, if nothing else is between them."""
        if self.kind == "mail":
            parts = re.split(r"(?m)^(?=From \S+ )", self.text)
            ending = [
                part if part.endswith("\n\n") or "\r" in part else part.rstrip("\n") + "\n\n"
                for part in parts[1:]
            ]
            return "", ending, ""
        what = {"calendar": "VEVENT", "cards": "VCARD"}.get(self.kind, "")
        found = (
            list(re.finditer(rf"(?ms)^BEGIN:{what}\r?\n.*?^END:{what}\r?(?:\n|\Z)", self.text))
            if what
            else []
        )
        whole = found and all(one.end() == next_.start() for one, next_ in itertools.pairwise(found))
        if (
            not whole
            or self.text.count(f"BEGIN:{what}") != len(found)
            or not found[-1].group().endswith("\n")
        ):
            return None
        return self.text[: found[0].start()], [each.group() for each in found], self.text[found[-1].end() :]


def samples() -> list[Sample]:
    """Return every fixture that stands for a file of the owner's, in a fixed order."""
    paths = sorted(path for path in DATA.rglob("*") if path.is_file())
    found = [path for path in paths if path.relative_to(DATA).parts[0] not in NO_SAMPLES]
    return [Sample(path, path.read_bytes()) for path in found if path.suffix != ".yaml"]


def rows_in(sample: Sample, content: bytes) -> int | None:
    """Return how many rows, events or cards of a sample are left, counted without a reader; None if that is hard."""
    text = content.decode("utf-8", "replace").removeprefix("\ufeff")
    lines = text.splitlines()
    if sample.kind in BEGINS:
        return sum(line.strip().upper() == BEGINS[sample.kind] for line in lines)
    if sample.table is None or '"' in text or "\ufffd" in text:
        return None
    delimiter, _, header, _ = sample.table
    if delimiter.join(header) not in lines:
        return None
    after = lines[lines.index(delimiter.join(header)) + 1 :]
    return sum(bool(line.strip(f"{delimiter} ")) for line in after)


def _written(
    sample: Sample, table: tuple[str, list[list[str]], list[str], list[list[str]]], **how: object
) -> bytes:
    delimiter, before, header, rows = table
    stream = io.StringIO(newline="")
    told: dict[str, object] = {"delimiter": delimiter, "lineterminator": "\r\n"} | how
    csv.writer(stream, **told).writerows([*before, header, *rows])  # type: ignore[arg-type]
    return sample.again(stream.getvalue())


def _of_table(change: Callable[..., object]) -> Change:
    """Make a change of the table a change of the sample."""

    def of_sample(sample: Sample, chance: Random) -> bytes | None:
        if sample.table is None or len(sample.table[3]) < 1:
            return None
        changed = change(*sample.table, chance)
        return changed if changed is None else _written(sample, *changed)  # type: ignore[misc, no-any-return]

    of_sample.__name__ = change.__name__
    return of_sample


@_of_table
def other_column_order(delimiter, before, header, rows, chance):  # type: ignore[no-untyped-def]
    order = chance.sample(range(len(header)), len(header))
    return ((delimiter, before, [header[i] for i in order], [[row[i] for i in order] for row in rows]),)


@_of_table
def rows_shuffled(delimiter, before, header, rows, chance):  # type: ignore[no-untyped-def]
    return ((delimiter, before, header, chance.sample(rows, len(rows))),)


@_of_table
def another_empty_column(delimiter, before, header, rows, _):  # type: ignore[no-untyped-def]
    return ((delimiter, before, [*header, ""], [[*row, ""] for row in rows]),)


@_of_table
def empty_rows(delimiter, before, header, rows, chance):  # type: ignore[no-untyped-def]
    spaced = [each for row in rows for each in (row, *([[""] * len(header)] * chance.randrange(2)))]
    return ((delimiter, before, header, spaced),)


@_of_table
def headers_in_capitals(delimiter, before, header, rows, _):  # type: ignore[no-untyped-def]
    return ((delimiter, before, [name.upper() for name in header], rows),)


@_of_table
def headers_padded(delimiter, before, header, rows, _):  # type: ignore[no-untyped-def]
    return ((delimiter, before, [f" {name} " for name in header], rows),)


def every_cell_quoted(sample: Sample, _: Random) -> bytes | None:
    return sample.table and _written(sample, sample.table, quoting=csv.QUOTE_ALL)


def semicolons(sample: Sample, _: Random) -> bytes | None:
    return sample.table and _written(sample, (";", *sample.table[1:]))


def tabs(sample: Sample, _: Random) -> bytes | None:
    return sample.table and _written(sample, ("\t", *sample.table[1:]))


def blocks_shuffled(sample: Sample, chance: Random) -> bytes | None:
    if sample.blocks is None or len(sample.blocks[1]) < 2:
        return None
    before, blocks, after = sample.blocks
    return sample.again(before + "".join(chance.sample(blocks, len(blocks))) + after)


def lines_end_as_in_windows(sample: Sample, _: Random) -> bytes | None:
    return _with_line_ends(sample, lambda: "\r\n")


def lines_end_as_in_unix(sample: Sample, _: Random) -> bytes | None:
    return _with_line_ends(sample, lambda: "\n")


def lines_end_in_both_ways(sample: Sample, chance: Random) -> bytes | None:
    return _with_line_ends(sample, lambda: chance.choice(["\n", "\r\n"]))


def lines_end_as_in_old_macs(sample: Sample, _: Random) -> bytes | None:
    # mail and calendars have only ever been written with line feeds
    plain = sample.kind == "sheet" and '"' not in sample.text
    return _with_line_ends(sample, lambda: "\r") if plain else None


def _with_line_ends(sample: Sample, end: Callable[[], str]) -> bytes | None:
    if sample.kind in ("other", "json") or re.search("\r(?!\n)", sample.text):
        return None
    return sample.again(re.sub("\r?\n", lambda _: end(), sample.text))


def a_byte_order_mark(sample: Sample, _: Random) -> bytes | None:
    plain = sample.codec == "utf-8" and sample.kind not in ("mail", "other")
    return b"\xef\xbb\xbf" + sample.text.encode() if plain else None


def utf_16(sample: Sample, _: Random) -> bytes | None:
    return sample.text.encode("utf-16") if sample.codec == "utf-8" and sample.kind == "sheet" else None


def nothing_but_nul_more(sample: Sample, chance: Random) -> bytes | None:
    """NUL has no meaning in a sheet: Excel writes some, and they are passed over."""
    if sample.kind != "sheet" or sample.codec == "utf-16":
        return None
    places = sorted(
        chance.sample(range(len(sample.content) + 1), min(5, len(sample.content) + 1)), reverse=True
    )
    content = sample.content
    for place in places:
        if place > 3:  # not inside a byte order mark
            content = content[:place] + b"\0" + content[place:]
    return content


def lines_folded_shorter(sample: Sample, _: Random) -> bytes | None:
    if sample.kind not in ("calendar", "cards") or "ENCODING=QUOTED-PRINTABLE" in sample.text.upper():
        return None
    if sample.kind == "cards" and "VERSION:2.1" in sample.text:
        return None
    lines = re.sub(r"\r?\n[ \t]", "", sample.text).split("\n")
    folded = [re.sub(r"(.{40})(?=.)", "\\1\n ", line.rstrip("\r")) for line in lines]
    return sample.again("\n".join(folded))


def names_in_small_letters(sample: Sample, _: Random) -> bytes | None:
    if sample.kind not in ("calendar", "cards"):
        return None
    return sample.again(re.sub(r"(?m)^[A-Z-]+(?=[;:])", lambda found: found.group().lower(), sample.text))


def json_laid_out(sample: Sample, _: Random) -> bytes | None:
    try:
        return (
            json.dumps(json.loads(sample.text), indent=4, ensure_ascii=True).encode()
            if sample.kind == "json"
            else None
        )
    except ValueError:
        return None


KEEPING: tuple[Change, ...] = (
    other_column_order,
    rows_shuffled,
    another_empty_column,
    empty_rows,
    headers_in_capitals,
    headers_padded,
    every_cell_quoted,
    semicolons,
    tabs,
    blocks_shuffled,
    lines_end_as_in_windows,
    lines_end_as_in_unix,
    lines_end_in_both_ways,
    lines_end_as_in_old_macs,
    a_byte_order_mark,
    utf_16,
    nothing_but_nul_more,
    lines_folded_shorter,
    names_in_small_letters,
    json_laid_out,
)
"""Changes after which a file says the same."""


def again(sample: Sample, chance: Random) -> tuple[bytes, int] | None:
    """Return the file with some of its rows, events, cards or mails once more, and how many those are."""
    if sample.table and sample.table[3]:
        delimiter, before, header, rows = sample.table
        more = chance.sample(rows, chance.randint(1, len(rows)))
        return _written(sample, (delimiter, before, header, rows + more)), len(more)
    if sample.blocks and sample.blocks[1]:
        start, blocks, after = sample.blocks
        repeated = chance.sample(blocks, chance.randint(1, len(blocks)))
        return sample.again(start + "".join(blocks + repeated) + after), len(repeated)
    return None


def _slice(sample: Sample, chance: Random) -> tuple[int, int]:
    start = chance.randrange(len(sample.content) + 1)
    return start, min(len(sample.content), start + chance.randint(1, 60))


def cut_short(sample: Sample, chance: Random) -> bytes:
    return sample.content[: chance.randrange(len(sample.content) + 1)]


def begins_late(sample: Sample, chance: Random) -> bytes:
    return sample.content[chance.randrange(len(sample.content) + 1) :]


def bits_flipped(sample: Sample, chance: Random) -> bytes:
    content = bytearray(sample.content)
    for _ in range(chance.randint(1, 8)):
        if content:
            content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    return bytes(content)


def bytes_swapped(sample: Sample, chance: Random) -> bytes:
    content = bytearray(sample.content)
    for _ in range(chance.randint(1, 8)):
        if len(content) > 1:
            one, other = chance.sample(range(len(content)), 2)
            content[one], content[other] = content[other], content[one]
    return bytes(content)


def a_part_lost(sample: Sample, chance: Random) -> bytes:
    start, end = _slice(sample, chance)
    return sample.content[:start] + sample.content[end:]


def a_part_twice(sample: Sample, chance: Random) -> bytes:
    start, end = _slice(sample, chance)
    return sample.content[:end] + sample.content[start:]


def _sprinkled(sample: Sample, chance: Random, with_what: Callable[[], bytes]) -> bytes:
    content = sample.content
    for _ in range(chance.randint(1, 6)):
        place = chance.randrange(len(content) + 1)
        content = content[:place] + with_what() + content[place:]
    return content


def quotes_sprinkled(sample: Sample, chance: Random) -> bytes:
    return _sprinkled(sample, chance, lambda: b'"')


def nul_sprinkled(sample: Sample, chance: Random) -> bytes:
    return _sprinkled(sample, chance, lambda: b"\0" * chance.randint(1, 3))


def rubbish_sprinkled(sample: Sample, chance: Random) -> bytes:
    return _sprinkled(sample, chance, lambda: chance.randbytes(chance.randint(1, 12)))


def separators_sprinkled(sample: Sample, chance: Random) -> bytes:
    return _sprinkled(
        sample, chance, lambda: chance.choice([b",", b";", b"\t", b"\n", b"\r", b":", b"\n ", b"="])
    )


def figures_changed(sample: Sample, chance: Random) -> bytes:
    def other(found: re.Match[bytes]) -> bytes:
        return found.group() if chance.random() < 0.8 else b"%d" % chance.randrange(10)

    return re.sub(rb"\d", other, sample.content)


def a_long_figure(sample: Sample, chance: Random) -> bytes:
    figures = list(re.finditer(rb"\d+", sample.content))
    if not figures:
        return sample.content * 2
    found = chance.choice(figures)
    return sample.content[: found.start()] + b"9" * 5000 + sample.content[found.end() :]


def lines_shuffled(sample: Sample, chance: Random) -> bytes:
    lines = sample.content.splitlines(keepends=True)
    return b"".join(chance.sample(lines, len(lines)))


def lines_lost(sample: Sample, chance: Random) -> bytes:
    return b"".join(line for line in sample.content.splitlines(keepends=True) if chance.random() < 0.7)


def lines_end_in_returns(sample: Sample, _: Random) -> bytes:
    return sample.content.replace(b"\r\n", b"\n").replace(b"\n", b"\r")


def another_encoding(sample: Sample, chance: Random) -> bytes:
    codec = chance.choice(["utf-16-le", "utf-16-be", "utf-32", "cp1252", "cp437", "utf-7", "shift_jis"])
    return sample.text.encode(codec, "replace")


def encoded_twice(sample: Sample, _: Random) -> bytes:
    return sample.content.decode("cp1252", "replace").encode("utf-8")


def cells_lost_or_added(sample: Sample, chance: Random) -> bytes:
    lines = sample.content.splitlines(keepends=True)
    for place in range(1, len(lines)):
        if chance.random() < 0.4:
            mark = chance.choice([b",", b";", b"\t"])
            lines[place] = lines[place].replace(mark, chance.choice([b"", mark * 2]), 1)
    return b"".join(lines)


def two_in_one(sample: Sample, chance: Random) -> bytes:
    return sample.content + chance.choice(samples()).content


def letters_swollen(sample: Sample, chance: Random) -> bytes:
    place = chance.randrange(len(sample.content) + 1)
    return sample.content[:place] + sample.content[place : place + 1] * 20_000 + sample.content[place:]


DAMAGING: tuple[Change, ...] = (
    cut_short,
    begins_late,
    bits_flipped,
    bytes_swapped,
    a_part_lost,
    a_part_twice,
    quotes_sprinkled,
    nul_sprinkled,
    rubbish_sprinkled,
    separators_sprinkled,
    figures_changed,
    a_long_figure,
    lines_shuffled,
    lines_lost,
    lines_end_in_returns,
    another_encoding,
    encoded_twice,
    cells_lost_or_added,
    two_in_one,
    letters_swollen,
)
"""Changes after which nobody can say what a file says."""
COUNTED = frozenset({"cells_lost_or_added", "lines_lost", "figures_changed"})
"""Damage after which the rows can still be counted without a reader, as far as the header stands."""

"""What leaves a member's machine holds no name, address, URL or message, and tells nothing without the key."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

import weaklib as wl
from tests.pages.share_canaries import found_in, opened, planted
from tests.pool.pooled import KEY, TODAY, made
from weaklib.book import Book
from weaklib.pool.choosing import Choices, why_left_out
from weaklib.pool.contribute import candidates, contribute, said_of
from weaklib.pool.example import DAY, NAME
from weaklib.pool.folder import add, new_pool
from weaklib.pool.key import fingerprint, mail_hash, own_hashes, profile_hash
from weaklib.pool.request import request_of, write_request
from weaklib.pool.sheet import COLUMNS, Said, Sheet, read_rows, write_sheet

KNOWN = 10_000
SHARED = re.compile(r"company|organi[sz]ation|vCard ORG", re.IGNORECASE)
"""Where an organisation is told: what a sheet is for."""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A data folder with a canary in every field."""
    return planted(tmp_path_factory.mktemp("canaries"))


@pytest.fixture(scope="module")
def book(data: tuple[Path, dict[str, str]]) -> Book:
    return wl.read(data[0])


@pytest.fixture(scope="module")
def sheet(book: Book, tmp_path_factory: pytest.TempPathFactory) -> Sheet:
    ties = wl.ties.tie_table(book)
    # family too, and everybody: the more is shared, the more could leak
    choices = Choices(family=True, same_surname=True)
    seen = candidates(book, ties, KEY, why=why_left_out(book, ties, choices))
    said = said_of(book.owner, KEY, choices, written=DAY)
    return contribute(seen, said, tmp_path_factory.mktemp("sheet") / "mine.parquet")


def values(path: Path) -> Iterator[str]:
    """Everything that a Parquet file says: each value, each name, all metadata, all statistics, all bytes."""
    file = pq.ParquetFile(path)
    yield from (str(value) for column in file.read().to_pydict().values() for value in column)
    yield from map(str, file.schema_arrow.names)
    yield str(file.metadata.metadata)
    yield json.dumps(file.metadata.to_dict(), default=str)
    yield path.read_bytes().decode("latin-1")


def found(texts: Iterator[str] | list[str], canaries: dict[str, str]) -> dict[str, str]:
    """Return the canaries that stand in any of the texts, in whatever wrapping."""
    everything = "\n".join(opened("\n".join(texts))).lower()
    return {word: where for word, where in canaries.items() if word in everything}


def names_and_the_like(canaries: dict[str, str]) -> dict[str, str]:
    return {word: where for word, where in canaries.items() if not SHARED.search(where)}


def test_a_sheet_holds_no_canary_and_the_private_tables_do(
    sheet: Sheet, book: Book, data: tuple[Path, dict[str, str]]
) -> None:
    private = names_and_the_like(data[1])
    assert found(values(sheet.path), private) == {}
    # the control: what the member's own tables hold of the same words
    tables = [book.people.to_csv(), book.interactions.to_csv(), book.set_aside.to_csv(), str(book.owner)]
    assert len(found(tables, private)) > 20
    assert sheet.rows > 300
    # the second control: organisations are there, so that the sheet is looked into
    assert found(values(sheet.path), data[1])


def test_a_sheet_holds_no_date_of_contact(sheet: Sheet, book: Book) -> None:
    text = "\n".join(values(sheet.path))
    days = {f"{day:%Y-%m-%d}" for day in book.interactions["at"]}
    assert len(days) > 100
    assert {day for day in days if day in text} == set()


def test_columns_hold_nothing_but_hashes_and_words_of_the_vocabulary(sheet: Sheet) -> None:
    rows = read_rows(sheet)
    assert tuple(rows.columns) == COLUMNS
    assert rows["contact"].str.fullmatch(r"[0-9a-f]{32}").all()
    assert rows["mails"].explode().dropna().str.fullmatch(r"[0-9a-f]{32}").all()
    assert not any("@" in organisation for organisation in rows["organisation"].dropna())


def test_a_request_holds_no_canary(
    sheet: Sheet, tmp_path: Path, data: tuple[Path, dict[str, str]], book: Book
) -> None:
    row = read_rows(sheet).iloc[0]
    way = row.to_dict() | {"introducer": sheet.member, "alias": sheet.alias, "alias_via": float("nan")}
    request = request_of(pd.Series(way), sheet, pool_name=NAME, why="", written=TODAY)
    path = write_request(request, tmp_path / "r.yaml")
    assert found([path.read_text()], names_and_the_like(data[1])) == {}
    assert len(found([book.people.to_csv()], names_and_the_like(data[1]))) > 0


def test_the_folder_of_a_pool_holds_no_canary(
    sheet: Sheet, tmp_path: Path, data: tuple[Path, dict[str, str]]
) -> None:
    new_pool(tmp_path / "pool", tmp_path / "keeper", name=NAME, created=DAY, key=KEY)
    add(sheet.path, tmp_path / "pool", as_of=TODAY)
    files = [path for path in (tmp_path / "pool").rglob("*") if path.is_file()]
    texts = [str(path.relative_to(tmp_path)) + path.read_bytes().decode("latin-1") for path in files]
    assert len(files) == 2
    assert found(texts, names_and_the_like(data[1])) == {}


def test_the_sheets_of_the_example_name_nobody() -> None:
    """The names of real people of the example, not only words that stand nowhere else."""
    folder, _, homes = made()
    names = {
        word
        for home in homes.values()
        for name in wl.read(home).people["name"]
        for word in name.lower().split()
        if len(word) > 3
    }
    said = {sheet.alias.lower() for sheet in map(_head, sorted(folder.rglob("*.parquet")))}
    for home in homes.values():  # an Ostrowski may work for Ostrowski Vale Consulting, and so may others
        said |= {
            word for name in wl.read(home).people["organisation"].dropna() for word in name.lower().split()
        }
    text = "\n".join(value for path in folder.rglob("*.parquet") for value in values(path)).lower()
    assert len(names) > 50
    assert {name for name in names - said if re.search(rf"\b{re.escape(name)}\b", text)} == set()


def _head(path: Path) -> Said:
    return Said.model_validate_json(pq.ParquetFile(path).metadata.metadata[b"weaklib"])


# a dictionary attack

SLUGS = [f"known-person-{number:05d}" for number in range(KNOWN)]
MAILS = [f"known.person.{number:05d}@example.org" for number in range(KNOWN)]


@pytest.fixture(scope="module")
def dictionary(tmp_path_factory: pytest.TempPathFactory) -> Sheet:
    """A sheet with 10,000 contacts, of whom the attacker knows every profile and every address."""
    rows = pd.DataFrame(
        {
            "contact": [profile_hash(KEY, slug) for slug in SLUGS],
            "mails": [(mail_hash(KEY, mail),) for mail in MAILS],
            **dict.fromkeys(("organisation", "function", "seniority", "field", "place"), "x"),
            "class": "weak",
            "strength": 0.5,
            "ask": "anyone",
        }
    )
    said = said_of(wl.book.Owner(name="Ada Lind", profile="ada-lind"), KEY, Choices(), written=DAY)
    return write_sheet(tmp_path_factory.mktemp("attack") / "sheet.parquet", rows, said)


Guess = Callable[[bytes], str]


def attacks(sheet: Sheet) -> dict[str, Guess]:
    """How somebody may guess who has the folder and no key."""
    known = {
        "an empty key": b"",
        "zeros": bytes(32),
        "another key": bytes(range(1, 33)),
        "the pool's id": sheet.pool.encode(),
        "the fingerprint": sheet.fingerprint.encode(),
        "the fingerprint's octets": bytes.fromhex(sheet.fingerprint),
        "the member's hash": sheet.keys[0].encode(),
        "the name": NAME.encode(),
    }
    keyed: dict[str, Guess] = {
        f"HMAC under {name}": lambda text, key=key: hmac.new(key, text, hashlib.sha256).hexdigest()[:32]
        for name, key in known.items()
    }
    plain: dict[str, Guess] = {
        name: lambda text, name=name: hashlib.new(name, text).hexdigest()[:32]
        for name in ("sha256", "sha1", "md5")
    }
    return keyed | plain


def held(sheet: Sheet) -> set[str]:
    rows = read_rows(sheet)
    return {*rows["contact"], *rows["mails"].explode()}


def test_a_dictionary_attack_without_the_key_finds_none_of_ten_thousand(dictionary: Sheet) -> None:
    there = held(dictionary)
    assert len(there) == 2 * KNOWN
    for name, guess in attacks(dictionary).items():
        for prefix, known in (("profile:", SLUGS), ("mail:", MAILS), ("", SLUGS), ("", MAILS)):
            hits = sum(guess(f"{prefix}{each}".encode()) in there for each in known)
            assert hits == 0, f"{name}, {prefix or 'bare'}: {hits:,} of {KNOWN:,}"


def test_with_the_key_it_finds_all_which_the_docs_say_plainly(dictionary: Sheet) -> None:
    there = held(dictionary)
    assert sum(profile_hash(KEY, slug) in there for slug in SLUGS) == KNOWN
    assert sum(mail_hash(KEY, mail) in there for mail in MAILS) == KNOWN
    docs = (Path(__file__).parents[2] / "docs" / "pool.md").read_text(encoding="utf-8")
    assert (
        "Whoever has the key and the folder can test whether any person whom they can name is in it" in docs
    )


def test_two_pools_cannot_be_laid_side_by_side() -> None:
    other = type(KEY)("another", bytes(reversed(range(32))))
    assert {profile_hash(KEY, slug) for slug in SLUGS[:100]}.isdisjoint(
        profile_hash(other, slug) for slug in SLUGS[:100]
    )
    assert fingerprint(KEY) != fingerprint(other)
    owner = wl.book.Owner(profile="ada-lind")
    assert set(own_hashes(KEY, owner)).isdisjoint(own_hashes(other, owner))


def test_the_page_of_a_pool_holds_no_canary(
    sheet: Sheet, tmp_path: Path, data: tuple[Path, dict[str, str]]
) -> None:
    from weaklib.pages.report import run_report
    from weaklib.pool.key import write_key

    new_pool(tmp_path / "pool", tmp_path / "keeper", name=NAME, created=DAY, key=KEY)
    add(sheet.path, tmp_path / "pool", as_of=TODAY)
    write_key(data[0], KEY)
    page = run_report(
        data[0], reports=tmp_path / "r", notebook="06-pool", as_of=f"{TODAY}", pool_dir=str(tmp_path / "pool")
    )
    # a pool of one member reaches nothing that may be told, organisations included
    assert found_in(page, data[1]) == {}
    assert "a few" in page.read_text(encoding="utf-8")

"""A member at their own machine, for notebooks: their exports, their key, and the pool open for questions."""

from __future__ import annotations

import atexit
import datetime as dt
import shutil
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from weaklib.book import Book, InputError
from weaklib.pages.trust import open_book
from weaklib.pool.contribute import candidates
from weaklib.pool.example import DAY, Made, example_pool
from weaklib.pool.folder import current_sheets, own_sheet
from weaklib.pool.key import Key, key_path, own_hashes, profile_hash, read_key
from weaklib.pool.manifest import read_manifest
from weaklib.pool.request import Request, request_of, who_is_meant
from weaklib.pool.request_words import Drafts, drafts, meant_in_words
from weaklib.pool.sheet import Sheet

if TYPE_CHECKING:
    from weaklib.pool.engine import Pool


class Answer(NamedTuple):
    """What an introducer is told on their own machine, and what they may write."""

    told: tuple[str, ...]
    drafts: Drafts


@dataclass(frozen=True)
class Seat:
    """Where a member sits, or whoever keeps the folder, who need be none.

    Attributes
    ----------
    book, key
        The member's own exports, and the key of the pool; None where it is not here.
    pool
        Open for questions.
    folder, day
        Where the pool is, and the day on which it is asked.
    sheet
        The member's own; None where they have none that counts.
    is_example
        Whether this is the pool of the example, in which the member is Marit.
    """

    book: Book
    key: Key | None
    pool: Pool
    folder: Path
    day: dt.date
    sheet: Sheet | None
    is_example: bool


def take_seat(
    book: Book, data_dir: str = "", pool_dir: str = "", *, as_of: pd.Timestamp | None = None, engine: str = ""
) -> Seat:
    """Return a member's seat at a pool; where no pool is named, Marit's at that of the example.

    Parameters
    ----------
    book, data_dir
        The member's exports, and the folder they are in, where the key is too; "" is for whoever asks
        nothing of their own.
    pool_dir
        The folder of the pool; "" is the example.
    as_of
        The day; by default the last that the exports cover.
    engine
        Where questions are computed: "" is here.

    Raises
    ------
    InputError
        If there is no such pool, or a file in it is no sheet of it.
    """
    if not pool_dir:
        made = example()
        return _seat(example_book(), made.key, made.folder, DAY, engine=engine, is_example=True)
    folder, given = Path(pool_dir), Path(data_dir)
    data = given if given.is_dir() else given.parent
    manifest = read_manifest(folder)
    key = read_key(data, manifest) if data_dir and key_path(data, manifest.pool).is_file() else None
    return _seat(book, key, folder, book.day(as_of).date(), engine=engine)


def _seat(
    book: Book, key: Key | None, folder: Path, day: dt.date, *, engine: str = "", is_example: bool = False
) -> Seat:
    from weaklib.pool.engine import open_pool

    mine = own_hashes(key, book.owner) if key else ()
    own = own_sheet(folder, mine, as_of=day)
    return Seat(book, key, open_pool(folder, as_of=day, engine=engine), folder, day, own, is_example)


def example_seat_of(profile: str) -> Seat:
    """Return the seat of another member of the example, whose exports and key lie elsewhere.

    Parameters
    ----------
    profile
        The last part of the address of their profile.
    """
    from weaklib.sources import read

    made = example()
    key = read_key(made.data[profile], read_manifest(made.folder))
    return _seat(read(made.data[profile]), key, made.folder, DAY, is_example=True)


def ways(
    seat: Seat, *, organisation: str = "", field: str = "", function: str = "", seniority: str = ""
) -> pd.DataFrame:
    """Return who can introduce the member, the best way first; nothing to who is no member.

    Parameters
    ----------
    seat
        The asker's.
    organisation, field, function, seniority
        As `questions.introducers` takes them.
    """
    from weaklib.pool import questions

    if seat.sheet is None:
        return pd.DataFrame()
    return questions.introducers(
        seat.pool,
        seat.sheet.member,
        organisation=organisation,
        field=field,
        function=function,
        seniority=seniority,
    )


def known_too(seat: Seat) -> pd.DataFrame:
    """Return which of the member's contacts other members know as well, by name; nothing to no member.

    Parameters
    ----------
    seat
        The asker's: the names are theirs, and stay on this machine.
    """
    from weaklib.measures.ties import tie_table
    from weaklib.pool import questions

    if seat.sheet is None or seat.key is None:
        return pd.DataFrame()
    table = questions.also_know(seat.pool, seat.sheet.member)
    seen = candidates(seat.book, tie_table(seat.book), seat.key)
    whose = seen[seen["contact"].ne("")].drop_duplicates("contact").reset_index().set_index("contact")
    return table.assign(name=table["contact"].map(whose["name"]))


def alone(seat: Seat) -> pd.DataFrame:
    """Return to where the member alone leads, and those who agreed to be named.

    Parameters
    ----------
    seat
        The asker's.
    """
    from weaklib.pool import questions

    return questions.only_bridges(seat.pool, asker=seat.sheet.member if seat.sheet else "")


def ask(seat: Seat, ways: pd.DataFrame, number: int = 1, *, why: str = "") -> Request | None:
    """Return the request for one of the ways that were found; None where there is none.

    Parameters
    ----------
    seat
        The asker's.
    ways
        What `questions.introducers` returns.
    number
        Which, from 1.
    why
        What the asker would like to talk about, in their own words.
    """
    if seat.sheet is None or len(ways) < number:
        return None
    name = read_manifest(seat.folder).name
    return request_of(ways.iloc[number - 1], seat.sheet, pool_name=name, why=why, written=seat.day)


def answer(seat: Seat, request: Request) -> Answer:
    """Return what the introducer's own machine tells them of a request.

    Parameters
    ----------
    seat
        The introducer's.
    request
        What was handed over.

    Raises
    ------
    InputError
        If it is for somebody else, or nobody is meant any more.
    """
    from weaklib.measures.ties import tie_table

    if seat.key is None:
        msg = "The key of the pool is not here, so nobody can tell who is meant; ask whoever runs the pool."
        raise InputError(msg)
    person = who_is_meant(request, seat.book, seat.key, as_of=seat.day)
    told = drafts(request, seat.book, person)
    return Answer(tuple(meant_in_words(request, tie_table(seat.book).loc[[person]].iloc[0])), told)


def answer_in_example(seat: Seat, request: Request | None) -> Answer | None:
    """Return what the introducer of the example is told on their machine; None in a real pool, or for none.

    Parameters
    ----------
    seat
        The asker's.
    request
        What they hand over.
    """
    if not seat.is_example or request is None:
        return None
    sheets = {sheet.member: sheet for sheet in current_sheets(seat.folder, as_of=seat.day)}
    keys = set(sheets[request.to_member].keys)
    whose = next(profile for profile in example().data if profile_hash(example().key, profile) in keys)
    return answer(example_seat_of(whose), request)


@cache
def example_book() -> Book:
    """Return the exports of the example."""
    return open_book("")


@cache
def example() -> Made:
    """Return the pool of the example, in a folder that is gone at the end."""
    folder = Path(tempfile.mkdtemp(prefix="weaklib-pool-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return example_pool(folder, example_book())

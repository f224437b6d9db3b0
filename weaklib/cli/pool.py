"""`weaklib pool`: introductions across consenting members, without anybody's address book leaving home."""

from __future__ import annotations

import datetime as dt
from functools import partial
from pathlib import Path

import click

from weaklib.cli.clock import today
from weaklib.cli.options import data_argument, debug_option, read_book
from weaklib.cli.pool_contribute import contribute
from weaklib.cli.pool_desk import (
    desk_of,
    engine_option,
    key_option,
    looking,
    own_folder,
    pool_option,
    say_left_out,
)
from weaklib.cli.pool_find import find
from weaklib.console import say
from weaklib.measures.sentences import counted
from weaklib.pool.folder import Forgetting
from weaklib.pool.footers import Tell
from weaklib.pool.manifest import read_manifest
from weaklib.pool.sheet import Sheet


@click.group()
@debug_option
def pool() -> None:
    """Find out who among you can introduce whom: friends, a team, a club, an alumni office.

    A pool is a folder with a sheet from each member. No sheet holds a name, an address or a date of contact;
    whoever has the pool's key can test whether somebody they know is in it, so keep the key among members.
    """


@pool.command()
@click.argument("folder", type=click.Path(path_type=Path))
@data_argument
@debug_option
@click.option("--name", required=True, metavar="NAME", help="What people call the pool.")
@click.option("--at-least", default=5, type=click.IntRange(5, 1000), help="The least group that is told.")
def new(folder: Path, data: Path | None, *, name: str, at_least: int) -> None:
    """Make an empty pool in FOLDER, and its key in DATA/pools."""
    from weaklib.pool.folder import new_pool
    from weaklib.pool.key import key_path

    own = own_folder(data)
    manifest, key = new_pool(folder, own, name=name, created=today(), k=at_least)
    say(
        f"The pool {manifest.name!r} is in {folder}, and its key in {key_path(own, key.pool)}: give the key "
        "to the members alone, apart from the folder, by a way that others do not read.",
    )


@pool.command()
@click.argument("sheet", type=click.Path(path_type=Path))
@click.argument("folder", metavar="POOL", type=click.Path(path_type=Path))
@debug_option
def add(sheet: Path, folder: Path) -> None:
    """Put a member's SHEET into POOL; it takes the place of an older one of theirs."""
    from weaklib.pool.folder import add as put

    day = today()
    with looking() as tell:
        added = put(sheet, folder, as_of=day, forgetting=_at_once(day, tell), tell=tell)
    new = added.sheet
    old = " and ".join(f"that of {each.alias}, written on {each.written}" for each in added.replaced)
    instead = f" It takes the place of {old}." if old else ""
    say(
        f"The sheet of {new.alias} ({counted(new.rows, 'contact')}, counts until {new.expires}) is in the "
        f"pool.{instead}"
    )


@pool.command()
@data_argument
@debug_option
@pool_option
@key_option
@click.option("--member", default="", metavar="NUMBER", help="Whose, by the number that contribute told.")
@click.option("--expired", is_flag=True, help="All that have expired.")
def withdraw(data: Path | None, folder: Path, given: Path | None, *, member: str, expired: bool) -> None:
    """Take your sheet out of the pool, with all that was computed from it."""
    from weaklib.pool.folder import withdraw as taken_out
    from weaklib.pool.footers import look_through
    from weaklib.pool.key import own_hashes

    day, mine = today(), frozenset[str]()
    if not (expired or member):
        desk = desk_of(data, folder, given)
        mine = frozenset(own_hashes(desk.key, desk.book().owner))

    def is_meant(sheet: Sheet) -> bool:
        if expired:
            return sheet.expires < day
        return sheet.member == member.strip().lower() if member else not mine.isdisjoint(sheet.keys)

    with looking() as tell:
        gone = taken_out(folder, is_meant, forgetting=_at_once(day, tell), tell=tell)
    if not gone:
        say("There is no such sheet in the pool.")
        say_left_out(look_through(folder, read_manifest(folder)).left_out)
        return
    say(
        f"Taken out: {', '.join(sheet.alias for sheet in gone)}. Copies of the folder that others made still "
        "hold it; ask them to take it out there too."
    )


@pool.command(name="open")
@click.argument("request", type=click.Path(path_type=Path))
@data_argument
@debug_option
@key_option
def open_(request: Path, data: Path | None, given: Path | None) -> None:
    """See who is meant by a REQUEST that was handed to you, and what you may write to them first.

    You decide: ask the person who is meant, or say no. Nothing is sent.
    """
    from weaklib.measures.ties import tie_table
    from weaklib.pages.outreach_inputs import read_inputs
    from weaklib.pool.key import read_key
    from weaklib.pool.request import read_request, who_is_meant
    from weaklib.pool.request_words import drafts, meant_in_words

    asked, own = read_request(request), own_folder(data)
    key, book = read_key(own, asked, given=given), read_book(own)
    person = who_is_meant(asked, book, key, as_of=today())
    told = drafts(asked, book, person, language=read_inputs(str(own)).goals.language)
    say(*meant_in_words(asked, tie_table(book).loc[[person]].iloc[0]), "")
    say("First, to them alone:", "", told.ask_first, "", "Only after their yes, to both:", "", told.after_yes)


@pool.command()
@debug_option
@pool_option
@engine_option
@click.option("-o", "--output", default="reports", type=click.Path(path_type=Path), help="The folder.")
def report(folder: Path, *, engine: str, output: Path) -> None:
    """Write what the pool reaches and what it does not, as one page of numbers that names no contact.

    It needs neither exports nor the key.
    """
    from weaklib.pages.report import run_report
    from weaklib.pool.footers import check_once, look_through

    day = today()
    with looking() as tell:  # what is wrong with the pool is told before a notebook runs
        looked = look_through(folder, read_manifest(folder), tell=tell)
    check_once(looked.sheets)
    say_left_out(looked.left_out)
    page = run_report(
        "",
        reports=output,
        notebook="06-pool",
        as_of=f"{day}",
        data_dir="",
        pool_dir=str(folder.resolve()),
        engine=engine,
    )
    say(f"The report is in {page}")


def _at_once(day: dt.date, tell: Tell) -> Forgetting:
    from weaklib.pool.engine.index import forget_at_once

    return partial(forget_at_once, as_of=day, tell=tell)


for command in (contribute, find):
    pool.add_command(command)

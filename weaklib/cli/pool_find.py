"""`weaklib pool find`: who among the members can introduce you, and the request to hand to one of them."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any, NamedTuple

import click
import pandas as pd

from weaklib.book import InputError
from weaklib.cli.clock import today
from weaklib.cli.options import data_argument, debug_option, style_option
from weaklib.cli.pool_desk import (
    Desk,
    desk_of,
    engine_option,
    key_option,
    looking,
    own_sheet,
    pool_option,
    say_left_out,
)
from weaklib.console import say, tell, warn
from weaklib.pool.sheet import Sheet


class Asked(NamedTuple):
    """What is looked for: an organisation, a field, a function, a rank; "" for any."""

    organisation: str = ""
    field: str = ""
    function: str = ""
    seniority: str = ""


@click.command()
@data_argument
@style_option
@debug_option
@pool_option
@key_option
@click.option("--at", default="", metavar="ORG", help="Somebody at this organisation.")
@click.option("--field", default="", metavar="FIELD", help="Somebody in this field, such as energy.")
@click.option("--role", default="", metavar="ROLE", help="Somebody in such a role, such as Head of Data.")
@click.option("--limit", default=20, type=click.IntRange(1, 1000), help="How many ways at most.")
@engine_option
@click.option("--request", type=click.IntRange(1), metavar="N", help="Write the request for the Nth way.")
@click.option("--why", default="", metavar="TEXT", help="What you would like to talk about: for the request.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The request; else in DATA/pools.")
def find(  # noqa: PLR0913 - one a thing to be said
    data: Path | None,
    folder: Path,
    given: Path | None,
    *,
    style: str,
    at: str,
    field: str,
    role: str,
    limit: int,
    engine: str,
    request: int | None,
    why: str,
    output: Path | None,
) -> None:
    """List who among the members can introduce you, the best way first.

    A way is as good as its weakest link. Who is meant only the introducer knows: --request writes a small
    file to hand to them, and they decide. Nothing is sent.
    """
    from weaklib.pool import questions
    from weaklib.pool.engine import open_pool

    asked = asked_of(at, field, role)
    desk, day = desk_of(data, folder, given), today()
    own = own_sheet(desk, desk.book(), day)
    with looking() as tell:
        opened = open_pool(folder, as_of=day, engine=engine, tell=tell)
    with opened as pool:
        say_left_out(pool.left_out)
        paths = questions.introducers(pool, own.member, **asked._asdict(), limit=limit)
        near = questions.nearest(pool, own.member, **asked._asdict()) if paths.empty else None
    if request is not None:
        _write(desk, own, paths, request, why=why, output=output, day=day)
        return
    _tell(paths, near, style, k=desk.manifest.k)


def asked_of(at: str, field: str, role: str) -> Asked:
    """Return what is looked for, in the words of the vocabulary.

    Raises
    ------
    InputError
        If the vocabulary knows no such field or role, with the nearest that it knows.
    UsageError
        If nothing is named.
    """
    from weaklib.action.goals_words import field_meant, function_meant, notes_on, seniority_meant

    if not (at or field or role):
        msg = "Say whom you look for: --at ORG, --field FIELD or --role ROLE."
        raise click.UsageError(msg)
    asked = Asked(
        organisation=" ".join(at.split()),
        field=(field_meant(field) or "") if field else "",
        function=(function_meant(role) or "") if role else "",
        seniority=(seniority_meant(role) or "") if role else "",
    )
    unknown = notes_on(
        [field] if field and not asked.field else [],
        [role] if role and not (asked.function or asked.seniority) else [],
    )
    for note in unknown:
        # sheets hold no titles, so that its own words match nobody
        raise InputError(re.sub(r", so it [^;]*;", ", and sheets hold no titles;", note))
    return asked


def _tell(paths: pd.DataFrame, near: pd.DataFrame | None, style: str, *, k: int) -> None:
    from weaklib.pool.told import PATHS, nearest_in_words, paths_in_words, shown_nearest, shown_paths

    notes = paths_in_words(paths, k=k) if near is None else nearest_in_words(near)
    if style == "table":
        if len(paths):
            tell(shown_paths(paths), style, shown=PATHS)
        elif near is not None and len(near):
            tell(shown_nearest(near), style, shown=[*near.columns])
        say(*(f"→ {note}" for note in notes))
        return
    more: dict[str, Any] = {"notes": notes}
    if near is not None:
        more["nearest"] = near.astype("object").where(near.notna(), None).to_dict("records")
    numbered = paths.set_axis(pd.RangeIndex(1, len(paths) + 1, name="n"))
    tell(numbered, style, shown=PATHS, more=more)
    if style == "csv":
        for note in notes:
            warn(note)


def _write(
    desk: Desk, own: Sheet, paths: pd.DataFrame, number: int, *, why: str, output: Path | None, day: dt.date
) -> None:
    from weaklib.pool.request import request_of, write_request

    if number > len(paths):
        msg = (
            f"--request {number} asks for a way that is not there ({len(paths)} are); look without it first."
        )
        raise InputError(msg)
    row = paths.iloc[number - 1]
    request = request_of(row, own, pool_name=desk.manifest.name, why=why, written=day)
    named = f"{desk.manifest.pool}-{day}-{request.target[:8]}.yaml"
    path = output or desk.data / "pools" / "requests" / named
    write_request(request, path)
    hand = f"{request.through}, and ask them to hand it on to {request.to}" if request.through else request.to
    say(
        f"The request is in {path}: hand it to {hand}, who alone can tell who is meant, and who decides. "
        "It names nobody; read it before you hand it over."
    )
    if not why:
        say("It does not say what you would like to talk about; --why TEXT adds it.")

"""`weaklib log add`: what was asked of somebody, or what came of it, in a few keystrokes."""

from __future__ import annotations

from pathlib import Path

import click

from weaklib.cli.log_desk import acknowledge, desk_of
from weaklib.cli.log_options import (
    asked,
    note_option,
    on_option,
    person_option,
    purpose_option,
    rating_options,
    step_option,
    to_option,
)
from weaklib.cli.log_says import check_said
from weaklib.cli.options import data_argument, debug_option


@click.command()
@data_argument
@debug_option
@person_option
@step_option
@purpose_option("What for: reconnect (if you name none), advice, introduction, maintain or build.")
@on_option
@to_option
@click.option("--via", default="", metavar="WAY", help="Through what it was sent, such as mail.")
@click.option("--unasked", is_flag=True, help="It came without your asking.")
@click.option(
    "--chosen",
    type=click.Choice(["chance", "own"]),
    help="How you chose among equals: by chance, or yourself.",
)
@rating_options
@note_option
def add(data: Path | None, **said: object) -> None:
    """Record that you wrote to somebody, or what came of it.

    At a terminal it asks for what you leave out, and a part of a name is enough. "sent" opens an attempt;
    every other step belongs to the newest attempt with that person: replied, conversation, help,
    intro_offered, intro_made, connection, referral, interview, offer; or it came unasked. The id is
    printed when the entry is safely on disk.
    """
    from weaklib.action.asking import add_step
    from weaklib.action.ledger.entries import KIND_OF_STEP, kind_of
    from weaklib.action.whom import whom
    from weaklib.cli.log_ask import completed, somebody_is_there

    desk = desk_of(data)
    if somebody_is_there():
        said = completed(desk, said)
    else:
        said["person"] = whom(desk.book, asked("--person", said["person"]))  # type: ignore[arg-type]
        said["step"] = asked("--step", said["step"])  # type: ignore[arg-type]
    # a rating of 0 says something, and is equal to False
    told = {
        key: value for key, value in said.items() if value is not None and value is not False and value != ""
    }
    told["on"] = said["on"] or desk.today
    if (step := str(told["step"])) in KIND_OF_STEP:
        kind = kind_of(step, unasked=bool(said["unasked"]))
        check_said(kind, step, told.keys() - {"person", "step"})
    acknowledge(desk.ledger, add_step(desk.ledger, desk.book, recorded=desk.now, **told))  # type: ignore[arg-type]

"""`weaklib log`: what was asked, what came of it, and whom to leave alone, from the terminal."""

from __future__ import annotations

from pathlib import Path

import click

from weaklib.cli.log_add import add
from weaklib.cli.log_desk import acknowledge, desk_of, ledger_to_read, ledger_to_write
from weaklib.cli.log_exchange import export, import_
from weaklib.cli.log_moments import moment_after, moment_of, to_whom_of
from weaklib.cli.log_options import (
    NO_RATING,
    RATED,
    asked,
    id_and_data,
    ids_argument,
    note_option,
    person_option,
    purpose_option,
    rating_options_or_none,
)
from weaklib.cli.log_proposals import confirm, list_proposed, refuse
from weaklib.cli.log_says import check_said
from weaklib.cli.options import as_of_option, data_argument, debug_option, style_option
from weaklib.console import say, tell, warn

LIST_COLUMNS = ("id", "kind", "on", "name", "purpose", "step", "to_person", "until", "class", "note")
HISTORY_COLUMNS = ("record", "entry", "undone", "recorded", *LIST_COLUMNS[1:])


@click.group()
@debug_option
def log() -> None:
    """Keep the ledger: what you asked of whom, what came of it, and whom to leave alone.

    It is one file, ledger.sqlite in the folder of your exports. Every entry has an id; one that was edited
    or undone is kept in the history.
    """


@log.command()
@data_argument
@debug_option
@person_option
@click.option("--until", metavar="DAY", help="The last day on which they are left out, as 2026-12-31.")
@purpose_option("The list that leaves them out; every list where you name none.")
@note_option
def snooze(data: Path | None, *, person: str, until: str, purpose: str, note: str) -> None:
    """Leave somebody out of the lists until a day."""
    from weaklib.action.whom import whom

    desk = desk_of(data)
    who, day = whom(desk.book, asked("--person", person)), asked("--until", until)
    acknowledge(desk.ledger, desk.mark(who, "snooze", until=day, purpose=purpose, note=note))


@log.command()
@data_argument
@debug_option
@person_option
@click.option("--as", "mark_as", metavar="MARK", help="skip (for a week), done or never.")
@purpose_option("The list that leaves them out; every list where you name none.")
@note_option
def mark(data: Path | None, *, person: str, mark_as: str, purpose: str, note: str) -> None:
    """Leave somebody out of the lists: for this week (skip), since it is done, or for good (never)."""
    from weaklib.action.whom import whom

    desk = desk_of(data)
    who, step = whom(desk.book, asked("--person", person)), asked("--as", mark_as, ("skip", "done", "never"))
    acknowledge(desk.ledger, desk.mark(who, step, purpose=purpose, note=note))


@log.command(name="list")
@data_argument
@style_option
@debug_option
@as_of_option("As it stood at the end of that day, such as 2026-10-31.")
@click.option("--history", is_flag=True, help="Every record: what was edited and undone, too.")
@click.option("--proposed", is_flag=True, help="What the exports propose, which counts once you confirm it.")
def list_(data: Path | None, *, style: str, as_of: str, history: bool, proposed: bool) -> None:
    """List the entries, the newest first."""
    if proposed:
        list_proposed(data, style, as_of)
        return
    ledger, beside = ledger_to_read(data)
    entries = ledger.history() if history else ledger.entries(as_of)
    entries["name"] = entries["name"].where(entries["name"] != "", entries["person"])
    if entries.empty and style == "table":
        say(beside or "The ledger holds no entry yet; `weaklib log add` makes the first.")
        return
    shown = HISTORY_COLUMNS if history else LIST_COLUMNS
    tell(entries[::-1], style, shown=shown, more={"ledger": ledger.path.name})
    if beside:
        warn(beside)


@log.command()
@ids_argument
@debug_option
def undo(given: tuple[str, ...]) -> None:
    """Take back what was said last: the edits of an entry one by one, and then the entry.

    That is the entry of that id, else the one that you entered or edited last. The history keeps what was
    taken back; an undoing is not itself undone.
    """
    entry, data = id_and_data(given)
    ledger = ledger_to_write(data)
    undone = ledger.undo(entry, recorded=moment_after(ledger, entry, moment_of(data)))
    if undone in ledger.entries().index:
        acknowledge(ledger, undone, did="As before the edit")
    else:
        say(f"Entry {undone} is undone.")


@log.command()
@ids_argument
@debug_option
@click.option("--on", metavar="DAY", help="When it happened.")
@click.option("--purpose", metavar="PURPOSE", help="What for.")
@click.option("--to", "to_person", metavar="P", help="Whom an introduction leads to.")
@click.option("--via", metavar="WAY", help="Through what it was sent.")
@click.option("--until", metavar="DAY", help="The last day of a snooze.")
@rating_options_or_none
@click.option("--note", metavar="TEXT", help="Free words, for you alone.")
def edit(given: tuple[str, ...], **said: object) -> None:
    """Change what an entry says; the history keeps what it said before.

    The word none takes a rating away, and empty words ("") take away a note, or whom it leads to.
    """
    entry, data = id_and_data(given)
    changes = {key: value for key, value in said.items() if value is not None}
    if entry is None or not changes:
        msg = "Name the id of an entry, and what it should say, as `weaklib log edit 7 --note TEXT`."
        raise click.UsageError(msg)
    ledger = ledger_to_write(data)
    held = ledger.entries()
    if entry in held.index:  # the ledger itself says it of one that is not
        check_said(str(held.at[entry, "kind"]), str(held.at[entry, "step"]), changes, entry=entry)
    if said["to_person"]:
        changes["to_person"] = to_whom_of(data, str(said["to_person"]))
    changes |= {name: None for name in RATED if said[name] == NO_RATING}
    ledger.edit(entry, recorded=moment_after(ledger, entry, moment_of(data)), **changes)
    acknowledge(ledger, entry, did="Changed")


for command in (add, confirm, refuse, export, import_):
    log.add_command(command)

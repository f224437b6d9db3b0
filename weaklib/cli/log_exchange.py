"""`weaklib log export` and `import`: the whole ledger as CSV, and sheets that somebody kept by hand."""

from __future__ import annotations

from pathlib import Path

import click

from weaklib.cli.clock import moment
from weaklib.cli.log_desk import chosen, example_taken_in, ledger_of, ledger_to_write
from weaklib.cli.log_moments import moment_of
from weaklib.cli.options import data_argument, debug_option, read_book
from weaklib.console import say
from weaklib.measures.sentences import counted


@click.command()
@data_argument
@debug_option
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The file; else it is printed.")
def export(data: Path | None, *, output: Path | None) -> None:
    """Write every record as CSV, history included: `weaklib log import` makes the same ledger of it."""
    from weaklib.pages.keep import write_whole

    text = ledger_of(data).export_csv()
    if output is None:
        click.echo(text.encode(), nl=False)
        return
    write_whole(output, "\ufeff" + text)  # by this mark Excel knows UTF-8
    say(f"The ledger is in {output}")


@click.command(name="import")
@data_argument
@debug_option
@click.option(
    "--from",
    "source",
    required=True,
    type=click.Path(path_type=Path),
    help="What `log export` wrote, or a sheet of your own.",
)
def import_(data: Path | None, *, source: Path) -> None:
    """Take in an exported ledger, or a sheet that you kept by hand; what is here already is left out.

    Such a sheet is a CSV file with a row for what you sent (step: sent) and for what came of it (replied,
    help and so on). It has the columns person, step and on (the day), and if you like purpose, to, via,
    engagement, support, guidance, note, recorded, unasked (yes, if nobody had asked) and chosen.
    """
    from weaklib.action import sheet

    text = sheet.text_of(source)
    if sheet.is_exported(text, source.name):
        new = ledger_of(data).import_csv(text, source=source.name, now=moment_of(data))
        say(f"{counted(new, 'record')} taken in.")
        return
    place = chosen(data) / sheet.NAME
    own = place.exists() and place.samefile(source)
    # the example's own sheet is entered as of the days that it tells of
    new = example_taken_in(data) if own else 0
    if not new:
        book = read_book(chosen(data))
        ledger = ledger_of(data) if own else ledger_to_write(data)
        now = moment(book.owner.zone)
        new = sheet.take_in(book, ledger, text, source=source.name, recorded=now)
    say(f"{new:,} {'entry' if new == 1 else 'entries'} taken in.")

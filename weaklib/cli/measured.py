"""`weaklib ties` and `weaklib map`: what the measures say of the network."""

from __future__ import annotations

from pathlib import Path

import click

from weaklib.cli.options import as_of_option, data_argument, debug_option, folder_of, read_book, style_option
from weaklib.console import say, tell, warn

TIE_COLUMNS = ("name", "organisation", "class", "strength", "confidence", "contact_days", "last_contact")


@click.command()
@data_argument
@style_option
@debug_option
@as_of_option("The day to measure at, as 2026-10-31.")
def ties(data: Path | None, style: str, as_of: str) -> None:
    """List everyone with the strength and class of their tie, the strongest first."""
    from weaklib.measures.ties import tie_table

    book = read_book(data)
    table = tie_table(book, as_of=as_of)
    tell(table, style, shown=TIE_COLUMNS, more={"as_of": f"{book.day(as_of):%Y-%m-%d}"})


@click.command(name="map")
@data_argument
@debug_option
@click.option(
    "-o", "--output", default="map.html", type=click.Path(path_type=Path), help="Where to write it."
)
@as_of_option("The day to draw, as 2026-10-31.")
def map_(data: Path | None, output: Path, as_of: str) -> None:
    """Draw the map of circles and bridges as one file that opens without a network.

    It has a search, a card for everybody, filters and a table. What to do about whom follows from goals.yaml
    and ledger.sqlite in DATA, where they are there; a file that cannot be read is left out, and said so.
    """
    from weaklib.pages.map_page import write_map
    from weaklib.pages.outreach_inputs import open_inputs

    folder = folder_of(data)
    book, inputs = read_book(folder), open_inputs(str(folder))
    for fault in inputs.faults:
        warn(f"{fault} The cards are made without it.")
    say(f"The map is in {write_map(book, output, as_of=as_of, inputs=inputs)}")

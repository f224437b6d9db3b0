"""`weaklib check`: what was read, what was set aside and why."""

from __future__ import annotations

from pathlib import Path

import click

from weaklib.book import Book
from weaklib.cli.options import data_argument, debug_option, folder_of, read_book, style_option
from weaklib.console import say, tell

CHECK_COLUMNS = ("source", "kind", "rows", "used", "merged", "set_aside", "first", "last")


@click.command()
@data_argument
@style_option
@debug_option
@click.option("--redacted", is_flag=True, help="Name no person and no file of yours: fit for a bug report.")
def check(data: Path | None, *, style: str, redacted: bool) -> None:
    """Say what was read, what was set aside and why, and what would tell more."""
    from weaklib.sources.advice import advice
    from weaklib.sources.examples import excerpts
    from weaklib.sources.redaction import redacted_coverage, redacted_reasons

    records = _ledger(data, redacted=redacted)  # first, since it may be damaged where no export is left
    book = read_book(data)
    told = [] if redacted else [*_decided(data, book), *advice(book)]
    coverage = redacted_coverage(book) if redacted else book.coverage
    reasons = redacted_reasons(book) if redacted else book.set_aside[["source", "reason"]]
    counts = reasons.value_counts().rename("rows").reset_index().sort_values(["source", "reason"])
    more = {
        "people": len(book.people),
        "interactions": len(book.interactions),
        "last_day": f"{book.coverage['last'].max():%Y-%m-%d}"
        if book.coverage["last"].notna().any()
        else None,
        "set_aside": counts.to_dict("records"),
        "merged_people": int(book.merges["person"].nunique()),
        "to_decide": 0 if redacted else len(book.proposals),
        "ledger_records": records,
        "advice": told,
    }
    if style != "table":
        tell(coverage, style, shown=CHECK_COLUMNS, more=more)
        return
    tell(coverage[coverage["kind"] != "not read"], style, shown=CHECK_COLUMNS)
    unread = ", ".join(coverage.index[coverage["kind"] == "not read"])
    say(
        "",
        f"{len(book.people)} people, {len(book.interactions)} contacts; every input row is accounted for.",
    )
    examples = {} if redacted else excerpts(book)
    for row in counts.itertuples():
        say(f"Set aside in {row.source}: {row.rows} × {row.reason}")
        say(*(f"    {example}" for example in examples.get((str(row.source), str(row.reason)), ())))
    say(*([] if redacted else _merged(book)))
    say(*([f"Files that were not read: {unread}"] if unread else []))
    say(*([f"The ledger holds {records} records, each as it was written."] if records else []))
    say(*(f"→ {sentence}" for sentence in told))


def _ledger(data: Path | None, *, redacted: bool) -> int:
    """Return how many records the ledger of the folder holds, where each is whole."""
    from weaklib.action.ledger import DamageError
    from weaklib.cli.log_desk import ledger_of

    try:
        return ledger_of(data).check()
    except DamageError as error:
        if not redacted:
            raise
        # the folder may bear somebody's name
        raise DamageError(str(error).replace(str(folder_of(data)), "DATA")) from None


def _merged(book: Book) -> list[str]:
    people = book.merges["person"].nunique()
    counts = book.merges["evidence"].str.replace(r"row of .*", "row of a file", regex=True).value_counts()
    found = "; ".join(f"{number} × {evidence}" for evidence, number in counts.items())
    return (
        [f"{people} people are named in more than one way, and are one row each: {found}."] if people else []
    )


def _decided(data: Path | None, book: Book) -> list[str]:
    """Write what there is to decide into people.csv; the shipped example is left as it is."""
    from weaklib.sources.decisions.people_csv import write_people_csv

    folder = folder_of(data)
    if not folder.is_dir() or folder.resolve().name == "example":
        return []
    if len(book.proposals) or (folder / "people.csv").exists():
        write_people_csv(folder, book)
    return []

"""The shared edition of the report: numbers in which nobody can be found.

`aggregates` measures everything inside itself and hands out a `Shared`, which cannot hold a person; the
notebook `report-shared` gets that and nothing else.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from weaklib.book import Book, InputError
from weaklib.pages.share.choices import Choices, read_choices
from weaklib.pages.share.counts import Counts, asked_of, counts_of
from weaklib.pages.share.earlier import last_before, replaced_by, rows_of, told_before, unbetrayed
from weaklib.pages.share.protection import protected
from weaklib.pages.share.shared import LEAST_GROUPS, Cell, Shared
from weaklib.pages.spans import Span, span_of

__all__ = ["Cell", "Shared", "aggregates", "sealed"]


def aggregates(
    data_dir: str = "",
    *,
    period: str = "",
    as_of: str | pd.Timestamp = "",
    k: int = 0,
    reports: str | Path = "",
) -> Shared:
    """Measure a data folder, and return only what may be shared.

    Parameters
    ----------
    data_dir
        The folder with the exports; "" is the example.
    period
        A month, a quarter or a year; by default the month of the day.
    as_of
        The last day to look at; by default the last of the period that the exports cover.
    k
        The group that is not told apart, 5 or 10; by default what shared.yaml says, else 5.
    reports
        The folder of the reports, for what was told before; "" for none.

    Returns
    -------
    Shared
        Numbers in steps, with words of weaklib's own.

    Raises
    ------
    InputError
        If the exports, the period or shared.yaml cannot be used, or an earlier shared report cannot be read.

    Examples
    --------
    >>> shared = aggregates("data/example", period="2026-10")
    >>> shared.k, min(shared.column("field")), set(shared.column("field") % shared.k)
    (5, 5, {0})
    """
    from weaklib.pages.outreach_inputs import folder_of
    from weaklib.pages.trust import open_book

    choices = read_choices(folder_of(data_dir))
    book = open_book(data_dir)
    span = span_of(book, period=period, as_of=as_of)
    counts = _counted(book, span, data_dir)
    folder = Path(reports) if str(reports) else None
    return sealed(counts, span.period.text, choices=choices, k=k or choices.k, reports=folder)


def sealed(
    counts: Counts, period: str, *, k: int, choices: Choices | None = None, reports: Path | None = None
) -> Shared:
    """Return of exact counts what may be told, beside what other shared reports of a folder have told.

    Parameters
    ----------
    counts
        The exact counts.
    period
        The period that they are of.
    k
        The group that is not told apart.
    choices
        What the person chose.
    reports
        The folder of the reports.

    Raises
    ------
    InputError
        If `k` is none that can be chosen, or an earlier shared report cannot be read.
    """
    if k not in LEAST_GROUPS:
        msg = f"The group that is not told apart is {k}; choose {' or '.join(map(str, LEAST_GROUPS))}."
        raise InputError(msg)
    chosen = choices or Choices()
    told = told_before(reports)
    rounded = protected(counts, k=k, names=chosen.circles, told=rows_of(told))
    cells = unbetrayed(rounded, told, k)
    before = last_before([report for report in told if report.k == k], period)
    return Shared(
        period=period,
        day=f"{counts.day:%Y-%m-%d}",
        k=k,
        cells=cells,
        chosen=chosen.chosen,
        owner=chosen.owner,
        before=before.period if before else "",
        before_cells=tuple(cell for cell in before.cells if cell.table == "class") if before else (),
        replaced=replaced_by(cells, k, told, period),
    )


def _counted(book: Book, span: Span, data_dir: str) -> Counts:
    """Measure what is counted; people stay in here."""
    from weaklib.action.impact import setting_of
    from weaklib.measures.bridging import owner_structure
    from weaklib.measures.circles import find_circles
    from weaklib.measures.diversity import diversity_table
    from weaklib.measures.network import contact_network, current_work
    from weaklib.measures.ties import tie_table
    from weaklib.pages.outreach_inputs import open_inputs
    from weaklib.views.class_history import class_history

    day, known = span.day, book.as_of(span.day)
    ties, graph = tie_table(known, as_of=day), contact_network(known, as_of=day)
    circles = find_circles(graph, seed=0)
    whole = owner_structure(ties, graph)
    ledger = open_inputs(data_dir).ledger
    setting = setting_of(book, ledger, period=f"{day:%Y}", as_of=day, ties=ties, graph=graph, circles=circles)
    return counts_of(
        day,
        ties,
        graph,
        circles,
        work=current_work(known),
        trend=class_history(known, day),
        diversity=diversity_table(known, ties),
        structure=(whole.constraint, whole.effective_size),
        asked=asked_of(setting),
    )

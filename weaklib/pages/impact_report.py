"""Did it help, in short, for the monthly report: three numbers, weak against strong, what to change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import networkx as nx
import pandas as pd

from weaklib.action.assessment import InShort
from weaklib.action.impact import arrivals, contrast, setting_of, summary_of
from weaklib.action.impact.arrivals import take
from weaklib.action.impact.known import last_known
from weaklib.action.impact.setting import Setting
from weaklib.book import Book
from weaklib.pages import impact, impact_assessment, impact_told
from weaklib.pages.outreach_inputs import Inputs
from weaklib.pages.prose import day, listed, markdown
from weaklib.views.impact_rates import weak_and_strong

if TYPE_CHECKING:
    import plotly.graph_objects as go
    from IPython.display import HTML, Markdown


class Helped(NamedTuple):
    """What the section is made from.

    Attributes
    ----------
    setting
        What was asked and what came, for the year of its day.
    told
        Its summary.
    assessment
        Of the last full quarter.
    found
        What waits to be confirmed.
    exports_end
        The day of the rest of the report, which is as far as the exports reach by then.
    """

    setting: Setting
    told: pd.DataFrame
    assessment: InShort
    found: pd.DataFrame
    exports_end: pd.Timestamp


def measured(
    book: Book,
    inputs: Inputs,
    report_day: pd.Timestamp,
    *,
    as_of: str,
    ties: pd.DataFrame,
    graph: nx.Graph[Any],
    circles: pd.Series[Any],
    arrived: pd.DataFrame | None = None,
) -> Helped:
    """Measure what the section tells, as of the day that was asked for, with what was measured already.

    Where none was asked for, it is the last on which the ledger was written, if the exports end before: who
    records today finds it here today. With a day named, the page is the same whatever is recorded later.

    Parameters
    ----------
    book
        What the exports say.
    inputs
        The ledger and the goals beside them.
    report_day
        The day of the rest of the report.
    as_of
        The day that was asked for; "" for none. The three numbers are those of the year of the section's day.
    ties, graph, circles
        As measured for the day of the report; they are made anew where that of the section is later.
    arrived
        What `arrivals` told of the whole record on that day, where it was made; likewise. What was told in
        short does not serve: of the year of the section the words are told too.
    """
    records = [] if inputs.ledger is None else inputs.ledger.records()
    known = None if as_of else last_known(book, records)
    end = report_day if known is None else max(known, report_day)
    same = end == report_day
    setting = setting_of(
        book,
        inputs.ledger,
        period=f"{end:%Y}",
        as_of=end,
        ties=ties if same else None,
        graph=graph if same else None,
        circles=circles if same else None,
    )
    if same and arrived is not None:
        take(setting, arrived)
    assessment = impact_assessment.in_short(setting, inputs, impact_assessment.assessed("", end))
    waits = impact_told.waiting(book, inputs, end)
    return Helped(setting, summary_of(setting), assessment, waits, report_day)


def began(helped: Helped) -> Markdown:
    """Return of which year and as of which day the section is, and how to begin where the ledger is empty."""
    told = f"Told for {helped.setting.period.words()}, as of {day(helped.setting.day)}"
    if helped.setting.day > helped.exports_end:
        told += f", to which your ledger reaches; the exports end on {day(helped.exports_end)}"
    begun = impact.began(helped.setting)
    return markdown(f"{told}.", f"\n\n{begun.data}" if begun else "")


def three_numbers(helped: Helped) -> HTML:
    """Return the three numbers of the year, each with the rows behind it."""
    return impact.three_numbers(helped.told, helped.setting, arrivals(helped.setting))


def weak_against_strong(helped: Helped) -> HTML | Markdown | None:
    """Return in words whether weak ties answered more than strong ones; None where nobody was asked."""
    if helped.setting.sent.empty:
        return None
    return impact_told.compared(helped.setting, [contrast(helped.setting)])


def chart(helped: Helped) -> go.Figure | None:
    """Return the same as a chart with intervals; None where nobody was asked."""
    if helped.setting.sent.empty:
        return None
    return weak_and_strong(contrast(helped.setting), helped.told)


def waiting(helped: Helped) -> Markdown:
    """Return in words how many outcomes wait to be confirmed, and that none of them is counted."""
    return impact_told.proposed_in_words(helped.found)


def in_short(helped: Helped) -> Markdown:
    """Return which period was assessed, how many ties moved, and how the last adjustments fared."""
    assessment = helped.assessment
    verdicts = assessment.judged["verdict"].value_counts(sort=False)
    told = listed([f"{n:,} {verdict}" for verdict, n in verdicts.items()])
    moved, _, notes = str(impact_assessment.in_words(assessment).data).partition("\n\n")
    return markdown(
        moved.strip(),
        f"Of what was proposed a period before: {told}." if told else "",
        f"\n\n{notes}\n\n" if notes else "",
        "What follows from it, each with its measured cause:" if len(assessment.adjustments) else "",
    )


def adjustments(helped: Helped) -> HTML | Markdown:
    """Return what to change next, each with its measured cause and the rows behind it."""
    return impact_assessment.adjustments(helped.assessment, helped.setting)

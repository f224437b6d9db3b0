"""Did it help, in short, for the monthly report: three numbers, weak against strong, what to change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import networkx as nx
import pandas as pd

from weaklib.action.assessment import Assessment
from weaklib.action.impact import arrivals, contrast, setting_of, summary_of
from weaklib.action.impact.setting import Setting
from weaklib.book import Book
from weaklib.pages import impact, impact_assessment, impact_told
from weaklib.pages.outreach_inputs import Inputs
from weaklib.pages.prose import listed, markdown
from weaklib.views.impact_rates import weak_and_strong

if TYPE_CHECKING:
    import plotly.graph_objects as go
    from IPython.display import HTML, Markdown


class Helped(NamedTuple):
    """What the section is made from.

    Attributes
    ----------
    setting
        What was asked and what came, for the year of the report.
    told
        Its summary.
    assessment
        Of the last full quarter.
    found
        What waits to be confirmed.
    """

    setting: Setting
    told: pd.DataFrame
    assessment: Assessment
    found: pd.DataFrame


def measured(
    book: Book,
    inputs: Inputs,
    as_of: pd.Timestamp,
    *,
    ties: pd.DataFrame,
    graph: nx.Graph[Any],
    circles: pd.Series[Any],
) -> Helped:
    """Measure what the section tells, as of a day, with what was measured already.

    Parameters
    ----------
    book
        What the exports say.
    inputs
        The ledger and the goals beside them.
    as_of
        The day of the report; the three numbers are those of its year.
    ties, graph, circles
        As measured for that day.
    """
    setting = setting_of(
        book,
        inputs.ledger,
        period=f"{as_of:%Y}",
        as_of=as_of,
        ties=ties,
        graph=graph,
        circles=circles,
    )
    period = impact_assessment.assessed("", as_of)
    assessment = impact_assessment.assessment_of(setting, inputs, period)
    return Helped(setting, summary_of(setting), assessment, impact_told.waiting(book, inputs, as_of))


def began(helped: Helped) -> Markdown | None:
    """Return how to begin where the ledger is empty; None where it holds anything."""
    return impact.began(helped.setting)


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
    return markdown(
        str(impact_assessment.in_words(assessment).data).partition("\n\n")[0].strip(),
        f"Of what was proposed a period before: {told}." if told else "",
        "What follows from it, each with its measured cause:" if len(assessment.adjustments) else "",
    )


def adjustments(helped: Helped) -> HTML | Markdown:
    """Return what to change next, each with its measured cause and the rows behind it."""
    return impact_assessment.adjustments(helped.assessment, helped.setting)

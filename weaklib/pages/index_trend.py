"""How the headline figures went over the reports of a folder: one small drawing each."""

from __future__ import annotations

import math
from itertools import pairwise

from weaklib.measures.period import Period
from weaklib.pages.headline_names import FIGURES
from weaklib.pages.prose import safe
from weaklib.pages.shelf import Report
from weaklib.pages.sparkline import sparkline
from weaklib.pages.words import Words

MONTHS_OF = {"months": 1, "quarters": 3, "years": 12}
"""How many months a step of each kind of period has."""


def trend(reports: list[Report], words: Words) -> str:
    """Return the trend of the headline figures as HTML; "" where no two reports carry any.

    It is that of the private reports, and of the shortest periods of which there are two; else of the
    shared ones. Editions are never mixed, since the figures of the shared one are rounded.

    Parameters
    ----------
    reports
        From `shelf.reports_in`.
    words
        The language of the page.
    """
    for edition in ("private", "shared"):
        for kind, months in MONTHS_OF.items():
            found = [each for each in reports if each.edition == edition and _months(each.period) == months]
            told = sorted((each for each in found if each.figures), key=lambda each: each.day)
            if len(told) > 1:
                return _drawn(told, kind, edition, words)
    return ""


def _months(period: Period) -> int:
    return 12 if "-" not in period.text else 3 if "Q" in period.text else 1


def _drawn(reports: list[Report], kind: str, edition: str, words: Words) -> str:
    say = words.page
    first, last = reports[0].period.words(), reports[-1].period.words()
    about = say["trend of"].format(kind=say[kind], first=first, last=last, edition=say[edition])
    figures = "".join(_figure(name, reports, words) for name in FIGURES)
    gaps = any(b - a > 1 for a, b in pairwise(map(_place, reports)))
    lost = any(math.isnan(each.figures.get(name, math.nan)) for each in reports for name in FIGURES)
    note = f'<p class="small">{safe(say["trend gaps"])}</p>' if gaps or lost else ""
    return (
        f'<section aria-labelledby="trend"><h2 id="trend">{safe(say["trend"])}</h2><p>{safe(about)}</p>'
        f'<dl class="trend">{figures}</dl>{note}</section>'
    )


def _figure(name: str, reports: list[Report], words: Words) -> str:
    """Return one figure: its last value, how it changed, and the drawing; "" where no report knows it."""
    figures = [each.figures.get(name, math.nan) for each in reports]
    known = [place for place, figure in enumerate(figures) if not math.isnan(figure)]
    if not known:
        return ""
    say, then, now = words.page, known[0], known[-1]
    first, last = reports[then].period.words(), reports[now].period.words()
    spread = [figures[place] for place in known]
    label = say["trend said"].format(
        name=name,
        first=first,
        last=last,
        then=f"{spread[0]:,.0f}",
        now=f"{spread[-1]:,.0f}",
        least=f"{min(spread):,.0f}",
        most=f"{max(spread):,.0f}",
    )
    line = sparkline([*map(_place, reports)], figures, label=label, ended=reports[now].whole)
    since = _change(spread[-1] - spread[0], first, words) if len(known) > 1 else last
    return (
        f"<div><dt>{safe(name)}</dt><dd><b>{spread[-1]:,.0f}</b> <span>{safe(since)}</span>{line}</dd></div>"
    )


def _change(moved: float, first: str, words: Words) -> str:
    if not moved:
        return words.page["as before"].format(first=first)
    return words.page["since"].format(change=f"{'+' if moved > 0 else '−'}{abs(moved):,.0f}", first=first)


def _place(report: Report) -> float:
    """When a period is, in steps of its own length."""
    start = report.period.start or report.day
    return (start.year * 12 + start.month - 1) // _months(report.period)

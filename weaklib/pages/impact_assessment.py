"""The regular assessment in words: two periods compared, who moved, gaps, targets, and what to change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pandas as pd

from weaklib.action.assessment import MEASURES, Assessment, InShort, assess, assess_in_short
from weaklib.action.impact.setting import Setting
from weaklib.action.impact.steps import FEWEST
from weaklib.measures.period import period_of
from weaklib.pages.impact import listed_notes
from weaklib.pages.impact_rows import behind, folded, framed
from weaklib.pages.impact_rows import in_words as rows_in_words
from weaklib.pages.impact_told import sentences, told_of
from weaklib.pages.outreach_inputs import Inputs
from weaklib.pages.prose import count, day, known, markdown, safe, table

if TYPE_CHECKING:
    from IPython.display import HTML, Markdown

GAINED = ("new", "grew", "revived")
LOST = ("shrank", "fell silent", "went dormant")
MEANS: Mapping[str, str] = MappingProxyType(
    {
        "turnover": "Turnover: the part of your active ties that were active at one end of the time alone.",
        "employers_q1": "An effective number: so many employers or fields of equal size would be as varied.",
        "circles": "A circle: contacts who know each other.",
        "bridges": "Contacts who bridge: they lead from one circle to others.",
        "constraint": "Constraint: how far your contacts know each other; the lower, the more openings.",
        "effective_size": "Effective size: your contacts, less what they share with each other.",
        "signature_shift": "Social signature: which part of your contact the closest gets, the next, and so "
        "on, whoever they are; the shift is how far that changed.",
    }
)
"""What a measure of the comparison means, where its name does not say it."""


def assessed(period: str, day: pd.Timestamp) -> str:
    """Return the period to assess: the one asked for, else the last quarter that is over by a day.

    >>> assessed("", pd.Timestamp("2026-10-31")), assessed("2026", pd.Timestamp("2026-10-31"))
    ('2026-Q3', '2026')
    """
    if period:
        return period
    this = day.to_period("Q")
    over = this if this.end_time.normalize() <= day else this - 1
    return f"{over.year}-Q{over.quarter}"


def assessment_of(setting: Setting, inputs: Inputs, period: str) -> Assessment:
    """Return the assessment of a period, as of its last day where it is over by the day of the setting.

    Parameters
    ----------
    setting
        What was read, and the day of the page.
    inputs
        The ledger and the goals.
    period
        As it is written.
    """
    day = _as_of(setting, period)
    return assess(setting.book, inputs.ledger, inputs.goals, period=period, as_of=day)


def in_short(setting: Setting, inputs: Inputs, period: str) -> InShort:
    """Return what a report tells of the same assessment.

    Parameters
    ----------
    setting, inputs, period
        As for `assessment_of`.
    """
    day = _as_of(setting, period)
    return assess_in_short(setting.book, inputs.ledger, inputs.goals, period=period, as_of=day)


def _as_of(setting: Setting, period: str) -> pd.Timestamp | None:
    end = period_of(period).end
    return None if end is not None and end <= setting.day else setting.day


def in_words(assessment: InShort) -> Markdown:
    """Return in words how many ties moved in a period, and what is missing or cannot be compared."""
    moved = assessment.moves["what"].value_counts()
    up, down = (int(moved.reindex(list(kinds), fill_value=0).sum()) for kinds in (GAINED, LOST))
    notes = listed_notes(assessment.notes["note"])
    return markdown(
        f"In {period_of(assessment.period).words()}, as of {day(assessment.as_of)},",
        f"**{count(up, 'tie')}** began, grew or came back;",
        f"**{count(down, 'tie')}** shrank or fell silent.",
        f"\n\n{notes}" if notes else "",
    )


def compared(assessment: Assessment, setting: Setting) -> HTML | None:
    """Return each number of the period beside the one before; what cannot be compared says so."""
    first = assessment.numbers[assessment.numbers["by"] == "all"]
    rows = assessment.compared[~assessment.compared["measure"].isin(first["measure"])]
    if first.empty and rows.empty:
        return None
    columns = {
        "Number": [*first["measure"].str.replace("_", " ").str.capitalize(), *rows["what"]],
        "Before": [*first["shown_before"], *map(_number, rows["before"], rows["measure"])],
        "Now": [*first["shown"], *map(_number, rows["now"], rows["measure"])],
        "Change": [*map(_changed, first.to_dict("records")), *map(_change, rows.to_dict("records"))],
    }
    told = [
        f"{safe(row['sentence'])}{''.join(f'<br>{row}' for row in rows_in_words(setting, row['rows']))}"
        for row in assessment.compared.to_dict("records")
    ]
    body = str(table(pd.DataFrame(columns)).data)
    return framed(
        "", body, _meanings(rows["measure"]), folded(f"the rows behind {count(len(told), 'number')}", told)
    )


def moves(assessment: Assessment, setting: Setting, *, most: int = 3) -> HTML | None:
    """Return whose ties moved, of each kind of move the first, each with the rows behind it."""
    moved = assessment.moves.groupby("what", sort=False)
    told = told_of(moved.head(most))
    left = len(assessment.moves) - len(told)
    shown = sentences(setting, told, most=len(told))
    more = f'<p class="soft">and {left:,} more</p>' if left else ""
    return framed("", str(shown.data), more) if shown is not None else None


def gaps(assessment: Assessment, setting: Setting) -> HTML | Markdown | None:
    """Return the gaps between the goals and the network; a sentence where there are none."""
    if assessment.gaps.empty:
        return markdown("No gap between your goals and your network is known.")
    return sentences(setting, told_of(assessment.gaps))


def targets(assessment: Assessment, setting: Setting) -> HTML | Markdown:
    """Return how far each target is; how to set one where there is none."""
    if assessment.targets.empty:
        return markdown(
            "You have set no target. A line in `goals.yaml` sets one, for instance",
            "`targets: [{count: 3, what: two-way contacts, in: energy, by: 2027-03-31}]`.",
        )
    cards = [_target(row, setting) for _, row in assessment.targets.iterrows()]
    return framed("cards-list", *cards)


def adjustments(assessment: InShort, setting: Setting) -> HTML | Markdown:
    """Return what to change next, each with its measured cause and the rows behind it."""
    if assessment.adjustments.empty:
        return markdown("Nothing that was measured calls for a change.")
    cards = [
        f'<article class="card"><h3>{number}. {safe(row["sentence"])}</h3><p>{safe(row["cause"])}</p>'
        f"{behind(setting, row['rows'])}</article>"
        for number, (_, row) in enumerate(assessment.adjustments.iterrows(), 1)
    ]
    return framed("cards-list", *cards)


def judged(assessment: Assessment, setting: Setting) -> HTML | Markdown:
    """Return what was proposed a period ago, and what happened."""
    if assessment.judged.empty:
        return markdown("Of the period before nothing was proposed, so there is nothing to judge.")
    return framed("cards-list", *(_verdict(row, setting) for _, row in assessment.judged.iterrows()))


def _meanings(measures: Iterable[str]) -> str:
    told = [safe(MEANS[measure]) for measure in measures if measure in MEANS]
    return folded("what these numbers mean", told) if told else ""


def _target(row: pd.Series[Any], setting: Setting) -> str:
    on_track = row["on_track"]
    tag = "not known" if pd.isna(on_track) else "on track" if on_track else "behind"
    look = "" if pd.isna(on_track) else "kept" if on_track else "missed"
    return (
        f'<article class="card {look}"><span class="tag">{tag}</span><p>{safe(row["sentence"])}</p>'
        f"{behind(setting, row['rows'])}</article>"
    )


def _verdict(row: pd.Series[Any], setting: Setting) -> str:
    verdict = str(row["verdict"])
    look = {"kept": "kept", "not kept": "missed"}.get(verdict, "")
    return (
        f'<article class="card {look}"><span class="tag">{safe(verdict)}</span>'
        f"<h3>{safe(row['sentence'])}</h3><p>{safe(row['what_happened'])}</p>"
        f"{behind(setting, row['rows'])}</article>"
    )


def _digits(measure: str, *values: float) -> int:
    """Return how many digits after the point a measure is told with, as in its sentence."""
    if measure in MEASURES:
        return MEASURES[measure].digits
    return 0 if all(value == round(value) for value in values) else 2


def _number(value: object, measure: str) -> str:
    if not known(value):
        return "not known"
    number = float(str(value))
    return f"{number:,.{_digits(measure, number)}f}"


def _change(row: dict[Any, Any]) -> str:
    if not row["like_for_like"]:
        return "cannot be compared"
    if not known(row["change"]):
        return "not known"
    ends = [float(row[end]) for end in ("before", "now")]
    digits = _digits(row["measure"], *ends)
    before, now = (round(value, digits) for value in ends)  # as it is shown
    change = round(now - before, digits)
    return f"{change:+,.{digits}f}" if change else "the same"


def _changed(row: dict[Any, Any]) -> str:
    """Return the change of one of the three numbers; of a mean of few ratings none is told."""
    if row["kind"] == "rating" and min(row["n"], row["n_before"]) < FEWEST:
        return "too few ratings"
    before, now = row["value_before"], row["value"]
    return _change({**row, "before": before, "now": now, "change": now - before})

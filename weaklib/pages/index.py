"""`reports/index.html`: every report of the folder, and how the headline figures went."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from weaklib.pages.headline_names import FIGURES
from weaklib.pages.index_trend import trend
from weaklib.pages.keep import locked, write_whole
from weaklib.pages.prose import day, known, safe
from weaklib.pages.scripts import policy, template
from weaklib.pages.shelf import INDEX, Report, Shelf, reports_in
from weaklib.pages.words import ENGLISH, Words

KINDS = {7: "months", 6: "quarters", 4: "years"}
"""What the periods are called that are written with so many letters; a quarter's hyphen is not counted."""

OPEN_YEARS = 2
"""So many years of months stand open; those before open at a click."""


def write_index(folder: Path, *, words: Words = ENGLISH) -> Path:
    """Write the page that lists the reports of a folder, from what they carry themselves.

    Parameters
    ----------
    folder
        The folder of the reports, held by this run.
    words
        The language of the page.

    Returns
    -------
    Path
        `index.html`, mode 600.

    Raises
    ------
    OutputError
        If it cannot be written; the old one is as it was.
    """
    return write_whole(folder / INDEX, index_page(reports_in(folder), words=words))


def renew_index(folder: Path) -> None:
    """Write the list of reports where it does not say what the folder holds, as after a run that was killed.

    Parameters
    ----------
    folder
        The folder of the reports; nothing is made where there is none.
    """
    there = folder / INDEX
    if not folder.is_dir():
        return
    now = index_page(reports_in(folder)).encode()
    try:
        fresh = not there.is_symlink() and there.is_file() and there.read_bytes() == now
    except OSError:
        fresh = False
    if not fresh:
        with locked(folder):
            write_index(folder)


def index_page(shelf: Shelf, *, words: Words = ENGLISH) -> str:
    """Return the page that lists reports; the same reports give the same bytes, and it needs no script.

    Parameters
    ----------
    shelf
        From `shelf.reports_in`.
    words
        The language of the page.
    """
    say = words.page
    lists = [_list(kind, [*of], words) for kind, of in _by_kind(shelf.reports)]
    filled = {
        "LANGUAGE": html.escape(words.code),
        "POLICY": policy([], []),
        "TITLE": safe(say["reports"]),
        "CSS": template("page.css") + template("reports.css"),
        "SKIP": safe(say["skip"]),
        "ABOUT": safe(_about(shelf.reports, words)),
        "MAIN": trend(shelf.reports, words) + "".join(lists) + _left_out(shelf, words),
        "FOOTER": safe(say["reports footer"]),
    }
    parts = template("reports.html.in").split("@@")
    return "".join(part if place % 2 == 0 else filled[part] for place, part in enumerate(parts))


def kind_of(report: Report) -> str:
    """Return which kind of period a report is of: "months", "quarters" or "years"."""
    return KINDS[len(report.period.text.replace("-Q", "Q"))]


def _by_kind(reports: list[Report]) -> Iterator[tuple[str, Iterable[Report]]]:
    order = list(KINDS.values())
    return groupby(sorted(reports, key=lambda report: order.index(kind_of(report))), kind_of)


def _about(reports: list[Report], words: Words) -> str:
    if not reports:
        return words.page["no reports"]
    periods = {report.period.text for report in reports}
    count = words.page["one report" if len(reports) == 1 else "many reports"].format(count=len(reports))
    first = min(reports, key=lambda report: report.period.start or report.day)
    last = max(reports, key=lambda report: report.day)
    if len(periods) == 1:
        return f"{count}: {first.period.words()}"
    return words.page["reports about"].format(
        count=count, first=first.period.words(), last=last.period.words()
    )


def _list(kind: str, reports: list[Report], words: Words) -> str:
    """Return the reports of one kind of period under their heading; months stand by their year."""
    heading = f'<h2 id="{kind}">{safe(words.page[kind])}</h2>'
    if kind != "months":
        return heading + _table(words.page[kind], reports, words)
    years = [(year, [*of]) for year, of in groupby(reports, lambda report: report.period.text[:4])]
    return heading + "".join(
        f'<details class="year"{" open" if place < OPEN_YEARS else ""}><summary>{year} '
        f"<span>{safe(_count(of, words))}</span></summary>{_table(f'{words.page[kind]} {year}', of, words)}"
        "</details>"
        for place, (year, of) in enumerate(years)
    )


def _count(reports: list[Report], words: Words) -> str:
    return words.page["one report" if len(reports) == 1 else "many reports"].format(count=len(reports))


def _table(label: str, reports: list[Report], words: Words) -> str:
    say = words.page
    heads = [(say["period"], ""), (say["told as of"], ""), *((name, "number") for name in FIGURES)]
    head = "".join(f'<th scope="col" class="{kind}">{safe(name)}</th>' for name, kind in heads)
    head += f'<th scope="col" class="short">{safe(say["read"])}</th>'
    rows = "".join(_row([*of], words) for _, of in groupby(reports, lambda report: report.period))
    return (
        f'<div class="frame" tabindex="0" role="group" aria-label="{safe(label)}"><table class="reports">'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _row(editions: list[Report], words: Words) -> str:
    """Return one period: its figures are those of the private report, where there is one."""
    say, told = words.page, editions[0]
    when = [day(told.day), say["whole" if told.whole else "partial"]]
    if told.edition == "shared" and told.figures:
        when.append(say["shared figures"])
    dated = " ".join(f"<span>{safe(part)}</span>" for part in when)
    figures = "".join(
        f'<td class="number" data-label="{safe(name)}">{_figure(told.figures.get(name))}</td>'
        for name in FIGURES
    )
    links = " ".join(
        f'<a href="{html.escape(each.name)}" aria-label="{safe(each.period.words())}, '
        f'{safe(say[each.edition])}">{safe(say[each.edition])}</a>'
        for each in editions
    )
    return (
        f'<tr><th scope="row" class="period">{safe(told.period.words())}</th>'
        f'<td class="when" data-label="{safe(say["told as of"])}">{dated}</td>{figures}'
        f'<td class="editions" data-label="{safe(say["read"])}">{links}</td></tr>'
    )


def _figure(figure: float | None) -> str:
    return f"{figure:,.0f}" if known(figure) else "–"


def _left_out(shelf: Shelf, words: Words) -> str:
    if not shelf.strange:
        return ""
    say = words.page
    items = "".join(
        f"<li>{safe(name)}: {safe(say['broken' if named else 'not a report'])}</li>"
        for name, named in shelf.strange.items()
    )
    return f'<h2 id="left-out">{safe(say["left out"])}</h2><p>{safe(say["left out why"])}</p><ul>{items}</ul>'

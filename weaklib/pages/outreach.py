"""The week's list on a page: whom to write to, for what, why, and an opener to copy; nothing is sent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from weaklib.action.impact.comparison import BY_CHANCE
from weaklib.action.impact.fair import choose
from weaklib.book import Book
from weaklib.pages.outreach_evidence import CHANNELS, resting_on, rows_in_words
from weaklib.pages.prose import ago, count, day, known, listed, markdown, markup, safe
from weaklib.pages.reach import phrase
from weaklib.views.card_words import ABOUT, PURPOSES

if TYPE_CHECKING:
    import networkx as nx
    from IPython.display import HTML, Markdown

NUMBERS = ("Nobody", "One person", "Two people", "Three people", "Four people", "Five people", "Six people")
MOST_REASONS = 4


def heading(week: pd.DataFrame) -> Markdown:
    """Return the section's heading, with as many people as there are on the list."""
    number = NUMBERS[len(week)] if len(week) < len(NUMBERS) else count(len(week), "person", "people")
    return markdown(f"## {number} to write to" if len(week) else "## Whom to write to")


def first(plan: pd.DataFrame, most: int = 5) -> pd.DataFrame:
    """Return the week's list: the purposes in turn, the best of each first, and nobody twice.

    The best suggestions of one purpose are often the best of another, so that one list by score
    would hold one question only.
    """
    turn = plan.groupby("purpose", sort=False).cumcount()
    week = plan.assign(turn=turn).sort_values("turn", kind="stable").drop(columns="turn")
    return week[~week["person"].duplicated()].head(most)


def by_lot(plan: pd.DataFrame, ties: pd.DataFrame, *, most: int = 5, seed: int = 0) -> pd.DataFrame:
    """Return the week's list where a lot decides between weak and strong ties that rank alike.

    What comes of it can be compared fairly: see `weaklib.action.impact.fair.choose`.
    """
    if plan.empty:
        return first(plan, most)
    of_each = [
        choose(part, slots=most, seed=seed, ties=ties) for _, part in plan.groupby("purpose", sort=False)
    ]
    week = first(pd.concat(of_each, ignore_index=True), most)
    lots = int((week["chosen"] == BY_CHANCE).sum())
    told = f"Chance chose {lots:,} of them, between weak and strong ties that rank alike."
    week.attrs = {"chance": told if lots else "No weak and strong ties rank alike, so chance chose nobody."}
    return week


def in_words(plan: pd.DataFrame, week: pd.DataFrame) -> Markdown:
    """Return in words how the list came about, and what would make it better."""
    if week.empty:
        return markdown("There is **nobody to suggest** just now.", notes(plan))
    counted = week["purpose"].value_counts(sort=False)
    told = listed([f"{number} to {_asked(str(purpose))}" for purpose, number in counted.items()])
    wait = int(week["guard"].astype(bool).sum())
    return markdown(
        f"Of {count(len(plan), 'suggestion')} these come first: {told}.",
        "Each has its reasons, the rows behind them, and an opener to change and send yourself:",
        "**weaklib sends nothing.**",
        f"{count(wait, 'person is', 'people are')} waiting for an answer from you first." if wait else "",
        week.attrs.get("chance", ""),
        notes(plan),
    )


def notes(plan: pd.DataFrame) -> str:
    """Return what a plan says of itself, such as what nobody leads to, as a list in Markdown."""
    return "\n\n" + "\n".join(f"- {safe(note)}" for note in plan.attrs.get("notes", ()))


def _asked(purpose: str) -> str:
    return PURPOSES.get(purpose, purpose).lower()


def week_cards(
    week: pd.DataFrame,
    as_of: pd.Timestamp,
    *,
    book: Book,
    graph: nx.Graph[Any] | None = None,
    language: str = "en",
) -> HTML | None:
    """Return one card a suggestion; None where there is none.

    Parameters
    ----------
    week
        Suggestions, as `outreach.plan` returns them.
    as_of
        The day of the list.
    book
        The book that the plan was made from, which has the rows behind the reasons.
    graph
        The ties among contacts, for reasons that rest on one.
    language
        The language that the openers are written in.
    """
    if week.empty:
        return None
    cards = "".join(card(row, as_of, book=book, graph=graph, language=language) for row in _rows(week))
    return markup(f'{style()}<div class="outreach">{cards}</div>')


def _rows(table: pd.DataFrame) -> Iterator[pd.Series[Any]]:
    return (row for _, row in table.iterrows())


def card(
    row: pd.Series[Any],
    as_of: pd.Timestamp,
    *,
    book: Book,
    graph: nx.Graph[Any] | None = None,
    language: str = "en",
) -> str:
    """Return one suggestion as HTML, in which everything from an export is text."""
    parts = [
        f"<h3>{safe(called(row))}</h3>",
        f'<p class="place">{_place(row, as_of)}</p>',
        f'<p class="purpose">{purpose(row)}</p>',
        _guard(row),
        _why(row, book, graph),
        _opens(row),
        _opener(row, language),
    ]
    return f'<article class="suggestion {safe(row["purpose"])}">{"".join(parts)}</article>'


def short_card(row: pd.Series[Any], *, language: str = "en") -> str:
    """Return one suggestion without its reasons, as HTML that looks the same wherever it is put."""
    parts = [f"<h3>{safe(called(row))}</h3>", f'<p class="purpose">{purpose(row)}</p>', _guard(row)]
    inside = "".join([*parts, _opener(row, language)])
    return f'{style()}<div class="outreach"><article class="suggestion">{inside}</article></div>'


def called(row: pd.Series[Any]) -> str:
    """Return whom a suggestion is about, else the gap that it is about; not yet safe."""
    return str(next(filter(known, (row["name"], row["person"], row["target"])), "A gap"))


def purpose(row: pd.Series[Any]) -> str:
    """Return for what somebody is suggested, as safe text: "Ask for advice on …"."""
    if not known(row["person"]):
        return "A gap to fill"
    asked = safe(PURPOSES.get(row["purpose"], row["purpose"]))
    if not known(row["target"]) or row["purpose"] not in ABOUT:
        return asked
    return asked + ABOUT[row["purpose"]].format(f"<em>{safe(row['target'])}</em>")


def _place(row: pd.Series[Any], as_of: pd.Timestamp) -> str:
    place = safe(row["organisation"]) if known(row["organisation"]) else ""
    return " · ".join(filter(None, [place, last_contact(row, as_of)]))


def last_contact(row: pd.Series[Any], as_of: pd.Timestamp) -> str:
    """Return when the two were last in touch and how, as safe text; never in touch is said so."""
    if not known(row["person"]):
        return ""
    if not known(row["last_contact"]):
        return "no contact on record"
    how = CHANNELS.get(str(row["last_channel"]), "")
    kind = f", by {how.removeprefix('a ')}" if how else ""
    return f"last in touch {ago(row['last_contact'], as_of)}{kind} ({day(row['last_contact'])})"


def _guard(row: pd.Series[Any]) -> str:
    if not known(row["guard"]):
        return ""
    return f'<p class="guard"><strong>{safe(str(row["guard"]).capitalize())}</strong>{_because(row)}</p>'


def _because(row: pd.Series[Any]) -> str:
    return ": they wrote last, and you have not replied yet." if row["guard"] == "answer first" else "."


def _why(row: pd.Series[Any], book: Book, graph: nx.Graph[Any] | None) -> str:
    told = zip(row["reasons"], row["evidence"], row["confidence"], strict=True)
    items = [_reason(*reason, book, graph) for reason in list(told)[:MOST_REASONS]]
    return f'<ul class="why">{"".join(items)}</ul>'


def _reason(text: str, rows: Sequence[Any], confidence: str, book: Book, graph: nx.Graph[Any] | None) -> str:
    behind = "".join(f"<li>{told}</li>" for told in rows_in_words(book, rows, graph=graph))
    summary = f"<summary>{safe(resting_on(rows, confidence))}</summary>"
    return f"<li>{safe(text)}<details>{summary}<ul>{behind}</ul></details></li>"


def _opens(row: pd.Series[Any]) -> str:
    ways = [safe(phrase(way)) for way in row["opens"]] if known(row["opens"]) else []
    return f'<p class="opens">Your only known way into {listed(ways, most=4)}.</p>' if ways else ""


def _opener(row: pd.Series[Any], language: str) -> str:
    """Return the drafted opener whole, marked with its language, as one piece to select and copy."""
    if not known(row["draft"]):
        return ""
    lines = "<br>".join(safe(line) for line in str(row["draft"]).splitlines())
    label = f"Opener to {safe(called(row))}"
    return (
        f'<div class="opener" role="group" aria-label="{label}">'
        f'<p class="draft" lang="{safe(language)}">{lines}</p></div>'
    )


@cache
def style() -> str:
    """Return how cards look, in JupyterLab and on a page alike."""
    css = (Path(__file__).with_name("template") / "outreach.css").read_text(encoding="utf-8")
    return f"<style>{css}</style>"

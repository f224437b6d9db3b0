"""Did it help: the three numbers on one screen, for any period; and how to begin without a record."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from weaklib.action.impact.notes import later_in_words
from weaklib.action.impact.setting import Setting
from weaklib.action.ledger.entries import RATINGS
from weaklib.pages.impact_rows import behind, folded, framed, in_words
from weaklib.pages.prose import count, cover, day, known, listed, markdown, safe, table
from weaklib.views.new_connections import with_how_many
from weaklib.views.theme import CLASS_COLOURS

if TYPE_CHECKING:
    from IPython.display import HTML, Markdown

RECEIVED = ("introductions", "referrals")
UNRATED = "–"


def heading(setting: Setting) -> HTML:
    """Return the head of a page: for which days it is told, as of which day, and from how many entries."""
    told = count(len(setting.attempts) + len(setting.outcomes), "entry", "entries")
    return cover(
        "Did it help?",
        f"{setting.period.words()}, as of {day(setting.day)} · from your exports and {told} of your ledger",
        as_of=setting.day,
    )


def began(setting: Setting) -> Markdown | None:
    """Return how to begin where the ledger holds nothing by the day, or what it holds later; else None."""
    if len(setting.attempts) or len(setting.outcomes):
        return None
    if setting.later:
        told, _, remedy = later_in_words(setting).partition(". ")
        return markdown(f"**{told}.**", remedy)
    return markdown(
        "**Nothing is in your ledger yet**, so this page can only show what the exports tell: who became a",
        "connection. To see whether asking helps, record what you ask from now on; it takes seconds:",
        "\n\n"
        "1. Write to one person of the week's list in `04-outreach`, and press *I wrote* beside the opener;"
        " or type `weaklib log add`.\n"
        "2. When something comes of it, say so in the form of `05-impact`, or with `weaklib log add`. Replies"
        " and meetings that the next export shows are proposed, and count once you confirm them.\n"
        "3. From the fifth message on, this page tells rates; before that it shows the plain counts.",
    )


def three_numbers(summary: pd.DataFrame, setting: Setting, new: pd.DataFrame) -> HTML:
    """Return the three numbers side by side, and under them the second and the third by the class of the tie.

    Parameters
    ----------
    summary
        From `summary`, for the period of the setting.
    setting
        Which holds what the rows are of.
    new
        From `arrivals`: of how many of them contact is two-way.
    """
    sections = (
        _connections(summary, setting, new),
        _received(summary, setting),
        _rated(summary, setting),
    )
    whole = "".join(f"<section>{section}</section>" for section in sections)
    return framed("", f'<div class="numbers">{whole}</div>', _by_class(summary))


def picked(summary: pd.DataFrame, measures: Sequence[str], by: str) -> pd.DataFrame:
    """Return the rows of some measures, of one way of grouping."""
    return summary[summary["measure"].isin(measures) & summary["by"].eq(by)]


def _connections(summary: pd.DataFrame, setting: Setting, new: pd.DataFrame) -> str:
    row = picked(summary, ["new_connections"], "all").iloc[0]
    both = int(new["two_way_since"].notna().sum())
    told = with_how_many(both) if len(new) else "none is recorded"
    head = f'<h3>New connections</h3><p class="big">{safe(row["shown"])}</p><p class="soft">{told}</p>'
    return head + behind(setting, row["rows"])


def _received(summary: pd.DataFrame, setting: Setting) -> str:
    totals = [_shown(summary, measure) for measure in RECEIVED]
    unasked = picked(summary, RECEIVED, "unasked")
    n = int(unasked.loc[unasked["group"] == "unasked", "n"].sum())
    more = f"{n:,} of them came without being asked for" if n else "received, as you confirmed"
    return (
        f'<h3>Introductions and referrals</h3><p class="big">{" and ".join(map(safe, totals))}</p>'
        f'<p class="soft">{more}</p>{_details(picked(summary, RECEIVED, "class"), setting)}'
    )


def _rated(summary: pd.DataFrame, setting: Setting) -> str:
    rows = picked(summary, RATINGS, "all")
    given = rows[rows["n"].gt(0)]
    whole = " · ".join(f"{mean:.1f}" if known(mean) else UNRATED for mean in rows["value"])
    means = whole if len(given) else "not rated"
    named = listed([f"{name} (n = {n:,})" for name, n in zip(given["measure"], given["n"], strict=True)])
    said = f"{named}: means of your ratings, 0 to 3" if named else "an outcome may be rated 0 to 3"
    return (
        f'<h3>Engagement, support, guidance</h3><p class="big">{means}</p><p class="soft">{said}</p>'
        f"{_details(picked(summary, RATINGS, 'class'), setting)}"
    )


def _by_class(summary: pd.DataFrame) -> str:
    """Return what was received and how it was rated, one row a class of the tie when it was asked."""
    rows = picked(summary, [*RECEIVED, *RATINGS], "class")
    rows = rows[rows["n"] > 0]
    if rows.empty:
        return ""
    groups = _classes(rows)
    received = {(row["measure"], row["group"]): row for row in rows.to_dict("records")}
    columns: dict[str, list[Any]] = {"Through a tie that was": groups}
    for name in RECEIVED:
        columns[name.capitalize()] = [int(received.get((name, group), {"n": 0})["n"]) for group in groups]
    for name in RATINGS:
        columns[name.capitalize()] = [_rating(received.get((name, group), {"n": 0})) for group in groups]
    caption = "By the class of the tie when you asked; ratings as mean ± standard deviation, n is how many."
    return str(table(pd.DataFrame(columns), caption=caption).data)


def _shown(summary: pd.DataFrame, measure: str) -> str:
    return str(picked(summary, [measure], "all")["shown"].iloc[0])


def _rating(row: dict[Any, Any]) -> str:
    if not row["n"]:
        return UNRATED
    spread = f" ± {row['spread']:.1f}" if known(row["spread"]) else ""
    return f"{row['value']:.1f}{spread} (n = {row['n']:,})"


def _classes(rows: pd.DataFrame) -> list[str]:
    """Return the classes that have anything, in the order in which classes are listed everywhere."""
    found = set(rows.loc[rows["n"] > 0, "group"])
    return [*(name for name in CLASS_COLOURS if name in found), *sorted(found - CLASS_COLOURS.keys())]


def _details(rows: pd.DataFrame, setting: Setting) -> str:
    """Return the rows behind a table: one line a number, and under it what it is counted from."""
    if not rows["n"].any():
        return ""
    lines = [
        f"{safe(row['measure'])}, {safe(row['group'])}, n = {row['n']:,}"
        + "".join(f"<br>{told}" for told in in_words(setting, row["rows"]))
        for row in rows.to_dict("records")
        if row["n"]
    ]
    return folded(f"the rows behind {count(len(lines), 'number')}", lines)


def rates(summary: pd.DataFrame, by: str) -> HTML | Markdown:
    """Return what was asked and what came of it, by purpose, circle, channel or class.

    Parameters
    ----------
    summary
        From `summary`.
    by
        "purpose", "class", "circle" or "channel".
    """
    sent = picked(summary, ["sent"], by)
    if sent.empty:
        return markdown("No message was sent in this time.")
    columns: dict[str, list[Any]] = {by.capitalize(): sent["group"].tolist(), "Sent": sent["n"].tolist()}
    for measure, title in (("replied", "Answered in 14 days"), ("intro_made", "Led to an introduction")):
        shown = picked(summary, [measure], by).set_index("group")["shown"]
        columns[title] = shown.reindex(sent["group"]).fillna("not due yet").tolist()
    columns["Not due yet"] = sent["pending"].astype("int64").tolist()
    return table(pd.DataFrame(columns), caption="In brackets: the share and its 95 % interval, from five on.")


def notes(summary: pd.DataFrame) -> Markdown | None:
    """Return what the summary says of itself: what is left out, what is a lower bound; None for nothing."""
    said = summary.attrs.get("notes", ())
    return markdown(listed_notes(said)) if said else None


def listed_notes(notes: Iterable[str]) -> str:
    """Return notes as a list in Markdown; what they name as code stands in quotes."""
    plain = (_CODE.sub(r"“\1”", note) for note in notes)
    return "\n".join(f"- {safe(note)}" for note in plain)


_CODE = re.compile("`([^`]*)`")

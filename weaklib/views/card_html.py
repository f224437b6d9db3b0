"""The card as HTML: for JupyterLab, and for a page; everything from an export is escaped and stays text."""

from __future__ import annotations

import html
import math
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from weaklib.measures.sentences import counted, listed
from weaklib.views.card_parts import Action, Card, Neighbour, Part
from weaklib.views.card_words import met
from weaklib.views.theme import CLASS_COLOURS, CLASS_MEANINGS

BAR, GAP, TALL = 8, 2, 40
"""The width of a month's bar, the gap to the next, and the height of the chart, in pixels."""

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def card_html(card: Card, *, style: bool = True) -> str:
    """Return a card as HTML, whole and with its looks; a page that has those already leaves `style` out.

    Parameters
    ----------
    card
        From `card_of`.
    style
        Whether the style sheet stands before it.
    """
    parts = [
        _head(card),
        _strength(card),
        _months(card.months),
        f"<p>{text(met(card.meetings))}</p>",
        _opens(card),
        _actions(card.actions, card.asked),
        _neighbours(card.neighbours, card.known),
        _evidence(card),
    ]
    body = "".join(parts)
    looks = f"<style>{css()}</style>" if style else ""
    return f'{looks}<article class="wl-card" aria-label="{text(card.name)}">{body}</article>'


def text(value: object) -> str:
    """Return a value as text that HTML takes for nothing else, in an attribute too."""
    return html.escape(" ".join(str(value).split()), quote=True)


@cache
def css() -> str:
    """Return how a card looks, in JupyterLab and on a page alike, on light and on dark ground."""
    return Path(__file__).with_name("card.css").read_text(encoding="utf-8")


def _head(card: Card) -> str:
    work = " · ".join(text(each) for each in (card.position, card.organisation) if each)
    circle = f"Circle: {text(card.circle)}" if card.circle else "No tie to your other contacts is known"
    colour = CLASS_COLOURS.get(card.tie, CLASS_COLOURS["unknown"])
    tie = f'<span class="dot" style="background:{colour}"></span>{text(card.tie)}'
    meaning = text(CLASS_MEANINGS.get(card.tie, ""))
    return (
        f'<h3>{text(card.name)}</h3><p class="work">{work or "Where they work is not known"}</p>'
        f'<p class="work">{circle}</p><p class="tie"><b>{tie}</b> <span>{meaning}</span></p>'
    )


def _strength(card: Card) -> str:
    if math.isnan(card.strength):
        return "<p>How close you are is <b>not known</b>: no export could show contact.</p>"
    rows = "".join(map(_part, card.parts))
    return (
        f'<details class="parts"><summary>Strength <b>{card.strength:.2f}</b> of 1'
        f"{_meter(card.strength)}</summary><ul>{rows}</ul></details>"
    )


def _part(part: Part) -> str:
    share = "not known" if math.isnan(part.share) else f"{part.share:.2f}"
    return f"<li><b>{text(part.name)}</b> <span>{share}</span><br>{text(part.words)}</li>"


def _meter(value: float) -> str:
    wide = max(0.0, min(value, 1.0)) * 100
    return (
        '<svg class="meter" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="rest" width="100" height="4"></rect><rect width="{wide:.1f}" height="4"></rect></svg>'
    )


def _months(months: Sequence[tuple[str, int]]) -> str:
    """Return the days of contact by month as bars; a table of numbers for those who cannot see them."""
    most = max((count for _, count in months), default=0)
    start, end = (_month(months[at][0]) for at in (0, -1)) if months else ("", "")
    if not most:
        return f'<p class="quiet">No contact is on record from {start} to {end}.</p>'
    wide = len(months) * (BAR + GAP)
    told = listed([f"{_month(month)}: {count}" for month, count in months if count])
    bars = "".join(_bar(i, count, most, _month(month)) for i, (month, count) in enumerate(months))
    return (
        f'<figure class="months"><figcaption>Days in touch by month, {start} to {end}; '
        f"most: {most}</figcaption>"
        f'<svg viewBox="0 0 {wide} {TALL + 2}" role="img" aria-label="{text(told)}">{bars}'
        f'<line x1="0" x2="{wide}" y1="{TALL + 1}" y2="{TALL + 1}"></line></svg></figure>'
    )


def _bar(place: int, count: int, most: int, month: str) -> str:
    if not count:
        return ""
    tall = max(round(TALL * count / most, 1), 2)
    told = f"<title>{month}: {counted(count, 'day')}</title>"
    left = place * (BAR + GAP)
    return f'<rect x="{left}" y="{TALL - tall:g}" width="{BAR}" height="{tall:g}">{told}</rect>'


def _month(month: str) -> str:
    year, number = month.split("-")
    return f"{MONTHS[int(number) - 1]} {year}"


def _opens(card: Card) -> str:
    ways = f"Your only known way into {text(listed(card.opens[:4]))}." if card.opens else ""
    more = f" And {len(card.opens) - 4} more." if len(card.opens) > 4 else ""
    if math.isnan(card.bridging):
        reach = "How far they bridge to other circles is not measurable."
    else:
        start = "A bridge: bridging" if card.bridge else "Bridging"
        reach = f"{start} to other circles {card.bridging:.2f} of 1."
    return f"<p>{text(reach)}</p>" + (f'<p class="opens">{ways}{more}</p>' if ways else "")


def _actions(actions: Iterable[Action], asked: Iterable[str]) -> str:
    told = "".join(
        f"<li><b>{text(action.purpose)}.</b> {text(action.sentence)}{_opener(action.opener)}</li>"
        for action in actions
    )
    noted = "".join(f"<li>{text(sentence)}</li>" for sentence in asked)
    do = f"<h4>What to do</h4><ul>{told}</ul>" if told else ""
    return do + (f"<h4>What you noted</h4><ul>{noted}</ul>" if noted else "")


def _opener(opener: str) -> str:
    lines = "<br>".join(text(line) for line in opener.splitlines())
    return f"<details><summary>An opener</summary><p>{lines}</p></details>" if opener.strip() else ""


def _neighbours(found: Sequence[Neighbour], known: int) -> str:
    if not found:
        return ""
    rows = "".join(
        f'<li class="{"seen" if each.observed else "inferred"}"><b>{text(each.name)}</b> '
        f"<span>{text(each.words)}</span></li>"
        for each in found
    )
    more = f"the strongest {len(found)} of {known:,} known ties" if known > len(found) else "their known ties"
    return f'<h4>Whom they know <span>({more})</span></h4><ul class="ties">{rows}</ul>'


def _evidence(card: Card) -> str:
    rows = "".join(
        f"<li>{text(each.words)} <span>({counted(each.rows, 'row')}; "
        f"{'not known' if each.confidence == 'unknown' else each.confidence + ' confidence'})</span></li>"
        for each in card.evidence
    )
    return f"<details><summary>What this rests on</summary><ul>{rows}</ul></details>"

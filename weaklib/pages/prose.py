"""Words, numbers and tables for a page: what comes from an export stays text, whatever it holds.

Every name, employer or file that reaches Markdown or HTML goes through `safe`, here or in the
notebook. It turns each character that could mean something to Markdown, to HTML or to a link into
its entity, so the reader sees exactly what the export says, and nothing of it can act.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from IPython.display import HTML, Markdown

SHORT = 16  # characters of a column that need not be broken into lines
LONGEST = 24  # letters of a word in a table that stay on one line
NOT_KNOWN = "not known"
COVER = "weaklib"  # the key in a cell's output metadata under which the cover says its day
HEADLINE = "weaklib-headline"  # the one under which the headline figures stand as numbers

_ACTS = re.compile(r"[^\w\s]|_")


def safe(value: object) -> str:
    """Return `value` as text that neither Markdown nor HTML can take for anything else.

    Line breaks become spaces; control characters, and those that turn the direction of reading,
    are left out.

    >>> safe("[x](javascript:alert(1)) <b>")
    '&#91;x&#93;&#40;javascript&#58;alert&#40;1&#41;&#41; &#60;b&#62;'
    """
    shown = "".join(
        c for c in " ".join(str(value).split()) if unicodedata.category(c) not in _UNSEEN or c in _JOINERS
    )
    return _ACTS.sub(lambda found: f"&#{ord(found[0])};", shown)


_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_JOINERS = "\u200c\u200d"  # they belong to Persian names and to families of emoji


def known(value: object) -> bool:
    """Return whether `value` says anything: not None, not nan, not blank."""
    return isinstance(value, tuple | list) or bool(pd.notna(value) and value != "")  # type: ignore[call-overload]


def names(items: Iterable[object], *, most: int = 4) -> str:
    """Return `items` as a safe phrase: "A, B and C", or "A, B, C, D and 3 more"."""
    return listed([safe(item) for item in items], most=most)


def listed(items: Sequence[object], *, most: int = 9) -> str:
    """Return `items` as a phrase, as they are.

    >>> listed(["Ada", "Bo", "Cy"]), listed(["Ada", "Bo", "Cy"], most=1)
    ('Ada, Bo and Cy', 'Ada and 2 more')
    """
    parts = [str(item) for item in items[:most]]
    if len(items) > most:
        parts.append(f"{len(items) - most:,} more")
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def count(number: float, one: str = "", many: str = "") -> str:
    """Return a whole number with its noun in the right form.

    >>> count(1, "person", "people"), count(1204, "tie"), count(0, "bridge")
    ('1 person', '1,204 ties', 'no bridges')
    """
    noun = one if number == 1 else many or (one and f"{one}s")
    figure = "no" if number == 0 and noun else f"{number:,.0f}"
    return f"{figure} {noun}".strip()


def share(part: float, whole: float) -> str:
    """Return a part of a whole in words of one figure: "38%", "under 1%", "none", "all".

    >>> share(3, 8), share(1, 400), share(0, 9), share(9, 9)
    ('38%', 'under 1%', 'none', 'all')
    """
    from weaklib.measures.sentences import hundredths  # which loads all sources

    if not part or not whole:
        return "none"
    if part == whole:
        return "all"
    rate = 100 * part / whole
    return "under 1%" if rate < 1 else "over 99%" if rate > 99 else f"{hundredths(part / whole)}%"


def day(when: object) -> str:
    """Return a date as people write it: "3 October 2026"; "not known" where there is none.

    >>> day(pd.Timestamp("2026-10-03"))
    '3 October 2026'
    """
    if not known(when):
        return NOT_KNOWN
    stamp = pd.Timestamp(str(when))
    return f"{stamp.day} {MONTHS[stamp.month - 1]} {stamp.year}"


MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def ago(when: object, as_of: pd.Timestamp) -> str:
    """Return how long before `as_of` a day was, in the largest unit that still says something.

    >>> ago(pd.Timestamp("2022-10-01"), pd.Timestamp("2026-10-31"))
    '4 years ago'
    """
    if not known(when):
        return "never"
    days = max((as_of - pd.Timestamp(str(when)).tz_localize(None).normalize()).days, 0)
    if days < 2:
        return ("today", "yesterday")[days]
    for size, unit in ((365, "year"), (30, "month"), (7, "week")):
        if days >= 2 * size:
            return f"{days // size} {unit}s ago"
    return f"{days} days ago"


def markdown(*sentences: str) -> Markdown:
    """Return a paragraph for a notebook and its page; empty sentences are left out."""
    from weaklib.pages.still import StillMarkdown

    return StillMarkdown(" ".join(filter(None, sentences)))  # type: ignore[no-untyped-call]


def markup(body: str, **more: Any) -> HTML:
    """Return HTML for a notebook and its page; everything in it is escaped already, but for TeX."""
    from weaklib.pages.still import StillHTML

    return StillHTML(body, **more)  # type: ignore[no-untyped-call]


def steps(*items: str) -> str:
    """Return a numbered list in Markdown."""
    return "\n\n" + "\n".join(f"{number}. {item}" for number, item in enumerate(items, 1)) + "\n\n"


def table(frame: pd.DataFrame, *, caption: str = "") -> HTML:
    """Return `frame` as a table that is safe to show: text left, numbers right, gaps named.

    The index is shown when it has a name. A day is written out, a float rounded to two places, a
    tuple or list becomes a phrase, and what is missing says so.
    """
    shown = frame.reset_index() if frame.index.name is not None else frame
    kinds = {str(name): _kind(shown[name]) for name in shown.columns}
    head = "".join(f'<th scope="col" class="{kind}">{safe(name)}</th>' for name, kind in kinds.items())
    rows = "".join(
        "<tr>" + "".join(map(_cell, range(len(row)), kinds, kinds.values(), row)) + "</tr>"
        for row in shown.itertuples(index=False, name=None)
    )
    title = f"<caption>{safe(caption)}</caption>" if caption else ""
    made = f"<table>{title}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    label = safe(caption or f"Table: {', '.join(kinds)}")
    return markup(f'<div class="frame" tabindex="0" role="group" aria-label="{label}">{made}</div>')


def _kind(column: pd.Series[Any]) -> str:
    if pd.api.types.is_numeric_dtype(column):
        return "number"
    return "short" if column.map(lambda value: len(str(value))).max() <= SHORT else "text"


def _cell(place: int, name: str, kind: str, value: object) -> str:
    """Return a cell; the first of a row is its head, unless it is a number."""
    if place == 0 and kind != "number":
        return f'<th scope="row" class="{kind}">{_shown(value)}</th>'
    return f'<td class="{kind}" data-label="{safe(name)}">{_shown(value)}</td>'


def _shown(value: object) -> str:
    if isinstance(value, tuple | list):
        return " · ".join(map(_breakable, value)) or "–"
    if not known(value):
        return "–"
    if isinstance(value, pd.Timestamp):
        return day(value)
    if isinstance(value, float):
        return f"{value:.2f}"
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else _breakable(value)


def _breakable(value: object) -> str:
    """Return `value` as safe text whose longest words may be broken, so that none widens the page."""
    words = [[word[at : at + LONGEST] for at in range(0, len(word), LONGEST)] for word in str(value).split()]
    return " ".join("<wbr>".join(map(safe, parts)) for parts in words)


def cards(
    figures: Mapping[str, tuple[object, str]],
    *,
    changes: Mapping[str, str] | None = None,
    note: str = "",
    told: Mapping[str, float] | None = None,
) -> HTML:
    """Return headline figures side by side: for each name its value, its change, and what it means.

    Parameters
    ----------
    figures
        For each name its value and what it means.
    changes
        For some names how the value changed, in words.
    note
        What holds for all of them.
    told
        The figures that the page carries as numbers, nan where one is not known: of them `index.html` draws
        the trend, and of nothing else.
    """
    changed = changes or {}
    body = "".join(
        f"<div><dt>{safe(name)}</dt><dd><b>{_shown(value)}</b>"
        f"{_change(changed.get(name, ''))} <span>{safe(meaning)}</span></dd></div>"
        for name, (value, meaning) in figures.items()
    )
    small = f'<p class="small">{safe(note)}</p>' if note else ""
    return markup(f'<dl class="cards">{body}</dl>{small}', **({"metadata": carried(told)} if told else {}))


def carried(figures: Mapping[str, float]) -> dict[str, dict[str, float | None]]:
    """Return the metadata of an output by which the page carries figures as numbers.

    >>> carried({"people": 320, "in touch": float("nan")})
    {'weaklib-headline': {'people': 320, 'in touch': None}}
    """
    return {HEADLINE: {name: figure if known(figure) else None for name, figure in figures.items()}}


def _change(words: str) -> str:
    return f' <span class="change">{safe(words)}</span>' if words else ""


def cover(title: str, subtitle: str, *, as_of: pd.Timestamp, period: str = "") -> HTML:
    """Return the head of a page; its output also carries the period or the day, which name the file."""
    body = f'<header><h1>{safe(title)}</h1><p class="subtitle">{safe(subtitle)}</p></header>'
    told = {COVER: {"title": title, "as_of": f"{as_of:%Y-%m-%d}"} | ({"period": period} if period else {})}
    return markup(body, metadata=told)

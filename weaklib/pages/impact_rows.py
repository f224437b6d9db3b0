"""The rows behind a number of impact, each in a few words; notes of the ledger are not told."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pandas as pd

from weaklib.action.impact.setting import Setting
from weaklib.pages.outreach_evidence import FROM, Row, rows_in_words
from weaklib.pages.prose import count, day, known, listed, markup, safe

if TYPE_CHECKING:
    from IPython.display import HTML

MOST = 8
"""So many rows are told one by one; the others are counted."""
CALLED: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        **FROM,
        "ledger": ("entry of your ledger", "entries of your ledger"),
        "owner": ("row on your own work or schools", "rows on your own work or schools"),
    }
)
"""What the rows of each table are called, one and many."""
CAME: Mapping[str, str] = MappingProxyType(
    {
        "replied": "{who} replied",
        "conversation": "you talked with {who}",
        "help": "{who} helped or advised you",
        "intro_offered": "{who} offered an introduction{to}",
        "intro_made": "{who} introduced you{to}",
        "connection": "a new connection{to} came through {who}",
        "referral": "{who} referred you{to}",
        "interview": "an interview came through {who}",
        "offer": "an offer came through {who}",
    }
)
"""What each outcome is called in a sentence."""


def behind(setting: Setting, rows: Sequence[Row], *, summary: str = "", most: int = MOST) -> str:
    """Return the rows behind a number as a part of a page that opens with a click; "" where there are none.

    Parameters
    ----------
    setting
        Which holds what the rows are of.
    rows
        A table and a label each.
    summary
        What to click on; by default how many rows of which kind there are. It is made safe here.
    most
        So many are told; the rest is counted.
    """
    if not rows:
        return ""
    return folded(summary or counted_rows(rows), in_words(setting, rows, most=most))


def folded(summary: str, items: Sequence[str]) -> str:
    """Return a list that opens with a click; `items` are safe already, `summary` is made so here."""
    told = "".join(f"<li>{text}</li>" for text in items)
    return f"<details><summary>{safe(summary)}</summary><ul>{told}</ul></details>"


def counted_rows(rows: Sequence[Row]) -> str:
    """Return how many rows of which kind there are.

    >>> counted_rows([("ledger", 3), ("ledger", 4), ("people", "ada")])
    '2 entries of your ledger and 1 row of your contacts'
    """
    tables = pd.Series([table for table, _ in rows], dtype=object).value_counts(sort=False)
    return listed([count(n, *CALLED.get(str(table), ("row", "rows"))) for table, n in tables.items()])


def in_words(setting: Setting, rows: Sequence[Row], *, most: int = MOST) -> list[str]:
    """Return the rows in words, as safe text; of many the first ones and a count.

    Parameters
    ----------
    setting
        Which holds what the rows are of.
    rows
        A table and a label each.
    most
        So many are told.
    """
    told = [_entry(setting, label) or text for (label, text) in _told(setting, rows[:most])]
    return [*told, f"and {len(rows) - most:,} more"] if len(rows) > most else told


def _told(setting: Setting, rows: Sequence[Row]) -> list[tuple[Hashable, str]]:
    return [
        (label, "")
        if table == "ledger"
        else (None, _person(setting, label) if table == "people" else _other(setting, (table, label)))
        for table, label in rows
    ]


def _person(setting: Setting, label: Hashable) -> str:
    name = setting.book.people["name"].get(label)
    return f"{safe(name)}: {_other(setting, ('people', label))}" if known(name) else safe(label)


def _other(setting: Setting, row: Row) -> str:
    own = setting.book.owner.affiliations
    label: Any = row[1]
    if row[0] == "owner" and label in own.index:
        stay = own.loc[label]
        return f"your own time at {safe(stay['organisation'])}, from {day(stay['since'])}"
    return rows_in_words(setting.book, [row], graph=setting.graph)[0]


def _entry(setting: Setting, label: Any) -> str:
    """Return one entry of the ledger in words; "" for None."""
    if label is None:
        return ""
    if label in setting.attempts.index:
        return f"{_number(label)}: {_attempt(setting, setting.attempts.loc[label])}"
    if label in setting.outcomes.index:
        return f"{_number(label)}: {_outcome(setting, setting.outcomes.loc[label])}"
    return _number(label)


def _number(label: object) -> str:
    return f"number {safe(label)} in your ledger"


def _attempt(setting: Setting, row: pd.Series[Any]) -> str:
    tie = f"the tie was {safe(row['class'])}" if known(row["class"]) else ""
    about = "; ".join(filter(None, [safe(row["purpose"]) if known(row["purpose"]) else "", tie]))
    return f"you wrote to {_name(setting, row)} on {day(row['sent_on'])}" + (f" ({about})" if about else "")


def _outcome(setting: Setting, row: pd.Series[Any]) -> str:
    to = safe(_called(setting, row["to_person"])) if known(row["to_person"]) else ""
    about = f" to {to}" if to else ""
    sentence = CAME.get(str(row["step"]), "{who}: " + safe(row["step"]))
    if row["step"] == "connection" and to:
        about = f" with {to}"
    return sentence.format(who=_name(setting, row), to=about) + f" on {day(row['on'])}"


def _name(setting: Setting, row: pd.Series[Any]) -> str:
    return safe(_called(setting, row["person"], row.get("name")))


def _called(setting: Setting, person: object, otherwise: object = None) -> str:
    name = setting.book.people["name"].get(person)
    return str(next(filter(known, (name, otherwise, person)), "somebody"))


def framed(kind: str, *parts: str) -> HTML:
    """Return parts of a page with the looks of this section, in JupyterLab and on a page alike."""
    return markup(f'{style()}<div class="impact {kind}">{"".join(parts)}</div>')


@cache
def style() -> str:
    """Return how this section looks."""
    css = (Path(__file__).with_name("template") / "impact.css").read_text(encoding="utf-8")
    return f"<style>{css}</style>"

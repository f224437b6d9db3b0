"""What a circle, an event, a channel or a purpose has yielded, in words."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from weaklib.action.impact.intervals import wilson
from weaklib.action.impact.numbers import BLANK
from weaklib.action.impact.steps import REPLY_DAYS
from weaklib.action.impact.words import share_in_words
from weaklib.measures.sentences import counted, listed, times

PURPOSE: Mapping[str, str] = MappingProxyType(
    {
        "reconnect": "To reconnect",
        "advice": "For advice",
        "introduction": "For introductions",
        "maintain": "To maintain ties",
        "build": "To build ties",
    }
)
"""What is asked for, as a sentence begins."""

NOT_NAMED: Mapping[str, str] = MappingProxyType(
    {"circle": "In no known circle", "channel": "Through no channel that is named", "purpose": "Unasked"}
)


class Yield(NamedTuple):
    """The counts of one group, as `payback` explains them."""

    asked: int
    pending: int
    replied: int
    introductions: int
    connections: int
    lasting: int
    too_new: int


def sentence(kind: str, what: str, found: Yield) -> str:
    """Return what was asked and what came; of fewer than five attempts no percentage.

    Parameters
    ----------
    kind, what
        The kind of group, and what it is called.
    found
        Its counts.

    Examples
    --------
    >>> print(sentence("channel", "mail", Yield(2, 1, 1, 1, 0, 0, 0)))
    Through mail: asked twice, 1 of 1 answered within 14 days, 1 pending; 1 introduction.
    """
    return f"{_head(kind, what)}: {_asked(found)}; {_came(found)}."


def _head(kind: str, what: str) -> str:
    if what == BLANK.get(kind):
        return NOT_NAMED[kind]
    if kind == "event":
        return f"Those whom {what} brought"
    if kind == "purpose":
        return PURPOSE.get(what, f"For {what}")
    return f"The circle {what}" if kind == "circle" else f"Through {what}"


def _asked(found: Yield) -> str:
    due = found.asked - found.pending
    if not found.asked:
        return "not asked"
    told = [f"asked {times(found.asked)}"]
    if due:
        share = share_in_words(found.replied, due, wilson(found.replied, due))
        told.append(f"{share} answered within {REPLY_DAYS} days")
    if found.pending:
        told.append(f"{found.pending:,} pending")
    return ", ".join(told)


def _came(found: Yield) -> str:
    came = []
    if found.introductions:
        came.append(counted(found.introductions, "introduction"))
    if found.connections:
        came.append(counted(found.connections, "new connection"))
    if not came:
        return "no introduction and no new connection"
    return f"{listed(came)}{_lasted(found) if found.connections else ''}"


def _lasted(found: Yield) -> str:
    told = f", {found.lasting:,} of them lasting" if found.lasting else ", none of them seen to last"
    return f"{told} ({found.too_new:,} not known yet)" if found.too_new else told

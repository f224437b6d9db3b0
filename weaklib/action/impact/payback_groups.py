"""What was asked and what came, by circle, event, channel and purpose: which group each of it belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from weaklib.action.impact.arrivals import arrivals
from weaklib.action.impact.arrivals_how import led_here
from weaklib.action.impact.chains import introductions
from weaklib.action.impact.numbers import BLANK, COLUMN_OF
from weaklib.action.impact.setting import Setting
from weaklib.action.impact.steps import judged
from weaklib.action.yields import brought
from weaklib.measures.sentences import on_day

KINDS = ("circle", "event", "channel", "purpose")


@dataclass(frozen=True)
class Groups:
    """To which group of one kind each attempt, introduction and new connection belongs; "" is to none.

    Attributes
    ----------
    kind
        One of `KINDS`.
    asked, introduced, connected
        The group of each row of `judged`, `introductions` and `arrivals`, under their labels.
    names
        What a group is called, where that is not what it is kept under.
    """

    kind: str
    asked: pd.Series[Any]
    introduced: pd.Series[Any]
    connected: pd.Series[Any]
    names: Mapping[str, str]


def groups_of(setting: Setting) -> list[Groups]:
    """Return the groups of each kind.

    By purpose and channel everything belongs to the attempt that it came of, or came unasked. By circle, what
    came through somebody belongs to their circle, and any other new connection to its own. By event, what was
    asked of those whom it brought, whom they introduced, and who came by it.

    Parameters
    ----------
    setting
        The book and the ledger, as of which day, and the period.
    """
    by_entry = (_by_entry(setting, kind) for kind in ("channel", "purpose"))
    return [_by_circle(setting), _by_event(setting), *by_entry]


def _by_entry(setting: Setting, kind: str) -> Groups:
    column, blank = COLUMN_OF[kind], BLANK[kind]
    group = setting.outcomes[column].replace("", blank)
    made, new = introductions(setting)["entry"], arrivals(setting)["entry"]
    return Groups(
        kind=kind,
        asked=judged(setting)[column].replace("", blank),
        introduced=_looked_up(group, made),
        connected=_looked_up(group, new),
        names={},
    )


def _by_circle(setting: Setting) -> Groups:
    circles = setting.circles if setting.circles is not None else pd.Series(dtype="object")
    circle_of = circles.dropna().astype("str")
    made, new = introductions(setting), arrivals(setting)
    source = new["through"].where(new["how"] == "introduced", new["person"])
    return Groups(
        kind="circle",
        asked=judged(setting)["circle"].replace("", BLANK["circle"]),
        introduced=_looked_up(circle_of, made["by"], BLANK["circle"]),
        connected=_looked_up(circle_of, source, BLANK["circle"]),
        names={},
    )


def _by_event(setting: Setting) -> Groups:
    on = setting.book.people["connected_on"]
    on = on[on <= setting.day]
    met = brought(setting.situation, on).drop_duplicates("person").set_index("person")
    through = led_here(setting, on)
    met = met[~met.index.isin(through.loc[~through["direct"], "to"])]
    new = arrivals(setting)
    of = met["event"].astype("str")
    return Groups(
        kind="event",
        asked=_looked_up(of, judged(setting)["person"]),
        introduced=_looked_up(of, introductions(setting)["by"]),
        connected=new["through"].where(new["how"] == "event", ""),
        names={
            str(event): f"the {'thread' if thread else 'meeting'} of {size} people on {on_day(day)}"
            for event, thread, size, day in zip(of, met["thread"], met["size"], met["day"], strict=True)
        },
    )


def _looked_up(group: pd.Series[Any], keys: pd.Series[Any], otherwise: str = "") -> pd.Series[Any]:
    return keys.map(group.to_dict()).astype("object").fillna(otherwise)

"""Who led the owner to whom, as the ledger says: each introduction and connection, with both its ends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import pandas as pd

from weaklib.action.cells import name_of
from weaklib.action.expertise_forms import readable
from weaklib.action.impact.setting import Setting
from weaklib.action.whom import keys_of
from weaklib.sources.names import CJK, name_key
from weaklib.sources.names.namesakes import namesakes

INTRODUCED = "intro_made"
CONNECTED = "connection"
STEPS = (INTRODUCED, CONNECTED)
ENDS = ("person", "to_person")
NO_ENTRY = 0  # ids begin with 1
FEW_NAMES = 8
"""Up to so many names are looked for one by one; for more every name of the book is made comparable once."""

COLUMNS = ("entry", "attempt", "step", "on", "begun", "by", "by_name", "to", "to_name", "class")
"""The columns of `links`."""


def links(setting: Setting) -> pd.DataFrame:
    """Return what the ledger says of who led to whom: every introduction made, and every connection.

    Whom an outcome does not name, its attempt may: who was asked for. A connection that names nobody is one
    with the person asked. A name that exactly one person of the
    book bears, as `name_key` compares them, is that person's, if it is a full one; of several namesakes, or
    none, it stays a name.

    Parameters
    ----------
    setting
        The book and the ledger, as of which day. The period does not matter.

    Returns
    -------
    DataFrame
        By `on`, then by entry: `entry` (its id), `attempt` (<NA> of what came unasked), `step`
        ("intro_made" or "connection"), `on`, `begun` (of a connection the day on which it was asked for, else
        `on`), `by` and `by_name`, `to` and `to_name` (an id of the book or a name; "" where it is not said;
        `by` again of whom the owner asked for themselves), `class` (of the tie it came through, at asking).
    """
    return setting.once("links", _links)


def _links(setting: Setting) -> pd.DataFrame:
    came = setting.outcomes[setting.outcomes["step"].isin(STEPS)]
    asked = setting.attempts.reindex(came["attempt"].fillna(NO_ENTRY).astype("int64")).set_axis(came.index)
    to = came["to_person"].fillna("").astype("str").str.strip()
    to = to.where(to.ne(""), asked["to_person"].fillna("").astype("str").str.strip())
    to = to.mask(to.eq("") & came["step"].eq(CONNECTED), came["person"].str.strip())
    sent = asked["sent_on"].where(came["step"] == CONNECTED)
    found = pd.DataFrame(
        {
            "entry": came.index,
            "attempt": came["attempt"].astype("Int64"),
            "step": came["step"],
            "on": came["on"],
            "begun": sent.fillna(came["on"]),
            "by": came["person"].str.strip(),
            "by_name": came["name"],
            "to": to,
            "to_name": to,
            "class": came["class"],
        }
    )
    found = _named(setting, found)
    return found.sort_values(["on", "entry"], kind="stable", ignore_index=True)[list(COLUMNS)]


def _named(setting: Setting, found: pd.DataFrame) -> pd.DataFrame:
    """Call people by their ids where the book has them, and by the name it has."""
    whose = called(setting)
    typed = {end: found[f"{end}_name"].where(found[f"{end}_name"].ne(""), found[end]) for end in ("by", "to")}
    found = found.assign(by=found["by"].map(whose), to=found["to"].map(whose))
    names = {
        f"{end}_name": [
            name_of(setting.situation, who) if who in setting.book.people.index else readable(str(said))
            for who, said in zip(found[end], typed[end], strict=True)
        ]
        for end in ("by", "to")
    }
    return found.assign(**names).astype(dict.fromkeys(("by", "to", "by_name", "to_name"), "str"))


def called(setting: Setting) -> dict[str, str]:
    """Return who is meant by each id or name of the ledger: somebody whom the book has by the day, or a name.

    Names that are compared as the same are called as the first of them is written; "" is nobody.

    Parameters
    ----------
    setting
        The book and the ledger, as of which day.
    """
    return setting.once("called", _called)


def _called(setting: Setting) -> dict[str, str]:
    names, keys = setting.book.people["name"], keys_of(setting.book)
    said = pd.concat([table[end] for table in (setting.attempts, setting.outcomes) for end in ENDS])
    said = said.sort_index(kind="stable").fillna("").str.strip()
    whose = {text: keys.get(text, text) for text in said.unique()}
    free = [who for who in dict.fromkeys(whose.values()) if who and who not in names.index]
    key_of = {who: name_key(who) or who for who in free}
    first = {key: who for who, key in reversed(key_of.items())}
    full = {key: who for key, who in first.items() if _is_full(key)}
    bearer = _bearers(names.reindex(setting.ties.index), full)
    joined = {who: bearer.get(key, first[key]) for who, key in key_of.items()}
    return {text: joined.get(who, who) for text, who in whose.items()}


def _is_full(key: str) -> bool:
    """Tell whether a name is more than a given name: a Chinese, Japanese or Korean one is written as one."""
    return " " in key or CJK.fullmatch(key) is not None


def _bearers(names: pd.Series[Any], full: Mapping[str, str]) -> dict[str, str]:
    """Return for each name, by what it is compared as, who bears it, where that is exactly one person."""
    if len(full) <= FEW_NAMES:
        found = [
            (key, person) for key, said in full.items() for person in names.index[namesakes(names, said)]
        ]
    else:
        told = zip(names.fillna("").map(name_key), names.index, strict=True)
        found = [(key, person) for key, person in told if key in full]
    often = Counter(key for key, _ in found)
    return {key: str(person) for key, person in found if often[key] == 1}

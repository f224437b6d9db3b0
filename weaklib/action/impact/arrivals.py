"""New connections: who, since when, how they came, and whether contact became two-way."""

from __future__ import annotations

from typing import Any

import pandas as pd

from weaklib.action.expertise_forms import readable
from weaklib.action.impact.arrivals_contact import UNKNOWN, lasting, two_way, two_way_since
from weaklib.action.impact.arrivals_how import HOW, entries_of, how_in_short, how_they_came, led_here
from weaklib.action.impact.arrivals_months import LISTED_BY, per_month
from weaklib.action.impact.chains_links import CONNECTED, links
from weaklib.action.impact.known import by_then
from weaklib.action.impact.setting import Setting
from weaklib.measures.among import among
from weaklib.measures.sentences import on_days

__all__ = ["COLUMNS", "HOW", "LISTED_BY", "arrivals", "arrivals_in_short", "per_month"]

COLUMNS = (
    *("person", "name", "on", "how", "through", "two_way_since", "class", "sentence", "rows"),
    *("listed", "entry", "told", "lasting", "lasting_rows"),
)
"""The columns of `arrivals`."""


def arrivals(setting: Setting) -> pd.DataFrame:
    """Tell who became a connection in the period, how, and whether contact became two-way.

    Those are whom the exports list as connected then, and whom a confirmed "connection" of the ledger names
    and no export lists by the day: each person once, on the first day. Who left the list of connections
    before it was exported is in none, so what long past months brought is a lower bound.

    Parameters
    ----------
    setting
        The book and the ledger, as of which day, and the period.

    Returns
    -------
    DataFrame
        One row a new connection, the newest first, then by name:

        - `person` (an id of the book, or the name as it was entered), `name`, `on`.
        - `how` (one of `HOW`, the first that fits) and `through`: who introduced them, or the meeting or
          thread; "" for neither.
        - `two_way_since`: a day, which may be before the connection; NaT where contact is not two-way by the
          day, or where nothing could show it, which `told` tells.
        - `class` of the tie as of the day; "unknown" of whom no export knows.
        - `sentence`, and `rows`, the evidence for all of it.
        - `listed`, whether an export lists them; `entry`, the entry of the ledger that they came of (<NA> for
          none); `lasting`, whether there was two-way contact more than 30 days after (<NA> where that is
          too early to tell, or nothing could show it), and the `lasting_rows` that show it.

    Examples
    --------
    >>> import tempfile, weaklib as wl
    >>> from weaklib.action.impact.setting import setting_of
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     ledger = wl.ledger.open(f"{folder}/ledger.sqlite")
    ...     new = arrivals(setting_of(wl.read("data/example"), ledger, period="2022-03"))
    >>> int((new["how"] == "event").sum())
    5
    """
    return setting.once("arrivals", _arrivals)


def arrivals_in_short(setting: Setting) -> pd.DataFrame:
    """Tell the same of many at little cost: `person`, `on`, `how`, `two_way_since`; no words and no rows.

    Parameters
    ----------
    setting
        As for `arrivals`.
    """
    new = _who(setting)
    on = pd.Series(new["on"].to_numpy(), index=pd.Index(new["person"], name="person"))
    told = {"how": how_in_short(setting, on), "two_way_since": two_way_since(setting, on.index)}
    return pd.DataFrame({"on": on, **told}).reset_index()


def take(setting: Setting, every: pd.DataFrame) -> None:
    """Let a setting take its new connections from those of the whole record, told as of the same day.

    Parameters
    ----------
    setting
        Of which day and ledger they are too.
    every
        What `arrivals` returns for every period.
    """
    if set(COLUMNS) <= {*every}:  # what was told in short lacks the words
        setting.once("arrivals", lambda at: every[at.period.holds(every["on"])].reset_index(drop=True))


def _arrivals(setting: Setting) -> pd.DataFrame:
    new = _new(setting)
    contact = two_way(setting, pd.Index(new["person"])).set_axis(new.index)
    table = new.join(how_they_came(setting, new)).join(contact.rename(columns={"since": "two_way_since"}))
    table = table.join(lasting(setting, new).rename(columns={"shown_by": "lasting_rows"}))
    tie = setting.ties["class"].reindex(new["person"]).fillna(UNKNOWN)
    table["class"] = tie.to_numpy()
    table["entry"] = new["entry"].fillna(_led_by(setting, new))
    table["sentence"] = _sentences(setting, table)
    whence = zip(new["person"], new["entry"], new["attempt"], new["listed"], strict=True)
    listed = [(("people", who),) if known else entries_of(entry, of) for who, entry, of, known in whence]
    parts = zip(listed, table["how_rows"], table["rows"], table["lasting_rows"], strict=True)
    table["rows"] = pd.Series([tuple(dict.fromkeys(sum(rows, ()))) for rows in parts], dtype="object")
    return table[list(COLUMNS)]


def _who(setting: Setting) -> pd.DataFrame:
    """Return who became a connection in the period, and by which entry of the ledger those not listed did."""
    people = setting.book.people
    on = people["connected_on"]
    on = on[on <= setting.day]
    said = links(setting)
    said = said[said["step"].eq(CONNECTED) & ~among(said["to"], on.index)].drop_duplicates("to")
    on = on[setting.period.holds(on)]
    names = people["name"].reindex(on.index).fillna("").to_numpy()
    listed = pd.DataFrame({"person": on.index, "name": names, "on": on.to_numpy(), "listed": True})
    told = said[["to", "to_name", "on", "entry", "attempt"]].rename(
        columns={"to": "person", "to_name": "name"}
    )
    new = pd.concat([listed, told.assign(listed=False)], ignore_index=True)
    kept = new[setting.period.holds(new["on"])]
    return kept.astype({"entry": "Int64", "attempt": "Int64", "listed": "bool"})


def _new(setting: Setting) -> pd.DataFrame:
    """Return the same by their names, the newest first."""
    new = _who(setting)
    new["name"] = [readable(str(name)) or who for name, who in zip(new["name"], new["person"], strict=True)]
    return new.sort_values(["on", "name"], ascending=[False, True], kind="stable", ignore_index=True)


def _led_by(setting: Setting, new: pd.DataFrame) -> pd.Series[Any]:
    """Return of each the entry of the ledger that they came of, through others before their own."""
    found = led_here(setting, new.set_index("person")["on"]).drop_duplicates("to").set_index("to")["entry"]
    return found.astype("Int64").reindex(new["person"]).set_axis(new.index)


def _sentences(setting: Setting, table: pd.DataFrame) -> list[str]:
    ends = {
        True: f"No two-way contact is on record {by_then(setting.book, setting.day)}.",
        False: "Whether contact became two-way is not known: no export could show it.",
    }
    return [
        f"{name} became a connection on {on}{'' if listed else ', by your ledger alone'}: {clause}. "
        + (f"Contact has been two-way since {since}." if since else ends[told])
        for name, on, listed, clause, since, told in zip(
            *(table["name"], on_days(table["on"]), table["listed"], table["clause"]),
            *(on_days(table["two_way_since"]), table["told"]),
            strict=True,
        )
    ]

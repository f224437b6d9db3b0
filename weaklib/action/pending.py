"""What waits between the owner and others: replies owed, messages without an answer, invitations."""

from __future__ import annotations

import pandas as pd

from weaklib.action.owing import last_between, owed
from weaklib.action.replies import DIRECT
from weaklib.action.situation import Situation

KINDS = ("reply owed", "not answered", "invitation received", "invitation sent")
"""What waits: the owner's reply, theirs, the owner's yes or no to an invitation, and theirs."""

COLUMNS = ("kind", "person", "on", "days", "row")
"""The columns of `pending`."""


def pending(situation: Situation) -> pd.DataFrame:
    """List what waits for an answer on the day, by kind and the newest first.

    - "reply owed": they wrote last, within 60 days (`Weights.owed_days`), as `owing.owed` has it.
    - "not answered": the last between the two is a direct message or mail of the owner's, older than 14 days
      (`reply_days`, within which a reply counts) and at most 90 (`asked_days`, within which nobody is asked
      again). It may have needed no answer: what it said is not kept.
    - "invitation received", "invitation sent": who was invited and has not been connected since. Known only
      where the list of connections was exported on the day of the invitation or later.

    Parameters
    ----------
    situation
        What is known, as of which day.

    Returns
    -------
    DataFrame
        `kind`, one of `KINDS`; `person`; `on`, the owner's day of the message or invitation, and how many
        `days` ago that is; `row`, its label in `book.interactions`.

    Examples
    --------
    >>> import weaklib as wl
    >>> from weaklib.action.situation import Situation
    >>> book = wl.read("data/example")
    >>> ties, bridges = wl.ties.tie_table(book), wl.bridging.bridge_table(wl.network.contact_network(book))
    >>> waits = pending(Situation(book, book.last_day(), ties, bridges))
    >>> waits[waits["person"] == "ingeborg-vance"][["kind", "days"]].values.tolist()
    [['reply owed', 12]]
    """
    rows = situation.interactions
    parts = [
        ("reply owed", rows.loc[owed(situation).to_numpy()]),
        ("not answered", _not_answered(situation)),
        *_invitations(situation),
    ]
    found = pd.concat([part.assign(kind=kind, row=part.index) for kind, part in parts])
    table = found[situation.ties.index.get_indexer(pd.Index(found["person"])) >= 0]
    table = table.assign(on=situation.days(table["at"]), rank=table["kind"].map(KINDS.index))
    table["days"] = (situation.day - table["on"]).dt.days
    ordered = table.sort_values(["rank", "at"], ascending=[True, False], kind="stable", ignore_index=True)
    return ordered[list(COLUMNS)]


def _not_answered(situation: Situation) -> pd.DataFrame:
    """Return the owner's last words to each person that nothing has followed, neither new nor long past."""
    last, weights = last_between(situation), situation.weights
    mine = last[last["channel"].isin(DIRECT) & (last["direction"] == "out")]
    age = situation.night_after(situation.day) - mine["at"]
    waited = age > pd.Timedelta(days=weights.reply_days)
    return mine[waited & (age <= pd.Timedelta(days=weights.asked_days))]


def _invitations(situation: Situation) -> list[tuple[str, pd.DataFrame]]:
    """Return the newest invitations of whom the exports could show, and do not show, as connected."""
    rows = situation.interactions
    rows = rows[rows["channel"] == "invitation"].sort_values("at", kind="stable")
    newest = rows.drop_duplicates(["person", "direction"], keep="last")
    people, coverage = situation.book.people, situation.book.coverage
    connected = people.index[people["connected_on"] <= situation.day]
    until = coverage.loc[coverage["kind"] == "linkedin connections", "last"].max()
    known = (situation.days(newest["at"]) <= until) & ~newest["person"].isin(connected)
    return [
        ("invitation received", newest[known & (newest["direction"] == "in")]),
        ("invitation sent", newest[known & (newest["direction"] == "out")]),
    ]

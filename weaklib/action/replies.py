"""The chance of a reply: what came of messages that opened a conversation, shrunk to a rate for the like."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from weaklib.action.ledger.entries import OUTCOMES, SENT
from weaklib.action.situation import Situation
from weaklib.book import CONTACT_CHANNELS
from weaklib.measures.contact import silence_ends
from weaklib.measures.strength import Defaults

DIRECT = ("message", "mail")
MEETINGS = tuple(channel for channel, family in CONTACT_CHANNELS.items() if family == "meeting")
TWO_WAY_MEETING = Defaults().two_way_meeting
COLUMNS = ("attempts", "answered", "two_way", "prior", "own_rate", "p_reply")
"""The columns of what `replies` returns."""


def replies(situation: Situation) -> pd.DataFrame:
    """Tell for each person how likely a reply to a message that opens a conversation is.

    p_reply = (answered + k m) / (attempts + k), with k = 10. An attempt is one of the ledger, or an opener: a
    direct message or mail of the owner's after 30 days without any between the two. It is answered if they
    write within 14 days; the newest, whose 14 days are not over as far as the export of that channel goes,
    count only once they are answered. m is .45 for whom the owner was ever in two-way contact with and .20
    for others, a borrowed prior, until the owner has 20 attempts of that sort; then it is the owner's own
    rate among them.

    Parameters
    ----------
    situation
        What is known, as of which day.

    Returns
    -------
    DataFrame
        Indexed by `person`, as the ties: `attempts` and `answered` (counts), `two_way`, `prior` (m),
        `own_rate` (whether m is the owner's own rate), `p_reply` (0 to 1).

    References
    ----------
    METRICS, section 9.
    """
    people, weights = situation.ties.index, situation.weights
    first_two_way = _first_two_way(situation)
    tried = attempts(situation)
    since = pd.to_datetime(tried["person"].map(first_two_way), utc=True)
    like = tried.assign(two_way=since.notna() & (since < tried["at"]))
    count = like.groupby("person")["answered"].agg(["size", "sum"]).reindex(people, fill_value=0)
    two_way = pd.Series(first_two_way.index.get_indexer(people) >= 0, index=people)
    table = pd.DataFrame({"attempts": count["size"], "answered": count["sum"].astype("int64")})
    prior, own = pd.Series(index=people, dtype="float64"), pd.Series(data=False, index=people)
    for kind, borrowed in ((True, weights.replied_two_way), (False, weights.replied_one_way)):
        same = like.loc[like["two_way"] == kind, "answered"]
        enough = len(same) >= weights.own_rate_from
        prior[two_way == kind] = same.mean() if enough else borrowed
        own[two_way == kind] = enough
    shrunk = (table["answered"] + weights.prior_attempts * prior) / (
        table["attempts"] + weights.prior_attempts
    ).where(lambda whole: whole > 0)
    return table.assign(two_way=two_way, prior=prior, own_rate=own, p_reply=shrunk.fillna(prior))


def attempts(situation: Situation) -> pd.DataFrame:
    """Return the attempts whose answer is known by the day: openers in the exports, and those of the ledger.

    Returns
    -------
    DataFrame
        `person`, `at` (UTC), `answered` and `row`: the label of the message, or of the entry in the ledger.
        What the ledger says of a day stands for an opener of the same day. An outcome answers the attempt
        that it belongs to, and no other; the ledger is taken to be kept until the situation's `today`.
    """
    every = pd.concat([_openers(situation), _entered(situation)], ignore_index=True)
    every["day"] = situation.days(every["at"])
    every["answered"] = every.groupby(["person", "day"])["answered"].transform("any")
    every = every[~every.duplicated(["person", "day"], keep="last")]
    over = every["at"] + pd.Timedelta(days=situation.weights.reply_days) < every["seen_until"]
    return every.loc[over | every["answered"], ["person", "at", "answered", "row"]].reset_index(drop=True)


def direct_rows(situation: Situation) -> pd.DataFrame:
    """Return direct messages and mails by person and time, under their labels in the book."""
    return situation.once("direct_rows", _direct_rows)


def _direct_rows(situation: Situation) -> pd.DataFrame:
    rows, numbers = situation.contacts, situation.numbers.to_numpy()
    direct = rows["channel"].isin(DIRECT) & rows["direction"].isin(["in", "out"])
    place = np.flatnonzero(direct)
    # contacts are by time already
    place = place[np.argsort(numbers[place], kind="stable")]
    return rows[["person", "at", "direction", "channel"]].take(place).assign(number=numbers[place])


def _openers(situation: Situation) -> pd.DataFrame:
    rows, weights = direct_rows(situation), situation.weights
    gap = rows.groupby("number")["at"].diff()
    silent = gap.isna() | (gap > pd.Timedelta(days=weights.silent_days))
    incoming = rows["at"].where(rows["direction"] == "in")
    reply = incoming.groupby(rows["number"]).bfill()
    opened = rows[silent & (rows["direction"] == "out")]
    answered = reply[opened.index] - opened["at"] <= pd.Timedelta(days=weights.reply_days)
    return pd.DataFrame(
        {
            "person": opened["person"],
            "at": opened["at"],
            "answered": answered,
            "row": opened.index,
            "seen_until": opened["channel"].map(_seen_until(situation)),
        }
    )


def _entered(situation: Situation) -> pd.DataFrame:
    """Return the attempts that the ledger knows; it says that one was answered, or the exports show it."""
    marks = situation.marks
    steps = marks[["person", "step", "on", "id", "attempt"]]
    steps = steps.assign(on=pd.to_datetime(marks["on"]).dt.as_unit("us"))
    sent = steps[steps["step"] == SENT].sort_values("on", kind="stable", ignore_index=True)
    rows = direct_rows(situation)
    rows = rows[rows["person"].isin(sent["person"])]
    at = _sent_at(situation, sent, rows)
    wrote = rows.loc[rows["direction"] == "in", ["person", "at"]]
    said = _answered(situation, sent, steps[steps["step"].isin(OUTCOMES)])
    shown = _shown(situation, sent.assign(at=at), wrote)
    return pd.DataFrame(
        {
            "person": sent["person"],
            "at": at,
            "answered": said | shown,
            "row": sent["id"],
            "seen_until": _kept_until(situation),
        }
    )


def _kept_until(situation: Situation) -> pd.Timestamp:
    """Return until when an answer would be known: the ledger may be kept on after the exports end."""
    today = situation.night_after(max(situation.day, situation.today or situation.day))
    return max(today, *_seen_until(situation).values())


def _answered(situation: Situation, sent: pd.DataFrame, came: pd.DataFrame) -> pd.Series[bool]:
    """Tell of each attempt whether an outcome that belongs to it came in time: it belongs to one alone."""
    sent_on = sent.set_index("id")["on"].reindex(came["attempt"]).to_numpy()
    soon = came["on"] - sent_on <= pd.Timedelta(days=situation.weights.reply_days)
    return sent["id"].isin(came.loc[soon, "attempt"])


def _sent_at(situation: Situation, sent: pd.DataFrame, rows: pd.DataFrame) -> pd.Series[Any]:
    """Return when each attempt was made: with the first message of that day, or else as the day begins."""
    out = rows[rows["direction"] == "out"]
    first = out.assign(on=situation.days(out["at"]).dt.as_unit("us")).groupby(["person", "on"])["at"].min()
    at = first.reindex(pd.MultiIndex.from_frame(sent[["person", "on"]])).set_axis(sent.index)
    start = sent["on"].dt.tz_localize(
        situation.book.owner.zone, nonexistent="shift_forward", ambiguous=np.ones(len(sent), dtype=bool)
    )
    told: pd.Series[Any] = pd.to_datetime(at, utc=True).dt.as_unit("us").fillna(start.dt.tz_convert("UTC"))
    return told


def _shown(situation: Situation, sent: pd.DataFrame, wrote: pd.DataFrame) -> pd.Series[bool]:
    """Tell of each attempt whether they wrote in time: a message answers the newest attempt before it."""
    found = pd.merge_asof(
        wrote.astype({"person": "str"}).sort_values("at", kind="stable"),
        sent[["person", "at", "id"]].astype({"person": "str"}).sort_values("at", kind="stable"),
        on="at",
        by="person",
        tolerance=pd.Timedelta(days=situation.weights.reply_days),
    )["id"]
    return sent["id"].isin(found.dropna())


def _first_two_way(situation: Situation) -> pd.Series[Any]:
    """Return since when contact with each person is two-way, as for their tie; who never was is not in it."""
    rows, numbers = situation.contacts, situation.numbers
    met = rows["channel"].isin(MEETINGS)
    few = met & (rows["group_size"] <= TWO_WAY_MEETING)
    out, inward, together = (
        rows["at"].set_axis(numbers)[(kind & ~numbers.where(kind).duplicated()).to_numpy()]
        for kind in (~met & (rows["direction"] == "out"), ~met & (rows["direction"] == "in"), few)
    )
    both = out.index.intersection(inward.index)
    later = np.maximum(out[both], inward[both])
    first: pd.Series[Any] = pd.concat([later, together]).groupby(level=0).min()
    return first.set_axis(pd.Index([situation.numbered[number] for number in first.index], dtype="str"))


def _seen_until(situation: Situation) -> dict[str, pd.Timestamp]:
    """Return for each direct channel until when its export would show a reply."""
    ends = silence_ends(situation.book, situation.day)
    return {channel: situation.night_after(pd.Timestamp(ends[channel])) for channel in DIRECT}


def rate(situation: Situation) -> float:
    """Return the share of all attempts that were answered; nan without any."""
    answered = attempts(situation)["answered"]
    return float(answered.mean()) if len(answered) else np.nan

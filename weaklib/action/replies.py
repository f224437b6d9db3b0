"""The chance of a reply: what came of messages that opened a conversation, shrunk to a rate for the like."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from weaklib.action.contacts import Contacts, TwoWay, first_two_way
from weaklib.action.ledger.entries import OUTCOMES, SENT
from weaklib.action.situation import Situation
from weaklib.book import CONTACT_CHANNELS
from weaklib.measures.coded import CHANNELS
from weaklib.measures.contact import silence_ends
from weaklib.measures.strength import Defaults

DIRECT = ("message", "mail")
MEETINGS = tuple(channel for channel, family in CONTACT_CHANNELS.items() if family == "meeting")
TWO_WAY_MEETING = Defaults().two_way_meeting
TWO_DAYS = 2
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
    since = two_way(situation).since
    place = situation.told.numbers_of(people)
    tried = _attempts(situation)
    number, at = (tried[name].to_numpy() for name in ("number", "at"))
    # a stranger's number is -1, the last of these
    before = np.append(since, np.datetime64("NaT", "us"))[number] < at
    like = pd.DataFrame({"two_way": before, "answered": tried["answered"].to_numpy(bool)})
    inside = number >= 0
    tries, came = (
        np.bincount(number[inside], many, len(since) + 1).astype(np.int64)[place]
        for many in (None, like["answered"].to_numpy()[inside])
    )
    two_way_now = pd.Series(~np.isnat(np.append(since, np.datetime64("NaT", "us"))[place]), index=people)
    table = pd.DataFrame({"attempts": tries, "answered": came}, index=people)
    prior, own = pd.Series(index=people, dtype="float64"), pd.Series(data=False, index=people)
    for kind, borrowed in ((True, weights.replied_two_way), (False, weights.replied_one_way)):
        same = like.loc[like["two_way"] == kind, "answered"]
        enough = len(same) >= weights.own_rate_from
        prior[two_way_now == kind] = same.mean() if enough else borrowed
        own[two_way_now == kind] = enough
    shrunk = (table["answered"] + weights.prior_attempts * prior) / (
        table["attempts"] + weights.prior_attempts
    ).where(lambda whole: whole > 0)
    return table.assign(two_way=two_way_now, prior=prior, own_rate=own, p_reply=shrunk.fillna(prior))


def attempts(situation: Situation) -> pd.DataFrame:
    """Return the attempts whose answer is known by the day: openers in the exports, and those of the ledger.

    Returns
    -------
    DataFrame
        `person`, `at` (UTC), `answered` and `row`: the label of the message, or of the entry in the ledger.
        What the ledger says of a day stands for an opener of the same day. An outcome answers the attempt
        that it belongs to, and no other; the ledger is taken to be kept until the situation's `today`.
    """
    found = _attempts(situation)
    return found.assign(at=found["at"].dt.tz_localize("UTC"))[["person", "at", "answered", "row"]]


def _attempts(situation: Situation) -> pd.DataFrame:
    """Return the same with the `number` of each person, and moments that do not name their zone."""
    openers, entered = _openers(situation), _entered(situation)
    if len(entered) or situation.weights.silent_days < TWO_DAYS:
        entered["number"] = situation.told.numbers_of(entered["person"])
        for name in ("at", "seen_until"):
            entered[name] = entered[name].dt.tz_convert(None).astype("datetime64[us]")
        every = pd.concat([openers, entered], ignore_index=True)
        every["day"] = situation.days(every["at"].dt.tz_localize("UTC"))
        every["answered"] = every.groupby(["person", "day"])["answered"].transform("any")
        every = every[~every.duplicated(["person", "day"], keep="last")]
    else:
        every = openers  # no two of a person are of one day
    over = every["at"] + pd.Timedelta(days=situation.weights.reply_days) < every["seen_until"]
    return every.loc[over | every["answered"]].reset_index(drop=True)


def two_way(situation: Situation) -> TwoWay:
    """Return since when contact with everybody is two-way, as for their tie."""
    return situation.once("two_way", lambda at: first_two_way(at.told, MEETINGS, TWO_WAY_MEETING))


def _direct(situation: Situation) -> Contacts:
    """Return direct messages and mails by person and time."""
    told = situation.told
    direct = told.where(np.flatnonzero(told.by(*DIRECT) & (told.went("in") | told.went("out"))))
    return direct.where(direct.by_person())


def _openers(situation: Situation) -> pd.DataFrame:
    rows, weights = situation.once("direct", _direct), situation.weights
    count, fresh = len(rows.at), np.ones(len(rows.at), dtype=bool)
    fresh[1:] = rows.number[1:] != rows.number[:-1]
    silent = fresh.copy()
    silent[1:] |= np.diff(rows.at) > np.timedelta64(weights.silent_days, "D")
    opened = np.flatnonzero(silent & rows.went("out"))
    # the next that came in from whoever it may be; it answers if it is of the same person, and in time
    coming = np.where(rows.went("in"), np.arange(count), count)
    reply = np.minimum.accumulate(coming[::-1])[::-1][opened]
    there = reply < count
    by = np.minimum(reply, max(count - 1, 0))
    soon = rows.at[by] - rows.at[opened] <= np.timedelta64(weights.reply_days, "D")
    ends = {channel: end.tz_convert(None).to_datetime64() for channel, end in _seen_until(situation).items()}
    until = np.array([ends.get(each, np.datetime64("NaT")) for each in CHANNELS], dtype="datetime64[us]")
    return pd.DataFrame(
        {
            "person": rows.people.take(rows.number[opened]),
            "number": rows.number[opened],
            "at": rows.at[opened],
            "answered": there & (rows.number[by] == rows.number[opened]) & soon,
            "row": rows.label[opened],
            "seen_until": until[rows.channel[opened]],
        }
    )


def _entered(situation: Situation) -> pd.DataFrame:
    """Return the attempts that the ledger knows; it says that one was answered, or the exports show it."""
    marks = situation.marks
    steps = marks[["person", "step", "on", "id", "attempt"]]
    steps = steps.assign(on=pd.to_datetime(marks["on"]).dt.as_unit("us"))
    sent = steps[steps["step"] == SENT].sort_values("on", kind="stable", ignore_index=True)
    rows = _written(situation, sent["person"])
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


def _written(situation: Situation, people: pd.Series[Any]) -> pd.DataFrame:
    """Return the direct messages and mails with some people, by person and time."""
    rows = situation.once("direct", _direct)
    mine = rows.where(rows.of(people))
    return pd.DataFrame(
        {
            "person": mine.people.take(mine.number),
            "at": pd.Series(mine.at).dt.tz_localize("UTC"),
            "direction": np.where(mine.went("in"), "in", "out"),
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


def _seen_until(situation: Situation) -> dict[str, pd.Timestamp]:
    """Return for each direct channel until when its export would show a reply."""
    ends = silence_ends(situation.book, situation.day)
    return {channel: situation.night_after(pd.Timestamp(ends[channel])) for channel in DIRECT}


def rate(situation: Situation) -> float:
    """Return the share of all attempts that were answered; nan without any."""
    answered = attempts(situation)["answered"]
    return float(answered.mean()) if len(answered) else np.nan

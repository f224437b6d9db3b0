"""What each part of a tie says in plain words, made of fixed words, numbers and dates alone.

No name, file or skill from an export is in a sentence, so nothing in it can act on a page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd

from weaklib.book import CHANNEL_OF_KIND
from weaklib.measures.record import SERVICES, Record
from weaklib.measures.strength import YEAR

HALF_YEAR = 183  # days

WAYS: Mapping[str, str] = MappingProxyType({"message": "messages", "meeting": "meetings", "mail": "mail"})
"""What each channel of contact is called in a sentence."""


def counted(number: float, noun: str) -> str:
    """Return a whole number with its noun.

    >>> counted(1, "day"), counted(1200, "day")
    ('1 day', '1,200 days')
    """
    return f"{number:,.0f} {noun if number == 1 else noun + 's'}"


def hundredths(share: float) -> int:
    """Return a share in whole hundredths, a half rounded away from zero, as readers round.

    >>> hundredths(7 / 56), hundredths(5 / 8), hundredths(29 / 200), hundredths(-1 / 8)
    (13, 63, 15, -13)
    """
    # Python's own rounding takes 12.5 to 12; twelve digits are more than any count of people needs
    exact = Decimal(str(round(float(share), 12))) * 100
    return int(exact.quantize(Decimal(1), ROUND_HALF_UP))


def times(number: int) -> str:
    """Return how often in words: "once", "twice", "3 times"."""
    return {1: "once", 2: "twice"}.get(number, f"{number:,} times")


@lru_cache(maxsize=10_000)
def on_day(day: pd.Timestamp) -> str:
    """Return a day as people write it: "3 October 2026"."""
    return f"{day.day} {day:%B %Y}"


def on_days(days: pd.Series[Any]) -> list[str]:
    """Return each day as `on_day` writes it, "" for none; each different one is written but once."""
    places, different = pd.factorize(days)
    words = [*map(on_day, pd.DatetimeIndex(different)), ""]
    return [words[place] for place in places.tolist()]


def listed(words: Sequence[str], last: str = "and") -> str:
    """Return words as a list in prose: "a, b and c"."""
    return f" {last} ".join(filter(None, [", ".join(words[:-1]), words[-1]])) if words else ""


def sentence(part: str, record: Record) -> str:
    """Return what a part of the tie says in words; where it is not known, which export would show it.

    Parameters
    ----------
    part
        A part of strength, "closeness", "family" or "silence".
    record
        What the exports say of the person.
    """
    silent = record.contacts.empty
    not_known = part in record.rules.weights and pd.isna(record.tie[part])
    if not_known or (silent and part == "silence" and record.tie["class"] == "unknown"):
        return _not_shown(part, record)
    if silent and part in _WITHOUT_CONTACT:
        return _WITHOUT_CONTACT[part]
    return _SENTENCES[part](record)


def would_show(record: Record) -> str:
    """Return which export, not read yet, would show contact with the person."""
    kinds, ways = record.kinds(), []
    if record.on_linkedin and "linkedin messages" not in kinds:
        ways.append("the messages in LinkedIn's larger archive")
    ways += [way for kind, way in (("calendar", "a calendar"), ("mail", "your mail")) if kind not in kinds]
    if not record.has_address and kinds.intersection({"calendar", "mail"}):
        ways.append("an address book with their e-mail address")
    return listed(ways, "or")


def _not_shown(part: str, record: Record) -> str:
    if part == "services":
        return (
            "Not known: LinkedIn's larger archive would show who recommended or endorsed whom; "
            "no such file was exported."
        )
    ways = would_show(record)
    asked = f"{ways} would show it" if ways else "no further export that weaklib reads would show it"
    if part == "multiplexity" and set(CHANNEL_OF_KIND) & record.kinds():
        return f"Not known: only one way of being in touch was exported, so no second could be seen; {asked}."
    return f"Not known: {asked}."


def _intensity(record: Record) -> str:
    days = record.contacts["day"].drop_duplicates()
    recent = int((days > record.day - pd.Timedelta(days=HALF_YEAR)).sum())
    last = record.last()
    if len(days) == 1:
        return f"You were in touch on 1 day, by {_encounter(last)} on {on_day(last['day'])}."
    lately = f"{recent:,} of them" if recent else "none of them"
    return (
        f"You were in touch on {counted(len(days), 'day')}, {lately} in the last half year; "
        f"the last was {_encounter(last)} on {on_day(last['day'])}."
    )


def _encounter(contact: pd.Series[Any]) -> str:
    size = int(contact["group_size"])
    if contact["family"] == "meeting":
        return "a one-to-one meeting" if size == 2 else f"a meeting of {size}"
    what = str(contact["family"])
    if size > 2:
        return f"a {what} among {size} people"
    return f"a {what} from you" if contact["direction"] == "out" else f"a {what} to you"


def _recency(record: Record) -> str:
    silent, few = int(record.tie["silence_days"]), int(record.tie["contact_days"])
    told = f"{counted(silent, 'day')} of silence" if silent else "You were in touch on the last day on record"
    told += f"; recency halves with every {counted(record.rules.half_life_days, 'day')} of silence"
    enough = record.rules.established_days
    return (
        f"{told}." if few >= enough else f"{told}, and {counted(few, 'day')} of contact count {few}/{enough}."
    )


def _silence(record: Record) -> str:
    last = record.contacts.groupby("family")["day"].max()
    channel = str((record.ends.reindex(last.index) - last).idxmin())
    end, silence = record.ends.to_dict()[channel], counted(int(record.tie["silence_days"]), "day")
    usual = float(record.tie["median_gap_days"])
    rhythm = "" if np.isnan(usual) else f" Half of your gaps are of at most {counted(usual, 'day')}."
    told = f"Your last contact was on {on_day(record.tie['last_contact'])}"
    if end < record.day:
        reach = f"your {WAYS[channel]} reach to {on_day(end)} only, so silence counts to then"
        return f"{told}; {reach}: {silence}.{rhythm}"
    return f"{told}: {silence} of silence to {on_day(record.day)}.{rhythm}"


def _reciprocity(record: Record) -> str:
    contacts = record.contacts
    written = contacts[contacts["family"] != "meeting"]["direction"].value_counts()
    out, inward = int(written.get("out", 0)), int(written.get("in", 0))
    met = int(((contacts["family"] == "meeting") & (contacts["group_size"] == 2)).sum())
    wrote = {
        (True, True): f"You wrote {times(out)} and they wrote {times(inward)}",
        (True, False): f"You wrote {times(out)} and they never did",
        (False, True): f"They wrote {times(inward)} and you never did",
        (False, False): "Neither of you wrote to the other",
    }[out > 0, inward > 0]
    alone = f"you met one to one {times(met)}, which counts for both" if met else "you never met one to one"
    return f"{wrote}; {alone}."


def _services(record: Record) -> str:
    rows = record.rows[record.rows["channel"].isin(SERVICES)]
    counts = rows.groupby(["channel", rows["direction"].fillna("")]).size()
    phrases = [
        f"{who} {verb} {times(int(counts[channel, direction]))}"
        for channel, direction, who, verb in _SERVICES
        if (channel, direction) in counts.index
    ]
    if not phrases:
        return "Neither of you recommended or endorsed the other, as far as LinkedIn's files show."
    told = listed(phrases)
    return f"{told[0].upper()}{told[1:]}."


_SERVICES = (
    ("recommendation", "in", "they", "recommended you"),
    ("recommendation", "out", "you", "recommended them"),
    ("recommendation", "", "one of you", "recommended the other"),
    ("endorsement", "in", "they", "endorsed a skill of yours"),
    ("endorsement", "out", "you", "endorsed a skill of theirs"),
    ("endorsement", "", "one of you", "endorsed the other"),
)


def _duration(record: Record) -> str:
    first, last = record.tie["first_contact"], record.tie["last_contact"]
    if first == last:
        return f"All contact on record is of one day, {on_day(first)}."
    days = (last - first).days
    span = f"{days / YEAR:.1f} years" if days >= YEAR else counted(days, "day")
    return f"From the first contact on {on_day(first)} to the last it is {span}; 5 years count in full."


def _multiplexity(record: Record) -> str:
    used = [way for channel, way in WAYS.items() if channel in set(record.contacts["family"])]
    open_to = {CHANNEL_OF_KIND[kind] for kind in record.kinds() if kind in CHANNEL_OF_KIND}
    return (
        f"You were in touch by {listed(used)}: {counted(len(used), 'way')} of the {len(open_to)} "
        f"that were exported, and 3 count in full."
    )


def _closeness(record: Record) -> str:
    return f"You said in people.csv how close you are: {record.closeness:.2f} of 1."


def _family(_record: Record) -> str:
    return (
        "You said that they are family. That does not enter the strength; friendships cool faster than "
        "ties with kin (Roberts & Dunbar 2015), so read a silence here with care."
    )


_WITHOUT_CONTACT: Mapping[str, str] = MappingProxyType(
    {
        "intensity": "No contact is on record, though the exports could show it.",
        "recency": "Without any contact nothing is recent.",
        "reciprocity": "Neither of you wrote to the other, and you never met one to one.",
        "duration": "Without any contact there is no time to count.",
        "multiplexity": "You were in touch in none of the ways that were exported.",
        "silence": "You were never in touch on record, so there is no silence to count.",
    }
)
_SENTENCES: Mapping[str, Callable[[Record], str]] = MappingProxyType(
    {
        "intensity": _intensity,
        "recency": _recency,
        "reciprocity": _reciprocity,
        "services": _services,
        "duration": _duration,
        "multiplexity": _multiplexity,
        "closeness": _closeness,
        "family": _family,
        "silence": _silence,
    }
)

"""Targets: so many contacts, introductions or replies, perhaps in a field, by a day; in words or in keys."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

import pandas as pd

from weaklib.action.goals_dates import day_of
from weaklib.book import InputError

WHAT = ("two-way contacts", "new connections", "introductions", "referrals", "replies", "active ties")
"""What can be counted."""
STATES = ("active ties",)
"""What is counted as it is on a day; the others are counted as they come."""
KEYS = ("count", "what", "in", "by", "since")
MOST = 10_000
LONGEST = 200

NUMBERS: Mapping[str, int] = MappingProxyType(
    {"a": 1, "an": 1}
    | {
        word: number
        for number, word in enumerate(
            (
                "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
                "sixteen seventeen eighteen nineteen twenty"
            ).split(),
            1,
        )
    }
)
_MEANT: Mapping[str, str] = MappingProxyType(
    {
        "two-way contact": "two-way contacts",
        "connection": "new connections",
        "introduction": "introductions",
        "intro": "introductions",
        "referral": "referrals",
        "reply": "replies",
        "replie": "replies",
        "answer": "replies",
        "active tie": "active ties",
    }
)
_DATED = re.compile(
    r"(?P<rest>.+?) (?P<key>by|since|from) (?P<day>(?:(?! (?:by|since|from) ).)+)", re.IGNORECASE
)
_MANY = re.compile(
    r"(?P<count>\S+) (?P<what>.+?)(?: (?:in|at|within) (?:the )?(?P<within>.+))?", re.IGNORECASE
)
EXAMPLE = "{count: 3, what: two-way contacts, in: energy, by: 2027-03-31, since: 2026-10-01}"


class TargetError(InputError):
    """What is wrong with a target and what to write instead, without its file and line; `key` is where."""

    def __init__(self, what: str, key: str = "") -> None:
        super().__init__(what)
        self.key = key


@dataclass(frozen=True)
class Target:
    """So much of something that the owner wants to have reached by a day.

    Attributes
    ----------
    count
        How many.
    what
        One of `WHAT`.
    within
        The field, organisation, place or circle where only they count; "" is anywhere.
    by
        The last day, inclusive.
    since
        The first day that counts; None is the day after the same day a year before `by`.
    said
        The sentence that the owner wrote, where it is one.

    Raises
    ------
    TargetError
        If it cannot be counted so.
    """

    count: int
    what: str
    within: str
    by: pd.Timestamp
    since: pd.Timestamp | None = None
    said: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        """Refuse what cannot be counted."""
        _check_counted(self)
        if self.since is not None:
            _check_since(self, self.since)

    def begins(self) -> pd.Timestamp:
        """Return the first day that counts: `since`, or without it the first of the year up to `by`."""
        return self.since if self.since is not None else self.by - pd.DateOffset(years=1, days=-1)


def target_of(written: object) -> Target:
    """Return the target that is written as a mapping of `KEYS`, or as a sentence.

    Parameters
    ----------
    written
        As it stands in the file: texts.

    Raises
    ------
    TargetError
        If it is neither, or could mean two things.

    Examples
    --------
    >>> target_of("three new two-way contacts in energy by March 2027 since October 2026").by
    Timestamp('2027-03-31 00:00:00')
    """
    if isinstance(written, Target):
        return written
    if isinstance(written, str):
        return _of_sentence(" ".join(written.split()))
    if isinstance(written, Mapping):
        return _of_mapping({str(key): value for key, value in written.items()})
    msg = f"is no target; write it as {EXAMPLE}"
    raise TargetError(msg)


def sentence_of(target: Target) -> str:
    """Return a target as the sentence that reads as it: the owner's own where they wrote one.

    >>> sentence_of(Target(1, "two-way contacts", "energy", pd.Timestamp("2027-03-31")))
    '1 new two-way contact in energy by 31 March 2027'
    """
    if target.said:
        return target.said
    where = f" in {target.within}" if target.within else ""
    since = f" since {_day(target.since)}" if target.since is not None else ""
    return f"{target.count} {called(target)}{where} by {_day(target.by)}{since}"


def called(target: Target) -> str:
    """Return what is counted with the number that it is wanted in: "new two-way contacts", "1 reply"."""
    one = {"replies": "reply"}.get(target.what, target.what.removesuffix("s"))
    what = one if target.count == 1 else target.what
    return f"new {what}" if target.what == "two-way contacts" else what


def _day(day: pd.Timestamp) -> str:
    return f"{day.day} {day:%B %Y}"


def _of_mapping(said: dict[str, Any]) -> Target:
    if strange := [key for key in said if key not in KEYS]:
        msg = f"{strange[0][:40]!r} is no key of a target; a key is one of {', '.join(KEYS)}"
        raise TargetError(msg, strange[0])
    for key in ("count", "what", "by"):
        if not said.get(key):
            msg = f"a target without `{key}:`; write it as {EXAMPLE}"
            raise TargetError(msg)
    if isinstance(said.get("in"), (list, dict)):
        msg = "`in` is no text; write one field, organisation, place or circle there"
        raise TargetError(msg, "in")
    return Target(
        count=_count(str(said["count"])),
        what=_what(str(said["what"])),
        within=str(said.get("in") or ""),
        by=_named(said["by"], "by"),
        since=_named(said["since"], "since") if said.get("since") else None,
    )


def _of_sentence(said: str) -> Target:
    """Read a sentence from its end: the days first, then where, what and how many."""
    rest, days = said.removesuffix("."), dict[str, str]()
    while found := _DATED.fullmatch(rest):
        key = "by" if found["key"].lower() == "by" else "since"
        if key in days:
            break
        rest, days[key] = found["rest"], found["day"]
    many = _MANY.fullmatch(rest)
    if many is None or "by" not in days:
        why = "names no day" if many else "has no count"
        msg = f"{_short(said)} {why}; write it as {EXAMPLE}"
        raise TargetError(msg)
    written = {"count": many["count"], "what": many["what"], "in": many["within"] or "", **days}
    try:
        read = _of_mapping(written)
    except TargetError as error:
        msg = f"{_short(said)} is not sure: {error}"
        raise TargetError(msg) from error
    return replace(read, said=said)


def _count(said: str) -> int:
    number = NUMBERS.get(said.lower()) or (int(said) if re.fullmatch(r"[0-9]{1,6}", said) else 0)
    if not 1 <= number <= MOST:
        msg = f"{_short(said)} is no count; write a whole number from 1 to {MOST:,}"
        raise TargetError(msg, "count")
    return number


def _what(said: str) -> str:
    words = said.lower().replace("two way", "two-way").split()
    new = words[:1] == ["new"]
    what = _MEANT.get(" ".join(words[new:]).removesuffix("s"), "")
    if not what or (new and what in STATES):
        msg = f"{_short(said)} cannot be counted; what is one of {', '.join(WHAT)}"
        raise TargetError(msg, "what")
    return what


def _named(said: object, key: str) -> pd.Timestamp:
    day = day_of(str(said), last=key == "by")
    if day is None:
        msg = (
            f"{key} {_short(str(said))} is not one day for sure; write it with its year, as "
            f"`{key}: 2027-03-31`"
        )
        raise TargetError(msg, key)
    return day


def _check_counted(target: Target) -> None:
    if type(target.count) is not int or not 1 <= target.count <= MOST:
        msg = f"{target.count!r} is no count; write a whole number from 1 to {MOST:,}"
        raise TargetError(msg, "count")
    if target.what not in WHAT:
        msg = f"{_short(str(target.what))} cannot be counted; what is one of {', '.join(WHAT)}"
        raise TargetError(msg, "what")
    if len(target.within) > LONGEST:
        msg = f"`in` has {len(target.within):,} characters; say it in at most {LONGEST}"
        raise TargetError(msg, "in")


def _check_since(target: Target, since: pd.Timestamp) -> None:
    if target.what in STATES:
        msg = f"{target.what} are counted as they are on a day; leave out `since`"
        raise TargetError(msg, "since")
    if since > target.by:
        msg = f"it would begin on {_day(since)}, which is after {_day(target.by)}; name an earlier day"
        raise TargetError(msg, "since")


def _short(text: str) -> str:
    return repr(text if len(text) <= 80 else text[:79] + "…")

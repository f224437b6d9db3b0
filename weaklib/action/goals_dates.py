"""Days as a target names them: a day, or a month with its year, and nothing that could mean two days."""

from __future__ import annotations

import re

import pandas as pd

MONTHS = ("january february march april may june july august september october november december").split()
_NAMES = {name: number for number, name in enumerate(MONTHS, 1)}
_NAMES |= {name[:3]: number for name, number in _NAMES.items()} | {"sept": 9}
_YEAR = r"(?P<year>(?:19|20|21)\d\d)"
_MONTH = rf"(?P<month>{'|'.join(sorted(_NAMES, key=len, reverse=True))})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_FORMS = tuple(
    re.compile(form, re.ASCII)
    for form in (
        rf"{_YEAR}-(?P<number>\d\d)-(?P<day>\d\d)",
        rf"{_YEAR}-(?P<number>\d\d)",
        rf"{_YEAR}-?q(?P<quarter>[1-4])|q(?P<quarter2>[1-4]) (?P<year2>(?:19|20|21)\d\d)",
        rf"{_YEAR}",
        rf"{_DAY} (?:of )?{_MONTH},? {_YEAR}",
        rf"{_MONTH} {_DAY},? {_YEAR}",
        rf"{_MONTH},? {_YEAR}",
    )
)
_ENDS = re.compile(r"(?:the )?(?P<end>end|start|beginning) of ")


def day_of(said: str, *, last: bool) -> pd.Timestamp | None:
    """Return the day that is named; of a month, a quarter or a year the last day or the first.

    None where the words name no single day: "March" has no year, "3/4/2027" is one of two days, and "next
    month" is another one every month.

    Parameters
    ----------
    said
        As it is written, in English or as 2027-03-31.
    last
        Whether a month or a year stands for its last day, as after "by"; else for its first.

    Examples
    --------
    >>> [f"{day_of('March 2027', last=last):%Y-%m-%d}" for last in (True, False)]
    ['2027-03-31', '2027-03-01']
    >>> day_of("March", last=True), day_of("3/4/2027", last=True)
    (None, None)
    """
    words = " ".join(said.lower().split())
    if named := _ENDS.match(words):
        last, words = named["end"] == "end", words[named.end() :]
    found = next((match for form in _FORMS if (match := form.fullmatch(words))), None)
    if found is None:
        return None
    part = {key.rstrip("2"): value for key, value in found.groupdict().items() if value}
    try:
        return _of_parts(part, last=last)
    except ValueError:  # the 31st of June
        return None


def _of_parts(part: dict[str, str], *, last: bool) -> pd.Timestamp:
    year, quarter = int(part["year"]), int(part.get("quarter", 0))
    month = _NAMES[part["month"]] if "month" in part else int(part.get("number", 0))
    month = 3 * quarter - 2 if quarter else month
    if "day" in part:
        return pd.Timestamp(year, month, int(part["day"]))
    first = pd.Timestamp(year, month if month or "number" in part else 1, 1)
    months = 3 if quarter else 1 if month else 12
    return first + pd.DateOffset(months=months, days=-1) if last else first

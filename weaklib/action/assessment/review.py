"""What one period is reviewed from: the measures at its end and before it, the goals, and the ledger."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property

import pandas as pd

from weaklib.action.goals import Goals
from weaklib.action.impact.known import last_known
from weaklib.action.impact.setting import Setting, setting_of
from weaklib.action.ledger import Ledger
from weaklib.action.situation import Situation
from weaklib.book import Book
from weaklib.measures.chronicle import Chronicle, Month, chronicle
from weaklib.measures.period import Period
from weaklib.measures.roll import day_number

DAY = pd.Timedelta(days=1)
NOBODYS = pd.Series(dtype="str")
"""The circle of each person where nobody was asked: only asks are told by circle."""


@dataclass(frozen=True)
class Review:
    """One period, and all that is measured for it: each table when it is first asked for.

    Attributes
    ----------
    book
        What was read, not cut at a day.
    ledger
        What was asked and what came of it; None where there is none.
    goals
        What the owner wants.
    period
        Of which the assessment is.
    known
        The day up to which ledger and exports are known: what was recorded later does not count.
    end
        The day of measuring: the last of the period, or `known` where the period is not over by then.
    laid_out
        The book laid out for measuring, once for every period.
    told
        Whether anybody reads the causes of what is proposed: of the period before it is only judged.
    """

    book: Book
    ledger: Ledger | None
    goals: Goals
    period: Period
    known: pd.Timestamp
    end: pd.Timestamp
    laid_out: Chronicle = field(repr=False)
    told: bool = True

    @cached_property
    def start(self) -> pd.Timestamp:
        """The first day of the period; of the whole record the first of anything that is dated."""
        if self.period.start is not None:
            return self.period.start
        first = self.laid_out.first_day()
        return self.end if first > day_number(self.end) else pd.Timestamp(first, unit="D")

    @cached_property
    def begun(self) -> bool:
        """Whether any of the period's days is known."""
        return self.start <= self.known

    @cached_property
    def over(self) -> bool:
        """Whether all of the period's days are known; of the whole record always."""
        return self.period.end is None or self.period.end <= self.known

    @cached_property
    def recorded(self) -> bool:
        """Whether anything dated is in the exports by the end of the period."""
        return self.laid_out.first_day() <= day_number(self.end)

    @cached_property
    def month(self) -> Month:
        """The measures at the end."""
        return self.laid_out.at(self.end)

    @cached_property
    def eve(self) -> Month:
        """The measures on the day before the period."""
        day, earlier = self.start - DAY, self.earlier
        return earlier.month if earlier and earlier.end == day else self.laid_out.at(day)

    @cached_property
    def setting(self) -> Setting:
        """What was asked and what came, as `known`, for the period."""
        now = self.month if self.known == self.end else self.laid_out.at(self.known)
        asked = self.ledger is not None and bool(self.ledger.records())
        made = setting_of(
            self.book,
            self.ledger,
            period=self.period.text,
            as_of=self.known,
            ties=now.ties,
            circles=now.circles if asked else NOBODYS,
        )
        return made if now is not self.month else _sharing(made, self._situation(made.marks))

    def within(self, period: Period) -> Setting:
        """Return the same setting for other days."""
        return _sharing(replace(self.setting, period=period), self.setting.situation)

    @cached_property
    def situation(self) -> Situation:
        """What lists of people to write to are made from, at the end."""
        shared = self.setting.situation
        return shared if self.known == self.end else self._situation(self.setting.marks)

    def _situation(self, marks: pd.DataFrame) -> Situation:
        ties = self.month.ties
        bridges = pd.DataFrame(index=ties.index)
        return Situation(self.book, self.end, ties, bridges, goals=self.goals, marks=marks)

    @cached_property
    def in_circles(self) -> Situation:
        """The same with the circle of each person alone, where nobody looks at the ties."""
        return replace(self.situation, circles=self.month.circles)

    @cached_property
    def with_circles(self) -> Situation:
        """The same with the ties among contacts and their circles, which most of a review never looks at."""
        return replace(self.situation, graph=self.month.graph, circles=self.month.circles)

    @cached_property
    def earlier(self) -> Review | None:
        """The review of the period before, as if it were made when that was over; None where none is."""
        if self.period.start is None:
            return None
        period = self.period.before()
        end = min(period.end or self.known, self.known)
        return Review(self.book, self.ledger, self.goals, period, end, end, self.laid_out, told=False)


def _sharing(setting: Setting, situation: Situation) -> Setting:
    """Let a setting take a situation that was made already: what is laid out in it costs most of the time."""
    setting.__dict__["situation"] = situation
    return setting


def review_of(
    book: Book, ledger: Ledger | None, goals: Goals | None, period: Period, as_of: str | pd.Timestamp | None
) -> Review:
    """Lay out what a period is reviewed from.

    Parameters
    ----------
    book, ledger, goals
        What there is.
    period
        Which.
    as_of
        The day up to which everything is known; by default the last of the period, so that nothing later
        changes what is told of it; where it is not over, the last that the exports or the ledger know.
    """
    known = _known(book, ledger, period) if as_of is None or as_of == "" else book.day(as_of)
    end = known if period.end is None else min(period.end, known)
    wanted = Goals() if goals is None else goals  # targets alone make no goals true
    return Review(book, ledger, wanted, period, known, end, chronicle(book))


def _known(book: Book, ledger: Ledger | None, period: Period) -> pd.Timestamp:
    last = last_known(book, ledger.records() if ledger else [])
    if period.end is None:
        return book.last_day() if last is None else last
    # where nothing is known at all, there is nothing later that the page could miss
    return period.end if last is None else min(period.end, last)

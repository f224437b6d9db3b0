"""An attacker who has shared reports, knows every rule, and reckons what each number can have been.

Every number that was rounded, and every one that is not shown, is an unknown whole number. What is told bounds
it, and so does knowing the rules: a number that is not shown is below k, unless a rule can have left it
out. Sums tie the unknowns: the classes of a day add up to all people of that day, no other list adds up to
more, nobody is forgotten, what came of messages is part of them, effective size and constraint need people. An
integer program finds the least and the greatest that each unknown, the rest that no list holds, and each change
from one report to the next can be.

The attacker knows too when the exports have changed between two reports: then each number of a day is another
unknown, and the newer exports know as many people or more.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import permutations
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from weaklib.measures.classes import CLASSES
from weaklib.pages.share import Shared
from weaklib.pages.share.labels import (
    ASKED,
    CONSTRAINT,
    EMPLOYERS,
    GROUPS,
    SIZE,
    STEPS,
    VARIED,
    fields,
    ranks,
)

TOUCHED = CLASSES[:5]
MANY = 100_000
Name = tuple[str, ...]
Span = tuple[int, int]


class Known(NamedTuple):
    """What an unknown number was found to be: from and to, both possible."""

    low: int
    high: int

    @property
    def wide(self) -> int:
        """How far apart they are."""
        return self.high - self.low


class Attack:
    """The unknowns, their bounds, and the sums that tie them."""

    def __init__(
        self, *reports: Shared, exports: Sequence[int] = (), totals: Mapping[str, int] | None = None
    ) -> None:
        self.names: dict[Name, int] = {}
        self.bounds: list[Span] = []
        self.at_most: list[dict[int, int]] = []
        self.rests: dict[Name, dict[int, int]] = {}
        self.wholes = {
            (str(day), report.k): total
            for report in reports
            for day, total in report.grid("trend").sum(axis=1).items()
        }
        for number, report in enumerate(reports):
            self._read(report, number, exports[number] if exports else 0)
        days = sorted({name[1] for name in self.names if name[0] == "trend"})
        for earlier, later in permutations(days, 2):
            if all(one <= other for one, other in zip(earlier.split("#"), later.split("#"), strict=True)):
                self._sum(self._day(earlier), self._day(later))
        for day, total in (totals or {}).items():
            whole = self._unknown(("total", day), (total, total))
            self._sum([whole], self._day(f"{day}#0"))
            self._sum(self._day(f"{day}#0"), [whole])

    def reckoned(self) -> Iterator[tuple[Name, Known]]:
        """Yield each number, and each rest that is in no group, and what it can have been."""
        found: dict[object, Known] = {}
        for name, at in self.names.items():
            if name[0] not in ("total", "least"):
                like = self._alike(name)
                found[like] = found.get(like) or self._range({at: 1})
                yield name, found[like]
        for name, rest in self.rests.items():
            yield name, self._range(rest)

    def changes(self) -> Iterator[tuple[Name, Known]]:
        """Yield by how much each number can have changed from one day, or one report, to the next."""
        found: dict[object, Known] = {}
        for name, at in self.names.items():
            if name[0] in ("trend", "field", "rank", "circle", "asked"):
                for other in self._later(name):
                    like = self._alike(name), self._alike(other)
                    found[like] = found.get(like) or self._range({self.names[other]: 1, at: -1})
                    yield (*name, other[1]), found[like]

    def _alike(self, name: Name) -> object:
        """What unknowns have in common that stand in the same sums and bounds: so much is known of each."""
        place = (
            name[2] in TOUCHED if name[0] == "trend" else name[2:] if name[0] in ("measure", "asked") else ""
        )
        return *name[:2], place, self.bounds[self.names[name]]

    def _later(self, name: Name) -> Iterator[Name]:
        return (
            other
            for other in self.names
            if other[0] == name[0] and other[2:] == name[2:] and other[1] > name[1]
        )

    def _read(self, report: Shared, number: int, version: int) -> None:
        """Take in what a report tells."""
        for day, row in report.grid("trend").iterrows():
            self._take("trend", f"{day}#{version}", self._classes(report.k, str(day), row))
        today = f"{report.day}#{version}"
        for of, rows in (("field", fields()), ("rank", ranks()), ("circle", _circles(report))):
            # letters are given anew: only by names that were chosen is a circle known again
            day = today if of != "circle" or report.chosen else f"{today} {number}"
            self._take(of, day, _listed(report, of, rows))
            cells = [self.names[of, day, row] for row in rows]
            self._sum(cells, self._day(today))
            rest = dict.fromkeys(self._day(today), 1) | dict.fromkeys(cells, -1)
            self.rests["rest", of, day, str(number)] = rest
        self._read_asked(report, today, number)
        self._read_measures(report, today)

    def _read_asked(self, report: Shared, day: str, number: int) -> None:
        told, more = report.told, report.k - 1
        for group in GROUPS:
            places = {each: told.get(("asked", group, each)) for each in STEPS}
            spans = {
                (group, each): (0, MANY) if value is None else (value, value + more)
                for each, value in places.items()
            }
            self._take("asked", day, spans)
            whole = self.names["asked", day, group, ASKED]
            for each in STEPS[1:]:
                part = self.names["asked", day, group, each]
                self._sum([part], [whole])
                if places[each] is not None:
                    self.rests["rest", "asked", day, group, each, str(number)] = {whole: 1, part: -1}

    def _read_measures(self, report: Shared, today: str) -> None:
        people, touched = self._day(today), self._day(today)[: len(TOUCHED)]
        lows = report.column("class").reindex(list(CLASSES)).fillna(0)
        most = {EMPLOYERS: lows.sum(), VARIED: lows.sum(), SIZE: lows[list(TOUCHED)].sum()}
        for name, whole in ((EMPLOYERS, people), (VARIED, people), (SIZE, touched)):
            if (value := report.measure(name)) is not None:
                capped = name == SIZE or value + report.k > most[name]
                self._sum(
                    [self._measured(name, today, value, MANY if capped else value + report.k - 1)], whole
                )
        if report.measure(EMPLOYERS) is not None and report.measure(VARIED) is not None:
            self._sum([self.names["measure", today, VARIED]], [self.names["measure", today, EMPLOYERS]])
        for least in (_of_size(report), _of_constraint(report)):
            self._sum([self._unknown(("least", str(len(self.names))), (least, least))], touched)

    def _measured(self, name: str, day: str, low: int, high: int) -> int:
        if ("measure", day, name) in self.names:  # the finer one holds
            was = self.bounds[self.names["measure", day, name]]
            low, high = (max(was[0], low), min(was[1], high)) if was[0] <= high and low <= was[1] else was
        return self._unknown(("measure", day, name), (low, high))

    def _classes(self, k: int, day: str, row: pd.Series) -> dict[Name, Span]:
        """What each class of a day can be; a day that shows none may have been withheld."""
        withheld = row.isna().all() and any(
            total > (len(CLASSES) - 1) * (k - 1) for (other, _), total in self.wholes.items() if other != day
        )
        hidden = (0, MANY) if withheld else (0, k - 1)
        return {
            (name,): hidden if np.isnan(row[name]) else (int(row[name]), int(row[name]) + k - 1)
            for name in CLASSES
        }

    def _take(self, of: str, day: str, spans: Mapping[Name, Span]) -> None:
        for row, span in spans.items():
            self._unknown((of, day, *row), span)

    def _unknown(self, name: Name, span: Span) -> int:
        at = self.names.setdefault(name, len(self.names))
        if at == len(self.bounds):
            self.bounds.append(span)
        else:  # told twice: both hold
            was = self.bounds[at]
            self.bounds[at] = (max(was[0], span[0]), min(was[1], span[1]))
        return at

    def _day(self, day: str) -> list[int]:
        return [self.names["trend", day, name] for name in CLASSES]

    def _sum(self, smaller: list[int], larger: list[int]) -> None:
        """What adds up to no more than something else."""
        row: dict[int, int] = {}
        for at in smaller:
            row[at] = row.get(at, 0) + 1
        for at in larger:
            row[at] = row.get(at, 0) - 1
        self.at_most.append(row)

    @cached_property
    def _limits(self) -> tuple[LinearConstraint, Bounds]:
        entries = [(number, *cell) for number, row in enumerate(self.at_most) for cell in row.items()]
        rows, columns, values = zip(*entries, strict=True)
        matrix = coo_array((values, (rows, columns)), shape=(len(self.at_most), len(self.bounds))).tocsr()
        lows, highs = zip(*self.bounds, strict=True)
        return LinearConstraint(matrix, -np.inf, 0), Bounds(np.array(lows), np.array(highs))

    def _range(self, of: Mapping[int, int]) -> Known:
        """Return the least and the greatest that a sum can be; a bound that is reached needs no program."""
        ends = []
        for sign in (1, -1):
            weights = np.zeros(len(self.bounds))
            weights[list(of)] = [sign * weight for weight in of.values()]
            reached = self._reached(weights)
            ends.append(sign * (self._solved(weights) if reached is None else reached))
        return Known(*ends)

    def _reached(self, weights: np.ndarray) -> int | None:
        """Return the sum of the bounds where it is possible: beside few people or beside many."""
        limits, bounds = self._limits
        for others in (bounds.lb, self._many):
            point = np.where(weights > 0, bounds.lb, np.where(weights < 0, bounds.ub, others))
            if (limits.A @ point <= 0).all():
                return round(weights @ point)
        return None

    @cached_property
    def _many(self) -> np.ndarray:
        people = [name[0] == "trend" for name in self.names]
        return np.where(people, self._limits[1].ub, self._limits[1].lb)

    def _solved(self, weights: np.ndarray) -> int:
        limits, bounds = self._limits
        found = milp(weights, constraints=limits, bounds=bounds, integrality=np.ones(len(weights)))
        assert found.status == 0, found.message
        return round(found.fun)


def _circles(report: Shared) -> tuple[str, ...]:
    return tuple(map(str, report.column("circle").index))


def _listed(report: Shared, of: str, rows: tuple[str, ...]) -> dict[Name, Span]:
    """What each group can be: groups are left out from the smallest on, and only where the list would add up
    to more than the classes; in steps of 10 they may have been left out of what it is made from.
    """
    shown, whole = report.column(of), report.column("class").sum()
    hidden = MANY
    if len(shown):
        cut = report.k > 5 or shown.sum() + shown.min() > whole
        hidden = report.k - 1 + (int(shown.min()) if cut else 0)
    return {
        (row,): (int(shown[row]), int(shown[row]) + report.k - 1) if row in shown.index else (0, hidden)
        for row in rows
    }


def _of_size(report: Shared) -> int:
    """How many contacts an effective size of n - 2t / n asks for, t being at least the ties that are shown."""
    size = report.measure(SIZE)
    if size is None:
        return 0
    inside = (report.column("circle") - 1).sum()
    ties = inside + sum(value for (of, *_), value in report.told.items() if of == "tie")
    return math.ceil((size + math.sqrt(size**2 + 8 * ties)) / 2 - 1e-9)


def _of_constraint(report: Shared) -> int:
    """How many contacts a constraint below so many hundredths asks for: more than its inverse."""
    value = report.measure(CONSTRAINT)
    return 0 if value is None else math.floor(100 / (value + report.k)) + 1

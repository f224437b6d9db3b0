"""What is worked out once for a pool, and asked many times: who knows whom, and who reaches what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import ibis

from weaklib.pool.engine.humans import humans, known_as, pairs
from weaklib.pool.engine.tables import (
    HUMANS,
    KNOWN_AS,
    LINKS,
    REACH,
    SHEETS,
    TIES,
    WORDS,
    Table,
    Value,
    the_first,
)

COLUMNS = list(TIES.columns)


def ties() -> Table:
    """Return `TIES`: the rows of all sheets, one a member and human; none is of the member themselves.

    Where a sheet has somebody under the profile and under an address too, the row of the profile counts;
    of several addresses the least.
    """
    rows = SHEETS.anti_join(KNOWN_AS, ["member", "contact"])
    known = rows.left_join(HUMANS, "contact").select(
        "member", "contact", *WORDS, "ask", target=ibis.coalesce(HUMANS.target, rows.contact),
        tenths=_tenths(rows.strength),
    )  # fmt: skip
    by_profile = known.filter(known.contact == known.target)
    by_mail = known.filter(known.contact != known.target).anti_join(by_profile, ["member", "target"])
    return by_profile[COLUMNS].union(the_first(by_mail, ["member", "target"], ["contact"])[COLUMNS])


def links() -> Table:
    """Return `LINKS`: each two members one of whom knows the other, from both sides.

    The strength is what a member's own sheet says, else what the other's does.
    """
    said = TIES.join(KNOWN_AS, "contact").select(
        "tenths", member=TIES.member, other=KNOWN_AS.member, closed=(TIES.ask == "nobody").cast("int8")
    )
    own = said.mutate(theirs=ibis.null("int8"))
    back = said.select(
        tenths=ibis.null("int8"),
        member="other",
        other="member",
        closed=ibis.literal(0, "int8"),
        theirs="tenths",
    )
    both = own.union(back).group_by("member", "other")
    whole = both.agg(own=ibis._.tenths.max(), theirs=ibis._.theirs.max(), closed=ibis._.closed.max() == 1)
    return whole.mutate(tenths=ibis.coalesce(whole.own, whole.theirs))[list(LINKS.columns)]


def targets() -> Table:
    """Return `TARGETS`: how many members know each human."""
    return TIES.group_by("target").agg(members=TIES.count())


def reach() -> Table:
    """Return `REACH`: at which organisations each member knows somebody."""
    return TIES.filter(TIES.organisation.notnull()).select("member", "organisation").distinct()


def breadth() -> Table:
    """Return `BREADTH`: at how many organisations each member knows somebody."""
    return REACH.group_by("member").agg(organisations=REACH.count())


def _tenths(strength: Value) -> Value:
    """Return a strength in whole tenths, so that every engine compares the same numbers."""
    known = strength.isnull() | strength.isnan()
    return ibis.cases((known, ibis.null("int8")), else_=(strength * 10).round().cast("int8"))


STEPS: Mapping[str, Callable[[], Table]] = MappingProxyType(
    {
        "pairs": pairs,
        "humans": humans,
        "known_as": known_as,
        "ties": ties,
        "links": links,
        "targets": targets,
        "reach": reach,
        "breadth": breadth,
    }
)
"""What is worked out of `SHEETS` and `KEYS`, in this order: each rests on those before it."""

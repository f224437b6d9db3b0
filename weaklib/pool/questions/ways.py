"""How a member comes to each other member: as their own contact, through one of these, or not at all."""

from __future__ import annotations

from weaklib.pool.engine.tables import ASKER, LINKS, MEMBERS, Table, best_first, lesser, nothing, the_first

STEPS = ("your contact", "through a contact", "not your contact")
"""How an introducer stands to the asker, in the order in which paths are told."""
COLUMNS = ["introducer", "step", "via", "first", "between"]


def ways() -> Table:
    """Return each other member once, with the best way to them.

    Returns
    -------
    Table
        `introducer`; `step`, a number of `STEPS`; `via`, through whom; `first`, the strength of the tie to
        the introducer or to `via`; `between`, that of `via` and the introducer. Null where there is none.
    """
    others = MEMBERS.anti_join(ASKER, "member").select(introducer="member")
    every = _alone(_direct(), step=0).union(_through(), _alone(others.mutate(first=nothing("int8")), step=2))
    return the_first(
        every, ["introducer"], [every.step, best_first(lesser(every.first, every.between)), every.via]
    )


def _direct() -> Table:
    mine = LINKS.semi_join(ASKER, "member")
    return mine.select(introducer="other", first="tenths")


def _through() -> Table:
    """Return who is one step further, once for each contact between; the weaker tie counts of two."""
    mine = _direct().rename(via="introducer")
    theirs = LINKS.filter(~LINKS.closed).anti_join(ASKER, LINKS.other == ASKER.member)
    found = mine.join(theirs, mine.via == theirs.member)
    return found.select("via", "first", introducer=theirs.other, between=theirs.tenths, step=1)[COLUMNS]


def _alone(found: Table, *, step: int) -> Table:
    # null, and of whatever kind an engine holds members in
    nobody = found.introducer.nullif(found.introducer)
    return found.mutate(via=nobody, between=nothing("int8"), step=step)[COLUMNS]

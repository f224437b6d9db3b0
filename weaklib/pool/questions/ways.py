"""How a member comes to each other member: as their own contact, through one of these, or not at all."""

from __future__ import annotations

from weaklib.pool.engine.tables import ASKER, LINKS, MEMBERS, Table, best_first, lesser, nothing, the_first

STEPS = ("your contact", "through a contact", "not your contact")
"""How an introducer stands to the asker, in the order in which paths are told."""


def ways() -> Table:
    """Return each other member once, with the best way to them.

    Returns
    -------
    Table
        `introducer`; `step`, a number of `STEPS`; `via`, through whom; `first`, the strength of the tie to
        the introducer or to `via`; `between`, that of `via` and the introducer. Null where there is none.
    """
    direct, through = _direct(), _through()
    rest = MEMBERS.anti_join(ASKER, "member").select(introducer="member")
    rest = rest.anti_join(direct, "introducer").anti_join(through, "introducer")
    alone = {"via": nothing("string"), "between": nothing("int8")}
    columns = ["introducer", "step", "via", "first", "between"]
    return direct.mutate(step=0, **alone)[columns].union(
        through.mutate(step=1)[columns], rest.mutate(step=2, first=nothing("int8"), **alone)[columns]
    )


def _direct() -> Table:
    mine = LINKS.semi_join(ASKER, "member")
    return mine.select(introducer="other", first="tenths")


def _through() -> Table:
    """Return who is one step further, through the contact on whose way the weaker tie is the strongest."""
    mine = _direct().rename(via="introducer")
    theirs = LINKS.filter(~LINKS.closed).anti_join(ASKER, LINKS.other == ASKER.member)
    found = mine.join(theirs, mine.via == theirs.member).select(
        "via", "first", introducer=theirs.other, between=theirs.tenths
    )
    new = found.anti_join(_direct(), "introducer")
    return the_first(new, ["introducer"], [best_first(lesser(new.first, new.between)), new.via])

"""Who can introduce the asker to people of whom something is asked: the expression, the best way first."""

from __future__ import annotations

from weaklib.pool.engine.tables import (
    ASKED,
    ASKER,
    BREADTH,
    KNOWN_AS,
    REACH,
    TARGETS,
    TIES,
    Table,
    best_first,
    lesser,
)
from weaklib.pool.questions.ways import ways


def paths(*words: str, limit: int) -> Table:
    """Return one row a target and introducer, the best first.

    Parameters
    ----------
    words
        By which of `WORDS` targets are asked for.
    limit
        How many rows.
    """
    open_to_all = wanted(*words)
    way = ways()
    found = open_to_all.join(way, open_to_all.member == way.introducer)
    found = found.filter((found.ask == "anyone") | (found.step == 0))
    # a path of one tie has nothing between, and one that has no tie no weakest
    links = lesser(found.first, found.tenths)
    found = found.mutate(weakest=(found.step == 1).ifelse(lesser(links, found.between), links))
    found = found.left_join(opens(), "member").drop("member_right")
    found = found.mutate(opens=found.opens.fill_null(0))
    best = _ordered(found).limit(limit)
    return _ordered(best.join(TARGETS, "target").rename(reached_by="members"))


def wanted(*words: str) -> Table:
    """Return the ties to whom is asked for: whom the asker does not know, nor is, and may be asked about."""
    asked = TIES
    for word in words:
        asked = asked.semi_join(ASKED[word], word)
    mine = TIES.semi_join(ASKER, "member").select("target")
    myself = KNOWN_AS.semi_join(ASKER, "member").select("contact")
    theirs = asked.filter(asked.ask != "nobody").anti_join(ASKER, "member")
    return theirs.anti_join(mine, "target").anti_join(myself, "contact")


def opens() -> Table:
    """Return at how many organisations each member knows somebody where the asker knows nobody."""
    mine = REACH.semi_join(ASKER, "member").select("organisation")
    shared = REACH.semi_join(mine, "organisation")
    known = shared.group_by("member").agg(known=shared.count())
    found = BREADTH.left_join(known, "member")
    return found.select(BREADTH.member, opens=BREADTH.organisations - found.known.fill_null(0))


def _ordered(found: Table) -> Table:
    return found.order_by(
        [found.step, best_first(found.weakest), found.opens.desc(), found.target, found.introducer]
    )

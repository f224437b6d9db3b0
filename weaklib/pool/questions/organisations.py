"""Which organisations of the pool are meant by a name, and which are like it."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from weaklib.pool.engine import Pool
from weaklib.pool.engine.tables import REACH, Table
from weaklib.sources.organisations import key_of
from weaklib.sources.organisations.tiers import Tier, match_organisations

SHORTEST_WORD = 4
SHOWN = 5


def meant(pool: Pool, name: str) -> list[str]:
    """Return the organisations that are surely the one asked for, as the sheets write them."""
    tiers = _tiers(pool, name)
    return [str(found) for found in tiers.index[tiers >= Tier.STRONG]]


def alike(pool: Pool, name: str) -> list[str]:
    """Return organisations that may be the one asked for, or share its rarest word; no more than a few."""
    tiers = _tiers(pool, name)
    perhaps = [str(found) for found in tiers.index[tiers < Tier.STRONG]]
    return list(dict.fromkeys(perhaps + _sharing_a_word(pool, name)))[:SHOWN]


def known(pool: Pool) -> tuple[str, ...]:
    """Return all organisations of the pool's sheets, in the order of their letters; read once."""
    return pool.once("organisations", lambda: tuple(sorted(pool.answer(_every_organisation)["organisation"])))


def _tiers(pool: Pool, name: str) -> pd.Series:
    return pool.once(f"tiers of {name}", lambda: match_organisations(name, known(pool))["tier"])


def _every_organisation() -> Table:
    return REACH.select("organisation").distinct()


def _sharing_a_word(pool: Pool, name: str) -> list[str]:
    asked = {word for word in key_of(name).split() if len(word) >= SHORTEST_WORD}
    words = {other: asked & set(key_of(other).split()) for other in known(pool)}
    sharing = Counter(word for shared in words.values() for word in shared)
    found = pd.Series(
        {other: min(sharing[word] for word in shared) for other, shared in words.items() if shared}
    )
    return [str(other) for other in found.sort_values(kind="stable").index]

"""The charts of what was asked and what came of it, under one name."""

from __future__ import annotations

from weaklib.views.chains import chain_tree
from weaklib.views.impact_moves import moves_bars
from weaklib.views.impact_payback import payback_bars
from weaklib.views.impact_rates import rate_intervals, weak_and_strong
from weaklib.views.impact_ratings import rating_dots
from weaklib.views.impact_waiting import waiting
from weaklib.views.new_connections import arrivals_by_month

__all__ = [
    "arrivals_by_month",
    "chain_tree",
    "moves_bars",
    "payback_bars",
    "rate_intervals",
    "rating_dots",
    "waiting",
    "weak_and_strong",
]

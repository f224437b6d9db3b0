"""Did it help: what was asked, what came of it, and how far a number can be trusted.

A summary of a period, the time until a reply, weak ties against strong ones, new connections and how they
came, introductions as chains, and what pays back.
"""

from __future__ import annotations

from weaklib.action.impact.arrivals import arrivals, arrivals_in_short, per_month
from weaklib.action.impact.chains import introductions, roots
from weaklib.action.impact.contrasts import contrast, contrasts
from weaklib.action.impact.fair import choose
from weaklib.action.impact.intervals import jeffreys, newcombe, shrunk, wilson
from weaklib.action.impact.payback import payback
from weaklib.action.impact.setting import Setting, setting_of
from weaklib.action.impact.summary import summary, summary_of
from weaklib.action.impact.survival import time_to_reply

__all__ = [
    "Setting",
    "arrivals",
    "arrivals_in_short",
    "choose",
    "contrast",
    "contrasts",
    "introductions",
    "jeffreys",
    "newcombe",
    "payback",
    "per_month",
    "roots",
    "setting_of",
    "shrunk",
    "summary",
    "summary_of",
    "time_to_reply",
    "wilson",
]

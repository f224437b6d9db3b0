"""Panels for JupyterLab: a map to explore, sliders, marks, a text to copy, forms for goals and ledger.

Each panel works with what it is given (a plan, a ledger, goals) and says in words what it did. A
notebook that runs without JupyterLab shows one sentence in a panel's place and loses nothing.
"""

from __future__ import annotations

from weaklib.views.panels.copying import Copy
from weaklib.views.panels.form import goals_form
from weaklib.views.panels.log_form import log_form
from weaklib.views.panels.map import explorer
from weaklib.views.panels.marks import week_list
from weaklib.views.panels.proposals import proposals_list
from weaklib.views.panels.sliders import weight_sliders

__all__ = [
    "Copy",
    "explorer",
    "goals_form",
    "log_form",
    "proposals_list",
    "week_list",
    "weight_sliders",
]

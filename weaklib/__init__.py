"""weaklib: find the acquaintances who bridge to other worlds, and measure whether they helped.

>>> import weaklib as wl
>>> book = wl.read("data/example")
>>> ties = wl.ties.tie_table(book)
>>> graph = wl.network.contact_network(book)
>>> wl.netmap.draw(graph, ties).show()  # doctest: +SKIP

The modules are loaded when they are first named, so that `import weaklib` stays light.
"""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from weaklib import book as book
    from weaklib import example as example
    from weaklib.action import advice as advice
    from weaklib.action import assessment as assessment
    from weaklib.action import building as building
    from weaklib.action import expertise as expertise
    from weaklib.action import gaps as gaps
    from weaklib.action import goals as goals
    from weaklib.action import impact as impact
    from weaklib.action import introductions as introductions
    from weaklib.action import ledger as ledger
    from weaklib.action import maintaining as maintaining
    from weaklib.action import outreach as outreach
    from weaklib.action import yields as yields
    from weaklib.measures import bridging as bridging
    from weaklib.measures import circles as circles
    from weaklib.measures import diversity as diversity
    from weaklib.measures import explanation as explanation
    from weaklib.measures import history as history
    from weaklib.measures import lineage as lineage
    from weaklib.measures import mixing as mixing
    from weaklib.measures import moves as moves
    from weaklib.measures import network as network
    from weaklib.measures import nextmonth as nextmonth
    from weaklib.measures import outlook as outlook
    from weaklib.measures import percolation as percolation
    from weaklib.measures import positions as positions
    from weaklib.measures import profile as profile
    from weaklib.measures import sensitivity as sensitivity
    from weaklib.measures import signature as signature
    from weaklib.measures import stability as stability
    from weaklib.measures import temporal as temporal
    from weaklib.measures import ties as ties
    from weaklib.measures import turnover as turnover
    from weaklib.pages import report as report
    from weaklib.sources import read as read
    from weaklib.views import card as card
    from weaklib.views import charts as charts
    from weaklib.views import netmap as netmap
    from weaklib.views import plane as plane
    from weaklib.views import selection as selection
    from weaklib.views import way as way

try:
    __version__ = version("weaklib")
except PackageNotFoundError:
    __version__ = "0"

_ROOMS = {
    "advice": "weaklib.action.advice",
    "assessment": "weaklib.action.assessment",
    "expertise": "weaklib.action.expertise",
    "book": "weaklib.book",
    "example": "weaklib.example",
    "ties": "weaklib.measures.ties",
    "network": "weaklib.measures.network",
    "bridging": "weaklib.measures.bridging",
    "circles": "weaklib.measures.circles",
    "explanation": "weaklib.measures.explanation",
    "profile": "weaklib.measures.profile",
    "sensitivity": "weaklib.measures.sensitivity",
    "lineage": "weaklib.measures.lineage",
    "stability": "weaklib.measures.stability",
    "diversity": "weaklib.measures.diversity",
    "positions": "weaklib.measures.positions",
    "mixing": "weaklib.measures.mixing",
    "moves": "weaklib.measures.moves",
    "temporal": "weaklib.measures.temporal",
    "outlook": "weaklib.measures.outlook",
    "percolation": "weaklib.measures.percolation",
    "nextmonth": "weaklib.measures.nextmonth",
    "history": "weaklib.measures.history",
    "signature": "weaklib.measures.signature",
    "turnover": "weaklib.measures.turnover",
    "goals": "weaklib.action.goals",
    "ledger": "weaklib.action.ledger",
    "impact": "weaklib.action.impact",
    "introductions": "weaklib.action.introductions",
    "gaps": "weaklib.action.gaps",
    "building": "weaklib.action.building",
    "maintaining": "weaklib.action.maintaining",
    "yields": "weaklib.action.yields",
    "outreach": "weaklib.action.outreach",
    "netmap": "weaklib.views.netmap",
    "card": "weaklib.views.card",
    "selection": "weaklib.views.selection",
    "way": "weaklib.views.way",
    "plane": "weaklib.views.plane",
    "charts": "weaklib.views.charts",
    "report": "weaklib.pages.report",
}

__all__ = [  # noqa: PLE0604 - the rooms are named once, above
    "read",
    *_ROOMS,
]


def __getattr__(name: str) -> Any:
    """Load a room, or `read`, when it is first named."""
    if name == "read":
        return import_module("weaklib.sources").read
    if name in _ROOMS:
        return import_module(_ROOMS[name])
    msg = f"module 'weaklib' has no attribute {name!r}"
    raise AttributeError(msg)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])

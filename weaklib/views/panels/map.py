"""The map to explore in JupyterLab: search, filter, go back in time, click somebody, draw a lasso."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

import networkx as nx
import pandas as pd
from ipywidgets import Button, HBox, Layout, ToggleButtons, VBox

from weaklib.book import Book
from weaklib.views.panels import map_search
from weaklib.views.panels.map_explored import Explored
from weaklib.views.panels.map_filters import ROW
from weaklib.views.panels.map_finder import finder
from weaklib.views.panels.map_hand import hand
from weaklib.views.panels.map_people import Tables
from weaklib.views.panels.map_person import PersonBox
from weaklib.views.panels.map_picture import HEIGHT
from weaklib.views.panels.parts import Panel, words
from weaklib.views.theme import TITLE_WIDTH, wrapped

if TYPE_CHECKING:
    from weaklib.action.ledger import Ledger

TOOLS = (("Move", "pan"), ("Lasso", "lasso"), ("Box", "select"))
"""What the mouse does on the map."""
MAP = {"flex": "3 1 28rem", "min_width": "0"}
CARD = {"flex": "1 1 15rem", "min_width": "0", "max_height": f"{HEIGHT + 40}px", "overflow": "auto"}
HINTS = ("Drag the map about", "Draw a line around people", "Draw a box around people")
KEPT_WIDTH = 110
"""The letters in a line of the note of a picture that is kept."""
SMALL = {"width": "auto"}
ASKS = {"flex_flow": "row wrap", "align_items": "flex-end", "overflow": "visible"}


def explorer(  # noqa: PLR0913 - what the map shows, and what can be done about it
    book: Book,
    ties: pd.DataFrame,
    graph: nx.Graph[Any],
    circles: pd.Series[Any],
    bridges: pd.DataFrame,
    *,
    plan: pd.DataFrame | None = None,
    ledger: Ledger | None = None,
    relevance: pd.Series[Any] | None = None,
    as_of: str | pd.Timestamp | None = None,
    now: Callable[[], datetime] | None = None,
) -> Panel:
    """Return the map to explore: whatever is asked of it, it answers in a picture and in words.

    Who is filtered out is not in the picture at all, nor are their ties and their name. The way back in time
    shows who was known on a day and in which class; places, islands and circles stay those of the map.

    Parameters
    ----------
    book
        What the exports say.
    ties, graph, circles, bridges
        What `tie_table`, `contact_network`, `find_circles` and `bridge_table` return for one day.
    plan
        What `outreach.plan` returns: the cards then say what could be done.
    ledger
        Where a mark is kept; with it, a plan and `now` there are buttons under a card.
    relevance
        How far each has to do with the goals, 0 to 1; by default what the plan says of those who are in it.
    as_of
        The day of the tables; by default the last that the exports cover.
    now
        Tells the moment of a mark.

    Returns
    -------
    Panel
        Its `picture`, `filters`, `search`, `hand`, `tools`, `slider`, `steps`, `past`, `group`, `one`, `way`
        and `told` are what it is made of.
    """
    if relevance is None and plan is not None:
        relevance = plan.groupby("person")["relevance"].max()
    tables = Tables(book, ties, graph, circles, bridges, book.day(as_of))
    one = PersonBox(tables, plan=plan, ledger=ledger, now=now)
    return _laid_out(Explored(tables, one, relevance))


def _laid_out(map_: Explored) -> Panel:
    """What is asked above, the map and the card side by side, the group below."""
    search, to, held, tools = _asks(map_)
    title = words(map_.picture.title)
    title.add_class("weaklib-title")
    beside = [VBox([map_.picture.figure, words(map_.picture.note)], layout=Layout(**MAP))]
    beside.append(VBox([map_.one.box], layout=Layout(**CARD)))
    beside[-1].add_class("weaklib-beside")
    time = HBox([map_.play, map_.slider, map_.steps, map_.past.bar], layout=ROW)
    rows = [
        title,
        _beside(search, tools, held),
        map_.filters.box,
        time,
        map_.told,
        HBox(beside, layout=Layout(flex_flow="row wrap", align_items="flex-start")),
        _beside(to),
        map_.one.way,
        map_.group.box,
    ]
    panel = Panel(rows, said="The map to explore")
    panel.add_class("weaklib-map")
    panel.picture, panel.filters, panel.search, panel.hand = map_.picture, map_.filters, search, held
    panel.slider, panel.steps, panel.group, panel.one = map_.slider, map_.steps, map_.group, map_.one
    panel.way, panel.told, panel.tools, panel.past = to, map_.told, tools, map_.past
    map_.refresh()
    map_.picture.settle()
    return panel


def _beside(*widgets: Any) -> Any:
    box = HBox(widgets, layout=Layout(**ASKS))
    box.add_class("weaklib-asks")
    return box


def _asks(map_: Explored) -> tuple[Any, Any, Any, Any]:
    """The two search boxes, the ear for the mouse, and the tools."""
    index = map_.index
    asked = "a name, an organisation, a field or a circle"
    search = finder(partial(map_search.found, index), map_.pick, label="Search", placeholder=asked)
    label = "Light up the way from the person of the card to"
    meant = partial(map_search.organisations, index)
    to = finder(meant, map_.lead, label=label, placeholder="an organisation")
    map_.group.everyone.on_click(lambda _: map_.all_shown())
    return search, to, _heard(map_), _tools(map_)


def _heard(map_: Explored) -> Any:
    """The ear for the mouse; what is kept of the picture says who is shown, as the panel does."""
    held = hand(map_.click, map_.lasso, map_.dim)
    held.view = [edge for span in map_.picture.whole for edge in span]
    held.least = HEIGHT
    held.heading = wrapped(map_.picture.title, TITLE_WIDTH)

    def says(_: object) -> None:
        held.small = wrapped(f"{map_.said} {map_.picture.note}", KEPT_WIDTH)

    map_.told.observe(says, "value")
    return held


def _tools(map_: Explored) -> Any:
    tool = ToggleButtons(options=TOOLS, value="pan", style={"button_width": "4.5rem"}, tooltips=HINTS)
    tool.observe(lambda change: map_.take(change["new"]), "value")
    closer = Button(description="Closer", tooltip="Come close to the person of the card", layout=SMALL)
    whole = Button(description="Whole map", tooltip="See all of it", layout=SMALL)
    closer.on_click(lambda _: map_.closer())
    whole.on_click(lambda _: map_.whole())
    return HBox([tool, closer, whole])

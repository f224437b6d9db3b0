"""The map as one file: the picture, a search, a card for everybody, filters, and a table beside it.

Everything that the page shows is in it, as data that no browser runs: the scripts `map-….js` of `template/`
read it and write text alone. The policy of `page` forbids every request.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from weaklib.book import Book
from weaklib.measures.bridging import bridge_table
from weaklib.measures.circles import find_circles
from weaklib.measures.network import contact_network
from weaklib.measures.ties import tie_table
from weaklib.pages.figures import FIGURE, harmless
from weaklib.pages.keep import write_whole
from weaklib.pages.map_page_figure import Lean, at_night, changes, lean
from weaklib.pages.prose import count, day
from weaklib.pages.scripts import plotly, policy, script, template
from weaklib.pages.still import BEGIN, END, FOR_A_PAGE
from weaklib.views.anchor import anchor
from weaklib.views.card_columns import cards_data
from weaklib.views.card_html import css, text
from weaklib.views.layout import place
from weaklib.views.looks import DAY, EVEN, NIGHT, SYMBOLS
from weaklib.views.netmap import draw, people_on
from weaklib.views.past_columns import past_data

if TYPE_CHECKING:
    import networkx as nx

    from weaklib.pages.outreach_inputs import Inputs


ROWS, ROWS_AMONG = 50, 8
"""How many people the table shows at once, on a page of its own and among other things."""


class Measured(NamedTuple):
    """What a map is drawn from: everything as of one day."""

    book: Book
    ties: pd.DataFrame
    bridges: pd.DataFrame
    graph: nx.Graph[Any]
    circles: pd.Series[Any]
    plan: pd.DataFrame | None
    as_of: pd.Timestamp


def write_map(
    book: Book, path: Path, *, as_of: str | pd.Timestamp = "", inputs: Inputs | None = None
) -> Path:
    """Write the map of a book as one file that opens without a network, and return where it is.

    Parameters
    ----------
    book
        What was read.
    path
        The file; readable by its owner alone, and whole at any moment.
    as_of
        The day to draw; by default the last that the exports cover.
    inputs
        Goals, ledger and templates of the data folder, as `outreach_inputs.read_inputs` returns them: then
        the cards tell what to do about whom. Without goals the lists rest on bridging and dormancy.

    Raises
    ------
    InputError
        If `as_of` is no date.
    OutputError
        If the file cannot be written; an old one is as it was.
    """
    return write_whole(path, map_html(measured(book, as_of=as_of, inputs=inputs)))


def measured(book: Book, *, as_of: str | pd.Timestamp = "", inputs: Inputs | None = None) -> Measured:
    """Measure what the map shows of a book as of a day.

    Parameters
    ----------
    book, as_of, inputs
        As for `write_map`.
    """
    from weaklib.action.outreach import plan as planned

    at = book.day(as_of)
    ties, graph = tie_table(book, as_of=at), contact_network(book.as_of(at), as_of=at)
    circles = find_circles(graph, seed=0)
    bridges = bridge_table(graph, circles=circles)
    plan = None
    if inputs is not None:
        known: dict[str, Any] = {"graph": graph, "circles": circles, "ledger": inputs.ledger}
        known |= {"templates": inputs.templates, "as_of": as_of or None}
        plan = planned(book, ties, bridges, inputs.goals, **known)
    return Measured(book, ties, bridges, graph, circles, plan, at)


def map_html(of: Measured) -> str:
    """Return the map as a page that needs nothing else; the same input gives the same bytes."""
    drawn, data = _data(of, _spots(of))
    scripts = [plotly(), script("map.js")]
    titles = f'<div class="titles"><h1>{text(drawn.heading)}</h1><p>{text(_about(of))}</p></div>'
    shown = {
        "POLICY": policy(scripts, [drawn.figure]),
        "CSS": looks() + template("map.css"),
        "EXPLORER": explorer(drawn.notes, data, titles=titles, table="<h2>Everybody on the map</h2>"),
        "SCRIPTS": "".join(f"<script>{script}</script>\n" for script in scripts),
    }
    return _filled("map.html.in", shown)


def explorer(
    notes: Sequence[str], data: str, *, among: bool = False, titles: str = "", table: str = ""
) -> str:
    """Return the map with its search, card and table as HTML, which its script brings to life.

    Parameters
    ----------
    notes
        What stands under the map, as plain text.
    data
        All that it knows, as JSON.
    among
        Whether it stands among other things: then the table is short, and on paper it is the picture alone.
    titles, table
        The headings over the map and over the table, as HTML.
    """
    paragraphs = "".join(f"<p>{text(note)}</p>" for note in notes)
    place = {"AMONG": " data-among" if among else "", "ROWS": str(ROWS_AMONG if among else ROWS)}
    shown = place | {"TITLES": titles, "TABLE": table}
    shown |= {"NOTES": paragraphs, "DATA": harmless(data)}
    return _filled("explorer.html.in", shown)


def looks() -> str:
    """Return the style of the map with all that belongs to it."""
    return template("explorer.css") + css()


def _filled(name: str, shown: Mapping[str, str]) -> str:
    """Return a template with what is shown in its places; what is filled in is not looked at again."""
    parts = template(name).split("@@")
    return "".join(part if place % 2 == 0 else shown[part] for place, part in enumerate(parts))


class Explored:
    """The map for a notebook: its figure, and for a page the same with search, cards and table."""

    def __init__(self, of: Measured) -> None:
        self.of = of

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        """Return both; `page` takes the HTML, JupyterLab the figure, which a run for a page need not draw."""
        spots = _spots(self.of)
        drawn, data = _data(self.of, spots)
        titles = f'<p class="finding">{text(drawn.heading)}</p>'
        block = explorer(drawn.notes, data, among=True, titles=titles, table="<h3>Everybody on the map</h3>")
        shown = {"text/html": f"{BEGIN}<style>{looks()}</style>{block}{END}"}
        return shown if os.environ.get(FOR_A_PAGE) else {FIGURE: self._figure(spots), **shown}

    def _figure(self, spots: pd.DataFrame | None) -> Any:
        of = self.of
        figure = draw(of.graph, of.ties, circles=of.circles, bridges=of.bridges, spots=spots)
        return json.loads(figure.to_json())


def explored(
    book: Book,
    ties: pd.DataFrame,
    bridges: pd.DataFrame,
    graph: nx.Graph[Any],
    circles: pd.Series[Any],
    *,
    plan: pd.DataFrame | None = None,
    as_of: str | pd.Timestamp = "",
) -> Explored:
    """Return the map of what was measured already, for the report.

    Parameters
    ----------
    book, ties, bridges, graph, circles, plan, as_of
        As for `card_of`.
    """
    return Explored(Measured(book, ties, bridges, graph, circles, plan, book.day(as_of)))


def _data(of: Measured, spots: pd.DataFrame | None) -> tuple[Lean, str]:
    """Draw the map, and return it with all that the page knows, as JSON."""
    given: dict[str, Any] = {"circles": of.circles, "bridges": of.bridges, "spots": spots, "hover": "none"}
    by_day = draw(of.graph, of.ties, **given)
    people = people_on(by_day)
    by_day.layout.meta = None  # who they are is told by the cards; plotly would copy it three times
    tables = (of.book, of.ties, of.bridges, of.graph, of.circles)
    cards = cards_data(*tables, people=people, plan=of.plan, as_of=of.as_of)
    drawn = lean(by_day, cards["circle"]["of"])
    data = {
        "cards": cards,
        "figure": drawn.figure,
        "names": drawn.names,
        "dark": [*changes(drawn.figure, at_night(drawn.figure))],
        "past": past_data(of.book, people, cards["ties"], as_of=of.as_of),
        "colours": [list(look.classes.values()) for look in (DAY, NIGHT)],
        "land": [look.land for look in (DAY, NIGHT)],
        "symbols": [[symbol, EVEN.get(symbol, 1.0)] for symbol in SYMBOLS.values()],
        "words": dict(MEANS),
    }
    return drawn, json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _spots(of: Measured) -> pd.DataFrame | None:
    """Where everybody stands: about where they stood in the maps of the months before."""
    return None if not len(of.graph) else place(of.graph, of.circles, before=anchor(of.book, of.as_of))


def _about(of: Measured) -> str:
    people, circles = count(len(of.ties), "person", "people"), count(of.circles.nunique(), "circle")
    return f"{people} in {circles}, as of {day(of.as_of)}. You are not on it: they all know you."


MEANS: Mapping[str, str] = MappingProxyType(
    {
        "intensity": "on how many days you were in touch, the recent ones counting most",
        "recency": "how long ago the last contact was",
        "reciprocity": "whether both of you take part",
        "services": "recommendations and endorsements",
        "duration": "from the first contact to the last",
        "multiplexity": "in how many ways you were in touch",
        "closeness": "what you said in people.csv",
    }
)
"""What each part of the strength says."""

"""The map as a widget: who is shown, whose ties are drawn, and which way is lit up."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
import plotly.graph_objects as go
from traitlets import observe

from weaklib.views.looks import DAY, Look
from weaklib.views.netmap import people_on
from weaklib.views.panels.map_drawn import Flags, Lines, by_class, dots_of, layer, lines_of
from weaklib.views.panels.map_frame import islands_of, reach_of, scale_of, seen_of, span_of
from weaklib.views.panels.map_ink import RINGS, UNSELECTED, inked_anew, marks
from weaklib.views.panels.map_names import Area, clear, names_of, sides, words_of
from weaklib.views.theme import CLASS_COLOURS, CONFIG

HEIGHT = 620
"""The least height of the widget, in pixels, with its legend."""
MOST_GROWN = 3.0
"""How much larger people are drawn at most when the map is close."""
MOST_OWN = 80
"""The most ties of one person that are drawn, the strongest first."""


class Deaf(go.FigureWidget):  # type: ignore[misc]
    """A figure that leaves the mouse to others.

    Plotly's own keeps who is inside a lasso, and for that is drawn anew once a trace: that takes seconds.
    """

    @observe("_js2py_pointsCallback")
    def _handler_js2py_pointsCallback(self, _: object) -> None:  # noqa: N802 - plotly's name
        return


class Picture:
    """A map whose people come and go, while everything else stays where it is.

    Attributes
    ----------
    figure
        The widget.
    people
        The ids, in the order of their numbers.
    shown
        Who is shown, by number.
    look
        The colours of the map.
    whole
        From where to where the whole map reaches, across and up.
    """

    def __init__(
        self, drawn: go.Figure, graph: nx.Graph[Any], bridges: pd.DataFrame, circles: pd.Series[Any]
    ) -> None:
        self.graph, self.people = graph, people_on(drawn)
        self.number = {person: number for number, person in enumerate(self.people)}
        self.dots = dots_of(drawn, bridges)
        self.look = DAY
        self.islands = islands_of(self.dots, circles.reindex(self.people))
        self.names = self._named(drawn)
        self.grown, self.scale = 1.0, 0.0
        self.title, self.note = words_of(drawn)
        self.shown: Flags = np.ones(len(self.people), bool)
        self.known: set[tuple[Any, Any]] | None = None
        self.figure = self._widget(drawn)
        self.whole = reach_of([trace for trace in drawn.data if trace.x is not None])
        self.at: dict[str, list[int]] = defaultdict(list)
        for place, trace in enumerate(self.figure.data):
            self.at[layer(trace)].append(place)
        self.at["people"].reverse()  # in the order of the classes again
        lined = [*self.at["tie"], *self.at["bridge"]]
        self.near([])
        self.lines: dict[int, Lines] = {
            place: lines_of(self.figure.data[place], self.dots) for place in lined
        }

    def _named(self, drawn: go.Figure) -> list[tuple[int, list[Mapping[str, Any]]]]:
        return [
            (number, sides(name, self._area(circle, number, name)))
            for circle, number, name in names_of(drawn)
        ]

    def ink(self, drawn: go.Figure, look: Look) -> None:
        """Take the colours of another drawing of the same map; people follow when they are shown."""
        self.look, self.names = look, self._named(drawn)
        with self.figure.batch_update():
            inked_anew(self.figure, drawn, look)

    def _area(self, circle: str, number: int, name: Mapping[str, Any]) -> Area | None:
        """Where somebody or a circle is; None for what is neither."""
        if number < 0:
            return self.islands.get(f"circle:{circle}")
        x, y = float(self.dots.x[number]), float(self.dots.y[number])
        away = float(np.hypot(name["x"] - x, name["y"] - y))
        return x, y, away, away

    def _widget(self, drawn: go.Figure) -> Any:
        ground = [trace for trace in drawn.data if layer(trace) != "people"]
        first = next((trace for trace in drawn.data if layer(trace) == "people"), None)
        dot = go.Scatter if first is None else type(first)
        classes = [
            dot(mode="markers", meta={"layer": "people"}, legendrank=rank, unselected=UNSELECTED)
            for rank, _ in enumerate(CLASS_COLOURS, 1)
        ]
        lines, rings = _marks("lines"), _marks("markers")
        traces = [*ground, *lines, *reversed(classes), *rings]  # the strong over the others, as on the page
        figure = Deaf(data=traces, layout=drawn.layout)
        figure._config = {  # noqa: SLF001 - the only door to the configuration of a widget
            **CONFIG,
            "scrollZoom": True,
            "modeBarButtonsToRemove": ["toImage"],  # ours writes the title and the note too
        }
        legend = {"itemclick": False, "itemdoubleclick": False, "y": -0.01}
        figure.update_layout(legend=legend, height=HEIGHT, margin={"t": 34, "b": 120}, title=None)
        return figure

    def show(
        self,
        shown: pd.Series[bool],
        classes: pd.Series[str],
        *,
        said: str = "",
        known: set[tuple[Any, Any]] | None = None,
    ) -> None:
        """Show these people, each in the class of their tie; the others, their ties and names leave.

        Parameters
        ----------
        shown, classes
            By number.
        said
            Of another day than that of the map: what it is called.
        known
            The ties of that day; by default those of the map.
        """
        self.shown, self.known = shown.to_numpy(bool), known
        dots = self.dots._replace(size=self.dots.size * np.float32(self.grown))
        laid = by_class(dots, self.shown, classes.to_numpy(object), said, look=self.look)
        with self.figure.batch_update():  # traces that are changed together must change in the same things
            for place, told in zip(self.at["people"], laid, strict=True):
                self.figure.data[place].update(told)
        with self.figure.batch_update():
            for place, lines in self.lines.items():
                path = lines.kept(self._parts(lines))
                self.figure.data[place].update(x=path[:, 0], y=path[:, 1])
        with self.figure.batch_update():
            for place in self.at["route"]:
                self.figure.data[place].visible = not said
            names = [name for number, name in self.names if number < 0 or self.shown[number]]
            self.figure.layout.annotations = clear(
                names, pixels_per_step=self.scale, frame=self.frame, islands=self.islands
            )

    def _parts(self, lines: Lines) -> Flags:
        known = self.known
        kept: Flags = (lines.one >= 0) & (lines.other >= 0) & self.shown[lines.one] & self.shown[lines.other]
        if known is not None:
            ends = zip(lines.one.tolist(), lines.other.tolist(), strict=True)
            kept &= np.array([(self.people[one], self.people[other]) in known for one, other in ends], bool)
        return kept

    def settle(self) -> None:
        """Let a page that is opened later, or anew, begin with the map as it is now.

        A widget begins with what it was made of; in a box, plotly does not bring that up to date by itself.
        """
        self.figure._repr_mimebundle_()

    def near(self, numbers: list[int]) -> None:
        """Move so close that these people fill the map; without any, so far that all of it is seen.

        How large people are drawn, and which names have room, follows when they are shown the next time.
        """
        whole, spans = self.whole, self.whole
        if numbers:
            spans = (span_of(self.dots.x[numbers]), span_of(self.dots.y[numbers]))
        self.figure.update_layout(xaxis_range=spans[0], yaxis_range=spans[1])
        self.scale = scale_of(spans)
        self.frame = seen_of(spans, self.scale)
        self.grown = float(np.clip(np.sqrt(self.scale / scale_of(whole)), 1, MOST_GROWN))

    def around(self, number: int) -> list[int]:
        """Return those on the map whom a person is tied to, the strongest tie first."""
        return [other for other, _ in self._ties(number)]

    def _ties(self, number: int) -> list[tuple[int, dict[str, Any]]]:
        person = self.people[number]
        ties = dict(self.graph.adj.get(person, {}))
        ordered = sorted(ties.items(), key=lambda tie: -float(tie[1].get("weight", 1.0)))
        return [(self.number[other], tie) for other, tie in ordered if other in self.number]

    def _seen(self, number: int | None, other: int) -> bool:
        """Whether a tie is on the map as it is shown: its ends are, and it was known on that day."""
        if number is None or not (self.shown[number] and self.shown[other]):
            return False
        return self.known is None or (self.people[number], self.people[other]) in self.known

    def own_ties(self, number: int | None) -> tuple[int, int]:
        """Draw the ties of one person to those who are shown; return how many of how many.

        Parameters
        ----------
        number
            Whose; None takes them away.
        """
        near = [] if number is None else self._ties(number)
        drawn = [(other, tie) for other, tie in near if self._seen(number, other)][:MOST_OWN]
        seen = [
            [other for other, tie in drawn if (tie.get("observed", 1.0) > 0) == kind]
            for kind in (True, False)
        ]
        with self.figure.batch_update():
            for place, others in zip(self.at["own"], seen, strict=True):
                self._through(place, [[number, other] for other in others if number is not None])
        self._around(self.at["ring"][0], [] if number is None else [number])
        return len(drawn), len(near)

    def way(self, people: Iterable[str]) -> None:
        """Light up the way over these people, as far as they are shown; none takes it away."""
        numbers = [self.number[person] for person in people if person in self.number]
        links = [[*pair] for pair in itertools.pairwise(numbers) if self._seen(*pair)]
        with self.figure.batch_update():
            for place in self.at["way"]:
                self._through(place, links)
        self._around(self.at["stops"][0], numbers)

    def ring(self, numbers: list[int]) -> None:
        """Ring those of a group who are shown."""
        self._around(self.at["group"][0], numbers)

    def _through(self, place: int, chains: list[list[int]]) -> None:
        spots = np.column_stack([self.dots.x, self.dots.y]).astype(np.float32)
        gap = np.full((1, 2), np.nan, np.float32)
        parts = [part for chain in chains for part in (spots[chain], gap)]
        path = np.concatenate(parts) if parts else np.empty((0, 2), np.float32)
        self.figure.data[place].update(x=path[:, 0], y=path[:, 1])

    def _around(self, place: int, numbers: list[int]) -> None:
        ringed = [number for number in numbers if self.shown[number]]
        room, _ = RINGS[layer(self.figure.data[place])]
        size = self.dots.size[ringed] * np.float32(self.grown) + np.float32(room * self.grown**0.5)
        self.figure.data[place].update(x=self.dots.x[ringed], y=self.dots.y[ringed], marker_size=size)


def _marks(mode: str) -> list[go.Scatter]:
    quiet = {"hoverinfo": "skip", "showlegend": False}
    return [go.Scatter(**each, **quiet) for each in marks(DAY) if each["mode"] == mode]

"""The map to explore: who is shown on which day, and what a click, a search and a lasso do."""

from __future__ import annotations

from functools import partial
from typing import Any

import pandas as pd
from ipywidgets import Layout, Play, SelectionSlider, ToggleButtons, jslink

from weaklib.book import CHANNEL_OF_KIND
from weaklib.views import netmap
from weaklib.views.layout import place
from weaklib.views.panels import map_people, map_search
from weaklib.views.panels.map_filters import NARROW, FilterBox
from weaklib.views.panels.map_group import GroupBox
from weaklib.views.panels.map_ink import look_of
from weaklib.views.panels.map_past import Past
from weaklib.views.panels.map_people import Tables
from weaklib.views.panels.map_person import PersonBox
from weaklib.views.panels.map_picture import Picture
from weaklib.views.panels.parts import tell, words
from weaklib.views.past import ENDS, called, days, ties_then
from weaklib.views.theme import on_day

STEP = 1500
"""Milliseconds that a year is shown when the years are replayed."""


class Explored:
    """The map, who of it is shown, and what each widget does to it.

    Attributes
    ----------
    picture
        The map as a widget.
    draw
        Draws it, for a dark screen where that is asked.
    filters, slider, steps, play
        What is asked: who, and as of which day.
    told, said
        How many of how many are shown: the widget, and the words.
    one, group
        The person who was clicked, and the group that was drawn around.
    past
        The days that were gone back to.
    at, every
        The day that is shown, and whether the slider goes by "years" or "months".
    clicked, gathered, path
        Who is marked on the map: the person of the card and a group by number, and the way by ids.
    """

    def __init__(self, tables: Tables, one: PersonBox, relevance: pd.Series[Any] | None) -> None:
        book, ties, graph, circles, bridges, self.day = tables
        self.tables, self.one, self.at, self.every = tables, one, self.day, "years"
        self.clicked: int | None = None
        self._offering, self.said = False, ""
        self.gathered: list[int] = []
        self.path: list[str] = []
        spots = place(graph, circles) if len(graph) else None
        self.draw = partial(netmap.draw, graph, ties, circles=circles, bridges=bridges, spots=spots)
        self.picture = Picture(self.draw(), graph, bridges, circles)
        self.people = map_people.everybody(tables, self.picture.people, relevance=relevance)
        self.index = map_search.index_of(self.people)
        self.circles = map_people.circles_of(circles)
        self.past, self.told, self.group = Past(book), words(), GroupBox(tables)
        self.filters = self._filters()
        self.slider, self.steps, self.play = self._time()

    def refresh(self) -> None:
        """Show who is asked for, on the day that is asked for, and say how many they are."""
        past = self.at != self.day
        month = self.past.on(self.at, others=self._with()) if past else None
        told = map_people.then(self.people, self.tables.ties if month is None else month.ties)
        filters = self.filters.filters
        shown = map_people.chosen(self.people, told, filters, day=self.at)
        said = f"on {on_day(self.at)}" if past else ""
        self.picture.show(shown, told["class"], said=said, known=None if month is None else ties_then(month))
        self._marked()
        in_words = partial(map_people.in_words, circles=self.circles, past=past)
        self.said = in_words(filters, shown, told, day=self.at)
        tell(self.told, self.said)

    def dim(self, dark: bool) -> None:  # noqa: FBT001 - what the page says of its theme
        """Draw the map for a dark JupyterLab, or for a light one."""
        self.picture.ink(self.draw(dark=dark), look_of(dark=dark))
        self.refresh()

    def click(self, number: int) -> None:
        """Show the card of a person, and draw their ties."""
        self.clicked, self.path = number, []
        self.one.tell(self.picture.people[number])
        self._marked()

    def _marked(self) -> None:
        """Draw again what is marked on the map, as far as those who are shown go."""
        here = self.clicked is not None and bool(self.picture.shown[self.clicked])
        self.one.own(*self.picture.own_ties(self.clicked), shown=here, past=self.at != self.day)
        self.picture.way(self.path)
        self.picture.ring(self.gathered)

    def pick(self, key: str) -> None:
        """Answer what was picked in the search: a person's card, or a group's table."""
        numbers = map_search.members_of(self.index, key)
        if key.startswith(map_search.PERSON):
            self.click(numbers[0])
        else:
            self.gather(numbers, map_search.called(self.index, key))

    def lasso(self, numbers: list[int]) -> None:
        """Tell of those inside the lasso."""
        self.gather(numbers, "Inside the line that you drew")

    def all_shown(self) -> None:
        """Tell of all who are shown; a ring around each would say nothing."""
        self.gather([int(at) for at in self.picture.shown.nonzero()[0]], "Shown on the map", ringed=False)

    def gather(self, numbers: list[int], what: str, *, ringed: bool = True) -> None:
        """Tell of a group, and ring those of it who are shown."""
        self.gathered = numbers if ringed else []
        self.picture.ring(self.gathered)
        self.group.tell([self.picture.people[number] for number in numbers], what)

    def lead(self, organisation: str) -> None:
        """Light up the way from the person who was clicked to an organisation."""
        self.path = self.one.way_to(organisation)
        self.picture.way(self.path)

    def take(self, tool: str) -> None:
        """Let the mouse move the map, or draw a lasso or a box."""
        self.picture.figure.layout.dragmode = tool

    def closer(self) -> None:
        """Come close to the person who was clicked and those whom they know; without one, to nobody."""
        if self.clicked is not None:
            self.picture.near([self.clicked, *self.picture.around(self.clicked)])
            self.refresh()

    def whole(self) -> None:
        """See the whole map."""
        self.picture.near([])
        self.refresh()

    def _with(self) -> list[pd.Timestamp]:
        return days(self.tables.book, self.day, "years")[:-1] if self.every == "years" else []

    def _filters(self) -> FilterBox:
        homes = self.people["home"].value_counts()
        circles = {name: int(homes.get(number, 0)) for number, name in enumerate(self.circles)}
        alone = int(homes.get(map_people.NOWHERE, 0))
        goals = bool(self.people["relevance"].notna().any())
        channels = {CHANNEL_OF_KIND.get(kind, "") for kind in self.tables.book.coverage["kind"]}
        return FilterBox(circles, alone, self.refresh, channels=channels, goals=goals)

    def _time(self) -> tuple[Any, Any, Any]:
        slider = SelectionSlider(
            options=self._days(),
            value=self.day,
            description="As of",
            style=NARROW,
            continuous_update=False,
            layout=Layout(width="30rem", max_width="100%"),
        )
        steps = ToggleButtons(options=list(ENDS), value="years", style={"button_width": "4.5rem"})
        play = Play(
            min=0,
            max=len(slider.options) - 1,
            value=len(slider.options) - 1,
            interval=STEP,
            show_repeat=False,
        )
        jslink((play, "value"), (slider, "index"))
        slider.observe(lambda change: self.go(change["new"]), "value")
        steps.observe(lambda change: self._step(change["new"]), "value")
        return slider, steps, play

    def _days(self) -> list[tuple[str, pd.Timestamp]]:
        found = days(self.tables.book, self.day, self.every)
        return [*((called(day, self.every), day) for day in found[:-1]), (on_day(self.day), self.day)]

    def _step(self, every: str) -> None:
        """Offer other days to go to; new options begin with their first, which is no wish to go there."""
        self.every, self._offering = every, True
        self.slider.options = self._days()
        self.play.max = len(self.slider.options) - 1
        self.slider.value, self._offering = self.day, False
        self.go(self.day)

    def go(self, day: pd.Timestamp) -> None:
        """Show the map as of a day."""
        if day != self.at and not self._offering:
            self.at = pd.Timestamp(day)
            self.refresh()

"""The filters of the map as widgets: which classes, which circle, in touch how and when, how relevant."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from ipywidgets import Button, Checkbox, Dropdown, FloatSlider, HBox, Label, Layout, VBox

from weaklib.views.panels.map_people import ALL, CHANNELS, NEVER, NOT_KNOWN, NOWHERE, PERIODS, Filters
from weaklib.views.theme import CLASS_COLOURS, counted, short

ROW = Layout(flex_flow="row wrap", align_items="center")
NARROW = {"description_width": "initial"}


class FilterBox:
    """The widgets, and what they ask for; a channel that was not exported cannot be asked for.

    Attributes
    ----------
    box
        All of them.
    classes
        A checkbox a class of tie.
    circle, channel, period, relevance
        What else can be asked; `relevance` is hidden where none is known.
    back
        Takes every filter off.
    """

    def __init__(
        self,
        circles: Mapping[str, int],
        alone: int,
        changed: Callable[[], None],
        *,
        channels: Collection[str],
        goals: bool,
    ) -> None:
        self.changed, self._quiet = changed, False
        self.classes = {
            name: Checkbox(
                value=True, description=name, indent=False, layout=Layout(width="auto", margin="0 14px 0 2px")
            )
            for name in CLASS_COLOURS
        }
        nowhere = [(f"no known tie to another ({alone:,})", NOWHERE)] if alone else []
        named = [
            (f"{short(name, 48)} ({counted(size, 'person', 'people')})", n)
            for n, (name, size) in enumerate(circles.items())
        ]
        self.circle = _asked("Circle", [("all", ALL), *named, *nowhere], width="20rem")
        self.channel = _asked(
            "In touch by",
            [("any or none", ""), *((CHANNELS[key], key) for key in CHANNELS if key in channels)],
            width="14rem",
        )
        self.period = _asked(
            "Last contact",
            [("whenever", ""), *((each, each) for each in (*PERIODS, NEVER, NOT_KNOWN))],
            width="18rem",
        )
        self.relevance = FloatSlider(
            value=0,
            min=0,
            max=1,
            step=0.05,
            description="Relevance from",
            style=NARROW,
            continuous_update=False,
            layout=Layout(width="18rem", display="" if goals else "none"),
        )
        self.back = Button(description="Show everybody", layout=Layout(width="auto"))
        self.back.on_click(lambda _: self.reset())
        asked = [self.circle, self.channel, self.period, self.relevance]
        for widget in (*self.classes.values(), *asked):
            widget.observe(self._moved, "value")
        ties = HBox([Label("Ties that are"), *self.classes.values()], layout=ROW)
        self.box = VBox([ties, HBox([*asked, self.back], layout=ROW)])

    @property
    def filters(self) -> Filters:
        """What is asked now."""
        return Filters(
            frozenset(name for name, box in self.classes.items() if box.value),
            self.circle.value,
            self.channel.value,
            self.period.value,
            self.relevance.value,
        )

    def reset(self) -> None:
        """Take every filter off, and say so once."""
        self._quiet = True
        for box in self.classes.values():
            box.value = True
        self.circle.value, self.channel.value = ALL, ""
        self.period.value, self.relevance.value = "", 0.0
        self._quiet = False
        self.changed()

    def _moved(self, _: object) -> None:
        if not self._quiet:
            self.changed()


def _asked(name: str, options: list[tuple[str, Any]], *, width: str) -> Any:
    layout = Layout(width=width, max_width="100%")
    return Dropdown(options=options, value=options[0][1], description=name, style=NARROW, layout=layout)

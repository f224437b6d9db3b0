"""Sliders for the weights: the list is made again, and what changes is said."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pandas as pd
from ipywidgets import Accordion, Button, FloatSlider, HBox, Layout, VBox

from weaklib.views.panels.changes import changed, in_words
from weaklib.views.panels.parts import Panel, tell, words

if TYPE_CHECKING:
    from weaklib.action.weights import Weights

Again = Callable[..., pd.DataFrame]
"""What makes the plan again: takes `weights`."""

CALLED: Mapping[str, str] = MappingProxyType(
    {
        "reconnect_peak": "how close you once were",
        "reconnect_bridging": "how far they lead to others",
        "reconnect_novelty": "how little you have met so far",
        "advice_bridging": "how far they lead to others",
        "advice_expertise": "how well they fit the challenge",
        "advice_goodwill": "what you have done for each other",
        "replied_two_way": "if you two ever wrote both ways",
        "replied_one_way": "if one side only ever wrote",
        "goal_floor": "who matches no goal",
        "goal_person": "is a person of the goals",
        "goal_organisation": "is at an organisation of the goals",
        "goal_role": "has a role of the goals",
        "goal_field": "is in a field of the goals",
        "goal_place": "is at a place of the goals",
        "goal_perhaps": "a match that is not certain",
        "goal_past": "a match of the past",
    }
)
"""What each weight is called on its slider; another one is called by its name."""
GROUPS: Mapping[str, str] = MappingProxyType(
    {
        "reconnect": "Getting back in touch",
        "advice": "Asking for advice",
        "replied": "Chance of a reply",
        "goal": "Relevance to your goals",
    }
)


def weight_sliders(again: Again, weights: Weights, *, top: int = 10) -> Panel:
    """Return a slider for each weight between 0 and 1; a move makes the list again and says what changes.

    Parameters
    ----------
    again
        Makes the plan, given `weights`: `functools.partial(outreach.plan, book, ties, bridges, …)`.
    weights
        The weights that the sliders start from and go back to.
    top
        How many suggestions of each purpose count as the list.

    Returns
    -------
    Panel
        Its `plan` is the newest plan, its `weights` are those that made it.
    """
    before = again(weights=weights)
    sliders = {name: _slider(name, float(getattr(weights, name))) for name in _between_0_and_1(weights)}
    said, back = words("Move a slider to see who comes in and who goes out."), Button(description="Back")
    panel = Panel([_grouped(sliders), HBox([back]), said], said="Sliders for the weights")
    panel.plan, panel.weights, panel.sliders, panel.told = before, weights, sliders, said

    def moved(_: object) -> None:
        panel.weights = replace(weights, **{name: slider.value for name, slider in sliders.items()})
        panel.plan = again(weights=panel.weights)
        tell(said, in_words(changed(before, panel.plan, top=top), top=top))

    def reset(_: object) -> None:
        for name, slider in sliders.items():
            slider.value = getattr(weights, name)

    for slider in sliders.values():
        slider.observe(moved, "value")
    back.on_click(reset)
    return panel


def _between_0_and_1(weights: Weights) -> list[str]:
    return [
        field.name
        for field in fields(weights)
        if isinstance(value := getattr(weights, field.name), float) and 0 <= value <= 1
    ]


def _slider(name: str, value: float) -> Any:
    return FloatSlider(
        value=value,
        min=0,
        max=1,
        step=0.05,
        description=CALLED.get(name, name.replace("_", " ")),
        continuous_update=False,
        readout_format=".2f",
        style={"description_width": "15rem"},
        layout=Layout(width="36rem", max_width="100%"),
    )


def _grouped(sliders: Mapping[str, Any]) -> Any:
    """Put the sliders of a purpose together: those whose names begin with the same word."""
    groups: dict[str, list[Any]] = {}
    for name, slider in sliders.items():
        groups.setdefault(name.partition("_")[0], []).append(slider)
    titles = tuple(GROUPS.get(name, name.capitalize()) for name in groups)
    return Accordion([VBox(group) for group in groups.values()], titles=titles, selected_index=0)

"""A form for the goals: what is asked of a person is what goals.yaml holds, and saving writes that file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ipywidgets import BoundedIntText, Button, Dropdown, Label, Layout, Textarea, VBox

from weaklib.action.goals import LANGUAGES, MOST_A_WEEK, Goals, Target, sentence_of, target_of
from weaklib.book import WeaklibError
from weaklib.views.panels.parts import Panel, tell, words

QUESTIONS: Mapping[str, str] = MappingProxyType(
    {
        "challenges": "What are you wrestling with? Each in your own words.",
        "roles": "Which roles are you after?",
        "fields": "Which fields do you want to get into?",
        "organisations": "Which organisations would you like to know somebody at?",
        "places": "In which places?",
        "people": "Whom would you like to be introduced to?",
        "leave_out_people": "Whom should never be suggested?",
        "leave_out_organisations": "At which organisations should nobody be suggested?",
    }
)
"""What the form asks; an answer is a list, one line each."""
TARGETS = "What do you want to have reached, by which day?"
TARGET = "three new two-way contacts in energy by March 2027 since October 2026"
IN_THEMSELVES: Mapping[str, str] = MappingProxyType(
    {"en": "English", "de": "Deutsch", "fr": "Français", "es": "Español", "pt": "Português"}
)
"""What each language is called by those who speak it."""


def goals_form(goals: Goals, save: Callable[[Goals], Path]) -> Panel:
    """Return a form that holds the goals, and saves what is written in it.

    Parameters
    ----------
    goals
        What the form begins with.
    save
        Writes goals and returns where; an error that it raises is shown in the form, and the old file stays.
        Comments that the owner wrote into the file by hand are lost.

    Returns
    -------
    Panel
        Its `goals` are the ones that were saved last.
    """
    boxes = {name: _box(getattr(goals, name)) for name in QUESTIONS}
    boxes["targets"] = _box(tuple(map(sentence_of, goals.targets)), TARGET)
    weekly = BoundedIntText(value=goals.weekly, min=1, max=MOST_A_WEEK, layout=Layout(width="6rem"))
    language = Dropdown(
        options=[(IN_THEMSELVES.get(code, code), code) for code in LANGUAGES],
        value=goals.language,
    )
    button, said = Button(description="Save", button_style="primary"), words()
    asked = [VBox([Label(question), boxes[name]]) for name, question in QUESTIONS.items()]
    asked.append(VBox([Label(TARGETS), boxes["targets"]]))
    more = [VBox([Label("How many people a week?"), weekly]), VBox([Label("Openers in"), language])]
    panel = Panel([*asked, *more, button, said], said="A form for your goals")
    panel.goals, panel.boxes, panel.weekly, panel.language = goals, boxes, weekly, language
    panel.save, panel.told = button, said

    def write(_: object) -> None:
        answers: dict[str, Any] = {name: _lines(box.value) for name, box in boxes.items()}
        answers |= {"weekly": weekly.value, "language": language.value}
        try:
            answers["targets"] = _targets(answers["targets"], goals)
            written = replace(goals, **answers)
            place = save(written)
        except (WeaklibError, ValueError) as error:
            tell(said, str(error).removesuffix(".") + ".")
            return
        panel.goals = written
        tell(said, f"Saved in {place}. Run the notebook again from the top to see what changes.")

    button.on_click(write)
    return panel


def _targets(lines: tuple[str, ...], goals: Goals) -> tuple[Target, ...]:
    """Return the target of each line; one that was not changed stays as it was written in the file."""
    held = {sentence_of(target): target for target in goals.targets}
    return tuple(held.get(line) or target_of(line) for line in lines)


def _box(lines: tuple[str, ...], example: str = "") -> Any:
    return Textarea(
        value="\n".join(lines),
        placeholder=f"one a line: {example}" if example else "one a line",
        rows=min(max(len(lines), 1) + 1, 8),
        layout=Layout(width="40rem", max_width="100%"),
    )


def _lines(text: str) -> tuple[str, ...]:
    """Return the lines of an answer that say something, each once."""
    return tuple(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))

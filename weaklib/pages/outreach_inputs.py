"""What a list of suggestions takes beside the exports: goals, ledger and templates of the data folder."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from weaklib.action import drafts
from weaklib.action import goals as goals_room
from weaklib.action import ledger as ledger_room
from weaklib.action.drafts import Templates
from weaklib.action.goals import Goals
from weaklib.book import WeaklibError
from weaklib.pages.prose import count, listed, markdown, names, safe

if TYPE_CHECKING:
    from IPython.display import Markdown

    from weaklib.action.ledger import Ledger

Opened = TypeVar("Opened")
GOALS, LEDGER = goals_room.NAME, ledger_room.NAME
ASKED: Mapping[str, str] = MappingProxyType(
    {
        "roles": "roles",
        "fields": "fields",
        "organisations": "organisations",
        "places": "places",
        "people": "people to meet",
    }
)
"""The lists of names that goals hold, and what each is called."""


class Inputs(NamedTuple):
    """The goals and the ledger of a data folder.

    Attributes
    ----------
    goals
        What goals.yaml holds; no goals where it is not there or cannot be read.
    ledger
        What was asked, skipped or done before; None where there is none yet.
    templates
        The sentences that openers are made of; None where those that ship are meant.
    faults
        Why a file could not be read, one sentence each.
    folder
        Where the two files are, or will be.
    """

    goals: Goals
    ledger: Ledger | None
    templates: Templates | None
    faults: tuple[str, ...]
    folder: Path


def open_inputs(data_dir: str) -> Inputs:
    """Return the goals and the ledger of a data folder; "" stands for the example.

    A file that cannot be read leaves the rest of the page as it is: the list is made without it, and
    the page says why.
    """
    folder, faults = folder_of(data_dir), []

    def tried(opened: Callable[[], Opened], otherwise: Opened) -> Opened:
        try:
            return opened()
        except WeaklibError as error:
            faults.append(str(error))
            return otherwise

    goals = tried(lambda: goals_of(folder), Goals())
    ledger = tried(lambda: ledger_of(folder), None)
    templates = tried(lambda: templates_of(folder, goals.language), None)
    return Inputs(goals, ledger, templates, tuple(faults), folder)


def read_inputs(data_dir: str) -> Inputs:
    """Return the same, for somebody who wants to hear of a fault at once.

    Raises
    ------
    InputError, DamageError
        If a file is there and cannot be read.
    """
    folder = folder_of(data_dir)
    goals = goals_of(folder)
    return Inputs(goals, ledger_of(folder), templates_of(folder, goals.language), (), folder)


def goals_of(folder: Path) -> Goals:
    """Return the goals beside the exports; no goals where there is no goals.yaml."""
    return goals_room.read_goals(folder / GOALS)


def ledger_of(folder: Path) -> Ledger | None:
    """Return the ledger beside the exports; None where there is none, since reading makes none."""
    return ledger_room.open(folder / LEDGER) if (folder / LEDGER).exists() else None


def templates_of(folder: Path, language: str) -> Templates | None:
    """Return the owner's own sentences for openers; None where there is no templates.yaml."""
    place = folder / drafts.NAME
    return drafts.read_templates(place, language) if place.exists() else None


def folder_of(data_dir: str) -> Path:
    """Return the folder that goals.yaml and ledger.sqlite are in; "" stands for the shipped example's."""
    if not data_dir:
        return Path(__file__).parents[2] / "data" / "example"
    given = Path(data_dir)
    return given if given.is_dir() else given.parent


def place_to_write(data_dir: str) -> Path:
    """Return the folder that panels write into; for the example one that is gone at the end."""
    return folder_of(data_dir) if data_dir else _trial()


@cache
def _trial() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="weaklib-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def faults_in_words(inputs: Inputs) -> Markdown | None:
    """Return what could not be read and why; None where all could."""
    if not inputs.faults:
        return None
    told = " ".join(safe(fault) for fault in inputs.faults)
    return markdown(f"**Not read:** {told} The list below is made without it.")


def goals_in_words(goals: Goals) -> Markdown:
    """Return in words what the goals ask for, and without goals what they would add."""
    if not goals:
        return markdown(safe(goals_room.without_goals()), "The form in `04-outreach` writes them too.")
    asked = [f"{called} {names(found)}" for name, called in ASKED.items() if (found := getattr(goals, name))]
    return markdown(
        f"You are after {listed(asked)}." if asked else "",
        f"You want to write to {count(goals.weekly, 'person', 'people')} a week.",
        f"You wrestle with {count(len(goals.challenges), 'challenge')}:" if goals.challenges else "",
        "\n\n" + "\n".join(f"- “{safe(challenge)}”" for challenge in goals.challenges),
    )

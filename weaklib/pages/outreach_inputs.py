"""What a list of suggestions takes beside the exports: goals, ledger and templates of the data folder."""

from __future__ import annotations

import atexit
import filecmp
import shutil
import tempfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from weaklib.action import drafts, sheet
from weaklib.action import goals as goals_room
from weaklib.action import ledger as ledger_room
from weaklib.action.drafts import Templates
from weaklib.action.goals import Goals
from weaklib.book import WeaklibError
from weaklib.pages.example_folder import example_folder
from weaklib.pages.prose import count, listed, markdown, names, safe

if TYPE_CHECKING:
    from IPython.display import Markdown

    from weaklib.action.ledger import Ledger

Opened = TypeVar("Opened")
GOALS, LEDGER, SHEET = goals_room.NAME, ledger_room.NAME, sheet.NAME
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
    ledger = tried(lambda: _whole(ledger_of(folder)), None)
    templates = tried(lambda: templates_of(folder, goals.language), None)
    faults += filter(None, [waiting(folder)])
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
    """Return the ledger beside the exports; None where there is none, since reading makes none.

    The example has a sheet in its place, of which a ledger is made, once a process, in a folder that is
    gone at the end.
    """
    if (folder / LEDGER).exists():
        return ledger_room.open(folder / LEDGER)
    return _of_sheet(folder.resolve()) if is_example(folder) else None


def _whole(ledger: Ledger | None) -> Ledger | None:
    """Return a ledger that can be read to its end: what is damaged is told now, not amid a page."""
    if ledger is not None:
        ledger.records()
    return ledger


def ledger_to_write(data_dir: str) -> Ledger:
    """Return the ledger that panels write into: the one that is read, or where that one will be."""
    return ledger_of(folder_of(data_dir)) or ledger_room.open(place_to_write(data_dir) / LEDGER)


def is_example(folder: Path) -> bool:
    """Tell whether a folder is that of the example or a copy of it, by the sheet in it."""
    held = folder / SHEET
    return held.is_file() and filecmp.cmp(held, example_folder() / SHEET, shallow=False)


def waiting(folder: Path) -> str:
    """Return in a sentence that a sheet beside the exports was not taken in yet; "" where none waits."""
    if is_example(folder) or (folder / LEDGER).exists() or not (folder / SHEET).exists():
        return ""
    place = folder / SHEET
    return f"{place} is not in the ledger; `weaklib log import {folder} --from {place}` takes it in."


@cache
def _of_sheet(folder: Path) -> Ledger:
    from weaklib.sources import read

    made = ledger_room.open(_trial(folder) / LEDGER)
    sheet.take_in(read(folder), made, sheet.text_of(folder / SHEET), source=SHEET)
    return made


def templates_of(folder: Path, language: str) -> Templates | None:
    """Return the owner's own sentences for openers; None where there is no templates.yaml."""
    place = folder / drafts.NAME
    return drafts.read_templates(place, language) if place.exists() else None


def folder_of(data_dir: str) -> Path:
    """Return the folder that goals.yaml and ledger.sqlite are in; "" stands for the example's."""
    if not data_dir:
        return example_folder()
    given = Path(data_dir)
    return given if given.is_dir() else given.parent


def place_to_write(data_dir: str) -> Path:
    """Return the folder that panels write into; for the example one that is gone at the end."""
    return folder_of(data_dir) if data_dir else _trial(folder_of(data_dir).resolve())


@cache
def _trial(_example: Path) -> Path:
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

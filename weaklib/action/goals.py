"""What the owner wants: the roles, fields, organisations, places, people and challenges of goals.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from types import MappingProxyType

from weaklib.action.goals_checks import LANGUAGES, MOST_A_WEEK, checked
from weaklib.action.goals_file import read_written
from weaklib.action.goals_targets import Target, called, sentence_of, target_of
from weaklib.action.goals_text import TOLD, starter_text, text_of, without_goals
from weaklib.action.goals_words import notes_on
from weaklib.book import InputError, OutputError
from weaklib.sources.cache.private_files import write_whole

__all__ = [
    "LANGUAGES",
    "LISTS",
    "MOST_A_WEEK",
    "NAME",
    "Goals",
    "Target",
    "called",
    "goals_text",
    "notes",
    "read_goals",
    "sentence_of",
    "starter_text",
    "target_of",
    "without_goals",
    "write_goals",
]

NAME = "goals.yaml"
LISTS = tuple(TOLD)
"""The keys that hold what is wanted: a list each."""


@dataclass(frozen=True)
class Goals:
    """What the owner wants, in their own words; empty where they said nothing.

    Two are equal if they say the same, wherever it stands in a file.

    Attributes
    ----------
    roles, fields, organisations, places, people
        What they are after: what to be, where, and whom to meet.
    challenges
        What they wrestle with.
    weekly
        How many people they can write to in a week, 1 to 50.
    leave_out_people, leave_out_organisations
        Whom never to suggest, and where nobody should be asked.
    language
        Of the drafts; one of `LANGUAGES`.
    targets
        What they want to have reached by a day; nobody is suggested for its sake.
    lines
        The line of each key and entry in the file that was read: "roles", "roles[0]",
        "leave_out.people[0]", "targets[0].by"; empty where there was none.

    Raises
    ------
    InputError
        If weekly or language is none of these, a list is a single text, or a target cannot be counted.
    """

    roles: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    challenges: tuple[str, ...] = ()
    weekly: int = 5
    leave_out_people: tuple[str, ...] = ()
    leave_out_organisations: tuple[str, ...] = ()
    language: str = "en"
    targets: tuple[Target, ...] = ()
    lines: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}), compare=False, repr=False)

    def __post_init__(self) -> None:
        """Refuse what no file may hold, and keep each entry once."""
        if type(self.weekly) is not int or not 1 <= self.weekly <= MOST_A_WEEK:
            msg = f"weekly is {self.weekly!r}; write a whole number from 1 to {MOST_A_WEEK}."
            raise InputError(msg)
        if self.language not in LANGUAGES:
            msg = f"language is {self.language!r}; write one of {', '.join(LANGUAGES)}."
            raise InputError(msg)
        for name in (each.name for each in fields(self) if str(each.type).startswith("tuple[str")):
            if isinstance(getattr(self, name), str):
                msg = f"{name} is the text {getattr(self, name)[:60]!r}; give a tuple of texts."
                raise InputError(msg)
            object.__setattr__(self, name, _each_once(getattr(self, name)))
        object.__setattr__(self, "targets", tuple(map(target_of, self.targets)))

    def __bool__(self) -> bool:
        """Whether anything is wanted; whom to leave out, weekly, language and targets are no goals."""
        return any(getattr(self, name) for name in LISTS)


def read_goals(path: str | Path) -> Goals:
    """Return the goals in a file; none where there is no such file, or nothing in it.

    Parameters
    ----------
    path
        Usually goals.yaml in the data folder.

    Returns
    -------
    Goals
        An entry said twice stands once, and one left blank not at all.

    Raises
    ------
    InputError
        If it cannot be read or holds what it may not: with the file, the line, what stands there and the
        remedy, every fault at once.

    Examples
    --------
    >>> goals = read_goals("data/example/goals.yaml")
    >>> goals.fields, goals.weekly, goals.lines["fields[0]"]
    (('energy', 'research', 'agriculture and environment'), 5, 10)
    >>> read_goals("data/no-such-file.yaml") == Goals()
    True
    """
    path = Path(path)
    written = read_written(path)
    held = checked(written, path.name)
    return Goals(
        **{name: getattr(held, name) for name in LISTS},
        weekly=held.weekly,
        leave_out_people=held.leave_out.people,
        leave_out_organisations=held.leave_out.organisations,
        language=held.language,
        targets=held.targets,
        lines=MappingProxyType(dict(written.lines)),
    )


def goals_text(goals: Goals) -> str:
    """Return the text of a commented file that reads as these goals.

    Parameters
    ----------
    goals
        What to write down.
    """
    return text_of(
        {name: getattr(goals, name) for name in LISTS},
        leave_out={"people": goals.leave_out_people, "organisations": goals.leave_out_organisations},
        weekly=goals.weekly,
        language=goals.language,
        targets=goals.targets,
    )


def write_goals(goals: Goals, path: str | Path) -> Path:
    """Write goals into a file, mode 600, and return where; the old file or the new one is whole.

    Comments of the owner's own in the old file are lost.

    Parameters
    ----------
    goals
        What to write down.
    path
        Usually goals.yaml in the data folder.

    Raises
    ------
    OutputError
        If it cannot be written; the old file is as it was.
    """
    place = Path(path)
    try:
        write_whole(place.resolve(), lambda stream: stream.write(goals_text(goals).encode("utf-8")))
    except OSError as error:
        why = error.strerror or type(error).__name__
        msg = f"{place} could not be written ({why}); free it, or choose another folder."
        raise OutputError(msg) from error
    return place


def notes(goals: Goals) -> list[str]:
    """Return what the owner should know of their goals: a sentence each, none where all is understood.

    That there are none, and what they would add; else each field and role that the vocabulary does not know,
    with the nearest that it does.

    Parameters
    ----------
    goals
        What the owner wants.

    Examples
    --------
    >>> notes(Goals(fields=("falconry",)))[0].startswith("The vocabulary knows no field 'falconry'")
    True
    """
    return list(notes_on(goals.fields, goals.roles)) if goals else [without_goals()]


def _each_once(entries: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(" ".join(entry.split()) for entry in entries if entry.strip()))

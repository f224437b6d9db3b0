"""Openers to start from: templates in five languages, filled with nothing but what the rows say.

A template is a list of sentences. A sentence with a blank that no row fills is left out, so nothing is made
up and nothing reads "None". A file templates.yaml beside the exports replaces what it names.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

import pandas as pd
import yaml

from weaklib.action.expertise_forms import readable
from weaklib.action.reasons import PURPOSES, Candidate
from weaklib.action.situation import Situation
from weaklib.book import InputError
from weaklib.sources.organisations.workplaces import organisation_key

Templates: TypeAlias = Mapping[str, tuple[str, ...]]
NAME = "templates.yaml"
BLANK = re.compile(r"\{([a-z_]+)\}")
BLANKS = (
    "name",
    "month",
    "year",
    "channel",
    "organisation",
    "position",
    "shared",
    "challenge",
    "target",
    "owner",
    "inside",
    "outside",
)
"""What a template may ask for."""
WIDEST = 200


def draft(candidate: Candidate, situation: Situation, templates: Templates | None = None) -> str:
    """Return an opener for a candidate, in the language of the goals; "" where nobody is to be written to.

    Parameters
    ----------
    candidate
        Whom to write to, and what for.
    situation
        What is known of them.
    templates
        Sentences by purpose; by default those that ship, in the language of the goals.
    """
    if candidate.person is None:
        return ""
    shipped = templates or shipped_templates(situation.goals.language)
    known = facts(candidate, situation, words_of(shipped))
    sentences = [_filled(sentence, known) for sentence in shipped[candidate.purpose]]
    return "\n".join(sentence for sentence in sentences if sentence)


def facts(candidate: Candidate, situation: Situation, words: Mapping[str, str]) -> dict[str, str]:
    """Return what may stand in an opener, each from a row; what is not known is not in it."""
    person, book = str(candidate.person), situation.book
    about = book.people.loc[person]
    known: dict[str, object] = {
        "name": _first_name(about["name"]),
        "organisation": _workplace(situation.ties["organisation"][person]),
        "position": about["position"],
        "target": candidate.target if candidate.purpose != "advice" else "",
        "challenge": candidate.target if candidate.purpose == "advice" else "",
        "owner": _first_name(book.owner.name),
    }
    there = any(reason.kind == "works_there" for reason in candidate.reasons)
    known["inside" if there else "outside"] = known["organisation"] if there else known["target"]
    contacts = situation.contacts_of.get(person)
    if contacts is not None:
        last = pd.Timestamp(situation.ties["last_contact"][person])
        known |= {
            "month": words.get(f"month_{last.month}", ""),
            "year": str(last.year),
            "channel": words.get(str(contacts["channel"].iloc[-1]), ""),
        }
    if person in situation.met_during.index:
        known["shared"] = book.owner.affiliations.at[int(situation.met_during[person]), "organisation"]
    told = {name: _shown(value) for name, value in known.items()}
    return {name: text for name, text in told.items() if text}


def _workplace(organisation: object) -> object:
    """Return an organisation that somebody can be at: nobody is at "Self-employed"."""
    return organisation if isinstance(organisation, str) and organisation_key(organisation) else None


def _first_name(name: object) -> str:
    """Return how to address somebody: the first word of their name, titles such as "Dr." left out."""
    words = _shown(name).split()
    return next((word for word in words if not word.endswith(".")), words[0] if words else "")


def _shown(value: object) -> str:
    """Return a cell as one line of text that hides nothing; "" for an empty one."""
    return readable(value)[:WIDEST] if isinstance(value, str) else ""


def _filled(sentence: str, known: Mapping[str, str]) -> str:
    """Return a sentence with its blanks filled; "" if one cannot be. What fills a blank is not read again."""
    if not set(BLANK.findall(sentence)) <= set(known):
        return ""
    return BLANK.sub(lambda blank: known[blank[1]], sentence)


def words_of(templates: Templates) -> dict[str, str]:
    """Return the words of a language that are no sentence: months and kinds of contact."""
    return dict(word.split("=", 1) for word in templates.get("words", ()))


@cache
def shipped_templates(language: str) -> Templates:
    """Return the templates that ship for a language; English ones where there are none."""
    folder = files("weaklib.action") / "templates"
    file = folder / f"{language}.yaml"
    return _checked(file if file.is_file() else folder / "en.yaml", "the templates that ship")  # type: ignore[arg-type]


def read_templates(path: str | Path, language: str) -> Templates:
    """Return the templates of a file, and for what it does not name those that ship.

    Parameters
    ----------
    path
        A templates.yaml; where there is none, those that ship are returned.
    language
        Which ones ship.

    Raises
    ------
    InputError
        If the file cannot be read, or asks for what is no fact.
    """
    shipped, file = shipped_templates(language), Path(path)
    if not file.exists():
        return shipped
    return MappingProxyType({**shipped, **_checked(file, file.name)})


def _checked(file: Path, called: str) -> Templates:
    try:
        told = yaml.safe_load(file.read_text(encoding="utf-8-sig")) or {}
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        where = getattr(getattr(error, "problem_mark", None), "line", None)
        line = f", line {where + 1}" if where is not None else ""
        msg = f"{called}{line} cannot be read as YAML; write a purpose, then its sentences as a list."
        raise InputError(msg) from error
    if not isinstance(told, dict):
        msg = f"{called} is no list of purposes; begin with 'reconnect:' and sentences below it."
        raise InputError(msg)
    return MappingProxyType({str(name): _sentences(str(name), given, called) for name, given in told.items()})


def _sentences(name: str, given: object, called: str) -> tuple[str, ...]:
    if name not in (*PURPOSES, "words"):
        msg = f"{called} names {name[:40]!r}, which is no purpose; write one of {', '.join(PURPOSES)}."
        raise InputError(msg)
    if not isinstance(given, list) or not all(isinstance(each, str) for each in given):
        msg = f"{called}, {name}: write its sentences as a list of texts, each after a dash."
        raise InputError(msg)
    for sentence in given:
        if unknown := set(BLANK.findall(sentence)) - set(BLANKS):
            msg = f"{called}, {name}: {{{min(unknown)}}} is nothing that is known; use {', '.join(BLANKS)}."
            raise InputError(msg)
    return tuple(given)

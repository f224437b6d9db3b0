"""Goals as the text of a file that a person edits: comments say what each key is for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

import yaml

from weaklib.action.goals_targets import Target

TOLD: Mapping[str, str] = MappingProxyType(
    {
        "roles": "What you would like to be, as it might stand on a profile.",
        "fields": "The fields that you would like to get into: energy, research, health, ...",
        "organisations": "Where you would like to know somebody. The whole name, as it stands on profiles.",
        "places": "Where you would like to work.",
        "people": "Whom you would like to be introduced to.",
        "challenges": "What you are wrestling with, each in your own words and in any of the five languages.",
    }
)
"""What each list is for; a comment above it."""
WEEKLY = "How many people you can write to in a week, 1 to 50."
LEAVE_OUT = "Whom never to suggest, and where nobody should be asked."
TARGETS = "What you want to have reached by which day. Without `since`, the year up to that day counts."
LANGUAGE = "The language of the drafts: en, de, fr, es or pt."
HEAD = "What you want next. Every line may be left out; a line that begins with # says nothing."
EXAMPLES: Mapping[str, str] = MappingProxyType(
    {
        "roles": "Head of Data",
        "fields": "energy",
        "organisations": "Nordlicht Energie",
        "places": "Hamburg",
        "people": "Henrietta Quill",
        "challenges": "How do I lead a team of twelve when I have only ever led one of four?",
    }
)


TARGET = "three new two-way contacts in energy by 31 March 2027 since 1 October 2026"


def text_of(
    lists: Mapping[str, Iterable[str]],
    *,
    leave_out: Mapping[str, Iterable[str]],
    weekly: int,
    language: str,
    targets: Iterable[Target] = (),
) -> str:
    """Return the text of a file that reads as these goals, with its comments.

    Parameters
    ----------
    lists
        The entries under each of the keys in `TOLD`.
    leave_out
        The entries under `people` and `organisations`.
    weekly, language, targets
        As in the file; a target that was written as a sentence stays one.
    """
    parts = [f"# {HEAD}\n"]
    parts += [f"# {why}\n{_list(key, lists.get(key, ()))}" for key, why in TOLD.items()]
    parts.append(f"# {TARGETS}\n{_targets(targets)}")
    parts.append(f"# {WEEKLY}\nweekly: {weekly}\n")
    left = "".join(_list(key, leave_out.get(key, ()), indent="  ") for key in ("people", "organisations"))
    parts.append(f"# {LEAVE_OUT}\nleave_out:\n{left}")
    parts.append(f"# {LANGUAGE}\nlanguage: {language}\n")
    return "\n".join(parts)


def starter_text() -> str:
    """Return the text of a file to begin with: every key explained, an example of each as a comment.

    As it is, it reads as no goals.

    Examples
    --------
    >>> print(starter_text().splitlines()[2])
    # What you would like to be, as it might stand on a profile.
    """
    bare = text_of({}, leave_out={}, weekly=5, language="en")
    for key, example in EXAMPLES.items():
        bare = bare.replace(f"\n{key}: []\n", f"\n{key}:\n#  - {_quoted(example)}\n", 1)
    bare = bare.replace("\ntargets: []\n", f"\ntargets:\n#  - {TARGET}\n", 1)
    for key, example in (("people", "Somebody Else"), ("organisations", "My present employer")):
        bare = bare.replace(f"\n  {key}: []\n", f"\n  {key}:\n#    - {example}\n", 1)
    return bare


def without_goals() -> str:
    """Say in one sentence what goals would add where there are none.

    Examples
    --------
    >>> without_goals().startswith("No goals are given")
    True
    """
    return (
        "No goals are given, so the list rests on bridging and dormancy alone; goals.yaml in your data "
        "folder would add advice on your challenges, introductions to the roles, fields, organisations, "
        "places and people that you name, and the gaps between them and your network."
    )


def _list(key: str, entries: Iterable[str], indent: str = "") -> str:
    rows = "".join(f"{indent}  - {_quoted(entry)}\n" for entry in entries)
    return f"{indent}{key}:\n{rows}" if rows else f"{indent}{key}: []\n"


def _targets(targets: Iterable[Target]) -> str:
    rows = "".join(f"  - {_target(target)}\n" for target in targets)
    return f"targets:\n{rows}" if rows else "targets: []\n"


def _target(target: Target) -> str:
    if target.said:
        return _quoted(target.said)
    said = {"count": f"{target.count}", "what": target.what, "in": _quoted(target.within)}
    said |= {"by": f"{target.by:%Y-%m-%d}", "since": f"{target.since:%Y-%m-%d}" if target.since else ""}
    told = {key: value for key, value in said.items() if value and (key != "in" or target.within)}
    return "\n    ".join(f"{key}: {value}" for key, value in told.items())


def _quoted(entry: str) -> str:
    """Return an entry as YAML writes it on one line: in quotes where it would read as something else."""
    written = yaml.safe_dump([entry], allow_unicode=True, width=2**31, default_flow_style=False)
    return written.removeprefix("- ").removesuffix("\n")

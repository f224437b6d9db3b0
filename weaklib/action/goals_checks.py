"""What goals.yaml may hold, and for what it may not, the fault with its line and remedy."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    InstanceOf,
    ValidationError,
)

from weaklib.action.goals_file import Written
from weaklib.action.goals_targets import Target, TargetError, target_of
from weaklib.book import InputError

LANGUAGES: tuple[str, ...] = ("en", "de", "fr", "es", "pt")
"""The languages that drafts are written in."""
MOST_A_WEEK = 50
MOST_ENTRIES, LONGEST = 200, 2_000
MOST_FAULTS = 3


def _as_list(value: Any) -> Any:
    """One entry may be written without a list, and none as nothing."""
    return [] if value is None else [value] if isinstance(value, str) else value


def _as_targets(value: Any) -> Any:
    return [value] if isinstance(value, dict) else _as_list(value)


def _language(value: str) -> str:
    code = value.strip().lower().replace("_", "-").partition("-")[0]
    if code not in LANGUAGES:
        raise ValueError
    return code


Text = Annotated[str, Field(max_length=LONGEST)]
Texts = Annotated[tuple[Text, ...], Field(max_length=MOST_ENTRIES), BeforeValidator(_as_list)]

Targets = Annotated[
    tuple[Annotated[InstanceOf[Target], BeforeValidator(target_of)], ...],
    Field(max_length=MOST_ENTRIES),
    BeforeValidator(_as_targets),
]


class LeftOut(BaseModel):
    """Whom never to suggest, and where nobody should be asked."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    people: Texts = ()
    organisations: Texts = ()


class GoalsFile(BaseModel):
    """The keys of goals.yaml; every one may be left out or left blank."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    roles: Texts = ()
    fields: Texts = ()
    organisations: Texts = ()
    places: Texts = ()
    people: Texts = ()
    challenges: Texts = ()
    weekly: Annotated[int, Field(ge=1, le=MOST_A_WEEK)] = 5
    leave_out: LeftOut = LeftOut()
    language: Annotated[str, AfterValidator(_language)] = "en"
    targets: Targets = ()


def checked(written: Written, name: str) -> GoalsFile:
    """Return what a file of that name holds, if it may.

    Raises
    ------
    InputError
        With every fault at once, in the order of the lines.
    """
    said = {key: value for key, value in written.values.items() if not (value is None and key in KEYS)}
    try:
        return GoalsFile.model_validate(said)
    except ValidationError as error:
        faults = sorted({_fault(dict(fault), written.lines) for fault in error.errors()})
        more = f"; and {len(faults) - MOST_FAULTS} more" if len(faults) > MOST_FAULTS else ""
        told = "; ".join(f"line {line}: {what}" for line, what in faults[:MOST_FAULTS])
        msg = f"{name}, {told}{more}."
        raise InputError(msg) from error


KEYS = tuple(GoalsFile.model_fields)
REMEDIES: Mapping[str, str] = MappingProxyType(
    {
        "weekly": f"is no number for {{}}; write a whole number from 1 to {MOST_A_WEEK}",
        "language": f"is no {{}} of the drafts; write one of {', '.join(LANGUAGES)}",
        "leave_out": "cannot stand below {}; write `people:` or `organisations:` there, indented",
    }
)


def _fault(fault: Mapping[str, Any], lines: Mapping[str, int]) -> tuple[int, str]:
    """Return the line of a fault, and in words what is there and what to write instead."""
    loc = fault["loc"]
    why = fault.get("ctx", {}).get("error")
    key = f".{why.key}" if isinstance(why, TargetError) and why.key else ""
    place = re.sub(r"\.(\d+)", r"[\1]", ".".join(map(str, loc))) + key
    line = next((lines[at] for at in _upwards(place) if at in lines), 1)
    if fault["type"] == "extra_forbidden":
        return line, _unknown_key(str(loc[-1]), tuple(LeftOut.model_fields) if len(loc) > 1 else KEYS)
    if isinstance(why, TargetError):
        return line, f"target {why}"
    if fault["type"] == "too_long":
        return line, f"{place} has {len(fault['input'])} entries; keep the {MOST_ENTRIES} that matter most"
    if fault["type"] == "string_too_long":
        return line, f"{place} has {len(fault['input']):,} characters; say it in at most {LONGEST:,}"
    return line, f"{_shown(fault['input'])} {REMEDIES.get(place, '').format(place) or _entry(place, fault)}"


def _entry(place: str, fault: Mapping[str, Any]) -> str:
    """Return what is wrong with a value in a list, or with what stands in place of one."""
    if isinstance(fault["input"], dict) and place.endswith("]"):
        return "reads as a key and its value because of the colon; put the whole in quotes"
    return f"is no entry of {place}; write one `  - entry` a line below `{place.partition('[')[0]}:`"


def _upwards(place: str) -> list[str]:
    """Return a place and what it stands in, the innermost first: its line is known, or that of the whole."""
    parts = re.split(r"(?=[.\[])", place)
    return ["".join(parts[:end]) for end in range(len(parts), 0, -1)]


def _unknown_key(key: str, keys: tuple[str, ...]) -> str:
    from rapidfuzz import fuzz, process, utils

    nearest = process.extractOne(
        key[:80], keys, scorer=fuzz.ratio, processor=utils.default_process, score_cutoff=60
    )
    meant = f"perhaps you mean {nearest[0]}" if nearest else f"a key is one of {', '.join(keys)}"
    return f"{key[:60]!r} is no key; {meant}"


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        value = "; ".join(f"{key}: {'' if said is None else said}" for key, said in value.items())
    if isinstance(value, (list, tuple)):
        return f"a list of {len(value)}"
    text = str(value)
    return repr(text if len(text) <= 60 else text[:59] + "…")

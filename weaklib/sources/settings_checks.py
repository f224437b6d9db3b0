"""What settings.yaml may hold, and what is wrong with one that holds something else."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from pydantic import BaseModel, ConfigDict, field_validator

from weaklib.sources.declared import read_declared

_CALLED = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_@.+-]{0,63}")


class SettingsFile(BaseModel):
    """The lines of the file, as `settings.Settings` explains them."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    zone: str = ""
    name: str = ""
    profile: str = ""
    emails: tuple[str, ...] = ()
    subscriptions: dict[str, str] = {}

    @field_validator("zone")
    @classmethod
    def _is_a_zone(cls, value: str) -> str:
        if value and value not in available_timezones():
            msg = "is no time zone; write it as Europe/Berlin"
            raise ValueError(msg)
        return value

    @field_validator("subscriptions")
    @classmethod
    def _are_fetched_safely(cls, value: dict[str, str]) -> dict[str, str]:
        for name, address in value.items():
            if not _CALLED.fullmatch(name):
                msg = f"{name[:40]!r} is no name for a file; use letters, digits, - and _"
                raise ValueError(msg)
            found = urlsplit(address)
            if found.scheme not in {"https", "webcal"} or not found.hostname:
                msg = f"the address of {name} does not begin with https://"
                raise ValueError(msg)
        return {name: re.sub(r"^webcal:", "https:", address) for name, address in value.items()}


def lines_of(path: Path) -> dict[str, Any]:
    """Return the lines of a file, each with what it says; those left out too.

    Raises
    ------
    InputError
        If it is no YAML or names something else: with the line's name and the remedy.
    """
    return read_declared(path, SettingsFile).model_dump()

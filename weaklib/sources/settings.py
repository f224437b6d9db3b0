"""data/settings.yaml: what the owner says of themselves where the exports are silent."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from pydantic import BaseModel, ConfigDict, field_validator

from weaklib.sources.declared import read_declared

NAME = "settings.yaml"
_CALLED = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_@.+-]{0,63}")


class Settings(BaseModel):
    """The owner's own words; every line may be left out.

    Attributes
    ----------
    zone
        The time zone of the owner's days, such as Europe/Berlin.
    name, profile, emails
        Who the owner is, where the exports do not say.
    subscriptions
        Calendars that `weaklib refresh` fetches: what each is called, and its https address.
    """

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


def read_settings(folder: Path) -> Settings:
    """Return the settings of a data folder; the defaults where there is no such file.

    Raises
    ------
    InputError
        If the file is no YAML or names something else: with the line's name and the remedy.
    """
    return read_declared(folder / NAME, Settings)

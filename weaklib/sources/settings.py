"""data/settings.yaml: what the owner says of themselves where the exports are silent."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import available_timezones

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from weaklib.book import InputError

NAME = "settings.yaml"


class Settings(BaseModel):
    """The owner's own words; every line may be left out.

    Attributes
    ----------
    zone
        The time zone of the owner's days, such as Europe/Berlin.
    name, profile, emails
        Who the owner is, where the exports do not say.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    zone: str = ""
    name: str = ""
    profile: str = ""
    emails: tuple[str, ...] = ()

    @field_validator("zone")
    @classmethod
    def _is_a_zone(cls, value: str) -> str:
        if value and value not in available_timezones():
            msg = "is no time zone; write it as Europe/Berlin"
            raise ValueError(msg)
        return value


def read_settings(folder: Path) -> Settings:
    """Return the settings of a data folder; the defaults where there is no such file.

    Raises
    ------
    InputError
        If the file is no YAML or names something else: with the line's name and the remedy.
    """
    path = folder / NAME
    if not path.is_file():
        return Settings()
    try:
        return Settings.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")) or {})
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        why = " ".join(str(error).split())[:200]
        msg = f"{NAME} cannot be read as YAML ({why}); write one `name: value` a line."
        raise InputError(msg) from error
    except ValidationError as error:
        faults = "; ".join(
            f"{'.'.join(map(str, e['loc'])) or 'the file'}: {e['msg']}" for e in error.errors()
        )
        msg = f"{NAME}: {faults}. It may hold {', '.join(Settings.model_fields)}."
        raise InputError(msg) from error

"""data/settings.yaml: what the owner says of themselves where the exports are silent."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

NAME = "settings.yaml"


@dataclass(frozen=True)
class Settings:
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

    zone: str = ""
    name: str = ""
    profile: str = ""
    emails: tuple[str, ...] = ()
    subscriptions: dict[str, str] = field(default_factory=dict)


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
    from weaklib.sources.settings_checks import lines_of  # what checks them takes long to be loaded

    return Settings(**lines_of(path))

"""data/shared.yaml: what the person chose for the shared report; without it nothing is named."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, field_validator

from weaklib.pages.share.labels import is_ours, is_showable
from weaklib.pages.share.shared import LEAST_GROUPS, LONGEST_LABEL, LONGEST_OWNER
from weaklib.sources.declared import read_declared

NAME = "shared.yaml"


class Choices(BaseModel):
    """What the person chose; every line may be left out.

    Attributes
    ----------
    k
        The least group that is shown: 5 or 10.
    circles
        For the name of a circle in the private report, what the shared one calls it.
    owner
        What the page calls the person whose network it is; by default it does not say.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    k: int = min(LEAST_GROUPS)
    circles: dict[str, str] = {}
    owner: str = ""

    @field_validator("k")
    @classmethod
    def _can_be_chosen(cls, value: int) -> int:
        if value not in LEAST_GROUPS:
            msg = "is neither 5 nor 10"
            raise ValueError(msg)
        return value

    @field_validator("circles")
    @classmethod
    def _can_be_shown(cls, value: dict[str, str]) -> dict[str, str]:
        names = [" ".join(name.split()) for name in value.values()]
        if len(set(names)) < len(names):
            msg = "two circles have the same new name"
            raise ValueError(msg)
        for name in names:
            if not is_showable(name, LONGEST_LABEL):
                msg = f"a new name has 1 to {LONGEST_LABEL} letters, and none that cannot be seen"
                raise ValueError(msg)
            if is_ours("circle", name, "", chosen=frozenset()):
                msg = "a new name is not written as Circle A, which is what the others are called"
                raise ValueError(msg)
        return dict(zip(value, names, strict=True))

    @field_validator("owner")
    @classmethod
    def _is_one_line(cls, value: str) -> str:
        if value and not is_showable(value, LONGEST_OWNER):
            msg = f"is one line of 1 to {LONGEST_OWNER} letters, and none that cannot be seen"
            raise ValueError(msg)
        return value.strip()

    @property
    def chosen(self) -> frozenset[str]:
        """The names that may be shown."""
        return frozenset(self.circles.values())


def read_choices(folder: Path) -> Choices:
    """Return what the person chose; nothing where there is no shared.yaml.

    Parameters
    ----------
    folder
        The data folder.

    Raises
    ------
    InputError
        If the file is no YAML or holds something else.
    """
    return read_declared(folder / NAME, Choices)

"""A small YAML file of the person's own, whose every line is declared by a model."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from weaklib.book import InputError

Model = TypeVar("Model", bound=BaseModel)


def read_declared(path: Path, model: type[Model]) -> Model:
    """Return what a file says; the defaults where there is no such file.

    Parameters
    ----------
    path
        The file: one `name: value` a line.
    model
        What it may hold.

    Raises
    ------
    InputError
        If the file is no YAML or holds something else: with the line's name and the remedy.
    """
    if not path.is_file():
        return model()
    try:
        return model.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")) or {})
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        why = " ".join(str(error).split())[:200]
        msg = f"{path.name} cannot be read as YAML ({why}); write one `name: value` a line."
        raise InputError(msg) from error
    except ValidationError as error:
        faults = "; ".join(
            f"{'.'.join(map(str, each['loc'])) or 'the file'}: {each['msg']}" for each in error.errors()
        )
        msg = f"{path.name}: {faults}. It may hold {', '.join(model.model_fields)}."
        raise InputError(msg) from error

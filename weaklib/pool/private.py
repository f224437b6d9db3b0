"""What the pool writes: for its owner's eyes alone, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import yaml

from weaklib.book import InputError, OutputError
from weaklib.sources.cache.private_files import write_whole

LONGEST_TEXT = 200_000  # of a manifest, choices, a request: octets


def private_folder(folder: Path) -> Path:
    """Return a folder, made with mode 700 if it is missing.

    Raises
    ------
    OutputError
        If it cannot be made.
    """
    with writing_to(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def write_private(path: Path, write: str | Callable[[BinaryIO], object]) -> Path:
    """Write a file with mode 600, so that at any moment the old one or the new one is whole.

    Parameters
    ----------
    path
        The file; its folder is made if it is missing.
    write
        Its text, or what writes its bytes into a stream.

    Raises
    ------
    OutputError
        If it cannot be written; the old file is as it was.
    """
    private_folder(path.parent)
    with writing_to(path):
        if isinstance(write, str):
            octets = write.encode()
            write_whole(path, lambda stream: stream.write(octets))
        else:
            write_whole(path, write)
    return path


@contextmanager
def writing_to(path: Path) -> Iterator[None]:
    """Say of a failure of the system which file it was about.

    Raises
    ------
    OutputError
        In place of what the system raises.
    """
    try:
        yield
    except OSError as error:
        why = error.strerror or type(error).__name__
        msg = f"{path} could not be written ({why}); free it, or name another place."
        raise OutputError(msg) from error


def read_text(path: Path, *, remedy: str) -> str:
    """Return the text of a small file.

    Parameters
    ----------
    path
        The file.
    remedy
        What to do where it cannot be read, as the end of a sentence.

    Raises
    ------
    InputError
        If it is missing, too large, or no UTF-8.
    """
    try:
        with path.open("rb") as stream:
            octets = stream.read(LONGEST_TEXT + 1)
        if len(octets) <= LONGEST_TEXT:
            return octets.decode("utf-8-sig")
        why = "it is too large"
    except OSError as error:
        why = error.strerror or type(error).__name__
    except UnicodeDecodeError:
        why = "it is no text in UTF-8"
    msg = f"{path} cannot be read ({why}); {remedy}."
    raise InputError(msg)


class _Plain(yaml.SafeLoader):
    """YAML without references, which unfold without end."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            msg = "it has a reference, as `*name`; write it out"
            raise yaml.YAMLError(msg)
        return super().compose_node(parent, index)


def read_yaml(path: Path, *, remedy: str) -> dict[str, Any]:
    """Return the `name: value` lines of a small file that somebody else may have written.

    Parameters
    ----------
    path
        The file.
    remedy
        What to do where it cannot be read, as the end of a sentence.

    Raises
    ------
    InputError
        If it is missing, too large, no YAML, or holds anything else.
    """
    try:
        held = yaml.load(read_text(path, remedy=remedy), Loader=_Plain)  # noqa: S506 - a safe loader, and less
    except (yaml.YAMLError, ValueError, RecursionError) as error:  # a 99th of May, a thousand brackets
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}: " if mark else ""
        why = " ".join(str(getattr(error, "problem", None) or error).split())[:160]
        msg = f"{path} cannot be read as YAML ({where}{why}); {remedy}."
        raise InputError(msg) from error
    if held is None:
        return {}
    if isinstance(held, dict) and all(isinstance(name, str) for name in held):
        return held
    msg = f"{path} holds no `name: value` lines; {remedy}."
    raise InputError(msg)

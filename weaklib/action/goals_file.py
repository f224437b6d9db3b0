"""goals.yaml as text: bounded and harmless YAML, each value with the line that it stands on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple, TypeAlias

import yaml

from weaklib.book import InputError

LARGEST = 65_536  # bytes; goals are written by hand
DEEPEST = 8  # levels of lists within lists
PREFIX = "tag:yaml.org,2002:"
CONTROL = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
BREAKS = re.compile("\r\n|[\n\r\x85\u2028\u2029]")  # what YAML counts as the end of a line
BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))

Plain: TypeAlias = "str | list[Plain] | dict[str, Plain] | None"


class Written(NamedTuple):
    """What a file holds.

    Attributes
    ----------
    values
        Texts, lists and mappings as they are written; None for what is left blank.
    lines
        The line of each key and entry: "roles", "roles[0]", "leave_out.people[1]".
    """

    values: Mapping[str, Plain]
    lines: Mapping[str, int]


def read_written(path: Path) -> Written:
    """Return what a YAML file holds; nothing where there is no such file.

    Raises
    ------
    InputError
        If it is no file, too large, no text, no YAML, or has aliases, tags or a key twice.
    """
    text = _text(path)
    if not text.strip():
        return Written({}, {})
    root = _composed(text, path.name)
    if root is None or _is_blank(root):
        return Written({}, {})
    if not isinstance(root, yaml.MappingNode):
        raise told(path.name, root.start_mark.line + 1, "is no `key: value`", "begin with a line `roles:`")
    lines: dict[str, int] = {}
    values = _plain(root, "", lines, path.name)
    assert isinstance(values, dict)  # noqa: S101 - a mapping became one
    return Written(values, lines)


def told(name: str, line: int, what: str, remedy: str) -> InputError:
    """Return the error that names a file, a line, what is wrong there and what to do."""
    return InputError(f"{name}, line {line} {what}; {remedy}.")


def _text(path: Path) -> str:
    try:
        if not path.exists() and not path.is_symlink():
            return ""
        if not path.is_file():
            what = "a link that leads nowhere" if path.is_symlink() else "a folder or a device"
            msg = f"{path.name} is {what}; put a text file of that name in its place."
            raise InputError(msg)
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except OSError as error:
        msg = f"{path.name} cannot be opened ({error.strerror or error}); check that you may read it."
        raise InputError(msg) from error
    if len(raw) > LARGEST:
        msg = f"{path.name} is larger than {LARGEST // 1024} KiB; goals are a page: keep those that matter."
        raise InputError(msg)
    return _decoded(raw, path.name)


def _decoded(raw: bytes, name: str) -> str:
    encoding = next((code for mark, code in BOMS if raw.startswith(mark)), "utf-8")
    try:
        text = raw.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        what = f"has a byte that is no {encoding.upper()} (0x{raw[error.start]:02X})"
        raise told(name, line, what, "save the file as UTF-8") from error
    if found := CONTROL.search(text):
        line = len(BREAKS.findall(text, 0, found.start())) + 1
        raise told(name, line, f"has a control character ({found.group()!r})", "delete it")
    return text


def _composed(text: str, name: str) -> yaml.Node | None:
    try:
        _refuse_what_is_no_plain_text(text, name)
        composed: yaml.Node | None = yaml.compose(text, Loader=yaml.SafeLoader)
    except InputError:
        raise
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise told(name, line, *_why(text, line, error.problem or "")) from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        why = " ".join(str(error).split())[:120]
        msg = f"{name} is no YAML ({why}); write `key:` and below it one `  - entry` a line."
        raise InputError(msg) from error
    return composed


def _why(text: str, line: int, problem: str) -> tuple[str, str]:
    """Return what is wrong in a line that is no YAML, and what to do."""
    rows = BREAKS.split(text)
    row = rows[min(line, len(rows)) - 1]
    if row[: len(row) - len(row.lstrip())].count("\t"):
        return f"({row.strip()[:40]!r}) begins with a tab", "indent with spaces"
    what = f"({row.strip()[:40]!r}) is no YAML: {' '.join(problem.split())[:80]}"
    return what, 'put texts that have : # " \' or @ in them in quotes, and begin each entry with "  - "'


def _refuse_what_is_no_plain_text(text: str, name: str) -> None:
    """Refuse aliases, which can unfold without end, tags, and what is nested deeper than goals are."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if reference := str(getattr(event, "anchor", None) or ""):
            what = f"has the YAML reference {reference[:40]!r}"
            raise told(name, line, what, "put a text that begins with & or * in quotes")
        if tag := str(getattr(event, "tag", None) or ""):
            raise told(
                name, line, f"has the YAML tag {tag[:40]!r}", "put a text that begins with ! in quotes"
            )
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise told(name, line, f"is nested more than {DEEPEST} levels deep", "write plain lists")


def _plain(node: yaml.Node, place: str, lines: dict[str, int], name: str) -> Plain:
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, place, lines, name)
    if isinstance(node, yaml.SequenceNode):
        said: list[Plain] = []
        for entry in (entry for entry in node.value if not _is_blank(entry)):
            where = f"{place}[{len(said)}]"
            lines[where] = entry.start_mark.line + 1
            said.append(_plain(entry, where, lines, name))
        return said
    return None if _is_blank(node) else " ".join(str(node.value).split())


def _mapping(node: yaml.MappingNode, place: str, lines: dict[str, int], name: str) -> dict[str, Plain]:
    said: dict[str, Plain] = {}
    for key, value in _keys(node):
        where = f"{place}.{key.value}" if place else str(key.value)
        line = key.start_mark.line + 1
        if where in lines:
            what = f"has {str(key.value)[:40]!r} again, as line {lines[where]}"
            raise told(name, line, what, "write all of its entries under one")
        lines[where] = line
        said[str(key.value)] = _plain(value, where, lines, name)
        if isinstance(value, yaml.ScalarNode) and not _is_blank(value):
            lines[f"{where}[0]"] = value.start_mark.line + 1
    return said


def _keys(node: yaml.MappingNode) -> Iterator[tuple[yaml.Node, yaml.Node]]:
    for key, value in node.value:
        text = key.value if isinstance(key, yaml.ScalarNode) else "a list"
        yield yaml.ScalarNode(key.tag, str(text).strip(), key.start_mark, key.end_mark), value


def _is_blank(node: yaml.Node) -> bool:
    blank = node.tag == f"{PREFIX}null" or not str(node.value).strip()
    return isinstance(node, yaml.ScalarNode) and blank

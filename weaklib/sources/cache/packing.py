"""A dataclass as one file and back, exactly: tables in Arrow's format, all else in JSON, never any code."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any, BinaryIO, TypeVar, get_args, get_type_hints

import pandas as pd
import pyarrow as pa

from weaklib.sources.cache.packed_tables import pack_table, unpack_table
from weaklib.sources.cache.plain_values import Told, told, untold
from weaklib.sources.files import ExportFile

T = TypeVar("T")

VALUE = "value.json"
TABLE = "table"
Kinds = Mapping[str, Any]


class ForeignError(ValueError):
    """A file that holds no whole value of the kind that was asked for."""


def pack(value: object, stream: BinaryIO) -> None:
    """Write a dataclass of tables, plain values and further dataclasses.

    Parameters
    ----------
    value
        The dataclass. An `ExportFile` in it becomes None: whoever reads the value has the file itself.
    stream
        Where to write; it can be sought in.

    Raises
    ------
    TypeError
        If something in it cannot be packed.
    """
    # Arrow has compressed the tables already; the checksums of a zip show damage to any part
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        said = _told(value, archive, _kinds_in(type(value)))
        archive.writestr(VALUE, json.dumps(said, separators=(",", ":")))


def unpack(stream: BinaryIO, kind: type[T]) -> T:
    """Return the value of a kind that `pack` wrote.

    Raises
    ------
    ForeignError
        If the stream holds anything else, or not all of it.
    """
    try:
        with zipfile.ZipFile(stream) as archive:
            if any(info.compress_type != zipfile.ZIP_STORED for info in archive.infolist()):
                msg = "is compressed as a whole"
                raise ForeignError(msg)
            value = _untold(json.loads(archive.read(VALUE)), archive, _kinds_in(kind))
    # what reading a file of any content can come to, from here down to Arrow
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RuntimeError) as error:
        raise ForeignError(str(error)) from error
    except (zipfile.BadZipFile, EOFError, MemoryError, pa.ArrowException) as error:
        raise ForeignError(str(error)) from error
    if not isinstance(value, kind):
        msg = f"holds a {type(value).__name__}"
        raise ForeignError(msg)
    return value


def _kinds_in(kind: object) -> Kinds:
    """Return by name the dataclasses that a value of a kind can hold: a file can name no others."""
    found: dict[str, Any] = {}
    waiting: list[Any] = [kind]
    while waiting:
        each: Any = waiting.pop()
        if hasattr(each, "__dataclass_fields__") and each.__name__ not in found:
            found[each.__name__] = each
            waiting += [one for hint in get_type_hints(each).values() for one in _classes_in(hint)]
    return found


def _classes_in(hint: Any) -> Iterator[type]:
    if isinstance(hint, type):
        yield hint
    for part in get_args(hint):
        yield from _classes_in(part)


def _kept_of(value: Any) -> list[str]:
    """Return the fields of a dataclass that are kept; the others are as by default when they are back."""
    return [each.name for each in fields(value) if each.metadata.get("kept", True)]


def _told(value: object, archive: zipfile.ZipFile, kinds: Kinds) -> Told:
    def beyond(inner: Any) -> Told:
        if isinstance(inner, ExportFile):
            return None
        name = type(inner).__name__
        if isinstance(inner, pd.DataFrame):
            described, content = pack_table(inner)
            member = f"{len(archive.namelist())}.arrow"
            archive.writestr(member, content)
            return [TABLE, [member, described]]
        if kinds.get(name) is type(inner):
            return [name, [told(getattr(inner, each), beyond) for each in _kept_of(inner)]]
        msg = f"a {name} cannot be packed"
        raise TypeError(msg)

    return told(value, beyond)


def _untold(said: Told, archive: zipfile.ZipFile, kinds: Kinds) -> object:
    def beyond(what: str, held: Any) -> object:
        if what == TABLE:
            member, described = held
            return unpack_table(described, archive.read(member))
        named = kinds[what]
        return named(**dict(zip(_kept_of(named), (untold(each, beyond) for each in held), strict=True)))

    return untold(said, beyond)

"""Files that are no exports, told by their names: pictures, films, documents and the like."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from types import MappingProxyType

from weaklib.sources.files.export_file import Refused

NOT_AN_EXPORT = "not an export that weaklib reads"
MANY = 3

SORTS: Mapping[str, str] = MappingProxyType(
    {
        "picture": "jpg jpeg jpe png gif bmp tif tiff webp heic heif avif svg ico cr2 nef arw dng psd xcf",
        "film": "mp4 m4v mov avi mkv webm wmv mpg mpeg 3gp mts vob",
        "sound": "mp3 m4a aac wav flac ogg oga opus wma aif aiff mid midi amr",
        "document": "pdf doc docx docm dot dotx odt rtf pages epub mobi ppt pptx pps ppsx odp key xps djvu",
        "program": "exe dll so dylib msi dmg pkg deb rpm apk ipa jar class pyc bin iso img app crx wasm lnk",
        "font": "ttf otf woff woff2 eot",
        "database": "db sqlite sqlite3 sqlite-shm sqlite-wal mdb accdb parquet feather duckdb",
    }
)
"""By what a file is: how such names end."""

REMEDIES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "xls xlsx xlsm xlsb ods numbers": ("spreadsheet", "if it holds an export, save it as CSV"),
        "7z rar tar gz tgz bz2 tbz xz txz zst lz4": ("archive", "unpack it and put the files here"),
        "pst ost olm": ("Outlook data file", "export the calendar and the contacts from Outlook as CSV"),
        "icbu": ("calendar backup", "export the calendar as .ics"),
        "abbu": ("address book backup", "export the contacts as vCard"),
        "crdownload part partial download opdownload": (
            "unfinished download",
            "wait for it to end, or start it again",
        ),
    }
)
"""By how a name ends: what such a file is, and what to do where an export is in it."""

_SORT_OF = {
    f".{suffix}": (sort, NOT_AN_EXPORT) for sort, suffixes in SORTS.items() for suffix in suffixes.split()
} | {f".{suffix}": known for suffixes, known in REMEDIES.items() for suffix in suffixes.split()}
_BEGINNINGS: Mapping[bytes, str] = MappingProxyType(
    {
        b"\xff\xd8\xff": ".jpg",
        b"\x89PNG\r\n": ".png",
        b"GIF8": ".gif",
        b"%PDF-": ".pdf",
        b"\xd0\xcf\x11\xe0": ".doc",
        b"{\\rtf": ".rtf",
        b"\x7fELF": ".so",
        b"MZ\x90": ".exe",
        b"SQLite format 3\0": ".sqlite",
        b"!BDN": ".pst",
        b"7z\xbc\xaf": ".7z",
        b"Rar!": ".rar",
        b"\x1f\x8b": ".gz",
        b"BZh": ".bz2",
        b"\xfd7zXZ": ".xz",
        b"\x28\xb5\x2f\xfd": ".zst",
    }
)


def sort_of(name: str, head: bytes = b"") -> tuple[str, str]:
    """Return what a file is and what to do with it, if it is no export; ("", "") if it may be one.

    Parameters
    ----------
    name
        Its base name.
    head
        Its first bytes, as far as they are known.

    Examples
    --------
    >>> sort_of("holiday.JPG")
    ('picture', 'not an export that weaklib reads')
    >>> sort_of("Connections.csv")
    ('', '')
    """
    began = next((suffix for magic, suffix in _BEGINNINGS.items() if head.startswith(magic)), "")
    suffix = PurePosixPath(name).suffix.lower()
    return _SORT_OF.get(suffix) or _SORT_OF.get(began) or ("", "")


def is_litter(name: str) -> bool:
    """Tell whether a file is hidden or put there by the system: nobody misses it."""
    return name.startswith((".", "~$")) or name.lower() in {
        "thumbs.db",
        "ehthumbs.db",
        "desktop.ini",
        "icon\r",
    }


def note_on(sort: str, remedy: str) -> str:
    """Return what a person is told of a file that is no export.

    >>> note_on("archive", "unpack it and put the files here")
    'an archive: unpack it and put the files here'
    """
    return f"{'an' if sort[0] in 'aeiouAEIOU' else 'a'} {sort}: {remedy}"


def gathered(refused: Iterable[Refused]) -> list[Refused]:
    """Return the notes on files, by source; those on many of one folder that say the same as one.

    Parameters
    ----------
    refused
        The files that are not read.
    """
    alike: dict[tuple[str, str], list[str]] = {}
    for file in refused:
        alike.setdefault((str(PurePosixPath(file.source).parent), file.note), []).append(file.source)
    told = []
    for (_, note), sources in alike.items():
        first, *others = sorted(sources)
        if len(others) < MANY:
            told += [Refused(source, note) for source in sources]
        else:
            told.append(Refused(f"{first} and {len(others):,} more", note))
    return sorted(told, key=lambda file: file.source)

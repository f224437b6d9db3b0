"""What a cell of people.csv says: a key of a person, yes or no, a number, names of groups."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from urllib.parse import unquote

from weaklib.sources.linkedin.columns import slug_of
from weaklib.sources.names.addresses import normalise_address

YES = frozenset("yes y ja j jawohl oui sí si sim s true t wahr vrai verdadero verdadeiro x 1 ✓ ✔ ok".split())
NO = frozenset("no n nein non não nao false f falsch faux falso 0 ✗ ✘".split())
NUMBER = re.compile(r"(\d+(?:[.,]\d+)?|[.,]\d+)\s*(%?)")


def key_of(text: str) -> str:
    """Return a profile, its address, an e-mail address or another id as the key that it is; "" for none.

    Examples
    --------
    >>> key_of("https://www.linkedin.com/in/Jane-Doe/?trk=x"), key_of("mailto:Jane@Example.org")
    ('jane-doe', 'jane@example.org')
    >>> key_of(" Zo%C3%AB-Brandt"), key_of("Kim#address-book")
    ('zoë-brandt', 'Kim#address-book')
    """
    plain = text.strip()
    if "/in/" in plain:
        return slug_of(plain)
    if address := normalise_address(plain):
        return address
    # "jane-doe#address-book" is a name and where it stands: somebody without profile and address
    return plain if "#" in plain else unquote(plain).strip("/").lower()


def yes_or_no(text: str) -> bool | None:
    """Return what a cell says; None where it is neither yes nor no.

    >>> yes_or_no("Ja"), yes_or_no("FAUX"), yes_or_no("maybe")
    (True, False, None)
    """
    word = text.strip().strip(".!").casefold()
    return True if word in YES else False if word in NO else None


def _closeness(text: str) -> float | None:
    found = NUMBER.fullmatch(text.strip())
    if not found:
        return None
    value = float(found[1].replace(",", ".")) / (100 if found[2] else 1)
    return value if value <= 1 else None


def _groups(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(_name, re.split(r"[;\n]", text)))))


def _name(text: str) -> str:
    return " ".join(text.split())


READERS: Mapping[str, tuple[Callable[[str], object], str]] = {
    "rename": (_name, "write the name"),
    "family": (yes_or_no, "write yes, no or nothing"),
    "hide": (yes_or_no, "write yes, no or nothing"),
    "closeness": (_closeness, "write a number from 0 to 1, such as 0.5"),
    "group": (_groups, "write names, parted by semicolons"),
}
"""How each column of what is said of a person is read, and the remedy where it cannot be."""

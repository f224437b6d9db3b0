"""The key of a pool, and what becomes of a profile or an address under it: a hash that the key alone makes.

Whoever holds the key can hash a profile or an address that they know and look whether it is in the pool; who
does not hold it cannot, since nothing can be tried without it. So the key travels apart from the folder.
"""

from __future__ import annotations

import hmac
import re
import secrets
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from weaklib.book import InputError, Owner
from weaklib.pool.private import read_text, write_private
from weaklib.sources.decisions.cells import key_of
from weaklib.sources.names.addresses import is_human_address, normalise_address

LETTERS = 32
"""How many letters of a hash are kept: 128 bits, so that no two of any number of people ever share one."""
OWN_LETTERS = 16
"""How many letters call a member."""
_MARK = b"weaklib pool fingerprint"
_KEY = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Key:
    """The key of one pool; its octets are shown nowhere."""

    pool: str
    octets: bytes = field(repr=False)


class Locked(Protocol):
    """What says of which pool it is, and under which key: a manifest, or a request."""

    @property
    def name(self) -> str:
        """Return what people call the pool."""

    @property
    def pool(self) -> str:
        """Return what files call it."""

    @property
    def fingerprint(self) -> str:
        """Return by what its key is known."""


def new_key(pool: str) -> Key:
    """Return a key that nobody can guess, for a new pool."""
    return Key(pool, secrets.token_bytes(32))


def fingerprint(key: Key) -> str:
    """Return by what a key is known without being told: 16 letters."""
    return _hashed(key, _MARK)[:OWN_LETTERS]


def profile_hash(key: Key, profile: str) -> str:
    """Return the hash of a profile: HMAC-SHA256 under the key of "profile:" and the slug; "" for none.

    Parameters
    ----------
    key
        Of the pool.
    profile
        The slug or the address of a profile; all spellings of one have one hash.

    Examples
    --------
    >>> key = Key("example", bytes(32))
    >>> profile_hash(key, "https://www.linkedin.com/in/Zo%C3%AB-Brandt") == profile_hash(key, "zoë-brandt")
    True
    """
    slug = unicodedata.normalize("NFC", key_of(profile))
    return _hashed(key, f"profile:{slug}".encode())[:LETTERS] if slug else ""


def mail_hash(key: Key, address: str) -> str:
    """Return the hash of a mail address: HMAC-SHA256 under the key of "mail:" and the address; "" for none.

    The address of a room, a list or an office, which tells no human, has none either.
    """
    plain = unicodedata.normalize("NFC", normalise_address(address))
    return _hashed(key, f"mail:{plain}".encode())[:LETTERS] if plain and is_human_address(plain) else ""


def own_hashes(key: Key, owner: Owner) -> tuple[str, ...]:
    """Return the hashes by which a member is known to others: the profile's first, then the addresses'.

    Raises
    ------
    InputError
        If the exports tell neither.
    """
    mails = [mail_hash(key, address) for address in sorted(owner.emails)]
    found = tuple(filter(None, [profile_hash(key, owner.profile or ""), *mails]))
    if not found:
        msg = (
            "The exports do not say who you are; write your profile or your mail address into settings.yaml, "
            "as `profile: jane-doe` or `emails: [jane@example.org]`."
        )
        raise InputError(msg)
    return tuple(dict.fromkeys(found))


def member_of(hashes: tuple[str, ...]) -> str:
    """Return what a member is called in the pool: the first letters of their first hash."""
    return hashes[0][:OWN_LETTERS]


def is_called(member: str, hashes: tuple[str, ...]) -> bool:
    """Tell whether a member is meant by what a sheet or a request calls one.

    What comes first may have changed since: newer exports may know a profile where older ones had none.
    """
    return member in {each[:OWN_LETTERS] for each in hashes}


def key_path(data: Path, pool: str) -> Path:
    """Return where the key of a pool lies on a member's machine."""
    return data / "pools" / f"{pool}.key"


def write_key(data: Path, key: Key) -> Path:
    """Write a key where its member's commands find it, mode 600."""
    return write_private(key_path(data, key.pool), key.octets.hex() + "\n")


def read_key(data: Path, locked: Locked, *, given: Path | None = None) -> Key:
    """Return the key of a pool, and keep one that was given where it is found again.

    Parameters
    ----------
    data
        The folder of exports of the member.
    locked
        The manifest of the pool, or a request by way of it.
    given
        A file with the key, as it was handed over; None where it is here already.

    Raises
    ------
    InputError
        If there is none, or it is another pool's.
    """
    place = given or key_path(data, locked.pool)
    if not place.is_file():
        msg = (
            f"There is no key of the pool {locked.name!r} in {place}; ask whoever runs the pool for its "
            "file, and name it with --key."
        )
        raise InputError(msg)
    text = read_text(place, remedy="ask for the key anew").strip().lower()
    if not _KEY.fullmatch(text):
        msg = f"{place} holds no key, which is 64 letters from 0 to 9 and a to f; ask for the file anew."
        raise InputError(msg)
    key = Key(locked.pool, bytes.fromhex(text))
    if fingerprint(key) != locked.fingerprint:
        msg = (
            f"The key in {place} is not that of the pool {locked.name!r} (its fingerprint is "
            f"{fingerprint(key)}, the pool's {locked.fingerprint}); ask whoever runs the pool for its own."
        )
        raise InputError(msg)
    if given is not None:
        write_key(data, key)
    return key


def _hashed(key: Key, text: bytes) -> str:
    return hmac.digest(key.octets, text, "sha256").hex()

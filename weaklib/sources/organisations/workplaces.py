"""Where somebody works, as far as an organisation's name and the domain of an address tell it.

Providers where anybody may have an address stand in `mail_providers.csv` beside this module, a table to edit.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files

import pandas as pd

from weaklib.sources.organisations import key_of
from weaklib.sources.organisations.vocabulary import words_of

SECOND_LEVEL = frozenset("ac co com edu gob gouv gov gv net ne nhs or org".split())
HOSTS = frozenset("alumni email exchange mail mailbox mx post smtp staff stud student students www".split())


@cache
def _providers() -> frozenset[str]:
    with (
        files("weaklib.sources.organisations").joinpath("mail_providers.csv").open(encoding="utf-8") as table
    ):
        rows = pd.read_csv(table, dtype="str", keep_default_na=False)
    return frozenset(
        f"{provider}.{ending.strip()}"
        for provider, endings in rows.itertuples(index=False, name=None)
        for ending in endings.split(";")
    )


def is_provider(domain: str) -> bool:
    """Tell whether anybody may have an address at `domain`, so that sharing it says nothing.

    >>> is_provider("gmx.de"), is_provider("nordlicht.example")
    (True, False)
    """
    return domain in _providers()


@lru_cache(maxsize=50_000)
def organisation_key(organisation: str) -> str:
    """Return what all spellings of an organisation have in common; "" where none is named.

    >>> organisation_key("Nordlicht Energie GmbH"), organisation_key("Self-employed")
    ('nordlicht energie', '')
    """
    key = key_of(organisation) if organisation else ""
    return "" if words_of("generic").are_all(key) else key


@lru_cache(maxsize=50_000)
def domain_labels(domain: str) -> tuple[str, ...]:
    """Return the parts of a domain that may name an organisation.

    >>> domain_labels("mail.nordlicht-energie.co.uk")
    ('nordlicht-energie',)
    """
    labels = domain.split(".")[:-1]
    if len(labels) > 1 and labels[-1] in SECOND_LEVEL:
        labels = labels[:-1]
    return tuple(label for label in labels if label not in HOSTS and len(label) > 1)


@lru_cache(maxsize=100_000)
def fits(domain: str, organisation: str) -> bool:
    """Tell whether a domain resembles the name of an organisation.

    Parameters
    ----------
    domain
        In small letters.
    organisation
        As `organisation_key` gives it.

    Examples
    --------
    >>> fits("nordlicht.example", "nordlicht energie"), fits("nord.example", "nordlicht energie")
    (True, False)
    >>> fits("uni-heidelberg.de", "universitat heidelberg"), fits("bmw.de", "bayerische motoren werke")
    (True, True)
    """
    words = organisation.split()
    return bool(words) and any(_names(label, words) for label in domain_labels(domain))


def _names(label: str, words: list[str]) -> bool:
    whole, plain = "".join(words), label.replace("-", "")
    first_words = {"".join(words[:number]) for number in range(1, len(words) + 1)}
    if plain in first_words and len(plain) > 2:
        return True
    if len(plain) > 4 and (whole.startswith(plain) or plain.startswith(whole)) and len(whole) > 4:
        return len(plain) > len(words[0]) or len(plain) > 6
    if len(words) > 2 and plain == "".join(word[0] for word in words):
        return True
    return _in_order(label.split("-"), words)


def _in_order(pieces: list[str], words: list[str]) -> bool:
    """Tell whether each piece begins a word of the name, in its order: "uni-heidelberg"."""
    left = iter(words)
    return len(pieces) > 1 and all(any(word.startswith(piece) for word in left) for piece in pieces)

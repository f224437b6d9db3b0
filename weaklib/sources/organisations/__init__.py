"""One name an organisation: the spellings that are surely one, and the entries that name none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from weaklib.sources.organisations.titles import field_of, function_of, seniority_of
from weaklib.sources.organisations.vocabulary import endings, folded, words_of

__all__ = ["field_of", "function_of", "key_of", "normalise_organisations", "seniority_of"]

AND = frozenset({"and", "und", "et", "y", "e"})
PLUS = re.compile(r"\s\+\s")
CAMEL = re.compile(r"(?<=[a-zß-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])")
UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}
AS_TWO_LETTERS = str.maketrans(UMLAUTS)


def normalise_organisations(names: pd.Series) -> pd.Series:
    """Give every spelling of an organisation one name, and what is no organisation none.

    Case, accents, punctuation, a leading "The", "&" or "and", and legal forms at the end (GmbH, Ltd, S.p.A.,
    Ltda, ...) make no difference. "Müller" is "Mueller" and "NordLicht" is "Nord Licht" where both are
    written: one of the two says so itself. Whatever is only probably one, `alike_organisations` lists.
    Shown is the spelling that occurs most often; among equals one in mixed case, then the shortest, then the
    first in the alphabet.

    Parameters
    ----------
    names
        Organisations as people wrote them.

    Returns
    -------
    pd.Series
        Under the same index; nan for a blank and for entries that name no organisation ("Self-employed",
        "Stealth", "Confidential", "Retired", "Student" and their like in English, German, French, Spanish,
        Portuguese and Italian).

    Examples
    --------
    >>> names = pd.Series(["Nordlicht Energie", "NORDLICHT ENERGIE GmbH", "Nordlicht Energie", "Freelance"])
    >>> normalise_organisations(names).tolist()
    ['Nordlicht Energie', 'Nordlicht Energie', 'Nordlicht Energie', nan]
    """
    written = names.astype("str").str.replace(r"[\s\u00a0]+", " ", regex=True).str.strip()
    spellings = written.value_counts().rename_axis("spelling").reset_index(name="count")
    spellings["key"] = _keys(spellings["spelling"].tolist())
    real = spellings[spellings["key"].ne("")]
    shout = real["spelling"].str.isupper() | real["spelling"].str.islower()
    ordered = real.assign(shouted=shout, length=real["spelling"].str.len())
    best = ordered.sort_values(
        ["count", "shouted", "length", "spelling"], ascending=[False, True, True, True]
    )
    shown = best.drop_duplicates("key").set_index("key")["spelling"]
    name_of = dict(zip(real["spelling"], real["key"].map(shown), strict=True))
    return written.map(name_of).astype("str")


def _keys(spellings: Sequence[str]) -> list[str]:
    """Return what the spellings of one organisation have in common; "" for what is no organisation."""
    plain = {spelling: key_of(spelling) for spelling in spellings}
    same = _written_otherwise(plain)
    generic = words_of("generic")
    keys = {key: "" if generic.are_all(key) else same.get(key, key) for key in set(plain.values())}
    return [keys[plain[spelling]] for spelling in spellings]


def key_of(spelling: str) -> str:
    """Return an organisation's name without what makes no difference to who it is.

    Examples
    --------
    >>> key_of("The Nordlicht-Werke GmbH & Co. KG"), key_of("Müller und Söhne")
    ('nordlicht werke', 'muller and sohne')
    """
    words = without_ending(folded(PLUS.sub(" & ", spelling)).split(), "legal")
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    return " ".join([*words[:1], *("and" if word in AND else word for word in words[1:-1]), *words[1:][-1:]])


def without_ending(words: list[str], kind: str) -> list[str]:
    """Return a name's words without those of one kind at its end, and the "and" before them."""
    known = endings(kind)
    while len(words) > 1 and words[-1] in known:
        length = max((len(p) for p in known[words[-1]] if tuple(words[-len(p) :]) == p), default=0)
        rest = words[: len(words) - length]
        rest = rest[:-1] if rest[-1:] == ["and"] else rest
        if not (length and rest):
            break
        words = rest
    return words


def _written_otherwise(keys: Mapping[str, str]) -> dict[str, str]:
    """Return the keys that another spelling shows to be its own, each with that spelling's key."""
    known = set(keys.values())
    others = {
        other: key
        for spelling, key in sorted(keys.items())
        for other in map(key_of, _other_ways(spelling))
        if other != key and other in known
    }
    return {other: others.get(key, key) for other, key in others.items()}


def _other_ways(spelling: str) -> Iterator[str]:
    """Give the other ways to write a name that the name itself shows: "Mueller", "Nord Licht"."""
    spaced = CAMEL.sub(" ", spelling)
    ways = {spelling, spaced}
    if not spelling.isascii():
        ways |= {spelling.translate(AS_TWO_LETTERS), spaced.translate(AS_TWO_LETTERS)}
    yield from ways - {spelling}

"""A name as somebody typed it into one source: in another order, without its accents, with a slip, not at all."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from random import Random
from typing import TYPE_CHECKING

from tests.population_names import CYRILLIC, SHORT

if TYPE_CHECKING:
    from tests.population import Human

SPELT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "oe", "å": "aa", "æ": "ae", "'": ""})
LETTERS = str.maketrans({"ł": "l", "ø": "o", "ı": "i", "ß": "ss", "æ": "ae", "'": ""})
HOW_OFTEN = {
    "order": 15, "plain": 12, "middle": 12, "short": 12, "initial": 8, "slip": 8, "double": 8, "maiden": 5,
    "title": 8, "loud": 6, "firm": 5, "first": 2, "none": 9, "script": 4,
}  # fmt: skip
"""The ways of writing a name differently, and how many of a hundred such names are written so."""

NOT_ON_LINKEDIN = {"order", "loud", "first", "script"}
ONLY_BESIDE_AN_ADDRESS = {"firm", "none"}
Written = tuple[str, str, str]


def written(human: Human, place: str, *, varied: float, random: Random) -> Written:
    """Given name, family name and the whole, as typed into one source; `varied` is the share typed otherwise."""
    whole = human.given, human.family, f"{human.given} {human.family}"
    if random.random() >= varied:
        return whole
    way = random.choices(list(HOW_OFTEN), list(HOW_OFTEN.values()))[0]
    elsewhere = way in NOT_ON_LINKEDIN and place == "connections"
    if elsewhere or (way in ONLY_BESIDE_AN_ADDRESS and place not in ("mail", "calendar")):
        return whole
    return WAYS[way](human, random)


def _named(given: str, family: str) -> Written:
    return given, family, f"{given} {family}"


def _order(human: Human, _: Random) -> Written:
    return human.given, human.family, f"{human.family}, {human.given}"


def _plain(human: Human, random: Random) -> Written:
    spelt = ascii_of if random.random() < 0.7 else plain
    return _named(spelt(human.given).title(), spelt(human.family).title())


def _middle(human: Human, random: Random) -> Written:
    middle = human.middle and random.choice((human.middle, f"{human.middle[0]}.", human.middle[0]))
    return _named(f"{human.given} {middle}".strip(), human.family)


def _short(human: Human, random: Random) -> Written:
    return _named(random.choice(SHORT.get(human.given, [human.given])), human.family)


def _initial(human: Human, _: Random) -> Written:
    return _named(f"{human.given[0]}.", human.family)


def _slipped(human: Human, random: Random) -> Written:
    if random.random() < 0.5:
        return _named(_slip(human.given, random), human.family)
    return _named(human.given, _slip(human.family, random))


def _slip(word: str, random: Random) -> str:
    """One letter left out, doubled, changed, or two of them exchanged; never the first or the last."""
    if len(word) < 4:
        return word
    at = random.randrange(1, len(word) - 1)
    before, letter, after = word[:at], word[at], word[at + 1 :]
    exchanged = before + after[0] + letter + after[1:]
    return random.choice(
        (before + after, before + 2 * letter + after, exchanged, before + random.choice("aeinrst") + after)
    )


def _double(human: Human, random: Random) -> Written:
    first, _, last = human.family.partition("-")
    return _named(human.given, random.choice((first, last or first, human.family.replace("-", " "))))


def _maiden(human: Human, random: Random) -> Written:
    maiden, family = human.maiden, human.family
    forms = (maiden, f"{family} ({maiden})", f"{maiden}-{family}") if maiden else (family,)
    return _named(human.given, random.choice(forms))


def _title(human: Human, random: Random) -> Written:
    return _named(human.given, human.family + random.choice((", Ph.D.", ", MBA", " PMP", ", MSc", " Jr.")))


def _loud(human: Human, random: Random) -> Written:
    given, family, whole = _named(human.given, human.family)
    return given, family, random.choice((whole.upper(), whole.lower(), f"{family.upper()} {given}"))


def _firm(human: Human, random: Random) -> Written:
    given, family, whole = _named(human.given, human.family)
    firm = human.employer.name if human.employer else "home"
    return given, family, random.choice((f"{whole} ({firm})", f"{whole} | {firm}"))


def _first(human: Human, _: Random) -> Written:
    return human.given, "", human.given


def _none(_human: Human, _random: Random) -> Written:
    return "", "", ""


def _script(human: Human, _: Random) -> Written:
    return _named(CYRILLIC.get(human.given, human.given), CYRILLIC.get(human.family, human.family))


WAYS: dict[str, Callable[[Human, Random], Written]] = {
    "order": _order, "plain": _plain, "middle": _middle, "short": _short, "initial": _initial, "slip": _slipped,
    "double": _double, "maiden": _maiden, "title": _title, "loud": _loud, "firm": _firm, "first": _first,
    "none": _none, "script": _script,
}  # fmt: skip


def ascii_of(name: str) -> str:
    """A name in plain letters as its bearer would write it: Müller as mueller, Øst as oest."""
    return plain(name.casefold().translate(SPELT))


def plain(name: str) -> str:
    """A name in small letters with its accents dropped: Müller as muller."""
    bare = unicodedata.normalize("NFKD", name.casefold().translate(LETTERS))
    return "".join(letter for letter in bare if not unicodedata.combining(letter))

"""A population whose truth is known: who is one human, and what each of four sources knows of them.

Written from the description of the problem, before and apart from the code that is judged by it: people of
fourteen origins; employers of unequal size; a share of namesakes; a share of people whose sources have no
profile and no address in common; and in every source the name as somebody once typed it there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product
from random import Random

from tests.population_names import EMPLOYER_KINDS, EMPLOYER_WORDS, LEGAL, ORIGINS, POSITIONS, PROVIDERS
from tests.population_spelling import ascii_of, plain, written

SOURCES = ("connections", "calendar", "cards", "mail")
SHARE_IN_SOURCE = (0.7, 0.45, 0.5, 0.55)


@dataclass(frozen=True)
class Setting:
    """How large the population is (some thousands at most), and in shares how hard it is to tell who is who.

    Two humans of one name; humans whose sources share no key; names that are typed in some other way; records
    that still name the former employer; and employers whose domain is nothing like their name.
    """

    humans: int = 2_000
    namesakes: float = 0.05
    apart: float = 0.2
    varied: float = 0.45
    moved: float = 0.08
    odd_domains: float = 0.1


@dataclass(frozen=True)
class Employer:
    """An organisation, and the domain of its mail."""

    name: str
    domain: str


@dataclass(frozen=True)
class Human:
    """One human as they are, whatever is written of them."""

    number: int
    given: str
    middle: str
    family: str
    maiden: str
    employer: Employer | None
    former: Employer | None
    position: str
    slug: str
    addresses: tuple[str, ...]
    """At work, in private, at the former work, and one more: none is another human's."""


@dataclass(frozen=True)
class Record:
    """What one source says of one human: the name as typed there, and its keys."""

    human: int
    source: str
    name: tuple[str, str]
    """Given and family name, as typed."""
    shown: str
    emails: tuple[str, ...] = ()
    slug: str = ""
    """The profile, where the source gives it: a card may hold its address."""
    organisation: str = ""
    position: str = ""


@dataclass(frozen=True)
class Population:
    """The humans and what is recorded of them, source by source in the order of the files."""

    humans: tuple[Human, ...]
    records: tuple[Record, ...]

    def of(self, source: str) -> list[Record]:
        """The records of one source, in the order in which its file lists them."""
        return [record for record in self.records if record.source == source]


def populate(setting: Setting, *, seed: int) -> Population:
    """Make up a population; the same setting and seed give the same one."""
    random = Random(seed)
    humans = _humans(setting, random)
    places = [_places(random) for _ in humans]
    several = [n for n, sources in enumerate(places) if len(sources) > 1]
    apart = set(random.sample(several, min(len(several), round(setting.apart * setting.humans))))
    records = [
        record
        for human, sources in zip(humans, places, strict=True)
        for record in _records(human, sources, setting, random, apart=human.number in apart)
    ]
    random.shuffle(records)
    return Population(tuple(humans), tuple(records))


def _humans(setting: Setting, random: Random) -> list[Human]:
    employers = _employers(max(5, setting.humans // 8), setting, random)
    weights = [1 / (rank + 4) for rank in range(len(employers))]
    names = _names(setting, random)
    taken: set[str] = set()
    return [
        _human(number, name, random.choices(employers, weights, k=2), taken, random)
        for number, name in enumerate(names)
    ]


def _names(setting: Setting, random: Random) -> list[tuple[str, str]]:
    """Names that differ in their letters, then the share of namesakes: each bears the name of another."""
    doubled = round(setting.humans * setting.namesakes / 2)
    names: dict[str, tuple[str, str]] = {}
    while len(names) < setting.humans - doubled:
        given, family = random.choice(ORIGINS)
        first, last = _often(given, random), _often(family, random)
        if random.random() < 0.08:
            second = _often(family, random)
            last = f"{last}-{second}" if second != last else last
        names.setdefault(plain(f"{first} {last}"), (first, last))
    once = list(names.values())
    both = [*once, *random.sample(once, doubled)]
    random.shuffle(both)
    return both


def _often(words: Sequence[str], random: Random) -> str:
    return random.choices(words, [1 / (rank + 5) for rank in range(len(words))])[0]


def _employers(number: int, setting: Setting, random: Random) -> list[Employer]:
    """Employers of different domains, most of which resemble the name."""
    found: dict[str, Employer] = {}
    names = list(product(EMPLOYER_WORDS, EMPLOYER_KINDS))
    for word, kind in random.sample(names, min(2 * number, len(names))):
        forms = (word, f"{word}-{kind}", f"{word}{kind}", f"{word}{kind[:3]}", f"mail.{word}")
        alike = random.choices(forms, (4, 3, 3, 1, 1))[0]
        other = "".join(random.choices("bcdfghklmnprstvz", k=4))
        domain = f"{other if random.random() < setting.odd_domains else plain(alike)}.example"
        found.setdefault(domain, Employer(f"{word} {kind}", domain))
    return list(found.values())[:number]


def _human(
    number: int, name: tuple[str, str], employers: list[Employer], taken: set[str], random: Random
) -> Human:
    given, family = name
    works = random.random() < 0.93
    former = employers[1] if random.random() < 0.35 and employers[1] != employers[0] else None
    human = Human(
        number=number,
        given=given,
        middle=random.choice(ORIGINS)[0][random.randrange(8)] if random.random() < 0.2 else "",
        family=family,
        maiden=_often(random.choice(ORIGINS)[1], random) if random.random() < 0.04 else "",
        employer=employers[0] if works else None,
        former=former,
        position=random.choice(POSITIONS),
        slug=_fresh(ascii_of(f"{given}{random.choice('- ')}{family}").replace(" ", ""), taken, random),
        addresses=(),
    )
    domains = [human.employer, None, human.former, None]
    addresses = [_address(human, employer, taken, random) for employer in domains]
    return replace(human, addresses=tuple(addresses))


def _address(human: Human, employer: Employer | None, taken: set[str], random: Random) -> str:
    given = ascii_of(human.given).replace(" ", "")
    family = ascii_of(human.family).replace(" ", "")
    whole = (f"{given}.{family}", f"{family}.{given}", f"{given}{family}")
    forms = (*whole, f"{given[0]}{family}", f"{given[0]}.{family}", given)
    if employer:
        local = random.choices(forms, (50, 5, 7, 20, 8, 10))[0]
        return _fresh(local, taken, random, f"@{employer.domain}")
    pet = random.choice(EMPLOYER_WORDS).lower() + str(random.randrange(50, 99))
    local = random.choices([*forms, pet], (30, 4, 20, 10, 6, 4, 26))[0]
    return _fresh(local, taken, random, f"@{random.choice(PROVIDERS)}")


def _fresh(text: str, taken: set[str], random: Random, end: str = "") -> str:
    fresh = text
    while fresh + end in taken:
        fresh = f"{text}{random.randrange(2, 99)}"
    taken.add(fresh + end)
    return fresh + end


def _places(random: Random) -> list[str]:
    while True:
        places = [s for s, share in zip(SOURCES, SHARE_IN_SOURCE, strict=True) if random.random() < share]
        if places:
            return places


def _records(
    human: Human, places: list[str], setting: Setting, random: Random, *, apart: bool
) -> list[Record]:
    known = _islands(human, places, random) if apart else _joined(human, places, random)
    return [_record(human, place, known, setting, random) for known in known for place in known.places]


@dataclass(frozen=True)
class _Known:
    """Sources that know a human by the same keys."""

    places: tuple[str, ...]
    emails: tuple[str, ...]
    links: bool = False


def _joined(human: Human, places: list[str], random: Random) -> list[_Known]:
    """Keys that join all sources: one address, or a card with two of them and the profile as well."""
    main, second = human.addresses[:2] if random.random() < 0.7 else human.addresses[1::-1]
    if "cards" not in places or random.random() < 0.5:
        return [_Known(tuple(places), (main,))]
    by_profile = "connections" in places and random.random() < 0.6
    known = [_Known(("cards",), (main, second), links=by_profile)]
    for place in places:
        if place != "cards":
            shown = () if by_profile and place == "connections" else (random.choice((main, second)),)
            known.append(_Known((place,), shown))
    return known


def _islands(human: Human, places: list[str], random: Random) -> list[_Known]:
    """Two or more sets of sources, each with an address of its own or with none."""
    order = random.sample(places, len(places))
    if "mail" in places and random.random() < 0.15:
        order.append("mail")
    cut = random.randrange(1, len(order))
    islands = [order[:cut], order[cut:]]
    if len(order) > 2 and random.random() < 0.25:
        islands = [*([place] for place in order[:3]), *([order[3:]] if order[3:] else [])]
    addresses = random.sample(human.addresses, len(islands))
    return [
        _Known(tuple(dict.fromkeys(island)), () if _hidden(island, random) else (address,))
        for island, address in zip(islands, addresses, strict=True)
    ]


def _hidden(island: list[str], random: Random) -> bool:
    """A profile that hides its address; a card with nothing but a telephone number."""
    return island == ["connections"] or (island == ["cards"] and random.random() < 0.4)


def _record(human: Human, place: str, known: _Known, setting: Setting, random: Random) -> Record:
    given, family, shown = written(human, place, varied=setting.varied, random=random)
    employer = human.former if human.former and random.random() < setting.moved else human.employer
    listed = place in ("connections", "cards") and employer is not None and random.random() < 0.85
    return Record(
        human=human.number,
        source=place,
        name=(given, family),
        shown=shown,
        emails=known.emails,
        slug=human.slug if place == "connections" or known.links else "",
        organisation=_organisation(employer, random) if listed and employer else "",
        position=human.position if listed and random.random() < 0.9 else "",
    )


def _organisation(employer: Employer, random: Random) -> str:
    forms = (employer.name, f"{employer.name} {random.choice(LEGAL)}", employer.name.upper())
    return random.choices(forms, (6, 3, 1))[0]

"""The people of the example: each circle's members, with names, employers and addresses."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain, repeat
from typing import TypeVar
from urllib.parse import quote

from weaklib.example.cast import CAST, OWNER_EMAILS, OWNER_NAME, OWNER_SLUG, Part
from weaklib.example.names import FIRST, LAST
from weaklib.example.story import CIRCLES, Circle
from weaklib.example.work import ORGANISATIONS, ROLES

T = TypeVar("T")
_PLAINER = dict(zip(map(ord, "øłßæı'"), ("o", "l", "ss", "ae", "i", ""), strict=True))
SHOWS_ADDRESS = 0.93  # of the members whose address the owner has


@dataclass(frozen=True)
class Person:
    """One person of the example; `slug` is "" for who is not on LinkedIn, `email` where it is unknown."""

    circle: str
    number: int
    first: str
    last: str
    slug: str
    email: str
    shows_email: bool
    called: str
    organisation: str
    position: str
    pattern: str
    since: date
    before: tuple[str, str] | None = None

    @property
    def key(self) -> str:
        """Return the circle and the number, as `gatherings` names people."""
        return f"{self.circle}:{self.number}"

    @property
    def name(self) -> str:
        """Return the first and the last name."""
        return f"{self.first} {self.last}".strip()

    @property
    def url(self) -> str:
        """Return the address of the profile; "" where there is none."""
        return profile_url(self.slug) if self.slug else ""


OWNER = Person(
    circle="",
    number=0,
    first=OWNER_NAME[0],
    last=OWNER_NAME[1],
    slug=OWNER_SLUG,
    email=OWNER_EMAILS[0],
    shows_email=True,
    called=" ".join(OWNER_NAME),
    organisation="",
    position="",
    pattern="",
    since=date(2018, 11, 1),
)


def profile_url(slug: str) -> str:
    """Return the address of a profile, percent-encoded.

    >>> profile_url("zoë-brandvold")
    'https://www.linkedin.com/in/zo%C3%AB-brandvold'
    """
    return f"https://www.linkedin.com/in/{quote(slug)}"


def dice(*names: object) -> random.Random:
    """Return the dice of one purpose: a change in one row of the story rolls no other row anew."""
    return random.Random("/".join(map(str, names)))  # noqa: S311 - a story, not a secret


def pick(rng: random.Random, choices: tuple[T, ...]) -> T:
    """Return one of `choices`."""
    return choices[int(rng.random() * len(choices))]


def everybody(seed: int) -> dict[str, Person]:
    """Return all people by their key, circle by circle."""
    names = _names(seed)
    people = chain.from_iterable(_members(seed, circle, names) for circle in CIRCLES)
    return {person.key: person for person in people}


def members(people: dict[str, Person], who: str) -> tuple[Person, ...]:
    """Return the people named as "choir:1-4 kestrel:0"."""
    found: list[Person] = []
    for part in who.split():
        circle, _, numbers = part.partition(":")
        first, _, last = numbers.partition("-")
        found += [people[f"{circle}:{number}"] for number in range(int(first), int(last or first) + 1)]
    return tuple(found)


def plain(text: str) -> str:
    """Return `text` in lower-case ASCII, words joined by hyphens."""
    spelt = text.casefold().translate(_PLAINER)
    bare = unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode()
    return "-".join(bare.replace(",", " ").replace(".", " ").split())


def _names(seed: int) -> Iterator[tuple[str, str]]:
    """Pair the first and last names, each at its own pace, so that no pair comes twice."""
    taken = {part.name for part in CAST.values()}
    first, last = list(FIRST), list(LAST)
    dice(seed, "first names").shuffle(first)
    dice(seed, "last names").shuffle(last)
    for number in range(len(first) * len(last)):
        name = (first[number % len(first)], last[(number + number // len(first)) % len(last)])
        if name not in taken:
            taken.add(name)
            yield name


def _members(seed: int, circle: str, names: Iterator[tuple[str, str]]) -> Iterator[Person]:
    told = CIRCLES[circle]
    patterns = list(chain.from_iterable(repeat(pattern, count) for pattern, count in told.ties.items()))
    days = _days(seed, circle, len(patterns))
    for number, (pattern, day) in enumerate(zip(patterns, days, strict=True)):
        part = CAST.get((circle, number)) or Part(next(names), "")
        yield _person(seed, told, (circle, number), part, pattern, part.connected_on or day)


def _days(seed: int, circle: str, count: int) -> list[date]:
    """Return when each member came: where there is a circle, those with the stronger ties first."""
    first, last = CIRCLES[circle].joined
    rng = dice(seed, circle, "joined")
    pace = (last - first) / count
    days = [first + pace * (number + rng.random()) for number in range(count)]
    if circle == "passing":
        rng.shuffle(days)
    return days


def _person(seed: int, told: Circle, key: tuple[str, int], part: Part, pattern: str, day: date) -> Person:
    rng = dice(seed, *key)
    organisation, position = _work(rng, told, key[1])
    addressed = told.addressed - key[1]
    slug = part.slug or plain(" ".join(part.name)) + (
        f"-{int(rng.random() * 16**6):06x}" if rng.random() < 0.5 else ""
    )
    at = (
        plain(organisation)
        if organisation and rng.random() < 0.5
        else pick(rng, ("postfach", "mailbox", "inbox"))
    )
    return Person(
        circle=key[0],
        number=key[1],
        first=part.name[0],
        last=part.name[1],
        slug="" if 0 < addressed <= told.elsewhere else slug,
        email=(part.email or f"{plain('.'.join(part.name)).replace('-', '.')}@{at}.example")
        if addressed > 0
        else "",
        shows_email=bool(part.slug) or rng.random() < SHOWS_ADDRESS,
        called=part.called or " ".join(part.name),
        organisation=part.organisation or organisation,
        position=part.position or position,
        pattern=pattern,
        since=day,
        before=part.before,
    )


def _work(rng: random.Random, told: Circle, number: int) -> tuple[str, str]:
    if told.organisations:
        return told.organisations[number % len(told.organisations)], pick(rng, told.roles)
    field = pick(rng, told.fields)
    return pick(rng, ORGANISATIONS[field]), pick(rng, ROLES[field])

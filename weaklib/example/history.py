"""What happened in the example: every message and every meeting, in order."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from weaklib.example.cast import CAST
from weaklib.example.dialogues import ANSWERS, EXCHANGES, FIRST_WORDS, IN_THE_GROUP
from weaklib.example.gatherings import SERIES, Series
from weaklib.example.leads import LEADS
from weaklib.example.occasions import OCCASIONS, THREADS, Occasion
from weaklib.example.people import OWNER, Person, dice, members, pick
from weaklib.example.scripts import LINES
from weaklib.example.story import CIRCLES, EXPORTED_AT, PATTERNS

ANSWERED = 0.4  # of the first words between people who hardly know each other
UNANSWERED = 0.35  # of the owner's first words after a silence; never by those who are close or have a part
ONE_TO_ONES = (
    "Coffee with {first}",
    "Lunch with {first}",
    "Walk with {first}",
    "Call {first}",
    "{first} / Marit",
)
PLACES = ("", "", "Café Lotsenhaus", "Speicher 9", "Deichpromenade")
LAST_APPOINTMENT = date(2026, 12, 18)


@dataclass(frozen=True)
class Message:
    """One message: when (UTC), by whom and to whom."""

    conversation: str
    title: str
    at: datetime
    sender: Person
    recipients: tuple[Person, ...]
    text: str


@dataclass(frozen=True)
class Meeting:
    """One event with people; `start` is in the owner's clock time, and a series keeps its rule."""

    title: str
    start: datetime
    minutes: int
    people: tuple[Person, ...]
    declines: tuple[Person, ...] = ()
    place: str = ""
    series: Series | None = None


def identity(*names: object) -> str:
    """Return a stable identity, as long as the ones in real exports."""
    return hashlib.sha256("/".join(map(str, names)).encode()).hexdigest()[:26]


def messages(people: dict[str, Person], seed: int) -> list[Message]:
    """Return all messages up to the export, oldest first."""
    told = [*_scripted(people), *_in_groups(people, seed)]
    for person in people.values():
        if person.slug:
            told += _between_two(person, seed)
    return sorted((m for m in told if m.at < EXPORTED_AT), key=lambda m: (m.at, m.conversation, m.text))


def meetings(people: dict[str, Person], seed: int) -> list[Meeting]:
    """Return all meetings with people, also those after the export, oldest first."""
    told = [_recurring(people, series) for series in SERIES]
    for occasion in OCCASIONS:
        told += [_once(people, occasion, day) for day in occasion.days]
    for person in people.values():
        if person.email:
            told += _one_to_ones(person, seed)
    return sorted(told, key=lambda meeting: (meeting.start, meeting.title))


def rhythm(rng: random.Random, begins: date, ends: date, *, a_year: float) -> Iterator[date]:
    """Yield days from `begins` to `ends`, about `a_year` of them in a year."""
    if not a_year:
        return
    gap = 365.25 / a_year
    elapsed = gap * (0.1 + 0.9 * rng.random())
    while (day := begins + timedelta(days=elapsed)) <= ends:
        yield day
        elapsed += gap * (0.5 + rng.random())


def _falls_silent(person: Person, seed: int) -> date | None:
    window = PATTERNS[person.pattern].ends
    if window is None:
        return None
    first, last = max(window[0], person.since), window[1]
    return first + timedelta(days=dice(seed, person.key, "silence").random() * max((last - first).days, 0))


def _between_two(person: Person, seed: int) -> Iterator[Message]:
    rng = dice(seed, person.key, "messages")
    if person.pattern == "once":
        yield from _first_words(rng, person)
        return
    ends = _falls_silent(person, seed) or EXPORTED_AT.date()
    told = list(EXCHANGES)
    rng.shuffle(told)
    days = rhythm(rng, person.since, ends, a_year=PATTERNS[person.pattern].exchanges)
    answers = person.pattern == "close" or (person.circle, person.number) in CAST
    luck = dice(seed, person.key, "answers")
    for number, day in enumerate(days):
        turns = list(_exchange(rng, person, day, told[number % len(told)], last=ends))
        mine = turns[:1] if turns and turns[0].sender is OWNER else []
        yield from turns if answers or not mine or luck.random() >= UNANSWERED else mine


def _first_words(rng: random.Random, person: Person) -> Iterator[Message]:
    day = person.since + timedelta(days=1 + rng.random() * 20)
    turns = (pick(rng, FIRST_WORDS), *([pick(rng, ANSWERS)] if rng.random() < ANSWERED else []))
    yield from _exchange(rng, person, day, turns, last=day + timedelta(days=9))


def _exchange(
    rng: random.Random, person: Person, day: date, turns: tuple[str, ...], *, last: date
) -> Iterator[Message]:
    """Let the two take turns, within hours or into the next day, and end on `last` at the latest."""
    speaker, listener = (OWNER, person) if rng.random() < 0.5 else (person, OWNER)
    at = datetime.combine(day, time(6)) + timedelta(seconds=rng.random() * 12 * 3600)
    topic = pick(rng, CIRCLES[person.circle].topics)
    for turn in turns:
        if at.date() <= last:
            text = turn.format(other=listener.first, topic=topic)
            yield Message(
                "2-" + identity("two", person.key),
                "",
                _second(at),
                speaker,
                (listener,),
                text[0].upper() + text[1:],
            )
        speaker, listener = listener, speaker
        at += timedelta(minutes=4 + rng.random() ** 3 * 1500)


def _in_groups(people: dict[str, Person], seed: int) -> Iterator[Message]:
    for thread in THREADS:
        group = (*members(people, thread.who), OWNER)
        topics = CIRCLES[group[0].circle].topics
        conversation = "2-" + identity("group", thread.title, thread.who)
        for day in thread.days:
            rng = dice(seed, thread.title, day)
            at = datetime.fromisoformat(day) + timedelta(hours=7 + 8 * rng.random())
            for number in range(3 + int(rng.random() * 4)):
                sender = OWNER if number == 1 else pick(rng, group)
                line = IN_THE_GROUP[0] if number == 0 else pick(rng, IN_THE_GROUP[1:])
                others = tuple(person for person in group if person is not sender)
                text = line.format(topic=pick(rng, topics))
                yield Message(conversation, thread.title, _second(at), sender, others, text)
                at += timedelta(minutes=2 + rng.random() * 240)


def _scripted(people: dict[str, Person]) -> Iterator[Message]:
    for line in (*LINES, *LEADS):
        group = (*members(people, line.who), OWNER)
        sender = OWNER if line.by == "me" else people[line.by]
        kind = ("group", line.title) if len(group) > 2 else ("two",)
        yield Message(
            "2-" + identity(*kind, line.who),
            line.title,
            datetime.fromisoformat(line.at),
            sender,
            tuple(person for person in group if person is not sender),
            line.text,
        )


def _recurring(people: dict[str, Person], series: Series) -> Meeting:
    return Meeting(
        series.title,
        datetime.fromisoformat(f"{series.begins} {series.at}"),
        series.minutes,
        members(people, series.who),
        members(people, series.declines),
        series.room,
        series,
    )


def _once(people: dict[str, Person], occasion: Occasion, day: str) -> Meeting:
    return Meeting(
        occasion.title,
        datetime.fromisoformat(f"{day} {occasion.at}"),
        occasion.minutes,
        members(people, occasion.who),
        members(people, occasion.declines),
        occasion.place,
    )


def _one_to_ones(person: Person, seed: int) -> Iterator[Meeting]:
    rng = dice(seed, person.key, "meetings")
    planned = LAST_APPOINTMENT if person.pattern == "close" else EXPORTED_AT.date() - timedelta(days=1)
    ends = _falls_silent(person, seed) or planned
    for day in rhythm(rng, person.since, ends, a_year=PATTERNS[person.pattern].meetings):
        start = datetime.combine(day, time(9)) + timedelta(minutes=30 * int(rng.random() * 17))
        title = pick(rng, ONE_TO_ONES).format(first=person.first)
        yield Meeting(title, start, pick(rng, (30, 45, 60, 60)), (person,), place=pick(rng, PLACES))


def _second(moment: datetime) -> datetime:
    return moment.replace(microsecond=0)

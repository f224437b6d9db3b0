"""The population by which who is who is measured: as described, repeatable, and wholly in its files."""

from __future__ import annotations

import csv
import mailbox
from collections import Counter
from email.utils import getaddresses, parseaddr

import pytest

from tests.population import SOURCES, Setting, populate
from tests.population_files import CALENDAR, CARDS, CONNECTIONS, MAIL, OWNER_EMAIL, write_population
from tests.population_measure import joined, keys_of, truth_of


@pytest.fixture(scope="module")
def people():
    return populate(Setting(), seed=1)


def test_two_thousand_humans_in_four_sources(people):
    assert len(people.humans) == 2_000
    assert Counter(record.human for record in people.records).keys() == set(range(2_000))
    assert {record.source for record in people.records} == set(SOURCES)


def test_five_in_a_hundred_are_namesakes(people):
    bearers = Counter((human.given, human.family) for human in people.humans)
    assert sum(number for number in bearers.values() if number > 1) == 100


def test_twenty_in_a_hundred_have_sources_without_a_common_key(people):
    sets: dict[int, list[frozenset[str]]] = {}
    for record, keys in keys_of(people):
        sets.setdefault(record.human, []).append(keys)
    apart = sum(len(joined(theirs)) > 1 for theirs in sets.values())
    assert apart == pytest.approx(400, abs=8)  # of a few, both parts are in one source with one address


def test_no_key_is_of_two_humans(people):
    whose: dict[str, set[int]] = {}
    for record, keys in keys_of(people):
        for key in keys:
            whose.setdefault(key, set()).add(record.human)
    assert max(map(len, whose.values())) == 1
    assert truth_of(people).human_of == {key: min(humans) for key, humans in whose.items()}


def test_the_same_seed_writes_the_same_bytes_and_another_does_not(tmp_path):
    setting = Setting(humans=60)
    for name, seed in (("one", 1), ("again", 1), ("other", 2)):
        (tmp_path / name).mkdir()
        write_population(populate(setting, seed=seed), tmp_path / name, seed=seed)
    read = {
        path.name: {file.name: file.read_bytes() for file in path.iterdir()} for path in tmp_path.iterdir()
    }
    assert read["one"] == read["again"] != read["other"]


def test_every_key_is_in_its_file(tmp_path, people):
    write_population(people, tmp_path, seed=1)
    with (tmp_path / CONNECTIONS).open(encoding="utf-8", newline="") as file:
        connections = list(csv.reader(file))[4:]
    assert Counter((row[2].rpartition("/")[2], row[3]) for row in connections) == Counter(
        (record.slug, *(record.emails or ("",))) for record in people.of("connections")
    )
    cards = (tmp_path / CARDS).read_text(encoding="utf-8").split("BEGIN:VCARD")[1:]
    for card, record in zip(cards, people.of("cards"), strict=True):
        assert [line.partition(":")[2] for line in card.splitlines() if line.startswith("EMAIL")] == list(
            record.emails
        )
    calendar = (tmp_path / CALENDAR).read_text(encoding="utf-8").replace("\n ", "")
    guests = {line.rpartition(":")[2] for line in calendar.splitlines() if line.startswith("ATTENDEE")}
    assert guests - {OWNER_EMAIL} == {email for record in people.of("calendar") for email in record.emails}
    mails = mailbox.mbox(tmp_path / MAIL)
    voices = {parseaddr(str(mail["From"]))[1] for mail in mails}
    heard = {email for mail in mails for _, email in getaddresses([str(mail["To"]), str(mail["Cc"] or "")])}
    mails.close()
    assert (voices | heard) - {OWNER_EMAIL, ""} == {
        email for record in people.of("mail") for email in record.emails
    }

"""goals.yaml: what it may hold, and every fault told with its line, the value and the remedy."""

from __future__ import annotations

import dataclasses
import os
import re
import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import weaklib as wl
from weaklib.action.goals import (
    LANGUAGES,
    LISTS,
    Goals,
    goals_text,
    notes,
    read_goals,
    starter_text,
    without_goals,
    write_goals,
)
from weaklib.action.goals_file import LARGEST
from weaklib.book import InputError, OutputError

FULL = """\
roles: [Head of Data]
fields:
  - energy
  - Forschung
organisations:
  - Nordlicht Energie
  - "3M"
  - 4711
places: [Hamburg]
people: [Henrietta Quill]
challenges:
  - >
    How do I lead a team of twelve
    when I have only ever led one of four?
  - 'Data: where from?'
weekly: 7
leave_out:
  people: [Somebody Else]
  organisations: [My Employer]
language: de
"""


def read(folder: Path, text: str | bytes) -> Goals:
    """The goals of a file with this text."""
    path = folder / "goals.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_goals(path)


def fault(folder: Path, text: str | bytes) -> str:
    """What is said of a file that is refused: one sentence, not too long, that names the file."""
    with pytest.raises(InputError) as caught:
        read(folder, text)
    said = str(caught.value)
    assert said.startswith("goals.yaml")
    assert said.endswith(".")
    assert "\n" not in said
    assert len(said) < 500
    return said


def said_of(path: Path) -> str:
    """What is said of a file that is refused; "" where it is read."""
    try:
        read_goals(path)
    except InputError as error:
        return str(error)
    return ""


def test_everything_that_a_file_may_hold_is_read(tmp_path: Path) -> None:
    goals = read(tmp_path, FULL)
    assert goals == Goals(
        roles=("Head of Data",),
        fields=("energy", "Forschung"),
        organisations=("Nordlicht Energie", "3M", "4711"),
        places=("Hamburg",),
        people=("Henrietta Quill",),
        challenges=(
            "How do I lead a team of twelve when I have only ever led one of four?",
            "Data: where from?",
        ),
        weekly=7,
        leave_out_people=("Somebody Else",),
        leave_out_organisations=("My Employer",),
        language="de",
    )


def test_every_entry_has_its_line(tmp_path: Path) -> None:
    lines = read(tmp_path, FULL).lines
    rows = FULL.splitlines()
    assert lines["roles[0]"] == 1
    assert rows[lines["organisations[2]"] - 1].strip() == "- 4711"
    assert rows[lines["weekly"] - 1] == "weekly: 7"
    assert rows[lines["leave_out.organisations[0]"] - 1].endswith("[My Employer]")


def test_the_example_is_read_and_understood() -> None:
    goals = wl.goals.read_goals("data/example/goals.yaml")
    assert len(goals.challenges) == 3
    assert goals
    assert notes(goals) == []


@pytest.mark.parametrize(
    "text",
    ["", "\n\n", "# nothing yet\n", "---\n", "~\n", "roles:\nweekly:\nleave_out:\n  people:\n", "{}\n"],
)
def test_nothing_said_is_no_goals(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text) == Goals()
    assert not read(tmp_path, text)


def test_no_file_is_no_goals(tmp_path: Path) -> None:
    assert read_goals(tmp_path / "goals.yaml") == Goals()
    assert read_goals(tmp_path / "no such folder" / "goals.yaml") == Goals()


@pytest.mark.parametrize(
    ("half", "goals"),
    [
        ("roles:\n  - Head of Data\n  -\n", Goals(roles=("Head of Data",))),
        ("fields: energy\n", Goals(fields=("energy",))),
        ("fields: [energy, energy, '', ' energy ']\n", Goals(fields=("energy",))),
        ("language: DE\n", Goals(language="de")),
        ("language: pt-BR\n", Goals(language="pt")),
        ("weekly: '3'\n", Goals(weekly=3)),
        ("leave_out:\n  people: Ann Lee\n", Goals(leave_out_people=("Ann Lee",))),
        ("places: [Yes, No, 2024-01-01, null]\n", Goals(places=("Yes", "No", "2024-01-01"))),
    ],
)
def test_what_is_half_written_is_read_as_it_is_meant(tmp_path: Path, half: str, goals: Goals) -> None:
    assert read(tmp_path, half) == goals


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("fields: [energy]\nfeilds: [research]\n", ["line 2", "'feilds'", "perhaps you mean fields"]),
        ("organizations: [A]\n", ["line 1", "'organizations'", "perhaps you mean organisations"]),
        ("Roles: [A]\n", ["line 1", "'Roles'", "perhaps you mean roles"]),
        ("xyz: 1\n", ["line 1", "'xyz'", "roles, fields, organisations"]),
        ("leave_out:\n  peple: [A]\n", ["line 2", "'peple'", "perhaps you mean people"]),
        ("weekly: five\n", ["line 1", "'five'", "a whole number from 1 to 50"]),
        ("\nweekly: 0\n", ["line 2", "'0'", "a whole number from 1 to 50"]),
        ("weekly: 51\n", ["line 1", "'51'", "1 to 50"]),
        ("weekly: [5]\n", ["line 1", "a list of 1", "1 to 50"]),
        ("weekly: 2.5\n", ["line 1", "'2.5'", "1 to 50"]),
        ("language: tlh\n", ["line 1", "'tlh'", "en, de, fr, es, pt"]),
        ("language: [en]\n", ["line 1", "a list of 1", "en, de, fr, es, pt"]),
        ("roles:\n  a: b\n", ["line 1", "'a: b'", "- entry"]),
        ("challenges:\n  - Data: how?\n", ["line 2", "'Data: how?'", "in quotes"]),
        ("fields:\n  - [a, b]\n", ["line 2", "a list of 2", "- entry"]),
        ("leave_out: [Ann]\n", ["line 1", "a list of 1", "people:"]),
        ("- roles\n- fields\n", ["line 1", "roles:"]),
        ("Head of Data\n", ["line 1", "roles:"]),
        ("roles: [A]\nfields: [B]\nroles: [C]\n", ["line 3", "'roles'", "line 1", "under one"]),
        ("roles:\n\t- A\n", ["line 2", "tab", "spaces"]),
        ("roles: [A\nfields: [B]\n", ["line 2", "YAML"]),
        ('roles:\n  - "Head\n', ["line", "quotes"]),
        ("roles:\n  - @home\n", ["line 2", "'- @home'", "quotes"]),
        ("roles:\n  - *nix\n", ["line 2", "'nix'", "quotes"]),
        ("a: &a [x]\nroles: [A]\n", ["line 1", "'a'", "quotes"]),
        ("roles: !!python/object/apply:os.system [ls]\n", ["line 1", "tag", "quotes"]),
        ("roles: [A]\n---\nroles: [B]\n", ["line 2"]),
        (b"roles:\n  - A\n  - B\x00C\n", ["line 3", "control character", "delete"]),
        ("roles:\n  - Häd\n".encode("latin-1"), ["line 2", "0xE4", "UTF-8"]),
        ("? [a, b]\n: c\n", ["line 1", "no key"]),
        ("roles: " + "[" * 50 + "]" * 50, ["line 1", "deep"]),
        ("roles: " + "[" * 5000, ["line 1", "deep"]),
    ],
)
def test_a_fault_is_told_with_line_value_and_remedy(
    tmp_path: Path, text: str | bytes, words: list[str]
) -> None:
    said = fault(tmp_path, text)
    assert [word for word in words if word not in said] == [], said


def test_all_faults_are_told_at_once_in_their_order(tmp_path: Path) -> None:
    said = fault(tmp_path, "weekly: no\nlanguage: xx\nrolls: [A]\n")
    assert re.findall(r"line (\d)", said) == ["1", "2", "3"]
    many = fault(tmp_path, "".join(f"key{n}: 1\n" for n in range(40)))
    assert "and 37 more" in many


def test_text_of_windows_is_read(tmp_path: Path) -> None:
    for raw in (FULL.encode("utf-8-sig"), FULL.encode("utf-16"), FULL.replace("\n", "\r\n").encode()):
        assert read(tmp_path, raw) == read(tmp_path, FULL)


def test_an_alias_bomb_is_refused_before_it_unfolds(tmp_path: Path) -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(20)
    )
    start = time.process_time()
    assert "reference" in fault(tmp_path, bomb)
    assert time.process_time() - start < 20


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "goals.yaml"
    with path.open("wb") as file:
        file.truncate(10_000_000_000)  # a hole: it takes no room
    with pytest.raises(InputError, match="larger than 64 KiB"):
        read_goals(path)


def test_a_file_just_small_enough_takes_no_time(tmp_path: Path) -> None:
    start = time.process_time()
    many = "roles:\n" + "  - A Role\n" * (LARGEST // 11 - 1)
    assert "entries" in fault(tmp_path, many)
    assert time.process_time() - start < 60


def test_too_many_entries_and_too_long_ones_are_refused(tmp_path: Path) -> None:
    many = "roles:\n" + "".join(f"  - r{n}\n" for n in range(201))
    assert "201 entries" in fault(tmp_path, many)
    assert "2,001 characters" in fault(tmp_path, f"roles: [{'x' * 2001}]\n")


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "goals.yaml").mkdir()
    with pytest.raises(InputError, match="folder"):
        read_goals(tmp_path / "goals.yaml")
    os.mkfifo(tmp_path / "pipe.yaml")
    with pytest.raises(InputError, match="device"):
        read_goals(tmp_path / "pipe.yaml")
    (tmp_path / "loop.yaml").symlink_to(tmp_path / "loop.yaml")
    with pytest.raises(InputError, match="leads nowhere"):
        read_goals(tmp_path / "loop.yaml")


@given(st.text(max_size=300))
@settings(deadline=None, max_examples=300)
def test_any_text_is_goals_or_one_sentence(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_text(text, encoding="utf-8", errors="replace")
    said = said_of(path)
    assert "\n" not in said
    assert said == "" or said.startswith("any.yaml")


@given(st.binary(max_size=200))
@settings(deadline=None, max_examples=200)
def test_any_bytes_are_goals_or_one_sentence(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "raw.yaml"
    path.write_bytes(raw)
    said = said_of(path)
    assert said == "" or said.startswith("raw.yaml")


@pytest.mark.parametrize("cut", range(0, len(FULL), 7))
def test_a_file_cut_short_is_read_or_refused_in_a_sentence(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "goals.yaml"
    path.write_text(FULL[:cut], encoding="utf-8")
    said = said_of(path)
    assert said == "" or said.startswith("goals.yaml, line ")


ENTRY = st.text(
    st.characters(
        blacklist_categories=("Cc", "Cs", "Cn", "Zl", "Zp"), blacklist_characters="\ufffe\uffff\ufeff"
    ),
    min_size=1,
    max_size=40,
).filter(str.strip)
ENTRIES = st.lists(ENTRY, max_size=4).map(tuple)


@given(st.fixed_dictionaries(dict.fromkeys([*LISTS, "leave_out_people", "leave_out_organisations"], ENTRIES)))
@settings(deadline=None, max_examples=150)
def test_what_is_written_reads_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, lists: dict[str, tuple[str, ...]]
) -> None:
    path = tmp_path_factory.getbasetemp() / "written.yaml"
    goals = Goals(**lists, weekly=9, language="fr")
    assert read_goals(write_goals(goals, path)) == goals


def test_a_written_file_is_private_and_explains_itself(tmp_path: Path) -> None:
    path = write_goals(Goals(fields=("energy",)), tmp_path / "goals.yaml")
    assert path.stat().st_mode & 0o777 == 0o600
    assert "# How many people" in path.read_text(encoding="utf-8")
    assert [file.name for file in tmp_path.iterdir()] == ["goals.yaml"]


def test_what_cannot_be_written_leaves_the_old_file(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="could not be written"):
        write_goals(Goals(), tmp_path / "no such folder" / "goals.yaml")
    (tmp_path / "goals.yaml").mkdir()
    with pytest.raises(OutputError, match="could not be written"):
        write_goals(Goals(), tmp_path / "goals.yaml")
    assert [file.name for file in tmp_path.iterdir()] == ["goals.yaml"]


def test_the_starter_says_nothing_yet_and_its_examples_are_goals(tmp_path: Path) -> None:
    assert read(tmp_path, starter_text()) == Goals()
    spoken = re.sub(r"^#(  +- )", r" \1", starter_text(), flags=re.MULTILINE)
    goals = read(tmp_path, spoken)
    assert all(
        getattr(goals, name) for name in (*LISTS, "leave_out_people", "leave_out_organisations", "targets")
    )
    assert set(yaml.safe_load(starter_text())) == {*LISTS, "weekly", "leave_out", "language", "targets"}


def test_goals_can_be_changed_but_not_into_what_no_file_may_hold() -> None:
    assert dataclasses.replace(Goals(), weekly=9, roles=(" A ", "A", "")).roles == ("A",)
    for wrong in ({"weekly": 0}, {"weekly": 51}, {"weekly": True}, {"language": "nl"}, {"roles": "Head"}):
        with pytest.raises(InputError):
            dataclasses.replace(Goals(), **wrong)
    with pytest.raises(dataclasses.FrozenInstanceError):
        Goals().weekly = 3  # type: ignore[misc]
    assert len({Goals(), Goals(lines={"roles": 3})}) == 1
    assert LANGUAGES == ("en", "de", "fr", "es", "pt")


def test_without_goals_one_sentence_says_what_they_would_add() -> None:
    assert notes(Goals()) == [without_goals()]
    assert notes(Goals(leave_out_people=("A",))) == [without_goals()]
    assert without_goals().count(".") == 2  # goals.yaml, and the end
    assert "advice" in without_goals()


@pytest.mark.parametrize(
    ("goals", "words"),
    [
        (Goals(fields=("falconry",)), ["no field 'falconry'", "nearest field"]),
        (Goals(fields=("enrgy",)), ["'enrgy'", "'energy'"]),
        (Goals(roles=("Wizard",)), ["no role 'Wizard'", "nearest function"]),
        (Goals(fields=("Energie", "santé", "educación", "investigação", "Health")), []),
        (Goals(roles=("Leiter Vertrieb", "Directora de Marketing", "Chef de projet")), []),
    ],
)
def test_a_field_or_a_role_that_nothing_knows_is_kept_with_a_note(goals: Goals, words: list[str]) -> None:
    told = notes(goals)
    assert len(told) == bool(words), told
    assert [word for word in words if word not in told[0]] == []


def test_a_goal_of_any_length_and_script_has_a_text() -> None:
    goals = Goals(
        challenges=(
            "日本語の課題: どうする？",
            "# no comment",
            "- dash",
            "a: b",
            "'",
            '"',
            "*x",
            "&y",
            "!z",
            "%",
        )
    )
    assert yaml.safe_load(goals_text(goals))["challenges"] == list(goals.challenges)

"""messages.csv: the fast way and the careful way say the same, to the last row, number and reason."""

from __future__ import annotations

import csv
import io
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from random import Random

import numpy as np
import pandas as pd
import pytest

from tests.sources.messages_by_rows import read_by_rows
from weaklib.book import InputError
from weaklib.sources.files import ExportFile
from weaklib.sources.linkedin import messages as room
from weaklib.sources.linkedin.messages import Messages, participants, read_messages, to_reading
from weaklib.sources.reading import MEETINGS, Reading
from weaklib.sources.sheets import blocks as sheet_blocks
from weaklib.sources.sheets.blocks import NotPlainError

DATA = Path(__file__).parents[1] / "data"
FIXTURES = sorted(path for path in DATA.rglob("*.csv") if path.name.lower() == "messages.csv")
HEADER_2020 = "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,CONTENT,FOLDER\n"
HEADER = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,"
    "FOLDER,ATTACHMENTS,IS MESSAGE DRAFT,IS CONVERSATION DRAFT\n"
)
IN = "https://www.linkedin.com/in/"
OWNER = {"owners": frozenset({"robin-ahlers"}), "name": "Robin Ahlers"}


def file_of(text: str | bytes) -> ExportFile:
    octets = text if isinstance(text, bytes) else text.encode()
    return ExportFile("messages.csv", "messages.csv", ".", len(octets), lambda: io.BytesIO(octets))


def read(text: str | bytes) -> Messages:
    return read_messages(file_of(text))


def carefully(file: ExportFile, monkeypatch: pytest.MonkeyPatch) -> Messages:
    with monkeypatch.context() as patch:
        patch.setattr(room, "plain_blocks", refuse)
        return read_messages(file)


def refuse(*_: object, **__: object) -> None:
    raise NotPlainError


def is_plain(file: ExportFile) -> bool:
    try:
        return list(sheet_blocks.plain_blocks(file, needs=("from", "to", "date"))) != []
    except NotPlainError:
        return False


def facts(messages: Messages) -> dict[str, object]:
    """Return everything that messages say, but the marks, as `read_by_rows` does."""
    table = messages.table
    assert list(table) == [
        "row",
        "conversation",
        "from",
        "from_url",
        "to",
        "to_urls",
        "outgoing",
        "at",
        "words",
        "hint",
        "raw",
        "mark",
    ]
    aside = messages.tally.set_aside
    return {
        "rows": messages.tally.rows,
        "merged": messages.tally.merged,
        "set_aside": sorted((row["row"], row["reason"], row["raw"]) for row in aside),
        "table": table.drop(columns="mark").to_dict("records"),
        "first": messages.first,
        "last": messages.last,
    }


def assert_the_same(file: ExportFile, monkeypatch: pytest.MonkeyPatch) -> str:
    """Assert that all three ways agree, and return whether the fast one could be gone."""
    try:
        expected = read_by_rows(file)
    except InputError as error:
        with pytest.raises(InputError, match=f"^{re.escape(str(error))}$"):
            read_messages(file)
        return "refused"
    for row in expected["table"]:
        del row["content"]
    fast, careful = read_messages(file), carefully(file, monkeypatch)
    assert facts(fast) == expected
    pd.testing.assert_frame_equal(fast.table, careful.table)
    assert fast.tally == careful.tally
    assert (fast.first, fast.last) == (careful.first, careful.last)
    readings = [to_reading(each, **OWNER, names={"Ivo Doe, Ph.D."}) for each in (fast, careful)]
    pd.testing.assert_frame_equal(readings[0].interactions, readings[1].interactions)
    pd.testing.assert_frame_equal(readings[0].set_aside, readings[1].set_aside)
    conserved(readings[0])
    return "plain" if is_plain(file) else "careful"


def conserved(reading: Reading) -> None:
    used, aside = set(reading.interactions["row"]), reading.set_aside["row"].tolist()
    assert len(set(aside)) == len(aside)
    assert not used & set(aside)
    assert reading.rows == len(used) + reading.merged + len(aside)


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: "/".join(path.parts[-3:-1]))
def test_every_fixture_is_read_alike_both_ways(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert assert_the_same(file_of(path.read_bytes()), monkeypatch) in {"plain", "careful"}


def test_most_fixtures_are_plain() -> None:
    assert len(FIXTURES) >= 9
    left = [path.parent.name for path in FIXTURES if not is_plain(file_of(path.read_bytes()))]
    assert left == ["messages-bad-rows"]


NAMES = ("Robin Ahlers", "Zoë Brandt", "Ivo Doe, Ph.D.", "Li Wei", "LinkedIn Member", " linkedin member", "", " ", "O'Neil, \"Al\"")  # fmt: skip
SLUGS = ("robin-ahlers", "zo%C3%AB-brandt", "ivo-doe", "li-wei-2", "", "%2F", "li-wei-2/?trk=x")
DATES = ("2024-03-01 10:00:00 UTC", "2024-03-01 10:00:01 UTC", "2024-03-01T10:00:00 UTC", "2024-02-30 10:00:00 UTC", "3/1/24, 10:00 AM",
         "2025-12-31 23:59:59 UTC ", "2024-03-01 10:00:00", "", "soon", "1949-01-01 00:00:00 UTC", "2024-3-1 9:00:00 UTC", "2024-03-01 10:00:60 UTC")  # fmt: skip
CONTENTS = ("", "Hello", "Hello", "let me introduce\nAna", '<p class="spinmail-x">Hi %FIRSTNAME%', " two\u3000words ", "für %FIRSTNAME% nur",
            "a\r\nb", '"', ",", "x" * 300, "\x1c", "I put\xa0you two in touch; connecting you with Ben")  # fmt: skip


def generated(rng: Random) -> bytes:
    """Return a file of any era with odd cells in any order of columns."""
    columns = {
        "CONVERSATION ID": ("2-a", "2-a", "2-b", "", " 2-a"),
        "FROM": NAMES,
        "SENDER PROFILE URL": tuple(IN + slug if slug else "" for slug in SLUGS),
        "TO": (*NAMES, "Robin Ahlers, Ivo Doe, Ph.D.", "Li Wei, Zoë Brandt"),
        "RECIPIENT PROFILE URLS": ("", IN + "robin-ahlers", f"{IN}robin-ahlers,{IN}ivo-doe", f"{IN}li-wei-2;{IN}zo%C3%AB-brandt"),
        "DATE": DATES,
        "SUBJECT": ("", "", "Oslo"),
        "CONTENT": CONTENTS,
        "FOLDER": ("INBOX", "INBOX", "INBOX", "spam ", ""),
        "ATTACHMENTS": ("", "", "photo.jpg"),
        "IS MESSAGE DRAFT": ("No", "No", "No", "Yes", "true "),
        "DIRECTION": ("", "", "outgoing", "INCOMING"),
    }  # fmt: skip
    names = [name for name in columns if name in {"FROM", "TO", "DATE"} or rng.random() < 0.8]
    rng.shuffle(names)
    rows = [[rng.choice(columns[name]) for name in names] for _ in range(rng.randrange(30))]
    rows += rng.choices(rows, k=3) if rows else []
    text = io.StringIO(newline="")
    quoting = rng.choice((csv.QUOTE_ALL, csv.QUOTE_MINIMAL))
    csv.writer(text, quoting=quoting, lineterminator=rng.choice(("\n", "\r\n"))).writerows([names, *rows])
    return text.getvalue().encode(rng.choice(("utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16")))


def mutated(rng: Random, octets: bytes) -> bytes:
    at = rng.randrange(len(octets) + 1)
    piece = rng.choice((b'"', b'"', b"\0", b"\n", b"\r", b",", b"\n\n", b"\xe9", b",,,", b'"\n"'))
    return rng.choice((octets[:at], octets[:at] + piece + octets[at:], octets[:at] + octets[at + 1 :]))


@pytest.mark.parametrize("seed", range(4))
def test_generated_and_broken_files_are_read_alike_both_ways(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = Random(seed)
    seen: Counter[str] = Counter()
    for number in range(40):
        octets = generated(rng)
        for _ in range(number % 3):
            octets = mutated(rng, octets)
        monkeypatch.setattr(sheet_blocks, "BLOCK_BYTES", rng.choice((2_000, 4 * 1024**2)))
        monkeypatch.setattr(sheet_blocks, "BLOCK_CHARACTERS", rng.choice((500, 2 * 1024**2)))
        seen[assert_the_same(file_of(octets), monkeypatch)] += 1
    assert seen["plain"] >= 10
    assert seen["careful"] >= 5


def line(number: int = 0, **cells: str) -> str:
    """Return a row in the form of 2025, from Zoë to Robin unless `cells` say otherwise."""
    given = {
        "conversation id": "2-a", "conversation title": "", "from": "Zoë Brandt", "sender profile url": IN + "zoe",
        "to": "Robin Ahlers", "recipient profile urls": IN + "robin-ahlers", "date": f"2024-01-01 10:00:{number:02} UTC",
        "subject": "", "content": "Hello", "folder": "INBOX", "attachments": "", "is message draft": "No",
        "is conversation draft": "No",
    } | {name.replace("_", " "): cell for name, cell in cells.items()}  # fmt: skip
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(given.values())
    return text.getvalue()


def test_what_is_equal_in_all_that_counts_is_merged() -> None:
    messages = read(
        HEADER
        + line()
        + line(
            conversation_title="renamed", folder="ARCHIVE", recipient_profile_urls=""
        )  # equal to the first
        + line(1)
        + line(content="Hello ")
        + line(subject="Re")
        + line(attachments="a.jpg")
        + line(conversation_id="2-b")
        + line(to="Robin")
        + line(1)
    )
    assert messages.table["row"].tolist() == [2, 4, 5, 6, 7, 8, 9]
    assert messages.tally.merged == 2


def test_first_and_last_day_are_those_of_all_rows() -> None:
    messages = read(
        HEADER
        + line(date="2020-05-05 00:00:01 UTC", folder="SPAM")
        + line()
        + line(date="2024-12-31 23:59:59 UTC", is_message_draft="Yes")
        + line(date="soon")
    )
    assert (messages.first, messages.last) == (pd.Timestamp("2020-05-05"), pd.Timestamp("2024-12-31"))
    reading = to_reading(messages.without(np.array([True])), **OWNER, names=())
    assert (reading.first, reading.last, reading.rows, reading.merged) == (
        messages.first,
        messages.last,
        4,
        1,
    )
    assert reading.interactions.empty
    conserved(reading)


def test_messages_that_another_file_has_count_as_merged() -> None:
    messages = read(HEADER + line() + line(1) + line(2) + line(2))
    fewer = messages.without(np.array([True, False, True]))
    assert fewer.table["row"].tolist() == [3]
    assert list(fewer.table.index) == [0]
    assert (fewer.tally.rows, fewer.tally.merged) == (4, 3)
    assert (len(messages.table), messages.tally.merged) == (3, 1)  # these stay as they were


def test_a_message_has_one_mark_in_all_exports() -> None:
    new = read(HEADER + line(content="a\nb", folder="ARCHIVE", attachments="x") + line(3))
    old = read(
        HEADER_2020
        + f"2-a,,Zoë Brandt (née Holm),{IN}zoe,Robin Ahlers,2024-01-01 10:00:03 UTC,,Hello,INBOX\n"
        + f'2-a,,Zoë Brandt,{IN}zoe,Robin Ahlers,2024-01-01 10:00:00 UTC,,"a\nb",INBOX\n'
    )
    assert new.table["mark"].tolist() == old.table["mark"].tolist()[::-1]
    assert new.table["mark"].nunique() == 2
    assert str(new.table["mark"].dtype) == "uint64"


def test_without_conversations_sender_recipient_and_minute_tell_a_message() -> None:
    texts = [
        "Zoë,Robin,1/2/24, 10:30 AM,Hi", "Zoë,Robin,2024-01-02 10:30:59,Hi", "Zoë ,Robin,2024-01-02 10:30:07 UTC,Hi",
        "Zoë,Robin,2024-01-02 10:31:00,Hi", "Robin,Zoë,2024-01-02 10:30:00,Hi", "Zoë,Robin,2024-01-02 10:30:00,Hi!",
    ]  # fmt: skip
    rows = [text.replace(", 10", " 10") for text in texts]
    marks = read("FROM,TO,DATE,CONTENT\n" + "\n".join(rows)).table["mark"].tolist()
    assert marks[0] == marks[1] == marks[2]
    assert len(set(marks)) == 4


def test_marks_do_not_depend_on_the_process() -> None:
    code = (
        "import sys; sys.path.insert(0, '.')\n"
        "from tests.sources.test_messages import HEADER, line, read\n"
        "print(read(HEADER + line() + line(1, content='é' * 3)).table['mark'].tolist())"
    )
    said = [
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert (
        said[0] == said[1] == f"{read(HEADER + line() + line(1, content='é' * 3)).table['mark'].tolist()}\n"
    )


def test_interactions_are_one_row_for_each_person() -> None:
    group = {
        "conversation_id": "2-g",
        "to": "Robin Ahlers, Ivo Doe, Ph.D.",
        "recipient_profile_urls": f"{IN}robin-ahlers,{IN}ivo",
    }
    out = {"conversation_id": "2-g", "from": "Robin Ahlers", "sender_profile_url": IN + "robin-ahlers", "to": "Zoë Brandt, Ivo Doe, Ph.D.",
           "recipient_profile_urls": f"{IN}zoe,{IN}ivo"}  # fmt: skip
    messages = read(HEADER + line(1) + line(2, **group) + line(3, **out, content="two words"))
    reading = to_reading(messages, **OWNER, names={"Ivo Doe, Ph.D."})
    assert list(reading.interactions) == list(MEETINGS)
    shown = reading.interactions[
        ["row", "profile", "name", "channel", "direction", "group_size", "words", "event"]
    ]
    assert shown.astype("object").to_numpy().tolist() == [
        [2, "zoe", "Zoë Brandt", "message", "in", 2, 1.0, "2-a"],
        [3, "zoe", "Zoë Brandt", "group_message", "in", 3, 1.0, "2-g"],
        [4, "zoe", "Zoë Brandt", "group_message", "out", 3, 2.0, "2-g"],
        [4, "ivo", "Ivo Doe, Ph.D.", "group_message", "out", 3, 2.0, "2-g"],
    ]
    assert participants(messages, {"Ivo Doe, Ph.D."}).tolist() == [
        {"zoe", "robin-ahlers"}, {"zoe", "ivo", "robin-ahlers"}, {"zoe", "ivo", "robin-ahlers"},
    ]  # fmt: skip


def test_two_namesakes_in_a_conversation_lend_nobody_their_profile() -> None:
    """A name without a profile is the one profile of that name in the conversation; of two, it is neither."""
    one = line(1, **{"from": "Kim Park", "sender_profile_url": IN + "kim-1"})
    two = line(2, **{"from": "Kim Park", "sender_profile_url": IN + "kim-2"})
    bare = line(3, **{"from": "Kim Park", "sender_profile_url": ""})
    for text, profile in ((one + bare, "kim-1"), (one + two + bare, ""), (two + one + bare, "")):
        reading = to_reading(read(HEADER + text), **OWNER, names=())
        assert reading.interactions["profile"].tolist()[-1] == profile
        assert reading.interactions["raw"].tolist()[-1].startswith('{"conversation id": "2-a"')


def test_shuffled_rows_say_the_same() -> None:
    lines = [line(i % 60, conversation_id=f"2-{i % 7}", content="x " * i, **{"from": f"P{i % 5}", "sender_profile_url": IN + f"p{i % 5}"})
             for i in range(60)]  # fmt: skip
    tables = []
    for seed in (1, 2):
        Random(seed).shuffle(lines)
        interactions = to_reading(read(HEADER + "".join(lines)), **OWNER, names=()).interactions
        tables.append(interactions.drop(columns="row").sort_values(["at", "profile"], ignore_index=True))
    pd.testing.assert_frame_equal(*tables)


def test_no_text_is_kept() -> None:
    word = "Passwort42"
    text = HEADER + line(content=word, subject=word) + line(1, sender_profile_url="", content=word)
    text += line(2, date="soon", content=word) + line(3, folder="SPAM", content=word) + f"2-z,,{word}\n"
    for each in (text, text.replace("2-z", "2-z\0")):
        messages = read(each)
        assert messages.tally.rows == 5
        reading = to_reading(messages, **OWNER, names=())
        kept = [
            messages.table.to_csv(),
            str(messages.tally),
            reading.interactions.to_csv(),
            reading.set_aside.to_csv(),
        ]
        assert word not in "".join(kept)
        assert "[10 characters]" in kept[2]


def test_no_messages_at_all() -> None:
    reading = to_reading(read(HEADER), **OWNER, names=())
    assert (reading.rows, reading.merged, len(reading.interactions), len(reading.set_aside)) == (0, 0, 0, 0)
    assert (reading.first, reading.last) == (None, None)
    assert list(reading.interactions) == list(MEETINGS)
    assert len(participants(read(HEADER), ())) == 0

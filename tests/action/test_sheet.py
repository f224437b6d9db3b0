"""A sheet that was kept by hand: taken in whole or not at all, each row once, the tie as it was on the eve."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pandas as pd
import pytest

import weaklib as wl
from weaklib.action.asking import add_step, frozen, frozen_each, next_step
from weaklib.action.ledger import Ledger
from weaklib.action.sheet import is_exported, take_in, text_of
from weaklib.book import Book, InputError

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "data" / "example"
ERA = ROOT / "tests" / "data" / "linkedin" / "2026"
MARCH_17 = (1 + 2 ** (-1 / 180)) / (4 + 2 ** (-1 / 180))
"""Greta's intensity on 16 March 2026: a message on that day and one on the day before, y / (y + 3)."""
STRENGTH = (0.45 * MARCH_17 + 0.25 * 2 / 3 + 0.10 * 3 / 4 + 0.05 / (5 * 365.25)) / 0.95
"""With recency 2/3 for two days of three, reciprocity (2 + 1) / 4, no service, a day between the two."""


@pytest.fixture(scope="module")
def book() -> Book:
    return wl.read(ERA)


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return wl.ledger.open(tmp_path / "ledger.sqlite")


def test_rows_in_any_order_keep_the_tie_of_the_eve(book: Book, ledger: Ledger) -> None:
    sheet = (
        "on,step,person,purpose,to,via,engagement,support,guidance,note\n"
        "2026-03-20,help,Greta Sandvik,,,,3,0,,=1+1\n"
        "2026-03-17,sent,greta-sandvik,advice,,mail,,,,\n"
        "2026-03-15,sent,GRETA SANDVIK,,Ilse Lund,,,,,\n"
    )
    assert take_in(book, ledger, sheet, source="mine.csv") == 3
    attempts = ledger.attempts()
    assert attempts["purpose"].tolist() == ["reconnect", "advice"]
    assert attempts["class"].tolist() == ["unknown", "moderately weak"]  # her first message came that day
    assert attempts["strength"].tolist() == pytest.approx([float("nan"), STRENGTH], abs=1e-12, nan_ok=True)
    assert attempts["to_person"].tolist() == ["Ilse Lund", ""]
    assert attempts["via"].tolist() == ["", "mail"]
    came = ledger.outcomes().iloc[0]
    assert (came["attempt"], came["step"], came["note"]) == (2, "help", "=1+1")
    assert (came["engagement"], came["support"]) == (3, 0)
    assert pd.isna(came["guidance"])
    assert f"{came['recorded']:%Y-%m-%d}" == "2026-03-20"


def test_what_came_unasked(book: Book, ledger: Ledger) -> None:
    sheet = (
        "person;step;on;to;unasked;support\n"
        "Greta Sandvik;intro made;17.3.2026;Zoë Brandt;x;2\n"
        "Li-wei-1;help;2026-03-17;;ja;\n"
    )
    assert take_in(book, ledger, "\ufeff" + sheet, source="mine.csv") == 2
    came = ledger.outcomes().set_index("person").loc["greta-sandvik"]
    assert pd.isna(came["attempt"])
    assert (came["step"], came["to_person"], came["class"], came["support"]) == (
        "intro_made",
        "zoë-brandt",
        "moderately weak",
        2,
    )
    assert came["strength"] == pytest.approx(STRENGTH, abs=1e-12)
    assert ledger.attempts().empty


def test_what_is_taken_in_twice_is_there_once(book: Book, ledger: Ledger) -> None:
    sheet = (
        "person,step,on,note,unasked\n"
        "Greta Sandvik,sent,2026-03-17,,\n"
        "Greta Sandvik,replied,2026-03-18,,\n"
        "Greta Sandvik,replied,2026-03-18,,\n"  # a line that was copied is said once
        "Greta Sandvik,replied,2026-03-18,again,\n"
        "Zoë Brandt,help,2026-03-18,,yes\n"
    )
    assert take_in(book, ledger, sheet, source="mine.csv", recorded="2026-04-01T10:00:00+02:00") == 4
    assert take_in(book, ledger, sheet, source="mine.csv", recorded="2026-05-01T10:00:00+02:00") == 0
    ledger.undo(2, recorded="2026-05-02")
    ledger.edit(3, recorded="2026-05-02", note="changed since")
    longer = sheet + "Greta Sandvik,help,2026-03-19,,\n"
    assert take_in(book, ledger, longer, source="mine.csv", recorded="2026-05-03") == 1
    assert ledger.outcomes().sort_index()["step"].tolist() == ["replied", "help", "help"]
    assert len(ledger.records()) == 7


def test_purposes_tell_two_attempts_of_a_day_apart(book: Book, ledger: Ledger) -> None:
    sheet = (
        "person,step,on,purpose\n"
        "Greta Sandvik,sent,2026-03-17,advice\n"
        "Greta Sandvik,sent,2026-03-17,\n"
        "Greta Sandvik,replied,2026-03-18,advice\n"
        "Greta Sandvik,replied,2026-03-18,reconnect\n"
    )
    assert take_in(book, ledger, sheet, source="mine.csv") == 4
    assert ledger.outcomes()["purpose"].tolist() == ["advice", "reconnect"]
    assert take_in(book, ledger, sheet, source="mine.csv") == 0


def test_when_it_was_recorded(book: Book, ledger: Ledger) -> None:
    sheet = (
        "person,step,on,recorded\n"
        "Greta Sandvik,sent,2026-03-17,\n"
        "Greta Sandvik,replied,2026-03-18,2026-03-19T08:00:00+01:00\n"
    )
    take_in(book, ledger, sheet, source="mine.csv", recorded="2026-04-01T10:00:00+02:00")
    assert ledger.attempts("2026-03-31").empty
    assert ledger.outcomes("2026-03-31").empty  # what came of it is not known before it is
    assert len(ledger.outcomes("2026-04-01")) == 1
    assert [f"{each:%Y-%m-%d %H}" for each in ledger.entries()["recorded"]] == [
        "2026-04-01 08",
        "2026-03-19 07",
    ]


HEAD = "person,step,on,purpose,engagement,unasked,chosen\n"


@pytest.mark.parametrize(
    ("sheet", "words"),
    [
        ("", ["mine.csv", "'person'"]),
        ("person,step\nGreta Sandvik,sent\n", ["mine.csv", "'on'", "first row"]),
        ("person,step,on,engagment\n", ["row 1", "'engagment'", "engagement"]),
        ("person,step,on,note,note\n", ["'note'", "twice"]),
        (HEAD + "Greta Sandvik,sent,17/03/2026,,,,\n", ["row 2", "'on'", "'17/03/2026'", "2026-10-31"]),
        (HEAD + "Greta Sandvik,sent,31.2.2026,,,,\n", ["row 2", "'on'", "'31.2.2026'"]),
        (HEAD + "Greta Sandvik,sent,1850-01-01,,,,\n", ["row 2", "'on'", "'1850-01-01'", "before 1900"]),
        (HEAD + ",sent,2026-03-17,,,,\n", ["row 2", "'person'"]),
        (HEAD + "Greta Sandvik,wrote,2026-03-17,,,,\n", ["row 2", "'step'", "'wrote'", "sent, replied"]),
        (HEAD + "Greta Sandvik,sent,2026-03-17,gossip,,,\n", ["'purpose'", "'gossip'", "advice"]),
        (HEAD + "Greta Sandvik,sent,2026-03-17,,,,dice\n", ["'chosen'", "'dice'", "chance or own"]),
        (HEAD + "Greta Sandvik,help,2026-03-17,,4,yes,\n", ["row 2", "'engagement'", "'4'", "0"]),
        (HEAD + "Greta Sandvik,help,2026-03-17,,,perhaps,\n", ["'unasked'", "'perhaps'", "yes, no"]),
        (HEAD + "Greta Sandvik,sent,2026-03-17,,,,,more\n", ["row 2", "'more'", "first row"]),
        (HEAD + "\nGreta Sandvik,help,2026-03-17,,,,\n", ["row 3", "Nothing was sent", "'sent'"]),
        (HEAD + "Greta Sandvik,sent,2026-03-17,,,yes,\n", ["row 2", "sent", "unasked"]),
        (HEAD + "Greta Sandvik,sent,2026-03-17,,2,,\n", ["row 2", "engagement"]),
        (HEAD + "Greta Sandvig,sent,2026-03-17,,,,\n", ["row 2", "'person'", "did you mean greta-sandvik"]),
        (HEAD + "Li Wei,sent,2026-03-17,,,,\n", ["row 2", "li-wei-1", "li-wei-2"]),
        (HEAD + 'Greta Sandvik,"sent,2026-03-17,,,,\n', ["row 2", "mend"]),
    ],
)
def test_one_row_that_cannot_be_read_takes_nothing_in(
    book: Book, ledger: Ledger, sheet: str, words: list[str]
) -> None:
    good = "Zoë Brandt,sent,2026-03-17,,,,\n" if sheet.startswith(HEAD) else ""
    with pytest.raises(InputError) as refused:
        take_in(book, ledger, sheet + good, source="mine.csv")
    for word in ["mine.csv", *words]:
        assert word in str(refused.value)
    assert not ledger.path.exists()


def test_nothing_was_written_down_in_days_to_come(book: Book, ledger: Ledger) -> None:
    head, now = "person,step,on,recorded\n", "2026-04-01T10:00:00+02:00"
    for late in ("2026-04-02", "2026-04-01T09:00:00+00:00", "2099-01-01"):
        sheet = f"{head}Greta Sandvik,sent,2026-03-17,\nZoë Brandt,sent,2026-03-17,{late}\n"
        with pytest.raises(
            InputError, match=rf"mine\.csv, row 3: column 'recorded' is '{late[:10]}.*leave it out"
        ):
            take_in(book, ledger, sheet, source="mine.csv", recorded=now)
    assert not ledger.path.exists()
    for day, kept in (("2026-04-01", "2026-04-01"), ("2026-03-30", "2026-04-01T09:00:00+02:00")):
        sheet = f"{head}Zoë Brandt,sent,{day},{kept}\n"
        assert take_in(book, ledger, sheet, source="mine.csv", recorded=now) == 1


def test_nobody_leads_to_themselves(book: Book, ledger: Ledger) -> None:
    sheet = "person,step,on,to,unasked\nGreta Sandvik,intro_made,2026-03-17,greta sandvik,yes\n"
    with pytest.raises(InputError, match=r"row 2: .* to themselves"):
        take_in(book, ledger, sheet, source="mine.csv")


def test_a_name_of_words_that_others_have_is_a_name(book: Book, ledger: Ledger) -> None:
    """Nobody is called so, though every word is in somebody's name; one who is called so is meant."""
    sheet = (
        "person,step,on,to,unasked\n"
        "Greta Sandvik,intro_made,2026-03-17,Zoë Wei,yes\n"
        "Greta Sandvik,intro_made,2026-03-17,brandt,yes\n"
    )
    take_in(book, ledger, sheet, source="mine.csv")
    assert sorted(ledger.outcomes()["to_person"]) == ["Zoë Wei", "zoë-brandt"]
    with pytest.raises(InputError, match=r"row 2: column 'to' is 'wei': 2 people"):
        take_in(book, ledger, sheet.replace("Zoë Wei", "wei"), source="mine.csv")


def test_how_many_rows_have_a_fault(book: Book, ledger: Ledger) -> None:
    with pytest.raises(InputError, match=r"row 2, .*Nothing was taken in\. And 2 more rows have a fault\."):
        take_in(book, ledger, HEAD + "Greta Sandvik,x,y,,,,\n" * 3, source="mine.csv")


def test_a_row_that_says_something_else_of_an_attempt_is_refused(book: Book, ledger: Ledger) -> None:
    take_in(book, ledger, "person,step,on\nGreta Sandvik,sent,2026-03-17\n", source="mine.csv")
    with pytest.raises(InputError, match=r"theirs\.csv, row 2: That is entry 1 already"):
        take_in(book, ledger, "person,step,on,via\nGreta Sandvik,sent,2026-03-17,fax\n", source="theirs.csv")
    assert len(ledger.records()) == 1


def test_an_attempt_under_an_older_id_gets_its_outcome(ledger: Ledger) -> None:
    known = wl.read(EXAMPLE)
    merged = known.merges[known.merges["key"].str.contains("@", na=False)].iloc[0]
    ledger.add(merged["key"], "sent", on="2026-05-01", purpose="advice")
    sheet = f"person,step,on,purpose\n{merged['person']},sent,2026-05-01,advice\n{merged['person']},help,2026-05-02,\n"
    assert take_in(known, ledger, sheet, source="mine.csv") == 1  # what was sent is known already
    assert ledger.outcomes()[["attempt", "person"]].to_numpy().tolist() == [[1, merged["key"]]]


def test_a_spreadsheet_s_letters_are_read(book: Book, ledger: Ledger, tmp_path: Path) -> None:
    text = "person;step;on\r\nZoë Brandt;sent;2026-03-17\r\n"
    for encoding in ("utf-8-sig", "utf-16", "cp1252"):
        (tmp_path / "mine.csv").write_bytes(text.encode(encoding))
        assert text_of(tmp_path / "mine.csv") == text
    assert take_in(book, ledger, text_of(tmp_path / "mine.csv"), source="mine.csv") == 1
    assert not is_exported(text, "mine.csv")
    assert is_exported("\ufeff" + ledger.export_csv().replace(",", ";"), "theirs.csv")
    with pytest.raises(InputError, match="cannot be read"):
        text_of(tmp_path / "none.csv")


def test_what_is_said_in_a_sheet_comes_back_letter_for_letter(book: Book, ledger: Ledger) -> None:
    notes = ["=HYPERLINK(1)", "+49 30 1", "'", "Łódź 東京 \u202eabc", 'a "quoted"\nline', " two  blanks "]
    rows = [["person", "step", "on", "note"], ["Greta Sandvik", "sent", "2026-03-17", ""]]
    rows += [["Greta Sandvik", "help", f"2026-03-{18 + place}", note] for place, note in enumerate(notes)]
    lines = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    take_in(book, ledger, "\n".join(lines), source="mine.csv")
    assert ledger.outcomes()["note"].tolist() == notes


def test_many_days_at_once_are_as_each_day_alone() -> None:
    """For these people alone, the ties are those of the whole tie table, to the last digit."""
    known = wl.read(EXAMPLE)
    days = ("2026-10-31", "2024-02-29", "2020-01-01")
    found = frozen_each(known, [(person, day) for person in known.people.index for day in days])
    for day in days:
        ties = wl.ties.tie_table(known, as_of=pd.Timestamp(day) - pd.Timedelta(days=1))
        for person in known.people.index:
            if person not in ties.index:
                assert found[person, day] == {"tie_class": "unknown"}
                continue
            row = ties.loc[person]
            assert found[person, day]["tie_class"] == row["class"]
            assert repr(found[person, day]["strength"]) == repr(row["strength"])


def test_which_step_is_likely_next(book: Book, ledger: Ledger) -> None:
    def likely() -> str:
        return next_step(ledger.attempts(), "greta-sandvik")

    def enter(step: str, purpose: str = "") -> None:
        add_step(
            ledger, book, "greta-sandvik", step=step, on="2026-03-17", recorded="2026-03-17", purpose=purpose
        )

    told = [likely()]
    for step in ("sent", "replied", "conversation"):
        enter(step)
        told.append(likely())
    enter("sent", "introduction")
    enter("conversation")
    told.append(likely())
    enter("offer")
    told.append(likely())
    assert told == ["sent", "replied", "conversation", "help", "intro_offered", "offer"]


def messages(*days: str) -> str:
    """A messages.csv in which the two write to each other on these days."""
    head = (ERA / "messages.csv").read_text(encoding="utf-8").partition("\n")[0]
    me, she = (
        ("Robin Ahlers", "https://www.linkedin.com/in/robin-ahlers"),
        (
            "Greta Sandvik",
            "https://www.linkedin.com/in/greta-sandvik",
        ),
    )
    rows = [
        f'"{day}-{one[0][0]}","",{",".join(map(quoted, (*one, *other)))},"{day} {hour}:00:00 UTC","","Hello","INBOX","","No","No"'
        for day in reversed(days)
        for hour, one, other in (("09", she, me), ("08", me, she))
    ]
    return "\n".join([head, *rows]) + "\n"


def quoted(text: str) -> str:
    """A cell of such a file."""
    return f'"{text}"'


def test_a_class_at_asking_time_never_changes(tmp_path: Path) -> None:
    """Import, ask, import again with later data: what was frozen stays, though the tie has changed."""
    data = tmp_path / "data"
    data.mkdir()
    shutil.copy(ERA / "Connections.csv", data)
    shutil.copy(ERA / "Profile.csv", data)
    (data / "messages.csv").write_text(messages("2026-03-02", "2026-04-01"), encoding="utf-8")
    ledger = wl.ledger.open(data / "ledger.sqlite")
    before = wl.read(data)
    add_step(
        ledger, before, "greta-sandvik", step="sent", on="2026-04-02", recorded="2026-04-02T12:00:00+00:00"
    )
    sheet = "person,step,on,purpose\nGreta Sandvik,sent,2026-04-02,advice\nGreta Sandvik,help,2026-04-03,\n"
    take_in(before, ledger, sheet, source="mine.csv", recorded="2026-04-04T12:00:00+00:00")
    asked = ledger.attempts()
    assert asked["class"].tolist() == ["moderately weak"] * 2
    kept = ledger.export_csv()

    daily = [f"2026-{month:02}-{day:02}" for month in (5, 6) for day in range(1, 29)]
    (data / "messages.csv").write_text(messages("2026-03-02", "2026-04-01", *daily), encoding="utf-8")
    after = wl.read(data)
    assert wl.ties.tie_table(after).at["greta-sandvik", "class"] == "strong"
    assert ledger.export_csv() == kept
    pd.testing.assert_frame_equal(wl.ledger.open(data / "ledger.sqlite").attempts(), asked)
    # nor is it another for who enters the same day only now, or takes the sheet in once more
    assert frozen(after, "greta-sandvik", "2026-04-02") == frozen(before, "greta-sandvik", "2026-04-02")
    assert take_in(after, ledger, sheet, source="mine.csv", recorded="2026-07-01T12:00:00+00:00") == 0
    # by when it was asked again the tie was another
    add_step(
        ledger, after, "greta-sandvik", step="sent", on="2026-06-29", recorded="2026-06-29T12:00:00+00:00"
    )
    assert ledger.attempts()["class"].tolist() == ["moderately weak", "moderately weak", "strong"]


def test_the_example_s_own_sheet_is_taken_in_as_it_is(ledger: Ledger) -> None:
    text = text_of(EXAMPLE / "ledger.csv")
    rows = list(csv.DictReader(text.splitlines()))
    known = wl.read(EXAMPLE)
    assert take_in(known, ledger, text, source="ledger.csv") == len(rows)
    assert take_in(known, ledger, text, source="ledger.csv") == 0
    entries = ledger.entries()
    assert (
        entries["step"].value_counts().to_dict()
        == pd.Series([row["step"] for row in rows]).value_counts().to_dict()
    )
    assert (ledger.attempts()["class"] != "").all()

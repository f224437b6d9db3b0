"""people.csv: what a person says in a spreadsheet is read in any locale, kept, and never lost."""

from __future__ import annotations

import os
import stat
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from weaklib.book import Book, InputError, OutputError, Owner, empty, typed
from weaklib.sources.decisions import COLUMNS, Decisions, read_decisions
from weaklib.sources.decisions.cells import key_of, yes_or_no
from weaklib.sources.decisions.people_csv import write_people_csv
from weaklib.sources.decisions.people_sheet import PeopleSheet, read_sheet, write_sheet

DATA = Path(__file__).parents[1] / "data" / "people"
HEADER = "person,name,organisation,same_as,other_name,decision,evidence,rename,family,hide,closeness,group"


def said(folder: Path, text: str | bytes) -> Decisions:
    """What people.csv of `folder` says once it holds `text`."""
    put(folder, text)
    return read_decisions(folder)


def put(folder: Path, text: str | bytes) -> None:
    """Write people.csv as somebody else's program would."""
    (folder / "people.csv").write_bytes(text if isinstance(text, bytes) else text.encode())


def fixture(folder: Path, name: str) -> Decisions:
    """What a fixture says in the place of people.csv."""
    return said(folder, (DATA / name).read_bytes())


def lines(folder: Path) -> list[str]:
    """The lines of people.csv, without the mark of its encoding."""
    return (folder / "people.csv").read_text(encoding="utf-8-sig").splitlines()


def book(people: dict[str, dict], proposals: tuple = (), merges: tuple = ()) -> Book:
    """A book of these people."""
    rows = {
        person: {"emails": (), "sources": ()}
        | ({"profile": person} if "@" not in person and "#" not in person else {})
        | cells
        for person, cells in people.items()
    }
    columns = {table: list(empty(table).columns) for table in ("proposals", "merges")}
    return Book(
        Owner(),
        typed("people", pd.DataFrame.from_dict(rows, orient="index").rename_axis("person")),
        empty("interactions"),
        empty("affiliations"),
        empty("set_aside"),
        empty("coverage"),
        merges=typed("merges", pd.DataFrame(list(merges), columns=columns["merges"])),
        propose=lambda: typed("proposals", pd.DataFrame(list(proposals), columns=columns["proposals"])),
    )


JANE = {"jane-doe": {"name": "Jane Doe", "organisation": "Acme", "emails": ("jane@acme.example",)}}
BOB = {"bob@b.example": {"name": "Bob", "emails": ("bob@b.example",)}}
KIM = {"kim-park#address-book": {"name": "Kim Park"}}
PAIR = ("jane-doe", "bob@b.example", "Jane Doe", "Bob", 0.7, "the same name, and the same title")


def test_no_file_says_nothing(tmp_path):
    assert read_decisions(tmp_path) == Decisions()


@pytest.mark.parametrize("text", ["", " \r\n", "\ufeff", HEADER, HEADER + "\n,,,,,,,,,,,\n\n", "person\n"])
def test_an_empty_file_says_nothing(tmp_path, text):
    assert said(tmp_path, text) == Decisions()


def test_german_excel(tmp_path):
    assert fixture(tmp_path, "german-excel.csv") == Decisions(
        same=(("jürgen-müller", "jm@mueller.example"),),
        apart=(("anna-berg", "anna@huber.example"),),
        rename={"anna-berg": "Anna Huber"},
        family={"anna-berg": True},
        hidden={"anna-berg": False, "max@web.example": True},
        closeness={"anna-berg": 0.75, "max@web.example": 1.0},
        groups={"anna-berg": ("Chor",), "max@web.example": ("MBA 2014", "Chor")},
        rows=(
            ("jürgen-müller", "jm@mueller.example"),
            ("anna-berg", "anna@huber.example"),
            ("max@web.example",),
        ),
    )


def test_french_unicode_text(tmp_path):
    assert fixture(tmp_path, "french-unicode.csv") == Decisions(
        same=(("zoé-brandt", "zoe@exemple.example"),),
        rename={"luc@exemple.example": "Luc Prévost"},
        family={"luc@exemple.example": True},
        hidden={"luc@exemple.example": False},
        closeness={"luc@exemple.example": 0.5},
        groups={"luc@exemple.example": ("Chœur d’été",)},
        rows=(("zoé-brandt", "zoe@exemple.example"), ("luc@exemple.example",)),
    )


def test_spanish_with_a_separator_line_and_formula_like_cells(tmp_path):
    assert fixture(tmp_path, "spanish-libreoffice.csv") == Decisions(
        same=(("=nunez", "jose@ejemplo.example"),),
        family={"-pepe": True},
        hidden={"-pepe": False},
        closeness={"-pepe": 0.5},
        groups={"-pepe": ("coro", "MBA")},
        rows=(("=nunez", "jose@ejemplo.example"), ("-pepe",)),
    )


def test_all_faults_at_once_with_row_column_value_and_remedy(tmp_path):
    with pytest.raises(InputError) as raised:
        fixture(tmp_path, "faults.csv")
    assert str(raised.value) == (
        "people.csv: row 2, column 'decision' is 'perhaps': write yes, no or nothing; "
        "row 3, column 'person' is blank: say whom 'family' is about; "
        "row 4, column 'decision' is 'yes': name in 'same_as' who is, or is not, the same; "
        "row 5, column 'same_as' is 'max': it is 'person' itself; name the other one; "
        "row 6, column 'closeness' is '2': write a number from 0 to 1, such as 0.5; and 4 more."
    )


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        (
            "bob,liz,yes,\nliz,bob,no,",
            "row 3, column 'decision' is 'no': row 2 says the contrary of this pair",
        ),
        (
            "eva,,,0.2\neva,,,0.4",
            "row 3, column 'closeness' is '0.4': row 2 says otherwise of the same person",
        ),
        ("eva,,,-0.2", "row 2, column 'closeness' is '-0.2': write a number from 0 to 1, such as 0.5"),
        ("eva,,,nan", "row 2, column 'closeness' is 'nan': write a number from 0 to 1, such as 0.5"),
        ("eva,,,1e-1", "row 2, column 'closeness' is '1e-1': write a number from 0 to 1, such as 0.5"),
        (
            "www.linkedin.com/in/Bob/,bob,yes,",
            "row 2, column 'same_as' is 'bob': it is 'person' itself; name the other one",
        ),
    ],
)
def test_what_contradicts_itself_is_a_fault(tmp_path, rows, fault):
    with pytest.raises(InputError) as raised:
        said(tmp_path, f"person,same_as,decision,closeness\n{rows}\n")
    assert str(raised.value) == f"people.csv: {fault}."


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a,b\n1,2\n", "people.csv has no column 'person' (found: a, b); its first row names the columns"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "people.csv has no column 'person'"),
        (
            "person,group,Group\nx,a,b\n",
            "people.csv has the column 'group' more than once; put what both say",
        ),
        ('person,group\nx,"choir\ny,club\n', "people.csv, row 2 cannot be read (unexpected end of data)"),
        ('person,group\nx,"a"b\n', "people.csv, row 2 cannot be read"),
    ],
)
def test_what_is_no_such_table_is_told_in_a_sentence(tmp_path, text, fault):
    put(tmp_path, text)
    with pytest.raises(InputError) as raised:
        read_decisions(tmp_path)
    assert str(raised.value).startswith(fault)
    with pytest.raises(InputError):
        write_people_csv(tmp_path, book(JANE))


def test_a_folder_in_its_place_is_told_in_a_sentence(tmp_path):
    (tmp_path / "people.csv").mkdir()
    with pytest.raises(InputError, match=r"people\.csv cannot be opened"):
        read_decisions(tmp_path)


@pytest.mark.parametrize("word", "yes Y ja OUI sí si sim TRUE WAHR vrai verdadero Verdadeiro x 1 ✓".split())
def test_yes(word):
    assert yes_or_no(f" {word} ") is True


@pytest.mark.parametrize("word", "no N nein NON não nao FALSE falsch faux FALSO 0".split())
def test_no(word):
    assert yes_or_no(word) is False


@pytest.mark.parametrize("word", ["maybe", "jane", "2", "?", "yes and no"])
def test_neither(word):
    assert yes_or_no(word) is None


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("https://www.linkedin.com/in/zo%C3%AB-brandt/?trk=a", "zoë-brandt"),
        ("de.linkedin.com/in/Jane-Doe", "jane-doe"),
        ("Jane-Doe", "jane-doe"),
        ("<Jane@Acme.Example>", "jane@acme.example"),
        ("mailto:Jane@Acme.Example", "jane@acme.example"),
        ("kim-park#address-book~2", "kim-park#address-book~2"),
        ("  ", ""),
    ],
)
def test_a_key_has_one_spelling(text, key):
    assert key_of(text) == key


def test_groups_of_several_rows_add_up(tmp_path):
    found = said(
        tmp_path, "person,group\neva,choir; MBA 2014\nhttps://linkedin.com/in/Eva,MBA 2014;;  club  \n"
    )
    assert found.groups == {"eva": ("choir", "MBA 2014", "club")}


def test_who_is_nobody_is_counted_not_refused(tmp_path):
    found = said(tmp_path, "person,same_as,decision,group\neva,,,choir\nbob,liz,yes,\nann,liz,no,\n")
    assert found.strangers({"bob", "liz"}) == "2 rows of people.csv name nobody in these exports"
    assert found.strangers({"eva", "bob", "liz"}) == "1 row of people.csv names nobody in these exports"
    assert found.strangers({"eva", "bob", "liz", "ann"}) == ""


def test_a_new_file_lists_what_to_decide_and_then_everybody(tmp_path):
    assert write_people_csv(tmp_path, book(JANE | BOB | KIM, [PAIR])) == 1
    assert lines(tmp_path) == [
        HEADER,
        'jane-doe,Jane Doe,Acme,bob@b.example,Bob,,"the same name, and the same title",,,,,',
        "bob@b.example,Bob,,,,,,,,,,",
        "jane-doe,Jane Doe,Acme,,,,,,,,,",
        "kim-park#address-book,Kim Park,,,,,,,,,,",
    ]
    assert read_decisions(tmp_path) == Decisions()


@pytest.mark.skipif(os.name == "nt", reason="modes are the system's own there")
def test_it_is_private(tmp_path):
    write_people_csv(tmp_path, book(JANE))
    assert stat.S_IMODE((tmp_path / "people.csv").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["people.csv"]


def test_written_again_it_is_the_same_and_not_touched(tmp_path):
    whole = book(JANE | BOB | KIM, [PAIR])
    put(
        tmp_path,
        "Person;Same_as;Decision;Note;Group\nnobody;;;=1+1;\nKIM;;;;choir\nbob@b.example;Jane-Doe;;later;\n",
    )
    write_people_csv(tmp_path, whole)
    before = (tmp_path / "people.csv").read_bytes(), (tmp_path / "people.csv").stat().st_mtime_ns
    assert write_people_csv(tmp_path, whole) == 1
    assert ((tmp_path / "people.csv").read_bytes(), (tmp_path / "people.csv").stat().st_mtime_ns) == before


def test_decisions_remarks_and_extra_columns_are_kept(tmp_path):
    put(
        tmp_path,
        "Remark;person;same_as;decision;group;Née\n"
        "gone;old-friend;;;choir;\n"
        "twin;bob@b.example;https://linkedin.com/in/Jane-Doe/;no;;Huber\n"
        ";jane@acme.example;;;MBA 2014;\n"
        "a thought;jane-doe;;;;\n"
        ";jane-doe;rita-lee;;;\n",
    )
    assert write_people_csv(tmp_path, book(JANE | BOB)) == 0
    assert lines(tmp_path) == [
        "Remark;person;same_as;decision;group;Née;name;organisation;other_name;evidence;rename;family;hide;closeness",
        "twin;bob@b.example;https://linkedin.com/in/Jane-Doe/;no;;Huber;Bob;;Jane Doe;;;;;",
        ";jane-doe;rita-lee;;;;Jane Doe;Acme;;;;;;",
        ";bob@b.example;;;;;Bob;;;;;;;",
        ";jane@acme.example;;;MBA 2014;;Jane Doe;Acme;;;;;;",
        "a thought;jane-doe;;;;;Jane Doe;Acme;;;;;;",
        "gone;old-friend;;;choir;;;;;;;;;",
    ]
    found = read_decisions(tmp_path)
    assert found.apart == (("bob@b.example", "jane-doe"),)
    assert found.groups == {"jane@acme.example": ("MBA 2014",), "old-friend": ("choir",)}


def test_a_proposal_that_is_decided_moves_down_and_one_that_is_no_longer_made_goes(tmp_path):
    write_people_csv(
        tmp_path,
        book(
            JANE | BOB | KIM, [PAIR, ("jane-doe", "kim-park#address-book", "Jane Doe", "Kim Park", 0.5, "so")]
        ),
    )
    text = (tmp_path / "people.csv").read_text(encoding="utf-8-sig")
    put(tmp_path, text.replace("bob@b.example,Bob,,", "bob@b.example,Bob,ja,"))
    assert read_decisions(tmp_path).same == (("jane-doe", "bob@b.example"),)
    merge = ("jane-doe", "bob@b.example", "Bob", "mail.mbox", "you said so")
    together = {"jane-doe": JANE["jane-doe"] | {"emails": ("bob@b.example", "jane@acme.example")}}
    assert write_people_csv(tmp_path, book(together | KIM, merges=[merge])) == 0
    assert lines(tmp_path)[1:] == [
        'jane-doe,Jane Doe,Acme,bob@b.example,Jane Doe,ja,"the same name, and the same title",,,,,',
        "jane-doe,Jane Doe,Acme,,,,,,,,,",
        "kim-park#address-book,Kim Park,,,,,,,,,,",
    ]


def test_a_card_that_was_confirmed_to_be_somebodys_stands_for_them(tmp_path):
    put(
        tmp_path,
        "person,same_as,decision,group\njane-doe,kim-park#address-book,yes,\nkim-park#address-book,,,choir\n",
    )
    write_people_csv(tmp_path, book(JANE))
    assert [line.split(",")[:5] for line in lines(tmp_path)[1:]] == [
        ["jane-doe", "kim-park#address-book", "yes", "", "Jane Doe"],
        ["kim-park#address-book", "", "", "choir", "Jane Doe"],
    ]


def test_what_is_said_follows_a_person_whose_id_changes(tmp_path):
    write_people_csv(tmp_path, book(BOB))
    put(
        tmp_path,
        (tmp_path / "people.csv").read_text(encoding="utf-8-sig").replace(",,,,,\n", ",,,,,choir\n"),
    )
    profile = {"bob-builder": {"name": "Bob Builder", "organisation": "Acme", "emails": ("bob@b.example",)}}
    write_people_csv(tmp_path, book(profile))
    assert lines(tmp_path)[1:] == ["bob@b.example,Bob Builder,Acme,,,,,,,,,choir"]


def test_a_group_filled_down_over_everything_is_said_of_each_once(tmp_path):
    write_people_csv(tmp_path, book(JANE | BOB, [PAIR]))
    filled = [line + ("choir" if number else "") for number, line in enumerate(lines(tmp_path))]
    put(tmp_path, "\n".join(filled))
    assert read_decisions(tmp_path).groups == {"jane-doe": ("choir",), "bob@b.example": ("choir",)}
    assert write_people_csv(tmp_path, book(JANE | BOB, [PAIR])) == 1
    assert len(lines(tmp_path)) == 4


def test_names_that_are_formulas_stay_text(tmp_path):
    hostile = {
        "a": {"name": '=HYPERLINK("http://evil.example")'},
        "b": {"name": "+1", "organisation": "@SUM(A1)"},
        "c": {"name": "\tcmd|' /C calc'!A0", "organisation": "<script>"},
        "d": {"name": 'Line\nbreak, "quoted"; \0'},
    }
    write_people_csv(tmp_path, book(hostile))
    sheet = (tmp_path / "people.csv").read_text(encoding="utf-8-sig")
    assert 'a,"\'=HYPERLINK(""http://evil.example"")"' in sheet
    assert "b,+1,'@SUM(A1)" in sheet
    assert "c,'\tcmd" in sheet
    assert read_decisions(tmp_path) == Decisions()
    assert [
        dict(zip(COLUMNS, cells, strict=True))["name"] for _, cells in read_sheet(tmp_path, COLUMNS).rows
    ] == [
        "\tcmd|' /C calc'!A0",
        "+1",
        '=HYPERLINK("http://evil.example")',
        'Line\nbreak, "quoted"; ',
    ]


CELL = st.text(
    alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), max_size=8
) | st.sampled_from(
    ["=1", "'=1", "''=1", "-", "'-5", "-5", '"', '";', " =x", "\t", "'", "@a", "\n=1", "ß", "sep=;"]
)


@settings(max_examples=60)
@given(st.lists(st.tuples(CELL, CELL, CELL), max_size=4), st.sampled_from(",;\t"))
def test_every_cell_comes_back_as_it_was(tmp_path_factory, rows, delimiter):
    folder = tmp_path_factory.mktemp("sheet")
    sheet = PeopleSheet(("person", "Née", "group"), tuple(enumerate(rows, 2)), delimiter)
    write_sheet(folder, sheet)
    again = read_sheet(folder, COLUMNS)
    assert again == sheet
    for line in (folder / "people.csv").read_text(encoding="utf-8-sig").split("\r\n")[1:]:
        assert not line.startswith(("=1", "@", "\t=", " =")), line


WHOLE = book(JANE | BOB | KIM, [PAIR])
KEYS = st.sampled_from(
    ["", "jane-doe", "jane@acme.example", "bob@b.example", "nobody", "kim-park#address-book"]
)
SAID = st.tuples(
    KEYS,
    KEYS,
    st.sampled_from(["", "yes", "Nein", "?"]),
    st.sampled_from(["", "choir"]),
    st.sampled_from(["", "=1", "x;y"]),
)


@settings(max_examples=40)
@given(st.lists(SAID, max_size=8))
def test_no_row_of_the_owner_is_ever_lost(tmp_path_factory, rows):
    folder = tmp_path_factory.mktemp("rows")
    columns = ("person", "same_as", "decision", "group", "Remark")
    write_sheet(folder, PeopleSheet(columns, tuple(enumerate(rows, 2))))
    write_people_csv(folder, WHOLE)
    written = Counter(cells[:5] for _, cells in read_sheet(folder, COLUMNS).rows)
    assert Counter(row for row in rows if any(row[2:])) <= written
    before = (folder / "people.csv").read_bytes()
    write_people_csv(folder, WHOLE)
    assert (folder / "people.csv").read_bytes() == before


def test_a_write_that_fails_leaves_the_old_file_whole(tmp_path, monkeypatch):
    put(tmp_path, "person,group\njane-doe,choir\n")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OutputError, match="No space left on device"):
        write_people_csv(tmp_path, book(JANE))
    assert [path.name for path in tmp_path.iterdir()] == ["people.csv"]
    assert (tmp_path / "people.csv").read_text() == "person,group\njane-doe,choir\n"


@pytest.mark.parametrize("name", ["german-excel.csv", "french-unicode.csv", "spanish-libreoffice.csv"])
def test_rewriting_any_spreadsheets_file_changes_nothing_that_it_says(tmp_path, name):
    before = fixture(tmp_path, name)
    write_people_csv(tmp_path, book(JANE | BOB))
    after = read_decisions(tmp_path)
    assert replace(after, rows=()) == replace(before, rows=())
    assert sorted(after.rows) == sorted(before.rows)


@pytest.mark.parametrize("name", ["german-excel.csv", "french-unicode.csv", "spanish-libreoffice.csv"])
def test_a_file_that_is_cut_is_read_or_refused_in_a_sentence(tmp_path, name):
    whole = (DATA / name).read_bytes()
    for tenth in range(10):
        put(tmp_path, whole[: len(whole) * tenth // 10])
        try:
            read_decisions(tmp_path)
        except InputError as error:
            assert str(error).startswith("people.csv")  # noqa: PT017 - either may happen

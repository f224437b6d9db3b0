"""Names: what is dropped, what is turned round, and what must stay because somebody is called so."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from weaklib.sources.names import display_name, joined_name, name_key, name_parts

SHOWN = {
    # degrees and titles
    "Jane Doe, Ph.D.": "Jane Doe",
    "Doe, Jane, Ph.D.": "Jane Doe",
    "Doe, Ph.D.": "Doe",
    "Jonas Roth, Dr.": "Jonas Roth",
    "Omar El-Sayed, MBA": "Omar El-Sayed",
    "Jane Doe PMP, MBA": "Jane Doe",
    "Jane Doe MBA PhD": "Jane Doe",
    "Jane Doe, MBA PhD": "Jane Doe",
    "Henrik Lund MD": "Henrik Lund",
    "HENRIK LUND, MD": "HENRIK LUND",
    "HENRIK LUND MBA": "HENRIK LUND",
    "amina yusuf phd": "amina yusuf",
    "Eva Klein MSc, CFA®": "Eva Klein",
    "Eva Klein M. Sc.": "Eva Klein",
    "Eva Klein (MBA, PMP)": "Eva Klein",
    "Anna Berg – PMP, CSM": "Anna Berg",
    "Anna Berg, Esq.": "Anna Berg",
    "Anna Berg, MA": "Anna Berg",
    "Tom Becker, ICF-ACC": "Tom Becker",
    "Tom Becker, FRSA": "Tom Becker",
    "Anna Berg, AWS Certified": "Anna Berg",
    "Anna Berg, Head of HR": "Anna Berg",
    "Anna Berg, Recruiter": "Anna Berg",
    "Anna Berg | Recruiter": "Anna Berg",
    "Prof. Dr. Hans Müller": "Hans Müller",
    "Dr. med. dent. Eva Klein": "Eva Klein",
    "Dipl.-Ing. Karl Weiß": "Karl Weiß",
    "Mgr. Jana Nováková, Ph.D.": "Jana Nováková",
    "Dott.ssa Giulia Rossi": "Giulia Rossi",
    "Frau Inge Lang": "Inge Lang",
    "д-р Мария Иванова": "Мария Иванова",
    "田中 さん": "田中",
    # pronouns, pictures, spaces, letters in disguise
    "Jane Doe (she/her)": "Jane Doe",
    "Tom Becker he/him": "Tom Becker",
    "Tom Becker (He/Him/His), PhD": "Tom Becker",
    "Nina Lund [sie/ihr]": "Nina Lund",
    "⭐ Anna Berg 🚀👩🏽‍💻": "Anna Berg",
    "  Anna \t Berg\n": "Anna Berg",
    "\u202bעומר\u202c": "עומר",
    "𝐉𝐚𝐧𝐞 𝐃𝐨𝐞": "Jane Doe",
    "Zoe\u0308 Brandt": "Zoë Brandt",
    # the family name first
    "Doe, Jane": "Jane Doe",
    "Berg,Anna": "Anna Berg",
    "van der Berg, Anna": "Anna van der Berg",
    "García Márquez, Gabriel": "Gabriel García Márquez",
    "de la Cruz García, Ana María": "Ana María de la Cruz García",
    "Roth, Dr. Jonas": "Jonas Roth",
    "Doe, Jane (HR)": "Jane Doe (HR)",
    "O'Brien, Conor": "Conor O'Brien",
    "Иванова, Мария": "Мария Иванова",
    "李, 伟": "李伟",
    "Do, Kim": "Kim Do",
    "Berg, Ed": "Ed Berg",
    "John Doe, Jr.": "John Doe Jr.",
    "Doe, John, Jr.": "John Doe Jr.",
    # mail programs
    "'Anna Berg'": "Anna Berg",
    '"Berg, Anna"': "Anna Berg",
    "Anna Berg <anna@example.org>": "Anna Berg",
    "Anna Berg (anna@example.org)": "Anna Berg",
    "Anna Maria Berg, geb. Klein": "Anna Maria Berg (geb. Klein)",
}

KEPT = (
    """
Jack Ma | Yo-Yo Ma | Kim Do | Vi Nguyen | Nguyen Vi | Tom Esq | Leo Jr | Dr. No | Ama Ba | Mamadou Lamine BA
Marie Anne LAC | KIM THI DO | Anna Berg MA | Md. Rahman | Md Abdul Karim | Rahman Md | Amy St. John
Prince Rogers Nelson | Sultan Ahmed Khan | Dean Martin | Major Smith | Baron Davis | Pan Wei Ming | Ing Tan Wei
Dame N'Doye | Count Basie | Mr. & Mrs. Smith | Frau Berg | John Doe Jr | Sean O'Neil III | Malcolm X | Juan Carlos V
李伟 | 김민준 | Мария Иванова | عمر | कुमार राजेश | Nguyễn Văn A | Łukasz Żółć | Zoë van der Berg | J. R. R. Tolkien
Anna B. | Renée | Dana | NA | Na | Null | None | nan | True | 007 | 7 | A | N/A | Dr. | PhD | MBA | Jr | Ma | Do
anna.berg@example.org | Jane Doe (Smith) | Robert "Bob" Smith | Acme, Inc. | =1+2 | <b>Anna</b> Berg | X Æ A-12 | ❤️ | -
""".replace("\n", " | ")
    .strip(" |")
    .split(" | ")
)

KEYS = {
    "Zoë Brandt": "zoe brandt",
    "ZOE  BRANDT, MBA": "zoe brandt",
    "Jean-Luc O’Connor": "jean luc oconnor",
    "Jean Luc O'Connor": "jean luc oconnor",
    "Karl Weiß": "karl weiss",
    "Łukasz Sørensen": "lukasz sorensen",
    "Jane Doe (Smith)": "jane doe",
    'Robert "Bob" Smith': "robert smith",
    "Pérez, José": "jose perez",
    "山田 太郎": "山田太郎",
    "김 민준": "김민준",
    "Алёна": "алена",
    "عُمَر": "عمر",
    "कुमार": "कुमार",
    "anna.berg@example.org": "anna berg",
    "NA": "na",
    "007": "007",
    "(she/her)": "she her",
    "❤️": "❤️",
    "": "",
}

PARTS = {
    "Anna Berg": ("Anna", "Berg"),
    "Anna Maria Berg, MBA": ("Anna Maria", "Berg"),
    "Berg, Anna": ("Anna", "Berg"),
    "Anna van der Berg": ("Anna", "van der Berg"),
    "José María de la Cruz": ("José María", "de la Cruz"),
    "Amy St. John": ("Amy", "St. John"),
    "John Doe Jr.": ("John", "Doe"),
    "Van Morrison": ("Van", "Morrison"),
    "Jane Doe (Smith)": ("Jane", "Doe"),
    "Dana": ("Dana", ""),
    "李 伟": ("伟", "李"),
    "김민준": ("민준", "김"),
    "김 민준": ("민준", "김"),
    "": ("", ""),
}


@pytest.mark.parametrize(("written", "shown"), SHOWN.items())
def test_what_is_no_part_of_a_name_is_dropped(written: str, shown: str) -> None:
    assert display_name(written) == shown


@pytest.mark.parametrize("name", KEPT)
def test_what_may_be_a_name_stays(name: str) -> None:
    assert display_name(name) == name


@pytest.mark.parametrize(("written", "key"), KEYS.items())
def test_the_key_of_a_name(written: str, key: str) -> None:
    assert name_key(written) == key


@pytest.mark.parametrize(("written", "parts"), PARTS.items())
def test_the_parts_of_a_name(written: str, parts: tuple[str, str]) -> None:
    assert name_parts(written) == parts


def test_the_parts_are_joined_as_their_script_does() -> None:
    assert joined_name("Anna", "Maria", "Berg") == "Anna Maria Berg"
    assert joined_name("", "", "Berg") == "Berg"
    assert joined_name("伟", "", "李") == "李伟"
    assert joined_name("민준", "", "김") == "김민준"
    assert joined_name("さくら", "", "やまだ") == "やまだ さくら"


def test_different_people_keep_different_keys() -> None:
    """Father and son, and two surnames that differ in more than an accent."""
    pairs = [
        ("John Doe", "John Doe Jr."),
        ("Anna Berg", "Anna Burg"),
        ("Anna Berg", "Berg Anna"),
        ("कुमार", "कमर"),
    ]
    assert [pair for pair in pairs if name_key(pair[0]) == name_key(pair[1])] == []


WORDS = st.sampled_from(
    "Anna Berg Dr. Prof. PhD, MBA MD, Jr. Ma van der (she/her) (HR) 🚀 | - , . 李 伟 김 'x' she/her née CEO of at NA 007 "
    "<a@b.c> a@b.c & ® \u200b BA, \u202e [x] ( ) ; / 𝐉𝐚 İ".split(" ")
)


@settings(max_examples=300, deadline=None)
@given(st.lists(WORDS, max_size=6).map(" ".join) | st.text(max_size=30))
def test_a_text_with_a_letter_always_has_a_name(text: str) -> None:
    """And the name's own name is itself."""
    shown = display_name(text)
    assert display_name(shown) == shown
    assert name_key(shown) == name_key(text)
    if any(map(str.isalnum, text)):
        assert shown
        assert name_key(text)


def test_an_endless_text_is_cut() -> None:
    assert len(display_name("Anna " * 100_000)) <= 300

"""Whatever a person types comes back letter by letter: through entry, edit, export and import.

The strings here are our own. With WEAKLIB_NAUGHTY_STRINGS naming a JSON list of strings, such as `blns.json` of
github.com/minimaxir/big-list-of-naughty-strings (515 of them), those go the same way.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

import weaklib as wl
from weaklib.action.ledger import Ledger
from weaklib.book import InputError

NAMES = (
    "Łukasz Żółć",
    "Nguyễn Thị Ánh",  # composed
    "Nguyễn Thị Ánh",  # and decomposed: not the same letters
    "Ólafur Þór Guðmundsson",
    "İbrahim Ağaoğlu",
    "Θεοδώρα Παπαδοπούλου",
    "Олександр Шевченко",
    "Նարեկ Հակոբյան",
    "ქეთევან ბერიძე",
    "שרה כהן",
    "محمد بن عبد الله",
    "فاطمه زهرا‌نژاد",
    "प्रिया शर्मा",
    "ময়ূখ সেন",
    "தமிழ்ச்செல்வன்",
    "สมชาย ใจดี",
    "အောင်ဆန်း",
    "ភ្នំពេញ សុខា",
    "ཚེ་རིང་",
    "田中 さくら",
    "李伟",
    "김철수",
    "አበበ በቀለ",
    "ᏣᎳᎩ",
    "ᐃᓄᒃᑎᑐᑦ",
    "𐐔𐐯𐑅𐐨𐑉𐐯𐐻",
    "🦊 O'Neil-Smith, Jr.",
)
HOSTILE = (
    "null",
    "NaN",
    "None",
    "undefined",
    "true",
    "0",
    "-0",
    "1E2",
    "0x1F",
    "1,000.00",
    "1/1/2026",
    "2026-10-31",
    "=cmd|' /C calc'!A0",
    "+1",
    "-1",
    "@x",
    "|pipe|",
    "'",
    "''",
    '"',
    '""""',
    ",",
    ";",
    "\t",
    "\n",
    "\r\n",
    "\r",
    "\x0b\x0c\x1c\x1d\x85\u2028\u2029",
    "\x00",
    "a\x00b",
    "\x1b[2J\x07\x08",
    "\x7f\x80\x9f\xad",
    "\ufeff",
    "\ufffe\uffff",
    "\u200b\u200c\u200d\u2060",
    "\u202e\u202d\u2066\u2069",
    " ",
    " both ends ",
    "\u00a0\u3000",
    "🏳\ufe0f\u200d🌈 👩🏽\u200d🚀 🇦🇶",
    "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́O̵̹̻̝̳͂̌̌͘!͖̬̰̙̗̿̋ͥͥ̂ͣ̐́́͜͞",
    "ﬁ ſ ẞ ǆ K Å",
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "javascript:alert(1)",
    "&lt;&amp;&#39;",
    "'; DROP TABLE records; --",
    "1 OR 1=1",
    "{{7*7}} ${7*7} #{7*7} %s %n %(x)s {0} {x!r}",
    "$(touch x) `touch x` ../../etc/passwd C:\\NUL",
    "\\",
    "\\n \\x00 \\u0000 \\",
    "[bold]x[/bold] :smile:",
    "x" * 100_000,
)


def strings() -> list[str]:
    """Our own strings, and those of a list that somebody names."""
    named = os.environ.get("WEAKLIB_NAUGHTY_STRINGS")
    more = json.loads(Path(named).read_text(encoding="utf-8")) if named else []
    return [*NAMES, *HOSTILE, *more]


def test_every_string_comes_back(tmp_path: Path) -> None:
    """As a note, a name, a person to be brought together with, and the id of whom it is about."""
    texts = strings()
    ledger = wl.ledger.open(tmp_path / "ledger.sqlite")
    day = {"on": "2026-10-01", "purpose": "advice"}
    whole = dict(enumerate(texts, 1))
    ledger.add_all(
        {
            "person": f"{number} {text}",
            "step": "sent",
            "name": text,
            "to_person": text,
            "note": text,
            "via": text,
            **day,
        }
        for number, text in whole.items()
    )
    ledger.add_all(
        {
            "person": f"{number} {text}",
            "step": "intro_made",
            "on": "2026-10-02",
            "unasked": True,
            "proposal": text,
            "to_person": text,
            "note": text,
            "name": text,
        }
        for number, text in whole.items()
        if texts.index(text) == number - 1
    )
    check(ledger, texts)
    other = wl.ledger.open(tmp_path / "other.sqlite")
    assert other.import_csv(ledger.export_csv()) == ledger.check()
    assert other.export_csv() == ledger.export_csv()
    check(other, texts)
    assert other.import_csv(ledger.export_csv()) == 0
    print(f"{len(texts)} strings, {ledger.check()} records")


def check(ledger: Ledger, texts: list[str]) -> None:
    """Assert that every string is where it was put."""
    asked = ledger.attempts()
    assert [*asked["person"]] == [f"{number} {text}" for number, text in enumerate(texts, 1)]
    for column in ("name", "to_person", "note", "via"):
        assert [*asked[column]] == texts, column
    came, once = ledger.outcomes(), list(dict.fromkeys(texts))
    for column in ("name", "to_person", "note", "proposal"):
        assert [*came[column]] == once, column
    assert ledger.answered_proposals() == dict.fromkeys(filter(None, once), "confirmed")


@pytest.mark.parametrize("start", range(4))
def test_every_string_comes_back_from_an_edit(start: int, tmp_path: Path) -> None:
    texts = strings()[start::4]
    ledger = wl.ledger.open(tmp_path / "ledger.sqlite")
    entry = ledger.add("ann", "sent", on="2026-10-01", purpose="advice", name="Ann")
    gift = ledger.add("bob", "help", on="2026-10-01", unasked=True)
    for text in texts:
        ledger.edit(entry, recorded="2026-10-01", note=text, to_person=text, via=text)
    ledger.edit(gift, recorded="2026-10-01", note=texts[-1], to_person=texts[0])
    refusal = ledger.refuse(texts[0] or "p", "eve", "help", on="2026-10-01", name=texts[0], note=texts[0])
    said = ledger.history().loc[3 : 2 + len(texts)]
    for column in ("note", "to_person", "via"):
        assert [*said[column]] == texts
    assert ledger.outcomes().at[gift, "to_person"] == texts[0]
    assert ledger.entries().at[refusal, "note"] == texts[0]
    other = wl.ledger.open(tmp_path / "other.sqlite")
    other.import_csv(ledger.export_csv())
    assert other.history().equals(ledger.history())


def test_half_a_letter_is_refused(tmp_path: Path) -> None:
    """No file can hold it; a sentence says so, and nothing is written."""
    ledger = wl.ledger.open(tmp_path / "ledger.sqlite")
    for where in ("name", "note", "to_person", "proposal"):
        with pytest.raises(InputError, match="half of a letter"):
            ledger.add("bob", "help", on="2026-10-01", unasked=True, **{where: "half \ud83d"})
    assert list(tmp_path.iterdir()) == []

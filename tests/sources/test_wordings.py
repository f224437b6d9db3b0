"""A quick look at many texts misses nothing that a slow look at each one finds."""

from __future__ import annotations

from random import Random

import pyarrow as pa

from weaklib.sources.wordings import hint_in, hints_in

INTRODUCTIONS = (
    "Ana, I'd like to introduce you to Jonas.",
    "introducing the two of you",
    "INTRODUCING Y'ALL",
    "let me introduce Ana",
    "Happy to e-introduce, and eintroduced before",
    "an introduction would be great",
    "this\u2003introduction",
    "shall I connect you two?",
    "connecting you with Ben",
    "put\xa0you both on copy",
    "ich möchte euch gern einander vorstellen",
    "will dich mit Ben BEKANNTMACHEN",
    "will dich mit Ben be\u212aanntmachen",
    "Je te présente Ana",
    "JE VOUS PRÉSENTE ANA",
    "pour vous mettre en relation",
    "te presento a Ana",
    "os presenta Ana",
    "quiero ponerte en contacto",
    "poneros\u3000en contacto",
    "ti presento Ana",
    "vi presenti",
    "vorrei mettervi in contatto",
)
NONE = (
    "See you on Friday.",
    "",
    "let me introduc",
    "reintroduce you",
    "connect soon",
    "I put the files there",
    "computing you two",
    "will euch vor",
    "der Vorstellung",
    "bekannt",
    "au présent",
    "mettre à jour",
    "el presente",
    "a preſent for you",
    "vorrei METTERVİ in contatto",
    "Darf ich dir Ana bekannt machen?",
    "I'm putting the two of you in touch",
    "x" * 2_001 + " let me introduce Ana",
)


def test_which_are_introductions() -> None:
    assert set(map(hint_in, INTRODUCTIONS)) == {"introduction"}
    assert set(map(hint_in, NONE)) == {""}


def test_all_of_them_at_once() -> None:
    found = hints_in(pa.array(INTRODUCTIONS + NONE)).tolist()
    assert found == ["introduction"] * len(INTRODUCTIONS) + [""] * len(NONE)


def test_any_character_in_the_place_of_any_other() -> None:
    """Upper case, long s, dotless i, Kelvin and all the rest: the quick look may never be the narrower one."""
    rng = Random(3)
    odd = [
        chr(c)
        for c in range(0x80, 0x110000)
        if not 0xD800 <= c < 0xE000 and any(x < "\x80" for x in chr(c).casefold())
    ]
    odd += ["\u0130", "\u0131", "\u017f", "\u212a", "\xa0", "\u2003", "\x1c", "\x85", "É", "_", "-", "\n"]
    texts = list(INTRODUCTIONS + NONE)
    for text in INTRODUCTIONS * 60:
        at = rng.randrange(len(text))
        texts.append(text[:at] + rng.choice(odd) + text[at + rng.randrange(2) :])
        texts.append(text.upper()[:at] + text[at:].lower())
    hints = [hint_in(text) for text in texts]
    assert 500 < hints.count("introduction") < len(hints) - 500
    assert hints_in(pa.array(texts)).tolist() == hints


def test_no_texts() -> None:
    assert hints_in(pa.array([], pa.string())).tolist() == []

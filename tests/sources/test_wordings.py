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
    "Darf ich dir Ana bekannt machen?",
    "I'm putting the two of you in touch",
    "putting you in touch with Ben",
    "Ben, I would like you two to meet",
    "Jonas and Ana: you two should really talk",
    "I want to introduce my friend Jonas to you",
    "Thank you so much for the intro, Ana",
    "Thanks for the kind introduction!",
    "Hiermit stelle ich euch einander vor",
    "ich stelle dir gern meine Kollegin Ana vor",
    "Gern bringe ich euch zusammen",
    "ich würde euch gern in Kontakt bringen",
    "Danke dir für die schnelle Vermittlung",
    "je vous mets en contact",
    "Permettez-moi de vous présenter Ana",
    "Merci pour la mise en relation",
    "Os pongo en contacto",
    "quería presentaros a Ana",
    "gracias por la presentación",
    "vi metto in contatto",
    "volevo presentarti Ana",
    "Grazie per averci messo in contatto",
    "Apresento-te a Ana",
    "gostaria de te apresentar a Ana",
    "vou colocar vocês em contato",
    "coloco-vos em contacto",
    "Obrigada pela apresentação",
    "Ik wil je graag voorstellen aan Ana",
    "Mag ik jullie aan elkaar voorstellen?",
    "Ik breng jullie graag met elkaar in contact",
    "Bedankt voor de introductie",
    "Jag skulle vilja presentera dig för Ana",
    "Får jag presentera Ana?",
    "jag sätter er i kontakt",
    "Tack för introduktionen",
    "Jeg vil gerne introducere dig for Ana",
    "La meg introdusere deg for Ana",
    "Jeg setter dere i kontakt",
    "Må jeg præsentere dig for Ana?",
    "Tak for introduktionen",
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
    "Stell dir vor, es schneit",
    "Stelle dir vor, es schneit",
    "Das kann ich mir vorstellen",
    "Danke für die Vorstellung gestern",
    "Wir sollten zusammen essen",
    "nous sommes présents",
    "le président",
    "Je suis en contact avec Ana",
    "poner la mesa",
    "metto in ordine",
    "a apresentação de ontem",
    "Stel je voor dat het sneeuwt",
    "Neem contact op met Ana",
    "tack för presentationen i går",
    "tak for kontakten",
    "You two are late",
    "Would you like to meet on Friday?",
    "the intro of the song",
    "Thanks for the introspection",
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

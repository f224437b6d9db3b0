"""The words of a name in one spelling, whatever accents, script or address they were written with."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from weaklib.sources.names import ASIDE, LONGEST, display_name, name_key, suspects
from weaklib.sources.names.words import particles

Words = tuple[str, ...]

DIGRAPHS = re.compile("([aou])e(?=.)|aa")
NOT_LETTERS = re.compile(r"[\W\d_]+")
CYRILLIC = dict(
    zip(
        "абвгдежзиклмнопрстуфхцчшщъыьэюяіїєґ",
        "a b v g d e zh z i k l m n o p r s t u f kh ts ch sh shch . y . e yu ya i i e g".split(),
        strict=True,
    )
)
GREEK = dict(
    zip(
        "αβγδεζηθικλμνξοπρστυφχψως",
        "a v g d e z i th i k l m n x o p r s t y f ch ps o s".split(),
        strict=True,
    )
)
SOUNDS = (("ья", "ia"), ("ия", "ia"), ("ии", "i"), ("кс", "x"), ("ου", "u"))
LATIN = str.maketrans({letter: sound.strip(".") for letter, sound in (CYRILLIC | GREEK).items()})


def name_words(text: str) -> Words:
    """Return the words of a name, in Latin letters where the script is Cyrillic or Greek.

    "van", "de la", "al-" and the like are left out where two words are left without them.

    Examples
    --------
    >>> name_words("Müller-Böhm, Zoë"), name_words("Алексей Иванов"), name_words("Femke van der Berg")
    (('zoe', 'muller', 'bohm'), ('alexei', 'ivanov'), ('femke', 'berg'))
    """
    return key_words(name_key(text))


@lru_cache(maxsize=100_000)  # of most people the profile says the same as the name
def key_words(key: str) -> Words:
    """Return the words of a name as `name_words` does, from its `name_key`.

    >>> key_words("femke van der berg")
    ('femke', 'berg')
    """
    written = key.split()
    borne = [word for word in written if word not in _particles()]
    return tuple(filter(None, map(canonical, borne if len(borne) > 1 else written)))


def plain_words(text: str) -> Words:
    """Return the words of a name, in small letters, where none needs a closer look; else none.

    >>> plain_words("Jane Doe"), plain_words("Dr. Zoë van der Berg")
    (('jane', 'doe'), ())
    """
    if len(text) > LONGEST or not text.isascii() or not text.replace(" ", "").isalpha():
        return ()
    written = tuple(text.lower().split())
    return written if _peculiar().isdisjoint(written) else ()


def aside_words(text: str) -> Words:
    """Return the words that a name has in brackets: a maiden name, or an organisation.

    >>> aside_words("Anna Berg (Huber)")
    ('huber',)
    """
    if "(" not in text and "[" not in text:
        return ()
    asides = " ".join(ASIDE.findall(display_name(text)))
    return tuple(filter(None, map(canonical, name_key(asides).split()))) if asides.strip() else ()


def address_words(email: str) -> Words:
    """Return the words before the @ of an address, without figures; one word where nothing parts them.

    Examples
    --------
    >>> address_words("jane.doe77@example.org"), address_words("jdoe@example.org")
    (('jane', 'doe'), ('jdoe',))
    """
    local = email.partition("@")[0].partition("+")[0]
    return tuple(filter(None, map(canonical, NOT_LETTERS.split(local))))


def profile_words(slug: str) -> Words:
    """Return the words of a profile's name, without the number that LinkedIn adds.

    >>> profile_words("jane-doe-7a41b2")
    ('jane', 'doe')
    """
    pieces = [piece for piece in slug.split("-") if piece.isalpha() or not any(map(str.isdigit, piece))]
    return name_words(" ".join(pieces)) if pieces else ()


@lru_cache(maxsize=200_000)  # the same words stand in thousands of names
def canonical(word: str) -> str:
    """Return a word of `name_key` so that Müller is Mueller and Muller, Sergei is Sergey and Сергей.

    Examples
    --------
    >>> canonical("mueller"), canonical("soerensen"), canonical("наталья")
    ('muller', 'sorensen', 'natalia')
    """
    if not word.isascii():
        for letters, sounds in SOUNDS:
            word = word.replace(letters, sounds)
        word = word.translate(LATIN)
    plain = DIGRAPHS.sub(lambda found: found.group()[0], word)
    return f"{plain[:-1]}i" if len(plain) > 2 and plain.endswith("y") else plain


def glued(words: Words) -> str:
    """Return words written as one, as in an address.

    >>> glued(("jane", "doe"))
    'janedoe'
    """
    return canonical("".join(words))


@cache
def _peculiar() -> frozenset[str]:
    return suspects() | _particles()


@cache
def _particles() -> frozenset[str]:
    return frozenset(word.strip("-'’") for word in particles())

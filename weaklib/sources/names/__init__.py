"""Names of people: what to show, what to compare, and which part is which."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from itertools import takewhile

from weaklib.sources.names.addresses import normalise_address
from weaklib.sources.names.words import (
    ACADEMIC,
    FANCY,
    GENERATIONS,
    JOB_WORDS,
    LEGAL_FORMS,
    PLAIN_DEGREES,
    PRONOUN,
    TITLES,
    UNSEEN,
    bare,
    degrees,
    honorifics,
    is_degree,
    is_title,
    maiden_markers,
    particles,
    readable,
)

LONGEST = 300  # characters; what is longer is no name, and not worth the time
ROUNDS = 5
PLAIN = re.compile(r"[^\W\d_]+(?:[ '’-][^\W\d_]+)*")
PRONOUNS = re.compile(
    rf"[(\[]\s*(?:{PRONOUN})(?:\s*[/,|&]\s*(?:{PRONOUN}))*\s*[)\]]|(?<!\S)(?:{PRONOUN})(?:/(?:{PRONOUN}))+(?!\S)",
    re.IGNORECASE,
)
NO_NAME = re.compile(r'["=<>{}$]')
"""What has one of these is a formula or markup, and stays as it is."""

ASIDE = re.compile(r"(?<!\S)\(([^()\[\]]*)\)(?!\S)")
NICKNAME = re.compile(r"(?<!\S)[\"“„][^\"“”„]*[\"”“](?!\S)")
ADDRESS_ASIDE = re.compile(r"[<(\[][^<>()\[\]]*@[^<>()\[\]]*[>)\]]")
SPACED_DEGREE = re.compile(r"\b(Ph|M|B|LL)\.? (D|Sc|Eng|Ed|Phil|M|B)\.(?=$|[\s,])")
CUT = re.compile(r"\s*\|.*|\s+[•·»/]+\s.*", re.DOTALL)
CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af\u1100-\u11ff々〆ー\s・]+")
COUPLES = frozenset({"&", "+", "and", "und", "et", "y", "e", "en", "och", "i"})
KANA = re.compile(r"[\u3040-\u30ff]")
ACCENTS = re.compile(r"[\u0300-\u036f\u0591-\u05c7\u0640\u064b-\u0655\u0670]")
LETTERS = str.maketrans("‘’`´ʼʻøłđðı", "''''''" + "olddi", "") | {
    ord("þ"): "th",
    ord("æ"): "ae",
    ord("œ"): "oe",
}


@lru_cache(maxsize=100_000)  # the same few thousand names stand in every message
def display_name(text: str) -> str:
    """Return the name to show, without what is no part of it.

    Titles, degrees, pronouns and pictures are dropped, and "Doe, Jane" is turned round. A word that
    may be a name as well ("Ma", "Do", "Prince") stays, and so does every script. Where nothing would
    be left, the text itself is the name.

    Examples
    --------
    >>> display_name("Doe, Jane, Ph.D."), display_name("Jack Ma"), display_name("Ina Lund (she/her) 🚀")
    ('Jane Doe', 'Jack Ma', 'Ina Lund')
    """
    name = text[:LONGEST]
    for _ in range(ROUNDS):  # what one word hid may show when it is gone
        name, before = _cleaned(name), name
        if name == before:
            break
    return name


@lru_cache(maxsize=100_000)
def name_key(text: str) -> str:
    """Return a name for comparison: in lower case, without accents, punctuation and what is in brackets.

    The words keep their order; those of a Chinese, Japanese or Korean name are joined. Of an e-mail
    address that stands for a name, the words before the @.

    Examples
    --------
    >>> name_key("O’Connor-Müller, Zoë, MBA"), name_key("zoe.oconnor@example.org")
    ('zoe oconnor muller', 'zoe oconnor')
    """
    if len(text) <= LONGEST and text.isascii() and text.replace(" ", "").isalpha():
        plain = text.lower().split()
        if suspects().isdisjoint(plain):
            return " ".join(plain)
    shown = display_name(text)
    if address := normalise_address(shown):
        shown = address.partition("@")[0].partition("+")[0]
    words = _folded(NICKNAME.sub(" ", ASIDE.sub(" ", shown))) or _folded(shown) or shown.casefold()
    return words.replace(" ", "") if CJK.fullmatch(words) else words


@lru_cache(maxsize=100_000)
def name_parts(text: str) -> tuple[str, str]:
    """Return the given and the family name; a single name is the given one.

    "van", "de la" and the like belong to the family name; "Jr." and "III" to neither.

    Examples
    --------
    >>> name_parts("Prof. Anna Maria van der Berg"), name_parts("李 伟"), name_parts("Dana")
    (('Anna Maria', 'van der Berg'), ('伟', '李'), ('Dana', ''))
    """
    shown = display_name(text)
    words = NICKNAME.sub(" ", ASIDE.sub(" ", shown)).split() or [shown]
    while len(words) > 2 and bare(words[-1]) in GENERATIONS:
        words.pop()
    if len(words) == 1:
        return _split_korean(words[0])
    if CJK.fullmatch(" ".join(words)):
        return " ".join(words[1:]), words[0]
    start = next((i for i, word in enumerate(words[1:-1], 1) if bare(word) in particles()), len(words) - 1)
    return " ".join(words[:start]), " ".join(words[start:])


def joined_name(given: str, middle: str, family: str) -> str:
    """Return the parts of a name as one, in the order and spacing of its script.

    Examples
    --------
    >>> joined_name("Anna", "", "Berg"), joined_name("伟", "", "李")
    ('Anna Berg', '李伟')
    """
    if given.strip() and family.strip() and CJK.fullmatch(family + given):
        return f"{family.strip()}{' ' if KANA.search(family + given) else ''}{given.strip()}"
    return " ".join(f"{given} {middle} {family}".split())


def _cleaned(text: str) -> str:
    spaced = " ".join(text.split())
    plain = PLAIN.fullmatch(spaced) and (spaced.isascii() or not FANCY.search(spaced))
    if plain and suspects().isdisjoint(spaced.casefold().split(" ")):
        return spaced if spaced.isascii() else unicodedata.normalize("NFC", spaced)
    name = _without_surroundings(readable(spaced))
    return name if any(map(str.isalnum, name)) else _fallback(spaced)


@cache
def suspects() -> frozenset[str]:
    """Return the words, in small letters, that may be a title or a degree: a name with one is looked at."""
    return TITLES | PLAIN_DEGREES | degrees() | honorifics()


def _fallback(spaced: str) -> str:
    return " ".join(UNSEEN.sub("", spaced).split()) or spaced


def _without_surroundings(text: str) -> str:
    text = _without_quotes(text)
    if normalise_address(text):
        return text
    text = _without_quotes(" ".join(PRONOUNS.sub(" ", ADDRESS_ASIDE.sub(" ", text)).split()))
    cut = CUT.sub("", text)
    text = cut if any(map(str.isalpha, cut)) else text
    asides = [aside.strip() for aside in ASIDE.findall(text)]
    kept = [f"({aside})" for aside in asides if aside and not _is_post_nominal(aside.split(), sure=True)]
    name = _in_order(ASIDE.sub(" ", text) if asides else text)
    return " ".join([name, *kept]) if name else " ".join(text.split())


def _without_quotes(text: str) -> str:
    for opening, closing in ("''", '""', "‘’", "“”", "„“", "«»", "``"):
        if len(text) > 2 and text.startswith(opening) and text.endswith(closing):
            return text[1:-1].strip()
    return text


def _in_order(text: str) -> str:
    """Return a name without titles and degrees, the given name first."""
    if NO_NAME.search(text):
        return " ".join(text.split())
    segments = [part.split() for part in re.split("[,،、;]", SPACED_DEGREE.sub(r"\1.\2.", text))]
    segments = [segment for segment in segments if segment]
    if len(segments) > 1 and bare(segments[1][0]) in LEGAL_FORMS:
        return " ".join(text.split())
    first, *rest = segments or [[]]
    generation = [word for segment in rest if _is_generation(segment) for word in segment]
    rest = [segment for segment in rest if not _is_generation(segment)]
    maiden = [segment for segment in rest if bare(segment[0]) in maiden_markers()]
    after = [
        segment for segment in rest if segment not in maiden and not _is_post_nominal(segment, sure=False)
    ]
    first = _without_titles(first, least=2)
    given = _without_titles(after[0], least=1) if after else []
    if given and _is_given(given, first):
        turned = joined_name(" ".join(given), "", " ".join(first))
    else:
        turned = " ".join(first)
    aside = [f"({' '.join(segment)})" for segment in maiden]
    return " ".join([turned.strip(" -–|/•·*"), *generation, *aside]).strip()


def _is_generation(segment: list[str]) -> bool:
    return len(segment) == 1 and bare(segment[0]) in GENERATIONS


def _is_post_nominal(segment: list[str], *, sure: bool) -> bool:
    """Tell whether what is set off from a name consists of titles and degrees."""

    def fits(word: str) -> bool:
        academic = bare(word) in ACADEMIC and word.endswith(".")
        return word in "&/-–" or academic or is_title(word) or is_degree(word, after_comma=not sure)

    return all(map(fits, segment)) and any(len(word) > 1 for word in segment)


def _is_given(segment: list[str], family: list[str]) -> bool:
    """Tell whether the second part of "Berg, Anna" is a given name and not a post or an unknown degree."""
    if any(bare(word) in JOB_WORDS or any(map(str.isdigit, word)) for word in segment):
        return False
    surname = list(takewhile(lambda word: word.casefold() in particles(), family))
    if len(family) - len(surname) <= 1:
        return True
    shouted = all(word.isupper() for word in family)
    unknown = not shouted and any(re.fullmatch(r"[A-Z]{2,8}|[A-Z]+[-/][A-Z-]+", word) for word in segment)
    sentence = any(word.islower() and word not in particles() for word in segment)
    return len(segment) <= 3 and not unknown and not sentence


def _without_titles(words: list[str], *, least: int) -> list[str]:
    """Drop titles before a name and degrees behind it, as long as `least` words are left."""
    shouted = all(word.isupper() for word in words)
    left = list(words)
    while len(left) > 1 and left[-1] in honorifics():
        left.pop()
    while len(left) > least and (
        left[-1] in "&/-–|" or is_degree(left[-1], after_comma=False, shouted=shouted) or _is_late_title(left)
    ):
        left.pop()
    titled = False
    while len(left) > least and left[1] not in COUPLES and _is_early_title(left[0], titled=titled):
        titled = True
        left.pop(0)
    return left


def _is_early_title(word: str, *, titled: bool) -> bool:
    return is_title(word) or (titled and bare(word) in ACADEMIC)


def _is_late_title(words: list[str]) -> bool:
    return words[-1].endswith(".") and is_title(words[-1])


def _split_korean(word: str) -> tuple[str, str]:
    if not re.fullmatch(r"[\uac00-\ud7af]{2,5}", word):
        return word, ""
    from nameparser import parse  # it knows the surnames of Korea

    parsed = parse(word)
    return (parsed.given, parsed.family) if parsed.given and parsed.family else (word, "")


def _folded(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold().translate(LETTERS))
    plain = unicodedata.normalize("NFC", ACCENTS.sub("", apart))
    spoken = re.sub(r"(?<=\w)'(?=\w)", "", plain)
    marks = (c if c.isalnum() or unicodedata.category(c).startswith("M") else " " for c in spoken)
    words = " ".join("".join(marks).split())
    return words if any(map(str.isalnum, words)) else ""

"""Words in a name that are no part of it: titles, degrees, pronouns; and those that only look so."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nameparser import Lexicon

DEGREES = frozenset(
    "accaa acma aca act afhea ag bba bcom beng bscn cgeit cipd cma cmgr dba dipl emba fca fcca fcipd fhea "
    "frsa gphr hrm iccp iwe kc llb lld lpic mag mcipd mcom mcs meng mpp msca mscfin msw pgce pgdip pmi "
    "psm scrum sfhea spc sphri".split()
)
"""What people add to their name and nameparser's own list does not hold."""

PLAIN_DEGREES = frozenset("bsc cfa cpa llb llm mba mphil msc pharmd phd pmp".split())
"""Degrees in whatever case they are written, and in names written in capitals throughout."""

SHORT_DEGREES = frozenset("kc md np qc rn".split())
"""The degrees of two letters that need no comma before them; the others may be initials."""

TITLES = frozenset(
    "dr prof professor mr mrs ms mx miss mister herr frau fräulein mme mlle monsieur madame mademoiselle "
    "sir sra srta señor señora doña dra drs dott dott.ssa dipl.-ing dipl.-kfm dipl.-psych dipl.-inf judr "
    "mudr mvdr phdr paeddr rndr thdr univ.-prof priv.-doz meneer mevrouw mevr dhr д-р г-н г-жа проф "
    "الدكتور الدكتورة دكتور دكتورة أستاذ الأستاذ ד״ר פרופ׳".split()
)
"""Titles of courtesy before a name; those that are names too ("Ing", "Baron", "Pan") need a full stop."""

DOTTED_TITLES = frozenset("adv bc ca dipl eng er ing m mag mgr mgr.art pd ph ra".split())
DOTTED_NAMES = frozenset("st ste sta sto mt ed md me ra met ma my".split())
"""Abbreviations that stand for a name or a part of one: "St. John", "Md. Rahman"."""

ACADEMIC = frozenset(
    "med dent vet rer nat jur iur phil theol oec pol habil mult h.c hc e.h techn sc agr troph".split()
)
"""What may follow "Dr." in a title."""

GENERATIONS = frozenset("jr jnr sr snr ii iii iv 2nd 3rd 4th".split())
"""Part of a name, at its end: they tell a father from his son."""

LEGAL_FORMS = frozenset("inc ltd llc llp plc gmbh ag sa s.a sarl srl bv nv co corp kg ug oü ab as oy".split())

JOB_WORDS = frozenset(
    "advisor advisory analyst associate author ceo cfo cmo coo cto coach consultant consulting cofounder "
    "co-founder designer developer director engineer expert founder freelance freelancer head hiring hr "
    "investor leader lecturer manager managing marketing owner partner recruiter researcher sales scientist "
    "speaker specialist strategist student supervisor teacher trainer berater beraterin entwickler "
    "entwicklerin geschäftsführer geschäftsführerin inhaber inhaberin leiter leiterin consultor directeur "
    "director diretor directora gerente".split()
)
"""What stands after the comma in "Anna Berg, Recruiter": no given name."""

PRONOUN = (
    "she|her|hers|he|him|his|they|them|their|theirs|ze|hir|zir|xe|xem|any pronouns|any|all pronouns|"
    "elle|elles|il|lui|iel|ella|él|elle|sie|ihr|ihre|er|ihm|ihn|sein|ela|dela|ele|dele|elu|delu|lei|egli|"
    "hen|hon|henne|han|honom|hun|hende|hij|hem|zij|haar|die|diens|hän|ona|jej|on|jego|она|ее|её|он|его"
)

FANCY = re.compile(r"[\u24b6-\u24e9\uff01-\uff5e\U0001d400-\U0001d7ff\U0001f130-\U0001f149]")

UNSEEN = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]"
)


@cache
def _lexicon() -> Lexicon:
    from nameparser import Lexicon  # where a book comes from the cache, no name is taken apart

    return Lexicon.default()


@cache
def degrees() -> frozenset[str]:
    """Return degrees and certificates, in lower case and without full stops, that are no names as well."""
    words = _lexicon()
    return (words.suffix_acronyms - words.suffix_acronyms_ambiguous) | DEGREES


@cache
def possible_degrees() -> frozenset[str]:
    """Return those that are surnames too ("MA", "DO", "BA"): degrees only where a comma sets them off."""
    return _lexicon().suffix_acronyms_ambiguous | {"ba", "do", "ed", "ma"}


@cache
def dotted_titles() -> frozenset[str]:
    """Return what is a title if a full stop follows it."""
    return (_lexicon().titles | DOTTED_TITLES | TITLES) - DOTTED_NAMES


@cache
def honorifics() -> frozenset[str]:
    """Return what follows a Chinese, Japanese or Korean name as a courtesy."""
    return _lexicon().honorific_tails


@cache
def maiden_markers() -> frozenset[str]:
    """Return the words before a name given up at marriage: "née", "geb."."""
    return _lexicon().maiden_markers - {"z"}


@cache
def particles() -> frozenset[str]:
    """Return the words with which a family name may begin: "van", "de la", "bin"."""
    return _lexicon().particles


def bare(word: str) -> str:
    """Return a word in lower case without the signs around it and without a full stop at its end."""
    return word.strip("®™©℠*+.,;:()[]{}'\"").casefold()


def is_title(word: str) -> bool:
    """Tell whether a word is a title of courtesy: "Dr.", "Frau", "Dipl.-Ing."."""
    plain = bare(word)
    return plain in TITLES or (word.rstrip(",").endswith(".") and plain in dotted_titles())


def is_degree(word: str, *, after_comma: bool, shouted: bool = False) -> bool:
    """Tell whether a word is a degree or a certificate.

    Parameters
    ----------
    word
        The word, as it is written.
    after_comma
        Whether a comma sets it off from the name.
    shouted
        Whether the whole name is written in capitals, so that capitals say nothing.
    """
    plain = bare(word).replace(".", "")
    if plain in PLAIN_DEGREES:
        return True
    marked = len(re.findall(r"[A-Z]", word)) >= 2 or "." in word.strip(".")
    if after_comma and plain in {"esq", "esquire"}:
        return True
    if after_comma:
        return marked and (plain in degrees() or plain in possible_degrees())
    if shouted or not marked or plain not in degrees():
        return False
    if len(plain) == 2:
        return plain in SHORT_DEGREES or "." in word
    return re.fullmatch("[^aeiouy][aeiouy][^aeiouy]", plain) is None  # "LAC", "CAM": surnames in capitals


def is_emoji(character: str) -> bool:
    """Tell whether a character is a picture, or part of one, and no letter in any script."""
    if character in "\ufe0e\ufe0f\u20e3" or "\U0001f3fb" <= character <= "\U0001f3ff":
        return True
    return unicodedata.category(character) in {"So", "Co", "Cn", "Cs"}


def readable(text: str) -> str:
    """Return the text in plain letters, without characters that are not seen, and without pictures."""
    plain = FANCY.sub(lambda fancy: unicodedata.normalize("NFKC", fancy.group()), text)
    seen = UNSEEN.sub("", unicodedata.normalize("NFC", plain))
    if not seen.isascii():
        seen = "".join(" " if is_emoji(character) else character for character in seen)
    return " ".join(seen.strip("\u200d ").split())

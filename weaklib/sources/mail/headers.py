"""The headers of a mail that say who wrote to whom, when, and in which thread; and the text in them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from email.errors import HeaderParseError
from email.header import decode_header
from functools import lru_cache

Headers = Mapping[bytes, bytes]
"""The values of the headers that are asked for, by their names in lower case, on one line each."""

SEVERAL = frozenset({b"to", b"cc", b"bcc"})
"""Headers that some programs write more than once; of the others the first is meant."""

ASKED = SEVERAL | frozenset(
    b"from sender reply-to date received message-id in-reply-to references subject delivered-to return-path "
    b"x-gm-thrid x-gmail-labels x-mozilla-status x-spam-flag list-id list-post list-unsubscribe precedence "
    b"auto-submitted x-autoreply x-autorespond content-type content-class".split()
)

MAX_TEXT = 1_000  # characters of a name or subject: decoding takes more than its share of what is longer
UNSAFE_CHARSETS = frozenset(
    {"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "utf-7"}
)
"""Codecs that Python has and no mail: slow on long text, or made to hide something in it."""

CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def parse_headers(lines: bytes) -> Headers:
    r"""Return the headers that matter here, unfolded; as the standard library's parser would.

    >>> parse_headers(b"To: a@b.org,\n c@d.org\nX-Other: no\n")
    {b'to': b'a@b.org, c@d.org'}
    """
    found: dict[bytes, bytes] = {}
    name = b""
    for line in lines.split(b"\n"):
        start = line.find(b":")
        begun = line[:start].lower() if start > 0 else b""
        if begun in ASKED:
            value = line[start + 1 :].strip()
            if begun not in found:
                found[begun], name = value, begun
            elif begun in SEVERAL:
                found[begun] += b", " + value
                name = begun
            else:
                name = b""  # the first is meant: neither this one nor the lines that continue it
        elif not line.startswith((b" ", b"\t")):
            name = b""
        elif name:
            found[name] += b" " + line.strip()
    return found


def plain_text(value: bytes) -> str:
    r"""Return the bytes of a header as text: UTF-8, or else the ANSI of western Windows.

    >>> plain_text(b"J\xf6rg"), plain_text("Jörg".encode())
    ('Jörg', 'Jörg')
    """
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("cp1252", errors="replace")


def decoded(text: str, at_most: int = MAX_TEXT) -> str:
    """Return the text of a header with its encoded words decoded, on one line, without control characters.

    Examples
    --------
    >>> decoded("=?iso-8859-1?q?J=F6rg?= Adler"), decoded("=?x-unknown?q?Ben?=")
    ('Jörg Adler', 'Ben')
    """
    text = text[:at_most]
    if "=?" in text:
        text = _with_words_decoded(text)
    elif text.isprintable() and "  " not in text:
        return text.strip()
    return " ".join(CONTROLS.sub(" ", text).split())


@lru_cache(maxsize=4096)  # a subject is asked for more than once, and stands in a whole thread
def _with_words_decoded(text: str) -> str:
    with suppress(HeaderParseError, ValueError):  # half an encoded word says more than none
        return "".join(_word(word, charset) for word, charset in decode_header(text))
    return text


def _word(word: bytes | str, charset: str | None) -> str:
    if isinstance(word, str):
        return word
    if charset is None:  # what stands between encoded words: decode_header has escaped it so
        return word.decode("raw-unicode-escape", errors="replace")
    if charset.lower().replace("_", "-") in UNSAFE_CHARSETS:
        return plain_text(word)
    try:
        return word.decode(charset.partition("*")[0], errors="replace")
    except (LookupError, ValueError):
        return plain_text(word)

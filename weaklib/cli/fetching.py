"""The one room that opens the network: it fetches a calendar that the owner named, and nothing else."""

from __future__ import annotations

import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from typing import IO, Any
from urllib.parse import urlsplit

from weaklib.book import InputError

MOST_BYTES = 50_000_000
MOST_SECONDS = 60.0
SILENT_SECONDS = 15.0
"""How long a server may say nothing."""

_BLOCK = 65_536
_START, _END = b"BEGIN:VCALENDAR", b"END:VCALENDAR"


def fetched(
    name: str,
    address: str,
    *,
    trusting: ssl.SSLContext | None = None,
    most_bytes: int = MOST_BYTES,
    most_seconds: float = MOST_SECONDS,
) -> bytes:
    """Return a calendar from its address.

    Parameters
    ----------
    name
        What the owner calls it: an error says this and never the address, which often holds a secret.
    address
        Begins with https.
    trusting
        Whose certificates are believed; by default those that the system believes.
    most_bytes, most_seconds
        How large it may be, and how long all of it may take.

    Raises
    ------
    InputError
        If it cannot be had whole in this time and size, comes by another way than https, or is no calendar.
    """
    asked = urllib.request.Request(address, headers={"User-Agent": "weaklib", "Accept": "text/calendar"})  # noqa: S310
    trusting = trusting or ssl.create_default_context()
    opener = urllib.request.build_opener(urllib.request.HTTPSHandler(context=trusting), _OnlyHttps())
    began = time.monotonic()
    try:
        with opener.open(asked, timeout=SILENT_SECONDS) as answer:
            blocks = _blocks(answer, lambda: time.monotonic() - began < most_seconds, most_bytes)
            text = b"".join(blocks)
    except _TooMuchError as error:
        msg = f"The calendar {name!r} {error}; the one from before is kept."
        raise InputError(msg) from None
    except (OSError, ValueError) as error:  # the original names the address
        if isinstance(error, urllib.error.HTTPError):
            error.close()  # it is an answer, with an open line
        msg = f"The calendar {name!r} could not be fetched ({_why(error)}); the one from before is kept."
        raise InputError(msg) from None
    if not text.lstrip(b"\xef\xbb\xbf\r\n \t").startswith(_START) or not text.rstrip().endswith(_END):
        msg = f"What came for {name!r} is no whole calendar; copy its iCal address into settings.yaml again."
        raise InputError(msg)
    return text


class _TooMuchError(Exception):
    pass


class _OnlyHttps(urllib.request.HTTPRedirectHandler):
    """A server may send the caller on, but not away from https."""

    max_redirections = 5

    def redirect_request(self, *asked: Any) -> urllib.request.Request | None:
        if urlsplit(asked[-1]).scheme != "https":
            asked[1].close()  # the answer
            msg = "is sent on to an address that is not https"
            raise _TooMuchError(msg)
        return super().redirect_request(*asked)


def _blocks(answer: IO[bytes], in_time: Callable[[], bool], most: int) -> Iterator[bytes]:
    got = 0
    while block := answer.read(_BLOCK):
        got += len(block)
        if got > most:
            msg = f"is larger than {most // 1_000_000:,} MB"
            raise _TooMuchError(msg)
        if not in_time():
            msg = "comes too slowly"
            raise _TooMuchError(msg)
        yield block


def _why(error: Exception) -> str:
    if isinstance(error, urllib.error.HTTPError):
        return f"the server answered {error.code}"
    reason = getattr(error, "reason", error)
    if isinstance(reason, ssl.SSLError):
        return "its certificate is not to be trusted"
    return str(getattr(reason, "strerror", None) or type(reason).__name__)

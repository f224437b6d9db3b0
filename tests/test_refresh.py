"""`weaklib refresh`: calendars over https, bounded in size and time, whole or not at all, and no secret said."""

from __future__ import annotations

import gc
import shutil
import ssl
import stat
import subprocess
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner

import weaklib as wl
from weaklib.book import InputError
from weaklib.cli import fetching
from weaklib.cli.fetching import fetched
from weaklib.cli.refresh import refresh
from weaklib.sources.settings import read_settings

pytestmark = pytest.mark.skipif(not shutil.which("openssl"), reason="a certificate is made with openssl")

HIDDEN = "private-7f3a91"
CALENDAR = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20260302T090000Z\r\n"
    b"DTEND:20260302T100000Z\r\nSUMMARY:Coffee\r\nORGANIZER:mailto:me@home.example\r\n"
    b"ATTENDEE;PARTSTAT=ACCEPTED:mailto:cleo.marsh@away.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


class Answers(BaseHTTPRequestHandler):
    """A server of calendars: whole, torn, endless, slow, sent on, refused."""

    asked: list[str] = []  # noqa: RUF012

    def do_GET(self) -> None:
        self.asked.append(self.path)
        kind = self.path.split("/")[2]
        if kind == "whole":
            self._say(200, CALENDAR)
        elif kind == "torn":
            self._say(200, CALENDAR[:-10])
        elif kind == "page":
            self._say(200, b"<html>Sign in, please</html>")
        elif kind == "endless":
            self._say(200, CALENDAR + b" " * 300_000)
        elif kind == "slow":
            self.send_response(200)
            self.end_headers()
            for letter in CALENDAR:
                self.wfile.write(bytes([letter]))
                self.wfile.flush()
        elif kind == "on":
            self._say(302, b"", to=self.path.replace("/on", "/whole"))
        elif kind == "away":
            self._say(302, b"", to="http://127.0.0.1:9/whole")
        elif kind == "file":
            self._say(302, b"", to="file:///etc/hostname")
        else:
            self._say(404, b"")

    def _say(self, code: int, text: bytes, *, to: str = "") -> None:
        self.send_response(code)
        if to:
            self.send_header("Location", to)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    """Hangs up on those who hang up."""

    def handle_error(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def trusting(tmp_path_factory: pytest.TempPathFactory) -> ssl.SSLContext:
    """Believes the certificate of the server below, and no other."""
    place = tmp_path_factory.mktemp("certificate")
    made = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=localhost",
    ]
    made += ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", "key.pem", "-out", "cert.pem"]
    subprocess.run(made, cwd=place, check=True, capture_output=True)
    context = ssl.create_default_context(cafile=place / "cert.pem")
    context.place = place  # type: ignore[attr-defined]
    return context


@pytest.fixture(scope="module")
def server(trusting: ssl.SSLContext) -> Iterator[str]:
    """The beginning of an address that has a secret in it."""
    served = Server(("127.0.0.1", 0), Answers)
    own = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    own.load_cert_chain(trusting.place / "cert.pem", trusting.place / "key.pem")  # type: ignore[attr-defined]
    served.socket = own.wrap_socket(served.socket, server_side=True, do_handshake_on_connect=False)
    threading.Thread(target=served.serve_forever, daemon=True).start()
    yield f"https://127.0.0.1:{served.server_address[1]}/{HIDDEN}"
    served.shutdown()
    served.server_close()


@pytest.fixture(autouse=True)
def no_line_stays_open() -> Iterator[None]:
    """The garbage finds no open socket: it would say so, and what it says fails the test."""
    yield
    gc.collect()


@pytest.mark.parametrize("kind", ["whole", "on"])
def test_a_calendar_comes_as_it_is(kind: str, server: str, trusting: ssl.SSLContext) -> None:
    assert fetched("work", f"{server}/{kind}", trusting=trusting) == CALENDAR


@pytest.mark.parametrize(
    ("kind", "limits", "word"),
    [
        ("torn", {}, "no whole calendar"),
        ("page", {}, "no whole calendar"),
        ("endless", {"most_bytes": 100_000}, "larger than"),
        ("slow", {"most_seconds": 0.0}, "too slowly"),
        ("away", {}, "not https"),
        ("file", {}, "answered 302"),
        ("nothing", {}, "answered 404"),
    ],
)
def test_what_is_refused(
    kind: str, limits: dict[str, float], word: str, server: str, trusting: ssl.SSLContext
) -> None:
    with pytest.raises(InputError, match=word) as caught:
        fetched("work", f"{server}/{kind}", trusting=trusting, **limits)  # type: ignore[arg-type]
    assert "'work'" in str(caught.value)
    assert HIDDEN not in str(caught.value)
    assert caught.value.__cause__ is None


def test_a_certificate_that_nobody_vouches_for(server: str) -> None:
    with pytest.raises(InputError, match="certificate") as caught:
        fetched("work", f"{server}/whole")
    assert HIDDEN not in str(caught.value)


def test_a_server_that_is_not_there() -> None:
    with pytest.raises(InputError, match=r"could not be fetched \(.+\); the one from before is kept"):
        fetched("work", f"https://127.0.0.1:9/{HIDDEN}")


def told(folder: Path) -> tuple[int, str]:
    done = CliRunner().invoke(refresh, [str(folder)])
    if isinstance(done.exception, InputError):
        return done.exception.exit_code, str(done.exception)
    return done.exit_code, done.output


@pytest.fixture
def believing(monkeypatch: pytest.MonkeyPatch, trusting: ssl.SSLContext) -> Callable[..., bytes]:
    known = fetched
    monkeypatch.setattr(fetching, "fetched", lambda *asked: known(*asked, trusting=trusting))
    return known


@pytest.mark.usefixtures("believing")
def test_what_is_fetched_is_read_as_a_calendar(server: str, tmp_path: Path) -> None:
    (tmp_path / "settings.yaml").write_text(
        f"emails: [me@home.example]\nsubscriptions:\n  work: webcal{server.removeprefix('https')}/whole\n"
    )
    assert told(tmp_path) == (0, "The calendar work is fetched.\n")
    kept = tmp_path / "subscriptions" / "work.ics"
    assert kept.read_bytes() == CALENDAR
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700
    book = wl.read(tmp_path)
    assert list(book.people.index) == ["cleo.marsh@away.example"]


@pytest.mark.usefixtures("believing")
def test_one_that_fails_keeps_the_old_and_hinders_no_other(server: str, tmp_path: Path) -> None:
    (tmp_path / "settings.yaml").write_text(f"subscriptions:\n  a: {server}/torn\n  b: {server}/whole\n")
    (tmp_path / "subscriptions").mkdir()
    (tmp_path / "subscriptions" / "a.ics").write_bytes(b"old")
    code, said = told(tmp_path)
    assert code == 2
    assert HIDDEN not in said
    assert (tmp_path / "subscriptions" / "a.ics").read_bytes() == b"old"
    assert (tmp_path / "subscriptions" / "b.ics").read_bytes() == CALENDAR


def test_nothing_to_fetch_says_how(tmp_path: Path) -> None:
    code, said = told(tmp_path)
    assert code == 2
    assert "add `subscriptions:`" in said


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("work: http://a.example/x", "does not begin with https"),
        ("work: ftp://a.example/x", "does not begin with https"),
        ("work: file:///etc/passwd", "does not begin with https"),
        ("work: https://", "does not begin with https"),
        ("../work: https://a.example/x", "no name for a file"),
        (".hidden: https://a.example/x", "no name for a file"),
        ("work: [1]", "valid string"),
    ],
)
def test_a_subscription_that_is_none(line: str, word: str, tmp_path: Path) -> None:
    (tmp_path / "settings.yaml").write_text(f"subscriptions:\n  {line}\n")
    with pytest.raises(InputError, match=word):
        read_settings(tmp_path)

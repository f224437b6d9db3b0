"""A report is written where there is no network, and nobody is asked: every connection of a run is counted."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.pages.made import ERA, EXAMPLE, ROOT

LOOPBACK = """
import fcntl, os, socket, struct, sys
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
    fcntl.ioctl(asked, 0x8914, struct.pack("16sh14x", b"lo", 0x1 | 0x40))  # SIOCSIFFLAGS: up, running
os.execvp(sys.argv[1], sys.argv[1:])
"""
WAYS = (("unshare", "--net"), ("unshare", "--map-root-user", "--net"))
"""How a command gets a network of its own, of which only the loopback is there: as root, or as anybody."""

CALLS = "connect,sendto,sendmsg,sendmmsg"
INTERNET = re.compile(r"(?:sin_addr=inet_addr\(\"|inet_pton\(AF_INET6, \")([^\"]+)\"")
FILE = re.compile(r"sun_path=\"([^\"]+)\"")
HERE = re.compile(r"127\.|::1$|::ffff:127\.")


@cache
def alone() -> tuple[tuple[str, ...], str]:
    """The way that this machine has, and why it has none."""
    if not shutil.which("strace") or not shutil.which("unshare"):
        return (), "there is no strace or no unshare here; on Debian: apt install strace"
    said = ""
    for way in WAYS:
        whole = (*way, sys.executable, "-c", LOOPBACK)
        tried = subprocess.run(
            [*whole, "strace", "-o", os.devnull, "true"], capture_output=True, text=True, check=False
        )
        if not tried.returncode:
            return whole, ""
        said = " ".join(tried.stderr.split())[-200:]
    return (), f"this machine lets nobody do without its network ({said})"


pytestmark = pytest.mark.skipif(not alone()[0], reason=alone()[1])  # under CI a test that is skipped fails


class Seen(NamedTuple):
    """What a command and its children turned to: addresses of the internet, and sockets that are files."""

    done: subprocess.CompletedProcess[str]
    internet: list[str]
    files: list[str]


def watched(folder: Path, *command: object) -> Seen:
    """Run a command where there is no network, and tell whom it and its children turned to."""
    calls = folder / "calls"
    strace = ("strace", "-f", "-qq", "-e", f"trace={CALLS}", "-e", "signal=none", "-o", str(calls))
    done = subprocess.run(
        [*alone()[0], *strace, *map(str, command)],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    told = calls.read_text(encoding="utf-8", errors="replace")
    return Seen(done, INTERNET.findall(told), FILE.findall(told))


def abroad(addresses: list[str]) -> list[str]:
    return [address for address in addresses if not HERE.match(address)]


ASKS = """
import socket
for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
    for family, host in ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")):
        with socket.socket(family, kind) as asked:
            asked.settimeout(1)
            try:
                asked.sendto(b"x", (host, 9)) if kind == socket.SOCK_DGRAM else asked.connect((host, 9))
            except OSError:
                pass
with socket.create_server(("127.0.0.1", 0)) as here, socket.create_connection(here.getsockname()):
    print("loopback is up")
"""
"""What turns to two addresses of documentation, by two ways each, and to itself."""


def test_the_counter_counts_who_asks(tmp_path: Path) -> None:
    """In a child too; else a count of 0 would mean nothing."""
    child = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {ASKS!r}], check=True)"
    seen = watched(tmp_path, sys.executable, "-c", child)
    assert "loopback is up" in seen.done.stdout, seen.done.stderr
    assert sorted(abroad(seen.internet)) == ["192.0.2.1", "192.0.2.1", "2001:db8::1", "2001:db8::1"]
    assert "127.0.0.1" in seen.internet


@pytest.mark.parametrize(
    ("edition", "page"), [("private", "2026-06.html"), ("shared", "2026-10-shared.html")]
)
def test_a_report_asks_nobody(
    edition: str, page: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """Neither the run nor its kernel turns to any address, this machine's own included: they speak by files.

    Those are in the folder of the run. The C library looks up who the user is at a daemon of this machine.
    """
    reports, data = tmp_path / "reports", ERA if edition == "private" else EXAMPLE
    command = [sys.executable, "-m", "weaklib.cli", "report", data, "-o", reports, "--edition", edition]
    seen = watched(tmp_path, *command)
    assert seen.done.returncode == 0, seen.done.stderr
    assert (reports / page).is_file()
    assert seen.internet == []
    own = [path for path in seen.files if re.search(r"/weaklib-\w{8}/kernel-ipc-\d$", path)]
    assert len(own) > 10
    assert {*seen.files} - {*own} <= {"/var/run/nscd/socket"}
    told = f"{edition}: {len(own)} connections within the run, {len(seen.internet)} to the internet"
    record_property("counted", told)

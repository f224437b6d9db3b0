"""The server of the app: Voilà on the loopback address, closed to whoever has no token."""

from __future__ import annotations

import logging
import os
import secrets
import sys
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from importlib.util import find_spec
from inspect import isawaitable
from pathlib import Path
from types import MappingProxyType
from typing import Any

from weaklib.book import InputError

VOILA = "voila>=0.5.13"
"""What serves the app, as pip calls it; it comes with the extra `app`."""

LOOPBACK = "127.0.0.1"
HEADERS: Mapping[str, str] = MappingProxyType(
    {
        "Content-Security-Policy": (
            "default-src 'self'; script-src 'self' blob: 'unsafe-inline' 'unsafe-eval'; "
            "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
            "worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'; "
            "frame-ancestors 'none'"
        ),
        "Referrer-Policy": "no-referrer",
    }
)
"""A page of the app may ask this server, and nobody else."""

REFUSED = "Open the app by the whole address that weaklib printed: the token in it is what lets you in."
KEPT = ("IPYTHONDIR", "TMPDIR", "TEMP", "TMP")
"""What names the folders in which a kernel keeps things."""

BEAT = 30_000  # milliseconds between two looks at whether a page is still there
IDLE = 900  # seconds: a kernel that nobody has looked at for so long has no page any more


def needed() -> None:
    """Say how Voilà is added, where it is missing.

    Raises
    ------
    InputError
        If it is missing.
    """
    if find_spec("voila") is not None:
        return
    msg = f'The app is served by Voilà, which is not installed; this adds it: {_adding()} "{VOILA}"'
    raise InputError(msg)


def _adding() -> str:
    """Return what adds a part to the Python that runs now, as it was made by pipx, with pip or by uv."""
    if "pipx" in Path(sys.prefix).parts:
        return "pipx inject weaklib"
    return (
        f"{sys.executable} -m pip install"
        if find_spec("pip")
        else f"uv pip install --python {sys.executable}"
    )


def serve(home: Path, opened: Callable[[str], None]) -> None:
    """Serve the notebooks in a folder's `pages` as an app until Ctrl-C.

    Parameters
    ----------
    home
        The folder, where everything is kept that a page needs only while it is open.
    opened
        Is called with the address, token and all, as soon as somebody is there to answer.
    """
    with _surroundings(home):
        app = _server_class(opened)(config=_settings(home), token=secrets.token_urlsafe(24))
        app.initialize([])
        logging.getLogger("tornado").setLevel(logging.ERROR)  # who was refused is told so in their browser
        app.start()


def _surroundings(home: Path) -> AbstractContextManager[None]:
    """Let Jupyter find our templates and our kernel before any others, and leave nothing anywhere else."""
    from weaklib.pages.kernel import environment

    given = filter(None, [str(Path(__file__).parent), os.environ.get("JUPYTER_PATH")])
    changes = dict.fromkeys(KEPT, str(home)) | {"JUPYTER_PATH": os.pathsep.join(given)}
    return environment(changes)


def _settings(home: Path) -> Any:
    from traitlets.config import Config

    beat = {"ws_ping_interval": BEAT, "ws_ping_timeout": BEAT}
    tornado = {"allow_remote_access": False, "headers": dict(HEADERS), **beat}
    return Config(
        {
            "Voila": {
                "root_dir": str(home / "pages"),
                "connection_dir_root": str(home),
                "ip": LOOPBACK,
                "open_browser": True,  # in our way, below
                "config_file_paths": [],  # nobody's settings but these
                "log_level": logging.ERROR,
                "tornado_settings": tornado,
            },
            "VoilaConfiguration": {
                "template": "weaklib",
                "classic_tree": True,
                "allow_template_override": "NO",
                "allow_theme_override": "NO",
                "file_allowlist": [],
            },
            "MappingKernelManager": {"cull_idle_timeout": IDLE, "cull_interval": 60},
        }
    )


def _server_class(opened: Callable[[str], None]) -> Any:
    """Return the server's class, made only where it is asked for: Voilà is an extra."""
    from jupyter_server.auth.identity import IdentityProvider
    from tornado.web import HTTPError
    from voila.app import Voila

    class Owner(IdentityProvider):
        """Lets in who has the token; whoever has not is refused, whatever they ask for."""

        login_available = False

        async def get_user(self, handler: Any) -> Any:
            found = super().get_user(handler)
            user = await found if isawaitable(found) else found
            if user is None:
                handler.current_user = handler._jupyter_current_user = None  # noqa: SLF001 - so that an error page can be made
                raise HTTPError(403, REFUSED)
            return user

    class App(Voila):  # type: ignore[misc]
        """Voilà, which tells its whole address to who started it."""

        identity_provider_class = Owner

        def init_settings(self) -> dict[str, Any]:
            settings: dict[str, Any] = super().init_settings()
            return settings | {"jinja2_env": settings["voila_jinja2_env"]}  # an error looks like the rest

        def launch_browser(self) -> None:
            opened(f"http://{LOOPBACK}:{self.port}/?token={self.token}")

    return App

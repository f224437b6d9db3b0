"""`weaklib refresh`: fetch the calendars that settings.yaml names; no other command opens the network."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from weaklib.book import InputError, OutputError
from weaklib.cli.options import data_argument, debug_option
from weaklib.console import say, warn

FOLDER = "subscriptions"


@click.command()
@data_argument
@debug_option
def refresh(data: Path | None) -> None:
    """Fetch the calendar subscriptions of settings.yaml, and nothing else.

    They stand there as `subscriptions:`, a name and an https address a line. Nothing is sent but the question
    for them. No other command opens the network.
    """
    from weaklib.cli.fetching import fetched
    from weaklib.sources.settings import read_settings

    folder = data or Path("data")
    named = read_settings(folder).subscriptions
    if not named:
        msg = f"{folder / 'settings.yaml'} names no subscription; add `subscriptions:` and a line `work: https://…`."
        raise InputError(msg)
    failed = 0
    for name, address in named.items():
        try:
            text = fetched(name, address)
        except InputError as error:
            warn(str(error))
            failed += 1
            continue
        _keep(folder / FOLDER / f"{name}.ics", text)
        say(f"The calendar {name} is fetched.")
    if failed:
        sys.exit(InputError.exit_code)


def _keep(path: Path, text: bytes) -> None:
    from weaklib.sources.cache.private_files import write_whole

    try:
        path.parent.mkdir(mode=0o700, exist_ok=True)
        write_whole(path, lambda stream: stream.write(text))
    except OSError as error:
        msg = f"{path} could not be written ({error.strerror}); the calendar from before is as it was."
        raise OutputError(msg) from error

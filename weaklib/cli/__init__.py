"""The `weaklib` command: thin, a room for each kind of subcommand and one function for each."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import cast

import click

from weaklib import __version__
from weaklib.book import WeaklibError
from weaklib.console import say, warn

COMMANDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "check": ("check", "check"),
        "ties": ("measured", "ties"),
        "plan": ("plan", "plan"),
        "map": ("measured", "map_"),
        "log": ("log", "log"),
        "report": ("report", "report"),
        "pool": ("pool", "pool"),
        "schedule": ("schedule", "schedule"),
        "refresh": ("refresh", "refresh"),
        "lab": ("notebooks", "lab"),
    }
)
"""The room of each command, and what it is called there; it is loaded when it is asked for."""


class _Rooms(click.Group):
    """The commands by name; one does not wait for what the others need."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - as click asks
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - as click asks
        if cmd_name not in COMMANDS:
            return None
        room, called = COMMANDS[cmd_name]
        return cast("click.Command", getattr(import_module(f"weaklib.cli.{room}"), called))


@click.group(
    cls=_Rooms, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(__version__, prog_name="weaklib")
@click.option("--debug", is_flag=True, expose_value=False, help="Show the traceback of an error.")
@click.pass_context
def weaklib(context: click.Context) -> None:
    """Find the acquaintances who bridge to other worlds, and see whether they helped.

    DATA is the folder with your exports (or one zip or file): "data" where you do not name it, and
    the shipped example where that holds none. Everything stays on this machine. Without a COMMAND it
    says what to do next.
    """
    if context.invoked_subcommand is None:
        from weaklib.cli.clock import today
        from weaklib.cli.next_step import called, next_step

        say(*next_step(Path("data"), Path("reports"), today=today()).in_words(called()))


def main() -> None:
    """Run the command; an error is one sentence, and its exit code says what kind it is."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:  # a terminal of few letters shows what it can
            reconfigure(errors="replace")
    arguments = sys.argv[1:]
    debug = "--debug" in arguments
    try:
        sys.exit(weaklib.main(arguments, prog_name="weaklib", standalone_mode=False) or 0)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort:
        sys.exit(130)
    except BrokenPipeError:
        # the reader has gone; what is still buffered must not complain at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except WeaklibError as error:
        if debug:
            raise_with_code(error)
        warn(str(error))
        sys.exit(error.exit_code)
    except Exception as error:
        if debug:
            raise
        warn(
            f"weaklib met what it does not know ({type(error).__name__}: {error}); run it again with --debug."
        )
        sys.exit(1)


def raise_with_code(error: WeaklibError) -> None:
    """Print the traceback of `error` and leave with its exit code."""
    import traceback

    traceback.print_exception(error)
    sys.exit(error.exit_code)

"""Write docs/commands.md: every command, argument and option, as `weaklib --help` has them.

Run it with `.venv/bin/python docs/commands.py` after a command has changed; tests/docs compares the two.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import click

from weaklib.action.ledger import DamageError
from weaklib.book import BusyError, InputError, OutputError
from weaklib.cli import weaklib

PAGE = Path(__file__).with_suffix(".md")
HEAD = """\
# Every command

<!-- Written by docs/commands.py from the commands themselves: change those, and run it again. -->

`--help` after any command says the same. [Troubleshooting](troubleshooting.md) tells what the messages \
mean, and [a report that is written by itself](schedule.md) what the exit codes do.
"""
EVERYWHERE = ("help", "debug")
"""Options that every command takes; they are told once."""
FAILURES = (InputError, BusyError, DamageError, OutputError)


def page() -> str:
    """Return the page."""
    told = (_told(context) for context in commands(click.Context(weaklib, info_name="weaklib")))
    return "\n".join([HEAD, *told, _exit_codes()])


def commands(context: click.Context) -> Iterator[click.Context]:
    """Yield a command, and every one below it, as they are listed.

    Parameters
    ----------
    context
        Of the command, under the name by which it is called.
    """
    yield context
    group = context.command
    if isinstance(group, click.Group):
        for name in group.list_commands(context):
            command = group.get_command(context, name)
            if command is not None and not command.hidden:
                yield from commands(click.Context(command, info_name=name, parent=context))


def _told(context: click.Context) -> str:
    path = context.command_path
    usage = " ".join([path, *context.command.collect_usage_pieces(context)])
    parts = [f"{'#' * min(path.count(' ') + 2, 4)} {path}", f"```\n{usage}\n```"]
    parts += [_in_prose(context.command.help or "")]
    options = "\n".join(_options(context))
    return "\n\n".join(part for part in [*parts, options] if part) + "\n"


def _options(context: click.Context) -> Iterator[str]:
    for option in context.command.params:
        record = option.get_help_record(context) if isinstance(option, click.Option) else None
        if record and (not context.parent or option.name not in EVERYWHERE):
            named, says = record
            yield f"- `{named}`: {_in_prose(says)}" if says else f"- `{named}`"


def _exit_codes() -> str:
    rows = [(0, "Done. What is worth knowing is said on the error stream.")]
    rows += [(each.exit_code, inspect.getdoc(each) or "") for each in FAILURES]
    rows += [(1, "Anything else: what weaklib does not know."), (130, "You stopped it.")]
    table = "\n".join(f"| {code} | {_in_prose(says)} |" for code, says in rows)
    return f"## Exit codes\n\n| code | what it means |\n|---|---|\n{table}\n"


def _in_prose(text: str) -> str:
    """Return help as Markdown: a paragraph a line, and nothing outside code that is taken for a mark."""
    paragraphs = inspect.cleandoc(text.replace("\b", "")).split("\n\n")
    joined = "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)
    pieces = re.split(r"(`[^`]*`)", joined)
    return "".join(
        each if each.startswith("`") else re.sub(r"<(?=[a-zA-Z/!])|\*", r"\\\g<0>", each) for each in pieces
    )


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")

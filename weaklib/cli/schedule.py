"""`weaklib schedule`: let a report be written by itself."""

from __future__ import annotations

from pathlib import Path

import click

from weaklib.book import InputError
from weaklib.cli.options import data_argument, debug_option
from weaklib.console import say
from weaklib.pages.schedule.job import EVERY

NO_TIMER = (
    "There is no such timer: it is known by DATA, -o and --edition, as they were when it was installed."
)


@click.command()
@data_argument
@debug_option
@click.option(
    "-o", "--output", default="reports", type=click.Path(path_type=Path), help="The folder to write into."
)
@click.option("--every", type=click.Choice(EVERY), default="month", help="What each report is of.")
@click.option("--at", default="07:00", metavar="TIME", help="The hour of the day after the period.")
@click.option(
    "--edition", type=click.Choice(["private", "shared"]), default="private", help="For whom it is."
)
@click.option("--on-failure", default="", metavar="COMMAND", help="What to run when a report fails.")
@click.option(
    "--with", "way", type=click.Choice(["systemd", "cron", "launchd", "windows"]), help="By which timer."
)
@click.option("--install", "what", flag_value="install", help="Put the timer in place.")
@click.option("--remove", "what", flag_value="remove", help="Take the timer away.")
@click.option("--dry-run", is_flag=True, help="Show everything that would be done, and do nothing.")
def schedule(
    data: Path | None, output: Path, way: str | None, what: str | None, *, dry_run: bool, **more: str
) -> None:
    """Let the report of each period be written by itself.

    Without --install or --remove it shows what --install would do. A run that was missed is made up for; a
    report that is there already is left alone.
    """
    from weaklib.pages.schedule import INSTALLED, done, job_of, to_do, to_print, way_here

    job, remove = job_of(data or Path("data"), output, **more), what == "remove"
    if what == "install" and not job.data.exists():
        msg = f"{job.data} is not there, so nothing could be reported; name the folder of your exports."
        raise InputError(msg)
    way = way or way_here()
    if not remove:
        say(job.in_words())
    if way not in INSTALLED:
        click.echo(to_print(job, way, remove=remove))
        return
    steps = to_do(job, way, remove=remove)
    if dry_run or what is None:
        click.echo("\n".join(f"would {step.in_words()}" for step in steps) or NO_TIMER)
        return
    done(steps)
    removed = "It is removed." if steps else NO_TIMER
    say(removed if remove else f"It is installed, by {way}. The same command with --remove takes it away.")

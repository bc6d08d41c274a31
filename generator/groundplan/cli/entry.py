"""The program itself: how it is started, and how it ends."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import NoReturn

import click

from groundplan.cli.ending import FAILURE, Done
from groundplan.errors import GroundplanError

TRACEBACK = "GROUNDPLAN_TRACEBACK"
"""The variable of the environment that asks for the traceback of a failure that nobody foresaw."""

project_argument = click.argument("project", metavar="[DIR]", default=".", type=click.Path(file_okay=False, path_type=Path))

project_option = click.option(
    "--project", "only", metavar="NAME", help="One of the projects that the site names; see the option `projects`."
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="groundplan", prog_name="groundplan")
def cli() -> None:
    """Architecture documentation that is proven, not promised.

    A project is a folder that holds `model/`. DIR is the working directory if left out.
    """


def _opened() -> None:
    """Give what is said somewhere to go where whoever started the program closed stdout or stderr: nobody wants to read it."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - it is open until the end


def program() -> None:
    """What the shell starts: `main`, but a process that is done leaves at once.

    To take a large model apart, object by object, only to end takes longer than to check it.
    """
    _opened()
    try:
        main()
    except Done as done:
        try:
            sys.stdout.flush()
            sys.stderr.flush()
        except OSError:  # who reads has gone away
            raise done from None
        os._exit(done.code if isinstance(done.code, int) else FAILURE)


def main() -> None:
    """Run the program. Failures of the run itself end with exit code 2 and one line, never with a traceback."""
    try:
        cli(prog_name="groundplan", standalone_mode=True)
    except Exception as error:
        if TRACEBACK in os.environ:
            raise
        fail(error)


def fail(error: Exception) -> NoReturn:
    """Tell in one line what ended the run, and end."""
    from groundplan.check.report.visible import visible

    click.echo(f"groundplan: {visible(_told(error))}", err=True)
    sys.exit(FAILURE)


def _told(error: Exception) -> str:
    match error:
        case GroundplanError():
            return str(error)
        case OSError(strerror=str()):
            named = error.filename2 or error.filename  # of a copy, what was written
            name = os.fsdecode(named) if isinstance(named, bytes | str) else ""
            return f"{error.strerror}: {name}".rstrip(": ")
        case _:
            what = " ".join(f"{type(error).__name__}: {error}".split())
            return f"the program itself failed ({what}); with {TRACEBACK}=1 it says where"

"""The program itself: how it is started, and how it ends."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from groundplan.cli.ending import FAILURE, Done
from groundplan.errors import GroundplanError

project_argument = click.argument("project", metavar="[DIR]", default=".", type=click.Path(file_okay=False, path_type=Path))


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="groundplan", prog_name="groundplan")
def cli() -> None:
    """Architecture documentation that is proven, not promised.

    A project is a folder that holds `model/`. DIR is the working directory if left out.
    """


def program() -> None:
    """What the shell starts: `main`, but a process that is done leaves at once.

    To take a large model apart, object by object, only to end takes longer than to check it.
    """
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
    except GroundplanError as error:
        click.echo(f"groundplan: {error}", err=True)
        sys.exit(FAILURE)
    except OSError as error:
        click.echo(f"groundplan: {error.strerror or error}: {error.filename or ''}".rstrip(": "), err=True)
        sys.exit(FAILURE)

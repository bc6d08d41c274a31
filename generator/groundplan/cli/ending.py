"""How commands end: with an exit code, and what is wrong on stderr."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, TextIO

import click

if TYPE_CHECKING:
    from groundplan.analysis import Analysis
    from groundplan.check.report.run import Run

FINDINGS, FAILURE = 1, 2


class Done(SystemExit):
    """The end of a command after which nothing is left to tidy up."""


def report_errors(analysis: Analysis, *, strict: bool = False) -> None:
    """Print what is wrong with a project to stderr and end with the exit code that it calls for."""
    report(analysis.run(strict=strict, color=is_coloured(sys.stderr)))


def report(run: Run) -> None:
    """Print the findings of a run that failed to stderr and end with the exit code that it calls for."""
    from groundplan.check.report.registry import FORMATS

    if run.failed:
        click.echo(FORMATS["text"](run), err=True, nl=False, color=run.color)
        sys.exit(FINDINGS)


def is_coloured(stream: TextIO) -> bool:
    return not os.environ.get("NO_COLOR") and bool(stream.isatty())

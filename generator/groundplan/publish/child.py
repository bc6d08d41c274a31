"""MkDocs as `groundplan build` starts it: it ends with who started it, without a traceback, and with our exit codes."""

from __future__ import annotations

import logging
import os
import signal
import sys
from types import FrameType

from groundplan.lifeline import end_with_stdin
from groundplan.publish.tracing import TRACE, begin, current

_ENDINGS = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]


def main() -> int:
    """Run MkDocs with the words of the command line; its exit code."""
    for ending in _ENDINGS:
        signal.signal(ending, _end)
    end_with_stdin()
    notes = os.environ.pop(TRACE, None)
    trace = begin() if notes else None
    code = _run()
    if trace and notes and not code:
        trace.write(notes)
    return code


def _run() -> int:
    import click  # from here on, who started it may go at any time
    from mkdocs.__main__ import cli

    from groundplan.publish.mkdocs.ending import FAILURE, FINDINGS, Unpublished, told_error

    logging.getLogger("mkdocs").addHandler(_Said())
    try:
        cli(sys.argv[1:], prog_name="mkdocs", standalone_mode=False)
    except Unpublished as error:
        click.echo(error.report or f"\n{error.format_message()}", err=True, nl=not error.report)
        return FINDINGS
    except click.ClickException as error:
        error.show()
        return FAILURE
    except click.Abort:
        return 128 + signal.SIGINT
    except Exception as error:
        click.echo(told_error(error), err=True)
        return FAILURE
    return 0


class _Said(logging.Handler):
    """Keeps what a build says is wrong: another that would do the same says it again."""

    def emit(self, record: logging.LogRecord) -> None:
        trace = current()
        if trace and (record.levelno >= logging.WARNING or record.name.endswith(".groundplan")):
            trace.said.append(f"{record.levelname:<8}-  {record.getMessage()}")


def _end(number: int, _: FrameType | None) -> None:
    """End, but tidy up: once, whoever else asks for it."""
    for ending in _ENDINGS:
        signal.signal(ending, signal.SIG_IGN)
    sys.exit(128 + number)


if __name__ == "__main__":
    sys.exit(main())

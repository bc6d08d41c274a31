"""MkDocs as `groundplan build` starts it: it ends with who started it, without a traceback, and with our exit codes."""

from __future__ import annotations

import signal
import sys
from types import FrameType

from groundplan.lifeline import end_with_stdin

_ENDINGS = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]


def main() -> int:
    """Run MkDocs with the words of the command line; its exit code."""
    for ending in _ENDINGS:
        signal.signal(ending, _end)
    end_with_stdin()
    import click  # from here on, who started it may go at any time
    from mkdocs.__main__ import cli

    from groundplan.publish.mkdocs.ending import FAILURE, FINDINGS, Unpublished, told_error

    try:
        cli(sys.argv[1:], prog_name="mkdocs", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return FINDINGS if isinstance(error, Unpublished) else FAILURE
    except click.Abort:
        return 128 + signal.SIGINT
    except Exception as error:
        click.echo(told_error(error), err=True)
        return FAILURE
    return 0


def _end(number: int, _: FrameType | None) -> None:
    """End, but tidy up: once, whoever else asks for it."""
    for ending in _ENDINGS:
        signal.signal(ending, signal.SIG_IGN)
    sys.exit(128 + number)


if __name__ == "__main__":
    sys.exit(main())

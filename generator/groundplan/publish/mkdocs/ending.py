"""How a build of MkDocs ends that fails: with what its reader needs, and with our exit codes."""

from __future__ import annotations

import logging
import sys
import traceback
from pathlib import Path

from mkdocs.exceptions import Abort, PluginError

from groundplan.errors import GroundplanError

FINDINGS, FAILURE = 1, 2
_PACKAGE = str(Path(__file__).parents[2])


class Refused(PluginError):
    """The findings forbid to publish the site."""


class Unpublished(Abort):
    """The end of a build whose findings or warnings forbid to publish."""

    code = exit_code = FINDINGS
    report = ""
    """What was found, where that is all that there is to tell."""


class Failed(Abort):
    """The end of a build that could not go on."""

    code = exit_code = FAILURE


def explain(error: Exception) -> None:
    """End the build with a few words instead of a traceback, where `error` is ours to explain."""
    if isinstance(error, Refused | Abort):  # findings, or the warnings of a strict build
        ended = Unpublished(str(error))
        ended.report = str(error) if isinstance(error, Refused) else ""
        raise ended from error
    if isinstance(error, GroundplanError) or _is_of_the_disk(error) or (_is_ours(error) and not _wants_all()):
        raise Failed(told_error(error)) from error


def told_error(error: BaseException) -> str:
    """What happened, in one line."""
    match error:
        case GroundplanError():
            return f"groundplan: {error}"
        case OSError(strerror=str()):
            return f"groundplan: {error.strerror}: {error.filename or ''}".rstrip(": ")
        case _:
            return f"groundplan: {type(error).__name__}: {' '.join(str(error).split())}"


def hush() -> None:
    """Keep MkDocs from telling what is told better: where it puts files meanwhile, and at which page a disk was full."""
    log = logging.getLogger("mkdocs.commands.build")
    if _is_news not in log.filters:
        log.addFilter(_is_news)


def _is_news(record: logging.LogRecord) -> bool:
    if (isinstance(failure := sys.exc_info()[1], GroundplanError) or _is_of_the_disk(failure)) and str(record.msg).startswith(
        "Error building page"
    ):
        return False
    return not str(record.msg).startswith(("Cleaning site directory", "Building documentation to directory"))


def _is_of_the_disk(error: BaseException | None) -> bool:
    """Whether the system could not read or write; a template that is missing looks alike."""
    return isinstance(error, OSError) and error.strerror is not None


def _is_ours(error: Exception) -> bool:
    return any(frame.filename.startswith(_PACKAGE) for frame in traceback.extract_tb(error.__traceback__))


def _wants_all() -> bool:
    return logging.getLogger("mkdocs").isEnabledFor(logging.DEBUG)

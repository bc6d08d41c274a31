"""The program as a shell starts it. A build that has nothing to do says so before anything is loaded that could do it."""

from __future__ import annotations

import sys
from pathlib import Path

BUILD, STRICTLY = ["build"], ["build", "--strict"]
"""The plainest orders for a build. In other words, those who understand all of them look whether there is anything to do."""


def program() -> None:
    """What the shell starts."""
    words = sys.argv[1:]
    if words in (BUILD, STRICTLY) and sys.stderr and _is_done(strict=words == STRICTLY):
        return
    from groundplan.cli import program as whole

    whole()


def _is_done(*, strict: bool) -> bool:
    """Whether the site in the working directory is as it would come out of a build. If so, this says what that build has said."""
    from groundplan.publish.unchanged import NOTHING_TO_DO, LastBuild, last_order, words_of

    try:
        order = last_order(Path(), words_of(strict=strict))
        said = LastBuild(order).unchanged() if order else None
    except OSError:  # whoever builds says what is wrong
        return False
    if order is None or said is None:
        return False
    try:
        print(*said, NOTHING_TO_DO, order.place, sep="\n", file=sys.stderr, flush=True)
    except OSError:  # who reads has gone away
        sys.exit(1)
    return True

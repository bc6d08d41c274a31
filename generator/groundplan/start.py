"""The program as a shell starts it. A build that has nothing to do says so before anything is loaded that could do it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

_STRICT = "--strict"


def program() -> None:
    """What the shell starts. In the plainest words for a build, it is looked first whether there is anything to do."""
    match sys.argv[1:]:
        case ["build", *words] if sys.stderr and _is_plain(words) and _is_done(words):
            return
    from groundplan.cli import program as whole

    whole()


def _is_plain(words: Sequence[str]) -> bool:
    """Whether an order for a build names no more than a folder, and whether it is strict. Who understands all words looks otherwise."""
    others = [word for word in words if word != _STRICT]
    return len(others) < 2 and not any(word.startswith("-") for word in others)


def _is_done(words: Sequence[str]) -> bool:
    """Whether the site is as it would come out of a build. If so, this says what that build has said."""
    from groundplan.publish.unchanged import NOTHING_TO_DO, LastBuild, last_order, words_of

    root = Path(*(word for word in words if word != _STRICT))
    try:
        order = last_order(root, words_of(strict=_STRICT in words))
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

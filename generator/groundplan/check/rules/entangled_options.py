"""Options whose conditions hang together in more ways than can be worked out."""

from collections.abc import Iterator, Sequence

from groundplan.check.wording import listed
from groundplan.checks import ENTANGLED_OPTIONS
from groundplan.derive.facts import Facts
from groundplan.diagnostics import Finding, Route

_MOST_OPTIONS = 6
"""How many options the sentence names, the most entangled first."""


def check(facts: Facts) -> Iterator[Finding]:
    if facts.space.entangled:
        what = "what `requires` and `excludes` leave"
        yield ENTANGLED_OPTIONS.at(Route("options"), what=what, options=_options(facts.space.entangled))
    for id_, options in facts.entangled.items():
        yield ENTANGLED_OPTIONS.at(facts.model.claims[id_].route, what=f"the claim `{id_}`", options=_options(options))


def of(what: str) -> Finding:
    """The finding for something that was given up, where no entry is to blame."""
    return ENTANGLED_OPTIONS.at(Route("options"), what=what, options="its options")


def _options(options: Sequence[str]) -> str:
    return listed([f"`{option}`" for option in options], _MOST_OPTIONS)

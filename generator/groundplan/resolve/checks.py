"""The faults that resolving names can find."""

from groundplan.diagnostics import Check, Severity

UNKNOWN_REFERENCE = Check("unknown-reference", Severity.ERROR, "`{place}` names `{name}`, which is {expected}")
AMBIGUOUS_ID = Check(
    "ambiguous-id", Severity.ERROR, "`{id}` is both a component and a boundary", "rename one: flows and selectors take ids of both kinds"
)
BOUNDARY_CYCLE = Check("boundary-cycle", Severity.ERROR, "the boundary `{id}` lies in itself: {chain}")
CARRIER_CYCLE = Check("carrier-cycle", Severity.ERROR, "the overlay `{id}` carries itself: {chain}")
DATA_CYCLE = Check("data-cycle", Severity.ERROR, "the data class `{id}` is part of itself: {chain}")
UNCOVERED_CHOICE = Check("uncovered-choice", Severity.ERROR, "{problem}", "name a channel for each of {choices}")
BAD_CLAIM = Check(
    "bad-claim", Severity.ERROR, "{problem}", "a claim has one of never, every with is, exists, contained, unreachable, drawn-in"
)
INTERNAL_LEAK = Check(
    "internal-leak",
    Severity.ERROR,
    "the public entry `{public}` names `{internal}`, which is internal",
    "make `{public}` internal too, or `{internal}` public",
)
UNKNOWN_KEY = Check("unknown-key", Severity.ERROR, "{place} has no key `{key}`")
WRONG_TYPE = Check("wrong-type", Severity.ERROR, "{place} must be {expected}, not {found}")

CHECKS = (UNKNOWN_REFERENCE, AMBIGUOUS_ID, BOUNDARY_CYCLE, CARRIER_CYCLE, DATA_CYCLE, UNCOVERED_CHOICE, BAD_CLAIM, INTERNAL_LEAK)

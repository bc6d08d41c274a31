"""Every rule there is: a check, and the function that finds it. A test compares them with the folder `rules/`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from groundplan import checks
from groundplan.check.rules import (
    active_uses_planned,
    bad_icon,
    claim_refuted,
    claim_vacuous,
    data_without_source,
    direction_mismatch,
    duplicate_flow,
    empty_view,
    entangled_options,
    exposed_datastore,
    exposure_mismatch,
    impossible_condition,
    markup_mismatch,
    missing_translation,
    mixed_ends,
    overlay_without_carrier,
    placeholder_mismatch,
    self_flow,
    stale_translation,
    unbound_promise,
    unencrypted_crossing,
    unstated_endpoint,
    unstated_port,
    untranslated_text,
    unused_channel,
    unused_component,
    unused_control,
    unused_data,
    unused_option,
    unused_term,
    weak_claim,
    wrong_term,
)
from groundplan.check.subject import Subject
from groundplan.derive.facts import Facts
from groundplan.diagnostics import Check, Finding


@dataclass(frozen=True, slots=True)
class Rule:
    """A check and the function that finds it."""

    check: Check
    find: Callable[[Subject], Iterator[Finding]]


def _of_model(check: Check, find: Callable[[Facts], Iterator[Finding]]) -> Rule:
    return Rule(check, lambda subject: find(subject.facts))


RULES = (
    _of_model(checks.IMPOSSIBLE_CONDITION, impossible_condition.check),
    _of_model(checks.ENTANGLED_OPTIONS, entangled_options.check),
    _of_model(checks.DIRECTION_MISMATCH, direction_mismatch.check),
    _of_model(checks.EXPOSURE_MISMATCH, exposure_mismatch.check),
    _of_model(checks.OVERLAY_WITHOUT_CARRIER, overlay_without_carrier.check),
    _of_model(checks.CLAIM_REFUTED, claim_refuted.check),
    _of_model(checks.CLAIM_VACUOUS, claim_vacuous.check),
    _of_model(checks.WEAK_CLAIM, weak_claim.check),
    _of_model(checks.MIXED_ENDS, mixed_ends.check),
    _of_model(checks.EMPTY_VIEW, empty_view.check),
    _of_model(checks.SELF_FLOW, self_flow.check),
    _of_model(checks.DUPLICATE_FLOW, duplicate_flow.check),
    _of_model(checks.UNUSED_COMPONENT, unused_component.check),
    _of_model(checks.UNUSED_CHANNEL, unused_channel.check),
    _of_model(checks.UNUSED_DATA, unused_data.check),
    _of_model(checks.UNUSED_CONTROL, unused_control.check),
    _of_model(checks.UNUSED_OPTION, unused_option.check),
    Rule(checks.UNUSED_TERM, unused_term.check),
    _of_model(checks.UNSTATED_PORT, unstated_port.check),
    _of_model(checks.UNSTATED_ENDPOINT, unstated_endpoint.check),
    _of_model(checks.UNENCRYPTED_CROSSING, unencrypted_crossing.check),
    _of_model(checks.EXPOSED_DATASTORE, exposed_datastore.check),
    _of_model(checks.DATA_WITHOUT_SOURCE, data_without_source.check),
    _of_model(checks.ACTIVE_USES_PLANNED, active_uses_planned.check),
    Rule(checks.BAD_ICON, bad_icon.check),
    Rule(checks.MISSING_TRANSLATION, missing_translation.check),
    Rule(checks.UNTRANSLATED_TEXT, untranslated_text.check),
    Rule(checks.STALE_TRANSLATION, stale_translation.check),
    Rule(checks.PLACEHOLDER_MISMATCH, placeholder_mismatch.check),
    Rule(checks.MARKUP_MISMATCH, markup_mismatch.check),
    Rule(checks.WRONG_TERM, wrong_term.check),
    Rule(checks.UNBOUND_PROMISE, unbound_promise.check),
)
"""In the order in which they run."""

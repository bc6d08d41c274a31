"""Every check there is. A test compares these tuples with the folder `rules/`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from groundplan.check.rules import (
    active_uses_planned,
    bad_icon,
    bad_page,
    bad_setting,
    claim_refuted,
    claim_vacuous,
    crowded_place,
    data_without_source,
    direction_mismatch,
    duplicate_flow,
    expired_waiver,
    exposed_datastore,
    exposure_mismatch,
    impossible_condition,
    internal_error,
    markup_mismatch,
    missing_anchor,
    missing_translation,
    overlay_without_carrier,
    placeholder_mismatch,
    self_flow,
    stale_translation,
    unbound_promise,
    undocumented_flow,
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
    unused_waiver,
    wrong_term,
)
from groundplan.check.subject import Subject
from groundplan.derive.facts import Facts
from groundplan.diagnostics import Check, Finding
from groundplan.i18n.texts.project import BAD_CATALOGUE
from groundplan.load.checks import CHECKS as LOAD_CHECKS
from groundplan.resolve.checks import CHECKS as RESOLVE_CHECKS


@dataclass(frozen=True, slots=True)
class Rule:
    """A check and the function that finds it."""

    check: Check
    find: Callable[[Subject], Iterator[Finding]]


def _of_model(check: Check, find: Callable[[Facts], Iterator[Finding]]) -> Rule:
    return Rule(check, lambda subject: find(subject.facts))


STRUCTURAL = (*LOAD_CHECKS, *RESOLVE_CHECKS)
"""Found while the model is read and its names are resolved."""

RULES = (
    _of_model(impossible_condition.CHECK, impossible_condition.check),
    _of_model(direction_mismatch.CHECK, direction_mismatch.check),
    _of_model(exposure_mismatch.CHECK, exposure_mismatch.check),
    _of_model(overlay_without_carrier.CHECK, overlay_without_carrier.check),
    _of_model(claim_refuted.CHECK, claim_refuted.check),
    _of_model(claim_vacuous.CHECK, claim_vacuous.check),
    _of_model(self_flow.CHECK, self_flow.check),
    _of_model(duplicate_flow.CHECK, duplicate_flow.check),
    _of_model(unused_component.CHECK, unused_component.check),
    _of_model(unused_channel.CHECK, unused_channel.check),
    _of_model(unused_data.CHECK, unused_data.check),
    _of_model(unused_control.CHECK, unused_control.check),
    _of_model(unused_option.CHECK, unused_option.check),
    Rule(unused_term.CHECK, unused_term.check),
    _of_model(unstated_port.CHECK, unstated_port.check),
    _of_model(unstated_endpoint.CHECK, unstated_endpoint.check),
    _of_model(unencrypted_crossing.CHECK, unencrypted_crossing.check),
    _of_model(exposed_datastore.CHECK, exposed_datastore.check),
    _of_model(data_without_source.CHECK, data_without_source.check),
    _of_model(active_uses_planned.CHECK, active_uses_planned.check),
    Rule(bad_icon.CHECK, bad_icon.check),
    Rule(missing_translation.CHECK, missing_translation.check),
    Rule(untranslated_text.CHECK, untranslated_text.check),
    Rule(stale_translation.CHECK, stale_translation.check),
    Rule(placeholder_mismatch.CHECK, placeholder_mismatch.check),
    Rule(markup_mismatch.CHECK, markup_mismatch.check),
    Rule(wrong_term.CHECK, wrong_term.check),
    Rule(unbound_promise.CHECK, unbound_promise.check),
)
"""Found by a function of the facts, or of the whole subject."""

OF_FILES = (BAD_CATALOGUE, bad_setting.CHECK)
"""Found while files other than the model's are read."""

OF_THE_SITE = (bad_page.CHECK, undocumented_flow.CHECK, crowded_place.CHECK, missing_anchor.CHECK)
"""Found on the pages that are really built."""

OF_THE_RUN = (expired_waiver.CHECK, unused_waiver.CHECK, internal_error.CHECK)
"""Found while the findings of others are gathered."""

CHECKS: tuple[Check, ...] = (*STRUCTURAL, *(rule.check for rule in RULES), *OF_FILES, *OF_THE_SITE, *OF_THE_RUN)
"""Every check, by the order in which it is documented."""

BINDING = frozenset(check.name for check in (*STRUCTURAL, bad_setting.CHECK, bad_page.CHECK, internal_error.CHECK))
"""Names of the checks that no setting lowers and no waiver accepts: what they report, other checks could not see."""

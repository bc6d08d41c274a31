"""A term that is no purpose and stands in no text."""

import re
from collections import defaultdict
from collections.abc import Iterator

from groundplan.check.subject import Subject
from groundplan.checks import UNUSED_TERM
from groundplan.diagnostics import Finding

_CALL = re.compile(r"""term\((['"])([^'"]*)\1\)""")
_END = "\0"
"""Stands between texts, so that nothing is found across two of them."""


def check(subject: Subject) -> Iterator[Finding]:
    model = subject.facts.model
    purposes = {flow.purpose.id for flow in model.flows.values() if flow.purpose}
    own = _definitions(subject)
    written = _END.join(text.source.casefold() for text in subject.texts if text.route[0] != "waivers")  # which no reader sees
    pages = _END.join(subject.pages.values())
    folded, called = pages.casefold(), {id_ for _, id_ in _CALL.findall(pages)}
    for term in model.terms.values():
        word = term.name.source.casefold()
        elsewhere = written.count(word) > own[term.id].count(word)
        if not (term.id in purposes or term.id in called or elsewhere or word in folded):
            yield UNUSED_TERM.at(term.route, term=term.id)


def _definitions(subject: Subject) -> dict[str, str]:
    """The texts of each term itself."""
    found: dict[str, list[str]] = defaultdict(list)
    for text in subject.texts:
        if text.route[0] == "terms":
            found[str(text.route[1])].append(text.source.casefold())
    return defaultdict(str, {id_: _END.join(texts) for id_, texts in found.items()})

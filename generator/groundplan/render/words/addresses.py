"""The ends of a rule in words: what the model names as it is written, what it does not as something to fill in."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import assert_never

from markupsafe import Markup

from groundplan.derive.allow_list import Address, Decider, FillIn, Own
from groundplan.domain.component import Place
from groundplan.domain.flow import Endpoint, EndpointKind
from groundplan.i18n.interface.marking import _
from groundplan.render.words.words import Words

_PLACEHOLDER = re.compile(r"\{[^{}]+\}")
_MARKED = r'<var class="gp-placeholder">\g<0></var>'
_FILL_IN = {
    Decider.READER: _("the addresses that you list for {place}"),
    Decider.OWNER: _("the addresses of {place} that {owner} tells you"),
    Decider.NOBODY: _("the addresses of {place} that you admit"),
}


def address_html(address: Address, words: Words, place: Callable[[Place], Markup]) -> Markup:
    """An address on a page, on which `place` links to where a place is explained."""
    match address:
        case Endpoint(EndpointKind.LIST, value):
            return Markup('<a href="{0}">{0}</a>').format(value)
        case Endpoint():
            return Markup("<code>{}</code>").format(Markup(_PLACEHOLDER.sub(_MARKED, str(words.code(address.value)))))
        case Own():
            return place(address.place)
        case FillIn():
            return Markup('<span class="gp-fill-in">{}</span>').format(_asked(address, words, place(address.place)))
        case _:
            assert_never(address)


def example_html(stands_for: FillIn, words: Words, place: Callable[[Place], Markup]) -> Markup:
    """What a page says below an address that is an example."""
    asked = _asked(stands_for, words, place(stands_for.place))
    return Markup('<div class="gp-small">{}</div>').format(words.gettext("An example: put in {addresses}", addresses=asked))


def address_text(address: Address, words: Words) -> str:
    """An address where only text can stand."""
    match address:
        case Endpoint():
            return address.value
        case Own():
            return words.name(address.place)
        case FillIn():
            return _asked(address, words, words.name(address.place))
        case _:
            assert_never(address)


def _asked(address: FillIn, words: Words, place: str) -> str:
    owner = words.name(address.owner) if address.owner else ""
    return words.gettext(_FILL_IN[address.decider], place=place, owner=owner)

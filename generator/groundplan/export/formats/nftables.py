"""A ruleset of nftables for a gateway at the border. What the model does not name is a set to fill in, empty until then.

It loads as it stands and admits nothing that is not stated: an empty set matches no packet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from groundplan.derive.allow_list import Address, Rule
from groundplan.export.addresses import Network, key_of
from groundplan.export.exported import Exported, one_line
from groundplan.export.rows import heading, row
from groundplan.export.ruleset import Family, Match, is_literal, is_portless, literal, matches, of_family

_FIELD = {Family.V4: "ip", Family.V6: "ip6"}
_MOST_COMMENT = 128


def write(exported: Exported) -> str:
    """A table of its own, `inet groundplan`, that replaces itself when it is loaded again."""
    return "\n".join([*(f"# {line}" for line in heading(exported)), *_Writer(exported).lines()]) + "\n"


class _Writer:
    def __init__(self, exported: Exported) -> None:
        self.exported = exported
        self.names: dict[str, str] = {}
        self.used: dict[tuple[str, Family], Address] = {}

    def lines(self) -> list[str]:
        rules = [line for rule in self.exported.rules for line in self._rule(rule)]
        sets = [line for (_, family), address in self.used.items() for line in self._set(address, family)]
        return [
            "",
            "table inet groundplan",
            "delete table inet groundplan",
            "",
            "table inet groundplan {",
            *(f"\t{line}".rstrip() for line in sets),
            "\tchain forward {",
            "\t\ttype filter hook forward priority filter; policy drop;",
            "\t\tct state established,related accept",
            *(f"\t\t{line}".rstrip() for line in rules),
            "\t}",
            "}",
        ]

    def _rule(self, rule: Rule) -> Iterator[str]:
        words, told = self.exported.words, row(rule, self.exported)
        yield ""
        yield f"# {told.number} {told.direction}: {told.name} ({told.condition})"
        if is_portless(rule):
            yield f"# {words.gettext('No rule can be made: the ports are not stated.')}"
            return
        for family in Family:
            for source in self._end(rule.source, family):
                for destination in self._end(rule.destination, family):
                    for match in matches(rule.ports or (), family):
                        ends = f"{_FIELD[family]} saddr {source} {_FIELD[family]} daddr {destination}"
                        yield f'{ends} {_matched(match)} accept comment "{rule.id[:_MOST_COMMENT]}"'

    def _end(self, addresses: Sequence[Address], family: Family) -> list[str]:
        """What matches one end of a rule: the networks that the model names, then a set for each address that it does not."""
        named = literal(addresses, family)
        found = [_braced(list(map(str, named)))] if named else []
        for address in addresses:
            if not is_literal(address) and self._has(address, family):
                key = (key_of(address), family)
                self.used.setdefault(key, address)
                found.append(f"@{self._name(*key)}")
        return found

    def _has(self, address: Address, family: Family) -> bool:
        """Whether there are addresses of `family`, or it is not known yet."""
        given = self.exported.book.networks(address)
        return not given or bool(of_family(given, family))

    def _name(self, key: str, family: Family) -> str:
        if key not in self.names:
            name = plain = f"at-{re.sub(r'[^A-Za-z0-9.-]', '_', key)[:80]}"
            taken = set(self.names.values())
            number = 2
            while name in taken:
                name, number = f"{plain}_{number}", number + 1
            self.names[key] = name
        return f"{self.names[key]}-{family.value}"

    def _set(self, address: Address, family: Family) -> Iterator[str]:
        words = self.exported.words
        given: list[Network] = of_family(self.exported.book.networks(address), family)
        said = one_line(words.address(address))
        yield f"# {said}" if given else f"# {words.gettext('Fill in {name}: {what}', name=key_of(address), what=said)}"
        yield f"set {self._name(key_of(address), family)} {{"
        yield f"\ttype ipv{family.value}_addr"
        yield "\tflags interval"
        if given:
            yield f"\telements = {{ {', '.join(map(str, given))} }}"
        yield "}"
        yield ""


def _matched(match: Match) -> str:
    if not match.ports:
        return f"meta l4proto {match.protocol}"
    return f"{match.protocol} dport {_braced([_range(first, last) for first, last in match.ports])}"


def _range(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}-{last}"


def _braced(items: list[str]) -> str:
    return items[0] if len(items) == 1 else f"{{ {', '.join(items)} }}"

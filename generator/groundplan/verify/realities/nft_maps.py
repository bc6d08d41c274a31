"""Verdict maps of nftables, taken apart: a rule for each of their items."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence


def rules_of(texts: Sequence[str], maps: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """`tcp dport vmap { 22 : accept, 23 : drop }` as `tcp dport 22 accept` and `tcp dport 23 drop`.

    One item at most is true of a packet, so that rules one after another do the same. `maps` are the items of those that have
    a name, by `@NAME`. A rule without such a map is the only one, and so is one whose map cannot be taken apart.
    """
    at = texts.index("vmap") if "vmap" in texts else len(texts)
    items, after = _map_at(texts[at + 1 :], maps)
    pairs = [(item[: item.index(":")], item[item.index(":") + 1 :]) for item in _split(items) if item.count(":") == 1]
    if not pairs or len(pairs) < items.count(":"):
        return [list(texts)]
    return [[*texts[:at], *key, *verdict, *after] for key, verdict in pairs]


def items_between(texts: Sequence[str]) -> list[str]:
    """What stands between the first brace and the one that closes it; nothing where `texts` begin with no brace."""
    depth = 0
    for at, text in enumerate(texts):
        depth += (text == "{") - (text == "}")
        if depth == 0:
            return list(texts[1:at])
    return []


def _map_at(texts: Sequence[str], maps: Mapping[str, Sequence[str]]) -> tuple[list[str], list[str]]:
    """The items of the map that comes next, and what follows it."""
    if texts and texts[0] in maps:
        return list(maps[texts[0]]), list(texts[1:])
    items = items_between(texts)
    return items, list(texts[len(items) + 2 :])


def _split(items: Sequence[str]) -> Iterator[list[str]]:
    item: list[str] = []
    for text in (*items, ","):
        if text == "," and item:
            yield item
            item = []
        elif text != ",":
            item.append(text)

"""Jinja's filters and operators with bounds: none makes more than the page may take, or prints what is no text."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sized
from functools import wraps
from itertools import chain, islice
from typing import TypeAlias, TypeVar, cast

from jinja2 import Environment, Undefined, pass_environment, pass_eval_context
from jinja2.filters import FILTERS, make_attrgetter
from jinja2.nodes import EvalContext

from groundplan.render.sandbox.budget import STEP, Budget, TooMuch
from groundplan.render.sandbox.reach import PageFunction, is_printable, word_set

T = TypeVar("T")
JinjaFilter: TypeAlias = Callable[..., object]

LARGEST_WIDTH = 1000
"""Of what is centred, indented, cut or filled up."""

MOST_BITS = 4096
"""Of a whole number."""

MOST_HELD = 1_000_000
"""How many values lists within lists may hold, with the lists that stand in them twice counted twice."""

ITEM = 16
"""What a place in a list counts, in letters."""

LONGEST_ARGUMENT = 10_000
"""How many letters a page may hand to a function: it looks for something of that name."""

_LEFT_OUT = word_set("pprint random")
"""The first prints the insides of objects; the second makes each build another."""

_OF_TEXT = word_set(
    "capitalize center e escape forceescape format indent lower replace safe string striptags title trim truncate upper urlize wordcount"
    " wordwrap"
)
_SLOW = word_set("striptags title urlencode urlize wordcount wordwrap xmlattr")
"""What looks at each letter for long."""

_ONE_BY_ONE = word_set("batch dictsort groupby list map max min reject rejectattr reverse select selectattr slice sort unique")
"""What makes a list of the letters of a text."""

_WIDE = word_set("batch center indent round slice tojson wordwrap")
_WIDTHS = re.compile(r"\d+|\*")


class NoText(TypeError):
    """What a page prints that is neither a text nor a number."""

    def __init__(self, value: object) -> None:
        what = repr(value) if isinstance(value, PageFunction) else f"a value of the kind `{type(value).__name__}`"
        super().__init__(f"{what} is no text; call the function, or print what is in the value")


def bounded(budget: Callable[[], Budget]) -> dict[str, JinjaFilter]:
    """Jinja's filters, each paying for what it is given."""
    filters = {**{name: filter_ for name, filter_ in FILTERS.items() if name not in _LEFT_OUT}, "join": _join, "sum": _sum}
    return {name: _bounded(name, filter_, budget) for name, filter_ in filters.items()}


@pass_eval_context
def _join(context: EvalContext, value: Iterable[T], d: str = "", attribute: str | int | None = None) -> str:
    environment = context.environment
    items = list(value) if attribute is None else [*map(make_attrgetter(environment, attribute), value)]
    letters = sum(len(text_of(item)) for item in items) + len(text_of(d)) * len(items)
    environment.filters["pay"](None, letters)
    return cast("str", FILTERS["join"](context, items, d))


@pass_environment
def _sum(environment: Environment, iterable: Iterable[T], attribute: str | int | None = None, start: float = 0) -> float:
    items = list(iterable) if attribute is None else [*map(make_attrgetter(environment, attribute), iterable)]
    numbers = [item for item in (start, *items) if isinstance(item, int | float)]
    if len(numbers) <= len(items):
        raise TypeError("only numbers have a sum")
    return sum(numbers)


def _bounded(name: str, filter_: JinjaFilter, budget: Callable[[], Budget]) -> JinjaFilter:
    at = 1 if hasattr(filter_, "jinja_pass_arg") else 0

    @wraps(filter_)
    def paid(*args: object, **kwargs: object) -> object:
        value, given = args[at], (*args[at + 1 :], *kwargs.values())
        if name in _OF_TEXT:
            text_of(value)
        if name in _WIDE:
            _refuse_wide(*given)
        budget().take(STEP + _times(name, value) * size_of(value) + grown(name, value, *given))
        return filter_(*args, **kwargs)

    return paid


def _times(name: str, value: object) -> int:
    """How often a filter looks at a letter, or how much it makes of it."""
    return STEP if name in _SLOW or (name in _ONE_BY_ONE and isinstance(value, str)) else 4


def _refuse_wide(*given: object) -> None:
    for width in given:
        if isinstance(width, int | float) and abs(width) > LARGEST_WIDTH:
            raise TooMuch(f"a width of {width} is more than {LARGEST_WIDTH}")


def grown(name: str, value: object, *given: object) -> int:
    """How many letters `value` may grow by."""
    growth = _GROWTHS.get(name)
    return growth(value, *given) if growth else 0


def _replaced(value: object, *given: object) -> int:
    return text_of(value).count(text_of(given[0])) * size_of(text_of(given[1])) if len(given) > 1 else 0


def _marked(value: object, *given: object) -> int:
    """What is put where lines, sentences and addresses end."""
    return sum(text_of(value).count(mark) for mark in "\n.@") * max(map(size_of, given), default=0)


def _wrapped(value: object, *given: object) -> int:
    return _marked(value, *given) + len(text_of(value)) * max(map(size_of, given), default=0)


def _joined(value: object, *given: object) -> int:
    """By the method of a text; the filter pays for itself."""
    items = given[0] if given else None
    return sum(size_of(text_of(item)) + size_of(value) for item in items) if isinstance(items, list) else 0


def _paired(value: object, *_: object) -> int:
    if isinstance(value, str) or not isinstance(value, Iterable):
        return 0
    return sum(len(text_of(part)) for pair in (value.items() if isinstance(value, Mapping) else value) for part in pair)


def of_format(text: str, *given: object) -> int:
    """How many letters `text % given` may have. Raises NoText, and TooMuch for a width that is too large or not known."""
    if any(width == "*" or int(width) > LARGEST_WIDTH for width in _WIDTHS.findall(text)):
        raise TooMuch(f"a width in `{text[:40]}` is more than {LARGEST_WIDTH}")
    values = [part for value in given for part in (value.values() if isinstance(value, Mapping) else [value])]
    return len(text) + text.count("%") * (LARGEST_WIDTH + max((len(text_of(value)) for value in values), default=0))


def text_of(value: object) -> str:
    """`value` as text. Raises NoText."""
    if not is_printable(value):
        raise NoText(value)
    return str(value)


def _pieces(text: object, *given: object) -> int:
    """How many pieces a text may be split into."""
    letters = text_of(text)
    return letters.count(given[0]) + 1 if given and isinstance(given[0], str) and given[0] else len(letters)


_MESSAGES = word_set("_ ngettext")
_COLLECTING = word_set("cycler dict joiner namespace range")


def of_call(function: PageFunction, *given: object) -> int:
    """How many letters a call of `function` may make of what it is given, besides what it prints itself. Raises TooMuch."""
    if function.name in _MESSAGES:
        longest = max((len(str(value)) for value in given if is_printable(value)), default=0)
        return sum(value.count("{") for value in given if isinstance(value, str)) * longest
    if function.name not in _COLLECTING and sum(map(weight, given)) > LONGEST_ARGUMENT:
        raise TooMuch(f"{function!r} is given more than {LONGEST_ARGUMENT} letters")
    return 0


def size_of(value: object) -> int:
    """How much room a value takes, without what its items do, in letters of ASCII."""
    if isinstance(value, str):
        return len(value) if value.isascii() else sys.getsizeof(value)
    return ITEM * len(value) if isinstance(value, Sized) and not isinstance(value, Undefined) else 0


def weight(value: object) -> int:
    """How many letters and values there are in `value` and in the lists in it. Raises TooMuch, and NoText for what is no data."""
    letters, count, waiting = 0, 0, [value]
    while waiting:
        item = waiting.pop()
        count += 1
        if isinstance(item, str):
            letters += size_of(item)
        elif isinstance(item, list | tuple | set | frozenset):  # what most things are comes before what takes long to ask
            waiting.extend(islice(item, MOST_HELD))
        elif isinstance(item, Mapping):
            waiting.extend(chain.from_iterable(islice(item.items(), MOST_HELD)))
        if len(waiting) + count > MOST_HELD or letters > MOST_HELD * STEP:
            raise TooMuch("a list holds too much")
    return letters + count


_GROWTHS: Mapping[str, Callable[..., int]] = {
    "replace": _replaced,
    "split": lambda value, *given: STEP * _pieces(value, *given),
    "rsplit": lambda value, *given: STEP * _pieces(value, *given),
    "splitlines": lambda value, *given: STEP * _pieces(value, *given),
    "indent": _marked,
    "urlize": _marked,
    "wordwrap": _wrapped,
    "format": lambda value, *given: of_format(text_of(value), *given),
    "join": _joined,
    "urlencode": _paired,
    "xmlattr": _paired,
    "tojson": lambda value, *_: weight(value),
}
"""What makes texts longer -> how many letters a value may grow by, given the rest."""


def calculated(budget: Budget, operator: str, left: object, right: object) -> None:
    """Pay for what an operator makes of two values. Raises TooMuch."""
    sizes = [size_of(value) for value in (left, right)]
    match operator, left, right:
        case "*", _, int() if sizes[0]:
            budget.take(sizes[0] * max(0, right))
        case "*", int(), _ if sizes[1]:
            budget.take(sizes[1] * max(0, left))
        case "%", str(), _:
            budget.take(of_format(left, *right) if isinstance(right, tuple) else of_format(left, right))
        case "**", int(), int():
            _refuse_large(left.bit_length() * abs(right))
        case _, int(), int():
            _refuse_large(left.bit_length() + right.bit_length())
        case _:
            budget.take(sum(sizes))


def _refuse_large(bits: int) -> None:
    if bits > MOST_BITS:
        raise TooMuch("a number has too many digits")

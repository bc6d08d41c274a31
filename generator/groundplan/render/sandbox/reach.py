"""What a template may reach: text, numbers, lists, records of those, and the functions that it was given; nothing of the program.

Everything is closed that is not opened here. Attributes of an object are those of its kind that `readable` lists; a call goes to
a function that was handed out, to a macro, or to a harmless method of a text.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Hashable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache, cached_property
from types import BuiltinMethodType, MethodType
from typing import cast

from jinja2 import Undefined
from jinja2.environment import TemplateModule
from jinja2.runtime import BlockReference, LoopContext, Macro
from jinja2.utils import Cycler, Joiner, Namespace

from groundplan.domain.entry import Text


def word_set(listed: str) -> frozenset[str]:
    """The words of a list."""
    return frozenset(listed.split())


_OF_TEXTS = word_set(
    "capitalize casefold count endswith find index isalnum isalpha isdecimal isdigit islower isnumeric isspace istitle isupper join lower"
    " lstrip partition removeprefix removesuffix replace rfind rpartition rsplit rstrip split splitlines startswith strip swapcase title"
    " upper"
)
_OF_MAPPINGS = word_set("get items keys values")
_OF_CYCLERS = word_set("current next reset")
_OF_LOOPS = word_set("changed cycle depth depth0 first index index0 last length nextitem previtem revindex revindex0")
_METHODS = {str: _OF_TEXTS, Mapping: _OF_MAPPINGS, Cycler: _OF_CYCLERS, LoopContext: _OF_LOOPS}


class PageFunction:
    """A function that pages may call. They can do nothing else with it."""

    __slots__ = ("_function", "_name", "takes_time")

    def __init__(self, name: str, function: Callable[..., object], *, takes_time: bool = False) -> None:
        """What a function `takes_time` for is not counted as time of the page that calls it."""
        self._name = name
        self._function = function
        self.takes_time = takes_time

    def __call__(self, *args: object, **kwargs: object) -> object:
        """Raises TypeError in the words of a page, not of the program, for arguments that the function does not take."""
        try:
            return self._function(*args, **kwargs)
        except TypeError as error:
            raise as_told(error, self._name, self._function, *args, **kwargs) from None

    @property
    def name(self) -> str:
        """What pages call it."""
        return self._name

    def __repr__(self) -> str:
        return f"the function `{self._name}`"


def as_told(error: TypeError, name: str, function: Callable[..., object], /, *args: object, **kwargs: object) -> TypeError:
    """`error` of the call of a function, which pages know by `name`: in words of theirs where it does not take these arguments."""
    try:
        inspect.signature(function).bind(*args, **kwargs)
    except TypeError as refused:
        return TypeError(f"{refused} in a call of `{name}`").with_traceback(error.__traceback__)
    except ValueError:  # a function of Python's own
        pass
    return error


class CallableValues(dict[str, object]):
    """What pages know of a thing, by key, and what they may call to get another of its kind."""

    def __init__(self, known: Mapping[str, object], called: PageFunction) -> None:
        super().__init__(known)
        self._called = called

    def __call__(self, *args: object, **kwargs: object) -> object:
        return self._called(*args, **kwargs)


CallableValues.__name__, CallableValues.__module__ = "dict", "builtins"  # what a page that misspells a key is told of


def readable(value: object, attribute: str) -> bool:
    """Whether a template may read `attribute` of `value`."""
    if attribute.startswith("_"):
        return False
    match value:
        case Enum() if attribute in {"name", "value"}:
            return True
        case str() | Mapping() | Cycler() | LoopContext():
            return any(attribute in names for kind, names in _METHODS.items() if isinstance(value, kind))
        case TemplateModule() | Namespace():
            return True
        case BlockReference():
            return attribute == "super"
        case _:
            return attribute in _data_of(cast("Hashable", type(value)))


@cache
def _data_of(kind: Hashable) -> frozenset[str]:
    """What a record is made of, and what is worked out from it."""
    assert isinstance(kind, type)
    named: tuple[str, ...] = getattr(kind, "_fields", ()) if issubclass(kind, tuple) else ()
    if is_dataclass(kind):
        named = tuple(field.name for field in fields(kind))
    elif not named:
        return frozenset()
    worked_out = (name for name, what in inspect.getmembers_static(kind) if isinstance(what, property | cached_property))
    return frozenset(name for name in (*named, *worked_out) if not name.startswith("_"))


def callable_by_pages(function: object) -> bool:
    """Whether a template may call it."""
    match function:
        case PageFunction() | CallableValues():
            return True
        case Macro() | LoopContext() | BlockReference() | Joiner() | Undefined():  # the last says that it is none
            return True
        case BuiltinMethodType() | MethodType():
            owner, name = function.__self__, function.__name__
            return any(isinstance(owner, kind) and name in names for kind, names in _METHODS.items())
        case _:
            return False


def is_printable(value: object) -> bool:
    """Whether a value is text: what else a template prints would show the insides of the program."""
    return value is None or isinstance(value, str | int | float | Text | Undefined)

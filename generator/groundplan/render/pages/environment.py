"""Jinja, set up for pages: templates of the project before ours, all of them sandboxed and bounded."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import wraps
from pathlib import Path
from types import BuiltinMethodType, CodeType, MethodType
from typing import TypeVar

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, Template, Undefined, nodes, pass_context
from jinja2.lexer import TokenStream
from jinja2.loaders import split_template_path
from jinja2.runtime import Context, markup_join, str_join
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.tests import TESTS
from jinja2.utils import Cycler, Joiner, Namespace
from markupsafe import Markup

from groundplan.bundled import templates_folder
from groundplan.domain.entry import Text
from groundplan.i18n.texts.fit import SHORT_ATTRIBUTES
from groundplan.project.memo import Recent, digest
from groundplan.render.figures.values import Values
from groundplan.render.pages.partials import is_html, ours_at, own_templates
from groundplan.render.pages.record import Unknown, recording
from groundplan.render.parts import SOUGHT, UNSOUGHT
from groundplan.render.sandbox.bounded import ITEM, NoText, bounded, calculated, grown, of_call, size_of, text_of, weight
from groundplan.render.sandbox.budget import STEP, Budget, TooMuch
from groundplan.render.sandbox.letters import lettered, with_lines_kept
from groundplan.render.sandbox.metering import CUT, HELD, JOINED, PAY, WEIGHED, metered
from groundplan.render.sandbox.reach import PageFunction, callable_by_pages, is_printable, readable

T = TypeVar("T")

LONGEST_RANGE = 100_000
_READ_AND_MADE = 4
"""What a letter counts that a template of ours makes: about what its steps would."""

_SHORT_MARK = "\ufdd2"
"""Stands for the beginning of an attribute list that Jinja would take for a comment: a character that Unicode keeps free of meaning."""

_COMPILED: Recent[CodeType] = Recent(512)
"""What pages have been compiled to: documents and servers ask for the same ones again, each in an environment of their own."""

_OF_JINJA = frozenset({"_block_vars", "_loop_vars"})
"""What Jinja itself adds to the arguments of a call."""


class _OfProject(FileSystemLoader):
    """Reads what is not UTF-8, too: there is a finding of it, and all else is judged."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        try:
            return super().get_source(environment, template)
        except UnicodeDecodeError:
            path = Path(self.searchpath[0], *split_template_path(template))
            return path.read_text(encoding="utf-8", errors="replace"), str(path), lambda: True


class PageEnvironment(ImmutableSandboxedEnvironment):
    """Jinja for people who may edit pages but not run programs: `sandbox` says what they reach, `budget` how much they may take."""

    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%", "**"})

    def __init__(self, root: Path) -> None:
        self.is_ours = ours_at(root)
        super().__init__(
            loader=ChoiceLoader([_OfProject(root / "templates"), FileSystemLoader(templates_folder())]),
            undefined=Unknown,
            autoescape=is_html,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,  # one build, one state of the templates
        )
        self.budget = Budget()
        self.finalize = self._printed
        own = {PAY: self._pay, JOINED: self._joined, WEIGHED: self._weighed, HELD: self._held, CUT: self._cut}
        self.filters = {**bounded(lambda: self.budget), **own}
        self.tests = {name: self._judging(test) for name, test in TESTS.items() if callable(test)}
        self.globals = {
            "unsought": Markup(UNSOUGHT),
            "sought": Markup(SOUGHT),
            "range": PageFunction("range", self._range),
            "dict": PageFunction("dict", dict),
            "cycler": PageFunction("cycler", Cycler),
            "joiner": PageFunction("joiner", Joiner),
            "namespace": PageFunction("namespace", Namespace),
        }

    def page(self, source: str, values: Values, texts: Mapping[str, str] | None = None) -> str:
        """The page that the template `source` makes of `values`, within a budget of its own.

        `texts` replace marks in it once it is compiled, so that nothing in a text is taken for a template.
        """
        return self.carried_out(self.compiled(source, texts or {}), values)

    def begin(self) -> None:
        """Give what is carried out from now on a budget of its own."""
        self.budget = Budget()

    def compiled(self, source: str, texts: Mapping[str, str]) -> Template:
        """The template of a page, which begins a budget of its own."""
        self.begin()
        key = digest(part for text in ({source: ""}, texts) for pair in text.items() for part in pair)
        code = _COMPILED.get(key) or _COMPILED.keep(key, self._code(source, texts))
        return Template.from_code(self, code, self.make_globals(None))

    def _code(self, source: str, texts: Mapping[str, str]) -> CodeType:
        template = self.parse(SHORT_ATTRIBUTES.sub(_SHORT_MARK, source))
        return self.compile(_with_texts(template, {**texts, _SHORT_MARK: "{#"}))

    def carried_out(self, template: Template, values: Values) -> str:
        """What a template makes of `values`."""
        with self.budget.running():
            return template.render(values)

    def partial(self, name: str, values: Values, says: Mapping[str, Callable[..., object]]) -> str:
        """What a template makes of `values` and of the functions `says`, within the budget of the page that asks for it."""
        if self.is_ours(name):
            with self.budget.running():
                html = own_templates().rendered(name, {**says, **values})
            self.budget.take(_READ_AND_MADE * size_of(html))
            return html
        return self._sandboxed(name, {**handed_out(says), **values})

    def _sandboxed(self, name: str, values: Values) -> str:
        with recording(None):
            template: Template = self.get_template(name)
        return self.carried_out(template, values)

    def _tokenize(self, source: str, name: str | None, filename: str | None = None, state: str | None = None) -> TokenStream:
        letters = lettered(self.lexer, self.preprocess(source, name, filename), name, filename, state)
        kept = letters if name else with_lines_kept(letters)  # pages have no name: their lines are Markdown's, where ends count
        return TokenStream(self.lexer.wrap(kept, name, filename), name, filename)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        return metered(super()._parse(source, name, filename))

    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:  # noqa: ARG002
        return readable(obj, attr)

    def is_safe_callable(self, obj: object) -> bool:
        return callable_by_pages(obj)

    def wrap_str_format(self, value: object) -> None:
        """Jinja hands out its own `str.format`; we hand out none."""

    def getattr(self, obj: object, attribute: str) -> object:
        if isinstance(obj, Mapping) and attribute in obj:
            return obj[attribute]
        if attribute.startswith("_") and not isinstance(obj, Undefined):
            return self.unsafe_undefined(obj, attribute)
        if isinstance(obj, Unknown) and not attribute.startswith("_"):
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)

    def call_binop(self, context: Context, operator: str, left: object, right: object) -> object:
        calculated(self.budget, operator, left, right)
        return super().call_binop(context, operator, left, right)

    def call(self, context: Context, function: object, /, *args: object, **kwargs: object) -> object:
        given = (*args, *(value for name, value in kwargs.items() if name not in _OF_JINJA))
        self.budget.take(STEP + ITEM * len(given))
        self.budget.take(sum(weight(value) for value in given if isinstance(value, list | tuple | Mapping)))
        if isinstance(function, PageFunction):
            self.budget.take(of_call(function, *given))
        if isinstance(function, PageFunction) and function.takes_time:
            with self.budget.running(False):
                result = super().call(context, function, *args, **kwargs)
            self.budget.received(len(result) if isinstance(result, Markup) else 0)
            return result
        if isinstance(function, BuiltinMethodType | MethodType) and isinstance(function.__self__, str) and callable_by_pages(function):
            args = tuple(map(_seen_through, args))
            self.budget.take(2 * size_of(function.__self__) + grown(function.__name__, function.__self__, *args))
        return super().call(context, function, *args, **kwargs)

    @pass_context
    def _pay(self, _: Context, letters: int) -> int:
        self.budget.take(letters)
        return letters

    @pass_context
    def _joined(self, context: Context, parts: Collection[str]) -> str:
        self.budget.take(sum(size_of(text_of(part)) for part in parts))
        return markup_join(parts) if context.eval_ctx.autoescape else str_join(parts)

    @pass_context
    def _cut(self, _: Context, value: T) -> T:
        """A part of a text or a list, which is a copy."""
        self.budget.take(size_of(value))
        return value

    @pass_context
    def _weighed(self, _: Context, value: T) -> T:
        self.budget.take(weight(value))
        return value

    @pass_context
    def _held(self, _: Context, value: T) -> T:
        """A list, as a page writes it down; with others in it, it can be larger than it looks."""
        if _holds_others(value):
            self.budget.take(weight(value))
        return value

    def _printed(self, value: T) -> T | str:
        if not is_printable(value):
            raise NoText(value)
        if isinstance(value, Text):
            return value.source
        if isinstance(value, str):
            self.budget.take(size_of(value))
        return value

    def _range(self, *limits: int) -> range:
        found = range(*limits)
        if len(found) > LONGEST_RANGE:
            raise TooMuch(f"Range too big: it has more than {LONGEST_RANGE} numbers")
        self.budget.take(len(found))
        return found

    def _judging(self, test: Callable[..., object]) -> Callable[..., bool]:
        @wraps(test)
        def judge(*args: object) -> bool:
            self.budget.take(STEP + sum(len(value) for value in args if isinstance(value, str | list | tuple | range)))
            return bool(test(*args))

        return judge


def _holds_others(value: object) -> bool:
    items = (part for pair in value.items() for part in pair) if isinstance(value, Mapping) else value
    return isinstance(items, Iterable) and any(isinstance(item, list | tuple | Mapping) for item in items)


def _seen_through(value: object) -> object:
    """`value`, with what it would make one by one made at once, so that it can be weighed."""
    return list(value) if isinstance(value, Iterable) and not isinstance(value, str | Mapping | Undefined) else value


def _with_texts(template: nodes.Template, texts: Mapping[str, str]) -> nodes.Template:
    marks = re.compile("|".join(map(re.escape, texts)))
    for data in template.find_all(nodes.TemplateData):
        data.data = marks.sub(lambda mark: texts[mark[0]], data.data)
    for constant in template.find_all(nodes.Const):
        if isinstance(constant.value, str):
            constant.value = constant.value.replace(_SHORT_MARK, texts[_SHORT_MARK])
    return template


def handed_out(functions: Mapping[str, Callable[..., object]], *, take_time: bool = False) -> dict[str, PageFunction]:
    """Functions as templates get them, by name."""
    return {name: PageFunction(name, function, takes_time=take_time) for name, function in functions.items()}


def environment(root: Path) -> PageEnvironment:
    """The environment for a project at `root`, whose `templates/` override ours file by file.

    A name that does not exist is an error rather than an empty text.
    """
    return PageEnvironment(root)

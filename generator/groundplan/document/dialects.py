"""The kinds of Markdown that other tools read: what each cannot take as it is, and how each says what not all can."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

_EVERYWHERE = re.compile(r"[\\`*\[\]]|(?<!\w)_|_(?!\w)|~~|<|&(?=#?\w+;)")
_ENTITIES = {"<": "&lt;", "&": "&amp;"}
_BEGINS = re.compile(r"^(\d*)([#>+=:-]|(?<=\d)[.)](?=\s|$))")
"""Where a line would be taken for something else than a text: a heading, a quotation, an item, an admonition."""
_STATEMENT = re.compile(r"(?=(?:import|export)\b)")
_SORTS = {
    **dict.fromkeys(("tip", "hint", "success", "check", "done"), "tip"),
    **dict.fromkeys(("warning", "caution", "attention", "important"), "warning"),
    **dict.fromkeys(("danger", "error", "failure", "fail", "missing", "bug"), "danger"),
    **dict.fromkeys(("info", "todo", "abstract", "summary", "tldr", "example", "question", "help", "faq"), "info"),
}
"""What Material calls an admonition -> what is nearest to it among five sorts, of which `note` is the usual one."""
_ALERTS = {"tip": "TIP", "warning": "WARNING", "danger": "CAUTION"}


@dataclass(frozen=True, slots=True)
class Dialect:
    """A kind of Markdown, and how a site of it is laid out."""

    name: str
    escape: Callable[[str], str]
    """A text such that nothing in it means anything."""
    protect: Callable[[str], str]
    """A line, escaped before, such that its beginning means nothing."""
    heading: Callable[[str, str], str]
    """A heading's text with its id."""
    anchor: Callable[[str], str]
    """A place with an id that links may lead to."""
    page: Callable[[str], str]
    """A page's content with what it needs before it."""
    aside: Callable[[str, str, str], str]
    """An admonition of a sort, with a title, both may be empty, and content."""
    folder: Callable[[str, bool], str]
    """Where the pages of a locale are, which may be the model's own."""
    file: Callable[[str], str]
    """Where a page is in there."""
    way: Callable[[str, str], str]
    """How a link leads to a page from another one's folder."""


def _escaped(text: str) -> str:
    return _EVERYWHERE.sub(lambda found: _ENTITIES.get(found[0]) or "".join(f"\\{letter}" for letter in found[0]), text)


def _protected(line: str) -> str:
    return _BEGINS.sub(r"\1\\\2", line)


def _alert(sort: str, title: str, content: str) -> str:
    head = [f"[!{_ALERTS.get(_SORTS.get(sort, sort), 'NOTE')}]"] if sort else []
    told = [f"**{title}**", ""] if title else []
    return "\n".join(f"> {line}".rstrip() for line in (*head, *told, *content.splitlines()))


def _before_heading(text: str, id_: str) -> str:
    return f"{_element(id_)}{text}" if id_ else text


def _element(id_: str) -> str:
    return f'<a id="{id_}"></a>'


def _as_it_is(content: str) -> str:
    return content


def _mdx_escaped(text: str) -> str:
    return re.sub(r"[{}]", r"\\\g<0>", _escaped(text))


def _mdx_protected(line: str) -> str:
    """MDX takes a line that begins with a word of JavaScript for JavaScript."""
    return f"&#{ord(line[0])};{line[1:]}" if _STATEMENT.match(line) else _protected(line)


def _after_heading(text: str, id_: str) -> str:
    return f"{text} {{/* #{id_} */}}" if id_ else text


_LINK = "<Link id="


def _component(id_: str) -> str:
    """Docusaurus knows the ids of its own components alone, and calls links to others broken."""
    return f'{_LINK}"{id_}" />'


def _imported(content: str) -> str:
    return f'import Link from "@docusaurus/Link";\n\n{content}' if _LINK in content else content


def _directive(sort: str, title: str, content: str) -> str:
    """Of admonitions in each other, the outer one has more colons."""
    if not sort:
        return _alert(sort, title, content)
    marks = ":" * (1 + max([2, *(len(found) for found in re.findall("^ *(:{3,})", content, re.MULTILINE))]))
    named = f"[{title}]" if title else ""
    return f"{marks}{_SORTS.get(sort, 'note')}{named}\n\n{content}\n\n{marks}"


def _translations(locale: str, is_own: bool) -> str:
    return "docs" if is_own else f"i18n/{locale}/docusaurus-plugin-content-docs/current"


def _no_partial(path: str) -> str:
    """Docusaurus leaves out files whose names begin with a low line."""
    return re.sub(r"(^|/)_+([^/]*?)(?=(\.md)?(/|$))", r"\1\2-", path)


def relative(file: str, folder: str) -> str:
    """The way from a folder to a file."""
    way = posixpath.relpath(file, folder or ".")
    return way if way.startswith(".") else f"./{way}"


GFM = Dialect(
    "gfm",
    _escaped,
    _protected,
    _before_heading,
    _element,
    _as_it_is,
    _alert,
    lambda locale, is_own: "" if is_own else locale,
    lambda path: path,
    relative,
)
"""GitHub's, which GitLab and many wikis read, too."""
DOCUSAURUS = Dialect(
    "docusaurus",
    _mdx_escaped,
    _mdx_protected,
    _after_heading,
    _component,
    _imported,
    _directive,
    _translations,
    _no_partial,
    lambda file, _: f"/{file}",  # relative links from a page without a translation to one that has it lead nowhere
)
"""MDX with the directives of Docusaurus 3."""
DIALECTS: Mapping[str, Dialect] = {dialect.name: dialect for dialect in (GFM, DOCUSAURUS)}

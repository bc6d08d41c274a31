"""Markdown as the project's site reads it, without the site: its extensions, as far as a document has use for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from importlib.util import find_spec

from markdown import Markdown

from groundplan.errors import GroundplanError
from groundplan.load.site_tree import Leaf, PlacedTree, named
from groundplan.plain import Plain

_ALWAYS = ("tables", "fenced_code", "toc")
"""What MkDocs has everywhere."""
_OURS = ("attr_list", "md_in_html", "def_list", "footnotes", "admonition", "abbr", "sane_lists", "smarty", "nl2br", "extra")
_PYMDOWN = ("blocks.admonition", "blocks.caption", "blocks.definition", "blocks.details", "blocks.tab", "betterem", "caret", "critic")
_PYMDOWN_TOO = ("details", "extra", "highlight", "inlinehilite", "keys", "magiclink", "mark", "smartsymbols", "superfences", "tabbed")
_NAMES = frozenset((*_ALWAYS, *_OURS, *(f"pymdownx.{name}" for name in (*_PYMDOWN, *_PYMDOWN_TOO, "tasklist", "tilde"))))
"""Those that change what a page says. Others bring icons, scripts or other files."""
_ASIDE = "markdown.extensions."
_SET: Mapping[str, Mapping[str, Plain]] = {
    "toc": {"permalink": False, "anchorlink": False},
    "pymdownx.highlight": {"use_pygments": False},
    "pymdownx.tasklist": {"custom_checkbox": False},
}
"""What a document needs, whatever the site sets."""
_WORDS = {"true": True, "false": False}


class MarkdownReader:
    """Reads pages. `tree` is what the site's configuration says of Markdown."""

    def __init__(self, tree: PlacedTree | None) -> None:
        known = {name.removeprefix(_ASIDE): _plain(options) for name, options in named(tree)}
        names = dict.fromkeys((*_ALWAYS, *(name for name in known if name in _NAMES and _is_there(name))))
        if "pymdownx.superfences" in names:
            del names["fenced_code"]
            names["pymdownx.highlight"] = None  # it comes along anyway, and would say in which language code is by its colours alone
        options = {name: {**known.get(name, {}), **_SET.get(name, {})} for name in names}
        self._converter = _converter(names, {name: given for name, given in options.items() if given})

    def html(self, text: str) -> str:
        """A page as HTML."""
        return self._converter.reset().convert(text)


def _converter(names: Iterable[str], options: Mapping[str, Mapping[str, Plain]]) -> Markdown:
    try:
        return Markdown(extensions=[*names], extension_configs={name: {**given} for name, given in options.items()})
    except Exception as error:  # whatever an extension may do with its options
        raise GroundplanError(f"the extensions of Markdown cannot be set up as the configuration of the site says: {error}") from error


def _is_there(name: str) -> bool:
    return "." not in name or find_spec(name.split(".", maxsplit=1)[0]) is not None


def _plain(tree: PlacedTree) -> dict[str, Plain]:
    """Options that are plain values; code that they name stays out."""
    return dict(_options(tree.items() if isinstance(tree, dict) else ()))


def _options(items: Iterable[tuple[str, PlacedTree]]) -> Iterator[tuple[str, Plain]]:
    for key, value in items:
        if isinstance(value, Leaf) and value.text and not value.tag:
            yield key, _WORDS.get(value.text, int(value.text) if value.text.isdecimal() else value.text)

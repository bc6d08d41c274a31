"""The extensions of Markdown that a site has, as far as it is known what they look at."""

from __future__ import annotations

import json
from collections.abc import Iterable

from markdown.util import get_installed_extensions
from mkdocs.config.defaults import MkDocsConfig

from groundplan.publish.mkdocs.heading_marks import NAME

_OF_MARKDOWN = "abbr admonition attr_list codehilite def_list extra fenced_code footnotes legacy_attrs legacy_em md_in_html meta nl2br"
_OF_PYMDOWN = "arithmatex betterem caret critic details emoji escapeall extra highlight inlinehilite keys magiclink mark progressbar"
_TRUSTED = frozenset(
    (
        *(f"markdown.extensions.{name}" for name in f"{_OF_MARKDOWN} sane_lists smarty tables toc wikilinks".split()),
        NAME,
        *(f"pymdownx.{name}" for name in f"{_OF_PYMDOWN} saneheaders smartsymbols striphtml superfences tabbed tasklist tilde".split()),
    )
)
"""The modules of extensions that look at their text and their options alone."""
_TRUSTED_FUNCTIONS = ("pymdownx.", "markdown.", "material.extensions.")
_READS_FILES = "custom_icons"
"""An option that names folders with more to read."""


def extensions_of(config: MkDocsConfig) -> str | None:
    """The extensions of Markdown with their options, as text; None where one may look at something else than its text."""
    names: Iterable[object] = config.markdown_extensions
    modules = {each.name: each.value.partition(":")[0] for each in get_installed_extensions()}
    if any(modules.get(str(name), str(name).partition(":")[0]) not in _TRUSTED for name in names):
        return None
    try:
        written = json.dumps([[*names], config.mdx_configs], default=_named)
    except TypeError:
        return None
    return None if _READS_FILES in written else written


def _named(value: object) -> str:
    """A function that an option names. Raises TypeError for anything else."""
    home, name = getattr(value, "__module__", None), getattr(value, "__qualname__", None)
    if not isinstance(home, str) or not isinstance(name, str) or not home.startswith(_TRUSTED_FUNCTIONS):
        raise TypeError(f"{value!r} may do anything")
    return f"{home}:{name}"

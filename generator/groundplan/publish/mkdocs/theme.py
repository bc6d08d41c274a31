"""The theme's own page, changed where it is written, before anything is made of it.

What comes out of the theme goes through other plugins, which may minify it or move it about; nothing is looked for in there.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Collection
from html import escape, unescape
from pathlib import Path
from typing import NamedTuple

from jinja2 import BaseLoader, Environment, TemplateNotFound
from mkdocs.config.defaults import MkDocsConfig

from groundplan.errors import UsageError
from groundplan.i18n.texts.theme import with_spoken_words
from groundplan.publish import inline
from groundplan.publish.search import WORKER
from groundplan.publish.theme import SCRIPT
from groundplan.render.shipped import lean_script

PAGE = "base.html"
NEEDED = (PAGE, "partials/languages/en.html", "partials/alternate.html")
"""What tells Material from other themes, whatever the theme is called."""


class Replacement(NamedTuple):
    """What stands in the theme's page, and what we make of it."""

    written: str
    wanted: str
    part: str = ""
    """What it belongs to, where a site may keep what the theme makes."""


_PRINTED = (
    ' data-site="{{ config.site_name | striptags | told }}"'
    ' data-title="{{ (page.title if page else "") | striptags | told }}" data-edition="{{ groundplan.edition | told }}"'
)
"""What stands at the head and the foot of each printed page; styles cannot read it anywhere else."""

CHANGES = (
    Replacement(
        "<html lang=\"{{ lang.t('language') }}\"", f'<html lang="{{{{ groundplan.tag }}}}" dir="{{{{ groundplan.direction }}}}"{_PRINTED}'
    ),
    Replacement('<meta charset="utf-8">', '<meta charset="utf-8">{{ groundplan.policy }}'),
    # texts in the head: what was escaped is no more without its tags, and what was not would end its attribute or element
    Replacement("{{ page.title | striptags }}", "{{ page.title | striptags | told }}"),
    Replacement("<title>{{ page.meta.title }}", "<title>{{ page.meta.title | told }}"),
    Replacement('content="{{ page.meta.description }}"', 'content="{{ page.meta.description | told }}"'),
    Replacement('content="{{ config.site_description }}"', 'content="{{ config.site_description | told }}"'),
    Replacement("</head>", "{{ groundplan.above }}</head>"),
    Replacement('"base": base_url,', '"base": base_url.rstrip("/") ~ "/" ~ groundplan.prefix,', "search"),
    Replacement('"search": "assets/javascripts/workers/', f'"search": "{WORKER}" | url or "assets/javascripts/workers/', "search"),
)


_ALONE = re.compile(r"^((?:\{%(?:(?!%\}).)*%\}[ \t]*)+)\n", re.MULTILINE)
"""A line of a template that has statements and nothing else."""
_INDENTATION = re.compile(r"^[ \t]+", re.MULTILINE)
_SPACES_COUNT = ("<pre", "<textarea")
_OF_THE_SEARCH = "assets/javascripts/lunr/", "assets/javascripts/workers/"
"""What the theme's own search asks for."""
_SWITCHING = re.compile(r"\[data-md-color-switching\] \*[^{}]*\{[^{}]*\}")
"""So that no element changes its colours slowly. While a page opens, the theme switches to the colours that it has, and back again:
by this rule each element is looked at three times, which is a third of the time that a large page takes to open."""
_IN_CELLS = re.compile(r"(table:not\(\[class\]\) t[dh]>)(:(?:first|last)-child)")
_WITH_MARGINS = ":where(p,ul,ol,dl,div,pre,blockquote,table,figure,details,hr,h1,h2,h3,h4,h5,h6,img,svg,video)"
"""So that a change of any class, such as that of a line which lights up, styles no more anew than what can have a margin."""

_OF_TAGS = ("partials/tags.html", "fragments/tags/")
_NAME_OF_TAG = "{{- tag.name -}}"
"""How the theme shows a tag; who shows it in another way keeps that."""


class Rewriting(BaseLoader):
    """The templates of a theme, with our changes in its page, and its scripts as files. Raises UsageError where a place is not there."""

    def __init__(self, loader: BaseLoader, scripts: dict[str, str], overrides: str | None = None, keep: Collection[str] = ()) -> None:
        """`scripts` gets those of the templates that are asked for: path in the site -> script. The words in those of the project
        itself, which are in the folder `overrides`, are those of the page's locale. `keep` names what stays as the theme has it."""
        self._loader = loader
        self._scripts = scripts
        self._overrides = overrides
        self._keep = keep

    def get_source(self, environment: Environment, template: str) -> tuple[str, str | None, Callable[[], bool] | None]:
        source, file, current = self._loader.get_source(environment, template)
        if self._overrides and file and Path(file).is_relative_to(self._overrides):
            return self._ours(template, with_spoken_words(source, "groundplan.words", "groundplan.foreign")), file, current
        return lean(self._ours(template, source)), file, current

    def _ours(self, template: str, source: str) -> str:
        if template == PAGE:
            return rewritten(source, self._keep)
        if template.startswith(_OF_TAGS):
            return source.replace(_NAME_OF_TAG, "{{- tag.name | spoken -}}")
        if not template.startswith(inline.FOLDER) or "scripts" in self._keep:
            return source
        found = inline.moved(template, source)
        self._scripts |= found.files
        return found.source

    def list_templates(self) -> list[str]:
        return self._loader.list_templates()


def lighten(site: Path) -> None:
    """Make our own scripts, which were copied as part of the theme, as small as a browser needs them."""
    for script in filter(Path.is_file, (site / SCRIPT, site / WORKER)):
        script.write_text(lean_script(script.read_text(encoding="utf-8")), encoding="utf-8")


def lean(source: str) -> str:
    """A template of the theme without indentation, and without the empty lines that its statements leave: words stay as far apart."""
    if any(name in source for name in _SPACES_COUNT):
        return source
    return _ALONE.sub(lambda line: line[1].rstrip(), _INDENTATION.sub("", source))


def drop_unasked(site: Path, known: Collection[str], keep: Collection[str]) -> None:
    """Take out of a built site, of the files `known` that the theme brought, those that no page asks for."""
    if "spare" in keep:
        return
    of_a_search = () if "search" in keep else _OF_THE_SEARCH
    for file in (site / path for path in known if path.endswith(".map") or path.startswith(of_a_search)):
        file.unlink()
        for folder in itertools.takewhile(lambda folder: not any(folder.iterdir()), file.parents):
            folder.rmdir()


def settle_styles(site: Path, known: Collection[str], keep: Collection[str]) -> None:
    """Take out of the theme's style sheets in a built site, which are among `known`, by what a page is styled anew for nothing."""
    if "switching" in keep:
        return
    for sheet in (site / path for path in known if path.endswith(".css")):
        css = sheet.read_text(encoding="utf-8")
        settled = _IN_CELLS.sub(rf"\1{_WITH_MARGINS}\2", _SWITCHING.sub("", css))
        if settled != css:
            sheet.write_text(settled, encoding="utf-8")


def head_text(text: object) -> str:
    """A text of a head, for HTML, whether it was escaped already or not."""
    return escape(unescape(str(text)))


def rewritten(source: str, keep: Collection[str] = ()) -> str:
    """The theme's page with our changes, but for what `keep` names."""
    for change in CHANGES:
        if change.part in keep:
            continue
        if source.count(change.written) != 1:
            raise UsageError(f"the theme's {PAGE} has no `{change.written}`: this version of Material is not known to Groundplan")
        source = source.replace(change.written, change.wanted)
    return source


def require_material(config: MkDocsConfig) -> None:
    """Raise UsageError where the theme is not Material, nor made from it."""
    environment = config.theme.get_env()
    assert environment.loader is not None
    for name in NEEDED:
        try:
            environment.loader.get_source(environment, name)
        except TemplateNotFound:
            named = f"`{config.theme.name}`" if config.theme.name else "one of its own"
            raise UsageError(f"Groundplan needs the theme Material for MkDocs (`theme: material`); this site's theme is {named}") from None

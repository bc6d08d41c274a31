"""Our overrides of the Material theme, and the languages that it lacks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from groundplan.i18n.locale import Locale

FOLDER = Path(__file__).parent / "material"
SCRIPT = "assets/groundplan/site.js"


def _(message: str) -> str:
    """Marks a message for extraction; the translation is the site's."""
    return message


_PERMALINK = _("Permanent link")
"""What Markdown calls the links beside headings where a project names them no other."""

_LANGUAGES = "partials/languages"
_BORROWED = """{{% import "{folder}/{nearest}.html" as nearest %}}\
{{% macro t(key) %}}{{{{ "{tag}" if key == "language" else nearest.t(key) }}}}{{% endmacro %}}"""


def switch(homes: Mapping[Locale, str], urls: Mapping[Locale, str], current: Locale) -> list[dict[str, object]]:
    """The entries of the language switch: the page at `urls`, or the home of a locale that does not have it."""
    return [{"locale": locale, "home": home, "url": urls.get(locale, home), "current": locale == current} for locale, home in homes.items()]


def spoken_palette(palette: Any, title: Callable[[str], str]) -> Any:
    """Material's colour schemes with the names of their switches put through `title`."""
    if isinstance(palette, list):
        return [spoken_palette(scheme, title) for scheme in palette]
    toggle = palette.get("toggle") or {}
    return {**palette, "toggle": {**toggle, "name": title(toggle["name"])}} if "name" in toggle else palette


def spoken_permalinks(extensions: Mapping[str, Any], title: Callable[[str], str]) -> dict[str, Any]:
    """The options of Markdown's extensions, with the name of the links beside headings put through `title`."""
    toc = extensions.get("toc") or {}
    return {**extensions, "toc": {**toc, "permalink_title": title(toc.get("permalink_title", _PERMALINK))}}


def languages(tags: Iterable[str], themes: Iterable[str]) -> dict[str, str]:
    """Path -> template of each language that no folder of `themes` has: the nearest one under the tag's own name."""
    known = {file.stem for theme in themes for file in Path(theme, _LANGUAGES).glob("*.html")}
    return {
        f"{_LANGUAGES}/{tag}.html": _BORROWED.format(folder=_LANGUAGES, nearest=_nearest(tag, known), tag=tag)
        for tag in tags
        if tag not in known
    }


def _nearest(tag: str, known: Iterable[str]) -> str:
    """`zh-Hant-HK` -> `zh-Hant` -> `zh` -> `en`."""
    while tag and tag not in known:
        tag = tag.rpartition("-")[0]
    return tag or "en"

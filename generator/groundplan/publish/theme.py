"""Our overrides of the Material theme, and the languages that it lacks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import TypedDict

from markupsafe import Markup

from groundplan.hypertext import elements_in, tags_in
from groundplan.i18n.gettext.placeholders import BadMessage, filled
from groundplan.i18n.interface.marking import _
from groundplan.i18n.locale.formats import Formats
from groundplan.i18n.locale.locale import Locale
from groundplan.i18n.locale.pseudo import Pseudo
from groundplan.i18n.locale.pseudo_tags import PSEUDO_LOCALES
from groundplan.plain import JsonObject, Plain

FOLDER = Path(__file__).parent / "material"
PARTS = Path(__file__).parent / "material-parts"
"""A folder for each part of the theme that we exchange where a site does not keep it."""
OFFLINE = PARTS / "offline"
"""What is exchanged where nothing may be fetched from elsewhere."""
SCRIPT = "assets/groundplan/site.js"

_FALLBACK = "gp-fallback"
"""The class of a text that is shown in another language."""
_REASON = _("What is underlined with dots is not translated yet and shown in the original language, {language}.")
_OURS = "gp-"
"""How all classes begin of what we put into pages."""
_IN_SENTENCES = frozenset((_FALLBACK, "gp-ref", "gp-ref--term", "gp-badge"))
"""Those of what says nothing but names and numbers of the model."""
_LABELS = _("The labels of tables and diagrams on this page are not translated to its language yet.")
_PERMALINK = _("Permanent link")
"""What Markdown calls the links beside headings where a project names them no other."""

_LANGUAGES = "partials/languages"
_BORROWED = """\
{{% import "{folder}/{nearest}.html" as nearest %}}\
{{% macro t(key) %}}\
{{% if key == "language" %}}{tag}\
{{% elif key == "direction" %}}{direction}\
{{% elif key.startswith("search.config.") %}}{{{{ nearest.t(key) }}}}\
{{% else %}}{{{{ nearest.t(key){spoken} }}}}{{% endif %}}\
{{% endmacro %}}"""


class SwitchEntry(TypedDict):
    """A language that readers can change to."""

    locale: Locale
    home: str
    url: str
    current: bool


def switch(homes: Mapping[Locale, str], urls: Mapping[Locale, str], current: Locale) -> list[SwitchEntry]:
    """The entries of the language switch: the page at `urls`, or the home of a locale that does not have it."""
    return [SwitchEntry(locale=locale, home=home, url=urls.get(locale, home), current=locale == current) for locale, home in homes.items()]


def spoken_palette(palette: Plain, title: Callable[[str], str]) -> Plain:
    """Material's colour schemes with the names of their switches put through `title`."""
    if isinstance(palette, list):
        return [spoken_palette(scheme, title) for scheme in palette]
    if not isinstance(palette, Mapping) or not isinstance(toggle := palette.get("toggle"), Mapping):
        return palette
    name = toggle.get("name")
    return {**palette, "toggle": {**toggle, "name": title(name)}} if isinstance(name, str) else palette


def spoken_toc(extensions: Mapping[str, JsonObject], title: Callable[[str], str]) -> dict[str, JsonObject]:
    """The options of Markdown's extensions, with what the table of contents and the links beside headings say put through `title`."""
    toc = extensions.get("toc") or {}
    heading = {"title": title(written)} if isinstance(written := toc.get("title"), str) else {}
    return {**extensions, "toc": {**toc, **heading, "permalink_title": title(str(toc.get("permalink_title", _PERMALINK)))}}


def without_endings(extensions: Mapping[str, JsonObject], root: Path) -> Mapping[str, JsonObject]:
    """The options of Markdown's extensions where pages come with the files of the project at `root` that they end with.

    What is not found there (an address, a file elsewhere) is left to the extension.
    """
    snippets = extensions.get("pymdownx.snippets") or {}
    folders = [root / base for base in _texts(snippets.get("base_path", "."))]
    endings = _texts(snippets.get("auto_append", ()))
    left = [path for path in endings if not any((folder / path.partition(":")[0]).is_file() for folder in folders)]
    return {**extensions, "pymdownx.snippets": {**snippets, "auto_append": left}} if snippets else extensions


def _texts(value: Plain) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list | tuple) else [str(value)]


_OF_EXTRA = (
    ("social", "name"),
    ("consent", "title"),
    ("consent", "description"),
    ("analytics", "feedback", "title"),
    ("analytics", "feedback", "ratings", "name"),
    ("analytics", "feedback", "ratings", "note"),
)
"""What Material shows of `extra`; a list on the way stands for each of its items."""


def spoken_extra(extra: Mapping[str, Plain], title: Callable[[str], str]) -> JsonObject:
    """The part of `extra` that Material shows, with its texts put through `title`."""
    spoken: JsonObject = {path[0]: extra[path[0]] for path in _OF_EXTRA if path[0] in extra}
    for first, *path in _OF_EXTRA:
        if first in spoken:
            spoken[first] = _spoken(spoken[first], path, title)
    return spoken


def _spoken(value: Plain, path: Sequence[str], title: Callable[[str], str]) -> Plain:
    if not path:
        return title(value) if isinstance(value, str) else value
    if isinstance(value, list):
        return [_spoken(item, path, title) for item in value]
    if not isinstance(value, Mapping) or path[0] not in value:
        return value
    return {**value, path[0]: _spoken(value[path[0]], path[1:], title)}


def languages(locales: Iterable[Locale], themes: Iterable[str]) -> dict[str, str]:
    """Path -> template of each language that no folder of `themes` has: the nearest one under the tag's own name.

    Pseudo-locales put what the nearest one says through the filter `pseudo`, which takes the tag.
    """
    known = {file.stem for theme in themes for file in Path(theme, _LANGUAGES).glob("*.html")}
    return {f"{_LANGUAGES}/{locale.tag}.html": _borrowed(locale, known) for locale in locales if locale.tag not in known}


def _borrowed(locale: Locale, known: Iterable[str]) -> str:
    spoken = f'|pseudo("{locale.tag}")' if locale.tag in PSEUDO_LOCALES else ""
    nearest = _nearest(locale.tag, known)
    return _BORROWED.format(folder=_LANGUAGES, nearest=nearest, tag=locale.tag, direction=locale.direction, spoken=spoken)


def pseudo(text: str, tag: str) -> str:
    """A string of the theme in a pseudo-locale. `#` stands for a number."""
    return Pseudo(tag).rendering(text)


def _nearest(tag: str, known: Iterable[str]) -> str:
    """`zh-Hant-HK` -> `zh-Hant` -> `zh` -> `en`."""
    while tag and tag not in known:
        tag = tag.rpartition("-")[0]
    return tag or "en"


def with_note(content: str, locale: Locale, source: Locale, title: Callable[[str], str]) -> str:
    """The content of a page; below its heading, why some of it is in the language `source` or in English, if it is."""
    notes, are_labels_english = "", not _is_english(locale) and title(_LABELS) == _LABELS
    is_looked_at = are_labels_english or (locale != source and _FALLBACK in content)
    classes = _classes(content) if is_looked_at else frozenset()
    if locale != source and _FALLBACK in classes:
        notes += _note(locale, title, _REASON, lambda tag: Formats(tag, source.tag).language(source.tag))
    if are_labels_english and classes - _IN_SENTENCES:
        notes += _note(locale, title, _LABELS, lambda _: "")
    if not notes:
        return content
    heading = next(elements_in(content, "h1"), None)
    end = heading.end if heading else 0
    return content[:end] + notes + content[end:]


def _note(locale: Locale, title: Callable[[str], str], message: str, language: Callable[[str], str]) -> str:
    """A message in a locale, and in English where it is not translated; its gap is for a `language` as the one that it is in calls it."""
    wording = title(message)
    if wording != message and (said := _filled(wording, language(locale.tag))) is not None:
        return f'<p class="gp-note" data-search-exclude>{escape(said)}</p>'
    tag, marked = (locale.tag, "") if _is_english(locale) else ("en", ' lang="en" dir="ltr"')
    return f'<p class="gp-note"{marked} data-search-exclude>{escape(filled(message, {"language": language(tag)}))}</p>'


def _is_english(locale: Locale) -> bool:
    return locale.tag.partition("-")[0] == "en"


def _classes(content: str) -> frozenset[str]:
    """The classes of elements of a page, as far as they are ours; it may also speak of one."""
    if _OURS not in content:
        return frozenset()
    found = (tag.attribute("class") for tag in tags_in(content) if not tag.closes and _OURS in tag.written)
    return frozenset(name for known in found if known for name in known.value.split() if name.startswith(_OURS))


def _filled(reason: str, language: str) -> str | None:
    """A translation with its gap filled; None where it has a gap that is none, which is a finding elsewhere."""
    try:
        return filled(reason, {"language": language})
    except BadMessage:
        return None


def above(places: Iterable[tuple[Locale, str]]) -> Markup:
    """Where readers of locales that lack a page are led, for its head: (locale, address)."""
    return Markup("").join(Markup('<link rel="up" hreflang="{}" href="{}">').format(locale.tag, url) for locale, url in places)

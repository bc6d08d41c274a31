"""The configuration of MkDocs, which all pages share, in the words of the page that is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from mkdocs.config.defaults import MkDocsConfig

from groundplan.i18n.locale.locale import Locale
from groundplan.publish.sitemap import editions
from groundplan.publish.theme import spoken_extra, spoken_palette


class Turning:
    """Turns the configuration from one locale to another. Pages are written one after the other."""

    def __init__(
        self, config: MkDocsConfig, texts: Mapping[str, Mapping[str, str]], title: Callable[[str, Locale], str], *, switched: bool
    ) -> None:
        """`texts` are those of the site in each locale, `title` says others. Where it is `switched`, pages lead from one to another."""
        self._config, self._texts, self._title, self._switched = config, texts, title, switched
        self._palette = config.theme.get("palette")
        self._extra = dict(config.extra)

    def to(self, locale: Locale, urls: Mapping[Locale, str]) -> None:
        """Speak `locale`; `urls` are the addresses of the page in all locales."""
        for key, text in self._texts[locale.tag].items():
            self._config[key] = text
        self._config.theme["language"] = locale.tag
        if self._palette:
            self._config.theme["palette"] = spoken_palette(self._palette, lambda text: self._title(text, locale))
        self._config.extra.update(spoken_extra(self._extra, lambda text: self._title(text, locale)))
        if self._switched:
            self._config.extra["alternate"] = [{"lang": language, "link": url} for language, url in editions(urls)]

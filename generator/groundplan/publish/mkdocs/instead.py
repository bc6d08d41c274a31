"""What a locale has in the place of a page that it lacks."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page

from groundplan.i18n.locale.locale import Locale
from groundplan.publish.mkdocs.navigation import pages_in


class Instead:
    """Looks for pages in all `locales`, whose navigations are `navs`; `twin` is the edition of a page in a locale, if it has one."""

    def __init__(self, locales: Collection[Locale], navs: Mapping[str, Navigation], twin: Callable[[Page, Locale], Page | None]) -> None:
        self._locales = locales
        self._navs = navs
        self._twin = twin
        self._firsts: dict[tuple[int, str], str | None] = {}
        """Section and locale -> the address of the first page in it that the locale has."""

    def addresses(self, page: Page, twins: Collection[Locale]) -> dict[Locale, str]:
        """For each locale that is not among `twins`: the first page of the innermost section around `page`, or its home."""
        homes = self.homes()
        return {locale: self._near(page, locale) or homes[locale] for locale in self._locales if locale not in twins}

    def homes(self) -> dict[Locale, str]:
        """The home of each locale; that of the default locale where one has none."""
        home = {locale: self._navs[locale.tag].homepage for locale in self._locales}
        fallback = next(page for locale, page in home.items() if locale.default)
        return {locale: page.url if (page := home[locale] or fallback) else "" for locale in self._locales}

    def _near(self, page: Page, locale: Locale) -> str | None:
        return next((url for section in page.ancestors if isinstance(section, Section) and (url := self._first_in(section, locale))), None)

    def _first_in(self, section: Section, locale: Locale) -> str | None:
        key = id(section), locale.tag
        if key not in self._firsts:
            found = (self._twin(page, locale) for page in pages_in([section]))
            self._firsts[key] = next((near.url for near in found if near), None)
        return self._firsts[key]

"""What templates of the theme say, in the locale of the page that they are for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from jinja2 import pass_context
from jinja2.runtime import Context
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink

from groundplan.i18n.locale.locale import Locale
from groundplan.i18n.texts.theme import spoken_words
from groundplan.publish.site import Site


class Speaker:
    """The words of all locales, for templates."""

    def __init__(self, site: Callable[[], Site], default: Locale, locale_of: Callable[[Page], Locale], policy: str) -> None:
        """`site` is the site as it is by now, `locale_of` tells the locale of a page. `policy` stands in the head of each page."""
        self._site, self._default, self._locale_of, self._policy = site, default, locale_of, policy
        self._tags: set[str] = set()

    def meet(self, page: Page) -> None:
        """Learn the tags of a page."""
        listed = page.meta.get("tags")
        for tag in map(str, listed if isinstance(listed, list) else ()):
            self._tags |= {tag, *(tag[: step.start()] for step in re.finditer("/", tag))}

    def about(self, locale: Locale) -> dict[str, object]:
        """What a template knows of the locale that it is for."""

        def say(text: str) -> str:
            return self._site().title(text, locale)

        return {
            "tag": locale.tag,
            "direction": locale.direction,
            "prefix": locale.prefix,
            "above": "",
            "languages": [],
            "policy": self._policy,
            "edition": self._site().edition(locale),
            "say": say,
            "foreign": locale != self._default,
            "words": lambda text, values, alone: spoken_words(text, values, say, self._default.tag, alone=alone),
        }

    @property
    def spoken(self) -> Callable[..., str]:
        """A filter for templates: a text in the locale of their page."""

        @pass_context
        def spoken(context: Context, text: str) -> str:
            page = context.get("page")
            return self._site().title(text, self._locale_of(page)) if isinstance(page, Page) else text

        return spoken

    def tags(self, page: Page) -> list[str] | None:
        """The names of the tags of a page; None where it lists none."""
        listed, locale = page.meta.get("tags"), self._locale_of(page)
        return [self._site().title(str(tag), locale) for tag in listed] if isinstance(listed, list) else None

    def name_tags(self, contents: Iterable[AnchorLink], locale: Locale) -> None:
        """Give the tags that are listed in a table of contents their names in `locale`."""
        for entry in contents:
            if entry.title in self._tags:
                entry.title = self._site().title(entry.title, locale)
            self.name_tags(entry.children, locale)

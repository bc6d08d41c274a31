"""How far each locale is translated."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from groundplan.diagnostics import Span
from groundplan.i18n.gettext.catalogue import Catalogue
from groundplan.i18n.gettext.translation import Source
from groundplan.plain import Plain


@dataclass(frozen=True, slots=True)
class TranslationProgress:
    """What is translated of one part (a section of the model, a page), in texts, and how many words are still to do."""

    locale: str
    part: str
    done: int
    stale: int
    missing: int
    words: int

    @property
    def percentage(self) -> int:
        """Rounded down: 100 means that nothing is missing or stale."""
        return self.done * 100 // max(1, self.done + self.stale + self.missing)


@dataclass(frozen=True, slots=True)
class Task:
    """A text that waits for a translator. `doubt` says why its translation must be looked at again; empty where it has none."""

    source: Source
    doubt: str
    place: Span


def progress(catalogue: Catalogue, sources: Iterable[Source]) -> list[TranslationProgress]:
    """The progress of a locale, part by part in the order of `sources`."""
    parts: dict[str, list[Source]] = {}
    for source in sources:
        parts.setdefault(_part(source.context), []).append(source)
    return [_progress(catalogue, part, own) for part, own in parts.items()]


def progress_by_page(catalogue: Catalogue, sources: Iterable[Source], shown: Mapping[str, Iterable[str]]) -> list[TranslationProgress]:
    """The progress of a locale, page by page: its own texts and those of the model that it shows. A text may be on many pages."""
    by_context = {source.context: source for source in sources}
    own: dict[str, list[Source]] = {}
    for source in by_context.values():
        if source.page:
            own.setdefault(source.page, []).append(source)
    pages = dict.fromkeys((*shown, *own))
    texts = {
        page: [*own.get(page, ()), *(by_context[context] for context in shown.get(page, ()) if context in by_context)] for page in pages
    }
    return [_progress(catalogue, page, found) for page, found in texts.items() if found]


def tasks(catalogue: Catalogue, sources: Iterable[Source]) -> Iterator[Task]:
    """What is to do for a locale, in the order of `sources`."""
    for source in sources:
        translation = catalogue.translations.get(source.context)
        if translation is None or not translation.is_current(source):
            yield Task(source, translation.doubt(source) if translation else "", catalogue.span(source.context))


def _progress(catalogue: Catalogue, part: str, sources: Iterable[Source]) -> TranslationProgress:
    texts = tuple(sources)
    open_tasks = tuple(tasks(catalogue, texts))
    stale = sum(1 for task in open_tasks if task.doubt)
    words = sum(len(re.findall(r"\w+", task.source.text)) for task in open_tasks)
    return TranslationProgress(catalogue.locale, part, len(texts) - len(open_tasks), stale, len(open_tasks) - stale, words)


def total(parts: Iterable[TranslationProgress], locale: str) -> TranslationProgress:
    """All parts of a locale together."""
    own = [part for part in parts if part.locale == locale]
    sums = (sum(getattr(part, name) for part in own) for name in ("done", "stale", "missing", "words"))
    return TranslationProgress(locale, "", *sums)


def status_table(parts: Iterable[TranslationProgress], pages: Iterable[TranslationProgress]) -> str:
    """A line for each part of a locale and one for all of it, aligned; then a line for each page."""
    listed, shown = list(parts), list(pages)
    rows: list[tuple[str, ...]] = [("locale", "part", "done", "stale", "missing", "words to go", "")]
    for locale in dict.fromkeys(part.locale for part in listed):
        rows += [_row(part) for part in listed if part.locale == locale]
        rows.append(_row(total(listed, locale), "in all"))
        rows.append(("",) * len(rows[0]))
        rows += [_row(page) for page in shown if page.locale == locale]
        rows.append(("",) * len(rows[0]))
    return "\n".join(_aligned(rows)).rstrip("\n") + "\n"


def _aligned(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Lines with columns of one width: words to the left, numbers to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        words = [cell.ljust(width) for cell, width in zip(row[:2], widths[:2], strict=True)]
        numbers = [cell.rjust(width) for cell, width in zip(row[2:], widths[2:], strict=True)]
        yield "  ".join([*words, *numbers]).rstrip()


def status_json(parts: Iterable[TranslationProgress], pages: Iterable[TranslationProgress]) -> str:
    """Version 1: each locale's counts, in all, by part and by page."""
    return _printed(_locales(parts, pages))


def status_json_of_projects(told: Mapping[str, tuple[Iterable[TranslationProgress], Iterable[TranslationProgress]]]) -> str:
    """The same of several projects, by their names."""
    return _printed({"projects": {name: _locales(parts, pages) for name, (parts, pages) in told.items()}})


def _printed(document: Mapping[str, Plain]) -> str:
    return json.dumps({"version": 1, **document}, ensure_ascii=False, indent=2) + "\n"


def _locales(parts: Iterable[TranslationProgress], pages: Iterable[TranslationProgress]) -> Mapping[str, Plain]:
    listed, shown = list(parts), list(pages)
    locales: dict[str, Plain] = {
        locale: {
            **_document(total(listed, locale)),
            "parts": {part.part: _document(part) for part in listed if part.locale == locale},
            "pages": {page.part: _document(page) for page in shown if page.locale == locale},
        }
        for locale in dict.fromkeys(part.locale for part in listed)
    }
    return {"locales": locales}


def _part(context: str) -> str:
    page, *rest = re.split("[#@]", context, maxsplit=1)
    return page if rest else context.partition(".")[0]


def _row(part: TranslationProgress, name: str = "") -> tuple[str, ...]:
    counts = (str(part.done), str(part.stale), str(part.missing), str(part.words))
    return (part.locale, name or part.part, *counts, f"{part.percentage} %")


def _document(part: TranslationProgress) -> Mapping[str, int]:
    return {"done": part.done, "stale": part.stale, "missing": part.missing, "words": part.words, "percentage": part.percentage}

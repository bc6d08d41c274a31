"""How far each locale is translated."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from groundplan.i18n.catalogue import Catalogue
from groundplan.i18n.translation import Source


@dataclass(frozen=True, slots=True)
class Progress:
    """What is translated of one part (a page, or a section of the model), in texts, and how many words are still to do."""

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


def progress(catalogue: Catalogue, sources: Iterable[Source]) -> list[Progress]:
    """The progress of a locale, part by part in the order of `sources`."""
    counts: dict[str, list[int]] = {}
    for source in sources:
        tally = counts.setdefault(_part(source.context), [0, 0, 0, 0])
        translation = catalogue.translations.get(source.context)
        if translation is None or not translation.text:
            tally[2] += 1
        elif translation.is_current(source):
            tally[0] += 1
            continue
        else:
            tally[1] += 1
        tally[3] += len(re.findall(r"\w+", source.text))
    return [Progress(catalogue.locale, part, *tally) for part, tally in counts.items()]


def total(parts: Iterable[Progress], locale: str) -> Progress:
    """All parts of a locale together."""
    own = [part for part in parts if part.locale == locale]
    sums = (sum(getattr(part, name) for part in own) for name in ("done", "stale", "missing", "words"))
    return Progress(locale, "", *sums)


def status_table(parts: Iterable[Progress]) -> str:
    """A line for each part and one for each locale, aligned."""
    listed = list(parts)
    rows: list[tuple[str, ...]] = [("locale", "part", "done", "stale", "missing", "words to go", "")]
    for locale in dict.fromkeys(part.locale for part in listed):
        rows += [_row(part) for part in listed if part.locale == locale]
        rows.append(_row(total(listed, locale), "in all"))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    aligned = (
        "  ".join(cell.ljust(width) if at < 2 else cell.rjust(width) for at, (cell, width) in enumerate(zip(row, widths, strict=True)))
        for row in rows
    )
    return "\n".join(line.rstrip() for line in aligned) + "\n"


def status_json(parts: Iterable[Progress]) -> str:
    """Version 1: each locale's counts, in all and by part."""
    listed = list(parts)
    locales = {
        locale: {**_document(total(listed, locale)), "parts": {part.part: _document(part) for part in listed if part.locale == locale}}
        for locale in dict.fromkeys(part.locale for part in listed)
    }
    return json.dumps({"version": 1, "locales": locales}, ensure_ascii=False, indent=2) + "\n"


def _part(context: str) -> str:
    if context.startswith("docs/"):
        return re.split("[#@]", context)[0]
    return context.partition(".")[0]


def _row(part: Progress, name: str = "") -> tuple[str, ...]:
    counts = (str(part.done), str(part.stale), str(part.missing), str(part.words))
    return (part.locale, name or part.part, *counts, f"{part.percentage} %")


def _document(part: Progress) -> Mapping[str, int]:
    return {"done": part.done, "stale": part.stale, "missing": part.missing, "words": part.words, "percentage": part.percentage}

"""The terms of a model in one locale: what a translation must say, and what it must not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from groundplan.domain.term import Term
from groundplan.i18n.catalogue import Catalogue
from groundplan.i18n.term_words import MOST_LETTERS, NOWHERE, Found, occurrences, says

_NOT_WORDS = re.compile(r"\{\{.*?\}\}|`[^`]*`|\]\([^)]*\)|\{:[^}]*\}")


@dataclass(frozen=True, slots=True)
class Wording:
    """A term with what finds it in a source text, its approved rendering (empty if it has none yet), and forbidden ones."""

    term: Term
    uses: re.Pattern[str]
    approved: str
    avoided: tuple[str, ...]

    def is_said_in(self, translation: str) -> bool:
        """Whether `translation` has the approved rendering; a name that is not translated, letter by letter."""
        return says(self.approved, translation, exact=not self.term.translate)

    def avoided_in(self, text: str) -> Iterator[Found]:
        """Where `text` has a forbidden rendering. What is part of the approved one is not forbidden."""
        fine = [*occurrences(self.approved, text)] if self.approved else []
        for rendering in self.avoided:
            for found in occurrences(rendering, text):
                if not any(ok.start <= found.start and found.end <= ok.end for ok in fine):
                    yield found


class Glossary:
    """The terms as a locale words them; the longest names first, for a word inside a longer term is that term's."""

    def __init__(self, terms: Iterable[Term], locale: str, source_locale: str, approved: Callable[[Term], str | None]) -> None:
        find = _english if source_locale.partition("-")[0] == "en" else _other
        wordings = (
            Wording(
                term,
                find(term) if len(term.name.source) <= MOST_LETTERS else NOWHERE,
                approved(term) or "",
                (*term.avoid.get(locale, ()), *_of_language(term, locale)),
            )
            for term in terms
        )
        self.wordings = tuple(sorted(wordings, key=lambda wording: -len(wording.term.name.source)))

    @property
    def avoiding(self) -> tuple[Wording, ...]:
        """The terms with forbidden renderings."""
        return tuple(wording for wording in self.wordings if wording.avoided)

    def used_in(self, source: str) -> Iterator[Wording]:
        """The terms that the source text uses, outside code, calls and addresses."""
        left = _NOT_WORDS.sub(" ", source)
        for wording in self.wordings:
            left, count = wording.uses.subn("\0", left)
            if count:
                yield wording


def glossary_of(terms: Iterable[Term], source_locale: str, catalogue: Catalogue) -> Glossary:
    """The glossary of a translation."""

    def approved(term: Term) -> str | None:
        return catalogue.translate(f"{term.route}.name", term.name.source) if term.translate else term.name.source

    return Glossary(terms, catalogue.locale, source_locale, approved)


def source_glossary(terms: Iterable[Term], source_locale: str) -> Glossary:
    """The glossary of the language that the model is written in: a term is approved as it is named."""
    return Glossary(terms, source_locale, source_locale, lambda term: term.name.source)


def without_code(text: str) -> str:
    """`text` with code, calls and addresses blanked out, so that places stay what they are."""
    return _NOT_WORDS.sub(lambda match: "\0" * len(match[0]), text)


def _of_language(term: Term, locale: str) -> tuple[str, ...]:
    language, dash, _ = locale.partition("-")
    return term.avoid.get(language, ()) if dash else ()


def _english(term: Term) -> re.Pattern[str]:
    """The name, in the singular or the plural."""
    name = term.name.source
    if not term.translate:
        return re.compile(rf"(?<!\w){re.escape(name)}(?:e?s)?(?!\w)")
    words = r"\s+".join(map(re.escape, name.split()))
    plural = rf"{words[:-1]}(?:ys?|ies)" if name.endswith("y") else rf"{words}(?:e?s)?"
    return re.compile(rf"(?<!\w){plural}(?!\w)", re.IGNORECASE)


def _other(term: Term) -> re.Pattern[str]:
    """The name; in a language without spaces between words, wherever it stands."""
    before = r"(?<!\w)" if re.match(r"[A-Za-z]", term.name.source) else ""
    return re.compile(before + r"\s*".join(map(re.escape, term.name.source.split())), re.NOFLAG if not term.translate else re.IGNORECASE)

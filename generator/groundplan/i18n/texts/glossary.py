"""The terms of a model in one locale: what a translation must say, and what it must not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from groundplan.domain.term import Term
from groundplan.i18n.gettext.catalogue import Catalogue
from groundplan.i18n.texts.term_words import MOST_LETTERS, Occurrence, occurrences, says

_NOT_WORDS = re.compile(r"\{\{.*?\}\}|`[^`]*`|\]\([^)]*\)|\{:[^}]*\}")


class Mentions:
    """Which terms texts in the language of the model use; the longest names first, for a word inside a longer term is that term's."""

    def __init__(self, terms: Iterable[Term], source_locale: str) -> None:
        find = _english if source_locale.partition("-")[0] == "en" else _other
        longest_first = sorted(terms, key=lambda term: -len(term.name.source))
        self._terms = [(term.id, find(term), _beginning(term)) for term in longest_first if len(term.name.source) <= MOST_LETTERS]
        self._known: dict[str, tuple[str, ...]] = {}

    def of(self, source: str) -> tuple[str, ...]:
        """The ids of the terms that the text uses, outside code, calls and addresses. Every locale asks for the same texts."""
        found = self._known.get(source)
        if found is None:
            found = self._known[source] = tuple(self._find(source))
        return found

    def _find(self, source: str) -> Iterator[str]:
        left = _NOT_WORDS.sub(" ", source)
        lower = left.lower() if left.isascii() else None  # beyond ASCII, letters have equals that no lower case tells
        for id_, uses, beginning in self._terms:
            if lower is None or beginning in lower:
                left, count = uses.subn("\0", left)
                if count:
                    yield id_


@dataclass(frozen=True, slots=True)
class TermWording:
    """A term with its approved rendering (empty if it has none yet), and forbidden ones."""

    term: Term
    approved: str
    avoided: tuple[str, ...]

    def is_said_in(self, translation: str) -> bool:
        """Whether `translation` has the approved rendering; a name that is not translated, letter by letter."""
        return says(self.approved, translation, exact=not self.term.translate)

    def avoided_in(self, text: str) -> Iterator[Occurrence]:
        """Where `text` has a forbidden rendering. What is part of the approved one is not forbidden."""
        fine = [*occurrences(self.approved, text)] if self.approved else []
        for rendering in self.avoided:
            for found in occurrences(rendering, text):
                if not any(ok.start <= found.start and found.end <= ok.end for ok in fine):
                    yield found


class Glossary:
    """The terms as a locale words them."""

    def __init__(self, terms: Iterable[Term], locale: str, mentions: Mentions, approved: Callable[[Term], str | None]) -> None:
        self._mentions = mentions
        self._wordings = {
            term.id: TermWording(term, approved(term) or "", (*term.avoid.get(locale, ()), *_of_language(term, locale))) for term in terms
        }
        longest_first = sorted(self._wordings.values(), key=lambda wording: -len(wording.term.name.source))
        self.avoiding = tuple(wording for wording in longest_first if wording.avoided)
        """The terms with forbidden renderings."""

    def used_in(self, source: str) -> Iterator[TermWording]:
        """The terms that the source text uses, outside code, calls and addresses."""
        return map(self._wordings.__getitem__, self._mentions.of(source))


def glossary_of(terms: Iterable[Term], mentions: Mentions, catalogue: Catalogue) -> Glossary:
    """The glossary of a translation."""

    def approved(term: Term) -> str | None:
        return catalogue.translate(f"{term.route}.name", term.name.source) if term.translate else term.name.source

    return Glossary(terms, catalogue.locale, mentions, approved)


def source_glossary(terms: Iterable[Term], source_locale: str, mentions: Mentions) -> Glossary:
    """The glossary of the language that the model is written in: a term is approved as it is named."""
    return Glossary(terms, source_locale, mentions, lambda term: term.name.source)


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


def _beginning(term: Term) -> str:
    """Letters that every text has in lower case that uses the term; empty where that cannot be told."""
    words = term.name.source.split()
    if not words or not term.name.source.isascii():
        return ""
    return words[0].lower() if len(words) > 1 else words[0].lower().removesuffix("y")

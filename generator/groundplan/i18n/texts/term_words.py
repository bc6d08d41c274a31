"""A term in running text: with the endings and particles that languages hang on it, and not inside another word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

MOST_LETTERS = 1000
"""Nothing longer is a word of running text; to look for it could take longer than everything else."""
NOWHERE = re.compile(r"(?!)")
"""Finds nothing."""
_SCRIPTS = {"hangul": "가-힣", "katakana": "ァ-ヺー", "latin": r"0-9A-Za-zÀ-ÖØ-öø-ɏ"}
_RUNS = {name: re.compile(f"[{letters}]*") for name, letters in _SCRIPTS.items()}
_RUNS_BEFORE = {name: re.compile(rf"[{letters}]*\Z") for name, letters in _SCRIPTS.items()}

_PARTICLES = (
    "이|가|은|는|을|를|의|에|에서|에게|에도|에는|에서는|에서도|에만|으로|로|으로서|로서|으로써|로써|으로는|로는|으로만|로만|으로도|로도|와|과|와의|과의|와는|과는|"
    "도|만|만의|만을|만이|까지|까지의|부터|부터의|마다|보다|처럼|같이|이나|나|이며|며|이고|고|이란|란|이라|라|이라고|라고|이든|든|조차|마저|밖에|에게서|"
    "이다|다|입니다|인|인지|일|임|이므로|므로|이지만|지만|이어야|여야|이면|면|들|들이|들은|들을|들의|들에|들에서|들로|들과"
)
_SUFFIXES = "용|별|형|간|상|하|화|적|측|중|시|당|들|내|외"
_VERBS = "하|한|할|함|합|해|했|되|된|될|됨|됩|돼|됐"
_KOREAN_ENDING = re.compile(rf"(?P<rest>[가-힣]*?)(?:{_PARTICLES})?")
_KOREAN_REST = re.compile(rf"|{_SUFFIXES}|(?:{_SUFFIXES})?(?:{_VERBS})[가-힣]*|[가-힣]{{2,}}")
"""What may stand between a term and the particles: nothing, a suffix, a verb that makes use of the term, another word."""
_NO_KATAKANA_STARTS = re.compile("[ーンァィゥェォッャュョヮ]")


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A stretch of a text, from `start` up to `end`."""

    start: int
    end: int


def occurrences(term: str, text: str, *, exact: bool = False) -> Iterator[Occurrence]:
    """Where `text` says `term`, whatever its spacing and, unless `exact`, its case.

    A Korean term may be followed by particles, and stand in a compound with words of two syllables or more; a Japanese one in
    katakana likewise. A term in Latin letters may have the endings that inflect it, but starts a word. Where the script does
    not tell one word from the next (Chinese characters), a term is found wherever it stands.
    """
    for match in _pattern(term, exact).finditer(text):
        before, after = _neighbour(text, match.start(), match.end())
        if before and after:
            yield Occurrence(match.start(), match.end())


@lru_cache(maxsize=8192)
def says(term: str, text: str, *, exact: bool = False) -> bool:
    """Whether `term` occurs in `text`."""
    return next(occurrences(term, text, exact=exact), None) is not None


@lru_cache(maxsize=8192)
def _pattern(term: str, exact: bool) -> re.Pattern[str]:
    if len(term) > MOST_LETTERS:
        return NOWHERE
    words = [re.escape(word) for word in term.split()]
    if _script(term[:1]) == "latin":
        return re.compile(r"\s+".join(words), re.NOFLAG if exact else re.IGNORECASE)
    letters = [re.escape(letter) for letter in term if not letter.isspace()]
    return re.compile(r"\s*".join(letters), re.NOFLAG if exact else re.IGNORECASE)


def _neighbour(text: str, start: int, end: int) -> tuple[bool, bool]:
    """Whether what touches text[start:end] on either side leaves it a word of its own."""
    first, last = _script(text[start]), _script(text[end - 1])
    before = _RUNS_BEFORE[first].search(text, max(0, start - 40), start) if first else None
    after = _RUNS[last].match(text, end) if last else None
    return _may_precede(first, before[0] if before else ""), _may_follow(last, after[0] if after else "")


def _script(letter: str) -> str:
    return next((name for name, run in _RUNS.items() if letter and run.fullmatch(letter)), "")


def _may_precede(script: str, run: str) -> bool:
    return not run or (script in {"hangul", "katakana"} and len(run) >= 2)


def _may_follow(script: str, run: str) -> bool:
    match script:
        case "hangul":
            ending = _KOREAN_ENDING.fullmatch(run)
            return ending is not None and _KOREAN_REST.fullmatch(ending["rest"]) is not None
        case "katakana":
            return not run or (len(run) >= 2 and not _NO_KATAKANA_STARTS.match(run))
        case "latin":
            return len(run) <= 3 and not re.search(r"\d", run)
        case _:
            return True

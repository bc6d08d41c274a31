"""What a project sets for itself: `groundplan.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from functools import cached_property
from typing import TypeAlias

from groundplan.checks import BAD_SETTING, BINDING, CHECKS
from groundplan.diagnostics import Finding, Severity, Span
from groundplan.nearest import did_you_mean
from groundplan.project.sources import EDITIONS
from groundplan.project.sources import SETTINGS as FILE

TomlTable: TypeAlias = Mapping[str, "TomlValue"]
TomlValue: TypeAlias = TomlTable | list["TomlValue"] | str | int | float | bool | datetime | date | time
"""What TOML can say."""

OFF = "off"
TABLES: Mapping[str, frozenset[str] | None] = {"checks": None, "site": frozenset({"folder", "html", EDITIONS, "document"})}
"""Each table with its keys; those of `checks` are the names of checks."""

_NAME = r"[\w@,=!$+~-](?:[\w@,=!$+~. -]*[\w@,=!$+~.-])?"
_FOLDER = re.compile(rf"{_NAME}(?:/{_NAME})*")
"""Names with slashes between them, none of which is empty, hidden or `..`, or means something in an address or in Markdown."""
_WORD = re.compile(r"[\w-]+")
_AT = re.compile(r" \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a project sets. A severity of None turns its check off."""

    severities: Mapping[str, Severity | None] = field(default_factory=dict)
    folder: str = ""
    """Where the generated pages are, below `docs/`: empty, or a folder with a final slash."""
    html: bool = False
    """Whether texts of the model may hold HTML."""
    findings: tuple[Finding, ...] = ()
    editions: tuple[str, ...] = ()
    """Kept folders, or revisions of git, whose changes a page tells, oldest first."""
    document: tuple[str, ...] = ()
    """Patterns of the pages that a document holds; none for all."""

    def apply(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """`findings` with the project's severities, without those turned off."""
        for finding in findings:
            severity = self.severities.get(finding.check, finding.severity)
            if severity is not None:
                yield replace(finding, severity=severity)


def read_settings(content: bytes | None) -> Settings:
    """What `groundplan.toml` sets; the defaults where there is no such file."""
    if content is None:
        return Settings()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Settings(findings=(_finding("the file is not UTF-8 text", Span(FILE)),))
    import tomllib  # most projects have no such file

    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return Settings(findings=(_syntax(text, str(error)),))
    except (ValueError, RecursionError) as error:
        problem = "tables or lists are nested too deeply" if isinstance(error, RecursionError) else "a number is too long"
        return Settings(findings=(_finding(problem, Span(FILE)),))
    reader = _Reader(text)
    tables = reader.tables(raw)
    severities = dict(reader.severities(tables.get("checks", {})))
    folder = reader.folder(tables.get("site", {}))
    html = reader.html(tables.get("site", {}))
    editions = reader.texts(tables.get("site", {}), EDITIONS, "folders below `editions`, or tags, oldest first", '["v1.0", "v1.1"]')
    document = reader.texts(tables.get("site", {}), "document", "pages, or patterns of pages", '["index.md", "security/"]')
    return Settings(severities, folder, html, tuple(reader.findings), editions, document)


def of_edition(content: bytes, name: str, problem: str, hint: str) -> Finding:
    """The finding about an edition that `content` names, at the place where it does."""
    text = content.decode("utf-8-sig")
    begins = text.find(EDITIONS)
    written = re.compile(rf"""(["']){re.escape(name)}\1""").search(text, max(begins, 0))
    if written is None:  # by an escape
        return _finding(problem, _places(text).get(EDITIONS, Span(FILE)), hint)
    line, column = text.count("\n", 0, written.start()) + 1, written.start() - text.rfind("\n", 0, written.start())
    return _finding(problem, Span(FILE, line, column, line, column + len(written[0])), hint)


@dataclass
class _Reader:
    """Takes what is sound from the settings, and notes what is not."""

    text: str
    findings: list[Finding] = field(default_factory=list)

    def tables(self, raw: TomlTable) -> dict[str, TomlTable]:
        """The tables that are known to be tables, with known keys."""
        sound: dict[str, TomlTable] = {}
        for name, table in raw.items():
            if name not in TABLES:
                self._report(name, f"there is no table `{name}`", did_you_mean(name, TABLES) or f"the tables are {', '.join(TABLES)}")
            elif not isinstance(table, dict):
                self._report(name, f"`{name}` must be a table", f"begin it with `[{name}]`")
            else:
                sound[name] = table
        return sound

    def severities(self, table: TomlTable) -> Iterator[tuple[str, Severity | None]]:
        """The severity of each check that is named with one."""
        names = [check.name for check in CHECKS]
        for name, value in table.items():
            if name not in names:
                self._report(name, f"there is no check `{name}`", did_you_mean(name, names))
            elif value not in (OFF, *Severity):
                self._report(name, f"`{name}` must be one of {', '.join((OFF, *Severity))}")
            elif name in BINDING and value != Severity.ERROR:
                self._report(name, f"`{name}` is always an error", "what it reports, other checks cannot see")
            else:
                yield name, None if value == OFF else Severity(str(value))

    def folder(self, table: TomlTable) -> str:
        """The folder of generated pages, with a final slash unless it is empty."""
        keys = TABLES["site"] or frozenset()
        for key in table.keys() - keys:
            self._report(key, f"`site` has no key `{key}`", did_you_mean(key, keys) or f"the keys here are {', '.join(sorted(keys))}")
        folder = table.get("folder", "")
        if not isinstance(folder, str) or not all(map(_FOLDER.fullmatch, filter(None, [folder.strip("/")]))):
            self._report("folder", "`folder` must be a folder below `docs`, such as `security`")
            return ""
        return f"{folder.strip('/')}/" if folder.strip("/") else ""

    def texts(self, table: TomlTable, key: str, what: str, example: str) -> tuple[str, ...]:
        """A list of texts, each once."""
        found = table.get(key, [])
        texts = [text for text in found if isinstance(text, str) and text] if isinstance(found, list) else []
        if not isinstance(found, list) or len(texts) != len(found):
            self._report(key, f"`{key}` must be a list of {what}", f"write `{key} = {example}`")
            return ()
        return tuple(dict.fromkeys(texts))

    def html(self, table: TomlTable) -> bool:
        """Whether texts of the model may hold HTML."""
        html = table.get("html", False)
        if not isinstance(html, bool):
            self._report("html", "`html` must be `true` or `false`")
        return html is True

    def _report(self, name: str, problem: str, hint: str = "") -> None:
        words = _WORD.findall(name) or [""]  # a key in quotes may be several
        self.findings.append(_finding(problem, self._places.get(words[0], Span(FILE)), hint))

    @cached_property
    def _places(self) -> dict[str, Span]:
        return _places(self.text)


def _finding(problem: str, span: Span, hint: str = "") -> Finding:
    """The finding for what stands at `span` of the settings."""
    return BAD_SETTING.at(None, span=span, hint=hint, problem=problem)


def _syntax(text: str, message: str) -> Finding:
    """Python tells the place of a mistake in TOML only in words."""
    at = _AT.search(message)
    lines = text.split("\n")
    line, column = (int(at["line"]), int(at["column"])) if at and at["line"] else (len(lines), len(lines[-1]) + 1)
    return _finding(_AT.sub("", message), Span(FILE, line, column, line, column + 1))


def _places(text: str) -> dict[str, Span]:
    """Where each word is first written outside of a comment; the parser does not tell."""
    places: dict[str, Span] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        for word in _WORD.finditer(line.partition("#")[0]):
            places.setdefault(word[0], Span(FILE, number, word.start() + 1, number, word.end() + 1))
    return places

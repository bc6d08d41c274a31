"""What a project sets for itself: `groundplan.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from groundplan.check.registry import CHECKS
from groundplan.diagnostics import Check, Finding, Severity, Span
from groundplan.load.nearest import did_you_mean

FILE = "groundplan.toml"
OFF = "off"

BAD_SETTING = Check("bad-setting", Severity.ERROR, "{problem}")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a project sets. A severity of None turns its check off."""

    severities: Mapping[str, Severity | None] = field(default_factory=dict)
    folder: str = ""
    """Where the generated pages are, below `docs/`: empty, or a folder with a final slash."""
    findings: tuple[Finding, ...] = ()

    def apply(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """`findings` with the project's severities, without those turned off. A check that crashed cannot be turned off."""
        for finding in findings:
            severity = self.severities.get(finding.check, finding.severity)
            if severity is not None:
                yield replace(finding, severity=severity)


def read_settings(root: Path) -> Settings:
    """The settings of the project at `root`; the defaults where there is no file."""
    path = root / FILE
    if not path.is_file():
        return Settings()
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return Settings(findings=(BAD_SETTING.at(None, span=Span(FILE), problem=str(error)),))
    checks = raw.get("checks", {})
    findings = [_unknown("table", key, ["checks", "site"]) for key in raw if key not in {"checks", "site"}]
    folder = str(raw.get("site", {}).get("folder", "")).strip("/")
    if not isinstance(checks, dict):
        return Settings(findings=(BAD_SETTING.at(None, span=Span(FILE), problem="`checks` must be a table"),))
    severities: dict[str, Severity | None] = {}
    names = {check.name for check in CHECKS}
    for name, value in checks.items():
        if name not in names:
            findings.append(_unknown("check", name, names))
        elif value == OFF and name != "internal-error":
            severities[name] = None
        elif value in set(Severity):
            severities[name] = Severity(value)
        else:
            findings.append(BAD_SETTING.at(None, span=Span(FILE), problem=f"`{name}` must be one of off, {', '.join(Severity)}"))
    return Settings(severities, f"{folder}/" if folder else "", tuple(findings))


def _unknown(what: str, name: str, known: Iterable[str]) -> Finding:
    return BAD_SETTING.at(None, span=Span(FILE), hint=did_you_mean(name, known), problem=f"there is no {what} `{name}`")

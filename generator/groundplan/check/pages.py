"""The page of each check: what it means, why it matters, examples that fail and pass."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class CheckPage:
    """A check's page in Markdown, and its first paragraph on one line."""

    name: str
    text: str

    @property
    def summary(self) -> str:
        body = self.text.partition("\n\n")[2]
        return " ".join(body.partition("\n\n")[0].split())


def page_of(name: str) -> CheckPage:
    """The page of the check `name`. Raises FileNotFoundError where there is none."""
    page = files("groundplan.check.rules").joinpath(f"{name.replace('-', '_')}.md")
    return CheckPage(name, page.read_text(encoding="utf-8"))

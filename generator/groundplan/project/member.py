"""A project among those that one site has. A site of one project has one member, in `model/`, which every page speaks of."""

from __future__ import annotations

from dataclasses import dataclass

MODEL = "model"
ASSETS = "assets/groundplan"
"""Where a site has what its pages refer to."""


@dataclass(frozen=True, slots=True)
class Member:
    """Where a project has its model and its pages. Paths start at the folder of the site."""

    name: str = ""
    """Empty for the only project of a site."""
    model: str = MODEL
    folder: str = ""
    """The folder of the pages that speak of it, below that of all pages: empty, or with a final slash."""
    others: tuple[str, ...] = ()
    """The folders of the other projects, likewise."""
    keeps_rest: bool = True
    """Whether pages in no project's folder, and the texts of the site, are translated in its catalogue."""

    def speaks(self, page: str) -> bool:
        """Whether a page, by its path below the folder of pages, speaks of this project."""
        return page.startswith(self.folder) and not page.startswith(self.others_within)

    def has(self, page: str) -> bool:
        """Whether it renders and translates a page."""
        return self.speaks(page) or (self.keeps_rest and not page.startswith(self._taken))

    @property
    def assets(self) -> str:
        """Where the site has what is this project's alone: facts, rules, pictures."""
        return f"{self.folder}{ASSETS}"

    @property
    def mark(self) -> str:
        """Begins the names of its scripts: a browser keeps those of all pages that it has shown."""
        return f"{self.name}." if self.folder else ""

    @property
    def others_within(self) -> tuple[str, ...]:
        """The folders of others that lie in its own."""
        return tuple(folder for folder in self.others if folder and folder.startswith(self.folder))

    @property
    def _taken(self) -> tuple[str, ...]:
        return tuple(filter(None, (self.folder, *self.others)))


ALONE = Member()

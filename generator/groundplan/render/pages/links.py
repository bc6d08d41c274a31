"""Where each entry of the model is explained."""

from __future__ import annotations

from collections.abc import Callable

from groundplan.domain.boundary import Boundary
from groundplan.domain.claim import Claim
from groundplan.domain.component import Component
from groundplan.domain.data import DataClass
from groundplan.domain.entry import Entry
from groundplan.domain.flow import Flow
from groundplan.domain.option import Option
from groundplan.domain.procedure import Procedure, Step
from groundplan.domain.term import Term
from groundplan.render.pages.volumes import Volumes


class Links:
    """Addresses of entries from one page.

    `relative` turns a page's source path or an asset's path into an address relative to that page. `folder` is where the
    generated pages are, below `docs/`, with a final slash or empty. `volumes` are those that long lists come in.
    """

    def __init__(self, relative: Callable[[str], str], folder: str, volumes: Volumes | None = None) -> None:
        self._relative = relative
        self._pages: dict[str, str] = {}
        self._folder = folder
        self._volumes = volumes

    def into(self, folder: str, volumes: Volumes | None = None) -> Links:
        """The links from the same page to the entries of another project, whose generated pages are in `folder`."""
        return Links(self._relative, folder, volumes)

    def page(self, name: str, anchor: str = "") -> str:
        """A generated page."""
        if name not in self._pages:
            self._pages[name] = self._relative(f"{self._folder}{name}.md")
        return f"{self._pages[name]}#{anchor}" if anchor else self._pages[name]

    def shown(self, kind: str, id_: str) -> str:
        """Where a `flow` or a `claim` is seen in the picture of the whole system."""
        return f"{self.page('explorer')}?at=_all.{kind}.{id_}"

    def asset(self, path: str) -> str:
        return self._relative(path)

    def flow(self, flow: Flow) -> str:
        return self.page(self._volumes.of_flow(flow.id) if self._volumes else "connections", f"flow-{flow.id}")

    def component(self, component: Component) -> str:
        return self._place(component.id, f"component-{component.id}")

    def boundary(self, boundary: Boundary) -> str:
        return self._place(boundary.id, f"boundary-{boundary.id}")

    def _place(self, id_: str, anchor: str) -> str:
        return self.page(self._volumes.of_place(id_) if self._volumes else "components", anchor)

    def data(self, data: DataClass) -> str:
        return self.page("glossary", f"data-{data.id}")

    def term(self, term: Term) -> str:
        return self.page("glossary", f"term-{term.id}")

    def option(self, option: Option) -> str:
        return self.page("overview", f"option-{option.id}")

    def claim(self, claim: Claim) -> str:
        return self.page("guarantees", f"claim-{claim.id}")

    def procedure(self, procedure: Procedure) -> str:
        return self.page("procedures", f"procedure-{procedure.id}")

    def step(self, procedure: Procedure, step: Step) -> str:
        return self.page("procedures", f"step-{procedure.id}-{step.id}")

    def at(self, path: str, anchor: str = "") -> str:
        """Any page, by its path in `docs/`."""
        return self._relative(f"{path}#{anchor}" if anchor else path)

    def entry(self, entry: Entry) -> str:
        """Where an entry is explained; empty where it has no place of its own."""
        match entry:
            case Flow():
                return self.flow(entry)
            case Component():
                return self.component(entry)
            case Boundary():
                return self.boundary(entry)
            case DataClass():
                return self.data(entry)
            case Term():
                return self.term(entry)
            case Option():
                return self.option(entry)
            case Claim():
                return self.claim(entry)
            case Procedure():
                return self.procedure(entry)
            case _:
                return ""

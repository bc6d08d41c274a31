"""Where each entry of the model is explained."""

from __future__ import annotations

from collections.abc import Callable

from groundplan.domain.boundary import Boundary
from groundplan.domain.claim import Claim
from groundplan.domain.component import Component
from groundplan.domain.data import DataClass
from groundplan.domain.entry import Entry
from groundplan.domain.flow import Flow
from groundplan.domain.model import Model
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

    @property
    def way(self) -> tuple[Callable[[str], str], str]:
        """What a copy of these links is made of."""
        return self._relative, self._folder

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


class LinksOfBoth(Links):
    """The links of a picture of two editions. What the model as it is does not have is told where the editions are compared."""

    def __init__(self, links: Links, known: Model, anchor: str) -> None:
        """`known` is the model as it is, `anchor` the part of the page of changes that tells of the others."""
        super().__init__(*links.way)
        self._known = {(section, id_) for section, entries in known.sections() for id_ in entries}
        self._anchor = anchor

    def flow(self, flow: Flow) -> str:
        return self._or_told("flows", flow.id, super().flow(flow))

    def component(self, component: Component) -> str:
        return self._or_told("components", component.id, super().component(component))

    def boundary(self, boundary: Boundary) -> str:
        return self._or_told("boundaries", boundary.id, super().boundary(boundary))

    def data(self, data: DataClass) -> str:
        return self._or_told("data", data.id, super().data(data))

    def term(self, term: Term) -> str:
        return self._or_told("terms", term.id, super().term(term))

    def option(self, option: Option) -> str:
        return self._or_told("options", option.id, super().option(option))

    def _or_told(self, section: str, id_: str, address: str) -> str:
        return address if (section, id_) in self._known else self.page("changes", self._anchor)

"""Where each entry of the model is explained."""

from __future__ import annotations

from groundplan.domain.boundary import Boundary
from groundplan.domain.claim import Claim
from groundplan.domain.component import Component
from groundplan.domain.data import DataClass
from groundplan.domain.flow import Flow
from groundplan.domain.option import Option
from groundplan.domain.procedure import Procedure
from groundplan.domain.term import Term
from groundplan.render.urls import Urls


class Links:
    """Addresses of entries from one page. `folder` is where the generated pages are, below `docs/`, with a final slash or empty."""

    def __init__(self, urls: Urls, folder: str) -> None:
        self._urls = urls
        self._folder = folder

    def page(self, name: str, anchor: str = "") -> str:
        """A generated page."""
        return self._urls.page(f"{self._folder}{name}.md", anchor)

    def asset(self, path: str) -> str:
        return self._urls.asset(path)

    def flow(self, flow: Flow) -> str:
        return self.page("connections", f"flow-{flow.id}")

    def component(self, component: Component) -> str:
        return self.page("components", f"component-{component.id}")

    def boundary(self, boundary: Boundary) -> str:
        return self.page("components", f"boundary-{boundary.id}")

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

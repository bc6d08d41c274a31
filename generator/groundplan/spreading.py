"""Pages for other machines: all pages of a project in one locale are a piece, with the bytes that they are rendered from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor, Future
from dataclasses import dataclass, replace
from functools import cache, partial
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NoReturn, ParamSpec, TypeVar

from groundplan.analysis import Analysis
from groundplan.bundled import PACKAGE, templates_folder
from groundplan.check.report.run import Run
from groundplan.domain.entry import Audience
from groundplan.errors import GroundplanError
from groundplan.pipeline import analyse_sources
from groundplan.project.lazily import Lazily
from groundplan.project.sources import Sources
from groundplan.project.store import layouts_folder, write_file
from groundplan.render.ahead import FinishedPage, PageOrder
from groundplan.render.pages.pages import Pages
from groundplan.render.project import RenderedProject
from groundplan.render.site import RenderedSite
from groundplan.site_pages import MADE_WITH

T = TypeVar("T")
P = ParamSpec("P")


class NotHere(GroundplanError):
    """A page asks for what only the machine that builds has: git, other projects, what is made once for all pages."""


@dataclass(frozen=True, slots=True)
class PieceOfPages:
    """Pages of a project in one locale, and all that they follow from."""

    program: str
    """The digest of the program that is to render them."""
    sources: Sources
    projects: tuple[str, ...]
    """All projects of the site, where it has several."""
    audience: Audience
    tags: tuple[str, ...]
    edition: tuple[str, str]
    documents: Mapping[str, str]
    layouts: Mapping[str, bytes]
    """Where everything of the project's pictures stands, by the names of the files in which that is kept."""
    orders: tuple[PageOrder, ...]


@dataclass(frozen=True)
class PageSpread:
    """Hands the pages of `projects` to `executor`: a piece for each project and locale."""

    projects: tuple[tuple[Analysis, RenderedProject], ...]
    executor: Executor

    def __call__(self, orders: Iterable[PageOrder]) -> Iterator[tuple[PageOrder, FinishedPage | None]]:
        pieces = [self._piece(*project, told) for project, told in self._sorted(orders)]
        if pieces:
            for piece, pages in zip(pieces, self.executor.map(rendered, pieces), strict=False):
                yield from zip(piece.orders, pages, strict=True)

    def _sorted(self, orders: Iterable[PageOrder]) -> Iterator[tuple[tuple[Analysis, RenderedProject], list[PageOrder]]]:
        """The pages of each project in each locale, in the order in which they are asked for."""
        sorted_: dict[tuple[int, str], list[PageOrder]] = {}
        can_travel = [_can_travel(analysis.sources) for analysis, _ in self.projects]
        for order in orders:
            of = next((at for at, (_, project) in enumerate(self.projects) if project.member.has(order.path)), None)
            if of is not None and can_travel[of]:
                sorted_.setdefault((of, order.locale.tag), []).append(order)
        return ((self.projects[of], told) for (of, _), told in sorted_.items())

    def _piece(self, analysis: Analysis, project: RenderedProject, orders: Iterable[PageOrder]) -> PieceOfPages:
        pages = project.pages
        others = tuple(folder for folder in project.member.others if folder)
        return PieceOfPages(
            program_digest(),
            replace(analysis.sources, root=Path()),
            tuple(pages.beside),
            pages.audience,
            tuple(pages.words),
            pages.edition(),
            {tag: pages.document(tag) for tag in pages.words},
            project.kept_layouts(),
            tuple(replace(order, addresses=order.addresses.without(others)) for order in orders),
        )


def _can_travel(sources: Sources) -> bool:
    """Whether a project is whole wherever its files are written: none lies outside of it, and only folders are no files."""
    is_odd = any(not any(file.startswith(f"{name}/") for file in sources.files) for name in sources.odd)
    return not is_odd and not any(name.startswith("/") or ".." in name.split("/") for name in sources.files)


def rendered(piece: PieceOfPages) -> list[FinishedPage | None]:
    """The pages of a piece, made wherever this is called; None for one that asks for what is not there.

    Raises GroundplanError where the program there would make others.
    """
    if piece.program != program_digest():
        raise GroundplanError("a worker of the cluster has another edition of Groundplan, or of what it renders with; install the same")
    with TemporaryDirectory(prefix="groundplan-") as folder:
        root = Path(folder)
        for name, content in piece.sources.files.items():
            write_file(root / name, content)
        for name, content in piece.layouts.items():
            if not (layouts_folder(root) / name).is_file():
                write_file(layouts_folder(root) / name, content)
        site = _site(piece, replace(piece.sources, root=root))
        return [_finished(site, order) for order in piece.orders]


def _finished(site: RenderedSite, order: PageOrder) -> FinishedPage | None:
    try:
        return site.finished(order.path, order.source, order.locale, order.addresses)
    except NotHere:
        return None


def _site(piece: PieceOfPages, sources: Sources) -> RenderedSite:
    """The project as if it were a site of its own, as far as one locale of it needs."""
    analysis = analyse_sources(sources)
    own = sources.member.name
    known: dict[str, Callable[[], Pages]] = dict.fromkeys(piece.projects, _not_here)
    assembled = analysis.rendered_pages(piece.audience, piece.tags, _not_here, _not_here, Lazily(known))
    pages = replace(
        assembled,
        rule_files=_not_here,
        edition=lambda: piece.edition,
        changes=_not_here if assembled.changes else None,
        maps=_not_here,
        origin=_not_here,
        document=lambda tag: piece.documents[tag],
        differences=_not_here,
    )
    if own in known:
        known[own] = lambda: pages
    settle = partial(RenderedProject, pages, analysis.settle, locales=piece.tags, secrets={}, downloads={}, documents={})
    return RenderedSite((settle(model=None, executor=_Here()),), Run((), {}))


def _not_here(*_: object) -> NoReturn:
    raise NotHere("this is made where the site is built")


class _Here(Executor):
    """This very process: one of a cluster's may start no others."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        done: Future[T] = Future()
        try:
            done.set_result(fn(*args, **kwargs))
        except Exception as error:
            done.set_exception(error)
        return done


@cache
def program_digest() -> str:
    """Changes with all that pages are made with: our own files, and the libraries that have a say in them."""
    total = sha256(" ".join(f"{name} {version(name)}" for name in MADE_WITH).encode())
    for folder in (PACKAGE, templates_folder()):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                total.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()

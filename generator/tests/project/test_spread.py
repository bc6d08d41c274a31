"""Pages that are rendered by other machines are those of one machine, whatever becomes of a worker."""

from __future__ import annotations

import os
import pickle
import shutil
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from projects import ALONE, TESTS, Project, build_strictly
from sharing import made_once
from started import started

from groundplan.errors import GroundplanError
from groundplan.i18n.locale.locale import Locale
from groundplan.project.store import LAYOUTS
from groundplan.publish.site import Site
from groundplan.render.ahead import Addresses, PageOrder
from groundplan.sites import open_site

SOURCE = TESTS / "project" / "estate"


class Elsewhere(Executor):
    """Another machine as far as that can be told here: it gets copies of what it is given, and gives copies."""

    def __init__(self) -> None:
        self.rendered: dict[tuple[str, str], bool] = {}

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        fn, args, kwargs = pickle.loads(pickle.dumps((fn, args, kwargs)))
        made = pickle.loads(pickle.dumps(fn(*args, **kwargs)))
        if fn.__name__ == "rendered":
            self.rendered |= {(order.path, order.locale.tag): bool(page) for order, page in zip(args[0].orders, made, strict=True)}
        done: Future[Any] = Future()
        done.set_result(made)
        return done


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> Elsewhere:
    executor = Elsewhere()
    monkeypatch.setattr("groundplan.sites.executor_of", lambda wanted: executor if wanted == "elsewhere" else None)
    return executor


@pytest.fixture
def estate(tmp_path: Path) -> Project:
    """A copy, to change."""
    shutil.copytree(SOURCE, tmp_path / "estate", ignore=shutil.ignore_patterns(".cache"))
    return Project(tmp_path / "estate")


def _orders(site: Site, estate: Project) -> Iterator[PageOrder]:
    """Every page of a site in every locale, each in a folder of its own."""
    written = {path.relative_to(estate.root / "docs").as_posix(): path.read_text() for path in (estate.root / "docs").rglob("*.md")}
    pages = {**site.generated(), **written}
    assert len(pages) > 10
    urls = {path: path.removesuffix(".md") + "/" for path in pages}
    for locale in site.locales:
        for path, source in pages.items():
            yield PageOrder(path, source, locale, Addresses(urls, urls[path], _relate))


def _relate(url: str, other: str) -> str:
    return f"{'../' * other.count('/')}{url}"


def _address(target: str, locale: Locale) -> str:
    return f"{locale.prefix}{target}"


def _rendered(site: Site, orders: list[PageOrder]) -> list[str]:
    return [site.render(order.path, order.source, order.locale, order.addresses) for order in orders]


def test_pages_and_all_that_follows_from_them_are_the_same(estate: Project, elsewhere: Elsewhere) -> None:
    estate.edit("docs/gcp/index.md", "# On GCP\n", "# On GCP\n\n{{ flow('nothing') }}\n")
    here, there = open_site(estate.root), open_site(estate.root, executor="elsewhere")
    orders = list(_orders(here, estate))
    there.render_ahead(orders)
    assert _rendered(there, orders) == _rendered(here, orders)
    assert there.parts == here.parts
    assert there.assets(_address) == here.assets(_address)
    assert [(finding.check, finding.span) for finding in there.findings] == [(finding.check, finding.span) for finding in here.findings]
    assert "docs/gcp/index.md" in {finding.span.path for finding in there.findings if finding.span}
    made = {path for (path, _), is_made in elsewhere.rendered.items() if is_made}
    assert {"aws/connections.md", "gcp/explorer.md", "gcp/components.md"} <= made


def test_what_asks_for_other_projects_or_for_files_of_all_pages_is_rendered_where_the_site_is_built(
    estate: Project, elsewhere: Elsewhere
) -> None:
    site = open_site(estate.root, executor="elsewhere")
    orders = list(_orders(site, estate))
    site.render_ahead(orders)
    texts = _rendered(site, orders)
    assert sum("Product on GCP has its own pages" in text for text in texts) == 1
    left = {path for (path, tag), is_made in elsewhere.rendered.items() if tag == "en" and not is_made}
    assert left == {"index.md", "portfolio.md", "aws/allow-list.md", "gcp/allow-list.md"}


def test_a_page_that_was_changed_on_its_way_is_rendered_as_it_is_now(estate: Project, elsewhere: Elsewhere) -> None:
    site = open_site(estate.root, executor="elsewhere")
    orders = list(_orders(site, estate))
    site.render_ahead(orders)
    order = next(order for order in orders if order.path == "gcp/index.md" and order.locale.default)
    assert "Added by a plugin" in site.render(order.path, f"{order.source}\nAdded by a plugin.\n", order.locale, order.addresses)
    assert elsewhere.rendered[order.path, "en"]


def test_a_worker_with_another_program_is_refused(estate: Project, elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch) -> None:
    site = open_site(estate.root, executor="elsewhere")
    orders = list(_orders(site, estate))
    digests = iter(["ours", "ours", "ours", "ours"])
    monkeypatch.setattr("groundplan.spreading.program_digest", lambda: next(digests, "another"))
    site.render_ahead(orders)
    with pytest.raises(GroundplanError, match="has another edition of Groundplan"):
        _rendered(site, orders)
    assert not elsewhere.rendered


def test_a_project_that_reaches_out_of_its_folder_stays_where_it_is(estate: Project, elsewhere: Elsewhere) -> None:
    shutil.move(estate.root / "models/shared", estate.root.parent / "shared")
    for cloud in ("aws", "gcp"):
        estate.edit(f"models/{cloud}/project.yaml", "uses: [../shared]", "uses: [../../../shared]")
    site = open_site(estate.root, executor="elsewhere")
    orders = list(_orders(site, estate))
    site.render_ahead(orders)
    assert len(_rendered(site, orders)) == len(orders)
    assert not elsewhere.rendered


def _digests(site: Path) -> dict[str, str]:
    return {path.relative_to(site).as_posix(): sha256(path.read_bytes()).hexdigest() for path in site.rglob("*") if path.is_file()}


def _killer(flag: str) -> Any:
    """Ends the first worker that begins with a piece of pages. It is made here so that workers get it whole."""
    from distributed import WorkerPlugin

    class Killer(WorkerPlugin):
        def transition(self, key: object, start: str, finish: str, **_: object) -> None:  # noqa: ARG002
            if finish == "executing" and str(key).startswith("rendered"):
                try:
                    os.close(os.open(flag, os.O_CREAT | os.O_EXCL))
                except FileExistsError:
                    return
                os.kill(os.getpid(), signal.SIGKILL)

    return Killer()


@pytest.mark.filterwarnings("ignore")  # what other people's servers say when they are cut off
def test_a_site_built_by_two_workers_one_of_which_is_killed_has_the_bytes_of_one_machine(
    estate: Project, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    distributed = pytest.importorskip("distributed")
    alone = made_once(tmp_path_factory, "estate", partial(build_strictly, SOURCE))
    flag, site = tmp_path / "killed", tmp_path / "site"
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster, cluster.get_client() as client:
        client.register_plugin(_killer(str(flag)))
        words = ("build", "--strict", "--site", str(site), "--executor", f"dask:{cluster.scheduler_address}")
        ended = started(*words, folder=estate.root, environment={**ALONE, LAYOUTS: str(tmp_path / "layouts")})
    assert ended.code == 0, ended.err
    assert "is gone" not in ended.err
    assert flag.exists()
    found = _digests(site)
    assert len(found) > 150
    assert {path for path, digest in _digests(alone).items() if found.get(path) != digest} == set()
    assert found.keys() == _digests(alone).keys()

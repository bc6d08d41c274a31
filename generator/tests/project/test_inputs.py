"""What is kept between builds is found by all that it follows from: whatever changes that, changes its digest."""

from __future__ import annotations

import pytest
from projects import Project

from groundplan import documenting, site_pages
from groundplan.domain.entry import Audience
from groundplan.pipeline import analyse


def _digests(shop: Project) -> tuple[str, str]:
    """Of what pages have no part in, and of what they say."""
    analysis = analyse(shop.root)
    return analysis.inputs(), analysis.inputs_of_pages()


@pytest.mark.parametrize("path", ["docs/index.md", "docs/assets/plan.png"])
def test_a_page_and_its_pictures_count_for_what_pages_say_alone(shop: Project, path: str) -> None:
    before = _digests(shop)
    shop.write(path, "# Another\n")
    after = _digests(shop)
    assert after[0] == before[0]
    assert after[1] != before[1]


def _document(shop: Project) -> bytes:
    """The document of the site in Korean."""
    analysis = analyse(shop.root)
    pages = analysis.rendered_pages(Audience.PUBLIC, ("en", "ko"))
    return documenting.documents_of_site(analysis, pages)["assets/groundplan/network-security.ko.pdf"]()


def test_a_document_is_made_again_when_a_page_has_changed(shop: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    shop.write("groundplan.toml", '\n[site]\ndocument = ["index.md"]\n')
    made = iter((b"first", b"second"))
    monkeypatch.setattr(documenting, "document_of", lambda *_: next(made))
    assert [_document(shop), _document(shop)] == [b"first", b"first"]
    shop.append("docs/index.md", "\nMore.\n")
    assert [_document(shop), _document(shop)] == [b"second", b"second"]


def test_files_of_rules_are_made_again_when_the_model_has_changed(shop: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def files() -> dict[str, bytes]:
        pages = analyse(shop.root).rendered_pages(Audience.PUBLIC, ("en", "ko"))
        return dict(pages.rules["ko"].paths(pages.member))

    before = files()
    assert before
    with monkeypatch.context() as patch:
        patch.setattr(site_pages, "site_files", None)
        assert files() == before
    shop.write("model/shop.yaml", shop.read("model/shop.yaml").replace("443/tcp", "8443/tcp"))
    assert files() != before


@pytest.mark.parametrize(
    "path", ["model/more.yaml", "model/locales/ko.po", "templates/partials/mine.html.jinja", "groundplan.toml", "mkdocs.yml"]
)
def test_model_words_templates_and_settings_count_for_everything(shop: Project, path: str) -> None:
    before = _digests(shop)
    shop.write(path, f"{shop.read(path) if (shop.root / path).exists() else ''}\n# another\n")
    after = _digests(shop)
    assert after[0] != before[0]
    assert after[1] != before[1]


def test_nothing_counts_but_what_is_said_of_it(shop: Project) -> None:
    analysis = analyse(shop.root)
    assert _digests(shop) == (analysis.inputs(), analysis.inputs_of_pages())
    assert analysis.inputs("ko") != analysis.inputs()

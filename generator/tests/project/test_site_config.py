"""The configuration of MkDocs is read, not assumed: where the pages are, where the site goes, what the file is called."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from groundplan.site_config import config_of

if TYPE_CHECKING:
    from projects import Project


@pytest.mark.parametrize(
    ("text", "docs", "site"),
    [
        ("site_name: A\n", "docs", "site"),
        ("docs_dir: handbook\n", "handbook", "site"),
        ("docs_dir: deep/hand-book\r\nsite_dir: public\r\n", "deep/hand-book", "public"),
        ("docs_dir: 'hand book'  # where\n", "hand book", "site"),
        ("site_name: docs_dir\n", "docs", "site"),
        ("# docs_dir: no\nextra: {docs_dir: no}\n", "docs", "site"),
        ('"docs_dir": handbook\nplugins: [search]\nhook: !!python/name:os.system\n', "handbook", "site"),
        ("docs_dir: !ENV DOCS\nsite_dir: !ENV [NOTHING, NOR_THIS, out]\n", "from-environment", "out"),
        ("docs_dir: !ENV NOTHING\nsite_dir: !ENV [NOTHING, SITE, out]\n", "docs", "from-environment-too"),
        ("INHERIT: base.yml\nsite_dir: mine\n", "inherited", "mine"),
        ("INHERIT: !ENV [NOTHING, base.yml]\ndocs_dir: own\n", "own", "inherited-site"),
        ("INHERIT: mkdocs.yml\ndocs_dir: own\n", "own", "site"),
        ("INHERIT: gone.yml\n", "docs", "site"),
        ("docs_dir: [a]\nsite_dir: {a: b}\n", "docs", "site"),
        ('docs_dir: "a\\0b"\n', "docs", "site"),
        ("docs_dir: [", "docs", "site"),
        ("- docs_dir\n- a: b\n", "docs", "site"),
        ("docs_dir", "docs", "site"),
        ("{" * 100 + "docs_dir", "docs", "site"),
        ("", "docs", "site"),
    ],
)
def test_where_pages_and_sites_are(text: str, docs: str, site: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCS", "from-environment")
    monkeypatch.setenv("SITE", "from-environment-too")
    (tmp_path / "mkdocs.yml").write_bytes(text.encode())
    (tmp_path / "base.yml").write_text("docs_dir: inherited\nsite_dir: 'inherited-site'\n")
    found = config_of(tmp_path)
    assert (found.docs, found.site) == (tmp_path / docs, tmp_path / site)


def test_a_check_does_not_import_mkdocs(shop: Project) -> None:
    shop.append("mkdocs.yml", "docs_dir: !ENV [NOTHING, docs]\n")
    script = "import sys; from groundplan.cli import main\ntry: main()\nfinally: print('mkdocs' in sys.modules, file=sys.stderr)"
    ended = subprocess.run([sys.executable, "-c", script, "check"], cwd=shop.root, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, "False\n")


def moved(shop: Project, folder: str) -> Project:
    """The small project with its pages in another folder, and with a text that is not translated yet."""
    (shop.root / "docs").rename(shop.root / folder)
    shop.append("mkdocs.yml", f"docs_dir: {folder}\n")
    catalogue = shop.read("model/locales/ko.po")
    shop.write("model/locales/ko.po", catalogue.replace("docs/index.md", f"{folder}/index.md"))
    return shop


@pytest.mark.parametrize("folder", ["handbook", "../handbook"])
def test_pages_elsewhere_are_checked_and_translated(folder: str, shop: Project) -> None:
    before = shop.told()
    assert any("docs/index.md" in told for told in before)
    status = shop.run("i18n", "status").out
    moved(shop, folder)
    assert shop.told() == sorted((told.replace("docs/", f"{folder}/") for told in before), key=lambda told: told.split(":")[0])
    assert shop.run("i18n", "status").out.split() == status.replace("docs/", f"{folder}/").split()
    shop.append(f"{folder}/index.md", "\nA new sentence.\n")
    assert shop.run("i18n", "update").code == 0
    assert "A new sentence." in shop.read("model/locales/ko.po")
    assert f"#: {folder}/index.md" in shop.read("model/locales/ko.po")
    assert shop.findings() != before, "a page that changes is checked anew"


@pytest.mark.slow
def test_pages_elsewhere_are_published_in_all_languages(shop: Project) -> None:
    expected = {}
    for project in (shop, moved(shop, "handbook")):
        ended = project.start("build")
        assert ended.code == 0, ended.err
        expected.setdefault("site", project.read("site/ko/index.html"))
    assert shop.read("site/ko/index.html").count("gp-fallback") == expected["site"].count("gp-fallback")
    assert "가게" in shop.read("site/ko/index.html") or "상점" in shop.read("site/ko/index.html")


@pytest.mark.slow
def test_another_name_another_configuration_and_what_a_build_says(shop: Project) -> None:
    (shop.root / "mkdocs.yml").rename(shop.root / "mkdocs.yaml")
    shop.write("internal.yml", "INHERIT: mkdocs.yaml\nsite_dir: inside\n")
    for options, site in (((), "site"), (("-f", "internal.yml"), "inside"), (("--config-file", "internal.yml", "--site", "out"), "out")):
        ended = shop.start("build", *options)
        assert ended.code == 0, ended.err
        look = f"run `python -m http.server --directory {site}` and open http://localhost:8000/."
        assert ended.err.endswith(f"\nThe site is in {site}. To look at it, {look}\n")
        assert ended.out == ""
        assert (shop.root / site / "index.html").is_file()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("-f", "gone.yml"), "gone.yml does not exist"),
        ((".", "-f", "other/mkdocs.yml"), "other holds no folder `model`; `groundplan init` writes a project to start from"),
        (("model", "-f", "mkdocs.yml"), "mkdocs.yml must lie in model, beside the model"),
    ],
)
def test_configurations_that_cannot_be_used(words: tuple[str, ...], says: str, shop: Project) -> None:
    shop.write("other/mkdocs.yml", "site_name: A\n")
    ended = shop.run("build", *words)
    assert (ended.code, ended.err) == (2, f"groundplan: {says}\n")


def test_a_project_without_a_configuration_cannot_be_built(shop: Project) -> None:
    (shop.root / "mkdocs.yml").unlink()
    ended = shop.run("build")
    assert (ended.code, ended.err) == (2, "groundplan: . has no mkdocs.yml; `groundplan init .` writes one\n")
    assert shop.run("check").code == 0

"""What a build refuses of a site, a check has found before, each time that it is asked."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from projects import Project

SITE = "site_name: Ours\ntheme: {{name: material}}\nmarkdown_extensions: [attr_list, md_in_html]\n{more}plugins:\n  - groundplan{options}\n"

REFUSED = {
    "a folder of pages that is not there": ("docs_dir: nope\n", "", "mkdocs.yml:4:11: error[bad-setting]: there is no folder `nope`"),
    "an option that there is not": ("", ": {nope: 1}", "mkdocs.yml:5:18: error[bad-setting]: the plugin has no option `nope`"),
    "a word for a list": ("", ": {locales: xx}", "mkdocs.yml:5:27: error[bad-setting]: `locales` must be a list of languages"),
    "a language that there is not": ("", ": {locales: [xx]}", "mkdocs.yml:5:28: error[bad-setting]: the project has no locale `xx`"),
    "the plugin twice": ("", "\n  - groundplan", "mkdocs.yml:6:5: error[bad-setting]: the plugin `groundplan` is listed twice"),
}


def site(empty: Project, more: str = "", options: str = "") -> None:
    assert empty.run("init").code == 0
    empty.write("mkdocs.yml", SITE.format(more=more, options=options))


def test_a_configuration_that_is_no_yaml_is_found(empty: Project) -> None:
    site(empty)
    empty.write("mkdocs.yml", "plugins: [groundplan]\nsite_name: 'Ours\n")
    for _ in range(2):
        checked = empty.run("check")
        assert checked.code == 1
        assert checked.out.startswith("mkdocs.yml:2:17: error[yaml-syntax]: ")
    assert empty.start("build").code == 2


@pytest.mark.slow
@pytest.mark.parametrize(("more", "options", "said"), REFUSED.values(), ids=REFUSED)
def test_what_a_build_refuses_of_a_configuration_is_a_finding(more: str, options: str, said: str, empty: Project) -> None:
    site(empty, more, options)
    for _ in range(2):  # the second time from memory
        checked = empty.run("check")
        assert checked.code == 1
        assert checked.out.startswith(said)
    assert empty.start("build").code == 2


def test_a_project_that_is_not_there_is_found_each_time_beside_one_that_is(empty: Project) -> None:
    projects = ": {projects: {one: {model: model, folder: ''}, two: {model: nope, folder: two}}}"
    site(empty, options=projects)
    for _ in range(2):
        checked = empty.run("check")
        assert checked.code == 1
        assert "error[bad-project]: the project `two` has no model: there is no folder `nope`" in checked.out


def test_a_site_without_a_folder_of_pages_is_refused_until_there_is_one(empty: Project) -> None:
    site(empty)
    shutil.rmtree(empty.root / "docs")
    assert empty.run("check").out.startswith("mkdocs.yml:1:1: error[bad-setting]: there is no folder `docs` for the pages of the site")
    (empty.root / "docs").mkdir()
    assert empty.run("check").code == 0


@pytest.mark.slow
@pytest.mark.parametrize("page", ["docs/ko/index.md", "docs/ko.md"])
def test_a_page_in_the_place_of_a_language_is_told_of_alike_by_check_and_build(page: str, empty: Project) -> None:
    site(empty)
    empty.edit("model/project.yaml", "locales: [en]", "locales: [en, ko]")
    empty.write("docs/index.md", "# Home\n")
    empty.write(page, "# Ours in Korean\n")
    for run in (empty.run("check"), empty.start("build")):
        assert run.code == 0
        assert f"{page}:1:1: warning[locale-folder]: the page is left out of the site" in run.out + run.err
    assert "Ours in Korean" not in "".join(file.read_text(encoding="utf-8") for file in (empty.root / "site").rglob("*.html"))
    assert "Ours in Korean" not in empty.run("i18n", "extract").out, "nobody translates what nobody reads"
    assert [empty.run("check", "--strict").code, empty.start("build", "--strict").code] == [1, 1]
    assert empty.start("build", "--locale", "en", "--site", "english").code == 0
    assert not (empty.root / "english/ko").exists()

"""Whatever stands in a file, and whatever the disk does: a finding, or one line and exit code 2. Never a traceback."""

from __future__ import annotations

import errno
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from projects import Ended, Project

from groundplan.cli.entry import fail
from groundplan.project.sources import Sources


def lines(ended: Ended) -> list[str]:
    """What a build says besides what MkDocs tells of its progress."""
    return [line for line in ended.err.splitlines() if line.startswith(("groundplan:", "ERROR", "Traceback"))]


SETTINGS = {
    "a number of 5,000 digits": "[checks]\nunused-term = " + "9" * 5000,
    "lists of 500 levels": "[checks]\nunused-term = " + "[" * 500 + "]" * 500,
    "tables of 500 levels": "[" + ".".join("a" * 500) + "]\n",
    "inline tables of 500 levels": "[checks]\nunused-term = " + "{a = " * 500 + "1" + "}" * 500,
    "a date that there is not": "[checks]\nunused-term = 2027-02-30\n",
    "not a number": "[site]\nfolder = nan\n",
    "NUL in a folder": '[site]\nfolder = "a\\u0000"\n',
    "NUL itself": "[site]\nfolder = 'a\0'\n",
    "an address": '[site]\nfolder = "#x"\n',
}


@pytest.mark.parametrize("text", SETTINGS.values(), ids=SETTINGS.keys())
def test_settings(text: str, shop: Project) -> None:
    shop.write("groundplan.toml", text)
    ended = shop.run("check", "--format", "json")
    found = [(finding["check"], finding["path"]) for finding in json.loads(ended.out)["findings"]]
    assert ("bad-setting", "groundplan.toml") in found
    assert (ended.code, ended.err) == (1, "")


CONFIGURATIONS = {
    "a palette that is a word": "theme: {name: material, palette: x}",
    "others that are a word or a number": "extra: {polyfills: x}\nmarkdown_extensions: [attr_list, {toc: {permalink_title: 3}}]",
}


@pytest.mark.slow
@pytest.mark.parametrize("text", CONFIGURATIONS.values(), ids=CONFIGURATIONS.keys())
def test_configurations_that_mkdocs_takes(text: str, shop: Project) -> None:
    kept = shop.read("mkdocs.yml").replace("theme:\n  name: material\n", "theme: {name: material}\n").splitlines()
    shop.write("mkdocs.yml", "\n".join([*(line for line in kept if line.partition(":")[0] not in text), text, ""]))
    ended = shop.start("build")
    assert (ended.code, lines(ended)) == (0, []), ended.err


BROKEN = {
    "the plugin twice": ("plugins: [search, groundplan, groundplan]", "the plugin `groundplan` is listed twice"),
    "a folder with NUL": ('plugins: [search, groundplan]\ndocs_dir: "a\\0b"', "isn't an existing directory"),
    "a site with NUL": ('plugins: [search, groundplan]\nsite_dir: "a\\0b"', "embedded null byte"),
    "no YAML": ("plugins: [search, groundplan", "parsing the configuration file"),
    "a plugin that there is not": ("plugins: [search, groundplan, nonsense]", "nonsense"),
    "an audience that there is not": ("plugins: [search, {groundplan: {audience: foo}}]", "audience"),
    "a locale that there is not": ("plugins: [search, {groundplan: {locales: [xx]}}]", "no locale `xx`"),
    "another model": ("plugins: [search, {groundplan: {model: models/aws}}]", "`model: models/aws`"),
    "a site in the model": ("plugins: [search, groundplan]\nsite_dir: model", "holds sources"),
}


@pytest.mark.slow
@pytest.mark.parametrize(("text", "says"), BROKEN.values(), ids=BROKEN.keys())
def test_configurations_that_cannot_be_built(text: str, says: str, shop: Project) -> None:
    kept = shop.read("mkdocs.yml").replace("plugins: [search, groundplan]\n", "")
    shop.write("mkdocs.yml", kept + text + "\n")
    ended = shop.start("build")
    assert ended.code == 2, ended.err
    assert says in ended.err
    assert "Traceback" not in ended.err + ended.out
    assert not (shop.root / "site").exists()
    assert sorted(shop.root.glob(".site*")) == []


@pytest.mark.slow
def test_an_audience_of_the_environment_that_there_is_not(shop: Project) -> None:
    ended = shop.start("build", environment={"GROUNDPLAN_AUDIENCE": "foo"})
    assert (ended.code, lines(ended)) == (2, ["groundplan: GROUNDPLAN_AUDIENCE is `foo`; it must be one of public, internal"])


@pytest.mark.slow
@pytest.mark.parametrize("front_matter", ["locales: {a: b}", "locales: 3\ntitle: {a: 1}"])
def test_front_matter(front_matter: str, shop: Project) -> None:
    shop.write("docs/more.md", f"---\n{front_matter}\n---\n# More\n")
    assert shop.run("check").code in (0, 1)
    ended = shop.start("build")
    assert ended.code in (0, 1, 2)
    assert "Traceback" not in ended.err


@pytest.fixture
def full(shop: Project) -> Iterator[Project]:
    """A project on a disk that is nearly full, with an old site."""
    disk = shop.root.parent / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(disk)], capture_output=True, check=False).returncode:
        pytest.skip("mounting is for the superuser")
    (disk / "site").mkdir()
    (disk / "site" / "index.html").write_text("old")
    shop.append("mkdocs.yml", f"site_dir: {disk / 'site'}\n")
    yield shop
    subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.slow
def test_a_full_disk(full: Project) -> None:
    site = full.root.parent / "disk" / "site"
    ended = full.start("build")
    assert (ended.code, len(lines(ended))) == (2, 1), ended.err
    assert lines(ended)[0].startswith("groundplan: No space left on device")
    assert [(path.name, path.read_text()) for path in site.iterdir()] == [("index.html", "old")]
    assert list(site.parent.iterdir()) == [site]


@pytest.mark.slow
def test_a_disk_that_may_only_be_read(full: Project) -> None:
    disk = full.root.parent / "disk"
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    ended = full.start("build")
    assert (ended.code, len(lines(ended))) == (2, 1), ended.err
    assert lines(ended)[0].startswith("groundplan: Read-only file system")
    assert (disk / "site" / "index.html").read_text() == "old"


@pytest.mark.slow
@pytest.mark.parametrize("largest", [0, 20_000])
def test_files_that_may_not_grow(largest: int, shop: Project) -> None:
    shop.write("site/index.html", "old")
    ended = shop.start("build", largest=largest)
    assert (ended.code, len(lines(ended))) == (2, 1), ended.err
    assert lines(ended)[0].startswith("groundplan: File too large")
    assert [path.name for path in (shop.root / "site").iterdir()] == ["index.html"]
    assert sorted(shop.root.glob(".site*")) == []


@pytest.mark.parametrize(
    "words", [("diagram", "overview", "--output", "a.svg"), ("i18n", "extract"), ("i18n", "update"), ("init", "new")], ids=" ".join
)
def test_products_that_cannot_be_written(words: tuple[str, ...], shop: Project) -> None:
    shop.append(
        "model/shop.yaml", "\nviews:\n  overview: {name: All, show: {}}\n" if "\nviews:" not in shop.read("model/shop.yaml") else ""
    )
    ended = shop.start(*words, largest=10)
    assert (ended.code, len(ended.err.splitlines())) == (2, 1), ended.err
    assert ended.err.startswith("groundplan: File too large")


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_what_nobody_wants_to_read_is_said_to_nobody(closed: str, shop: Project) -> None:
    said = shop.run("check")
    script = f'"{sys.executable}" -m groundplan.cli check {closed}'
    ended = subprocess.run(["sh", "-c", script], cwd=shop.root, capture_output=True, text=True, check=False)
    assert ended.returncode == said.code
    assert ended.stdout == ("" if closed.startswith(">") else said.out)
    assert ended.stderr == ""


def test_names_that_are_not_utf8(shop: Project) -> None:
    told = shop.told()
    for name in ("docs/\udcff.md", "model/\udcff.yaml", "model/icons/\udcff.svg", "model/\udcff/more.yaml"):
        shop.write(name, "")
    assert sorted(shop.told()) == sorted(["docs/\ufffd.md:1 error[bad-page]", *told])
    assert shop.start("build").code == 1


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["docs/\udcff.png", "docs/\udcff/index.html", "templates/\udcff.jinja", "docs/a\nb.md", "docs/a\x1b[31m.md"]
)
def test_other_names_that_are_not_utf8_or_not_printable(name: str, shop: Project) -> None:
    shop.write(name, "")
    assert shop.run("check").code in (0, 1)
    ended = shop.start("build")
    assert ended.code in (0, 1, 2)
    assert "Traceback" not in ended.err


def test_names_in_error_lines_cannot_command_a_terminal(shop: Project) -> None:
    (shop.root / "model" / "a\x1b]0;x\x07\n\u202e.yaml").symlink_to("gone")
    ended = shop.run("check")
    assert (ended.code, ended.err) == (2, "groundplan: No such file or directory: model/a\\u{1b}]0;x\\u{7}\\u{a}\\u{202e}.yaml\n")


def test_a_file_that_changes_while_it_is_read_is_read_again_the_next_time(shop: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    from groundplan import projects

    analyse = projects.analyse_sources

    def slow(sources: Sources, **options: object) -> object:
        analysis = analyse(sources, **options)  # type: ignore[arg-type]
        shop.edit("model/shop.yaml", "    to: database\n", "    to: databse\n")
        return analysis

    with monkeypatch.context() as patch:
        patch.setattr(projects, "analyse_sources", slow)
        assert shop.run("check").code == 0
    assert "databse" in shop.run("check").out
    shop.edit("model/shop.yaml", "    to: databse\n", "    to: database\n")
    assert shop.run("check").code == 0


def test_a_failure_that_nobody_foresaw_is_one_line(shop: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("division\nby zero")

    monkeypatch.setattr("groundplan.projects.analyse_all", broken)
    ended = shop.run("facts")
    said = "the program itself failed (ZeroDivisionError: division by zero); with GROUNDPLAN_TRACEBACK=1 it says where"
    assert (ended.code, ended.err) == (2, f"groundplan: {said}\n")
    monkeypatch.setenv("GROUNDPLAN_TRACEBACK", "1")
    with pytest.raises(ZeroDivisionError):
        shop.run("facts")


def test_devices_and_pipes_take_what_is_written_and_stay(shop: Project) -> None:
    shop.write("real.pot", "old")
    (shop.root / "link.pot").symlink_to("real.pot")
    (shop.root / "null.pot").symlink_to("/dev/null")
    (shop.root / "new.pot").symlink_to("made.pot")
    for name in ("link", "null", "new"):
        assert shop.run("i18n", "extract", "--output", f"{name}.pot").code == 0
        assert (shop.root / f"{name}.pot").is_symlink()
    assert shop.read("real.pot") == shop.read("made.pot") != "old"
    assert shop.read("real.pot").count("msgid ") > 10
    assert Path("/dev/null").is_char_device()
    assert shop.run("i18n", "extract", "--output", "/dev/null").code == 0
    assert Path("/dev/null").is_char_device()
    assert shop.start("i18n", "extract", "--output", "/dev/stdout").out.startswith("msgid")


def test_an_icon_is_no_way_out_of_the_project(shop: Project) -> None:
    shop.write("../secret.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    shop.write("model/icons/inner.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    (shop.root / "model" / "icons" / "out.svg").symlink_to("../../../secret.svg")
    (shop.root / "model" / "icons" / "in.svg").symlink_to("inner.svg")
    for icon, told in (("in.svg", []), ("out.svg", ["the icon `out.svg` is a link to a file outside of the project"])):
        shop.edit("model/shop.yaml", "name: Database, kind", f"name: Database, icon: {icon}, kind")
        assert [finding["message"] for finding in shop.findings() if finding["check"] == "bad-icon"] == told
        shop.edit("model/shop.yaml", f"icon: {icon}, ", "")


@pytest.mark.parametrize("folder", ["model", "templates", "generator", ".", "..", "docs"])
def test_a_site_does_not_replace_sources(folder: str, shop: Project) -> None:
    shop.write("templates/page.jinja", "")
    shop.write("generator/main.py", "")
    before = sorted(path for path in shop.root.rglob("*") if ".cache" not in path.parts)
    ended = shop.run("build", "--site", folder)
    assert (ended.code, ended.err.count("\n")) == (2, 1)
    assert "name another folder" in ended.err
    assert sorted(path for path in shop.root.rglob("*") if ".cache" not in path.parts) == before


def test_a_copy_that_fails_is_told_by_where_it_was_to_go(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        fail(OSError(errno.ENOSPC, "No space left on device", "from", None, "to"))
    assert (ended.value.code, capsys.readouterr().err) == (2, "groundplan: No space left on device: to\n")

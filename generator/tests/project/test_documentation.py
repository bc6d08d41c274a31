"""The documentation keeps its word: every command in it exists, the tutorial works step by step, what it shows is printed.

A fence of `console` holds commands after `$ ` and, below each, all that it prints; with nothing below, the output is not
shown. A command with brackets or capitals is a synopsis: it is compared with the command's parameters and not run.
"""

from __future__ import annotations

import doctest
import inspect
import re
import shlex
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest
from projects import copy_reference

import groundplan
from groundplan.cli import cli

if TYPE_CHECKING:
    from projects import Project
    from started import Ended

ROOT = Path(__file__).parents[3]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
FENCE = re.compile(r"^```(?P<language>\w+)\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE)
MENTION = re.compile(r"`(groundplan [^`]+)`")


@dataclass(frozen=True)
class Shown:
    """A command in the documentation, with what it prints if that is shown."""

    page: str
    line: int
    command: str
    output: str = ""

    def __str__(self) -> str:
        return f"{self.page}:{self.line} {self.command}"

    @property
    def words(self) -> list[str]:
        return shlex.split(self.command.partition(" > ")[0].replace("…", " "))[1:]

    @property
    def is_synopsis(self) -> bool:
        return re.search(r"\[|\b[A-Z]{2,}\b", self.command) is not None


def fences(page: str, language: str) -> list[str]:
    """The texts of a page's fences of `language`."""
    return [match["text"] for match in FENCE.finditer((ROOT / page).read_text(encoding="utf-8")) if match["language"] == language]


def in_console(text: str) -> list[tuple[str, str]]:
    """The commands of a console with what each prints."""
    parts = re.split(r"^\$ (.*)\n", text, flags=re.MULTILINE)
    return list(zip(parts[1::2], parts[2::2], strict=True))


def all_shown() -> Iterator[Shown]:
    for path in PAGES:
        text, page = path.read_text(encoding="utf-8"), path.relative_to(ROOT).as_posix()
        for match in FENCE.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            if match["language"] == "console":
                yield from (Shown(page, line, command, output) for command, output in in_console(match["text"]))
            else:
                found = re.findall(r"(?:^|[-/;&] ?|run: |\bbin/)(groundplan [^\n&|]+)", match["text"], re.MULTILINE)
                yield from (Shown(page, line, command.strip()) for command in found if match["language"] in {"sh", "bash", "yaml"})
        yield from (Shown(page, text.count("\n", 0, match.start()) + 1, match[1]) for match in MENTION.finditer(text))


OURS = [shown for shown in all_shown() if shown.command.startswith("groundplan")]
SYNOPSES = [shown for shown in OURS if shown.page == "docs/reference/command-line.md" and shown.is_synopsis]


def command_of(words: list[str]) -> tuple[click.Command, list[str]]:
    """The command that `words` name, and the words that are left for it."""
    command: click.Command = cli
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        assert words[0] in command.commands, f"there is no command `{words[0]}`"
        command, words = command.commands[words[0]], words[1:]
    return command, words


def options_of(command: click.Command) -> set[str]:
    return {name for parameter in command.params for name in parameter.opts if name.startswith("--")} | {"--help"}


def test_the_documentation_shows_commands() -> None:
    assert len(OURS) > 30
    assert len(SYNOPSES) >= 8


@pytest.mark.parametrize("shown", OURS, ids=str)
def test_a_documented_command_exists_with_its_options(shown: Shown) -> None:
    command, words = command_of(shown.words)
    named = {word.partition("=")[0] for word in re.findall(r"--[\w-]+", " ".join(words))}
    assert named <= options_of(command)


def test_every_command_and_every_option_is_documented() -> None:
    documented: dict[int, set[str]] = {}
    assert len(list(every_command(cli))) > 8
    for shown in SYNOPSES:
        command, words = command_of(shown.words)
        documented.setdefault(id(command), set()).update(re.findall(r"--[\w-]+", " ".join(words)))
    for words, command in every_command(cli):
        assert id(command) in documented, f"`groundplan {' '.join(words)}` is not in the reference"
        assert documented[id(command)] == options_of(command) - {"--help"}, " ".join(words)


def every_command(group: click.Group, *words: str) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from every_command(command, *words, name)
        else:
            yield (*words, name), command


@pytest.mark.parametrize("shown", SYNOPSES, ids=str)
def test_a_synopsis_says_which_folder_a_command_takes(shown: Shown) -> None:
    command, words = command_of(shown.words)
    assert ("[DIR]" in words) == any("[DIR]" in (parameter.metavar or "") for parameter in command.params)


TRIED_ELSEWHERE = {
    "docs/guide/tutorial.md",
    "docs/guide/translations.md",
    "docs/guide/monorepo.md",
    "docs/guide/estates.md",
    "docs/guide/growth.md",
}
"""Pages whose commands belong together: two are tried below, the others in `test_publishing_guides.py` and `test_estate.py`."""
ALONE = [shown for shown in OURS if not shown.is_synopsis and shown.page not in TRIED_ELSEWHERE and "build" not in shown.words]


TYPED = sorted((shown for shown in ALONE if shown.words not in (["init"], ["verify"])), key=lambda shown: shown.words)
"""Those that are typed as they stand. What stands in several places comes together."""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Ended]:
    """What a command says in a copy of the reference project of its own, wherever it stands."""

    @cache
    def typed(*words: str) -> Ended:
        project = copy_reference(tmp_path_factory.mktemp("typed"))
        if words[0] == "diff":
            _with_history(project)
        if "shop" in words:  # the draft of the guide to imports
            project.write("compose.yaml", "services: {web: {image: nginx, depends_on: [store]}, store: {image: postgres}}\n")
            if words[0] != "import":
                project.run("import", "compose", "compose.yaml", "--output", "shop")
        if "border.nft" in words and words[0] == "verify":
            project.run("export", "nftables", "--address", "kubernetes-api=10.0.0.1", "--output", "border.nft")
        return project.run(*(VARIABLES.sub("main", word) for word in words))

    return typed


@pytest.mark.parametrize("shown", TYPED, ids=str)
def test_a_command_that_stands_alone_ends_well_and_prints_what_is_shown(shown: Shown, said: Callable[..., Ended]) -> None:
    ended = said(*shown.words)
    assert (ended.code, ended.err) == (0, ""), ended.out
    if shown.output:
        assert ended.out == shown.output


# Python

PYTHON = fences("docs/reference/python.md", "python")


def test_the_examples_in_python_print_what_is_shown(reference_copy: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are one session, as a reader would type it."""
    monkeypatch.chdir(reference_copy.root)
    session = doctest.DocTestParser().get_doctest("\n".join(PYTHON), {}, "docs/reference/python.md", None, 0)
    assert len(session.examples) > 12
    told: list[str] = []
    doctest.DocTestRunner(verbose=False).run(session, out=told.append)
    assert told == []


def test_every_public_name_is_documented() -> None:
    """A function has a heading with the parameters that it has, in their order."""
    page = (ROOT / "docs/reference/python.md").read_text(encoding="utf-8")
    headings = dict(re.findall(r"^### `(\w+)(\(.*?\))`", page, re.MULTILINE))
    functions = {name: inspect.signature(getattr(groundplan, name)) for name in groundplan.__all__ if name.islower()}
    assert {name: without_types(signature) for name, signature in functions.items()} == {
        name: text.replace('"', "'") for name, text in headings.items()
    }
    assert [name for name in groundplan.__all__ if f"`{name}" not in page] == []


def without_types(signature: inspect.Signature) -> str:
    bare = [parameter.replace(annotation=inspect.Parameter.empty) for parameter in signature.parameters.values()]
    return str(signature.replace(parameters=bare, return_annotation=inspect.Signature.empty))


VARIABLES = re.compile(r"\$[A-Z_]+")
"""What a pipeline puts in: here, the branch that a change goes to."""


def _with_history(project: Project) -> None:
    """Make the project a repository with the names of revisions that the documentation uses."""
    git = ["git", "-C", str(project.root), "-c", "user.name=Somebody", "-c", "user.email=somebody@example.com"]
    for words in ("init -q -b main", "add model", "commit -qm Begin", "tag v1.0", "tag v1.1", "update-ref refs/remotes/origin/main HEAD"):
        subprocess.run([*git, *words.split()], check=True)


# The tutorial


@dataclass
class Reader:
    """Somebody who goes through the tutorial: takes one fence after the other, types it, and compares."""

    project: Project
    left: list[tuple[str, str]]

    def take(self, language: str) -> str:
        found, text = self.left.pop(0)
        assert found == language, f"the next fence is {found}: {text[:60]}"
        return text

    def write(self, path: str, language: str = "yaml") -> None:
        self.project.write(path, self.take(language))

    def append(self, path: str, language: str = "yaml") -> None:
        self.project.append(path, "\n" + self.take(language))

    def type(self) -> None:
        """Type the commands of the next fence, and see what it shows."""
        for command, output in in_console(self.take("console")):
            ended = self.project.run(*shlex.split(command)[1:])
            assert ended.out == output
            assert (ended.code == 1) == ("error" in output)
            assert ended.err == ""


def test_the_tutorial_works_step_by_step(empty: Project) -> None:
    page = (ROOT / "docs/guide/tutorial.md").read_text(encoding="utf-8")
    reader = Reader(empty, [(match["language"], match["text"]) for match in FENCE.finditer(page)])
    model, home = "model/shop.yaml", "docs/index.md"

    install = [command for command, _ in in_console(reader.take("console"))]
    assert install[:2] == ["mkdir -p shop/model shop/docs", "cd shop"]
    assert install[-1] == "groundplan --version"

    reader.write(model)
    reader.type()
    web_server = reader.take("yaml")
    empty.edit(model, "  web-server: {name: Web server, kind: service, in: shop-vpc}\n", web_server)
    assert "Now `groundplan check` prints `no findings`." in page
    assert empty.run("check").out == "no findings\n"

    reader.type()  # facts

    reader.write("mkdocs.yml")
    reader.write(home, "markdown")
    assert reader.take("console") == "$ mkdocs serve\n"
    assert reader.take("console") == "$ groundplan build\n"
    assert "write `to: databse`" in page
    empty.edit(model, "    to: database\n", "    to: databse\n")
    reader.type()
    assert empty.run("build").code == 1
    assert not (empty.root / "site").exists()
    empty.edit(model, "    to: databse\n", "    to: database\n")

    reader.append(model)  # the claim
    reader.append(home, "markdown")
    assert empty.run("check").out == "no findings\n"

    empty.edit(model, "in: internet, produces: [orders]}\n", f"in: internet, produces: [orders]}}\n{reader.take('yaml')}")
    empty.edit(
        model,
        "    endpoints: [{host: api.payments.example.com}]\n",
        f"    endpoints: [{{host: api.payments.example.com}}]\n{reader.take('yaml')}",
    )
    reader.type()
    assert reader.left == []

    assert "change `to: database` into `to: web-server` and the port of `report` into `443/tcp`" in page
    report = empty.read(model)[empty.read(model).index("  report:\n") :]
    mended = report.replace("to: database", "to: web-server", 1).replace("5432/tcp", "443/tcp", 1)
    empty.write(model, empty.read(model).replace(report, mended))
    assert empty.run("check").out == "no findings\n"


def tutorial(project: Project) -> None:
    """The shop as the tutorial leaves it, without the two mistakes."""
    texts = fences("docs/guide/tutorial.md", "yaml")
    project.write(
        "model/shop.yaml", texts[0].replace("  web-server: {name: Web server, kind: service, in: shop-vpc}\n", texts[1]) + texts[3]
    )
    project.write("mkdocs.yml", texts[2])
    project.write("docs/index.md", "\n".join(fences("docs/guide/tutorial.md", "markdown")))


@pytest.mark.slow
def test_the_site_of_the_tutorial_is_built(empty: Project) -> None:
    tutorial(empty)
    assert empty.start("build", "--strict").code == 0
    home = empty.read("site/index.html")
    assert 'data-flow="pay"' in home
    assert 'data-claim="database-private"' in home


def test_the_shop_of_the_tutorial_is_translated_as_the_guide_says(empty: Project) -> None:
    tutorial(empty)
    empty.edit("model/shop.yaml", "  viewpoint: shop-vpc\n", "  viewpoint: shop-vpc\n  locale: en\n  locales: [en, ko]\n")
    assert "  locale: en\n  locales: [en, ko]\n" in fences("docs/guide/translations.md", "yaml")[0]
    [(command, output)] = in_console(fences("docs/guide/translations.md", "console")[0])
    ended = empty.run(*shlex.split(command)[1:])
    assert (ended.code, ended.err) == (0, "")
    assert ended.out == output
    [message] = fences("docs/guide/translations.md", "po")
    assert without_digests(message) in without_digests(empty.read("model/locales/ko.po"))


def without_digests(catalogue: str) -> str:
    """Eight hexadecimal digits in the guide stand for any."""
    return re.sub(r"(?m)^#\. facts: [0-9a-f]{8}$", "#. facts:", catalogue)


def test_the_paths_that_contributors_are_told_exist() -> None:
    for page in ("README.md", "CONTRIBUTING.md"):
        text = (ROOT / page).read_text(encoding="utf-8")
        named = re.findall(r"(?:^|[\s`(])((?:\.ci|docs|generator|templates|model)/[\w./-]*)", text, re.MULTILINE)
        assert len(named) > 3
        for path in named:
            assert (ROOT / path).exists(), f"{page} names {path}"

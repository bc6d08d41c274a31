"""Every command as people start it: what it prints, what it writes, and how it ends."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click
import pytest

from groundplan.checks import CHECKS
from groundplan.cli import cli

if TYPE_CHECKING:
    from projects import Project


def commands(group: click.Group = cli, *words: str) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command by its words."""
    for name, command in sorted(group.commands.items()):
        if isinstance(command, click.Group):
            yield from commands(command, *words, name)
        else:
            yield (*words, name), command


FIRST = {
    "minimal": "send-metrics", "byoc": "query", "appliance": "browse", "agent": "read-counters", "mesh": "read-wiki", "shop": "order"
}  # fmt: skip
"""Every template, with its first connection."""
TEMPLATES = tuple(FIRST)
COMMANDS = dict(commands())
NEEDED = {("i18n", "add"): ("vi",)}
"""What a command must be told besides the project."""
ON_A_PROJECT = sorted(
    (*words, *NEEDED.get(words, ()))
    for words, command in COMMANDS.items()
    if any(p.name == "project" for p in command.params) and words != ("init",)
)


# init


def test_a_new_project_is_clean_and_has_all_that_the_page_says(empty: Project) -> None:
    started = empty.run("init")
    assert started.code == 0
    assert started.err == ""
    files = {path.relative_to(empty.root).as_posix() for path in empty.root.rglob("*") if path.is_file()}
    assert files == {
        ".github/workflows/docs.yml",
        ".gitignore",
        ".vscode/extensions.json",
        ".vscode/model.schema.json",
        ".vscode/settings.json",
        "docs/index.md",
        "mkdocs.yml",
        "model/project.yaml",
        "requirements.txt",
    }
    assert sorted(started.out.split("\n\n")[0].splitlines()) == sorted(files)
    checked = empty.run("check", "--strict")
    assert (checked.code, checked.out) == (0, "no findings\n")


def test_a_new_project_offers_its_own_ids_to_the_editor(empty: Project) -> None:
    empty.run("init")
    settings = json.loads(empty.read(".vscode/settings.json"))
    assert settings["yaml.schemas"] == {".vscode/model.schema.json": "model/**/*.y*ml"}
    assert empty.read(".vscode/model.schema.json") == empty.run("schema").out


@pytest.mark.parametrize("template", TEMPLATES)
def test_each_template_is_a_clean_project_with_promises_that_hold(template: str, empty: Project) -> None:
    assert empty.run("init", "--template", template).code == 0
    checked = empty.run("check", "--strict")
    assert (checked.code, checked.out) == (0, "no findings\n")
    claims = json.loads(empty.run("facts", "--format", "json").out)["claims"]
    assert [claim["id"] for claim in claims if claim["holds"]] == [claim["id"] for claim in claims] != []


@pytest.mark.slow
@pytest.mark.parametrize("template", TEMPLATES)
def test_a_new_project_is_published_strictly(template: str, empty: Project) -> None:
    empty.run("init", "shop", "--template", template)
    ended = empty.start("build", "shop", "--strict")
    assert (ended.code, ended.out) == (0, ""), ended.err
    pages = {path.parent.name for path in (empty.root / "shop/site").rglob("index.html")}
    assert {"overview", "connections", "boundaries", "allow-list", "guarantees", "components", "glossary"} <= pages
    assert f'data-flow="{FIRST[template]}"' in empty.read("shop/site/connections/index.html")


def test_a_promise_of_an_example_is_refuted_where_it_is_broken(empty: Project) -> None:
    empty.run("init", "--template", "agent")
    text = empty.read("model/connections.yaml")
    start = text.index("  ask-for-jobs:")
    asked = text[start : text.index("    when:", start)]
    turned = asked.replace("from: agent", "from: orders").replace("to: orders", "to: agent").replace("returns:", "carries:")
    empty.edit("model/connections.yaml", asked, turned)
    checked = empty.run("check")
    assert checked.code == 1
    assert "the claim `nothing-comes-in` is false" in checked.out
    assert "ask-for-jobs" in checked.out


def test_init_into_another_folder_tells_where_its_files_are(empty: Project) -> None:
    started = empty.run("init", "new/shop")
    assert "new/shop/model/project.yaml\n" in started.out
    assert "Now run `mkdocs serve` in new/shop" in started.out
    assert empty.run("check", "new/shop", "--strict").code == 0


@pytest.mark.parametrize(
    "existing",
    ["requirements.txt", "docs/index.md", ".vscode/settings.json", ".vscode/model.schema.json", ".gitignore"],
)
def test_init_overwrites_nothing(existing: str, empty: Project) -> None:
    empty.write(existing, "mine")
    ended = empty.run("init")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err == f"groundplan: {existing} exists already; nothing was written\n"
    assert [path.relative_to(empty.root).as_posix() for path in empty.root.rglob("*") if path.is_file()] == [existing]
    assert empty.read(existing) == "mine"


COMPOSE = """services:
  web: {image: nginx, ports: ["80:80"], depends_on: [store]}
  store: {image: postgres}
"""


def test_a_draft_becomes_a_site(empty: Project) -> None:
    empty.write("compose.yaml", COMPOSE)
    assert "`groundplan init draft`" in empty.run("import", "compose", "compose.yaml", "--output", "draft").out
    refused = empty.run("build", "draft")
    assert (refused.code, refused.err) == (2, "groundplan: draft has no mkdocs.yml; `groundplan init draft` writes one\n")
    drawn_up = empty.read("draft/model/project.yaml")
    started = empty.run("init", "draft")
    assert started.code == 0, started.err
    assert "draft/model/" not in started.out
    assert empty.read("draft/model/project.yaml") == drawn_up
    built = empty.start("build", "draft")
    assert built.code == 0, built.err
    assert "web" in empty.read("draft/site/connections/index.html")


def test_only_the_smallest_start_goes_around_a_model(empty: Project) -> None:
    """The pages of the others name what is in their models."""
    empty.write("model/project.yaml", "project: {name: Mine, viewpoint: home}\nboundaries: {home: {kind: account}}\n")
    ended = empty.run("init", "--template", "byoc")
    assert (ended.code, ended.err) == (2, "groundplan: model/project.yaml exists already; nothing was written\n")


@pytest.mark.parametrize("words", [("--locale", ""), ("--locale", "ko", "--locale", " "), ("--locale", "", "--bundle", "site.zip")])
def test_a_locale_without_a_name_is_wrong_usage(words: tuple[str, ...], shop: Project) -> None:
    ended = shop.run("build", *words)
    assert (ended.code, ended.out) == (2, "")
    assert "`--locale` is empty; name a locale, or leave it out for all" in ended.err


def test_init_twice_refuses(empty: Project) -> None:
    assert [empty.run("init").code, empty.run("init").code] == [0, 2]


# explain, icons, schema


@pytest.mark.parametrize("name", [check.name for check in CHECKS])
def test_every_check_is_explained(name: str, empty: Project) -> None:
    ended = empty.run("explain", name)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith(f"# {name}\n\n")


def test_a_check_that_does_not_exist_is_not_explained(empty: Project) -> None:
    ended = empty.run("explain", "unused-componnent")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err == "groundplan: there is no check `unused-componnent`; did you mean `unused-component`?\n"


def test_a_check_that_is_like_none_is_answered_with_the_nearest(empty: Project) -> None:
    ended = empty.run("explain", "nope")
    assert (ended.code, ended.out) == (2, "")
    named = re.findall(r"`([\w-]+)`", ended.err)
    assert named[0] == "nope"
    assert len(named) == 4
    assert set(named[1:]) <= {check.name for check in CHECKS}


@pytest.mark.parametrize("words", [("nat gateway",), ("Gateway", "NAT"), ("nat-gateway",), ("nat_gateway",)])
def test_icons_are_found_by_several_words(words: tuple[str, ...], empty: Project) -> None:
    found = empty.run("icons", *words)
    assert (found.code, found.err) == (0, "")
    assert "aws.network.NATGateway" in found.out.splitlines()


def test_icons_are_found_by_a_word_whatever_its_case(empty: Project) -> None:
    found = empty.run("icons", "NATgateway")
    assert (found.code, found.err) == (0, "")
    assert "aws.network.NATGateway" in found.out.splitlines()
    assert all("natgateway" in line.casefold() for line in found.out.splitlines())


def test_no_icon_is_a_finding(empty: Project) -> None:
    ended = empty.run("icons", "no-such-icon")
    assert (ended.code, ended.out, ended.err) == (1, "", "no icon has `no-such-icon` in its name\n")


def test_a_schema_outside_of_a_project_is_that_of_the_language(empty: Project) -> None:
    ended = empty.run("schema")
    assert (ended.code, ended.err) == (0, "")
    assert "flows" in json.loads(ended.out)["properties"]


# facts


def test_facts_are_printed_although_a_claim_is_false(shop: Project) -> None:
    shop.edit("model/shop.yaml", "    is: {exposure: private}\n    notes:", "    is: {exposure: public}\n    notes:")
    ended = shop.run("facts")
    assert ended.code == 1
    assert "FALSE  database-private" in ended.out
    assert "claim-refuted" in ended.err


@pytest.mark.parametrize(
    ("option", "message"),
    [
        ("--set=payment-lnk=public", "there is no option `payment-lnk`. did you mean `payment-link`?"),
        ("--set=payment-link=pubic", "`payment-link` has no choice `pubic`; its choices are public, peering"),
        ("--where=derection=inbound", "`where` has no key `derection`. did you mean `direction`?"),
        ("--where=from=nowhere", "`where.from` names `nowhere`, which is neither a component nor a boundary"),
    ],
)
def test_facts_of_what_does_not_exist_are_wrong_usage(option: str, message: str, shop: Project) -> None:
    ended = shop.run("facts", option)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith(f"groundplan: {message}")


# help and ends


@pytest.mark.parametrize("words", [(), ("i18n",), *COMMANDS], ids=" ".join)
def test_every_command_has_help(words: tuple[str, ...], empty: Project) -> None:
    for option in ("--help", "-h"):
        ended = empty.run(*words, option)
        assert (ended.code, ended.err) == (0, "")
        assert ended.out.startswith(f"Usage: groundplan {' '.join(words)}".rstrip())
    for parameter in COMMANDS[words].params if words in COMMANDS else ():
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{' '.join(words)} {parameter.opts[0]} says nothing about itself"


def test_the_version_is_told(empty: Project) -> None:
    ended = empty.run("--version")
    assert ended.code == 0
    assert re.fullmatch(r"groundplan, version \d+\.\d+\.\d+\n", ended.out)


BROKEN = {
    "unreadable": lambda shop: shop.write("model/broken.yaml", "flows: [\n"),
    "unresolved": lambda shop: shop.edit("model/shop.yaml", "    to: database\n", "    to: databse\n"),
    "unresolvable": lambda shop: shop.edit("model/shop.yaml", "  viewpoint: shop-vpc\n", "  viewpoint: nowhere\n"),
    "refuted": lambda shop: shop.edit("model/shop.yaml", "{exposure: private}\n    notes:", "{exposure: public}\n    notes:"),
    "catalogue": lambda shop: shop.write("model/locales/ko.po", "broken\n"),
    "settings": lambda shop: shop.write("groundplan.toml", "[broken\n"),
}


@pytest.mark.parametrize("words", ON_A_PROJECT, ids=" ".join)
@pytest.mark.parametrize("fault", BROKEN)
def test_no_command_ends_well_on_a_model_with_errors(words: tuple[str, ...], fault: str, shop: Project) -> None:
    BROKEN[fault](shop)
    ended = shop.start(*words) if words == ("build",) else shop.run(*words)  # what it starts says what is wrong
    assert ended.code in {1, 2}
    assert "Traceback" not in ended.err + ended.out
    assert ended.err + ended.out
    assert not (shop.root / "site").exists()


@pytest.mark.parametrize("words", ON_A_PROJECT, ids=" ".join)
def test_a_folder_that_is_not_there_is_wrong_usage(words: tuple[str, ...], empty: Project) -> None:
    ended = empty.run(*words, "nowhere")
    assert ended.code == 2
    assert ended.out == ""
    assert ended.err


@pytest.mark.parametrize("words", [words for words in ON_A_PROJECT if words != ("schema",)], ids=" ".join)
def test_a_folder_without_a_model_is_wrong_usage(words: tuple[str, ...], empty: Project) -> None:
    ended = empty.run(*words)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err == "groundplan: . holds no folder `model`; `groundplan init` writes a project to start from\n"


def test_a_project_without_mkdocs_yml_is_checked_but_not_built(shop: Project) -> None:
    (shop.root / "mkdocs.yml").unlink()
    assert shop.run("check").code == 0
    assert shop.run("facts").code == 0
    ended = shop.run("build")
    assert (ended.code, ended.out, ended.err) == (2, "", "groundplan: . has no mkdocs.yml; `groundplan init .` writes one\n")


@pytest.mark.parametrize("words", [("chek",), ("check", "--nonsense"), ("check", "--format", "xml"), ("facts", "--format", "xml"), ()])
def test_wrong_words_end_with_2(words: tuple[str, ...], shop: Project) -> None:
    assert shop.run(*words).code == 2


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
def test_a_file_that_cannot_be_read_ends_with_2_and_its_name(shop: Project) -> None:
    (shop.root / "model/more.yaml").symlink_to("more.yaml")
    ended = shop.run("check")
    assert ended.code == 2
    assert "more.yaml" in ended.err
    assert "Traceback" not in ended.err


# what contradicts itself, and what is misspelt


def test_an_option_has_one_choice(shop: Project) -> None:
    option = next(iter(json.loads(shop.run("facts", "--format", "json").out)["configuration"].items()))
    same = "=".join(option)
    assert shop.run("facts", "--set", same, "--set", same).code == 0
    ended = shop.run("facts", "--set", same, "--set", f"{option[0]}=other")
    assert (ended.code, ended.err) == (2, f"groundplan: `{option[0]}` is set twice, to `{option[1]}` and to `other`\n")


@pytest.mark.parametrize(
    ("locales", "column", "told"),
    [
        ("[en, Ko]", 17, "`project.locales.1` must be a language as CLDR writes it, not `Ko`"),
        ("[en, pt-br]", 17, "`project.locales.1` must be a language as CLDR writes it, not `pt-br`"),
        ("[en, pt_BR]", 17, "`project.locales.1` must be a language as CLDR writes it, not `pt_BR`"),
        ("[en, zh-TW, pt-BR, qps, tlh]", 0, ""),
    ],
)
def test_a_language_that_is_misspelt(locales: str, column: int, told: str, shop: Project) -> None:
    shop.edit("model/shop.yaml", "  locales: [en, ko]\n", f"  locales: {locales}\n")
    errors = [(f["path"], f["line"], f["column"], f["message"]) for f in shop.findings() if f["severity"] == "error"]
    assert errors == ([("model/shop.yaml", 7, column, told)] if told else [])


@pytest.mark.parametrize(
    ("content", "line", "told"),
    [
        (b'\xef\xbb\xbfmsgid ""\nmsgstr ""\n', 1, "the file begins with a byte order mark; save it as UTF-8 without one"),
        (b'msgid ""\nmsgstr ""\n\nmsgctxt "a"\nmsgid "A"\nmsgstr "\xff"\n', 6, "this is not utf-8 text"),
    ],
)
def test_a_catalogue_in_another_encoding(content: bytes, line: int, told: str, shop: Project) -> None:
    (shop.root / "model" / "locales" / "ko.po").write_bytes(content)
    errors = [(f["path"], f["line"], f["message"]) for f in shop.findings() if f["severity"] == "error"]
    assert errors == [("model/locales/ko.po", line, f"the catalogue cannot be read: {told}")]

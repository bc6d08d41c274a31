"""What the documentation tells of the house is what stands there: rooms, layers, decisions."""

from __future__ import annotations

import re
import tomllib

import yaml
from projects import REFERENCE

PAGE = (REFERENCE / "docs/contributing/architecture.md").read_text(encoding="utf-8")
PACKAGE = REFERENCE / "generator/groundplan"
DECISIONS = REFERENCE / "docs/contributing/decisions"


def listed(section: str) -> list[str]:
    """The lines of the first fence below a heading."""
    found = re.search(rf"\{{: #{section} \}}.*?```text\n(.*?)```", PAGE, re.DOTALL)
    assert found, section
    return found[1].splitlines()


def test_the_rooms_are_the_folders_of_the_program() -> None:
    folders = {folder.parent.relative_to(PACKAGE).as_posix() + "/" for folder in PACKAGE.glob("*/**/__init__.py")}
    assert len(folders) > 20
    assert [line.partition("/ ")[0] + "/" for line in listed("rooms")] == sorted(folders, key=_as_listed)


def _as_listed(folder: str) -> tuple[str, int]:
    """Rooms by the alphabet; those within `draw` and below it in the order in which a picture goes through them."""
    order = ["draw/", "draw/scene/", "draw/measure/", "draw/layout/", "draw/svg/"]
    return ("draw/", order.index(folder)) if folder in order else (folder, 0)


def test_the_layers_are_those_that_import_linter_holds() -> None:
    settings = tomllib.loads((REFERENCE / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    [layers] = [contract["layers"] for contract in settings["contracts"] if contract["type"] == "layers"]
    assert listed("layers") == [layer.replace("groundplan.", "") for layer in layers]


def test_every_part_of_the_program_has_a_layer() -> None:
    parts = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()} - {"__init__"}
    assert set(re.findall(r"\w+", " ".join(listed("layers")))) == parts


def test_every_decision_is_listed_with_its_title() -> None:
    titles = {path.name: _title(path.read_text(encoding="utf-8")) for path in sorted(DECISIONS.glob("*.md"))}
    assert len(titles) > 12
    assert re.findall(r"- \[(.*)\]\(decisions/(.*)\)", PAGE) == [(title, name) for name, title in titles.items()]
    nav = re.findall(r"contributing/decisions/(.*\.md)", (REFERENCE / "mkdocs.yml").read_text(encoding="utf-8"))
    assert nav == list(titles)


def _title(text: str) -> str:
    head, _, body = text.removeprefix("---\n").partition("\n---\n")
    title: str = yaml.safe_load(head)["title"]
    assert body.lstrip().startswith(f"# {title} {{: #"), title
    return title

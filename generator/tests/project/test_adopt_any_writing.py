"""`groundplan init` in a site, whichever way its configuration is written: it says what it said, and the additions, or stays as it is."""

from __future__ import annotations

import io
import re
import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from mkdocs.utils.yaml import yaml_load
from projects import Project

from groundplan.publish.adopt import FOLDER

ADDED = {"plugins": ["groundplan"], "markdown_extensions": ["attr_list", "md_in_html"]}
DEFAULTS = {"plugins": ["search"], "markdown_extensions": []}
NAMES = {
    "plugins": ("search", "tags", "privacy"),
    "markdown_extensions": ("toc", "attr_list", "md_in_html"),
    "nav": ("index.md", "guide.md"),
}
PAGES = [
    f"{FOLDER}/{page}.md"
    for page in ("index", "overview", "connections", "boundaries", "allow-list", "guarantees", "components", "glossary", "explorer")
]


def read(text: str) -> dict[str, object]:
    """A configuration, as MkDocs reads it."""
    loaded = yaml_load(io.BytesIO(text.encode()))
    assert isinstance(loaded, dict)
    return loaded


@dataclass
class Writer:
    """Writes a configuration, choice by choice."""

    data: st.DataObject
    is_hard: bool = False
    """Whether something in it can only be changed by its author."""
    comments: int = 0
    anchors: list[str] = field(default_factory=list)

    def one_of(self, *choices: str) -> str:
        return self.data.draw(st.sampled_from(choices))

    def comment(self) -> str:
        """A comment at the end of a line, or none."""
        if self.one_of("", "", "#") == "":
            return ""
        self.comments += 1
        return f" # c{self.comments}, [{{'] - x: y."

    def lines(self, indent: str) -> str:
        """Lines of their own that say nothing, or none."""
        return self.one_of("", "", "", "\n", f"{indent}#\n", f"#{self.comment()}\n", f"      #{self.comment()}\n\n")

    def scalar(self, name: str) -> str:
        """A name in one line."""
        return self.one_of(name, name, f"'{name}'", f'"{name}"', f"!!str {name}", *self.anchors)

    def configuration(self) -> str:
        indent = self.one_of("", "", "", "  ")
        first = [f"{indent}site_name: Ours{self.comment()}\n", *self.shared(indent)]
        theme = self.one_of(
            "theme: material", "theme: {name: material}", "theme:\n{}  name: 'material'", "theme: {{name: !ENV [NO_TH, material]}}"
        )
        settings = [indent + theme.replace("{}", indent).replace("{{", "{").replace("}}", "}") + f"{self.comment()}\n"]
        settings += [text for key in NAMES if (text := self.setting(indent, key))]
        settings.append(f"{indent}copyright:{self.text(indent)}")
        text = "".join(self.lines(indent) + each for each in [*first, *self.data.draw(st.permutations(settings))])
        text = self.one_of("", "", "---\n") + text + self.one_of("", "", "...\n# c0\n")
        if self.data.draw(st.booleans()) and not text.endswith("c0\n"):
            text = text.rstrip("\n")
            self.is_hard |= text.endswith("Of a text")  # a line end more is one more in the text
        return text.replace("\n", self.one_of("\n", "\n", "\r\n"))

    def shared(self, indent: str) -> list[str]:
        """Anchors for what follows."""
        if self.one_of("", "&") == "":
            return []
        self.anchors = ["*word"]
        return [f"{indent}extra:{self.comment()}\n{indent}  word: &word word\n{indent}  list: &list [one, two]\n"]

    def text(self, indent: str) -> str:
        """A value of any style, which may go on to the end of its block."""
        folded = self.one_of("|", "|-", "|+", ">", ">-", ">+")
        block = f" {folded}{self.comment()}\n{indent}    # none\n\n{indent}    Of a text\n"
        return self.one_of(
            f" Ours{self.comment()}\n", f" 'Of\n{indent}   two'{self.comment()}\n", ' "Ours # none"\n', block, block + "\n\n"
        )

    def setting(self, indent: str, key: str) -> str:
        kinds = ["absent", "null", *["block"] * 8, *["brackets"] * 4, "env", "anchored"]
        kinds += ["mapping", "braces"] * 2 if key != "nav" else []
        kinds += ["alias"] if self.anchors else []
        kind = self.one_of(*kinds)
        names = self.data.draw(st.lists(st.sampled_from(NAMES[key]), min_size=1, max_size=3, unique=True))
        missing = key == "nav" or not set(names) >= set(ADDED[key])
        match kind:
            case "absent":
                return ""
            case "null":
                return f"{indent}{key}:{self.one_of('', ' ~')}{self.comment()}\n"
            case "block":
                return f"{indent}{key}:{self.comment()}\n" + self.items(indent, key, names)
            case "brackets":
                return f"{indent}{key}: " + self.brackets(indent, names)
            case "mapping":
                return f"{indent}{key}:\n" + "".join(f"{indent}  {name}: {self.one_of('{}', '')}{self.comment()}\n" for name in names)
            case "braces":
                inner = f",{self.comment()}\n{indent}  ".join(f"{name}: {{}}" for name in names)
                return f"{indent}{key}: {{{inner}{self.one_of('', ',')}{self.comment()}\n{indent}}}\n"
        self.is_hard |= missing or kind == "alias"
        match kind:
            case "env":
                return f"{indent}{key}: !ENV [NO_SUCH, [{', '.join(names)}]]{self.comment()}\n"
            case "anchored":
                return f"{indent}{key}: &{key} [{', '.join(names)}]\n{indent}x_{key}: *{key}\n"
        return f"{indent}{key}: *list{self.comment()}\n"

    def items(self, indent: str, key: str, names: list[str]) -> str:
        column = indent + self.one_of("", "  ", "    ")
        return "".join(self.lines(column) + self.item(column, key, name) for name in names)

    def item(self, column: str, key: str, name: str) -> str:
        dash = column + self.one_of("- ", "- ", "-   ")
        below = "[a.md, b.md]" if key == "nav" else "{}"
        text = f" {name}\n" if key == "nav" else f"\n{column}      option:{self.text(f'{column}      ')}"
        return self.one_of(
            f"{dash}{self.scalar(name)}{self.comment()}\n",
            f"{column}-{self.comment()}\n{column}    {self.scalar(name)}{self.comment()}\n",
            f"{dash}{self.one_of('>-', '|-')}{self.comment()}\n{column}        {name}\n",
            f"{dash}{name}: {below}{self.comment()}\n",
            f"{dash}{{{name}: {below}}}{self.comment()}\n",
            f"{column}- {name}:{text}",
        )

    def brackets(self, indent: str, names: list[str]) -> str:
        gaps = (f"{self.comment()}\n{indent}  ", " ", "")
        written = [self.one_of(self.scalar(name), f"{name}: []", f"{{{name}: [a.md]}}") for name in names]
        inner = "".join(f"{self.one_of(*gaps)}{name}{',' if name != written[-1] else self.one_of('', ',', ' ,')}" for name in written)
        return f"[{inner}{self.one_of(*gaps)}]{self.comment()}\n"


def names(listed: object) -> list[str]:
    items = listed if isinstance(listed, (list, dict)) else []
    return [next(iter(item)) if isinstance(item, dict) else str(item) for item in items]


def grown(before: dict[str, object]) -> dict[str, object]:
    """A configuration and the additions."""
    after = dict(before)
    for key, wanted in ADDED.items():
        found = before.get(key) or list(DEFAULTS[key])
        lacking = [name for name in wanted if name not in names(found)]
        if lacking:
            after[key] = {**found, **{name: {} for name in lacking}} if isinstance(found, dict) else [*found, *lacking]
    if isinstance(nav := before.get("nav"), list):
        after["nav"] = [*nav, {"Network security": PAGES}]
    return after


def holds(text: str, letters: str) -> bool:
    """Whether all `letters` are in the text, in their order."""
    rest = iter(text)
    return all(letter in rest for letter in letters)


@settings(max_examples=settings.default.max_examples * 8)
@given(st.data())
def test_a_configuration_says_what_it_said_and_the_additions_or_stays_as_it_is(tmp_path: Path, data: st.DataObject) -> None:
    writer = Writer(data)
    before = writer.configuration()
    meant = read(before)
    site = Project(Path(tempfile.mkdtemp(dir=tmp_path)))
    site.write("mkdocs.yml", before)
    site.write("docs/index.md", "# Ours\n")
    ended = site.run("init")
    after = (site.root / "mkdocs.yml").read_bytes().decode()
    left = sorted(path.name for path in site.root.iterdir())
    shutil.rmtree(site.root)
    if ended.code:
        assert (ended.code, ended.out, after, left) == (2, "", before, ["docs", "mkdocs.yml"])
        assert "nothing was written: do that, then run this again" in ended.err
        assert writer.is_hard, ended.err
        return
    assert read(after) == grown(meant)
    assert list(read(after))[: len(meant)] == list(meant)
    assert holds(after, re.sub(r"(?m)^(\s*\w+:) ~", r"\1 ", before))
    comments = re.findall(r"# c\d+[^\r\n]*", before)
    assert re.findall(r"# c\d+[^\r\n]*", after) == comments

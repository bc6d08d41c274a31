"""What `groundplan init` writes is there to be replaced: its own pipeline passes when a sample is gone, with all that it alone needs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from projects import Project

WITH_A_FLOW = ("flows", "claims", "data", "channels", "terms", "components", "views")
SAMPLES = {
    "the claim": ("claims",),
    "the view": ("views",),
    "the page": ("page",),
    "the claim and the view": ("claims", "views"),
    "the flow, and so the components and all that it needs": WITH_A_FLOW,
    "all of them": (*WITH_A_FLOW, "page"),
}


def remove(project: Project, *parts: str) -> None:
    model = project.read("model/project.yaml")
    for part in parts:
        model = re.sub(rf"(?ms)^{part}:.*?(?=^\S|\Z)", "", model)
    project.write("model/project.yaml", model)
    if "views" in parts:
        project.edit("docs/index.md", '{{ diagram("overview") }}\n', "")
    if "page" in parts:
        (project.root / "docs/index.md").unlink()
        project.edit("mkdocs.yml", "  - index.md\n", "")


@pytest.mark.parametrize("parts", SAMPLES.values(), ids=SAMPLES)
def test_a_check_passes_without_a_sample(parts: tuple[str, ...], empty: Project) -> None:
    empty.run("init")
    remove(empty, *parts)
    assert empty.told("--strict") == []


@pytest.mark.slow
@pytest.mark.parametrize("parts", [SAMPLES["the claim and the view"], SAMPLES["all of them"]])
def test_a_site_is_built_strictly_without_samples(parts: tuple[str, ...], empty: Project) -> None:
    empty.run("init")
    remove(empty, *parts)
    if "page" in parts:
        empty.write("docs/mine.md", "# Mine\n")
        empty.edit("mkdocs.yml", "nav:\n", "nav:\n  - mine.md\n")
    ended = empty.start("build", "--strict")
    assert ended.code == 0, ended.err
    assert not (empty.root / "site/guarantees").exists()
    shown = empty.read("site/mine/index.html" if "page" in parts else "site/index.html")
    assert re.findall(r">\s*None\s*<|guarantees/", shown) == []

"""What guides show of the model language is true of the reference model."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from projects import Project

ROOT = Path(__file__).parents[3]
VIEWPOINTS = "docs/guide/viewpoints.md"


def fences(page: str) -> list[str]:
    return re.findall(r"^```yaml\n(.*?)^```$", (ROOT / page).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def test_two_viewpoints_are_asked_as_the_guide_says(reference_copy: Project) -> None:
    _, view, claims, _ = fences(VIEWPOINTS)
    project = reference_copy.read("model/project.yaml")
    reference_copy.write(
        "model/project.yaml", project.replace("  viewpoint: byoc-vpc\n", "  viewpoint: byoc-vpc\n  viewpoints: [vendor-vpc]\n")
    )
    reference_copy.write("model/more.yaml", view + claims)
    told = reference_copy.run("facts", "--viewpoint", "vendor-vpc", "--where", "id=read-metrics").out
    assert "seen from vendor-vpc" in told
    assert re.search(r"read-metrics +outbound +private +overlay .* metrics +-", told)
    assert {"vendor-accepts-little", "metrics-arrive"} <= set(re.findall(r"^holds  (\S+) +over [1-9]", told, re.MULTILINE))


def test_a_promise_that_says_more_than_was_proven_is_refuted(empty: Project) -> None:
    """The tutorial's shop: the condition of the guide holds, and the sentence that says more is false."""
    model, *_ = fences("docs/guide/tutorial.md")
    claim = fences("docs/guide/proofs.md")[0]
    assert "database-private" in claim
    more = "  unreached: {statement: The database cannot be reached from the internet., unreachable: {from: internet, to: database}}\n"
    empty.write("model/shop.yaml", model + claim + more)
    told = empty.run("facts").out
    assert "holds  database-private" in told
    assert "FALSE  unreached" in told

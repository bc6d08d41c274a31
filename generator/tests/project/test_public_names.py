"""What other programs may use: these names and no others, and they stay what they are."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from projects import REFERENCE

import groundplan

if TYPE_CHECKING:
    from projects import Project

PUBLIC = """
Analysis Condition Facts Finding FlowFacts FlowState GroundplanError LayoutFailed NotAFile NotAFolder ProjectNotFound Related Route
Severity Snapshot Span UnsoundModel UsageError Verdict build check diagram facts load
"""
BROKEN = ("    to: database\n", "    to: databse\n")


def python(program: str) -> list[str]:
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return ended.stdout.split()


def test_these_names_are_public() -> None:
    assert groundplan.__all__ == PUBLIC.split()
    assert [name for name in groundplan.__all__ if not isinstance(getattr(groundplan, name), type) and name[0].isupper()] == []


def test_the_page_shows_each_function_with_its_parameters() -> None:
    shown = re.findall(r"^### `(\w+)\((.*)\)`", (REFERENCE / "docs/reference/python.md").read_text(encoding="utf-8"), re.MULTILINE)
    functions = {name: getattr(groundplan, name) for name in groundplan.__all__ if not isinstance(getattr(groundplan, name), type)}
    assert {name: parameters.replace('"', "'") for name, parameters in shown} == {
        name: _parameters(function) for name, function in functions.items()
    }


def _parameters(function: Callable[..., object]) -> str:
    signature = inspect.signature(function)
    bare = [parameter.replace(annotation=inspect.Parameter.empty) for parameter in signature.parameters.values()]
    return str(signature.replace(parameters=bare, return_annotation=inspect.Signature.empty))[1:-1]


@pytest.mark.parametrize("name", ["load", "check", "facts", "diagram", "build"])
def test_an_option_that_there_is_not_is_refused(name: str, shop: Project) -> None:
    given = [shop.root, "overview"] if name == "diagram" else [shop.root]
    with pytest.raises(TypeError, match="unexpected keyword argument 'colour'"):
        getattr(groundplan, name)(*given, colour="red")


def test_a_name_that_there_is_not_cannot_be_had() -> None:
    with pytest.raises(AttributeError, match="no attribute 'lode'"):
        groundplan.lode  # noqa: B018 - asking for it is the test


def test_importing_the_package_imports_nothing_of_it() -> None:
    program = "import sys, groundplan; print(*(name for name in sys.modules if name.partition('.')[0] in ('groundplan', 'yaml', 'click')))"
    assert python(program) == ["groundplan"]


def test_functions_stay_functions_when_the_rooms_that_are_called_alike_are_imported() -> None:
    program = """
import groundplan.load.document, groundplan.check.run, groundplan
from groundplan import check, load
from groundplan.load import document
print(groundplan.load is load, groundplan.check is check, callable(load), callable(check), document.__name__)
"""
    assert python(program) == ["True", "True", "True", "True", "groundplan.load.document"]


def test_a_project_is_read_once_or_each_time(shop: Project) -> None:
    project = groundplan.load(shop.root)
    shop.edit("model/shop.yaml", *BROKEN)
    assert [finding.severity for finding in groundplan.check(project) if finding.severity == "error"] == []
    assert [finding.check for finding in groundplan.check(str(shop.root)) if finding.severity == "error"] == ["unknown-reference"]


def test_coverage_can_be_asked_of_a_project_that_is_loaded(shop: Project) -> None:
    project = groundplan.load(shop.root)
    graver = [f.check for f in groundplan.check(project, locale_coverage=100) if f.severity == "error"]
    assert set(graver) == {"missing-translation"}
    assert [f for f in groundplan.check(project) if f.severity == "error"] == []


def test_nothing_follows_from_a_model_whose_names_lead_nowhere(shop: Project) -> None:
    shop.edit("model/shop.yaml", "viewpoint: shop-vpc", "viewpoint: nowhere")
    assert groundplan.check(shop.root)
    with pytest.raises(groundplan.UnsoundModel):
        groundplan.facts(shop.root)
    with pytest.raises(groundplan.UnsoundModel):
        groundplan.diagram(shop.root, "overview")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"locale": "fr"}, "the project has no locale `fr`; it has en, ko, qps, qps-plocm"),
        ({"choices": {"remot": "on"}}, "there is no option `remot`"),
        ({"audience": "everybody"}, "there is no audience `everybody`; a site is for public or internal"),
        ({"format": "png"}, "there is no format `png`; a diagram is drawn as svg or dot"),
    ],
)
def test_a_value_that_does_not_exist_is_refused(options: dict[str, str], message: str, shop: Project) -> None:
    with pytest.raises(groundplan.UsageError) as refused:
        groundplan.diagram(shop.root, "overview", **options)  # type: ignore[arg-type]
    assert str(refused.value).startswith(message)


@pytest.mark.parametrize("options", [{"audience": "everybody"}, {"locales": ["fr"]}])
def test_a_build_refuses_what_does_not_exist(options: dict[str, str], shop: Project) -> None:
    with pytest.raises(groundplan.UsageError):
        groundplan.build(shop.root, **options)  # type: ignore[arg-type]
    assert not (shop.root / "site").exists()


@pytest.mark.parametrize("coverage", [-1, 101])
def test_a_coverage_that_is_no_percentage_is_refused(coverage: int, shop: Project) -> None:
    with pytest.raises(groundplan.UsageError):
        groundplan.check(shop.root, locale_coverage=coverage)


def test_a_folder_without_a_project_is_told(empty: Project) -> None:
    with pytest.raises(groundplan.ProjectNotFound):
        groundplan.load(empty.root)


def test_an_option_that_no_function_has_is_refused() -> None:
    with pytest.raises(TypeError):
        groundplan.check(".", strict=True)  # type: ignore[call-arg]

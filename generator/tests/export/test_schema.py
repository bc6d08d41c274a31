"""The JSON Schema for editors: valid, true to the loader, and of use."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

if TYPE_CHECKING:
    from jsonschema import Draft7Validator
    from projects import Project


@pytest.fixture(scope="module")
def schema(reference: Project) -> Any:
    return json.loads(reference.run("schema").out)


@pytest.fixture(scope="module")
def validator(schema: Any) -> Draft7Validator:
    from jsonschema import Draft7Validator

    Draft7Validator.check_schema(schema)
    return Draft7Validator(schema)


def models() -> Iterator[Path]:
    tests = Path(__file__).parents[1]
    yield from sorted((tests.parents[1] / "model").glob("*.yaml"))
    yield from sorted((tests.parents[1] / "templates").glob("project/*/model/*.yaml"))
    yield tests / "project" / "shop" / "model" / "shop.yaml"


@pytest.mark.parametrize("path", list(models()), ids=lambda path: "/".join(path.parts[-3:]))
def test_a_model_that_the_loader_takes_is_valid(path: Path, validator: Draft7Validator) -> None:
    typed = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert typed
    assert [error.message for error in validator.iter_errors(json.loads(json.dumps(typed, default=str)))] == []


REFERENCE = Path(__file__).parents[3] / "docs/reference/model.md"
EXAMPLES = re.findall(r'^```yaml title="example"\n(.*?)^```$', REFERENCE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def test_the_examples_of_the_reference_are_valid(validator: Draft7Validator) -> None:
    assert len(EXAMPLES) >= 6
    for example in EXAMPLES:
        assert [error.message for error in validator.iter_errors(json.loads(json.dumps(yaml.safe_load(example))))] == []


def test_an_empty_file_is_valid(validator: Draft7Validator) -> None:
    assert validator.is_valid(None)
    assert validator.is_valid({"flows": None})


@pytest.mark.parametrize(
    ("model", "place"),
    [
        ({"flowz": {}}, []),
        ({"project": {"name": "X"}}, ["project"]),
        ({"project": {"name": "X", "viewpoint": "v", "local": "en"}}, ["project"]),
        ({"components": {"Not_Kebab": {"kind": "service", "in": "v"}}}, ["components"]),
        ({"components": {"c": {"kind": "servise", "in": "v"}}}, ["components", "c"]),
        ({"components": {"c": {"kind": "service"}}}, ["components", "c"]),
        ({"components": {"c": {"kind": "service", "in": "v", "stors": ["d"]}}}, ["components", "c"]),
        ({"components": {"c": {"kind": "service", "in": ["v"]}}}, ["components", "c"]),
        ({"components": {"c": None}}, ["components", "c"]),
        ({"flows": {"f": {"from": "a", "channel": "c"}}}, ["flows", "f"]),
        ({"flows": {"f": {"from": "a", "to": {"owner": "x"}, "channel": "c"}}}, ["flows", "f"]),
        ({"flows": {"f": {"from": "a", "to": "b", "channel": {"public": "c"}}}}, ["flows", "f"]),
        ({"flows": {"f": {"from": "a", "to": "b", "channel": "c", "through": [{"terminates": "tls"}]}}}, ["flows", "f"]),
        ({"flows": {"f": {"from": "a", "to": "b", "channel": "c", "expect": {"direction": "sideways"}}}}, ["flows", "f"]),
        ({"flows": {"f": {"from": "a", "to": "b", "channel": "c", "status": "soon"}}}, ["flows", "f"]),
        ({"channels": {"c": {"exposure": "secret"}}}, ["channels", "c"]),
        ({"claims": {"c": {"statement": "S", "never": {"derection": "inbound"}}}}, ["claims", "c"]),
        ({"claims": {"c": {"statement": "S", "never": {"direction": "sideways"}}}}, ["claims", "c"]),
        ({"views": {"v": {"show": "everything"}}}, ["views", "v"]),
        ({"flows": []}, ["flows"]),
        ([], []),
    ],
)
def test_a_broken_model_is_refused_at_its_place(model: object, place: list[str], validator: Draft7Validator) -> None:
    errors = list(validator.iter_errors(model))
    assert errors
    assert all(list(error.absolute_path)[: len(place)] == place for error in errors), [list(e.absolute_path) for e in errors]


def offered(schema: Any, *path: str) -> set[str]:
    """Every word that the schema lists at a place, through references and alternatives."""
    node: Any = schema
    for step in path:
        node = _step(schema, node, step)
    return set(_words(schema, node))


def _step(schema: Any, node: Any, step: str) -> Any:
    node = _resolved(schema, node)
    for alternative in (node, *(_resolved(schema, option) for option in node.get("anyOf", ()))):
        if step in alternative.get("properties", {}):
            return alternative["properties"][step]
        if step == "*" and isinstance(alternative.get("additionalProperties"), dict):
            return alternative["additionalProperties"]
    raise AssertionError(f"there is no {step} in {node}")


def _resolved(schema: Any, node: Any) -> Any:
    return schema["$defs"][node["$ref"].rpartition("/")[2]] if "$ref" in node else node


def _words(schema: Any, node: Any) -> Iterator[str]:
    node = _resolved(schema, node)
    yield from node.get("enum", ())
    for option in (*node.get("anyOf", ()), *([node["items"]] if "items" in node else ())):
        yield from _words(schema, option)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (("flows", "*", "from"), {"kubernetes-api", "byoc-vpc"}),
        (("flows", "*", "to"), {"kubernetes-api"}),
        (("flows", "*", "through"), {"nginx"}),
        (("flows", "*", "channel"), {"tailnet"}),
        (("flows", "*", "carries"), {"customer-data"}),
        (("flows", "*", "purpose"), {"operations"}),
        (("flows", "*", "controls"), {"read-only"}),
        (("components", "*", "in"), {"eks-cluster"}),
        (("components", "*", "owner"), {"customer"}),
        (("components", "*", "kind"), {"service", "datastore", "agent"}),
        (("channels", "*", "carried-by"), {"tunnel-direct-engineer"}),
        (("project", "viewpoint"), {"byoc-vpc"}),
        (("claims", "*", "never", "carries"), {"customer-data"}),
        (("claims", "*", "every", "direction"), {"inbound", "outbound", "internal", "external"}),
        (("views", "*", "show", "over"), {"tailnet"}),
        (("views", "*", "show", "viewpoint"), {"byoc-vpc"}),
        (("views", "*", "show", "only-carries"), {"metrics"}),
        (("components", "*", "in", "by"), {"api-access"}),
        (("flows", "*", "ports", "by"), {"api-access"}),
        (("claims", "*", "contained", "within"), {"byoc-vpc"}),
        (("views", "*", "collapse"), {"eks-cluster"}),
    ],
)
def test_a_projects_own_ids_are_offered(path: tuple[str, ...], words: set[str], schema: Any) -> None:
    assert words <= offered(schema, *path)


def test_an_id_of_another_kind_is_not_offered(schema: Any) -> None:
    assert "kubernetes-api" not in offered(schema, "components", "*", "in")
    assert "tailnet" not in offered(schema, "flows", "*", "from")


def test_ids_that_are_new_are_accepted(validator: Draft7Validator) -> None:
    """The schema is as old as the last run; who writes a new entry must not be told that it is wrong."""
    assert validator.is_valid({"flows": {"f": {"from": "brand-new", "to": "also-new", "channel": "new-one"}}})


def test_every_key_is_explained(schema: Any) -> None:
    """Editors show the description beside the key."""
    flow = schema["$defs"]["FlowRecord"]["properties"]
    assert flow["from"]["description"] == "The initiator: who opens the connection. Of a list, each of them does."
    records = {name: record.get("properties", {}) for name, record in schema["$defs"].items() if name.endswith("Record")}
    assert len(records) >= 20
    assert [f"{name}.{key}" for name, keys in records.items() for key, field in keys.items() if not field.get("description")] == []
    assert all(section.get("description") for name, section in schema["properties"].items() if name != "project")


def test_a_choice_of_which_nothing_is_said_is_valid(validator: Draft7Validator) -> None:
    assert validator.is_valid({"options": {"o": {"choices": {"on": None, "off": {"name": "Off"}}, "default": "on"}}})


def test_the_schema_of_a_model_with_errors_is_still_printed(shop: Project) -> None:
    shop.edit("model/shop.yaml", "    to: database\n", "    to: databse\n")
    ended = shop.run("schema")
    assert ended.code == 1
    assert "unknown-reference" in ended.err
    from jsonschema import Draft7Validator

    Draft7Validator.check_schema(json.loads(ended.out))

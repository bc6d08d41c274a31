"""Addresses that are examples: which these are, and what they stand for."""

from __future__ import annotations

import pytest

from derive.models import facts_from
from derive.test_allow_list import MODEL, written
from groundplan.derive.allow_list import allow_list
from groundplan.derive.examples import examples, is_example
from groundplan.domain.flow import Endpoint, EndpointKind


@pytest.mark.parametrize(
    ("value", "is_one"),
    [
        ("192.0.2.0/24", True),
        ("198.51.100.7", True),
        ("203.0.113.16/28", True),
        ("203.0.112.0/23", False),  # half of it is somebody's
        ("2001:db8:1::/48", True),
        ("3fff:fff::/32", True),
        ("2001:db9::/32", False),
        ("10.0.0.0/8", False),
        ("0.0.0.0/0", False),
        ("no range", False),
    ],
)
def test_ranges_for_documentation_are_examples(value: str, *, is_one: bool) -> None:
    assert is_example(Endpoint(EndpointKind.CIDR, value)) is is_one


@pytest.mark.parametrize(
    ("value", "is_one"),
    [
        ("alerts.example.com", True),
        ("Example.ORG.", True),
        ("*.example.net", True),
        ("relay.test", True),
        ("counterexample.com", False),
        ("example.com.evil.org", False),
        ("test.io", False),
    ],
)
def test_names_for_documentation_are_examples(value: str, *, is_one: bool) -> None:
    assert is_example(Endpoint(EndpointKind.HOST, value)) is is_one


def test_services_and_lists_are_none() -> None:
    assert not is_example(Endpoint(EndpointKind.SERVICE, "example.com"))
    assert not is_example(Endpoint(EndpointKind.LIST, "https://example.com/ranges.json"))


def test_an_example_stands_for_the_addresses_of_the_place_that_it_is_written_for() -> None:
    facts = facts_from(MODEL)
    found = {
        rule.id: {written(one): list(map(written, asked)) for one, asked in examples(rule, facts).items()} for rule in allow_list(facts)
    }
    told = {"api.example.com": ["api by owner"], "192.0.2.0/24": ["api by owner"]}
    assert {id_: pairs for id_, pairs in found.items() if pairs} == {"register": told, "transit/2": {"api.example.com": ["api by owner"]}}

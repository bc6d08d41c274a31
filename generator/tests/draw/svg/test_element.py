"""Elements are written the same way everywhere, and hold whatever text an author writes."""

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundplan.draw.svg.element import Element, lines, number

TEXTS = st.text(alphabet="ab \"'<>&;한–", min_size=1)


def test_an_element_closes_itself_where_it_is_empty() -> None:
    assert str(Element("rect", {"x": 1.0, "rx": 12.5, "id": None, "class": "a"})) == '<rect x="1" rx="12.5" class="a"/>'


def test_each_element_of_a_layer_begins_a_line() -> None:
    assert str(Element("g", {}, lines([Element("a"), Element("b")]))) == "<g>\n<a/>\n<b/>\n</g>"
    assert str(Element("g", {}, lines([]))) == "<g>\n</g>"


@pytest.mark.parametrize(("value", "text"), [(0.0, "0"), (-0.001, "0"), (12.0, "12"), (1.236, "1.24"), (-3.5, "-3.5")])
def test_numbers_have_two_decimals_at_most(value: float, text: str) -> None:
    assert number(value) == text


@pytest.mark.parametrize("name", ["text", "title", "desc"])
@given(text=TEXTS)
def test_every_text_is_read_back_as_it_was(name: str, text: str) -> None:
    read = ET.fromstring(str(Element("g", {"aria-label": text}, (Element(name, {}, (text,)),))))
    assert (read.get("aria-label"), read[0].text) == (text, text)


def test_a_style_sheet_is_written_as_it_is() -> None:
    assert str(Element("style", {}, ('a > b { content: "&"; }',))) == '<style>a > b { content: "&"; }</style>'

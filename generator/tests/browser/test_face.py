"""The face that comes with a site is as narrow as texts are measured."""

from __future__ import annotations

import base64

import pytest
from playwright.sync_api import Browser

from groundplan.draw.measure.metrics import Weight, text_width
from groundplan.render.viewer.bundle import bundle

pytestmark = pytest.mark.browser

EM = 1000
LATIN = [chr(point) for point in (*range(0x20, 0x7F), *range(0xA0, 0x100))]
WIDTHS = """async ([file, letters, em]) => {
  const face = new FontFace("Measured", `url(data:font/woff2;base64,${file})`)
  document.fonts.add(await face.load())
  const context = document.createElement("canvas").getContext("2d")
  context.font = `${em}px Measured`
  return letters.map(letter => context.measureText(letter).width)
}"""


@pytest.mark.parametrize(("weight", "file"), [(Weight.REGULAR, "latin-400.woff2"), (Weight.BOLD, "latin-700.woff2")])
def test_no_letter_is_wider_than_the_table_says(browser: Browser, weight: Weight, file: str) -> None:
    page = browser.new_page()
    widths = page.evaluate(WIDTHS, [base64.b64encode(bundle()[file]).decode(), LATIN, EM])
    page.close()
    assert len(set(widths)) > 20, "it is the face that is measured, and its letters differ"
    measured = zip(LATIN, widths, strict=True)
    assert [(letter, width) for letter, width in measured if width > text_width(letter, EM, weight) + 0.1] == []

"""The face that comes with a site is as narrow as texts are measured, and pages ask for no more of it than they show."""

from __future__ import annotations

import base64
import re

import pytest
from playwright.sync_api import Browser

from groundplan.bundled import templates_folder
from groundplan.draw.measure.metrics import Weight, text_width
from groundplan.draw.svg.face import face_width
from groundplan.render.shipped import shipped

pytestmark = pytest.mark.browser

EM = 1000
LATIN = [chr(point) for point in (*range(0x20, 0x7F), *range(0xA0, 0x100))]
FACES = re.compile(r'font-weight:(\d+);src:url\("(latin-[\w-]+\.woff2)"\)[^}]*unicode-range:([^}]*)')
WIDTHS = """async ([faces, letters, em]) => {
  for (const [file, unicodeRange] of faces) {
    document.fonts.add(await new FontFace("Measured", `url(data:font/woff2;base64,${file})`, { unicodeRange }).load())
  }
  const context = document.createElement("canvas").getContext("2d")
  context.font = `${em}px Measured`
  return letters.map(letter => context.measureText(letter).width)
}"""
RULES = """sheet => {
  const made = new CSSStyleSheet()
  made.replaceSync(sheet)
  return [...made.cssRules].map(rule => rule.cssText.replace(/, /g, ",")) // the value of a custom property stays as it is written
}"""


@pytest.mark.parametrize(("weight", "number"), [(Weight.REGULAR, "400"), (Weight.BOLD, "700")])
def test_no_letter_is_wider_than_the_table_says(browser: Browser, weight: Weight, number: str) -> None:
    files = shipped()
    sheet = files["groundplan.css"].decode()
    faces = [(base64.b64encode(files[name]).decode(), letters) for bold, name, letters in FACES.findall(sheet) if bold == number]
    assert len(faces) == 2, "what all pages need, and the rest"
    page = browser.new_page()
    widths = page.evaluate(WIDTHS, [faces, LATIN, EM])
    page.close()
    assert len(set(widths)) > 20, "it is the face that is measured, and its letters differ"
    measured = zip(LATIN, widths, strict=True)
    assert [(letter, width) for letter, width in measured if width > text_width(letter, EM, weight) + 0.1] == []


def test_plates_are_as_wide_as_the_face_that_comes_with_a_site(browser: Browser) -> None:
    files = shipped()
    faces = [
        (base64.b64encode(files[name]).decode(), letters)
        for bold, name, letters in FACES.findall(files["groundplan.css"].decode())
        if bold == "700"
    ]
    page = browser.new_page()
    widths = page.evaluate(WIDTHS, [faces, LATIN, EM])
    page.close()
    measured = dict(zip(LATIN, widths, strict=True))
    del measured["\xad"]  # a hyphen that a browser shows where a line ends
    assert {letter: face_width(letter, EM) for letter in measured} == pytest.approx(measured, abs=1.5)


def test_a_style_sheet_is_shipped_lean_and_says_what_it_is_written_to_say(browser: Browser) -> None:
    written = (templates_folder() / "assets/groundplan.css").read_text(encoding="utf-8")
    lean = shipped()["groundplan.css"].decode()
    page = browser.new_page()
    rules = page.evaluate(RULES, written)
    assert len(rules) > 200
    assert page.evaluate(RULES, lean) == rules
    page.close()
    assert len(lean) < 0.85 * len(written)

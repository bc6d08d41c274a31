"""The document: whole, readable by machines, the same bytes every time, and understood where something is missing."""

from __future__ import annotations

import ctypes
from pathlib import Path
from typing import TYPE_CHECKING

import page
import pypdfium2
import pytest

from groundplan.document.blocks import Aside, Heading, Letters, OwnImage, Passage, PrintedDocument, Section, rich_text
from groundplan.document.typst import fonts_for, pdf
from groundplan.document.unset import SETTABLE, names_of_lacking
from groundplan.errors import GroundplanError

if TYPE_CHECKING:
    from projects import Project


BOOKMARKS = (
    *("Web shop", "Firewall allow-list", "Network boundaries", "Components", "Connections", "Glossary", "Guarantees", "Maps"),
    "Procedures",
)
"""The pages as MkDocs sorts those of a site without `nav`."""


def made(project: Project, *words: str) -> Path:
    ended = project.run("export", "pdf", "--output", "network.pdf", *words)
    assert (ended.code, ended.out) == (0, ""), ended.err
    return project.root / "network.pdf"


def told(path: Path) -> list[str]:
    """The text of each page."""
    with pypdfium2.PdfDocument(path) as document:
        return [document[index].get_textpage().get_text_bounded() for index in range(len(document))]


@pytest.fixture
def written(shop: Project) -> Project:
    """A shop in three languages, as far as their letters go."""
    shop.edit("model/shop.yaml", "locales: [en, ko]", "locales: [en, ko, ja]")
    return shop


SAID = {
    "en": ("Firewall allow-list", "“Overview” is drawn on page 3.", "192.0.2.0/24 is an example: put in"),
    "ko": ("방화벽 허용 목록", "“개요” 그림은 3쪽에 있습니다.", "예시: 192.0.2.0/24."),
    "ja": ("ファイアウォール", "の図は 3 ページにあります。", "192.0.2.0/24 は例です。"),
}


@pytest.mark.parametrize("locale", SAID)
def test_it_is_accessible_in_each_language_and_says_where_drawings_are(locale: str, written: Project) -> None:
    path = made(written, "--locale", locale)
    result = page.validate_pdf(str(path), profile=page.ValidationProfile.PDF_UA_1)
    assert [failure.message for failure in result.failures] == []
    text = "".join(told(path)).replace("\r\n", "")
    assert [said for said in SAID[locale] if said not in text] == []


def test_it_holds_the_pages_of_its_author(shop: Project) -> None:
    shop.append("docs/index.md", "\n| Port | Use |\n| --- | --- |\n| 443 | **TLS** |\n\n[The database](components.md#component-database)\n")
    path = made(shop)
    text = " ".join(told(path)).replace("\r\n", " ")
    for said in ("The Bikeshed sells bicycles, day and night.", "Port Use 443 TLS", "Administration goes to Web server"):
        assert said in text
    assert "“Overview” is drawn on page 3." in text, "a drawing is shown once"
    components = next(number for number, text in enumerate(told(path)) if number > 1 and "Components" in text[:60])
    assert any(components in pages_led_to(path, index) for index in (2, 3)), "what has a place in the document is led to"


def test_nothing_of_a_page_is_lost_without_a_word(shop: Project) -> None:
    """What a browser draws, what a project says in templates of its own, and rows that a page folds up."""
    shop.append("mkdocs.yml", "  - pymdownx.superfences\n")
    shop.edit("mkdocs.yml", "[admonition, attr_list, md_in_html, tables]", "\n  - tables")
    shop.append(
        "docs/index.md", '\n```mermaid\ngraph LR; a --> b\n```\n\n{{ claims() }}\n\n{{ connections("to=database", folded=true) }}\n'
    )
    shop.write("templates/partials/claims.html.jinja", "<p>Promised: {% for claim in claims %}{{ claim.id }} {% endfor %}</p>")
    shop.write("templates/partials/diagram.html.jinja", "<figure><p>Look at this.</p>{{ drawing }}</figure>")
    text = " ".join(told(made(shop))).replace("\r\n", " ")
    assert "A browser draws this. On paper, its source stands for it: graph LR; a --> b" in text
    assert "Promised: database-private peering-keeps-money-private" in text
    assert "Look at this." in text
    assert "2 Storage" in text[text.index("Promised:") :][:400], "paper has nothing to unfold"


def pages_led_to(path: Path, index: int) -> set[int]:
    """The pages that the links of one page lead to."""
    raw, position, link, found = pypdfium2.raw, ctypes.c_int(0), pypdfium2.raw.FPDF_LINK(), set[int]()
    with pypdfium2.PdfDocument(path) as document:
        shown = document[index]
        while raw.FPDFLink_Enumerate(shown.raw, ctypes.byref(position), ctypes.byref(link)):
            goal = raw.FPDFLink_GetDest(document.raw, link)
            found |= {raw.FPDFDest_GetDestPageIndex(document.raw, goal)} if goal else set()
    return found


def test_it_has_a_cover_contents_bookmarks_and_running_titles(shop: Project) -> None:
    path = made(shop, "--set", "payment-link=peering")
    cover, contents, *rest = told(path)
    assert "Web shop" in cover
    assert "VPC peering" in cover
    assert "2 of 2 guarantees proven, in 2 configurations" in cover
    assert "Contents" in contents
    assert all("Web shop" in text and f"{number} / {len(rest) + 2}" in text for number, text in enumerate(rest, start=3))
    with pypdfium2.PdfDocument(path) as document:
        marks = [mark.get_title() for mark in document.get_toc() if mark.level == 0]
    assert [mark.lstrip("0123456789 ") for mark in marks] == [*BOOKMARKS]


def test_no_letter_is_of_a_font_of_the_machine(shop: Project) -> None:
    content = made(shop).read_bytes()
    assert b"NotoSans" in content
    assert b"DejaVuSans-" not in content
    assert b"Libertinus" not in content


def test_the_same_model_makes_the_same_bytes(shop: Project) -> None:
    assert made(shop).read_bytes() == made(shop).read_bytes()


def test_a_letter_that_no_font_has_is_told_by_its_name(shop: Project) -> None:
    shop.edit("model/shop.yaml", "name: Web shop", "name: Web shop 𓀀")
    shop.append("docs/index.md", "\nDone ✅, mind ⚠️ this.\n")
    text = " ".join(told(made(shop))).replace("\r\n", " ")
    assert "Web shop [egyptian hieroglyph a001]" in text
    assert "Done [white heavy check mark], mind" in text


def test_signs_that_are_not_tried_are_in_the_fonts() -> None:
    """What a font lacks is refused by the standard to which documents are made."""
    block = Passage(rich_text("".join(sorted(SETTABLE))))
    section = Section(rich_text("Signs"), "page:signs.md", (block,))
    for locale in ("en", "ko", "ja", "zh", "zh-TW"):
        document = PrintedDocument(locale, fonts_for(locale), "Signs", "", "Contents", "", (), "", (), (section,))
        assert pdf(document, {}).startswith(b"%PDF")
    assert names_of_lacking([*SETTABLE], lambda text: f"{text} was tried") == dict.fromkeys("\x00\ufeff\ufffe\uffff", "")


@pytest.mark.parametrize("name", ["السَّلام שָׁלוֹם Shopper", "سلام\u200f שלום", "سلام", "שלום"])
def test_letters_that_cannot_be_set_together_do_not_end_a_document(name: str, shop: Project) -> None:
    """Hebrew and Arabic with their points: each script alone can be set, both in one line of a drawing cannot."""
    shop.edit("model/shop.yaml", "shopper: {name: Shopper,", f"shopper: {{name: {name},")
    text = "\n".join(told(made(shop)))
    assert "Web server" in text
    assert name[0] in text or "letter" in text, "told as it is, or by names"


@pytest.mark.parametrize("empty", ["", " ", "\n", "\u200b", "\ufeff", "\u00ad\u2060", "\x00", "\ufe0f", "\U000e0100"])
def test_a_heading_in_which_nothing_can_be_read_is_only_a_place(empty: str, tmp_path: Path) -> None:
    said = (Heading(rich_text(empty), 2, "page:a.md#x"), Passage((Letters("There.", (), "page:a.md#x"),)))
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(printed(Section(rich_text(empty), "page:a.md", (*said, Aside((), said)))), {}))
    assert page.validate_pdf(str(path), profile=page.ValidationProfile.PDF_UA_1).failures == []
    with pypdfium2.PdfDocument(path) as document:
        assert [mark.get_title() for mark in document.get_toc()] == ["1 Shop"]
    assert pages_led_to(path, 2) == {2}


def test_a_page_that_cannot_be_set_is_named() -> None:
    sections = (Section(rich_text(name), f"page:{name}.md", (OwnImage(f"{name}.png", name),) * (name == "b")) for name in "abc")
    with pytest.raises(GroundplanError, match=r"^the document cannot be set: .*; that is on the page `b\.md`, which `site\.document` may"):
        pdf(printed(*sections), {"b.png": b"no image"})


def printed(*sections: Section) -> PrintedDocument:
    return PrintedDocument("en", fonts_for("en"), "Shop", "Security", "Contents", "Undrawn", (), "Choices", ("today",), sections)


def test_who_has_no_typst_is_told_how_to_get_it(shop: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "typst", None)
    ended = shop.run("export", "pdf", "--output", "network.pdf")
    assert (ended.code, ended.out) == (2, "")
    assert "pip install 'groundplan[pdf]'" in ended.err


def test_a_diagram_can_be_had_as_pixels(shop: Project) -> None:
    ended = shop.run("diagram", "overview", "--format", "png", "--output", "overview.png")
    assert (ended.code, ended.out, ended.err) == (0, "", "")
    assert (shop.root / "overview.png").read_bytes().startswith(b"\x89PNG")
    assert "png is no text" in shop.run("diagram", "overview", "--format", "png").err

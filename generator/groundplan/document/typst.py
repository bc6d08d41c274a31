"""Typst, which sets a document: with fonts from a package, never those of the machine, and checked to be readable by machines."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache, partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any, TypeAlias

from groundplan.bundled import templates_folder
from groundplan.document import links
from groundplan.document.blocks import PrintedDocument
from groundplan.document.unbroken import with_whole_addresses
from groundplan.document.unset import names_of_lacking, names_of_lacking_in
from groundplan.document.untitled import all_titled
from groundplan.errors import GroundplanError
from groundplan.progress import step

Files: TypeAlias = Mapping[str, str | bytes]
"""Name -> a drawing of ours, or an image of the author's."""

SET_WITH = ("typst", "justmytype-intl-cjk")
"""The packages that set documents."""
_HOW = "install it with `pip install 'groundplan[pdf]'`"
_FONTS = {"ko": "Noto Sans KR", "ja": "Noto Sans JP", "zh-Hant": "Noto Sans TC", "zh-TW": "Noto Sans TC", "zh": "Noto Sans SC"}
_STANDARD = "ua-1"
_MAIN = "main.typ"
_TRIAL = '#let it = json("trial.json")\n#set document(title: [-])\n#set text(font: it.fonts)\n#it.text'
_TRIAL_OF_DRAWING = '#set document(title: [-])\n#image("trial.svg", alt: "-")'
_WEIGHT = re.compile(r' font-weight="(\d+)"')
_FAMILY = re.compile(r' font-family="[^"]*"')


def fonts_for(locale: str) -> tuple[str, ...]:
    """The families for a language; Han is shown as it is written there. Each has the letters of Latin, Greek and Cyrillic, too."""
    best = next((family for tag, family in _FONTS.items() if locale == tag or locale.startswith(f"{tag}-")), "Noto Sans KR")
    return tuple(dict.fromkeys((best, *_FONTS.values())))


def is_installed() -> bool:
    """Whether documents can be set at all."""
    return all(find_spec(name) for name in ("typst", "justmytype_intl_cjk"))


def pdf(document: PrintedDocument, pictures: Files) -> bytes:
    """The document as PDF/UA-1. Raises GroundplanError where Typst or its fonts are missing, or an image cannot be read.

    Letters that the fonts lack are told by their names.
    """
    typst = _module("typst")
    plain = asdict(document)
    with step("setting the document"), TemporaryDirectory(prefix="groundplan-") as folder:
        root = Path(folder)
        names = names_of_lacking(plain, partial(_fault, typst, root, document.fonts))
        for name, picture in pictures.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(
                _settable(typst, root, _with_fonts(picture, document.fonts), names) if isinstance(picture, str) else picture
            )
        (root / _MAIN).write_bytes((templates_folder() / "document/document.typ").read_bytes())
        return _set(typst, root, with_whole_addresses(all_titled(_named(plain, names), document.title)))


def _set(typst: ModuleType, root: Path, document: dict[str, Any]) -> bytes:
    """The document, whose pictures are in the folder `root`. Raises GroundplanError, which names the first page that cannot be set."""
    try:
        return _tried(typst, root, document)
    except GroundplanError:
        for section in document["sections"]:
            try:
                _tried(typst, root, {**document, "sections": [section]})
            except GroundplanError as error:
                page = section["anchor"].removeprefix(links.place(""))
                raise GroundplanError(f"{error}; that is on the page `{page}`, which `site.document` may leave out") from error
        raise


def _tried(typst: ModuleType, root: Path, document: dict[str, Any]) -> bytes:
    (root / "document.json").write_text(
        json.dumps(links.settled(document, {*links.anchors(document)}, set()), ensure_ascii=False), encoding="utf-8"
    )
    return _compiled(typst, root, format="pdf", pdf_standards=_STANDARD)


def _named(plain: Any, names: Mapping[str, str]) -> Any:
    """Plain values, or a text, with the names of letters in their place."""
    if isinstance(plain, str):
        there = {ord(letter): name for letter, name in names.items() if letter in plain}
        return plain.translate(there) if there else plain
    if isinstance(plain, dict):
        return {key: _named(value, names) for key, value in plain.items()}
    return [_named(item, names) for item in plain] if isinstance(plain, list | tuple) else plain


def _settable(typst: ModuleType, root: Path, drawing: str, names: Mapping[str, str]) -> bytes:
    """A drawing with the names of letters that it cannot have in their place."""

    def fault(tried: Mapping[str, str]) -> str:
        (root / "trial.svg").write_text(_named(drawing, tried), encoding="utf-8")
        return _trial_fault(typst, root, _TRIAL_OF_DRAWING)

    settable: str = _named(drawing, names_of_lacking_in(drawing, names, fault))
    return settable.encode()


def _fault(typst: ModuleType, root: Path, fonts: tuple[str, ...], text: str) -> str:
    """What forbids to set a text; nothing where it can be."""
    (root / "trial.json").write_text(json.dumps({"text": text, "fonts": fonts}), encoding="utf-8")
    return _trial_fault(typst, root, _TRIAL)


def _trial_fault(typst: ModuleType, root: Path, trial: str) -> str:
    (root / _MAIN).write_text(trial, encoding="utf-8")
    try:
        _compiled(typst, root, format="pdf", pdf_standards=_STANDARD)
    except GroundplanError as error:
        return str(error)
    return ""


def png(drawing: str, locale: str, scale: float = 2.0) -> bytes:
    """A drawing as pixels, `scale` of them for each of its own. Raises GroundplanError like `pdf`."""
    typst = _module("typst")
    with TemporaryDirectory(prefix="groundplan-") as folder:
        root = Path(folder)
        (root / "drawing.svg").write_text(_with_fonts(drawing, fonts_for(locale)), encoding="utf-8")
        (root / _MAIN).write_text('#set page(width: auto, height: auto, margin: 0pt)\n#image("drawing.svg")', encoding="utf-8")
        return _compiled(typst, root, format="png", ppi=72.0 * 4 / 3 * scale)


def _compiled(typst: ModuleType, root: Path, **options: object) -> bytes:
    try:
        made: bytes = typst.compile(root / _MAIN, root=root, font_paths=_fonts(), **options)
    except typst.TypstError as error:
        raise GroundplanError(f"the document cannot be set: {error}") from error
    return made


@cache
def _fonts() -> object:
    """The fonts of the package, which are looked through once a process, and those that Typst brings; none of the machine's."""
    pack = _module("justmytype_intl_cjk")
    assert pack.__file__
    return _module("typst").Fonts(include_system_fonts=False, font_paths=[Path(pack.__file__).parent / "fonts"])


def _module(name: str) -> ModuleType:
    try:
        return import_module(name)
    except ImportError as error:
        raise GroundplanError(f"{name} is not installed, which sets documents; {_HOW}") from error


def _with_fonts(drawing: str, fonts: tuple[str, ...]) -> str:
    """The drawing in the document's fonts. They are variable: a drawing must say the weight as a setting of the font, too."""
    families = ", ".join(f"'{family}'" for family in fonts)
    weighed = _WEIGHT.sub(r''' font-weight="\1" style="font-variation-settings: 'wght' \1"''', drawing)
    return _FAMILY.sub(f""" font-family="{families}" style="font-variation-settings: 'wght' 400\"""", weighed, count=1)

"""Typst, which sets a document: with fonts from a package, never those of the machine, and checked to be readable by machines."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import TypeAlias

from groundplan.bundled import templates_folder
from groundplan.document.blocks import PrintedDocument
from groundplan.document.links import anchors, settled
from groundplan.document.unset import names_of_lacking
from groundplan.errors import GroundplanError

Files: TypeAlias = Mapping[str, str | bytes]
"""Name -> a drawing of ours, or an image of the author's."""

_HOW = "install it with `pip install 'groundplan[pdf]'`"
_FONTS = {"ko": "Noto Sans KR", "ja": "Noto Sans JP", "zh-Hant": "Noto Sans TC", "zh-TW": "Noto Sans TC", "zh": "Noto Sans SC"}
_STANDARD = "ua-1"
_MAIN = "main.typ"
_TRIAL = '#let it = json("trial.json")\n#set document(title: [-])\n#set text(font: it.fonts)\n#it.text'
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
    told = json.dumps(settled(plain, {*anchors(plain)}, set()), ensure_ascii=False)
    with TemporaryDirectory(prefix="groundplan-") as folder:
        root = Path(folder)
        names = names_of_lacking(plain, partial(_fault, typst, root, document.fonts))
        for name, picture in pictures.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(_named(_with_fonts(picture, document.fonts), names).encode() if isinstance(picture, str) else picture)
        (root / "document.json").write_text(_named(told, names), encoding="utf-8")
        (root / _MAIN).write_bytes((templates_folder() / "document/document.typ").read_bytes())
        return _compiled(typst, root, format="pdf", pdf_standards=_STANDARD)


def _named(text: str, names: Mapping[str, str]) -> str:
    """The text with the names of letters in their place, which no name has to be escaped for."""
    return text.translate({ord(letter): name for letter, name in names.items()})


def _fault(typst: ModuleType, root: Path, fonts: tuple[str, ...], text: str) -> str:
    """What forbids to set a text; nothing where it can be."""
    (root / "trial.json").write_text(json.dumps({"text": text, "fonts": fonts}), encoding="utf-8")
    (root / _MAIN).write_text(_TRIAL, encoding="utf-8")
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
        made: bytes = typst.compile(root / _MAIN, root=root, font_paths=[_fonts()], ignore_system_fonts=True, **options)
    except typst.TypstError as error:
        raise GroundplanError(f"the document cannot be set: {error}") from error
    return made


def _fonts() -> Path:
    pack = _module("justmytype_intl_cjk")
    assert pack.__file__
    return Path(pack.__file__).parent / "fonts"


def _module(name: str) -> ModuleType:
    try:
        return import_module(name)
    except ImportError as error:
        raise GroundplanError(f"{name} is not installed, which sets documents; {_HOW}") from error


def _with_fonts(drawing: str, fonts: tuple[str, ...]) -> str:
    """The drawing in the document's fonts. They are variable: a drawing must say the weight as a setting of the font, too."""
    families = ", ".join(f"'{family}'" for family in fonts)
    weighed = _WEIGHT.sub(r""" font-weight="\1" style="font-variation-settings: 'wght' \1\"""", drawing)
    return _FAMILY.sub(f""" font-family="{families}" style="font-variation-settings: 'wght' 400\"""", weighed, count=1)

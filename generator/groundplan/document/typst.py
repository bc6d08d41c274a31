"""Typst, which sets a document: with fonts from a package, never those of the machine, and checked to be readable by machines."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import TypeAlias

from groundplan.bundled import templates_folder
from groundplan.document.blocks import PrintedDocument
from groundplan.errors import GroundplanError

Files: TypeAlias = Mapping[str, str]
"""Name -> a drawing."""

_HOW = "install it with `pip install 'groundplan[pdf]'`"
_FONTS = {"ko": "Noto Sans KR", "ja": "Noto Sans JP", "zh-Hant": "Noto Sans TC", "zh-TW": "Noto Sans TC", "zh": "Noto Sans SC"}
_STANDARD = "ua-1"
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
    """The document as PDF/UA-1. Raises GroundplanError where Typst or its fonts are missing, or a letter that the fonts lack is used."""
    typst = _module("typst")
    with TemporaryDirectory(prefix="groundplan-") as folder:
        root = Path(folder)
        for name, drawing in pictures.items():
            (root / name).write_text(_with_fonts(drawing, document.fonts), encoding="utf-8")
        (root / "document.json").write_text(json.dumps(asdict(document), ensure_ascii=False), encoding="utf-8")
        (root / "main.typ").write_bytes((templates_folder() / "document/document.typ").read_bytes())
        return _compiled(typst, root, format="pdf", pdf_standards=_STANDARD)


def png(drawing: str, locale: str, scale: float = 2.0) -> bytes:
    """A drawing as pixels, `scale` of them for each of its own. Raises GroundplanError like `pdf`."""
    typst = _module("typst")
    with TemporaryDirectory(prefix="groundplan-") as folder:
        root = Path(folder)
        (root / "drawing.svg").write_text(_with_fonts(drawing, fonts_for(locale)), encoding="utf-8")
        (root / "main.typ").write_text('#set page(width: auto, height: auto, margin: 0pt)\n#image("drawing.svg")', encoding="utf-8")
        return _compiled(typst, root, format="png", ppi=72.0 * 4 / 3 * scale)


def _compiled(typst: ModuleType, root: Path, **options: object) -> bytes:
    try:
        made: bytes = typst.compile(root / "main.typ", root=root, font_paths=[_fonts()], ignore_system_fonts=True, **options)
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

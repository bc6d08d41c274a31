"""The script of the viewer and the face of the site, as they are built from `generator/viewer` (see `build_hook.py` there)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from groundplan.errors import GroundplanError

_PACKAGE = Path(__file__).parents[2]
_FACES = tuple(f"latin-{part}{weight}.woff2" for part in ("", "more-") for weight in (400, 700))
_BUILT = ("viewer.js", "viewer.extras.js", "viewer.licenses.txt", *_FACES)


class ViewerNotBuilt(GroundplanError):
    """The checkout has no bundle of the viewer yet."""


def bundle() -> Mapping[str, bytes]:
    """The viewer's scripts, the site's Latin face, and the licences of what is in them, by file name.

    A wheel brings them along; a checkout builds them. Raises ViewerNotBuilt where nobody has.
    """
    installed = _PACKAGE / "assets"
    folder = installed if installed.is_dir() else _PACKAGE.parent / "viewer/dist"
    if not all((folder / name).is_file() for name in _BUILT):
        raise ViewerNotBuilt("the script of the diagrams is not built yet: run `python generator/viewer/build_hook.py`")
    return {name: (folder / name).read_bytes() for name in _BUILT}

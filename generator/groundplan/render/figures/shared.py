"""What all figures of a site need besides their drawings: a style sheet, scripts, and icons."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping
from pathlib import Path

from groundplan import draw as diagrams
from groundplan.project.member import ASSETS
from groundplan.render.viewer.bundle import bundle

ICON_TYPES = {".png": "image/png", ".svg": "image/svg+xml"}


def shared_assets(icons: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """The stylesheet and the scripts of all figures of a site, with the `icons` that these refer to, by their path in the site."""
    scripts = {f"{ASSETS}/{name}": content for name, content in bundle().items()}
    script = icons_script({path.removeprefix(f"{ASSETS}/"): icon for path, icon in icons.items()})
    return {f"{ASSETS}/diagram.css": diagrams.stylesheet().encode(), **scripts, f"{ASSETS}/icons.js": script, **icons}


def icons_script(icons: Mapping[str, bytes]) -> bytes:
    """The icons, by their path beside the scripts, as data that downloads take along: pages cannot read files from a disk."""
    addresses = {
        path: f"data:{ICON_TYPES[Path(path).suffix]};base64,{b64encode(icon).decode('ascii')}" for path, icon in sorted(icons.items())
    }
    return f"self.groundplanIcons={json.dumps(addresses, separators=(',', ':'))}\n".encode()

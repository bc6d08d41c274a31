"""The icons of a site, beside its drawings and for what is taken away from it."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping
from pathlib import Path

from groundplan.project.member import ASSETS

ICON_TYPES = {".png": "image/png", ".svg": "image/svg+xml"}


def icon_assets(icons: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """The `icons` that figures of a site refer to, by their path in it, and the script that holds all of them."""
    script = icons_script({path.removeprefix(f"{ASSETS}/"): icon for path, icon in icons.items()})
    return {f"{ASSETS}/icons.js": script, **icons}


def icons_script(icons: Mapping[str, bytes]) -> bytes:
    """The icons, by their path beside the scripts, as data that downloads take along: pages cannot read files from a disk."""
    addresses = {
        path: f"data:{ICON_TYPES[Path(path).suffix]};base64,{b64encode(icon).decode('ascii')}" for path, icon in sorted(icons.items())
    }
    return f"self.groundplanIcons={json.dumps(addresses, separators=(',', ':'))}\n".encode()

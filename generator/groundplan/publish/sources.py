"""What must never be replaced by a site: folders that hold what somebody wrote."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from groundplan.errors import UsageError
from groundplan.site_config import NAMES, config_of, estate_of, used_by

_SIGNS = ("index.html", "404.html", "sitemap.xml")
"""What every built site has some of."""


def never_replaced(root: Path) -> tuple[Path, ...]:
    """What the project at `root` is made from."""
    configuration = config_of(root)
    beside = tuple(root / name for name in ("docs", "templates", "editions", "groundplan.toml"))
    return (*models_of(root), *beside, configuration.docs, configuration.path or root / NAMES[0])


def models_of(root: Path) -> tuple[Path, ...]:
    """The folders of the models of all projects at `root`, and of those that they use."""
    found = (root / model for member in estate_of(root).members for model in used_by(root, member))
    return tuple(dict.fromkeys(found))


def refuse_sources(site: Path, sources: Iterable[Path]) -> None:
    """Raise UsageError where a site in the folder `site` would replace one of `sources`, or what is not even a site."""
    folder = site.resolve()
    for source in sources:
        found = source.resolve()
        if folder == found or folder in found.parents or (found in folder.parents and found.is_dir()):
            raise UsageError(f"{site} holds sources of the project ({source.name}), which the site would replace; name another folder")
    if folder.is_dir() and _holds_something(folder) and not any((folder / sign).is_file() for sign in _SIGNS):
        raise UsageError(f"{site} holds something else than a site, which would be replaced; name another folder, or empty this one")


def _holds_something(folder: Path) -> bool:
    return any(not entry.name.startswith(".") for entry in folder.iterdir())

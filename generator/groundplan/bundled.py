"""What the program brings along beside its modules."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parent


def templates_folder() -> Path:
    """Our own templates: inside the installed package, or at the top of a checkout."""
    installed = PACKAGE / "templates"
    return installed if installed.is_dir() else PACKAGE.parents[1] / "templates"

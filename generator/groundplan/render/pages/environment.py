"""Jinja, set up for pages: templates of the project before ours, pages sandboxed."""

from __future__ import annotations

from pathlib import Path

from jinja2 import ChoiceLoader, Environment, FileSystemLoader
from jinja2.sandbox import SandboxedEnvironment

from groundplan.bundled import templates_folder
from groundplan.render.pages.record import Unknown


def environment(root: Path) -> Environment:
    """The environment for a project at `root`, whose `templates/` override ours file by file.

    Pages are written by people who may edit docs but not run code, so they are sandboxed, and a name that does not exist
    is an error rather than an empty text.
    """
    loader = ChoiceLoader([FileSystemLoader(root / "templates"), FileSystemLoader(templates_folder())])
    return SandboxedEnvironment(
        loader=loader,
        undefined=Unknown,
        autoescape=lambda name: name is not None and name.endswith(".html.jinja"),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )

"""The command line: a thin shell over the pipeline."""

from groundplan.cli.entry import cli, main, program

from groundplan.cli import drafts, exports, facts, project, reality, translations, upgrades  # isort: skip - each adds its commands to the program

__all__ = ["cli", "drafts", "exports", "facts", "main", "program", "project", "reality", "translations", "upgrades"]

"""What a site of ours changes in the configuration of MkDocs."""

from __future__ import annotations

from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger

from groundplan.publish.theme import FOLDER, SCRIPT

log = get_plugin_logger("groundplan")

SCRIPTS = ("assets/groundplan/viewer.js", "assets/groundplan/tables.js")
STYLES = ("assets/groundplan/groundplan.css", "assets/groundplan/diagram.css")


def adapt(config: MkDocsConfig) -> None:
    """Let the theme find our overrides, after the project's own, and keep it from fetching anything from elsewhere."""
    config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(FOLDER))
    config.theme["font"] = False
    config.extra_css[:0] = STYLES  # before the project's own, which may override them
    scripts = [ExtraScriptValue(path) for path in SCRIPTS]
    for script in scripts:
        script.defer = True
    config.extra_javascript[:0] = scripts
    if _fences_mermaid(config) and not any("mermaid" in str(script) for script in config.extra_javascript):
        log.warning("Material loads Mermaid from another host; name a copy of it below `extra_javascript`, or leave its diagrams out")
    config.extra["polyfills"] = [*config.extra.get("polyfills", []), SCRIPT]


def _fences_mermaid(config: MkDocsConfig) -> bool:
    options = config.mdx_configs.get("pymdownx.superfences") or {}
    return any(fence.get("class") == "mermaid" for fence in options.get("custom_fences") or ())

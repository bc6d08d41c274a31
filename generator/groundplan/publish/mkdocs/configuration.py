"""What a site of ours changes in the configuration of MkDocs."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger

from groundplan.errors import UsageError
from groundplan.publish.changes import CHANGED, EXCHANGED
from groundplan.publish.mkdocs.theme import require_material
from groundplan.publish.theme import FOLDER, OFFLINE, PARTS, SCRIPT

log = get_plugin_logger("groundplan")

SCRIPTS = ("assets/groundplan/viewer.js", "assets/groundplan/tables.js")
STYLES = ("assets/groundplan/groundplan.css", "assets/groundplan/diagram.css")


def adapt(config: MkDocsConfig, *, offline: bool, keep: Collection[str] = ()) -> None:
    """Let the theme find what we add to it, after the project's own, and pages load it. Raises UsageError for another theme.

    `keep` names what stays as the theme makes it.

    Done when a build begins: whoever reads the configuration is not always building, and other plugins may replace the theme.
    """
    require_material(config)
    _refuse_two_readers(config)
    _refuse_other_languages(config)
    at = 1 if config.theme.custom_dir else 0
    parts = [PARTS / part for part in EXCHANGED if part not in keep]
    config.theme.dirs[at:at] = map(str, [*([OFFLINE] if offline else []), *parts, FOLDER])
    _say_once(Path(config.config_file_path).parent, keep)
    config.extra_css[:0] = STYLES  # before the project's own, which may override them
    scripts = [ExtraScriptValue(path) for path in SCRIPTS]
    for script in scripts:
        script.defer = True
    config.extra_javascript[:0] = scripts
    config.extra["polyfills"] = [*config.extra.get("polyfills", []), SCRIPT]
    if offline:
        _stay_at_home(config)


def _say_once(root: Path, keep: Collection[str]) -> None:
    """Tell, in the first build of a project at `root`, what changes beside what pages show."""
    told = root / ".cache/groundplan/changes-told"
    if told.exists():
        return
    changed = "; ".join(f"{what} (`{part}`)" for part, what in CHANGED.items() if part not in keep)
    if changed:
        log.info(f"this site gets {changed}. What the theme makes instead stays where the option `keep` names it. This is said once.")
    with suppress(OSError):
        told.parent.mkdir(parents=True, exist_ok=True)
        told.touch()


def _refuse_two_readers(config: MkDocsConfig) -> None:
    """Raise UsageError where another plugin takes the same braces for its own."""
    for plugin in config.plugins.values():
        if not type(plugin).__module__.startswith("mkdocs_macros."):
            continue
        options = plugin.config
        if options.get("render_by_default", True) and options.get("j2_variable_start_string") in ("", None, "{{"):
            raise UsageError(
                "the plugin `macros` takes the same braces as Groundplan: give it others (`j2_variable_start_string: '[['` and"
                " `j2_variable_end_string: ']]'`, `j2_block_start_string` and `j2_block_end_string` alike), or `render_by_default: false`"
            )


def _refuse_other_languages(config: MkDocsConfig) -> None:
    """Raise UsageError where another plugin divides the pages into languages."""
    for name, plugin in config.plugins.items():
        if type(plugin).__module__.startswith("mkdocs_static_i18n."):
            raise UsageError(
                f"the plugin `{name}` makes languages of its own, and Groundplan publishes each page in all languages of the model:"
                " leave it out, and translate pages in the catalogues below `model/locales/`"
            )


def _stay_at_home(config: MkDocsConfig) -> None:
    """Keep the theme from fetching anything from elsewhere, and say what that changes."""
    if config.theme.get("font") is not False:
        log.info("offline: the theme's fonts, which come from another host, are left out; `theme.font: false` says the same")
        config.theme["font"] = False
    if config.repo_url:
        log.info("offline: the link to the repository goes without stars and forks, which the theme asks another host for")
    if _fences_mermaid(config) and not any("mermaid" in str(script) for script in config.extra_javascript):
        log.warning("Material loads Mermaid from another host; name a copy of it below `extra_javascript`, or leave its diagrams out")


def _fences_mermaid(config: MkDocsConfig) -> bool:
    options = config.mdx_configs.get("pymdownx.superfences") or {}
    fences = options.get("custom_fences")
    return any(isinstance(fence, dict) and fence.get("class") == "mermaid" for fence in (fences if isinstance(fences, list) else ()))

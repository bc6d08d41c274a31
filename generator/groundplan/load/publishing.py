"""What the configuration of a site says that concerns its pages: `mkdocs.yml` is YAML, too."""

from __future__ import annotations

from collections.abc import Iterator

from groundplan.domain.entry import Audience
from groundplan.load.parse import Data, parse
from groundplan.project.sources import SITE, Sources

_PLUGIN = "groundplan"


def audience_of(sources: Sources) -> Audience:
    """Whom the site is for: what the plugin's option says, or the public. What is wrong with the file is for MkDocs to say."""
    content = next(filter(None, map(sources.content, SITE)), b"")
    data = parse(SITE[0], content).data
    plugins = data.get("plugins") if isinstance(data, dict) else None
    wanted = [options.get("audience") for options in _options(plugins)]
    return Audience.INTERNAL if Audience.INTERNAL in wanted else Audience.PUBLIC


def _options(plugins: Data) -> Iterator[dict[str, Data]]:
    """The options of the plugin, in either of the two ways in which plugins are listed."""
    for listed in plugins if isinstance(plugins, list) else [plugins]:
        options = listed.get(_PLUGIN) if isinstance(listed, dict) else None
        if isinstance(options, dict):
            yield options

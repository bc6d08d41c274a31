"""A build whose files go to another folder than the one that MkDocs knows, from its beginning to its end and not longer."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from groundplan.publish.sources import never_replaced, refuse_sources
from groundplan.publish.staging import Staging


class StagedBuild:
    """Outside of a build, programs find the real folder in the configuration: mike before it, `gh-deploy` after it."""

    def __init__(self, config: MkDocsConfig, root: Path) -> None:
        """Begin, for the project at `root`. Raises UsageError, SiteInUse, NotAFolder and OSError."""
        self._config = config
        self._site = config.site_dir
        configured = (Path(config.docs_dir), Path(config.config_file_path))
        refuse_sources(Path(config.site_dir), (*never_replaced(root), *configured))
        self._staging = Staging(Path(config.site_dir))
        config.site_dir = str(self._staging.folder)

    def redirect(self, files: Files) -> None:
        """Let go to the new site what other plugins have made for the folder that they saw before the build began."""
        for file in files:
            if file.dest_dir == self._site:
                file.dest_dir = self._config.site_dir
                vars(file).pop("abs_dest_path", None)  # worked out once

    def adopt(self) -> None:
        """Take along what other plugins have written there themselves."""
        self._staging.adopt()

    def publish(self) -> None:
        """Put the new site in the place of the old one."""
        self._config.site_dir = self._site
        self._staging.publish()

    def discard(self) -> None:
        """Leave the site as it is; a second time, nothing happens."""
        self._config.site_dir = self._site
        self._staging.discard()

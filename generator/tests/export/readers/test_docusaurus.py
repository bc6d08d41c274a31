"""The pages of the reference project as Docusaurus builds them; once a week, since it is large."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from projects import REFERENCE

if TYPE_CHECKING:
    from projects import Project

INSTALLED = REFERENCE / ".cache/tests/docusaurus"
"""`.ci/docusaurus` puts it there."""


@pytest.mark.skipif(not (INSTALLED / "node_modules").is_dir(), reason="Docusaurus is not installed for tests")
def test_docusaurus_builds_the_pages_in_every_language_without_a_warning(reference: Project, tmp_path: Path) -> None:
    shutil.copy(Path(__file__).parent / "docusaurus/docusaurus.config.mjs", tmp_path)
    (tmp_path / "package.json").write_text('{"private": true}', encoding="utf-8")
    (tmp_path / "node_modules").symlink_to(INSTALLED / "node_modules")
    assert reference.run("export", "docusaurus", "--output", str(tmp_path)).code == 0
    ended = subprocess.run(
        [INSTALLED / "node_modules/.bin/docusaurus", "build"], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=600
    )
    said = ended.stdout + ended.stderr
    assert ended.returncode == 0, said
    assert "[WARNING]" not in said, said
    for locale in ("", "ko/", "ja/"):
        page = (tmp_path / f"build/{locale}network-security/guarantees/index.html").read_text(encoding="utf-8")
        assert re.search('id="?claim-customer-data-stays', page)

"""The files that the pages of a project include, and the templates that it brings for its theme, read."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from groundplan.errors import GroundplanError
from groundplan.load.publishing import publishing_of
from groundplan.load.snippets import snippets_in, snippets_of
from groundplan.project.sources import Sources, content_of, is_utf8


def with_included(sources: Sources) -> Sources:
    """`sources` with what its pages include. What cannot be read is for the extension to tell, which reads it again."""
    snippets = snippets_of(publishing_of(sources).tree, str(sources.root.resolve()), sources.docs)
    if snippets is None:
        return sources
    found: dict[str, bytes] = {}

    def read(name: str) -> str | None:
        with suppress(OSError, GroundplanError, UnicodeDecodeError, ValueError):
            if is_utf8(name) and (sources.root / name).is_file():
                content = content_of(sources.root / name)
                text = content.decode("utf-8-sig")
                found[name] = content
                return text
        return None

    pages = {name: content for name, content in sources.below(sources.docs, ".md").items() if is_utf8(name)}
    parts = snippets_in({name: content.decode("utf-8-sig", "replace") for name, content in pages.items()}, snippets, read)
    return replace(sources, files={**found, **sources.files}, parts=tuple(sorted(parts)))


def with_overrides(sources: Sources) -> Sources:
    """`sources` with the templates of the theme that its configuration names a folder of."""
    folder = publishing_of(sources).overrides
    found: dict[str, bytes] = {}
    for path in sorted((sources.root / folder).rglob("*.html")) if folder else ():
        with suppress(OSError, GroundplanError, UnicodeDecodeError, ValueError):
            content = content_of(path)
            content.decode("utf-8")
            found[Path(folder, path.relative_to(sources.root / folder)).as_posix()] = content
    return replace(sources, files={**found, **sources.files}, overrides=tuple(found))

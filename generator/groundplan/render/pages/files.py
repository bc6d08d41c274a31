"""Files that a page offers: links to them, and the text in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from markupsafe import Markup

from groundplan.render.pages.links import Links


def file_links(paths: Iterable[str], links: Links) -> list[dict[str, str]]:
    """The name of each file with its address from the page."""
    return [{"name": PurePosixPath(path).name, "href": links.asset(path)} for path in paths]


def texts_to_copy(files: Mapping[str, bytes]) -> list[Markup]:
    """The plain texts among `files`, each in one line of HTML: an empty one would end the element that it stands in."""
    texts = (content.decode() for path, content in files.items() if path.endswith(".txt"))
    return [Markup("&#10;").join(text.splitlines()) for text in texts]

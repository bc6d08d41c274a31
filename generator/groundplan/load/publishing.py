"""What the configuration of a site says that concerns its pages and its readers: `mkdocs.yml` is YAML, too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from groundplan.diagnostics import Span
from groundplan.domain.entry import Audience
from groundplan.load.site_texts import SiteText, site_texts
from groundplan.load.site_tree import Leaf, PlacedTree, at, items, named, place_of_site_key, site_tree, text_at
from groundplan.project.sources import SITE, Sources

_PLUGIN = "groundplan"
_METAS = frozenset({"meta", "material/meta"})
_TAGS = frozenset({"tags", "material/tags"})
_BLOGS = frozenset({"blog", "material/blog"})


@dataclass(frozen=True)
class Publishing:
    """A site, as its configuration describes it."""

    tree: dict[str, PlacedTree] = field(default_factory=dict)
    path: str = SITE[0]
    """The file of the configuration."""

    @cached_property
    def texts(self) -> tuple[SiteText, ...]:
        """What it says to its readers, each wording once."""
        return tuple(site_texts(self.tree))

    @property
    def audience(self) -> Audience:
        """Whom the site is for: what the plugin's option says, or the public."""
        wanted = [text_at(options, "audience") for options in self.options]
        return Audience.INTERNAL if Audience.INTERNAL in wanted else Audience.PUBLIC

    @property
    def plain(self) -> tuple[str, ...]:
        """Patterns of the pages that are no templates, as the plugin's option names them."""
        return tuple(_texts(pattern for options in self.options for pattern in items(at(options, "plain"))))

    @property
    def names_folders(self) -> bool:
        """Whether the menu names folders of pages: MkDocs makes it where nobody writes one down."""
        return "nav" not in self.tree

    @property
    def has_folder_addresses(self) -> bool:
        """Whether the address of a page is a folder, as it is unless the configuration says something else."""
        return text_at(self.tree, "use_directory_urls").lower() not in {"false", "no", "off"}

    @property
    def excluded(self) -> str:
        """Patterns of files that are not published, as git writes them."""
        return text_at(self.tree, "exclude_docs")

    @property
    def overrides(self) -> str:
        """The folder of the templates that the project brings for its theme, below that of the configuration; empty for none."""
        return text_at(self.tree, "theme", "custom_dir").strip("/")

    @property
    def tags(self) -> str | None:
        """What divides the names of tags that pages show: nothing (`""`) for most sites; None where they show none."""
        found = [options for name, options in named(self.tree.get("plugins")) if name in _TAGS]
        if not found:
            return None
        return (text_at(found[-1], "tags_hierarchy_separator") or "/") if text_at(found[-1], "tags_hierarchy") == "true" else ""

    @property
    def blogs(self) -> tuple[str, ...]:
        """The folders of blogs, below that of the pages."""
        found = {name: options for name, options in named(self.tree.get("plugins")) if name in _BLOGS}
        return tuple((text_at(options, "blog_dir") or "blog").strip("/") for options in found.values())

    @property
    def meta_file(self) -> str:
        """What the files are called that say something of all pages in a folder; empty where no plugin reads them."""
        found = [text_at(options, "meta_file") or ".meta.yml" for name, options in named(self.tree.get("plugins")) if name in _METAS]
        return found[-1] if found else ""

    @property
    def named(self) -> tuple[tuple[Span, PlacedTree], ...]:
        """Each place where our plugin is named, and its options there."""
        somewhere = Span(self.path)
        found: list[tuple[Span, PlacedTree]] = []
        for item in items(self.tree.get("plugins")):
            if isinstance(item, Leaf) and item.text == _PLUGIN:
                found.append((item.span, {}))
            elif isinstance(item, dict):
                found += ((place_of_site_key(key, somewhere), options) for key, options in item.items() if key == _PLUGIN)
        return tuple(found)

    @property
    def options(self) -> tuple[PlacedTree, ...]:
        """Our own, as often as the plugin is named."""
        return tuple(self._options(_PLUGIN))

    def _options(self, plugin: str) -> Iterator[PlacedTree]:
        return (options for name, options in named(self.tree.get("plugins")) if name == plugin)


def publishing_of(sources: Sources) -> Publishing:
    """The site of a project; one that says nothing, where there is no configuration."""
    read = ((name, sources.files.get(name)) for name in sources.configuration)
    tree = site_tree((name, content) for name, content in read if content)
    return Publishing(tree, next((name for name in sources.configuration if name in sources.files), SITE[0]))


def _texts(found: Iterator[PlacedTree]) -> Iterator[str]:
    return (leaf for tree in found if (leaf := text_at({"": tree}, "")))

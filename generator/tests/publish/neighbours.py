"""Other people's plugins, each with what a site needs for it, and what must be true of the built site in each language.

They are tried together, as far as they can stand beside each other, or each by itself where `GROUNDPLAN_PLUGINS=each` asks for it.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from markup import read
from PIL import ImageFont
from projects import Project
from searching import sections

ORDERS = ("before", "after")
COMMITTED = "2020-01-02T03:04:05+00:00"
URL = "https://example.com/plan/"
LOCALES = ("", "ko/")

MODEL = """\
project: {name: Shop, viewpoint: vpc, locales: [en, ko]}
parties: {us: {name: Us, role: customer}}
boundaries:
  vpc: {name: VPC, kind: vpc, owner: us}
  net: {name: Internet, kind: internet}
components:
  user: {name: User, kind: person, in: net, produces: orders}
  web: {name: Web, kind: service, in: vpc}
data: {orders: {name: Orders}}
channels: {tls: {name: TLS, exposure: public, encryption: tls}}
flows:
  order: {name: Order, from: user, to: web, channel: tls, ports: 443/tcp, carries: orders}
"""
NESTED = """\
---
tags: [alpha]
---
# Nested

Up to [connections](../connections.md), and over to [Other part][].
{{ flow("order") }}

![dot](../dot.png)

--8<-- "part.md"

[% include-markdown "./part.txt" %]

Of macros: [[ 20 + 3 ]].
"""
OTHER = """\
# Other

## Other part

> [!NOTE]
> Mind this.

Below it.
"""
KOREAN = """\
msgctxt "docs/deep/other.md#other-part/1"
msgid "Mind this."
msgstr "유의하세요."

msgctxt "docs/deep/other.md#other-part/2"
msgid "Below it."
msgstr "그 아래."
"""
FILES = {
    "model/m.yaml": MODEL,
    "model/locales/ko.po": KOREAN,
    "docs/index.md": "# Home\n\nText.\n",
    "docs/deep/index.md": "# Deep\n",
    "docs/deep/nested.md": NESTED,
    "docs/deep/other.md": OTHER,
    "docs/deep/.meta.yml": "description: Of the folder.\n",
    "docs/deep/part.txt": "A part of its own.\n",
    "docs/tags.md": "# Tags\n\n<!-- material/tags -->\n",
    "docs/blog/index.md": "# Blog\n",
    "docs/blog/posts/post.md": "---\ndate: 2024-01-02\n---\n# Post\n\nText.\n",
    "docs/dot.png": "no picture to look at",
    "parts/part.md": "A snippet of its own.\n",
    "make.py": "import mkdocs_gen_files\nwith mkdocs_gen_files.open('made.md', 'w') as file:\n    print('# Made', file=file)\n",
}
"""One site for all of them. Without its plugin, each of these says nothing that hurts."""
EXTENSIONS = ["admonition", "attr_list", "md_in_html", "tables", {"pymdownx.snippets": {"base_path": ["parts"]}}]
BRACES = {
    f"j2_{kind}_{end}_string": sign
    for kind, signs in {"variable": ("[[", "]]"), "block": ("(%", "%)"), "comment": ("(#", "#)")}.items()
    for end, sign in zip(("start", "end"), signs, strict=True)
}


@dataclass(frozen=True)
class Tried:
    """A plugin with its options, what must be true of the built site, and what the table says of it beside that it works."""

    options: dict[str, Any]
    judge: Callable[[Path], None]
    remark: str = ""
    needs: str = ""
    """A setting without which the build is refused, with a message."""
    together: str = "pages"
    """Those with the same word stand in one site."""
    font: bool = field(default=False)


def html(site: Path, page: str) -> str:
    return (site / page / "index.html").read_text(encoding="utf-8")


def same_pages(site: Path) -> None:
    """Each language has the pages that it has without the plugin, and speaks itself."""
    for prefix, tag in zip(LOCALES, ("en", "ko"), strict=True):
        assert read(site / prefix / "connections/index.html").all("html")[0].attributes["lang"] == tag
        assert 'data-flow="order"' in html(site, f"{prefix}deep/nested")


def navigation(site: Path, page: str) -> list[str]:
    """Where the links of a page's primary navigation lead, from the site's root."""
    text = html(site, page)
    primary = text[text.index("md-nav--primary") : text.index("</nav>", text.rindex("md-nav__link"))]
    found = re.findall(r"""<a href=["']?([^"' >#]+)["']?[^>]*class=["']?md-nav__link""", primary)
    return [os.path.normpath(Path(page, link)) for link in found if "://" not in link]


def own_language(site: Path) -> None:
    same_pages(site)
    there, here = ([link for link in navigation(site, page) if "blog" not in link] for page in ("connections", "ko/connections"))
    assert {"deep/nested", "connections"} <= set(there)
    assert [link for link in there if link.startswith("ko")] == []
    assert [link.removeprefix("ko").lstrip("/") or "." for link in here] == there


def redirected(site: Path) -> None:
    for page in ("old", "ko/old"):
        assert "../connections/" in html(site, page)


def tagged(site: Path) -> None:
    for prefix in LOCALES:
        (tag, *_) = read(site / prefix / "deep/nested/index.html").all("a", class_="md-tag")
        assert tag.attributes["href"] == "../../tags/#tag:alpha"
        links = [link.attributes["href"] for link in read(site / prefix / "tags/index.html").all("a") if "href" in link.attributes]
        assert "../deep/nested/" in links


def blogged(site: Path) -> None:
    assert (site / "blog/2024/01/02/post/index.html").is_file()
    assert not (site / "ko/blog").exists()


def tells(*texts: str) -> Callable[[Path], None]:
    """A page and its localized edition hold what a plugin says."""

    def judge(site: Path) -> None:
        for prefix in LOCALES:
            assert [text for text in texts if text not in html(site, f"{prefix}deep/nested")] == []

    return judge


def made(site: Path) -> None:
    for prefix in LOCALES:
        assert "Made" in html(site, f"{prefix}made")


def fed(site: Path) -> None:
    feed = (site / "feed_rss_updated.xml").read_text(encoding="utf-8")
    assert "/plan/deep/nested/" in feed
    assert "/plan/ko/" not in feed


def noted(site: Path) -> None:
    """A note is one in each language, and it and what stands below it are translated, although there is a title more on the page."""
    for prefix, said in zip(LOCALES, (("Mind this.", "Below it."), ("유의하세요.", "그 아래.")), strict=True):
        page = html(site, f"{prefix}deep/other")
        assert "admonition note" in page
        assert [text for text in said if f"<p>{text}" not in page] == []
        assert "[!NOTE]" not in page


def found(site: Path) -> None:
    """Korean words are found in the Korean index, by our worker."""
    (config,) = re.findall(r"""<script id=["']?__config["']? [^>]*>(.*?)</script>""", html(site, "ko"), re.DOTALL)
    told = json.loads(config)
    assert (told["base"].rstrip("/"), told["search"]) == ("../ko", "../assets/groundplan/search.js")
    assert re.search(r"dir=[\"']?ltr", html(site, "ko"))


def minified(site: Path) -> None:
    same_pages(site)
    found(site)
    assert html(site, "ko/connections").count("\n") < 100


def excluded(site: Path) -> None:
    for prefix in LOCALES:
        docs = sections(site, prefix)
        assert docs
        assert [doc["location"] for doc in docs if doc["location"].startswith("deep/other")] == []


def referred(site: Path) -> None:
    for prefix in LOCALES:
        (link,) = [
            link for link in read(site / prefix / "deep/nested/index.html").all("a") if "#other-part" in link.attributes.get("href", "")
        ]
        assert link.attributes["href"] == "../other/#other-part"


def pictured(site: Path) -> None:
    images = [re.findall(r"""og:image["']? content=["']?([^"' >]+)""", html(site, f"{prefix}deep/nested"))[0] for prefix in LOCALES]
    assert len({*images}) == len(images), "each language has a card of its own"
    for image in images:
        assert (site / image.removeprefix(URL)).read_bytes().startswith(b"\x89PNG")


def flat(site: Path) -> None:
    for prefix in LOCALES:
        assert (site / prefix / "connections.html").is_file()


def whole(site: Path) -> None:
    """The assets that pages name are there."""
    same_pages(site)
    for page in ("connections", "ko/connections"):
        named = re.findall(r'<(?:link|script)[^>]* (?:href|src)="([^":]+\.(?:css|js))"', html(site, page))
        assert any("groundplan" in path for path in named)
        assert [path for path in named if not (site / page / path).resolve().is_file()] == []


def deployed(site: Path) -> None:
    """Of a folder of what the branch holds."""
    assert json.loads((site / "versions.json").read_text(encoding="utf-8"))[0]["version"] == "1.0"
    found(site / "1.0")


PLUGINS = {
    "awesome-nav": Tried({}, own_language),
    "literate-nav": Tried({}, own_language, together="menu"),
    "section-index": Tried({}, own_language, together="menu"),
    "redirects": Tried(
        {"redirect_maps": {"old.md": "connections.md", "ko/old.md": "ko/connections.md"}},
        redirected,
        "to generated and to localized pages (`ko/connections.md`)",
    ),
    "tags": Tried({}, tagged, "each language lists its own pages, and names of tags are translated"),
    "blog": Tried({}, blogged, "posts are written once, so that only the model's language has the blog"),
    "minify": Tried({"minify_html": True}, minified),
    "git-revision-date-localized": Tried(
        {"type": "iso_date"}, tells("2020-01-02"), "a localized page has the date of its source", together="menu"
    ),
    "git-authors": Tried({}, tells("Ada"), "a localized page has the authors of its source", together="menu"),
    "glightbox": Tried({}, tells("glightbox")),
    "macros": Tried(BRACES, tells("Of macros: 23."), needs="other braces than those of templates, or `render_by_default: false`"),
    "include-markdown": Tried(
        {"opening_tag": "[%", "closing_tag": "%]"},
        tells("A part of its own."),
        needs='other marks than the braces of templates: `opening_tag: "[%"`, `closing_tag: "%]"`',
    ),
    "gh-admonitions": Tried({}, noted, "what it makes of quotations is translated as the page has it"),
    "snippets": Tried(
        {},
        tells("A snippet of its own."),
        "an extension of Markdown: what it inserts is a template, and is translated, as pages are; within code, it stays as it is",
    ),
    "gen-files": Tried({"scripts": ["make.py"]}, made, "what it makes is published in each language"),
    "offline": Tried({}, flat, together="offline"),
    "privacy": Tried({"assets": False}, flat, "with `offline: true` of Groundplan nothing is left for it to fetch", together="offline"),
    "social": Tried({}, pictured, "each language has cards of its own; it needs a font that it fetches, or finds in its cache", font=True),
    "rss": Tried({}, fed, "the feed holds the pages of the model's language", together="menu"),
    "exclude-search": Tried({"exclude": ["deep/other.md"]}, excluded, "what is excluded is found in no language"),
    "meta": Tried(
        {},
        tells('content="Of the folder."'),
        "what `.meta.yml` says of a folder (`audience`, `locales`, `template`) holds for its pages, generated ones, too, and its words are"
        " translated",
    ),
    "autorefs": Tried({}, referred, "each language refers to headings of its own"),
    "mike": Tried({}, deployed, "`mike deploy` publishes each version whole", together="versions"),
    "techdocs-core": Tried(
        {}, whole, "it replaces the theme, and Groundplan adds to whatever theme there is when a build begins", together="another theme"
    ),
}


def groups() -> dict[str, list[str]]:
    """The plugins of each site that is built."""
    if os.environ.get("GROUNDPLAN_PLUGINS") == "each":
        return {name: [name] for name in PLUGINS}
    together: dict[str, list[str]] = {}
    for name, tried in PLUGINS.items():
        together.setdefault(tried.together, []).append(name)
    return together


def write_site(root: Path, names: list[str], order: str) -> Project:
    """The site with these plugins, before or after ours, in a repository whose only commit is old."""
    project = Project(root)
    for path, text in {**FILES, ".gitignore": "site/\n.cache/\n"}.items():
        project.write(path, text if path != "docs/deep/nested.md" else _as_understood(text, names))
    theirs = [{name: PLUGINS[name].options} for name in names if name != "snippets"]
    plugins = [*theirs, "groundplan"] if order == "before" else ["groundplan", *theirs]
    config = {"site_name": "Shop", "site_url": URL, "theme": {"name": "material"}, "plugins": ["search", *plugins]}
    project.write("mkdocs.yml", yaml.safe_dump({**config, "markdown_extensions": EXTENSIONS}, sort_keys=False))
    if any(PLUGINS[name].font for name in names):
        font = root / ".cache/plugin/social/fonts/Roboto/Regular.ttf"
        font.parent.mkdir(parents=True)
        font.write_bytes(ImageFont.load_default(12).font_bytes)  # type: ignore[union-attr]
    commit(root)
    return project


def _as_understood(page: str, names: list[str]) -> str:
    """A page without what only a plugin that is not there would understand."""
    written = {"autorefs": ("[Other part][]", "another"), "macros": ("Of macros: [[ 20 + 3 ]].\n", "")}
    for plugin, (old, new) in written.items():
        page = page if plugin in names else page.replace(old, new)
    return page


def commit(root: Path) -> None:
    """Make a folder a repository whose only commit is old."""
    person = {f"GIT_{who}_{what}": said for who in ("AUTHOR", "COMMITTER") for what, said in _PERSON.items()}
    for command in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message", "All"]):
        subprocess.run(["git", *command], cwd=root, check=True, env={"PATH": os.environ["PATH"], "HOME": str(root), **person})


_PERSON = {"NAME": "Ada", "EMAIL": "ada@example.com", "DATE": COMMITTED}


def rows() -> Iterator[str]:
    """The table of the documentation, for plugins that have been tried."""
    for name, tried in PLUGINS.items():
        verdict = f"works with {tried.needs}; otherwise the build is refused with a message" if tried.needs else "works"
        yield f"| `{name}` | {verdict}{': ' if tried.remark else ''}{tried.remark} |"

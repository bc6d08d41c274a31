"""What each function of a page prints, for the small shop in English and Korean.

The snapshots below `../snapshots/functions` are written anew with `SNAPSHOTS=write pytest …`; read them before you commit them.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from markupsafe import Markup
from projects import page_of

from groundplan.pipeline import analyse
from groundplan.publish.site import Site
from groundplan.sites import open_site

if TYPE_CHECKING:
    from projects import Project

SNAPSHOTS = Path(__file__).parents[1] / "snapshots" / "functions"
CALLS = {
    "refusal": """{{ refusal("database-private", "model/shop.yaml", "channel: inside\\n    ports: [5432/tcp]", "channel: public-tls") }}""",
    "connections": "{{ connections() }}",
    "connections-anchored": '{{ connections("id=order", anchors=true) }}',
    "connections-none": '{{ connections({"purpose": "selling", "exposure": "private", "direction": "inbound"}) }}',
    "boundary": "{{ boundary() }}",
    "boundary-none": '{{ boundary("from=database") }}',
    "allow-list": "{{ allow_list() }}",
    "allow-list-overlay": '{{ allow_list("channel=remote") }}',
    "downloads": "{{ downloads() }}",
    "procedure": '{{ procedure("administration") }}',
    "claim": '{{ claim("database-private") }}',
    "claims": "{{ claims() }}",
    "claims-where": '{{ claims("to=payment-api") }}',
    "component": '{{ component("web-server") }} {{ component("database") }}',
    "components": "{{ components() }}",
    "flow": '{{ flow("administer") }}',
    "term": '{{ term("support") }} {{ term("bikeshed") }}',
    "terms": "{{ terms() }}",
    "options": "{{ options() }}",
    "data-classes": "{{ data_classes() }}",
    "project": "{{ project.name }}: {{ project.description }} {{ project.viewpoint.name }}",
    "lists": "{% for v in views() %}{{ v.id }} {{ v.name }} {{ v.description }}{% endfor %} "
    "{% for p in procedures() %}{{ p.id }} {{ p.name }} {{ p.description }}{% endfor %} {{ page('connections', 'flow-order') }}",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The shop, which no test changes."""
    root = tmp_path_factory.mktemp("shop")
    shutil.copytree(Path(__file__).parents[1] / "project" / "shop", root, dirs_exist_ok=True)
    return open_site(root)


class Outline(HTMLParser):
    """HTML with an element or a text on each line, so that a person can read it and a change of it."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        listed = "".join(f" {name}" if value is None else f' {name}="{value}"' for name, value in attrs)
        self._add(f"<{tag}{listed}>")
        if tag != "br":
            self.depth += 1

    def handle_endtag(self, tag: str) -> None:
        self.depth -= 1
        assert self.depth >= 0, f"</{tag}> ends nothing"

    def handle_data(self, data: str) -> None:
        if data.strip():
            self._add(" ".join(data.split()))

    def _add(self, text: str) -> None:
        self.lines.append("  " * self.depth + text)


def outline(html: str) -> str:
    reader = Outline()
    reader.feed(html)
    reader.close()
    assert reader.depth == 0, "an element is left open"
    return "\n".join(reader.lines) + "\n"


def rendered(site: Site, source: str, tag: str) -> str:
    locale = next(locale for locale in site.locales if locale.tag == tag)
    page = page_of(site, "any.md", source, locale, lambda target: target)
    page = page.partition("\n\n<div hidden><groundplan-facts")[0].rstrip("\n")  # the viewer's facts are tested with it
    return re.sub(r'(data-edition="\S+) [0-9a-f]{12}', r"\1 (digest)", page)


@pytest.mark.parametrize("tag", ["en", "ko"])
@pytest.mark.parametrize("name", CALLS)
def test_a_function_prints_what_its_snapshot_shows(name: str, tag: str, site: Site) -> None:
    shown = outline(rendered(site, CALLS[name], tag))
    file = SNAPSHOTS / f"{name}.{tag}.html"
    if os.environ.get("SNAPSHOTS") == "write":
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(shown, encoding="utf-8")
    assert shown == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["claims", "components", "connections", "data-classes"])
def test_the_words_of_two_facts_never_join(name: str, site: Site) -> None:
    """What reads a page without its styles would read `443/tcpSends`."""
    html = rendered(site, CALLS[name], "en")
    assert len(re.findall('<span(?: class="gp-numbers")?>', html)) > 3
    assert re.findall(r'</span><(?:span(?: class="gp-numbers")?>|a class="gp-show")', html) == []


def test_a_row_holds_little_but_what_it_says(site: Site) -> None:
    """A large model has thousands of them, in each language: what stands around the words of each is half of its site."""
    _, *rows = rendered(site, "{{ connections(anchors=true) }}", "en").split("<tr data-flow=")
    assert len(rows) > 3
    around = [len(row) - len(Markup(row).striptags()) for row in rows]
    assert max(around) < 1_000, "choices decide about it"
    assert min(around) < 520


def test_the_words_of_a_picture_in_one_column_never_join(site: Site) -> None:
    html = rendered(site, '{{ diagram("overview") }}', "en")
    assert len(re.findall('<span class="gp-column__way', html)) > 3
    assert '</span><span class="gp-column__way' not in html


def test_every_snapshot_has_its_function() -> None:
    assert {file.name for file in SNAPSHOTS.iterdir()} == {f"{name}.{tag}.html" for name in CALLS for tag in ("en", "ko")}


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("channel: inside\\n    ports: [5432/tcp]", "channel: inside", "the claim holds after the change"),
        ("carries: [orders]", "carries: [commands]", "the text is there twice"),
        ("no such text", "channel: public-tls", "the text is not there"),
    ],
)
def test_a_change_that_breaks_nothing_is_a_finding(old: str, new: str, why: str, shop: Project) -> None:
    shop.append("docs/index.md", f'\n{{{{ refusal("database-private", "model/shop.yaml", "{old}", "{new}") }}}}\n')
    [finding] = [finding for finding in analyse(shop.root).findings if finding.check == "unknown-reference"]
    assert f"`{new}`, which is not a change of `model/shop.yaml` that breaks the claim `database-private`" in finding.message, why


def test_every_documented_function_has_a_snapshot(reference: Project) -> None:
    documented = set(_functions(reference.read("docs/reference/page-functions.md")))
    shown = set(_functions(" ".join(CALLS.values())))
    assert documented - shown == {
        "allow_list_files",
        "changes",
        "diagram",
        "document",
        "explorer",
        "check_pages",
        "portfolio",
        "translation_status",
    }, "these have tests of their own"


def _functions(text: str) -> Iterator[str]:
    yield from re.findall(r"\{\{ (\w+)[(.]", text)


@pytest.mark.parametrize("tag", ["en", "ko"])
def test_no_function_breaks_a_block_of_markdown(tag: str, site: Site) -> None:
    """An empty line would end the block of HTML, and indentation after it would make code of the rest."""
    for call in CALLS.values():
        assert "\n" not in rendered(site, call, tag)


def test_lines_of_code_in_a_text_stay_lines(shop: Project) -> None:
    shop.edit("model/shop.yaml", "notes: Keeps nothing.", 'notes: "Run:\\n\\n    first\\n    second\\n"')
    html = rendered(open_site(shop.root), "{{ components() }}", "en")
    assert "<pre><code>first&#10;second&#10;</code></pre>" in html


def test_names_are_shown_as_they_are_written(shop: Project) -> None:
    """A name is no Markdown and no HTML."""
    shop.edit("model/shop.yaml", "name: Web server,", "name: 'Web <b>*server*</b> & `co`',")
    assert "Web &lt;b&gt;&#42;server&#42;&lt;/b&gt; &amp; &#96;co&#96;" in rendered(open_site(shop.root), "{{ components() }}", "en")


def test_a_tooltip_shows_no_marks_of_markdown(site: Site) -> None:
    assert 'title="Keeping the shop open."' in rendered(site, '{{ term("support") }}', "en")


def test_a_block_in_another_language_is_marked_by_a_block(site: Site) -> None:
    """A paragraph cannot stand in a `span`: browsers would end the `span`, and with it the language, before the paragraph."""
    html = rendered(site, '{{ claim("database-private") }}', "ko")
    assert '<div lang="en" class="gp-fallback"><p>Nor can the agent.</p></div>' in html


def test_an_empty_text_of_the_interface_is_empty(site: Site) -> None:
    """GNU gettext keeps the header of a catalogue under the empty message."""
    korean = site.locales[1]
    assert site.title("", korean) == ""
    assert rendered(site, '[{{ _("") }}]', "ko") == "[]"

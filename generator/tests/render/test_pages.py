"""Pages of a project: faults become findings at their line, and each audience sees what it may see."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from projects import page_of

from groundplan.diagnostics import Finding
from groundplan.i18n.locale.locale import Locale
from groundplan.publish.site import Site
from groundplan.render.pages.environment import environment
from groundplan.sites import open_site

if TYPE_CHECKING:
    from projects import Project

HEAD = "---\ntitle: Home\n---\n\n# Home\n\nA paragraph\nof two lines.\n\n"
LINE = HEAD.count("\n") + 1


def address(path: str, locale: Locale) -> str:
    return locale.prefix + path


def publish(root: Path, *only: str, **options: str) -> Site:
    """The site of the project at `root` after every page, or `only` these, is rendered in every locale, as a publisher does it."""
    site = open_site(root, **options)
    pages = {path.relative_to(root / "docs").as_posix(): path.read_text(encoding="utf-8") for path in (root / "docs").rglob("*.md")}
    sources = {**site.generated(), **pages}
    for path in only or sources:
        source = sources[path]
        body = source.split("\n---\n", 1)[1].lstrip("\n") if source.startswith("---\n") else source
        for locale in site.locales:
            page_of(site, path, body, locale, lambda target: target)
    if not only:
        site.assets(address)
    return site


def told(findings: tuple[Finding, ...]) -> list[str]:
    """The findings about pages, as `path:line:column check: message`."""
    return [
        f"{f.span.path}:{f.span.line}:{f.span.column} {f.check}: {f.message}" if f.span else f"{f.check}: {f.message}"
        for f in findings
        if f.check not in {"missing-translation", "stale-translation", "unused-term"}
    ]


@pytest.mark.parametrize(
    ("call", "column", "finding"),
    [
        ('{{ diagram("overvew") }}', 13, "unknown-reference: the page names `overvew`, which is not a view"),
        ('[x]({{ page("conections") }})', 14, "unknown-reference: the page names `conections`, which is not a generated page"),
        ('See {{ component("web") }}.', 19, "unknown-reference: the page names `web`, which is not a component"),
        ('{{ claim("none") }}', 11, "unknown-reference: the page names `none`, which is not a claim"),
        ('{{ connections("derection=inbound") }}', 17, "unknown-key: `where` has no key `derection`"),
        (
            "{{ connections({'to': 'nowhere'}) }}",
            24,
            "unknown-reference: `where.to` names `nowhere`, which is neither a component nor a boundary",
        ),
        ('{{ connections("direction=sideways") }}', 27, "wrong-type: `where.direction` must be one of"),
        ("{{ connections(5) }}", 4, "wrong-type: `where` must be a selector"),
        ("{{ conections() }}", 4, "bad-page: the page cannot be rendered: 'conections' is undefined"),
        ("{{ claim( }}", 11, "bad-page: the page is not a template: unexpected '}'"),
        ("{% for flow in %}", 16, "bad-page: the page is not a template: Expected an expression, got 'end of statement block'"),
        ("{% if true %}", 1, "bad-page: the page is not a template: Unexpected end of template"),
        ("{{ ''.__class__ }}", 7, "bad-page: the page cannot be rendered: access to attribute '__class__' of 'str' object is unsafe"),
        (
            "{{ connections.__func__ }}",
            16,
            "bad-page: the page cannot be rendered: access to attribute '__func__' of 'PageFunction' object is unsafe",
        ),
        (
            "{{ page.__self__._relative }}",
            9,
            "bad-page: the page cannot be rendered: access to attribute '__self__' of 'PageFunction' object is unsafe",
        ),
        ("{{ range(10 ** 9) | list }}", 21, "bad-page: the page cannot be rendered: Range too big"),
        ("{{ 1 / 0 }}", 4, "bad-page: the page cannot be rendered: division by zero"),
        ("{{ claim() }}", 4, "bad-page: the page cannot be rendered: missing a required argument: 'id_' in a call of `claim`"),
        ("{{ claim([]) }}", 10, "unknown-reference: the page names `[]`, which is not a claim"),
        ("{{ claim(1, 2, 3) }}", 4, "bad-page: the page cannot be rendered: too many positional arguments in a call of `claim`"),
        ('{{ claims(topic="inbond") }}', 18, "unknown-reference: the page names `inbond`, which is not what a claim may be about"),
        ("{{ portfolio() }}", 4, "bad-page: `portfolio` compares the projects of a site, and this site has one"),
        ('{{ connections({"id": 5}) }}', 18, "wrong-type: `where.id` must be text, not a number"),
        ('{{ connections({"id": true}) }}', 18, "wrong-type: `where.id` must be text, not a truth value"),
        ("{{ claim(“a”) }}", 10, "bad-page: the page is not a template: unexpected char '“'"),
        ("{{ [].pop() }}", 7, "bad-page: the page cannot be rendered: access to attribute 'pop' of 'list' object is unsafe"),
        ("{{ 'a'.index('b') }}", 8, "bad-page: the page cannot be rendered: substring not found"),
        ("{{ project.nmae }}", 12, "bad-page: the page cannot be rendered: 'dict object' has no attribute 'nmae'"),
        (
            '{{ diagram("overview", wth=3) }}',
            24,
            "bad-page: the page cannot be rendered: got an unexpected keyword argument 'wth' in a call of `diagram`",
        ),
        ("{{ 'x' | nofilter }}", 10, "bad-page: the page is not a template: No filter named 'nofilter'"),
        ("{% if project is odder %}{% endif %}", 18, "bad-page: the page cannot be rendered: No test named 'odder' found"),
        ("{{ 1 }} {# A comment", 9, "bad-page: the page is not a template: Missing end of comment tag"),
        ("Text. {{ project.name", 7, "bad-page: the page is not a template: unexpected end of template"),
        ("Text. {{ 'a }}", 10, "bad-page: the page is not a template: unexpected char"),
        ("{% if true %}{% for x in [1] %}{{ x }}{% endif %}", 42, "bad-page: the page is not a template: Encountered unknown tag 'endif'"),
        ('{% include "nothing.html" %}', 13, "bad-page: the page cannot be rendered: there is no template `nothing.html`"),
    ],
)
def test_a_fault_of_a_page_is_one_finding_at_its_line(call: str, column: int, finding: str, shop: Project) -> None:
    shop.write("docs/index.md", f"{HEAD}{call}\n")
    site = publish(shop.root, "index.md")
    found = told(site.findings)
    assert [text[: len(f"docs/index.md:{LINE}:{column} {finding}")] for text in found] == [f"docs/index.md:{LINE}:{column} {finding}"]
    assert site.failed


def test_an_unclosed_block_is_told_where_it_begins(shop: Project) -> None:
    shop.write("docs/index.md", f"{HEAD}Text.\n\nMore. {{% if true %}}\n\nText.\n")
    assert [text.partition(" ")[0] for text in told(publish(shop.root, "index.md").findings)] == [f"docs/index.md:{LINE + 2}:7"]


def test_a_name_that_prose_mentions_before_is_still_found_at_the_call(shop: Project) -> None:
    shop.write("docs/index.md", f'{HEAD}The nowhere land.\n\n{{{{ claim("nowhere") }}}}\n')
    assert told(publish(shop.root, "index.md").findings) == [
        f"docs/index.md:{LINE + 2}:11 unknown-reference: the page names `nowhere`, which is not a claim"
    ]


def test_the_nearest_name_is_suggested(shop: Project) -> None:
    shop.write("docs/index.md", '{{ diagram("overvew") }}\n')
    assert [f.hint for f in publish(shop.root, "index.md").findings if f.check == "unknown-reference"] == ["did you mean `overview`?"]


@pytest.mark.parametrize("template", ["pages/connections.md.jinja", "partials/connections.html.jinja"])
def test_a_fault_of_a_projects_own_template_is_a_finding_there(template: str, shop: Project) -> None:
    shop.write(f"templates/{template}", "# Mine\n\n{{ nobody }}\n")
    found = told(publish(shop.root, "connections.md").findings)
    assert f"templates/{template}:3:4 bad-page: the page cannot be rendered: 'nobody' is undefined" in found
    shop.write(f"templates/{template}", "# Mine\n\n{% nonsense %}\n")
    found = told(publish(shop.root, "connections.md").findings)
    assert f"templates/{template}:3:4 bad-page: the page is not a template: Encountered unknown tag 'nonsense'." in found


def test_a_project_may_override_a_template(shop: Project) -> None:
    shop.write("templates/partials/term.html.jinja", "<b>{{ name }}</b>")
    site = open_site(shop.root)
    assert page_of(site, "any.md", '{{ term("support") }}', site.locales[0], str) == "<b>Support</b>"


def test_prose_in_the_source_language_says_so_on_a_page_of_another_locale(shop: Project) -> None:
    site = open_site(shop.root)
    source = shop.read("docs/index.md").split("---\n", 2)[2]
    korean = page_of(site, "index.md", source, site.locales[1], str)
    assert "- <span lang='en' class='gp-fallback'>Run `shop status`.</span>\n" in korean
    assert "Bikeshed는 밤낮으로 자전거를 팝니다." in korean
    assert "gp-fallback" not in page_of(site, "index.md", source, site.locales[0], str)


def test_the_name_of_a_diagram_stands_in_its_attribute_as_text(shop: Project) -> None:
    shop.write("model/views.yaml", "views: {all: {name: A & B, show: {}}}\n")
    site = open_site(shop.root)
    assert 'role="group" aria-label="A &amp; B"><svg' in page_of(site, "any.md", '{{ diagram("all") }}', site.locales[1], str)


def test_a_rule_below_front_matter_does_not_hide_what_follows(shop: Project) -> None:
    shop.write("docs/index.md", "---\ntitle: Home\n---\n\n---\n\nSeen.\n\n---\n\nText.\n")
    site = open_site(shop.root)
    assert "Seen." in page_of(site, "index.md", "---\n\nSeen.\n\n---\n\nText.\n", site.locales[0], str)


# Audiences

SECRET = "Panopticon"
INTERNAL = """
components:
  panopticon: {name: Panopticon, kind: service, in: office, audience: internal, icon: watcher.svg, description: Watches all of us.}
flows:
  watch: {name: Watching, from: panopticon, to: web-server, channel: peering, ports: [9999/tcp], audience: internal}
terms:
  gaze: {name: The gaze, description: What it sees., audience: internal}
claims:
  watched: {statement: Somebody watches., exists: {id: watch}, audience: internal}
"""
TEXTS = ("panopticon", SECRET, "Watches all of us.", "Watching", "9999/tcp", "The gaze", "What it sees.", "Somebody watches.")


def everything(root: Path, audience: str) -> str:
    """All that a site of the project at `root` holds, for `audience`: pages, diagrams, assets."""
    site = open_site(root, audience=audience)
    parts = list(site.generated())
    for path, source in site.generated().items():
        parts += [page_of(site, path, source, locale, str) for locale in site.locales]
    parts += [f"{path} {content.decode('utf-8', errors='replace')}" for path, content in site.assets(address).items()]
    return "\n".join(parts)


@pytest.fixture
def watched(shop: Project) -> Project:
    """The shop with entries that only colleagues may see."""
    shop.write("model/internal.yaml", INTERNAL)
    shop.write("model/icons/watcher.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><desc>Panopticon</desc></svg>')
    return shop


def test_internal_entries_appear_nowhere_for_the_public(watched: Project) -> None:
    public = everything(watched.root, "public")
    assert [text for text in (*TEXTS, "watcher") if text in public] == []
    assert "Web server" in public


def test_internal_entries_appear_for_colleagues(watched: Project) -> None:
    internal = everything(watched.root, "internal")
    assert [text for text in (*TEXTS, "watcher") if text not in internal] == []


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("docs/index.md", "\n\nOur Panopticon sees it.\n"),
        ("docs/index.md", "\n\n`panopticon` sees it.\n"),
        ("docs/index.md", '\n\n<img alt="Panopticon" src="x.svg">\n'),
        ("docs/index.md", "\n\nThe gaze, it &#83;ees: Watches all of us.\n"),
    ],
)
def test_prose_that_names_an_internal_entry_is_a_leak(place: str, text: str, watched: Project, tmp_path: Path) -> None:
    watched.append(place, text)
    site = open_site(watched.root)
    built = tmp_path / "built"
    built.mkdir()
    body = watched.read("docs/index.md").split("---\n", 2)[2]
    (built / "index.html").write_text(page_of(site, "index.md", body, site.locales[0], str), encoding="utf-8")
    site.inspect(built)
    assert any(line.startswith("internal-leak: index.html of the built site tells of the internal entry") for line in told(site.findings))
    assert site.failed


@pytest.mark.parametrize(
    "call", ['{{ component("panopticon") }}', '{{ connections("from=panopticon") }}', '{{ claim("watched") }}', '{{ term("gaze") }}']
)
def test_a_page_cannot_call_for_what_its_audience_must_not_see(call: str, watched: Project) -> None:
    watched.write("docs/index.md", f"{call}\n")
    found = told(publish(watched.root, "index.md").findings)
    assert len(found) == 1
    assert found[0].startswith("docs/index.md:1:")
    assert "unknown-reference" in found[0]
    assert told(publish(watched.root, "index.md", audience="internal").findings) == []


# What the pages show

WITHOUT_PAYMENT = '# Connections\n\n{{ connections({"not": {"id": "pay"}}) }}\n'


def test_a_flow_that_no_table_and_no_diagram_shows_is_undocumented(shop: Project) -> None:
    shop.write("docs/connections.md", WITHOUT_PAYMENT)
    for page in ("overview", "boundaries", "allow-list", "index"):
        shop.write(f"docs/{page}.md", f"# {page}\n")
    line = shop.line("model/shop.yaml", "  pay:")
    assert told(publish(shop.root).findings) == [
        f"model/shop.yaml:{line}:3 undocumented-flow: `pay` stands in no table and no diagram of the site in {locale}"
        for locale in ("en", "ko")
    ]


def test_a_mention_in_a_sentence_documents_no_flow(shop: Project) -> None:
    shop.write("docs/connections.md", WITHOUT_PAYMENT + '\nBesides there is {{ flow("pay") }}.\n')
    for page in ("overview", "boundaries", "allow-list", "index"):
        shop.write(f"docs/{page}.md", f"# {page}\n")
    assert len(told(publish(shop.root).findings)) == 2


def test_a_waiver_accepts_an_undocumented_flow(shop: Project) -> None:
    test_a_flow_that_no_table_and_no_diagram_shows_is_undocumented(shop)
    waiver = "{check: undocumented-flow, at: flows.pay, reason: Nobody asked., by: us, until: 2999-01-01}"
    shop.append("model/shop.yaml", f"\nwaivers:\n  payment: {waiver}\n")
    assert told(publish(shop.root).findings) == []


def test_a_diagram_documents_a_flow(shop: Project) -> None:
    shop.write("docs/connections.md", WITHOUT_PAYMENT)
    for page in ("boundaries", "allow-list", "index"):
        shop.write(f"docs/{page}.md", f"# {page}\n")
    assert told(publish(shop.root).findings) == []


@pytest.mark.parametrize("call", ["diagram('overview')", "explorer()"])
def test_the_name_of_a_drawing_is_plain_text_in_every_locale(call: str, shop: Project) -> None:
    site = open_site(shop.root)
    korean = next(locale for locale in site.locales if locale.tag == "ko")
    page = page_of(site, "index.md", f"{{{{ {call} }}}}\n", korean, lambda target: target)
    assert "<span" not in page.partition('aria-label="')[2].partition(">")[0]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("run {% raw %}{{ x }}{% endraw %}\nend", "run {{ x }}\nend"),
        ("{% if true %}one{% endif %}\ntwo", "one\ntwo"),
        ("one{# said #}\ntwo {{ 3 }}{% if true %}\nfour{% endif %}\n", "one\ntwo 3\nfour\n"),
        ("{% for number in [1, 2] %}\n- {{ number }}\n{% endfor %}\nend", "- 1\n- 2\nend"),
        ("  {% if true %}{# said #}\none\n{% endif %}\n{% set two = [\n  2,\n] %}\n{{ two[0] }}", "one\n2"),
        ("one{% if true -%}\n\n  two{% endif %}", "onetwo"),
    ],
)
def test_a_tag_takes_the_line_that_it_has_to_itself_and_no_other(written: str, read: str, tmp_path: Path) -> None:
    assert environment(tmp_path).page(written, {}) == read

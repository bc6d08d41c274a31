"""`check` finds what a build would refuse: it renders the pages as far as functions and templates go, and draws nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from groundplan.i18n.texts.prose import Localized
from groundplan.pipeline import analyse

from .test_pages import INTERNAL, publish, told

if TYPE_CHECKING:
    from projects import Project

REPORTS = ("text", "json", "sarif", "github", "gitlab", "junit")


def found(shop: Project) -> list[str]:
    """What `check` finds on the pages of the shop."""
    return told(analyse(shop.root).findings)


@pytest.fixture(autouse=True)
def _nothing_is_laid_out(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    def lay_out(*_: object) -> object:
        raise AssertionError("a check lays out nothing")

    if "build" not in request.node.name:
        monkeypatch.setattr("groundplan.draw.layout.engine.Engine.run", lay_out)
        monkeypatch.setattr("groundplan.draw.lay_out_chart", lay_out)


@pytest.mark.parametrize("format_", REPORTS)
def test_an_unknown_name_on_a_page_stands_in_every_report(format_: str, shop: Project) -> None:
    shop.write("docs/other.md", 'Text.\n\n{{ flow("nope") }}\n')
    for _ in range(2):  # the second time from memory
        ended = shop.run("check", "--format", format_)
        assert ended.code == 1
        assert "the page names `nope`, which is not a flow" in ended.out
        assert "docs/other.md" in ended.out


def test_every_fault_of_a_page_is_found_in_one_run(shop: Project) -> None:
    page = """# Other

{{ flow("nope") }} and {{ component("database") }} and {{ component("databse") }}

{{ conections() }}

{{ connections("derection=inbound") }}

{{ claim() }} {{ diagram("overvew") }}

{{ procedure("none") }}

{{ nobody.name }}
"""
    shop.write("docs/other.md", page)
    assert found(shop) == [
        "docs/other.md:3:10 unknown-reference: the page names `nope`, which is not a flow",
        "docs/other.md:3:70 unknown-reference: the page names `databse`, which is not a component",
        "docs/other.md:5:4 bad-page: the page cannot be rendered: 'conections' is undefined",
        "docs/other.md:7:17 unknown-key: `where` has no key `derection`",
        "docs/other.md:9:4 bad-page: the page cannot be rendered: missing a required argument: 'id_' in a call of `claim`",
        "docs/other.md:9:27 unknown-reference: the page names `overvew`, which is not a view",
        "docs/other.md:11:15 unknown-reference: the page names `none`, which is not a procedure",
        "docs/other.md:13:4 bad-page: the page cannot be rendered: 'nobody' is undefined",
    ]


@pytest.mark.parametrize(
    "broken",
    [
        "{{ claim( }}",
        "{{ 1 / 0 }}",
        "{% nonsense %}",
        "{% endif %}",
        "{% if true %}",
        "{% for x in %}{{ x }}{% endfor %}",
        "{% for x in 5 %}{{ x }}{% else %}{{ x }}{% endfor %}",
        "{% set x = %}{{ x }}",
        "{% if true %}{% for x in [1] %}{{ x }}{% endif %}",
        "{{ 'a' | nofilter }}",
        "{{ connections({'from': {'owner': 'us'}} }}",
    ],
)
def test_what_stands_around_a_broken_tag_is_tried_all_the_same(broken: str, shop: Project) -> None:
    shop.write("docs/other.md", f"# Other\n\n{{{{ flow('first') }}}}\n\n{broken}\n\nText {{{{ flow('last') }}}}.\n")
    told_of = found(shop)
    assert {"docs/other.md:3:10", "docs/other.md:7:15"} < {text.partition(" ")[0] for text in told_of}
    assert all("is undefined" not in text for text in told_of), "a name that a broken tag gives is no fault of its own"
    assert len({text for text in told_of if text.startswith("docs/other.md:5:")}) in {1, 2}


@pytest.mark.parametrize(
    "page",
    [
        '{{ flow("nope") }}\n\nText.\n\n{{ flow("nope") }}\n',
        "{{ claim( }}\n",
        "{{ 1 / 0 }}\n",
        "{% include 'nothing.html' %}\n",
        "# A heading\n\n- a list with {{ term('none') }}\n- and more\n\n| a | {{ term('nothing') }} |\n| - | - |\n",
        "{% for view in views() %}{{ diagram(view.id) }}{{ diagram(view.name) }}{% endfor %}\n",
    ],
)
def test_a_check_finds_what_a_build_finds(page: str, shop: Project) -> None:
    shop.write("docs/other.md", f"---\ntitle: Other\n---\n\n{page}")
    by_check = found(shop)
    assert by_check
    assert by_check == told(publish(shop.root, "other.md").findings)


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("partials/diagram.html.jinja", "<p>\n\n{{ nobody }}</p>"),
        ("partials/procedure.html.jinja", "<p>\n\n{{ nobody }}</p>"),
        ("partials/diagram.html.jinja", "{% if not drawing %}\n\n{{ nobody }}{% endif %}"),
        ("pages/procedures.md.jinja", "# Mine\n\n{{ nobody }}\n"),
        ("partials/connections.html.jinja", "\n\n{{ nobody }}"),
    ],
)
def test_a_template_of_the_project_is_tried(template: str, text: str, shop: Project) -> None:
    shop.write(f"templates/{template}", text)
    assert f"templates/{template}:3:4 bad-page: the page cannot be rendered: 'nobody' is undefined" in found(shop)


# Translations

OTHER = "# Other {: #other }\n\nSee {{ flow('order') }} first.\n\nThen\ngo on,\nthen see {{ flow('nope') }}.\n"
CALL = 'msgctxt "docs/other.md#other/1"\nmsgid "See {{ flow(\'order\') }} first."\nmsgstr "먼저 {{ flow(\'odrer\') }}."\n'


def test_a_call_that_a_translation_broke_is_told_in_the_catalogue(shop: Project) -> None:
    shop.write("docs/other.md", OTHER.replace("nope", "pay"))
    shop.append("model/locales/ko.po", f"\n{CALL}")
    line = shop.line("model/locales/ko.po", "{{ flow('order') }} first")
    assert [text.partition(": ")[0] for text in found(shop)] == [f"model/locales/ko.po:{line + 1}:12 placeholder-mismatch"]
    shop.write("groundplan.toml", "[checks]\nplaceholder-mismatch = 'off'\n")
    assert found(shop) == [], "the page shows its source where a translation does not fit"


def test_a_call_that_the_page_has_wrong_is_told_there_whatever_the_language(shop: Project) -> None:
    """The translation of the first paragraph is shorter than the paragraph, so that lines move."""
    shop.write("docs/other.md", OTHER)
    source, translation = "Then go on, then see {{ flow('nope') }}.", "그다음 {{ flow('nope') }}를 보세요."
    text = f'msgctxt "docs/other.md#other/2"\nmsgid "{source}"\nmsgstr "{translation}"\n'
    expected = ["docs/other.md:7:19 unknown-reference: the page names `nope`, which is not a flow"]
    assert found(shop) == expected
    shop.append("model/locales/ko.po", f"\n{text}")
    assert found(shop) == expected


@pytest.mark.parametrize("text", ["Text.", "Text, {{ flow('order') }}."])
def test_an_anchor_that_a_page_loses_is_found(text: str, shop: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Translations that would lose one are not used, so that a fault of ours is planted here."""
    shop.write("docs/other.md", f"# Other {{: #other }}\n\n{text}\n")
    assert [finding for finding in found(shop) if "other.md" in finding] == []
    elsewhere = f"# Other {{: #elsewhere }}\n\n{text}\n"
    monkeypatch.setattr("groundplan.proofreading.translate", lambda *_, **__: elsewhere)
    monkeypatch.setattr("groundplan.render.pages.page_source.localize", lambda *_, **__: Localized(elsewhere, {}))
    assert "docs/other.md:1:1 missing-anchor: the ko page of docs/other.md lacks the heading anchor `other`" in found(shop)


# What the pages show


def test_a_flow_that_nothing_shows_is_found_where_the_table_of_all_is_replaced(shop: Project) -> None:
    assert [text for text in found(shop) if "undocumented-flow" in text] == []
    shop.write("docs/connections.md", '# Connections\n\n{{ connections({"not": {"id": "pay"}}) }}\n')
    for page in ("overview", "boundaries", "allow-list", "index"):
        shop.write(f"docs/{page}.md", f"# {page}\n")
    line = shop.line("model/shop.yaml", "  pay:")
    assert [text for text in found(shop) if "undocumented-flow" in text] == [
        f"model/shop.yaml:{line}:3 undocumented-flow: `pay` stands in no table and no diagram of the site in {locale}"
        for locale in ("en", "ko")
    ]


# Audiences


@pytest.mark.parametrize(
    ("plugins", "wrong"),
    [
        ("[search, groundplan]", True),
        ("[search, groundplan: {audience: public}]", True),
        ("[search, groundplan: {audience: internal}]", False),
        ("{search: {}, groundplan: {audience: internal}}", False),
    ],
)
def test_pages_are_judged_for_the_audience_of_the_site(plugins: str, wrong: bool, shop: Project) -> None:
    shop.write("model/internal.yaml", INTERNAL)
    shop.write("model/icons/watcher.svg", "<svg/>")
    shop.write("docs/other.md", '{{ component("panopticon") }}\n')
    shop.write("mkdocs.yml", f"site_name: Shop\nextra:\n  icon: !!python/name:os.path\nplugins: {plugins}\n")
    assert bool([text for text in found(shop) if "docs/other.md" in text]) is wrong


def test_a_page_is_tried_in_the_languages_that_it_is_published_in(shop: Project) -> None:
    shop.append("model/locales/ko.po", f"\n{CALL}")
    page = OTHER.replace("nope", "pay")
    for published, wrong in ((page, True), (page.replace("# Other", "---\nlocales: [en]\n---\n# Other"), False)):
        shop.write("docs/other.md", published)
        assert any("placeholder-mismatch" in text for text in found(shop)) is wrong


def test_a_project_without_pages_has_no_site(shop: Project) -> None:
    shop.write("templates/partials/connections.html.jinja", "{{ nobody }}")
    assert any("bad-page" in text for text in found(shop))
    (shop.root / "docs/index.md").unlink()
    assert not any("bad-page" in text for text in found(shop))


def test_pages_of_the_author_among_the_generated_ones_have_an_address_too(shop: Project) -> None:
    shop.write("docs/house-rules.md", "# House rules\n")
    shop.append("docs/index.md", '\nSee [ours]({{ page("house-rules") }}) and [theirs]({{ page("connections") }}).\n')
    assert shop.run("check").code == 0
    shop.append("docs/index.md", '\nSee [nobody\'s]({{ page("house-ruls") }}).\n')
    ended = shop.run("check")
    assert ended.code == 1
    assert "the page names `house-ruls`, which is not a generated page" in ended.out
    assert "did you mean `house-rules`?" in ended.out

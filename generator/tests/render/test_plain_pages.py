"""Pages whose braces mean something elsewhere: no templates of ours, if they say so; otherwise told that they can."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from projects import Project

ACTIONS = """\
# Deploy with ${{ secrets.TOKEN }}

Set `TOKEN: ${{ secrets.TOKEN }}`, and in Helm {{ .Values.image }} {{- if .Values.on }} on {{- end }}.

{% some tag %}
"""
HINT = "if the page is no template, say `template: false` in its front matter, or name it in the plugin's option `plain`"
PLAIN = "---\ntemplate: false\n---\n"


def hints(project: Project) -> list[tuple[str, str]]:
    return [(found["path"], found.get("hint", "")) for found in project.findings() if found["check"] == "bad-page"]


@pytest.mark.parametrize("text", ["Use ${{ secrets.TOKEN }}.\n", "Use {{ .Values.image }}.\n", "{% some tag %}\n", "{{ a b }}\n"])
def test_a_page_that_is_no_template_learns_how_to_say_so(text: str, shop: Project) -> None:
    shop.write("docs/other.md", f"# Other\n\n{text}")
    assert hints(shop) == [("docs/other.md", HINT)]
    shop.write("docs/other.md", f"{PLAIN}# Other\n\n{text}")
    assert hints(shop) == []


def test_a_name_that_is_nearly_one_of_ours_is_told(shop: Project) -> None:
    shop.write("docs/other.md", "# Other\n\n{{ conections() }}\n")
    assert hints(shop) == [("docs/other.md", "did you mean `connections`?")]


@pytest.mark.parametrize(
    ("pattern", "fits"),
    [
        ("other.md", False),
        ("helm/*.md", False),
        ("helm/**", True),
        ("**/page-*.md", True),
        ("helm/charts/page-?.md", True),
        ("**/page.md", False),
        ("/helm/**/page-1.md", True),
        ("*", False),
        ("**", True),
    ],
)
def test_patterns_name_pages(pattern: str, fits: bool, shop: Project) -> None:
    shop.write("docs/helm/charts/page-1.md", ACTIONS)
    shop.edit("mkdocs.yml", "groundplan]", f"groundplan: {{plain: ['{pattern}']}}]")
    assert (hints(shop) == []) == fits


def test_the_rest_of_the_site_stays_templates(shop: Project) -> None:
    shop.write("docs/helm/one.md", ACTIONS)
    shop.edit("mkdocs.yml", "groundplan]", "groundplan: {plain: ['helm/**']}]")
    shop.write("docs/other.md", "# Other\n\n{{ nothing_of_ours }}\n")
    assert [path for path, _ in hints(shop)] == ["docs/other.md"]


def test_a_plain_page_is_translated_and_shown_letter_for_letter(shop: Project) -> None:
    from groundplan.sites import open_site

    shop.write("docs/other.md", f"{PLAIN}{ACTIONS}")
    site = open_site(shop.root)
    english, korean = (site.render("other.md", ACTIONS, locale, str) for locale in site.locales)
    assert english == ACTIONS
    for braces in ("${{ secrets.TOKEN }}", "{{ .Values.image }}", "{{- if .Values.on }}", "{% some tag %}"):
        assert korean.count(braces) == ACTIONS.count(braces)
    assert shop.run("i18n", "update").code == 0
    assert 'msgid "Deploy with ${{ secrets.TOKEN }}"' in shop.read("model/locales/ko.po")


SHORT = """\
## Named {#here}

A [link](index.md){#there .lead} of {{ term("t") if false else "{#this}" }}.

{# a comment {#inside} of ours #}
"""


def test_attributes_in_short_are_no_comment_of_a_template(shop: Project) -> None:
    from groundplan.sites import open_site

    shop.write("docs/other.md", f"# Other\n\n{SHORT}")
    assert hints(shop) == []
    site = open_site(shop.root)
    english, korean = (site.render("other.md", SHORT, locale, str) for locale in site.locales)
    assert english == "## Named {#here}\n\nA [link](index.md){#there .lead} of {#this}.\n\n"
    assert "Named</span> {: #here }" in korean
    assert "{#there .lead}" in korean


HASHES = """\
A note {# not for readers #} in `{# code #}`, and `${#list[@]}` {# over

paragraphs #}.

```jinja
{# of another program #}
```

    {# indented #}

## Named {# here #} so

{# alone #}
"""


def test_a_page_without_calls_keeps_what_would_be_a_comment(shop: Project) -> None:
    from groundplan.sites import open_site

    shop.write("docs/other.md", f"# Other\n\n{HASHES}")
    assert hints(shop) == []
    site = open_site(shop.root)
    english, korean = (site.render("other.md", HASHES, locale, str) for locale in site.locales)
    assert english == HASHES
    assert [line for line in HASHES.split("\n") if line.startswith("{#")] == [line for line in korean.split("\n") if line.startswith("{#")]
    assert "Named {# here #} so</span> {: #named-" in korean
    assert korean.count("{#") == HASHES.count("{#")


def test_the_length_of_a_list_is_no_comment_of_a_template(shop: Project) -> None:
    from groundplan.sites import open_site

    shell = '```bash\necho "${#list[@]} ${#name}"\n```\n'
    page = f'{{{{ term("t") if false else "Words" }}}} {{# a comment #}}of it, with `${{#list[@]}}`.\n\n{shell}'
    shop.write("docs/other.md", f"# Other\n\n{page}")
    assert hints(shop) == []
    site = open_site(shop.root)
    english, korean = (site.render("other.md", page, locale, str) for locale in site.locales)
    assert english == f"Words of it, with `${{#list[@]}}`.\n\n{shell}"
    assert shell in korean
    assert "a comment" not in korean


def test_what_only_looks_like_a_call_is_translated(shop: Project) -> None:
    from groundplan.sites import open_site

    page = "Write `{#name` to begin.\n"
    shop.write("docs/other.md", f"# Other\n\n{page}")
    assert shop.run("i18n", "update").code == 0
    asked = f'msgid "{page.strip()}"\nmsgstr '
    shop.edit("model/locales/ko.po", f'{asked}""', f'{asked}"`{{#name`으로 시작."')
    site = open_site(shop.root)
    korean = next(locale for locale in site.locales if locale.tag == "ko")
    assert site.render("other.md", f"# Other\n\n{page}", korean, str).endswith("\n\n`{#name`으로 시작.\n")


def test_who_includes_pages_with_the_same_braces_is_told_to_take_others(shop: Project) -> None:
    shop.write("docs/other.md", "# Other\n\n{% include-markdown './part.txt' %}\n")
    assert [hint for _, hint in hints(shop)] == [
        "the plugin `include-markdown` takes the braces of templates: give it others (`opening_tag: '[%'` and `closing_tag: '%]'`)"
    ]


@pytest.mark.parametrize(
    ("named", "fits"), [("home.html", True), ("true", True), ("no", False), ("[a]", False), ("partials/mine.html", True)]
)
def test_a_page_may_name_a_template_of_the_theme(named: str, fits: bool, shop: Project) -> None:
    shop.write("docs/other.md", f"---\ntemplate: {named}\n---\n# Other\n")
    found = [finding["message"] for finding in shop.findings() if finding["check"] == "bad-page"]
    assert found == ([] if fits else ["`template` must be `true`, `false` or the name of one of the theme, such as `home.html`"])

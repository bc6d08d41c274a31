"""What a theme writes into pages and styles goes into files, and what is left over is told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from building import Build
from growth import grows_evenly
from project import CONFIG, FakeSite
from projects import REFERENCE

from groundplan.publish import inline, marks
from groundplan.publish.blocks import aligned
from groundplan.publish.policy import STRICT, inline_in, left_over

STRICTLY = CONFIG.replace("{{offline: true}}", "{{offline: true, strict_policy: true}}")


@pytest.mark.parametrize(
    ("template", "element", "script"),
    [
        ("<script>a()</script>", "<script src=\"{{ 'PATH' | url }}\"></script>", "a()"),
        (
            '<script>a=new URL("{{ config.extra.scope | d(base_url) }}",location),b="c"</script>',
            '<script src="{{ \'PATH\' | url }}" data-given-1="{{ ( config.extra.scope | d(base_url) ) | e }}"></script>',
            'a=new URL(document.currentScript.getAttribute("data-given-1"),location),b="c"',
        ),
        (
            '{% if x %}<script>a("{{ b }}","{{ c("d") }}")</script>{% endif %}',
            (
                '{% if x %}<script src="{{ \'PATH\' | url }}" data-given-1="{{ ( b ) | e }}"'
                ' data-given-2="{{ ( c("d") ) | e }}"></script>{% endif %}'
            ),
            'a(document.currentScript.getAttribute("data-given-1"),document.currentScript.getAttribute("data-given-2"))',
        ),
    ],
)
def test_a_script_of_the_theme_becomes_a_file(template: str, element: str, script: str) -> None:
    found = inline.moved("partials/javascripts/base.html", template)
    ((path, content),) = found.files.items()
    assert re.fullmatch(r"assets/groundplan/theme/base\.[0-9a-f]{8}\.js", path)
    assert (found.source, content) == (element.replace("PATH", path), script)


@pytest.mark.parametrize(
    "template", ["<script>{% if a %}b(){% endif %}</script>", "<script>a({{ b }})</script>", "<script src='a'></script>"]
)
def test_a_script_that_is_no_constant_stays_where_it_is(template: str) -> None:
    assert inline.moved("x.html", template) == (template, {})


def test_the_pictures_of_a_style_sheet_become_files() -> None:
    svg = "<svg xmlns='http://www.w3.org/2000/svg'><path d='M0 0;z'/></svg>"
    css = f':root{{--a: url("data:image/svg+xml;charset=utf-8,{svg}");--b:1}}x{{mask:var(--a)}}'
    found = marks.moved("assets/stylesheets/main.css", css)
    ((path, content),) = found.files.items()
    assert re.fullmatch(r"assets/groundplan/marks/a\.[0-9a-f]{8}\.svg", path)
    assert content == svg
    assert found.css == f':root{{--a:url("../groundplan/marks/{Path(path).name}");--b:1}}x{{mask:var(--a)}}'
    assert found.declared == (f'--a: url("data:image/svg+xml;charset=utf-8,{svg}")',)


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<script>a()</script>", ["<script>"]),
        ('<script type="module">a()</script>', ["<script>"]),
        ('<script type="application/json">{"a": "<b style=>"}</script>', []),
        ("<script src='a.js'></script>", []),
        ("<STYLE>b{}</STYLE>", ["<style>"]),
        ('<p class="a" style="color:red">', ["style="]),
        ("<p onclick='a()'>", ["onclick="]),
        ("<script data-x='src='>a()</script>", ["<script>"]),
        ("<script data-x='type=application/json'>a()</script>", ["<script>"]),
        ("<script data-x='>' src='a.js'></script>", []),
        ('<p title="x"onclick=a()>', ["onclick="]),
        ("<svg/onload=a()>", ["onload="]),
        ("<textarea><p style=a></textarea>", []),
        ("<p title='x onclick=a() style=b'>", []),
        ("<!-- <script>a()</script> -->", []),
        ("<pre>&lt;p style=1></pre> <p data-style=1 title='a'>on x = y</p>", []),
    ],
)
def test_what_a_strict_policy_forbids(html: str, found: list[str]) -> None:
    assert [inline.what for inline in inline_in("a.html", html)] == found


@pytest.mark.parametrize("part", ["<script>", "<style>", "<p style", "<p a ", "a "])
def test_a_page_is_read_once(part: str) -> None:
    assert grows_evenly(lambda many: list(inline_in("a.html", f"<p {part * many}")))


def test_aligned_tables_need_no_styles() -> None:
    assert (
        aligned('<td style="text-align: right;">1</td><p style="text-align: right;">')
        == '<td align="right">1</td><p style="text-align: right;">'
    )


def test_a_site_needs_nothing_that_stands_in_a_page(built: Path) -> None:
    assert len(list(built.rglob("*.html"))) > 5
    assert left_over(built) == ()
    sheets = {path: path.read_text(encoding="utf-8") for path in built.rglob("*.css")}
    assert len(sheets) > 2
    assert [path.name for path, text in sheets.items() if "data:" in text] == ["disk.css"]
    addresses = {path.parent / url for path, text in sheets.items() for url in re.findall(r'url\("([^":]+)"\)', text)}
    assert len(addresses) > 20
    assert all(address.is_file() for address in addresses)


def test_pages_can_tell_browsers_the_policy(build: Build, tmp_path: Path) -> None:
    result = build(FakeSite(), config=STRICTLY)
    assert result.exit_code == 0, result.output
    for page in ("index.html", "ko/connections/index.html", "404.html"):
        html = (tmp_path / "site" / page).read_text(encoding="utf-8")
        told = re.findall(r'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="([^"]+)">', html)
        assert told == [STRICT.replace("'", "&#x27;")]


def test_the_guide_shows_the_policy() -> None:
    guide = (REFERENCE / "docs/guide/strict-policy.md").read_text(encoding="utf-8")
    assert guide.count(f"{STRICT}; base-uri 'self'") == 3


def test_a_build_tells_what_is_left_over(build: Build, tmp_path: Path) -> None:
    custom = CONFIG.replace("name: material", "name: material\n  custom_dir: overrides")
    (tmp_path / "overrides").mkdir()
    (tmp_path / "overrides/main.html").write_text('{% extends "base.html" %}{% block extrahead %}<script>a()</script>{% endblock %}')
    result = build(FakeSite(), config=custom)
    assert result.exit_code == 0, result.output
    assert "forbids what stands in pages: `<script>` on 404.html, `<script>` on connections/index.html" in result.output
    assert "script-src 'self' 'sha256-" in result.output
    strictly = build(FakeSite(), config=custom.replace("offline: true", "offline: true, strict_policy: true"))
    assert strictly.exit_code == 1

"""Words in templates of a theme that a project brings: found between tags and statements, and said in each language."""

from __future__ import annotations

import pytest
from jinja2 import Environment

from groundplan.i18n.texts.theme import spoken_words, theme_words, with_spoken_words

BANNER = """\
{% extends "base.html" %}
{% block announce %}
  Read <a href="{{ 'guide/' | url }}">the <b>guide</b> of {{ config.site_name }}</a> now!
  <p>Another one</p>
  <script>let no = "words"</script>
{% endblock %}
{% block htmltitle %}<title>Ours: {{ page.title }}</title>{% endblock %}
"""
GUIDE = "Read <a href=\"{{ 'guide/' | url }}\">the <b>guide</b> of {{ config.site_name }}</a> now!"


@pytest.mark.parametrize(
    ("template", "texts"),
    [
        (BANNER, [GUIDE, "Another one", "Ours: {{ page.title }}"]),
        ('<a href="/x">Go there</a>', ["Go there"]),
        ('<a href="/x"><span>Go</span> there</a>', ['<a href="/x"><span>Go</span> there</a>']),
        ("{{ lang.t('x') }} <p> {{ config.site_name }} </p>", []),
        ("<!-- none --><style>a { b: c }</style>{# none #}<svg><text>none</text></svg>", []),
        ('{% if a %}One{% else %}Two{% endif %} <div class="no" {% if x %}hidden{% endif %}>Three</div>', ["One", "Two", "Three"]),
        ("a < b", ["a < b"]),
    ],
)
def test_words_stand_between_tags_and_statements(template: str, texts: list[str]) -> None:
    found = [*theme_words(template)]
    assert [words.text for words in found] == texts
    assert [template[words.start : words.end] for words in found] == texts


def rendered(template: str, wordings: dict[str, str], *, foreign: bool) -> str:
    def words(text: str, values: list[object], alone: bool) -> str:
        return spoken_words(text, values, lambda plain: wordings.get(plain, plain), "en", alone=alone)

    environment = Environment(autoescape=False)
    environment.filters["url"] = lambda path: f"../{path}"
    told = with_spoken_words(template.replace('{% extends "base.html" %}\n', ""), "ours.words", "ours.foreign")
    known = {"config": {"site_name": "Shop"}, "page": {"title": "Home"}}
    return environment.from_string(told).render(ours={"words": words, "foreign": foreign}, **known)


def test_a_page_says_them_in_its_language() -> None:
    korean = {GUIDE: GUIDE.replace("Read", "읽기").replace("now", "지금"), "Ours: {{ page.title }}": "{{ page.title }} - 우리"}
    said = rendered(BANNER, korean, foreign=True)
    assert '읽기 <a href="../guide/">the <b>guide</b> of Shop</a> 지금!' in said
    assert '<p><span lang="en" class="gp-fallback">Another one</span></p>' in said
    assert "<title>Home - 우리</title>" in said


def test_the_language_that_they_are_written_in_keeps_every_letter() -> None:
    environment = Environment(autoescape=False)
    environment.filters["url"] = lambda path: f"../{path}"
    plain = BANNER.replace('{% extends "base.html" %}\n', "")
    known = {"config": {"site_name": "Shop"}, "page": {"title": "Home"}}
    assert rendered(BANNER, {}, foreign=False) == environment.from_string(plain).render(**known)


@pytest.mark.parametrize("wording", ["Read <i>it</i>", "{{ config.secret }}", 'Read <a href="{{ \'guide/\' | url }}" onclick="x()">it</a>'])
def test_a_translation_brings_no_call_and_no_element(wording: str) -> None:
    assert "Read" in rendered(BANNER, {GUIDE: wording}, foreign=True)
    assert "onclick" not in rendered(BANNER, {GUIDE: wording}, foreign=True)
    assert '<span lang="en" class="gp-fallback">Read' in rendered(BANNER, {GUIDE: wording}, foreign=True)

"""Pages and templates are written by people who must not run programs: what they try ends in a finding, and soon."""

from __future__ import annotations

import re
import shutil
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from growth import spent
from projects import page_of

from groundplan.publish.site import Site
from groundplan.sites import open_site

if TYPE_CHECKING:
    from projects import Project

SECRET = "swordfish-of-the-build"
INSIDES = re.compile(
    rf"{SECRET}|0x[0-9a-f]{{6}}|<(?:class|module|function|bound method|built-in)|groundplan\.render|/bin:|PosixPath|Traceback"
)

ENVIRON = "__func__.__globals__[__builtins__][__import__](os).environ"
ESCAPES = [
    # messages, which were Python's format strings
    '{{ _("{f.__self__.context.jinja.loader}", f=connections) }}',
    '{{ _("{f.__self__.context.jinja.loader.loaders[0].__init__.__globals__[os].environ[TOKEN]}", f=connections) }}',
    '{{ _("{f!r}", f=connections) }}',
    '{{ _("{f}", f=connections) }}',
    '{{ _("{f}", f=project) }}',
    '{{ _("{f:>9}", f="a") }}',
    '{{ _("{f[0]}", f="a") }}',
    '{{ _("{0}", f="a") }}',
    '{{ _("{}", f="a") }}',
    '{{ _("{f", f="a") }}',
    '{{ _("{f:{f}}", f="a") }}',
    '{{ ngettext("{n.__class__}", "{n.__class__}", 2) }}',
    '{{ ngettext("{n} {f.__self__}", "{n} {f.__self__}", 2, f=connections) }}',
    # attributes
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ ''['__class__'] }}",
    "{{ ''|attr('__class__') }}",
    "{{ ['']|map(attribute='__class__')|list }}",
    "{{ [connections]|map(attribute='_function')|list }}",
    "{{ [connections]|groupby('_function') }}",
    "{{ connections._function }}",
    "{{ connections['_function'] }}",
    "{{ connections|attr('_function') }}",
    "{{ connections.__call__.__globals__ }}",
    "{{ page.__self__._relative }}",
    "{{ project.viewpoint.__class__ }}",
    "{{ project.viewpoint.name.__html__.__globals__ }}",
    "{{ (1).__class__ }}",
    "{{ 1.0.hex }}",
    "{{ range.__self__ }}",
    "{{ _.__globals__ }}",
    # formats
    "{{ '{0.__class__}'.format(connections) }}",
    "{{ '{0}'.format(connections) }}",
    "{{ '{a.__class__}'.format_map({'a': connections}) }}",
    "{{ project.name.format(connections) }}",
    "{{ '%s'|format(connections) }}",
    "{{ '%r' % (connections,) }}",
    "{{ '%(a)r'|format(a=connections) }}",
    "{{ ['{0.__class__}']|map('format', connections)|list|join }}",
    "{{ ['{0.__class__}']|map(attribute='format')|list }}",
    "{{ ''.join([connections]) }}",
    "{{ [connections]|join }}",
    "{{ connections ~ '' }}",
    "{{ connections|string }}",
    "{{ connections|e }}",
    "{{ connections|upper }}",
    "{{ connections|pprint }}",
    "{{ {'a': connections}|xmlattr }}",
    "{{ {'a': connections}|urlencode }}",
    "{{ connections|tojson }}",
    # what is no text
    "{{ connections }}",
    "{{ range }}",
    "{{ project }}",
    "{{ [connections] }}",
    "{{ views() }}",
    "{{ project.viewpoint }}",
    # globals of Jinja
    "{{ cycler.__init__.__globals__.os.environ }}",
    "{{ cycler(connections).items }}",
    "{{ cycler('a').__init__ }}",
    "{{ joiner.__init__.__globals__ }}",
    "{{ joiner('a').sep.__class__ }}",
    "{{ lipsum.__globals__.os.environ }}",
    "{{ lipsum() }}",
    "{{ namespace.__init__ }}",
    "{{ namespace(a=1).__init__ }}",
    "{{ namespace(a=connections) }}",
    "{{ dict.__base__ }}",
    "{{ dict(a=1).__class__ }}",
    "{{ self.__init__.__globals__ }}",
    "{{ self._TemplateReference__context }}",
    "{{ self }}",
    "{{ url_for }}",
    # macros, loops, blocks, imports
    "{% macro m() %}{{ caller.__init__ }}{% endmacro %}{% call m() %}{% endcall %}",
    "{% macro m() %}{{ varargs.__class__ }}{% endmacro %}{{ m(1) }}",
    "{% macro m() %}{% endmacro %}{{ m._func.__globals__ }}",
    "{% macro m() %}{% endmacro %}{{ m._environment.loader }}",
    "{% macro m() %}{% endmacro %}{{ m }}",
    "{% for a in [1] %}{{ loop.__init__.__globals__ }}{% endfor %}",
    "{% for a in [1] %}{{ loop._iterable }}{% endfor %}",
    "{% for a in [1] %}{{ loop }}{% endfor %}",
    "{% block b %}{{ super.__init__ }}{% endblock %}",
    "{% block b %}{% endblock %}{{ self.b._context }}",
    "{% import 'partials/macros.html.jinja' as m %}{{ m.__dict__ }}",
    "{% import 'partials/macros.html.jinja' as m %}{{ m.linked._environment }}",
    "{% import 'partials/macros.html.jinja' as m %}{{ m._TemplateModule__x }}",
    "{% include '../model/project.yaml' %}",
    "{% include '/etc/hostname' %}",
    "{% extends '../../pyproject.toml' %}",
    "{% include ['../x', '/etc/passwd'] %}",
    # calls and changes
    "{{ [].append(1) }}",
    "{{ {}.update(a=1) }}",
    "{{ project.update(name='x') }}",
    "{{ project.pop('name') }}",
    "{{ 'a'.encode() }}",
    "{{ 'a'.translate({}) }}",
    "{{ views()[0].clear() }}",
    "{{ [1]|map('attr', '__class__')|list }}",
    "{{ [1]|map('nothing')|list }}",
    "{{ '1'() }}",
    "{% do connections %}",
]

BOMBS = [
    "{{ 'a' * 10 ** 9 }}",
    "{{ ['a'] * 10 ** 9 }}",
    "{{ 10 ** 9 * 'a' }}",
    "{{ 9 ** 99999 }}",
    "{{ 2 ** 5000 }}",
    "{% set n = namespace(a=9) %}{% for i in range(99) %}{% set n.a = n.a * n.a %}{% endfor %}{{ n.a }}",
    "{{ '%1000000000d' % 1 }}",
    "{{ '%1000000000d'|format(1) }}",
    "{{ '%*d'|format(1000000000, 1) }}",
    "{{ 'a'|center(1000000000) }}",
    "{{ 'a'|center(width=1000000000) }}",
    "{{ ['a']|map('center', 1000000000)|list|length }}",
    "{{ 'a'.center(1000000000) }}",
    "{{ 'a'|indent(1000000000, true) }}",
    "{{ [1]|batch(1000000000, 1)|list|length }}",
    "{{ [1]|slice(1000000000)|list|length }}",
    "{{ 1.5|round(1000000000, 'ceil') }}",
    "{{ [1]|tojson(indent=1000000000) }}",
    "{{ range(10 ** 9)|list }}",
    "{{ range(100001)|list|length }}",
    "{% set a = range(100000)|join(',') %}{{ a.replace(',', a)|length }}",
    "{% set a = range(100000)|join(',') %}{{ a|replace(',', a)|length }}",
    "{% set a = range(100000)|join(',') %}{{ range(100000)|join(a)|length }}",
    "{% set a = range(100000)|join(',') %}{{ a.join(a)|length }}",
    "{% for a in range(99999) %}{% for b in range(99999) %}{% for c in range(99999) %}{% endfor %}{% endfor %}{% endfor %}",
    "{% for a in range(99999) %}{{ range(99999)|sum }}{% endfor %}",
    "{% for a in range(99999) %}{% for b in range(99999) %}x{% endfor %}{% endfor %}",
    "{% for a in range(99999) %}{% if 5 in range(99999)|list %}{% endif %}{% endfor %}",
    "{% set n = namespace(a='ab') %}{% for i in range(99) %}{% set n.a = n.a ~ n.a %}{% endfor %}{{ n.a|length }}",
    "{% set n = namespace(a='ab') %}{% for i in range(99) %}{% set n.a = n.a + n.a %}{% endfor %}{{ n.a|length }}",
    "{% set n = namespace(a='ab') %}{% for i in range(99) %}{% set x %}{{ n.a }}{{ n.a }}{% endset %}{% set n.a = x %}{% endfor %}",
    "{% set n = namespace(a=['a']) %}{% for i in range(99) %}{% set n.a = [n.a, n.a] %}{% endfor %}{{ n.a|tojson }}",
    "{% set n = namespace(a=('a',)) %}{% for i in range(99) %}{% set n.a = n.a + n.a %}{% endfor %}",
    "{% set n = namespace(a={}) %}{% for i in range(99) %}{% set n.a = {'a': n.a, 'b': n.a} %}{% endfor %}{{ n.a == {} }}",
    "{% set n = namespace(a={}) %}{% for i in range(99) %}{% set n.a = dict(a=n.a, b=n.a) %}{% endfor %}{{ n.a|tojson }}",
    "{% macro m(n) %}{{ m(n + 1) }}{{ m(n + 1) }}{% endmacro %}{{ m(0) }}",
    "{% macro m(n) %}{% if n < 60 %}{{ m(n + 1) }}{{ m(n + 1) }}{% endif %}{% endmacro %}{{ m(0) }}",
    "{% macro m(a) %}{{ m((varargs, varargs, a), a, a) }}{% endmacro %}{{ m(1) }}",
    "{% for a in [1] recursive %}{{ loop([1, 1]) }}{{ loop([1, 1]) }}{% endfor %}",
    "{{ ('a '*10**7)|wordwrap(1)|length }}",
    "{{ (','*10**8).split(',')|length }}",
    "{% set x = '\U0001f600' * 29 * 10 ** 7 %}{{ x|length }}",
    "{% set x = [0] * 29 * 10 ** 7 %}{{ x|length }}",
    "{% set x = 'a' * 10 ** 6 %}" + "".join(f"{{% set a{n} = x[{n}:] %}}" for n in range(400)),
    "{{ _('{a}' * 10 ** 5, a='b' * 10 ** 5)|length }}",
    "{{ connections(where='a' * 10 ** 7) }}",
    "{{ flow('a' * 10 ** 7) }}",
    "{{ 'a\n\n' * 10 ** 6 }}",
    "{% for i in range(3000) %}{{ explorer() }}{% endfor %}",
    "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
    "{{ " + "-" * 20000 + "1 }}",
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The shop, which no test changes."""
    root = tmp_path_factory.mktemp("shop")
    shutil.copytree(Path(__file__).parents[1] / "project" / "shop", root, dirs_exist_ok=True)
    return open_site(root)


def attempt(site: Site, name: str, source: str) -> tuple[str, list[str]]:
    """The page that `source` gives, and what was found in it."""
    before = set(site.findings)
    page = page_of(site, name, f"{source}\n", site.locales[0], lambda target: target)
    return page, [finding.message for finding in site.findings if finding not in before]


@pytest.mark.parametrize("escape", ESCAPES)
def test_a_page_reaches_nothing_of_the_program(escape: str, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOKEN", SECRET)
    page, found = attempt(site, f"escape-{ESCAPES.index(escape)}.md", escape)
    assert len(found) == 1
    assert not INSIDES.search(page.partition('<pre class="gp-report">')[0])
    assert SECRET not in page


@cache
def counting() -> float:
    """Seconds of processor time that this machine takes to add up ten million numbers."""
    return spent(lambda: sum(range(10_000_000)))


@pytest.mark.parametrize("bomb", BOMBS, ids=lambda bomb: bomb[:60])
def test_a_page_ends_soon_and_small(bomb: str, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("groundplan.render.sandbox.budget.SECONDS", 0.2)
    monkeypatch.setattr("groundplan.render.sandbox.bounded.MOST_HELD", 100_000)  # a tenth, which is counted in a tenth of the time
    found: list[str] = []
    took = spent(lambda: found.extend(attempt(site, f"bomb-{BOMBS.index(bomb)}.md", bomb)[1]))
    assert len(found) == 1
    assert took < (10 if "a list holds too much" in found[0] else 100) * counting()


@pytest.mark.parametrize(
    ("template", "printed"),
    [
        ("{% for word in 'a,b'.split(',') %}{{ loop.index }}{{ word.upper() }}{% endfor %}", "1A2B"),
        ("{% set n = namespace(a=1) %}{% for i in range(4) %}{% set n.a = n.a + i %}{% endfor %}{{ n.a }}", "7"),
        ("{{ ['b', 'a']|sort|join(', ') }} {{ '%s!'|format('x') }} {{ 'a' ~ 1 }} {{ 'ab' * 2 }} {{ 7 % 4 }}", "a, b x! a1 abab 3"),
        ("{% for view in views() %}{{ view.id }} {% endfor %}", "overview "),
        ("{% for key, value in {'a': 1}.items() %}{{ key }}{{ value }}{% endfor %}", "a1"),
        ("{% macro m(a, b=2) %}{{ a }}{{ b }}{{ caller() }}{% endmacro %}{% call m(1) %}c{% endcall %}", "12c"),
        ("{% set c = cycler('a', 'b') %}{{ c.next() }}{{ c.next() }}{% set j = joiner('-') %}{{ j() }}x{{ j() }}", "abx-"),
        ("{{ views()|map(attribute='id')|join }} {{ [1, 2]|sum }} {{ [[1, 2], [3]]|length }} {{ 2 in [1, 2] }}", "overview 3 2 True"),
        ("{{ _('{a} of {b}', a='x', b=2) }} {{ 'a-b'.replace('-', '+') }} {{ '-'.join(['a', 'b']) }}", "x of 2 a+b a-b"),
        ("{% block b %}x{% endblock %}{{ self.b() }}", "xx"),
        ("{% import 'partials/macros.html.jinja' as m %}{{ m.fact('a', 'b')|striptags }}", "a b"),
    ],
)
def test_what_pages_are_for_still_works(template: str, printed: str, site: Site) -> None:
    page, found = attempt(site, "honest.md", template)
    assert (page.strip(), found) == (printed.strip(), [])


@pytest.mark.parametrize(
    "template",
    [
        "{{ words.plain.__self__ }}",
        "{{ words.plain._function.__self__._speech }}",
        "{% for option in options %}{{ option.__class__ }}{% endfor %}",
        "{% for option in options %}{{ option }}{% endfor %}",
        "{% for option in options %}{{ option.route }}{% endfor %}",
        "{% for a in range(99999) %}{% for b in range(99999) %}x{% endfor %}{% endfor %}",
        "{{ cycler.__init__.__globals__ }}",
        "{% include 'partials/options.html.jinja' %}{% include 'partials/options.html.jinja' %}",
    ],
)
def test_a_projects_own_template_reaches_no_more_than_a_page(template: str, shop: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("groundplan.render.sandbox.budget.SECONDS", 0.2)
    shop.write("templates/partials/options.html.jinja", f"{template}\n")
    page, found = attempt(open_site(shop.root), "any.md", "{{ options() }}")
    assert len(found) == 1
    assert not INSIDES.search(page.partition('<pre class="gp-report">')[0])

"""A model whose authors attack its readers: by ids that JavaScript knows, and by texts that try to be more than text."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from marks import marked_model
from projects import TESTS, Project, build_strictly
from searching import sections
from sharing import made_once

from groundplan.render.figures.pictures import packed_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NAME = "constructor"
"""Every object of JavaScript has something of this name; it is the only such name that is an id."""
RENAMED = (
    *("payments", "web-server", "addresses", "approval", "public-tls", "payment-link", "administer", "database-private", "administration"),
    *("selling", "overview"),
)
"""An entry of each section, beside a boundary: places share their ids."""
NOWHERE = ("__proto__", "constructor", "toString", "hasOwnProperty", "valueOf", "__defineGetter__")

RUNS = "window.zq=1"
IN_A_LINE = (
    f"Zq*a*b*c __d__ [x](javascript:{RUNS}) <img src=x onerror={RUNS}> <zqx onload={RUNS}> &lt;zqy&gt; &#106;avascript:{RUNS} \"'><zqz>"
    f" {{: onclick={RUNS} style=color:red }} {{{{ 6 * 7 }}}}9 <javascript:{RUNS}> ![i](data:text/html,zq) `q` \\* </title></script><zqt>"
)
"""What a name may try: to be Markdown, HTML, an entity, an attribute, a template, an address that runs, the end of an element."""
IN_BLOCKS = f"""
[ref][r] ![ref][r] <https://x.example/"onmouseover={RUNS}>

[r]: javascript:{RUNS} "title"

<script>{RUNS}</script>

!!! note "<zqx>" {{: onclick={RUNS} }}

``` {{: onclick={RUNS} style=color:red .zq }}
<zqx>
```

[^1]: foot <zqx>

*[Zq]: <zqx>

=== "<zqx>"

# Heading {{: onclick={RUNS} }}

| a | b |
|---|--:|
| <zqx> | [x](vbscript:{RUNS}) |

<svg><zqx onload={RUNS}></svg><iframe srcdoc="<zqx>"></iframe><style>*{{display:none}}</style><base href="//x.example">
"""
"""What a text of several lines may try besides."""
BLOCKS = ("description", "notes", "text", "statement")
CALLS = (
    *("options()", "data_classes()", "claims()", "terms()", "components()", "connections()", "boundary()", "allow_list()", "downloads()"),
    *("procedure('zqid-procedures')", "diagram('zqid-views')", "term('zqid-terms')", "component('zqid-components')", "flow('zqid-flows')"),
)
_numbers = count(1)


def _hostile(way: str) -> str:
    key = way.rpartition(".")[2]
    if key == "tags":
        return "zqtag"
    return f"{next(_numbers)} {IN_A_LINE}{IN_BLOCKS if key in BLOCKS else ''}"


def _built(folder: Path) -> None:
    project = Project(folder / "shop")
    shutil.copytree(TESTS / "project" / "shop", project.root)
    shutil.rmtree(project.root / "model/locales")
    project.edit("model/shop.yaml", "  locales: [en, ko]\n", "")
    project.write("model/hostile.yaml", yaml.safe_dump(marked_model(1, "public", _hostile), sort_keys=False))
    for path in ("model/shop.yaml", "model/hostile.yaml", "docs/index.md"):
        text, found = re.subn(rf"(?<![\w-])(?:{'|'.join(RENAMED)})(?![\w-])", NAME, project.read(path))
        assert found
        project.write(path, text)
    project.edit("model/shop.yaml", "name: Web shop\n", f"name: {json.dumps(IN_A_LINE)}\n")
    project.edit("mkdocs.yml", "groundplan]", "groundplan: {offline: true}]")
    project.write("model/icons/zqicon.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    project.write("groundplan.toml", "[checks]\n" + "".join(f'{check} = "off"\n' for check in QUIET))
    said = "".join(f"{{{{ {call} }}}}\n\n" for call in CALLS)
    name = "{{ project.name }}"
    project.write("docs/hostile.md", f"# {name}\n\n{said}| a |\n| --- |\n| {name} |\n\n- {name}\n")
    build_strictly(project.root, folder / "site")


QUIET = (
    "claim-refuted",
    "claim-vacuous",
    "unused-waiver",
    "unencrypted-crossing",
    "undocumented-flow",
    "impossible-condition",
    "weak-claim",
)
"""Checks of what the hostile entries say."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a shop in which an entry of each kind is called so, and another one attacks by all of its texts."""
    return made_once(tmp_path_factory, "hostile", _built) / "site"


class Suspect(HTMLParser):
    """What of some HTML an author of texts must not have brought."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {name for name, _ in attrs}
        if tag.startswith("zq") or tag in {"iframe", "base", "style", "object"} or (tag == "script" and not names & {"src", "type"}):
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            address = re.sub(r"\s", "", value or "") if name in {"href", "src", "action", "xlink:href"} else ""
            if name.startswith(("on", "zq", "style", "srcdoc")) or re.match(r"(?:javascript|data|vbscript):", address, re.IGNORECASE):
                self.found.append(f"<{tag} {name}={value}>")

    def handle_data(self, data: str) -> None:
        self.text += data


def _spoken(site: Path) -> Iterator[tuple[str, str]]:
    """All HTML of the site: pages, pictures, what the viewer shows, what the search shows."""
    for page in site.rglob("*.html"):
        yield page.relative_to(site).as_posix(), page.read_text(encoding="utf-8")
    for name in ("facts.en.js", "told.en.js"):
        for html in _html_in(_told_by(site / "assets/groundplan" / name)):
            yield html, html
    for picture in (site / "assets/groundplan/pictures").glob("*.js"):
        for language, svg in _drawn(json.loads(packed_in(picture.read_bytes()) or "")):
            yield f"{picture.name} {language}", svg
    for section in sections(site):
        yield section["location"], f"{section['title']} {section['text']}"


def _told_by(script: Path) -> Any:
    """What a script holds."""
    return json.loads(packed_in(script.read_bytes()) or "")


def _drawn(picture: Any) -> Iterator[tuple[str, str]]:
    """A picture as the viewer puts it into pages, by language: where it has gaps, each with what that language has in them."""
    if isinstance(picture, str):
        yield "", picture
        return
    for language, words in picture["words"].items():
        yield language, re.sub("\x7f([0-9]+)\x7f", lambda gap, words=words: words[int(gap[1])], picture["svg"])


def _html_in(facts: Any, key: str = "") -> Iterator[str]:
    """What of the facts the viewer shows as HTML, and addresses."""
    if isinstance(facts, dict):
        for name, value in facts.items():
            yield from _html_in(value, name)
    elif isinstance(facts, list):
        for value in facts:
            yield from _html_in(value, key)
    elif key in {"text", "href"}:
        yield facts if key == "text" else f'<a href="{facts}">'


def test_texts_are_text_wherever_they_stand(site: Path) -> None:
    told = list(_spoken(site))
    assert len(told) > 100
    suspects = {where: Suspect(html) for where, html in told}
    assert {where: suspect.found for where, suspect in suspects.items() if suspect.found} == {}
    assert [where for where, suspect in suspects.items() if "429" in suspect.text] == [], "templates in texts were carried out"


def test_a_name_is_read_as_it_is_written(site: Path) -> None:
    page = Suspect((site / "hostile/index.html").read_text(encoding="utf-8"))
    assert page.text.count(IN_A_LINE) > 30
    titles = [section["title"] for section in sections(site)]
    assert any(unescape(title).startswith(IN_A_LINE) for title in titles)


def test_a_page_takes_such_names_for_names(site: Path, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1360, "height": 900})
    page.set_default_timeout(10_000)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    home = (site / "index.html").as_uri()

    page.goto(f"{home}?with={NAME}.peering&at={NAME}.place.{NAME}&only=party.{NAME}&in={NAME}.{NAME}&compare={NAME}.public")
    assert page.locator(".panel h2, .panel header").first.inner_text().startswith("Web server")
    assert "Way to the payment service: VPC peering" in page.locator(".gp-configured").inner_text()
    page.goto(f"{home}?at={NAME}.flow.{NAME}")
    assert "Administration" in page.locator(".panel").inner_text()

    page.goto(f"{home}?step={NAME}.{NAME}.2")
    page.locator(".player").wait_for()
    ats = ("_all.place.{}s", "{}.place.{}", "constructor.flow.{}s", "{}.{}.{}", "_all.flow.{}s", "constructor.place.{}s")
    for at, name in zip(ats, NOWHERE, strict=True):
        page.goto(f"{home}?at={at}&with={{}}.{{}}&in={{}}.{{}}&only={{}}.{{}}&step={{}}.{{}}.1&compare={{}}.{{}}".replace("{}", name))
        page.locator("groundplan-diagram .bar").first.wait_for()
    page.goto((site / "hostile/index.html").as_uri() + "?with=zqid-options.zqother")
    page.locator("groundplan-diagram .bar").first.wait_for()
    page.locator("groundplan-diagram .gp-badge:visible").first.click()
    page.locator(".panel").first.wait_for()
    assert page.evaluate("window.zq") is None
    assert wrong == []
    page.close()

"""Pages as files for other generators of sites, as a reader of Markdown understands them."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain, pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from projects import Project

from groundplan.document.blocks import (
    Aside,
    CodeBlock,
    Heading,
    ItemList,
    Letters,
    Paragraph,
    Passage,
    Section,
    Table,
    rich_text,
)
from groundplan.document.dialects import DIALECTS, DOCUSAURUS, GFM
from groundplan.document.markdown import MarkdownWriter

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
AWKWARD = st.text(alphabet=st.sampled_from("ab 1._-*`[]()<>#+=|&;~!:{}\\한é\"'/")).filter(lambda text: text.strip())
CALM = st.text(alphabet=st.sampled_from("ab 한é1"), min_size=1)
STYLES = st.lists(st.sampled_from(["strong", "em", "strike"]), max_size=2, unique=True).map(tuple)


def writer(dialect: str = "gfm", path: str = "guide/a.md") -> MarkdownWriter:
    places = {"page:guide/b.md#x": ("guide/b.md", "x", "B"), "page:guide/a.md#y": ("guide/a.md", "y", "A")}
    return MarkdownWriter(DIALECTS[dialect], path, lambda goal: places.get(goal, (goal, "", "") if "://" in goal else ("", "", "")))


def told(tokens: list[Token]) -> str:
    """All letters that a reader sees."""
    letters = []
    for token in chain.from_iterable([token, *(token.children or [])] for token in tokens):
        if token.type in ("text", "code_inline", "fence"):
            letters.append(token.content)
        elif token.type == "softbreak":
            letters.append(" ")
    return " ".join("".join(letters).split())


def read(text: str) -> list[Token]:
    return READER.parse(text)


@given(AWKWARD)
def test_whatever_a_text_says_is_a_text_to_the_reader(text: str) -> None:
    tokens = read("\n".join(writer().blocks([Passage(rich_text(" ".join(text.split())))])))
    assert {token.type for token in tokens} == {"paragraph_open", "inline", "paragraph_close"}
    assert told(tokens) == " ".join(text.split())


@given(st.lists(st.builds(Letters, AWKWARD | CALM, STYLES), min_size=1, max_size=4))
def test_whatever_is_emphasized_keeps_its_letters(spans: list[Letters]) -> None:
    tokens = read("\n".join(writer().blocks([Passage(tuple(spans))])))
    assert re.sub(r"\s|</?[a-z]+>", "", told(tokens)) == re.sub(r"\s", "", "".join(span.text for span in spans))


@given(AWKWARD, AWKWARD)
def test_a_table_has_its_cells_whatever_they_say(one: str, other: str) -> None:
    rows = tuple((((Paragraph(rich_text(text)),)), (Paragraph(rich_text("b")),)) for text in (one, other))
    [table] = writer().blocks([Table((rich_text("A"), rich_text("B")), (1, 1), rows)])
    tokens = read(table)
    cells = [token for token in tokens if token.type in ("td_open", "th_open")]
    assert len(cells) == 6
    said = [told([after]) for token, after in pairwise(tokens) if token.type == "td_open"]
    assert said[::2] == [" ".join(text.split()) for text in (one, other)]


@given(st.text(alphabet=st.sampled_from("`a\n ~"), max_size=20))
def test_code_stays_as_it_is(text: str) -> None:
    code = text.strip("\n")
    [fence] = [token for token in read("\n".join(writer().blocks([CodeBlock(code, "yaml")]))) if token.type == "fence"]
    assert (fence.content.removesuffix("\n"), fence.info) == (code, "yaml")


def test_emphasis_within_a_word_is_told_by_elements() -> None:
    assert writer().line((Letters("VPC", ("strong",)), Letters("의"))) == "<strong>VPC</strong>의"
    assert writer().line((Letters("the ", ()), Letters("VPC", ("strong",)), Letters(" of"))) == "the **VPC** of"


def test_links_lead_to_files_and_to_places_in_them() -> None:
    there, here = Letters("there", (), "page:guide/b.md#x"), Letters("here", (), "page:guide/a.md#y")
    lost, out = Letters("lost", (), "page:gone.md"), Letters("out", (), "https://example.com/a?b=c")
    assert writer().line((there,)) == "[there](./b.md#x)"
    assert writer("docusaurus").line((there,)) == "[there](/guide/b.md#x)"
    assert writer().line((here,)) == "[here](#y)"
    assert writer().line((lost,)) == "lost"
    assert writer().line((out,)) == "[out](https://example.com/a?b=c)"
    assert writer().line((replace(there, styles=("page",)),)) == "[B](./b.md#x)"


def test_admonitions_are_those_of_the_tool_and_stand_in_each_other() -> None:
    inner = Aside(rich_text("Mind"), (Passage(rich_text("this")),), "warning")
    outer = Aside(rich_text("So"), (inner,), "tip")
    assert list(writer().blocks([inner])) == ["> [!WARNING]\n> **Mind**\n>\n> this"]
    assert list(writer("docusaurus").blocks([outer])) == ["::::tip[So]\n\n:::warning[Mind]\n\nthis\n\n:::\n\n::::"]
    assert list(writer("docusaurus").blocks([Aside((), (Passage(rich_text("said")),))])) == ["> said"]


def test_what_means_something_to_mdx_is_escaped() -> None:
    assert list(writer("docusaurus").blocks([Passage(rich_text("export {a} <b>"))])) == ["&#101;xport \\{a\\} &lt;b>"]
    assert list(writer("docusaurus").blocks([Passage((Letters("{x}", ("code",)),))])) == ["`{x}`"]


def test_headings_have_ids() -> None:
    page = Section(rich_text("A"), "page:guide/a.md", (Heading(rich_text("B"), 2, "page:guide/a.md#y"),))
    assert writer().page(page) == '# A\n\n## <a id="y"></a>B'
    assert writer("docusaurus").page(page) == "# A\n\n## B {/* #y */}"


def test_items_stand_below_each_other() -> None:
    inner = ItemList(((Passage(rich_text("b")), CodeBlock("c")),))
    assert list(writer().blocks([ItemList(((Passage(rich_text("a")), inner),), first=3)])) == [
        "3. a\n\n   - b\n\n     ```\n     c\n     ```"
    ]


def test_names_of_files_that_docusaurus_would_leave_out() -> None:
    assert DOCUSAURUS.file("_parts/_a.md") == "parts-/a-.md"
    assert GFM.file("_parts/_a.md") == "_parts/_a.md"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, reference: Project) -> Path:
    target = tmp_path_factory.mktemp("pages")
    for name in DIALECTS:
        ended = reference.run("export", name, "--output", str(target / name))
        assert (ended.code, ended.err) == (0, "")
    return target


def test_every_link_and_picture_of_the_pages_is_there(folder: Path) -> None:
    pages = sorted((folder / "gfm").rglob("*.md"))
    assert len(pages) > 60
    ids = {page: set(re.findall(r'<a id="([^"]+)"', page.read_text(encoding="utf-8"))) for page in pages}
    lost, found = [], 0
    for page in pages:
        for goal in re.findall(r"\]\(([^)\s]+)\)", re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)):
            way, _, id_ = goal.partition("#")
            if "://" in goal or goal.startswith("mailto:"):
                continue
            found += 1
            file = (page.parent / way).resolve() if way else page
            if not file.is_file() or (id_ and id_ not in ids[file]):
                lost.append((page.name, goal))
    assert found > 400
    assert lost == []


def test_front_matter_says_what_the_author_says(folder: Path) -> None:
    text = (folder / "docusaurus/i18n/ko/docusaurus-plugin-content-docs/current/network-security/index.md").read_text(encoding="utf-8")
    head = yaml.safe_load(text.split("---\n")[1])
    assert head["title"] == head["sidebar_label"] == "BYOC 네트워크 보안"
    assert head["slug"] == "/network-security/"
    assert head["doc_type"] == "reference"
    assert "Tailscale" in head["keywords"]
    assert head["description"].startswith("ClickHouse")


def test_pages_say_which_model_and_choices_they_show(folder: Path) -> None:
    feet = [page.read_text(encoding="utf-8").splitlines()[-1] for page in (folder / "gfm/network-security").glob("*.md")]
    assert len(feet) > 5
    assert [foot for foot in feet if "Access to the Kubernetes API server: Public, IP-filtered" not in foot] == []


def test_a_second_export_takes_away_what_the_first_one_left_and_nothing_else(shop: Project, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert shop.run("export", "gfm", "--output", str(out)).code == 0
    (out / "mine.md").write_text("mine", encoding="utf-8")
    assert (out / "ko").is_dir()
    assert shop.run("export", "gfm", "--locale", "en", "--output", str(out)).code == 0
    assert (out / "mine.md").read_text(encoding="utf-8") == "mine"
    assert not [*(out / "ko").rglob("*.md")]


def test_nothing_that_somebody_else_wrote_is_overwritten(shop: Project, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    for name in ("index.md", "overview.md", "connections.md"):
        (tmp_path / "out" / name).write_text("mine", encoding="utf-8")
    ended = shop.run("export", "gfm", "--output", str(tmp_path / "out"))
    assert ended.code == 2
    assert "is not of an earlier export; nothing was written" in ended.err
    assert [path.name for path in (tmp_path / "out").iterdir() if path.name.startswith(".")] == []


def test_pages_want_a_folder(shop: Project, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    for words, says in (
        (("gfm",), "gfm is many files; name a folder with `--output`"),
        (("gfm", "--output", str(tmp_path / "file")), "is a file, and gfm goes to a folder"),
    ):
        ended = shop.run("export", *words)
        assert ended.code == 2
        assert says in ended.err

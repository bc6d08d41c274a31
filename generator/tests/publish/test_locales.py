"""The pages of a built site, as they lie on the disk."""

from __future__ import annotations

import gzip
from pathlib import Path
from xml.etree import ElementTree

import pytest
from building import Build, mkdocs_build
from markup import Element, read
from project import CONFIG, EN, GENERATED, KO, FakeSite, write_project
from searching import sections

from groundplan.i18n.locale.locale import Locale

URL = "https://example.com/plan/"
LOC, LINK = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc", "{http://www.w3.org/1999/xhtml}link"


def page(site: Path, path: str) -> Element:
    return read(site / path / "index.html")


def links(element: Element) -> dict[str, str]:
    return {link.text: link.attributes["href"] for link in element.all("a")}


def pages(site: Path) -> set[str]:
    return {file.parent.relative_to(site).as_posix() for file in site.rglob("index.html")}


def test_default_locale_at_the_root_and_the_others_below_their_tags(built: Path) -> None:
    everywhere = {"connections", "deep/nested"}
    assert pages(built) == {
        ".",
        "ko",
        "ja",
        "guide/start",
        "deep/only",
        *everywhere,
        *(f"{tag}/{path}" for tag in ("ko", "ja") for path in everywhere),
    }


def test_docs_folder_is_not_written_to(built: Path) -> None:
    docs = built.parent / "docs"
    assert {file.relative_to(docs).as_posix() for file in docs.rglob("*.md")} == {
        "index.md",
        "deep/nested.md",
        "deep/only.md",
        "guide/start.md",
        "secret.md",
    }


def test_content_is_in_the_locale_of_the_page(built: Path) -> None:
    assert page(built, "ja/connections").all("h1")[0].text == "接続"
    assert page(built, "connections").all("h1")[0].text == "Connections"


@pytest.mark.parametrize(("path", "tag"), [("connections", "en"), ("ko/connections", "ko"), ("ja", "ja")])
def test_page_tells_its_language(built: Path, path: str, tag: str) -> None:
    assert page(built, path).all("html")[0].attributes["lang"] == tag


@pytest.mark.parametrize(
    ("path", "placeholder", "toc"), [("connections", "Search", "Table of contents"), ("ko/connections", "검색", "목차")]
)
def test_the_themes_own_words_are_in_the_locale(built: Path, path: str, placeholder: str, toc: str) -> None:
    html = page(built, path)
    assert html.all("input", name="query")[0].attributes["placeholder"] == placeholder
    assert toc in html.all("nav", class_="md-nav--secondary")[0].text


def test_links_between_pages_stay_in_the_language(built: Path) -> None:
    assert links(page(built, "ko").all("article")[0])["Connections"] == "connections/#direct"
    assert links(page(built, "ko/deep/nested").all("article")[0])["connections"] == "../../connections/#direct"


def test_link_to_a_page_that_the_locale_lacks_goes_to_the_default_locale(built: Path) -> None:
    assert links(page(built, "ko/connections").all("article")[0])["guide"] == "../../guide/start/#first"


def test_images_and_generated_assets_are_shared(built: Path) -> None:
    for path in ("ko/deep/nested", "ja/connections"):
        images = page(built, path).all("article")[0].all("img")
        assert images
        for image in images:
            assert (built / path / image.attributes["src"]).resolve().relative_to(built).as_posix() in (
                "assets/dot.svg",
                "diagrams/map.svg",
            )


def test_rendered_links_stay_in_the_language(built: Path) -> None:
    assert links(page(built, "ja/connections").all("article")[0])["up"] == "../#top"


def test_navigation_is_written_once_and_translated(built: Path) -> None:
    tabs = [tab.text for tab in page(built, "ko/connections").all("li", class_="md-tabs__item")]
    assert tabs == ["Home", "보안", "Elsewhere"]
    assert [tab.text for tab in page(built, "connections").all("li", class_="md-tabs__item")] == ["Home", "Security", "Guide", "Elsewhere"]


def test_navigation_points_to_pages_of_the_same_language(built: Path) -> None:
    tabs = links(page(built, "ko/deep/nested").all("nav", class_="md-tabs")[0])
    assert tabs == {"Home": "../../", "보안": "../../connections/", "Elsewhere": "https://example.com/"}


def test_previous_page_title_breadcrumb_and_site_name_are_in_the_locale(built: Path) -> None:
    html = page(built, "ko/deep/nested")
    assert html.all("a", class_="md-footer__link--prev")[0].text == "이전 연결"
    assert html.all("a", class_="md-footer__link--next") == []
    assert links(html.all("nav", class_="md-path")[0]) == {"Home": "../../", "보안": "../../connections/", "Deep": "./"}
    assert html.all("title")[0].text == "Nested - 예제 문서"
    assert html.all("a", class_="md-logo")[0].attributes["href"] == "../../"


def test_home_of_a_locale_is_titled_like_the_home_of_the_site(built: Path) -> None:
    assert page(built, "ko").all("title")[0].text == "예제 문서"


def test_switch_leads_to_the_same_page(built: Path) -> None:
    switch = {link.text: link.attributes["href"] for link in page(built, "ko/connections").all("a", class_="md-select__link")}
    assert switch == {"English": "../../connections/", "한국어": "./", "日本語": "../../ja/connections/"}


def test_switch_leads_home_where_the_page_is_missing(built: Path) -> None:
    switch = {link.text: link.attributes["href"] for link in page(built, "guide/start").all("a", class_="md-select__link")}
    assert switch == {"English": "./", "한국어": "../../ko/", "日本語": "../../ja/"}


def test_head_names_the_editions_that_exist(built: Path) -> None:
    def editions(path: str) -> dict[str, str]:
        return {link.attributes["hreflang"]: link.attributes["href"] for link in page(built, path).all("link", rel="alternate")}

    assert editions("ko/connections") == {
        "en": "../../connections/",
        "ko": "./",
        "ja": "../../ja/connections/",
        "x-default": "../../connections/",
    }
    assert editions("guide/start") == {"en": "./", "x-default": "./"}


def test_sitemap_has_every_page_with_its_editions(built: Path) -> None:
    entries = {
        entry.findtext(LOC): {link.attrib["hreflang"]: link.attrib["href"] for link in entry.findall(LINK)}
        for entry in ElementTree.fromstring((built / "sitemap.xml").read_text(encoding="utf-8"))
    }
    assert {URL + (path + "/" if path != "." else "") for path in pages(built)} == set(entries)
    assert entries[f"{URL}ja/connections/"] == {
        "en": f"{URL}connections/",
        "ko": f"{URL}ko/connections/",
        "ja": f"{URL}ja/connections/",
        "x-default": f"{URL}connections/",
    }
    assert gzip.decompress((built / "sitemap.xml.gz").read_bytes()) == (built / "sitemap.xml").read_bytes()


def test_list_for_instant_navigation_has_one_language(built: Path) -> None:
    listed = {entry.findtext(LOC) for entry in ElementTree.fromstring((built / "ja/search/pages.xml").read_text(encoding="utf-8"))}
    assert listed == {f"{URL}ja/", f"{URL}ja/connections/", f"{URL}ja/deep/nested/"}


@pytest.mark.parametrize(("folder", "title"), [("", "Connections"), ("ko", "연결"), ("ja", "接続")])
def test_search_index_has_the_pages_of_one_locale(built: Path, folder: str, title: str) -> None:
    titles = {section["location"]: section["title"] for section in sections(built, folder)}
    assert titles["connections/"] == title
    assert {location.split("#")[0] for location in titles} == {"", "connections/", "deep/nested/"} | (
        {"guide/start/", "deep/only/"} if not folder else set()
    )


def test_missing_page_is_told_in_every_language(built: Path) -> None:
    sections = read(built / "404.html").all("section")
    assert [section.attributes["lang"] for section in sections] == ["en", "ko", "ja"]
    assert [link.attributes["href"] for section in sections for link in section.all("a")] == ["/plan/", "/plan/ko/", "/plan/ja/"]
    assert sections[1].all("h1")[0].text == "페이지를 찾을 수 없습니다"


def test_page_for_no_audience_is_nowhere(built: Path) -> None:
    pages = [file.read_text(encoding="utf-8") for file in built.rglob("*.html")]
    assert len(pages) > 10
    assert [page for page in pages if "Secret" in page] == []


def test_same_bytes_on_every_build(tmp_path: Path) -> None:
    copies = [tmp_path / "one", tmp_path / "two"]
    for copy in copies:
        copy.mkdir()
        write_project(copy)
        assert mkdocs_build(copy, FakeSite(), "--strict").exit_code == 0
    one, two = ({file.relative_to(copy): file.read_bytes() for file in copy.rglob("*") if file.is_file()} for copy in copies)
    assert [path for path in one if one[path] != two.get(path)] == []
    assert one.keys() == two.keys()


def test_locale_that_the_theme_does_not_speak(build: Build, tmp_path: Path) -> None:
    mirrored = Locale("ar-XB", "Mirrored", False, "ar-XB/")
    result = build(FakeSite(locales=(EN, mirrored)))
    assert result.exit_code == 0, result.output
    html = page(tmp_path / "site", "ar-XB")
    assert html.all("html")[0].attributes["lang"] == "ar-XB"
    assert html.all("body")[0].attributes["dir"] == "rtl"


def test_single_locale_has_no_switch(build: Build, tmp_path: Path) -> None:
    assert build(FakeSite(locales=(EN,))).exit_code == 0
    html = page(tmp_path / "site", "connections")
    assert html.all("a", class_="md-select__link") == html.all("link", rel="alternate") == []


def test_site_without_a_written_navigation(build: Build, tmp_path: Path) -> None:
    result = build(FakeSite(), config=CONFIG[: CONFIG.index("nav:")])
    assert result.exit_code == 0, result.output
    assert "Deep" in page(tmp_path / "site", "ko").all("nav", class_="md-tabs")[0].text
    assert "Guide" not in page(tmp_path / "site", "ko").all("nav", class_="md-tabs")[0].text


def test_absolute_links_stay_in_the_language_too(build: Build, tmp_path: Path) -> None:
    write_project(tmp_path)
    (tmp_path / "docs" / "absolute.md").write_text("[Plan](/connections.md#direct)\n", encoding="utf-8")
    config = CONFIG.replace("absolute_links: warn", "absolute_links: relative_to_docs")
    result = build(FakeSite(), config=config)
    assert result.exit_code == 0, result.output
    assert links(page(tmp_path / "site", "ko/absolute").all("article")[0]) == {"Plan": "../connections/#direct"}


def test_page_in_the_folder_of_a_locale_is_refused(build: Build, tmp_path: Path) -> None:
    (tmp_path / "docs" / "ko").mkdir(parents=True)
    (tmp_path / "docs" / "ko" / "extra.md").write_text("# Extra\n", encoding="utf-8")
    result = build(FakeSite(locales=(EN, KO)))
    assert result.exit_code == 1
    assert "'ko/extra.md' is left out" in result.output


def test_page_with_the_address_of_a_locale_is_refused(build: Build, tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/ko.md").write_text("# Korea\n", encoding="utf-8")
    result = build(FakeSite(locales=(EN, KO)))
    assert result.exit_code == 1
    assert "'ko.md' is left out" in result.output


def test_switch_of_colours_is_named_in_the_locale(build: Build, tmp_path: Path) -> None:
    palette = "  palette: [{{scheme: default, toggle: {{icon: material/brightness-4, name: Security}}}}, {{scheme: slate}}]\n"
    assert build(FakeSite(), config=CONFIG.replace("plugins:", f"{palette}plugins:")).exit_code == 0
    names = {tag: page(tmp_path / "site", tag).all("label", class_="md-header__button", title="보안") for tag in (".", "ko")}
    assert (len(names["."]), len(names["ko"])) == (0, 1)


def test_links_beside_headings_are_named_in_the_locale(build: Build, tmp_path: Path) -> None:
    toc = "[attr_list, md_in_html, toc: {{permalink: true, permalink_title: Security}}]"
    assert build(FakeSite(), config=CONFIG.replace("[attr_list, md_in_html]", toc)).exit_code == 0
    names = {tag: {link.attributes["title"] for link in page(tmp_path / "site", tag).all("a", class_="headerlink")} for tag in (".", "ko")}
    assert names == {".": {"Security"}, "ko": {"보안"}}


@pytest.mark.parametrize("config", [CONFIG, CONFIG.partition("nav:")[0]], ids=["nav", "no nav"])
def test_a_part_of_a_long_list_is_in_no_navigation_but_wherever_pages_are_listed(config: str, tmp_path: Path) -> None:
    write_project(tmp_path, config=config)
    parts = {"connections-1.md": "# Part\n\nOne of [all](connections.md).\n"}
    result = mkdocs_build(tmp_path, FakeSite(pages={**GENERATED, **parts}, volumes=dict.fromkeys(parts, "connections.md")), "--strict")
    assert result.exit_code == 0, result.output
    assert "connections-1" not in result.output
    site = tmp_path / "site"
    for prefix in ("", "ko/"):
        listed = (site / prefix / "llms.txt").read_text(encoding="utf-8")
        assert listed.index("(connections/index.md)") < listed.index("[Part](connections-1/index.md)")
        assert "connections-1" not in (site / prefix / "connections/index.html").read_text(encoding="utf-8")
        assert (site / prefix / "connections-1/index.md").read_text(encoding="utf-8").startswith("# Part\n")
    assert f"{URL}ko/connections-1/" in (site / "sitemap.xml").read_text(encoding="utf-8")

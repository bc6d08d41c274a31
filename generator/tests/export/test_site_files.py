"""The allow-list at addresses of the site that never change."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import TYPE_CHECKING

from groundplan.pipeline import open_site

if TYPE_CHECKING:
    from conftest import Project


def test_a_firewall_can_poll_the_rules(shop: Project) -> None:
    assets = open_site(shop.root).assets(lambda path, locale: f"{locale.tag}/{path}")
    found = {path.removeprefix("assets/groundplan/allow-list"): content for path, content in assets.items() if "/allow-list" in path}
    assert sorted(found) == [".csv", ".json", ".ko.csv", ".ko.txt", ".ko.xlsx", ".nft", ".rules", ".txt", ".xlsx"]
    for name, format_ in ((".json", "json"), (".txt", "txt"), (".csv", "csv"), (".nft", "nftables"), (".rules", "iptables")):
        assert found[name].decode() == shop.run("export", format_).out
    assert found[".ko.txt"].decode() == shop.run("export", "txt", "--locale", "ko").out
    assert [rule["id"] for rule in json.loads(found[".json"])["rules"]] == ["order", "pay", "register"]


def test_a_site_without_rules_offers_none(shop: Project) -> None:
    shop.edit("model/shop.yaml", "  viewpoint: shop-vpc", "  viewpoint: internet-exchange")
    shop.edit("model/shop.yaml", "boundaries:\n", "boundaries:\n  internet-exchange: {name: Exchange, kind: other}\n")
    assets = open_site(shop.root).assets(lambda path, locale: f"{locale.tag}/{path}")
    assert assets
    assert not [path for path in assets if "/allow-list" in path]


def test_the_page_gives_files_and_text_to_copy(shop: Project) -> None:
    site = open_site(shop.root)
    pages = {locale.tag: site.render("rules.md", "{{ allow_list_files() }}", locale, str) for locale in site.locales}
    for tag, mark in (("en", ""), ("ko", ".ko")):
        files = [f"allow-list{mark}.{ending}" for ending in ("csv", "xlsx", "txt")] + [
            f"allow-list.{ending}" for ending in ("json", "nft", "rules")
        ]
        assert re.findall(r'href="assets/groundplan/([^"]+)" download', pages[tag]) == files
        (text,) = re.findall("<pre><code>(.*)</code></pre>", pages[tag])
        assert unescape(text) + "\n" == shop.run("export", "txt", "--locale", tag).out
        assert "\n" not in pages[tag].strip(), "an empty line would end the element"

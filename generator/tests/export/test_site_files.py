"""The allow-list at addresses of the site that never change."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import TYPE_CHECKING

from projects import page_of

from groundplan.sites import open_site

if TYPE_CHECKING:
    from projects import Project


def test_a_firewall_can_poll_the_rules(shop: Project) -> None:
    assets = open_site(shop.root).assets(lambda path, locale: f"{locale.tag}/{path}")
    found = {
        path.removeprefix("assets/groundplan/allow-list"): content for path, content in assets.items() if "groundplan/allow-list" in path
    }
    assert sorted(found) == [".csv", ".json", ".ko.csv", ".ko.txt", ".ko.xlsx", ".nft", ".rules", ".txt", ".xlsx"]
    for name, format_ in ((".json", "json"), (".txt", "txt"), (".csv", "csv"), (".nft", "nftables"), (".rules", "iptables")):
        assert found[name].decode() == shop.run("export", format_).out
    assert found[".ko.txt"].decode() == shop.run("export", "txt", "--locale", "ko").out
    assert [rule["id"] for rule in json.loads(found[".json"])["rules"]] == ["order", "pay", "register"]


def test_the_rules_of_other_choices_are_files_too(shop: Project) -> None:
    assets = open_site(shop.root).assets(lambda path, locale: f"{locale.tag}/{path}")
    folder = "assets/groundplan/rules/payment-link.peering"
    assert {path.removeprefix(folder) for path in assets if "/rules/" in path} == {
        f"/allow-list{ending}"
        for ending in (*(".csv", ".json", ".ko.csv", ".ko.txt", ".ko.txt.js", ".ko.xlsx"), *(".nft", ".rules", ".txt", ".txt.js", ".xlsx"))
    }
    peering = ("--set", "payment-link=peering")
    for name, format_ in ((".json", "json"), (".txt", "txt"), (".csv", "csv"), (".nft", "nftables"), (".rules", "iptables")):
        assert assets[f"{folder}/allow-list{name}"].decode() == shop.run("export", format_, *peering).out
    text = shop.run("export", "txt", *peering, "--locale", "ko").out
    script = assets[f"{folder}/allow-list.ko.txt.js"].decode()
    stem, value = script.removeprefix("(self.groundplanTexts??={})[").rstrip().split("]=", 1)
    assert (json.loads(stem), json.loads(value)) == ("rules/payment-link.peering/allow-list.ko.txt", text)


def test_too_many_combinations_have_no_files(shop: Project) -> None:
    """Six options with two choices each, all of which decide the ports of one rule."""
    options = "".join(f"  o{n}: {{default: a, choices: {{a: {{}}, b: {{}}}}}}\n" for n in range(6))
    flows = "".join(
        f"  f{n}: {{from: web-server, to: payment-api, channel: public-tls, ports: {{by: o{n}, a: {n + 1}/tcp, b: {n + 1}/udp}}}}\n"
        for n in range(6)
    )
    shop.write("model/many.yaml", f"options:\n{options}flows:\n{flows}")
    site = open_site(shop.root)
    page = page_of(site, "rules.md", "{{ allow_list_files() }}", site.locales[0], str)
    assert 'data-options="o0 o1 o2 o3 o4 o5 payment-link"' in page
    assert 'data-known="[]"' in page
    assert not [path for path in site.assets(lambda path, _: path) if "/rules/" in path]


def test_a_site_without_rules_offers_none(shop: Project) -> None:
    shop.edit("model/shop.yaml", "  viewpoint: shop-vpc", "  viewpoint: internet-exchange")
    shop.edit("model/shop.yaml", "boundaries:\n", "boundaries:\n  internet-exchange: {name: Exchange, kind: other}\n")
    assets = open_site(shop.root).assets(lambda path, locale: f"{locale.tag}/{path}")
    assert assets
    assert not [path for path in assets if "/allow-list" in path]


def test_the_page_gives_files_and_text_to_copy(shop: Project) -> None:
    site = open_site(shop.root)
    pages = {locale.tag: page_of(site, "rules.md", "{{ allow_list_files() }}", locale, str) for locale in site.locales}
    for tag, mark in (("en", ""), ("ko", ".ko")):
        files = [f"allow-list{mark}.{ending}" for ending in ("csv", "xlsx", "txt")] + [
            f"allow-list.{ending}" for ending in ("json", "nft", "rules")
        ]
        assert re.findall(r'href="assets/groundplan/([^"]+)" download', pages[tag]) == files
        (text,) = re.findall("<pre><code>(.*)</code></pre>", pages[tag])
        assert unescape(text) + "\n" == shop.run("export", "txt", "--locale", tag).out
        assert "\n" not in pages[tag].strip(), "an empty line would end the element"

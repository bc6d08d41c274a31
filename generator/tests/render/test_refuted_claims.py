"""What pages say of a claim that is false: each flow under its own condition, and nothing that sounds like a proof."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from projects import page_of

from groundplan.sites import open_site

if TYPE_CHECKING:
    from projects import Project

MODEL = """
options:
  tracking: {name: Tracking, choices: {off: {name: "No"}, on: {name: "Yes"}}, default: off}
flows:
  track: {name: Tracking, from: web-server, to: coordinator, channel: public-tls, ports: [443/tcp], when: {tracking: on}}
  track-more: {name: More, from: web-server, to: coordinator, channel: public-tls, ports: [444/tcp], when: {tracking: on}}
claims:
  quiet: {statement: Nothing leaves in public., never: {direction: outbound, exposure: public, from: web-server}}
  apart: {statement: The shop does not reach the payment service., unreachable: {from: web-server, to: payment-api}}
  tracked: {statement: We track., exists: {id: track}}
  wired: {statement: There is a cable., exists: {tag: cable}}
"""

STATEMENTS = {
    "quiet": "Nothing leaves in public.",
    "apart": "The shop does not reach the payment service.",
    "tracked": "We track.",
    "wired": "There is a cable.",
}


def told(shop: Project, claim: str, locale: int) -> str:
    """The text of the claim on a page, without markup and the way to the picture."""
    shop.write("model/refuted.yaml", MODEL)
    site = open_site(shop.root)
    html = page_of(site, "any.md", f'{{{{ claim("{claim}") }}}}', site.locales[locale], str)
    return " ".join(re.sub('<a class="gp-show".*?</a>|<[^>]+>', " ", html).split())


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        (
            "quiet",
            (
                "Judged over 8 connections, in 4 configurations."
                " Broken by 1 2 With “Tracking: Yes” 5 With “Way to the payment service: Public internet”"
            ),
        ),
        (
            "apart",
            "Judged over 5 connections, in 4 configurations. Judged 1 2 4 5 8 Broken by 5",
        ),
        ("wired", "Fulfilled by 0 connections, but not in each of 4 configurations."),
        (
            "tracked",
            "Fulfilled by 1 connection, but not in each of 4 configurations. Judged 1 Not fulfilled With “Tracking: No”",
        ),
    ],
)
def test_a_refuted_claim_tells_what_breaks_it(shop: Project, claim: str, text: str) -> None:
    verdict, statement, rest = told(shop, claim, 0).partition(STATEMENTS[claim])
    assert (verdict, rest) == ("Refuted ", f" {text}")
    assert statement


def test_a_verdict_says_which_edition_of_the_model_it_speaks_of(shop: Project) -> None:
    shop.write("model/refuted.yaml", MODEL)
    site = open_site(shop.root)
    editions = [
        re.search(r'data-edition="Model (.*?)"', page_of(site, "any.md", '{{ claim("quiet") }}', locale, str))
        for locale in site.locales[:1]
    ]
    [edition] = [found[1] for found in editions if found]
    assert re.fullmatch("[0-9a-f]{12}", edition), "a project in no repository is named by its digest"


def test_it_does_so_in_other_languages(shop: Project) -> None:
    korean = told(shop, "quiet", 1)
    assert "검증했습니다" in korean
    assert "증명했습니다" not in korean

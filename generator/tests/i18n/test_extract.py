"""What translators and their platforms get: comments, references, a template; and how small a difference stays."""

from __future__ import annotations

import difflib
import json
import re
import subprocess
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import polib
from projects import page_of

from groundplan.sites import open_site

if TYPE_CHECKING:
    from projects import Project

KO = "model/locales/ko.po"
POT = "model/locales/messages.pot"


def message(project: Project, context: str) -> str:
    """A message of the Korean catalogue, as it stands there."""
    return next(block for block in project.read(KO).split("\n\n") if f'msgctxt "{context}"' in block)


def test_a_message_tells_its_facts_its_pages_its_terms_and_its_file(reference_copy: Project) -> None:
    comments = [line for line in message(reference_copy, "flows.send-alerts.notes").splitlines() if line.startswith("#")]
    assert comments[:-2] == [
        "#. A connection from AlertManager to Alert receiver: outbound, public.",
        "#. Shown on network-security/connections, network-security/index.",
        "#. Keep as it is: AlertManager, BYOC, ClickHouse.",
        "#. Term: Logs = 로그",
        "#. Term: Metrics = 메트릭",
    ]
    assert re.fullmatch(r"#\. facts: [0-9a-f]{8}", comments[-2])
    assert comments[-1] == "#: model/flows.yaml"


def test_a_piece_of_a_page_tells_the_facts_of_what_it_calls(reference_copy: Project) -> None:
    block = message(reference_copy, "docs/network-security/index.md#billing-scraper/1")
    assert 'component("billing-scraper"): A component (' in block
    assert "#: docs/network-security/index.md" in block


def test_the_name_of_a_term_that_stays_is_not_asked_for(reference_copy: Project) -> None:
    assert 'msgctxt "terms.aws.description"' in reference_copy.read(KO)
    assert 'msgctxt "terms.aws.name"' not in reference_copy.read(KO)


def test_a_change_of_one_connection_touches_its_messages_alone(reference_copy: Project) -> None:
    before = reference_copy.read(KO)
    reference_copy.edit("model/flows.yaml", "    to: alert-receiver\n", "    to: service-state-queue\n")
    reference_copy.run("i18n", "update", "--locale", "ko")
    after = reference_copy.read(KO)
    blocks = [set(text.split("\n\n")) for text in (before, after)]
    touched = {re.findall(r'^msgctxt "(.*)"', block, re.MULTILINE)[0] for block in blocks[1] - blocks[0]}
    assert {"flows.send-alerts.name", "flows.send-alerts.notes"} <= touched
    assert all("send-alerts" in block or "Shown on" in block for block in blocks[1] - blocks[0])
    told = [line for line in difflib.ndiff(before.splitlines(), after.splitlines()) if line[0] in "+-" and "msgid" in line]
    assert told == []


def test_the_template_is_what_platforms_start_a_language_from(reference_copy: Project) -> None:
    ended = reference_copy.run("i18n", "extract")
    template = polib.pofile(str(reference_copy.root / POT))
    assert ended.out == f"{POT}: {len(template)} texts\n"
    assert {entry.msgstr for entry in template} == {""}
    assert reference_copy.run("i18n", "extract", "--output", "-").out == reference_copy.read(POT)
    started = reference_copy.root / "fr.po"
    path = str(reference_copy.root / POT)
    subprocess.run(["msginit", "--no-translator", "--locale=fr", "-i", path, "-o", str(started)], check=True, capture_output=True)
    subprocess.run(["msgfmt", "-c", "-o", "/dev/null", str(started)], check=True, capture_output=True)


def test_gettext_finds_nothing_to_merge_into_a_catalogue_that_is_up_to_date(reference_copy: Project) -> None:
    reference_copy.run("i18n", "extract")
    path = str(reference_copy.root / KO)
    merged = subprocess.run(["msgmerge", "--quiet", path, str(reference_copy.root / POT)], check=True, capture_output=True).stdout
    theirs = polib.pofile(merged.decode())
    ours = polib.pofile(path)
    assert [(e.msgctxt, e.msgid, e.msgstr, e.fuzzy) for e in theirs] == [(e.msgctxt, e.msgid, e.msgstr, e.fuzzy) for e in ours]
    before = reference_copy.read(KO)
    (reference_copy.root / KO).write_bytes(merged)
    reference_copy.run("i18n", "update", "--locale", "ko")
    assert reference_copy.read(KO) == before


def test_the_status_counts_a_text_of_the_model_on_each_page_that_shows_it(reference_copy: Project) -> None:
    reference_copy.edit("model/flows.yaml", "    to: alert-receiver\n", "    to: service-state-queue\n")
    korean = json.loads(reference_copy.run("i18n", "status", "--format", "json").out)["locales"]["ko"]
    assert korean["parts"]["flows"]["stale"] == 2  # name and notes
    pages = korean["pages"]
    assert {name for name, page in pages.items() if page["stale"] == 2} == {
        "network-security/connections.md",
        "network-security/index.md",
    }
    assert pages["network-security/guarantees.md"]["missing"] == 0
    assert korean["stale"] == 2


def test_the_badge_is_a_picture_that_says_it_in_words_too(reference_copy: Project) -> None:
    svg = ElementTree.fromstring(reference_copy.run("i18n", "status", "--format", "badge").out)
    assert svg.get("aria-label") == "translated: ko 100 % · ja 100 %"
    texts = [text.text for text in svg.iter("{http://www.w3.org/2000/svg}text")]
    assert texts == ["translated", "ko 100 % · ja 100 %"]


def test_a_page_tells_authors_what_waits_for_a_translator(reference_copy: Project) -> None:
    reference_copy.edit("model/flows.yaml", "    to: alert-receiver\n", "    to: service-state-queue\n")
    site = open_site(reference_copy.root)
    html = page_of(site, "contributing/translation-status.md", "{{ translation_status() }}", site.locales[0], str)
    assert re.findall(r'data-locale="(.*?)"', html) == ["ko", "ja"]
    assert (
        re.findall(r'data-task="(.*?)"><a href="(.*?)">', html)
        == [
            ("flows.send-alerts.name", "network-security/connections.md#flow-send-alerts"),
            ("flows.send-alerts.notes", "network-security/connections.md#flow-send-alerts"),
        ]
        * 2
    )
    assert html.count("the facts of its entry changed") == 4

"""The drifts that published documentation suffers, replayed on a copy of the reference project: each is found at its place."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from projects import Project

KO = "model/locales/ko.po"
PAGE = "docs/network-security/index.md"


Found = tuple[str, int, str, str, str]
"""Place, severity, check and message of a finding."""


def checked(project: Project, *options: str) -> tuple[int, list[Found]]:
    """How a check ends, and each finding about the Korean translation."""
    ended = project.run("check", "--format", "json", *options)
    found = json.loads(ended.out)["findings"]
    told = [(f["path"], f["line"], f["severity"], f["check"], f["message"]) for f in found]
    return ended.code, [finding for finding in told if "ja" not in finding[-1].split()]


def of_korean(project: Project) -> list[Found]:
    """Each finding about the Korean translation."""
    return checked(project)[1]


def entry(project: Project, context: str) -> int:
    """The line of the catalogue that has the translation at `context`, below those with the context and the source text."""
    return project.line(KO, f'msgctxt "{context}"') + 2


def translation(project: Project, context: str) -> str:
    """The Korean text at `context`."""
    found = re.search(rf'msgctxt "{re.escape(context)}"\nmsgid ".*"\nmsgstr "(.*)"\n', project.read(KO))
    assert found, context
    return found[1]


def replace_translation(project: Project, context: str, text: str) -> None:
    old = translation(project, context)
    pattern = rf'(msgctxt "{re.escape(context)}"\nmsgid ".*"\nmsgstr ")(?:.*)("\n)'
    catalogue, count = re.subn(pattern, lambda match: match[1] + text + match[2], project.read(KO))
    assert count == 1
    assert old != text
    project.write(KO, catalogue)


def test_the_reference_catalogues_are_whole(reference: Project) -> None:
    assert reference.findings("--locale-coverage", "100") == []


def test_a_flow_that_goes_elsewhere_makes_its_translations_stale(reference_copy: Project) -> None:
    reference_copy.edit("model/flows.yaml", "    to: alert-receiver\n", "    to: service-state-queue\n")
    name, notes = entry(reference_copy, "flows.send-alerts.name"), entry(reference_copy, "flows.send-alerts.notes")
    found = [finding for finding in of_korean(reference_copy) if finding[3] == "stale-translation"]
    assert found == [
        (KO, line, "warning", "stale-translation", f"the ko translation of `{context}` is out of date: the facts of its entry changed")
        for line, context in ((name, "flows.send-alerts.name"), (notes, "flows.send-alerts.notes"))
    ]


def test_an_update_marks_what_the_facts_made_stale_and_the_check_finds_it_again(reference_copy: Project) -> None:
    reference_copy.edit("model/flows.yaml", "    to: alert-receiver\n", "    to: service-state-queue\n")
    updated = reference_copy.run("i18n", "update", "--locale", "ko")
    assert ", 2 to review, " in updated.out
    marked = re.findall(r'#, fuzzy\nmsgctxt "(.*)"', reference_copy.read(KO))
    assert marked == ["flows.send-alerts.name", "flows.send-alerts.notes"]
    stale = [finding for finding in of_korean(reference_copy) if finding[3] == "stale-translation"]
    assert [finding[4].rpartition(": ")[2] for finding in stale] == ["it is marked fuzzy"] * 2


def test_a_changed_text_makes_its_translation_stale_before_and_after_an_update(reference_copy: Project) -> None:
    reference_copy.edit(
        "model/project.yaml",
        "Operates the database from its control plane and supports it.",
        "Operates the database and supports it.",
    )
    line = entry(reference_copy, "parties.clickhouse.description")
    message = "the ko translation of `parties.clickhouse.description` is out of date: the source text changed"
    assert of_korean(reference_copy) == [(KO, line, "warning", "stale-translation", message)]
    reference_copy.run("i18n", "update")
    assert [finding[2:] for finding in of_korean(reference_copy)] == [("warning", "stale-translation", message)]


def test_a_stale_translation_fails_a_strict_check(reference_copy: Project) -> None:
    reference_copy.edit("model/flows.yaml", "    to: alert-receiver\n", "    to: service-state-queue\n")
    assert reference_copy.run("check", "--strict").code == 1


def test_a_removed_translation_is_missing(reference_copy: Project) -> None:
    replace_translation(reference_copy, "flows.send-alerts.notes", "")
    line = reference_copy.line("model/flows.yaml", "notes:", reference_copy.line("model/flows.yaml", "  send-alerts:"))
    message = "`flows.send-alerts.notes` has no translation to ko"
    assert of_korean(reference_copy) == [("model/flows.yaml", line, "info", "missing-translation", message)]
    for least, severity, code in (("99", "info", 0), ("100", "error", 1)):
        ended, found = checked(reference_copy, "--locale-coverage", least)
        assert (ended, found) == (code, [("model/flows.yaml", line, severity, "missing-translation", message)])


def test_a_missing_catalogue_leaves_every_text_missing(reference_copy: Project) -> None:
    (reference_copy.root / KO).unlink()
    found = of_korean(reference_copy)
    assert {finding[2:4] for finding in found} == {("info", "missing-translation")}
    assert len(found) > 400
    assert "more of info[missing-translation]" in reference_copy.run("check").out


def test_a_paragraph_that_is_not_translated_is_missing_at_its_line(reference_copy: Project) -> None:
    reference_copy.append(PAGE, "\nOne sentence more.\n")
    line = reference_copy.line(PAGE, "One sentence more.")
    found = [finding for finding in of_korean(reference_copy) if finding[3] == "missing-translation"]
    assert [finding[:3] for finding in found] == [(PAGE, line, "info")]


def test_a_dropped_call_is_a_mismatch(reference_copy: Project) -> None:
    context = f"{PAGE}#billing-scraper/1"
    text = translation(reference_copy, context)
    call = '{{ component(\\"billing-scraper\\") }}'
    assert call in text
    replace_translation(reference_copy, context, text.replace(call, "빌링 스크레이퍼"))
    message = f'the ko translation of `{context}` loses `{{{{ component("billing-scraper") }}}}`'
    assert checked(reference_copy) == (1, [(KO, entry(reference_copy, context), "error", "placeholder-mismatch", message)])


def test_dropped_code_is_a_mismatch(reference_copy: Project) -> None:
    context = "flows.troubleshoot-clickhouse.notes"
    replace_translation(reference_copy, context, translation(reference_copy, context).replace("`query_log`", "query_log"))
    message = f"the ko translation of `{context}` loses the code `query_log`"
    assert of_korean(reference_copy) == [(KO, entry(reference_copy, context), "error", "markup-mismatch", message)]


def test_a_link_that_leads_elsewhere_is_a_mismatch(reference_copy: Project) -> None:
    context = f"{PAGE}#connections/1"
    text = translation(reference_copy, context)
    replace_translation(reference_copy, context, text.replace("glossary.md#term-control-plane", "glossary.md#term-fallback"))
    problem = "loses the link to glossary.md#term-control-plane and invents the link to glossary.md#term-fallback"
    message = f"the ko translation of `{context}` {problem}"
    assert of_korean(reference_copy) == [(KO, entry(reference_copy, context), "error", "markup-mismatch", message)]


def test_another_word_for_a_term_is_wrong(reference_copy: Project) -> None:
    context = f"{PAGE}#end-to-end-encryption/1"
    text = translation(reference_copy, context)
    approved = translation(reference_copy, "terms.relayed-mode.name")
    assert approved in text
    replace_translation(reference_copy, context, text.replace(approved, "릴레이 방식"))
    message = f"the ko translation of `{context}` says `Relayed mode` in other words"
    found = [finding for finding in reference_copy.findings() if finding["check"] == "wrong-term"]
    assert [(f["path"], f["line"], f["severity"], f["message"]) for f in found] == [
        (KO, entry(reference_copy, context), "warning", message)
    ]
    assert found[0]["hint"] == f"the approved translation is `{approved}`"
    assert found[0]["related"][0]["line"] == reference_copy.line("model/terms.yaml", "  relayed-mode:")


def test_a_damaged_catalogue_is_an_error_at_its_line(reference_copy: Project) -> None:
    line = reference_copy.line(KO, 'msgctxt "parties.customer.name"')
    reference_copy.edit(KO, 'msgctxt "parties.customer.name"\n', '<<<<<<< HEAD\nmsgctxt "parties.customer.name"\n')
    code, found = checked(reference_copy)
    assert (code, [finding[:4] for finding in found]) == (1, [(KO, line, "error", "bad-catalogue")])


@pytest.mark.parametrize("tag", ["en", "fr", "../../ko"])
def test_only_a_projects_locales_have_catalogues(tag: str, reference_copy: Project) -> None:
    before = sorted(reference_copy.root.rglob("*.po"))
    ended = reference_copy.run("i18n", "update", "--locale", tag)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith(f"groundplan: the project is not translated to `{tag}`")
    assert sorted(reference_copy.root.rglob("*.po")) == before


def test_a_damaged_catalogue_is_not_written_over(reference_copy: Project) -> None:
    reference_copy.write(KO, 'msgid "broken\n')
    ended = reference_copy.run("i18n", "update")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("groundplan: model/locales/ko.po:1: ")
    assert reference_copy.read(KO) == 'msgid "broken\n'

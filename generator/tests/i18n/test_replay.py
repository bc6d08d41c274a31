"""Drifts that vendors' published pages were found to suffer, injected into a copy of the reference project: each is found at its place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from projects import page_of

from groundplan.sites import open_site

if TYPE_CHECKING:
    from projects import Project

KO, JA = "model/locales/ko.po", "model/locales/ja.po"
PAGE = "docs/network-security/index.md"


def found(project: Project, check: str) -> list[tuple[str, int, int, str]]:
    """The findings of one check: path, line, column, message."""
    return [(f["path"], f["line"], f["column"], f["message"]) for f in project.findings() if f["check"] == check]


def message(project: Project, path: str, context: str) -> tuple[int, str]:
    """The line where a message's source text stands, and its translation; both are on one line."""
    match = re.search(rf'^msgctxt "{re.escape(context)}"\nmsgid ".*"\nmsgstr "(.*)"$', project.read(path), re.MULTILINE)
    assert match is not None, context
    return project.read(path).count("\n", 0, match.start()) + 2, match[1]


def translate(project: Project, path: str, context: str, text: str) -> int:
    """Put `text` in place of a translation; the line of the message."""
    line, old = message(project, path, context)
    assert old != text
    lines = project.read(path).split("\n")
    lines[line] = f'msgstr "{text}"'
    project.write(path, "\n".join(lines))
    return line


def test_a_table_that_leaves_out_a_connection_which_the_prose_describes(reference_copy: Project) -> None:
    """Tables are derived, so a connection can only go from all of them: the prose that names it then names nothing."""
    page = "# Alerts\n\nThe stack tells of faults.\nAlerts leave by {{ flow('send-alerts') }}.\n"
    reference_copy.write("docs/alerts.md", page)
    flows = reference_copy.read("model/flows.yaml")
    without = re.sub(r"(?ms)^  send-alerts:\n.*?(?=^  [\w-]+:\n|\Z)", "", flows)
    assert without != flows
    reference_copy.write("model/flows.yaml", without)
    site = open_site(reference_copy.root)
    page_of(site, "alerts.md", page, site.locales[0], str)
    lost = [finding for finding in site.findings if finding.check == "unknown-reference"]
    assert [(f.span and (f.span.path, f.span.line), f.message) for f in lost] == [
        (("docs/alerts.md", 4), "the page names `send-alerts`, which is not a flow")
    ]
    assert site.failed


def test_a_label_that_the_definition_of_the_page_excludes(reference_copy: Project) -> None:
    reference_copy.edit("model/flows.yaml", "    to: alert-receiver\n", "    to: alert-receiver\n    expect: {exposure: private}\n")
    line = reference_copy.line("model/flows.yaml", "expect: {exposure: private}")
    [(path, at, column, text)] = found(reference_copy, "exposure-mismatch")
    assert (path, at, column) == ("model/flows.yaml", line, len("    expect: {exposure: ") + 1)
    assert "private" in text
    assert reference_copy.run("check").code == 1


def test_access_for_troubleshooting_that_becomes_the_repair_of_access(reference_copy: Project) -> None:
    """Every approved word is there, in an order that says something else."""
    context = "procedures.troubleshooting-access.name"
    wanted = []
    for path, text, start, said in (
        (KO, "접근 문제 해결을 위한 절차", 0, "접근 문제 해결"),
        (JA, "手順: アクセス問題の解決", 4, "アクセス問題の解決"),
    ):
        line = translate(reference_copy, path, context, text)
        told = f"the {path[-5:-3]} translation of `{context}` says `{said}`, which must not stand for `Troubleshooting`"
        wanted.append((path, line + 1, len('msgstr "') + start + 1, told))
    wrong = found(reference_copy, "wrong-term")
    assert [one for one in wanted if one in wrong] == wanted


def test_a_table_that_two_languages_lack(reference_copy: Project) -> None:
    """A table cannot get lost, for its structure is shared; its rows can be left in the source language, and that is counted."""
    reference_copy.append(PAGE, "\n| Way | Open to |\n| --- | --- |\n| The front door | Everyone |\n| The back door | Engineers |\n")
    assert reference_copy.run("i18n", "update").code == 0
    first = reference_copy.line(PAGE, "| Way | Open to |")
    missing = found(reference_copy, "missing-translation")
    assert [(path, line, text.rpartition(" ")[2]) for path, line, _, text in missing] == [
        (PAGE, line, locale) for line in (first, first + 2, first + 3) for locale in ("ja", "ko")
    ]
    assert reference_copy.run("check", "--locale-coverage", "100").code == 1


def test_a_call_that_two_languages_lack(reference_copy: Project) -> None:
    context = f"{PAGE}#billing-scraper/1"
    lines = []
    for path in (JA, KO):
        _, text = message(reference_copy, path, context)
        without = re.sub(r'\{\{ component\(\\"billing-scraper\\"\) \}\}', "X", text)
        lines.append((path, translate(reference_copy, path, context, without) + 1))
    lost = found(reference_copy, "placeholder-mismatch")
    assert [(path, line) for path, line, _, _ in lost] == lines
    assert all('loses `{{ component("billing-scraper") }}`' in told for *_, told in lost)


def test_a_meaning_turned_round(reference_copy: Project) -> None:
    """Outbound where the source says inbound."""
    context = next(
        context
        for context in re.findall(r'^msgctxt "(claims\.[\w-]+\.name)"$', reference_copy.read(KO), re.MULTILINE)
        if "인바운드" in message(reference_copy, KO, context)[1]
    )
    _, text = message(reference_copy, KO, context)
    line = translate(reference_copy, KO, context, text.replace("인바운드", "아웃바운드"))
    assert found(reference_copy, "wrong-term") == [(KO, line + 1, 9, f"the ko translation of `{context}` says `Inbound` in other words")]


def test_a_connection_turned_round_makes_what_was_said_of_it_stale(reference_copy: Project) -> None:
    flows = reference_copy.read("model/flows.yaml")
    match = re.search(r"(?m)^  send-alerts:\n(?:    .*\n)*?    from: (?P<source>.*)\n    to: (?P<target>.*)\n", flows)
    assert match is not None
    turned = (
        match[0].replace(f"from: {match['source']}", f"from: {match['target']}").replace(f"to: {match['target']}", f"to: {match['source']}")
    )
    reference_copy.write("model/flows.yaml", flows.replace(match[0], turned))
    stale = found(reference_copy, "stale-translation")
    for path in (KO, JA):
        line, _ = message(reference_copy, path, "flows.send-alerts.notes")
        told = f"the {path[-5:-3]} translation of `flows.send-alerts.notes` is out of date: the facts of its entry changed"
        assert (path, line + 1, 9, told) in stale


def test_a_heading_that_is_not_translated(reference_copy: Project) -> None:
    context = f"{PAGE}#connections"
    source = re.search(rf'^msgctxt "{re.escape(context)}"\nmsgid "(.*)"$', reference_copy.read(KO), re.MULTILINE)
    assert source is not None
    line = translate(reference_copy, KO, context, source[1])
    told = f"the ko translation of `{context}` is the source text, word for word"
    assert found(reference_copy, "untranslated-text") == [(KO, line + 1, len('msgstr "') + 1, told)]


def test_two_words_for_one_thing(reference_copy: Project) -> None:
    context = f"{PAGE}#end-to-end-encryption/1"
    _, text = message(reference_copy, JA, context)
    _, approved = message(reference_copy, JA, "terms.relayed-mode.name")
    assert approved in text
    line = translate(reference_copy, JA, context, text.replace(approved, "リレー方式"))
    told = f"the ja translation of `{context}` says `Relayed mode` in other words"
    assert found(reference_copy, "wrong-term") == [(JA, line + 1, 9, told)]

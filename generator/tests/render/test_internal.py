"""A mark in every key of every kind of internal entry, and in what is nested in public ones: in no byte of a public site."""

from __future__ import annotations

import gzip
import io
import re
import zipfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from groundplan.load.entry import ChoiceRecord, EntryRecord, StepRecord
from groundplan.load.records import SECTIONS
from groundplan.pipeline import open_site
from groundplan.render.leaks import leaks

from .test_pages import address

if TYPE_CHECKING:
    from conftest import Project

MARK = "zq"
"""Begins every mark; nothing else holds it."""

COMMON: dict[str, Any] = {
    "name": "Zqname of {kind} & <zqentity>",
    "description": "Zqdescription of {kind},\nin zqlines.",
    "notes": "Zqnotes of {kind}.",
    "status": "planned",
    "audience": "internal",
    "tags": ["zqtag-{kind}"],
    "links": [{"name": "Zqlink of {kind}", "url": "https://zqlink-{kind}.example/"}],
}
OWN: dict[str, dict[str, Any]] = {
    "parties": {"role": "vendor"},
    "boundaries": {"kind": "other", "in": "office", "owner": "zqid-parties", "manager": "zqid-parties"},
    "components": {
        "kind": "service", "in": "zqid-boundaries", "icon": "zqicon.svg", "owner": "zqid-parties", "manager": "zqid-parties",
        "stores": ["zqid-data"], "produces": ["zqid-data"],
    },
    "data": {"sensitivity": "restricted", "part-of": "orders"},
    "controls": {"kind": "audit"},
    "channels": {"exposure": "private", "encryption": "mtls", "controls": ["zqid-controls"], "carried-by": ["register"]},
    "options": {"choices": {"zqchoice-of-option": {}, "zqother": {}}, "default": "zqchoice-of-option"},
    "flows": {
        "purpose": "zqid-terms", "from": "zqid-components", "to": "web-server", "through": [{"component": "agent", "terminates": "tls"}],
        "channel": {"by": "zqid-options", "zqchoice-of-option": "zqid-channels", "zqother": "inside"}, "ports": ["47999/tcp"],
        "protocol": "zqprotocol", "carries": ["zqid-data"], "returns": ["zqid-data"], "controls": ["zqid-controls"],
        "when": {"zqid-options": ["zqother"]}, "endpoints": [{"host": "zqhost.example"}], "expect": None,
        "opened-by": "both",
    },
    "claims": {
        "statement": "Zqstatement.", "when": {"zqid-options": ["zqother"]}, "exists": {"id": "zqid-flows"}, "viewpoint": "zqid-boundaries",
        "never": None, "every": None, "is": None, "contained": None, "unreachable": None, "drawn-in": None,
    },
    "procedures": {"steps": [{"id": "zqstep-of-procedure", "name": "Zqstep", "text": "Zqtext.", "by": "zqid-components"}]},
    "terms": {"translate": False, "avoid": {"ko": ["zqavoided"]}},
    "views": {
        "show": {"id": "zqid-flows"}, "collapse": ["zqid-boundaries"], "direction": "down",
        "with": {"zqid-options": "zqother"}, "viewpoint": "zqid-boundaries",
    },
    "waivers": {"check": "unstated-endpoint", "at": "flows.zqid-flows", "reason": "Zqreason.", "by": "zqby", "until": date(2999, 1, 1)},
}  # fmt: skip
CHOICE = {"requires": {"zqid-options": ["zqother"]}, "excludes": {"zqid-options": ["zqchoice-of-option"]}}
STEP = {"id": "zqid-step", "text": "Zqtext of a step.", "by": "zqid-components", "to": "agent", "uses": "zqid-flows"}


def written(kind: str, record: type[EntryRecord], own: dict[str, Any]) -> dict[str, Any]:
    """An internal entry with all of its keys."""
    entry = {**COMMON, **own}
    assert set(entry) == set(record.fields), kind
    text = yaml.safe_dump({key: value for key, value in entry.items() if value is not None}).replace("{kind}", kind)
    found: dict[str, Any] = yaml.safe_load(text)
    return found


@pytest.fixture
def marked(shop: Project) -> Project:
    """The shop with an internal entry of every kind, an internal choice in a public option, and a step in a public procedure."""
    model: dict[str, Any] = {section: {f"zqid-{section}": written(section, record, OWN[section])} for section, record in SECTIONS.items()}
    shop.write("model/internal.yaml", yaml.safe_dump(model, sort_keys=False))
    shop.write("model/icons/zqicon.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><desc>zqdrawing</desc></svg>')
    own = yaml.safe_load(shop.read("model/shop.yaml"))
    own["options"]["payment-link"]["choices"]["zqid-choice"] = written("choice", ChoiceRecord, CHOICE)
    own["procedures"]["administration"]["steps"].insert(1, written("step", StepRecord, STEP))
    for flow in own["flows"].values():
        if isinstance(flow["channel"], dict):
            flow["channel"]["zqid-choice"] = "zqid-channels"
        if chosen := flow.get("when", {}).get("payment-link"):
            flow["when"]["payment-link"] = [*([chosen] if isinstance(chosen, str) else chosen), "zqid-choice"]
    shop.write("model/shop.yaml", yaml.safe_dump(own, sort_keys=False))
    ended = shop.run("i18n", "update")
    assert " error[" not in ended.err, shop.run("check").out
    po = re.sub(r'(msgid "[^"]*[Zz]q.*\n)msgstr ""\n', r'\1msgstr "번역 zqtranslated"\n', shop.read("model/locales/ko.po"))
    assert po.count("zqtranslated") > 20
    shop.write("model/locales/ko.po", po)
    shop.append(
        "docs/index.md", "\n{{ translation_status() }}\n\n{{ options() }}\n\n{{ procedure('administration') }}\n\n{{ data_classes() }}\n"
    )
    return shop


def text_of(path: str, content: bytes) -> str:
    """What a file says; of a spreadsheet, what its parts say."""
    if not path.endswith(".xlsx"):
        return content.decode("utf-8", errors="replace")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "\n".join(archive.read(name).decode() for name in archive.namelist())


def all_of(project: Project, audience: str) -> str:
    """All that a site for `audience` is made of."""
    site = open_site(project.root, audience=audience)
    pages = {**site.generated(), "index.md": project.read("docs/index.md").split("---\n", 2)[2]}
    parts = [site.render(path, source, locale, str) for path, source in pages.items() for locale in site.locales]
    parts += [f"{path} {text_of(path, content)}" for path, content in site.assets(address).items()]
    assert [finding.message for finding in site.findings if finding.check in {"bad-page", "unknown-reference", "internal-leak"}] == []
    return "\n".join(parts)


def test_the_public_sees_no_byte_of_what_is_internal(marked: Project) -> None:
    public, internal = all_of(marked, "public"), all_of(marked, "internal")
    found = set(re.findall(r"zq\w+", internal, re.IGNORECASE))
    assert {"zqid", "Zqname", "Zqdescription", "Zqtext", "zqhost", "zqtranslated", "Zqstatement"} <= found
    assert "Web server" in public
    assert re.findall(rf".{{50}}{MARK}.{{50}}", public, re.IGNORECASE | re.DOTALL) == []
    assert "47999" not in public


def test_the_status_of_translations_counts_what_the_public_sees(marked: Project) -> None:
    def counted(audience: str) -> int:
        return int(re.findall(r"([\d,]+) texts done", all_of(marked, audience))[0])

    assert counted("public") < counted("internal")


@pytest.mark.parametrize(
    ("change", "told_of"),
    [
        (("default: public", "default: zqid-choice"), "the public entry `payment-link` names `zqid-choice`, which is internal"),
        (("viewpoint: shop-vpc", "viewpoint: zqid-boundaries"), "the public entry `project` names `zqid-boundaries`, which is internal"),
        (("  order:\n", "  order:\n    when: {payment-link: [zqid-choice]}\n"), "the public entry `order` names `zqid-choice`"),
        (("  order:\n", "  order:\n    when: {zqid-options: [zqother]}\n"), "the public entry `order` names `zqid-options`"),
    ],
)
def test_what_cannot_be_left_out_is_a_finding(change: tuple[str, str], told_of: str, marked: Project) -> None:
    marked.edit("model/shop.yaml", *change)
    messages = [finding["message"] for finding in marked.findings() if finding["check"] == "internal-leak"]
    assert len(messages) == 1
    assert messages[0].startswith(told_of)


def test_a_public_procedure_of_internal_steps_alone_is_a_finding(marked: Project) -> None:
    own = yaml.safe_load(marked.read("model/shop.yaml"))
    steps = own["procedures"]["administration"]["steps"]
    own["procedures"]["administration"]["steps"] = [{**step, "audience": "internal"} for step in steps]
    marked.write("model/shop.yaml", yaml.safe_dump(own, sort_keys=False))
    messages = [finding["message"] for finding in marked.findings() if finding["check"] == "internal-leak"]
    assert messages == ["nothing is left of the public entry `administration` without its internal steps"]


SECRETS = {
    "The gaze": "terms.gaze",
    "watch-tower": "components.watch-tower",
    "alert": "flows.alert",
    "감시탑": "components.watch-tower",
    "https://tower.example/x": "components.watch-tower",
    "See *all* of\nus": "claims.all",
}


@pytest.mark.parametrize(
    ("name", "content", "entries"),
    [
        ("a.html", "<p>The\n  gaze</p>", ["terms.gaze"]),
        ("a.html", "<p>The <b>gaze</b></p>", ["terms.gaze"]),
        ("a.html", "<p>The &#103;aze</p>", ["terms.gaze"]),
        ("a.html", "<p>See <em>all</em> of us</p>", ["claims.all"]),
        ("a.html", '<p id="component-watch-tower">', ["components.watch-tower"]),
        ("a.html", "<p>감시탑은 높다</p>", ["components.watch-tower"]),
        ("a.html", '<a href="https://tower.example/x">', ["components.watch-tower"]),
        ("a.json", '{"a": "The\\u0020gaze"}', ["terms.gaze"]),
        ("a.unknown", "x The gaze x", ["terms.gaze"]),
        ("noun", "The gaze", ["terms.gaze"]),
        ("The gaze.png", "", ["terms.gaze"]),
        ("watch-tower.svg", "", ["components.watch-tower"]),
        ("a.html", "<code>alert</code>", ["flows.alert"]),
        ("a.html", '<tr data-flow="alert">', ["flows.alert"]),
        ("a.html", '<tr id="flow-alert">', ["flows.alert"]),
        ("a.json", '{"id":"alert"}', ["flows.alert"]),
        ("a.html", '<div role="alert">An alert, alert!</div>', []),
        ("a.html", "<p>Theirs: The gazelle, watch-towers</p>", []),
        ("a.js", "window.alert(1)", []),
    ],
)
def test_what_gives_an_entry_away(name: str, content: str, entries: list[str], tmp_path: Path) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    assert list(leaks(tmp_path, SECRETS)) == [(entry, name) for entry in entries]
    assert list(leaks(tmp_path, SECRETS, {name})) == []


def test_archives_are_looked_into(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "book.xlsx", "w") as archive:
        archive.writestr("sheet.xml", "<c>The gaze</c>")
    (tmp_path / "map.xml.gz").write_bytes(gzip.compress(b"<c>The gaze</c>"))
    assert sorted(leaks(tmp_path, SECRETS)) == [("terms.gaze", "book.xlsx"), ("terms.gaze", "map.xml.gz")]

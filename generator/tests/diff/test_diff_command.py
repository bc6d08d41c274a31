"""`groundplan diff`: revisions and folders, what is told in which order, and how it ends."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from projects import Project

MODEL = "model/shop.yaml"


def git(project: Project, *words: str) -> str:
    identity = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.com", "-c", "commit.gpgsign=false"]
    ended = subprocess.run(["git", "-C", str(project.root), *identity, *words], capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout.strip()


@pytest.fixture
def history(shop: Project) -> Project:
    """The shop in a repository, with one commit and the tag `v1`."""
    git(shop, "init", "-q", "-b", "main")
    git(shop, "add", "-A")
    git(shop, "commit", "-qm", "Begin")
    git(shop, "tag", "v1")
    return shop


def told(project: Project, *words: str) -> Any:
    ended = project.run("diff", *words, "--format", "json")
    assert (ended.code, ended.err) == (0, "")
    return json.loads(ended.out)


def test_nothing_changed_prints_nothing(history: Project) -> None:
    for words in (("v1",), ("v1", "HEAD"), (".", "."), ("main..",), ("main...HEAD",)):
        ended = history.run("diff", *words, "--exit-code")
        assert (ended.code, ended.out, ended.err) == (0, "", "")
        assert history.run("diff", *words, "--format", "markdown").out == ""


def test_links_of_a_revision_lead_nowhere_else(history: Project) -> None:
    (history.root / "model/shop.yaml").rename(history.root / "model/shop.txt")
    for name, target in {"outside": "../../elsewhere.yaml", "circle": "circle.yaml", "shop": "shop.txt"}.items():
        (history.root / f"model/{name}.yaml").symlink_to(target)
    git(history, "add", "-A")
    git(history, "commit", "-qm", "Link")
    ended = history.run("diff", "v1", "HEAD", "--exit-code")
    assert (ended.code, ended.out, ended.err) == (0, "", "")


def test_ranges_are_exact(history: Project) -> None:
    history.edit(MODEL, "{cidr: 192.0.2.0/24}]", "{cidr: 192.0.2.0/25}, {cidr: 198.51.100.0/25}]")
    history.edit(MODEL, "    ports: [443/tcp]\n    carries: [orders]", "    ports: [440-443/tcp, 8443/tcp]\n    carries: [orders]")
    found = told(history, "v1")
    pay = {"direction": "outbound", "source": [{"component": "web-server"}], "ports": ["443/tcp"], "flows": ["pay"], "whole": False}
    assert (
        found["opened"]
        == [
            {
                "direction": "inbound",
                "source": [{"fill-in": "the addresses of shopper", "component": "shopper"}],
                "destination": [{"component": "web-server"}],
                "ports": ["440-442/tcp", "8443/tcp"],
                "flows": ["order"],
                "whole": False,
                "when": [],
            },
            {**pay, "destination": [{"cidr": "198.51.100.0/25"}], "when": [{"payment-link": ["public"]}]},
        ]
        or found["opened"][1]["when"] == []
    )
    assert [change["destination"] for change in found["closed"]] == [[{"cidr": "192.0.2.128/25"}]]


def test_a_change_under_some_choices_names_them(history: Project) -> None:
    history.edit(MODEL, "    ports: [443/tcp]\n    when: {payment-link: peering}", "    ports: [443/tcp]\n    when: {payment-link: public}")
    found = told(history, "v1")
    assert [(c["flows"], c["when"]) for c in found["opened"]] == [(["restock"], [{"payment-link": ["public"]}])]
    assert [(c["flows"], c["when"]) for c in found["closed"]] == [(["restock"], [{"payment-link": ["peering"]}])]
    assert told(history, "v1", "--set", "payment-link=peering")["opened"] == []


def test_what_weakens_is_told(history: Project) -> None:
    history.edit(
        MODEL, "  peering: {name: VPC peering, exposure: private, encryption: provider}", "  peering: {name: VPC peering, exposure: public}"
    )
    history.edit(MODEL, "controls: [approval]\n", "controls: []\n")
    history.edit(MODEL, "every: {to: database}", "every: {to: database, carries: orders}")
    history.edit(MODEL, "payments take no public way.", "payments take no public road.")
    found = told(history, "v1")
    assert {(c["entry"], c["fact"], c["before"], c["after"], c["trend"]) for c in found["changed"] if "fact" in c} == {
        ("flows.pay", "exposure", "private", "public", "weaker"),
        ("flows.pay", "encryption", "provider", "none", "weaker"),
        ("flows.restock", "exposure", "private", "public", "weaker"),
        ("flows.restock", "encryption", "provider", "none", "weaker"),
        ("flows.administer", "controls", "approval", "none", "weaker"),
    }
    assert [(c["id"], c["change"]) for c in found["claims"]] == [
        ("peering-keeps-money-private", "broken"),
        ("database-private", "condition"),
        ("peering-keeps-money-private", "reworded"),
    ]
    assert found["weaker"]
    assert history.run("diff", "v1", "--exit-code").code == 1
    assert history.run("diff", ".", "v1", "--exit-code").code == 1, "another condition may promise less"


def test_what_holds_with_more_choices_has_not_weakened(history: Project) -> None:
    history.edit(MODEL, "    when: {payment-link: peering}\n    every", "    every")
    found = told(history, "v1")
    assert [(c["id"], c["change"]) for c in found["claims"]] == [
        ("peering-keeps-money-private", "broken"),
        ("peering-keeps-money-private", "extended"),
    ]
    back = [(c["id"], c["change"]) for c in told(history, ".", "v1")["claims"]]
    assert back == [("peering-keeps-money-private", "condition"), ("peering-keeps-money-private", "mended")]
    history.edit(MODEL, "    every: {to: payment-api}", "    when: {payment-link: [public, peering]}\n    every: {to: payment-api}")
    assert told(history, "v1")["claims"][1]["change"] == "extended"


def test_what_only_closes_ends_with_zero(history: Project) -> None:
    history.edit(
        MODEL, "endpoints: [{host: api.payments.example.com}, {cidr: 192.0.2.0/24}]", "endpoints: [{host: api.payments.example.com}]"
    )
    ended = history.run("diff", "v1", "--exit-code")
    assert (ended.code, ended.out) == (
        0,
        "Closed at the border\n  - outbound 443/tcp: web-server -> 192.0.2.0/24\n      narrower: pay\n",
    )


def test_data_that_newly_leaves_is_told(history: Project) -> None:
    history.edit(MODEL, "    carries: [payment-requests]\n", "    carries: [payment-requests, addresses]\n")
    ended = history.run("diff", "v1", "--exit-code")
    assert (ended.code, ended.out) == (
        1,
        "Weaker\n  ! now leaves: data.addresses\n\nOptions, components and connections\n  ~ flows.pay: carries\n",
    )


def test_renames_are_followed(history: Project) -> None:
    text = history.read(MODEL).replace("web-server", "front-end").replace("shop-vpc", "store").replace("payment-link", "money-way")
    history.write(MODEL, text)
    found = told(history, "v1")
    assert (found["opened"], found["closed"], found["changed"], found["claims"]) == ([], [], [], [])
    assert found["cosmetic"] == 3


def test_what_a_rule_does_not_say_is_told_beside_it(history: Project) -> None:
    """A gateway that ends the encryption is gone, and another place opens the connection, while its port changes, too."""
    through = "    through: [{component: web-server, terminates: tls}]\n"
    model = history.read(MODEL)
    history.edit(MODEL, "    ports: [443/tcp]\n    carries: [orders]", f"{through}    ports: [443/tcp]\n    carries: [orders]")
    git(history, "commit", "-qam", "A gateway")
    history.write(MODEL, model.replace("    ports: [443/tcp]\n    carries: [orders]", "    ports: [444/tcp]\n    carries: [orders]", 1))
    found = told(history, "HEAD")
    assert len(found["opened"]) == len(found["closed"]) == 1
    (flow,) = found["opened"][0]["flows"]
    assert {"kind": "changed", "entry": f"flows.{flow}", "fields": ["through"]}.items() <= found["changed"][0].items()


def test_fields_are_named_as_the_language_does(history: Project) -> None:
    history.edit(MODEL, "    ports: [443/tcp]\n    carries: [orders]", "    ports: [443/tcp]\n    opened-by: both\n    carries: [orders]")
    assert ["opened-by"] in [entry["fields"] for entry in told(history, "v1")["changed"]]


def test_words_are_one_number(history: Project) -> None:
    history.edit(MODEL, "notes: Keeps nothing.", "notes: Keeps nothing at all.")
    history.edit(MODEL, "name: Payment API", "name: Payment interface")
    assert history.run("diff", "v1", "--exit-code").out == "2 cosmetic changes\n"


def test_another_name_of_a_port_is_a_word(history: Project) -> None:
    ports = "    ports: [{port: 443/tcp, name: %s}]\n    carries: [orders]"
    history.edit(MODEL, "    ports: [443/tcp]\n    carries: [orders]", ports % "Shop")
    git(history, "commit", "-qam", "Name")
    history.edit(MODEL, ports % "Shop", ports % "Web shop")
    assert history.run("diff", "HEAD", "--exit-code").out == "1 cosmetic change\n"


def test_new_options_and_components_are_told(history: Project) -> None:
    history.edit(
        MODEL,
        "      peering: {name: VPC peering, description: Costs extra.}",
        "      peering: {name: VPC peering}\n      none: {name: None}",
    )
    history.edit(
        MODEL,
        "public: public-tls, peering: peering}",
        "public: public-tls, peering: peering, none: peering}",
    )
    history.edit(MODEL, "  warehouse: {", "  depot: {name: Depot, kind: service, in: office}\n  warehouse: {")
    out = history.run("diff", "v1").out
    assert "  ~ 2 -> 3 configurations\n  + components.depot: Depot\n  + options.payment-link.choices.none: None\n" in out
    assert told(history, "v1")["opened"] == [], "a rule without a condition stays one when a choice is added"


def test_a_comment_is_made_for_reading(history: Project) -> None:
    history.edit(MODEL, "statement: The database cannot be reached", "statement: The *database* <b> @team cannot be reached")
    history.edit(MODEL, "{host: coordinator.example.com}", "{host: registry.example.com}")
    assert history.run("diff", "v1", "--format", "markdown").out == (
        "### 1 rule exchanged for another\n\n"
        "**Opened at the border**\n\n"
        "| | Connection | From | To | Ports | Only with |\n| --- | --- | --- | --- | --- | --- |\n"
        "| **Changed**, outbound | Registration | Remote agent | `coordinator.example.com` → `registry.example.com` "
        "| `443/tcp` | always |\n\n"
        "<details>\n<summary>Other promises (1)</summary>\n\n"
        "- **Was reworded:** The \\*database\\* \\<b\\> @\u200bteam cannot be reached from the public internet. "
        "(`claims.database-private`)\n"
        "  - before: The database cannot be reached from the public internet.\n\n"
        "</details>\n"
    )


def test_nothing_is_checked_out(history: Project) -> None:
    history.edit(MODEL, "{host: coordinator.example.com}", "{host: registry.example.com}")
    git(history, "commit", "-qam", "Move")
    history.write("untracked.txt", "Here.")
    before = git(history, "status", "--porcelain"), git(history, "rev-parse", "HEAD")
    found = told(history, "v1..HEAD")
    assert [change["destination"] for change in found["opened"]] == [[{"host": "registry.example.com"}]]
    assert (git(history, "status", "--porcelain"), git(history, "rev-parse", "HEAD")) == before


def test_folders_are_compared(shop: Project, tmp_path: Path) -> None:
    other = tmp_path / "other"
    (other / "model").mkdir(parents=True)
    (other / MODEL).write_text(shop.read(MODEL).replace("22/tcp", "2222/tcp"), encoding="utf-8")
    assert shop.run("diff", ".", str(other)).out == "Options, components and connections\n  ~ flows.administer: ports\n"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("v2",), "`v2` is neither a folder nor a revision of git"),
        (("--", "--output=x"), "`--output=x` is neither a folder nor a revision of git"),
        (("v1", "docs"), "docs holds no folder `model`"),
        (("v1", "--set", "payment-link"), "`payment-link` sets nothing; write it as OPTION=CHOICE"),
        (("v1", *("--set", "payment-link=public"), *("--set", "payment-link=peering")), "`payment-link` is set twice, to `public`"),
        (("v1", "--set", "payment=public"), "neither model has an option `payment`"),
        (("v1", "--set", "payment-link=barter"), "`payment-link` has no choice `barter`; its choices are public, peering"),
    ],
)
def test_wrong_usage_is_refused(history: Project, words: tuple[str, ...], message: str) -> None:
    ended = history.run("diff", *words)
    assert (ended.code, ended.out) == (2, "")
    assert message in ended.err


def test_a_broken_model_is_not_compared(history: Project) -> None:
    history.edit(MODEL, "    to: database\n    channel: inside", "    to: databse\n    channel: inside")
    ended = history.run("diff", "v1")
    assert (ended.code, ended.out) == (2, "")
    where = r"the model of `\.` is broken, so that nothing can be compared: model/shop\.yaml:\d+:9: `flows\.keep-orders\.to`"
    assert re.search(where, ended.err)


def test_a_model_in_which_an_id_stands_twice_is_not_compared(history: Project) -> None:
    history.write("model/twin.yaml", "controls:\n  mfa: {kind: identity}\n")
    history.write("model/twins.yaml", "controls:\n  mfa: {kind: network}\n")
    ended = history.run("diff", "v1")
    assert (ended.code, ended.out) == (2, "")
    assert "model/twins.yaml:2:3: the id `mfa` stands twice among the controls" in ended.err


COMMENT = Path(__file__).parents[1] / "snapshots" / "difference" / "comment.md"
"""Written anew with `SNAPSHOTS=write pytest …`; read it before you commit it."""


def test_a_reviewer_of_the_reference_model_sees_what_matters(reference: Project, reference_copy: Project) -> None:
    """Alerts carry metrics and go to another port, clients come in at one port more, one component has another id, a note other words."""
    flows = "model/flows.yaml"
    alerts = "    ports: [443/tcp]\n    protocol: https\n    carries: [alerts]\n"
    reference_copy.edit(flows, alerts, "    ports: [8443/tcp]\n    protocol: https\n    carries: [alerts, metrics]\n")
    text = reference_copy.read(flows).replace("{port: 9440/tcp, name: ClickHouse}", "{port: 9440-9441/tcp, name: ClickHouse}")
    reference_copy.write(flows, text.replace("state-exporter", "state-reporter"))
    reference_copy.edit("model/components.yaml", "  state-exporter:\n", "  state-reporter:\n")
    reference_copy.edit(flows, "The host given here stands for the real one.", "The host stands for the real one.")
    ended = reference.run("diff", ".", str(reference_copy.root), "--format", "markdown", "--exit-code")
    assert ended.code == 1
    if os.environ.get("SNAPSHOTS") == "write":
        COMMENT.parent.mkdir(exist_ok=True)
        COMMENT.write_text(ended.out, encoding="utf-8")
    assert ended.out == COMMENT.read_text(encoding="utf-8")

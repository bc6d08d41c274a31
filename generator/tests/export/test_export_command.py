"""`groundplan export`: what it is asked for, in whose words, and what it refuses."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from groundplan.export import formats
from groundplan.export.registry import FORMATS, FORMS

if TYPE_CHECKING:
    from projects import Project


def rules(project: Project, *options: str) -> list[Any]:
    ended = project.run("export", "json", *options)
    assert (ended.code, ended.err) == (0, "")
    found: list[Any] = json.loads(ended.out)["rules"]
    return found


def test_without_a_format_the_formats_are_listed(shop: Project) -> None:
    ended = shop.run("export")
    assert [line.split()[0] for line in ended.out.splitlines()] == [format_.name for format_ in FORMS]
    assert (ended.code, ended.err) == (0, "")


def test_every_module_of_the_folder_writes_a_format() -> None:
    folder = Path(str(formats.__file__)).parent
    modules = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    assert modules == {format_.write.__module__.rpartition(".")[2] for format_ in FORMATS}


def test_each_rule_has_both_ends(shop: Project) -> None:
    order, pay, register = rules(shop)
    assert order["source"] == [
        {"fill-in": "the addresses of Shopper that you admit", "decided-by": "nobody", "component": "shopper", "name": "Shopper"}
    ]
    assert order["destination"] == [{"component": "web-server", "name": "Web server"}]
    stands_for = ["the addresses of Payment API that Pay & Co tells you"]
    assert pay["destination"] == [
        {"host": "api.payments.example.com", "example-of": stands_for},
        {"cidr": "192.0.2.0/24", "example-of": stands_for},
    ]
    assert [(flow["id"], flow["condition"]) for flow in register["flows"]] == [("register", []), ("administer", [])]


@pytest.mark.parametrize("words", [("csv", "rules.xlsx"), ("xlsx", "rules.CSV"), ("nftables", "rules.pdf"), ("txt", "rules.json")])
def test_a_file_whose_name_says_something_else_is_refused(words: tuple[str, str], shop: Project) -> None:
    format_, name = words
    ended = shop.run("export", format_, "--output", name)
    assert (ended.code, ended.out) == (2, "")
    assert f"{name} would not hold what its name says" in ended.err
    assert not (shop.root / name).exists()


@pytest.mark.parametrize("format_", [format_.name for format_ in FORMATS])
def test_a_file_may_be_named_as_its_format_ends_or_as_plain_text(format_: str, shop: Project) -> None:
    ending = next(known.ending for known in FORMATS if known.name == format_)
    assert shop.run("export", format_, "--output", f"rules.{ending}").code == 0
    assert shop.run("export", format_, "--output", "rules.txt").code == 0


def test_a_choice_changes_the_rules(shop: Project) -> None:
    assert [rule["id"] for rule in rules(shop)] == ["order", "pay", "register"]
    assert [rule["id"] for rule in rules(shop, "--set", "payment-link=peering")] == ["order", "pay", "register", "restock"]
    every = rules(shop, "--all-configurations")
    assert every[-1]["condition"] == [{"payment-link": ["peering"]}]
    assert (every[-1]["only_with"], every[-1]["status"]) == ("Way to the payment service: VPC peering", "planned")


def test_an_address_that_is_given_is_no_example(shop: Project) -> None:
    (_, pay, _) = rules(shop, "--address", "192.0.2.0/24=192.0.2.0/28")
    assert pay["destination"][1] == {"cidr": "192.0.2.0/24", "addresses": ["192.0.2.0/28"]}


def test_only_what_needs_a_rule_under_the_choices_is_carried_by_it(shop: Project) -> None:
    shop.edit("model/shop.yaml", "  administer:\n", "  administer:\n    when: {payment-link: peering}\n")
    for choice, carried in (("public", []), ("peering", ["Administration"])):
        words = ("--set", f"payment-link={choice}")
        assert [flow["id"] for flow in rules(shop, *words)[2]["flows"]] == ["register", *["administer"] * len(carried)]
        (row,) = (row for row in csv.DictReader(io.StringIO(shop.run("export", "csv", *words).out)) if row["No."] == "4")
        assert [row["Carries"]] == (carried or [""])


def test_a_selector_narrows_them(shop: Project) -> None:
    (rule,) = rules(shop, "--where", "id=administer")
    assert (rule["id"], [flow["id"] for flow in rule["flows"]]) == ("register", ["administer"])


def test_another_border_has_other_rules(shop: Project) -> None:
    (rule,) = rules(shop, "--viewpoint", "office", "--set", "payment-link=peering")
    assert (rule["id"], rule["direction"], rule["destination"]) == ("restock", "inbound", [{"component": "warehouse", "name": "Warehouse"}])


def test_what_an_audience_must_not_see_is_left_out(shop: Project) -> None:
    shop.edit("model/shop.yaml", "    status: planned\n\nclaims", "    status: planned\n    audience: internal\n\nclaims")
    options = ("--set", "payment-link=peering")
    assert "restock" not in {rule["id"] for rule in rules(shop, *options)}
    assert "restock" in {rule["id"] for rule in rules(shop, *options, "--audience", "internal")}


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("en", "the addresses that you list for Remote clients"),
        ("ko", "원격 클라이언트에 대해 직접 등록하는 주소"),
        ("ja", "ご自身で登録するリモートクライアントのアドレス"),
    ],
)
def test_what_the_customer_decides_is_said_in_words(reference: Project, locale: str, said: str) -> None:
    found = rules(reference, "--locale", locale, "--where", "from=remote-client")
    assert [rule["source"][0]["fill-in"] for rule in found] == [said]
    assert said in reference.run("export", "txt", "--locale", locale).out


def test_addresses_given_are_told_beside_what_they_stand_for(shop: Project) -> None:
    order, *_ = rules(shop, "--address", "shopper=198.51.100.7,2001:db8::/64")
    assert order["source"][0]["addresses"] == ["198.51.100.7/32", "2001:db8::/64"]
    told = shop.run("export", "csv", "--address", "shopper=198.51.100.7", "--address", "web-server=10.0.0.5").out
    assert "198.51.100.7/32 (Shopper),10.0.0.5/32 (Web server)," in told


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("xls",), "there is no format `xls`; did you mean `xlsx`?"),
        (("xlsx",), "xlsx is no text; name a file with `--output`"),
        (("csv", "--set", "payment-link=carrier"), "`payment-link` has no choice `carrier`; its choices are public, peering"),
        (("csv", "--set", "payment-link"), "`payment-link` sets nothing; write it as OPTION=CHOICE"),
        (("csv", "--viewpoint", "shop-vcp"), "there is no boundary `shop-vcp`. did you mean `shop-vpc`?"),
        (("csv", "--locale", "fr"), "the project has no locale `fr`; it has en, ko, qps, qps-plocm"),
        (("csv", "--where", "to=nowhere"), "nowhere"),
        (("csv", "--address", "shoper=1.2.3.4"), "no rule asks for the addresses of `shoper`. did you mean `shopper`?"),
        (("csv", "--address", "shopper=1.2.3.999"), "the address of `shopper`: '1.2.3.999' does not appear to be an IPv4 or IPv6 network"),
        (
            ("csv", "--address", "shopper=192.0.2.0/24,10.0.0.1/8"),
            "the address of `shopper`: `10.0.0.1/8` is an address with a prefix; write 10.0.0.1, or the range 10.0.0.0/8",
        ),
        (("csv", "--address", "shopper"), "`shopper` gives no address; write it as NAME=ADDRESS[,ADDRESS…]"),
        (("nftables", "--all-configurations"), "nftables says what one configuration admits"),
        (("csv", "--all-configurations", "--set", "payment-link=public"), "exclude each other"),
        (("csv", ".", "more"), "expected a format and a folder, but got 3 names"),
    ],
)
def test_wrong_usage_is_refused(shop: Project, words: tuple[str, ...], message: str) -> None:
    ended = shop.run("export", *words)
    assert (ended.code, ended.out) == (2, "")
    assert message in ended.err


def test_a_template_is_a_format_of_ones_own(shop: Project) -> None:
    shop.write("rules.j2", "{% for rule in rules %}{{ rule.id }} {{ rule.ports|join('+') }} {{ rule.source[0].name }}\n{% endfor %}")
    ended = shop.run("export", "--template", "rules.j2")
    assert (ended.code, ended.out) == (0, "order 443/tcp Shopper\npay 443/tcp Web server\nregister 443/tcp Remote agent\n")


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("\n\n{% for %}", "rules.j2:3:8: Expected an expression"),
        ("\n{{ nothing }}", "rules.j2:2:4: 'nothing' is undefined"),
        ("{{ rules.__class__.__mro__ }}", "rules.j2:1:19: access to attribute '__class__' of 'list' object is unsafe"),
    ],
)
def test_a_template_that_fails_is_told_with_its_place(shop: Project, template: str, message: str) -> None:
    shop.write("rules.j2", template)
    ended = shop.run("export", "--template", "rules.j2")
    assert (ended.code, ended.out) == (2, "")
    assert message in ended.err


def test_provenance_comes_from_the_model_never_from_the_clock(shop: Project) -> None:
    told = json.loads(shop.run("export", "json").out)["provenance"]
    assert re.fullmatch(r"[0-9a-f]{12}", told["digest"])
    assert told == {**told, "revision": told["digest"], "date": None, "claims": {"holding": 2, "all": 2, "configurations": 2}}
    shop.edit("model/shop.yaml", "A shop that sells bicycles.", "A shop that sells bikes.")
    assert json.loads(shop.run("export", "json").out)["provenance"]["digest"] != told["digest"]


def test_a_broken_model_exports_nothing(shop: Project) -> None:
    shop.edit("model/shop.yaml", "    to: coordinator\n", "    to: co-ordinator\n")
    ended = shop.run("export", "nftables")
    assert (ended.code, ended.out) == (1, "")
    assert "unknown-reference" in ended.err


def test_the_reference_lists_every_format(reference: Project) -> None:
    rows = re.findall(r"^\| `([\w-]+)` \| `\.([\w.]+)` \| (.*) \|$", reference.read("docs/reference/formats.md"), re.MULTILINE)
    assert rows == [(format_.name, format_.ending, format_.purpose) for format_ in FORMS]


def test_a_committed_model_is_named_by_its_commit(shop: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def git(*words: str) -> None:
        who = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.com", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", "-C", str(shop.root), *who, *words], check=True, capture_output=True)

    def told() -> tuple[str, str | None]:
        found = json.loads(shop.run("export", "json").out)["provenance"]
        return found["revision"], found["date"]

    monkeypatch.setenv("GIT_COMMITTER_DATE", "2026-03-31T12:00:00+00:00")
    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "Begin")
    git("tag", "v1")
    assert told() == ("v1", "2026-03-31")
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2026-04-01T12:00:00+00:00")
    shop.write("docs/more.md", "# More\n")
    git("add", "-A")
    git("commit", "-qm", "Write more")
    assert told() == ("v1", "2026-03-31"), "a commit that leaves the model alone changes nothing"
    shop.append("model/shop.yaml", "# A remark.\n")
    revision, date = told()
    assert (len(revision), date) == (12, None), "a model that is in no commit as it stands goes by its digest"

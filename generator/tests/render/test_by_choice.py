"""What tables say of values by choice, of several ends, and of another border."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest
from projects import page_of

from groundplan.sites import open_site

if TYPE_CHECKING:
    from projects import Project

MODEL = """\
project: {name: Shop, viewpoint: vpc, viewpoints: [office]}
parties: {us: {role: customer, name: We}, them: {role: vendor, name: They}}
boundaries:
  vpc: {kind: vpc, owner: us, name: VPC}
  office: {kind: network, owner: them, name: Office}
components:
  console: {kind: service, in: office, name: Console, produces: [commands]}
  nat: {kind: gateway, in: office, name: NAT}
  proxy: {kind: gateway, in: vpc, name: Proxy}
  api: {kind: service, in: vpc, name: API}
  store: {kind: datastore, in: vpc, name: Store, stores: [secrets]}
  runner: {kind: job, in: {by: hosting, them: office, us: vpc}, name: Runner}
data: {commands: {name: Commands}, secrets: {name: Secrets}}
channels:
  open: {exposure: public, encryption: tls, name: Open}
  inner: {exposure: private, encryption: tls, name: Inner}
options:
  access: {name: Access, choices: {public: {name: Public}, private: {name: By proxy}}, default: public}
  hosting: {name: Hosting, choices: {them: {name: Theirs}, us: {name: Ours}}, default: them}
flows:
  operate:
    name: Operation
    from: console
    to: api
    through: {by: access, public: [nat], private: [proxy]}
    channel: {by: access, public: open, private: inner}
    ports: {by: access, public: [{port: 443/tcp, name: Web}], private: 8443/tcp}
    protocol: {by: access, public: https, private: grpc}
    carries: [commands]
  watch: {name: Watching, from: console, to: [api, store], channel: inner, ports: [esp]}
  report:
    name: Report
    from: store
    to: console
    channel: open
    ports: 443/tcp
    carries: {by: access, public: [], private: [secrets]}
    endpoints: [{host: "{region}.example.com"}, {list: "https://example.com/ranges.json"}]
  run: {name: Run, from: runner, to: api, channel: open, ports: 443/tcp}
claims:
  seen: {name: Seen, statement: The office reports in., viewpoint: office, every: {id: report}, is: {direction: inbound}}
"""
PAGE = """\
# Page

{{ connections() }}

{{ boundary("id=report,run", viewpoint="office") }}

{{ allow_list() }}

{{ components() }}

{{ claims() }}
"""


def text(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.fixture
def page(empty: Project) -> str:
    empty.write("model/model.yaml", MODEL)
    site = open_site(empty.root)
    assert not site.failed, site.report()
    return unescape(page_of(site, "page.md", PAGE, site.locales[0], lambda target: target))


def test_each_way_is_told_with_its_choices(page: str) -> None:
    told = text(page)
    assert "By default Console → NAT → API With “By proxy” Console → Proxy → API" in told
    assert "443/tcp (Web); 8443/tcp (with “By proxy”)" in told
    assert "Console → API , Store" in told
    assert "esp" in told
    assert "Secrets (with “By proxy”)" in told


def test_choices_of_several_options_that_are_called_alike_are_told_with_their_options(empty: Project) -> None:
    empty.write("model/model.yaml", MODEL.replace("By proxy", "On").replace("Ours", "On"))
    site = open_site(empty.root)
    told = text(unescape(page_of(site, "page.md", PAGE, site.locales[0], lambda target: target)))
    assert "443/tcp (Web); 8443/tcp (with “Access: On”)" in told
    assert "By default Console → NAT → API With “Access: On” Console → Proxy → API" in told
    assert "Place Office ; VPC (with “Hosting: On”)" in told


def test_an_allow_list_shows_what_is_to_be_filled_in_and_where_a_list_is_published(page: str) -> None:
    assert '<code><var class="gp-placeholder">{region}</var>.example.com</code>' in page
    assert '<a href="https://example.com/ranges.json">https://example.com/ranges.json</a>' in page


def test_a_table_and_a_claim_say_which_other_border_they_speak_of(page: str) -> None:
    told = text(page)
    assert told.count("Seen from Office") == 2
    assert "Outbound or external, public" in told or "Outbound or outside the boundary, public" in told


def test_a_component_by_choice_tells_its_places(page: str) -> None:
    assert "Place Office ; VPC (with “Ours”)" in text(page)


def test_a_rule_tells_the_direction_and_the_ports_that_it_has_where_it_is_needed(page: str) -> None:
    assert "By default Outbound, 443/tcp With “Ours” Nothing" in text(page)


def test_what_is_by_choice_says_where_it_holds_and_how_much_of_it_is_about_the_choice(page: str) -> None:
    """The viewer cuts as many letters off both ends as stand around the value."""
    told = re.findall(r"""<span class="gp-by" data-when="(.*?)" data-ends="(\d+) (\d+)">(.*?)</span>""", page.replace('"id"', ""))
    bare = {(guard, said[int(start) : len(said) - int(end)]) for guard, start, end, said in told if "<" not in said}
    assert {
        ('[{"access": ["public"]}]', "443/tcp (Web)"),
        ('[{"access": ["private"]}]', "8443/tcp"),
        ('[{"access": ["private"]}]', "Secrets"),
    } <= bare

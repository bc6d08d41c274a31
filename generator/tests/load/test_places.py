"""Where the loader says that keys and values are."""

from __future__ import annotations

import pytest

from groundplan.diagnostics import Route, Span
from groundplan.load.document import Document, read

MODEL = """\
project: {name: Shop, viewpoint: vpc}
flows:
  fill:
    name: "Filling \\u00e9"
    notes: >-
      Twice
      a day.
    description: plain text
      on two lines
    from: 브라우저
    to:   store   # the big one
    through: [gateway, {component: proxy, terminates: tls}]
    ports:
      - 443/tcp
      - 'icmp'
    carries: &load [orders]
    returns: *load
    channel:
      by: way
      near: inner
    purpose:
    protocol: ""
    expect: {}
  ? drain
  : {from: a, to: b}
  short: {from: a, to: b, channel: c}
"""
DOCUMENT = read([("model/a.yaml", MODEL.encode())])


def place(document: Document, route: str, *, at_key: bool = False) -> str | None:
    span = document.span(Route.parse(route), at_key=at_key)
    if span is None:
        return None
    assert span.line == span.end_line
    return f"{span.line}:{span.column}-{span.end_column}"


@pytest.mark.parametrize(
    ("route", "expected", "what"),
    [
        ("project", "1:1-8", "a section: its key"),
        ("project.name", "1:17-21", "a plain text"),
        ("project.viewpoint", "1:34-37", "a plain text at the end of a line"),
        ("flows", "2:1-6", "a section with a block"),
        ("flows.fill", "3:3-7", "an entry with a block: its id"),
        ("flows.fill.name", '4:11-27', "a text in quotes, escapes as they are written"),
        ("flows.fill.notes", "5:12-13", "a folded text: where it starts"),
        ("flows.fill.description", "8:18-19", "a plain text on two lines: where it starts"),
        ("flows.fill.from", "10:11-15", "characters count once, however many bytes they have"),
        ("flows.fill.to", "11:11-16", "a text between spaces and a comment"),
        ("flows.fill.through", "12:5-12", "a list: its key"),
        ("flows.fill.through.0", "12:15-22", "an item of a list in brackets"),
        ("flows.fill.through.1", "12:24-25", "a mapping in a list: where it starts"),
        ("flows.fill.through.1.component", "12:36-41", "a value in a mapping in a list"),
        ("flows.fill.through.7", "12:5-12", "an item that is not there: the list"),
        ("flows.fill.ports.0", "14:9-16", "an item with a dash"),
        ("flows.fill.ports.1", "15:9-15", "an item in quotes"),
        ("flows.fill.carries", "16:5-12", "a list with an anchor"),
        ("flows.fill.carries.0", "16:21-27", "an item behind an anchor"),
        ("flows.fill.returns", "17:5-12", "an alias: its key"),
        ("flows.fill.returns.0", "16:21-27", "an item of an alias: where it is written"),
        ("flows.fill.channel", "18:5-12", "a mapping: its key"),
        ("flows.fill.channel.near", "20:13-18", "a value in a mapping"),
        ("flows.fill.purpose", "21:5-12", "nothing: the key"),
        ("flows.fill.protocol", "22:5-13", "an empty text: the key"),
        ("flows.fill.expect", "23:5-11", "an empty mapping: its key"),
        ("flows.fill.expect.direction", "23:5-11", "a key that is missing: the mapping around it"),
        ("flows.fill.controls", "3:3-7", "a key that is missing: the entry"),
        ("flows.fill.to.deeper", "11:11-16", "something below a text: the text"),
        ("flows.drain", "24:5-10", "an id behind a question mark"),
        ("flows.short", "26:3-8", "an entry on one line: its id"),
        ("flows.short.channel", "26:36-37", "a value on one line"),
        ("flows.nowhere.to", "2:1-6", "an entry that is missing: its section"),
    ],
)  # fmt: skip
def test_a_value_is_found_at_its_place(route: str, expected: str, what: str) -> None:
    assert place(DOCUMENT, route) == expected, what


@pytest.mark.parametrize(
    ("route", "expected"),
    [
        ("flows", "2:1-6"),
        ("flows.fill", "3:3-7"),
        ("flows.fill.to", "11:5-7"),
        ("flows.fill.notes", "5:5-10"),
        ("flows.fill.through.1.component", "12:25-34"),
        ("flows.fill.through.0", "12:15-22"),
        ("flows.short.channel", "26:27-34"),
    ],
)
def test_a_key_is_found_at_its_place(route: str, expected: str) -> None:
    assert place(DOCUMENT, route, at_key=True) == expected


ODD = """\
# A file whose entries are written in every way that there is.
flows:
  "fill":   # quoted, with a comment
    from: {component: a,
  terminates: tls}
    to: [b,
 c, {component: d}]

    notes: |
      flows:
        fill: {from: elsewhere}

  ? drain
  :
    from: a
    ports:
    - 443/tcp
    - 22/tcp
  ?   flush
  : {from: a, notes: 'two
     lines', to: b}
  short: {from: x, channel: y, expect: {drawn: no}}
  bare:
  last:
      from: a
options: {size: {default: one,
  choices: {one: {name: One}}}, way: {default: two}}
terms:
  host: {name: "*.example.com & more"}
"""
ROUTES = [
    *("flows.fill", "flows.fill.from", "flows.fill.from.terminates", "flows.fill.to.1", "flows.fill.to.2.component", "flows.fill.notes"),
    *("flows.drain", "flows.drain.from", "flows.drain.ports.1", "flows.flush.notes", "flows.flush.to", "flows.short.expect.drawn"),
    *("flows.bare", "flows.last.from", "options.size.choices.one.name", "options.way.default", "terms.host.name"),
]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["unix", "windows", "old mac"])
def test_places_are_the_same_whether_or_not_entries_are_kept_whole(end: str) -> None:
    """A file with an anchor is kept as it was read, entries of others are read again for whoever asks for a place in them."""
    plain, kept = (read([("model/a.yaml", text.replace("\n", end).encode())]) for text in (ODD, f"{ODD}data: &kept {{}}\n"))
    found = {route: (place(plain, route), place(plain, route, at_key=True)) for route in ROUTES}
    assert found == {route: (place(kept, route), place(kept, route, at_key=True)) for route in ROUTES}
    assert found["flows.fill.to.2.component"] == ("7:17-18", "7:6-15")
    assert found["flows.drain.ports.1"] == ("18:7-13", "18:7-13")
    assert len({*found.values()}) == len(ROUTES) == 17


def test_what_is_not_written_anywhere_has_no_place() -> None:
    assert DOCUMENT.span(Route("components", "api")) is None
    assert DOCUMENT.span(Route("nonsense")) is None


def test_digits_are_ids_or_positions_as_the_model_has_it() -> None:
    document = read([("model/a.yaml", b"options:\n  size: {choices: {1: {}, 2: {name: Two}}, default: 1}\n")])
    assert document.span(Route("options", "size", "choices", "2", "name")) == Span("model/a.yaml", 2, 37, 2, 40)
    assert place(document, "options.size.choices.2.name") == "2:37-40"


def test_an_entry_is_found_in_its_own_file() -> None:
    files = [("model/a.yaml", b"data: {logs: }\n"), ("model/b.yaml", b"# more\ndata:\n  traces:\n")]
    document = read(files)
    assert document.span(Route("data", "logs")) == Span("model/a.yaml", 1, 8, 1, 12)
    assert document.span(Route("data", "traces")) == Span("model/b.yaml", 3, 3, 3, 9)
    assert document.span(Route("data")) == Span("model/a.yaml", 1, 1, 1, 5)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["unix", "windows", "old mac"])
def test_line_ends_do_not_move_places(end: str) -> None:
    document = read([("model/a.yaml", MODEL.replace("\n", end).encode())])
    assert place(document, "flows.short.channel") == "26:36-37"
    assert place(document, "flows.fill.from") == "10:11-15"


def test_a_byte_order_mark_does_not_move_places() -> None:
    document = read([("model/a.yaml", b"\xef\xbb\xbf" + MODEL.encode())])
    assert place(document, "project.name") == "1:17-21"
    assert document.files["model/a.yaml"] == MODEL


MERGED = """\
flows:
  base: &base
    from: a
    to: b
    ports: 443/tcp
  more: &more {channel: x, ports: 22/tcp}
  one:
    <<: *base
    to: c
  two: {<<: [*base, *more], from: d}
  three: {"<<": e}
"""


def test_merged_keys_are_those_of_the_entry_and_keep_their_places() -> None:
    document = read([("model/a.yaml", MERGED.encode())])
    flows = {id_: record for section in (document.sections["flows"],) for id_, record in section.items()}
    broken = {id_ for _, id_ in document.broken}
    assert broken == {"base", "more", "one", "three"}  # they lack keys; what merges says nothing of them
    two = flows["two"]
    assert {name: getattr(two, name) for name in ("sources", "targets", "channel")} == {"sources": "d", "targets": "b", "channel": "x"}
    assert [str(port) for port in two.ports] == ["443/tcp"]  # the first of a list wins
    assert place(document, "flows.one.from") == "3:11-12"
    assert place(document, "flows.one.to") == "9:9-10"
    assert place(document, "flows.two.channel") == "6:25-26"
    assert place(document, "flows.two.ports") == "5:12-19"


@pytest.mark.parametrize(
    ("flow", "finding"),
    [
        ("{<<: text, from: a}", "1:19-23 `<<` must be a mapping, not text"),
        ("{<<: [[a]], from: a}", "1:20-21 `<<` must be a mapping, not a list"),
    ],
)
def test_only_mappings_are_merged(flow: str, finding: str) -> None:
    document = read([("model/a.yaml", f"flows: {{one: {flow}}}".encode())])
    found = document.findings[0]
    assert found.span is not None
    assert f"{found.span.line}:{found.span.column}-{found.span.end_column} {found.message}" == finding


def test_a_mapping_that_merges_itself_ends() -> None:
    document = read([("model/a.yaml", b"flows: &a {one: {<<: *a}}")])
    assert document.findings

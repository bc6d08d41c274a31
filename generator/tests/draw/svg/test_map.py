"""What the drawing tells scripts, screen readers and eyes."""

import re
from collections import Counter
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from examples import costly
from hypothesis import given

from draw.layouts import laid_out
from draw.scenes import both, card, line, reference, scenes
from groundplan.domain.boundary import BoundaryKind
from groundplan.domain.channel import Exposure
from groundplan.domain.component import ComponentKind
from groundplan.domain.flow import Direction
from groundplan.draw import (
    Dress,
    Elsewhere,
    Scene,
    Sign,
    draw_map,
    draw_map_alone,
    draw_map_with_gaps,
    is_empty,
    lay_out,
    legend,
    stylesheet,
)
from groundplan.draw.geometry import Point
from groundplan.draw.layout.layout import Layout
from groundplan.draw.layout.strands import Leg
from groundplan.draw.svg import glyphs
from groundplan.draw.svg.legend import signs

HREF = "{http://www.w3.org/1999/xlink}href"
SVG = "{http://www.w3.org/2000/svg}"
SCENE = reference()
LINKS = {"clickhouse": "#component-clickhouse", "eks": "#boundary-eks", "monitoring": "#boundary-monitoring"}
FLOW_LINKS = {"flow-3": "#flow-3", "clickhouse": "#flow-clickhouse"}
DRESS = Dress(
    title="Reference",
    description="Who <connects> to whom",
    links=LINKS,
    flow_links=FLOW_LINKS,
    icons={"onprem.database.ClickHouse": "icons/x.png"},
)


def parsed(locale: str = "en") -> ET.Element:
    return ET.fromstring(draw_map(SCENE, laid_out(SCENE), locale, DRESS))


def values(root: ET.Element, attribute: str) -> list[str]:
    return [element.attrib[attribute] for element in root.iter() if attribute in element.attrib]


@pytest.mark.parametrize("locale", ["en", "ko"])
def test_every_thing_of_the_scene_is_named_by_its_id(locale: str) -> None:
    root = parsed(locale)
    assert sorted(values(root, "data-component")) == sorted(card.id for card in SCENE.cards)
    assert sorted(values(root, "data-boundary")) == sorted(box.id for box in SCENE.boxes)
    flows = {badge.flow for line in SCENE.lines for badge in line.badges}
    assert set(values(root, "data-flow")) == flows
    lines = [group.attrib for group in root.iter(f"{SVG}g") if group.attrib.get("class", "").startswith("gp-line ")]
    assert {flow for of in lines for flow in (of.get("data-flows") or of["data-flow"]).split()} == flows


def test_a_line_with_several_badges_names_all_its_flows() -> None:
    assert "flow-13 flow-16" in values(parsed(), "data-flows")


def test_badges_show_the_numbers_of_the_rows() -> None:
    badges = [group for group in parsed().iter(f"{SVG}g") if group.attrib.get("class", "").startswith("gp-badge ")]
    shown = {group.attrib["data-flow"]: group.findtext(f"{SVG}text") for group in badges}
    assert shown == {badge.flow: str(badge.number) for line in SCENE.lines for badge in line.badges}


def test_each_flow_can_be_reached_once_by_keyboard() -> None:
    stops = [a for a in parsed().iter(f"{SVG}a") if a.attrib[HREF] == "#flow-3" and "tabindex" not in a.attrib]
    assert len(stops) == 1


def test_links_lead_where_the_page_says() -> None:
    assert set(values(parsed(), HREF)) == {*LINKS.values(), "#flow-3", "icons/x.png"}


def test_names_are_texts_of_the_locale() -> None:
    assert "당직 엔지니어" in draw_map(SCENE, laid_out(SCENE), "ko", DRESS)
    assert "당직 엔지니어" not in draw_map(SCENE, laid_out(SCENE), "en", DRESS)


def test_the_picture_has_a_name_and_a_description() -> None:
    root = parsed()
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert description is not None
    assert (root.attrib["aria-labelledby"], root.attrib["aria-describedby"]) == (title.attrib["id"], description.attrib["id"])
    assert description.text == "Who <connects> to whom"


def test_ids_are_unique_and_differ_by_prefix() -> None:
    other = ET.fromstring(draw_map(SCENE, laid_out(SCENE), "en", Dress(title="Again", description="x", prefix="second")))
    ids = [*values(parsed(), "id"), *values(other, "id")]
    assert ids
    assert max(Counter(ids).values()) == 1


def test_no_type_is_smaller_than_11_pixels() -> None:
    sizes = {name: float(size) for name, size in re.findall(r"\.gp-(type-\d+) \{ font-size: ([\d.]+)px", stylesheet())}
    used = {name for locale in ("en", "ko") for name in re.findall(r"gp-(type-\d+)", draw_map(SCENE, laid_out(SCENE), locale, DRESS))}
    assert used
    assert used <= set(sizes)
    assert min(float(size) for size in re.findall(r"font-size: ([\d.]+)px", stylesheet())) >= 11


def test_a_strict_content_security_policy_finds_nothing_inline() -> None:
    page = draw_map(SCENE, laid_out(SCENE), "en", DRESS) + legend(SCENE, str)
    assert not re.findall(r"<style|<script|\sstyle=|\son\w+=|javascript:", page)


def test_no_line_is_thinner_than_one_and_a_half_pixels() -> None:
    widths = re.findall(r"\.gp-stroke \{[^}]*stroke-width: ([\d.]+)px", stylesheet())
    assert widths
    assert all(float(width) >= 1.5 for width in widths)


def test_the_same_bytes_every_time() -> None:
    assert draw_map(SCENE, lay_out(reference()), "ko", DRESS) == draw_map(SCENE, laid_out(SCENE), "ko", DRESS)


def test_a_file_of_its_own_needs_nothing_else() -> None:
    alone = draw_map_alone(
        SCENE, laid_out(SCENE), "en", Dress(title="Reference", icons={"onprem.database.ClickHouse": "data:image/png;base64,AA=="})
    )
    ET.fromstring(alone)
    assert not re.findall(r"<style|class=|var\(", alone)
    assert 'stroke="#b93a0a"' in alone, "the colour of what is inbound"
    assert set(re.findall(r'href="([^"]{5})', alone)) == {"data:"}


def test_alone_only_titles_near_lines_are_set_off_from_them() -> None:
    """Readers of documents draw what sets a letter off over the letter before it."""
    layout = laid_out(SCENE)
    assert set_off(layout) == layout.titles.keys() - layout.clear_titles
    box = layout.boxes["eks"]
    top, bottom = Point(box.x + 30.0, box.y - 10.0), Point(box.x + 30.0, box.bottom)
    lines = {**layout.lines, "flow-1": (Leg((top, top, bottom, bottom)),)}
    assert "eks" in layout.clear_titles
    assert set_off(replace(layout, lines=lines)) >= {"eks"}


def set_off(layout: Layout) -> set[str]:
    """The boxes whose titles are set off from what is below them."""
    titles = [element for element in ET.fromstring(draw_map_alone(SCENE, layout, "en", DRESS)).iter() if "data-title" in element.attrib]
    return {title.attrib["data-title"] for title in titles if any(text.attrib["stroke"] != "none" for text in title.iter(f"{SVG}text"))}


@costly()
@given(scene=scenes())
def test_any_names_give_well_formed_drawings(scene: Scene) -> None:
    layout = laid_out(scene)
    for locale in ("en", "ko"):
        root = ET.fromstring(draw_map(scene, layout, locale, Dress(title="<&>", description='"')))
        assert root.attrib["lang"] == locale


def contrast(a: str, b: str) -> float:
    """WCAG 2.2, contrast ratio of two colours such as `#a1b2c3`."""

    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_lines_and_texts_stand_out_from_what_is_behind_them(theme: int) -> None:
    palettes = [dict(re.findall(r"--gp-([\w-]+): (#\w{6})", block)) for block in re.findall(r"\{([^}]*--gp-surface[^}]*)\}", stylesheet())]
    colours = palettes[theme]
    owners = ["customer", "vendor", "provider", "third-party", "nobody"]
    grounds = [colours["surface"], *(colours[f"{owner}-tint"] for owner in owners)]
    front = ["inbound", "outbound", "internal", "external", "text", "muted"]
    weak = [(name, ground) for name in front for ground in grounds if contrast(colours[name], ground) < 4.5]
    weak += [
        (owner, g) for owner in owners for g in (colours[f"{owner}-tint"], colours["surface"]) if contrast(colours[f"{owner}-ink"], g) < 4.5
    ]
    weak += [(way, "badge") for way in front[:4] if contrast(colours[way], colours["on-line"]) < 4.5]
    weak += [(way, "casing") for way in front[:4] if contrast(colours[way], colours[f"{way}-pale"]) < 3.0]
    assert not weak


def test_every_kind_of_place_has_a_sign() -> None:
    assert set(glyphs.BOUNDARIES) == set(BoundaryKind)
    assert set(glyphs.COMPONENTS) == set(ComponentKind)


def test_the_legend_shows_what_occurs_and_nothing_else() -> None:
    names = {str(sign) for sign in signs(SCENE)}
    assert {"inbound", "overlay", "carrier", "planned", "collapsed", "viewpoint", "third-party"} <= names
    assert "provider" not in names
    html = legend(SCENE, lambda sign: f"<{sign}>")
    assert html.count("<li ") == len(names)
    assert "&lt;inbound&gt;" in html


def test_heads_of_arrows_tell_the_direction_without_colour() -> None:
    ways = [Direction.INBOUND, Direction.OUTBOUND, Direction.INTERNAL]
    lines = tuple(line("a", f"b-{way}", way, Exposure.PUBLIC, number) for number, way in enumerate(ways, start=1))
    cards = (card("a", both("A"), None), *(card(f"b-{way}", both("B"), None) for way in ways))
    scene = Scene(id="ways", cards=cards, lines=lines)
    html = draw_map(scene, laid_out(scene), "en", Dress(title="Ways")) + legend(scene, str)
    heads = {way: re.findall(rf'class="gp-line gp-{way}[^>]*>.*?class="gp-arrow" d="[^"]*?(z?)"', html) for way in ways}
    closed = ["z", "z"]
    assert heads == {Direction.INBOUND: closed, Direction.OUTBOUND: ["", ""], Direction.INTERNAL: closed}
    filled, hollow = ".gp-arrow { fill: var(--gp-way); }", ".gp-internal, .gp-external) > .gp-arrow { fill: var(--gp-surface); stroke"
    assert filled in stylesheet()
    assert hollow in stylesheet()


def test_a_flow_with_the_id_of_a_component_keeps_its_own_link() -> None:
    shared = line("a", "b", Direction.INBOUND, Exposure.PUBLIC, 1)
    badge = replace(shared.badges[0], flow="a")
    scene = Scene(id="twins", cards=(card("a", both("A"), None), card("b", both("B"), None)), lines=(replace(shared, badges=(badge,)),))
    dress = Dress(title="Twins", links={"a": "#component-a"}, flow_links={"a": "#flow-a"})
    root = ET.fromstring(draw_map(scene, laid_out(scene), "en", dress))
    linked = {a.attrib[HREF]: a[0].attrib.get("class", "") for a in root.iter(f"{SVG}a")}
    assert linked["#flow-a"].startswith("gp-badge")
    assert linked["#component-a"].startswith("gp-card")


def test_the_legend_says_what_only_other_choices_bring() -> None:
    lines = (line("a", "b", Direction.INBOUND, Exposure.PUBLIC, 1), line("b", "a", Direction.OUTBOUND, Exposure.PRIVATE, 2))
    scene = Scene(id="pair", cards=(card("a", both("A"), None), card("b", both("B"), None)), lines=lines)
    html = legend(scene, str, Elsewhere({"flow-2"}, {Sign.OVERLAY}, lambda meaning: f"{meaning}, other choices"))
    assert re.findall(r"<span>([^<]+)</span>", html) == [
        "inbound",
        "outbound, other choices",
        "public",
        "private, other choices",
        "overlay, other choices",
    ]
    assert re.findall(r'data-sign="([a-z]+)"', html) == ["inbound", "outbound", "public", "private", "overlay"]
    assert re.findall(r'<span hidden="">([^<]+)</span>', html) == [
        "inbound, other choices",
        "outbound",
        "public, other choices",
        "private",
        "overlay",
    ]


def test_a_picture_that_other_choices_do_not_change_has_a_plain_legend() -> None:
    html = legend(SCENE, str)
    assert '<li class="gp-sign--' in html
    assert "data-sign" not in html
    assert "hidden" not in html.replace("aria-hidden", "")


def test_a_picture_is_empty_where_nothing_is_left_of_it() -> None:
    lines = (line("a", "b", Direction.INBOUND, Exposure.PUBLIC, 1), line("b", "a", Direction.OUTBOUND, Exposure.PRIVATE, 2))
    pair = Scene(id="pair", cards=(card("a", both("A"), None), card("b", both("B"), None)), lines=lines)
    assert is_empty(pair, {"flow-1", "flow-2"})
    assert not is_empty(pair, {"flow-2"})
    alone = replace(pair, cards=(*pair.cards, card("c", both("C"), None)))
    assert not is_empty(alone, {"flow-1", "flow-2"}), "C stands there with all choices"


def test_many_flows_are_one_line_with_their_count() -> None:
    many = replace(line("a", "b", Direction.INBOUND, Exposure.PRIVATE, *range(1, 10)), tallied=True)
    scene = Scene(id="many", cards=(card("a", both("A"), None), card("b", both("B"), None)), lines=(many,))
    root = ET.fromstring(draw_map(scene, laid_out(scene), "en", Dress(title="Many", absent=frozenset({"flow-9"}))))
    tallies = [group for group in root.iter(f"{SVG}g") if "gp-tally" in group.attrib.get("class", "")]
    assert [(t.findtext(f"{SVG}text"), t.attrib["aria-label"], len(t.attrib["data-flows"].split())) for t in tallies] == [
        ("8", "8: A → B", 9)
    ]
    assert not [group for group in root.iter(f"{SVG}g") if "gp-badge " in group.attrib.get("class", "")]


def test_the_texts_of_a_queue_keep_clear_of_its_bars() -> None:
    """What just fits the card of a service would run into the bars at the right side of a queue."""
    drawn = {}
    for kind in (ComponentKind.SERVICE, ComponentKind.QUEUE):
        told = replace(card("state", both("State"), None, kind), subtitle=both("Queue · Provider"))
        scene = Scene(id="one", cards=(told,))
        drawn[kind] = draw_map(scene, laid_out(scene), "en", Dress(title="One"))
    one_line = ">Queue · Provider</tspan>"
    assert one_line in drawn[ComponentKind.SERVICE]
    assert one_line not in drawn[ComponentKind.QUEUE]


@pytest.mark.parametrize(
    ("name", "kind", "high"),
    [
        ("Customer orders and invoices archive database", "Data store", 0.75),
        ("Orders and invoices", "Data store · Some rather long vendor's name", 0.75),
        ("Orders", "Data store", 0.75),
        ("고객 주문과 청구서를 오래 보관하는 데이터베이스", "데이터 저장소", 0.88),
        ("顧客の注文と請求書を長期にわたって保管するデータベース", "データストア", 0.88),
    ],
)
def test_texts_on_a_data_store_stand_clear_of_its_lid_and_its_foot(name: str, kind: str, high: float) -> None:
    """Letters are as `high` as a face for their script draws them, as a share of their type: Noto Sans, and Noto Sans CJK."""
    store = replace(card("store", both(name), None, ComponentKind.DATASTORE), subtitle=both(kind))
    scene = Scene(id="store", cards=(store,))
    layout = laid_out(scene)
    root = ET.fromstring(draw_map(scene, layout, "en", Dress(title="Store")))
    (drawn,) = (group for group in root.iter(f"{SVG}g") if group.get("data-component"))
    place = layout.cards["store"].at(Point(0.0, 0.0))
    assert drawn.get("transform") == "translate({:g} {:g})".format(*layout.cards["store"].corner)
    (named,) = (text for text in root.iter(f"{SVG}text") if "gp-name" in str(text.get("class")))
    size = int(str(named.get("class")).rpartition("-")[2]) / 10
    baselines = [float(str(span.get("y"))) for text in root.iter(f"{SVG}text") for span in text.iter(f"{SVG}tspan")]
    assert min(baselines) - high * size >= place.y + 10.7
    assert max(baselines) + 2.5 <= place.bottom - 1.2


def test_a_drawing_with_gaps_is_each_language_s_own_once_they_are_filled() -> None:
    dresses = {tag: replace(DRESS, title=f"Map <{tag}>", row=f"{{}} {tag} {{}}".format, notes=("Left out",)) for tag in ("en", "ko")}
    drawn, words = draw_map_with_gaps(SCENE, laid_out(SCENE), dresses)
    assert len(words["en"]) == len(words["ko"]) > 10
    for tag, dress in dresses.items():
        filled = re.sub("\x7f([0-9]+)\x7f", lambda gap, tag=tag: words[tag][int(gap[1])], drawn)
        assert ET.canonicalize(filled) == ET.canonicalize(draw_map(SCENE, laid_out(SCENE), tag, dress))

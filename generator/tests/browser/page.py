"""A page of the reference model, put together from what a site is made of: the drawing, the facts, the tables, the script."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from markupsafe import Markup

from groundplan import draw as diagrams
from groundplan.analysis import Analysis
from groundplan.derive.facts import Facts
from groundplan.domain.procedure import Step
from groundplan.domain.view import View
from groundplan.draw import Layout, Scene
from groundplan.exporting import site_files
from groundplan.i18n.speech import speech
from groundplan.pipeline import analyse
from groundplan.project.member import Member
from groundplan.project.revision import Revision
from groundplan.project.store import layouts_folder, write_file
from groundplan.render import long_tables
from groundplan.render.figures.atlas import WHOLE, Atlas, Outlines, whole
from groundplan.render.figures.describe import describe, ways_of
from groundplan.render.figures.key import key
from groundplan.render.figures.parties import column
from groundplan.render.figures.pictures import picture_script, picture_script_with_gaps
from groundplan.render.pages.context import PageContext
from groundplan.render.pages.environment import environment, handed_out, templates_folder
from groundplan.render.pages.files import RuleFiles
from groundplan.render.pages.functions import Functions
from groundplan.render.pages.links import Links
from groundplan.render.pages.record import part_mark
from groundplan.render.tables.flow_row import FlowRows
from groundplan.render.tables.procedures import step_rows
from groundplan.render.viewer import facts as viewer
from groundplan.render.viewer.bundle import bundle
from groundplan.render.words.words import Words

if TYPE_CHECKING:
    from playwright._impl._api_structures import FloatRect
    from playwright.sync_api import Locator, Page

Open = Callable[..., "Page"]
"""Opens a page with views; see the fixture `open_page`."""

ROOT = Path(__file__).parents[3]
LOCALES = ("en", "ko")
LAID_OUT_IN = (*LOCALES, "ja")
"""Layouts hold the names of all locales of the project, as those of its site do, which thus are there already."""
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; font-src 'self'"
LEVELS = ("customer-account", "byoc-vpc", "clickhouse-namespace")
"""The boundaries of the overview that can be opened, each inside of the one before."""
LOST = "aws-services"
"""A boundary whose picture is missing."""
CHARTED = "tailscale-connection"
"""The procedure that has a chart."""

_PAGE = """<!doctype html>
<html lang="{locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>{title}</title>
<link rel="stylesheet" href="groundplan.css">
<link rel="stylesheet" href="diagram.css">
<link rel="stylesheet" href="page.css">
<script src="viewer.js" defer></script>
<script src="tables.js" defer></script>
</head>
<body data-md-color-scheme="{scheme}">
<main class="md-typeset">
{data}
<h1>{title}</h1>
{diagrams}
<section>
{table}
</section>
</main>
</body>
</html>
"""

_STYLE = """
html { font-size: 125%; }
body { background: var(--gp-surface); color: var(--gp-ink); font: 0.8rem/1.6 sans-serif; margin: 0; --md-accent-fg-color: #526cfe; }
body[data-md-color-scheme=slate] { --md-typeset-a-color: #8c9eff; }
main { margin: 0 auto; max-width: 61rem; padding: 0 0.8rem; }
a { color: inherit; }
"""


def box(locator: Locator) -> FloatRect:
    found = locator.bounding_box()
    assert found is not None
    return found


@cache
def analysis() -> Analysis:
    return analyse(ROOT)


def facts() -> Facts:
    found = analysis().facts
    assert found is not None
    return found


@cache
def words(locale: str) -> Words:
    return Words(speech(locale, "en", {}, analysis().catalogues, ()), "en")


def view_of(view: str, locale: str = "en") -> View:
    """A view of the model, or that of all of it."""
    return whole(words(locale).gettext("The whole system")) if view == WHOLE else facts().model.views[view]


@cache
def atlas(view: str) -> Atlas:
    return Atlas(
        facts(),
        view_of(view),
        lambda text: {tag: words(tag).text(text) for tag in LAID_OUT_IN},
        lambda kind: {tag: words(tag).label(kind) for tag in LAID_OUT_IN},
    )


@cache
def drawn(view: str) -> tuple[Scene, Layout]:
    return atlas(view).start, diagrams.cached_layout(atlas(view).start, layouts_folder(ROOT))


def links() -> Links:
    return Links(lambda path: path.replace(".md", ".html"), "")


def diagram(view: str, locale: str) -> str:
    scene, layout = drawn(view)
    model = facts().model
    entries = {
        **{id_: links().boundary(boundary) for id_, boundary in model.boundaries.items()},
        **{id_: links().component(component) for id_, component in model.components.items()},
    }
    flows = {id_: links().flow(flow) for id_, flow in model.flows.items()}
    name = words(locale).name(view_of(view, locale))
    dress = diagrams.Dress(title=name, links=entries, flow_links=flows, absent=atlas(view).absent)
    drawing = diagrams.draw_map(scene, layout, locale, dress)
    rows = FlowRows(facts(), words(locale), links())
    choices = {id_: rows.condition(facts().flows[id_].exists).unescape() for id_ in atlas(view).absent}
    told = describe(scene, locale, words(locale).gettext, choices, ways_of(facts()))
    keyed = key(scene, facts(), words(locale), links(), atlas(view).absent)
    figure = environment(ROOT).get_template("partials/diagram.html.jinja")
    values = {
        "view": view,
        "name": name,
        "wide": False,
        "broad": False,
        "rung": -(-layout.height // 50) * 50,
        "key": keyed,
        "column": column(scene, locale, atlas(view).absent),
        "beside": False,
        "drawing": Markup(drawing),
        "legend": "",
        "started": None,
        "empty": None,
        "told": told,
    }
    return figure.render(**handed_out({"_": words(locale).gettext}), **values, unsought="", sought="")


def write_pictures(folder: Path, view: str, locale: str) -> dict[str, str]:
    """Write the pictures of the levels of a view into `folder / "pictures"`; the address of each, and of one that is not there."""
    model, scenes = facts().model, atlas(view).levels
    entries = {id_: f"../{links().boundary(boundary)}" for id_, boundary in model.boundaries.items()}
    written = {LOST: f"pictures/{view}.{LOST}.js#{locale}"}
    for level in [level for level in LEVELS if level in scenes]:
        names = {tag: words(tag).name(model.boundaries[level]) for tag in dict.fromkeys((locale, "en", "ko"))}
        dresses = {tag: diagrams.Dress(title=name, links=entries, absent=atlas(view).absent) for tag, name in names.items()}
        stem, drawn = f"{view}.{level}", diagrams.draw_map_with_gaps(scenes[level], opened(view, level), dresses)
        written[level] = f"{write_script(folder, stem, picture_script_with_gaps(stem, *drawn))}#{locale}"
    return written if len(written) > 1 else {}


@cache
def opened(view: str, level: str) -> Layout:
    return diagrams.cached_layout(atlas(view).levels[level], layouts_folder(ROOT))


def write_picture(folder: Path, stem: str, drawing: str) -> str:
    return write_script(folder, stem, picture_script(stem, drawing))


def write_script(folder: Path, stem: str, script: bytes) -> str:
    (folder / "pictures").mkdir(exist_ok=True)
    (folder / f"pictures/{stem}.js").write_bytes(script)
    return f"pictures/{stem}.js"


def write_chart(folder: Path, locale: str, choice: str = "") -> str:
    """A chart as it is promised to the viewer, for some choice: steps one below the other, higher than any screen."""
    steps = facts().model.procedures[CHARTED].steps
    drawn = "".join(chart_step(number, step, words(locale).name(step)) for number, step in enumerate(steps))
    size = f'viewBox="0 0 400 {600 * len(steps)}" width="400" height="{600 * len(steps)}"'
    root = f'<svg xmlns="http://www.w3.org/2000/svg" class="gp-diagram gp-chart" data-procedure="{CHARTED}" lang="{locale}" {size}'
    return write_picture(folder, f"{CHARTED}{choice}.{locale}", f'{root} role="list" aria-label="Chart">{drawn}</svg>')


def chart_step(number: int, step: Step, name: str) -> str:
    flow = f'data-flow="{step.uses.id}"' if step.uses else ""
    return (
        f'<g class="gp-step" data-step="{number}" {flow} role="listitem" aria-label="{escape(name)}">'
        f'<rect x="10" y="{600 * number + 10}" width="380" height="40" fill="white" stroke="gray"/>'
        f'<text x="20" y="{600 * number + 35}">{escape(name)}</text></g>'
    )


def data(folder: Path, views: Iterable[str], locale: str) -> str:
    """The facts of the page, with the pictures that it may ask for."""
    levels = {view: found for view in views if (found := write_pictures(folder, view, locale))}
    document = json.loads(viewer.viewer_data(facts(), words(locale), links(), levels, origin="Model v1.0 of 2026-01-31"))
    for procedure in document["procedures"]:
        if procedure["id"] == CHARTED:
            procedure["chart"] = write_chart(folder, locale)
            procedure["charts"] = [[write_chart(folder, locale, ".private"), [{"api-access": ["private"]}]]]
    return json.dumps(document)


def write_facts(folder: Path, views: tuple[str, ...], locale: str) -> str:
    """Write the facts of the page beside it; the element that tells where they are."""
    path = folder / f"facts.{'-'.join(views)}.{locale}.js"
    path.write_bytes(viewer.facts_script(data(folder, views, locale), locale))
    told = folder / f"told.{locale}.js"
    others = [words(tag) for tag in LOCALES if tag != locale]
    told.write_bytes(viewer.texts_script(viewer.viewer_texts(facts(), words(locale), others), locale))
    return str(viewer.facts_element(path.name, told.name, locale, facts().model.options))


def print_table(function: str, locale: str) -> str:
    context = PageContext(facts(), analysis().resolution.scope, words(locale), links(), environment(ROOT), *[lambda *_: ""] * 2)  # type: ignore[arg-type, list-item]
    functions = Functions(context)
    if function == "promises":
        return printed(context, functions.claim("agents-need-no-inbound-rule"))
    return printed(context, functions.connections(anchors=True) if function == "anchored" else getattr(functions, function)())


def printed(context: PageContext, text: str) -> str:
    """What a function has printed, with its parts in their places."""
    plain = str(text)
    for number, part in enumerate(context.record.parts):
        plain = plain.replace(part_mark(number), str(part))
    return plain


@cache
def rule_files() -> RuleFiles:
    return site_files(facts(), {"en": words("en")}, "en", Revision("0" * 12))["en"]


def print_firewall(folder: Path, locale: str) -> str:
    """The rules with their files, which are written into `folder`."""
    for path, content in rule_files().paths(Member()):
        write_file(folder / path, content)
    context = PageContext(facts(), analysis().resolution.scope, words(locale), links(), environment(ROOT), ROOT, Outlines(facts()))
    functions = Functions(replace(context, rule_files=rule_files))
    return printed(functions.context, f"{functions.allow_list()}{functions.allow_list_files()}")


def print_long(folder: Path, locale: str) -> str:
    """The table of connections, of which the page has the first rows; a file in `folder` has all."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(long_tables, "MOST", 100)
        patch.setattr(long_tables, "FIRST", 300)
        short = long_tables.cut([print_table("anchored", locale)], "rows.{}.js".format, str, long_tables.below(words(locale), links()))
    for path, rows in short.rows.items():
        (folder / path).write_bytes(long_tables.rows_script(path, rows))
    return short.parts[0]


def print_procedure(locale: str) -> str:
    """A procedure with its sequence chart, as it is with the default choices."""
    procedure, rows = facts().model.procedures[CHARTED], FlowRows(facts(), words(locale), links())
    texts, kinds = (
        (lambda text: {tag: words(tag).text(text) for tag in LOCALES}),
        (lambda kind: {tag: words(tag).label(kind) for tag in LOCALES}),
    )
    chart = diagrams.compose_chart(facts(), procedure, facts().default.configuration, texts, kinds)
    assert chart is not None
    flows = {flow.id: links().flow(flow) for step in procedure.steps if (flow := step.uses)}
    drawing = diagrams.draw_chart(
        chart, diagrams.lay_out_chart(chart), locale, diagrams.Dress(title=words(locale).name(procedure), links=flows)
    )
    values = {"procedure": procedure, "steps": step_rows(procedure, rows), "unsought": "", "sought": ""}
    figure = environment(ROOT).get_template("partials/procedure.html.jinja")
    roles = dict.fromkeys(chart.participants, "nobody")
    named = {"name": words(locale).name(procedure), "drawing": Markup(drawing), "legend": "", "beside": True, "notes": (), "roles": roles}
    return figure.render(**handed_out({"_": words(locale).gettext}), **values, chart=named)


def _table(folder: Path, table: str, locale: str) -> str:
    match table:
        case "procedure":
            return print_procedure(locale)
        case "firewall":
            return print_firewall(folder, locale)
        case "long":
            return print_long(folder, locale)
        case _:
            return print_table(table, locale)


def write_page(folder: Path, views: Iterable[str], locale: str = "en", scheme: str = "default", table: str = "connections") -> Path:
    """Write the page with all that it refers to into `folder`, once; `table` is the function that prints its table."""
    views = tuple(views)
    path = folder / f"{'-'.join((*views, table, locale, scheme))}.html"
    if path.exists():
        return path
    page = _PAGE.format(
        locale=locale,
        policy=POLICY,
        scheme=scheme,
        title=words(locale).text(facts().model.project.name),
        diagrams="\n".join(diagram(view, locale) for view in views),
        table=_table(folder, table, locale),
        data=write_facts(folder, views, locale),
    )
    for name, content in bundle().items():
        (folder / name).write_bytes(content)
    (folder / "diagram.css").write_text(diagrams.stylesheet(), encoding="utf-8")
    (folder / "page.css").write_text(_STYLE, encoding="utf-8")
    for name in ("groundplan.css", "tables.js"):
        shutil.copy(templates_folder() / "assets" / name, folder / name)
    path.write_text(page, encoding="utf-8")
    return path

"""The options of the plugin as a check judges them, without MkDocs: what is a finding here, a build refuses."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from groundplan.checks import BAD_SETTING, YAML_SYNTAX
from groundplan.diagnostics import Finding, Span
from groundplan.domain.entry import Audience
from groundplan.i18n.locale.pseudo_tags import PSEUDO_LOCALES
from groundplan.load.parse import parse
from groundplan.load.publishing import Publishing
from groundplan.load.records import ProjectRecord
from groundplan.load.site_tree import Leaf, PlacedTree, at, place_in_site, place_of_site_key
from groundplan.nearest import did_you_mean
from groundplan.project.member import MODEL
from groundplan.project.sources import Sources
from groundplan.publish.changes import CHANGED

_TEXT, _TRUTH, _NUMBER = frozenset({"str"}), frozenset({"bool"}), frozenset({"int", "bool"})
_ENABLED = "enabled"
"""An option that MkDocs gives to every plugin."""


@dataclass(frozen=True, slots=True)
class OptionKind:
    """What an option takes: `told` in words, a single value or a list of values of one of `kinds`, which are `words` if there are any."""

    told: str
    kinds: frozenset[str]
    many: bool = False
    words: Collection[str] = ()

    def fits(self, leaf: PlacedTree) -> bool:
        """Whether this may be its value, or one of its values. What a tag says is for MkDocs to find out."""
        if not isinstance(leaf, Leaf):
            return False
        if not leaf.kind:
            return True
        return leaf.kind in self.kinds and (not self.words or leaf.text in self.words)


OPTIONS: Mapping[str, OptionKind] = {
    "model": OptionKind(f"`{MODEL}`, the folder beside the configuration of MkDocs", _TEXT, words=(MODEL,)),
    "strict": OptionKind("`true` or `false`", _TRUTH),
    "audience": OptionKind(f"one of {', '.join(Audience)}", _TEXT, words=tuple(Audience)),
    "locales": OptionKind("a list of languages, such as `[ko, ja]`", _TEXT, many=True),
    "locale_coverage": OptionKind("a number, such as `90`", _NUMBER),
    "offline": OptionKind("`true` or `false`", _TRUTH),
    "strict_policy": OptionKind("`true` or `false`", _TRUTH),
    "keep": OptionKind(f"a list of some of {', '.join(CHANGED)}", _TEXT, many=True, words=tuple(CHANGED)),
    "plain": OptionKind("a list of patterns of pages, such as `[helm/**]`", _TEXT, many=True),
}
"""Each option but `projects`, which is judged with the projects that it names."""


def option_findings(site: Publishing, locales: Collection[str] | None) -> Iterator[Finding]:
    """What is wrong with the options of the plugin. `locales` are those that a site can have; None where that is not known."""
    somewhere = Span(site.path)
    if len(site.named) > 1:
        yield _fault("the plugin `groundplan` is listed twice below `plugins`", site.named[1][0], "name it once, with all its options")
    for place, options in site.named:
        if not isinstance(options, dict):
            yield _fault("the options of `groundplan` must be a mapping", place_in_site(options, place or somewhere))
        elif not _is_off(options):
            yield from _judged(options, somewhere)
            yield from _unspoken(options, locales or ())


def _is_off(options: Mapping[str, PlacedTree]) -> bool:
    found = options.get(_ENABLED)
    return isinstance(found, Leaf) and found.kind == "bool" and found.text.lower() in {"false", "no", "off"}


def _judged(options: Mapping[str, PlacedTree], somewhere: Span) -> Iterator[Finding]:
    known = (*OPTIONS, "projects")
    for key, value in options.items():
        wanted = OPTIONS.get(key)
        if wanted is None:
            if key not in {*known, _ENABLED}:
                hint = did_you_mean(key, known) or f"the options are {', '.join(known)}"
                yield _fault(f"the plugin has no option `{key}`", place_of_site_key(key, somewhere), hint)
        elif wrong := _wrong(wanted, value):
            yield _fault(f"`{key}` must be {wanted.told}", place_in_site(wrong[0], place_of_site_key(key, somewhere)))


def _wrong(wanted: OptionKind, value: PlacedTree) -> list[PlacedTree]:
    """What does not fit of a value: the whole, or items of a list."""
    if not wanted.many:
        return [] if wanted.fits(value) else [value]
    if isinstance(value, Leaf) and not value.kind:
        return []
    return [item for item in value if not wanted.fits(item)] if isinstance(value, list) else [value]


def _unspoken(options: Mapping[str, PlacedTree], locales: Collection[str]) -> Iterator[Finding]:
    """Findings about languages that the site cannot have, where it is known which it can."""
    listed = options.get("locales")
    leaves = [leaf for leaf in listed if isinstance(leaf, Leaf) and leaf.kind == "str"] if isinstance(listed, list) and locales else []
    for leaf in leaves:
        if leaf.text not in locales:
            hint = did_you_mean(leaf.text, locales) or f"it has {', '.join(locales)}"
            yield _fault(f"the project has no locale `{leaf.text}`", leaf.span, hint)


def site_findings(sources: Sources, site: Publishing, project: ProjectRecord | None) -> Iterator[Finding]:
    """What a build would refuse of the configuration of a site: what is no YAML, the options of the plugin, a folder that is not there."""
    for name in sources.configuration:
        found = parse(name, sources.files.get(name, b"")).findings
        yield from (finding for finding in found if finding.check == YAML_SYNTAX.name)
    if not site.tree:
        return
    alone = not sources.member.name
    yield from option_findings(site, (project.locale, *project.locales, *PSEUDO_LOCALES) if project and alone else None)
    if sources.docs in sources.odd:
        hint = "make it, or name the folder of the pages in `docs_dir`; it starts at the folder of the configuration"
        place = place_in_site(at(site.tree, "docs_dir"), Span(site.path))
        yield _fault(f"there is no folder `{sources.docs}` for the pages of the site", place, hint)


def _fault(problem: str, span: Span, hint: str = "") -> Finding:
    return BAD_SETTING.at(None, span=span, hint=hint, problem=problem)

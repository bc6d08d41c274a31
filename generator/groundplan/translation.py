"""The straight line of translation: an analysed project in, catalogues out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from groundplan.analysis import Analysis
from groundplan.errors import GroundplanError, UsageError
from groundplan.i18n.gettext.catalogue import catalogue_path, read_catalogue, template_path
from groundplan.i18n.gettext.translation import CatalogueError, Source
from groundplan.i18n.interface.catalogue import is_spoken, update_interface
from groundplan.i18n.interface.paths import own_interface_path
from groundplan.i18n.locale.tags import UnknownTag, tag_of
from groundplan.i18n.texts.glossary import Glossary, Mentions, glossary_of
from groundplan.i18n.texts.status import (
    TranslationProgress,
    progress,
    progress_by_page,
    status_json,
    status_json_of_projects,
    status_table,
    total,
)
from groundplan.i18n.texts.update import Update, template, update
from groundplan.load.add_locale import add_locale
from groundplan.render.translations.annotate import annotated
from groundplan.render.translations.badge import badge
from groundplan.render.translations.shown import pages_of


def _parts(analysis: Analysis) -> list[TranslationProgress]:
    return [part for tag, catalogue in analysis.catalogues.items() for part in progress(catalogue, analysis.texts(tag))]


def _pages(analysis: Analysis) -> list[TranslationProgress]:
    return [
        page
        for tag, catalogue in analysis.catalogues.items()
        for page in progress_by_page(catalogue, analysis.texts(tag), analysis.texts_by_page(tag))
    ]


def status(projects: Mapping[str, Analysis], form: str, *, several: bool) -> str:
    """How far each locale is translated, as `table`, `json` or `badge`. Of `several` projects, each by its name."""
    if form == "badge":
        return _badge(projects.values())
    told = {name: (_parts(analysis), _pages(analysis)) for name, analysis in projects.items()}
    if form == "json":
        return status_json_of_projects(told) if several else "".join(status_json(*each) for each in told.values())
    return "".join(f"{name}:\n{status_table(*each)}" if several else status_table(*each) for name, each in told.items())


def _badge(projects: Iterable[Analysis]) -> str:
    """One for all of them: a text that two projects show counts in both."""
    listed = tuple(projects)
    parts = [part for analysis in listed for part in _parts(analysis)]
    return badge(total(parts, tag) for tag in dict.fromkeys(tag for analysis in listed for tag in analysis.catalogues))


def update_catalogues(analysis: Analysis, locale: str, models: Iterable[str] | None = None) -> Iterator[tuple[str, Update]]:
    """The catalogue of `locale` of each model, brought up to it and to the pages: the project's own, and those of models that it uses,
    or of `models` alone. Nothing is written.

    What moved from one model to another takes its translation along.
    """
    assert analysis.facts is not None
    project = analysis.facts.model.project
    paths = {model: catalogue_path(locale, model) for model in analysis.sources.models}
    contents = {model: analysis.sources.content(path) or b"" for model, path in paths.items()}
    texts = list(_annotated(analysis, locale, _glossary(analysis, locale)))
    for model in analysis.sources.models if models is None else models:
        others = [content for other, content in contents.items() if other != model and content]
        wanted = [text for text in texts if analysis.model_of(text) == model]
        yield paths[model], update(contents[model], locale, wanted, project.name.source, others)


def _glossary(analysis: Analysis, locale: str) -> Glossary:
    """The terms of a project as its catalogue of `locale` has them."""
    assert analysis.facts is not None
    path = catalogue_path(locale, analysis.sources.member.model)
    known = analysis.catalogues.get(locale) or read_catalogue(path, analysis.sources.content(path), locale)
    terms = analysis.facts.model.terms.values()
    return glossary_of(terms, Mentions(terms, analysis.facts.model.project.locale), known)


def update_catalogue(analysis: Analysis, locale: str) -> Update:
    """The project's own catalogue of `locale`, brought up to the model and the pages. Nothing is written."""
    [(_, updated)] = update_catalogues(analysis, locale, [analysis.sources.member.model])
    return updated


def extract_template(analysis: Analysis) -> bytes:
    """The catalogue without translations that a new language starts from. Nothing is written."""
    assert analysis.facts is not None
    project = analysis.facts.model.project
    terms = analysis.facts.model.terms.values()
    glossary = Glossary(terms, "", Mentions(terms, project.locale), lambda _: None)
    content = analysis.sources.content(template_path(analysis.sources.member.model)) or b""
    return template(_annotated(analysis, "", glossary), content, project.name.source)


def _annotated(analysis: Analysis, locale: str, glossary: Glossary) -> Iterator[Source]:
    """The texts as translators see them; those of every page where `locale` is empty."""

    assert analysis.facts is not None
    span = analysis.document.span
    return annotated(
        analysis.texts(locale),
        analysis.facts,
        glossary,
        pages_of(analysis.texts_by_page(locale)),
        lambda route: place.path if (place := span(route)) else "",
    )


def updated_interfaces(analysis: Analysis) -> Iterator[tuple[Path, bytes, str]]:
    """The project's own catalogues of the interface, brought up to date: path, content and what to say of it."""
    assert analysis.facts is not None
    for tag in analysis.facts.model.project.locales:
        path = own_interface_path(tag, analysis.sources.member.model)
        if (content := analysis.sources.content(path)) is not None:
            yield analysis.sources.root / path, *_own_interface(analysis.sources.root / path, content, tag)


def _own_interface(path: Path, content: bytes, tag: str) -> tuple[bytes, str]:
    try:
        content, missing = update_interface(content, tag)
    except CatalogueError as error:
        raise GroundplanError(f"{path}:{error.line}: {error}") from error
    return content, f"{missing} strings of the interface to translate; till then they are in English"


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file to write, and what to say of it."""

    path: Path
    content: bytes
    told: str


@dataclass(frozen=True, slots=True)
class Added:
    """A locale more: the files to write, and what its author does next."""

    files: tuple[NewFile, ...]
    advice: str


def with_locale(analysis: Analysis, text: str) -> Added:
    """The project published in one locale more. Nothing is written. Raises UsageError where there is no such locale or it is there."""
    assert analysis.facts is not None
    root, project = analysis.sources.root, analysis.facts.model.project
    try:
        tag = tag_of(text)
    except UnknownTag as error:
        raise UsageError(str(error)) from error
    if tag in (project.locale, *project.locales):
        raise UsageError(f"the project is already published in `{tag}`")
    edited = add_locale(analysis.document, tag)
    if edited is None:
        raise UsageError("`locales` of the project is written in a way that nothing can be added to; do it by hand, then run `i18n update`")
    path, text = edited
    catalogue = root / catalogue_path(tag, analysis.sources.member.model)
    updated = update_catalogue(analysis, tag)
    told = f"`{tag}` added to `locales`"
    files = [NewFile(root / path, analysis.sources.rewritten(path, text), told), NewFile(catalogue, updated.content, updated.told)]
    if not is_spoken(tag):
        interface = own_interface_path(tag, analysis.sources.member.model)
        content = analysis.sources.content(interface) or b""
        files.append(NewFile(root / interface, *_own_interface(root / interface, content, tag)))
    names = " and ".join(str(file.path) for file in files[1:])
    return Added(tuple(files), f"Translate {names}, then look at the site with `mkdocs serve`; `i18n status` tells how much is to do.")

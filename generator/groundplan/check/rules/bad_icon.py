"""An icon that is neither a class of the package `diagrams` nor a file under `model/icons/`."""

from collections.abc import Iterator

from groundplan.check.icon_names import PROJECT_ICONS, icon_problem, nearest_icon
from groundplan.check.subject import Subject
from groundplan.checks import BAD_ICON
from groundplan.diagnostics import Finding


def check(subject: Subject) -> Iterator[Finding]:
    for component in subject.facts.model.components.values():
        if component.icon and (problem := icon_problem(component.icon, subject.icons)):
            yield BAD_ICON.at(component.route / "icon", hint=_hint(component.icon, subject), problem=problem)


def _hint(icon: str, subject: Subject) -> str:
    if icon in subject.icons:
        return f"put a copy of it as SVG or PNG into `{PROJECT_ICONS}/`, one that only shows something"
    near = nearest_icon(icon)
    found = f"did you mean `{near}`?" if near else "`groundplan icons WORD` finds icons by a word;"
    return f"{found} your own go into `{PROJECT_ICONS}/`"

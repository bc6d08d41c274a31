"""An icon that is neither a class of the package `diagrams` nor a file under `model/icons/`."""

from collections.abc import Iterator

from groundplan.check.icon_names import icon_exists, nearest_icon
from groundplan.check.subject import Subject
from groundplan.checks import BAD_ICON
from groundplan.diagnostics import Finding


def check(subject: Subject) -> Iterator[Finding]:
    for component in subject.facts.model.components.values():
        if component.icon and not icon_exists(component.icon, subject.icons):
            near = nearest_icon(component.icon)
            hint = f"did you mean `{near}`?" if near else "`groundplan icons WORD` finds icons by a word"
            yield BAD_ICON.at(component.route / "icon", hint=hint, icon=component.icon)

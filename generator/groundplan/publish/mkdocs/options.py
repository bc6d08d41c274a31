"""The options of the plugin in `mkdocs.yml`."""

from __future__ import annotations

from mkdocs.config import base
from mkdocs.config import config_options as c

from groundplan.nearest import did_you_mean
from groundplan.project.member import MODEL
from groundplan.publish.changes import CHANGED


class Options(base.Config):  # type: ignore[no-untyped-call]
    """What `mkdocs.yml` may say below `groundplan`."""

    model = c.Type(str, default=MODEL)
    strict = c.Type(bool, default=False)
    audience = c.Choice(("public", "internal"), default="public")
    locales = c.ListOfItems(c.Type(str), default=[])
    locale_coverage = c.Optional(c.Type(int))
    offline = c.Type(bool, default=False)
    strict_policy = c.Type(bool, default=False)
    keep = c.ListOfItems(c.Choice(tuple(CHANGED)), default=[])
    plain = c.ListOfItems(c.Type(str), default=[])
    projects = c.Optional(c.Type(dict))

    def validate(self) -> tuple[base.ConfigErrors, base.ConfigWarnings]:
        """An option that does not exist is refused: whoever wrote it would not notice that it changes nothing.

        A list without anything below it is empty. What is refused here is a finding of a check, too: see `option_findings`.
        """
        for key in ("locales", "keep", "plain"):
            if self.get(key) is None:
                self[key] = []
        failed, warnings = super().validate()
        known = [key for key, _ in self._schema]
        unknown = [(key, base.ValidationError(_no_option(key, known))) for key in self if key not in known]
        return [*failed, *unknown], [(key, warning) for key, warning in warnings if key in known]


def _no_option(key: str, known: list[str]) -> str:
    return f"There is no such option; {did_you_mean(key, known) or 'the options are ' + ', '.join(known)}"

"""What assistants ask of a project, and the answers: facts, findings, differences, and why a claim holds. Nothing is written.

Each answer is worked out from the files as they are when it is asked for.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import wraps
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from types import ModuleType

from groundplan.analysis import Analysis
from groundplan.arguments import configuration_of, seen_from, selected
from groundplan.check.report import json as findings_report
from groundplan.derive.claims import Verdict
from groundplan.derive.facts import Facts
from groundplan.diff.report import json as difference_report
from groundplan.domain.entry import Audience, Entry, Text
from groundplan.domain.flow import Flow
from groundplan.errors import GroundplanError, UsageError
from groundplan.export.facts_json import facts_json
from groundplan.export.formats import json as rules
from groundplan.nearest import did_you_mean
from groundplan.pipeline import analyse
from groundplan.plain import JsonObject
from groundplan.takeaway import Asked, between, export

Answer = JsonObject
_HOW = "install it with `pip install 'groundplan[mcp]'`"
_INSTRUCTIONS = (
    "A model of a system's network: parties, places, components, connections, the choices of a deployment, and promises that are proven "
    "or refuted in every combination of choices. Begin with `overview`. Ids are those of the model. What you are told is derived, not "
    "guessed: quote it with the ids, and ask `why` before you call a promise proven."
)


class Assistant:
    """Answers for one project, internal entries included: who asks has its files. Raises GroundplanError where there is no answer."""

    def __init__(self, project: Path, name: str | None = None) -> None:
        """`name` is that of the project where `project` is the folder of several."""
        self._project, self._name = project, name

    def overview(self) -> Answer:
        """What the model is about: its options with their choices, its places, its connections and promises by id and name."""
        analysis, facts = self._sound()
        model, revision = facts.model, analysis.revision
        return {
            "project": model.project.name.source,
            "description": _text(model.project.description),
            "revision": revision.name,
            "date": revision.date or None,
            "viewpoint": model.project.viewpoint.id,
            "locales": list(model.project.locales),
            "configurations": facts.space.valid.count(),
            "options": [
                {**_named(option), "default": option.default, "choices": [_named(choice) for choice in option.choices.values()]}
                for option in model.options.values()
            ],
            **{section: [_named(entry) for entry in entries.values()] for section, entries in model.sections() if section in _LISTED},
            "claims": [
                {"id": id_, "statement": verdict.claim.statement.source, "holds": verdict.holds} for id_, verdict in facts.verdicts.items()
            ],
        }

    def facts(self, where: str = "", choices: dict[str, str] | None = None, viewpoint: str = "") -> Answer:
        """The derived facts of the connections that match `where` (`direction=inbound carries=metrics`; all if empty), under the default
        choices changed by `choices` (option -> choice), as the border of `viewpoint` sees them (the model's if empty).
        """
        analysis, all_ = self._sound()
        facts = seen_from(all_, viewpoint or None)
        configuration = configuration_of(facts, _settings(choices))
        only = selected(facts, analysis.resolution.scope, [where]) if where else None
        return _parsed(facts_json(facts, configuration, analysis.revision, only))

    def allow_list(self, where: str = "", choices: dict[str, str] | None = None, viewpoint: str = "") -> Answer:
        """What a firewall at the border must admit: both ends, ports, purpose and condition of each rule. It takes what `facts` takes."""
        analysis, _ = self._sound()
        wheres = (where,) if where else ()
        asked = Asked(settings=_settings(choices), wheres=wheres, viewpoint=viewpoint or None, audience=Audience.INTERNAL)
        return _parsed(export(analysis, rules.write, asked).decode())

    def entry(self, id: str) -> Answer:
        """What the model says of an entry, whatever it is: its name, description, notes and status. Where entries of several kinds have
        one id, name the kind, too: `flows.register`.
        """
        _, facts = self._sound()
        entries = {
            f"{section}.{known}": (section, entry) for section, several in facts.model.sections() for known, entry in several.items()
        }
        alike = [known for known in entries if id in (known, known.partition(".")[2])]
        if not alike:
            ids = [known.partition(".")[2] for known in entries]
            raise UsageError(f"there is no entry `{id}`. {did_you_mean(id, ids)}".strip())
        if len(alike) > 1:
            raise UsageError(f"several entries are called `{id}`; ask for {' or '.join(f'`{known}`' for known in alike)}")
        section, found = entries[alike[0]]
        told = {"description": _text(found.description), "notes": _text(found.notes), "status": found.status.value}
        return {"section": section, **_named(found), **told}

    def findings(self) -> Answer:
        """What is wrong with the model, its pages and its translations, each with file, line, and how to mend it."""
        return _parsed(findings_report.report(analyse(self._project, project=self._name).whole_run()))

    def why(self, claim: str) -> Answer:
        """Why a claim holds or not: in how many configurations it was judged, on the evidence of which connections, and what breaks it."""
        _, facts = self._sound()
        if claim not in facts.verdicts:
            raise UsageError(f"there is no claim `{claim}`. {did_you_mean(claim, facts.verdicts)}".strip())
        return _why(facts.verdicts[claim])

    def diff(self, old: str, new: str = "", choices: dict[str, str] | None = None) -> Answer:
        """What changed from one revision of git to another (to the working directory if `new` is empty), at the border and in promises."""
        for name in filter(None, (old, new)):
            if (self._project / name).exists():
                raise UsageError(f"`{name}` is a file or a folder; name revisions of git")
        found = between(old, new or None, self._project, _settings(choices), self._name)
        return _parsed(difference_report.report(found))

    def _sound(self) -> tuple[Analysis, Facts]:
        analysis = analyse(self._project, project=self._name)
        if analysis.facts is None:
            raise GroundplanError("nothing follows from a model that is not sound; `findings` tells what is wrong with it")
        return analysis, analysis.facts


_LISTED = frozenset({"parties", "boundaries", "components", "flows", "data", "channels", "procedures", "views"})


def serve(project: Path, name: str | None = None) -> None:
    """Answer over standard input and output until that ends. Raises GroundplanError where the extra `mcp` is not installed."""
    assistant = Assistant(project, name)
    server, types = _module("mcp.server"), _module("mcp.types")
    served = server.MCPServer("groundplan", instructions=_INSTRUCTIONS, version=version("groundplan"))
    quiet = types.ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)
    answers: tuple[Callable[..., Answer], ...] = (
        *(assistant.overview, assistant.facts, assistant.allow_list, assistant.entry),
        *(assistant.findings, assistant.why, assistant.diff),
    )
    for answer in answers:
        served.tool(annotations=quiet)(_telling(answer, _module("mcp.server.mcpserver.exceptions").ToolError))
    served.run("stdio")


def _telling(answer: Callable[..., Answer], error: type[Exception]) -> Callable[..., Answer]:
    """`answer`, which raises `error` with what is wrong: of others a client is not told the words."""

    @wraps(answer)
    def told(*args: object, **kwargs: object) -> Answer:
        try:
            return answer(*args, **kwargs)
        except GroundplanError as fault:
            raise error(str(fault)) from fault

    return told


def _module(name: str) -> ModuleType:
    try:
        return import_module(name)
    except ImportError as error:
        raise GroundplanError(f"mcp is not installed, which assistants are answered with; {_HOW}") from error


def _why(verdict: Verdict) -> Answer:
    claim, refuted = verdict.claim, verdict.refuted_by
    return {
        **_named(claim),
        "statement": claim.statement.source,
        "form": type(claim.form).__name__.lower(),
        "notes": _text(claim.notes),
        "holds": verdict.holds,
        "judged_in_configurations": verdict.configurations,
        "evidence": list(map(_flow, verdict.evidence)),
        "refuted_by": {"configuration": dict(refuted.configuration), "flows": list(map(_flow, refuted.flows))} if refuted else None,
        "broken_by": [{**_flow(breach.flow), "when": breach.where.cubes()} for breach in verdict.broken_by],
    }


def _flow(flow: Flow) -> Answer:
    return {**_named(flow), "from": [place.id for place in flow.sources], "to": [place.id for place in flow.targets]}


def _named(entry: Entry) -> Answer:
    return {"id": entry.id, "name": entry.name.source}


def _text(text: Text | None) -> str:
    return text.source if text else ""


def _settings(choices: Mapping[str, str] | None) -> tuple[str, ...]:
    return tuple(f"{option}={choice}" for option, choice in (choices or {}).items())


def _parsed(text: str) -> Answer:
    found: Answer = json.loads(text)
    return found

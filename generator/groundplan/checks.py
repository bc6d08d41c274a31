"""Every check, declared once: its name, how much it weighs, what it says and how to mend it. Rules only find."""

from __future__ import annotations

from groundplan.diagnostics import CheckGroup, Severity

STRUCTURAL = CheckGroup()
"""Found while the model is read and its names are resolved."""

YAML_SYNTAX = STRUCTURAL.check("yaml-syntax", Severity.ERROR, "{problem}")
DUPLICATE_KEY = STRUCTURAL.check("duplicate-key", Severity.ERROR, "the key `{key}` stands twice in one mapping", "keep one of the two")
UNSAFE_YAML = STRUCTURAL.check("unsafe-yaml", Severity.ERROR, "{problem}", "write the value out as plain YAML")
INPUT_TOO_LARGE = STRUCTURAL.check("input-too-large", Severity.ERROR, "{problem}")
UNKNOWN_KEY = STRUCTURAL.check("unknown-key", Severity.ERROR, "{place} has no key `{key}`")
MISSING_KEY = STRUCTURAL.check("missing-key", Severity.ERROR, "{place} lacks the key `{key}`", "add `{key}:` to it")
WRONG_TYPE = STRUCTURAL.check("wrong-type", Severity.ERROR, "{place} must be {expected}, not {found}")
CONTROL_CHARACTER = STRUCTURAL.check(
    "control-character",
    Severity.ERROR,
    "the text holds the control character {character}, {why}",
    "remove its escape, or write the character that was meant",
)
BAD_ID = STRUCTURAL.check(
    "bad-id", Severity.ERROR, "`{id}` is not an id", "ids are lower-case words joined by hyphens, such as `{suggestion}`"
)
BAD_PORT = STRUCTURAL.check(
    "bad-port", Severity.ERROR, "{place}: {problem}", "write a port as `443/tcp`, a range as `8000-8100/udp`, or `ports: unknown`"
)
BAD_ENDPOINT = STRUCTURAL.check("bad-endpoint", Severity.ERROR, "{place}: {problem}")
DUPLICATE_ID = STRUCTURAL.check("duplicate-id", Severity.ERROR, "the id `{id}` stands twice among the {section}", "rename one of them")
UNKNOWN_REFERENCE = STRUCTURAL.check("unknown-reference", Severity.ERROR, "`{place}` names `{name}`, which is {expected}")
UNKNOWN_ON_PAGE = UNKNOWN_REFERENCE.worded("the page names `{name}`, which is not {kind}")
AMBIGUOUS_ID = STRUCTURAL.check(
    "ambiguous-id", Severity.ERROR, "`{id}` is both a component and a boundary", "rename one: flows and selectors take ids of both kinds"
)
BOUNDARY_CYCLE = STRUCTURAL.check("boundary-cycle", Severity.ERROR, "the boundary `{id}` lies in itself: {chain}")
CARRIER_CYCLE = STRUCTURAL.check("carrier-cycle", Severity.ERROR, "the overlay `{id}` carries itself: {chain}")
DATA_CYCLE = STRUCTURAL.check("data-cycle", Severity.ERROR, "the data class `{id}` is part of itself: {chain}")
UNCOVERED_CHOICE = STRUCTURAL.check(
    "uncovered-choice", Severity.ERROR, "{problem}", "name a {noun} for each of {choices}, or one for `else`"
)
BAD_CLAIM = STRUCTURAL.check(
    "bad-claim", Severity.ERROR, "{problem}", "a claim has one of never, every with is, exists, contained, unreachable, drawn-in"
)
BAD_USE = STRUCTURAL.check("bad-use", Severity.ERROR, "{problem}")
INTERNAL_LEAK = STRUCTURAL.check(
    "internal-leak",
    Severity.ERROR,
    "the public entry `{public}` names `{internal}`, which is internal",
    "make `{public}` internal too, or `{internal}` public",
)
NOTHING_LEFT = INTERNAL_LEAK.worded(
    "nothing is left of the public entry `{public}` without its internal {parts}",
    "make `{public}` internal too, or one of its {parts} public",
)
LEAK_IN_SITE = INTERNAL_LEAK.worded("{path} of the built site tells of the internal entry `{entry}`")

OF_THE_FACTS = CheckGroup()
"""Found by the rule of the same name, over the facts of the model."""

IMPOSSIBLE_CONDITION = OF_THE_FACTS.check("impossible-condition", Severity.ERROR, "no configuration satisfies {place}: {reason}")
ENTANGLED_OPTIONS = OF_THE_FACTS.check(
    "entangled-options",
    Severity.ERROR,
    "{what} cannot be judged: {options} depend on each other in more ways than can be worked out",
    "let fewer options decide the same: merge options that are always chosen together, or name fewer of them in one condition",
)
DIRECTION_MISMATCH = OF_THE_FACTS.check(
    "direction-mismatch",
    Severity.ERROR,
    "`{flow}` is expected to be {expected}, but it is {derived}{where}: `{source}` opens it, and {why}",
    "who opens the connection decides, not which way the data goes",
)
EXPOSURE_MISMATCH = OF_THE_FACTS.check(
    "exposure-mismatch", Severity.ERROR, "`{flow}` is expected to be {expected}, but it is {derived}{where}"
)
OVERLAY_WITHOUT_CARRIER = OF_THE_FACTS.check(
    "overlay-without-carrier",
    Severity.ERROR,
    "`{flow}` uses the overlay `{channel}`, which no existing flow carries{where}",
    "give the overlay a carrier that exists there too, or narrow the `when` of the flow",
)
CLAIM_REFUTED = OF_THE_FACTS.check("claim-refuted", Severity.ERROR, "the claim `{claim}` is false{where}: {reason}", whole=True)
CLAIM_VACUOUS = OF_THE_FACTS.check(
    "claim-vacuous",
    Severity.WARNING,
    "the claim `{claim}` could not fail: {reason}",
    "a promise about nothing promises nothing",
    whole=True,
)
WEAK_CLAIM = OF_THE_FACTS.check(
    "weak-claim",
    Severity.WARNING,
    "the claim `{claim}` says `{key}`, and `{flow}` has {rest} besides{where}: its sentence may say more than was proven",
    "write `only-{key}` where nothing else is meant",
)
MIXED_ENDS = OF_THE_FACTS.check(
    "mixed-ends",
    Severity.ERROR,
    "`{flow}` is {direction} from `{source}` to `{target}`, but {other} from `{other_source}` to `{other_target}`, "
    "seen from `{viewpoint}`{where}",
    "make a flow of each direction: a row has one",
)
EMPTY_VIEW = OF_THE_FACTS.check(
    "empty-view",
    Severity.WARNING,
    "the view `{view}` shows no flow under the choices that it starts with",
    "name choices under which its flows exist (`with`), or other flows (`show`)",
    whole=True,
)
SELF_FLOW = OF_THE_FACTS.check("self-flow", Severity.WARNING, "`{flow}` starts and ends at `{place}`")
DUPLICATE_FLOW = OF_THE_FACTS.check(
    "duplicate-flow", Severity.WARNING, "`{flow}` says the same as `{first}`", "remove one, or say what tells them apart"
)
UNUSED_COMPONENT = OF_THE_FACTS.check(
    "unused-component", Severity.WARNING, "no flow and no procedure involves `{component}`", "connect it, or remove it", whole=True
)
UNUSED_CHANNEL = OF_THE_FACTS.check(
    "unused-channel", Severity.WARNING, "no flow uses the channel `{channel}`", "use it, or remove it", whole=True
)
UNUSED_DATA = OF_THE_FACTS.check(
    "unused-data", Severity.WARNING, "nothing stores, produces or carries `{data}`", "use it, or remove it", whole=True
)
UNUSED_CONTROL = OF_THE_FACTS.check(
    "unused-control", Severity.WARNING, "no flow and no channel names the control `{control}`", "use it, or remove it", whole=True
)
UNUSED_OPTION = OF_THE_FACTS.check(
    "unused-option", Severity.WARNING, "the option `{option}` decides nothing", "use it in a `when` or a channel, or remove it", whole=True
)
UNSTATED_PORT = OF_THE_FACTS.check(
    "unstated-port", Severity.WARNING, "`{flow}` needs an opening, but its ports are {state}", "write `ports: [443/tcp]`, or whatever it is"
)
UNSTATED_ENDPOINT = OF_THE_FACTS.check(
    "unstated-endpoint",
    Severity.WARNING,
    "`{flow}` opens a connection outwards, but states no endpoint",
    'write `endpoints: [{{host: "*.example.com"}}]`, or a cidr or service',
)
UNENCRYPTED_CROSSING = OF_THE_FACTS.check(
    "unencrypted-crossing", Severity.WARNING, "`{flow}` crosses the border of `{viewpoint}` without encryption{where}"
)
EXPOSED_DATASTORE = OF_THE_FACTS.check(
    "exposed-datastore",
    Severity.WARNING,
    "`{flow}` reaches the datastore `{store}` from outside over the public channel `{channel}`{where}",
    "put a gateway in between (`through`), or use a private channel",
)
DATA_WITHOUT_SOURCE = OF_THE_FACTS.check(
    "data-without-source",
    Severity.WARNING,
    "`{flow}` takes `{data}` from `{sender}`, which neither stores, produces nor receives it",
    "add it to `stores` or `produces` of `{sender}`, or to the flow that brings it there",
    whole=True,
)
ACTIVE_USES_PLANNED = OF_THE_FACTS.check(
    "active-uses-planned",
    Severity.WARNING,
    "the active flow `{flow}` needs `{place}`, which is {status}",
    "give the flow the same status, or make the component active",
)
OF_THE_SUBJECT = CheckGroup()
"""Found by the rule of the same name, over the model with its pages, catalogues and icons."""

UNUSED_TERM = OF_THE_SUBJECT.check(
    "unused-term", Severity.WARNING, "the term `{term}` is the purpose of no flow and stands in no text", "use it, or remove it", whole=True
)
BAD_ICON = OF_THE_SUBJECT.check("bad-icon", Severity.ERROR, "{problem}")
MISSING_TRANSLATION = OF_THE_SUBJECT.check(
    "missing-translation", Severity.INFO, "`{context}` has no translation to {locale}", "translate it in {path}"
)
UNTRANSLATED_TEXT = OF_THE_SUBJECT.check(
    "untranslated-text",
    Severity.WARNING,
    "the {locale} translation of `{context}` is the source text, word for word",
    "translate it, leave it empty, or make the name a term with `translate: false`",
)
STALE_TRANSLATION = OF_THE_SUBJECT.check(
    "stale-translation",
    Severity.WARNING,
    "the {locale} translation of `{context}` is out of date: {reason}",
    "look at it again, then remove the mark `fuzzy`; `groundplan i18n update` sets the marks",
)
PLACEHOLDER_MISMATCH = OF_THE_SUBJECT.check(
    "placeholder-mismatch", Severity.ERROR, "the {locale} translation of `{context}` {problem}", "copy it from the source text as it is"
)
OTHER_PLACEHOLDERS = PLACEHOLDER_MISMATCH.worded(
    "the {locale} translation of `{message}` {problem}", "copy it from the source text as it is"
)
MARKUP_MISMATCH = OF_THE_SUBJECT.check(
    "markup-mismatch",
    Severity.ERROR,
    "the {locale} translation of `{context}` {problem}",
    "keep links, code, elements and attributes as they are",
)
OTHER_MARKUP = MARKUP_MISMATCH.worded(
    "the {locale} translation of `{message}` {problem}", "write words alone: pages say this string as it is"
)
WRONG_TERM = OF_THE_SUBJECT.check("wrong-term", Severity.WARNING, "{text} {problem}", "the approved translation is `{approved}`")
UNBOUND_PROMISE = OF_THE_SUBJECT.check(
    "unbound-promise",
    Severity.INFO,
    "{path} promises something in {locale} that no claim in its section proves: “{word}”",
    'put `{{{{ claim("…") }}}}` into the section, or say it without a promise',
)

OF_FILES = CheckGroup()
"""Found while files other than the model's are read."""

BAD_CATALOGUE = OF_FILES.check(
    "bad-catalogue", Severity.ERROR, "the catalogue cannot be read: {problem}", "`msgfmt -c` of GNU gettext says more"
)
WRONG_PLURALS = BAD_CATALOGUE.worded(
    "the translation of `{message}` has {found} plural forms, but the language has {wanted}",
    "the header `Plural-Forms` says how many",
)
BAD_SETTING = OF_FILES.check("bad-setting", Severity.ERROR, "{problem}")
BAD_PROJECT = OF_FILES.check("bad-project", Severity.ERROR, "{problem}")
LOCALE_FOLDER = OF_FILES.check(
    "locale-folder", Severity.WARNING, "{problem}", "put its words into the catalogue for {locale} and remove it, or give it another name"
)

OF_THE_SITE = CheckGroup()
"""Found on rendered pages."""

BAD_PAGE = OF_THE_SITE.check("bad-page", Severity.ERROR, "{problem}")
TWO_PROJECTS = BAD_PAGE.worded(
    "the page shows `{project}` here, but it speaks of `{other}`: choices, numbers and anchors of a page are those of one project",
    "link to a page of the other project, or compare them with `portfolio()`",
)
NO_PROJECT = BAD_PAGE.worded("`{function}` speaks of a project, but the page is in the folder of none")
ALONE = BAD_PAGE.worded(
    "`portfolio` compares the projects of a site, and this site has one", "name the projects of the site in `mkdocs.yml`, or leave it out"
)
UNDOCUMENTED_FLOW = OF_THE_SITE.check(
    "undocumented-flow",
    Severity.WARNING,
    "`{flow}` stands in no table and no diagram of the site in {locale}",
    "show it on a page, or accept it with a waiver that says why",
)
CROWDED_PLACE = OF_THE_SITE.check(
    "crowded-place",
    Severity.INFO,
    "`{place}` holds or is joined with more than one picture can show, so that no picture shows it in detail",
    "put what is in it, or what it is joined with, into boundaries: these are folded up and opened one by one",
)
MISSING_ANCHOR = OF_THE_SITE.check(
    "missing-anchor",
    Severity.ERROR,
    "the {locale} page of {path} lacks the heading anchor `{anchor}`",
    "take ids such as `{{: #…}}` out of translations; a heading keeps the id of its source",
)

OF_REALITY = CheckGroup()
"""Found by comparing the model with what is deployed (`groundplan verify`)."""

UNMODELLED_OPENING = OF_REALITY.check(
    "unmodelled-opening",
    Severity.ERROR,
    "`{resource}` admits {what}, which no flow of the model needs",
    "close it, or add the flow that needs it",
)
WIDER_OPENING = OF_REALITY.check(
    "wider-opening",
    Severity.ERROR,
    "`{resource}` admits {what} besides what `{flow}` needs",
    "narrow it, or say in the model what is needed",
)
MISSING_OPENING = OF_REALITY.check(
    "missing-opening",
    Severity.WARNING,
    "`{flow}` needs {what}, which `{resource}` does not admit",
    "open it, or take the flow out of the model (`status`, `when`)",
)
UNKNOWN_OPENING = OF_REALITY.check("unknown-opening", Severity.WARNING, "`{resource}` does not tell {problem}")
UNBOUND_RESOURCE = OF_REALITY.check(
    "unbound-resource",
    Severity.WARNING,
    "`{resource}` is bound to no place of the model, so that nothing can be said of what it admits",
    "name it in `bindings`, under the component that it belongs to",
)
UNUSED_BINDING = UNBOUND_RESOURCE.worded(
    "the binding names `{resource}`, which is in none of the files that were given", "mend its address, or remove it"
)

OF_THE_RUN = CheckGroup()
"""Found while the findings of others are gathered."""

EXPIRED_WAIVER = OF_THE_RUN.check(
    "expired-waiver", Severity.ERROR, "the waiver `{waiver}` ended on {until}", "mend what it accepted, or ask {by} for a new date"
)
UNUSED_WAIVER = OF_THE_RUN.check("unused-waiver", Severity.WARNING, "the waiver `{waiver}` accepts nothing: {reason}", "remove it")
INTERNAL_ERROR = OF_THE_RUN.check(
    "internal-error", Severity.ERROR, "the check `{name}` crashed: {error}", "please report this, with the model if you can share it"
)

CHECKS = (*STRUCTURAL, *OF_THE_FACTS, *OF_THE_SUBJECT, *OF_FILES, *OF_THE_SITE, *OF_REALITY, *OF_THE_RUN)
"""Every check, by the order in which it is documented."""

BINDING = frozenset(check.name for check in (*STRUCTURAL, ENTANGLED_OPTIONS, BAD_SETTING, BAD_PROJECT, BAD_PAGE, INTERNAL_ERROR))
"""Names of the checks that no setting lowers and no waiver accepts: what they report, other checks could not see."""

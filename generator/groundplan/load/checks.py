"""The faults that reading a model can find."""

from groundplan.diagnostics import Check, Severity

YAML_SYNTAX = Check("yaml-syntax", Severity.ERROR, "{problem}")
DUPLICATE_KEY = Check("duplicate-key", Severity.ERROR, "the key `{key}` stands twice in one mapping", "keep one of the two")
UNSAFE_YAML = Check("unsafe-yaml", Severity.ERROR, "{problem}", "write the value out as plain YAML")
INPUT_TOO_LARGE = Check("input-too-large", Severity.ERROR, "{problem}")
UNKNOWN_KEY = Check("unknown-key", Severity.ERROR, "{place} has no key `{key}`")
MISSING_KEY = Check("missing-key", Severity.ERROR, "{place} lacks the key `{key}`", "add `{key}:` to it")
WRONG_TYPE = Check("wrong-type", Severity.ERROR, "{place} must be {expected}, not {found}")
BAD_ID = Check("bad-id", Severity.ERROR, "`{id}` is not an id", "ids are lower-case words joined by hyphens, such as `{suggestion}`")
BAD_PORT = Check(
    "bad-port", Severity.ERROR, "{place}: {problem}", "write a port as `443/tcp`, a range as `8000-8100/udp`, or `ports: unknown`"
)
BAD_ENDPOINT = Check("bad-endpoint", Severity.ERROR, "{place}: {problem}")
DUPLICATE_ID = Check("duplicate-id", Severity.ERROR, "the id `{id}` stands twice among the {section}", "rename one of them")

CHECKS = (
    YAML_SYNTAX, DUPLICATE_KEY, UNSAFE_YAML, INPUT_TOO_LARGE, UNKNOWN_KEY, MISSING_KEY, WRONG_TYPE, BAD_ID, BAD_PORT, BAD_ENDPOINT,
    DUPLICATE_ID,
)  # fmt: skip

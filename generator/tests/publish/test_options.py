"""The plugin's options work or are refused: none is swallowed."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from groundplan.load.publishing import Publishing
from groundplan.load.site_tree import site_tree
from groundplan.publish.mkdocs import Options
from groundplan.publish.plugin_options import OPTIONS, option_findings


def problems(**options: object) -> list[str]:
    config = Options()
    config.load_dict(options)
    failed, warnings = config.validate()
    assert warnings == []
    return [f"{key}: {error}" for key, error in failed]


def test_every_option_that_there_is_can_be_set() -> None:
    assert problems(strict=True, audience="internal", locales=["ko"], locale_coverage=90, strict_policy=True) == []


@pytest.mark.parametrize(
    ("option", "problem"),
    [
        (
            "colour",
            "There is no such option; the options are "
            + ", ".join(
                ("model", "strict", "audience", "locales", "locale_coverage", "offline", "strict_policy", "keep", "plain", "projects")
            ),
        ),
        ("local", "There is no such option; did you mean `locales`?"),
    ],
)
def test_an_option_that_there_is_not_is_refused(option: str, problem: str) -> None:
    assert problems(**{option: "anything"}) == [f"{option}: {problem}"]


def test_a_check_knows_every_option() -> None:
    assert {*OPTIONS, "projects"} == {key for key, _ in Options._schema}


WORDS = ("true", "no", "'true'", "90", "1.5", "public", "internal", "search", "ko", "'90'", "", "~", "2026-01-01", "0x1A", "{}", "{a: b}")
values = st.one_of(
    st.sampled_from(WORDS), st.lists(st.sampled_from(WORDS), max_size=3).map(lambda words: f"[{', '.join(filter(None, words))}]")
)


@settings(max_examples=settings.default.max_examples * 8)
@given(st.dictionaries(st.sampled_from([*sorted({*OPTIONS} - {"model"}), "nope"]), values, min_size=1, max_size=4))
def test_a_check_finds_what_mkdocs_refuses(options: dict[str, str]) -> None:
    text = "plugins:\n  - groundplan:\n" + "".join(f"      {key}: {value}\n" for key, value in options.items())
    meant = yaml.safe_load(text)["plugins"][0]["groundplan"]
    refused = {key for key, value in meant.items() if problems(**{key: value})}  # MkDocs tells of one at a time
    found = [finding.span for finding in option_findings(Publishing(site_tree([("mkdocs.yml", text.encode())])), None)]
    named = {text.splitlines()[span.line - 1].strip().partition(":")[0] for span in found if span}
    nothing = {key for key, value in options.items() if value in ("", "~")}  # nobody relies on what is not written
    assert named - nothing == refused - nothing
    assert refused & nothing <= {"nope"}

"""The plugin's options work or are refused: none is swallowed."""

from __future__ import annotations

import pytest

from groundplan.publish.mkdocs import Options


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

"""How hard property tests look: at the same few examples in every run, or at many new ones with `--hypothesis-profile=thorough`."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

_LATE = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture)
settings.register_profile("repeatable", derandomize=True, deadline=None, max_examples=25, database=None, suppress_health_check=_LATE)
settings.register_profile("thorough", deadline=None, max_examples=2_000, suppress_health_check=_LATE)


def load_profile(config: pytest.Config) -> None:
    """Before any module with tests is read: decorators take what holds then."""
    if not config.getoption("hypothesis_profile", default=None):
        settings.load_profile("repeatable")


def costly() -> settings:
    """For tests that take a second for each example: a fifth of the profile's examples."""
    return settings(max_examples=settings.default.max_examples // 5)

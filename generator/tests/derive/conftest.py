"""How hard the property tests look: the same examples in every run, or more and new ones with `--hypothesis-profile=thorough`."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

_slow_to_make = [HealthCheck.too_slow, HealthCheck.data_too_large]
settings.register_profile(
    "repeatable", derandomize=True, deadline=None, max_examples=100, database=None, suppress_health_check=_slow_to_make
)
settings.register_profile("thorough", deadline=None, max_examples=20_000, suppress_health_check=_slow_to_make)


def pytest_configure(config: pytest.Config) -> None:
    if not config.getoption("hypothesis_profile", default=None):
        settings.load_profile("repeatable")

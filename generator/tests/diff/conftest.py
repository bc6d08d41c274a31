"""Property tests here look like those of `derive`."""

from derive.conftest import pytest_configure

__all__ = ["pytest_configure"]

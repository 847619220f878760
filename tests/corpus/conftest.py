"""What the tests of `corpus` share: settings, and ways to see a tree at a glance."""

from __future__ import annotations

import pytest

from corpus.settings import Settings


@pytest.fixture(scope="session")
def settings() -> Settings:
    """The defaults, whatever the environment says."""
    return Settings()

"""An assistant over the policy that ships, with the real encoder and a real index."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.settings import Settings, load_settings
from qa import Assistant, open_assistant

DOCUMENTS = Path(__file__).resolve().parents[2] / "corpus" / "documents"


@pytest.fixture(scope="session")
def policy_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    from index import build_index

    settings = load_settings([("home", tmp_path_factory.mktemp("policy"))], environment={})
    build_index(settings, [DOCUMENTS])
    return settings


@pytest.fixture(scope="session")
def assistant(policy_settings: Settings) -> Assistant:
    return open_assistant(policy_settings)

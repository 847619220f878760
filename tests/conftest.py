"""What every test shares: no network beyond loopback, quiet libraries, the data that may be there."""

from __future__ import annotations

import os
from pathlib import Path

# Before any library reads them: nothing here may look for a model hub or send statistics.
os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("TRANSFORMERS_OFFLINE", "1")
os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

import pytest
from pytest_socket import disable_socket, socket_allow_hosts

ROOT = Path(__file__).resolve().parent.parent
SHARED_DATA = ROOT.parent / "shared" / "data"


@pytest.fixture(autouse=True)
def _closed_network(request: pytest.FixtureRequest) -> None:
    """Unit tests open no socket at all; tests marked `server` or `browser` reach loopback only."""
    if request.node.get_closest_marker("server") or request.node.get_closest_marker("browser"):
        socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)
    else:
        disable_socket(allow_unix_socket=True)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real input beside the project; tests that need it are skipped where it is absent."""
    if not SHARED_DATA.is_dir():
        pytest.skip("../shared/data is not here")
    return SHARED_DATA


@pytest.fixture(scope="session")
def shared_data_or_none() -> Path | None:
    """The same folder, for tests that check more where it is."""
    return SHARED_DATA if SHARED_DATA.is_dir() else None

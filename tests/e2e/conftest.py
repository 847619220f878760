"""Real servers as processes of their own, and a real Chromium: what the end-to-end tests stand on."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
READY_SECONDS = 240  # a first start builds the encoder's files and the index, on a busy machine
CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)

# Writes every address that the server's process looks up or connects to beyond loopback.
AUDIT = """
import os, sys
def _watch(event, arguments):
    if event == "socket.connect":
        address = arguments[1]
        if isinstance(address, tuple) and not str(address[0]).startswith(("127.", "::1", "localhost")):
            _write(f"connect {address}")
    elif event == "socket.getaddrinfo" and str(arguments[0]) not in ("None", "localhost", "127.0.0.1", "::1", ""):
        _write(f"look up {arguments[0]}")
def _write(line):
    with open(os.environ["WENCE_TEST_AUDIT"], "a", encoding="utf-8") as file:
        file.write(line + "\\n")
sys.addaudithook(_watch)
"""


@dataclass
class Server:
    """A running `python app.py`. `stop` ends it as a user would, `kill` as a power cut would."""

    process: subprocess.Popen[str]
    url: str
    home: Path
    outside: Path
    log: list[str]
    reader: threading.Thread  # the pipe must go on being read, or a talkative server would stand still

    def get(self, path: str) -> str:
        with urllib.request.urlopen(self.url + path, timeout=READY_SECONDS) as answer:
            return str(answer.read().decode())

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self._ended()

    def kill(self) -> None:
        self.process.kill()
        self._ended()

    def _ended(self) -> int:
        status = self.process.wait(timeout=30)
        self.reader.join(timeout=30)
        assert self.process.stderr is not None
        self.process.stderr.close()
        return status


StartServer = Callable[..., Server]


def start_server(home: Path, *arguments: str, environment: dict[str, str] | None = None) -> Server:
    """Start the app on a port that the system picks and wait until it is ready to answer."""
    audit = home.parent / f"{home.name}-audit"
    audit.mkdir(parents=True, exist_ok=True)
    (audit / "sitecustomize.py").write_text(AUDIT, encoding="utf-8")
    outside = audit / "outside.log"
    variables = {name: value for name, value in os.environ.items() if not name.startswith("WENCE_")}
    variables |= {"PYTHONPATH": str(audit), "WENCE_TEST_AUDIT": str(outside), "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        [sys.executable, "app.py", "--home", str(home), "--port", "0", *arguments],
        cwd=ROOT,
        env=variables | (environment or {}),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    log: list[str] = []
    for line in process.stderr:
        log.append(line)
        found = re.search(r"http://\S+:\d+", line)
        if found:
            break
    else:
        process.wait(timeout=30)
        process.stderr.close()
        raise AssertionError("the server ended before it listened:\n" + "".join(log))
    reader = threading.Thread(target=log.extend, args=(process.stderr,), daemon=True)
    reader.start()
    server = Server(process, found.group().replace("0.0.0.0", "127.0.0.1"), home, outside, log, reader)
    try:
        server.get("/readyz")  # the port listens from the start: this answers once the index is open
    except Exception:
        server.kill()
        raise AssertionError("the server did not become ready:\n" + "".join(log)) from None
    return server


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server over the policy that the app opens with, for every test that changes nothing."""
    running = start_server(tmp_path_factory.mktemp("served") / "home")
    yield running
    running.kill()


@pytest.fixture
def starting(tmp_path: Path) -> Iterator[StartServer]:
    """Start servers of one's own; they are ended with the test."""
    running: list[Server] = []

    def start(*arguments: str, home: Path | None = None, environment: dict[str, str] | None = None) -> Server:
        running.append(start_server(home or tmp_path / "home", *arguments, environment=environment))
        return running[-1]

    yield start
    for each in running:
        if each.process.poll() is None:
            each.kill()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; where it is missing the test is skipped, but never in continuous integration."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        reason = "chromium is not installed (apt-get install chromium)"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=list(CHROMIUM_FLAGS))
        yield started
        started.close()


@dataclass
class Watched:
    """A page with what it asked for and what it complained about."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


OpenPage = Callable[..., Watched]


@pytest.fixture
def opening(browser: Browser) -> Iterator[OpenPage]:
    """Open a page in a context of its own, recording every request and every error of its scripts."""
    contexts: list[BrowserContext] = []

    def open_page(
        url: str, *, width: int = 1280, height: int = 860, dark: bool = False, touch: bool = False
    ) -> Watched:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            has_touch=touch,
            locale="zh-CN",
        )
        contexts.append(context)
        watched = Watched(context.new_page())
        context.on("request", lambda request: watched.requests.append(request.url))
        watched.page.on("pageerror", lambda error: watched.complaints.append(str(error)))

        def dismiss(dialog: Dialog) -> None:
            watched.complaints.append(f"dialog: {dialog.message}")
            dialog.dismiss()

        watched.page.on("dialog", dismiss)
        watched.page.goto(url)
        watched.page.wait_for_selector("#wence-question textarea")
        return watched

    yield open_page
    for context in contexts:
        context.close()

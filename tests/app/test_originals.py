"""Originals are served whole to whom a link was given, and nothing in them can act."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import Library
from corpus.schema import LibraryError
from corpus.settings import Settings
from qa.originals import LINK_SECONDS, OriginalLinks

TEXT = "关于规范社区食堂补贴的通知\n\n一、补贴对象\n\n（一）社区食堂的补贴对象是年满六十五周岁的老年人。\n"


class Clock:
    """Seconds that stand still until they are moved."""

    now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


def kept(home: Path, name: str, content: bytes) -> str:
    return Library(home).add_bytes(name, content, Settings()).document.id


def parts(link: dict[str, str]) -> tuple[str, int, str]:
    split = urlsplit(link["href"])
    asked = parse_qs(split.query)
    return split.path.removeprefix("originals/"), int(asked["until"][0]), asked["seal"][0]


def test_a_link_opens_its_own_document_for_a_while(tmp_path: Path) -> None:
    clock = Clock()
    links = OriginalLinks(tmp_path, clock)
    identity = kept(tmp_path, "通知.txt", TEXT.encode())
    link = links.link(identity, None)
    assert link is not None
    assert link["label"] == "打开原件"
    named, until, seal = parts(link)
    assert named == identity
    assert links.holds(identity, until, seal)
    assert not links.holds("0" * 16, until, seal)
    assert not links.holds(identity, until + 1, seal)
    assert not OriginalLinks(tmp_path, clock).holds(identity, until, seal)  # another run, another key
    clock.now += LINK_SECONDS
    assert not links.holds(identity, until, seal)


@given(st.text(max_size=80), st.integers(-(2**70), 2**70), st.text(max_size=80))
def test_a_made_up_seal_opens_nothing(identity: str, until: int, seal: str) -> None:
    identity, seal = (each.encode(errors="replace").decode() for each in (identity, seal))
    assert not OriginalLinks(Path("nowhere")).holds(identity, until, seal)


@pytest.mark.parametrize(
    ("name", "content", "media_type", "kind"),
    [
        ("通知.txt", TEXT.encode(), "text/plain; charset=utf-8", "inline"),
        ("通知.md", TEXT.encode("gb18030"), "text/plain; charset=gb18030", "inline"),
        ("通知.html", f"<html><body><script>x</script><p>{TEXT}</p></body></html>".encode(), "application/octet-stream", "attachment"),
    ],
)  # fmt: skip
def test_nothing_active_is_shown(
    tmp_path: Path, name: str, content: bytes, media_type: str, kind: str
) -> None:
    identity = kept(tmp_path, name, content)
    links = OriginalLinks(tmp_path)
    served = links.file(identity, '"; x=\r\n通 知.html')
    assert served.path.read_bytes() == content
    assert served.media_type == media_type
    assert served.headers["Content-Disposition"] == (
        f"{kind}; filename*=UTF-8''%22%3B%20x%3D%0D%0A%E9%80%9A%20%E7%9F%A5.html"
    )
    assert served.headers["X-Content-Type-Options"] == "nosniff"
    assert served.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    link = links.link(identity, 3)
    assert link is not None
    assert "#page" not in link["href"]
    assert link["label"] == ("打开原件" if kind == "inline" else "下载原件")


def test_an_original_that_is_gone_has_no_link(tmp_path: Path) -> None:
    links = OriginalLinks(tmp_path)
    identity = kept(tmp_path, "通知.txt", TEXT.encode())
    Library(tmp_path).original(identity).unlink()
    assert links.link(identity, None) is None
    with pytest.raises(LibraryError):
        links.link("../../etc/passwd", None)

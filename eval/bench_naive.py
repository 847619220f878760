"""A plain pipeline over the same passages and vectors, beside which building, opening and searching are measured.

sentence-transformers, a NumPy product and rank_bm25, kept in one pickle, as a first script would do it.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from eval.bench_measure import median_ms, once_ms

NAME = "sentence-transformers + NumPy + rank_bm25"
_COLD = """
import sys
from sentence_transformers import SentenceTransformer
SentenceTransformer(sys.argv[1], device="cpu").encode(["query: " + sys.argv[2]], show_progress_bar=False)
"""


def naive_costs(index: Any, folder: Path, repeats: int) -> dict[str, float]:
    """Milliseconds of `write_ms` (tokens, postings, pickle), `open_ms` (unpickle) and `search_ms` (encode the
    question, score all, fuse by rank) over the passages of `index`; {} without rank_bm25, which is a
    development requirement. The model is loaded beforehand.
    """
    if find_spec("rank_bm25") is None:
        return {}
    import numpy as np
    from rank_bm25 import BM25Okapi
    from sentence_transformers import SentenceTransformer

    from eval.bench_child import QUERIES
    from index import dense, tokens
    from index.bundled import QUERY_PROMPT, model_directory

    matrix = np.array(dense.read_dense(index.generation.directory / "dense").vectors, dtype=np.float32)
    texts = [p.text for summary in index.documents() for p in index.passages(summary.id)]
    kept = folder / "naive.pickle"
    model: Any = SentenceTransformer(str(model_directory()), device="cpu")

    def words(text: str) -> list[str]:
        folded = tokens.fold(text)
        return [*tokens.words(folded), *tokens.pairs(folded)]

    def build() -> None:
        kept.write_bytes(pickle.dumps((matrix, BM25Okapi([words(text) for text in texts]), texts)))

    write = once_ms(build)
    opened = median_ms(lambda: pickle.loads(kept.read_bytes()), repeats)
    vectors, worded, _ = pickle.loads(kept.read_bytes())

    def search() -> Any:
        question = QUERIES[0]
        vector = model.encode([QUERY_PROMPT + question], normalize_embeddings=True, show_progress_bar=False)[
            0
        ]
        near = np.argsort(np.argsort(-(vectors @ vector)))
        said = np.argsort(np.argsort(-worded.get_scores(words(question))))
        return np.argsort(-(1 / (60 + near) + 1 / (60 + said)))[:10]

    return {"write_ms": write, "open_ms": opened, "search_ms": median_ms(search, repeats)}


def naive_cold_start(repeats: int) -> float:
    """Milliseconds of a fresh process that imports sentence-transformers, loads the model and encodes a question."""
    from eval.bench_child import QUERIES
    from index.bundled import model_directory

    line = [sys.executable, "-c", _COLD, str(model_directory()), QUERIES[0]]
    return median_ms(lambda: subprocess.run(line, capture_output=True, check=True), repeats)

"""The systems of `eval.peers`: ours, and LangChain and LlamaIndex pipelines as their own documentation builds them.

Each is a function from files to a `Searching`; knows nothing of questions, clocks or tables. The peers' packages are
in requirements-peers.txt and are imported where they are used.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

HITS = 10
# (characters or tokens in a piece, of them shared with the next): what the peers' documentation uses, and pieces as
# long as our passages may be, for a longer piece holds more of any evidence.
LANGCHAIN_DEFAULT, LLAMAINDEX_DEFAULT, AS_OURS = (1000, 200), (1024, 200), (300, 50)


@dataclass(frozen=True, slots=True)
class Searching:
    """An index: how many passages, how many characters in them, and the texts of the best ten for a question."""

    passages: int
    characters: int
    search: Callable[[str], Sequence[str]]


Build = Callable[[Sequence[Path], Path], Searching]


def _take(module: str, name: str) -> Any:
    return getattr(importlib.import_module(module), name)


def model() -> str:
    """The bundled model as a Hugging Face directory: the same for everybody."""
    from index.bundled import model_directory

    return str(model_directory())


def wence(paths: Sequence[Path], folder: Path) -> Searching:
    """Ours, with its defaults."""
    from corpus.settings import load_settings
    from index import build_index, open_index

    settings = replace(load_settings(), home=folder / "home")
    build_index(settings, paths)
    index = open_index(settings)
    texts = [p.text for summary in index.documents() for p in index.passages(summary.id)]
    return Searching(
        len(texts),
        sum(map(len, texts)),
        lambda question: [hit.passage.text for hit in index.search(question, HITS)],
    )


def _langchain(paths: Sequence[Path], size: int, overlap: int) -> Searching:
    """https://docs.langchain.com, integrations: RecursiveCharacterTextSplitter with the separators given there for
    languages without word boundaries; FAISS and BM25 in an EnsembleRetriever with equal weights. BM25 gets words by
    jieba, for its default splits at spaces."""
    import jieba

    embeddings = _take("langchain_huggingface", "HuggingFaceEmbeddings")(
        model_name=model(),
        model_kwargs={"device": "cpu"},
        encode_kwargs={"normalize_embeddings": True, "prompt_name": "passage"},
        query_encode_kwargs={"normalize_embeddings": True, "prompt_name": "query"},
    )
    documents = [
        document
        for path in paths
        for document in _take("langchain_community.document_loaders", "TextLoader")(
            str(path), encoding="utf-8"
        ).load()
    ]
    separators = ["\n\n", "\n", " ", ".", ",", "\u200b", "\uff0c", "\u3001", "\uff0e", "\u3002", ""]
    pieces = _take("langchain_text_splitters", "RecursiveCharacterTextSplitter")(
        chunk_size=size, chunk_overlap=overlap, separators=separators
    ).split_documents(documents)
    vectors = _take("langchain_community.vectorstores", "FAISS").from_documents(pieces, embeddings)
    words = _take("langchain_community.retrievers", "BM25Retriever").from_documents(
        pieces, preprocess_func=jieba.lcut, k=HITS
    )
    both = _take("langchain_classic.retrievers", "EnsembleRetriever")(
        retrievers=[words, vectors.as_retriever(search_kwargs={"k": HITS})], weights=[0.5, 0.5]
    )
    return Searching(
        len(pieces),
        sum(len(piece.page_content) for piece in pieces),
        lambda question: [piece.page_content for piece in both.invoke(question)[:HITS]],
    )


def _llamaindex(paths: Sequence[Path], size: int, overlap: int) -> Searching:
    """https://developers.llamaindex.ai, "Reciprocal Rerank Fusion Retriever": SimpleDirectoryReader, SentenceSplitter,
    VectorStoreIndex and BM25Retriever in a QueryFusionRetriever. One query, for more would need a language model.
    BM25 gets single characters, for its default pattern takes a Chinese clause for one word."""
    embedding = _take("llama_index.embeddings.huggingface", "HuggingFaceEmbedding")(
        model_name=model(), device="cpu", query_instruction="query: ", text_instruction="passage: "
    )
    core = importlib.import_module("llama_index.core")
    documents = core.SimpleDirectoryReader(input_files=list(map(str, paths)), encoding="utf-8").load_data()
    nodes = _take("llama_index.core.node_parser", "SentenceSplitter")(
        chunk_size=size, chunk_overlap=overlap
    ).get_nodes_from_documents(documents)
    index = core.VectorStoreIndex(nodes, embed_model=embedding)
    words = _take("llama_index.retrievers.bm25", "BM25Retriever").from_defaults(
        nodes=nodes,
        similarity_top_k=HITS,
        skip_stemming=True,
        token_pattern=r"(?u)[\u4e00-\u9fff]|[a-zA-Z0-9]+",
    )
    both = _take("llama_index.core.retrievers", "QueryFusionRetriever")(
        [index.as_retriever(similarity_top_k=HITS), words],
        llm=_take("llama_index.core.llms", "MockLLM")(),
        similarity_top_k=HITS,
        num_queries=1,
        mode="reciprocal_rerank",
        use_async=False,
    )
    texts = [node.get_content() for node in nodes]
    return Searching(
        len(texts),
        sum(map(len, texts)),
        lambda question: [found.node.get_content() for found in both.retrieve(question)],
    )


SYSTEMS: dict[str, Build] = {
    "wence": wence,
    "langchain": lambda paths, _: _langchain(paths, *LANGCHAIN_DEFAULT),
    "langchain-300": lambda paths, _: _langchain(paths, *AS_OURS),
    "llamaindex": lambda paths, _: _llamaindex(paths, *LLAMAINDEX_DEFAULT),
    "llamaindex-300": lambda paths, _: _llamaindex(paths, *AS_OURS),
}

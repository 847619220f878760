"""The embedded index: opens the current generation, searches it, and takes up a new one when it is there.

Knows how the ways of finding are put together; nothing of building, questions or answers.
"""

from __future__ import annotations

import functools
import threading
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np

from corpus import Library
from corpus.schema import Document, LibraryError, Passage
from corpus.settings import Settings
from index import dense, lexical, snapshot, tokens
from index.build import INDEX_VERSION
from index.encoder import encoder_name, load_encoder
from index.passage_store import FILE_NAME, PassageStore
from index.rerank import load_reranker, rerank
from index.schema import DocumentSummary, Encoder, Hit, IndexFailure, SearchFilter
from index.search import OpenGeneration, Ways, find

RERANKED = 30  # hits that a reranker is given


def open_index(settings: Settings) -> LocalIndex:
    """The current generation below `settings.home`, in milliseconds; the model loads with the first search.

    Raises `IndexFailure`, naming the command that mends it, where there is no index, it is damaged, or it
    was built with another encoder or other passage settings.
    """
    return LocalIndex(settings)


@dataclass(frozen=True, slots=True)
class _Opened:
    """One generation, open. Searches that began on it end on it."""

    generation: snapshot.Generation
    stamp: tuple[int, int] | None
    parts: OpenGeneration


class LocalIndex:
    """See `PassageIndex`. Safe to use from several threads at once."""

    def __init__(self, settings: Settings, ways: Ways | None = None) -> None:
        self.settings = settings
        self.ways = ways or Ways()
        self._library = Library(settings.home)
        self._lock = threading.Lock()
        self._opened = self._open()

    def warm_up(self) -> None:
        """Load what the first search would load."""
        self.search("预热", 1)

    def search(self, query: str, k: int = 10, where: SearchFilter | None = None) -> tuple[Hit, ...]:
        """See `PassageIndex`. An empty query finds nothing."""
        if not query.strip() or k < 1:
            return ()
        opened = self._current()
        vector = self.encoder.encode_queries([query])[0] if self.ways.dense else None
        name = self.settings.index.reranker
        if not name:
            return find(opened.parts, query, vector, k, where, self.ways)
        found = find(opened.parts, query, vector, max(k, RERANKED), where, self.ways)
        return (*rerank(query, found[:RERANKED], load_reranker(name)), *found[RERANKED:])[:k]

    def document(self, document_id: str) -> Document:
        """See `PassageIndex`."""
        opened = self._current()
        if document_id not in opened.parts.store.numbers:
            raise _unknown(document_id)
        try:
            return _document(self._library, document_id, opened.generation.number)
        except LibraryError as error:
            raise _unknown(document_id) from error

    def documents(self) -> tuple[DocumentSummary, ...]:
        """See `PassageIndex`."""
        return tuple(sorted(self._current().parts.store.documents, key=lambda item: (item.source, item.id)))

    def passages(self, document_id: str) -> tuple[Passage, ...]:
        """See `PassageIndex`. Raises `IndexFailure` for an unknown id."""
        opened = self._current()
        number = opened.parts.store.numbers.get(document_id)
        if number is None:
            raise _unknown(document_id)
        return opened.parts.store.passages_of(number)

    def passage_count(self) -> int:
        """See `PassageIndex`."""
        return len(self._current().parts.owners)

    @property
    def encoder(self) -> Encoder:
        """See `PassageIndex`."""
        return load_encoder(self.settings)

    def passage_frequencies(self, bigrams: Sequence[str]) -> tuple[int, ...]:
        """See `PassageIndex`."""
        return self._current().parts.lexical.frequencies([tokens.token_id(f"2{pair}") for pair in bigrams])

    @property
    def generation(self) -> snapshot.Generation:
        """The generation that the next search uses."""
        return self._current().generation

    def _current(self) -> _Opened:
        opened = self._opened
        if snapshot.current_stamp(self.settings.home) != opened.stamp:
            with self._lock:
                if snapshot.current_stamp(self.settings.home) != self._opened.stamp:
                    self._opened = self._open()
                opened = self._opened
        return opened

    def _open(self) -> _Opened:
        home = self.settings.home
        last: Exception | None = None
        for _ in range(5):  # the generation may be replaced and removed while its files are being opened
            stamp = snapshot.current_stamp(home)
            generation = snapshot.current_generation(home)
            if generation is None:
                raise IndexFailure(
                    f"「{home}」里还没有索引", f"请先运行 python -m index build 文件或文件夹 --home {home}"
                )
            _check_settings(generation, self.settings)
            try:
                return _open_generation(generation, stamp)
            except FileNotFoundError as error:
                last = error
            except Exception as error:  # numpy, sqlite3 and json each have their own for a damaged file
                raise snapshot.damaged(home, str(error)) from error
        raise snapshot.damaged(home, str(last))


def _open_generation(generation: snapshot.Generation, stamp: tuple[int, int] | None) -> _Opened:
    directory = generation.directory
    store = PassageStore(directory / FILE_NAME)
    vectors = dense.read_dense(directory / "dense")
    owners = np.repeat(
        np.arange(len(store.documents), dtype=np.uint32), [item.passages for item in store.documents]
    )
    worded = lexical.read_lexical(directory / "lexical", len(owners))
    if len(vectors.vectors) != len(owners):
        raise ValueError(f"{len(vectors.vectors)} vectors for {len(owners)} passages")
    return _Opened(generation, stamp, OpenGeneration(directory, store, vectors, worded, owners))


def _check_settings(generation: snapshot.Generation, settings: Settings) -> None:
    manifest = generation.manifest
    remedy = f"请运行 python -m index build --home {settings.home} 重建"
    if manifest["encoder"] != encoder_name(settings):
        raise IndexFailure(
            f"索引是用向量模型「{manifest['encoder']}」建的，现在设的是「{encoder_name(settings)}」", remedy
        )
    if manifest["passage_settings"] != asdict(settings.passages):
        raise IndexFailure("索引的切分设置与现在的不同", remedy)
    if manifest["index_version"] != INDEX_VERSION:
        raise IndexFailure("索引是另一个版本的问策建的", remedy)


@functools.lru_cache(maxsize=32)
def _document(library: Library, document_id: str, _generation: int) -> Document:
    return library.get(document_id)


def _unknown(document_id: str) -> IndexFailure:
    return IndexFailure(f"索引里没有编号为 {document_id} 的文件", "请用 python -m index list 查看现有的文件")

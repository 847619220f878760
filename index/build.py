"""Files come in, documents go out, and a new generation is written and swapped in.

The only writer of the index; knows the order of the stages, each of which knows nothing of the others.
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import json
import sqlite3
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from corpus import AddFailure, AddOutcome, AddResult, Library, LibraryEntry, connect, find_files
from corpus.record import READING_VERSION
from corpus.schema import LibraryError
from corpus.settings import Settings
from index import dense, lexical, passage_store, snapshot
from index.encoder import encoder_name, load_encoder
from index.prepared import PREPARED_VERSION, PreparedCache, PreparedDocument, preparation_key, prepare
from index.schema import FloatArray, IndexFailure
from index.tokens import TOKENS_VERSION
from index.vectors import VectorCache, text_hash

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

Progress = Callable[[str, int, int], None]  # stage, done, total
STAGES = ("reading", "preparing", "embedding", "writing")
# Texts between two acknowledgements of the vector cache: seconds of work, if interrupted.
_EMBEDDED_AT_ONCE = 128


@dataclass(frozen=True, slots=True)
class BuildFailure:
    """A file that could not be read; the rest went on."""

    path: Path
    problem: str


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did. `seconds` are (stage, wall time)."""

    added: tuple[str, ...]
    replaced: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]
    failures: tuple[BuildFailure, ...]
    documents: int
    passages: int
    embedded: int
    generation: int
    seconds: tuple[tuple[str, float], ...]


def build_index(
    settings: Settings,
    paths: Sequence[Path] = (),
    *,
    progress: Progress | None = None,
    waiting: Callable[[], None] | None = None,
) -> BuildReport:
    """Add or refresh the files and folders `paths`, embed what is new, swap a new generation in.

    A file that cannot be read is reported and the rest goes on. Interrupted, it leaves the old generation,
    and the next call goes on from what was kept. Raises `IndexFailure` for the disk, `EncoderFailure`
    for the model, `DocumentError` for a path that does not exist.
    """
    return _Build(settings, progress or _silent).run(paths, (), waiting)


def remove_documents(
    settings: Settings,
    document_ids: Sequence[str],
    *,
    progress: Progress | None = None,
    waiting: Callable[[], None] | None = None,
) -> BuildReport:
    """Take documents out of the index, then out of the library. Raises `IndexFailure` for an unknown id."""
    return _Build(settings, progress or _silent).run((), document_ids, waiting)


def _silent(_stage: str, _done: int, _total: int) -> None:
    return None


class _Build:
    """One run of the stages; holds what they hand to one another."""

    def __init__(self, settings: Settings, progress: Progress) -> None:
        self.settings = settings
        self.home = settings.home
        self.progress = progress
        self.library = Library(settings.home)
        self.seconds: dict[str, float] = dict.fromkeys(STAGES, 0.0)
        self.embedded = 0

    def run(
        self, paths: Sequence[Path], removed: Sequence[str], waiting: Callable[[], None] | None
    ) -> BuildReport:
        files = find_files(paths)
        with (
            snapshot.disk_errors(self.home),
            snapshot.writer_lock(self.home, waiting),
            closing(connect(self.home)) as connection,
        ):
            unwanted = self._versions(removed)
            results, failures = self._read(files)
            changed = frozenset(
                item.document.id for item in results if item.outcome is not AddOutcome.UNCHANGED
            )
            generation = self._generation(connection, unwanted, changed)
            for identity in sorted(unwanted):  # last: until the index is without it, it can be opened
                self.library.remove(identity)
        return BuildReport(
            added=_ids(results, AddOutcome.ADDED),
            replaced=_ids(results, AddOutcome.REPLACED),
            unchanged=_ids(results, AddOutcome.UNCHANGED),
            removed=tuple(dict.fromkeys(removed)),
            failures=failures,
            documents=int(generation.manifest["documents"]),
            passages=int(generation.manifest["passages"]),
            embedded=self.embedded,
            generation=generation.number,
            seconds=tuple(self.seconds.items()),
        )

    def _versions(self, document_ids: Sequence[str]) -> frozenset[str]:
        """The documents to remove: those named, and what has replaced one since it was indexed.

        A refresh that was interrupted leaves the library ahead of the index; removing what the index shows
        must not bring up the newer version of it.
        """
        known = {item.id: item.source for item in self.library.summaries()}
        found = set()
        for identity in document_ids:
            try:
                source = known.get(identity) or self.library.get(identity).source
            except LibraryError as error:
                raise IndexFailure(
                    f"没有编号为 {identity} 的文件", "请用 python -m index list 查看现有的文件"
                ) from error
            versions = self.library.history(source)
            origins = {item.origin for item in versions if item.document_id == identity}
            found |= {
                item.document_id for item in versions if item.origin in origins and not item.replaced_at
            }
            found.add(identity)
        return frozenset(found)

    def _read(self, files: Sequence[Path]) -> tuple[list[AddResult], tuple[BuildFailure, ...]]:
        results, failures = [], []
        with self._stage("reading"):
            for done, outcome in enumerate(self.library.add_all(files, self.settings), start=1):
                if isinstance(outcome, AddFailure):
                    failures.append(BuildFailure(outcome.path, str(outcome.error)))
                else:
                    results.append(outcome)
                self.progress("reading", done, len(files))
        return results, tuple(failures)

    def _generation(
        self, connection: sqlite3.Connection, without: frozenset[str], changed: frozenset[str]
    ) -> snapshot.Generation:
        entries = sorted(
            (item for item in self.library.summaries() if item.id not in without), key=lambda item: item.id
        )
        cache = PreparedCache(connection)
        prepared: list[PreparedDocument] = []
        keys = [preparation_key(entry, self.settings.passages) for entry in entries]
        with self._stage("preparing"):
            for done, (entry, key) in enumerate(zip(entries, keys, strict=True), start=1):
                ready = cache.get(entry.id, key) if entry.id not in changed else None
                if ready is None:
                    ready = prepare(self.library.get(entry.id), self.settings.passages)
                    cache.put(entry.id, key, ready)
                prepared.append(ready)
                self.progress("preparing", done, len(entries))
        facts = (
            encoder_name(self.settings),
            INDEX_VERSION,
            READING_VERSION,
            keys,
            self.settings.index.exact_passages,
        )
        identity = hashlib.sha256(repr(facts).encode()).hexdigest()
        current = _current_or_none(self.home)
        same = current is not None and not changed and current.manifest.get("corpus") == identity
        if current is not None and same and not snapshot.check_files(current):
            return current
        vectors = self._embed(connection, [text for item in prepared for text in item.embedded_texts()])
        with self._stage("writing"):
            self.progress("writing", 0, 1)
            written = snapshot.write_generation(
                self.home, lambda directory: self._fill(directory, entries, prepared, vectors, identity)
            )
            cache.forget_except(frozenset(item.id for item in entries))
            self.progress("writing", 1, 1)
        return written

    def _embed(self, connection: sqlite3.Connection, texts: Sequence[str]) -> FloatArray:
        """(passages, dimension): kept vectors, and new ones for the texts that are new."""
        with self._stage("embedding"):
            cache = VectorCache(connection, encoder_name(self.settings))
            keys = [text_hash(text) for text in texts]
            vectors = cache.get(list(dict.fromkeys(keys)))
            new = {key: text for key, text in zip(keys, texts, strict=True) if key not in vectors}
            if new:
                vectors.update(self._embed_new(cache, new))
            return np.stack([vectors[key] for key in keys]) if keys else np.zeros((0, 0), np.float32)

    def _embed_new(self, cache: VectorCache, texts: Mapping[bytes, str]) -> dict[bytes, FloatArray]:
        """Embed and keep, a few hundred at a time, so that an interrupted build goes on from there."""
        encoder = load_encoder(self.settings)
        # Longest first, so that the remaining time is never told too short.
        waiting = sorted(texts.items(), key=lambda item: (-len(item[1]), item[0]))
        vectors: dict[bytes, FloatArray] = {}
        for start in range(0, len(waiting), _EMBEDDED_AT_ONCE):
            part = waiting[start : start + _EMBEDDED_AT_ONCE]
            keys = [key for key, _ in part]
            self.progress("embedding", start, len(waiting))
            told = functools.partial(self._told, start, len(waiting))
            new = encoder.encode_passages([text for _, text in part], told)
            cache.put(keys, new)
            vectors.update(zip(keys, new, strict=True))
            self.embedded += len(part)
        return vectors

    def _told(self, start: int, total: int, done: int) -> None:
        self.progress("embedding", start + done, total)

    def _fill(
        self,
        directory: Path,
        entries: Sequence[LibraryEntry],
        prepared: Sequence[PreparedDocument],
        vectors: FloatArray,
        identity: str,
    ) -> Mapping[str, object]:
        """Write the files of a generation; returns its facts for the manifest."""
        passage_store.write_passages(
            directory / passage_store.FILE_NAME,
            zip(entries, prepared, strict=True),
        )
        lexical.write_lexical(
            lexical.build_lexical(lexical.join_counts([item.counts for item in prepared])),
            directory / "lexical",
        )
        dense.write_dense(vectors, directory / "dense", self.settings.index.exact_passages)
        terms = sorted({term for item in prepared for term in item.terms})
        (directory / "terms.json").write_text(json.dumps(terms, ensure_ascii=False), encoding="utf-8")
        return {
            "encoder": encoder_name(self.settings),
            "dimension": int(vectors.shape[1]),
            "passage_settings": dataclasses.asdict(self.settings.passages),
            "index_version": INDEX_VERSION,
            "corpus": identity,
            "documents": len(entries),
            "passages": len(vectors),
        }

    def _stage(self, name: str) -> AbstractContextManager[None]:
        return _Timer(self.seconds, name)


INDEX_VERSION = f"{PREPARED_VERSION}.{TOKENS_VERSION}"


class _Timer:
    def __init__(self, seconds: dict[str, float], name: str) -> None:
        self.seconds, self.name, self.started = seconds, name, 0.0

    def __enter__(self) -> None:
        self.started = time.perf_counter()

    def __exit__(self, *_: object) -> None:
        self.seconds[self.name] += time.perf_counter() - self.started


def _current_or_none(home: Path) -> snapshot.Generation | None:
    try:
        return snapshot.current_generation(home)
    except IndexFailure:
        return None  # a damaged one is replaced


def _ids(results: Sequence[AddResult], outcome: AddOutcome) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item.document.id for item in results if item.outcome is outcome))

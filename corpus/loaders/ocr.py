"""Words on an image, by RapidOCR (optional: requirements-ocr.txt); its wheel carries its models.

Knows images and boxes only.
"""

from __future__ import annotations

import functools
import importlib.util
from typing import TYPE_CHECKING, Any

from corpus.failures import MissingTool
from corpus.loaders.placed import Placed

if TYPE_CHECKING:
    from PIL.Image import Image

REMEDY = "要识别扫描件，请运行 pip install -r requirements-ocr.txt 后再试"
_LEAST_SCORE = 0.5  # RapidOCR's own default threshold for a line of text


def is_installed() -> bool:
    """Whether the optional package is there; does not load it."""
    return importlib.util.find_spec("rapidocr_onnxruntime") is not None


@functools.cache
def _engine() -> Any:
    try:
        from rapidocr_onnxruntime import RapidOCR  # type: ignore[import-untyped,unused-ignore]
    except ImportError as error:  # OpenCV, which it needs, wants system libraries (libGL.so.1)
        raise MissingTool(
            f"文字识别已安装，但加载不了（{error}）", "在 Debian 上请运行 apt-get install libgl1 libglib2.0-0"
        ) from error
    return RapidOCR()


def read_image(image: Image) -> list[Placed]:
    """The lines of text on `image` with their boxes, in pixels, y growing upwards from the lower edge."""
    import numpy

    found, _ = _engine()(numpy.asarray(image.convert("RGB"))[:, :, ::-1])
    pieces = []
    for box, text, score in found or ():
        if float(score) < _LEAST_SCORE or not text.strip():
            continue
        xs, ys = [point[0] for point in box], [image.height - point[1] for point in box]
        pieces.append(Placed(text.strip(), min(xs), min(ys), max(xs), max(ys)))
    return pieces

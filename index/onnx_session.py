"""A network in ONNX Runtime as the encoder and the reader run it.

Knows files of networks; nothing of what they compute.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any


def open_session(network: Path, threads: int = 1) -> Any:
    """The `InferenceSession` of `network`, each run on `threads` threads. ONNX Runtime raises its own errors.

    The threads sleep between runs: those that spin take the cores from what else a question needs.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(str(network), options, providers=["CPUExecutionProvider"])

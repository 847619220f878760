"""Where training computes in bfloat16: on a GPU, and on processors that multiply it.

Knows devices; nothing of the network or what it learns.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from index.processor import processor_flags

if TYPE_CHECKING:
    import torch


def mixed_precision(device: torch.device) -> contextlib.AbstractContextManager[Any]:
    """A context in which matrix products are in bfloat16, where `device` gains by it; else in float32."""
    import torch

    if device.type == "cpu" and not processor_flags() & {"avx512_bf16", "amx_bf16"}:
        return contextlib.nullcontext()
    return torch.autocast(device.type, dtype=torch.bfloat16)


def float32_attention() -> str:
    """The name of an attention that computes in float32 within a bfloat16 pass.

    On a CPU the backward pass of fused attention takes half the time in float32 that it takes in bfloat16.
    """
    import torch
    from transformers import AttentionInterface, AttentionMaskInterface
    from transformers.masking_utils import sdpa_mask

    def attend(
        _module: Any,
        query: Any,
        key: Any,
        value: Any,
        attention_mask: Any,
        scaling: float | None = None,
        **_: Any,
    ) -> tuple[Any, None]:
        with torch.autocast("cpu", enabled=False):
            mask = (
                None
                if attention_mask is None
                else attention_mask.float()
                if attention_mask.is_floating_point()
                else attention_mask
            )
            attended = torch.nn.functional.scaled_dot_product_attention(
                query.float(), key.float(), value.float(), attn_mask=mask, scale=scaling
            )
        return attended.to(query.dtype).transpose(1, 2).contiguous(), None

    AttentionInterface.register("sdpa_float32", attend)
    AttentionMaskInterface.register("sdpa_float32", sdpa_mask)
    return "sdpa_float32"

"""A BERT encoder as an ONNX graph, with mean pooling or without, in float32 or with int8 matrix products.

Knows tensors and operators; nothing of tokenizers, files or what the vectors are for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np

from index.schema import FloatArray

# The exponent that shares the difficulty of quantising between activations and weights (Xiao et al., 2023,
# "SmoothQuant", eq. 4), by input: chosen on 50 paragraphs of law for the least loss of cosine against float32
# (tried 0.3 to 0.95). The context vectors of attention have no outliers and need none.
SMOOTHING = {"attention": 0.75, "intermediate": 0.6, "output": 0.7}
# Signed bytes use these many steps on either side of zero. Processors without VNNI add products of bytes in 16 bits,
# which overflow beyond 64 (2 · 255 · 64 < 2^15): with `SATURATION_FREE` steps every processor computes the same.
ALL_STEPS, SATURATION_FREE = 127, 63
_CONTRIBUTED = frozenset(
    {"DynamicQuantizeMatMul", "MultiHeadAttention", "SkipLayerNormalization", "BiasGelu"}
)


class Precision(StrEnum):
    """How matrix products are computed."""

    FLOAT32 = "float32"
    INT8 = "int8"


@dataclass(frozen=True, slots=True)
class Architecture:
    """What the weights do not say by their shapes."""

    layers: int
    heads: int
    epsilon: float


def encoder_graph(
    weights: Mapping[str, FloatArray],
    architecture: Architecture,
    precision: Precision,
    activations: Mapping[str, FloatArray] | None = None,
    *,
    pooled: bool = True,
    steps: int = ALL_STEPS,
) -> bytes:
    """A serialised ONNX model: `embedded` (1, tokens, hidden) → `pooled` (1, hidden), not yet normalised.

    Without `pooled` it gives `states` (1, tokens, hidden) instead.
    `weights` are named as in `transformers.BertModel`. `activations` are the greatest absolute values seen
    by channel at the inputs that `SMOOTHING` names, under "attention.0", "intermediate.0", … (int8 only).
    `steps` is the greatest int8 weight. With float32 and without `activations`, those inputs are outputs too, under these names, for measuring.
    """
    return _Graph(weights, architecture, precision, activations or {}, steps).serialized(pooled)


class _Graph:
    def __init__(
        self,
        weights: Mapping[str, FloatArray],
        architecture: Architecture,
        precision: Precision,
        activations: Mapping[str, FloatArray],
        steps: int,
    ) -> None:
        self.steps = steps
        self.weights, self.architecture = weights, architecture
        self.precision, self.activations = precision, activations
        self.nodes: list[Any] = []
        self.constants: list[Any] = []
        self.measured: list[str] = []

    def serialized(self, pooled: bool) -> bytes:
        from onnx import TensorProto, helper

        hidden = len(self.weights["embeddings.LayerNorm.weight"])
        norm = ("embeddings.LayerNorm.weight", "embeddings.LayerNorm.bias")
        state = self._node(
            "LayerNormalization",
            ["embedded", *(self._constant(name, self.weights[name]) for name in norm)],
            "normalized",
            epsilon=self.architecture.epsilon,
            axis=-1,
        )
        for layer in range(self.architecture.layers):
            state = self._layer(layer, state, hidden)
        if pooled:
            self._node("ReduceMean", [state], "pooled", axes=[1], keepdims=0)
            outputs = [helper.make_tensor_value_info("pooled", TensorProto.FLOAT, ["batch", hidden])]
        else:
            self._node("Identity", [state], "states")
            outputs = [
                helper.make_tensor_value_info("states", TensorProto.FLOAT, ["batch", "tokens", hidden])
            ]
        outputs += [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in self.measured]
        graph = helper.make_graph(
            self.nodes,
            "encoder",
            [helper.make_tensor_value_info("embedded", TensorProto.FLOAT, ["batch", "tokens", hidden])],
            outputs,
            self.constants,
        )
        model = helper.make_model(
            graph,
            # 17 is the first with LayerNormalization; the IR version of its time suits every later runtime.
            opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)],
            ir_version=9,
        )
        return bytes(model.SerializeToString())

    def _layer(self, layer: int, state: str, hidden: int) -> str:
        def part(name: str) -> tuple[FloatArray, FloatArray]:
            prefix = f"encoder.layer.{layer}.{name}"
            return self.weights[f"{prefix}.weight"], self.weights[f"{prefix}.bias"]

        three = [part(f"attention.self.{name}") for name in ("query", "key", "value")]
        joined = self._product(
            state,
            np.concatenate([weight for weight, _ in three]),
            np.concatenate([bias for _, bias in three]),
            f"attention.{layer}",
        )
        sizes = self._constant(f"sizes.{layer}", np.array([hidden] * 3, np.int64))
        names = [f"{name}.{layer}" for name in ("query", "key", "value")]
        self._node("Split", [joined, sizes], names, axis=-1)
        context = self._node(
            "MultiHeadAttention", names, f"context.{layer}", num_heads=self.architecture.heads
        )
        weight, bias = part("attention.output.dense")
        attended = self._product(context, weight, None, f"attended.{layer}")
        state = self._add_and_normalize(
            attended, state, bias, part("attention.output.LayerNorm"), f"state.{layer}"
        )
        weight, bias = part("intermediate.dense")
        wide = self._product(state, weight, None, f"intermediate.{layer}")
        wide = self._node("BiasGelu", [wide, self._constant(f"wide_bias.{layer}", bias)], f"wide.{layer}")
        weight, bias = part("output.dense")
        narrow = self._product(wide, weight, None, f"output.{layer}")
        return self._add_and_normalize(narrow, state, bias, part("output.LayerNorm"), f"layer.{layer}")

    def _product(self, values: str, weight: FloatArray, bias: FloatArray | None, name: str) -> str:
        if self.precision is Precision.FLOAT32:
            if not self.activations and name.split(".")[0] in SMOOTHING:
                self.measured.append(self._node("Identity", [values], name))
            product = self._node("MatMul", [values, self._constant(f"{name}.w", weight.T)], f"{name}.product")
            if bias is None:
                return product
            return self._node("Add", [product, self._constant(f"{name}.b", bias)], f"{name}.sum")
        if name in self.activations:
            factor = _smoothing(self.activations[name], weight, SMOOTHING[name.split(".")[0]])
            values = self._node(
                "Mul", [values, self._constant(f"{name}.smoothing", 1 / factor)], f"{name}.smoothed"
            )
            weight = weight * factor
        scale = np.abs(weight).max(axis=1) / self.steps  # one scale for every output channel, symmetrical
        quantized = np.clip(np.round(weight.T / scale), -self.steps, self.steps).astype(np.int8)
        inputs = [
            values,
            self._constant(f"{name}.w", quantized),
            self._constant(f"{name}.scale", scale.astype(np.float32)),
            "",
        ]
        if bias is not None:
            inputs.append(self._constant(f"{name}.b", bias))
        return self._node("DynamicQuantizeMatMul", inputs, f"{name}.product")

    def _add_and_normalize(
        self, values: str, skip: str, bias: FloatArray, norm: tuple[FloatArray, FloatArray], name: str
    ) -> str:
        constants = [
            self._constant(f"{name}.{part}", array)
            for part, array in (("weight", norm[0]), ("shift", norm[1]), ("bias", bias))
        ]
        return self._node(
            "SkipLayerNormalization", [values, skip, *constants], name, epsilon=self.architecture.epsilon
        )

    def _constant(self, name: str, array: Any) -> str:
        from onnx import numpy_helper

        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def _node(self, operator: str, inputs: list[str], output: str | list[str], **attributes: Any) -> str:
        from onnx import helper

        outputs = [output] if isinstance(output, str) else output
        domain = "com.microsoft" if operator in _CONTRIBUTED else ""
        self.nodes.append(helper.make_node(operator, inputs, outputs, domain=domain, **attributes))
        return outputs[0]


def _smoothing(activations: FloatArray, weight: FloatArray, exponent: float) -> FloatArray:
    """The factor of every input channel, of geometric mean 1."""
    floor = 1e-5
    factor = np.maximum(activations, floor) ** exponent
    factor = factor / np.maximum(np.abs(weight).max(axis=0), floor) ** (1 - exponent)
    return np.asarray(factor / np.exp(np.mean(np.log(factor))), np.float32)

"""Encoders as ONNX graphs for the processor: matrices in int8, one window at a time, no padding."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn

from daylight.language import linker
from daylight.language.crf import Crf
from daylight.language.decoding import Heads
from model import AttributionModel, Encoder, Scorer

OPSET, MICROSOFT = 17, "com.microsoft"
BLOCK = 64
LEVELS = 127


def write_encoder(
    encoder: Encoder, outputs: dict[str, nn.Linear], path: Path, *, int8: bool = True, fine: bool = False
) -> None:
    """Write an encoder that takes the vectors of word pieces (rows, length, hidden) and their features (rows, length,
    3).

    All rows of a call have the same length, so that nothing is padded and attention needs no mask. `outputs` are the
    linear layers whose values are wanted; without any, the graph yields `hidden`. Matrices become int8 with one scale
    an output; activations become 8 bits as they come, with one scale a piece, so that a row's values do not depend on
    its neighbours. With `fine`, every 64 values have a scale of their own: half the error, and half again the time.
    """
    graph = _Graph(int8, fine)
    hidden = encoder.norm.normalized_shape[0]
    x = graph.add("Add", ["vectors", graph.positions(encoder.positions.weight)])
    for i, table in enumerate(encoder.features):
        column = graph.add("Gather", ["features", graph.constant(np.array(i))], axis=2)
        x = graph.add("Add", [x, graph.add("Gather", [graph.constant(table.weight), column])])
    x = graph.add("LayerNormalization", [x, *graph.pair(encoder.norm)], axis=-1, epsilon=1e-12)
    for layer in encoder.layers:
        q, k, v = graph.thirds(graph.linear(x, layer.qkv.weight, layer.qkv.bias))
        y = graph.add("MultiHeadAttention", [q, k, v], domain=MICROSOFT, num_heads=layer.heads)
        x = graph.add("Add", [x, graph.linear(y, layer.out.weight, layer.out.bias)])
        x = graph.add("LayerNormalization", [x, *graph.pair(layer.norm1)], axis=-1, epsilon=1e-12)
        y = graph.add("Gelu", [graph.linear(x, layer.wide.weight, layer.wide.bias)], domain=MICROSOFT)
        x = graph.add("Add", [x, graph.linear(y, layer.narrow.weight, layer.narrow.bias)])
        x = graph.add("LayerNormalization", [x, *graph.pair(layer.norm2)], axis=-1, epsilon=1e-12)
    for name, output in outputs.items():
        graph.add("Identity", [graph.linear(x, output.weight, output.bias)], name=name)
    widths = {name: output.out_features for name, output in outputs.items()}
    if not outputs:
        graph.add("Identity", [x], name="hidden")
        widths = {"hidden": hidden}
    onnx.save(graph.model(hidden, len(encoder.features), widths), path)


def heads_of(model: AttributionModel) -> Heads:
    """The numpy twin of everything above the encoder."""

    def floats(weight: Tensor) -> np.ndarray:
        return weight.detach().numpy().astype(np.float32)

    def scorer(s: Scorer) -> linker.Scorer:
        tables = (floats(table.weight) for table in (s.distance, s.between, s.paragraph))
        return linker.Scorer(*tables, floats(s.out.weight[0]), floats(s.out.bias), floats(s.none))

    crf = Crf(*(weight.detach().numpy().astype(float) for weight in model.crf.weights()))
    return Heads(crf, scorer(model.content_cue), scorer(model.cue_source), np.zeros(len(crf.begin)), 0.0)


class _Graph:
    """Nodes and weights of a graph under construction."""

    def __init__(self, int8: bool, fine: bool) -> None:
        self.int8 = int8
        self.fine = fine
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []
        self.levels = self.constant(np.array(1 / LEVELS, np.float32)), self.constant(np.array(LEVELS + 1, np.uint8))

    def add(self, kind: str, inputs: list[str], *, name: str | None = None, **attributes: object) -> str:
        output = name or f"v{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [output], **attributes))
        return output

    def constant(self, value: Tensor | np.ndarray) -> str:
        array = value if isinstance(value, np.ndarray) else value.detach().numpy()
        self.weights.append(numpy_helper.from_array(np.array(array, order="C"), f"w{len(self.weights)}"))
        return self.weights[-1].name

    def pair(self, norm: nn.LayerNorm) -> tuple[str, str]:
        return self.constant(norm.weight), self.constant(norm.bias)

    def linear(self, x: str, weight: Tensor, bias: Tensor) -> str:
        if not self.int8:
            return self.add("Add", [self.add("MatMul", [x, self.constant(weight.T)]), self.constant(bias)])
        if self.fine:
            integers, scale = _blocks(weight.detach().numpy())
            how = {"K": weight.shape[1], "N": weight.shape[0], "bits": 8, "block_size": BLOCK, "accuracy_level": 4}
            y = self.add("MatMulNBits", [x, self.constant(integers), self.constant(scale)], domain=MICROSOFT, **how)
            return self.add("Add", [y, self.constant(bias)])
        integers, scale = int8_rows(weight)
        size = self.add("ReduceMax", [self.add("Abs", [x])], axes=[-1], keepdims=1)
        levels = self.add("QuantizeLinear", [self.add("Div", [x, size]), *self.levels])
        known = [self.constant(np.ascontiguousarray(integers.T)), self.levels[0], self.constant(scale), self.levels[1]]
        y = self.add("MatMulIntegerToFloat", [levels, *known], domain=MICROSOFT)
        return self.add("Add", [self.add("Mul", [y, size]), self.constant(bias)])

    def thirds(self, x: str) -> list[str]:
        names = [f"v{len(self.nodes)}{part}" for part in "qkv"]
        self.nodes.append(helper.make_node("Split", [x], names, axis=2))
        return names

    def positions(self, table: Tensor) -> str:
        """The first vectors of the table, as many as the input is long."""
        length = self.add("Gather", [self.add("Shape", ["vectors"]), self.constant(np.array([1]))])
        zero = self.constant(np.array([0]))
        return self.add("Slice", [self.constant(table), zero, length, zero])

    def model(self, hidden: int, features: int, outputs: dict[str, int]) -> onnx.ModelProto:
        shape = ["rows", "length"]
        graph = helper.make_graph(
            self.nodes,
            "encoder",
            [
                helper.make_tensor_value_info("vectors", TensorProto.FLOAT, [*shape, hidden]),
                helper.make_tensor_value_info("features", TensorProto.INT64, [*shape, features]),
            ],
            [
                helper.make_tensor_value_info(name, TensorProto.FLOAT, [*shape, width])
                for name, width in outputs.items()
            ],
            self.weights,
        )
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(MICROSOFT, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=8)


def _blocks(matrix: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A matrix (outer, inner) as bytes around 128, every stretch of `BLOCK` inner values with a scale of its own."""
    outer, inner = matrix.shape
    blocks = matrix.reshape(outer, inner // BLOCK, BLOCK)
    scale = np.abs(blocks).max(2) / 127
    scale[scale == 0] = 1
    integers = np.clip(np.round(blocks / scale[:, :, None]) + 128, 0, 255).astype(np.uint8)
    return integers, scale.astype(np.float32).ravel()


def int8_rows(table: Tensor) -> tuple[np.ndarray, np.ndarray]:
    """A matrix as int8 with one scale a row."""
    values = table.detach().numpy()
    scale = np.abs(values).max(1) / 127
    scale[scale == 0] = 1
    return np.round(values / scale[:, None]).astype(np.int8), scale.astype(np.float32)

"""Package data back as a PyTorch model, to go on from it or to learn from what it believes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import helper, numpy_helper

from corpus import Labelled
from daylight.language.crf import decode
from daylight.language.encoder import load_pieces
from daylight.language.tagger import AttributionTagger
from model import AttributionModel, pretrained


def restored(folder: Path) -> AttributionModel:
    """The model whose weights `release.py` wrote, to the precision of 8 bits."""
    model = AttributionModel()
    model.encoder.load_bert(pretrained() / "model.safetensors")  # for the shapes; every weight is written over
    graph = onnx.load(folder / "encoder.onnx").graph
    stored = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    linear = [layer for block in model.encoder.layers for layer in (block.qkv, block.out, block.wide, block.narrow)]
    linear += [model.emission, model.projection]
    norms = [model.encoder.norm, *(norm for block in model.encoder.layers for norm in (block.norm1, block.norm2))]
    products = [node for node in graph.node if node.op_type in ("MatMulNBits", "MatMulIntegerToFloat")]
    matrices = [_matrix(node, stored) for node in products]
    biases = [_bias(node, graph.node, stored) for node in products]
    scales = [(stored[n.input[1]], stored[n.input[2]]) for n in graph.node if n.op_type == "LayerNormalization"]
    tables = [stored[n.input[0]] for n in graph.node if n.op_type == "Gather" and n.input[0] in stored]
    positions = next(stored[n.input[0]] for n in graph.node if n.op_type == "Slice")
    pieces = load_pieces(folder)
    with torch.no_grad(), np.load(folder / "heads.npz") as heads:
        model.encoder.pieces.weight.copy_(torch.from_numpy(pieces.of(np.arange(len(pieces.scale)))))
        model.encoder.positions.weight.copy_(torch.from_numpy(positions.copy()))
        for table, values in zip(model.encoder.features, tables, strict=True):
            table.weight.copy_(torch.from_numpy(values.copy()))
        for layer, matrix, bias in zip(linear, matrices, biases, strict=True):
            layer.weight.copy_(torch.from_numpy(matrix))
            layer.bias.copy_(torch.from_numpy(bias.copy()))
        for norm, (weight, bias) in zip(norms, scales, strict=True):
            norm.weight.copy_(torch.from_numpy(weight.copy()))
            norm.bias.copy_(torch.from_numpy(bias.copy()))
        for name in ("transition", "begin", "end"):
            getattr(model.crf, name).copy_(torch.from_numpy(heads[f"crf.{name}"]))
        for name in ("content_cue", "cue_source"):
            scorer = getattr(model, name)
            for part in ("distance", "between", "paragraph"):
                getattr(scorer, part).weight.copy_(torch.from_numpy(heads[f"{name}.{part}"]))
            scorer.out.weight.copy_(torch.from_numpy(heads[f"{name}.out"])[None])
            scorer.out.bias.copy_(torch.from_numpy(heads[f"{name}.bias"]))
            scorer.none.copy_(torch.from_numpy(heads[f"{name}.none"]))
    return model


def _matrix(node: onnx.NodeProto, stored: dict[str, np.ndarray]) -> np.ndarray:
    """The weights of a product; releases before the second had a scale for every block of an output."""
    if node.op_type == "MatMulIntegerToFloat":
        return stored[node.input[1]].T.astype(np.float32) * stored[node.input[3]][:, None]
    how = {attribute.name: helper.get_attribute_value(attribute) for attribute in node.attribute}
    blocks = stored[node.input[1]].astype(np.float32).reshape(how["N"], -1, how["block_size"]) - 128
    return (blocks * stored[node.input[2]].reshape(how["N"], -1, 1)).reshape(how["N"], how["K"])


def _bias(product: onnx.NodeProto, nodes: Sequence[onnx.NodeProto], stored: dict[str, np.ndarray]) -> np.ndarray:
    """What the next addition of a constant adds to a product."""
    value = product.output[0]
    while True:
        user = next(node for node in nodes if value in node.input)
        if user.op_type == "Add":
            return stored[user.input[1]]
        value = user.output[0]


def believed(documents: list[Labelled], folder: Path, threads: int) -> list[Labelled]:
    """The documents with what a released model believes of their words: the marginals of its CRF."""
    tagger = AttributionTagger.load(folder, threads)
    return [
        document._replace(belief=_marginals(tagger, emissions, document))
        for document, (emissions, _) in zip(documents, tagger.outputs([d.words for d in documents]), strict=True)
    ]


def _marginals(tagger: AttributionTagger, emissions: np.ndarray, document: Labelled) -> np.ndarray:
    lattices = decode(tagger.heads.crf, np.split(emissions, document.words.bounds[1:-1]))
    return np.concatenate([lattice.marginal for lattice in lattices]).astype(np.float32)

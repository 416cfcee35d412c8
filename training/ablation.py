"""What each part of the attribution model is worth on the development texts.

usage: python training/ablation.py RUN [RUN ...] --dev DEV.jsonl --scorer SCORER.py

Each line takes one part away from the mean of the runs' weights (or reads with one run alone), without thresholds, so
that the lines compare.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import numpy as np
import torch

from daylight.language import tagger
from daylight.language.decoding import Calibration, Heads, attributions
from daylight.language.encoder import Encoder, Pieces
from daylight.language.linker import Scorer
from daylight.language.spelling import Spelling
from daylight.language.words import paragraphs_of, split_words
from export import heads_of, int8_rows, write_encoder
from model import AttributionModel, pretrained
from release import as_json, line, mean_of

sys.path.append(str(Path(__file__).resolve().parents[1] / "benchmarks"))
from attribution_scores import module_at


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("runs", type=Path, nargs="+")
    parser.add_argument("--dev", type=Path, required=True)
    parser.add_argument("--scorer", type=Path, required=True)
    args = parser.parse_args()
    torch.set_num_threads(1)
    scorer = module_at(args.scorer)
    gold = scorer.read_gold(args.dev)
    spelling = Spelling(pretrained() / "tokenizer.json")
    texts = [split_words(text, paragraphs_of(text), spelling) for text, _ in gold.values()]

    def encode(model: AttributionModel, *, int8: bool = True) -> list:
        with tempfile.TemporaryDirectory() as folder:
            graph = Path(folder) / "encoder.onnx"
            outputs = {"emissions": model.emission, "projections": model.projection}
            write_encoder(model.encoder, outputs, graph, int8=int8)
            pieces = Pieces(spelling, *int8_rows(model.encoder.pieces.weight))
            encoder = Encoder(graph, pieces, 1)
            return tagger.AttributionTagger(encoder, pieces, heads_of(model), Calibration(np.zeros(0), 0.0)).outputs(
                texts
            )

    def report(name: str, heads: Heads, outputs: list) -> None:
        found = {
            doc: [as_json(words, f) for f in attributions(heads, words.bounds, *out)]
            for doc, words, out in zip(gold, texts, outputs, strict=True)
        }
        print(f"{name:34s} {line(scorer.score(gold, found))}", flush=True)

    whole = mean_of(args.runs)
    heads, outputs = heads_of(whole), encode(whole)
    report("mean of the runs", heads, outputs)
    report("without the CRF's transitions", _without_transitions(heads), outputs)
    report("nearest cue, nearest source", _nearest(heads), outputs)
    report("32 bits", heads, encode(whole, int8=False))
    context, tagger.CONTEXT = tagger.CONTEXT, 0
    report("without context around windows", heads, encode(whole))
    tagger.CONTEXT = context
    for table in whole.encoder.features:
        torch.nn.init.zeros_(table.weight)
    report("without capitals, quotes, places", heads, encode(whole))
    if len(args.runs) > 1:
        for run in args.runs:
            alone = mean_of([run])
            report(f"{run.name} alone", heads_of(alone), encode(alone))


def _without_transitions(heads: Heads) -> Heads:
    """Labels by their own scores, bound only by what may follow what."""
    free = [np.where(weight > -1000, 0.0, weight) for weight in heads.crf]
    return heads._replace(crf=type(heads.crf)(*free))


def _nearest(heads: Heads) -> Heads:
    """Links to the nearest span instead of the learned scores; no source only where there is no candidate."""

    def scorer(old: Scorer) -> Scorer:
        blank = Scorer(*(np.zeros_like(array) for array in old))
        steps = np.abs(np.arange(len(old.distance)) - len(old.distance) // 2)
        blank.distance[:, 0] = 1e6 * (1 + steps.max() - steps)
        blank.out[0] = 1.0
        return blank

    return heads._replace(content_cue=scorer(heads.content_cue), cue_source=scorer(heads.cue_source))


if __name__ == "__main__":
    main()

"""Write the sentence encoder, all-MiniLM-L6-v2 as it is published, as package data: `python training/sentences.py
--out FOLDER`.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from export import write_encoder
from model import Encoder, Shape, pretrained


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    encoder = Encoder(Shape(), dropout=0.0)
    encoder.load_bert(pretrained() / "model.safetensors")
    write_encoder(encoder, {}, args.out / "encoder.onnx", fine=True)


if __name__ == "__main__":
    main()

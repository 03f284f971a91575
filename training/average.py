"""Makes one reader of several that began as one: the mean of their weights reads unknown text better than each.

    python -m training.average --out WEIGHTS READERS... [--encoder NAME --beside WEIGHTS]

READERS are checkpoints (.pt) or weights (.npz) that know the same by heart and have the same layers; one named
twice counts twice.
Averaging the weights of one training is due to Izmailov and others, "Averaging Weights Leads to Wider Optima and
Better Generalization" (2018).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import torch

from archive.restore.learned.model import ANY, Model
from training.batches import STATES
from training.export import export
from training.fit import start
from training.network import Reader
from training.store import Lexicon


def average(paths: Sequence[Path], encoder: str = ANY) -> tuple[Reader, Lexicon]:
    """Return the mean of the readers in some files; ``encoder`` is which one is meant of those that weights have.

    Raises:
        ValueError: they do not know the same words and marks, or have other layers.
    """
    readers = [start(path, encoder) for path in paths]
    mean, lex = readers[0]
    for path, (reader, other) in zip(paths, readers, strict=True):
        if (reader.shape, other) != (mean.shape, lex):
            raise ValueError(f"{path}: not the same words, pairs, marks and layers as {paths[0]}")
    states = [reader.state_dict() for reader, _ in readers]
    mean.load_state_dict({name: torch.stack([state[name] for state in states]).mean(0) for name in states[0]})
    return mean, lex


def main(arguments: list[str] | None = None) -> int:
    """Average as the command line asks; temperatures are those of the first weights that have any."""
    ask = argparse.ArgumentParser(prog="python -m training.average", description=__doc__)
    ask.add_argument("readers", nargs="+", type=Path)
    ask.add_argument("--out", required=True, type=Path)
    ask.add_argument("--encoder", choices=list(STATES), default=ANY, help="the kind of copy that is read")
    ask.add_argument("--beside", type=Path, help="weights (.npz) to all of which the encoder is added in --out")
    said = ask.parse_args(arguments)
    heats = [Model.load(path).meta.temperatures for path in said.readers if path.suffix == ".npz"]
    mean = average(said.readers, said.encoder)
    export(*mean, said.out, next((heat for heat in heats if heat), None), said.encoder, said.beside)
    return 0


if __name__ == "__main__":
    sys.exit(main())

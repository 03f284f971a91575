"""Makes one reader of several that began as one: the mean of their weights reads unknown text better than each.

    python -m training.average --out WEIGHTS READERS...

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

from archive.restore.learned.model import Model
from training.export import export, restored
from training.fit import load
from training.network import Reader
from training.store import Lexicon


def average(paths: Sequence[Path]) -> tuple[Reader, Lexicon]:
    """Return the mean of the readers in some files.

    Raises:
        ValueError: they do not know the same words and marks, or have other layers.
    """
    readers = [restored(path) if path.suffix == ".npz" else load(path) for path in paths]
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
    said = ask.parse_args(arguments)
    heats = [Model.load(path).meta.temperatures for path in said.readers if path.suffix == ".npz"]
    export(*average(said.readers), said.out, next((heat for heat in heats if heat), None))
    return 0


if __name__ == "__main__":
    sys.exit(main())

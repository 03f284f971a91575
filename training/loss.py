"""How wrong a reader is about a batch, head by head."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from training.batches import Batch
from training.network import Reader

ASKING = 4.0
WEIGHTS = {
    "cap": 1.0,
    "gap": 1.0,
    "quoted": 0.7,
    "person": 3.0,
    "speech": 1.5,
    "cue": 2.0,
    "speaker": 2.5,
    "source": 8.0,
    "verb": 4.0,
}


def tell(reader: Reader, batch: Batch, hide: float = 0.0) -> dict[str, Tensor]:
    """Run a reader over a batch; ``hide`` is the share of words whose own row is hidden."""
    device = reader.heads.weight.device
    hidden = None
    if hide:
        odds = torch.from_numpy(np.where(batch.labels["person"] > 0, 3 * hide, hide))
        hidden = (torch.rand(odds.shape) >= odds).float().to(device)
    rest = [torch.from_numpy(x).to(device) for x in (batch.case, batch.before, batch.after, batch.state)]
    features, same = torch.from_numpy(batch.features).to(device), torch.from_numpy(batch.same).to(device)
    return reader.split(reader(features, rest, same, hidden))


def gap_weights(classes: Sequence[str]) -> Tensor:
    """Return how much each class of marks weighs: news asks so seldom that questions would never be told."""
    return torch.tensor([ASKING if "?" in name else 1.0 for name in classes])


def losses(
    reader: Reader, told: dict[str, Tensor], batch: Batch, gap_weight: Tensor | None = None
) -> dict[str, Tensor]:
    """Return the summed loss of each head per word of the batch."""
    device = reader.heads.weight.device
    found = {}
    for name, gold in batch.labels.items():
        answer = torch.from_numpy(gold).to(device)
        known = answer >= 0
        if not bool(known.any()):
            continue
        scores, answer = told[name][known], answer[known]
        if scores.shape[1] == 1:
            lost = functional.binary_cross_entropy_with_logits(scores[:, 0], answer.float(), reduction="sum")
        else:
            weight = gap_weight if name == "gap" else None
            lost = functional.cross_entropy(scores, answer, weight, reduction="sum")
        found[name] = lost / batch.words
    for column, what in ((3, "source"), (4, "verb")):
        runs = torch.from_numpy(batch.runs[batch.runs[:, column] >= 0]).to(device)
        if len(runs):
            scores = reader.point(told, runs, what)
            found[what] = functional.cross_entropy(scores, runs[:, column], reduction="sum") / batch.words
    return found


def total(parts: dict[str, Tensor]) -> Tensor:
    """Return the weighted sum of the heads' losses."""
    return torch.stack([WEIGHTS[name] * part for name, part in parts.items()]).sum()

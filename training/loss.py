"""How wrong a reader is about a batch, head by head."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from archive.restore.learned.gaps import EFFECTS, NO, effect_of
from archive.restore.learned.quotes import INSIDE_WEIGHT
from training.batches import Batch
from training.corpus import Array
from training.network import Reader

ASKING = 4.0
COMMON = 1_000
"""The commonest words; they are hidden a quarter as often as the others, which would be learned by heart."""

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
    "path": 4.0,
    "guess": 0.2,
}


@dataclass(frozen=True, slots=True)
class Shown:
    """What readers see of a batch, on their device: the arguments of :meth:`Reader.read`, and what is hidden of it.

    ``gone`` are the places, counted through the batch, of words that are hidden altogether; ``offered`` the rows of
    the distinct words among them, and ``right`` which of those stood at each place.
    """

    features: Tensor
    rest: list[Tensor]
    same: Tensor
    hidden: Tensor | None = None
    gone: Tensor | None = None
    offered: Tensor | None = None
    right: Tensor | None = None


def show(batch: Batch, hide: float = 0.0, device: torch.device | str = "cpu") -> Shown:
    """Return a batch as readers see it; ``hide`` is about the share of words whose own row is hidden."""

    def there(array: Array) -> Tensor:
        return torch.from_numpy(array).to(device)

    features, same = batch.features, batch.same
    rest = [there(x) for x in (batch.case, batch.before, batch.after, batch.state)]
    if not hide:
        return Shown(there(features), rest, there(same))
    rows = features[..., 0]
    odds = np.where(rows < COMMON, hide / 2, 2 * hide)
    odds = np.where(batch.labels["person"] > 0, 2 * hide, odds)
    # affixes give a word away, so they go with it, half of the time, and so does where else it stands
    drawn = torch.rand(odds.shape).numpy()
    gone = (drawn < odds / 2) & (same >= 0)
    same = np.where(gone, same.max() + 1 + np.arange(same.size).reshape(same.shape), same)
    veiled = drawn < odds
    hidden = np.stack([~veiled, ~gone], axis=2).astype(np.float32)
    # a pair gives both its words away
    features = features.copy()
    features[..., 4][veiled | np.roll(veiled, -1, axis=1) | (torch.rand(odds.shape).numpy() < hide)] = 0
    seen = (there(features), rest, there(same), there(hidden))
    if not gone.any():
        return Shown(*seen)
    offered, right = np.unique(rows[gone], return_inverse=True)
    return Shown(*seen, there(np.flatnonzero(gone)), there(offered), there(right.reshape(-1)))


def tell(
    reader: Reader, shown: Shown, read: Callable[[Shown], tuple[Tensor, Tensor]] | None = None
) -> dict[str, Tensor]:
    """Return what a reader tells of a batch, by heads.

    Of words that are hidden altogether, ``guess`` is how well each that is offered fits in the place of each, and
    ``right`` which of them stood there: to tell them a reader must learn the language. ``read`` may stand for the
    reader's own reading: it returns what is known of each word and all heads of each.
    """
    if read:
        known, heads = read(shown)
    else:
        known = reader.read(shown.features, shown.rest, shown.same, shown.hidden)
        heads = reader.tells(known)
    told = reader.split(heads)
    if shown.gone is not None and shown.offered is not None and shown.right is not None:
        told["guess"] = reader.guesses(known.flatten(0, 1).index_select(0, shown.gone), shown.offered)
        told["right"] = shown.right
    return told


@dataclass(frozen=True, slots=True)
class Marks:
    """What a loss knows of the classes of marks.

    ``weights`` has one number a class: news asks so seldom that questions would never be told. ``effects`` has a row
    a class and a column a kind of gap: 1 where the class is of that kind, else 0.
    """

    weights: Tensor
    effects: Tensor

    @staticmethod
    def of(classes: Sequence[str], device: str = "cpu") -> Marks:
        """Look at the names of the classes."""
        effects = torch.zeros(len(classes), len(EFFECTS))
        effects[range(len(classes)), [effect_of(name) for name in classes]] = 1.0
        weights = torch.tensor([ASKING if "?" in name else 1.0 for name in classes])
        return Marks(weights.to(device), effects.to(device))


def losses(reader: Reader, told: dict[str, Tensor], batch: Batch, marks: Marks) -> dict[str, Tensor]:
    """Return the summed loss of each head per word of the batch."""
    device = reader.heads.weight.device
    found = {}
    for name, gold in batch.labels.items():
        at = np.flatnonzero(gold >= 0)
        if not len(at):
            continue
        scores = told[name].flatten(0, 1).index_select(0, torch.from_numpy(at).to(device))
        answer = torch.from_numpy(gold.reshape(-1)[at]).to(device)
        if scores.shape[1] == 1:
            lost = functional.binary_cross_entropy_with_logits(scores[:, 0], answer.float(), reduction="sum")
        else:
            weight = marks.weights if name == "gap" else None
            lost = functional.cross_entropy(scores, answer, weight, reduction="sum")
        found[name] = lost / batch.words
    for column, what in ((3, "source"), (4, "verb")):
        runs = torch.from_numpy(batch.runs[batch.runs[:, column] >= 0]).to(device)
        if len(runs):
            scores = reader.point(told, runs, what)
            found[what] = functional.cross_entropy(scores, runs[:, column], reduction="sum") / batch.words
    if "guess" in told:
        found["guess"] = functional.cross_entropy(told["guess"], told["right"], reduction="sum") / batch.words
    readable = np.flatnonzero(_readable(batch))
    if len(readable):
        whole = torch.from_numpy(readable).to(device)
        quoted = torch.from_numpy(batch.labels["quoted"]).to(device)[whole]
        found["path"] = path_loss(*_lattice(told, whole, marks), quoted).sum() / batch.words
    return found


def path_loss(changes: Tensor, gains: Tensor, states: Tensor) -> Tensor:
    """Return how unlikely the true path in and out of quotation marks is among all paths, as in decoding.

    Args:
        changes: log-odds of each change of state in the gap behind each word, (pieces, words, 2, 2).
        gains: what each word gains inside, (pieces, words).
        states: of each word, 0 or 1; -1 behind the end of a piece.
    """
    here = states.clamp(min=0)
    gain = torch.stack([torch.zeros_like(gains), gains], dim=2)
    steps = changes[:, :-1] + gain[:, 1:, None, :]
    there = (states[:, 1:] >= 0)[..., None, None]
    steps = torch.where(there, steps, torch.tensor([[0.0, NO], [NO, 0.0]], device=steps.device))
    taken = steps.flatten(2).gather(2, (2 * here[:, :-1] + here[:, 1:])[..., None])[..., 0]
    true = torch.where(there[..., 0, 0], taken, 0.0).sum(1) + gain[:, 0].gather(1, here[:, :1])[:, 0]
    while steps.shape[1] > 1:
        # two steps after each other make one: the sum over what lies between them
        odd = steps[:, steps.shape[1] // 2 * 2 :]
        pairs = steps[:, : steps.shape[1] // 2 * 2]
        joined = torch.logsumexp(pairs[:, 0::2, :, :, None] + pairs[:, 1::2, None, :, :], dim=3)
        steps = torch.cat([joined, odd], dim=1)
    return torch.logsumexp((gain[:, 0, :, None] + steps[:, 0]).flatten(1), dim=1) - true


def _readable(batch: Batch) -> Array:
    """Return which pieces have labels for all marks."""
    there = batch.same >= 0
    known = (batch.labels["gap"] >= 0) & (batch.labels["quoted"] >= 0)
    return np.asarray((known | ~there).all(axis=1) & (there.sum(axis=1) > 1))


def _lattice(told: dict[str, Tensor], whole: Tensor, marks: Marks) -> tuple[Tensor, Tensor]:
    by_effect = torch.log(told["gap"][whole].softmax(dim=2) @ marks.effects + 1e-6)
    changes = torch.logsumexp(by_effect[..., None, None] + torch.from_numpy(EFFECTS).to(by_effect.device), dim=2)
    return changes, INSIDE_WEIGHT * told["quoted"][whole][..., 0].clamp(-8, 8)


def total(parts: dict[str, Tensor]) -> Tensor:
    """Return the weighted sum of the heads' losses."""
    return torch.stack([WEIGHTS[name] * part for name, part in parts.items()]).sum()

"""How wrong a reader is about a batch, head by head."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import torch
from torch import Tensor
from torch.nn import functional

from archive.restore.learned.gaps import EFFECTS, NO, effect_of
from archive.restore.learned.quotes import INSIDE_WEIGHT
from training.batches import LABELS, Batch
from training.corpus import Array
from training.network import Reader

ASKING = 4.0
"""How much more than another a class of marks that asks counts."""

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
"""How much the loss of each head counts, per word of a batch: what few words tell, more."""

Parts = dict[str, Tensor]
"""How wrong a reader is, head by head, each a number."""

Judge = Callable[[Tensor, Tensor, Tensor], tuple[Tensor, Tensor, Tensor]]
"""What :func:`judged` does of what the tables know of words, which are equal, and their labels."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A :class:`Batch` on the device of a reader; ``runs`` are those with a source and those with a verb."""

    features: Tensor
    rest: Tensor
    same: Tensor
    labels: Tensor
    hidden: Tensor | None
    gone: Tensor
    offered: Tensor
    right: Tensor
    runs: dict[str, Tensor]
    words: int


def show(batch: Batch, device: torch.device | str = "cpu") -> Shown:
    """Return a batch as readers see it."""

    def there(array: Array) -> Tensor:
        here = torch.from_numpy(array)
        # the device need not be done with what came before
        return here.pin_memory().to(device, non_blocking=True) if "cuda" in str(device) else here.to(device)

    return Shown(
        there(batch.features),
        there(batch.rest).int(),
        there(batch.same),
        there(batch.labels),
        there(batch.hidden).float() if batch.hidden is not None else None,
        there(batch.gone),
        there(batch.offered),
        there(batch.right),
        {what: there(batch.runs[batch.runs[:, at] >= 0]) for what, at in (("source", 3), ("verb", 4))},
        batch.words,
    )


def tell(reader: Reader, shown: Shown) -> dict[str, Tensor]:
    """Return what a reader tells of a batch, by heads."""
    return reader.split(reader(shown.features, shown.rest.unbind(), shown.same, shown.hidden))


@dataclass(frozen=True, slots=True)
class Marks:
    """What a loss knows of the classes of marks.

    ``weights`` has one number a class: news asks so seldom that questions would never be told. ``effects`` has a row
    a class and a column a kind of gap: 1 where the class is of that kind, else 0. ``changes`` is what each kind of gap
    does to the state of quotation, as log-odds (kinds, 2, 2).
    """

    weights: Tensor
    effects: Tensor
    changes: Tensor

    @staticmethod
    def of(classes: Sequence[str], device: str = "cpu") -> Marks:
        """Look at the names of the classes."""
        effects = torch.zeros(len(classes), len(EFFECTS))
        effects[range(len(classes)), [effect_of(name) for name in classes]] = 1.0
        weights = torch.tensor([ASKING if "?" in name else 1.0 for name in classes])
        return Marks(weights.to(device), effects.to(device), torch.from_numpy(EFFECTS).to(device))


def judged(reader: Reader, marks: Marks, h: Tensor, same: Tensor, labels: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Return what a reader knows of each word, all heads of each, and the summed loss of each label, then of paths.

    Args:
        reader: the reader.
        marks: what is known of its classes of marks.
        h: what its tables know of the words, as :meth:`Reader.look_up` returns it.
        same: a number for each distinct word.
        labels: those that ``LABELS`` names, (labels, pieces, words); -1 where none is known.
    """
    known = reader.read(h, same)
    heads = reader.tells(known)
    with torch.autocast(h.device.type, enabled=False):
        told, gold, lost = reader.split(heads), labels.long(), []
        for name, right in zip(LABELS, gold, strict=True):
            scores, answer = told[name].flatten(0, 1), right.flatten()
            if scores.shape[1] == 1:
                one = functional.binary_cross_entropy_with_logits(
                    scores[:, 0], answer.clamp(min=0).float(), (answer >= 0).float(), reduction="sum"
                )
            else:
                weight = marks.weights if name == "gap" else None
                one = functional.cross_entropy(scores, answer, weight, ignore_index=-1, reduction="sum")
            lost.append(one)
        quoted, gap = gold[LABELS.index("quoted")], gold[LABELS.index("gap")]
        there = same >= 0
        # only pieces that have labels for all marks
        whole = ((quoted >= 0) & (gap >= 0) | ~there).all(dim=1) & (there.sum(dim=1) > 1)
        paths = path_loss(*_lattice(told, marks), torch.where(whole[:, None], quoted, -1))
        return known, heads, torch.stack([*lost, (paths * whole).sum()])


def losses(reader: Reader, shown: Shown, marks: Marks, judge: Judge | None = None) -> Parts:
    """Return the loss of each head per word of the batch; ``judge`` may stand for :func:`judged`."""
    h = reader.look_up(shown.features, shown.rest.unbind(), shown.hidden)
    known, heads, lost = (judge or partial(judged, reader, marks))(h, shown.same, shown.labels)
    found = dict(zip((*LABELS, "path"), (lost / shown.words).unbind(), strict=True))
    with torch.autocast(h.device.type, enabled=False):
        told = reader.split(heads)
        for column, what in ((3, "source"), (4, "verb")):
            if len(runs := shown.runs[what]):
                scores = reader.point(told, runs, what)
                found[what] = functional.cross_entropy(scores, runs[:, column], reduction="sum") / shown.words
    if len(shown.gone):
        scores = reader.guesses(known.flatten(0, 1).index_select(0, shown.gone), shown.offered)
        found["guess"] = functional.cross_entropy(scores, shown.right, reduction="sum") / shown.words
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
    steps = torch.where(there, steps, NO * (1.0 - torch.eye(2, device=steps.device)))
    taken = steps.flatten(2).gather(2, (2 * here[:, :-1] + here[:, 1:])[..., None])[..., 0]
    true = torch.where(there[..., 0, 0], taken, 0.0).sum(1) + gain[:, 0].gather(1, here[:, :1])[:, 0]
    while steps.shape[1] > 1:
        # two steps after each other make one: the sum over what lies between them
        odd = steps[:, steps.shape[1] // 2 * 2 :]
        pairs = steps[:, : steps.shape[1] // 2 * 2]
        joined = torch.logsumexp(pairs[:, 0::2, :, :, None] + pairs[:, 1::2, None, :, :], dim=3)
        steps = torch.cat([joined, odd], dim=1)
    return torch.logsumexp((gain[:, 0, :, None] + steps[:, 0]).flatten(1), dim=1) - true


def _lattice(told: dict[str, Tensor], marks: Marks) -> tuple[Tensor, Tensor]:
    by_effect = torch.log(told["gap"].softmax(dim=2) @ marks.effects + 1e-6)
    changes = torch.logsumexp(by_effect[..., None, None] + marks.changes, dim=2)
    return changes, INSIDE_WEIGHT * told["quoted"][..., 0].clamp(-8, 8)


def total(parts: Parts) -> Tensor:
    """Return the weighted sum of the heads' losses."""
    return torch.stack([WEIGHTS[name] * part for name, part in parts.items()]).sum()
